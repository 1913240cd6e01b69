//! Which batches and classes of the plans still wait for their hours to be recorded.

use jiff::civil::Date;

use crate::model::hours::Session;
use crate::model::ledger::Ledger;
use crate::model::plan::{Plan, PlanState};
use crate::order::Order as _;
use crate::planning::schedule::{Event, What, events};

/// The session that recorded a batch or class.
pub fn record_of(ledger: &Ledger, what: What) -> Option<&Session> {
    let is_of = |session: &&Session| match what {
        What::Batch(batch, _) => session.batch == Some(batch),
        What::Class(class) => session.id == class,
    };
    ledger.sessions.values().map(|session| &**session).find(is_of)
}

/// What a plan still has to do, by date.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct LeftOpen {
    /// Batches and classes that are not over.
    pub ahead: Vec<Event>,
    /// Those with people that are over and have no record.
    pub unrecorded: Vec<Event>,
}

impl LeftOpen {
    /// What is left of a plan today.
    pub fn of(plan: &Plan, ledger: &Ledger, today: Date) -> Self {
        let open = events(plan).into_iter().filter(|event| record_of(ledger, event.what).is_none());
        let (ahead, mut unrecorded): (Vec<_>, Vec<_>) = open.partition(|event| event.end >= today);
        unrecorded.retain(|event| !event.people.is_empty());
        Self { ahead, unrecorded }
    }

    /// Is everything done?
    pub fn is_empty(&self) -> bool {
        self.ahead.is_empty() && self.unrecorded.is_empty()
    }
}

/// Batches and classes of the year's plans that have people and no record, by the last day.
pub fn unrecorded(ledger: &Ledger) -> Vec<Event> {
    let open = |plan: &&std::sync::Arc<Plan>| {
        plan.year == ledger.settings.year && plan.state != PlanState::Closed
    };
    let mut found: Vec<_> =
        ledger.plans.values().filter(open).flat_map(|plan| events(plan)).collect();
    found.retain(|event| !event.people.is_empty() && record_of(ledger, event.what).is_none());
    found.order_by_key(|event| (event.end, event.start, event.what));
    found
}

/// Those of them that are over.
pub fn overdue(ledger: &Ledger, today: Date) -> Vec<Event> {
    let mut found = unrecorded(ledger);
    found.retain(|event| event.end < today);
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::batch::Batch;
    use crate::model::course::TrainingForm;
    use crate::model::id::{BatchId, IdSource, PlanId, SessionId};
    use crate::model::ledger::tests::ledger_of;
    use crate::model::plan::IntensiveClass;
    use crate::planning::hours::tests::session;

    #[test]
    fn a_plan_is_done_once_every_batch_is_over_and_recorded() {
        let (mut ledger, people) = ledger_of(1);
        let mut ids = IdSource::new([5; 16]);
        let mut plan = Plan::new(PlanId::new(&mut ids), "计划".into(), 2026);
        for start in ["2026-05-11", "2026-06-08", "2026-06-15"] {
            let start: Date = start.parse().unwrap();
            plan.rotation.put_batch(Batch::new(BatchId::new(&mut ids), start, start, 4)).unwrap();
        }
        let first = plan.rotation.batches[0].id;
        plan.rotation.move_person(people[0], Some(first), String::new()).unwrap();
        let left = |ledger: &Ledger, today: &str| {
            let left = LeftOpen::of(&plan, ledger, today.parse().unwrap());
            (left.ahead.len(), left.unrecorded.len())
        };
        assert_eq!(left(&ledger, "2026-05-11"), (3, 0));
        assert_eq!(left(&ledger, "2026-06-15"), (1, 1));
        let mut held = session(&mut ids, TrainingForm::Rotation, "2026-05-11");
        held.batch = Some(first);
        ledger.put_session(held).unwrap();
        assert_eq!(left(&ledger, "2026-06-15"), (1, 0));
        assert_eq!(left(&ledger, "2026-06-16"), (0, 0));
    }
    #[test]
    fn what_is_over_waits_for_its_record_the_oldest_first() {
        let (mut ledger, people) = ledger_of(1);
        let mut ids = IdSource::new([5; 16]);
        let mut plan = Plan::new(PlanId::new(&mut ids), "计划".into(), ledger.settings.year);
        for (start, title) in
            [("2026-06-08", "后办"), ("2026-05-11", "先办"), ("2026-07-01", "未办")]
        {
            let start: Date = start.parse().unwrap();
            let id = SessionId::new(&mut ids);
            let class = IntensiveClass::new(id, title.into(), start, start);
            plan.put_class(IntensiveClass { people: people.clone(), ..class }).unwrap();
        }
        // A batch that is called off is not recorded, whoever stands in it.
        let start: Date = "2026-05-01".parse().unwrap();
        let batch = Batch::new(BatchId::new(&mut ids), start, start, 4);
        let called_off = batch.id;
        plan.rotation.put_batch(batch).unwrap();
        plan.rotation.move_person(people[0], Some(called_off), String::new()).unwrap();
        plan.rotation.batches[0].cancelled = true;
        ledger.add_plan(plan).unwrap();
        let titles = |ledger: &Ledger, today: &str| {
            let overdue = overdue(ledger, today.parse().unwrap()).into_iter();
            overdue.map(|event| event.title).collect::<Vec<_>>()
        };
        assert_eq!(titles(&ledger, "2026-06-09"), ["先办", "后办"]);
        assert_eq!(titles(&ledger, "2026-06-08"), ["先办"]);
        let What::Class(first) = unrecorded(&ledger)[0].what else { panic!("a class") };
        let mut held = session(&mut ids, TrainingForm::Intensive, "2026-05-11");
        held.id = first;
        ledger.put_session(held).unwrap();
        assert_eq!(titles(&ledger, "2026-06-09"), ["后办"]);
    }
}
