//! Who is placed together, where they can go, and who has a say in it.

use std::collections::{BTreeMap, BTreeSet};

use super::data_problem::{DataProblem, List};
use super::prepared::{
    Barred, BlockEntry, Choice, Ids, Kin, Prepared, Relation, Row, Shut, UnitEntry,
};
use super::problem::LinkKind;
use super::table::{
    BlockIx, CourseIx, GroupIx, Index as _, OfficeIx, PersonIx, RowIx, SessionIx, Span, Table,
    UnitIx,
};
use crate::order::{Gather as _, Order as _};

/// One need on its way into a unit.
struct Wanted {
    person: PersonIx,
    course: CourseIx,
    prio: u32,
    /// The first need of its unit.
    head: usize,
    barred: Option<Barred>,
    published: Vec<SessionIx>,
    locked: Option<SessionIx>,
}

struct Needs {
    list: Vec<Wanted>,
}

impl Needs {
    fn find(&self, person: PersonIx, course: CourseIx) -> Option<usize> {
        let key = (person, course);
        let place = self.list.partition_point(|need| (need.person, need.course) < key);
        self.list.get(place).filter(|need| (need.person, need.course) == key).map(|_| place)
    }

    fn head(&self, need: usize) -> usize {
        self.list.get(need).map_or(need, |need| need.head)
    }

    fn bar(&mut self, need: usize, barred: Barred) {
        if let Some(need) = self.list.get_mut(need) {
            need.barred.get_or_insert(barred);
        }
    }
}

/// Makes the units of a problem.
pub(super) fn gather(prepared: &mut Prepared<'_>, ids: &Ids<'_>, found: &mut Vec<DataProblem>) {
    let done = done(prepared, ids);
    let mut needs = needs(prepared, ids, found);
    published(prepared, ids, &mut needs, found);
    let apart = links(prepared, ids, &mut needs, found);
    for place in 0..needs.list.len() {
        let Some(need) = needs.list.get(place) else { continue };
        let person = need.person;
        for before in prerequisites(prepared, ids, need.course) {
            if !done.contains(&(person, before)) && needs.find(person, before).is_none() {
                needs.bar(place, Barred::Prerequisite(before));
            }
        }
    }
    let reach = reach(prepared);
    blocks(prepared);
    let unit_of = units(prepared, &needs, &reach);
    kin(prepared, ids, &done, &apart, &unit_of);
    locks(prepared, found);
    domains(prepared, &reach);
    reverse(prepared);
    let known = needs.list.iter().map(|need| need.course).gather_set();
    for course in known {
        if prepared.courses[course].sessions.is_empty() && !prepared.sessions.is_empty() {
            found.push(DataProblem::NoSession(prepared.course_id(course).to_owned()));
        }
    }
}

fn done(prepared: &Prepared<'_>, ids: &Ids<'_>) -> BTreeSet<(PersonIx, CourseIx)> {
    let done = prepared.problem.done.iter();
    let known = done.filter_map(|(staff, course)| {
        Some((PersonIx(ids.staff.find(staff)?), CourseIx(ids.courses.find(course)?)))
    });
    known.gather_set()
}

fn needs(prepared: &Prepared<'_>, ids: &Ids<'_>, found: &mut Vec<DataProblem>) -> Needs {
    let mut list: Vec<Wanted> = Vec::new();
    for need in &prepared.problem.needs {
        let person = ids.staff.known(&need.staff, List::Needs, &need.course, found);
        let course = ids.courses.known(&need.course, List::Needs, &need.staff, found);
        if let (Some(person), Some(course)) = (person, course) {
            let (person, course) = (PersonIx(person), CourseIx(course));
            let (published, prio) = (Vec::new(), need.prio);
            list.push(Wanted {
                person,
                course,
                prio,
                head: 0,
                barred: None,
                published,
                locked: None,
            });
        }
    }
    if list.is_empty() {
        found.push(DataProblem::NoNeeds);
    }
    list.order_by_key(|need| (need.person, need.course));
    let mut kept: Vec<Wanted> = Vec::new();
    for need in list {
        let same = |last: &&mut Wanted| (last.person, last.course) == (need.person, need.course);
        if let Some(last) = kept.last_mut().filter(same) {
            let staff = prepared.person_id(need.person).to_owned();
            let course = prepared.course_id(need.course).to_owned();
            found.push(DataProblem::DuplicateNeed { staff, course });
            last.prio = need.prio;
        } else {
            let head = kept.len();
            kept.push(Wanted { head, ..need });
        }
    }
    Needs { list: kept }
}

fn published(
    prepared: &mut Prepared<'_>,
    ids: &Ids<'_>,
    needs: &mut Needs,
    found: &mut Vec<DataProblem>,
) {
    for one in &prepared.problem.published {
        let session = ids.sessions.find(&one.session);
        let session = session.and_then(|at| prepared.by_name.get(at as usize).copied());
        let session = session
            .filter(|at| Some(prepared.sessions[*at].course.0) == ids.courses.find(&one.course));
        let person = ids.staff.find(&one.staff).map(PersonIx);
        let course = ids.courses.find(&one.course).map(CourseIx);
        let need = person.zip(course).and_then(|(person, course)| needs.find(person, course));
        let need = need.and_then(|need| needs.list.get_mut(need));
        if let (Some(need), Some(session)) = (need, session) {
            need.published.push(session);
            if one.locked {
                need.locked.get_or_insert(session);
            }
        } else {
            prepared.lost += 1;
            let (staff, session) = (one.staff.clone(), one.session.clone());
            found.push(DataProblem::PublishedGone { staff, session });
        }
    }
}

/// Joins who goes together. Gives the needs that must not meet.
fn links(
    prepared: &Prepared<'_>,
    ids: &Ids<'_>,
    needs: &mut Needs,
    found: &mut Vec<DataProblem>,
) -> Vec<(usize, usize)> {
    let mut apart = Vec::new();
    for (place, link) in (0..).zip(&prepared.problem.links) {
        if link.kind == LinkKind::NotAwayTogether {
            continue;
        }
        let Some(course) = &link.course else {
            found.push(DataProblem::LinkWithoutCourse(link.id.clone()));
            continue;
        };
        let course = ids.courses.known(course, List::Links, &link.id, found).map(CourseIx);
        let both = link.staff.each_ref().map(|staff| {
            let person = ids.staff.find(staff).map(PersonIx);
            person.zip(course).and_then(|(person, course)| needs.find(person, course))
        });
        let (alone, pair) = match both {
            [Some(a), Some(b)] => (None, Some((a, b))),
            [one, other] => (one.or(other), None),
        };
        match (link.kind, alone, pair) {
            (LinkKind::SameSession, Some(need), _) => {
                found.push(DataProblem::LinkNeverHolds(link.id.clone()));
                needs.bar(need, Barred::Link(place));
            }
            (LinkKind::SameSession, _, Some((a, b))) => join(prepared, needs, (a, b), found),
            (LinkKind::NotSameSession, _, Some((a, b))) => apart.push((place, a, b)),
            _ => {}
        }
    }
    let mut kept = Vec::new();
    for (place, a, b) in apart {
        if needs.head(a) == needs.head(b) {
            let link = prepared.problem.links.get(place as usize);
            found.extend(link.map(|link| DataProblem::LinkNeverHolds(link.id.clone())));
            needs.bar(a, Barred::Link(place));
        } else {
            kept.push((a, b));
        }
    }
    kept
}

fn join(
    prepared: &Prepared<'_>,
    needs: &mut Needs,
    (a, b): (usize, usize),
    found: &mut Vec<DataProblem>,
) {
    let (first, second) = (needs.head(a).min(needs.head(b)), needs.head(a).max(needs.head(b)));
    let lock = |head: usize| {
        let mut of_unit = needs.list.iter().filter(|need| need.head == head);
        of_unit.find_map(|need| need.locked)
    };
    if let (Some(one), Some(other)) = (lock(first), lock(second))
        && one != other
    {
        let staff = needs.list.get(b).map_or("", |need| prepared.person_id(need.person)).to_owned();
        let session = prepared.session_id(other).to_owned();
        found.push(DataProblem::LockedAgainstRule { staff, session });
        return;
    }
    for need in needs.list.iter_mut().filter(|need| need.head == second) {
        need.head = first;
    }
}

fn prerequisites<'a>(
    prepared: &Prepared<'a>,
    ids: &'a Ids<'_>,
    course: CourseIx,
) -> impl Iterator<Item = CourseIx> + use<'a> {
    let entry = prepared.problem.courses.get(prepared.courses[course].place as usize);
    let names = entry.into_iter().flat_map(|course| &course.prereq);
    names.filter_map(|id| ids.courses.find(id).map(CourseIx))
}

/// The sessions of a course for a district.
type Reach<'a> = BTreeMap<(CourseIx, &'a str), Vec<SessionIx>>;

fn reach<'a>(prepared: &Prepared<'a>) -> Reach<'a> {
    let districts = prepared.problem.offices.iter().map(|office| &*office.district).gather_set();
    let mut reach = Reach::new();
    for session in prepared.sessions.indices() {
        let course = prepared.sessions[session].course;
        let Some(candidate) = prepared.candidate(session) else { continue };
        let mut add = |district| reach.entry((course, district)).or_default().push(session);
        match &candidate.districts {
            Some(own) => own.iter().map(|name| &**name).gather_set().into_iter().for_each(&mut add),
            None => districts.iter().copied().for_each(&mut add),
        }
    }
    reach
}

/// Series for the same districts are searched together.
fn blocks(prepared: &mut Prepared<'_>) {
    let mut blocks: BTreeMap<Option<BTreeSet<&str>>, BlockIx> = BTreeMap::new();
    for series in prepared.series.indices() {
        let first = SessionIx(prepared.series[series].sessions.from);
        let districts = prepared.candidate(first).and_then(|one| one.districts.as_ref());
        let key = districts.map(|list| list.iter().map(|name| &**name).gather_set());
        let block = *blocks.entry(key).or_insert_with(|| {
            prepared.blocks.push(BlockEntry { units: Span::default(), series: Vec::new() })
        });
        prepared.series[series].block = block;
        prepared.blocks[block].series.push(series);
    }
    prepared.blocks.push(BlockEntry { units: Span::default(), series: Vec::new() });
}

/// How often each is there, in order.
fn counted<T: Ord>(list: impl Iterator<Item = T>) -> BTreeMap<T, u16> {
    let mut counts = BTreeMap::new();
    for one in list {
        *counts.entry(one).or_insert(0) += 1;
    }
    counts
}

/// Fills the units; gives the unit of each need.
fn units(prepared: &mut Prepared<'_>, needs: &Needs, reach: &Reach<'_>) -> Vec<UnitIx> {
    let mut order: Vec<(BlockIx, usize)> = Vec::new();
    let mut members: BTreeMap<usize, Vec<&Wanted>> = BTreeMap::new();
    for need in &needs.list {
        members.entry(need.head).or_default().push(need);
    }
    let last = BlockIx::new(prepared.blocks.len().saturating_sub(1));
    for (head, list) in &members {
        let sessions = list.first().and_then(|need| reach.get(&district_key(prepared, need)));
        let first = sessions.and_then(|list| list.first());
        let block = first.map(|at| prepared.series[prepared.sessions[*at].series].block);
        order.push((block.unwrap_or(last), *head));
    }
    order.order_by_key(|key| *key);
    let mut by_head = BTreeMap::new();
    for (block, head) in order {
        let Some(list) = members.get(&head) else { continue };
        let Some(first) = list.first() else { continue };
        let people: Vec<_> = list.iter().map(|need| need.person).collect();
        let rows = people.iter().flat_map(|person| &prepared.person_rows[*person]);
        let rows: BTreeMap<RowIx, u16> = counted(rows.copied());
        let offices: BTreeMap<OfficeIx, u16> =
            counted(people.iter().map(|person| prepared.people[*person].office));
        let groups: BTreeMap<GroupIx, u16> =
            counted(people.iter().map(|person| prepared.people[*person].group));
        let unit = prepared.units.push(UnitEntry {
            course: first.course,
            people: Span::append(&mut prepared.unit_people, people),
            rows: Span::append(&mut prepared.unit_rows, rows),
            offices: Span::append(&mut prepared.unit_offices, offices),
            groups: Span::append(&mut prepared.unit_groups, groups),
            kin: Span::default(),
            domain: Span::default(),
            published: list.iter().map(|need| need.published.len() as u32).sum(),
            prio: list.iter().fold(0, |sum, need| sum.saturating_add(need.prio)),
            locked: list.iter().find_map(|need| need.locked),
            barred: list.iter().find_map(|need| need.barred),
        });
        let kept = list.iter().flat_map(|need| need.published.iter().copied());
        prepared.published.push(counted(kept));
        by_head.insert(head, unit);
        let span = &mut prepared.blocks[block].units;
        if span.is_empty() {
            span.from = unit.0;
        }
        span.to = unit.0 + 1;
    }
    let of = needs.list.iter().filter_map(|need| by_head.get(&need.head).copied());
    let of: Vec<UnitIx> = of.collect();
    let list = needs.list.iter().zip(&of);
    prepared.needs = list.map(|(need, unit)| (need.person, need.course, *unit)).collect();
    of
}

fn district_key<'a>(prepared: &Prepared<'a>, need: &Wanted) -> (CourseIx, &'a str) {
    (need.course, district(prepared, need.person))
}

fn district<'a>(prepared: &Prepared<'a>, person: PersonIx) -> &'a str {
    let office = prepared.offices[prepared.people[person].office].place as usize;
    prepared.problem.offices.get(office).map_or("", |office| &office.district)
}

fn kin(
    prepared: &mut Prepared<'_>,
    ids: &Ids<'_>,
    done: &BTreeSet<(PersonIx, CourseIx)>,
    apart: &[(usize, usize)],
    unit_of: &[UnitIx],
) {
    let mut kin: Table<UnitIx, BTreeSet<Kin>> =
        Table::filled(prepared.units.len(), BTreeSet::new());
    let needs = std::mem::take(&mut prepared.needs);
    for own in needs.chunk_by(|a, b| a.0 == b.0) {
        for (person, course, unit) in own {
            let before = prerequisites(prepared, ids, *course).gather_set();
            for (_, other, other_unit) in own.iter().filter(|other| other.1 != *course) {
                let first = before.contains(other) && !done.contains(&(*person, *other));
                if first {
                    kin[*unit].insert(Kin { unit: *other_unit, relation: Relation::Before });
                    kin[*other_unit].insert(Kin { unit: *unit, relation: Relation::After });
                }
                kin[*unit].insert(Kin { unit: *other_unit, relation: Relation::Person });
            }
        }
    }
    prepared.needs = needs;
    for (a, b) in apart {
        if let (Some(a), Some(b)) = (unit_of.get(*a), unit_of.get(*b)) {
            kin[*a].insert(Kin { unit: *b, relation: Relation::Apart });
            kin[*b].insert(Kin { unit: *a, relation: Relation::Apart });
        }
    }
    for unit in prepared.units.indices() {
        let list = std::mem::take(&mut kin[unit]);
        prepared.units[unit].kin = Span::append(&mut prepared.kin, list);
    }
}

/// Counts locked placements; a row has at least room for them.
fn locks(prepared: &mut Prepared<'_>, found: &mut Vec<DataProblem>) {
    for unit in prepared.units.indices() {
        let Some(session) = prepared.units[unit].locked else { continue };
        let days = prepared.sessions[session].days;
        let rows = prepared.rows_of(unit).to_vec();
        let mut against =
            prepared.sessions[session].shut.is_some() || prepared.units[unit].barred.is_some();
        for person in prepared.people_of(unit) {
            against |= !prepared.leave_allows(*person, days);
        }
        for (row, count) in rows {
            for day in days.iter() {
                *prepared.locked.day_mut(row, day) += count;
                let locked = prepared.locked.day(row, day);
                let room = prepared.room.day_mut(row, day);
                against |= *room < locked;
                *room = locked.max(*room);
            }
        }
        if against {
            let first = prepared.people_of(unit).first().copied();
            let staff = first.map_or("", |person| prepared.person_id(person)).to_owned();
            let session = prepared.session_id(session).to_owned();
            found.push(DataProblem::LockedAgainstRule { staff, session });
        }
    }
    // An office that keeps no floor has room for more than anybody has people.
    let mut coming = Table::filled(prepared.offices.len(), 0_u16);
    for unit in prepared.units.iter() {
        for (office, count) in unit.offices.of(&prepared.unit_offices) {
            coming[*office] = coming[*office].saturating_add(*count);
        }
    }
    let all = prepared.calendar.len() as u16;
    for row in prepared.rows.indices() {
        let room = prepared.room.days(row, super::table::Days { from: 0, to: all });
        if let (Row::Office(office), Some(most)) = (prepared.rows[row], room.iter().max()) {
            prepared.offices[office].most = coming[office].min(*most);
        }
    }
}

/// Where each unit can go. A session that too few can come to is shut, and all is looked at again.
fn domains(prepared: &mut Prepared<'_>, reach: &Reach<'_>) {
    let mut order: Vec<_> = prepared.units.indices().collect();
    order.order_by_key(|unit| (prepared.courses[prepared.units[*unit].course].level, *unit));
    loop {
        prepared.domains.clear();
        let mut heads: Table<SessionIx, u32> = Table::filled(prepared.sessions.len(), 0);
        for unit in &order {
            let entry = &prepared.units[*unit];
            let mut choices = Vec::new();
            if let Some(session) = entry.locked {
                choices.push(session);
            } else if let Some(first) = prepared.people_of(*unit).first() {
                let key = (entry.course, district(prepared, *first));
                let near = reach.get(&key).into_iter().flatten().copied();
                choices.extend(near.filter(|session| prepared.barrier(*unit, *session).is_none()));
            }
            let costs: Vec<_> =
                choices.into_iter().map(|session| choice(prepared, *unit, session)).collect();
            for choice in &costs {
                heads[choice.session] += prepared.heads(*unit);
            }
            prepared.units[*unit].domain = Span::append(&mut prepared.domains, costs);
        }
        let mut shut = false;
        for session in prepared.sessions.indices() {
            let entry = &mut prepared.sessions[session];
            if entry.shut.is_none() && heads[session] < entry.min {
                entry.shut = Some(Shut::TooFew);
                shut = true;
            }
        }
        if !shut {
            break;
        }
    }
}

fn choice(prepared: &Prepared<'_>, unit: UnitIx, session: SessionIx) -> Choice {
    let weights = &prepared.problem.weights;
    let entry = &prepared.units[unit];
    let weeks = i64::from(prepared.sessions[session].start.div_euclid(7));
    let kept = prepared.published[unit].get(&session).copied().unwrap_or_default();
    let changes = i64::from(entry.published) - i64::from(kept);
    let wait = i64::from(entry.prio) * weeks;
    let cost = i64::from(weights.wait) * wait + i64::from(weights.change) * changes;
    let most = i64::from(i32::MAX) / 4;
    Choice { session, cost: cost.clamp(-most, most) as i32 }
}

/// Who is in a row, and who can come to a session.
fn reverse(prepared: &mut Prepared<'_>) {
    let mut lists: Table<RowIx, Vec<UnitIx>> = Table::filled(prepared.rows.len(), Vec::new());
    for unit in prepared.units.indices() {
        for (row, _) in prepared.rows_of(unit) {
            lists[*row].push(unit);
        }
    }
    for row in prepared.rows.indices() {
        let list = std::mem::take(&mut lists[row]);
        prepared.row_spans[row] = Span::append(&mut prepared.row_units, list);
    }
    let mut lists: Table<SessionIx, Vec<UnitIx>> =
        Table::filled(prepared.sessions.len(), Vec::new());
    for unit in prepared.units.indices() {
        for choice in prepared.choices(unit) {
            lists[choice.session].push(unit);
        }
    }
    prepared.session_spans = Table::filled(prepared.sessions.len(), Span::default());
    for session in prepared.sessions.indices() {
        let list = std::mem::take(&mut lists[session]);
        prepared.session_spans[session] = Span::append(&mut prepared.session_units, list);
    }
}
