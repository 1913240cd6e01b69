//! Copying from the roster to a spreadsheet, and pasting from one into the cells.

use wasm_bindgen_futures::spawn_local;

use leptos::prelude::*;

use super::RosterView;
use super::cell::{field_of, plain};
use super::options::choices;
use crate::browser::files;
use crate::grouping::roster::Column;
use crate::i18n::messages::Messages;
use crate::model::field::{Field, FieldFault};
use crate::model::id::PersonId;
use crate::model::ledger::Ledger;
use crate::model::people::Rejection;
use crate::model::step::Step;
use crate::ui::editor::Editor;

/// The columns in sight, in their order.
pub fn shown(view: RosterView) -> Vec<Column> {
    let hidden = view.hidden.read_untracked();
    Column::ALL.into_iter().filter(|column| !hidden.contains(column)).collect()
}

/// Puts the picked rows on the clipboard with their headings, or one cell where no row is picked.
pub fn copy(view: RosterView, editor: Editor, cell: String) {
    let roster = &editor.texts.roster;
    let ledger = editor.workspace.ledger_untracked();
    let today = editor.workspace.today();
    let columns = shown(view);
    let picked = view.picked.read_untracked();
    let found = view.found.read_untracked();
    let rows: Vec<String> = found
        .iter()
        .filter(|id| picked.contains(id))
        .filter_map(|id| ledger.person(*id))
        .map(|person| {
            let cells: Vec<_> =
                columns.iter().map(|column| plain(*column, person, &ledger, today)).collect();
            cells.join("\t")
        })
        .collect();
    let count = rows.len();
    let text = if rows.is_empty() {
        cell
    } else {
        let head: Vec<_> = columns.iter().map(|column| (roster.column)(*column)).collect();
        format!("{}\n{}\n", head.join("\t"), rows.join("\n"))
    };
    spawn_local(async move {
        if !files::copy(&text).await {
            editor.toaster.refuse(roster.not_copied);
        } else if count > 0 {
            editor.toaster.say((roster.copied)(count));
        }
    });
}

/// The value of a field that a text stands for: the code of a list, else the text itself.
fn value_of(
    field: Field,
    text: &str,
    ledger: &Ledger,
    texts: &Messages,
) -> Result<String, FieldFault> {
    let text = text.trim();
    match choices(field, ledger, texts) {
        Some(choices) if !text.is_empty() => choices
            .into_iter()
            .find(|(code, label)| label == text || code == text)
            .map(|(code, _)| code)
            .ok_or(FieldFault::Unknown),
        _ => Ok(text.to_owned()),
    }
}

/// Writes pasted cells from one cell on, to the right and down, as one step. What a field cannot
/// take stays as it was, and the sentence afterwards says how many that were.
pub fn paste(view: RosterView, editor: Editor, from: PersonId, column: Column, text: &str) {
    let roster = &editor.texts.roster;
    let columns: Vec<_> = shown(view).into_iter().skip_while(|one| *one != column).collect();
    let found = view.found.get_untracked();
    let below = found.iter().skip_while(|id| **id != from);
    let lines = text.trim_end_matches(['\n', '\r']).lines();
    let ledger = editor.workspace.ledger_untracked();
    let (mut written, mut refused) = (0_usize, 0_usize);
    let mut changed = Vec::new();
    for (id, line) in below.zip(lines) {
        let Some(mut person) = ledger.person(*id).cloned() else { continue };
        for (column, cell) in columns.iter().zip(line.split('\t')) {
            let Some(field) = field_of(*column) else {
                refused += 1;
                continue;
            };
            let value = value_of(field, cell, &ledger, editor.texts);
            match value.and_then(|value| field.set(&mut person, &value)) {
                Ok(()) => written += 1,
                Err(_) => refused += 1,
            }
        }
        changed.push(person);
    }
    if written == 0 {
        editor.toaster.refuse((roster.pasted)(0, refused));
        return;
    }
    let step = Step::EditPeople { people: changed.len() };
    let done = editor.edit(step, |ledger| {
        changed
            .into_iter()
            .try_for_each(|new| ledger.edit_person(new.id, |person| *person = new.clone()))?;
        Ok::<_, Rejection>(())
    });
    if done.is_some() {
        let back = move || editor.workspace.undo();
        let done = (roster.pasted)(written, refused);
        editor.toaster.say_with(done, editor.texts.shell.take_back, back);
    }
}
