//! The form of a class that is being recorded: filled from a plan or a session, read on saving.

use std::collections::BTreeMap;

use jiff::civil::Date;
use leptos::prelude::*;

use super::{Page, plain};
use crate::i18n::messages::Messages;
use crate::interchange::hours::words::HourWords;
use crate::model::course::TrainingForm;
use crate::model::date::PartialDate;
use crate::model::hours::{Attendance, Presence, QuarterHours, Session};
use crate::model::id::{BatchId, PersonId, PlanId, SessionId};
use crate::model::ledger::Ledger;
use crate::model::pack::Extra;
use crate::model::people::Rejection;
use crate::model::person::Certificate;
use crate::planning::coverage::batch_hours;
use crate::planning::unrecorded::Unrecorded;
use crate::ui::components::field::need;

/// One person in the form: hours are text until they are saved.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    pub presence: Presence,
    /// What differs from the hours of the class; empty for the same.
    pub hours: String,
    /// Result or marks, as written.
    pub result: String,
    pub certificate: String,
    /// Last valid day of the certificate.
    pub expiry: String,
    pub note: String,
}

impl Line {
    /// There all the time.
    pub fn present() -> Self {
        Self {
            presence: Presence::Present,
            hours: String::new(),
            result: String::new(),
            certificate: String::new(),
            expiry: String::new(),
            note: String::new(),
        }
    }

    /// Does anything differ from being there all the time?
    pub fn is_exception(&self) -> bool {
        self.presence != Presence::Present || !self.hours.is_empty() || !self.note.is_empty()
    }
}

/// The form as it stands.
#[derive(Clone, Debug, PartialEq)]
pub struct Recording {
    pub id: SessionId,
    /// Is it in the ledger already?
    pub known: bool,
    pub title: String,
    pub course: Option<String>,
    pub form: TrainingForm,
    pub start: String,
    pub end: String,
    pub hours: String,
    pub place: String,
    pub trainer: String,
    pub organiser: String,
    /// Does the class give certificates?
    pub certifies: bool,
    pub plan: Option<PlanId>,
    pub batch: Option<BatchId>,
    pub people: BTreeMap<PersonId, Line>,
}

impl Recording {
    /// An empty form for a class of today.
    pub fn new(page: Page) -> Self {
        let today = page.editor.workspace.today().to_string();
        Self {
            id: SessionId::new(&mut page.editor.workspace.new_ids()),
            known: false,
            title: String::new(),
            course: None,
            form: TrainingForm::Intensive,
            start: today.clone(),
            end: today,
            hours: String::new(),
            place: String::new(),
            trainer: String::new(),
            organiser: String::new(),
            certifies: false,
            plan: None,
            batch: None,
            people: BTreeMap::new(),
        }
    }

    /// Adds somebody, present.
    pub fn add(&mut self, person: PersonId) {
        self.people.entry(person).or_insert_with(Line::present);
    }
}

/// The form of a session that is recorded already.
pub fn of_session(session: &Session, texts: &Messages) -> Recording {
    let people = session
        .attendance
        .iter()
        .map(|(person, attendance)| {
            let same = attendance.hours == session.hours
                || attendance.hours == QuarterHours(0) && !earns(&attendance.presence);
            let hours = if same { String::new() } else { plain(attendance.hours) };
            let presence = attendance.presence.clone();
            let result = attendance.result.as_ref();
            let certificate = attendance.certificate.clone();
            let expiry = certificate.as_ref().and_then(|certificate| certificate.expiry);
            let line = Line {
                presence,
                hours,
                result: result.map(texts.attendance.result_word).unwrap_or_default(),
                certificate: certificate.map(|one| one.number).unwrap_or_default(),
                expiry: expiry.map(|expiry| expiry.to_string()).unwrap_or_default(),
                note: attendance.note.clone(),
            };
            (*person, line)
        })
        .collect();
    Recording {
        id: session.id,
        known: true,
        title: session.title.clone(),
        course: session.course.clone(),
        form: session.form.clone(),
        start: session.start.to_string(),
        end: session.end.to_string(),
        hours: plain(session.hours),
        place: session.place.clone(),
        trainer: session.trainer.clone(),
        organiser: session.organiser.clone(),
        certifies: session.attendance.values().any(|one| one.certificate.is_some()),
        plan: session.plan,
        batch: session.batch,
        people,
    }
}

/// Does somebody so present earn the hours of the class where nothing else is entered?
pub fn earns(presence: &Presence) -> bool {
    matches!(presence, Presence::Present | Presence::Late)
}

/// Fills the form from a batch or class.
pub fn fill(recording: &mut Recording, source: &Unrecorded, ledger: &Ledger, page: Page) {
    let words = &page.editor.texts.hours;
    match source {
        Unrecorded::Batch { plan, batch, .. } => {
            let Some(plan) = ledger.plans.get(plan) else { return };
            let (Some(found), Some(number)) =
                (plan.rotation.batch(*batch), plan.rotation.number(*batch))
            else {
                return;
            };
            recording.title = (words.batch_title)(&plan.title, number);
            recording.course = plan.rotation.course.clone();
            recording.form = TrainingForm::Rotation;
            recording.start = found.start.to_string();
            recording.end = found.end.to_string();
            recording.hours = plain(batch_hours(plan, *batch, ledger));
            recording.place = found.place.clone();
            recording.trainer = found.trainer.clone();
            recording.plan = Some(plan.id);
            recording.batch = Some(*batch);
            recording.people =
                plan.rotation.people_of(*batch).map(|person| (person, Line::present())).collect();
        }
        Unrecorded::Class { plan, class, .. } => {
            let Some(plan) = ledger.plans.get(plan) else { return };
            let Some(found) = plan.intensive.iter().find(|one| one.id == *class) else { return };
            recording.id = found.id;
            recording.title = found.title.clone();
            recording.course = found.course.clone();
            recording.form = TrainingForm::Intensive;
            recording.start = found.start.to_string();
            recording.end = found.end.to_string();
            recording.hours = plain(found.hours);
            recording.place = found.place.clone();
            recording.trainer = found.trainer.clone();
            recording.plan = Some(plan.id);
            recording.batch = None;
            recording.people =
                found.people.iter().map(|person| (*person, Line::present())).collect();
        }
    }
}

/// What is wrong with the form, field by field.
#[derive(Clone, Copy, Default)]
pub struct Faults {
    pub title: RwSignal<String>,
    pub hours: RwSignal<String>,
    pub start: RwSignal<String>,
    pub end: RwSignal<String>,
    pub people: RwSignal<String>,
}

/// Who of the form is on leave for more than a seventh of the class.
pub fn on_long_leave(recording: &Recording, page: Page) -> (Vec<PersonId>, QuarterHours) {
    let words = HourWords::built_in();
    let ledger = page.editor.workspace.ledger_untracked();
    let hours = |text: &str| words.hours(text, &ledger.packs.hours);
    let full = hours(&recording.hours).unwrap_or_default();
    let people = recording.people.iter().filter(|(_, line)| {
        let had = hours(&line.hours).unwrap_or_default();
        Attendance::new(line.presence.clone(), had).leaves_too_long(full)
    });
    (people.map(|(person, _)| *person).collect(), full)
}

impl Faults {
    /// The form was filled anew.
    pub fn clear(self) {
        for fault in [self.title, self.hours, self.start, self.end, self.people] {
            fault.set(String::new());
        }
    }
}

/// Reads the form; `None` where something is wrong, which then stands at its field.
pub fn read(recording: &Recording, page: Page, faults: Faults) -> Option<Session> {
    let texts = page.editor.texts;
    let words = &texts.hours;
    let known = HourWords::built_in();
    let ledger = page.editor.workspace.ledger_untracked();
    let hours = |text: &str| known.hours(text, &ledger.packs.hours);
    let rejected = |rejection| (texts.model.rejection)(&rejection);
    let title = Some(recording.title.trim()).filter(|title| !title.is_empty());
    let title = need(faults.title, title, &rejected(Rejection::MissingName));
    let full = need(faults.hours, hours(&recording.hours), words.bad_hours);
    let start = need(faults.start, recording.start.parse::<Date>().ok(), words.bad_date);
    let end = need(faults.end, recording.end.parse::<Date>().ok(), words.bad_date);
    let somebody = (!recording.people.is_empty()).then_some(());
    need(faults.people, somebody, words.nobody)?;
    let (title, full, start, end) = (title?, full?, start?, end?);
    let ends_late = (start <= end).then_some(());
    need(faults.end, ends_late, &rejected(Rejection::EndBeforeStart))?;
    let mut attendance = BTreeMap::new();
    for (person, line) in &recording.people {
        let hours = match line.hours.trim() {
            "" if earns(&line.presence) => full,
            "" => QuarterHours(0),
            // The field of the line is marked already.
            text => need(faults.people, hours(text), words.bad_hours)?,
        };
        let (result, number) = (line.result.trim(), line.certificate.trim());
        let has_number = (line.expiry.is_empty() || !number.is_empty()).then_some(());
        need(faults.people, has_number, texts.attendance.number_first)?;
        // What a newer version keeps of somebody stays.
        let before = ledger.sessions.get(&recording.id);
        let before = before.and_then(|session| session.attendance.get(person));
        let part = Attendance {
            presence: line.presence.clone(),
            hours,
            result: (!result.is_empty()).then(|| known.result(result)),
            certificate: (!number.is_empty()).then(|| Certificate {
                number: number.to_owned(),
                expiry: PartialDate::parse(&line.expiry),
            }),
            note: line.note.trim().to_owned(),
            extra: before.map(|before| before.extra.clone()).unwrap_or_default(),
        };
        attendance.insert(*person, part);
    }
    Some(Session {
        id: recording.id,
        title: title.to_owned(),
        course: recording.course.clone(),
        form: recording.form.clone(),
        start,
        end,
        hours: full,
        place: recording.place.trim().to_owned(),
        trainer: recording.trainer.trim().to_owned(),
        organiser: recording.organiser.trim().to_owned(),
        plan: recording.plan,
        batch: recording.batch,
        attendance,
        extra: ledger
            .sessions
            .get(&recording.id)
            .map_or_else(Extra::new, |session| session.extra.clone()),
    })
}
