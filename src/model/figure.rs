//! Figures of the ledger (台账数据) that an answer was filled with, as they were at that moment.

use std::collections::BTreeSet;
use std::sync::Arc;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::assessment::{AmountAnswer, Assessment};
use super::date::Moment;
use super::id::PersonId;
use super::ledger::Ledger;
use super::pack::Extra;

/// What is counted.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub enum FigureKind {
    /// 不用台账数据: none, whatever other forms have chosen.
    NoFigure,
    /// 培训覆盖率: who of the roster has training hours.
    Coverage,
    /// 学时达标率: who has reached every target in force for him.
    HoursMet,
    /// 计划完成率: who took part in all that a plan has for him; of one person the classes.
    PlanCompleted,
    /// 持证率: who has an enforcement certificate in force.
    Certified,
    /// 人均学时: hours of the roster ÷ people.
    AverageHours,
    /// 学时完成率 of one person: hours ÷ target.
    HoursReached,
    #[serde(untagged)]
    Other(String),
}

/// The figure of a rule: its kind, remembered as soon as it is chosen, and what was filled in.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct RuleFigure {
    pub kind: FigureKind,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub taken: Option<Snapshot>,
    #[serde(flatten)]
    pub extra: Extra,
}

/// A figure as it was filled in. It stays as it is when the ledger goes on.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Snapshot {
    /// What the answer got.
    pub amount: AmountAnswer,
    /// When it was filled in.
    pub at: Moment,
    /// The reference date that was counted by.
    pub on: Date,
    /// Who counts.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub people: Vec<PersonId>,
    /// Who is of the whole and does not count.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub without: Vec<PersonId>,
    #[serde(flatten)]
    pub extra: Extra,
}

impl FigureKind {
    /// The kinds of figures of this version, in the order of the list.
    pub const KNOWN: [Self; 6] = [
        Self::Coverage,
        Self::HoursMet,
        Self::PlanCompleted,
        Self::Certified,
        Self::AverageHours,
        Self::HoursReached,
    ];
}

impl RuleFigure {
    /// A kind that was chosen; nothing is filled in.
    pub fn new(kind: FigureKind) -> Self {
        Self { kind, taken: None, extra: Extra::new() }
    }

    /// The same without people, for files in which nobody is named.
    #[must_use]
    pub fn without_people(&self) -> Option<Self> {
        // A kind of a newer version may be text of somebody else's.
        if matches!(self.kind, FigureKind::Other(_)) {
            return None;
        }
        let bare = |taken: &Snapshot| Snapshot {
            amount: taken.amount,
            at: taken.at,
            on: taken.on,
            people: Vec::new(),
            without: Vec::new(),
            extra: Extra::new(),
        };
        let taken = self.taken.as_ref().map(bare);
        Some(Self { kind: self.kind.clone(), taken, extra: Extra::new() })
    }
}

impl Snapshot {
    /// Lets what was said of `from` be said of `to`, or of nobody.
    fn redirect(&mut self, from: PersonId, to: Option<PersonId>) {
        for people in [&mut self.people, &mut self.without] {
            people.retain_mut(|person| match to {
                _ if *person != from => true,
                Some(to) => {
                    *person = to;
                    true
                }
                None => false,
            });
        }
        // Two records of one person were counted apart; who counts, counts.
        let mut seen = BTreeSet::new();
        self.people.retain(|person| seen.insert(*person));
        self.without.retain(|person| seen.insert(*person));
    }
}

impl Assessment {
    /// Is somebody among the people of a figure in it?
    fn counts(&self, person: PersonId) -> bool {
        let answers = self.columns.values().flat_map(|sheet| sheet.answers.items.values());
        let figures = answers.flat_map(|answer| answer.figures.values());
        let mut taken = figures.filter_map(|figure| figure.taken.as_ref());
        taken.any(|taken| taken.people.contains(&person) || taken.without.contains(&person))
    }
}

impl Ledger {
    /// Lets what figures say of `from` be said of `to`, or of nobody. Their numbers stay.
    pub(super) fn redirect_figures(&mut self, from: PersonId, to: Option<PersonId>) {
        for form in self.assessments.values_mut().filter(|form| form.counts(from)) {
            for sheet in Arc::make_mut(form).columns.values_mut() {
                let answers = sheet.answers.items.values_mut();
                for figure in answers.flat_map(|answer| answer.figures.values_mut()) {
                    if let Some(taken) = &mut figure.taken {
                        taken.redirect(from, to);
                    }
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::assessment::{Column, Subject};
    use crate::model::id::{AssessmentId, IdSource};
    use crate::model::ledger::tests::ledger_of;
    use crate::model::standard::Standard;

    #[test]
    fn a_figure_keeps_its_numbers_when_two_records_become_one_and_one_is_purged() {
        let (mut ledger, people) = ledger_of(3);
        let standard = Standard::default();
        let id = AssessmentId::new(&mut IdSource::new([9; 16]));
        let subject = Subject::Office { id: ledger.settings.office };
        let mut form = Assessment::new(id, "自评表".into(), subject, 2026, &standard);
        let taken = Snapshot {
            amount: AmountAnswer { part: Some(2), whole: Some(3) },
            at: Moment::parse("2026-11-27T14:03:00+08:00").unwrap(),
            on: "2026-12-31".parse().unwrap(),
            people: vec![people[0], people[1]],
            without: vec![people[2]],
            extra: Extra::new(),
        };
        form.edit_item(Column::Own, "x", |answer| {
            let figure = RuleFigure { taken: Some(taken), ..RuleFigure::new(FigureKind::Coverage) };
            answer.figures.insert("1".into(), figure);
        });
        ledger.add_assessment(form, &standard).unwrap();
        let taken = |ledger: &Ledger| {
            let answer = ledger.assessments[&id].item(Column::Own, "x").unwrap().clone();
            answer.figures["1"].taken.clone().unwrap()
        };
        ledger.merge_people(people[0], people[2]).unwrap();
        assert_eq!(taken(&ledger).people, [people[0], people[1]]);
        assert_eq!(taken(&ledger).without, []);
        ledger.purge_person(people[1]).unwrap();
        assert_eq!(taken(&ledger).people, [people[0]]);
        assert_eq!(taken(&ledger).amount.whole, Some(3));
    }

    #[test]
    fn a_kind_of_a_newer_version_comes_back_as_it_was() {
        let text = r#"{"kind":"weather","x":1}"#;
        let figure: RuleFigure = serde_json::from_str(text).unwrap();
        assert_eq!(serde_json::to_string(&figure).unwrap(), text);
        assert_eq!(figure.without_people(), None);
        let text = r#"{"kind":"coverage","taken":{"amount":{"part":1},"at":"2026-03-01T09:00:00+08:00","on":"2026-12-31","x":1}}"#;
        let figure: RuleFigure = serde_json::from_str(text).unwrap();
        assert_eq!(serde_json::to_string(&figure).unwrap(), text);
        assert!(figure.without_people().unwrap().taken.unwrap().extra.is_empty());
    }
}
