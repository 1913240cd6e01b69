//! A proposed change, made in the plan. What is for people to arrange, such as another leave, a
//! stand-in or a room, is none.

use super::explain::conflict::Fix;
use super::from_plan::{facts, office_of};
use crate::model::batch::{Batch, Floor, OfficeFloor};
use crate::model::id::{BatchId, OfficeId};
use crate::model::ledger::Ledger;
use crate::model::people::Rejection;
use crate::model::plan::Plan;

/// Is it a change of the plan, which [`mend`] makes?
pub fn is_edit(fix: &Fix) -> bool {
    match fix {
        Fix::RaiseQuota { .. }
        | Fix::AddSession { .. }
        | Fix::DropLink { .. }
        | Fix::LowerMin { .. } => true,
        Fix::MoveLeave { .. }
        | Fix::AddHolder { .. }
        | Fix::AddRooms { .. }
        | Fix::AddNeed { .. } => false,
    }
}

/// Makes a proposed change. `new` is the id of the batch it may add, `reason` stands with a floor
/// that it sets.
///
/// # Errors
/// The plan is closed, or the batch it is like is gone.
pub fn mend(
    ledger: &Ledger,
    plan: &mut Plan,
    fix: &Fix,
    new: BatchId,
    reason: String,
) -> Result<(), Rejection> {
    let raised = |office: OfficeId, by: u32| {
        let known = facts(ledger, plan, ledger.settings.reference(), &|_| 0);
        let known = known.offices.iter().find(|known| known.id == office.to_string());
        known.map(|known| known.max_absent.saturating_add(by))
    };
    match fix {
        Fix::RaiseQuota { office, by } => {
            let Some(office) = office_of(office) else { return Ok(()) };
            let Some(people) = raised(office, *by) else { return Ok(()) };
            let floor = Floor::Number { people };
            plan.edit_rotation(|rotation| {
                rotation.put_floor(OfficeFloor { office, floor, reason });
                Ok(())
            })
        }
        Fix::AddSession { like, seats, .. } => plan.edit_rotation(|rotation| {
            let like = BatchId::parse(like).and_then(|id| rotation.batch(id));
            let Batch { start, end, .. } = *like.ok_or(Rejection::NoSuchBatch)?;
            rotation.put_batch(Batch::new(new, start, end, *seats))
        }),
        Fix::DropLink { link } => plan.edit_rotation(|rotation| {
            let place = link.strip_prefix("link:").and_then(|place| place.parse::<usize>().ok());
            if let Some(place) = place.filter(|place| *place < rotation.links.len()) {
                rotation.links.remove(place);
            }
            Ok(())
        }),
        Fix::LowerMin { min, .. } => plan.edit_rotation(|rotation| {
            for batch in &mut rotation.batches {
                batch.least = batch.least.min(*min);
            }
            Ok(())
        }),
        Fix::MoveLeave { .. }
        | Fix::AddHolder { .. }
        | Fix::AddRooms { .. }
        | Fix::AddNeed { .. } => Ok(()),
    }
}
