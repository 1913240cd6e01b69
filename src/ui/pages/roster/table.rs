//! The table of the roster: only the rows in view are mounted, each with one memo of its own.

use leptos::prelude::*;

use super::RosterView;
use super::cell::CellView;
use crate::grouping::roster::Column;
use crate::model::id::PersonId;
use crate::route::Route;
use crate::ui::components::icon::{Icon, IconView};
use crate::ui::components::windowed::RowWindow;
use crate::ui::texts::texts;
use crate::workspace::Workspace;

/// Height of a row in pixels, as `--row` says.
const ROW: f64 = 32.0;

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
        view.sort.update(|sort| {
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
                    let sort = view.sort.get();
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

#[component]
fn Row(id: PersonId, view: RosterView, last_picked: RwSignal<Option<PersonId>>) -> impl IntoView {
    let roster = &texts().roster;
    let workspace = Workspace::here();
    let person = workspace.select(move |ledger| ledger.person(id).cloned());
    let is_picked = move || view.picked.read().contains(&id);
    let name = move || {
        person.with(|person| person.as_ref().map(|one| one.name.clone())).unwrap_or_default()
    };
    let pick = move |event: leptos::ev::MouseEvent| {
        let found = view.found.read_untracked();
        let place = |wanted: PersonId| found.iter().position(|other| *other == wanted);
        let from = last_picked.get_untracked().filter(|_| event.shift_key()).and_then(place);
        let on = !view.picked.read_untracked().contains(&id);
        view.picked.update(|picked| {
            let to = place(id);
            let range = match (from, to) {
                (Some(from), Some(to)) => found.get(from.min(to)..=from.max(to)),
                _ => None,
            };
            for other in range.unwrap_or(&[id]) {
                if on {
                    picked.insert(*other);
                } else {
                    picked.remove(other);
                }
            }
        });
        last_picked.set(Some(id));
    };
    view! {
        <tr
            class:is-picked=is_picked
            class:is-open=move || view.open.get() == Some(id)
        >
            <td class="pick stick">
                <input
                    type="checkbox"
                    aria-label=move || (roster.select)(&name())
                    prop:checked=is_picked
                    on:click=pick
                />
            </td>
            <th class="stick stick-2" scope="row">
                <a class="name" href=Route::Roster(Some(id)).href()>
                    {name}
                </a>
            </th>
            {move || {
                let hidden = view.hidden.get();
                Column::ALL
                    .into_iter()
                    .skip(1)
                    .filter(|column| !hidden.contains(column))
                    .map(|column| view! { <CellView column person /> })
                    .collect_view()
            }}
        </tr>
    }
}

#[component]
pub fn RosterTable(view: RosterView) -> impl IntoView {
    let window = RowWindow::new(ROW);
    let last_picked = RwSignal::new(None);
    let range = Memo::new(move |_| window.range(view.found.read().len()));
    let shown = move || {
        let (first, last) = range.get();
        view.found.read().get(first..last).map(<[_]>::to_vec).unwrap_or_default()
    };
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
                        children=move |id| view! { <Row id view last_picked /> }
                    />
                    <tr class="room" aria-hidden="true">
                        <td style:height=below></td>
                    </tr>
                </tbody>
            </table>
        </div>
    }
}
