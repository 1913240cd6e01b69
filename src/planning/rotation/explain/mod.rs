//! Why somebody could not be placed: first what holds for each alone ([`alone`]), then what is too
//! little for many ([`counting`]), then what does not fit together in an office ([`logic`]), and
//! in the end an honest "not proven". Nothing is called proven that is not.

pub mod alone;
pub mod conflict;
mod counting;
pub mod fixes;
mod flow;
mod logic;

use std::collections::{BTreeMap, BTreeSet};

use self::alone::{about, alone, reasons};
use self::conflict::{Conflict, ConflictKind, Fact, Precheck, Reason};
use self::counting::counting;
use self::logic::{Placed, logic};
use super::placed::placed;
use super::prepared::{Prepared, Relation};
use super::problem::{RotaPlan, RotationProblem};
use super::table::{SessionIx, UnitIx};
use crate::order::{Gather as _, Order as _};

/// Steps of the exact search for one explanation.
const BUDGET: u32 = 2_000_000;

/// What every plan must leave out, said before planning; without fixes, which take longer.
pub fn precheck(prepared: &Prepared<'_>) -> Precheck {
    let conflicts = certain(prepared);
    let at_least_uncovered = conflicts.iter().map(|conflict| conflict.shortage).sum();
    Precheck { at_least_uncovered, conflicts }
}

/// What holds for every plan.
fn certain(prepared: &Prepared<'_>) -> Vec<Conflict> {
    let mut conflicts = alone(prepared);
    conflicts.extend(counting(prepared));
    conflicts
}

/// Why the people that a plan leaves out are left out.
pub fn explain(prepared: &Prepared<'_>, plan: &RotaPlan) -> Vec<Conflict> {
    let at = placed(prepared, plan);
    let mut conflicts = certain(prepared);
    let mut left: Vec<UnitIx> =
        prepared.units.indices().filter(|unit| !at.contains_key(unit)).collect();
    // A conflict accounts for as many as it proves, and no more.
    for conflict in &conflicts {
        let staff: BTreeSet<&str> = conflict.staff.iter().map(|one| &**one).collect();
        let mut accounted = 0;
        left.retain(|unit| {
            let people = prepared.people_of(*unit);
            let own = prepared.course_id(prepared.units[*unit].course) == conflict.course
                && people.iter().all(|person| staff.contains(prepared.person_id(*person)));
            let counts = own && accounted < conflict.shortage;
            if counts {
                accounted += people.len() as u32;
            }
            !counts
        });
    }
    left.order_by_key(|unit| (prepared.courses[prepared.units[*unit].course].level, *unit));
    let mut budget = BUDGET;
    let mut known: BTreeSet<Vec<String>> = BTreeSet::new();
    for unit in left {
        let kin = prepared.kin_of(unit).iter();
        let mut before = kin.filter(|kin| kin.relation == Relation::Before);
        let mut conflict = if before.any(|kin| !at.contains_key(&kin.unit)) {
            let mut conflict = about(prepared, ConflictKind::Follows, &[unit]);
            conflict.proven = false;
            conflict
        } else {
            let view = Placed { prepared, at: &at };
            logic(&view, unit, &mut budget).unwrap_or_else(|| not_proven(prepared, &at, unit))
        };
        if conflict.proven && !known.insert(conflict.staff.clone()) {
            // The same people prove one left out, not two.
            conflict = not_proven(prepared, &at, unit);
        }
        conflicts.push(conflict);
    }
    let mut budget = fixes::BUDGET;
    for conflict in &mut conflicts {
        if conflict.kind != ConflictKind::NotProven && conflict.kind != ConflictKind::Follows {
            let problem = without_others(prepared, &at, conflict);
            conflict.fixes = fixes::fixes(&problem, conflict, &mut budget);
        }
    }
    conflicts
}

/// The problem without the needs of others that a plan leaves out: a change is to help the people of
/// this conflict beside everybody who has a place.
fn without_others(
    prepared: &Prepared<'_>,
    at: &BTreeMap<UnitIx, SessionIx>,
    conflict: &Conflict,
) -> RotationProblem {
    let left_out = prepared.needs.iter().filter(|(.., unit)| !at.contains_key(unit));
    let left_out: BTreeSet<(&str, &str)> = left_out
        .map(|(person, course, _)| (prepared.person_id(*person), prepared.course_id(*course)))
        .gather_set();
    let mut problem = prepared.problem.clone();
    problem.needs.retain(|need| {
        conflict.staff.contains(&need.staff) || !left_out.contains(&(&*need.staff, &*need.course))
    });
    problem
}

/// What stands in the way of somebody in this plan, which proves nothing.
fn not_proven(prepared: &Prepared<'_>, at: &BTreeMap<UnitIx, SessionIx>, unit: UnitIx) -> Conflict {
    let mut conflict = about(prepared, ConflictKind::NotProven, &[unit]);
    conflict.proven = false;
    conflict.facts = reasons(prepared, unit);
    let mut heads: BTreeMap<SessionIx, u32> = BTreeMap::new();
    for (unit, session) in at {
        *heads.entry(*session).or_default() += prepared.heads(*unit);
    }
    let (mut full, mut clash) = (0, 0);
    for choice in prepared.choices(unit) {
        let taken = heads.get(&choice.session).copied().unwrap_or_default();
        if taken + prepared.heads(unit) > prepared.sessions[choice.session].seats {
            full += 1;
        } else {
            clash += 1;
        }
    }
    for (reason, sessions) in [(Reason::Full, full), (Reason::Clash, clash)] {
        if sessions > 0 {
            conflict.facts.push(Fact::Closed { reason, sessions });
        }
    }
    conflict
}
