//! Every file that left: when, what, to whom, hash. It is never undone.

use leptos::prelude::*;

use super::redaction_of;
use crate::model::received::ExportEntry;
use crate::ui::editor::Editor;

/// So much of a hash is shown; all of it stands in the title.
const SHOWN: usize = 12;

#[component]
fn Row(entry: ExportEntry) -> impl IntoView {
    let Editor { workspace, texts, .. } = Editor::here();
    let redaction = redaction_of(&entry)
        .map_or(entry.redaction.clone(), |redaction| (texts.files.redaction)(redaction).to_owned());
    let hash = entry.sha256.get(..SHOWN).unwrap_or_default().to_owned();
    view! {
        <tr>
            <td>{(texts.format.moment)(entry.at, workspace.today())}</td>
            <th scope="row" title=entry.file_name.clone()>
                {entry.file_name.clone()}
            </th>
            <td>{redaction}</td>
            <td class="num">{entry.people}</td>
            <td class="mono" title=entry.sha256.clone()>
                {hash}
            </td>
            <td class="mono">{entry.check_codes.join(" ")}</td>
            <td>{entry.recipient}</td>
            <td class="quiet" title=entry.reason.clone()>
                {entry.reason.clone()}
            </td>
        </tr>
    }
}

/// The files of a kind, newest first; `none` says what will stand here.
#[component]
fn Log(
    kind: &'static str,
    title: &'static str,
    #[prop(optional)] none: &'static str,
) -> impl IntoView {
    let Editor { workspace, texts, .. } = Editor::here();
    let submit = &texts.submit;
    let head = move || {
        submit
            .columns
            .into_iter()
            .enumerate()
            .map(|(place, word)| {
                // A review is told by the self-assessment that it is about.
                let is_own = place == 5 && kind == "review";
                (place, if is_own { texts.review.own_code } else { word })
            })
            .map(|(place, word)| view! { <th class:num=place == 3>{word}</th> })
            .collect_view()
    };
    move || {
        let archive = workspace.archive();
        let entries = archive.log.exports.iter().rev().filter(|entry| entry.kind == kind);
        let rows: Vec<_> = entries.cloned().map(|entry| view! { <Row entry /> }).collect();
        if rows.is_empty() && none.is_empty() {
            return None;
        }
        let count = (submit.times)(rows.len());
        let list = if rows.is_empty() {
            view! { <p class="note">{none}</p> }.into_any()
        } else {
            view! {
                <div class="history-frame">
                    <table class="data-table">
                        <thead>
                            <tr>{head()}</tr>
                        </thead>
                        <tbody>{rows}</tbody>
                    </table>
                </div>
            }
            .into_any()
        };
        Some(view! {
            <section class="history">
                <h2>{title} <span class="quiet">{count}</span></h2>
                {list}
            </section>
        })
    }
}

/// The export log: what was submitted, and apart from it what was handed down or went back.
#[component]
pub fn History() -> impl IntoView {
    let submit = &Editor::here().texts.submit;
    view! {
        <Log kind="submission" title=submit.history none=submit.no_history />
        <Log kind="issued" title=submit.issued />
        <Log kind="review" title=Editor::here().texts.review.log />
    }
}
