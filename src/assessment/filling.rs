//! What a page writes into an answer, and what it reads out of it to tell people.

use super::exact::Exact;
use super::reason::Reason;
use super::scored::{Did, ItemState, ScoredForm, ScoredItem, TotalLine};
use crate::model::assessment::{ItemAnswer, Line, RuleAnswer};
use crate::model::open::Open;
use crate::model::rule::{Rule, RuleKind};
use crate::model::score::Hundredths;
use crate::model::standard::Item;

/// Why an item is below its full mark.
#[derive(Clone, Debug, PartialEq)]
pub struct Loss {
    pub reason: Reason,
    /// In hundredths, more than zero.
    pub points: Exact,
}

impl RuleAnswer {
    /// Does it say nothing?
    pub fn is_blank(&self) -> bool {
        match self {
            Self::AllOrNothing { met } => met.is_none(),
            Self::Deduct { lines } | Self::DeductRange { lines } | Self::Bonus { lines } => {
                lines.is_empty()
            }
            Self::Ratio(amount) | Self::Threshold(amount) | Self::Step(amount) => {
                amount.part.is_none() && amount.whole.is_none()
            }
            Self::Levels { level } => level.is_none(),
            Self::Manual { points } => points.is_none(),
            Self::Veto { triggered, reason } => triggered.is_none() && reason.is_empty(),
        }
    }

    /// The lines of a deduction or bonus.
    pub fn lines(&self) -> &[Line] {
        match self {
            Self::Deduct { lines } | Self::DeductRange { lines } | Self::Bonus { lines } => lines,
            _ => &[],
        }
    }
}

impl RuleKind {
    /// An answer of this kind with some lines; `None` for kinds without lines.
    pub fn answer_of(&self, lines: Vec<Line>) -> Option<RuleAnswer> {
        match self {
            Self::Deduct { .. } => Some(RuleAnswer::Deduct { lines }),
            Self::DeductRange { .. } => Some(RuleAnswer::DeductRange { lines }),
            Self::Bonus { .. } => Some(RuleAnswer::Bonus { lines }),
            _ => None,
        }
    }
}

impl ItemAnswer {
    /// The answer to a rule, `None` where there is none that this version can read.
    pub fn rule(&self, rule: &str) -> Option<&RuleAnswer> {
        self.rules.get(rule).and_then(Open::known)
    }

    /// When and what of each veto that happened, as somebody typed it.
    pub fn vetoes(&self) -> impl Iterator<Item = &str> {
        self.rules.values().filter_map(Open::known).filter_map(|answer| match answer {
            RuleAnswer::Veto { triggered: Some(true), reason } => Some(reason.as_str()),
            _ => None,
        })
    }

    /// Is it not applicable, and nobody has said why?
    pub fn lacks_reason(&self) -> bool {
        self.not_applicable && self.note.trim().is_empty()
    }

    /// Answers a rule; a blank answer is taken away. Fields of a newer version stay.
    pub fn set_rule(&mut self, rule: &str, answer: RuleAnswer) {
        match self.rules.get_mut(rule) {
            Some(Open::Known(old, extra)) if !(answer.is_blank() && extra.is_empty()) => {
                *old = answer;
            }
            _ if answer.is_blank() => {
                self.rules.remove(rule);
            }
            _ => {
                self.rules.insert(rule.to_owned(), answer.into());
            }
        }
    }

    /// Changes one line of a deduction or bonus; lines at the end that say nothing are dropped.
    /// Rules of other kinds are left alone.
    pub fn edit_line(&mut self, rule: &Rule, at: usize, change: impl FnOnce(&mut Line)) {
        let Some(kind) = rule.kind.known() else { return };
        let mut lines = self.rule(&rule.id).map_or_else(Vec::new, |old| old.lines().to_vec());
        if lines.len() <= at {
            lines.resize(at + 1, Line::default());
        }
        if let Some(line) = lines.get_mut(at) {
            change(line);
        }
        self.set_lines(&rule.id, kind, lines);
    }

    /// Takes a line of a deduction or bonus away; those after it move up.
    pub fn remove_line(&mut self, rule: &Rule, at: usize) {
        let Some(kind) = rule.kind.known() else { return };
        let mut lines = self.rule(&rule.id).map_or_else(Vec::new, |old| old.lines().to_vec());
        if at < lines.len() {
            lines.remove(at);
            self.set_lines(&rule.id, kind, lines);
        }
    }

    fn set_lines(&mut self, rule: &str, kind: &RuleKind, mut lines: Vec<Line>) {
        while lines.last().is_some_and(|line| *line == Line::default()) {
            lines.pop();
        }
        if let Some(answer) = kind.answer_of(lines) {
            self.set_rule(rule, answer);
        }
    }

    /// Answers everything so that nothing is lost: conditions are met, nothing is deducted. What
    /// is answered already stays.
    pub fn meet_all(&mut self, item: &Item) {
        for rule in item.all_rules() {
            let asks = matches!(rule.kind.known(), Some(RuleKind::AllOrNothing));
            if asks && self.rule(&rule.id).is_none_or(RuleAnswer::is_blank) {
                self.set_rule(&rule.id, RuleAnswer::AllOrNothing { met: Some(true) });
            }
        }
        self.checked = true;
        self.not_applicable = false;
    }

    /// Takes back every answer that bears on the mark; evidence and note stay.
    pub fn clear_marks(&mut self) {
        self.rules.clear();
        self.figures.values_mut().for_each(|figure| figure.taken = None);
        self.checked = false;
        self.not_applicable = false;
        self.hand_mark = None;
    }
}

impl Item {
    /// Can [`ItemAnswer::meet_all`] answer all of it, because nothing must be counted or judged?
    pub fn can_be_met(&self) -> bool {
        let mut rules = self.all_rules().peekable();
        self.bears_mark()
            && rules.peek().is_some()
            && rules.all(|rule| {
                matches!(
                    rule.kind.known(),
                    Some(
                        RuleKind::AllOrNothing
                            | RuleKind::Deduct { .. }
                            | RuleKind::DeductRange { .. }
                            | RuleKind::Bonus { .. }
                    )
                )
            })
    }

    /// Can something be lost that no rule asks for, so that it must be said that nothing (more) is?
    /// In a template without rules it is all there is to say.
    pub fn can_be_checked(&self) -> bool {
        let is_deduction = |rule: &Rule| {
            let kind = rule.kind.known();
            matches!(kind, Some(RuleKind::Deduct { .. } | RuleKind::DeductRange { .. }))
        };
        let says_nothing = self.full().is_none() && self.all_rules().next().is_none();
        self.bears_mark() && (says_nothing || self.all_rules().any(is_deduction))
    }

    /// Has it a mark or a bonus, and asks for evidence that nobody has named?
    pub fn lacks_evidence(&self, scored: &ScoredItem, answer: Option<&ItemAnswer>) -> bool {
        (matches!(scored.state, ItemState::Full | ItemState::Short)
            || scored.bonus > Hundredths::ZERO)
            && !self.evidence.is_empty()
            && answer.is_none_or(|answer| answer.evidence.is_empty())
    }

    /// What the item lost and why, in the order of its rules.
    pub fn losses(&self, scored: &ScoredItem, answer: &ItemAnswer) -> Vec<Loss> {
        let Some(full) = self.full() else { return Vec::new() };
        if let (Some(hand), Some(mark)) = (&answer.hand_mark, scored.mark) {
            let reason = Reason::Text(hand.reason.clone());
            return loss(reason, full.less(mark).into()).into_iter().collect();
        }
        let mut left = Exact::from(full);
        let mut losses = Vec::new();
        for line in &scored.lines {
            let part = self.parts.iter().find(|part| line.of_part && part.rule.id == line.rule);
            let before = part.map_or(left, |part| Exact::from(part.full_mark));
            left = line.left;
            if line.rule.is_empty() || line.did == Did::Unanswered {
                continue;
            }
            let rule = self.all_rules().find(|rule| rule.id == line.rule);
            let reason = Reason::new(rule, answer.rule(&line.rule));
            losses.extend(before.minus(left).ok().and_then(|points| loss(reason, points)));
        }
        losses
    }
}

fn loss(reason: Reason, points: Exact) -> Option<Loss> {
    points.is_positive().then_some(Loss { reason, points })
}

/// Full mark of what is answered, as the sum over the top areas: what a draft is measured by.
pub fn answered_full(scored: &ScoredForm) -> Hundredths {
    Hundredths(scored.areas.iter().map(|area| area.answered_full.0).sum())
}

impl ScoredForm {
    /// The total without bonus as a share of the full mark, in a draft that of what is answered:
    /// exact, before the total is rounded. `None` where there is no total.
    pub fn rate(&self) -> Option<Exact> {
        if self.draft {
            return Exact::from(self.raw).divided_by(answered_full(self).into()).ok();
        }
        let unrounded = self.lines.iter().find_map(|line| match line {
            TotalLine::Rounded { exact, .. } => Some(*exact),
            _ => None,
        });
        let base = Exact::from(self.base?);
        unrounded.unwrap_or(base).divided_by(self.full_mark?.into()).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::assessment::scored::Shown;
    use crate::assessment::scoring::score;
    use crate::model::assessment::Answers;
    use crate::model::standard::Standard;

    fn standard() -> Standard {
        Standard::built_in().remove(0)
    }

    fn scored(standard: &Standard, id: &str, answer: &ItemAnswer) -> ScoredItem {
        let mut answers = Answers::default();
        answers.items.insert(id.into(), answer.clone());
        score(standard, &answers).unwrap().item(id).unwrap().clone()
    }

    #[test]
    fn a_veto_is_told_where_it_happened_and_only_there() {
        let mut answer = ItemAnswer::default();
        let veto = |triggered| RuleAnswer::Veto { triggered, reason: "三月，某超市".into() };
        answer.set_rule("1", veto(Some(false)));
        assert_eq!(answer.vetoes().next(), None);
        answer.set_rule("1", veto(Some(true)));
        assert_eq!(answer.vetoes().collect::<Vec<_>>(), ["三月，某超市"]);
    }

    #[test]
    fn an_item_whose_conditions_are_all_met_has_its_full_mark() {
        let standard = standard();
        let mut met = 0;
        for item in standard.items().into_iter().filter(|item| item.can_be_met()) {
            let mut answer = ItemAnswer::default();
            answer.meet_all(item);
            let scored = scored(&standard, &item.id, &answer);
            assert_eq!(scored.state, ItemState::Full, "{}", item.id);
            assert_eq!(item.losses(&scored, &answer), []);
            answer.clear_marks();
            assert!(answer.is_empty());
            met += 1;
        }
        assert!(met > 20);
    }

    #[test]
    fn only_what_is_not_applicable_needs_a_reason() {
        let mut answer = ItemAnswer::default();
        assert!(!answer.lacks_reason());
        answer.not_applicable = true;
        answer.note = " ".into();
        assert!(answer.lacks_reason());
        answer.note = "无此类企业".into();
        assert!(!answer.lacks_reason());
    }

    #[test]
    fn a_line_filled_and_emptied_again_leaves_the_rule_unanswered() {
        let standard = standard();
        let rule = &standard.item("A1.2").unwrap().rules[0];
        let mut answer = ItemAnswer::default();
        answer.edit_line(rule, 1, |line| line.times = Some(2));
        assert_eq!(answer.rule(&rule.id).unwrap().lines().len(), 2);
        answer.edit_line(rule, 1, |line| line.times = None);
        assert!(answer.is_empty());
    }

    #[test]
    fn the_lines_after_one_that_is_removed_move_up() {
        let standard = standard();
        let rule = &standard.item("A1.2").unwrap().rules[0];
        let mut answer = ItemAnswer::default();
        for (at, times) in [3, 1, 2].into_iter().enumerate() {
            answer.edit_line(rule, at, |line| line.times = Some(times));
        }
        answer.remove_line(rule, 1);
        answer.remove_line(rule, 2);
        let times = |answer: &ItemAnswer| {
            let lines = answer.rule(&rule.id).map_or(&[][..], RuleAnswer::lines);
            lines.iter().map(|line| line.times).collect::<Vec<_>>()
        };
        assert_eq!(times(&answer), [Some(3), Some(2)]);
        answer.remove_line(rule, 0);
        answer.remove_line(rule, 0);
        assert!(answer.is_empty());
    }

    #[test]
    fn losses_name_the_typed_reason_or_the_clause() {
        let standard = standard();
        let item = standard.item("A1.2").unwrap();
        let mut answer = ItemAnswer::default();
        answer.edit_line(&item.rules[0], 0, |line| line.times = Some(1));
        let clause = item.losses(&scored(&standard, "A1.2", &answer), &answer);
        let told = item.rules[0].text.trim_end_matches('。').to_owned();
        assert_eq!(clause[0].reason, Reason::Times { clause: told, times: 1 });
        assert_eq!(clause[0].points, Exact::from(Hundredths(50)));
        answer.edit_line(&item.rules[0], 0, |line| line.reason = "缺任务书".into());
        let typed = item.losses(&scored(&standard, "A1.2", &answer), &answer);
        assert_eq!(typed[0].reason, Reason::Text("缺任务书".into()));
    }

    #[test]
    fn a_lost_part_is_measured_by_its_own_mark() {
        let standard = standard();
        let item = standard.item("B1.1").unwrap();
        let mut answer = ItemAnswer::default();
        answer.meet_all(item);
        answer.set_rule("2", RuleAnswer::AllOrNothing { met: Some(false) });
        let losses = item.losses(&scored(&standard, "B1.1", &answer), &answer);
        assert_eq!(losses.len(), 1);
        assert_eq!(losses[0].points, Exact::from(Hundredths(50)));
    }

    const MIXED: &str = r#"{"areas":[{"id":"A","title":"a","items":[
        {"id":"1","title":"x","fullMark":400,"rules":[{"id":"1","kind":"deduct","points":50}]},
        {"id":"2","title":"y","fullMark":600,"rules":[
            {"id":"1","kind":"all_or_nothing"},{"id":"2","kind":"bonus","points":30}]},
        {"id":"3","title":"z","rules":[{"id":"1","kind":"bonus","points":100}]},
        {"id":"4","title":"v","rules":[{"id":"1","kind":"veto","effect":{"kind":"fail"}}]}]}]}"#;

    fn mixed(answer: impl Fn(&str, &mut ItemAnswer)) -> ScoredForm {
        let standard: Standard = serde_json::from_str(MIXED).unwrap();
        let mut answers = Answers::default();
        for item in standard.items() {
            let mut given = ItemAnswer::default();
            answer(&item.id, &mut given);
            answers.items.insert(item.id.clone(), given);
        }
        score(&standard, &answers).unwrap()
    }

    fn shown(scored: &ScoredForm) -> Vec<Shown> {
        scored.items().into_iter().map(ScoredItem::shown).collect()
    }

    #[test]
    fn what_is_shown_of_the_items_sums_to_the_total_and_tells_a_veto_from_an_open_one() {
        let times = |times| vec![Line { times: Some(times), ..Line::default() }];
        let scored = mixed(|id, answer| match id {
            "1" => answer.set_rule("1", RuleAnswer::Deduct { lines: times(1) }),
            "2" => {
                answer.set_rule("1", RuleAnswer::AllOrNothing { met: Some(true) });
                answer.set_rule("2", RuleAnswer::Bonus { lines: times(1) });
            }
            "3" => answer.set_rule("1", RuleAnswer::Bonus { lines: times(2) }),
            _ => {
                let reason = String::new();
                answer.set_rule("1", RuleAnswer::Veto { triggered: Some(false), reason });
            }
        });
        let [mark, bonus] = [600, 30].map(Hundredths);
        assert_eq!(
            shown(&scored),
            [
                Shown::Mark(Hundredths(350)),
                Shown::Both { mark, bonus },
                Shown::Bonus(Hundredths(200)),
                Shown::VetoClear,
            ]
        );
        let total = Hundredths(350 + 600 + 30 + 200);
        assert_eq!(scored.total, Some(total));
        let area = Shown::Both { mark: Hundredths(950), bonus: Hundredths(230) };
        assert_eq!(scored.areas[0].shown(), area);
    }

    #[test]
    fn a_draft_is_measured_by_what_is_answered() {
        let scored = mixed(|id, answer| {
            if id == "2" {
                answer.set_rule("1", RuleAnswer::AllOrNothing { met: Some(true) });
            }
        });
        let open = Shown::Unanswered;
        assert_eq!(shown(&scored), [open, Shown::Mark(Hundredths(600)), Shown::Nothing, open]);
        assert_eq!(scored.rate(), Some(Exact::ONE));
        assert_eq!(
            (scored.total, scored.full_mark),
            (Some(Hundredths(600)), Some(Hundredths(1000)))
        );
    }

    #[test]
    fn the_rate_of_a_total_is_that_of_the_marks_before_it_is_rounded() {
        let text = r#"{"areas":[{"id":"A","title":"a","items":[
            {"id":"1","title":"x","fullMark":9000},
            {"id":"2","title":"y","fullMark":1000,"notApplicable":"leftOut"}]}]}"#;
        let standard: Standard = serde_json::from_str(text).unwrap();
        let mut answers = Answers::default();
        let mark = RuleAnswer::Manual { points: Some(Hundredths(7800)) };
        answers.items.entry("1".into()).or_default().set_rule("mark", mark);
        answers.items.entry("2".into()).or_default().not_applicable = true;
        let scored = score(&standard, &answers).unwrap();
        assert_eq!(scored.total, Some(Hundredths(8667)));
        assert_eq!(scored.rate(), Exact::new(78, 90).ok());
    }

    #[test]
    fn only_what_may_have_lost_more_is_checked_for_it() {
        let standard: Standard = serde_json::from_str(MIXED).unwrap();
        let checked = standard.items().into_iter().map(Item::can_be_checked);
        assert_eq!(checked.collect::<Vec<_>>(), [true, false, false, false]);
        let template: Standard = serde_json::from_str(
            r#"{"areas":[{"id":"A","title":"a","items":[{"id":"1","title":"x"}]}]}"#,
        )
        .unwrap();
        assert!(template.items()[0].can_be_checked());
    }
}
