//! Which batches and classes of the plans still wait for their hours to be recorded.

use jiff::civil::Date;

use crate::model::hours::Session;
use crate::model::id::{BatchId, PlanId, SessionId};
use crate::model::ledger::Ledger;
use crate::model::plan::PlanState;
use crate::order::Order as _;
use crate::planning::schedule::What;

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
