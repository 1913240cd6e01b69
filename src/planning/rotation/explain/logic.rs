//! What does not fit together in one office though nothing is too small by itself (layer 3): an
//! exact search over the people who share quota, cover or links with somebody left out. Seats are
//! left out of it, so that what it finds impossible is impossible. It gives up after a number of
//! steps, and then proves nothing.

use std::collections::{BTreeMap, BTreeSet};

use super::alone::{about, before_fact, leave_facts};
use super::conflict::{Conflict, ConflictKind, Fact};
use crate::order::{Gather as _, Order as _};
use crate::planning::rotation::prepared::{Barred, Prepared, Relation, Row};
use crate::planning::rotation::table::{PersonIx, RowIx, SessionIx, UnitIx};

/// Steps of one search.
const STEPS: u32 = 20_000;
/// More people at once are not looked at.
const MOST: usize = 60;

/// Who is left out, and who is placed.
pub struct Placed<'a> {
    pub prepared: &'a Prepared<'a>,
    pub at: &'a BTreeMap<UnitIx, SessionIx>,
}

/// An exact search for places for some units.
struct Search<'a> {
    prepared: &'a Prepared<'a>,
    units: Vec<UnitIx>,
    at: BTreeMap<UnitIx, SessionIx>,
    used: BTreeMap<(RowIx, u16), u16>,
    steps: u32,
}

impl Search<'_> {
    fn fits(&self, unit: UnitIx, session: SessionIx) -> bool {
        let sessions = &self.prepared.sessions;
        for kin in self.prepared.kin_of(unit) {
            let Some(other) = self.at.get(&kin.unit) else { continue };
            let (own, theirs) = (&sessions[session], &sessions[*other]);
            let fits = match kin.relation {
                Relation::Person => !own.days.overlaps(theirs.days),
                Relation::Before => theirs.end < own.start,
                Relation::After => own.end < theirs.start,
                Relation::Apart => session != *other,
            };
            if !fits {
                return false;
            }
        }
        let days = sessions[session].days;
        self.prepared.rows_of(unit).iter().all(|(row, count)| {
            days.iter().all(|day| {
                let used = self.used.get(&(*row, day)).copied().unwrap_or_default();
                let locked = self.prepared.locked.day(*row, day);
                used + locked + count <= self.prepared.room.day(*row, day)
            })
        })
    }

    fn count(&mut self, unit: UnitIx, session: SessionIx, come: bool) {
        for (row, count) in self.prepared.rows_of(unit) {
            for day in self.prepared.sessions[session].days.iter() {
                let used = self.used.entry((*row, day)).or_default();
                *used = if come { *used + count } else { *used - count };
            }
        }
    }

    /// Is there a place for every unit from here on? `None` where the steps have run out.
    fn place(&mut self, left: &[UnitIx]) -> Option<bool> {
        // Who has fewest places left comes first.
        let mut next: Option<(usize, Vec<SessionIx>)> = None;
        for (place, unit) in left.iter().enumerate() {
            let choices = self.prepared.choices(*unit).iter().map(|choice| choice.session);
            let fitting: Vec<_> = choices.filter(|session| self.fits(*unit, *session)).collect();
            if fitting.is_empty() {
                return Some(false);
            }
            if next.as_ref().is_none_or(|(_, fewest)| fitting.len() < fewest.len()) {
                next = Some((place, fitting));
            }
        }
        let Some((place, fitting)) = next else { return Some(true) };
        let mut rest = left.to_vec();
        let unit = rest.swap_remove(place);
        for session in fitting {
            if self.steps == 0 {
                return None;
            }
            self.steps -= 1;
            self.at.insert(unit, session);
            self.count(unit, session, true);
            let found = self.place(&rest);
            self.count(unit, session, false);
            self.at.remove(&unit);
            if found != Some(false) {
                return found;
            }
        }
        Some(false)
    }
}

/// The units and the courses they need before.
fn with_prerequisites(prepared: &Prepared<'_>, units: &[UnitIx]) -> Vec<UnitIx> {
    let mut all: BTreeSet<UnitIx> = BTreeSet::new();
    let mut stack = units.to_vec();
    while let Some(unit) = stack.pop() {
        if all.insert(unit) {
            let kin = prepared.kin_of(unit).iter();
            let before = kin.filter(|kin| kin.relation == Relation::Before);
            stack.extend(before.map(|kin| kin.unit));
        }
    }
    all.into_iter().collect()
}

/// Can these never all be placed? `None` where that was not found out.
fn impossible(prepared: &Prepared<'_>, units: &[UnitIx], budget: &mut u32) -> Option<bool> {
    let all = with_prerequisites(prepared, units);
    if all.len() > MOST {
        return None;
    }
    let given = STEPS.min(*budget);
    let (at, used) = (BTreeMap::new(), BTreeMap::new());
    let mut search = Search { prepared, units: all, at, used, steps: given };
    let units = std::mem::take(&mut search.units);
    let free: Vec<_> =
        units.into_iter().filter(|unit| prepared.units[*unit].locked.is_none()).collect();
    let found = search.place(&free);
    *budget -= given - search.steps;
    found.map(|found| !found)
}

/// Units that share a row or a link with one.
fn around(placed: &Placed<'_>, unit: UnitIx, same_course: bool) -> Vec<UnitIx> {
    let prepared = placed.prepared;
    let mut units: BTreeSet<UnitIx> = BTreeSet::new();
    for (row, _) in prepared.rows_of(unit) {
        units.extend(prepared.row_spans[*row].of(&prepared.row_units));
    }
    units.extend(prepared.kin_of(unit).iter().map(|kin| kin.unit));
    units.remove(&unit);
    let course = prepared.units[unit].course;
    units.retain(|other| {
        let own = prepared.units[*other].course == course;
        placed.at.contains_key(other)
            && prepared.units[*other].locked.is_none()
            && (own || !same_course)
    });
    units.into_iter().collect()
}

/// Why one unit was left out, where the people around it prove it.
pub fn logic(placed: &Placed<'_>, unit: UnitIx, budget: &mut u32) -> Option<Conflict> {
    let prepared = placed.prepared;
    // Others of the same course first: what they prove holds for the course by itself.
    for same_course in [true, false] {
        let mut core = around(placed, unit, same_course);
        core.push(unit);
        if impossible(prepared, &core, budget) != Some(true) {
            continue;
        }
        let mut order = core.clone();
        order.order_by_key(|other| {
            (prepared.units[*other].course == prepared.units[unit].course, *other)
        });
        for other in order {
            if other == unit {
                continue;
            }
            let fewer: Vec<_> = core.iter().copied().filter(|one| *one != other).collect();
            if impossible(prepared, &fewer, budget) == Some(true) {
                core = fewer;
            }
        }
        return Some(conflict(prepared, unit, &core));
    }
    None
}

fn conflict(prepared: &Prepared<'_>, unit: UnitIx, core: &[UnitIx]) -> Conflict {
    let course = prepared.units[unit].course;
    let own: Vec<_> =
        core.iter().copied().filter(|one| prepared.units[*one].course == course).collect();
    let all = with_prerequisites(prepared, core);
    let apart = core
        .iter()
        .flat_map(|one| prepared.kin_of(*one))
        .any(|kin| kin.relation == Relation::Apart && core.contains(&kin.unit));
    let kind = if own.len() < core.len() {
        ConflictKind::OfficeLogic
    } else if all.len() > core.len() {
        ConflictKind::PrereqOrder
    } else if apart {
        ConflictKind::Link
    } else {
        ConflictKind::OfficeLogic
    };
    let mut conflict = about(prepared, kind, core);
    conflict.course = prepared.course_id(course).to_owned();
    conflict.shortage = 1;
    // With needs of other courses in it, it is no statement about this course alone.
    conflict.proven = own.len() == core.len();
    let people = all.iter().flat_map(|one| prepared.people_of(*one));
    let people: Vec<PersonIx> = people.copied().gather_set().into_iter().collect();
    if !conflict.proven {
        for one in core {
            for person in prepared.people_of(*one) {
                let staff = prepared.person_id(*person).to_owned();
                let course = prepared.course_id(prepared.units[*one].course).to_owned();
                conflict.facts.push(Fact::Need { staff, course });
            }
        }
    }
    let mut pairs = BTreeSet::new();
    for one in &all {
        for kin in prepared.kin_of(*one).iter().filter(|kin| kin.relation == Relation::Before) {
            pairs.insert((prepared.units[*one].course, prepared.units[kin.unit].course));
        }
    }
    conflict
        .facts
        .extend(pairs.into_iter().map(|(own, before)| before_fact(prepared, own, before)));
    conflict.facts.extend(leave_facts(prepared, &people, course));
    let rows = all.iter().flat_map(|one| prepared.rows_of(*one)).map(|(row, _)| *row);
    let mut counts: BTreeMap<RowIx, u32> = BTreeMap::new();
    for row in rows {
        *counts.entry(row).or_default() += 1;
    }
    for (row, units) in counts {
        let fact = match prepared.rows[row] {
            Row::Office(office) => {
                let entry = prepared.problem.offices.get(prepared.offices[office].place as usize);
                let room = entry.map_or(0, |office| office.max_absent);
                let office = prepared.office_id(office).to_owned();
                (room < units).then_some(Fact::Quota { office, room, times: 0, holds: 0 })
            }
            Row::Coverage(place) => {
                prepared.problem.coverage.get(place as usize).and_then(|entry| {
                    let room = (entry.holders.len() as u32).saturating_sub(entry.min_present);
                    let coverage = entry.id.clone();
                    (room < units).then_some(Fact::Cover { coverage, room, times: 0, holds: 0 })
                })
            }
            Row::Link(place) => {
                let link = prepared.problem.links.get(place as usize).filter(|_| units > 1);
                link.map(|link| Fact::Link { link: link.id.clone() })
            }
        };
        conflict.facts.extend(fact);
    }
    if let Some(Barred::Link(place)) = prepared.units[unit].barred {
        let link = prepared.problem.links.get(place as usize);
        conflict.facts.extend(link.map(|link| Fact::Link { link: link.id.clone() }));
    }
    conflict
}
