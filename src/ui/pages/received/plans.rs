//! Groups, plans and sessions of a received file.

use std::sync::Arc;

use leptos::prelude::*;

use super::NotThere;
use crate::interchange::envelope::Kind;
use crate::interchange::received::View;
use crate::model::hours::QuarterHours;
use crate::planning::copied::adopted;
use crate::ui::editor::Editor;
use crate::ui::pages::plans::add_copied;
use crate::ui::router::Router;

/// A plain table; figures stand right from column `figures_from` on.
fn table<const N: usize>(
    columns: [&'static str; N],
    figures_from: usize,
    rows: Vec<[String; N]>,
) -> AnyView {
    if rows.is_empty() {
        return view! { <NotThere /> }.into_any();
    }
    let head = columns
        .into_iter()
        .enumerate()
        .map(|(place, word)| view! { <th class:num={place >= figures_from}>{word}</th> })
        .collect_view();
    let row = move |cells: [String; N]| {
        let cells = cells
            .into_iter()
            .enumerate()
            .map(|(place, text)| view! { <td class:num={place >= figures_from}>{text}</td> })
            .collect_view();
        view! { <tr>{cells}</tr> }
    };
    view! {
        <div class="table-scroll">
            <table class="data-table">
                <thead>
                    <tr>{head}</tr>
                </thead>
                <tbody>{rows.into_iter().map(row).collect_view()}</tbody>
            </table>
        </div>
    }
    .into_any()
}

/// The training groups with their numbers.
#[component]
pub fn Groups(seen: Arc<View>) -> impl IntoView {
    let merge = &Editor::here().texts.merge;
    let listed = seen.groups.iter().map(|one| [one.group.name.clone(), one.people.to_string()]);
    let counted = seen.figures.groups.iter().map(|cell| {
        let people = cell.people.map_or(merge.too_few.to_owned(), |people| people.to_string());
        [cell.name.clone(), people]
    });
    let rows = if seen.groups.is_empty() { counted.collect() } else { listed.collect() };
    table(merge.group_columns, 1, rows)
}

/// The plans.
#[component]
pub fn Plans(seen: Arc<View>) -> impl IntoView {
    let editor = Editor::here();
    let router = Router::here();
    let texts = editor.texts;
    let listed = seen.plans.iter().map(|plan| {
        [
            plan.title.clone(),
            (texts.model.plan_state)(&plan.state),
            plan.matrix.len().to_string(),
            plan.rotation.batches.len().to_string(),
            plan.rotation.placements.len().to_string(),
            plan.intensive.len().to_string(),
            plan.pairs.len().to_string(),
        ]
    });
    let counted = seen.figures.plans.iter().map(|plan| {
        [
            plan.title.clone(),
            (texts.model.plan_state)(&plan.state),
            plan.courses.to_string(),
            plan.batches.to_string(),
            plan.placed.to_string(),
            plan.intensive.to_string(),
            plan.pairs.to_string(),
        ]
    });
    let rows = if seen.plans.is_empty() { counted.collect() } else { listed.collect() };
    let table = table(texts.merge.plan_columns, 2, rows);
    // Only a superior's plan is taken over; those of others are looked at.
    let plans = if seen.head.kind == Kind::Issued { 0..seen.plans.len() } else { 0..0 };
    let seen = StoredValue::new(seen.clone());
    let adopt = move |place: usize| {
        let workspace = editor.workspace;
        let ledger = workspace.ledger_untracked();
        seen.with_value(|seen| {
            let groups: Vec<_> = seen.groups.iter().map(|one| one.group.clone()).collect();
            let Some(plan) = seen.plans.get(place) else { return };
            add_copied(
                editor,
                router,
                adopted(plan, &seen.people, &groups, &ledger, &mut workspace.new_ids()),
            );
        });
    };
    let buttons = plans.filter_map(|place| {
        let title = seen.with_value(|seen| Some(seen.plans.get(place)?.title.clone()))?;
        Some(view! {
            <p>
                <button type="button" class="button" on:click=move |_| adopt(place)>
                    {(texts.matrix.adopt)(&title)}
                </button>
            </p>
        })
    });
    let buttons = buttons.collect_view();
    view! {
        {table}
        {buttons}
    }
}

/// The sessions with their hours.
#[component]
pub fn Sessions(seen: Arc<View>) -> impl IntoView {
    let texts = Editor::here().texts;
    let rows = seen.sessions.iter().map(|session| {
        let recognised: QuarterHours =
            session.attendance.values().map(|attendance| attendance.hours).sum();
        [
            session.title.clone(),
            (texts.model.form)(&session.form),
            (texts.format.range)(session.start, session.end),
            session.hours.to_string(),
            session.attendance.len().to_string(),
            recognised.to_string(),
        ]
    });
    table(texts.merge.session_columns, 3, rows.collect())
}
