//! Rotation in batches (分批轮训): who is away when, and how many must stay on duty.

use std::collections::BTreeMap;
use std::fmt;
use std::num::ParseIntError;
use std::str::FromStr;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::cover::{Cover, Link, OfficerFloor};
use super::id::{BatchId, GroupId, OfficeId, PersonId};
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
    /// Offices with a floor of their own.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub offices: Vec<OfficeFloor>,
    /// Offices whose number of qualified officers on post was set by hand.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub officers: Vec<OfficerFloor>,
    /// AB角 and other posts that must stay covered.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub covers: Vec<Cover>,
    /// Who goes together, and who must not.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub links: Vec<Link>,
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

    /// Does the person stand in a batch or in a rule?
    pub fn names(&self, person: PersonId) -> bool {
        self.placements.contains_key(&person)
            || self.covers.iter().any(|cover| cover.holders.contains(&person))
            || self.links.iter().any(|link| link.people.contains(&person))
    }

    /// Lets the rules name `to` in the place of `from`, or nobody.
    pub(super) fn redirect_rules(&mut self, from: PersonId, to: Option<PersonId>) {
        for cover in &mut self.covers {
            let was_in = cover.holders.contains(&from);
            cover.holders.retain(|person| *person != from);
            if let Some(to) = to.filter(|to| was_in && !cover.holders.contains(to)) {
                cover.holders.push(to);
            }
        }
        self.covers.retain(|cover| !cover.holders.is_empty());
        for person in self.links.iter_mut().flat_map(|link| &mut link.people) {
            if let Some(to) = to.filter(|_| *person == from) {
                *person = to;
            }
        }
        self.links.retain(|link| {
            let [one, other] = link.people;
            one != from && other != from && one != other
        });
    }

    /// Adds a bond.
    ///
    /// # Errors
    /// Both are the same person.
    pub fn put_link(&mut self, link: Link) -> Result<(), Rejection> {
        if link.people[0] == link.people[1] {
            return Err(Rejection::PairedWithSelf);
        }
        if !self.links.contains(&link) {
            self.links.push(link);
        }
        Ok(())
    }

    /// The on-duty floor of an office.
    pub fn floor_of(&self, office: OfficeId) -> Floor {
        let own = self.offices.iter().find(|own| own.office == office);
        own.map_or(self.floor, |own| own.floor)
    }

    /// Sets the floor of one office; that of all is no rule of its own.
    pub fn put_floor(&mut self, own: OfficeFloor) {
        self.offices.retain(|other| other.office != own.office);
        if own.floor != self.floor {
            self.offices.push(own);
        }
    }

    /// Sets how many qualified officers of an office stay on post; `usual` is the number without
    /// this rule.
    ///
    /// # Errors
    /// Fewer than usual without a reason.
    pub fn put_officers(&mut self, floor: OfficerFloor, usual: u32) -> Result<(), Rejection> {
        if floor.present < usual && floor.reason.trim().is_empty() {
            return Err(Rejection::MissingReason);
        }
        self.officers.retain(|other| other.office != floor.office);
        if floor.present != usual || floor.stand_in.is_some() {
            self.officers.push(floor);
        }
        Ok(())
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
    /// Fewer than so many are no class; 0 where it does not matter.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub least: u32,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub place: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub trainer: String,
    /// 备选: need not be held where the others are enough.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub spare: bool,
    /// Called off; it stays in the list so that the change can be told.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub cancelled: bool,
    #[serde(flatten)]
    pub extra: Extra,
}

pub(super) fn is_zero(number: &u32) -> bool {
    *number == 0
}

impl Batch {
    /// A batch of so many days and seats.
    pub fn new(id: BatchId, start: Date, end: Date, seats: u32) -> Self {
        Self {
            id,
            start,
            end,
            seats,
            least: 0,
            place: String::new(),
            trainer: String::new(),
            spare: false,
            cancelled: false,
            extra: Extra::new(),
        }
    }

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

/// `20%` or `3`.
impl fmt::Display for Floor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Share { percent } => write!(f, "{percent}%"),
            Self::Number { people } => write!(f, "{people}"),
        }
    }
}

impl FromStr for Floor {
    type Err = ParseIntError;

    fn from_str(text: &str) -> Result<Self, ParseIntError> {
        match text.trim().strip_suffix(['%', '％']) {
            Some(percent) => Ok(Self::Share { percent: percent.trim().parse::<u32>()?.min(100) }),
            None => Ok(Self::Number { people: text.trim().parse()? }),
        }
    }
}

/// The on-duty floor of one office, where it is not that of all.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct OfficeFloor {
    pub office: OfficeId,
    pub floor: Floor,
    /// Why it is another.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub reason: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_floor_is_written_as_a_share_or_a_number() {
        for (text, floor) in
            [("30%", Floor::Share { percent: 30 }), ("2", Floor::Number { people: 2 })]
        {
            assert_eq!(floor.to_string(), text);
            assert_eq!(text.parse(), Ok(floor));
        }
        assert_eq!(" 40 ％".parse(), Ok(Floor::Share { percent: 40 }));
        assert!("".parse::<Floor>().is_err() && "一半".parse::<Floor>().is_err());
    }

    #[test]
    fn an_office_has_the_floor_of_all_until_it_gets_its_own() {
        let office = OfficeId::new(&mut crate::model::id::IdSource::new([4; 16]));
        let mut rotation = Rotation::default();
        assert_eq!(rotation.floor_of(office), Floor::default());
        let floor = Floor::Number { people: 1 };
        let own = OfficeFloor { office, floor, reason: "人少".into() };
        rotation.put_floor(own.clone());
        assert_eq!(rotation.floor_of(office), floor);
        rotation.put_floor(OfficeFloor { floor: Floor::default(), ..own });
        assert!(rotation.offices.is_empty());
    }

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
