//! Search over people and pages (Ctrl+K): by name, pinyin initials or staff number.

use leptos::{html, prelude::*};

use super::components::icon::{Icon, IconView};
use super::router::Router;
use super::texts::texts;
use super::words::office_words;
use crate::browser::{events, pinyin};
use crate::model::ledger::Ledger;
use crate::route::{Route, SettingsTab};
use crate::workspace::Workspace;

/// So many people are shown at most.
const PEOPLE: usize = 8;

/// One hit.
#[derive(Clone, PartialEq)]
struct Hit {
    icon: Icon,
    label: String,
    note: String,
    route: Route,
}

fn people(ledger: &Ledger, wanted: &str) -> Vec<Hit> {
    ledger
        .people()
        .filter(|person| {
            person.name.contains(wanted)
                || person.number.as_ref().is_some_and(|number| number.starts_with(wanted))
                || pinyin::initials(&person.name).starts_with(&wanted.to_lowercase())
        })
        .take(PEOPLE)
        .map(|person| Hit {
            icon: Icon::Person,
            label: person.name.clone(),
            note: office_words(person.office, ledger),
            route: Route::Roster(Some(person.id)),
        })
        .collect()
}

fn pages(wanted: &str) -> Vec<Hit> {
    let shell = &texts().shell;
    [
        (Icon::Home, shell.nav_home, Route::Home),
        (Icon::Roster, shell.nav_roster, Route::Roster(None)),
        (Icon::Groups, shell.nav_groups, Route::Groups(None)),
        (Icon::Plan, shell.nav_plans, Route::Plans),
        (Icon::Hours, shell.nav_hours, Route::Hours(None)),
        (Icon::Hours, texts().skills.title, Route::Skills),
        (Icon::Hours, texts().skills.needs_title, Route::Needs),
        (Icon::Assess, shell.nav_assessments, Route::Assessments),
        (Icon::File, shell.nav_standards, Route::Standards(None)),
        (Icon::Submit, shell.nav_submit, Route::Submit),
        (Icon::Merge, shell.nav_merge, Route::Merge(None)),
        (Icon::Settings, shell.nav_settings, Route::Settings(SettingsTab::default())),
        (Icon::Help, shell.nav_help, Route::Help),
    ]
    .into_iter()
    .filter(|(_, label, _)| {
        label.to_lowercase().contains(&wanted.to_lowercase())
            || pinyin::initials(label).starts_with(&wanted.to_lowercase())
    })
    .map(|(icon, label, route)| Hit { icon, label: label.to_owned(), note: String::new(), route })
    .collect()
}

/// The search box over the page.
#[component]
pub fn Palette(on_close: Callback<()>) -> impl IntoView {
    let workspace = Workspace::here();
    let router = Router::here();
    let shell = &texts().shell;
    let wanted = RwSignal::new(String::new());
    let chosen = RwSignal::new(0_usize);
    let input = NodeRef::<html::Input>::new();
    let give_back = StoredValue::new_local(Some(events::keep_focus()));
    on_cleanup(move || {
        if let Some(Some(give_back)) = give_back.try_update_value(Option::take) {
            give_back();
        }
    });
    Effect::new(move |_| {
        if let Some(input) = input.get() {
            // Without focus the box can still be clicked.
            let _ = input.focus();
        }
    });
    let found = Memo::new(move |_| {
        let wanted = wanted.read();
        let wanted = wanted.trim();
        let people =
            if wanted.is_empty() { Vec::new() } else { people(&workspace.ledger(), wanted) };
        (people, pages(wanted))
    });
    let hits = move || {
        let (people, pages) = found.get();
        people.into_iter().chain(pages).collect::<Vec<_>>()
    };
    let open = move |index: usize| {
        if let Some(hit) = hits().get(index) {
            router.go(&hit.route);
        }
        on_close.run(());
    };
    let list = move |hits: Vec<Hit>, offset: usize| {
        hits.into_iter()
            .enumerate()
            .map(|(index, hit)| {
                let index = index + offset;
                view! {
                    <li
                        role="option"
                        aria-selected=move || (chosen.get() == index).to_string()
                        on:click=move |_| open(index)
                    >
                        <IconView icon=hit.icon />
                        <span>{hit.label}</span>
                        <span class="after">{hit.note}</span>
                    </li>
                }
            })
            .collect_view()
    };
    view! {
        <div class="palette-back" on:click=move |_| on_close.run(())></div>
        <div class="palette" role="dialog" aria-label=shell.search>
            <div class="palette-input">
                <IconView icon=Icon::Search />
                <input
                    node_ref=input
                    type="text"
                    aria-label=shell.search
                    placeholder=shell.search_hint
                    prop:value=wanted
                    on:input=move |event| {
                        wanted.set(event_target_value(&event));
                        chosen.set(0);
                    }
                    on:keydown=move |event| {
                        if event.is_composing() {
                            return;
                        }
                        let last = hits().len().saturating_sub(1);
                        match event.key().as_str() {
                            "ArrowDown" | "Tab" => chosen.update(|index| *index = (*index + 1).min(last)),
                            "ArrowUp" => chosen.update(|index| *index = index.saturating_sub(1)),
                            "Enter" => open(chosen.get_untracked()),
                            "Escape" => on_close.run(()),
                            _ => return,
                        }
                        event.prevent_default();
                    }
                />
            </div>
            {move || {
                let (people, pages) = found.get();
                let offset = people.len();
                let nothing = people.is_empty() && pages.is_empty();
                view! {
                    <Show when={
                        let some = !people.is_empty();
                        move || some
                    }>
                        <h3>{shell.search_people}</h3>
                    </Show>
                    <ul role="listbox">{list(people, 0)}</ul>
                    <Show when={
                        let some = !pages.is_empty();
                        move || some
                    }>
                        <h3>{shell.search_pages}</h3>
                    </Show>
                    <ul role="listbox">{list(pages, offset)}</ul>
                    {nothing.then(|| view! { <p class="palette-none note">{shell.search_nothing}</p> })}
                }
            }}
            <div class="palette-foot">
                {["↑ ↓", "Enter", "Esc"]
                    .into_iter()
                    .zip(shell.search_keys)
                    .map(|(key, does)| {
                        view! {
                            <span>
                                <kbd>{key}</kbd>
                                " "
                                {does}
                            </span>
                        }
                    })
                    .collect_view()}
            </div>
        </div>
    }
}
