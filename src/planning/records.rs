//! All that is recorded of anybody: parts in sessions and meetings of pairs and circles, as they were entered.

use jiff::civil::Date;

use crate::model::course::{TrainingForm, TrainingKind};
use crate::model::hours::{Presence, QuarterHours};
use crate::model::id::{PairId, PersonId, PlanId, SessionId};
use crate::model::ledger::Ledger;

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
