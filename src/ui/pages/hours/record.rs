//! The dialog that records a class: which one, who took part; everybody is present with full
//! hours, then the exceptions.

use jiff::civil::Date;
use leptos::prelude::*;

use super::Page;
use super::attendance::PeopleFields;
use super::recording::{Faults, Recording, as_it_stands, fill, read};
use crate::model::course::{TrainingForm, TrainingKind};
use crate::model::plan::HalfDay;
use crate::model::step::Step;
use crate::planning::make_up::waiting;
use crate::planning::schedule::{Event, What};
use crate::planning::unrecorded::unrecorded;
use crate::route::{Paper, Route};
use crate::ui::components::dialog::AskDialog;
use crate::ui::components::field::{FaultLine, FormLine, aria_invalid};
use crate::ui::pages::plan::make_up::MakeUpDialog;
use crate::ui::pages::plan::warned::Warned;

#[component]
pub fn RecordDialog(page: Page) -> impl IntoView {
    let texts = page.editor.texts;
    let words = &texts.hours;
    let opened = page.recording.get_untracked().unwrap_or_else(|| Recording::new(page));
    let known = opened.known;
    let id = opened.id;
    let making_up = RwSignal::new(None);
    let form = RwSignal::new(opened);
    let missed = Memo::new(move |_| {
        let ledger = page.editor.workspace.ledger();
        let session = form.with(|form| as_it_stands(form, page));
        session.map_or(0, |session| waiting(&ledger, &session).len())
    });
    let faults = Faults::default();
    let close = Callback::new(move |()| page.recording.set(None));
    let save = move || {
        let Some(session) = form.with_untracked(|form| read(form, page, faults)) else { return };
        let step = Step::RecordHours(session.title.clone());
        if page.editor.edit_aloud(step, |ledger| ledger.put_session(session)).is_some() {
            page.recording.set(None);
        }
    };
    // The class is for those who are missing by the form, so what it says is saved first.
    let make_up = move |_| {
        let Some(session) = form.with_untracked(|form| read(form, page, faults)) else { return };
        let ledger = page.editor.workspace.ledger_untracked();
        let is_saved = ledger.sessions.get(&id).is_some_and(|saved| **saved == session);
        let step = Step::RecordHours(session.title.clone());
        if is_saved || page.editor.edit(step, |ledger| ledger.put_session(session)).is_some() {
            making_up.set(Some(id));
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
    // A batch or class of a plan, or a session that is recorded, can be signed for.
    let sheet = move || {
        let paper = form.with(|form| match form.batch {
            Some(batch) => Some(Paper::Batch(batch)),
            None => (form.known || form.plan.is_some()).then_some(Paper::Class(form.id)),
        });
        paper.map(|paper| {
            view! { <a href=Route::Paper(paper).href()>{texts.attendance.sign_in}</a> }
        })
    };
    let early = move || {
        let today = page.editor.workspace.today();
        let start = form.with(|form| form.start.trim().parse::<Date>().ok());
        let start = start.filter(|start| *start > today);
        start.map(|start| (texts.classes.early)(start)).into_iter().collect::<Vec<_>>()
    };
    let left = move || {
        view! {
            {known
                .then(|| {
                    view! {
                        <button type="button" class="text-button is-bad" on:click=delete>
                            {words.delete}
                        </button>
                    }
                })}
            <Show when=move || { missed.get() > 0 }>
                <button type="button" class="button small" on:click=make_up>
                    {move || (texts.attendance.make_up)(missed.get())}
                </button>
            </Show>
            {sheet}
            <span class="note">{count}</span>
        }
    };
    let title = if known { words.dialog_edit } else { words.dialog_title };
    view! {
        <div class="record-dialog" class:certifies=move || form.with(|form| form.certifies)>
            <AskDialog title on_close=close ok=words.save on_ok=save left>
                <Show when=move || !known>
                    <SourceField page form faults />
                </Show>
                <Fields page form faults />
                <Warned warnings=Signal::derive(early) />
                <PeopleFields page form faults />
            </AskDialog>
        </div>
        {move || making_up.get().map(|session| view! { <MakeUpDialog session open=making_up /> })}
    }
}

#[component]
fn SourceField(page: Page, form: RwSignal<Recording>, faults: Faults) -> impl IntoView {
    let texts = page.editor.texts;
    let words = &texts.hours;
    let ledger = page.editor.workspace.ledger_untracked();
    let sources = StoredValue::new(unrecorded(&ledger));
    let name = |event: &Event| {
        let dates = (texts.format.range)(event.start, event.end);
        let people = event.people.len();
        match event.what {
            What::Batch(_, number) => (words.source_batch)(&event.title, number, &dates, people),
            What::Class(_) => (words.source_class)(&event.title, &dates, people),
        }
    };
    let today = page.editor.workspace.today();
    let chosen = form.with_untracked(|form| {
        sources.with_value(|sources| sources.iter().position(|source| form.is_of(source)))
    });
    let option = |(index, source): (usize, &Event)| {
        let label = name(source);
        let label = if source.end < today { label } else { (words.source_ahead)(&label) };
        view! {
            <option value=index.to_string() selected={chosen == Some(index)}>
                {label}
            </option>
        }
    };
    let options =
        sources.with_value(|sources| sources.iter().enumerate().map(option).collect_view());
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
                        faults.clear();
                    }
                }
            >
                <option value="">{words.source_free}</option>
                {options}
            </select>
        </FormLine>
    }
}

/// A text field of the form, and what is wrong with it.
#[component]
fn TextLine(
    label: &'static str,
    form: RwSignal<Recording>,
    get: fn(&mut Recording) -> &mut String,
    #[prop(default = "text")] kind: &'static str,
    #[prop(default = "")] placeholder: &'static str,
    #[prop(optional)] fault: RwSignal<String>,
) -> impl IntoView {
    view! {
        <FormLine label>
            <input
                class="field"
                type=kind
                placeholder=placeholder
                aria-invalid=move || aria_invalid(fault)
                prop:value=move || get(&mut form.get()).clone()
                on:input:target=move |event| {
                    let value = event.target().value();
                    form.update(|form| *get(form) = value);
                    fault.set(String::new());
                }
            />
            <FaultLine fault />
        </FormLine>
    }
}

/// A list to choose one from.
#[component]
fn ChoiceLine<T: Clone + PartialEq + Send + Sync + 'static>(
    label: &'static str,
    form: RwSignal<Recording>,
    choices: Vec<(T, String)>,
    get: fn(&mut Recording) -> &mut T,
) -> impl IntoView {
    let options = choices.clone().into_iter().enumerate().map(|(index, (choice, label))| {
        view! {
            <option
                value=index.to_string()
                selected=move || *get(&mut form.get()) == choice
            >
                {label}
            </option>
        }
    });
    let options = options.collect_view();
    view! {
        <FormLine label>
            <select
                class="field"
                on:change:target=move |event| {
                    let index = event.target().value().parse::<usize>().unwrap_or_default();
                    if let Some((choice, _)) = choices.get(index) {
                        form.update(|form| *get(form) = choice.clone());
                    }
                }
            >
                {options}
            </select>
        </FormLine>
    }
}

#[component]
fn Fields(page: Page, form: RwSignal<Recording>, faults: Faults) -> impl IntoView {
    let texts = page.editor.texts;
    let words = &texts.hours;
    let known = TrainingForm::KNOWN;
    let forms = known.map(|form| (form.clone(), (texts.model.form)(&form))).to_vec();
    let known = TrainingKind::KNOWN;
    let kinds = known.map(|kind| (Some(kind.clone()), (texts.model.training_kind)(&kind)));
    let kinds = [(None, texts.model.blank.to_owned())].into_iter().chain(kinds).collect::<Vec<_>>();
    let halves = [None, Some(HalfDay::Morning), Some(HalfDay::Afternoon)];
    let halves = halves.into_iter().zip(texts.classes.halves.map(str::to_owned));
    let halves = halves.collect::<Vec<_>>();
    view! {
        <TextLine
            label=words.session_title
            form
            get=|form| &mut form.title
            fault=faults.title
        />
        <div class="form-pair">
            <ChoiceLine
                label=words.kind
                form
                choices=forms
                get=|form| &mut form.form
            />
            <TextLine
                label=words.hours
                form
                get=|form| &mut form.hours
                fault=faults.hours
                placeholder=texts.attendance.hours_hint
            />
            <TextLine
                label=words.start
                form
                get=|form| &mut form.start
                kind="date"
                fault=faults.start
            />
            <TextLine
                label=words.end
                form
                get=|form| &mut form.end
                kind="date"
                fault=faults.end
            />
            <ChoiceLine
                label=texts.classes.half
                form
                choices=halves
                get=|form| &mut form.half
            />
            <ChoiceLine
                label=texts.attendance.training_kind
                form
                choices=kinds
                get=|form| &mut form.kind
            />
            <TextLine label=words.place form get=|form| &mut form.place />
            <TextLine label=words.trainer form get=|form| &mut form.trainer />
            <TextLine
                label=texts.attendance.organiser
                form
                get=|form| &mut form.organiser
            />
        </div>
    }
}
