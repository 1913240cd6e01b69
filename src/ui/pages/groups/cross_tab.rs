//! The cross-tab on the screen, and how its cells are picked by mouse and keyboard.

use std::collections::BTreeSet;

use leptos::prelude::*;

use super::Page;
use super::grid::{Grid, shown};
use crate::browser::events;
use crate::route::Route;
use crate::ui::components::icon::{Icon, IconView};
use crate::ui::components::meter::Meter;
use crate::ui::pages::roster::filter::RosterFilter;
use crate::ui::people::{PeopleDialog, PeopleLine};

/// The column of names, and the narrowest that another may be, in pixels.
const NAMES: usize = 104;
const CELL: usize = 36;

/// The table itself.
#[component]
pub fn GridView(page: Page) -> impl IntoView {
    let anchor = StoredValue::new((0_usize, 0_usize));
    let cursor = RwSignal::new((0_usize, 0_usize));
    let picked = page.picked;
    let pick = move |at: (usize, usize), add: bool, stretch: bool| {
        cursor.set(at);
        picked.update(|picked| {
            if stretch {
                let from = anchor.get_value();
                let (top, bottom) = (from.0.min(at.0), from.0.max(at.0));
                let (left, right) = (from.1.min(at.1), from.1.max(at.1));
                if !add {
                    picked.clear();
                }
                for row in top..=bottom {
                    picked.extend((left..=right).map(|column| (row, column)));
                }
                return;
            }
            anchor.set_value(at);
            let alone = picked.len() == 1 && picked.contains(&at);
            if add {
                if !picked.remove(&at) {
                    picked.insert(at);
                }
            } else {
                picked.clear();
                if !alone {
                    picked.insert(at);
                }
            }
        });
    };
    let on_keydown = move |event: leptos::ev::KeyboardEvent| {
        let (row, column) = cursor.get_untracked();
        let (rows, columns) =
            page.grid.with_untracked(|grid| (grid.rows.len(), grid.columns.len()));
        let next = match event.key().as_str() {
            "ArrowDown" => ((row + 1).min(rows.saturating_sub(1)), column),
            "ArrowUp" => (row.saturating_sub(1), column),
            "ArrowRight" => (row, (column + 1).min(columns.saturating_sub(1))),
            "ArrowLeft" => (row, column.saturating_sub(1)),
            "Home" => (row, 0),
            "End" => (row, columns.saturating_sub(1)),
            " " => {
                pick((row, column), event.ctrl_key(), false);
                event.prevent_default();
                return;
            }
            "Enter" => {
                if picked.with_untracked(BTreeSet::is_empty) {
                    pick((row, column), false, false);
                }
                page.build_of_picked();
                event.prevent_default();
                return;
            }
            "Escape" => {
                picked.set(BTreeSet::new());
                return;
            }
            _ => return,
        };
        event.prevent_default();
        cursor.set(next);
        if event.shift_key() {
            pick(next, false, true);
        }
        events::focus(&format!("#cell-{}-{}", next.0, next.1));
    };
    let table = move || {
        let grid = page.grid.get();
        let publishable = page.publishable.get();
        let hidden = publishable.then(|| grid.hidden());
        let heads = (!grid.heads.is_empty()).then(|| {
            let heads = grid.heads.iter().map(|(label, span)| {
                view! {
                    <th class="group edge" colspan=span.to_string()>
                        {label.clone()}
                    </th>
                }
            });
            view! {
                <tr>
                    <th></th>
                    <th></th>
                    {heads.collect_view()}
                    <th class="edge"></th>
                </tr>
            }
        });
        let columns = grid.columns.iter().map(|column| {
            view! {
                <th
                    class:edge=column.edge
                    class:is-warn=column.gap
                    scope="col"
                    title=column.full.clone()
                >
                    {column.label.clone()}
                </th>
            }
        });
        let first = page.axes.with_untracked(|axes| (page.editor.texts.model.axis)(&axes.0));
        let rows = grid.rows.iter().zip(&grid.cells).enumerate().map(|(row, (line, cells))| {
            let hidden = hidden.as_ref().and_then(|hidden| hidden.get(row).cloned());
            let cells = cells.iter().enumerate().map(move |(column, cell)| {
                let at = (row, column);
                let hides = hidden.as_ref().and_then(|row| row.get(column)) == Some(&true);
                let class = if hides { "is-hidden".to_owned() } else { cell.class.clone() };
                view! {
                    <td
                        class=class
                        class:is-picked=move || picked.with(|picked| picked.contains(&at))
                        id=format!("cell-{row}-{column}")
                        tabindex=move || if cursor.get() == at { "0" } else { "-1" }
                        aria-selected=move || picked.with(|picked| picked.contains(&at)).to_string()
                        on:click=move |event| {
                            pick(at, event.ctrl_key() || event.meta_key(), event.shift_key());
                        }
                    >
                        {shown_count(cell.people, hides)}
                    </td>
                }
            });
            view! {
                <tr class:sum=line.sum>
                    <th scope="row" class:is-warn=line.gap>
                        {line.label.clone()}
                    </th>
                    {cells.collect_view()}
                </tr>
            }
        });
        view! {
            <table
                class="cross-tab"
                role="grid"
                style:min-width=format!("{}px", NAMES + CELL * grid.columns.len())
                on:keydown=on_keydown
            >
                <colgroup>
                    <col class="names" />
                </colgroup>
                <thead>
                    {heads}
                    <tr>
                        <th class="corner">{first}</th>
                        {columns.collect_view()}
                    </tr>
                </thead>
                <tbody>{rows.collect_view()}</tbody>
            </table>
        }
    };
    view! { <div class="table-frame cross-frame">{table}</div> }
}

/// What a cell says: nothing where nobody is in it, and where it is hidden not how many.
fn shown_count(people: usize, hides: bool) -> String {
    match people {
        _ if hides => "—".to_owned(),
        0 => String::new(),
        people => people.to_string(),
    }
}

/// The people of the picked cells.
#[component]
pub fn PickedCells(page: Page) -> impl IntoView {
    let groups = &page.editor.texts.groups;
    let people = Memo::new(move |_| {
        let picked = page.picked.get();
        page.grid.with(|grid| grid.people(picked)).into_iter().collect::<Vec<_>>()
    });
    let title = move || {
        let picked = page.picked.get();
        let cells = picked.len();
        match picked.first() {
            None => groups.no_cell.to_owned(),
            Some(cell) => {
                let name = page.grid.with(|grid| grid.name(*cell));
                let name = if cells > 1 { (groups.picked_sum)(cells) } else { name };
                (groups.cell)(&name, people.read().len())
            }
        }
    };
    let total = move || page.grid.with(|grid| grid.tab.people.len());
    let unfilled = Memo::new(move |_| page.grid.with(Grid::unfilled));
    let filter = RosterFilter::here();
    view! {
        <div class="picked-cell">
            <p>
                <b>{title}</b>
            </p>
            <p class="people-line">
                <PeopleLine people />
            </p>
            <p class="note">
                {move || (groups.pick_hint)(total())}
                <Show when=move || { unfilled.get() > 0 }>
                    {move || (groups.unfilled_people)(unfilled.get())}
                    <a
                        href=Route::Roster(None).href()
                        on:click=move |_| filter.show_incomplete()
                    >
                        {groups.fill_in}
                    </a>
                </Show>
            </p>
        </div>
    }
}

/// On a phone: the values of the columns as a list for the thumb.
#[component]
pub fn StageList(page: Page) -> impl IntoView {
    let texts = page.editor.texts;
    let opened = RwSignal::new(None::<usize>);
    let lines = Memo::new(move |_| {
        page.grid.with(|grid| {
            let values = shown(&grid.tab, 0);
            (1..=values.len() + 1)
                .filter_map(|row| Some((row, grid.rows.get(row)?.clone(), grid.count(row, 0))))
                .filter(|(_, line, people)| *people > 0 || line.gap)
                .collect::<Vec<_>>()
        })
    });
    let most = move || lines.with(|lines| lines.iter().map(|line| line.2).max().unwrap_or(1));
    let title = move || page.axes.with(|axes| (texts.model.axis)(&axes.0));
    view! {
        <div class="phone-only touch-groups">
            <h2 class="touch-head">
                {title} <span class="quiet">" " {texts.groups.tap_hint}</span>
            </h2>
            <ul class="touch-list">
                {move || {
                    lines
                        .get()
                        .into_iter()
                        .map(|(row, line, people)| {
                            let share = 100.0 * people as f64 / most().max(1) as f64;
                            view! {
                                <li>
                                    <button
                                        type="button"
                                        class="row"
                                        on:click=move |_| opened.set(Some(row))
                                    >
                                        <span>
                                            <b class:is-warn=line.gap>{line.label}</b>
                                        </span>
                                        <span class="stage-bar">
                                            <Meter part=share />
                                            <span class="num">
                                                <b>{people}</b>
                                            </span>
                                        </span>
                                        <IconView icon=Icon::Right />
                                    </button>
                                </li>
                            }
                        })
                        .collect_view()
                }}
            </ul>
            {move || {
                let row = opened.get()?;
                let (title, people) = page
                    .grid
                    .with(|grid| {
                        let people: Vec<_> = grid.people([(row, 0)]).into_iter().collect();
                        ((texts.groups.cell)(&grid.name((row, 0)), people.len()), people)
                    });
                let close = Callback::new(move |()| opened.set(None));
                Some(view! { <PeopleDialog title people on_close=close /> })
            }}
        </div>
    }
}
