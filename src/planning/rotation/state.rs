//! Who is where during the search, with every counter kept up to date. Hard rules are never
//! broken, but for the minimum of a session, which is counted (`short`) and mended at the end.

use super::bookings::Bookings;
use super::prepared::{Prepared, Relation, uncovered_weight};
use super::problem::Mix;
use super::table::{Days, Grid, OfficeIx, RowIx, SeriesIx, SessionIx, Table, UnitIx};

/// In no session.
pub const NOWHERE: SessionIx = SessionIx(u32::MAX);

/// What a step costs: by the weights of the problem, and in heads below a minimum.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Cost {
    pub cost: i64,
    pub short: i64,
}

/// A step that can be taken back.
#[derive(Clone, Copy, Debug)]
pub(super) enum Taken {
    Moved(UnitIx, SessionIx),
    Venue(SessionIx, u32),
    Trainer(SessionIx, u32),
}

/// The weights as the search needs them.
pub(super) struct Weighed {
    pub uncovered: i64,
    pub change: i64,
    pub open: i64,
    pub balance: i64,
    pub peak: i64,
    pub mix: i64,
}

/// The smallest and the largest session of a series, and how many are as large.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Spread {
    pub least: u32,
    pub at_least: u32,
    pub most: u32,
    pub at_most: u32,
}

impl Spread {
    #[inline(always)]
    pub fn apart(self) -> i64 {
        i64::from(self.most.saturating_sub(self.least.min(self.most)))
    }
}

/// The state of a search.
pub struct State<'a> {
    pub prepared: &'a Prepared<'a>,
    pub(super) weights: Weighed,
    /// Where each unit is.
    pub at: Table<UnitIx, SessionIx>,
    pub members: Table<SessionIx, Vec<UnitIx>>,
    /// Where a unit stands among the members.
    slot: Table<UnitIx, u32>,
    pub heads: Table<SessionIx, u32>,
    pub(super) spread: Table<SeriesIx, Spread>,
    /// Seats of the venue it has; 0 while it is closed.
    pub seats: Table<SessionIx, u32>,
    /// Room left of each row on each day.
    pub(super) left: Grid<RowIx, u16>,
    /// People of an office in training on each day, how many days have how many, and the most.
    pub(super) away: Grid<OfficeIx, u16>,
    pub(super) levels: Vec<u16>,
    pub(super) level_of: Table<OfficeIx, u32>,
    pub(super) peak: Table<OfficeIx, u16>,
    /// People of each group in each session, and how many groups there are.
    pub(super) groups: Grid<SessionIx, u16>,
    pub(super) kinds: Table<SessionIx, u16>,
    pub(super) venues: Bookings,
    pub(super) trainers: Bookings,
    /// The cost by the weights, uncovered people included.
    pub cost: i64,
    /// Heads missing to the minimum of the sessions that are held.
    pub short: i64,
    /// What such a head costs at the moment.
    pub short_weight: i64,
    /// People in no session.
    pub uncovered: u32,
    pub(super) taken: Vec<Taken>,
    pub(super) recording: bool,
}

impl<'a> State<'a> {
    /// Nobody is anywhere; what must be held is open.
    pub fn new(prepared: &'a Prepared<'a>) -> Self {
        let sessions = prepared.sessions.len();
        let days = prepared.calendar.len();
        let mut levels = Vec::new();
        let mut level_of = Table::default();
        for office in prepared.offices.iter() {
            level_of.push(levels.len() as u32);
            levels.push(days as u16);
            levels.resize(levels.len() + usize::from(office.most) + 1, 0);
        }
        let weights = &prepared.problem.weights;
        let weights = Weighed {
            uncovered: uncovered_weight(prepared.problem),
            change: weights.change.into(),
            open: weights.open.into(),
            balance: weights.balance.into(),
            peak: weights.peak.into(),
            mix: weights.mix.into(),
        };
        let units = prepared.units.len();
        let mut state = Self {
            prepared,
            weights,
            at: Table::filled(units, NOWHERE),
            members: Table::filled(sessions, Vec::new()),
            slot: Table::filled(units, 0),
            heads: Table::filled(sessions, 0),
            spread: Table::filled(
                prepared.series.len(),
                Spread { least: u32::MAX, ..Spread::default() },
            ),
            seats: Table::filled(sessions, 0),
            left: prepared.room.clone(),
            away: Grid::filled(prepared.offices.len(), days, 0),
            levels,
            level_of,
            peak: Table::filled(prepared.offices.len(), 0),
            groups: Grid::filled(sessions, prepared.groups as usize, 0),
            kinds: Table::filled(sessions, 0),
            venues: Bookings::new(sessions, prepared.venue_places.len(), days),
            trainers: Bookings::new(sessions, prepared.trainer_places.len(), days),
            cost: 0,
            short: 0,
            short_weight: 60,
            uncovered: 0,
            taken: Vec::new(),
            recording: false,
        };
        for unit in prepared.units.indices() {
            state.cost += state.own_cost(unit, NOWHERE);
            state.uncovered += prepared.heads(unit);
        }
        for session in prepared.sessions.indices() {
            if prepared.sessions[session].must_open {
                state.open(session);
            }
        }
        for unit in prepared.units.indices() {
            if let Some(session) = prepared.units[unit].locked {
                // History needs no free venue.
                if !state.is_open(session) && !state.open(session) {
                    state.seats[session] = u32::MAX / 2;
                }
                state.go(unit, session);
            }
        }
        state
    }

    /// All that counts now.
    #[inline(always)]
    pub fn total(&self) -> i64 {
        self.cost + self.short * self.short_weight
    }

    /// One figure for a step.
    #[inline(always)]
    pub fn weighed(&self, cost: Cost) -> i64 {
        cost.cost + cost.short * self.short_weight
    }

    #[inline(always)]
    pub fn is_open(&self, session: SessionIx) -> bool {
        self.seats[session] > 0
    }

    /// The days of a session, none for nowhere.
    #[inline(always)]
    pub fn days(&self, session: SessionIx) -> Days {
        if session == NOWHERE { Days::default() } else { self.prepared.sessions[session].days }
    }

    /// The row and day that have no room for the unit.
    #[inline(always)]
    pub fn no_room(
        &self,
        unit: UnitIx,
        session: SessionIx,
        given: &[(RowIx, u16)],
    ) -> Option<(RowIx, u16)> {
        let (from, to) = (self.days(self.at[unit]), self.prepared.sessions[session].days);
        let overlap = from.overlaps(to);
        for (row, count) in self.prepared.rows_of(unit) {
            let left = self.left.days(*row, to);
            for (left, day) in left.iter().zip(to.iter()) {
                if left < count && !(overlap && from.contains(day)) {
                    // Who leaves as this one comes makes room.
                    if given.iter().any(|(given, theirs)| given == row && left + theirs >= *count) {
                        continue;
                    }
                    return Some((*row, day));
                }
            }
        }
        None
    }

    /// Every row that has no room for a unit that is nowhere, with the first such day.
    pub fn all_without_room(&self, unit: UnitIx, session: SessionIx) -> Vec<(RowIx, u16)> {
        let days = self.prepared.sessions[session].days;
        let rows = self.prepared.rows_of(unit).iter();
        let without = rows.filter_map(|(row, count)| {
            let mut left = self.left.days(*row, days).iter().zip(days.iter());
            left.find(|(left, _)| *left < count).map(|(_, day)| (*row, day))
        });
        without.collect()
    }

    /// The unit whose placement forbids the session, by person, order or link.
    #[inline(always)]
    pub fn against(&self, unit: UnitIx, session: SessionIx) -> Option<(UnitIx, Relation)> {
        let sessions = &self.prepared.sessions;
        for kin in self.prepared.kin_of(unit) {
            let other = self.at[kin.unit];
            if other == NOWHERE {
                if kin.relation == Relation::Before {
                    return Some((kin.unit, kin.relation));
                }
                continue;
            }
            let (own, theirs) = (&sessions[session], &sessions[other]);
            let fits = match kin.relation {
                Relation::Person => !own.days.overlaps(theirs.days),
                Relation::Before => theirs.end < own.start,
                Relation::After => own.end < theirs.start,
                Relation::Apart => session != other,
            };
            if !fits {
                return Some((kin.unit, kin.relation));
            }
        }
        None
    }

    /// Is somebody in a later course that asks for this one?
    pub fn is_needed(&self, unit: UnitIx) -> bool {
        let mut kin = self.prepared.kin_of(unit).iter();
        kin.any(|kin| kin.relation == Relation::After && self.at[kin.unit] != NOWHERE)
    }

    /// May the unit go there, but for seats?
    #[inline(always)]
    pub fn suits(&self, unit: UnitIx, session: SessionIx) -> bool {
        self.no_room(unit, session, &[]).is_none() && self.against(unit, session).is_none()
    }

    /// May the unit go to the session, which is open?
    #[inline(always)]
    pub fn fits(&self, unit: UnitIx, session: SessionIx) -> bool {
        self.heads[session] + self.prepared.heads(unit) <= self.seats[session]
            && self.suits(unit, session)
    }

    /// Looks at the sizes of a series again.
    fn measure(&mut self, session: SessionIx) {
        let series = self.prepared.sessions[session].series;
        let span = self.prepared.series[series].sessions;
        let mut spread = Spread { least: u32::MAX, ..Spread::default() };
        for at in span.from..span.to {
            let heads = self.heads[SessionIx(at)];
            if heads == 0 {
                continue;
            }
            if heads < spread.least {
                (spread.least, spread.at_least) = (heads, 0);
            }
            if heads > spread.most {
                (spread.most, spread.at_most) = (heads, 0);
            }
            spread.at_least += u32::from(heads == spread.least);
            spread.at_most += u32::from(heads == spread.most);
        }
        self.spread[series] = spread;
    }

    /// Brings a unit elsewhere: the counters only, not the cost.
    pub fn put(&mut self, unit: UnitIx, to: SessionIx) {
        let from = self.at[unit];
        let prepared = self.prepared;
        if self.recording {
            self.taken.push(Taken::Moved(unit, from));
        }
        let count = prepared.heads(unit);
        if from != NOWHERE {
            let days = prepared.sessions[from].days;
            self.heads[from] -= count;
            let slot = self.slot[unit] as usize;
            self.members[from].swap_remove(slot);
            if let Some(moved) = self.members[from].get(slot) {
                self.slot[*moved] = slot as u32;
            }
            self.count(unit, from, days, false);
        } else {
            self.uncovered -= count;
        }
        self.at[unit] = to;
        if to != NOWHERE {
            let days = prepared.sessions[to].days;
            self.heads[to] += count;
            self.slot[unit] = self.members[to].len() as u32;
            self.members[to].push(unit);
            self.count(unit, to, days, true);
        } else {
            self.uncovered += count;
        }
        if from != NOWHERE {
            self.measure(from);
        }
        if to != NOWHERE {
            self.measure(to);
        }
        if from != NOWHERE && self.heads[from] == 0 && !prepared.sessions[from].must_open {
            self.close(from);
        }
    }

    /// Counts a unit in or out of the rows, offices and groups.
    #[inline(always)]
    fn count(&mut self, unit: UnitIx, session: SessionIx, days: Days, come: bool) {
        let prepared = self.prepared;
        for (row, count) in prepared.rows_of(unit) {
            for left in self.left.days_mut(*row, days) {
                *left = if come { *left - count } else { *left + count };
            }
        }
        for (office, count) in prepared.units[unit].offices.of(&prepared.unit_offices) {
            let base = self.level_of[*office] as usize;
            let mut peak = self.peak[*office];
            for away in self.away.days_mut(*office, days) {
                let before = *away;
                *away = if come { before + count } else { before - count };
                if let Some(level) = self.levels.get_mut(base + usize::from(before)) {
                    *level -= 1;
                }
                if let Some(level) = self.levels.get_mut(base + usize::from(*away)) {
                    *level += 1;
                }
                peak = peak.max(*away);
            }
            while peak > 0
                && self.levels.get(base + usize::from(peak)).is_some_and(|days| *days == 0)
            {
                peak -= 1;
            }
            self.peak[*office] = peak;
        }
        if prepared.sessions[session].mix != Mix::None {
            for (group, count) in prepared.units[unit].groups.of(&prepared.unit_groups) {
                let heads = self.groups.day_mut(session, group.0 as u16);
                let before = *heads;
                *heads = if come { before + count } else { before - count };
                let (before, after) = (before > 0, *heads > 0);
                match (before, after) {
                    (false, true) => self.kinds[session] += 1,
                    (true, false) => self.kinds[session] -= 1,
                    _ => {}
                }
            }
        }
    }

    /// Brings a unit elsewhere.
    pub fn go(&mut self, unit: UnitIx, to: SessionIx) {
        let step = self.step(unit, to);
        self.put(unit, to);
        self.cost += step.cost;
        self.short += step.short;
    }

    /// Two units change places: the counters only, not the cost.
    pub fn put_both(&mut self, one: UnitIx, two: UnitIx) {
        let (here, there) = (self.at[one], self.at[two]);
        let prepared = self.prepared;
        let (first, second) = (self.slot[one], self.slot[two]);
        if let (Some(mine), Some(theirs)) = (
            self.members[here].get(first as usize).copied(),
            self.members[there].get(second as usize).copied(),
        ) {
            debug_assert!(mine == one && theirs == two);
            if let Some(place) = self.members[here].get_mut(first as usize) {
                *place = two;
            }
            if let Some(place) = self.members[there].get_mut(second as usize) {
                *place = one;
            }
        }
        self.slot[one] = second;
        self.slot[two] = first;
        self.at[one] = there;
        self.at[two] = here;
        let (from, to) = (prepared.sessions[here].days, prepared.sessions[there].days);
        self.count(one, here, from, false);
        self.count(two, there, to, false);
        self.count(one, there, to, true);
        self.count(two, here, from, true);
    }
}
