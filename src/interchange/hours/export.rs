//! The hours of a year as tables: every part in every session, with the headings by which it can
//! be read back, and the year of each person.

use std::collections::BTreeMap;

use super::words::{HourField, HourWords};
use crate::interchange::export_table::ExportTable;
use crate::model::hours::Session;
use crate::model::id::PersonId;
use crate::model::ledger::Ledger;
use crate::order::{Gather as _, Order as _};

/// The columns of the records. ID numbers leave the ledger in no list of hours.
const FIELDS: [HourField; 18] = [
    HourField::Name,
    HourField::Number,
    HourField::Office,
    HourField::Title,
    HourField::Form,
    HourField::Kind,
    HourField::Start,
    HourField::End,
    HourField::Hours,
    HourField::Full,
    HourField::Presence,
    HourField::Result,
    HourField::Certificate,
    HourField::Expiry,
    HourField::Organiser,
    HourField::Place,
    HourField::Trainer,
    HourField::Note,
];

/// Every part in the sessions that touch `year`, by date and in the order of the roster.
pub fn records(ledger: &Ledger, year: i16, name: String) -> ExportTable {
    let words = HourWords::built_in();
    let people: BTreeMap<PersonId, _> =
        ledger.people().map(|person| (person.id, person)).gather_map();
    let mut sessions: Vec<&Session> = ledger
        .sessions
        .values()
        .map(AsRef::as_ref)
        .filter(|session| session.start.year() <= year && year <= session.end.year())
        .collect();
    sessions.order_by_key(|session| (session.start, session.id));
    let mut rows = Vec::new();
    for session in sessions {
        let mut parts: Vec<_> = session
            .attendance
            .iter()
            .filter_map(|(id, attendance)| Some((people.get(id)?, attendance)))
            .collect();
        parts.order_by_key(|(person, _)| (person.position, person.id));
        for (person, attendance) in parts {
            let certificate = attendance.certificate.as_ref();
            let expiry = certificate.and_then(|certificate| certificate.expiry);
            let text = |field| match field {
                HourField::Name => person.name.clone(),
                HourField::Number => person.number.clone().unwrap_or_default(),
                HourField::Office => ledger.office_name(person.office).to_owned(),
                HourField::Title => session.title.clone(),
                HourField::Form => words.form_word(&session.form),
                HourField::Kind => {
                    session.kind.as_ref().map(|kind| words.kind_word(kind)).unwrap_or_default()
                }
                HourField::Start => session.start.to_string(),
                HourField::End => session.end.to_string(),
                HourField::Hours => attendance.hours.to_string(),
                HourField::Full => session.hours.to_string(),
                HourField::Presence => words.presence_word(&attendance.presence),
                HourField::Result => {
                    let result = attendance.result.as_ref();
                    result.map(|result| words.result_word(result)).unwrap_or_default()
                }
                HourField::Certificate => {
                    certificate.map(|certificate| certificate.number.clone()).unwrap_or_default()
                }
                HourField::Expiry => expiry.map(|expiry| expiry.to_string()).unwrap_or_default(),
                HourField::Organiser => session.organiser.clone(),
                HourField::Place => session.place.clone(),
                HourField::Trainer => session.trainer.clone(),
                HourField::Note => attendance.note.clone(),
                HourField::IdNumber | HourField::Dates => String::new(),
            };
            rows.push(FIELDS.map(text).to_vec());
        }
    }
    ExportTable {
        name,
        headings: FIELDS.map(|field| words.heading(field)).to_vec(),
        rows,
        ..ExportTable::default()
    }
}
