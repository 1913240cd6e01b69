//! What stands on the board: heads, offices, and who is in which cell.

use leptos::prelude::*;

use super::rotation::Rotation;
use crate::model::batch::Batch;
use crate::model::id::{BatchId, OfficeId, PersonId};
use crate::planning::rotation::board::Duty;
use crate::ui::people::in_order;
use crate::ui::words::office_words;

/// A batch is near so many days before it begins.
const NEAR_DAYS: i32 = 14;

/// Somebody in a cell.
#[derive(Clone, Debug, PartialEq)]
pub struct Who {
    pub id: PersonId,
    pub name: String,
    pub pinned: bool,
}

/// One office in one batch.
#[derive(Clone, Debug, PartialEq)]
pub struct Slot {
    pub office: OfficeId,
    pub batch: BatchId,
    pub people: Vec<Who>,
    pub duty: Option<Duty>,
    pub done: bool,
}

/// One office.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    pub office: OfficeId,
    pub name: String,
    pub slots: Vec<Slot>,
}

/// One batch as a head.
#[derive(Clone, Debug, PartialEq)]
pub struct Head {
    pub batch: Batch,
    pub people: usize,
    pub about: String,
    pub done: bool,
    /// Under way or about to begin.
    pub near: bool,
}

/// The heads, by date.
pub fn heads(rotation: Rotation) -> Vec<Head> {
    let texts = rotation.page.editor.texts;
    let today = rotation.page.editor.workspace.today();
    rotation.board.with(|board| {
        let Some(board) = board else { return Vec::new() };
        board
            .batches()
            .map(|row| {
                let batch = row.batch.clone();
                let done = batch.end < today;
                let about = if done {
                    texts.plan.done.to_owned()
                } else if batch.start <= today {
                    texts.plan.now.to_owned()
                } else {
                    (texts.plan.in_days)((batch.start - today).get_days())
                };
                let near = !done && (batch.start - today).get_days() <= NEAR_DAYS;
                Head { batch, people: row.people.len(), about, done, near }
            })
            .collect()
    })
}

/// The offices that have people who take part.
pub fn rows(rotation: Rotation) -> Vec<Row> {
    let ledger = rotation.page.editor.workspace.ledger();
    let today = rotation.page.editor.workspace.today();
    let pinned = |person: PersonId| {
        rotation.page.with(|plan| {
            plan.rotation.placements.get(&person).is_some_and(|placement| placement.pinned)
        })
    };
    rotation.board.with(|board| {
        let Some(board) = board else { return Vec::new() };
        let participants = board.offices();
        let known = ledger.people_by_id();
        ledger
            .offices_in_order()
            .into_iter()
            .filter(|office| participants.contains(&office.id))
            .map(|office| {
                let slots = board.batches().map(|row| Slot {
                    office: office.id,
                    batch: row.batch.id,
                    people: in_order(
                        board
                            .people_at(office.id, row.batch.id)
                            .iter()
                            .filter_map(|person| known.get(person).copied()),
                    )
                    .into_iter()
                    .map(|person| Who {
                        id: person.id,
                        name: person.name.clone(),
                        pinned: pinned(person.id),
                    })
                    .collect(),
                    duty: board.duty(office.id, row.batch.id),
                    done: row.batch.end < today,
                });
                Row {
                    office: office.id,
                    name: office_words(office.id, &ledger),
                    slots: slots.collect(),
                }
            })
            .collect()
    })
}
