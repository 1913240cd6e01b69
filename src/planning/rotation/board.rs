//! The board of a rotation: who takes part, who is where, how many of each office are left on
//! duty on each day, and which rules a placement would break.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use super::violation::Violation;
use crate::grouping::axis::age_stage;
use crate::grouping::membership::members;
use crate::model::batch::{Batch, Floor};
use crate::model::id::{BatchId, OfficeId, PersonId};
use crate::model::ledger::Ledger;
use crate::model::person::Person;
use crate::model::plan::Plan;
use crate::model::status::{DutyStatus, StatusPeriod};
use crate::order::{Gather as _, Order as _};

/// One office on one workday.
#[derive(Clone, Debug, Default, PartialEq)]
struct OfficeDay {
    staff: usize,
    on_leave: Vec<PersonId>,
    in_training: BTreeSet<PersonId>,
}

impl OfficeDay {
    fn away(&self) -> usize {
        self.on_leave.len()
            + self.in_training.iter().filter(|person| !self.on_leave.contains(person)).count()
    }
}

/// One batch with its people.
#[derive(Clone, Debug, PartialEq)]
pub struct BatchRow {
    pub batch: Batch,
    /// Its workdays.
    pub days: Vec<Date>,
    pub people: BTreeSet<PersonId>,
    /// How many of its people share a post, an age stage, an office.
    shares: BTreeMap<(Trait, String), u64>,
}

/// What a batch should be mixed in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Trait {
    Office,
    Post,
    Stage,
}

/// Weights of the balance: equal sizes, offices spread over the batches, posts and ages mixed.
const SIZE: u64 = 4;
const fn weight(of: Trait) -> u64 {
    match of {
        Trait::Office => 3,
        Trait::Post => 2,
        Trait::Stage => 1,
    }
}

/// Whose placement counts first where too many are placed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Turn {
    Pinned,
    Usual,
    AgainstRule,
}

/// Somebody who takes part.
#[derive(Clone, Debug, PartialEq)]
struct Participant {
    office: OfficeId,
    traits: [(Trait, String); 3],
    batch: Option<BatchId>,
    turn: Turn,
    /// Away for the whole or part of these batches, with the period.
    away: BTreeMap<BatchId, StatusPeriod>,
}

/// Staff, floor and who is left of an office during a batch.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Duty {
    pub staff: usize,
    /// How many must be on duty.
    pub floor: usize,
    /// How many are, on the worst day.
    pub left: usize,
}

/// The board of one plan.
#[derive(Clone, Debug, PartialEq)]
pub struct Board {
    floor: Floor,
    batches: BTreeMap<BatchId, BatchRow>,
    /// Batches by their dates.
    order: Vec<BatchId>,
    offices: BTreeMap<OfficeId, BTreeMap<Date, OfficeDay>>,
    participants: BTreeMap<PersonId, Participant>,
}

/// The people a rotation is for: those of its groups, everybody where it names none.
pub fn takes_part(plan: &Plan, ledger: &Ledger, reference: Date) -> BTreeSet<PersonId> {
    let groups = &plan.rotation.groups;
    if groups.is_empty() {
        return ledger.enrolled(reference).map(|person| person.id).collect();
    }
    let known = groups.iter().filter_map(|id| ledger.groups.get(id));
    known.flat_map(|group| members(group, ledger, reference)).gather_set()
}

/// The period in which the person is not to be had during a batch.
fn away(person: &Person, batch: &Batch) -> Option<StatusPeriod> {
    let archived = person.archived.as_ref().filter(|archived| archived.on <= batch.end);
    person.away_between(batch.start, batch.end).cloned().or_else(|| {
        archived.map(|archived| StatusPeriod {
            status: DutyStatus::Left,
            from: Some(crate::model::date::PartialDate::Day(archived.on)),
            to: None,
            note: String::new(),
        })
    })
}

impl Board {
    /// Sets the board up from a plan: its batches, who takes part, who is placed where.
    pub fn new(ledger: &Ledger, plan: &Plan, reference: Date) -> Self {
        let rotation = &plan.rotation;
        let batches: BTreeMap<_, _> = rotation
            .batches
            .iter()
            .map(|batch| {
                let days = ledger.packs.calendar.workdays(batch.start, batch.end).collect();
                let (people, shares) = (BTreeSet::new(), BTreeMap::new());
                (batch.id, BatchRow { batch: batch.clone(), days, people, shares })
            })
            .collect();
        let order = rotation.batches_in_order().into_iter().map(|batch| batch.id).collect();
        let days: BTreeSet<Date> =
            batches.values().flat_map(|row| row.days.iter().copied()).gather_set();
        let mut offices: BTreeMap<OfficeId, BTreeMap<Date, OfficeDay>> = BTreeMap::new();
        let takes_part = takes_part(plan, ledger, reference);
        let mut participants = BTreeMap::new();
        for person in ledger.people() {
            let office = offices.entry(person.office).or_default();
            for day in &days {
                if !person.is_enrolled(*day) {
                    continue;
                }
                let office_day = office.entry(*day).or_default();
                office_day.staff += 1;
                if person.status_at(*day) != DutyStatus::OnPost {
                    office_day.on_leave.push(person.id);
                }
            }
            let placement = rotation.placements.get(&person.id);
            let still_here = person.archived.is_none() || takes_part.contains(&person.id);
            if takes_part.contains(&person.id) || placement.is_some() && still_here {
                let away = rotation
                    .batches
                    .iter()
                    .filter_map(|batch| Some((batch.id, away(person, batch)?)))
                    .collect();
                let stage = age_stage(person, &ledger.packs, reference).unwrap_or_default();
                let traits = [
                    (Trait::Office, person.office.to_string()),
                    (Trait::Post, person.main_post().unwrap_or_default().to_owned()),
                    (Trait::Stage, stage.to_owned()),
                ];
                let turn = match placement {
                    Some(placement) if !placement.reason.is_empty() => Turn::AgainstRule,
                    Some(placement) if placement.pinned => Turn::Pinned,
                    _ => Turn::Usual,
                };
                let office = person.office;
                let participant = Participant { office, traits, batch: None, turn, away };
                participants.insert(person.id, participant);
            }
        }
        let floor = rotation.floor;
        let mut board = Self { floor, batches, order, offices, participants };
        for (person, placement) in &rotation.placements {
            board.put(*person, placement.batch);
        }
        board
    }

    /// The batches by their dates.
    pub fn batches(&self) -> impl Iterator<Item = &BatchRow> {
        self.order.iter().filter_map(|id| self.batches.get(id))
    }

    /// Everybody who takes part.
    pub fn participants(&self) -> impl Iterator<Item = PersonId> {
        self.participants.keys().copied()
    }

    /// Who takes part and stands in no batch.
    pub fn unplaced(&self) -> impl Iterator<Item = PersonId> {
        self.participants
            .iter()
            .filter(|(_, participant)| participant.batch.is_none())
            .map(|(person, _)| *person)
    }

    /// The batch of a person.
    pub fn batch_of(&self, person: PersonId) -> Option<BatchId> {
        self.participants.get(&person)?.batch
    }

    /// The people of an office in a batch.
    pub fn people_at(&self, office: OfficeId, batch: BatchId) -> Vec<PersonId> {
        let people = self.batches.get(&batch).into_iter().flat_map(|row| &row.people);
        people.copied().filter(|person| self.office_of(*person) == Some(office)).collect()
    }

    fn office_of(&self, person: PersonId) -> Option<OfficeId> {
        self.participants.get(&person).map(|participant| participant.office)
    }

    /// Staff, floor and how many are left of an office on the worst day of a batch. `None` where
    /// the batch has no workday or the office nobody.
    pub fn duty(&self, office: OfficeId, batch: BatchId) -> Option<Duty> {
        let days = &self.batches.get(&batch)?.days;
        let office = self.offices.get(&office)?;
        days.iter()
            .filter_map(|day| office.get(day))
            .map(|day| Duty {
                staff: day.staff,
                floor: day.staff - self.floor.max_away(day.staff),
                left: day.staff - day.away().min(day.staff),
            })
            .min_by_key(|duty| duty.left as i64 - duty.floor as i64)
    }

    /// The rules that the person would break in a batch, as if he stood in no other. Empty: he
    /// may go.
    pub fn violations(&self, person: PersonId, batch: BatchId) -> Vec<Violation> {
        let mut violations = Vec::new();
        let (Some(row), Some(participant)) =
            (self.batches.get(&batch), self.participants.get(&person))
        else {
            return violations;
        };
        if row.days.is_empty() {
            violations.push(Violation::NoWorkday);
        }
        if let Some(period) = participant.away.get(&batch) {
            violations.push(Violation::Away(period.clone()));
        }
        let taken = row.people.len() - usize::from(row.people.contains(&person));
        if taken >= row.batch.seats as usize {
            violations.push(Violation::NoSeat { seats: row.batch.seats });
        }
        violations.extend(self.below_floor(person, participant.office, row));
        violations
    }

    fn below_floor(&self, person: PersonId, office: OfficeId, row: &BatchRow) -> Option<Violation> {
        let days = self.offices.get(&office)?;
        row.days.iter().find_map(|date| {
            let day = days.get(date)?;
            let is_away = day.in_training.contains(&person) || day.on_leave.contains(&person);
            let away = day.away() + usize::from(!is_away);
            let allowed = self.floor.max_away(day.staff);
            let others = |people: &mut dyn Iterator<Item = &PersonId>| {
                people.copied().filter(|other| *other != person).collect()
            };
            (away > allowed).then(|| Violation::BelowFloor {
                office,
                day: *date,
                staff: day.staff,
                left: day.staff.saturating_sub(away),
                floor: day.staff - allowed,
                in_training: others(&mut day.in_training.iter()),
                on_leave: others(&mut day.on_leave.iter()),
            })
        })
    }

    /// What each batch would mean for the person, by date.
    pub fn verdicts(&self, person: PersonId) -> Vec<(BatchId, Vec<Violation>)> {
        self.order.iter().map(|batch| (*batch, self.violations(person, *batch))).collect()
    }

    /// The placements that break a rule as the board stands, such as after a new leave. Of too many
    /// only those over the number: they are counted in one after the other.
    pub fn broken(&self) -> Vec<(PersonId, BatchId, Vec<Violation>)> {
        let mut placed: Vec<_> = self
            .participants
            .iter()
            .filter_map(|(person, one)| Some((*person, one.turn, one.batch?)))
            .collect();
        placed.order_by_key(|(_, turn, _)| *turn);
        let mut board = self.clone();
        for (person, ..) in &placed {
            board.take(*person);
        }
        placed
            .into_iter()
            .map(|(person, _, batch)| {
                let violations = board.violations(person, batch);
                board.put(person, batch);
                (person, batch, violations)
            })
            .filter(|(_, _, violations)| !violations.is_empty())
            .collect()
    }

    /// Puts somebody into a batch, out of any other. Nobody unknown, and no unknown batch.
    pub(super) fn put(&mut self, person: PersonId, batch: BatchId) {
        self.take(person);
        let (Some(row), Some(participant)) =
            (self.batches.get_mut(&batch), self.participants.get_mut(&person))
        else {
            return;
        };
        participant.batch = Some(batch);
        row.people.insert(person);
        for shared in &participant.traits {
            *row.shares.entry(shared.clone()).or_default() += 1;
        }
        if let Some(days) = self.offices.get_mut(&participant.office) {
            for date in &row.days {
                if let Some(day) = days.get_mut(date) {
                    day.in_training.insert(person);
                }
            }
        }
    }

    /// Takes somebody out of his batch, which is the answer.
    pub(super) fn take(&mut self, person: PersonId) -> Option<BatchId> {
        let participant = self.participants.get_mut(&person)?;
        let batch = participant.batch.take()?;
        let row = self.batches.get_mut(&batch)?;
        row.people.remove(&person);
        for shared in &participant.traits {
            if let Some(count) = row.shares.get_mut(shared) {
                *count -= 1;
            }
        }
        let days = self.offices.get_mut(&participant.office)?;
        for date in &row.days {
            if let Some(day) = days.get_mut(date) {
                day.in_training.remove(&person);
            }
        }
        Some(batch)
    }

    /// May the person go to the batch for all that the machine cannot change: leave and workdays?
    pub(super) fn could_go(&self, person: PersonId, batch: BatchId) -> bool {
        let Some(participant) = self.participants.get(&person) else { return false };
        let has_days = self.batches.get(&batch).is_some_and(|row| !row.days.is_empty());
        has_days && !participant.away.contains_key(&batch)
    }

    /// What the balance loses by this person in this batch: the growth of the weighted squares of
    /// the batch's size and of its shares. Smaller is better.
    pub(super) fn cost(&self, person: PersonId, batch: BatchId) -> u64 {
        let (Some(row), Some(participant)) =
            (self.batches.get(&batch), self.participants.get(&person))
        else {
            return u64::MAX;
        };
        let own = u64::from(row.people.contains(&person));
        let growth = |count: u64| 2 * (count - own) + 1;
        let shared: u64 = participant
            .traits
            .iter()
            .map(|shared| {
                let count = row.shares.get(shared).copied().unwrap_or_default();
                weight(shared.0) * growth(count)
            })
            .sum();
        SIZE * growth(row.people.len() as u64) + shared
    }
}
