//! The dialog that records a class: which one, who took part; everybody is present with full
//! hours, then the exceptions.

use leptos::prelude::*;

use super::Page;
use super::recording::{Faults, Line, Recording, earns, fill, read};
use crate::model::course::TrainingForm;
use crate::model::hours::{Presence, QuarterHours};
use crate::model::id::PersonId;
use crate::model::step::Step;
use crate::planning::unrecorded::{Unrecorded, unrecorded};
use crate::ui::components::dialog::Dialog;
use crate::ui::components::field::{FaultLine, FormLine, aria_invalid};
use crate::ui::components::icon::{Icon, IconView};
use crate::ui::people::{GroupPicker, PersonPicker, in_roster_order};
use crate::ui::words::office_words;

#[component]
pub fn RecordDialog(page: Page) -> impl IntoView {
    let texts = page.editor.texts;
    let words = &texts.hours;
    let opened = page.recording.get_untracked().unwrap_or_else(|| Recording::new(page));
    let known = opened.known;
    let form = RwSignal::new(opened);
    let faults = Faults::default();
    let close = Callback::new(move |()| page.recording.set(None));
    let save = move |_| {
        let Some(session) = form.with_untracked(|form| read(form, page, faults)) else { return };
        let step = Step::RecordHours(session.title.clone());
        if page.editor.edit_aloud(step, |ledger| ledger.put_session(session)).is_some() {
            page.recording.set(None);
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
            <button type="button" class="button primary" on:click=save>
                {words.save}
            </button>
        }
    };
    let title = if known { words.dialog_edit } else { words.dialog_title };
    view! {
        <div class="record-dialog">
            <Dialog title on_close=close foot=ViewFn::from(foot)>
                <Show when=move || !known>
                    <SourceField page form faults />
                </Show>
                <Fields page form faults />
                <PeopleFields page form faults />
            </Dialog>
        </div>
    }
}

#[component]
fn SourceField(page: Page, form: RwSignal<Recording>, faults: Faults) -> impl IntoView {
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
    #[prop(optional)] fault: RwSignal<String>,
) -> impl IntoView {
    view! {
        <FormLine label>
            <input
                class="field"
                type=kind
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

#[component]
fn Fields(page: Page, form: RwSignal<Recording>, faults: Faults) -> impl IntoView {
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
        <TextLine
            label=words.session_title
            form
            get=|form| &mut form.title
            fault=faults.title
        />
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
            <TextLine label=words.hours form get=|form| &mut form.hours fault=faults.hours />
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
            <TextLine label=words.place form get=|form| &mut form.place />
            <TextLine label=words.trainer form get=|form| &mut form.trainer />
        </div>
    }
}

#[component]
fn PeopleFields(page: Page, form: RwSignal<Recording>, faults: Faults) -> impl IntoView {
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
    let add_many = Callback::new(move |(_, people): (_, Vec<PersonId>)| {
        form.update(|form| people.into_iter().for_each(|person| form.add(person)));
        faults.people.set(String::new());
    });
    view! {
        <h3>{words.people}</h3>
        <div class="form-pair">
            <GroupPicker on_choose=add_many />
            <PersonPicker
                placeholder=words.add_person
                among=everybody
                on_choose=Callback::new(move |person| form.update(|form| form.add(person)))
                fault=faults.people
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
                aria-invalid=move || {
                    let unread = line
                        .with(|line| {
                            let hours = line.hours.trim();
                            !hours.is_empty() && QuarterHours::parse(hours).is_none()
                        });
                    unread.then_some("true")
                }
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
