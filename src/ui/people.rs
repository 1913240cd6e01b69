//! People in a line of links, and the field in which one person is found.

use leptos::prelude::*;

use super::components::dialog::Dialog;
use super::texts::texts;
use super::words::office_words;
use crate::browser::pinyin;
use crate::model::id::PersonId;
use crate::model::ledger::Ledger;
use crate::model::person::Person;
use crate::order::Order as _;
use crate::route::Route;
use crate::workspace::Workspace;

/// People as links with their offices, in the order of the roster.
#[component]
pub fn PeopleLine(#[prop(into)] people: Signal<Vec<PersonId>>) -> impl IntoView {
    let workspace = Workspace::here();
    move || {
        let ledger = workspace.ledger();
        in_roster_order(&ledger, people.get())
            .into_iter()
            .map(|person| {
                view! {
                    <a class="plain" href=Route::Roster(Some(person.id)).href()>
                        {person.name.clone()}
                        <span class="note">{office_words(person.office, &ledger)}</span>
                    </a>
                }
            })
            .collect_view()
    }
}

/// The people of some ids as the roster lists them.
pub fn in_roster_order(
    ledger: &Ledger,
    people: impl IntoIterator<Item = PersonId>,
) -> Vec<&Person> {
    let mut people: Vec<_> = people.into_iter().filter_map(|id| ledger.person(id)).collect();
    people.order_by_key(|person| (person.position, person.id));
    people
}

/// A dialog that lists the people behind a figure.
#[component]
pub fn PeopleDialog(
    #[prop(into)] title: String,
    #[prop(into)] people: Signal<Vec<PersonId>>,
    on_close: Callback<()>,
) -> impl IntoView {
    let foot = move || {
        view! {
            <button type="button" class="button primary push" on:click=move |_| on_close.run(())>
                {texts().shell.close}
            </button>
        }
    };
    view! {
        <Dialog title on_close foot=ViewFn::from(foot)>
            <p class="people-line wide">
                <PeopleLine people />
            </p>
        </Dialog>
    }
}

/// So many people are offered at most.
const OFFERED: usize = 8;

/// A field in which a person is found by name, pinyin initials or staff number, and chosen.
#[component]
pub fn PersonPicker(
    #[prop(into)] placeholder: String,
    /// Who may be chosen.
    #[prop(into)]
    among: Signal<Vec<PersonId>>,
    on_choose: Callback<PersonId>,
) -> impl IntoView {
    let workspace = Workspace::here();
    let wanted = RwSignal::new(String::new());
    let cursor = RwSignal::new(0_usize);
    let found = Memo::new(move |_| {
        let wanted = wanted.read();
        let wanted = wanted.trim().to_lowercase();
        if wanted.is_empty() {
            return Vec::new();
        }
        let ledger = workspace.ledger();
        let among = among.read();
        in_roster_order(&ledger, among.iter().copied())
            .into_iter()
            .filter(|person| {
                person.name.contains(&wanted)
                    || person.number.as_ref().is_some_and(|number| number.starts_with(&wanted))
                    || pinyin::initials(&person.name).starts_with(&wanted)
            })
            .take(OFFERED)
            .map(|person| (person.id, person.name.clone(), office_words(person.office, &ledger)))
            .collect()
    });
    let choose = move |index: usize| {
        if let Some((person, ..)) = found.with_untracked(|found| found.get(index).cloned()) {
            wanted.set(String::new());
            cursor.set(0);
            on_choose.run(person);
        }
    };
    let on_keydown = move |event: leptos::ev::KeyboardEvent| {
        if event.is_composing() {
            return;
        }
        let last = found.with_untracked(Vec::len).saturating_sub(1);
        match event.key().as_str() {
            "ArrowDown" => cursor.update(|cursor| *cursor = (*cursor + 1).min(last)),
            "ArrowUp" => cursor.update(|cursor| *cursor = cursor.saturating_sub(1)),
            "Enter" => choose(cursor.get_untracked()),
            "Escape" if !wanted.with_untracked(String::is_empty) => {
                event.stop_propagation();
                wanted.set(String::new());
            }
            _ => return,
        }
        event.prevent_default();
    };
    view! {
        <div class="chip-frame person-picker">
            <input
                class="field"
                type="search"
                autocomplete="off"
                placeholder=placeholder.clone()
                aria-label=placeholder
                prop:value=wanted
                on:input:target=move |event| {
                    wanted.set(event.target().value());
                    cursor.set(0);
                }
                on:keydown=on_keydown
            />
            <Show when=move || !found.read().is_empty()>
                <ul class="menu" role="listbox">
                    {move || {
                        found
                            .get()
                            .into_iter()
                            .enumerate()
                            .map(|(index, (_, name, office))| {
                                view! {
                                    <li
                                        role="option"
                                        aria-selected=move || (cursor.get() == index).to_string()
                                        on:mousedown=move |event| {
                                            event.prevent_default();
                                            choose(index);
                                        }
                                    >
                                        {name}
                                        <span class="after">{office}</span>
                                    </li>
                                }
                            })
                            .collect_view()
                    }}
                </ul>
            </Show>
        </div>
    }
}
