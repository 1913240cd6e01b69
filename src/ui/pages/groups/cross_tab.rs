//! The cross-tab as it stands on the page: which columns and rows are shown, how dark a cell is,
//! and how cells are picked by mouse and keyboard.

use std::collections::BTreeSet;

use leptos::prelude::*;

use super::Page;
use crate::browser::events;
use crate::grouping::axis::UNFILLED;
use crate::grouping::crosstab::{CrossTab, Place};
use crate::i18n::messages::Messages;
use crate::model::group::{Axis, Rule};
use crate::model::id::PersonId;
use crate::model::ledger::Ledger;
use crate::route::Route;
use crate::ui::components::icon::{Icon, IconView};
use crate::ui::components::meter::Meter;
use crate::ui::people::{PeopleDialog, PeopleLine};
use crate::ui::words::{short_value_words, value_words};

/// An axis of more values than this shows only those that somebody has.
const ALL_SHOWN: usize = 6;

/// One column or row of the grid.
#[derive(Clone, Debug, PartialEq)]
struct Line {
    label: String,
    /// Its name where it stands alone, such as 中青年 × 本科.
    full: String,
    /// The places it holds, on its own axes only; the column of sums holds all.
    places: Vec<Place>,
    /// Begins a group of columns.
    edge: bool,
    /// 未填.
    gap: bool,
    /// The line of sums.
    sum: bool,
}

/// One cell.
#[derive(Clone, Debug, PartialEq)]
struct Cell {
    people: usize,
    class: String,
}

/// The whole grid. Row 0 and column 0 are the sums.
#[derive(Clone, Debug, PartialEq)]
pub struct Grid {
    tab: CrossTab,
    /// Heads over groups of columns, with how many each spans.
    heads: Vec<(String, usize)>,
    columns: Vec<Line>,
    rows: Vec<Line>,
    cells: Vec<Vec<Cell>>,
}

fn is_gap(tab: &CrossTab, axis: usize, value: usize) -> bool {
    tab.values.get(axis).and_then(|values| values.get(value)).is_some_and(|value| value == UNFILLED)
}

/// The values of an axis that are shown, 未填 apart.
fn shown(tab: &CrossTab, axis: usize) -> Vec<usize> {
    let values = tab.values.get(axis).map_or(0, Vec::len);
    let place = |value| (0..tab.axes.len()).map(|at| (at == axis).then_some(value)).collect();
    (0..values)
        .filter(|value| !is_gap(tab, axis, *value))
        .filter(|value| {
            let place: Place = place(*value);
            values <= ALL_SHOWN + 1 || tab.count(&place) > 0
        })
        .collect()
}

impl Grid {
    /// Counts the roster by rows and columns.
    pub fn new(
        ledger: &Ledger,
        rows: Axis,
        columns: Axis,
        again: Option<Axis>,
        texts: &Messages,
    ) -> Self {
        let axes: Vec<_> = [rows, columns].into_iter().chain(again).collect();
        let tab = CrossTab::new(ledger, &axes, ledger.settings.reference());
        let words = |axis: usize, value: usize, short: bool| {
            let (Some(of), Some(value)) =
                (tab.axes.get(axis), tab.values.get(axis).and_then(|values| values.get(value)))
            else {
                return String::new();
            };
            if short {
                short_value_words(of, value, ledger, texts)
            } else {
                value_words(of, value, ledger, texts)
            }
        };
        let unfilled =
            |axis: usize| tab.values.get(axis).map_or(0, |values| values.len().saturating_sub(1));
        let line = |label: String, full: String, places| Line {
            label,
            full,
            places,
            edge: false,
            gap: false,
            sum: false,
        };
        let mut heads = Vec::new();
        let mut column_lines = vec![Line {
            sum: true,
            ..line(
                texts.groups.sum.to_owned(),
                String::new(),
                vec![tab.axes.iter().skip(1).map(|_| None).collect()],
            )
        }];
        for value in shown(&tab, 1) {
            let full = words(1, value, false);
            if tab.axes.len() < 3 {
                column_lines.push(line(words(1, value, true), full, vec![vec![Some(value)]]));
                continue;
            }
            let again = shown(&tab, 2);
            heads.push((full.clone(), again.len()));
            for (index, inner) in again.into_iter().enumerate() {
                let full = format!("{full} × {}", words(2, inner, false));
                let places = vec![vec![Some(value), Some(inner)]];
                column_lines
                    .push(Line { edge: index == 0, ..line(words(2, inner, true), full, places) });
            }
        }
        let mut gap_places = vec![vec![Some(unfilled(1))]];
        if tab.axes.len() == 3 {
            let filled = (0..unfilled(1)).map(|value| vec![Some(value), Some(unfilled(2))]);
            gap_places = filled.chain([vec![Some(unfilled(1)), None]]).collect();
        }
        let blank = texts.model.blank.to_owned();
        column_lines.push(Line {
            edge: true,
            gap: true,
            ..line(blank.clone(), blank.clone(), gap_places)
        });
        let all = tab.axes.first().map_or_else(String::new, |axis| (texts.model.axis)(axis));
        let mut row_lines = vec![Line {
            sum: true,
            ..line((texts.groups.all)(&all), String::new(), vec![vec![None]])
        }];
        for value in shown(&tab, 0) {
            let name = words(0, value, false);
            row_lines.push(line(name.clone(), name, vec![vec![Some(value)]]));
        }
        row_lines
            .push(Line { gap: true, ..line(blank.clone(), blank, vec![vec![Some(unfilled(0))]]) });
        let mut grid =
            Self { tab, heads, columns: column_lines, rows: row_lines, cells: Vec::new() };
        grid.shade();
        grid
    }

    /// Counts and shades every cell; sums and parts each on their own scale.
    fn shade(&mut self) {
        let counts: Vec<Vec<usize>> = (0..self.rows.len())
            .map(|row| (0..self.columns.len()).map(|column| self.count(row, column)).collect())
            .collect();
        let most = |sums: bool| {
            let rows = counts.iter().zip(&self.rows).filter(|(_, line)| line.sum == sums);
            rows.flat_map(|(row, _)| row.iter().zip(&self.columns))
                .filter(|(_, column)| !column.sum && !column.gap)
                .map(|(count, _)| *count)
                .max()
                .unwrap_or_default()
        };
        let (most_sum, most_part) = (most(true), most(false));
        self.cells = counts
            .iter()
            .zip(&self.rows)
            .map(|(counts, row)| {
                counts
                    .iter()
                    .zip(&self.columns)
                    .map(|(people, column)| {
                        let most = if row.sum { most_sum } else { most_part };
                        Cell { people: *people, class: cell_class(row, column, *people, most) }
                    })
                    .collect()
            })
            .collect();
    }

    fn places(&self, row: usize, column: usize) -> Vec<Place> {
        let (Some(row), Some(column)) = (self.rows.get(row), self.columns.get(column)) else {
            return Vec::new();
        };
        row.places
            .iter()
            .flat_map(|row| {
                column
                    .places
                    .iter()
                    .map(|column| row.iter().chain(column).copied().collect::<Place>())
            })
            .collect()
    }

    fn count(&self, row: usize, column: usize) -> usize {
        match &self.places(row, column)[..] {
            [one] => self.tab.count(one),
            _ => self.people([(row, column)]).len(),
        }
    }

    /// The people of some cells.
    pub fn people(&self, cells: impl IntoIterator<Item = (usize, usize)>) -> BTreeSet<PersonId> {
        cells
            .into_iter()
            .flat_map(|(row, column)| self.places(row, column))
            .flat_map(|place| self.tab.people_at(&place))
            .collect()
    }

    /// The rule of some cells.
    pub fn rule(&self, cells: &BTreeSet<(usize, usize)>) -> Rule {
        let places: Vec<Place> =
            cells.iter().flat_map(|(row, column)| self.places(*row, *column)).collect();
        self.tab.rule(&places)
    }

    fn name(&self, (row, column): (usize, usize)) -> String {
        let row = self.rows.get(row);
        let column = self.columns.get(column);
        let parts: Vec<&str> = [row, column]
            .into_iter()
            .flatten()
            .map(|line| line.full.as_str())
            .filter(|name| !name.is_empty())
            .collect();
        if parts.is_empty() {
            row.map_or_else(String::new, |row| row.label.clone())
        } else {
            parts.join(" × ")
        }
    }

    fn unfilled(&self) -> usize {
        let column = self.columns.len().saturating_sub(1);
        let row = self.rows.len().saturating_sub(1);
        self.people([(0, column), (row, 0)]).len()
    }
}

fn cell_class(row: &Line, column: &Line, people: usize, most: usize) -> String {
    let mut class = String::new();
    if people == 0 {
        class.push_str("none");
    } else if column.gap || row.gap && !column.sum {
        class.push_str("gap");
    } else if column.sum {
        class.push_str("sum");
    } else {
        // Five steps on a logarithmic scale: the eye tells small numbers apart.
        let scale = (1.0 + people as f64).ln() / (1.0 + most as f64).ln();
        let step = (5.0 * scale).round().clamp(1.0, 5.0);
        class.push_str(&format!("h{step:.0}"));
    }
    if column.edge {
        class.push_str(" edge");
    }
    class
}

fn axis_options(texts: &'static Messages, chosen: Option<Axis>) -> impl IntoView {
    Axis::KNOWN
        .into_iter()
        .enumerate()
        .map(|(index, axis)| {
            let selected = chosen.as_ref() == Some(&axis);
            view! {
                <option value=index.to_string() selected=selected>
                    {(texts.model.axis)(&axis)}
                </option>
            }
        })
        .collect_view()
}

/// Which axes, and what the shades mean.
#[component]
pub fn Toolbar(page: Page) -> impl IntoView {
    let texts = page.editor.texts;
    let groups = &texts.groups;
    let axes = page.axes;
    let axis_of =
        |value: &str| value.parse::<usize>().ok().and_then(|index| Axis::KNOWN.get(index).cloned());
    let (rows, columns, again) = axes.get_untracked();
    view! {
        <div class="toolbar axis">
            <span class="quiet">{groups.rows}</span>
            <select
                class="field small"
                aria-label=groups.rows
                on:change:target=move |event| {
                    if let Some(axis) = axis_of(&event.target().value()) {
                        axes.update(|axes| axes.0 = axis);
                    }
                }
            >
                {axis_options(texts, Some(rows))}
            </select>
            <span class="quiet">{groups.columns}</span>
            <select
                class="field small"
                aria-label=groups.columns
                on:change:target=move |event| {
                    if let Some(axis) = axis_of(&event.target().value()) {
                        axes.update(|axes| axes.1 = axis);
                    }
                }
            >
                {axis_options(texts, Some(columns))}
            </select>
            <span class="quiet">{groups.and_columns}</span>
            <select
                class="field small"
                aria-label=groups.and_columns
                on:change:target=move |event| {
                    let axis = axis_of(&event.target().value());
                    axes.update(|axes| axes.2 = axis);
                }
            >
                <option value="" selected=again.is_none()>
                    {groups.undivided}
                </option>
                {axis_options(texts, again)}
            </select>
            <span class="push"></span>
            <span class="heat-key note">
                {groups.few} " " <i class="h1"></i> <i class="h2"></i> <i class="h3"></i>
                <i class="h4"></i> <i class="h5"></i> " " {groups.many} "\u{3000}"
                <i class="gap"></i> " " {texts.model.blank}
            </span>
        </div>
    }
}

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
            let cells = cells.iter().enumerate().map(move |(column, cell)| {
                let at = (row, column);
                view! {
                    <td
                        class=cell.class.clone()
                        class:is-picked=move || picked.with(|picked| picked.contains(&at))
                        id=format!("cell-{row}-{column}")
                        tabindex=move || if cursor.get() == at { "0" } else { "-1" }
                        aria-selected=move || picked.with(|picked| picked.contains(&at)).to_string()
                        on:click=move |event| {
                            pick(at, event.ctrl_key() || event.meta_key(), event.shift_key());
                        }
                    >
                        {(cell.people > 0).then_some(cell.people)}
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
            <table class="cross-tab" role="grid" on:keydown=on_keydown>
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
                    <a href=Route::Roster(None).href()>{groups.fill_in}</a>
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
