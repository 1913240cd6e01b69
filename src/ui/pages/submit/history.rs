//! Every file that left: when, what, to whom, hash. It is never undone.

use leptos::prelude::*;

use super::{REDACTIONS, redaction_word};
use crate::model::received::ExportEntry;
use crate::ui::editor::Editor;

/// So much of a hash is shown; all of it stands in the title.
const SHOWN: usize = 12;

#[component]
fn Row(entry: ExportEntry) -> impl IntoView {
    let Editor { workspace, texts, .. } = Editor::here();
    let redaction = REDACTIONS
        .into_iter()
        .find(|redaction| redaction_word(*redaction) == entry.redaction)
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

/// The export log, newest first.
#[component]
pub fn History() -> impl IntoView {
    let Editor { workspace, texts, .. } = Editor::here();
    let submit = &texts.submit;
    let head = move || {
        submit
            .columns
            .into_iter()
            .enumerate()
            .map(|(place, word)| view! { <th class:num=place == 3>{word}</th> })
            .collect_view()
    };
    view! {
        <section class="history">
            <h2>
                {submit.history}
                <span class="quiet">
                    {move || (submit.times)(workspace.archive().log.exports.len())}
                </span>
            </h2>
            {move || {
                let archive = workspace.archive();
                if archive.log.exports.is_empty() {
                    return view! { <p class="note">{submit.no_history}</p> }.into_any();
                }
                let rows = archive.log.exports.iter().rev().cloned();
                view! {
                    <div class="history-frame">
                    <table class="data-table">
                        <thead>
                            <tr>{head()}</tr>
                        </thead>
                        <tbody>{rows.map(|entry| view! { <Row entry /> }).collect_view()}</tbody>
                    </table>
                    </div>
                }
                    .into_any()
            }}
        </section>
    }
}
