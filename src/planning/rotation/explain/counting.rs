//! Too many people for too little room (layer 2). The most people of a course who could ever be
//! placed is a flow: from each person through the cover of the post, the quota of the office and
//! the seats. Where the flow is smaller than the people, the smallest bottleneck says who is one
//! too many and why, in exact numbers.
//!
//! Sessions that share a day are one *time*: nobody can be counted twice in it.

use std::collections::BTreeMap;

use super::alone::about;
use super::conflict::{Conflict, ConflictKind, Fact};
use super::flow::Network;
use crate::order::Order as _;
use crate::planning::rotation::bookings::Kind;
use crate::planning::rotation::prepared::{Prepared, Row};
use crate::planning::rotation::table::{Days, OfficeIx, RowIx, SeriesIx, SessionIx, Table, UnitIx};

/// What a bottleneck stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Narrow {
    Row(RowIx, u32),
    Session(SessionIx),
    Time(u32),
}

/// A pipe that can be a bottleneck.
struct Gauge {
    pipe: u32,
    of: Narrow,
    room: u32,
}

/// Sessions of which any two share a day.
struct Time {
    day: u16,
    sessions: Vec<SessionIx>,
    /// How many of them can be held together, and for how many people.
    held: u32,
    seats: u32,
}

/// Conflicts of too little room, for every course.
pub fn counting(prepared: &Prepared<'_>) -> Vec<Conflict> {
    let mut conflicts = Vec::new();
    for units in components(prepared) {
        component(prepared, &units, &mut conflicts);
    }
    conflicts
}

/// Units whose choices have to do with each other.
fn components(prepared: &Prepared<'_>) -> Vec<Vec<UnitIx>> {
    let mut head: Table<SeriesIx, SeriesIx> = prepared.series.indices().collect::<Vec<_>>().into();
    fn root(head: &Table<SeriesIx, SeriesIx>, mut series: SeriesIx) -> SeriesIx {
        while head[series] != series {
            series = head[series];
        }
        series
    }
    let series = |unit: UnitIx| {
        let choices = prepared.choices(unit).iter();
        choices.map(|choice| prepared.sessions[choice.session].series)
    };
    for unit in prepared.units.indices() {
        let Some(first) = series(unit).next() else { continue };
        for other in series(unit) {
            let (a, b) = (root(&head, first), root(&head, other));
            head[a.max(b)] = a.min(b);
        }
    }
    let mut components: BTreeMap<SeriesIx, Vec<UnitIx>> = BTreeMap::new();
    for unit in prepared.units.indices() {
        if prepared.units[unit].locked.is_none()
            && let Some(first) = series(unit).next()
        {
            components.entry(root(&head, first)).or_default().push(unit);
        }
    }
    components.into_values().collect()
}

/// Heads that are locked in each session.
fn locked_heads(prepared: &Prepared<'_>, session: SessionIx) -> u32 {
    let units = prepared.session_spans[session].of(&prepared.session_units).iter();
    let locked = units.filter(|unit| prepared.units[**unit].locked.is_some());
    locked.map(|unit| prepared.heads(*unit)).sum()
}

fn free_seats(prepared: &Prepared<'_>, session: SessionIx) -> u32 {
    prepared.sessions[session].seats.saturating_sub(locked_heads(prepared, session))
}

fn times(prepared: &Prepared<'_>, units: &[UnitIx]) -> Vec<Time> {
    let mut sessions: Vec<SessionIx> = Vec::new();
    for unit in units {
        sessions.extend(prepared.choices(*unit).iter().map(|choice| choice.session));
    }
    sessions.order_by_key(|session| (prepared.sessions[*session].days.to, *session));
    sessions.dedup();
    let mut times: Vec<Time> = Vec::new();
    for session in sessions {
        let days = prepared.sessions[session].days;
        match times.iter_mut().find(|time| days.contains(time.day)) {
            Some(time) => time.sessions.push(session),
            None => {
                let day = days.to.saturating_sub(1);
                times.push(Time { day, sessions: vec![session], held: 0, seats: 0 });
            }
        }
    }
    for time in &mut times {
        let venues = matched(prepared, &time.sessions, Kind::Venue);
        time.held = venues.min(matched(prepared, &time.sessions, Kind::Trainer));
        let mut seats: Vec<u32> =
            time.sessions.iter().map(|session| free_seats(prepared, *session)).collect();
        seats.order_by(|a, b| b.cmp(a));
        time.seats = seats.iter().take(time.held as usize).sum();
    }
    times
}

/// How many of the sessions can have a venue, or a trainer, at the same time.
fn matched(prepared: &Prepared<'_>, sessions: &[SessionIx], kind: Kind) -> u32 {
    let mut network = Network::default();
    let (source, end) = (network.node(), network.node());
    let mut nodes = BTreeMap::new();
    for session in sessions {
        let node = network.node();
        network.pipe(source, node, 1);
        // Who is locked in it stays, whatever it has.
        if locked_heads(prepared, *session) > 0 {
            network.pipe(node, end, 1);
        }
        for one in prepared.resources_of(kind, *session) {
            let resource = *nodes.entry(one.resource).or_insert_with(|| {
                let resource = network.node();
                network.pipe(resource, end, 1);
                resource
            });
            network.pipe(node, resource, 1);
        }
    }
    network.fill(source, end)
}

/// Room of a row over some days that locked placements leave.
fn room(prepared: &Prepared<'_>, row: RowIx, days: Days) -> u32 {
    let left = days
        .iter()
        .map(|day| u32::from(prepared.room.day(row, day) - prepared.locked.day(row, day)));
    left.min().unwrap_or(0)
}

fn component(prepared: &Prepared<'_>, units: &[UnitIx], conflicts: &mut Vec<Conflict>) {
    let times = times(prepared, units);
    let mut time_of: BTreeMap<SessionIx, u32> = BTreeMap::new();
    for (number, time) in (0..).zip(&times) {
        time_of.extend(time.sessions.iter().map(|session| (*session, number)));
    }
    let mut network = Network::default();
    let (source, end) = (network.node(), network.node());
    let mut gauges: Vec<Gauge> = Vec::new();
    let mut time_nodes = Vec::new();
    for (number, time) in (0..).zip(&times) {
        let node = network.node();
        let pipe = network.pipe(node, end, time.seats);
        gauges.push(Gauge { pipe, of: Narrow::Time(number), room: time.seats });
        time_nodes.push(node);
    }
    let mut session_nodes: BTreeMap<SessionIx, u32> = BTreeMap::new();
    for (session, time) in &time_of {
        let node = network.node();
        let Some(into) = time_nodes.get(*time as usize) else { continue };
        let seats = free_seats(prepared, *session);
        let pipe = network.pipe(node, *into, seats);
        gauges.push(Gauge { pipe, of: Narrow::Session(*session), room: seats });
        session_nodes.insert(*session, node);
    }
    let mut doors: BTreeMap<(RowIx, u32), (u32, u32)> = BTreeMap::new();
    let mut halls: BTreeMap<(OfficeIx, SessionIx), u32> = BTreeMap::new();
    let mut people: Vec<(u32, UnitIx)> = Vec::new();
    let mut all = 0;
    for unit in units {
        for person in prepared.people_of(*unit) {
            let node = network.node();
            network.pipe(source, node, 1);
            people.push((node, *unit));
            all += 1;
            let office = prepared.people[*person].office;
            let own = RowIx(office.0);
            let rows = prepared.person_rows[*person].iter().filter(|row| **row != own);
            let tight = rows.copied().min_by_key(|row| {
                let days = Days { from: 0, to: prepared.calendar.len() as u16 };
                (prepared.room.days(*row, days).iter().max().copied(), *row)
            });
            for choice in prepared.choices(*unit) {
                let Some(time) = time_of.get(&choice.session).copied() else { continue };
                let mut last = node;
                for row in tight.into_iter().chain([own]) {
                    let (front, back) = *doors.entry((row, time)).or_insert_with(|| {
                        let (front, back) = (network.node(), network.node());
                        let room = times.get(time as usize).map_or(0, |at| {
                            let days = match *at.sessions {
                                [only] => prepared.sessions[only].days,
                                _ => Days { from: at.day, to: at.day + 1 },
                            };
                            room(prepared, row, days)
                        });
                        let pipe = network.pipe(front, back, room);
                        gauges.push(Gauge { pipe, of: Narrow::Row(row, time), room });
                        (front, back)
                    });
                    network.once(last, front);
                    last = back;
                }
                halls.entry((office, choice.session)).or_insert_with(|| {
                    let room = room(prepared, own, prepared.sessions[choice.session].days);
                    let Some(into) = session_nodes.get(&choice.session) else { return 0 };
                    let pipe = network.pipe(last, *into, room);
                    gauges.push(Gauge { pipe, of: Narrow::Row(own, time), room });
                    pipe
                });
            }
        }
    }
    if network.fill(source, end) >= all {
        return;
    }
    bottlenecks(prepared, &network, &times, &gauges, &people, conflicts);
}

/// One conflict for each bottleneck that stands by itself.
fn bottlenecks(
    prepared: &Prepared<'_>,
    network: &Network,
    times: &[Time],
    gauges: &[Gauge],
    people: &[(u32, UnitIx)],
    conflicts: &mut Vec<Conflict>,
) {
    let groups = network.groups();
    let mut parts: BTreeMap<u32, (Vec<UnitIx>, u32, Vec<&Gauge>)> = BTreeMap::new();
    for (node, unit) in people {
        if network.is_reached(*node)
            && let Some(group) = groups.get(*node as usize)
        {
            let part = parts.entry(*group).or_default();
            part.0.push(*unit);
            part.1 += 1;
        }
    }
    for gauge in gauges {
        let (from, to) = network.ends(gauge.pipe);
        if network.is_reached(from)
            && !network.is_reached(to)
            && let Some(part) = groups.get(from as usize).and_then(|group| parts.get_mut(group))
        {
            part.2.push(gauge);
        }
    }
    for (mut units, heads, cut) in parts.into_values() {
        let holds: u32 = cut.iter().map(|gauge| gauge.room).sum();
        if heads <= holds {
            continue;
        }
        units.dedup();
        let mut conflict = about(prepared, ConflictKind::Seats, &units);
        conflict.shortage = heads - holds;
        (conflict.kind, conflict.facts) = narrow(prepared, times, &cut, &conflict.offices);
        conflicts.push(conflict);
    }
}

/// The kind of a bottleneck, and what it consists of.
fn narrow(
    prepared: &Prepared<'_>,
    times: &[Time],
    cut: &[&Gauge],
    offices: &[String],
) -> (ConflictKind, Vec<Fact>) {
    let mut rows: BTreeMap<RowIx, (u32, u32)> = BTreeMap::new();
    let (mut sessions, mut seats) = (0, 0);
    let mut facts = Vec::new();
    let mut short = false;
    for gauge in cut {
        match gauge.of {
            Narrow::Row(row, _) => {
                let (times, holds) = rows.entry(row).or_default();
                *times += 1;
                *holds += gauge.room;
            }
            Narrow::Session(_) => {
                sessions += 1;
                seats += gauge.room;
            }
            Narrow::Time(number) => {
                let Some(time) = times.get(number as usize) else { continue };
                if (time.held as usize) < time.sessions.len() {
                    short = true;
                    let sessions = time.sessions.len() as u32;
                    facts.push(Fact::Together { sessions, held: time.held, seats: time.seats });
                } else {
                    sessions += time.sessions.len() as u32;
                    seats += gauge.room;
                }
            }
        }
    }
    let (mut quota, mut cover) = (false, false);
    for (row, (times, holds)) in &rows {
        match prepared.rows[*row] {
            Row::Office(office) => {
                quota = true;
                let entry = prepared.problem.offices.get(prepared.offices[office].place as usize);
                let room = entry.map_or(0, |office| office.max_absent);
                let office = prepared.office_id(office).to_owned();
                facts.push(Fact::Quota { office, room, times: *times, holds: *holds });
            }
            Row::Coverage(place) => {
                cover = true;
                let Some(entry) = prepared.problem.coverage.get(place as usize) else { continue };
                let room = (entry.holders.len() as u32).saturating_sub(entry.min_present);
                let coverage = entry.id.clone();
                facts.push(Fact::Cover { coverage, room, times: *times, holds: *holds });
            }
            Row::Link(place) => {
                let link = prepared.problem.links.get(place as usize);
                facts.extend(link.map(|link| Fact::Link { link: link.id.clone() }));
            }
        }
    }
    if sessions > 0 {
        facts.push(Fact::Seats { sessions, seats });
    }
    let kind = if offices.len() == 1 && quota {
        ConflictKind::OfficeQuota
    } else if cover && offices.len() == 1 {
        ConflictKind::AbPair
    } else if short {
        ConflictKind::TrainerOrVenue
    } else if sessions > 0 {
        ConflictKind::Seats
    } else if quota {
        ConflictKind::OfficeQuota
    } else if cover {
        ConflictKind::AbPair
    } else {
        ConflictKind::Link
    };
    (kind, facts)
}
