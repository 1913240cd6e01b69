//! All that is recorded of anybody: parts in sessions and meetings of pairs and circles, as they were entered.

use jiff::civil::Date;

use crate::model::course::{TrainingForm, TrainingKind};
use crate::model::hours::{Presence, QuarterHours, Session};
use crate::model::id::{PairId, PersonId, PlanId, SessionId};
use crate::model::ledger::Ledger;
use crate::order::Order as _;

/// Where recognised hours come from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Origin {
    Session(SessionId),
    /// A meeting of a pair or circle, by its place in the log.
    Meeting(PlanId, PairId, usize),
}

/// One person's part in a session or a meeting.
pub struct Record<'a> {
    pub person: PersonId,
    pub origin: Origin,
    /// Title of the session, subject or note of the meeting.
    pub title: &'a str,
    pub form: &'a TrainingForm,
    /// Kind of training by law, where it was said; meetings have none.
    pub kind: Option<&'a TrainingKind>,
    pub start: Date,
    pub end: Date,
    pub hours: QuarterHours,
    /// Meetings are entered by who was there.
    pub presence: &'a Presence,
    /// A meeting that counts towards targets; a session does so by its form.
    pub counts: bool,
}

/// Shows every record of the ledger, of people who have left too.
pub fn each_record<'a>(ledger: &'a Ledger, show: &mut dyn FnMut(&Record<'a>)) {
    for session in ledger.sessions.values() {
        for (person, attendance) in &session.attendance {
            show(&Record {
                person: *person,
                origin: Origin::Session(session.id),
                title: &session.title,
                form: &session.form,
                kind: session.kind.as_ref(),
                start: session.start,
                end: session.end,
                hours: attendance.hours,
                presence: &attendance.presence,
                counts: false,
            });
        }
    }
    for plan in ledger.plans.values() {
        for log in plan.meeting_logs() {
            for (index, meeting) in log.meetings.iter().enumerate() {
                for person in &log.people {
                    show(&Record {
                        person: *person,
                        origin: Origin::Meeting(plan.id, log.id, index),
                        title: if meeting.note.is_empty() { log.title } else { &meeting.note },
                        form: &TrainingForm::MutualHelp,
                        kind: None,
                        start: meeting.on,
                        end: meeting.on,
                        hours: meeting.hours,
                        presence: &Presence::Present,
                        counts: meeting.counts,
                    });
                }
            }
        }
    }
}

/// The sessions that touch the year of the ledger, the newest first.
pub fn sessions_of_year(ledger: &Ledger) -> Vec<&Session> {
    let year = ledger.settings.year;
    let touches = |one: &&Session| one.start.year() <= year && year <= one.end.year();
    let mut sessions: Vec<_> =
        ledger.sessions.values().map(AsRef::as_ref).filter(touches).collect();
    sessions.order_by_key(|session| std::cmp::Reverse((session.end, session.start, session.id)));
    sessions
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::hours::Attendance;
    use crate::model::id::IdSource;
    use crate::model::ledger::tests::ledger_of;
    use crate::planning::hours::tests::session;

    #[test]
    fn the_sessions_of_a_year_are_listed_from_the_newest_with_who_was_there() {
        let (mut ledger, people) = ledger_of(3);
        let mut ids = IdSource::new([5; 16]);
        for (start, end) in [
            ("2026-03-02", "2026-03-03"),
            ("2025-12-31", "2026-01-04"),
            ("2026-06-01", "2026-06-01"),
            ("2025-11-03", "2025-11-03"),
        ] {
            let mut held = session(&mut ids, TrainingForm::Intensive, start);
            held.end = end.parse().unwrap();
            let presences = [Presence::Late, Presence::Leave, Presence::Absent];
            for (person, presence) in people.iter().zip(presences) {
                held.attendance.insert(*person, Attendance::new(presence, QuarterHours(0)));
            }
            ledger.put_session(held).unwrap();
        }
        let listed = sessions_of_year(&ledger);
        let starts: Vec<_> = listed.iter().map(|one| one.start.to_string()).collect();
        assert_eq!(starts, ["2026-06-01", "2026-03-02", "2025-12-31"]);
        assert!(listed.iter().all(|one| one.present() == 1 && one.attendance.len() == 3));
    }
}
