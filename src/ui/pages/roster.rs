//! The roster: a windowed table with filters, cells to edit, a bulk bar, and the drawer of a
//! person with an address of its own.

mod bulk;
mod cell;
mod cell_editor;
mod clipboard;
mod dialogs;
mod drawer;
mod export;
pub mod filter;
mod involved;
pub mod options;
mod person_form;
mod table;

use std::collections::{BTreeMap, BTreeSet};

use leptos::prelude::*;

use self::bulk::BulkBar;
use self::drawer::PersonDrawer;
use self::export::ExportDialog;
use self::filter::RosterFilter;
use self::options::value_words;
use self::person_form::PersonDialog;
use self::table::RosterTable;
use crate::browser::local_storage;
use crate::browser::pinyin::Pinyin;
use crate::grouping::axis::values;
use crate::grouping::roster::{Column, is_incomplete, rows};
use crate::model::group::Axis;
use crate::model::id::PersonId;
use crate::order::Gather as _;
use crate::route::Route;
use crate::ui::components::empty::Empty;
use crate::ui::components::icon::{Icon, IconView};
use crate::ui::components::menu::{Choice, FilterChip, HangingList, close_on_escape};
use crate::ui::components::more::MoreActions;
use crate::ui::landscape::{MARGIN, print_landscape};
use crate::ui::router::Router;
use crate::ui::texts::texts;
use crate::workspace::Workspace;

/// What the page shows, shared by its parts.
#[derive(Clone, Copy)]
pub struct RosterView {
    /// The people found, in order.
    pub found: Memo<Vec<PersonId>>,
    pub picked: RwSignal<BTreeSet<PersonId>>,
    pub filter: RosterFilter,
    pub hidden: RwSignal<BTreeSet<Column>>,
    /// The person whose drawer is open.
    pub open: Memo<Option<PersonId>>,
    /// The row that the focus was in last.
    pub cursor: RwSignal<Option<PersonId>>,
    /// The cell in edit.
    pub editing: RwSignal<Option<(PersonId, Column)>>,
    /// Where picking a range begins.
    pub anchor: StoredValue<Option<PersonId>>,
}

fn hidden_columns() -> BTreeSet<Column> {
    let words = local_storage::hidden_columns();
    let stored =
        Column::ALL.into_iter().filter(|column| words.iter().any(|word| word == column.word()));
    let hidden: BTreeSet<_> = stored.gather_set();
    if hidden.is_empty() { BTreeSet::from([Column::Number, Column::Note]) } else { hidden }
}

#[component]
fn ColumnChooser(hidden: RwSignal<BTreeSet<Column>>) -> impl IntoView {
    let roster = &texts().roster;
    let open = RwSignal::new(false);
    let toggle = move |column| {
        hidden.update(|hidden| {
            if !hidden.remove(&column) {
                hidden.insert(column);
            }
        });
        let words: Vec<_> = hidden.read_untracked().iter().map(|column| column.word()).collect();
        local_storage::set_hidden_columns(&words);
    };
    view! {
        <div
            class="chip-frame"
            on:keydown=move |event| close_on_escape(&event, open)
        >
            <button
                type="button"
                class="icon-button"
                title=roster.columns
                aria-expanded=move || open.get().to_string()
                on:click=move |_| open.update(|open| *open = !*open)
            >
                <IconView icon=Icon::Columns />
            </button>
            <Show when=move || open.get()>
                <div class="menu-back" on:click=move |_| open.set(false)></div>
                <HangingList several=true>
                    {Column::ALL
                        .into_iter()
                        .skip(1)
                        .map(|column| {
                            view! {
                                <li>
                                    <label class="menu-label">
                                        <input
                                            type="checkbox"
                                            prop:checked=move || !hidden.read().contains(&column)
                                            on:change=move |_| toggle(column)
                                        />
                                        {(roster.column)(column)}
                                    </label>
                                </li>
                            }
                        })
                        .collect_view()}
                </HangingList>
            </Show>
        </div>
    }
}

/// The live choices of a chip with their counts.
fn choices(workspace: Workspace, axis: Axis) -> Signal<Vec<Choice>> {
    Memo::new(move |_| {
        let ledger = workspace.ledger();
        let reference = ledger.settings.reference();
        let mut counts: BTreeMap<String, usize> = BTreeMap::new();
        for person in ledger.enrolled(reference) {
            let on = crate::grouping::axis::values_of(&axis, person, &ledger.packs, reference);
            for value in on {
                *counts.entry(value.into_owned()).or_default() += 1;
            }
        }
        let mut all = values(&axis, &ledger);
        if !all.contains(&String::new()) {
            all.push(String::new());
        }
        all.into_iter()
            .filter_map(|value| {
                let count = counts.get(&value)?;
                Some(Choice {
                    label: value_words(&axis, &value, &ledger, texts()),
                    after: count.to_string(),
                    value,
                })
            })
            .collect()
    })
    .into()
}

#[component]
pub fn RosterPage() -> impl IntoView {
    print_landscape(MARGIN);
    let messages = texts();
    let roster = &messages.roster;
    let workspace = Workspace::here();
    let router = Router::here();
    let filter = RosterFilter::here();
    let adding = RwSignal::new(false);
    let exporting = RwSignal::new(false);
    let found = Memo::new(move |_| {
        let ledger = workspace.ledger();
        rows(&ledger, &filter.get(), filter.sort.get(), ledger.settings.reference(), &Pinyin)
    });
    let open = Memo::new(move |_| match router.route() {
        Route::Roster(open) => open,
        _ => None,
    });
    let view = RosterView {
        found,
        picked: RwSignal::new(BTreeSet::new()),
        filter,
        hidden: RwSignal::new(hidden_columns()),
        open,
        cursor: RwSignal::new(None),
        editing: RwSignal::new(None),
        anchor: StoredValue::new(None),
    };
    let counts = workspace.select(|ledger| {
        let reference = ledger.settings.reference();
        let offices = ledger.staffed_offices(reference);
        let gaps = ledger.enrolled(reference).filter(|person| is_incomplete(person)).count();
        let gone = ledger.people().filter(|person| !person.is_enrolled(reference)).count();
        (ledger.enrolled(reference).count(), offices, gaps, gone)
    });
    let is_filtered = Memo::new(move |_| filter.is_set());
    let has_gone = move || counts.get().3 > 0;
    let is_empty = Memo::new(move |_| counts.get().0 == 0 && counts.get().3 == 0);
    let chip_views = move || {
        filter
            .chips()
            .map(|(axis, chosen)| {
                let label = match axis {
                    Axis::AnyPost => roster.chip_post.to_owned(),
                    ref axis => (messages.model.axis)(axis),
                };
                view! {
                    <FilterChip
                        label
                        choices=choices(workspace, axis)
                        chosen
                        clear=roster.clear_one
                    />
                }
            })
            .collect_view()
    };
    view! {
        <main class="page roster-page is-filled">
            <div class="page-head">
                <h1>{roster.title}</h1>
                <span class="about">
                    {move || {
                        let (people, offices, ..) = counts.get();
                        (roster.about)(people, offices)
                    }}
                </span>
                <div class="actions">
                    <MoreActions>
                        <button
                            type="button"
                            class="button"
                            on:click=move |_| adding.set(true)
                        >
                            {roster.add}
                        </button>
                        <button
                            type="button"
                            class="button"
                            disabled=move || found.read().is_empty()
                            on:click=move |_| exporting.set(true)
                        >
                            <IconView icon=Icon::Download />
                            {roster.export}
                        </button>
                    </MoreActions>
                    <a class="button primary" href=Route::RosterImport.href()>
                        {roster.import}
                    </a>
                </div>
            </div>
            <Show
                when=move || !is_empty.get()
                fallback=move || {
                    view! {
                        <Empty icon=Icon::Roster title=roster.empty_title text=roster.empty_text>
                            <button type="button" class="button" on:click=move |_| adding.set(true)>
                                {roster.add}
                            </button>
                            <a class="button primary" href=Route::RosterImport.href()>
                                {roster.import}
                            </a>
                        </Empty>
                    }
                }
            >
                <div class="toolbar">
                    <label class="field small find">
                        <IconView icon=Icon::Search />
                        <input
                            type="text"
                            placeholder=roster.find
                            aria-label=roster.find_label
                            prop:value=filter.text
                            on:input=move |event| filter.text.set(event_target_value(&event))
                        />
                        <kbd class="after">"/"</kbd>
                    </label>
                    {chip_views()}
                    <button
                        type="button"
                        class="chip"
                        class:is-set=filter.incomplete
                        aria-pressed=move || filter.incomplete.get().to_string()
                        on:click=move |_| filter.incomplete.update(|on| *on = !*on)
                    >
                        {roster.incomplete}
                        <span class="count">{move || counts.get().2}</span>
                    </button>
                    <Show when=has_gone>
                        <button
                            type="button"
                            class="chip"
                            class:is-set=filter.archived
                            aria-pressed=move || filter.archived.get().to_string()
                            on:click=move |_| filter.archived.update(|on| *on = !*on)
                        >
                            {roster.archived}
                            <span class="count">{move || counts.get().3}</span>
                        </button>
                    </Show>
                    <Show when=move || is_filtered.get()>
                        <button type="button" class="text-button" on:click=move |_| filter.clear()>
                            {roster.clear}
                        </button>
                    </Show>
                    <span class="found push">
                        {move || {
                            let (found, all) =
                                (roster.found)(found.read().len(), counts.get().0);
                            view! {
                                <b>{found}</b>
                                {all}
                            }
                        }}
                    </span>
                    <ColumnChooser hidden=view.hidden />
                </div>
                <div class="split">
                    <div class="region main">
                        <RosterTable view />
                        <Show when=move || found.read().is_empty()>
                            <Empty title=roster.nothing_title text=roster.nothing_text>
                                <button type="button" class="button" on:click=move |_| filter.clear()>
                                    {roster.clear}
                                </button>
                            </Empty>
                        </Show>
                        <BulkBar view />
                    </div>
                    {move || open.get().map(|person| view! { <PersonDrawer person view /> })}
                </div>
            </Show>
            <Show when=move || exporting.get()>
                <ExportDialog view on_close=Callback::new(move |()| exporting.set(false)) />
            </Show>
            <Show when=move || adding.get()>
                <PersonDialog person=None on_close=Callback::new(move |()| adding.set(false)) />
            </Show>
        </main>
    }
}
