//! One cell: how a column reads, and editing it in place.

use leptos::prelude::*;

use super::RosterView;
use super::cell_editor::CellEditor;
use super::options::{highest_schooling, label, post_names, short_office, value_words};
use crate::grouping::axis::values_of;
use crate::grouping::roster::{Column, lacks};
use crate::i18n::format;
use crate::model::field::Field;
use crate::model::group::Axis;
use crate::model::id::PersonId;
use crate::model::ledger::Ledger;
use crate::model::person::Person;
use crate::model::step::Step;
use crate::ui::components::sign::{Sign, State};
use crate::ui::editor::Editor;
use crate::ui::texts::texts;

/// What is in a cell.
#[derive(Clone, PartialEq)]
enum Content {
    Text(String),
    /// A word and a quiet addition.
    With(String, &'static str),
    /// Should be here.
    Blank,
    /// Words, and what is missing in them.
    Part(String, &'static str),
    /// Nothing, and nothing missing.
    Nothing,
    Expired(String),
    Expiring(String),
}

/// What a cell says, for the clipboard.
pub fn plain(column: Column, person: &Person, ledger: &Ledger, today: jiff::civil::Date) -> String {
    match content(column, person, ledger, today) {
        Content::Text(text)
        | Content::Part(text, _)
        | Content::Expired(text)
        | Content::Expiring(text) => text,
        Content::With(text, more) => format!("{text}{more}"),
        Content::Blank | Content::Nothing => String::new(),
    }
}

/// The field that a column edits, where it shows one.
pub fn field_of(column: Column) -> Option<Field> {
    match column {
        Column::Number => Some(Field::Number),
        Column::Sex => Some(Field::Sex),
        Column::Birth => Some(Field::Birth),
        Column::Education => Some(Field::FullTime),
        Column::Office => Some(Field::Office),
        Column::MainPost => Some(Field::MainPost),
        Column::Rank => Some(Field::Rank),
        Column::StaffKind => Some(Field::StaffKind),
        Column::Certificate => Some(Field::CertificateExpiry),
        Column::Note => Some(Field::Note),
        Column::Name | Column::Age | Column::AgeStage | Column::OtherPosts | Column::Status => None,
    }
}

fn content(column: Column, person: &Person, ledger: &Ledger, today: jiff::civil::Date) -> Content {
    let messages = texts();
    let reference = ledger.settings.reference();
    let filled = |text: String| if text.is_empty() { Content::Blank } else { Content::Text(text) };
    let optional =
        |text: String| if text.is_empty() { Content::Nothing } else { Content::Text(text) };
    let on_axis = |axis: Axis| {
        let value = values_of(&axis, person, &ledger.packs, reference).into_iter().next();
        match value {
            Some(value) if !value.is_empty() => {
                Content::Text(value_words(&axis, &value, ledger, messages))
            }
            _ => Content::Blank,
        }
    };
    let of_field = |field: Field| {
        let value = field.get(person);
        if value.is_empty() { value } else { label(field, &value, ledger, messages) }
    };
    match column {
        Column::Name => Content::Text(person.name.clone()),
        Column::Number => optional(of_field(Field::Number)),
        Column::Sex => optional(of_field(Field::Sex)),
        Column::Birth => match person.birth.map(format::birth) {
            None => Content::Blank,
            Some(birth) if lacks(person, column) => Content::Part(birth, messages.roster.no_month),
            Some(birth) => Content::Text(birth),
        },
        Column::Age => person
            .birth
            .and_then(|birth| birth.age_at(reference))
            .map_or(Content::Nothing, |age| Content::Text(age.to_string())),
        Column::AgeStage => on_axis(Axis::AgeStage),
        Column::Education => match highest_schooling(person, ledger) {
            Some((schooling, true)) => Content::With(schooling, messages.roster.in_service),
            Some((schooling, false)) => Content::Text(schooling),
            None => Content::Blank,
        },
        Column::Office => Content::Text(short_office(ledger, person.office, messages)),
        Column::MainPost => filled(of_field(Field::MainPost)),
        Column::OtherPosts => {
            optional(post_names(person.posts.get(1..).unwrap_or_default(), ledger, messages))
        }
        Column::Rank => optional(of_field(Field::Rank)),
        Column::StaffKind => optional(of_field(Field::StaffKind)),
        Column::Certificate => match &person.certificate {
            None => Content::Nothing,
            Some(certificate) => match certificate.expiry {
                None => Content::Text(certificate.number.clone()),
                Some(expiry) if expiry.last_day() < today => Content::Expired(expiry.to_string()),
                Some(expiry) if expiry.last_day() <= reference => {
                    Content::Expiring(expiry.to_string())
                }
                Some(expiry) => Content::Text(expiry.to_string()),
            },
        },
        Column::Status => on_axis(Axis::Status),
        Column::Note => optional(person.note.clone()),
    }
}

/// Writes a text into a field of a person; answers why not.
fn write(editor: Editor, person: &Person, field: Field, text: &str) -> Option<String> {
    let mut changed = person.clone();
    if let Err(fault) = field.set(&mut changed, text) {
        return Some((texts().roster.fault)(fault).to_owned());
    }
    let id = person.id;
    let step = Step::EditPerson(person.name.clone());
    editor.edit_at(step, |ledger| {
        if field == Field::Birth {
            ledger.check_birth(&changed)?;
        }
        ledger.edit_person(id, |person| *person = changed)
    })
}

/// The class of a column's cells.
pub fn class_of(column: Column) -> &'static str {
    match column {
        Column::Age => "num",
        Column::Name | Column::Office | Column::MainPost => "",
        // A phone has no room for the rest.
        _ => "col-less",
    }
}

/// What stands in a cell: its words, or the control while it is in edit.
pub fn inner(
    column: Column,
    person: &Person,
    ledger: &Ledger,
    is_edited: bool,
    view: RosterView,
    editor: Editor,
) -> AnyView {
    let Some(field) = field_of(column).filter(|_| is_edited) else {
        return show(content(column, person, ledger, editor.workspace.today()));
    };
    let id = person.id;
    let old = field.get(person);
    let value = old.clone();
    let commit = Callback::new(move |text: String| {
        let ledger = editor.workspace.ledger_untracked();
        let person = ledger.person(id).filter(|_| text != old);
        let refused = person.and_then(|person| write(editor, person, field, &text));
        if refused.is_none() {
            view.editing.set(None);
        }
        refused
    });
    let cancel = Callback::new(move |()| view.editing.set(None));
    view! { <CellEditor field value commit cancel /> }.into_any()
}

/// Writes what is new into a field that is not in edit.
pub fn commit(id: PersonId, field: Field, text: String, view: RosterView, editor: Editor) {
    view.editing.set(None);
    let ledger = editor.workspace.ledger_untracked();
    let person = ledger.person(id).filter(|person| field.get(person) != text);
    if let Some(words) = person.and_then(|person| write(editor, person, field, &text)) {
        editor.toaster.refuse(words);
    }
}

fn show(content: Content) -> AnyView {
    let messages = texts();
    match content {
        Content::Text(text) => text.into_any(),
        Content::With(text, more) => view! {
            {text}
            <span class="quiet">{more}</span>
        }
        .into_any(),
        Content::Part(text, missing) => view! {
            {text}
            " "
            <span class="blank">{missing}</span>
        }
        .into_any(),
        Content::Blank => view! { <span class="blank">{messages.model.blank}</span> }.into_any(),
        Content::Nothing => view! { <span class="quiet">"—"</span> }.into_any(),
        Content::Expired(day) => {
            let word = format!("{day} {}", messages.roster.expired);
            view! { <Sign state=State::Bad word /> }.into_any()
        }
        Content::Expiring(day) => view! { <Sign state=State::Warn word=day /> }.into_any(),
    }
}
