//! The form of one person: all fields, for adding and for editing.

use leptos::prelude::*;

use super::dialogs::{FieldInput, report};
use crate::model::field::Field;
use crate::model::id::{OfficeId, PersonId};
use crate::model::office::{Office, OfficeKind, OfficeLevel};
use crate::model::pack::Extra;
use crate::model::people::Rejection;
use crate::model::person::Person;
use crate::model::step::Step;
use crate::route::Route;
use crate::ui::components::dialog::AskDialog;
use crate::ui::components::field::{Entry, EntryLine, FormLine};
use crate::ui::components::toast::Toaster;
use crate::ui::router::Router;
use crate::ui::texts::texts;
use crate::ui::words::done_words;
use crate::workspace::Workspace;

/// Adds a person, or edits the one given.
#[component]
pub fn PersonDialog(person: Option<PersonId>, on_close: Callback<()>) -> impl IntoView {
    let messages = texts();
    let roster = &messages.roster;
    let workspace = Workspace::here();
    let toaster = Toaster::here();
    let router = Router::here();
    let ledger = workspace.ledger_untracked();
    let known = person.and_then(|id| ledger.person(id).cloned());
    let is_new = known.is_none();
    let mut ids = workspace.new_ids();
    let start = known.unwrap_or_else(|| {
        let office = ledger.settings.office;
        let mut person = Person::new(PersonId::new(&mut ids), String::new(), office);
        let last = ledger.people().map(|person| person.position).max().unwrap_or_default();
        person.position = last + 1;
        person
    });
    let new_office = Entry::new("");
    let title = if is_new { roster.add_title.to_owned() } else { (roster.edit_title)(&start.name) };
    let fields: Vec<_> =
        Field::ALL.into_iter().map(|field| (field, Entry::new(field.get(&start)))).collect();
    let inputs = StoredValue::new(fields.clone());
    let start = StoredValue::new(start);
    let save = move || {
        let mut person = start.get_value();
        let mut faulty = false;
        for (field, entry) in inputs.get_value() {
            let text = entry.text.get_untracked();
            // What was not touched stays to the letter.
            let result =
                if text == field.get(&person) { Ok(()) } else { field.set(&mut person, &text) };
            let result = if field == Field::Name && text.trim().is_empty() {
                Err(crate::model::field::FieldFault::Missing)
            } else {
                result
            };
            let words = match result {
                Err(fault) => Some((roster.fault)(fault).to_owned()),
                Ok(()) if field == Field::Birth => {
                    let checked = workspace.ledger_untracked().check_birth(&person);
                    checked.err().map(|rejection| (messages.model.rejection)(&rejection))
                }
                Ok(()) => None,
            };
            if let Some(words) = words {
                entry.need(None::<()>, &words);
                faulty = true;
            }
        }
        if faulty {
            return;
        }
        let name = new_office.get();
        let taken = workspace.ledger_untracked().offices.values().any(|one| one.name == name);
        let words = (messages.model.rejection)(&Rejection::NameTaken(name.clone()));
        if new_office.need((!taken).then_some(()), &words).is_none() {
            return;
        }
        let mut ids = workspace.new_ids();
        let id = person.id;
        let step = if is_new {
            Step::AddPerson(person.name.clone())
        } else {
            Step::EditPerson(person.name.clone())
        };
        let done = done_words(&step, messages);
        let result = workspace.edit(step, |ledger| {
            if !name.is_empty() {
                let office = Office {
                    id: OfficeId::new(&mut ids),
                    code: None,
                    name,
                    kind: OfficeKind::Station,
                    level: OfficeLevel::Station,
                    parent: Some(ledger.settings.office),
                    position: ledger.offices.values().map(|one| one.position).max().unwrap_or(0)
                        + 1,
                    extra: Extra::new(),
                };
                person.office = office.id;
                ledger.add_office(office)?;
            }
            person.packs.extend(ledger.packs.heads().iter().map(|head| head.reference()));
            if is_new {
                ledger.add_person(person)
            } else {
                ledger.edit_person(id, |old| *old = person)
            }
        });
        let result: Result<(), Rejection> = result;
        if report(workspace, toaster, result, done) {
            on_close.run(());
            if is_new {
                router.go(&Route::Roster(Some(id)));
            }
        }
    };
    view! {
        <AskDialog title on_close ok=messages.shell.save on_ok=Callback::new(move |()| save())>
            <form
                class="form-grid"
                on:submit=move |event| {
                    event.prevent_default();
                    save();
                }
            >
                {fields
                    .into_iter()
                    .map(|(field, entry)| {
                        let label = (roster.field)(field);
                        // A label with a list of boxes in it would press the first one.
                        let line = if field == Field::OtherPosts {
                            view! {
                                <div class="form-line">
                                    <span class="form-label">{label}</span>
                                    <FieldInput field entry />
                                </div>
                            }
                                .into_any()
                        } else {
                            view! {
                                <FormLine label>
                                    <FieldInput field entry />
                                </FormLine>
                            }
                                .into_any()
                        };
                        view! {
                            {line}
                            {(field == Field::Office)
                                .then(|| {
                                    view! {
                                        <EntryLine label=roster.new_office entry=new_office />
                                    }
                                })}
                        }
                    })
                    .collect_view()}
                <button type="submit" class="only-reader" tabindex="-1">
                    {messages.shell.save}
                </button>
            </form>
        </AskDialog>
    }
}
