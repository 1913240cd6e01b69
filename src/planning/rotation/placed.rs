//! From a plan to the counters of the search, and from them to a plan.

use std::collections::BTreeMap;

use super::prepared::Prepared;
use super::problem::{OpenSession, RotaPlan, SOLUTION};
use super::state::{NOWHERE, State};
use super::table::{CourseIx, PersonIx, SessionIx, Table, UnitIx};

impl Prepared<'_> {
    /// Somebody by his id.
    pub fn person(&self, id: &str) -> Option<PersonIx> {
        self.ids.staff.find(id).map(PersonIx)
    }

    /// A course by its id.
    pub fn course(&self, id: &str) -> Option<CourseIx> {
        self.ids.courses.find(id).map(CourseIx)
    }

    /// A session by its id.
    pub fn session(&self, id: &str) -> Option<SessionIx> {
        self.by_name.get(self.ids.sessions.find(id)? as usize).copied()
    }
}

/// The session of each unit in a plan. What the problem does not know is passed over.
pub fn placed(prepared: &Prepared<'_>, plan: &RotaPlan) -> BTreeMap<UnitIx, SessionIx> {
    let mut at = BTreeMap::new();
    for (staff, course, session) in &plan.assign {
        let need = prepared.person(staff).zip(prepared.course(course));
        let unit = need.and_then(|(person, course)| prepared.unit_of(person, course));
        if let (Some(unit), Some(session)) = (unit, prepared.session(session))
            && prepared.sessions[session].course == prepared.units[unit].course
        {
            at.insert(unit, session);
        }
    }
    at
}

/// The counters for a plan. A placement that the rules forbid is left out.
pub fn state_of<'a>(prepared: &'a Prepared<'a>, plan: &RotaPlan) -> State<'a> {
    let mut state = State::new(prepared);
    let at = placed(prepared, plan);
    let rooms = plan.sessions.iter().filter_map(|open| {
        let session = prepared.session(&open.id)?;
        let venue = prepared.ids.venues.find(&open.venue);
        let trainer = prepared.ids.trainers.find(&open.trainer);
        Some((session, venue, trainer))
    });
    let rooms: Vec<_> = rooms.collect();
    state.take_rooms(&rooms);
    // Prerequisites before what asks for them.
    for unit in prepared.in_turn() {
        if let Some(session) = at.get(&unit)
            && state.at[unit] == NOWHERE
            && prepared.choice(unit, *session).is_some()
            && state.fits(unit, *session)
        {
            state.go(unit, *session);
        }
    }
    state
}

impl State<'_> {
    /// Sets everything to a plan that was reached before.
    pub(super) fn set_to(
        &mut self,
        at: &Table<UnitIx, SessionIx>,
        rooms: &[(SessionIx, Option<u32>, Option<u32>)],
    ) {
        let free = |unit: &UnitIx| self.prepared.units[*unit].locked.is_none();
        let units: Vec<_> = self.prepared.units.indices().filter(free).collect();
        for unit in &units {
            if self.at[*unit] != NOWHERE {
                self.go(*unit, NOWHERE);
            }
        }
        self.take_rooms(rooms);
        for unit in &units {
            if at[*unit] != NOWHERE {
                self.go(*unit, at[*unit]);
            }
        }
    }

    /// The plan as people read it.
    pub(super) fn plan(&self) -> RotaPlan {
        use crate::order::Order as _;
        let prepared = self.prepared;
        let mut plan = RotaPlan::empty(prepared.problem);
        plan.format = SOLUTION.to_owned();
        for (person, course, unit) in &prepared.needs {
            let session = self.at[*unit];
            if session != NOWHERE {
                let (staff, course) = (prepared.person_id(*person), prepared.course_id(*course));
                let session = prepared.session_id(session).to_owned();
                plan.assign.push((staff.to_owned(), course.to_owned(), session));
            }
        }
        for session in prepared.sessions.indices() {
            let Some(candidate) = prepared.candidate(session) else { continue };
            if !self.is_open(session) {
                continue;
            }
            let venue = self.venue(session).and_then(|at| prepared.venue_id(at));
            let trainer = self.trainer(session).and_then(|at| prepared.trainer_id(at));
            // A locked session may have no free venue; it then has the first it may have.
            let first = |list: &[String]| list.first().cloned().unwrap_or_default();
            plan.sessions.push(OpenSession {
                id: candidate.id.clone(),
                venue: venue.map_or_else(|| first(&candidate.venues), str::to_owned),
                trainer: trainer.map_or_else(|| first(&candidate.trainers), str::to_owned),
            });
        }
        plan.sessions.order_by(|a, b| a.id.cmp(&b.id));
        plan
    }
}
