//! The table of the roster: only the rows in view are mounted, each with one memo of its own.

use std::collections::BTreeMap;
use std::sync::Arc;

use leptos::prelude::*;

use super::RosterView;
use super::cell::{class_of, commit, field_of, inner};
use super::clipboard::{copy, paste, shown};
use crate::browser::{events, grid};
use crate::grouping::roster::Column;
use crate::model::id::{OfficeId, PersonId};
use crate::model::office::Office;
use crate::model::pack::Packs;
use crate::model::settings::Settings;
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

/// The widths of the columns, which the style sheet knows.
#[component]
fn Columns(view: RosterView) -> impl IntoView {
    let columns = move || {
        let hidden = view.hidden.read();
        Column::ALL
            .into_iter()
            .filter(|column| !hidden.contains(column))
            .map(|column| view! { <col class=column.word() /> })
            .collect_view()
    };
    view! {
        <colgroup>
            <col class="pick" />
            {columns}
        </colgroup>
    }
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
                    <label class="check-area">
                        <input
                            type="checkbox"
                            aria-label=roster.select_all
                            prop:checked=all_picked
                            on:change=pick_all
                        />
                    </label>
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
                                    class=class_of(column)
                                    class:stick=column == Column::Name
                                    class:stick-2=column == Column::Name
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

/// The person and the column that an event in the body of the table happened in; no column for
/// the box before the name.
fn place_of(event: &leptos::ev::Event, view: RosterView) -> Option<(PersonId, Option<Column>)> {
    let (id, before) = grid::place(event)?;
    let column = before.checked_sub(1).and_then(|place| shown(view).get(place).copied());
    Some((PersonId::parse(&id)?, column))
}

fn start_edit(view: RosterView, id: PersonId, column: Option<Column>) {
    if let Some(column) = column.filter(|column| field_of(*column).is_some()) {
        view.editing.set(Some((id, column)));
    }
}

/// The keys of a cell that begin an edit or clear it. What begins one is left to the browser: the
/// control has the focus before the letter arrives, also that of an input method.
fn cell_key(key: &str, id: PersonId, column: Column, view: RosterView, editor: Editor) -> bool {
    match key {
        "Enter" | "F2" => start_edit(view, id, Some(column)),
        "Delete" | "Backspace" => {
            if let Some(field) = field_of(column) {
                commit(id, field, String::new(), view, editor);
            }
        }
        "Process" => {
            start_edit(view, id, Some(column));
            return false;
        }
        _ => {
            // The slash finds, here as everywhere.
            if key.chars().count() == 1 && key != "/" {
                start_edit(view, id, Some(column));
            }
            return false;
        }
    }
    true
}

/// The keys of the table outside of a cell in edit: those of a spreadsheet.
fn on_key(event: &leptos::ev::KeyboardEvent, view: RosterView, editor: Editor) {
    let busy = event.is_composing() || event.default_prevented() || event.alt_key();
    if busy || view.editing.read_untracked().is_some() {
        return;
    }
    let Some((id, column)) = place_of(event, view) else { return };
    let command = event.ctrl_key() || event.meta_key();
    let key = event.key();
    let step = match key.as_str() {
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
            pick(view, id, event.shift_key());
            event.prevent_default();
            return;
        }
        key => {
            // Enter on a name follows its link.
            let column = column.filter(|column| *column != Column::Name);
            if column.is_some_and(|column| cell_key(key, id, column, view, editor)) {
                event.prevent_default();
            }
            return;
        }
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

/// Picks a person or lets go; `stretch` takes everybody from the last one on.
fn pick(view: RosterView, id: PersonId, stretch: bool) {
    let on = !view.picked.read_untracked().contains(&id);
    let from = view.anchor.get_value().filter(|_| stretch);
    pick_range(view, from, id, on);
    view.anchor.set_value(Some(id));
}

/// A row. It is mounted while the table scrolls, and each part that follows a signal by itself costs
/// time then: what changes seldom is one part, though it is drawn as a whole. The cells themselves
/// stay, and so does the focus.
#[component]
fn Row(
    id: PersonId,
    view: RosterView,
    stop: Memo<Option<PersonId>>,
    names: Memo<Names>,
) -> impl IntoView {
    let roster = &texts().roster;
    let editor = Editor::here();
    let workspace = editor.workspace;
    let person = workspace.select(move |ledger| ledger.person(id).cloned());
    let edited = Memo::new(move |_| {
        view.editing.get().and_then(|(other, column)| (other == id).then_some(column))
    });
    let is_picked = move || view.picked.read().contains(&id);
    let class = move || match (is_picked(), view.open.get() == Some(id)) {
        (false, false) => "",
        (true, false) => "is-picked",
        (false, true) => "is-open",
        (true, true) => "is-picked is-open",
    };
    let cells = move || {
        names.track();
        let hidden = view.hidden.read();
        let edited = edited.get();
        let ledger = workspace.ledger_untracked();
        person.with(|person| {
            let person = person.as_ref()?;
            let columns = Column::ALL.into_iter().skip(1).filter(|column| !hidden.contains(column));
            let cells = columns.map(|column| {
                let inner = inner(column, person, &ledger, edited == Some(column), view, editor);
                view! {
                    <td class=class_of(column) tabindex="-1">
                        {inner}
                    </td>
                }
            });
            Some(view! {
                <td class="pick stick">
                    <input
                        type="checkbox"
                        tabindex="-1"
                        aria-label=(roster.select)(&person.name)
                        prop:checked=is_picked
                    />
                </td>
                <th class="stick stick-2" scope="row">
                    <a
                        class="name"
                        href=Route::Roster(Some(id)).href()
                        tabindex=move || if stop.get() == Some(id) { "0" } else { "-1" }
                    >
                        {person.name.clone()}
                    </a>
                </th>
                {cells.collect_view()}
            })
        })
    };
    view! {
        <tr class=class data-id=id.to_string()>
            {cells}
        </tr>
    }
}

/// What the words in the cells come from besides the person. Two are equal where nothing of it
/// was changed.
#[derive(Clone)]
struct Names(Arc<Packs>, Arc<BTreeMap<OfficeId, Office>>, Arc<Settings>);

impl PartialEq for Names {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
            && Arc::ptr_eq(&self.1, &other.1)
            && Arc::ptr_eq(&self.2, &other.2)
    }
}

#[component]
pub fn RosterTable(view: RosterView) -> impl IntoView {
    let editor = Editor::here();
    let names = editor.workspace.select(|ledger| {
        Names(ledger.packs.clone(), ledger.offices.clone(), ledger.settings.clone())
    });
    let window = RowWindow::new(ROW);
    let range = Memo::new(move |_| window.range(view.found.read().len()));
    let shown = move || {
        let found = view.found.read();
        let (first, last) = range.get();
        found.get(first..last).map(<[_]>::to_vec).unwrap_or_default()
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
        // An edit can move its row, and the focus does not survive that: it comes back when the
        // rows stand in their new order.
        if view.cursor.read_untracked().is_some() {
            request_animation_frame(|| {
                if events::focus_is_lost() {
                    events::focus(".roster-table a[tabindex='0']");
                }
            });
        }
    });
    let on_click = move |event: leptos::ev::MouseEvent| {
        // All of the cell counts: a box alone is too small for a thumb.
        if let Some((id, None)) = place_of(&event, view) {
            pick(view, id, event.shift_key());
        }
    };
    let on_paste = move |event: leptos::ev::ClipboardEvent| {
        if view.editing.read_untracked().is_none()
            && let Some((id, Some(column))) = place_of(&event, view)
        {
            event.prevent_default();
            paste(view, editor, id, column, &grid::pasted(&event));
        }
    };
    view! {
        <div class="table-frame" node_ref=window.frame on:scroll=move |_| window.measure()>
            <table
                class="data-table roster-table"
                class:is-wide=window.is_wide
                aria-rowcount=move || view.found.read().len()
            >
                <Columns view />
                <Head view />
                <tbody
                    on:click=on_click
                    on:dblclick=move |event| {
                        if let Some((id, column)) = place_of(&event, view) {
                            start_edit(view, id, column);
                        }
                    }
                    on:focusin=move |event| {
                        view.cursor.set(place_of(&event, view).map(|(id, _)| id));
                    }
                    on:keydown=move |event| on_key(&event, view, editor)
                    on:paste=on_paste
                >
                    <tr class="room" aria-hidden="true">
                        <td style:height=above></td>
                    </tr>
                    <For
                        each=shown
                        key=|id| *id
                        children=move |id| view! { <Row id view stop names /> }
                    />
                    <tr class="room" aria-hidden="true">
                        <td style:height=below></td>
                    </tr>
                </tbody>
            </table>
        </div>
    }
}
