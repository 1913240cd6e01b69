//! Recording a class: which one, who took part; everybody is present with full hours, then the
//! exceptions.

use std::collections::BTreeMap;

use jiff::civil::Date;
use leptos::prelude::*;

use super::{Page, plain};
use crate::grouping::membership::members;
use crate::model::course::TrainingForm;
use crate::model::hours::{Attendance, Presence, QuarterHours, Session};
use crate::model::id::{BatchId, GroupId, PersonId, PlanId, SessionId};
use crate::model::ledger::Ledger;
use crate::model::pack::Extra;
use crate::model::plan::PlanState;
use crate::model::step::Step;
use crate::planning::coverage::batch_hours;
use crate::ui::components::dialog::Dialog;
use crate::ui::components::field::FormLine;
use crate::ui::components::icon::{Icon, IconView};
use crate::ui::people::{PersonPicker, in_roster_order};
use crate::ui::words::office_words;

/// One person in the form: hours are text until they are saved.
#[derive(Clone, Debug, PartialEq)]
struct Line {
    presence: Presence,
    /// What differs from the hours of the class; empty for the same.
    hours: String,
    note: String,
}

impl Line {
    fn present() -> Self {
        Self { presence: Presence::Present, hours: String::new(), note: String::new() }
    }

    fn is_exception(&self) -> bool {
        *self != Self::present()
    }
}

/// The form as it stands.
#[derive(Clone, Debug, PartialEq)]
pub struct Recording {
    id: SessionId,
    /// Is it in the ledger already?
    known: bool,
    title: String,
    course: Option<String>,
    form: TrainingForm,
    start: String,
    end: String,
    hours: String,
    place: String,
    trainer: String,
    plan: Option<PlanId>,
    batch: Option<BatchId>,
    people: BTreeMap<PersonId, Line>,
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
pub fn of_session(page: Page, session: &Session) -> Recording {
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
        ..Recording::new(page)
    }
}

/// Does somebody so present earn the hours of the class where nothing else is entered?
fn earns(presence: &Presence) -> bool {
    matches!(presence, Presence::Present | Presence::Late)
}

/// A batch or class of a plan that no session has recorded yet.
#[derive(Clone, Debug, PartialEq)]
pub enum Unrecorded {
    Batch { plan: PlanId, batch: BatchId, end: Date },
    Class { plan: PlanId, class: SessionId, end: Date },
}

impl Unrecorded {
    /// The last day.
    pub fn end(&self) -> Date {
        match self {
            Self::Batch { end, .. } | Self::Class { end, .. } => *end,
        }
    }
}

/// Batches and classes of the year's plans that have people and no record, by date.
pub fn unrecorded(ledger: &Ledger) -> Vec<Unrecorded> {
    let recorded_batch =
        |batch| ledger.sessions.values().any(|session| session.batch == Some(batch));
    let mut found = Vec::new();
    let plans = ledger
        .plans
        .values()
        .filter(|plan| plan.year == ledger.settings.year && plan.state != PlanState::Closed);
    for plan in plans {
        for batch in &plan.rotation.batches {
            if !recorded_batch(batch.id) && plan.rotation.people_of(batch.id).next().is_some() {
                found.push(Unrecorded::Batch { plan: plan.id, batch: batch.id, end: batch.end });
            }
        }
        for class in &plan.intensive {
            if !ledger.sessions.contains_key(&class.id) && !class.people.is_empty() {
                found.push(Unrecorded::Class { plan: plan.id, class: class.id, end: class.end });
            }
        }
    }
    found.sort_by_key(Unrecorded::end);
    found
}

/// Fills the form from a batch or class.
fn fill(recording: &mut Recording, source: &Unrecorded, ledger: &Ledger, page: Page) {
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
fn read(recording: &Recording, page: Page) -> Result<Session, &'static str> {
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

#[component]
pub fn RecordDialog(page: Page) -> impl IntoView {
    let texts = page.editor.texts;
    let words = &texts.hours;
    let workspace = page.editor.workspace;
    let opened = page.recording.get_untracked().unwrap_or_else(|| Recording::new(page));
    let known = opened.known;
    let form = RwSignal::new(opened);
    let fault = RwSignal::new(String::new());
    let close = Callback::new(move |()| page.recording.set(None));
    let save = move || {
        let session = match form.with_untracked(|form| read(form, page)) {
            Ok(session) => session,
            Err(words) => {
                fault.set(words.to_owned());
                return;
            }
        };
        let step = Step::RecordHours(session.title.clone());
        match workspace.edit(step, |ledger| ledger.put_session(session)) {
            Ok(()) => page.recording.set(None),
            Err(rejection) => fault.set((texts.model.rejection)(&rejection)),
        }
    };
    let delete = move |_| {
        let (id, title) = form.with_untracked(|form| (form.id, form.title.clone()));
        page.editor.edit_aloud(Step::RecordHours(title), |ledger| ledger.delete_session(id));
        page.recording.set(None);
    };
    let count = move || {
        form.with(|form| {
            let exceptions = form.people.values().filter(|line| line.is_exception()).count();
            (words.exceptions)(form.people.len(), exceptions)
        })
    };
    let foot = move || {
        view! {
            {known
                .then(|| {
                    view! {
                        <button type="button" class="text-button is-bad" on:click=delete>
                            {words.delete}
                        </button>
                    }
                })}
            <span class="note">{count}</span>
            <button type="button" class="button push" on:click=move |_| close.run(())>
                {texts.shell.cancel}
            </button>
            <button type="button" class="button primary" on:click=move |_| save()>
                {words.save}
            </button>
        }
    };
    let title = if known { words.dialog_edit } else { words.dialog_title };
    view! {
        <div class="record-dialog">
            <Dialog title on_close=close foot=ViewFn::from(foot)>
                <Show when=move || !known>
                    <SourceField page form />
                </Show>
                <Fields page form />
                <PeopleFields page form />
                <Show when=move || !fault.with(String::is_empty)>
                    <p class="is-bad" role="alert">
                        {fault}
                    </p>
                </Show>
            </Dialog>
        </div>
    }
}

#[component]
fn SourceField(page: Page, form: RwSignal<Recording>) -> impl IntoView {
    let texts = page.editor.texts;
    let words = &texts.hours;
    let ledger = page.editor.workspace.ledger_untracked();
    let sources = StoredValue::new(unrecorded(&ledger));
    let label = |source: &Unrecorded| match source {
        Unrecorded::Batch { plan, batch, .. } => {
            let plan = ledger.plans.get(plan)?;
            let found = plan.rotation.batch(*batch)?;
            let dates = (texts.format.range)(found.start, found.end);
            let people = plan.rotation.people_of(*batch).count();
            let number = plan.rotation.number(*batch)?;
            Some((words.source_batch)(&plan.title, number, &dates, people))
        }
        Unrecorded::Class { plan, class, .. } => {
            let plan = ledger.plans.get(plan)?;
            let found = plan.intensive.iter().find(|one| one.id == *class)?;
            let dates = (texts.format.range)(found.start, found.end);
            Some((words.source_class)(&found.title, &dates, found.people.len()))
        }
    };
    let options = sources.with_value(|sources| {
        sources
            .iter()
            .enumerate()
            .map(|(index, source)| view! { <option value=index.to_string()>{label(source)}</option> })
            .collect_view()
    });
    view! {
        <FormLine label=words.source>
            <select
                class="field"
                on:change:target=move |event| {
                    let index = event.target().value().parse::<usize>().ok();
                    let source = index
                        .and_then(|index| sources.with_value(|sources| sources.get(index).cloned()));
                    if let Some(source) = source {
                        let ledger = page.editor.workspace.ledger_untracked();
                        form.update(|form| fill(form, &source, &ledger, page));
                    }
                }
            >
                <option value="">{words.source_free}</option>
                {options}
            </select>
        </FormLine>
    }
}

/// A text field of the form.
fn text_field(
    form: RwSignal<Recording>,
    kind: &'static str,
    get: fn(&mut Recording) -> &mut String,
) -> impl IntoView {
    view! {
        <input
            class="field"
            type=kind
            prop:value=move || get(&mut form.get()).clone()
            on:input:target=move |event| {
                let value = event.target().value();
                form.update(|form| *get(form) = value);
            }
        />
    }
}

#[component]
fn Fields(page: Page, form: RwSignal<Recording>) -> impl IntoView {
    let texts = page.editor.texts;
    let words = &texts.hours;
    let kinds = TrainingForm::KNOWN
        .into_iter()
        .enumerate()
        .map(|(index, kind)| {
            let label = (texts.model.form)(&kind);
            view! {
                <option
                    value=index.to_string()
                    selected=move || form.with(|form| form.form == kind)
                >
                    {label}
                </option>
            }
        })
        .collect_view();
    view! {
        <FormLine label=words.session_title>
            {text_field(form, "text", |form| &mut form.title)}
        </FormLine>
        <div class="form-pair">
            <FormLine label=words.kind>
                <select
                    class="field"
                    on:change:target=move |event| {
                        let index = event.target().value().parse::<usize>().unwrap_or_default();
                        if let Some(kind) = TrainingForm::KNOWN.get(index) {
                            form.update(|form| form.form = kind.clone());
                        }
                    }
                >
                    {kinds}
                </select>
            </FormLine>
            <FormLine label=words.hours>
                {text_field(form, "text", |form| &mut form.hours)}
            </FormLine>
            <FormLine label=words.start>
                {text_field(form, "date", |form| &mut form.start)}
            </FormLine>
            <FormLine label=words.end>{text_field(form, "date", |form| &mut form.end)}</FormLine>
            <FormLine label=words.place>
                {text_field(form, "text", |form| &mut form.place)}
            </FormLine>
            <FormLine label=words.trainer>
                {text_field(form, "text", |form| &mut form.trainer)}
            </FormLine>
        </div>
    }
}

#[component]
fn PeopleFields(page: Page, form: RwSignal<Recording>) -> impl IntoView {
    let words = &page.editor.texts.hours;
    let workspace = page.editor.workspace;
    let people = Memo::new(move |_| {
        let ledger = workspace.ledger();
        form.with(|form| {
            in_roster_order(&ledger, form.people.keys().copied())
                .into_iter()
                .map(|person| {
                    (person.id, person.name.clone(), office_words(person.office, &ledger))
                })
                .collect::<Vec<_>>()
        })
    });
    let everybody = Signal::derive(move || {
        let ledger = workspace.ledger();
        ledger.enrolled(ledger.settings.reference()).map(|person| person.id).collect::<Vec<_>>()
    });
    let add_many = move |value: String| {
        let ledger = workspace.ledger_untracked();
        let reference = ledger.settings.reference();
        let group = GroupId::parse(&value).and_then(|id| ledger.groups.get(&id));
        let people: Vec<_> = match group {
            Some(group) => members(group, &ledger, reference).into_iter().collect(),
            None if value == "all" => everybody.get_untracked(),
            None => Vec::new(),
        };
        form.update(|form| people.into_iter().for_each(|person| form.add(person)));
    };
    let groups = move || {
        let ledger = workspace.ledger();
        crate::grouping::membership::groups_in_order(&ledger)
            .into_iter()
            .map(|group| {
                view! { <option value=group.id.to_string()>{group.name.clone()}</option> }
            })
            .collect_view()
    };
    view! {
        <h3>{words.people}</h3>
        <div class="form-pair">
            <select
                class="field"
                aria-label=words.add_group
                on:change:target=move |event| {
                    add_many(event.target().value());
                    event.target().set_value("");
                }
            >
                <option value="">{words.add_group}</option>
                <option value="all">{words.everybody}</option>
                {groups}
            </select>
            <PersonPicker
                placeholder=words.add_person
                among=everybody
                on_choose=Callback::new(move |person| form.update(|form| form.add(person)))
            />
        </div>
        <ul class="attend-list">
            <For
                each=move || people.get()
                key=|person| person.clone()
                children=move |(person, name, office)| {
                    view! { <AttendLine page form person name office /> }
                }
            />
        </ul>
    }
}

const PRESENCES: [Presence; 4] =
    [Presence::Present, Presence::Late, Presence::Leave, Presence::Absent];

#[component]
fn AttendLine(
    page: Page,
    form: RwSignal<Recording>,
    person: PersonId,
    name: String,
    office: String,
) -> impl IntoView {
    let texts = page.editor.texts;
    let words = &texts.hours;
    let line = Memo::new(move |_| {
        form.with(|form| form.people.get(&person).cloned()).unwrap_or_else(Line::present)
    });
    let change = move |edit: &dyn Fn(&mut Line)| {
        form.update(|form| {
            if let Some(line) = form.people.get_mut(&person) {
                edit(line);
            }
        });
    };
    let default = move || {
        line.with(|line| {
            if earns(&line.presence) { form.with(|form| form.hours.clone()) } else { "0".into() }
        })
    };
    let presences = PRESENCES
        .into_iter()
        .enumerate()
        .map(|(index, presence)| {
            let label = (texts.model.presence)(&presence);
            view! {
                <option
                    value=index.to_string()
                    selected=move || line.with(|line| line.presence == presence)
                >
                    {label}
                </option>
            }
        })
        .collect_view();
    view! {
        <li class:is-exception=move || line.with(Line::is_exception)>
            <b>{name}</b>
            <span class="note">{office}</span>
            <select
                class="field small"
                aria-label=words.presence
                on:change:target=move |event| {
                    let index = event.target().value().parse::<usize>().unwrap_or_default();
                    if let Some(presence) = PRESENCES.get(index) {
                        change(&|line| line.presence = presence.clone());
                    }
                }
            >
                {presences}
            </select>
            <input
                class="field small num"
                aria-label=words.hours
                placeholder=default
                prop:value=move || line.with(|line| line.hours.clone())
                on:input:target=move |event| {
                    let value = event.target().value();
                    change(&|line| line.hours.clone_from(&value));
                }
            />
            <input
                class="field small"
                aria-label=words.note
                placeholder=words.note
                prop:value=move || line.with(|line| line.note.clone())
                on:input:target=move |event| {
                    let value = event.target().value();
                    change(&|line| line.note.clone_from(&value));
                }
            />
            <button
                type="button"
                class="icon-button small"
                title=words.remove
                on:click=move |_| {
                    form.update(|form| {
                        form.people.remove(&person);
                    });
                }
            >
                <IconView icon=Icon::Close />
            </button>
        </li>
    }
}
