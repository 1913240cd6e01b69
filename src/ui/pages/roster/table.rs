//! The table of the roster: only the rows in view are mounted, each with one memo of its own.

use leptos::prelude::*;

use super::RosterView;
use super::cell::CellView;
use super::clipboard::copy;
use crate::browser::grid;
use crate::grouping::roster::Column;
use crate::model::id::PersonId;
use crate::route::Route;
use crate::ui::components::icon::{Icon, IconView};
use crate::ui::components::windowed::RowWindow;
use crate::ui::editor::Editor;
use crate::ui::texts::texts;

/// Height of a row in pixels, as `--row` says.
const ROW: f64 = 32.0;

/// How many rows PageUp and PageDown go.
const PAGE: i32 = 12;

/// More columns than there are: to the first or the last.
const FAR: i32 = 100;

/// Columns that a phone leaves out.
pub fn is_less(column: Column) -> bool {
    !matches!(column, Column::Name | Column::Age | Column::Office | Column::MainPost)
}

#[component]
fn Head(view: RosterView) -> impl IntoView {
    let roster = &texts().roster;
    let all_picked = move || {
        let found = view.found.read();
        !found.is_empty() && found.iter().all(|id| view.picked.read().contains(id))
    };
    let pick_all = move |_| {
        let all = all_picked();
        view.picked.update(|picked| {
            for id in view.found.read_untracked().iter() {
                if all {
                    picked.remove(id);
                } else {
                    picked.insert(*id);
                }
            }
        });
    };
    let sort_by = move |column| {
        view.filter.sort.update(|sort| {
            *sort = match *sort {
                Some((sorted, false)) if sorted == column => Some((column, true)),
                Some((sorted, true)) if sorted == column => None,
                _ => Some((column, false)),
            }
        });
    };
    view! {
        <thead>
            <tr>
                <th class="pick stick">
                    <input
                        type="checkbox"
                        aria-label=roster.select_all
                        prop:checked=all_picked
                        on:change=pick_all
                    />
                </th>
                {move || {
                    let hidden = view.hidden.get();
                    let sort = view.filter.sort.get();
                    Column::ALL
                        .into_iter()
                        .filter(|column| !hidden.contains(column))
                        .map(|column| {
                            let sorted = sort.filter(|(sorted, _)| *sorted == column);
                            view! {
                                <th
                                    scope="col"
                                    class:stick=column == Column::Name
                                    class:stick-2=column == Column::Name
                                    class:num=column == Column::Age
                                    class:col-less=is_less(column)
                                    aria-sort=sorted
                                        .map(|(_, falling)| {
                                            if falling { "descending" } else { "ascending" }
                                        })
                                >
                                    <button
                                        type="button"
                                        class="sort"
                                        on:click=move |_| sort_by(column)
                                    >
                                        {(roster.column)(column)}
                                        {sorted
                                            .map(|(_, falling)| {
                                                let icon =
                                                    if falling { Icon::Down } else { Icon::Up };
                                                view! { <IconView icon /> }
                                            })}
                                    </button>
                                </th>
                            }
                        })
                        .collect_view()
                }}
            </tr>
        </thead>
    }
}

/// Picks the people from `from` to `to` as they stand in the table, or lets them go.
fn pick_range(view: RosterView, from: Option<PersonId>, to: PersonId, on: bool) {
    let found = view.found.read_untracked();
    let place = |wanted: PersonId| found.iter().position(|other| *other == wanted);
    let range = match (from.and_then(place), place(to)) {
        (Some(from), Some(to)) => found.get(from.min(to)..=from.max(to)),
        _ => None,
    };
    view.picked.update(|picked| {
        for other in range.unwrap_or(&[to]) {
            if on {
                picked.insert(*other);
            } else {
                picked.remove(other);
            }
        }
    });
}

/// The keys of a row outside of a cell in edit: those of a spreadsheet.
fn row_key(event: &leptos::ev::KeyboardEvent, id: PersonId, view: RosterView, editor: Editor) {
    if event.is_composing() || event.default_prevented() || event.alt_key() {
        return;
    }
    let command = event.ctrl_key() || event.meta_key();
    let step = match event.key().as_str() {
        "c" | "C" if command => {
            copy(view, editor, grid::text(event));
            event.prevent_default();
            return;
        }
        "a" | "A" if command => {
            view.picked.set(view.found.read_untracked().iter().copied().collect());
            event.prevent_default();
            return;
        }
        _ if command => return,
        "ArrowDown" => (1, 0),
        "ArrowUp" => (-1, 0),
        "ArrowRight" => (0, 1),
        "ArrowLeft" => (0, -1),
        "PageDown" => (PAGE, 0),
        "PageUp" => (-PAGE, 0),
        "Home" => (0, -FAR),
        "End" => (0, FAR),
        " " => {
            let on = !view.picked.read_untracked().contains(&id);
            let from = event.shift_key().then(|| view.anchor.get_value()).flatten();
            pick_range(view, from, id, on);
            view.anchor.set_value(Some(id));
            event.prevent_default();
            return;
        }
        _ => return,
    };
    event.prevent_default();
    if event.shift_key() && step.0 != 0 {
        let found = view.found.read_untracked();
        let place = found.iter().position(|other| *other == id);
        let next = place.and_then(|place| place.checked_add_signed(step.0.signum() as isize));
        let next = next.and_then(|next| found.get(next).copied());
        drop(found);
        pick_range(view, Some(id), next.unwrap_or(id), true);
        view.anchor.set_value(next);
    }
    grid::step(event, step.0, step.1);
}

#[component]
fn Row(id: PersonId, view: RosterView, stop: Memo<Option<PersonId>>) -> impl IntoView {
    let roster = &texts().roster;
    let editor = Editor::here();
    let workspace = editor.workspace;
    let person = workspace.select(move |ledger| ledger.person(id).cloned());
    let is_picked = move || view.picked.read().contains(&id);
    let name = move || {
        person.with(|person| person.as_ref().map(|one| one.name.clone())).unwrap_or_default()
    };
    let pick = move |event: leptos::ev::MouseEvent| {
        let on = !view.picked.read_untracked().contains(&id);
        let from = event.shift_key().then(|| view.anchor.get_value()).flatten();
        pick_range(view, from, id, on);
        view.anchor.set_value(Some(id));
    };
    view! {
        <tr
            class:is-picked=is_picked
            class:is-open=move || view.open.get() == Some(id)
            on:focusin=move |_| view.cursor.set(Some(id))
            on:keydown=move |event| row_key(&event, id, view, editor)
        >
            <td class="pick stick">
                <input
                    type="checkbox"
                    tabindex="-1"
                    aria-label=move || (roster.select)(&name())
                    prop:checked=is_picked
                    on:click=pick
                />
            </td>
            <th class="stick stick-2" scope="row">
                <a
                    class="name"
                    href=Route::Roster(Some(id)).href()
                    tabindex=move || if stop.get() == Some(id) { "0" } else { "-1" }
                >
                    {name}
                </a>
            </th>
            {move || {
                let hidden = view.hidden.get();
                Column::ALL
                    .into_iter()
                    .skip(1)
                    .filter(|column| !hidden.contains(column))
                    .map(|column| view! { <CellView column person view /> })
                    .collect_view()
            }}
        </tr>
    }
}

#[component]
pub fn RosterTable(view: RosterView) -> impl IntoView {
    let window = RowWindow::new(ROW);
    let range = Memo::new(move |_| window.range(view.found.read().len()));
    let shown = move || {
        let (first, last) = range.get();
        view.found.read().get(first..last).map(<[_]>::to_vec).unwrap_or_default()
    };
    // The table is one stop of the Tab key: where the focus was last, else the first row in sight.
    let stop = Memo::new(move |_| {
        let (first, last) = range.get();
        let found = view.found.read();
        let mounted = found.get(first..last).unwrap_or_default();
        let cursor = view.cursor.get().filter(|cursor| mounted.contains(cursor));
        cursor.or_else(|| mounted.first().copied())
    });
    let above = move || window.pixels(range.get().0);
    let below = move || window.pixels(view.found.read().len() - range.get().1);
    // A shorter list may leave the frame scrolled beyond its end.
    Effect::new(move |_| {
        view.found.track();
        window.measure();
    });
    view! {
        <div class="table-frame" node_ref=window.frame on:scroll=move |_| window.measure()>
            <table class="data-table roster-table" aria-rowcount=move || view.found.read().len()>
                <Head view />
                <tbody>
                    <tr class="room" aria-hidden="true">
                        <td style:height=above></td>
                    </tr>
                    <For
                        each=shown
                        key=|id| *id
                        children=move |id| view! { <Row id view stop /> }
                    />
                    <tr class="room" aria-hidden="true">
                        <td style:height=below></td>
                    </tr>
                </tbody>
            </table>
        </div>
    }
}
