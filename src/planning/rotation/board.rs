//! The board of a rotation: who takes part, who is where, how many of each office are left on
//! duty, and which rules a placement would break. The rules themselves are checked by
//! [`super::verify`], so that the board says what the planner keeps.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use super::from_plan::{as_it_stands, facts, office_of};
use super::near::is_of_batch;
use super::problem::{LinkKind, RotaPlan, RotationProblem};
use super::rule_break::RuleBreak;
use super::verify::verify;
use crate::grouping::membership::members;
use crate::model::batch::Batch;
use crate::model::id::{BatchId, OfficeId, PersonId};
use crate::model::ledger::Ledger;
use crate::model::plan::Plan;
use crate::order::Gather as _;

/// One batch with its people.
#[derive(Clone, Debug, PartialEq)]
pub struct BatchRow {
    pub batch: Batch,
    /// Its workdays.
    pub days: Vec<Date>,
    pub people: BTreeSet<PersonId>,
}

/// Whose placement counts first where too many are placed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Turn {
    Pinned,
    Usual,
    AgainstRule,
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

/// An office, who of it is placed where, and who is on leave on the days of the batches.
#[derive(Clone, Debug, Default, PartialEq)]
struct OfficeRow {
    /// Who counts: not those who are away for long.
    staff: BTreeSet<PersonId>,
    max_away: usize,
    on_leave: BTreeMap<Date, Vec<PersonId>>,
    placed: Vec<(PersonId, BatchId)>,
}

/// Somebody the rotation is for or who keeps an office running meanwhile.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Someone {
    office: OfficeId,
    /// His place in the staff of the problem.
    pub(super) member: usize,
    takes_part: bool,
    /// Where he is placed.
    pub(super) batch: Option<BatchId>,
}

/// The board of one plan.
#[derive(Clone, Debug, PartialEq)]
pub struct Board {
    pub(super) problem: RotationProblem,
    stands: RotaPlan,
    /// By their dates.
    batches: Vec<BatchRow>,
    offices: BTreeMap<OfficeId, OfficeRow>,
    pub(super) people: BTreeMap<PersonId, Someone>,
    /// How many are placed in each batch.
    pub(super) heads: BTreeMap<BatchId, usize>,
    turns: BTreeMap<PersonId, Turn>,
}

/// A placement that breaks rules.
pub type Broken = (PersonId, BatchId, Vec<RuleBreak>);

/// A batch that cannot be held, the rule against it, and the people who are placed in it.
pub type BrokenBatch = (BatchId, RuleBreak, Vec<PersonId>);

/// The people a rotation is for: those of its groups, everybody where it names none.
pub fn takes_part(plan: &Plan, ledger: &Ledger, reference: Date) -> BTreeSet<PersonId> {
    let groups = &plan.rotation.groups;
    if groups.is_empty() {
        return ledger.enrolled(reference).map(|person| person.id).collect();
    }
    let known = groups.iter().filter_map(|id| ledger.groups.get(id));
    known.flat_map(|group| members(group, ledger, reference)).gather_set()
}

impl Board {
    /// Sets the board up from a plan: its batches, who takes part, who is placed where.
    pub fn new(ledger: &Ledger, plan: &Plan, reference: Date) -> Self {
        let rotation = &plan.rotation;
        let problem = facts(ledger, plan, reference, &|_| 0);
        let calendar = &ledger.packs.calendar;
        let batches: Vec<BatchRow> = rotation
            .batches_in_order()
            .into_iter()
            .map(|batch| BatchRow {
                days: calendar.workdays(batch.start, batch.end).collect(),
                people: rotation.people_of(batch.id).collect(),
                batch: batch.clone(),
            })
            .collect();
        let days: BTreeSet<Date> =
            batches.iter().flat_map(|row| row.days.iter().copied()).gather_set();
        let mut offices: BTreeMap<OfficeId, OfficeRow> = BTreeMap::new();
        for office in &problem.offices {
            let Some(id) = OfficeId::parse(&office.id) else { continue };
            offices.entry(id).or_default().max_away = office.max_absent as usize;
        }
        let takes_part = takes_part(plan, ledger, reference);
        let placed = |person: PersonId| {
            let placement = rotation.placements.get(&person)?;
            rotation.batch(placement.batch).map(|batch| batch.id)
        };
        let known = ledger.people_by_id();
        let (mut people, mut heads) = (BTreeMap::new(), BTreeMap::new());
        for (place, member) in problem.staff.iter().enumerate() {
            let Some(person) = PersonId::parse(&member.id).and_then(|id| known.get(&id)) else {
                continue;
            };
            let batch = placed(person.id);
            let is_here = batch.is_some() && person.archived.is_none();
            let someone = Someone {
                office: person.office,
                member: place,
                takes_part: is_here || takes_part.contains(&person.id),
                batch,
            };
            people.insert(person.id, someone);
            let row = offices.entry(person.office).or_default();
            if let Some(batch) = batch {
                row.placed.push((person.id, batch));
                *heads.entry(batch).or_default() += 1;
            }
            // Whoever is away for long is of another office there.
            if OfficeId::parse(&member.office).is_none() {
                continue;
            }
            row.staff.insert(person.id);
            let is_away =
                |day: &Date| member.leave.iter().any(|(from, to)| from <= day && day <= to);
            for day in days.iter().filter(|day| is_away(day)) {
                row.on_leave.entry(*day).or_default().push(person.id);
            }
        }
        let turn = |(person, placement): (&PersonId, &crate::model::batch::Placement)| {
            let turn = match placement {
                placement if !placement.reason.is_empty() => Turn::AgainstRule,
                placement if placement.pinned => Turn::Pinned,
                _ => Turn::Usual,
            };
            (*person, turn)
        };
        let turns = rotation.placements.iter().map(turn).gather_map();
        let stands = as_it_stands(plan, &problem);
        Self { problem, stands, batches, offices, people, heads, turns }
    }

    /// The batches by their dates.
    pub fn batches(&self) -> impl Iterator<Item = &BatchRow> {
        self.batches.iter()
    }

    /// Everybody who takes part.
    pub fn participants(&self) -> impl Iterator<Item = PersonId> {
        self.taking_part().map(|(person, _)| *person)
    }

    /// The offices of everybody who takes part.
    pub fn offices(&self) -> BTreeSet<OfficeId> {
        self.taking_part().map(|(_, someone)| someone.office).gather_set()
    }

    fn taking_part(&self) -> impl Iterator<Item = (&PersonId, &Someone)> {
        self.people.iter().filter(|(_, someone)| someone.takes_part)
    }

    /// Who takes part and stands in no batch.
    pub fn unplaced(&self) -> impl Iterator<Item = PersonId> {
        let nowhere = self.taking_part().filter(|(_, someone)| someone.batch.is_none());
        nowhere.map(|(person, _)| *person)
    }

    /// The batch of a person.
    pub fn batch_of(&self, person: PersonId) -> Option<BatchId> {
        self.people.get(&person).filter(|someone| someone.takes_part)?.batch
    }

    /// The people of an office in a batch.
    pub fn people_at(&self, office: OfficeId, batch: BatchId) -> Vec<PersonId> {
        let row = self.offices.get(&office);
        let placed = row.into_iter().flat_map(|row| &row.placed);
        let here = placed.filter(|(person, at)| *at == batch && self.takes_part(*person));
        here.map(|(person, _)| *person).collect()
    }

    fn takes_part(&self, person: PersonId) -> bool {
        self.people.get(&person).is_some_and(|someone| someone.takes_part)
    }

    /// Staff, floor and how many are left of an office on the worst day of a batch. `None` where
    /// the batch has no workday or the office nobody.
    pub fn duty(&self, office: OfficeId, batch: BatchId) -> Option<Duty> {
        let row = self.offices.get(&office).filter(|row| !row.staff.is_empty())?;
        let at = self.batches.iter().find(|row| row.batch.id == batch)?;
        // Batches can overlap, and whoever is in two, or in one against his leave, is away once.
        let overlaps = |other: &&BatchRow| {
            other.batch.start <= at.batch.end
                && at.batch.start <= other.batch.end
                && (!other.batch.cancelled || other.batch.id == batch)
        };
        let overlapping: Vec<_> = self.batches.iter().filter(overlaps).collect();
        let away = |day: &Date| {
            let is_held = |batch: BatchId| {
                let mut held = overlapping.iter().filter(|other| other.days.contains(day));
                held.any(|other| other.batch.id == batch)
            };
            let training = row.placed.iter().filter(|(_, batch)| is_held(*batch));
            let training = training.map(|(person, _)| person);
            let on_leave = row.on_leave.get(day).into_iter().flatten();
            let away = training.filter(|person| row.staff.contains(*person)).chain(on_leave);
            away.gather_set().len()
        };
        let away = at.days.iter().map(away).max()?;
        let staff = row.staff.len();
        Some(Duty {
            staff,
            floor: staff.saturating_sub(row.max_away),
            left: staff.saturating_sub(away),
        })
    }

    /// The rules that the person would break in a batch, as if he stood in no other. Empty: he
    /// may go.
    pub fn violations(&self, person: PersonId, batch: BatchId) -> Vec<RuleBreak> {
        if !self.takes_part(person) {
            return Vec::new();
        }
        self.near(person, &BTreeSet::from([person])).broken_in(batch)
    }

    /// What each batch would mean for the person, by date: the first rule against it.
    pub fn verdicts(&self, person: PersonId) -> Vec<(BatchId, Option<RuleBreak>)> {
        let near = self.near(person, &BTreeSet::from([person]));
        let verdict = |row: &BatchRow| {
            let broken = near.broken_in(row.batch.id);
            (row.batch.id, broken.into_iter().next())
        };
        self.batches.iter().map(verdict).collect()
    }

    /// The course as the problem names it.
    pub(super) fn course(&self) -> String {
        self.problem.courses.first().map(|course| course.id.clone()).unwrap_or_default()
    }

    /// The staff of the office that somebody counts with.
    pub(super) fn colleagues(&self, person: PersonId) -> impl Iterator<Item = PersonId> {
        let row = self.people.get(&person).and_then(|someone| self.offices.get(&someone.office));
        let staff = row.map(|row| &row.staff).filter(|staff| staff.contains(&person));
        staff.into_iter().flatten().copied()
    }

    /// The plan as it stands.
    pub fn stands(&self) -> &RotaPlan {
        &self.stands
    }

    /// The placements that break a rule as the board stands, such as after a new leave. Of too many
    /// only those over the number: they are counted in one after the other.
    pub fn broken(&self) -> Vec<Broken> {
        // Everybody else stays while those in question come in one after the other.
        let mut out = self.involved();
        let placed = self.taking_part().filter(|(person, _)| out.contains(person));
        let placed = placed.filter_map(|(person, someone)| {
            let turn = self.turns.get(person).copied().unwrap_or(Turn::Usual);
            Some((turn, *person, someone.batch?))
        });
        let placed = placed.gather_set();
        let mut broken = Vec::new();
        for (_, person, batch) in placed {
            let violations = self.near(person, &out).broken_in(batch);
            out.remove(&person);
            if !violations.is_empty() {
                broken.push((person, batch, violations));
            }
        }
        broken
    }

    /// The broken placements: first the batches that cannot be held at all (called off, no workday),
    /// each with everybody in it, then those of single people in other batches.
    pub fn broken_by_batch(&self) -> (Vec<BrokenBatch>, Vec<Broken>) {
        let mut broken = self.broken();
        let mut batches = BTreeMap::new();
        for (_, batch, rules) in &broken {
            if let Some(rule) = rules.iter().find(|rule| is_of_batch(rule)) {
                batches.insert(*batch, rule.clone());
            }
        }
        broken.retain(|(_, batch, _)| !batches.contains_key(batch));
        let inside = |batch: BatchId| {
            let rows = self.batches.iter().filter(|row| row.batch.id == batch);
            rows.flat_map(|row| row.people.iter().copied()).collect()
        };
        let batches = batches.into_iter().map(|(batch, rule)| (batch, rule, inside(batch)));
        (batches.collect(), broken)
    }

    /// The people that the broken rules are about.
    fn involved(&self) -> BTreeSet<PersonId> {
        let (mut people, mut whole) = (Vec::new(), BTreeSet::new());
        let mut name = |id: &String| people.extend(PersonId::parse(id));
        for one in verify(&self.problem, &self.stands) {
            match one {
                RuleBreak::OfficeQuota { away, .. } | RuleBreak::Cover { away, .. } => {
                    away.iter().for_each(&mut name);
                }
                RuleBreak::OnLeave { staff, .. } | RuleBreak::Overlap { staff, .. } => name(&staff),
                RuleBreak::NoSeat { session, .. }
                | RuleBreak::Cancelled { session }
                | RuleBreak::NoWorkday { session } => {
                    whole.insert(session);
                }
                RuleBreak::Link { link, .. } => {
                    let links = self.problem.links.iter().filter(|one| one.id == link);
                    links.flat_map(|one| &one.staff).for_each(&mut name);
                }
                _ => {}
            }
        }
        let inside = self.stands.assign.iter().filter(|(.., at)| whole.contains(at));
        inside.for_each(|(staff, ..)| name(staff));
        people.into_iter().gather_set()
    }

    /// Of an office on a day: its staff, how many must be on duty, and who is on leave.
    pub fn office_day(&self, office: &str, day: Date) -> Option<(usize, usize, Vec<PersonId>)> {
        let row = self.offices.get(&office_of(office)?)?;
        let on_leave = row.on_leave.get(&day).cloned().unwrap_or_default();
        let staff = row.staff.len();
        Some((staff, staff.saturating_sub(row.max_away), on_leave))
    }

    /// The kind and the other person of a bond, by its id in the problem.
    pub fn link(&self, id: &str, of: PersonId) -> Option<(LinkKind, PersonId)> {
        let link = self.problem.links.iter().find(|link| link.id == id)?;
        let people = link.staff.iter().filter_map(|id| PersonId::parse(id));
        Some((link.kind, people.into_iter().find(|person| *person != of)?))
    }

    /// A row that must be covered, by its id in the problem: its post, its office, and how many
    /// must stay.
    pub fn cover(&self, id: &str) -> Option<(&str, Option<OfficeId>, u32)> {
        let row = self.problem.coverage.iter().find(|row| row.id == id)?;
        Some((&row.post, office_of(&row.office), row.min_present))
    }
}
