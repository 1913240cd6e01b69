//! Why somebody cannot go to a session whatever the others do.

use super::prepared::{Barred, Prepared, Relation, Row, Shut};
use super::table::{CourseIx, OfficeIx, PersonIx, RowIx, SessionIx, UnitIx};

/// The first reason that keeps a unit out of a session.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Barrier {
    /// There is none for them at all.
    Barred(Barred),
    /// It cannot be held.
    Shut(Shut),
    /// It is for other districts.
    District(OfficeIx),
    /// It is closed to the office.
    Office(OfficeIx),
    /// It is for other groups.
    Group(PersonIx),
    /// On leave, from this day of the calendar.
    Leave(PersonIx, u16),
    /// Leave of others and locked placements leave no room on this day.
    Room(RowIx, u16),
    /// Locked in another course at that time, or it comes in the wrong order with one.
    Locked(UnitIx),
    /// No session of the prerequisite ends before it starts.
    Early(CourseIx),
}

impl Prepared<'_> {
    /// What keeps the unit out of the session, apart from the other placements of a plan.
    pub fn barrier(&self, unit: UnitIx, session: SessionIx) -> Option<Barrier> {
        let entry = &self.units[unit];
        let class = &self.sessions[session];
        if entry.locked.is_some() {
            return None;
        }
        if let Some(barred) = entry.barred {
            return Some(Barrier::Barred(barred));
        }
        if let Some(shut) = class.shut {
            return Some(Barrier::Shut(shut));
        }
        let candidate = self.candidate(session)?;
        for person in self.people_of(unit) {
            let office = self.people[*person].office;
            let place = self.offices[office].place as usize;
            let Some(own) = self.problem.offices.get(place) else { continue };
            if let Some(districts) = &candidate.districts
                && !districts.contains(&own.district)
            {
                return Some(Barrier::District(office));
            }
            if candidate.not_offices.iter().flatten().any(|closed| *closed == own.id) {
                return Some(Barrier::Office(office));
            }
            let groups = candidate.groups.as_deref().unwrap_or_default();
            let member = self.problem.staff.get(self.people[*person].place as usize);
            if !groups.is_empty() && !member.is_some_and(|member| groups.contains(&member.group)) {
                return Some(Barrier::Group(*person));
            }
            if !self.leave_allows(*person, class.days) {
                let leave = self.people[*person].leave.iter();
                let day = leave.map(|leave| leave.common(class.days)).find(|days| !days.is_empty());
                return Some(Barrier::Leave(*person, day.unwrap_or_default().from));
            }
        }
        for (row, count) in self.rows_of(unit) {
            for day in class.days.iter() {
                if self.room.day(*row, day) < self.locked.day(*row, day) + count {
                    return Some(Barrier::Room(*row, day));
                }
            }
        }
        for kin in self.kin_of(unit) {
            let other = &self.units[kin.unit];
            if let Some(at) = other.locked {
                let taken = &self.sessions[at];
                let fits = match kin.relation {
                    Relation::Person => !taken.days.overlaps(class.days),
                    Relation::Before => taken.end < class.start,
                    Relation::After => class.end < taken.start,
                    Relation::Apart => at != session,
                };
                if !fits {
                    return Some(Barrier::Locked(kin.unit));
                }
            } else if kin.relation == Relation::Before {
                let ends = self.choices(kin.unit).iter();
                let first = ends.map(|choice| self.sessions[choice.session].end).min();
                if first.is_none_or(|end| end >= class.start) {
                    return Some(Barrier::Early(other.course));
                }
            }
        }
        None
    }

    /// The office of a row, `None` for two people.
    pub fn office_of(&self, row: RowIx) -> Option<OfficeIx> {
        match self.rows[row] {
            Row::Office(office) => Some(office),
            Row::Coverage(_) | Row::Link(_) => None,
        }
    }
}
