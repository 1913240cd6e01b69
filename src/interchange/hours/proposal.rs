//! What an import of hours would do: whose part in which session is new or other than before, and
//! what must be settled first.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::layout::Layout;
use super::rows::{Part, ReadRow, Reader};
use super::words::HourWords;
use crate::interchange::roster::cells::tidy;
use crate::interchange::roster::draft::Draft;
use crate::interchange::roster::matching::{Match, PeopleIndex};
use crate::interchange::roster::offices::OfficeBook;
use crate::interchange::roster::words::RosterWords;
use crate::interchange::table::Sheet;
use crate::model::course::TrainingForm;
use crate::model::hours::{Attendance, Presence, Session};
use crate::model::id::{IdSource, PersonId, SessionId};
use crate::model::ledger::Ledger;
use crate::model::people::Rejection;
use crate::model::person::Certificate;
use crate::order::Gather as _;

/// Why a row is not written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// Nobody of the roster fits.
    Nobody,
    /// These people fit; somebody must choose.
    Several(Vec<PersonId>),
    MissingTitle,
    BadDate,
    /// It begins after today, so nobody has earned its hours yet.
    NotYet,
    BadHours,
    /// The earlier row about the same person and class.
    Repeats(usize),
    /// Left out by hand.
    Skipped,
}

/// What becomes of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    New,
    Changed,
    Same,
}

/// One row.
#[derive(Clone, Debug, PartialEq)]
pub struct HourRow {
    /// 1-based data row.
    pub row: usize,
    /// Name and office as written.
    pub name: String,
    pub office: String,
    /// What it says, where it can be read.
    pub part: Option<Part>,
    pub outcome: Result<Outcome, Fault>,
}

/// What an import would do.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct HoursProposal {
    pub rows: Vec<HourRow>,
    /// The sessions that are new or changed, whole.
    sessions: Vec<Session>,
}

/// What a person has settled.
pub struct Settled<'a> {
    pub today: Date,
    /// What training is where a row does not say.
    pub form: &'a TrainingForm,
    /// Row by row: who it is about, or nobody, for a row to leave out.
    pub people: &'a BTreeMap<usize, Option<PersonId>>,
}

/// By what a session is known again: title, form, first and last day.
type Key = (String, TrainingForm, Date, Date);

/// Reads a list and compares it with the ledger, which stays as it is.
pub fn propose(
    sheet: &Sheet,
    layout: &Layout,
    ledger: &Ledger,
    settled: &Settled<'_>,
    ids: &mut IdSource,
) -> HoursProposal {
    let words = HourWords::built_in();
    let roster = RosterWords::new(&ledger.packs);
    let reader = Reader {
        sheet,
        layout,
        words: &words,
        roster: &roster,
        pack: &ledger.packs.hours,
        form: settled.form,
        today: settled.today,
    };
    let index = PeopleIndex::new(ledger);
    let mut offices = OfficeBook::new(ledger, &roster);
    let known: BTreeMap<Key, SessionId> = ledger
        .sessions
        .values()
        .rev()
        .map(|one| ((tidy(&one.title), one.form.clone(), one.start, one.end), one.id))
        .gather_map();
    let mut changed: BTreeMap<Key, Session> = BTreeMap::new();
    let mut seen: BTreeMap<(Key, PersonId), usize> = BTreeMap::new();
    let mut proposal = HoursProposal::default();
    for ReadRow { row, who, part } in reader.rows() {
        let mut settle = || -> Result<Outcome, Fault> {
            let part = part.as_ref().map_err(Clone::clone)?;
            let person = match settled.people.get(&row) {
                Some(chosen) => chosen.ok_or(Fault::Skipped)?,
                None => find(&who, &index, &mut offices, ids)?,
            };
            let key = (part.title.clone(), part.form.clone(), part.start, part.end);
            let earlier = *seen.entry((key.clone(), person)).or_insert(row);
            if earlier != row {
                return Err(Fault::Repeats(earlier));
            }
            let session = changed.entry(key.clone()).or_insert_with(|| {
                let known = known.get(&key).and_then(|id| ledger.sessions.get(id));
                known.map_or_else(|| new_session(part, ids), |known| Session::clone(known))
            });
            Ok(take_part(session, person, part, known.contains_key(&key)))
        };
        let outcome = settle();
        let (name, office) = (who.name, who.office.unwrap_or_default());
        proposal.rows.push(HourRow { row, name, office, part: part.ok(), outcome });
    }
    let is_changed = |session: &Session| {
        ledger.sessions.get(&session.id).is_none_or(|known| **known != *session)
    };
    proposal.sessions = changed.into_values().filter(is_changed).collect();
    proposal
}

/// Whom a row is about: by number and ID number, else by name and office; where no office is
/// given, by a name that nobody else of the roster has.
fn find(
    who: &Draft,
    index: &PeopleIndex<'_>,
    offices: &mut OfficeBook<'_>,
    ids: &mut IdSource,
) -> Result<PersonId, Fault> {
    let office = who.office.as_deref().map(|office| offices.resolve(office, ids));
    let found = match index.find(who, office) {
        Match::Nobody if office.is_none() => index.named(who),
        found => found,
    };
    match found {
        Match::One(person) => Ok(person.id),
        Match::Nobody => Err(Fault::Nobody),
        Match::Several(people) => {
            Err(Fault::Several(people.iter().map(|person| person.id).collect()))
        }
    }
}

fn new_session(part: &Part, ids: &mut IdSource) -> Session {
    let (title, form) = (part.title.clone(), part.form.clone());
    Session::new(SessionId::new(ids), title, form, (part.start, part.end), part.hours)
}

/// Enters a part. What the row does not say stays as it was; what a session says of itself is
/// taken where the session is new or had nothing there.
fn take_part(session: &mut Session, person: PersonId, part: &Part, is_known: bool) -> Outcome {
    if !is_known {
        session.hours = session.hours.max(part.full.unwrap_or_default()).max(part.hours);
    }
    for (here, there) in [
        (&mut session.organiser, &part.organiser),
        (&mut session.place, &part.place),
        (&mut session.trainer, &part.trainer),
    ] {
        if let Some(there) = there.as_ref().filter(|_| here.is_empty()) {
            here.clone_from(there);
        }
    }
    if session.kind.is_none() {
        session.kind.clone_from(&part.kind);
    }
    let before = session.attendance.get(&person);
    let presence = if part.hours.is_zero() { Presence::Absent } else { Presence::Present };
    let mut after = before.cloned().unwrap_or_else(|| Attendance::new(presence, part.hours));
    after.hours = part.hours;
    if let Some(presence) = &part.presence {
        after.presence = presence.clone();
    }
    if part.result.is_some() {
        after.result.clone_from(&part.result);
    }
    if let Some(number) = &part.certificate {
        let known = after.certificate.as_ref().and_then(|certificate| certificate.expiry);
        let expiry = part.expiry.or(known);
        after.certificate = Some(Certificate { number: number.clone(), expiry });
    }
    if let Some(note) = &part.note {
        after.note.clone_from(note);
    }
    let outcome = match before {
        None => Outcome::New,
        Some(before) if *before == after => Outcome::Same,
        Some(_) => Outcome::Changed,
    };
    session.attendance.insert(person, after);
    outcome
}

impl HoursProposal {
    /// How many rows have this outcome.
    pub fn count(&self, outcome: Outcome) -> usize {
        self.rows.iter().filter(|row| row.outcome == Ok(outcome)).count()
    }

    /// How many sessions are written.
    pub fn sessions(&self) -> usize {
        self.sessions.len()
    }

    /// Writes what is new and changed, all of it or nothing.
    ///
    /// # Errors
    /// What the ledger refuses; it is then as before.
    pub fn apply(&self, ledger: &mut Ledger) -> Result<(), Rejection> {
        let mut after = ledger.clone();
        for session in &self.sessions {
            after.put_session(session.clone())?;
        }
        *ledger = after;
        Ok(())
    }
}

#[cfg(test)]
mod tests;
