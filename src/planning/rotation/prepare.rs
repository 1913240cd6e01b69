//! Checks a problem and makes it small: what does not fit together is said, never passed over.

use std::collections::BTreeSet;

use jiff::civil::{Date, Weekday};
use jiff::{ToSpan, Unit};

use super::data_problem::{DataProblem, List};
use super::names::Names;
use super::prepared::{
    CourseEntry, Ids, OfficeEntry, PersonEntry, Prepared, Resource, Row, SeriesEntry, SessionEntry,
    Shut,
};
use super::problem::{CandidateSession, INSTANCE, LinkKind, Mix, Range, RotationProblem};
use super::table::{
    BlockIx, CourseIx, Days, Grid, GroupIx, Index as _, OfficeIx, PersonIx, ResourceIx, SeriesIx,
    SessionIx, Span, Table,
};
use super::units;
use crate::order::{Gather as _, Order as _};

/// The most numbers a grid of rows and days may have.
const MOST_CELLS: usize = 40_000_000;
/// No session is longer.
const MOST_DAYS: i64 = 400;

/// Reads a problem into flat lists.
///
/// # Errors
/// What is fatal ([`DataProblem::is_fatal`]), and with it all the rest that was found.
pub fn prepare(problem: &RotationProblem) -> Result<Prepared<'_>, Vec<DataProblem>> {
    let mut found = Vec::new();
    if problem.format != INSTANCE {
        found.push(DataProblem::Format(problem.format.clone()));
    }
    let out = &mut found;
    let ids = Ids {
        offices: Names::new(List::Offices, problem.offices.iter().map(|one| &*one.id), out),
        staff: Names::new(List::Staff, problem.staff.iter().map(|one| &*one.id), out),
        courses: Names::new(List::Courses, problem.courses.iter().map(|one| &*one.id), out),
        sessions: Names::new(List::Sessions, problem.sessions.iter().map(|one| &*one.id), out),
        venues: Names::new(List::Venues, problem.venues.iter().map(|one| &*one.id), out),
        trainers: Names::new(List::Trainers, problem.trainers.iter().map(|one| &*one.id), out),
    };
    ranges(problem, out);
    let calendar = calendar(problem, out);
    let levels = levels(problem, &ids.courses, out);
    let rows = problem.offices.len() + problem.coverage.len() + problem.links.len();
    if calendar.len() > 20_000 || rows.saturating_mul(calendar.len()) > MOST_CELLS {
        found.push(DataProblem::TooManyDays(calendar.len()));
    }
    if found.iter().any(DataProblem::is_fatal) {
        return Err(found);
    }
    let group_names = problem.staff.iter().map(|one| &*one.group).gather_set();
    let group_names: Vec<&str> = group_names.into_iter().collect();
    let mut prepared = Prepared {
        problem,
        warnings: Vec::new(),
        calendar,
        offices: Table::default(),
        people: Table::default(),
        courses: Table::default(),
        sessions: Table::default(),
        series: Table::default(),
        units: Table::default(),
        blocks: Table::default(),
        rows: Table::default(),
        groups: group_names.len() as u32,
        ids: Ids::default(),
        room: Grid::filled(0, 0, 0),
        locked: Grid::filled(0, 0, 0),
        venue_places: ids.venues.places().collect(),
        trainer_places: ids.trainers.places().collect(),
        by_name: Vec::new(),
        published: Table::default(),
        lost: 0,
        domains: Vec::new(),
        unit_people: Vec::new(),
        unit_rows: Vec::new(),
        unit_offices: Vec::new(),
        unit_groups: Vec::new(),
        kin: Vec::new(),
        resources: Vec::new(),
        quotas: Vec::new(),
        row_units: Vec::new(),
        row_spans: Table::default(),
        session_units: Vec::new(),
        session_spans: Table::default(),
        person_rows: Table::default(),
        needs: Vec::new(),
    };
    for place in ids.offices.places() {
        prepared.offices.push(OfficeEntry { place, most: 0 });
    }
    for place in ids.staff.places() {
        let Some(member) = problem.staff.get(place as usize) else { continue };
        let Some(office) = ids.offices.known(&member.office, List::Staff, &member.id, &mut found)
        else {
            continue;
        };
        let group = group_names.partition_point(|name| **name < *member.group);
        let leave = merged(member.leave.iter().map(|range| prepared.days(*range)).collect());
        let (office, group) = (OfficeIx(office), GroupIx(group as u32));
        prepared.people.push(PersonEntry { place, office, group, leave });
    }
    for (place, level) in ids.courses.places().zip(levels) {
        let mix = problem.courses.get(place as usize).map_or(Mix::None, |course| course.mix);
        prepared.courses.push(CourseEntry { place, mix, level, sessions: Vec::new() });
    }
    if !found.iter().any(DataProblem::is_fatal) {
        sessions(&mut prepared, &ids, &group_names, &mut found);
        rooms(&mut prepared, &ids, &mut found);
    }
    if !found.iter().any(DataProblem::is_fatal) {
        units::gather(&mut prepared, &ids, &mut found);
    }
    if found.iter().any(DataProblem::is_fatal) {
        return Err(found);
    }
    prepared.warnings = found;
    prepared.ids = ids;
    Ok(prepared)
}

/// Ranges that end before they begin.
fn ranges(problem: &RotationProblem, found: &mut Vec<DataProblem>) {
    let mut check = |list, id: &str, (start, end): Range| {
        if end < start {
            found.push(DataProblem::EndBeforeStart { list, id: id.to_owned(), start, end });
        }
    };
    for session in &problem.sessions {
        check(List::Sessions, &session.id, (session.start, session.end));
    }
    for member in &problem.staff {
        member.leave.iter().for_each(|range| check(List::Staff, &member.id, *range));
    }
    for venue in &problem.venues {
        venue.closed.iter().for_each(|range| check(List::Venues, &venue.id, *range));
    }
    for trainer in &problem.trainers {
        trainer.busy.iter().for_each(|range| check(List::Trainers, &trainer.id, *range));
    }
}

/// The workdays of all sessions in order.
fn calendar(problem: &RotationProblem, found: &mut Vec<DataProblem>) -> Vec<Date> {
    let spans = problem.sessions.iter().map(|session| (session.start, session.end)).gather_set();
    let mut days = BTreeSet::new();
    for (start, end) in spans {
        let length = start.until((Unit::Day, end)).map_or(i64::MAX, |span| span.get_days().into());
        if length > MOST_DAYS {
            found.push(DataProblem::TooManyDays(usize::try_from(length).unwrap_or(usize::MAX)));
            continue;
        }
        days.extend(start.series(1.day()).take_while(|day| *day <= end));
    }
    match &problem.horizon.workdays {
        Some(workdays) => {
            let workdays = workdays.iter().copied().gather_set();
            days.retain(|day| workdays.contains(day));
        }
        None => {
            let holidays = problem.horizon.holidays.iter().copied().gather_set();
            days.retain(|day| {
                let weekend = matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday);
                !weekend && !holidays.contains(day)
            });
        }
    }
    days.into_iter().collect()
}

/// How many courses must come before each; a circle is a problem.
fn levels(
    problem: &RotationProblem,
    courses: &Names<'_>,
    found: &mut Vec<DataProblem>,
) -> Vec<u32> {
    let mut before: Vec<Vec<u32>> = Vec::new();
    for place in courses.places() {
        let Some(course) = problem.courses.get(place as usize) else { continue };
        let known = course.prereq.iter();
        let known = known.filter_map(|id| courses.known(id, List::Courses, &course.id, found));
        before.push(known.collect());
    }
    let mut levels: Vec<Option<u32>> = vec![None; before.len()];
    for _ in 0..=before.len() {
        for (course, prerequisites) in before.iter().enumerate() {
            let known =
                prerequisites.iter().map(|one| levels.get(*one as usize).copied().flatten());
            let level =
                known.into_iter().try_fold(0, |most: u32, level| Some(most.max(level? + 1)));
            if let Some(entry) = levels.get_mut(course) {
                *entry = level;
            }
        }
        if levels.iter().all(Option::is_some) {
            break;
        }
    }
    let mut circle = Vec::new();
    for (place, level) in courses.places().zip(&levels) {
        if let (None, Some(course)) = (level, problem.courses.get(place as usize)) {
            circle.push(course.id.clone());
        }
    }
    if !circle.is_empty() {
        found.push(DataProblem::CircularPrerequisites(circle));
    }
    levels.into_iter().map(Option::unwrap_or_default).collect()
}

/// Stretches of days in order, none of which touches another.
fn merged(mut days: Vec<Days>) -> Vec<Days> {
    days.retain(|days| !days.is_empty());
    days.order_by_key(|days| (days.from, days.to));
    let mut merged: Vec<Days> = Vec::new();
    for next in days {
        match merged.last_mut() {
            Some(last) if next.from <= last.to => last.to = last.to.max(next.to),
            _ => merged.push(next),
        }
    }
    merged
}

impl Prepared<'_> {
    /// The workdays of a range.
    pub(super) fn days(&self, (start, end): Range) -> Days {
        let from = self.calendar.partition_point(|day| *day < start);
        let to = self.calendar.partition_point(|day| *day <= end);
        Days { from: from as u16, to: to.max(from) as u16 }
    }
}

/// Days from one date to another.
fn days_between(from: Date, to: Date) -> i32 {
    from.until((Unit::Day, to)).map_or(0, |span| span.get_days())
}

fn sessions(
    prepared: &mut Prepared<'_>,
    ids: &Ids<'_>,
    groups: &[&str],
    found: &mut Vec<DataProblem>,
) {
    let problem = prepared.problem;
    for venue in problem.venues.iter().filter(|venue| venue.seats == 0) {
        found.push(DataProblem::NoSeats(venue.id.clone()));
    }
    // A series stands together.
    let mut order: Vec<(u32, &CandidateSession)> = ids
        .sessions
        .places()
        .filter_map(|at| Some((at, problem.sessions.get(at as usize)?)))
        .collect();
    order.order_by_key(|(_, one)| (one.course.as_str(), one.series(), one.start, one.id.as_str()));
    let mut last = None;
    for (place, session) in order {
        let id = &session.id;
        let Some(course) = ids.courses.known(&session.course, List::Sessions, id, found) else {
            continue;
        };
        let course = CourseIx(course);
        let series = (course, session.series());
        if last != Some(series) {
            last = Some(series);
            let from = prepared.sessions.len() as u32;
            let sessions = Span { from, to: from };
            prepared.series.push(SeriesEntry { sessions, block: BlockIx(0) });
        }
        let series = SeriesIx::new(prepared.series.len() - 1);
        let days = prepared.days((session.start, session.end));
        let (mut rooms, mut teachers) = (Vec::new(), Vec::new());
        for name in &session.venues {
            let Some(venue) = ids.venues.known(name, List::Sessions, id, found) else { continue };
            let place = prepared.venue_places.get(venue as usize).copied().unwrap_or_default();
            let Some(entry) = problem.venues.get(place as usize) else { continue };
            let free = entry.closed.iter().all(|range| !prepared.days(*range).overlaps(days));
            if free && entry.seats >= session.min.max(1) {
                let seats = entry.seats.min(session.max);
                rooms.push((Resource { resource: ResourceIx(venue), seats }, entry.seats));
            }
        }
        for name in &session.trainers {
            let Some(trainer) = ids.trainers.known(name, List::Sessions, id, found) else {
                continue;
            };
            let place = prepared.trainer_places.get(trainer as usize).copied().unwrap_or_default();
            let Some(entry) = problem.trainers.get(place as usize) else { continue };
            if entry.busy.iter().all(|range| !prepared.days(*range).overlaps(days)) {
                teachers.push((Resource { resource: ResourceIx(trainer), seats: u32::MAX }, 0));
            }
        }
        // The room that fits first: enough seats and no more than needed.
        for list in [&mut rooms, &mut teachers] {
            list.order_by_key(|(room, all)| (u32::MAX - room.seats, *all, room.resource));
        }
        let seats = rooms.first().map_or(0, |(room, _)| room.seats);
        let shut = if session.cancelled {
            Some(Shut::Cancelled)
        } else if days.is_empty() {
            found.push(DataProblem::NoWorkday(id.clone()));
            Some(Shut::NoWorkday)
        } else if session.min > session.max {
            found.push(DataProblem::MinAboveMax(id.clone()));
            Some(Shut::TooFew)
        } else if seats == 0 {
            Some(Shut::NoVenue)
        } else if teachers.is_empty() {
            Some(Shut::NoTrainer)
        } else {
            None
        };
        let quotas = match (prepared.courses[course].mix, &session.quota) {
            (Mix::Mixed, Some(quota)) => Span::append(
                &mut prepared.quotas,
                groups.iter().map(|group| quota.get(*group).copied().unwrap_or(u32::MAX)),
            ),
            _ => Span::default(),
        };
        let entry = SessionEntry {
            place,
            course,
            series,
            days,
            start: days_between(problem.horizon.start, session.start),
            end: days_between(problem.horizon.start, session.end),
            min: session.min,
            seats,
            must_open: session.must_open,
            mix: prepared.courses[course].mix,
            venues: Span::append(&mut prepared.resources, rooms.into_iter().map(|(room, _)| room)),
            trainers: Span::append(
                &mut prepared.resources,
                teachers.into_iter().map(|(one, _)| one),
            ),
            quotas,
            shut,
        };
        let session: SessionIx = prepared.sessions.push(entry);
        prepared.series[series].sessions.to += 1;
        prepared.courses[course].sessions.push(session);
    }
    let mut by_name: Vec<_> = prepared.sessions.indices().collect();
    by_name.order_by_key(|session| prepared.session_id(*session));
    prepared.by_name = by_name;
    if problem.sessions.is_empty() {
        found.push(DataProblem::NoSessions);
    }
}

/// How many of each row may be away for training on each day.
fn rooms(prepared: &mut Prepared<'_>, ids: &Ids<'_>, found: &mut Vec<DataProblem>) {
    let problem = prepared.problem;
    let days = prepared.calendar.len();
    let mut capacity: Vec<u32> = Vec::new();
    let mut members: Vec<Vec<PersonIx>> = Vec::new();
    for office in prepared.offices.indices() {
        prepared.rows.push(Row::Office(office));
        let place = prepared.offices[office].place as usize;
        capacity.push(problem.offices.get(place).map_or(0, |office| office.max_absent));
        members.push(Vec::new());
    }
    for person in prepared.people.indices() {
        if let Some(members) = members.get_mut(prepared.people[person].office.at()) {
            members.push(person);
        }
    }
    for (place, coverage) in (0..).zip(&problem.coverage) {
        let holders = coverage.holders.iter();
        let holders: Vec<_> = holders
            .filter_map(|one| ids.staff.known(one, List::Coverage, &coverage.id, found))
            .map(PersonIx)
            .collect();
        if coverage.min_present as usize > holders.len() {
            found.push(DataProblem::CoverAboveHolders(coverage.id.clone()));
        }
        prepared.rows.push(Row::Coverage(place));
        capacity.push((holders.len() as u32).saturating_sub(coverage.min_present));
        members.push(holders);
    }
    for (place, link) in (0..).zip(&problem.links) {
        let staff = link.staff.each_ref();
        let staff = staff.map(|one| ids.staff.known(one, List::Links, &link.id, found));
        if let (LinkKind::NotAwayTogether, [Some(a), Some(b)]) = (link.kind, staff) {
            if a == b {
                found.push(DataProblem::LinkNeverHolds(link.id.clone()));
            }
            prepared.rows.push(Row::Link(place));
            capacity.push(1);
            members.push(vec![PersonIx(a), PersonIx(b)]);
        }
    }
    prepared.room = Grid::filled(capacity.len(), days, 0);
    prepared.locked = Grid::filled(capacity.len(), days, 0);
    let exempt = problem.policy.long_leave_exempt_days;
    let counted: Table<PersonIx, Vec<Days>> = prepared
        .people
        .iter()
        .map(|person| {
            let leave = problem.staff.get(person.place as usize).map(|member| &member.leave);
            let counts = |(start, end): &&Range| {
                exempt.is_none_or(|most| i64::from(days_between(*start, *end)) + 1 < most.into())
            };
            let ranges = leave.into_iter().flatten().filter(counts);
            merged(ranges.map(|range| prepared.days(*range)).collect())
        })
        .collect::<Vec<_>>()
        .into();
    for ((row, capacity), members) in prepared.rows.indices().zip(capacity).zip(&members) {
        let all = Days { from: 0, to: days as u16 };
        let capacity = capacity.min(u16::MAX.into()) as u16;
        prepared.room.days_mut(row, all).fill(capacity);
        let links = matches!(prepared.rows[row], Row::Link(_));
        if links || !problem.policy.leave_counts_as_absence {
            continue;
        }
        for person in members {
            for leave in &counted[*person] {
                for room in prepared.room.days_mut(row, *leave) {
                    *room = room.saturating_sub(1);
                }
            }
        }
    }
    // Rows of each person, kept until the units are made.
    let of_row = prepared.rows.indices().zip(members);
    prepared.person_rows = Table::filled(prepared.people.len(), Vec::new());
    for (row, members) in of_row {
        for person in members {
            prepared.person_rows[person].push(row);
        }
    }
    prepared.row_spans = Table::filled(prepared.rows.len(), Span::default());
}
