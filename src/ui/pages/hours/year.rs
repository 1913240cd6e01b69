//! The year of everybody: filters, the table, and the drawer of one person.

use std::collections::{BTreeMap, BTreeSet};

use leptos::prelude::*;

use super::behind::Behind;
use super::drawer::HoursDrawer;
use super::table::HoursTable;
use super::{Page, plain};
use crate::browser::pinyin;
use crate::grouping::axis::values;
use crate::grouping::membership::{Overview, groups_in_order};
use crate::model::group::Axis;
use crate::model::hours::QuarterHours;
use crate::model::id::{OfficeId, PersonId};
use crate::model::ledger::Ledger;
use crate::order::{Gather as _, Order as _};
use crate::planning::hours::PersonHours;
use crate::planning::overlaps::overlaps;
use crate::planning::unrecorded::overdue;
use crate::route::{Paper, Route};
use crate::ui::components::find::FindField;
use crate::ui::components::menu::{Choice, FilterChip};
use crate::ui::router::Router;
use crate::ui::words::{office_words, value_words};

/// Which rows are shown, and in which order.
#[derive(Clone, Copy)]
pub struct Filter {
    find: RwSignal<String>,
    only_short: RwSignal<bool>,
    offices: RwSignal<BTreeSet<String>>,
    groups: RwSignal<BTreeSet<String>>,
    pub sort: RwSignal<Sort>,
}

/// What the rows are sorted by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sort {
    Shortfall,
    Name,
    Office,
}

/// One row of the table.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    pub person: PersonId,
    pub name: String,
    pub office: String,
    pub hours: PersonHours,
}

fn rows(ledger: &Ledger, all: &BTreeMap<PersonId, PersonHours>, filter: Filter) -> Vec<Row> {
    let find = filter.find.get().trim().to_lowercase();
    let only_short = filter.only_short.get();
    let offices = filter.offices.get();
    let groups = filter.groups.get();
    let overview = (!groups.is_empty()).then(|| Overview::new(ledger, ledger.settings.reference()));
    let of_group = |person: PersonId| {
        overview.as_ref().is_none_or(|overview| {
            let mut of = overview.groups_of.get(&person).into_iter().flatten();
            of.any(|group| groups.contains(&group.to_string()))
        })
    };
    let mut rows: Vec<_> = all
        .iter()
        .filter_map(|(id, hours)| Some((ledger.person(*id)?, hours)))
        .filter(|(person, hours)| {
            let found = find.is_empty()
                || person.name.contains(&find)
                || pinyin::initials(&person.name).starts_with(&find);
            let of_office = offices.is_empty() || offices.contains(&person.office.to_string());
            found
                && of_office
                && of_group(person.id)
                && (!only_short || hours.shortfall() > QuarterHours(0))
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

/// The names of the targets that the figures of the columns are of, each ladder's own.
fn first_targets(rows: &[Row], ledger: &Ledger, comma: &str) -> String {
    let ids: BTreeSet<_> = rows
        .iter()
        .filter_map(|row| row.hours.targets.first().map(|target| target.id.as_str()))
        .gather_set();
    let targets = ledger.packs.hours.targets.iter();
    let names: Vec<_> = targets
        .filter(|target| ids.contains(target.id.as_str()))
        .map(|target| target.name.as_str())
        .collect();
    names.join(comma)
}

#[component]
pub fn YearTab(page: Page) -> impl IntoView {
    let texts = page.editor.texts;
    let words = &texts.hours;
    let workspace = page.editor.workspace;
    let router = Router::here();
    let all = page.all;
    let filter = Filter {
        find: RwSignal::new(String::new()),
        only_short: RwSignal::new(false),
        offices: RwSignal::new(BTreeSet::new()),
        groups: RwSignal::new(BTreeSet::new()),
        sort: RwSignal::new(Sort::Shortfall),
    };
    let shown = Memo::new(move |_| all.with(|all| rows(&workspace.ledger(), all, filter)));
    let opened = Memo::new(move |_| match router.route() {
        Route::Hours(id) => id,
        _ => None,
    });
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
    let groups = Signal::derive(move || {
        let ledger = workspace.ledger();
        groups_in_order(&ledger)
            .into_iter()
            .map(|group| Choice {
                label: group.name.clone(),
                after: String::new(),
                value: group.id.to_string(),
            })
            .collect::<Vec<_>>()
    });
    let key = move || {
        let ledger = workspace.ledger();
        (words.key)(&shown.with(|rows| first_targets(rows, &ledger, texts.model.comma)))
    };
    let today = workspace.today();
    let overdue = workspace.select(move |ledger| overdue(ledger, today).len());
    // Of the office that is looked at, else of everybody.
    let sheet = move || {
        let chosen =
            filter.offices.with(|offices| offices.first().and_then(|id| OfficeId::parse(id)));
        let own = workspace.ledger().settings.office;
        Route::Paper(Paper::Sheet(chosen.unwrap_or(own))).href()
    };
    let doubled = workspace.select(|ledger| overlaps(ledger, ledger.settings.year).len());
    view! {
        <div class="split">
            <div class="region main">
                <div class="toolbar">
                    <FindField label=words.find text=filter.find />
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
                    <FilterChip
                        label=words.group
                        choices=groups
                        chosen=filter.groups
                        clear=words.clear
                    />
                    <Show when=move || { overdue.get() > 0 }>
                        <a class="text-button is-warn" href=Route::Recording.href()>
                            {move || (words.unrecorded)(overdue.get())}
                        </a>
                    </Show>
                    <Show when=move || { doubled.get() > 0 }>
                        <button
                            type="button"
                            class="text-button is-warn"
                            on:click=move |_| page.behind.set(Some(Behind::Overlaps))
                        >
                            {move || (words.overlaps)(doubled.get())}
                        </button>
                    </Show>
                    <span class="push found">{summary}</span>
                </div>
                <HoursTable page rows=shown opened filter />
                <div class="table-foot">
                    <span class="note">{key}</span>
                    <a class="push" href=sheet>
                        {texts.statistics.sheet_print}
                    </a>
                </div>
            </div>
            {move || opened.get().map(|person| view! { <HoursDrawer page person /> })}
        </div>
    }
}
