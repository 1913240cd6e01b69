//! Which batches and classes of the plans still wait for their hours to be recorded.

use jiff::civil::Date;

use crate::model::hours::Session;
use crate::model::id::{BatchId, PlanId, SessionId};
use crate::model::ledger::Ledger;
use crate::model::plan::{Plan, PlanState};
use crate::order::Order as _;
use crate::planning::schedule::{Event, What, events};

/// A batch or class of a plan that no session has recorded yet.
#[derive(Clone, Debug, PartialEq)]
pub enum Unrecorded {
    Batch { plan: PlanId, batch: BatchId, end: Date },
    Class { plan: PlanId, class: SessionId, end: Date },
}

impl Unrecorded {
    /// The last day.
    pub fn end(&self) -> Date {
        match self {
            Self::Batch { end, .. } | Self::Class { end, .. } => *end,
        }
    }
}

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

/// Batches and classes of the year's plans that have people and no record, by date.
pub fn unrecorded(ledger: &Ledger) -> Vec<Unrecorded> {
    let recorded_batch =
        |batch| ledger.sessions.values().any(|session| session.batch == Some(batch));
    let mut found = Vec::new();
    let plans = ledger
        .plans
        .values()
        .filter(|plan| plan.year == ledger.settings.year && plan.state != PlanState::Closed);
    for plan in plans {
        for batch in &plan.rotation.batches {
            if !recorded_batch(batch.id) && plan.rotation.people_of(batch.id).next().is_some() {
                found.push(Unrecorded::Batch { plan: plan.id, batch: batch.id, end: batch.end });
            }
        }
        for class in &plan.intensive {
            if !ledger.sessions.contains_key(&class.id) && !class.people.is_empty() {
                found.push(Unrecorded::Class { plan: plan.id, class: class.id, end: class.end });
            }
        }
    }
    found.order_by_key(Unrecorded::end);
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::batch::Batch;
    use crate::model::course::TrainingForm;
    use crate::model::id::IdSource;
    use crate::model::ledger::tests::ledger_of;
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
}
