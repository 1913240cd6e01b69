//! The yearly statistics (年度培训统计表).

use leptos::prelude::*;

use super::{Form, PRINTED, column, number, signs};
use crate::planning::hours::hours_of_all;
use crate::ui::editor::Editor;
use crate::ui::pages::hours::{heads, sections};

/// The form of the ledger's year.
pub fn form(editor: Editor) -> Form {
    let texts = editor.texts;
    let words = &texts.paper;
    let ledger = editor.workspace.ledger_untracked();
    let today = editor.workspace.today();
    let all = hours_of_all(&ledger, ledger.settings.reference());
    let columns = heads(texts)
        .into_iter()
        .enumerate()
        .map(|(at, head)| if at == 0 { column(head, 49.0) } else { number(head, 16.0) })
        .collect();
    let mut rows = Vec::new();
    for (title, part) in sections(&ledger, &all, texts) {
        if !title.is_empty() {
            rows.push(vec![title]);
        }
        rows.extend(part.into_iter().map(|row| row.into_iter().map(|cell| cell.text).collect()));
    }
    let note = texts.statistics.note;
    let end = view! {
        {signs(vec![words.signs.to_vec()], words.date)}
        <p class="paper-note">{note}</p>
    };
    Form {
        landscape: true,
        title: (words.statistics)(ledger.settings.year),
        meta: [
            (words.unit)(ledger.office_name(ledger.settings.office)),
            String::new(),
            (words.until)(today.year(), today.month(), today.day()),
        ],
        top: (().into_any(), 0.0),
        columns,
        rows,
        least: PRINTED,
        end: (end.into_any(), 26.0),
        foot: String::new(),
    }
}
