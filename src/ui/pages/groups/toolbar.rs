//! Over the cross-tab: which axes, what the shades mean, and the table to be passed on.

use leptos::prelude::*;

use super::Page;
use crate::grouping::publish::SMALLEST_CELL;
use crate::model::group::Axis;
use crate::ui::components::field::Tick;
use crate::ui::table_actions::TableActions;

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
    view! {
        <div class="toolbar axis">
            {field(groups.rows, 0)} {field(groups.columns, 1)} {field(groups.and_columns, 2)}
            <span class="push heat-key note">
                {groups.few} " " <i class="h1"></i> <i class="h2"></i> <i class="h3"></i>
                <i class="h4"></i> <i class="h5"></i> " " {groups.many} "\u{3000}"
                <i class="gap"></i> " " {texts.model.blank}
            </span>
            <Tick label=groups.publishable on=page.publishable />
            <span class="table-actions">
                <TableActions name=groups.title.to_owned() />
            </span>
        </div>
        <Show when=move || page.publishable.get()>
            <p class="note publish-note">{(groups.hidden_note)(SMALLEST_CELL)}</p>
        </Show>
    }
}
