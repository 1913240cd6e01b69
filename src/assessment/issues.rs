//! The list of problems (问题清单): everything that cost marks, with who puts it right; and what was
//! left of the period before.

use super::filling::Loss;
use super::reason::{Reason, once};
use super::scored::{AreaLine, ItemState, ScoredForm};
use super::scoring::official;
use crate::model::assessment::{Assessment, Column, ItemAnswer};
use crate::model::ledger::Ledger;
use crate::model::mending::{Mending, Spot};
use crate::model::score::Hundredths;
use crate::model::standard::Standard;
use crate::order::Order as _;

/// One problem.
#[derive(Clone, Debug, PartialEq)]
pub struct Issue {
    pub spot: Spot,
    /// The title of the item or area.
    pub title: String,
    /// What it cost, in marks as printed; zero for a veto that costs none.
    pub points: Hundredths,
    /// Each once, in the order of the rules.
    pub reasons: Vec<Reason>,
    /// A veto happened.
    pub vetoed: bool,
    /// Who puts it right; empty while nobody has said so.
    pub mending: Mending,
}

/// The problems of a column: vetoes first, then what cost most. The points of the items sum to what
/// the answered items lack to their full marks, those of the areas to what areas as a whole lost.
pub fn issues(
    standard: &Standard,
    form: &Assessment,
    column: Column,
    scored: &ScoredForm,
) -> Vec<Issue> {
    let nothing = ItemAnswer::default();
    let by_id = scored.items_by_id();
    let mut found = Vec::new();
    for area in standard.all_areas() {
        for item in &area.items {
            let Some(marked) = by_id.get(item.id.as_str()).copied() else { continue };
            let answer = form.item(column, &item.id).unwrap_or(&nothing);
            let vetoes: Vec<_> =
                answer.vetoes().map(|veto| Reason::Text(veto.to_owned())).collect();
            let vetoed = !vetoes.is_empty() && !answer.not_applicable;
            if marked.state != ItemState::Short && !vetoed {
                continue;
            }
            let points = match (marked.state, marked.full_mark, marked.mark) {
                (ItemState::Short, Some(full), Some(mark)) => full.less(mark),
                _ => Hundredths::ZERO,
            };
            let losses = item.losses(marked, answer).into_iter().map(|Loss { reason, .. }| reason);
            let reasons = once(vetoes.into_iter().filter(|_| vetoed).chain(losses));
            let spot = Spot::Item(item.id.clone());
            let mending = form.mending.at(&spot).map(|one| one.of(points)).unwrap_or_default();
            let title = item.title.clone();
            found.push(Issue { spot, title, points, reasons, vetoed, mending });
        }
        let Some(summed) = scored.area(&area.id) else { continue };
        let mut points = Hundredths::ZERO;
        let mut reasons = Vec::new();
        for line in &summed.lines {
            let AreaLine::Deducted { rule, taken, .. } = line else { continue };
            if *taken == Hundredths::ZERO {
                continue;
            }
            points = points.checked_add(*taken).unwrap_or(points);
            let answers = form.answers(column).and_then(|answers| answers.areas.get(&area.id));
            let answer = answers.and_then(|rules| rules.get(rule)?.known());
            let clause = area.deductions.iter().find(|one| one.id == *rule);
            reasons.push(Reason::new(clause, answer));
        }
        if points > Hundredths::ZERO {
            let spot = Spot::Area(area.id.clone());
            let mending = form.mending.at(&spot).map(|one| one.of(points)).unwrap_or_default();
            let title = area.title.clone();
            let reasons = once(reasons);
            found.push(Issue { spot, title, points, reasons, vetoed: false, mending });
        }
    }
    found.order_by_key(|issue| (!issue.vetoed, std::cmp::Reverse(issue.points)));
    found
}

/// The form of the last period before that has the same subject and is of the same standard, in
/// whatever version.
pub fn previous<'a>(ledger: &'a Ledger, form: &Assessment) -> Option<&'a Assessment> {
    let forms = ledger.assessments.values().map(AsRef::as_ref);
    forms
        .filter(|other| {
            other.subject == form.subject
                && other.standard.id == form.standard.id
                && other.year < form.year
        })
        .max_by_key(|other| (other.year, other.id))
}

/// The problems of a form by its official result, and the column that is; none where it cannot be
/// scored.
pub fn official_issues(ledger: &Ledger, form: &Assessment) -> Option<(Column, Vec<Issue>)> {
    let standard = ledger.standard_of(form)?;
    let (column, scored) = official(standard, form).ok()?;
    Some((column, issues(standard, form, column, &scored)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::assessment::scoring::score_column;
    use crate::model::assessment::{Line, RuleAnswer, Subject};
    use crate::model::id::{AssessmentId, IdSource};
    use crate::model::ledger::tests::ledger_of;

    fn form(standard: &Standard, ledger: &Ledger, year: i16, seed: u8) -> Assessment {
        let id = AssessmentId::new(&mut IdSource::new([seed; 16]));
        let subject = Subject::Office { id: ledger.settings.office };
        Assessment::new(id, format!("{year}"), subject, year, standard)
    }

    fn of(standard: &Standard, form: &Assessment) -> Vec<Issue> {
        let scored = score_column(standard, form, Column::Own).unwrap();
        issues(standard, form, Column::Own, &scored)
    }

    #[test]
    fn what_cost_most_stands_first_and_a_veto_before_it() {
        let (ledger, _) = ledger_of(0);
        let standard = Standard::built_in().remove(0);
        let mut form = form(&standard, &ledger, 2026, 1);
        form.edit_item(Column::Own, "A1.1", |answer| {
            let line = Line { times: Some(1), reason: "缺任务书".into(), ..Line::default() };
            answer.set_rule("1", RuleAnswer::AllOrNothing { met: Some(true) });
            answer.set_rule("2", RuleAnswer::Deduct { lines: vec![line] });
        });
        form.edit_item(Column::Own, "B1.1", |answer| {
            let item = standard.item("B1.1").unwrap();
            answer.meet_all(item);
            answer.set_rule("2", RuleAnswer::AllOrNothing { met: Some(false) });
            answer.set_rule("1", RuleAnswer::AllOrNothing { met: Some(false) });
        });
        form.edit_item(Column::Own, "E2", |answer| {
            answer.set_rule("1", RuleAnswer::Veto { triggered: Some(true), reason: "三月".into() });
        });
        form.edit_mending(&Spot::Item("A1.1".into()), |one| one.owner = "陈刚".into());
        let found = of(&standard, &form);
        let spots: Vec<_> = found.iter().map(|issue| issue.spot.clone()).collect();
        assert_eq!(spots, ["E2", "B1.1", "A1.1"].map(|id| Spot::Item(id.into())));
        assert_eq!(found[0].reasons, [Reason::Text("三月".into())]);
        assert_eq!(found[2].points, Hundredths(50));
        assert_eq!(found[2].reasons, [Reason::Text("缺任务书".into())]);
        assert_eq!(found[2].mending.owner, "陈刚");
    }

    #[test]
    fn a_problem_that_costs_more_than_when_it_was_mended_is_not_mended() {
        let (ledger, _) = ledger_of(0);
        let standard = Standard::built_in().remove(0);
        let mut form = form(&standard, &ledger, 2026, 1);
        let lose = |form: &mut Assessment, times| {
            form.edit_item(Column::Own, "A1.2", |answer| {
                let lines = vec![Line { times: Some(times), ..Line::default() }];
                answer.set_rule("1", RuleAnswer::Deduct { lines });
            });
        };
        let is_done =
            |form: &Assessment| of(&standard, form).first().map(|issue| issue.mending.done);
        lose(&mut form, 2);
        let cost = of(&standard, &form)[0].points;
        form.edit_mending(&Spot::Item("A1.2".into()), |one| one.set_done(true, cost));
        assert_eq!(is_done(&form), Some(true));
        lose(&mut form, 1);
        assert_eq!(is_done(&form), Some(true));
        lose(&mut form, 3);
        assert_eq!(is_done(&form), Some(false));
        // Ticked by a version that did not keep what it cost.
        form.edit_mending(&Spot::Item("A1.2".into()), |one| one.done_loss = None);
        assert_eq!(is_done(&form), Some(true));
    }

    #[test]
    fn a_clause_that_cost_twice_is_told_once() {
        let (ledger, _) = ledger_of(0);
        let text = r#"{"areas":[{"id":"A","title":"a","items":[{"id":"1","title":"x",
            "fullMark":400,"rules":[{"id":"1","kind":"deduct","points":50,"text":"每缺1次扣0.5分"},
            {"id":"2","kind":"deduct","points":50,"text":"每缺1次扣0.5分"}]}]}]}"#;
        let standard: Standard = serde_json::from_str(text).unwrap();
        let mut form = form(&standard, &ledger, 2026, 1);
        form.edit_item(Column::Own, "1", |answer| {
            for rule in ["1", "2"] {
                let lines = vec![Line { times: Some(1), ..Line::default() }];
                answer.set_rule(rule, RuleAnswer::Deduct { lines });
            }
        });
        let found = of(&standard, &form);
        assert_eq!(found[0].points, Hundredths(100));
        let clause = "每缺1次扣0.5分".to_owned();
        assert_eq!(found[0].reasons, [Reason::Times { clause, times: 2 }]);
    }

    #[test]
    fn the_problems_of_last_time_are_those_of_the_same_subject_and_standard() {
        let (mut ledger, people) = ledger_of(1);
        let standard = Standard::built_in().remove(0);
        let mut newer = standard.clone();
        newer.head.version = "2".into();
        for (year, seed) in [(2023, 1), (2025, 2)] {
            let form = form(&standard, &ledger, year, seed);
            ledger.add_assessment(form, &standard).unwrap();
        }
        let mut of_person = form(&standard, &ledger, 2025, 3);
        of_person.subject = Subject::Person { id: people[0] };
        ledger.add_assessment(of_person, &standard).unwrap();
        let now = form(&newer, &ledger, 2026, 4);
        assert_eq!(previous(&ledger, &now).unwrap().title, "2025");
        let first = form(&standard, &ledger, 2023, 5);
        assert_eq!(previous(&ledger, &first), None);
    }
}
