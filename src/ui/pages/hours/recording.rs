//! The form of a class that is being recorded: filled from a plan or a session, read on saving.

use std::collections::BTreeMap;

use jiff::civil::Date;
use leptos::prelude::*;

use super::{Page, plain};
use crate::i18n::messages::Messages;
use crate::interchange::hours::words::HourWords;
use crate::model::course::{TrainingForm, TrainingKind};
use crate::model::date::PartialDate;
use crate::model::hours::{Attendance, HalfDayMark, Presence, QuarterHours, Session};
use crate::model::id::{BatchId, PersonId, PlanId, SessionId};
use crate::model::ledger::Ledger;
use crate::model::pack::Extra;
use crate::model::people::Rejection;
use crate::model::person::Certificate;
use crate::model::plan::HalfDay;
use crate::planning::coverage::batch_hours;
use crate::planning::half_days;
use crate::planning::schedule::{Event, What};
use crate::planning::unrecorded::overdue;
use crate::ui::components::field::need;

/// One person in the form: hours are text until they are saved.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    pub presence: Presence,
    /// What differs from [`Self::usual_hours`]; empty for the same.
    pub hours: String,
    /// Half days that were not simply attended.
    pub half_days: BTreeMap<(Date, HalfDay), Presence>,
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
            half_days: BTreeMap::new(),
            result: String::new(),
            certificate: String::new(),
            expiry: String::new(),
            note: String::new(),
        }
    }

    /// Makes the half day the next thing that it can be; the whole follows from all of them.
    pub fn turn(&mut self, half_day: (Date, HalfDay), held: &[(Date, HalfDay)]) {
        // What was said of the whole class holds of every half day until it is said otherwise.
        if self.half_days.is_empty() && self.presence != Presence::Present {
            self.half_days = held.iter().map(|one| (*one, self.presence.clone())).collect();
        }
        let now = self.half_days.remove(&half_day).unwrap_or(Presence::Present);
        let place = Presence::KNOWN.iter().position(|one| *one == now).unwrap_or_default();
        if let Some(next) = Presence::KNOWN.get(place + 1) {
            self.half_days.insert(half_day, next.clone());
        }
        self.presence = half_days::presence(&self.marks(None));
        self.hours.clear();
    }

    /// What the person did on a half day.
    pub fn presence_on(&self, half_day: (Date, HalfDay)) -> Presence {
        let unmarked =
            if self.half_days.is_empty() { self.presence.clone() } else { Presence::Present };
        self.half_days.get(&half_day).cloned().unwrap_or(unmarked)
    }

    /// Its half days, those of `held` where they are known.
    fn marks(&self, held: Option<&[(Date, HalfDay)]>) -> Vec<HalfDayMark> {
        let is_held = |one: &(Date, HalfDay)| held.is_none_or(|held| held.contains(one));
        let marks = self.half_days.iter().filter(|(one, _)| is_held(one));
        marks
            .map(|((on, half), presence)| HalfDayMark {
                on: *on,
                half: *half,
                presence: presence.clone(),
            })
            .collect()
    }

    /// What is recognised of `full` hours where nothing else is entered.
    pub fn usual_hours(&self, full: QuarterHours, held: &[(Date, HalfDay)]) -> QuarterHours {
        let marks = self.marks(Some(held));
        match () {
            () if !marks.is_empty() => half_days::recognised(full, &marks, held.len()),
            () if self.presence.earns() => full,
            () => QuarterHours(0),
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
    pub kind: Option<TrainingKind>,
    pub half: Option<HalfDay>,
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
            kind: None,
            half: None,
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

    /// The form of the batch or class that has waited longest for its record, an empty one where
    /// none waits.
    pub fn overdue(page: Page) -> Self {
        let mut recording = Self::new(page);
        let ledger = page.editor.workspace.ledger_untracked();
        if let Some(oldest) = overdue(&ledger, page.editor.workspace.today()).first() {
            fill(&mut recording, oldest, &ledger, page);
        }
        recording
    }

    /// Is it that of a batch or class?
    pub fn is_of(&self, event: &Event) -> bool {
        match event.what {
            What::Batch(batch, _) => self.batch == Some(batch),
            What::Class(class) => self.id == class,
        }
    }

    /// The half days of the class, as far as its days are known.
    pub fn half_days(&self, ledger: &Ledger) -> Vec<(Date, HalfDay)> {
        let days = self.start.parse().ok().zip(self.end.parse().ok());
        let halves = |days| half_days::half_days(&ledger.packs.calendar, days, self.half);
        days.map(halves).unwrap_or_default()
    }

    /// Adds somebody, present.
    pub fn add(&mut self, person: PersonId) {
        self.people.entry(person).or_insert_with(Line::present);
    }
}

/// The form of a session that is recorded already.
pub fn of_session(session: &Session, ledger: &Ledger, texts: &Messages) -> Recording {
    let held = half_days::of_session(session, &ledger.packs.calendar);
    let people = session
        .attendance
        .iter()
        .map(|(person, attendance)| {
            let presence = attendance.presence.clone();
            let result = attendance.result.as_ref();
            let certificate = attendance.certificate.clone();
            let expiry = certificate.as_ref().and_then(|certificate| certificate.expiry);
            let marks = attendance.half_days.iter();
            let mut line = Line {
                presence,
                hours: String::new(),
                half_days: marks.map(|one| ((one.on, one.half), one.presence.clone())).collect(),
                result: result.map(texts.attendance.result_word).unwrap_or_default(),
                certificate: certificate.map(|one| one.number).unwrap_or_default(),
                expiry: expiry.map(|expiry| expiry.to_string()).unwrap_or_default(),
                note: attendance.note.clone(),
            };
            if line.usual_hours(session.hours, &held) != attendance.hours {
                line.hours = plain(attendance.hours);
            }
            (*person, line)
        })
        .collect();
    Recording {
        id: session.id,
        known: true,
        title: session.title.clone(),
        course: session.course.clone(),
        form: session.form.clone(),
        kind: session.kind.clone(),
        half: session.half,
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

/// Fills the form from a batch or class.
pub fn fill(recording: &mut Recording, event: &Event, ledger: &Ledger, page: Page) {
    let Some(plan) = ledger.plans.get(&event.plan) else { return };
    match event.what {
        What::Batch(batch, number) => {
            recording.title = (page.editor.texts.hours.batch_title)(&plan.title, number);
            recording.form = TrainingForm::Rotation;
            recording.kind = None;
            recording.hours = plain(batch_hours(plan, batch, ledger));
            recording.batch = Some(batch);
        }
        What::Class(class) => {
            let Some(found) = plan.intensive.iter().find(|one| one.id == class) else { return };
            recording.id = found.id;
            recording.title = found.title.clone();
            recording.form = TrainingForm::Intensive;
            recording.kind = found.kind.clone();
            recording.hours = plain(found.hours);
            recording.batch = None;
        }
    }
    recording.course = event.course.clone();
    recording.half = event.half;
    recording.start = event.start.to_string();
    recording.end = event.end.to_string();
    recording.place = event.place.clone();
    recording.trainer = event.trainer.clone();
    recording.plan = Some(plan.id);
    recording.people = event.people.iter().map(|person| (*person, Line::present())).collect();
}

/// The session that is recorded, with who took part by the form as it stands.
pub fn as_it_stands(recording: &Recording, page: Page) -> Option<Session> {
    let words = HourWords::built_in();
    let ledger = page.editor.workspace.ledger_untracked();
    let hours = |text: &str| words.hours(text, &ledger.packs.hours);
    let full = hours(&recording.hours).unwrap_or_default();
    let held = recording.half_days(&ledger);
    let people = recording.people.iter().map(|(person, line)| {
        let had = hours(&line.hours).unwrap_or_else(|| line.usual_hours(full, &held));
        (*person, Attendance::new(line.presence.clone(), had))
    });
    let attendance = people.collect();
    let session = Session::clone(ledger.sessions.get(&recording.id)?);
    Some(Session { hours: full, attendance, ..session })
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
    let held = recording.half_days(&ledger);
    let people = recording.people.iter().filter(|(_, line)| {
        let had = hours(&line.hours).unwrap_or_else(|| line.usual_hours(full, &held));
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
    let held = recording.half_days(&ledger);
    let mut attendance = BTreeMap::new();
    for (person, line) in &recording.people {
        let hours = match line.hours.trim() {
            "" => line.usual_hours(full, &held),
            // The field of the line is marked already.
            text => need(faults.people, hours(text), words.bad_hours)?,
        };
        let is_explained = !line.note.trim().is_empty()
            || line.hours.trim().is_empty()
            || hours.is_zero()
            || !Attendance::new(line.presence.clone(), hours).leaves_too_long(full);
        need(faults.people, is_explained.then_some(()), texts.attendance.explain_first)?;
        let (result, number) = (line.result.trim(), line.certificate.trim());
        let has_number = (line.expiry.is_empty() || !number.is_empty()).then_some(());
        need(faults.people, has_number, texts.attendance.number_first)?;
        // What a newer version keeps of somebody stays.
        let before = ledger.sessions.get(&recording.id);
        let before = before.and_then(|session| session.attendance.get(person));
        let part = Attendance {
            presence: line.presence.clone(),
            hours,
            half_days: line.marks(Some(&held)),
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
        kind: recording.kind.clone(),
        start,
        end,
        half: recording.half,
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
