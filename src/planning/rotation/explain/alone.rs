//! People who can go to no session, each for himself: nothing is held (layer 0), or nothing that
//! is held is for them (layer 1).

use std::collections::{BTreeMap, BTreeSet};

use super::conflict::{Conflict, ConflictKind, Fact, Reason};
use crate::order::Gather as _;
use crate::planning::rotation::barrier::Barrier;
use crate::planning::rotation::prepared::{Barred, Prepared, Row, Shut};
use crate::planning::rotation::table::{
    CourseIx, OfficeIx, PersonIx, RowIx, SeriesIx, SessionIx, UnitIx,
};

/// What kind of conflict it is, and who belongs to the same one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Case {
    Series(ConflictKind, CourseIx, SeriesIx),
    Office(CourseIx, OfficeIx),
    Unit(ConflictKind, UnitIx),
}

/// Conflicts of those with no choice at all.
pub fn alone(prepared: &Prepared<'_>) -> Vec<Conflict> {
    let mut cases: BTreeMap<Case, Vec<UnitIx>> = BTreeMap::new();
    for unit in prepared.units.indices() {
        if prepared.choices(unit).is_empty() {
            cases.entry(case(prepared, unit)).or_default().push(unit);
        }
    }
    cases.into_iter().map(|(case, units)| conflict(prepared, case, &units)).collect()
}

/// The sessions of the course for the district of somebody, with what keeps the unit out.
pub fn closed(prepared: &Prepared<'_>, unit: UnitIx) -> Vec<(SessionIx, Barrier)> {
    let sessions = prepared.courses[prepared.units[unit].course].sessions.iter();
    let known = sessions.filter_map(|session| Some((*session, prepared.barrier(unit, *session)?)));
    known.filter(|(_, barrier)| !matches!(barrier, Barrier::District(_))).collect()
}

fn case(prepared: &Prepared<'_>, unit: UnitIx) -> Case {
    let entry = &prepared.units[unit];
    match entry.barred {
        Some(Barred::Link(_)) => return Case::Unit(ConflictKind::Link, unit),
        Some(Barred::Prerequisite(_)) => return Case::Unit(ConflictKind::PrereqOrder, unit),
        None => {}
    }
    let closed = closed(prepared, unit);
    let within: Vec<_> =
        closed.iter().filter(|(_, barrier)| reason(prepared, *barrier) != Reason::Scope).collect();
    let all = |test: &dyn Fn(&Barrier) -> bool| within.iter().all(|(_, barrier)| test(barrier));
    let any = |test: &dyn Fn(&Barrier) -> bool| within.iter().any(|(_, barrier)| test(barrier));
    if all(&|barrier| matches!(barrier, Barrier::Shut(_))) {
        let few = any(&|barrier| *barrier == Barrier::Shut(Shut::TooFew));
        let kind = if few { ConflictKind::MinSize } else { ConflictKind::NoSession };
        let first = within.first().copied().or(closed.first());
        return match first {
            Some((session, _)) => {
                Case::Series(kind, entry.course, prepared.sessions[*session].series)
            }
            None => Case::Unit(ConflictKind::NoSession, unit),
        };
    }
    let before = prepared
        .kin_of(unit)
        .iter()
        .filter(|kin| kin.relation == crate::planning::rotation::prepared::Relation::Before);
    let open = |barrier: &Barrier| !matches!(barrier, Barrier::Shut(_));
    if before.clone().any(|kin| prepared.choices(kin.unit).is_empty()) {
        return Case::Unit(ConflictKind::Follows, unit);
    }
    if prepared.heads(unit) > 1 && each_could(prepared, unit) {
        return Case::Unit(ConflictKind::TogetherDisjoint, unit);
    }
    if any(&|barrier| matches!(barrier, Barrier::Early(_))) {
        return Case::Unit(ConflictKind::PrereqOrder, unit);
    }
    let row = |barrier: &Barrier| match barrier {
        Barrier::Room(row, _) => Some(prepared.rows[*row]),
        _ => None,
    };
    if all(&|barrier| !open(barrier) || matches!(row(barrier), Some(Row::Office(_)))) {
        let office = prepared.people_of(unit).first().map(|person| prepared.people[*person].office);
        return office.map_or(Case::Unit(ConflictKind::OfficeQuota, unit), |office| {
            Case::Office(entry.course, office)
        });
    }
    if all(&|barrier| !open(barrier) || matches!(row(barrier), Some(Row::Coverage(_)))) {
        return Case::Unit(ConflictKind::AbPair, unit);
    }
    Case::Unit(ConflictKind::PersonDomain, unit)
}

/// Could each of the unit go somewhere, were it not for the others?
fn each_could(prepared: &Prepared<'_>, unit: UnitIx) -> bool {
    let sessions = &prepared.courses[prepared.units[unit].course].sessions;
    prepared.people_of(unit).iter().all(|person| {
        sessions.iter().any(|session| {
            let shut = prepared.sessions[*session].shut.is_some();
            let days = prepared.sessions[*session].days;
            let scope = prepared.barrier(unit, *session);
            let outside = matches!(
                scope,
                Some(Barrier::District(_) | Barrier::Office(_) | Barrier::Group(_))
            );
            let rows = &prepared.person_rows[*person];
            let room = |row: &RowIx| {
                days.iter().all(|day| prepared.room.day(*row, day) > prepared.locked.day(*row, day))
            };
            !shut && !outside && prepared.leave_allows(*person, days) && rows.iter().all(room)
        })
    })
}

/// The reason behind a barrier.
pub fn reason(prepared: &Prepared<'_>, barrier: Barrier) -> Reason {
    match barrier {
        Barrier::Barred(Barred::Link(_)) => Reason::Partner,
        Barrier::Barred(Barred::Prerequisite(_)) | Barrier::Early(_) => Reason::Early,
        Barrier::Shut(Shut::Cancelled) => Reason::Cancelled,
        Barrier::Shut(Shut::NoWorkday) => Reason::NoWorkday,
        Barrier::Shut(Shut::NoVenue) => Reason::NoVenue,
        Barrier::Shut(Shut::NoTrainer) => Reason::NoTrainer,
        Barrier::Shut(Shut::TooFew) => Reason::TooFew,
        Barrier::District(_) | Barrier::Office(_) | Barrier::Group(_) => Reason::Scope,
        Barrier::Leave(..) => Reason::Leave,
        Barrier::Room(row, _) => match prepared.rows[row] {
            Row::Office(_) => Reason::OfficeRoom,
            Row::Coverage(_) => Reason::CoverRoom,
            Row::Link(_) => Reason::LinkRoom,
        },
        Barrier::Locked(_) => Reason::Locked,
    }
}

/// How many sessions each reason closes.
pub fn reasons(prepared: &Prepared<'_>, unit: UnitIx) -> Vec<Fact> {
    let mut counts: BTreeMap<Reason, u32> = BTreeMap::new();
    for (_, barrier) in closed(prepared, unit) {
        *counts.entry(reason(prepared, barrier)).or_default() += 1;
    }
    counts.into_iter().map(|(reason, sessions)| Fact::Closed { reason, sessions }).collect()
}

/// The leave that keeps people from sessions.
pub fn leave_facts(prepared: &Prepared<'_>, people: &[PersonIx], course: CourseIx) -> Vec<Fact> {
    let mut facts = Vec::new();
    for person in people {
        let member = prepared.problem.staff.get(prepared.people[*person].place as usize);
        for (from, to) in member.into_iter().flat_map(|member| &member.leave) {
            let away = prepared.days((*from, *to));
            let sessions = prepared.courses[course].sessions.iter();
            if sessions.clone().any(|session| prepared.sessions[*session].days.overlaps(away)) {
                let staff = prepared.person_id(*person).to_owned();
                facts.push(Fact::Leave { staff, from: *from, to: *to });
            }
        }
    }
    facts
}

/// A conflict with the people and offices of some units, and nothing else yet.
pub fn about(prepared: &Prepared<'_>, kind: ConflictKind, units: &[UnitIx]) -> Conflict {
    let people = units.iter().flat_map(|unit| prepared.people_of(*unit));
    let people: BTreeSet<PersonIx> = people.copied().gather_set();
    let offices = people.iter().map(|person| prepared.people[*person].office).gather_set();
    let course = units.first().map(|unit| prepared.units[*unit].course);
    let series = units.first().and_then(|unit| {
        let near = prepared.choices(*unit).first().map(|choice| choice.session);
        let closed = closed(prepared, *unit);
        near.or(closed.first().map(|(session, _)| *session))
    });
    let series = series.map(|session| prepared.series_id(prepared.sessions[session].series));
    Conflict {
        kind,
        proven: true,
        shortage: people.len() as u32,
        course: course.map_or("", |course| prepared.course_id(course)).to_owned(),
        series: series.map(str::to_owned),
        offices: offices.iter().map(|one| prepared.office_id(*one).to_owned()).collect(),
        staff: people.iter().map(|one| prepared.person_id(*one).to_owned()).collect(),
        facts: Vec::new(),
        fixes: Vec::new(),
    }
}

fn conflict(prepared: &Prepared<'_>, case: Case, units: &[UnitIx]) -> Conflict {
    let kind = match case {
        Case::Series(kind, ..) | Case::Unit(kind, _) => kind,
        Case::Office(..) => ConflictKind::OfficeQuota,
    };
    let mut conflict = about(prepared, kind, units);
    let Some(unit) = units.first().copied() else { return conflict };
    conflict.facts = reasons(prepared, unit);
    let course = prepared.units[unit].course;
    if let Case::Office(_, office) = case {
        let place = prepared.offices[office].place as usize;
        let room = prepared.problem.offices.get(place).map_or(0, |office| office.max_absent);
        let office = prepared.office_id(office).to_owned();
        conflict.facts.push(Fact::Quota { office, room, times: 0, holds: 0 });
    } else if units.len() == 1 {
        conflict.facts.extend(leave_facts(prepared, prepared.people_of(unit), course));
    }
    match prepared.units[unit].barred {
        Some(Barred::Link(place)) => {
            let link = prepared.problem.links.get(place as usize);
            conflict.facts.extend(link.map(|link| Fact::Link { link: link.id.clone() }));
        }
        Some(Barred::Prerequisite(before)) => {
            conflict.facts.push(before_fact(prepared, course, before));
        }
        None => {
            for kin in prepared.kin_of(unit) {
                if kin.relation == crate::planning::rotation::prepared::Relation::Before {
                    let before = prepared.units[kin.unit].course;
                    conflict.facts.push(before_fact(prepared, course, before));
                }
            }
        }
    }
    conflict
}

/// The fact that one course comes before another.
pub fn before_fact(prepared: &Prepared<'_>, course: CourseIx, before: CourseIx) -> Fact {
    let id = |course| prepared.course_id(course).to_owned();
    Fact::Before { course: id(course), before: id(before) }
}
