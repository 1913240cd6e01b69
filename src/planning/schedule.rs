//! What stands on which days (日程): the batches and classes of the plans, one kind of event for
//! the calendar, the clashes and the files for other calendars.

use jiff::civil::Date;

use crate::model::batch::Batch;
use crate::model::id::{BatchId, PersonId, PlanId, SessionId};
use crate::model::ledger::Ledger;
use crate::model::plan::{HalfDay, IntensiveClass, Plan, PlanState};
use crate::order::Order as _;

/// What an event is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum What {
    /// A batch, with its number in the order of dates.
    Batch(BatchId, usize),
    Class(SessionId),
}

/// One batch or class.
#[derive(Clone, Debug, PartialEq)]
pub struct Event {
    pub plan: PlanId,
    pub what: What,
    /// The title of a class, of a batch that of its plan.
    pub title: String,
    pub course: Option<String>,
    /// First and last day.
    pub start: Date,
    pub end: Date,
    pub half: Option<HalfDay>,
    pub place: String,
    pub trainer: String,
    pub people: Vec<PersonId>,
}

impl Event {
    /// Do the two share a day, and the same half of it?
    pub fn meets(&self, other: &Self) -> bool {
        let same_half = match (self.half, other.half) {
            (Some(own), Some(other)) => own == other,
            _ => true,
        };
        same_half && self.start <= other.end && other.start <= self.end
    }
}

/// A batch of a plan, with its number in the order of dates.
pub fn batch_event(plan: &Plan, batch: &Batch, number: usize) -> Event {
    Event {
        plan: plan.id,
        what: What::Batch(batch.id, number),
        title: plan.title.clone(),
        course: plan.rotation.course.clone(),
        start: batch.start,
        end: batch.end,
        half: None,
        place: batch.place.trim().to_owned(),
        trainer: batch.trainer.trim().to_owned(),
        people: plan.rotation.people_of(batch.id).collect(),
    }
}

/// A class of a plan.
pub fn class_event(plan: PlanId, class: &IntensiveClass) -> Event {
    Event {
        plan,
        what: What::Class(class.id),
        title: class.title.clone(),
        course: class.course.clone(),
        start: class.start,
        end: class.end,
        half: class.half,
        place: class.place.trim().to_owned(),
        trainer: class.trainer.trim().to_owned(),
        people: class.people.clone(),
    }
}

/// The events of one plan by date; what was called off is none.
pub fn events(plan: &Plan) -> Vec<Event> {
    let numbered = plan.rotation.batches_in_order().into_iter().zip(1..);
    let held = numbered.filter(|(batch, _)| !batch.cancelled);
    let mut events: Vec<Event> =
        held.map(|(batch, number)| batch_event(plan, batch, number)).collect();
    events.extend(plan.intensive.iter().map(|class| class_event(plan.id, class)));
    events.order_by_key(|event| (event.start, event.end, event.what));
    events
}

/// The events of every plan that is not closed, by plan.
pub fn open_events(ledger: &Ledger) -> Vec<Event> {
    let open = ledger.plans.values().filter(|plan| plan.state != PlanState::Closed);
    open.flat_map(|plan| events(plan)).collect()
}
