//! The dialog that makes forms from a standard: one, or one for each of several offices or people.

use std::collections::BTreeSet;
use std::sync::Arc;

use jiff::civil::Date;
use leptos::prelude::*;

use crate::model::assessment::{Assessment, StandardRef, Subject};
use crate::model::id::{AssessmentId, OfficeId};
use crate::model::ledger::Ledger;
use crate::model::people::Rejection;
use crate::model::standard::Standard;
use crate::model::step::Step;
use crate::model::version::newest_first;
use crate::route::{AssessmentView, Route};
use crate::ui::components::dialog::AskDialog;
use crate::ui::components::field::{Entry, EntryLine, FaultLine, FormLine, need};
use crate::ui::editor::Editor;
use crate::ui::pages::assessments::subject_words;
use crate::ui::people::in_roster_order;
use crate::ui::router::Router;
use crate::ui::texts::texts;
use crate::ui::words::office_words;

/// The standard that comes with the program for the assessment of people.
const OF_PEOPLE: &str = "standard-performance";

/// The standards a form can be made from: those of the ledger, then what comes with the program;
/// the newest version of each first.
pub(super) fn standards(ledger: &Ledger) -> Vec<Arc<Standard>> {
    newest_first(ledger.known_standards().into_iter().map(|(_, standard)| standard).collect())
}

/// A standard as an option: an example and an older version say so.
pub(super) fn standard_label(all: &[Arc<Standard>], at: usize) -> String {
    let list = &texts().assessments;
    let Some(one) = all.get(at) else { return String::new() };
    let is_old = all.iter().take(at).any(|before| before.head.id == one.head.id);
    let tags = [(one.head.example, list.example), (is_old, list.old_version)];
    let tags = tags.into_iter().filter(|(is_on, _)| *is_on).map(|(_, word)| word);
    let words = [one.head.title.as_str(), one.head.version.as_str()];
    words.into_iter().chain(tags).collect::<Vec<_>>().join(" ")
}

/// Whom a form can be about: the offices, or the people of one.
fn subjects(ledger: &Ledger, of_people: Option<OfficeId>) -> Vec<Subject> {
    match of_people {
        None => {
            let offices = ledger.offices_in_order().into_iter();
            offices.map(|office| Subject::Office { id: office.id }).collect()
        }
        Some(office) => {
            let people = ledger.enrolled(ledger.settings.reference());
            let ids = people.filter(|person| person.office == office).map(|person| person.id);
            let people = in_roster_order(ledger, ids).into_iter();
            people.map(|person| Subject::Person { id: person.id }).collect()
        }
    }
}

/// A subject as a value of a list.
fn key(subject: &Subject) -> String {
    match subject {
        Subject::Office { id } => id.to_string(),
        Subject::Person { id } => id.to_string(),
    }
}

/// The dialog; `preset` is the hash of the standard to begin with.
#[component]
pub(in crate::ui::pages) fn NewForm(
    editor: Editor,
    creating: RwSignal<bool>,
    #[prop(optional, into)] preset: String,
) -> impl IntoView {
    let (workspace, texts) = (editor.workspace, editor.texts);
    let list = &texts.assessments;
    let router = Router::here();
    let ledger = StoredValue::new(workspace.ledger_untracked());
    let (year, own) = ledger.with_value(|one| (one.settings.year, one.settings.office));
    let choices = StoredValue::new(ledger.with_value(|one| standards(one)));
    let first = choices.with_value(|all| {
        all.iter().position(|standard| standard.sha256() == preset).unwrap_or_default()
    });
    let standard = RwSignal::new(first);
    // None while the forms are about offices.
    let of_people = RwSignal::new(None::<OfficeId>);
    let has_form = move |subject: &Subject| {
        let at = standard.get();
        let chosen = choices.with_value(|all| all.get(at).map(|one| one.as_ref().into()));
        chosen.is_some_and(|chosen: StandardRef| {
            ledger.with_value(|one| one.form_of(subject, year, &chosen).is_some())
        })
    };
    let offered = Memo::new(move |_| ledger.with_value(|one| subjects(one, of_people.get())));
    // The bureau first, then whoever has none.
    let bureau = Subject::Office { id: own };
    let start = untrack(|| {
        let without = || offered.get().into_iter().find(|subject| !has_form(subject));
        if has_form(&bureau) { without().unwrap_or(bureau) } else { bureau }
    });
    let picked = RwSignal::new(BTreeSet::from([key(&start)]));
    // Who is ticked stays so while the people of another office are looked at.
    let everybody = Memo::new(move |_| match of_people.read().is_some() {
        false => offered.get(),
        true => ledger.with_value(|one| {
            let offices = one.offices_in_order().into_iter();
            offices.flat_map(|office| subjects(one, Some(office.id))).collect()
        }),
    });
    let chosen = Memo::new(move |_| {
        let picked = picked.read();
        let all = everybody.get().into_iter();
        all.filter(|one| picked.contains(&key(one)) && !has_form(one)).collect::<Vec<_>>()
    });
    let name_of = move |subject: &Subject| match subject {
        Subject::Office { id } if *id == own => (list.own_name)(year),
        _ => (list.name_of)(year, &ledger.with_value(|one| subject_words(subject, one))),
    };
    // The title follows who is chosen until somebody types one.
    let title = Entry::new("");
    let offered_title = StoredValue::new(String::new());
    Effect::new(move |_| {
        let next = chosen.with(|chosen| match chosen.as_slice() {
            [one] => name_of(one),
            [] => String::new(),
            _ => (list.name_of)(year, list.placeholder),
        });
        if title.text.get_untracked() == offered_title.get_value() {
            title.set(next.clone());
            offered_title.set_value(next);
        }
    });
    let due = Entry::new("");
    let nobody = RwSignal::new(String::new());
    Effect::new(move |_| {
        chosen.track();
        nobody.set(String::new());
    });
    let close = Callback::new(move |()| creating.set(false));
    let create = move || {
        let at = standard.get_untracked();
        let Some(standard) = choices.with_value(|all| all.get(at).cloned()) else {
            editor.toaster.refuse(list.no_standard);
            return;
        };
        let chosen = chosen.get_untracked();
        let some = (!chosen.is_empty()).then_some(());
        if need(nobody, some, list.nobody_chosen).is_none() {
            return;
        }
        let missing = (texts.model.rejection)(&Rejection::MissingName);
        let Some(name) = title.need(untrack(|| title.named()), &missing) else { return };
        let several = chosen.len() > 1;
        let tells = !several || name.contains(list.placeholder);
        if title.need(tells.then_some(()), list.placeholder_missing).is_none() {
            return;
        }
        let due = untrack(|| due.read::<Date>());
        let mut ids = workspace.new_ids();
        let forms: Vec<_> = chosen
            .into_iter()
            .map(|subject| {
                let words = ledger.with_value(|one| subject_words(&subject, one));
                let name = name.replace(list.placeholder, &words);
                let id = AssessmentId::new(&mut ids);
                let form = Assessment::new(id, name, subject, year, &standard);
                Assessment { due, ..form }
            })
            .collect();
        let made = match forms.as_slice() {
            [form] => {
                let (id, step) = (form.id, Step::AddAssessment(form.title.clone()));
                let done = editor.edit(step, |ledger| ledger.add_assessments(forms, &standard));
                done.map(|()| router.go(&Route::Assessment(id, AssessmentView::Items)))
            }
            _ => {
                let step = Step::AddAssessments { forms: forms.len() };
                editor.edit_aloud(step, |ledger| ledger.add_assessments(forms, &standard))
            }
        };
        if made.is_some() {
            creating.set(false);
        }
    };
    let standard_options = choices.with_value(|all| {
        all.iter()
            .enumerate()
            .map(|(at, _)| {
                let label = standard_label(all, at);
                view! {
                    <option value=at.to_string() prop:selected=move || standard.get() == at>
                        {label}
                    </option>
                }
            })
            .collect_view()
    });
    let no_people = RwSignal::new(false);
    let turn = move |people: bool| {
        let staffed = ledger.with_value(|one| {
            let staffed = |office: &OfficeId| !subjects(one, Some(*office)).is_empty();
            one.offices_in_order().into_iter().map(|office| office.id).find(staffed)
        });
        // Nobody is enrolled: there is nobody to turn to.
        no_people.set(people && staffed.is_none());
        if no_people.get_untracked() {
            return;
        }
        picked.set(BTreeSet::new());
        of_people.set(if people { staffed } else { None });
        let suits = |one: &Arc<Standard>| one.head.id == OF_PEOPLE;
        let at = choices.with_value(|all| all.iter().position(suits));
        if people && standard.get_untracked() == first {
            standard.set(at.unwrap_or(first));
        } else if !people && Some(standard.get_untracked()) == at {
            standard.set(first);
        }
    };
    let kinds = [(false, (list.kind)(false)), (true, (list.kind)(true))]
        .map(|(people, word)| {
            view! {
                <button
                    type="button"
                    aria-pressed=move || (of_people.read().is_some() == people).to_string()
                    on:click=move |_| turn(people)
                >
                    {word}
                </button>
            }
        })
        .collect_view();
    let line = move |subject: Subject| {
        let value = StoredValue::new(key(&subject));
        let words = ledger.with_value(|one| subject_words(&subject, one));
        let taken = {
            let subject = subject.clone();
            Memo::new(move |_| has_form(&subject))
        };
        view! {
            <label>
                <input
                    type="checkbox"
                    disabled=taken
                    prop:checked=move || {
                        !taken.get() && value.with_value(|value| picked.read().contains(value))
                    }
                    on:change:target=move |event| {
                        let on = event.target().checked();
                        picked
                            .update(|picked| {
                                if on {
                                    picked.insert(value.get_value());
                                } else {
                                    value.with_value(|value| picked.remove(value));
                                }
                            });
                    }
                />
                {words}
                <Show when=move || taken.get()>
                    <span class="after">{list.has_form}</span>
                </Show>
            </label>
        }
    };
    let lines = move || offered.get().into_iter().map(line).collect_view();
    view! {
        <AskDialog
            title=list.new_title
            on_close=close
            ok=move || (list.create)(chosen.read().len())
            on_ok=create
        >
            <div class="form-line">
                <span class="form-label">{list.subject}</span>
                <div class="subject-acts">
                    <span class="choice-bar">{kinds}</span>
                    <OfficeOfPeople ledger of_people />
                    <button
                        type="button"
                        class="text-button"
                        on:click=move |_| {
                            picked.update(|picked| offered.with(|all| picked.extend(all.iter().map(key))));
                        }
                    >
                        {list.pick_all}
                    </button>
                    <button
                        type="button"
                        class="text-button"
                        on:click=move |_| {
                            let shown = offered.with(|all| all.iter().map(key).collect::<BTreeSet<_>>());
                            picked.update(|picked| picked.retain(|one| !shown.contains(one)));
                        }
                    >
                        {list.pick_none}
                    </button>
                </div>
                <div class="subject-list" role="group" aria-label=list.subject>
                    {lines}
                </div>
                <FaultLine fault=nobody />
                <Show when=move || no_people.get()>
                    <p class="note is-warn" role="alert">
                        {list.no_people} " "
                        <a href=Route::RosterImport.href()>{list.to_roster}</a>
                    </p>
                </Show>
                <span class="note">{list.subject_hint}</span>
            </div>
            <FormLine label=list.standard>
                <select
                    class="field"
                    name="standard"
                    on:change:target=move |event| {
                        standard.set(event.target().value().parse().unwrap_or_default());
                    }
                >
                    {standard_options}
                </select>
            </FormLine>
            <EntryLine label=list.name entry=title />
            <EntryLine label=list.due entry=due kind="date" />
        </AskDialog>
    }
}

/// Whose people are listed; nothing while the forms are about offices.
#[component]
fn OfficeOfPeople(
    ledger: StoredValue<Arc<Ledger>>,
    of_people: RwSignal<Option<OfficeId>>,
) -> impl IntoView {
    let list = &texts().assessments;
    let staffed = ledger.with_value(|one| {
        let offices = one.offices_in_order().into_iter().map(|office| office.id);
        let staffed = offices.filter(|office| !subjects(one, Some(*office)).is_empty());
        staffed.map(|office| (office, office_words(office, one))).collect::<Vec<_>>()
    });
    let options = StoredValue::new(staffed);
    let is_open = Memo::new(move |_| of_people.read().is_some());
    view! {
        <Show when=move || is_open.get()>
            <select
                class="field small"
                aria-label=list.office_of_people
                on:change:target=move |event| {
                    of_people.set(OfficeId::parse(&event.target().value()));
                }
            >
                {options
                    .get_value()
                    .into_iter()
                    .map(|(id, name)| {
                        let here = move || of_people.get() == Some(id);
                        view! {
                            <option value=id.to_string() prop:selected=here>
                                {name}
                            </option>
                        }
                    })
                    .collect_view()}
            </select>
        </Show>
    }
}
