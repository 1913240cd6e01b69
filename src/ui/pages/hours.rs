//! 学时: everybody's year against the target, the largest shortfall first; classes are recorded
//! whole, then the exceptions; one person's year in the drawer.

mod drawer;
mod record;
mod recording;
mod table;
mod tabs;

use std::collections::{BTreeMap, BTreeSet};

use leptos::prelude::*;

use self::drawer::HoursDrawer;
use self::record::RecordDialog;
use self::recording::Recording;
use self::table::HoursTable;
pub use self::tabs::HoursTabs;
use crate::browser::pinyin;
use crate::grouping::axis::values;
use crate::model::group::Axis;
use crate::model::hours::QuarterHours;
use crate::model::id::PersonId;
use crate::model::ledger::Ledger;
use crate::order::Order as _;
use crate::planning::hours::{PersonHours, hours_of_all};
use crate::planning::unrecorded::unrecorded;
use crate::route::Route;
use crate::ui::components::icon::{Icon, IconView};
use crate::ui::components::menu::{Choice, FilterChip};
use crate::ui::editor::Editor;
use crate::ui::router::Router;
use crate::ui::words::{office_words, value_words};

/// What the parts of the page share.
#[derive(Clone, Copy)]
struct Page {
    editor: Editor,
    /// Everybody's year.
    all: Memo<BTreeMap<PersonId, PersonHours>>,
    /// What the dialog records, while it is open.
    recording: RwSignal<Option<Recording>>,
}

/// Hours without a needless decimal: 90, 37.5.
fn plain(hours: QuarterHours) -> String {
    let text = hours.to_string();
    text.strip_suffix(".0").map(str::to_owned).unwrap_or(text)
}

/// Which rows are shown, and in which order.
#[derive(Clone, Copy)]
struct Filter {
    find: RwSignal<String>,
    only_short: RwSignal<bool>,
    offices: RwSignal<BTreeSet<String>>,
    sort: RwSignal<Sort>,
}

/// What the rows are sorted by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Sort {
    Shortfall,
    Name,
    Office,
}

/// One row of the table.
#[derive(Clone, Debug, PartialEq)]
struct Row {
    person: PersonId,
    name: String,
    office: String,
    hours: PersonHours,
}

fn rows(ledger: &Ledger, all: &BTreeMap<PersonId, PersonHours>, filter: Filter) -> Vec<Row> {
    let find = filter.find.get().trim().to_lowercase();
    let only_short = filter.only_short.get();
    let offices = filter.offices.get();
    let mut rows: Vec<_> = all
        .iter()
        .filter_map(|(id, hours)| Some((ledger.person(*id)?, hours)))
        .filter(|(person, hours)| {
            let found = find.is_empty()
                || person.name.contains(&find)
                || pinyin::initials(&person.name).starts_with(&find);
            let of_office = offices.is_empty() || offices.contains(&person.office.to_string());
            found && of_office && (!only_short || hours.shortfall() > QuarterHours(0))
        })
        .collect();
    match filter.sort.get() {
        Sort::Shortfall => rows.order_by_key(|(person, hours)| {
            let first = hours.targets.first();
            let projected = first.map(|target| target.projected()).unwrap_or_default();
            (std::cmp::Reverse(hours.shortfall()), projected, person.position, person.id)
        }),
        Sort::Name => {
            let names: Vec<_> = rows.iter().map(|(person, _)| person.name.as_str()).collect();
            let mut ranks = pinyin::ranks(&names).into_iter();
            rows.order_by_key(|_| ranks.next());
        }
        Sort::Office => rows.order_by_key(|(person, _)| {
            let office = ledger.offices.get(&person.office).map(|office| office.position);
            (office, person.position, person.id)
        }),
    }
    rows.into_iter()
        .map(|(person, hours)| Row {
            person: person.id,
            name: person.name.clone(),
            office: office_words(person.office, ledger),
            hours: hours.clone(),
        })
        .collect()
}

#[component]
pub fn HoursPage() -> impl IntoView {
    let editor = Editor::here();
    let workspace = editor.workspace;
    let texts = editor.texts;
    let words = &texts.hours;
    let router = Router::here();
    let all = workspace.select(|ledger| hours_of_all(ledger, ledger.settings.reference()));
    let page = Page { editor, all, recording: RwSignal::new(None) };
    let filter = Filter {
        find: RwSignal::new(String::new()),
        only_short: RwSignal::new(false),
        offices: RwSignal::new(BTreeSet::new()),
        sort: RwSignal::new(Sort::Shortfall),
    };
    let shown = Memo::new(move |_| all.with(|all| rows(&workspace.ledger(), all, filter)));
    let opened = Memo::new(move |_| match router.route() {
        Route::Hours(id) => id,
        _ => None,
    });
    let about = move || {
        let ledger = workspace.ledger();
        let basis = ledger
            .packs
            .hours
            .targets
            .iter()
            .filter(|target| target.enabled)
            .map(|target| format!("{} {}", target.name, plain(target.hours)))
            .collect::<Vec<_>>();
        (words.about)(ledger.settings.year, &basis.join(texts.model.comma))
    };
    let short = Memo::new(move |_| {
        all.with(|all| {
            let missing = all.values().map(PersonHours::shortfall);
            missing.filter(|hours| *hours > QuarterHours(0)).count()
        })
    });
    let summary = move || {
        shown.with(|rows| {
            let missing = || rows.iter().map(|row| row.hours.shortfall());
            let people = missing().filter(|hours| *hours > QuarterHours(0)).count();
            (words.summary)(rows.len(), people, &plain(missing().sum()))
        })
    };
    let offices = Signal::derive(move || {
        let ledger = workspace.ledger();
        values(&Axis::Office, &ledger)
            .into_iter()
            .filter(|value| !value.is_empty())
            .map(|value| Choice {
                label: value_words(&Axis::Office, &value, &ledger, texts),
                after: String::new(),
                value,
            })
            .collect::<Vec<_>>()
    });
    let key = move || {
        let ledger = workspace.ledger();
        let first = ledger.packs.hours.targets.iter().find(|target| target.enabled);
        (words.key)(first.map_or("", |target| &target.name))
    };
    let overdue = Memo::new(move |_| {
        let today = workspace.today();
        unrecorded(&workspace.ledger()).iter().filter(|one| one.end() < today).count()
    });
    view! {
        <main class="page hours-page is-filled">
            <div class="page-head">
                <h1>{words.title}</h1>
                <span class="about">{about}</span>
                <div class="actions">
                    <button
                        type="button"
                        class="button primary"
                        on:click=move |_| page.recording.set(Some(Recording::new(page)))
                    >
                        <IconView icon=Icon::Plus />
                        {words.record}
                    </button>
                </div>
            </div>
            <HoursTabs />
            <div class="split">
                <div class="region main">
                    <div class="toolbar">
                        <label class="field find">
                            <IconView icon=Icon::Search />
                            <input
                                type="search"
                                placeholder=words.find
                                aria-label=words.find
                                prop:value=filter.find
                                on:input:target=move |event| {
                                    filter.find.set(event.target().value());
                                }
                            />
                        </label>
                        <button
                            type="button"
                            class="chip"
                            class:is-set=filter.only_short
                            aria-pressed=move || filter.only_short.get().to_string()
                            on:click=move |_| filter.only_short.update(|only| *only = !*only)
                        >
                            {move || (words.short)(short.get())}
                        </button>
                        <FilterChip
                            label=words.office
                            choices=offices
                            chosen=filter.offices
                            clear=words.clear
                        />
                        <Show when=move || { overdue.get() > 0 }>
                            <button
                                type="button"
                                class="text-button is-warn"
                                on:click=move |_| page.recording.set(Some(Recording::new(page)))
                            >
                                {move || (words.unrecorded)(overdue.get())}
                            </button>
                        </Show>
                        <span class="push found">{summary}</span>
                    </div>
                    <HoursTable page rows=shown opened filter />
                    <div class="table-foot">
                        <span class="note">{key}</span>
                    </div>
                </div>
                {move || opened.get().map(|person| view! { <HoursDrawer page person /> })}
            </div>
            {move || {
                page.recording
                    .with(Option::is_some)
                    .then(|| view! { <RecordDialog page /> })
            }}
        </main>
    }
}
