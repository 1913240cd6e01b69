//! Rotation in batches (分批轮训): who is away when, and how many must stay on duty.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::id::{BatchId, GroupId, PersonId};
use super::pack::Extra;
use super::people::Rejection;

use crate::order::Order as _;

/// The rotation of a plan.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Rotation {
    /// Code of the course that every batch teaches, where it is one of the pack.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub course: Option<String>,
    /// The groups whose people take part; empty for the whole roster.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub groups: Vec<GroupId>,
    #[serde(default)]
    pub floor: Floor,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub batches: Vec<Batch>,
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub placements: BTreeMap<PersonId, Placement>,
    #[serde(flatten)]
    pub extra: Extra,
}

impl Rotation {
    /// One batch.
    pub fn batch(&self, id: BatchId) -> Option<&Batch> {
        self.batches.iter().find(|batch| batch.id == id)
    }

    /// The batches by their dates.
    pub fn batches_in_order(&self) -> Vec<&Batch> {
        let mut batches: Vec<_> = self.batches.iter().collect();
        batches.order_by_key(|batch| (batch.start, batch.end, batch.id));
        batches
    }

    /// The number of a batch in the order of dates, from 1.
    pub fn number(&self, id: BatchId) -> Option<usize> {
        self.batches_in_order().iter().position(|batch| batch.id == id).map(|index| index + 1)
    }

    /// The people placed in a batch.
    pub fn people_of(&self, id: BatchId) -> impl Iterator<Item = PersonId> {
        self.placements
            .iter()
            .filter(move |(_, placement)| placement.batch == id)
            .map(|(person, _)| *person)
    }

    /// Adds or replaces a batch.
    ///
    /// # Errors
    /// An end before the start.
    pub fn put_batch(&mut self, batch: Batch) -> Result<(), Rejection> {
        if batch.end < batch.start {
            return Err(Rejection::EndBeforeStart);
        }
        match self.batches.iter_mut().find(|other| other.id == batch.id) {
            Some(other) => *other = batch,
            None => self.batches.push(batch),
        }
        Ok(())
    }

    /// Deletes a batch; its people are then in none.
    ///
    /// # Errors
    /// No such batch.
    pub fn remove_batch(&mut self, id: BatchId) -> Result<(), Rejection> {
        if self.batch(id).is_none() {
            return Err(Rejection::NoSuchBatch);
        }
        self.batches.retain(|batch| batch.id != id);
        self.placements.retain(|_, placement| placement.batch != id);
        Ok(())
    }

    /// Puts somebody into a batch by hand, or out of all. A move by hand is pinned; `reason` says
    /// why a rule is broken, where one is.
    ///
    /// # Errors
    /// No such batch.
    pub fn move_person(
        &mut self,
        person: PersonId,
        batch: Option<BatchId>,
        reason: String,
    ) -> Result<(), Rejection> {
        let Some(batch) = batch else {
            self.placements.remove(&person);
            return Ok(());
        };
        if self.batch(batch).is_none() {
            return Err(Rejection::NoSuchBatch);
        }
        self.placements.insert(person, Placement { batch, pinned: true, reason });
        Ok(())
    }
}

/// One batch (批次).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Batch {
    pub id: BatchId,
    /// First and last day.
    pub start: Date,
    pub end: Date,
    pub seats: u32,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub place: String,
    #[serde(flatten)]
    pub extra: Extra,
}

impl Batch {
    /// Do the two share a day?
    pub fn overlaps(&self, other: &Self) -> bool {
        self.start <= other.end && other.start <= self.end
    }
}

/// Where somebody was placed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Placement {
    pub batch: BatchId,
    /// Stays there when the plan is made anew.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub pinned: bool,
    /// Why a rule was broken by hand.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub reason: String,
}

/// On-duty floor: how many of one office may be away at once. At least one may always go.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", tag = "kind")]
pub enum Floor {
    /// At most this share of the office, in percent, rounded down.
    Share { percent: u32 },
    /// At most this many people.
    Number { people: u32 },
}

impl Default for Floor {
    fn default() -> Self {
        Self::Share { percent: 20 }
    }
}

impl Floor {
    /// How many of `staff` people of one office may be away on one day: at least one, at most all.
    pub fn max_away(self, staff: usize) -> usize {
        let allowed = match self {
            Self::Share { percent } => staff * percent.min(100) as usize / 100,
            Self::Number { people } => people as usize,
        };
        allowed.max(1).min(staff)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn at_least_one_may_go_and_a_share_is_rounded_down() {
        assert_eq!(Floor::Share { percent: 34 }.max_away(12), 4);
        assert_eq!(Floor::Share { percent: 20 }.max_away(2), 1);
        assert_eq!(Floor::Number { people: 3 }.max_away(2), 2);
        assert_eq!(Floor::Number { people: 0 }.max_away(5), 1);
        assert_eq!(Floor::Share { percent: 200 }.max_away(5), 5);
        assert_eq!(Floor::Share { percent: 20 }.max_away(0), 0);
    }
}
