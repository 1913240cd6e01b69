//! One cell: how a column reads, and editing it in place.

use leptos::{html, prelude::*};

use super::RosterView;
use super::clipboard::paste;
use super::options::{choices, highest_schooling, label, post_names, value_words};
use super::table::is_less;
use crate::browser::grid;
use crate::grouping::axis::values_of;
use crate::grouping::roster::Column;
use crate::i18n::format;
use crate::model::field::Field;
use crate::model::group::Axis;
use crate::model::ledger::Ledger;
use crate::model::person::Person;
use crate::model::step::Step;
use crate::ui::components::sign::{Sign, State};
use crate::ui::components::toast::Toaster;
use crate::ui::editor;
use crate::ui::texts::texts;
use crate::workspace::Workspace;

/// What is in a cell.
#[derive(Clone, PartialEq)]
enum Content {
    Text(String),
    /// A word and a quiet addition.
    With(String, &'static str),
    /// Should be here.
    Blank,
    /// Nothing, and nothing missing.
    Nothing,
    Expired(String),
    Expiring(String),
}

/// What a cell says, for the clipboard.
pub fn plain(column: Column, person: &Person, ledger: &Ledger, today: jiff::civil::Date) -> String {
    match content(column, person, ledger, today) {
        Content::Text(text) | Content::Expired(text) | Content::Expiring(text) => text,
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
        Column::Sex => filled(of_field(Field::Sex)),
        Column::Birth => {
            person.birth.map_or(Content::Blank, |birth| Content::Text(format::birth(birth)))
        }
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
        Column::Office => on_axis(Axis::Office),
        Column::MainPost => filled(of_field(Field::MainPost)),
        Column::OtherPosts => {
            optional(post_names(person.posts.get(1..).unwrap_or_default(), ledger, messages))
        }
        Column::Rank => filled(of_field(Field::Rank)),
        Column::StaffKind => filled(of_field(Field::StaffKind)),
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

/// Writes a text into a field of a person, and says why where it cannot be.
pub fn write(workspace: Workspace, toaster: Toaster, person: &Person, field: Field, text: &str) {
    let mut changed = person.clone();
    if let Err(fault) = field.set(&mut changed, text) {
        toaster.refuse((texts().roster.fault)(fault));
        return;
    }
    let id = person.id;
    let step = Step::EditPerson(person.name.clone());
    let result = workspace.edit(step, |ledger| ledger.edit_person(id, |person| *person = changed));
    if let Err(rejection) = result {
        toaster.refuse((texts().model.rejection)(&rejection));
    }
}

#[component]
pub fn CellView(column: Column, person: Memo<Option<Person>>, view: RosterView) -> impl IntoView {
    let pages = editor::Editor::here();
    let editor::Editor { workspace, toaster, .. } = pages;
    let editing = RwSignal::new(false);
    let today = workspace.today();
    let shown = Memo::new(move |_| {
        person.with(|person| {
            person.as_ref().map_or(Content::Nothing, |person| {
                content(column, person, &workspace.ledger(), today)
            })
        })
    });
    let field = field_of(column);
    let start = move || {
        if field.is_some() {
            editing.set(true);
        }
    };
    let commit = move |text: String| {
        editing.set(false);
        if let (Some(field), Some(person)) = (field, person.get_untracked())
            && field.get(&person) != text
        {
            write(workspace, toaster, &person, field, &text);
        }
    };
    view! {
        <td
            class:num=column == Column::Age
            class:col-less=is_less(column)
            class:is-edit=editing
            tabindex="-1"
            on:dblclick=move |_| start()
            on:keydown=move |event: leptos::ev::KeyboardEvent| {
                if !editing.get_untracked() {
                    cell_key(&event, start, move || commit(String::new()));
                }
            }
            on:paste=move |event: leptos::ev::ClipboardEvent| {
                if !editing.get_untracked()
                    && let Some(person) = person.with_untracked(|one| one.as_ref().map(|one| one.id))
                {
                    event.prevent_default();
                    paste(view, pages, person, column, &grid::pasted(&event));
                }
            }
        >
            {move || {
                if editing.get() {
                    let field = field.unwrap_or(Field::Note);
                    let value =
                        person.with_untracked(|person| person.as_ref().map(|one| field.get(one)));
                    view! {
                        <Editor
                            field
                            value=value.unwrap_or_default()
                            commit=Callback::new(commit)
                            cancel=Callback::new(move |()| editing.set(false))
                        />
                    }
                    .into_any()
                } else {
                    show(shown.get()).into_any()
                }
            }}
        </td>
    }
}

/// The keys of a cell that is not in edit. What begins an edit is left to the browser: the
/// control has the focus before the letter arrives, also that of an input method.
fn cell_key(event: &leptos::ev::KeyboardEvent, start: impl Fn(), clear: impl Fn()) {
    if event.ctrl_key() || event.meta_key() || event.alt_key() {
        return;
    }
    let key = event.key();
    match key.as_str() {
        "Enter" | "F2" => {
            event.prevent_default();
            start();
        }
        "Delete" | "Backspace" => {
            event.prevent_default();
            clear();
        }
        " " => {}
        "Process" => start(),
        _ if key.chars().count() == 1 => start(),
        _ => {}
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
        Content::Blank => view! { <span class="blank">{messages.model.blank}</span> }.into_any(),
        Content::Nothing => view! { <span class="quiet">"—"</span> }.into_any(),
        Content::Expired(day) => {
            let word = format!("{day} {}", messages.roster.expired);
            view! { <Sign state=State::Bad word /> }.into_any()
        }
        Content::Expiring(day) => view! { <Sign state=State::Warn word=day /> }.into_any(),
    }
}

/// The control in a cell: Enter and Tab write and go on, leaving writes, Esc leaves it as it was.
#[component]
fn Editor(
    field: Field,
    value: String,
    commit: Callback<String>,
    cancel: Callback<()>,
) -> impl IntoView {
    let workspace = Workspace::here();
    let list = choices(field, &workspace.ledger_untracked(), texts());
    let done = StoredValue::new(false);
    let finish = move |text: Option<String>| {
        // Leaving the control follows Enter and Esc.
        if !done.get_value() {
            done.set_value(true);
            match text {
                Some(text) => commit.run(text),
                None => cancel.run(()),
            }
        }
    };
    let on_key = move |event: leptos::ev::KeyboardEvent| {
        if event.is_composing() {
            return;
        }
        let back = if event.shift_key() { -1 } else { 1 };
        let (text, rows, columns) = match event.key().as_str() {
            "Enter" => (Some(event_target_value(&event)), back, 0),
            "Tab" => (Some(event_target_value(&event)), 0, back),
            "Escape" => (None, 0, 0),
            // The arrows of a table are those of the text here.
            _ if !event.ctrl_key() && !event.meta_key() => return event.stop_propagation(),
            _ => return,
        };
        event.prevent_default();
        event.stop_propagation();
        finish(text);
        grid::enter(&event);
        grid::step(&event, rows, columns);
    };
    let on_leave = move |event: leptos::ev::FocusEvent| finish(Some(event_target_value(&event)));
    match list {
        Some(choices) => {
            let select = NodeRef::<html::Select>::new();
            Effect::new(move |_| {
                if let Some(select) = select.get() {
                    let _ = select.focus();
                }
            });
            // Going through the list by keys changes it, too, but is no choice yet.
            let by_keys = StoredValue::new(false);
            view! {
                <select
                    class="cell-input"
                    node_ref=select
                    on:change=move |event| {
                        if !by_keys.get_value() {
                            finish(Some(event_target_value(&event)));
                            grid::enter(&event);
                        }
                    }
                    on:blur=on_leave
                    on:pointerdown=move |_| by_keys.set_value(false)
                    on:keydown=move |event| {
                        by_keys.set_value(true);
                        on_key(event);
                    }
                >
                    {choices
                        .into_iter()
                        .map(|(code, label)| {
                            let selected = code == value;
                            view! {
                                <option value=code selected=selected>
                                    {label}
                                </option>
                            }
                        })
                        .collect_view()}
                </select>
            }
            .into_any()
        }
        None => {
            let input = NodeRef::<html::Input>::new();
            Effect::new(move |_| {
                if let Some(input) = input.get() {
                    let _ = input.focus();
                    input.select();
                }
            });
            view! {
                <input
                    class="cell-input"
                    type="text"
                    node_ref=input
                    value=value
                    on:blur=on_leave
                    on:keydown=on_key
                />
            }
            .into_any()
        }
    }
}
