//! The form of a class that is being recorded: filled from a plan or a session, read on saving.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::{Page, plain};
use crate::model::course::TrainingForm;
use crate::model::hours::{Attendance, Presence, QuarterHours, Session};
use crate::model::id::{BatchId, PersonId, PlanId, SessionId};
use crate::model::ledger::Ledger;
use crate::model::pack::Extra;
use crate::planning::coverage::batch_hours;
use crate::planning::unrecorded::Unrecorded;

/// One person in the form: hours are text until they are saved.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    pub presence: Presence,
    /// What differs from the hours of the class; empty for the same.
    pub hours: String,
    pub note: String,
}

impl Line {
    /// There all the time.
    pub fn present() -> Self {
        Self { presence: Presence::Present, hours: String::new(), note: String::new() }
    }

    /// Does anything differ from being there all the time?
    pub fn is_exception(&self) -> bool {
        *self != Self::present()
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
pub fn of_session(session: &Session) -> Recording {
    let people = session
        .attendance
        .iter()
        .map(|(person, attendance)| {
            let same = attendance.hours == session.hours
                || attendance.hours == QuarterHours(0) && !earns(&attendance.presence);
            let hours = if same { String::new() } else { plain(attendance.hours) };
            let presence = attendance.presence.clone();
            (*person, Line { presence, hours, note: attendance.note.clone() })
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

/// Reads the form. What is wrong comes back as the words for it.
pub fn read(recording: &Recording, page: Page) -> Result<Session, &'static str> {
    let words = &page.editor.texts.hours;
    let day = |text: &str| text.parse::<Date>().map_err(|_| words.bad_date);
    let full = QuarterHours::parse(&recording.hours).ok_or(words.bad_hours)?;
    let mut attendance = BTreeMap::new();
    for (person, line) in &recording.people {
        let hours = match line.hours.trim() {
            "" if earns(&line.presence) => full,
            "" => QuarterHours(0),
            text => QuarterHours::parse(text).ok_or(words.bad_hours)?,
        };
        let (presence, note) = (line.presence.clone(), line.note.trim().to_owned());
        attendance.insert(*person, Attendance { presence, hours, note, extra: Extra::new() });
    }
    if attendance.is_empty() {
        return Err(words.nobody);
    }
    Ok(Session {
        id: recording.id,
        title: recording.title.trim().to_owned(),
        course: recording.course.clone(),
        form: recording.form.clone(),
        start: day(&recording.start)?,
        end: day(&recording.end)?,
        hours: full,
        place: recording.place.trim().to_owned(),
        trainer: recording.trainer.trim().to_owned(),
        plan: recording.plan,
        batch: recording.batch,
        attendance,
        extra: Extra::new(),
    })
}
