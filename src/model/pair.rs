//! Mutual help (互帮互学): pairs of helper and helped, and circles (互学小组), with logs of their
//! meetings.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::hours::QuarterHours;
use super::id::{OfficeId, PairId, PersonId};
use super::pack::Extra;
use super::people::{Rejection, move_key};
use super::plan::{Plan, put};

/// So many people are in a circle.
pub const CIRCLE: std::ops::RangeInclusive<usize> = 4..=6;

/// A helper and the person helped.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Pair {
    pub id: PairId,
    pub helper: PersonId,
    pub helped: PersonId,
    /// What it is about.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub subject: String,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub meetings: Vec<Meeting>,
    /// Since when it is no more; its log stays.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ended: Option<Date>,
    #[serde(flatten)]
    pub extra: Extra,
}

/// One meeting of a pair or circle.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Meeting {
    pub on: Date,
    pub hours: QuarterHours,
    /// Whether the hours count towards the yearly target; by default they do not (domain C3).
    #[serde(default)]
    pub counts: bool,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
}

/// Some people who learn together, with at least one who helps.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Circle {
    pub id: PairId,
    pub title: String,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub helpers: Vec<PersonId>,
    /// Everybody else.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub members: Vec<PersonId>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub meetings: Vec<Meeting>,
    #[serde(flatten)]
    pub extra: Extra,
}

impl Circle {
    /// Helpers first.
    pub fn people(&self) -> impl Iterator<Item = PersonId> {
        self.helpers.iter().chain(&self.members).copied()
    }
}

/// Two offices, the smaller id first, and the kilometres between them.
pub type Distance = (OfficeId, OfficeId, u32);

/// What pairs go by, and the circles.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", default)]
pub struct MutualHelp {
    /// So many a helper takes on at most; missing for two.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub capacity: Option<u32>,
    /// Helpers who take on another number.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub capacities: BTreeMap<PersonId, u32>,
    /// Who must not be paired, either way (不得结对).
    #[serde(skip_serializing_if = "BTreeSet::is_empty")]
    pub forbidden: BTreeSet<(PersonId, PersonId)>,
    /// How far apart offices are, where somebody wrote it down.
    #[serde(skip_serializing_if = "BTreeSet::is_empty")]
    pub distances: BTreeSet<Distance>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub circles: Vec<Circle>,
    #[serde(flatten)]
    pub extra: Extra,
}

impl MutualHelp {
    /// Was nothing set?
    pub fn is_default(&self) -> bool {
        *self == Self::default()
    }

    /// So many this helper takes on at most.
    pub fn capacity_of(&self, helper: PersonId) -> u32 {
        self.capacities.get(&helper).copied().or(self.capacity).unwrap_or(2)
    }

    /// Does the person appear in it?
    pub fn names(&self, person: PersonId) -> bool {
        self.capacities.contains_key(&person)
            || self.forbidden.iter().any(|(first, second)| *first == person || *second == person)
            || self.circles.iter().any(|circle| circle.people().any(|other| other == person))
    }

    fn redirect(&mut self, from: PersonId, to: Option<PersonId>) {
        move_key(&mut self.capacities, from, to);
        let swap = |person: PersonId| if person == from { to } else { Some(person) };
        let forbidden = std::mem::take(&mut self.forbidden).into_iter();
        let forbidden = forbidden.filter_map(|(a, b)| Some((swap(a)?, swap(b)?)));
        self.forbidden.extend(forbidden.filter(|(first, second)| first != second));
        redirect_circles(&mut self.circles, from, to);
    }
}

/// Lets circles have `to` in the place of `from`, or nobody.
pub(super) fn redirect_circles(circles: &mut [Circle], from: PersonId, to: Option<PersonId>) {
    let swap = |person: PersonId| if person == from { to } else { Some(person) };
    for circle in circles {
        // Whoever helps already is no member besides.
        let mut seen = BTreeSet::new();
        for people in [&mut circle.helpers, &mut circle.members] {
            let swapped = std::mem::take(people).into_iter().filter_map(swap);
            people.extend(swapped.filter(|person| seen.insert(*person)));
        }
    }
}

/// A log with the people who were there.
#[derive(Clone, Debug)]
pub struct MeetingLog<'a> {
    pub id: PairId,
    /// What it is about.
    pub title: &'a str,
    pub people: Vec<PersonId>,
    pub meetings: &'a [Meeting],
}

/// Edits of mutual help. A closed plan refuses them all.
impl Plan {
    /// The logs of all pairs and circles.
    pub fn meeting_logs(&self) -> Vec<MeetingLog<'_>> {
        let pairs = self.pairs.iter().map(|pair| MeetingLog {
            id: pair.id,
            title: &pair.subject,
            people: vec![pair.helper, pair.helped],
            meetings: &pair.meetings,
        });
        let circles = self.mutual.circles.iter().map(|circle| MeetingLog {
            id: circle.id,
            title: &circle.title,
            people: circle.people().collect(),
            meetings: &circle.meetings,
        });
        pairs.chain(circles).collect()
    }

    /// The pairs that have not ended.
    pub fn standing_pairs(&self) -> impl Iterator<Item = &Pair> {
        self.pairs.iter().filter(|pair| pair.ended.is_none())
    }

    /// Adds or replaces a pair.
    ///
    /// # Errors
    /// The plan is closed, or both are the same person.
    pub fn put_pair(&mut self, pair: Pair) -> Result<(), Rejection> {
        self.ensure_open()?;
        if pair.helper == pair.helped {
            return Err(Rejection::PairedWithSelf);
        }
        put(&mut self.pairs, pair, |pair| pair.id);
        Ok(())
    }

    /// Dissolves a pair. One that has met stays with its log, ended on that day.
    ///
    /// # Errors
    /// The plan is closed.
    pub fn end_pair(&mut self, id: PairId, on: Date) -> Result<(), Rejection> {
        self.ensure_open()?;
        self.pairs.retain(|pair| pair.id != id || !pair.meetings.is_empty());
        for pair in self.pairs.iter_mut().filter(|pair| pair.id == id) {
            pair.ended = Some(on);
        }
        Ok(())
    }

    /// Adds or replaces a circle.
    ///
    /// # Errors
    /// The plan is closed, or the circle has no title.
    pub fn put_circle(&mut self, circle: Circle) -> Result<(), Rejection> {
        self.ensure_open()?;
        if circle.title.trim().is_empty() {
            return Err(Rejection::MissingName);
        }
        put(&mut self.mutual.circles, circle, |circle| circle.id);
        Ok(())
    }

    /// Dissolves a circle; its log goes with it.
    ///
    /// # Errors
    /// The plan is closed.
    pub fn remove_circle(&mut self, id: PairId) -> Result<(), Rejection> {
        self.ensure_open()?;
        self.mutual.circles.retain(|circle| circle.id != id);
        Ok(())
    }

    /// Changes what pairs go by.
    ///
    /// # Errors
    /// The plan is closed.
    pub fn edit_mutual(&mut self, change: impl FnOnce(&mut MutualHelp)) -> Result<(), Rejection> {
        self.ensure_open()?;
        change(&mut self.mutual);
        Ok(())
    }

    /// Lets every mention of `from` be one of `to`, or removes it.
    pub(super) fn redirect_pairs(&mut self, from: PersonId, to: Option<PersonId>) {
        for pair in &mut self.pairs {
            for person in [&mut pair.helper, &mut pair.helped] {
                if let Some(to) = to.filter(|_| *person == from) {
                    *person = to;
                }
            }
        }
        self.pairs.retain(|pair| {
            pair.helper != from && pair.helped != from && pair.helper != pair.helped
        });
        self.mutual.redirect(from, to);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::id::IdSource;
    use crate::model::ledger::tests::ledger_of;
    use crate::model::plan::PlanState;

    fn plan(ids: &mut IdSource) -> Plan {
        Plan::new(crate::model::id::PlanId::new(ids), "2026".into(), 2026)
    }

    fn meeting() -> Meeting {
        let on = Date::constant(2026, 9, 3);
        Meeting { on, hours: QuarterHours(8), counts: false, note: String::new() }
    }

    fn circle(ids: &mut IdSource, people: &[PersonId]) -> Circle {
        Circle {
            id: PairId::new(ids),
            title: "食品互学小组".into(),
            helpers: people[..1].to_vec(),
            members: people[1..].to_vec(),
            meetings: vec![meeting()],
            extra: Extra::new(),
        }
    }

    #[test]
    fn a_pair_that_has_met_ends_and_keeps_its_log() {
        let ids = &mut IdSource::new([4; 16]);
        let (_, people) = ledger_of(4);
        let mut plan = plan(ids);
        let mut pair = |meetings| Pair {
            id: PairId::new(ids),
            helper: people[0],
            helped: people[1],
            subject: String::new(),
            meetings,
            ended: None,
            extra: Extra::new(),
        };
        let (met, idle) = (pair(vec![meeting()]), pair(Vec::new()));
        let on = Date::constant(2026, 10, 8);
        for pair in [&met, &idle] {
            plan.put_pair(pair.clone()).unwrap();
        }
        assert_eq!(plan.standing_pairs().count(), 2);
        for pair in [&met, &idle] {
            plan.end_pair(pair.id, on).unwrap();
        }
        assert_eq!(plan.pairs, [Pair { ended: Some(on), ..met }]);
        assert_eq!(plan.standing_pairs().count(), 0);
        assert_eq!(plan.meeting_logs()[0].meetings.len(), 1);
    }

    #[test]
    fn merged_and_purged_people_move_in_circles_too() {
        let (mut ledger, people) = ledger_of(5);
        let ids = &mut IdSource::new([4; 16]);
        let mut plan = plan(ids);
        plan.put_circle(circle(ids, &people)).unwrap();
        plan.mutual.capacities.insert(people[4], 1);
        plan.mutual.forbidden.extend([(people[0], people[4]), (people[0], people[1])]);
        let id = plan.id;
        ledger.add_plan(plan).unwrap();
        ledger.merge_people(people[0], people[4]).unwrap();
        let mutual = ledger.plans[&id].mutual.clone();
        assert_eq!(mutual.circles[0].people().collect::<Vec<_>>(), people[..4]);
        assert_eq!(mutual.capacity_of(people[0]), 1);
        assert_eq!(mutual.forbidden, BTreeSet::from([(people[0], people[1])]));
        ledger.purge_person(people[1]).unwrap();
        let mutual = ledger.plans[&id].mutual.clone();
        assert_eq!(mutual.circles[0].people().count(), 3);
        assert!(mutual.forbidden.is_empty());
    }

    #[test]
    fn a_closed_plan_keeps_its_circles() {
        let ids = &mut IdSource::new([4; 16]);
        let (_, people) = ledger_of(4);
        let mut plan = plan(ids);
        let mut nameless = circle(ids, &people);
        nameless.title = " ".into();
        assert_eq!(plan.put_circle(nameless), Err(Rejection::MissingName));
        let circle = circle(ids, &people);
        plan.put_circle(circle.clone()).unwrap();
        plan.state = PlanState::Closed;
        assert_eq!(plan.remove_circle(circle.id), Err(Rejection::PlanClosed));
        assert_eq!(plan.edit_mutual(|mutual| mutual.circles.clear()), Err(Rejection::PlanClosed));
        assert_eq!(plan.mutual.circles, [circle]);
    }

    #[test]
    fn a_helper_takes_on_two_unless_said_otherwise() {
        let (_, people) = ledger_of(2);
        let mut mutual = MutualHelp::default();
        assert!(mutual.is_default());
        assert_eq!(mutual.capacity_of(people[0]), 2);
        mutual.capacity = Some(3);
        mutual.capacities.insert(people[1], 0);
        assert_eq!((mutual.capacity_of(people[0]), mutual.capacity_of(people[1])), (3, 0));
    }
}
