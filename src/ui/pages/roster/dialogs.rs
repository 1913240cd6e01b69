//! Dialogs on people: set one field of many, archive, merge, purge.

use leptos::prelude::*;

use super::options::{choices, label, short_office};
use crate::model::field::Field;
use crate::model::id::PersonId;
use crate::model::people::Rejection;
use crate::model::person::Archived;
use crate::model::step::Step;
use crate::order::Gather as _;
use crate::route::Route;
use crate::ui::components::dialog::AskDialog;
use crate::ui::components::field::{Entry, EntryField, EntryLine, FormLine};
use crate::ui::components::menu::{Choice, FilterChip};
use crate::ui::components::toast::Toaster;
use crate::ui::router::Router;
use crate::ui::texts::texts;
use crate::ui::words::done_words;
use crate::workspace::Workspace;

/// Fields that many people can share.
const BULK: [Field; 9] = [
    Field::Office,
    Field::MainPost,
    Field::Rank,
    Field::StaffKind,
    Field::Sex,
    Field::FullTime,
    Field::InService,
    Field::Retirement,
    Field::Note,
];

/// Says what became of an edit: the sentence with a way back, or why not.
pub fn report(
    workspace: Workspace,
    toaster: Toaster,
    result: Result<(), Rejection>,
    done: impl Into<String>,
) -> bool {
    match result {
        Ok(()) => {
            let back = move || workspace.undo();
            toaster.say_with(done, texts().shell.take_back, back);
            true
        }
        Err(rejection) => {
            toaster.refuse((texts().model.rejection)(&rejection));
            false
        }
    }
}

/// A control for the value of a field: a list where it has one, else a line of text.
#[component]
pub fn FieldInput(field: Field, entry: Entry) -> impl IntoView {
    let workspace = Workspace::here();
    let value = entry.text;
    if field == Field::OtherPosts {
        return view! { <PostsInput value /> }.into_any();
    }
    let hint = match field {
        Field::Birth | Field::WorkStart | Field::Promoted => texts().roster.date_hint,
        Field::CertificateExpiry => texts().roster.day_hint,
        _ => "",
    };
    match choices(field, &workspace.ledger_untracked(), texts()) {
        Some(choices) => view! {
            <select
                class="field"
                prop:value=value
                on:change=move |event| value.set(event_target_value(&event))
            >
                {choices
                    .into_iter()
                    .map(|(code, label)| {
                        let selected = code == value.get_untracked();
                        view! {
                            <option value=code selected=selected>
                                {label}
                            </option>
                        }
                    })
                    .collect_view()}
            </select>
        }
        .into_any(),
        None => view! { <EntryField entry placeholder=hint /> }.into_any(),
    }
}

/// Any number of posts, chosen from the list; `value` holds their codes parted by spaces.
#[component]
fn PostsInput(value: RwSignal<String>) -> impl IntoView {
    let workspace = Workspace::here();
    let roster = &texts().roster;
    let posts = move || {
        let packs = &workspace.ledger_untracked().packs;
        let posts = packs.posts.posts.iter();
        posts
            .map(|post| Choice {
                value: post.code.clone(),
                label: post.name.clone(),
                after: String::new(),
            })
            .collect::<Vec<_>>()
    };
    let codes = move || {
        let value = value.get_untracked();
        value.split_whitespace().map(str::to_owned).gather_set()
    };
    let chosen = RwSignal::new(codes());
    Effect::new(move |_| {
        let chosen = chosen.get();
        // The order of what was not touched stays.
        if chosen != codes() {
            value.set(chosen.into_iter().collect::<Vec<_>>().join(" "));
        }
    });
    view! {
        <FilterChip
            label=roster.choose_posts
            choices=Signal::derive(posts)
            chosen
            clear=roster.clear_one
            label_goes=true
        />
    }
}

#[component]
pub fn BulkDialog(people: Vec<PersonId>, on_close: Callback<()>) -> impl IntoView {
    let messages = texts();
    let roster = &messages.roster;
    let workspace = Workspace::here();
    let toaster = Toaster::here();
    let field = RwSignal::new(Field::Office);
    let first = move |field| match field {
        Field::Office => {
            let ledger = workspace.ledger_untracked();
            let first = ledger.offices_in_order().first().map(|office| office.id.to_string());
            first.unwrap_or_default()
        }
        _ => String::new(),
    };
    let entry = Entry::new(first(Field::Office));
    let count = people.len();
    let people = StoredValue::new(people);
    let apply = Callback::new(move |()| {
        let (field, value) = (field.get_untracked(), entry.text.get_untracked());
        let result = workspace.edit(Step::EditPeople { people: count }, |ledger| {
            for id in people.get_value() {
                let mut changed = ledger.person(id).cloned().ok_or(Rejection::NoSuchPerson)?;
                field.set(&mut changed, &value).map_err(|_| Rejection::MissingName)?;
                ledger.edit_person(id, |person| *person = changed)?;
            }
            Ok(())
        });
        let words = label(field, &value, &workspace.ledger_untracked(), messages);
        let words = if value.is_empty() { String::new() } else { words };
        let done = (roster.done_set)(count, (roster.field)(field), &words);
        if report(workspace, toaster, result, done) {
            on_close.run(());
        }
    });
    view! {
        <AskDialog title=(roster.bulk_title)(count) on_close ok=messages.shell.ok on_ok=apply>
            <FormLine label=roster.bulk_field>
                <select
                    class="field"
                    on:change=move |event| {
                        let chosen = event_target_value(&event);
                        let chosen = BULK.into_iter().find(|field| format!("{field:?}") == chosen);
                        if let Some(chosen) = chosen {
                            entry.set(first(chosen));
                            field.set(chosen);
                        }
                    }
                >
                    {BULK
                        .into_iter()
                        .map(|field| {
                            view! {
                                <option value=format!("{field:?}")>{(roster.field)(field)}</option>
                            }
                        })
                        .collect_view()}
                </select>
            </FormLine>
            <FormLine label=roster.bulk_value>
                {move || view! { <FieldInput field=field.get() entry /> }}
            </FormLine>
        </AskDialog>
    }
}

#[component]
pub fn ArchiveDialog(
    people: Vec<PersonId>,
    on_close: Callback<()>,
    #[prop(optional)] on_done: Option<Callback<()>>,
) -> impl IntoView {
    let messages = texts();
    let roster = &messages.roster;
    let workspace = Workspace::here();
    let toaster = Toaster::here();
    let ledger = workspace.ledger_untracked();
    let who = match people.as_slice() {
        [one] => ledger.person(*one).map(|person| person.name.clone()).unwrap_or_default(),
        many => (messages.shell.people)(many.len()),
    };
    let day = Entry::new(workspace.today().to_string());
    let reason = Entry::new("");
    let count = people.len();
    let people = StoredValue::new(people);
    let apply = Callback::new(move |()| {
        let words = (roster.fault)(crate::model::field::FieldFault::NotADate);
        let Some(on) = day.need(day.read(), words) else { return };
        let reason = reason.get();
        let result = workspace.edit(Step::ArchivePeople { people: count }, |ledger| {
            for id in people.get_value() {
                ledger.archive_person(id, Archived { on, reason: reason.clone() })?;
            }
            Ok(())
        });
        if report(workspace, toaster, result, (roster.done_archived)(count)) {
            on_close.run(());
            if let Some(on_done) = on_done {
                on_done.run(());
            }
        }
    });
    view! {
        <AskDialog title=(roster.archive_title)(&who) on_close ok=messages.shell.ok on_ok=apply>
            <p class="note">{roster.archive_text}</p>
            <EntryLine label=roster.archive_date entry=day kind="date" />
            <EntryLine
                label=roster.archive_reason
                entry=reason
                hint=roster.archive_reason_hint
            />
        </AskDialog>
    }
}

/// Puts two records of one person together. Without `other`, the records of the same name are
/// offered; with it, which of the two stays is chosen.
#[component]
pub fn MergeDialog(
    person: PersonId,
    #[prop(optional_no_strip)] other: Option<PersonId>,
    on_close: Callback<()>,
) -> impl IntoView {
    let messages = texts();
    let roster = &messages.roster;
    let workspace = Workspace::here();
    let toaster = Toaster::here();
    let ledger = workspace.ledger_untracked();
    let name = ledger.person(person).map(|person| person.name.clone()).unwrap_or_default();
    let offered: Vec<_> = ledger
        .people()
        .filter(|one| match other {
            Some(other) => one.id == person || one.id == other,
            None => one.id != person && one.name == name,
        })
        .map(|one| {
            let birth = one.birth.map(crate::i18n::format::birth).unwrap_or_default();
            let office = short_office(&ledger, one.office, messages);
            (one.id, format!("{} {birth} {office}", one.name))
        })
        .collect();
    let chosen = RwSignal::new(offered.first().map(|(id, _)| *id));
    let none = offered.is_empty();
    let apply = Callback::new(move |()| {
        let Some(chosen) = chosen.get_untracked() else { return };
        let (kept, gone) = match other {
            Some(other) => (chosen, if chosen == person { other } else { person }),
            None => (person, chosen),
        };
        let step = Step::MergePeople(name.clone());
        let done = done_words(&step, messages);
        let result = workspace.edit(step, |ledger| ledger.merge_people(kept, gone));
        if report(workspace, toaster, result, done) {
            on_close.run(());
        }
    });
    let label = if other.is_some() { roster.merge_kept } else { roster.merge_with };
    view! {
        <AskDialog
            title=roster.merge
            on_close
            ok=messages.shell.ok
            on_ok=apply
            disabled=Signal::stored(none)
        >
            <p class="note">{roster.merge_text}</p>
            {if none {
                view! { <p>{roster.merge_none}</p> }.into_any()
            } else {
                view! {
                    <FormLine label>
                        <select
                            class="field"
                            on:change=move |event| {
                                chosen.set(PersonId::parse(&event_target_value(&event)));
                            }
                        >
                            {offered
                                .into_iter()
                                .map(|(id, label)| {
                                    view! { <option value=id.to_string()>{label}</option> }
                                })
                                .collect_view()}
                        </select>
                    </FormLine>
                }
                .into_any()
            }}
        </AskDialog>
    }
}

#[component]
pub fn PurgeDialog(person: PersonId, on_close: Callback<()>) -> impl IntoView {
    let messages = texts();
    let roster = &messages.roster;
    let workspace = Workspace::here();
    let toaster = Toaster::here();
    let router = Router::here();
    let ledger = workspace.ledger_untracked();
    let name = ledger.person(person).map(|person| person.name.clone()).unwrap_or_default();
    let typed = RwSignal::new(String::new());
    let wanted = StoredValue::new(name.clone());
    let matches = move || wanted.with_value(|wanted| typed.read().trim() == wanted);
    let apply = Callback::new(move |()| match workspace.purge_person(person) {
        Ok(()) => {
            on_close.run(());
            router.go(&Route::Roster(None));
            toaster.say(done_words(&Step::PurgePerson, messages));
        }
        Err(rejection) => toaster.refuse((messages.model.rejection)(&rejection)),
    });
    view! {
        <AskDialog
            title=roster.purge
            on_close
            ok=roster.purge
            on_ok=apply
            disabled=Signal::derive(move || !matches())
            is_final=true
        >
            <p>{roster.purge_text}</p>
            <FormLine label=(roster.purge_confirm)(&name)>
                <input
                    class="field"
                    type="text"
                    prop:value=typed
                    on:input=move |event| typed.set(event_target_value(&event))
                />
            </FormLine>
        </AskDialog>
    }
}
