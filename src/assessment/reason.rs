//! Why marks were lost (扣分原因): what somebody typed, otherwise what was answered.

use crate::model::assessment::{AmountAnswer, Line, RuleAnswer};
use crate::model::rule::{Rule, RuleKind};
use crate::model::score::Hundredths;

/// Why a rule took marks.
#[derive(Clone, Debug, PartialEq)]
pub enum Reason {
    /// What somebody typed, otherwise the clause of the standard.
    Text(String),
    /// The clause, and how often it was found.
    Times { clause: String, times: u64 },
    /// The name of the level.
    Level(String),
    /// The number as it was counted, with the unit where it is no rate.
    Number(AmountAnswer, Option<String>),
    /// The mark that was typed.
    Mark(Hundredths),
}

impl Reason {
    /// Why a rule took marks with this answer; `None` stands for a rule that the standard does not
    /// list.
    pub fn new(rule: Option<&Rule>, answer: Option<&RuleAnswer>) -> Self {
        let lines = answer.map_or(&[][..], RuleAnswer::lines);
        let typed = once(lines.iter().map(|line| line.reason.trim().to_owned()).map(Self::Text));
        if !typed.is_empty() {
            let texts = typed.iter().filter_map(|one| match one {
                Self::Text(text) => Some(text.as_str()),
                _ => None,
            });
            // The mark of lists of short sentences, as in the standard's own text.
            return Self::Text(texts.collect::<Vec<_>>().join("\u{ff1b}"));
        }
        let clause = rule.map_or_else(String::new, |rule| without_stop(&rule.text));
        match (rule.and_then(|rule| rule.kind.known()), answer) {
            (_, Some(RuleAnswer::Deduct { lines })) => Self::Times { clause, times: times(lines) },
            (_, Some(RuleAnswer::Manual { points: Some(points) })) => Self::Mark(*points),
            (Some(RuleKind::Levels { levels }), Some(RuleAnswer::Levels { level: Some(id) })) => {
                let level = levels.iter().find(|level| level.id == *id);
                level.map_or(Self::Text(clause), |level| Self::Level(level.name.clone()))
            }
            (
                Some(
                    RuleKind::Ratio { unit, .. }
                    | RuleKind::Threshold { unit, .. }
                    | RuleKind::Step { unit, .. },
                ),
                Some(
                    RuleAnswer::Ratio(counted)
                    | RuleAnswer::Threshold(counted)
                    | RuleAnswer::Step(counted),
                ),
            ) => Self::Number(*counted, unit.clone()),
            _ => Self::Text(clause),
        }
    }

    /// Counts another reason together with this one, where they are of one clause; false where they
    /// are not the same.
    fn takes_in(&mut self, other: &Self) -> bool {
        match (&mut *self, other) {
            (Self::Times { clause, times }, Self::Times { clause: other, times: more }) => {
                let is_same = clause == other;
                *times = times.saturating_add(if is_same { *more } else { 0 });
                is_same
            }
            (one, other) => one == other,
        }
    }

    fn is_blank(&self) -> bool {
        matches!(self, Self::Text(text) if text.trim().is_empty())
    }
}

fn times(lines: &[Line]) -> u64 {
    lines.iter().filter_map(|line| line.times).map(u64::from).sum()
}

/// A clause goes on with what was found, so it does not end before.
fn without_stop(clause: &str) -> String {
    clause.trim_end_matches(['\u{3002}', '\u{ff1b}', '.', ';', ' ']).to_owned()
}

/// The reasons without blank ones, each once, in their order; what was found by one clause more than
/// once is counted together.
pub(super) fn once(reasons: impl IntoIterator<Item = Reason>) -> Vec<Reason> {
    let mut all: Vec<Reason> = Vec::new();
    for reason in reasons.into_iter().filter(|reason| !reason.is_blank()) {
        if !all.iter_mut().any(|one| one.takes_in(&reason)) {
            all.push(reason);
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reason(rule: &str, answer: &str) -> Reason {
        let rule: Rule = serde_json::from_str(rule).unwrap();
        let answer: RuleAnswer = serde_json::from_str(answer).unwrap();
        Reason::new(Some(&rule), Some(&answer))
    }

    fn counted(part: u64, whole: Option<u64>) -> AmountAnswer {
        AmountAnswer { part: Some(part), whole }
    }

    #[test]
    fn a_level_is_told_by_its_name() {
        let rule = r#"{"id":"1","kind":"levels","text":"优10分、良7分",
            "levels":[{"id":"a","name":"优","mark":1000},{"id":"b","name":"良","mark":700}]}"#;
        let good = reason(rule, r#"{"kind":"levels","level":"b"}"#);
        assert_eq!(good, Reason::Level("良".into()));
        let lost = reason(rule, r#"{"kind":"levels","level":"x"}"#);
        assert_eq!(lost, Reason::Text("优10分、良7分".into()));
    }

    #[test]
    fn a_number_is_told_as_it_was_counted() {
        let rate = r#"{"id":"1","kind":"ratio","text":"按比例得分"}"#;
        let rate = reason(rate, r#"{"kind":"ratio","part":80,"whole":100}"#);
        assert_eq!(rate, Reason::Number(counted(80, Some(100)), None));
        let late = r#"{"id":"1","kind":"step","target":{"part":0},"every":{"part":1},"points":50,
            "direction":"above","unit":"天"}"#;
        let late = reason(late, r#"{"kind":"step","part":3}"#);
        assert_eq!(late, Reason::Number(counted(3, None), Some("天".into())));
    }

    #[test]
    fn a_deduction_without_reason_is_its_clause_and_how_often() {
        let rule = r#"{"id":"1","kind":"deduct","points":50,"text":"每缺1次扣0.5分。"}"#;
        let lines = r#"{"kind":"deduct","lines":[{"times":2},{"times":1}]}"#;
        let clause = "每缺1次扣0.5分".to_owned();
        assert_eq!(reason(rule, lines), Reason::Times { clause, times: 3 });
        let typed = r#"{"kind":"deduct","lines":[{"times":2,"reason":"甲"},{"times":1,"reason":"乙"},
            {"times":1,"reason":"甲"}]}"#;
        assert_eq!(reason(rule, typed), Reason::Text("甲；乙".into()));
    }

    #[test]
    fn a_typed_mark_is_told_and_a_clause_that_is_not_met_stays() {
        let typed: RuleAnswer = serde_json::from_str(r#"{"kind":"manual","points":800}"#).unwrap();
        assert_eq!(Reason::new(None, Some(&typed)), Reason::Mark(Hundredths(800)));
        let rule = r#"{"id":"1","kind":"all_or_nothing","text":"未建立的，不得分"}"#;
        let unmet = reason(rule, r#"{"kind":"all_or_nothing","met":false}"#);
        assert_eq!(unmet, Reason::Text("未建立的，不得分".into()));
    }
}
