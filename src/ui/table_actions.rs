//! The tables of a page for other programs: onto the clipboard for Word and WPS, or as a workbook.

use leptos::prelude::*;

use super::editor::Editor;
use crate::browser::{files, tables};
use crate::interchange::export_table::to_xlsx;

/// What a workbook is for the browser.
pub const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// Two buttons; `name` is that of the file, and of each sheet that its table does
/// not name.
#[component]
pub fn TableActions(#[prop(into)] name: Signal<String>) -> impl IntoView {
    let editor = Editor::here();
    let words = &editor.texts.shell;
    let copy = move |_| {
        if tables::copy(&tables::shown(&name.get_untracked())) {
            editor.toaster.say(words.table_copied.to_owned());
        } else {
            editor.toaster.refuse(words.table_not_copied.to_owned());
        }
    };
    let save = move |_| {
        let name = name.get_untracked();
        let tables = tables::shown(&name);
        files::download(&format!("{name}.xlsx"), XLSX, &to_xlsx(&tables));
    };
    view! {
        <button type="button" class="text-button" on:click=copy>
            {words.copy_table}
        </button>
        <button type="button" class="text-button" on:click=save>
            {words.save_table}
        </button>
    }
}
