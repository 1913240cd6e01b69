//! What was issued (下发) of a plan, and what people were told that is no longer so.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::batch::{Batch, Rotation};
use super::date::Moment;
use super::id::{BatchId, PersonId, SessionId};
use super::pair::{Circle, Pair, redirect_circles};
use super::people::move_key;
use super::plan::{HalfDay, IntensiveClass, Plan, redirect_classes};

use crate::order::Gather as _;

/// What stood in a plan as it was issued, to tell later changes.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Issued {
    pub at: Moment,
    pub rotation: Rotation,
    /// Missing where an older version issued the plan, which did not keep them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub intensive: Option<Vec<IntensiveClass>>,
    /// Helper and helped of the standing pairs; missing likewise.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pairs: Option<BTreeSet<(PersonId, PersonId)>>,
    /// The circles without their meetings; missing likewise.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub circles: Option<Vec<Circle>>,
}

/// Helper and helped of the pairs that have not ended.
fn standing(plan: &Plan) -> BTreeSet<(PersonId, PersonId)> {
    plan.standing_pairs().map(|Pair { helper, helped, .. }| (*helper, *helped)).gather_set()
}

/// The circles that have somebody, without their meetings.
fn circles(plan: &Plan) -> Vec<Circle> {
    let circles = plan.mutual.circles.iter().filter(|circle| circle.people().next().is_some());
    circles.map(|circle| Circle { meetings: Vec::new(), ..circle.clone() }).collect()
}

impl Issued {
    /// Keeps what stands in a plan now.
    pub fn of(plan: &Plan, at: Moment) -> Self {
        Self {
            at,
            rotation: plan.rotation.clone(),
            intensive: Some(plan.intensive.clone()),
            pairs: Some(standing(plan)),
            circles: Some(circles(plan)),
        }
    }

    /// Does the person appear in it?
    pub(super) fn names(&self, person: PersonId) -> bool {
        let mut classes = self.intensive.iter().flatten();
        let mut pairs = self.pairs.iter().flatten();
        let mut circles = self.circles.iter().flatten();
        self.rotation.names(person)
            || classes.any(|class| class.people.contains(&person))
            || pairs.any(|(helper, helped)| *helper == person || *helped == person)
            || circles.any(|circle| circle.people().any(|other| other == person))
    }

    /// Lets every mention of `from` be one of `to`, or removes it.
    pub(super) fn redirect(&mut self, from: PersonId, to: Option<PersonId>) {
        move_key(&mut self.rotation.placements, from, to);
        self.rotation.redirect_rules(from, to);
        redirect_classes(self.intensive.iter_mut().flatten(), from, to);
        redirect_circles(self.circles.as_deref_mut().unwrap_or_default(), from, to);
        if let Some(pairs) = &mut self.pairs {
            let swap = |person: PersonId| if person == from { to } else { Some(person) };
            let all = std::mem::take(pairs).into_iter();
            pairs.extend(all.filter_map(|(one, other)| Some((swap(one)?, swap(other)?))));
        }
    }
}

/// Something that people were told and that is no longer so.
#[derive(Clone, Debug, PartialEq)]
pub enum PlanChange<'a> {
    /// Somebody is in another batch: before and now.
    Person { person: PersonId, before: Option<BatchId>, now: Option<BatchId> },
    /// A batch as a whole.
    Batch { batch: BatchId, change: EventChange<'a> },
    /// A class as a whole.
    Class { class: SessionId, title: &'a str, change: EventChange<'a> },
    /// Who came into a class, and who is no longer in it.
    ClassPeople { title: &'a str, joined: Vec<PersonId>, left: Vec<PersonId> },
    /// A pair that was made since, or that is no more.
    Pair { helper: PersonId, helped: PersonId, stands: bool },
    /// A circle that was made since, or that is no more, with its people.
    Circle { title: &'a str, people: Vec<PersonId>, stands: bool },
}

/// What became of a batch or class.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum EventChange<'a> {
    /// It is new: its first and last day.
    Added(Date, Date),
    /// Called off, or taken out of the plan.
    CalledOff,
    /// Held after all.
    Held,
    /// First and last day, before and now.
    Days { before: (Date, Date), now: (Date, Date) },
    /// Mornings, afternoons or whole days now.
    Half(Option<HalfDay>),
    /// Before and now; empty where it is not known.
    Place { before: &'a str, now: &'a str },
}

/// What of a batch or class people are told.
struct Told<'a> {
    days: (Date, Date),
    half: Option<HalfDay>,
    place: &'a str,
}

impl<'a> From<&'a Batch> for Told<'a> {
    fn from(batch: &'a Batch) -> Self {
        Told { days: (batch.start, batch.end), half: None, place: batch.place.trim() }
    }
}

impl<'a> From<&'a IntensiveClass> for Told<'a> {
    fn from(class: &'a IntensiveClass) -> Self {
        Told { days: (class.start, class.end), half: class.half, place: class.place.trim() }
    }
}

/// What changed of a batch or class that is held before and now, or only once.
fn event_changes<'a>(before: Option<Told<'a>>, now: Option<Told<'a>>) -> Vec<EventChange<'a>> {
    match (before, now) {
        (None, None) => Vec::new(),
        (None, Some(now)) => vec![EventChange::Added(now.days.0, now.days.1)],
        (Some(_), None) => vec![EventChange::CalledOff],
        (Some(before), Some(now)) => {
            let days = EventChange::Days { before: before.days, now: now.days };
            let place = EventChange::Place { before: before.place, now: now.place };
            let all = [
                (before.days != now.days, days),
                (before.half != now.half, EventChange::Half(now.half)),
                (before.place != now.place, place),
            ];
            all.into_iter().filter(|(differs, _)| *differs).map(|(_, change)| change).collect()
        }
    }
}

/// The items of two lists by their key: before and now.
fn both<'a, K: Ord, T>(
    before: &'a [T],
    now: &'a [T],
    key: impl Fn(&T) -> K,
) -> BTreeMap<K, (Option<&'a T>, Option<&'a T>)> {
    let mut both: BTreeMap<K, (Option<&T>, Option<&T>)> = BTreeMap::new();
    for item in before {
        both.entry(key(item)).or_default().0 = Some(item);
    }
    for item in now {
        both.entry(key(item)).or_default().1 = Some(item);
    }
    both
}

/// What became of the circles; those without anybody are none.
fn circle_changes<'a>(told: &'a [Circle], now: &'a [Circle]) -> Vec<PlanChange<'a>> {
    let mut changes = Vec::new();
    for (before, now) in both(told, now, |circle| circle.id).into_values() {
        let people = |circle: Option<&Circle>| -> Vec<PersonId> {
            circle.into_iter().flat_map(Circle::people).collect()
        };
        let Some(title) = now.or(before).map(|circle| circle.title.as_str()) else { continue };
        let (before, now) = (people(before), people(now));
        let only = |one: &[PersonId], other: &[PersonId]| -> Vec<PersonId> {
            one.iter().filter(|person| !other.contains(person)).copied().collect()
        };
        let (joined, left) = (only(&now, &before), only(&before, &now));
        if joined.is_empty() && left.is_empty() {
            continue;
        }
        changes.push(match (before.is_empty(), now.is_empty()) {
            (true, _) => PlanChange::Circle { title, people: joined, stands: true },
            (_, true) => PlanChange::Circle { title, people: left, stands: false },
            _ => PlanChange::ClassPeople { title, joined, left },
        });
    }
    changes
}

impl Plan {
    /// What people were told when the plan was issued and that is no longer so: first batches and
    /// classes, then single people.
    pub fn changes_since_issue(&self) -> Vec<PlanChange<'_>> {
        let Some(issued) = &self.issued else { return Vec::new() };
        let mut changes = Vec::new();
        let batches = both(&issued.rotation.batches, &self.rotation.batches, |batch| batch.id);
        for (batch, (before, now)) in batches {
            let is_again = before.is_some_and(|one| one.cancelled) && now.is_some();
            let held = |one: &&Batch| !one.cancelled;
            let (before, now) = (before.filter(held), now.filter(held));
            let found = event_changes(before.map(Told::from), now.map(Told::from));
            changes.extend(found.into_iter().map(|change| {
                let is_added = matches!(change, EventChange::Added(..));
                let change = if is_again && is_added { EventChange::Held } else { change };
                PlanChange::Batch { batch, change }
            }));
        }
        let told = issued.intensive.as_deref();
        let classes = told.map(|told| both(told, &self.intensive, |class| class.id));
        for (class, (before, now)) in classes.into_iter().flatten() {
            let Some(title) = now.or(before).map(|class| class.title.as_str()) else { continue };
            let found = event_changes(before.map(Told::from), now.map(Told::from));
            let about = |change| PlanChange::Class { class, title, change };
            changes.extend(found.into_iter().map(about));
            let Some((before, now)) = before.zip(now) else { continue };
            let only = |one: &IntensiveClass, other: &IntensiveClass| -> Vec<PersonId> {
                let people = one.people.iter().filter(|person| !other.people.contains(person));
                people.copied().collect()
            };
            let (joined, left) = (only(now, before), only(before, now));
            if !joined.is_empty() || !left.is_empty() {
                changes.push(PlanChange::ClassPeople { title, joined, left });
            }
        }
        let batch = |rotation: &Rotation, person| {
            rotation.placements.get(person).map(|placement| placement.batch)
        };
        let (then, now) = (&issued.rotation.placements, &self.rotation.placements);
        let people: BTreeSet<_> = then.keys().chain(now.keys()).gather_set();
        for person in people {
            let (before, now) = (batch(&issued.rotation, person), batch(&self.rotation, person));
            if before != now {
                changes.push(PlanChange::Person { person: *person, before, now });
            }
        }
        if let Some(pairs) = &issued.pairs {
            let now = standing(self);
            changes.extend(pairs.symmetric_difference(&now).map(|pair| PlanChange::Pair {
                helper: pair.0,
                helped: pair.1,
                stands: now.contains(pair),
            }));
        }
        if let Some(told) = &issued.circles {
            changes.extend(circle_changes(told, &self.mutual.circles));
        }
        changes
    }

    /// Whom the changes since the plan was issued concern: who was told something else, or is told
    /// for the first time.
    pub fn concerned(&self) -> BTreeSet<PersonId> {
        let Some(issued) = &self.issued else { return BTreeSet::new() };
        let mut people = BTreeSet::new();
        for change in self.changes_since_issue() {
            match change {
                PlanChange::Person { person, .. } => people.extend([person]),
                PlanChange::Batch { batch, .. } => {
                    people.extend(issued.rotation.people_of(batch));
                    people.extend(self.rotation.people_of(batch));
                }
                PlanChange::Class { class, .. } => {
                    let told = issued.intensive.iter().flatten().chain(&self.intensive);
                    let found = told.filter(|one| one.id == class);
                    people.extend(found.flat_map(|one| one.people.iter().copied()));
                }
                PlanChange::ClassPeople { joined, left, .. } => {
                    people.extend(joined.into_iter().chain(left));
                }
                PlanChange::Pair { helper, helped, .. } => people.extend([helper, helped]),
                PlanChange::Circle { people: circle, .. } => people.extend(circle),
            }
        }
        people
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::id::{IdSource, PairId, PlanId};
    use crate::model::ledger::tests::ledger_of;
    use crate::model::pack::Extra;

    fn day(text: &str) -> Date {
        text.parse().unwrap()
    }

    /// A plan of two batches, a class and a pair, issued.
    fn issued(people: &[PersonId]) -> Plan {
        let ids = &mut IdSource::new([3; 16]);
        let mut plan = Plan::new(PlanId::new(ids), "计划".into(), 2026);
        for start in ["2026-06-01", "2026-06-08"] {
            let start = day(start);
            let end = start.saturating_add(jiff::ToSpan::days(2));
            let batch = Batch::new(BatchId::new(ids), start, end, 9);
            let id = batch.id;
            plan.rotation.put_batch(batch).unwrap();
            plan.rotation.move_person(people[0], Some(id), String::new()).unwrap();
        }
        plan.intensive.push(IntensiveClass {
            place: "党校".into(),
            people: people[1..3].to_vec(),
            ..IntensiveClass::new(
                SessionId::new(ids),
                "食品班".into(),
                day("2026-07-01"),
                day("2026-07-02"),
            )
        });
        plan.put_pair(Pair {
            id: PairId::new(ids),
            helper: people[0],
            helped: people[3],
            subject: String::new(),
            meetings: Vec::new(),
            ended: None,
            extra: Extra::new(),
        })
        .unwrap();
        plan.issue(Moment::parse("2026-03-01T09:00:00+08:00").unwrap()).unwrap();
        plan
    }

    #[test]
    fn what_people_were_told_and_is_no_longer_so_is_listed() {
        let (_, people) = ledger_of(5);
        let mut plan = issued(&people);
        assert_eq!(plan.changes_since_issue(), []);
        assert!(plan.concerned().is_empty());
        let [first, second] = [0, 1].map(|at: usize| plan.rotation.batches[at].id);
        plan.rotation.batches[0].cancelled = true;
        plan.rotation.batches[1].start = day("2026-06-09");
        plan.rotation.move_person(people[4], Some(second), String::new()).unwrap();
        plan.intensive[0].place = "三楼".into();
        plan.intensive[0].people = vec![people[2], people[3]];
        plan.pairs.clear();
        let (class, title) = (plan.intensive[0].id, "食品班");
        let (before, end) = (day("2026-06-08"), day("2026-06-10"));
        let days = EventChange::Days { before: (before, end), now: (day("2026-06-09"), end) };
        let place = EventChange::Place { before: "党校", now: "三楼" };
        let expected = [
            PlanChange::Batch { batch: first, change: EventChange::CalledOff },
            PlanChange::Batch { batch: second, change: days },
            PlanChange::Class { class, title, change: place },
            PlanChange::ClassPeople { title, joined: vec![people[3]], left: vec![people[1]] },
            PlanChange::Person { person: people[4], before: None, now: Some(second) },
            PlanChange::Pair { helper: people[0], helped: people[3], stands: false },
        ];
        let changes = plan.changes_since_issue();
        assert_eq!(changes.len(), expected.len());
        assert!(expected.iter().all(|one| changes.contains(one)), "{changes:?}");
        assert_eq!(plan.concerned(), people.iter().copied().gather_set());
        plan.issue(Moment::parse("2026-04-01T09:00:00+08:00").unwrap()).unwrap();
        assert_eq!(plan.changes_since_issue(), []);
        plan.rotation.batches[0].cancelled = false;
        let held = PlanChange::Batch { batch: first, change: EventChange::Held };
        assert_eq!(plan.changes_since_issue(), [held]);
    }

    #[test]
    fn classes_that_come_and_go_are_told_once_each() {
        let (_, people) = ledger_of(4);
        let mut plan = issued(&people);
        let old = plan.intensive.remove(0);
        let (start, end) = (day("2026-08-03"), day("2026-08-04"));
        let id = SessionId::new(&mut IdSource::new([9; 16]));
        let class = IntensiveClass::new(id, "药品班".into(), start, end);
        plan.put_class(IntensiveClass { people: vec![people[0]], ..class }).unwrap();
        let changes = plan.changes_since_issue();
        let off =
            PlanChange::Class { class: old.id, title: &old.title, change: EventChange::CalledOff };
        let added = EventChange::Added(start, end);
        let added = PlanChange::Class { class: id, title: "药品班", change: added };
        assert_eq!(changes.len(), 2);
        assert!(changes.contains(&off) && changes.contains(&added));
        assert_eq!(plan.concerned(), people[..3].iter().copied().gather_set());
    }

    #[test]
    fn circles_that_are_made_or_joined_since_are_told() {
        let (_, people) = ledger_of(6);
        let mut plan = issued(&people);
        let circle = |helpers: &[PersonId], members: &[PersonId]| Circle {
            id: PairId::new(&mut IdSource::new([7; 16])),
            title: "互学小组".into(),
            helpers: helpers.to_vec(),
            members: members.to_vec(),
            meetings: Vec::new(),
            extra: Extra::new(),
        };
        plan.put_circle(circle(&[], &[])).unwrap();
        assert_eq!(plan.changes_since_issue(), []);
        plan.put_circle(circle(&people[..1], &people[1..4])).unwrap();
        let made = people[..4].to_vec();
        let made = PlanChange::Circle { title: "互学小组", people: made, stands: true };
        assert_eq!(plan.changes_since_issue(), [made]);
        assert_eq!(plan.concerned(), people[..4].iter().copied().gather_set());
        plan.issue(Moment::parse("2026-03-02T09:00:00+08:00").unwrap()).unwrap();
        assert_eq!(plan.changes_since_issue(), []);
        plan.put_circle(circle(&people[..1], &people[1..5])).unwrap();
        let joined = vec![people[4]];
        let joined = PlanChange::ClassPeople { title: "互学小组", joined, left: Vec::new() };
        assert_eq!(plan.changes_since_issue(), [joined]);
    }

    #[test]
    fn a_plan_issued_by_an_older_version_tells_no_changes_it_cannot_know() {
        let (_, people) = ledger_of(4);
        let mut plan = issued(&people);
        let mut json = serde_json::to_value(&plan).unwrap();
        let kept = json["issued"].as_object_mut().unwrap();
        kept.remove("intensive");
        kept.remove("pairs");
        plan = serde_json::from_value(json).unwrap();
        plan.intensive.clear();
        plan.pairs.clear();
        assert_eq!(plan.changes_since_issue(), []);
    }

    #[test]
    fn who_is_merged_or_purged_goes_from_the_issued_version_too() {
        let (_, people) = ledger_of(5);
        let mut plan = issued(&people);
        plan.redirect(people[1], Some(people[4]));
        plan.redirect(people[0], Some(people[4]));
        assert_eq!(plan.changes_since_issue(), []);
        plan.redirect(people[4], None);
        assert!(!plan.names(people[4]) && !plan.names(people[0]) && !plan.names(people[1]));
        assert!(plan.names(people[2]));
    }
}
