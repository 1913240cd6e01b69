//! Which venue and which trainer a session has, and what is free.

use super::prepared::{Prepared, Resource};
use super::state::{State, Taken};
use super::table::{Days, Grid, ResourceIx, SessionIx, Span, Table};

/// Nothing, or nobody.
pub const NONE: u32 = u32::MAX;

/// Venues by session and day, or trainers.
pub struct Bookings {
    /// The one that a session has.
    of: Table<SessionIx, u32>,
    /// The session that has it on a day.
    by: Grid<ResourceIx, u32>,
}

/// Venue or trainer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Venue,
    Trainer,
}

impl Bookings {
    pub fn new(sessions: usize, resources: usize, days: usize) -> Self {
        Self { of: Table::filled(sessions, NONE), by: Grid::filled(resources, days, NONE) }
    }

    /// The one that the session has.
    pub fn of(&self, session: SessionIx) -> Option<ResourceIx> {
        let resource = self.of[session];
        (resource != NONE).then_some(ResourceIx(resource))
    }

    /// Gives the session this one instead; what it had before.
    fn set(&mut self, session: SessionIx, days: Days, resource: u32) -> u32 {
        let before = std::mem::replace(&mut self.of[session], resource);
        for (resource, by) in [(before, NONE), (resource, session.0)] {
            if resource != NONE {
                self.by.days_mut(ResourceIx(resource), days).fill(by);
            }
        }
        before
    }

    /// The sessions that have it on some of the days.
    fn users(&self, resource: ResourceIx, days: Days) -> Option<(u32, bool)> {
        let mut users = self.by.days(resource, days).iter().filter(|by| **by != NONE);
        let first = *users.next()?;
        Some((first, users.all(|by| *by == first)))
    }
}

impl State<'_> {
    fn bookings(&mut self, kind: Kind) -> &mut Bookings {
        match kind {
            Kind::Venue => &mut self.venues,
            Kind::Trainer => &mut self.trainers,
        }
    }

    /// The venue of a session.
    pub fn venue(&self, session: SessionIx) -> Option<ResourceIx> {
        self.venues.of(session)
    }

    /// The trainer of a session.
    pub fn trainer(&self, session: SessionIx) -> Option<ResourceIx> {
        self.trainers.of(session)
    }

    pub(super) fn book(&mut self, kind: Kind, session: SessionIx, resource: u32) {
        let days = self.prepared.sessions[session].days;
        let before = self.bookings(kind).set(session, days, resource);
        if self.recording {
            self.taken.push(match kind {
                Kind::Venue => Taken::Venue(session, before),
                Kind::Trainer => Taken::Trainer(session, before),
            });
        }
        if kind == Kind::Venue {
            let rooms = self.prepared.resources_of(Kind::Venue, session);
            let room = rooms.iter().find(|room| room.resource.0 == resource);
            self.seats[session] = room.map_or(0, |room| room.seats);
        }
    }

    /// Finds one that is free, where need be by giving another session a different one.
    fn find(&mut self, kind: Kind, session: SessionIx, heads: u32, depth: u32) -> Option<u32> {
        let days = self.prepared.sessions[session].days;
        let resources = self.prepared.resources_of(kind, session);
        let enough = |resource: &&Resource| resource.seats >= heads;
        for one in resources.iter().filter(enough) {
            if self.bookings(kind).users(one.resource, days).is_none() {
                return Some(one.resource.0);
            }
        }
        if depth == 0 {
            return None;
        }
        for one in resources.iter().filter(enough) {
            let Some((user, true)) = self.bookings(kind).users(one.resource, days) else {
                continue;
            };
            let user = SessionIx(user);
            if user == session {
                continue;
            }
            // The other session looks for a new one while this one still seems taken by it.
            let heads = self.heads[user];
            if let Some(other) = self.find(kind, user, heads.max(1), depth - 1)
                && other != one.resource.0
            {
                self.book(kind, user, other);
                let free = self.bookings(kind).users(one.resource, days).is_none();
                if free {
                    return Some(one.resource.0);
                }
            }
        }
        None
    }

    /// Gives the session a venue and a trainer. `false`, and nothing has changed, where there are
    /// none.
    pub fn open(&mut self, session: SessionIx) -> bool {
        if self.prepared.sessions[session].shut.is_some_and(|shut| shut.is_final()) {
            return false;
        }
        let heads = self.prepared.sessions[session].min.max(1);
        let mark = self.begin();
        if let Some(venue) = self.find(Kind::Venue, session, heads, 3) {
            self.book(Kind::Venue, session, venue);
            if let Some(trainer) = self.find(Kind::Trainer, session, 0, 3) {
                self.book(Kind::Trainer, session, trainer);
                self.end(mark);
                return true;
            }
        }
        self.back_to(mark);
        self.end(mark);
        false
    }

    /// Are a venue and a trainer free, as they are booked now?
    pub fn could_open(&self, session: SessionIx) -> bool {
        let entry = &self.prepared.sessions[session];
        let free = |kind: Kind, bookings: &Bookings| {
            let resources = self.prepared.resources_of(kind, session).iter();
            resources.map(|one| one.resource).any(|one| bookings.users(one, entry.days).is_none())
        };
        free(Kind::Venue, &self.venues) && free(Kind::Trainer, &self.trainers)
    }

    /// A larger venue for a session that is full, where one can be had.
    pub fn enlarge(&mut self, session: SessionIx) -> bool {
        let seats = self.seats[session];
        if seats == 0 || seats >= self.prepared.sessions[session].seats {
            return false;
        }
        let mark = self.begin();
        let found = self.find(Kind::Venue, session, seats + 1, 2);
        match found {
            Some(venue) => self.book(Kind::Venue, session, venue),
            None => self.back_to(mark),
        }
        self.end(mark);
        found.is_some()
    }

    /// Venues and trainers of the sessions as they were.
    pub(super) fn take_rooms(&mut self, rooms: &[(SessionIx, Option<u32>, Option<u32>)]) {
        let free = |session: &SessionIx| self.venues.of(*session).is_some();
        let held: Vec<_> = self.prepared.sessions.indices().filter(free).collect();
        for session in held {
            self.close(session);
        }
        for (session, venue, trainer) in rooms {
            if let (Some(venue), Some(trainer)) = (venue, trainer) {
                self.book(Kind::Venue, *session, *venue);
                self.book(Kind::Trainer, *session, *trainer);
            }
        }
    }

    pub(super) fn close(&mut self, session: SessionIx) {
        self.book(Kind::Venue, session, NONE);
        self.book(Kind::Trainer, session, NONE);
        self.seats[session] = 0;
    }

    /// From here on steps can be taken back.
    pub fn begin(&mut self) -> Mark {
        let mark = Mark {
            steps: self.taken.len(),
            cost: self.cost,
            short: self.short,
            was: self.recording,
        };
        self.recording = true;
        mark
    }

    /// Takes back every step since.
    pub fn back_to(&mut self, mark: Mark) {
        self.recording = false;
        while self.taken.len() > mark.steps {
            match self.taken.pop() {
                Some(Taken::Moved(unit, from)) => self.put(unit, from),
                Some(Taken::Venue(session, before)) => self.book(Kind::Venue, session, before),
                Some(Taken::Trainer(session, before)) => self.book(Kind::Trainer, session, before),
                None => break,
            }
        }
        self.cost = mark.cost;
        self.short = mark.short;
        self.recording = true;
    }

    /// The steps since are for good, unless an earlier mark takes them back.
    pub fn end(&mut self, mark: Mark) {
        self.recording = mark.was;
        if !mark.was {
            self.taken.clear();
        }
    }
}

/// A point to come back to.
#[derive(Clone, Copy, Debug)]
pub struct Mark {
    steps: usize,
    cost: i64,
    short: i64,
    was: bool,
}

impl Prepared<'_> {
    /// The venues or trainers that a session can have.
    pub fn resources_of(&self, kind: Kind, session: SessionIx) -> &[Resource] {
        let entry = &self.sessions[session];
        let span: Span = match kind {
            Kind::Venue => entry.venues,
            Kind::Trainer => entry.trainers,
        };
        span.of(&self.resources)
    }
}
