//! Over the cross-tab: which axes, what the shades mean, and the table to be passed on.

use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

use super::Page;
use super::cross_tab::shown_count;
use crate::browser::files;
use crate::grouping::publish::SMALLEST_CELL;
use crate::model::group::Axis;
use crate::ui::components::field::Tick;

/// The axes of one field; what the other fields have cannot be chosen.
fn axis_options(page: Page, place: usize) -> impl IntoView {
    let chosen = move || page.axes.with(|(a, b, c)| [Some(a.clone()), Some(b.clone()), c.clone()]);
    let has = move |axis: &Axis, here: bool| {
        let mut chosen = chosen().into_iter().enumerate();
        chosen.any(|(at, one)| (at == place) == here && one.as_ref() == Some(axis))
    };
    let option = move |(index, axis): (usize, Axis)| {
        let name = (page.editor.texts.model.axis)(&axis);
        let own = axis.clone();
        view! {
            <option
                value=index.to_string()
                selected=move || has(&own, true)
                disabled=move || has(&axis, false)
            >
                {name}
            </option>
        }
    };
    Axis::KNOWN.into_iter().enumerate().map(option).collect_view()
}

/// Which axes, and what the shades mean.
#[component]
pub fn Toolbar(page: Page) -> impl IntoView {
    let texts = page.editor.texts;
    let groups = &texts.groups;
    let axes = page.axes;
    let axis_of =
        |value: &str| value.parse::<usize>().ok().and_then(|index| Axis::KNOWN.get(index).cloned());
    let field = move |label: &'static str, place: usize| {
        let undivided = (place == 2).then(|| {
            let selected = move || axes.with(|axes| axes.2.is_none());
            view! {
                <option value="" selected=selected>
                    {groups.undivided}
                </option>
            }
        });
        view! {
            <span class="quiet">{label}</span>
            <select
                class="field small"
                aria-label=label
                on:change:target=move |event| {
                    let axis = axis_of(&event.target().value());
                    axes.update(|axes| match (place, axis) {
                        (0, Some(axis)) => axes.0 = axis,
                        (1, Some(axis)) => axes.1 = axis,
                        (2, axis) => axes.2 = axis,
                        _ => {}
                    });
                }
            >
                {undivided}
                {axis_options(page, place)}
            </select>
        }
    };
    let copy = move |_| {
        let table = page.grid.with_untracked(|grid| {
            let hidden = page.publishable.get_untracked().then(|| grid.hidden());
            let head = [page.axes.with_untracked(|axes| (texts.model.axis)(&axes.0))];
            let columns = grid.columns.iter().map(|column| column.named().to_owned());
            let mut lines = vec![head.into_iter().chain(columns).collect::<Vec<_>>().join("\t")];
            for (row, (line, cells)) in grid.rows.iter().zip(&grid.cells).enumerate() {
                let hidden = hidden.as_ref().and_then(|hidden| hidden.get(row));
                let mut texts = vec![line.label.clone()];
                texts.extend(cells.iter().enumerate().map(|(column, cell)| {
                    let hides = hidden.and_then(|row| row.get(column)) == Some(&true);
                    shown_count(cell.people, hides)
                }));
                lines.push(texts.join("\t"));
            }
            if hidden.is_some() {
                lines.push((groups.hidden_note)(SMALLEST_CELL));
            }
            lines.join("\n")
        });
        spawn_local(async move {
            if files::copy(&table).await {
                page.editor.toaster.say(groups.table_copied);
            } else {
                page.editor.toaster.refuse(texts.roster.not_copied);
            }
        });
    };
    view! {
        <div class="toolbar axis">
            {field(groups.rows, 0)} {field(groups.columns, 1)} {field(groups.and_columns, 2)}
            <span class="push heat-key note">
                {groups.few} " " <i class="h1"></i> <i class="h2"></i> <i class="h3"></i>
                <i class="h4"></i> <i class="h5"></i> " " {groups.many} "\u{3000}"
                <i class="gap"></i> " " {texts.model.blank}
            </span>
            <Tick label=groups.publishable on=page.publishable />
            <button type="button" class="text-button" on:click=copy>
                {groups.copy_table}
            </button>
        </div>
        <Show when=move || page.publishable.get()>
            <p class="note publish-note">{(groups.hidden_note)(SMALLEST_CELL)}</p>
        </Show>
    }
}
