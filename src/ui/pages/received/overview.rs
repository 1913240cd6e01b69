//! What a received file says of itself, and its figures.

use std::sync::Arc;

use leptos::prelude::*;

use super::is_own;
use crate::i18n::format::office_short;
use crate::interchange::envelope::{PackStamp, Redaction, counted};
use crate::interchange::figures::{Cell, Table};
use crate::interchange::received::{View, match_office};
use crate::model::group::Axis;
use crate::model::received::Received;
use crate::ui::editor::Editor;

#[component]
fn FigureTable(table: Table) -> impl IntoView {
    let Editor { texts, .. } = Editor::here();
    let is_office = table.axis == Axis::Office;
    let row = move |cell: Cell| {
        let name = match (cell.name.is_empty(), cell.value.is_empty()) {
            (false, _) => cell.name,
            (true, true) => texts.model.blank.to_owned(),
            (true, false) => cell.value,
        };
        let name = if is_office { office_short(&name) } else { name };
        let people =
            cell.people.map_or(texts.merge.too_few.to_owned(), |people| people.to_string());
        view! {
            <tr>
                <th scope="row">{name}</th>
                <td class="num">{people}</td>
            </tr>
        }
    };
    let shown = table.cells.into_iter().filter(|cell| cell.people != Some(0));
    view! {
        <table class="data-table figure-table">
            <thead>
                <tr>
                    <th>{(texts.model.axis)(&table.axis)}</th>
                    <th class="num">{texts.merge.head_count}</th>
                </tr>
            </thead>
            <tbody>{shown.map(row).collect_view()}</tbody>
        </table>
    }
}

/// The head of the file as facts, its counts and figures.
#[component]
pub fn Overview(received: Arc<Received>, seen: Arc<View>) -> impl IntoView {
    let editor = Editor::here();
    let Editor { workspace, texts, .. } = editor;
    let merge = &texts.merge;
    let today = workspace.today();
    let head = &seen.head;
    let mut facts: Vec<(&'static str, String)> = Vec::new();
    if let Some(office) = &head.office {
        let matched = if is_own(editor, &seen) {
            merge.own_file
        } else {
            (merge.office_match)(match_office(office, &workspace.ledger_untracked().offices))
        };
        facts.push((merge.office, format!("{}　{matched}", office.name)));
    }
    if let Some(period) = head.period {
        facts.push((
            merge.period,
            (texts.submit.span_text)(&period.from.to_string(), &period.to.to_string()),
        ));
    }
    if let Some(at) = head.created_at {
        facts.push((merge.made, (texts.format.moment)(at, today)));
    }
    facts.push((merge.received, (texts.format.moment)(received.received_at, today)));
    if let Some(redaction) = head.redaction {
        let keys = !seen.keyed_people.is_empty();
        let more = if keys { (merge.matchable)(seen.matchable) } else { "" };
        facts.push((merge.people_info, format!("{}　{more}", (texts.files.redaction)(redaction))));
    }
    if let Some(app) = &head.app {
        facts.push((merge.program, format!("{} {}", app.name, app.version)));
    }
    let known = workspace.ledger_untracked().packs.clone();
    let pack_words = |pack: &PackStamp| {
        let title = known.heads().into_iter().find(|one| one.id == pack.id);
        format!("{} {}", title.map_or(&pack.id, |one| &one.title), pack.version)
    };
    let packs: Vec<_> = head.packs.iter().map(pack_words).collect();
    if !packs.is_empty() {
        facts.push((merge.packs, packs.join(texts.model.comma)));
    }
    if let Some(previous) = &head.previous {
        facts.push((merge.previous, previous.id.clone()));
    }
    if !head.note.is_empty() {
        facts.push((merge.note, head.note.clone()));
    }
    if !head.sha256.is_empty() {
        facts.push((texts.files.sha256, head.sha256.clone()));
    }
    // A file of figures holds no records: their number says nothing.
    let holds_records = head.redaction != Some(Redaction::Statistics);
    let counts: Vec<_> = head
        .counts
        .iter()
        .filter(|(_, count)| holds_records || **count > 0)
        .filter_map(|(name, count)| Some(((texts.files.count)(name)?, counted(name, *count))))
        .collect();
    let hours = seen.figures.hours;
    let tables = seen.figures.tables.clone();
    view! {
        <dl class="facts wide">
            {facts
                .into_iter()
                .map(|(label, text)| view! { <dt>{label}</dt> <dd>{text}</dd> })
                .collect_view()}
        </dl>
        <h2>{merge.figures}</h2>
        <dl class="figure-counts">
            {counts
                .into_iter()
                .map(|(label, count)| {
                    view! {
                        <div>
                            <dt>{label}</dt>
                            <dd>
                                <b>{count}</b>
                            </dd>
                        </div>
                    }
                })
                .collect_view()}
            {hours
                .map(|hours| {
                    let trained = (merge.trained)(hours.sessions, hours.trained);
                    view! {
                        <div>
                            <dt>{merge.average}</dt>
                            <dd>
                                <b>{hours.recognised.to_string()}</b>
                                <span class="note">{trained}</span>
                            </dd>
                        </div>
                    }
                })}
        </dl>
        <div class="figure-tables">
            {tables.into_iter().map(|table| view! { <FigureTable table /> }).collect_view()}
        </div>
    }
}
