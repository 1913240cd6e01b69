//! What of a plan on paper is not as it was issued, so that nobody takes it for what was told.

use std::collections::BTreeSet;

use crate::model::id::{BatchId, PairId, PersonId, SessionId};
use crate::model::issue::PlanChange;
use crate::model::plan::Plan;
use crate::order::Gather as _;

/// Everything that is new, other than it was issued, or no more.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Unissued {
    pub batches: BTreeSet<BatchId>,
    pub classes: BTreeSet<SessionId>,
    /// Helper and helped.
    pub pairs: BTreeSet<(PersonId, PersonId)>,
    pub circles: BTreeSet<PairId>,
}

impl Unissued {
    /// What of a plan is to be issued still; nothing of a plan that never was.
    pub fn of(plan: &Plan) -> Self {
        let mut found = Self::default();
        let Some(issued) = &plan.issued else { return found };
        for change in plan.changes_since_issue() {
            match change {
                PlanChange::Person { before, now, .. } => {
                    found.batches.extend(before.into_iter().chain(now));
                }
                PlanChange::Batch { batch, .. } => found.batches.extend([batch]),
                PlanChange::Class { class, .. } => found.classes.extend([class]),
                PlanChange::Pair { helper, helped, .. } => found.pairs.extend([(helper, helped)]),
                // Found below by who is in them: their titles may be alike.
                PlanChange::ClassPeople { .. } | PlanChange::Circle { .. } => {}
            }
        }
        let told = issued.intensive.iter().flatten();
        let people = |people: &[PersonId]| people.iter().copied().gather_set();
        let told = told.map(|class| (class.id, people(&class.people))).gather_map();
        let is_other = |id: &SessionId, now: &[PersonId]| {
            told.get(id).is_some_and(|told| *told != people(now))
        };
        let classes = plan.intensive.iter().filter(|class| is_other(&class.id, &class.people));
        found.classes.extend(classes.map(|class| class.id));
        if let Some(told) = &issued.circles {
            let told = told.iter().map(|circle| (circle.id, circle.people().gather_set()));
            let told = told.gather_map();
            let circles = plan.mutual.circles.iter();
            let others = circles.filter(|circle| {
                let now = circle.people().gather_set();
                told.get(&circle.id).map_or(!now.is_empty(), |told| *told != now)
            });
            found.circles.extend(others.map(|circle| circle.id));
        }
        found
    }

    /// Is everything as it was issued?
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::Date;

    use super::*;
    use crate::model::batch::Batch;
    use crate::model::date::Moment;
    use crate::model::id::{IdSource, PlanId};
    use crate::model::ledger::tests::ledger_of;
    use crate::model::pack::Extra;
    use crate::model::pair::Circle;
    use crate::model::plan::IntensiveClass;

    #[test]
    fn what_changed_since_a_plan_was_issued_is_marked_and_nothing_else() {
        let (_, people) = ledger_of(4);
        let ids = &mut IdSource::new([3; 16]);
        let mut plan = Plan::new(PlanId::new(ids), "计划".into(), 2026);
        let day = |text: &str| -> Date { text.parse().unwrap() };
        for start in ["2026-06-01", "2026-06-08", "2026-06-15"] {
            let batch = Batch::new(BatchId::new(ids), day(start), day(start), 4);
            plan.rotation.put_batch(batch).unwrap();
        }
        let batches: Vec<_> = plan.rotation.batches.iter().map(|batch| batch.id).collect();
        plan.rotation.move_person(people[0], Some(batches[0]), String::new()).unwrap();
        for _ in 0..2 {
            let id = SessionId::new(ids);
            let start = day("2026-07-01");
            let class = IntensiveClass::new(id, "同名班".into(), start, start);
            plan.put_class(IntensiveClass { people: people[..2].to_vec(), ..class }).unwrap();
        }
        let circle = Circle {
            id: PairId::new(ids),
            title: "互学小组".into(),
            helpers: people[..1].to_vec(),
            members: people[1..3].to_vec(),
            meetings: Vec::new(),
            extra: Extra::new(),
        };
        plan.put_circle(circle.clone()).unwrap();
        assert!(Unissued::of(&plan).is_empty(), "a draft was never told to anybody");
        plan.issue(Moment::parse("2026-03-02T09:00:00+08:00").unwrap()).unwrap();
        assert!(Unissued::of(&plan).is_empty());

        plan.rotation.move_person(people[0], Some(batches[1]), String::new()).unwrap();
        let second = plan.intensive[1].clone();
        let changed = second.id;
        // Who takes part is a set: another order is no change.
        let turned = people[..2].iter().rev().copied().collect();
        let first = IntensiveClass { people: turned, ..plan.intensive[0].clone() };
        plan.put_class(first).unwrap();
        plan.put_class(IntensiveClass { people: people[..3].to_vec(), ..second }).unwrap();
        let more = Circle { members: people[1..4].to_vec(), ..circle };
        let circle = more.id;
        plan.put_circle(more).unwrap();
        let wanted = Unissued {
            batches: batches[..2].iter().copied().gather_set(),
            classes: [changed].into_iter().gather_set(),
            pairs: BTreeSet::new(),
            circles: [circle].into_iter().gather_set(),
        };
        assert_eq!(Unissued::of(&plan), wanted);
    }
}
