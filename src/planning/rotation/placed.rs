//! A plan read back: who is where, and the search's counters for it.

use std::collections::BTreeMap;

use super::prepared::Prepared;
use super::problem::RotaPlan;
use super::state::{NOWHERE, State};
use super::table::{CourseIx, PersonIx, SessionIx, UnitIx};

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
