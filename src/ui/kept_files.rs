//! The small files beside evidence: the room there is, and the way to have one again. A file is
//! only handed to the browser as a download, and never shown in the page.

use std::sync::Arc;

use leptos::prelude::*;

use super::components::icon::{Icon, IconView};
use super::editor::Editor;
use crate::browser::files;
use crate::interchange::received::{View, received_file};
use crate::model::assessment::Evidence;
use crate::model::kept_file::fits_file_name;

/// What every file is for the browser: nothing that it could open by itself.
const BYTES: &str = "application/octet-stream";

/// How many files the ledger keeps, and how much of the room they take.
#[component]
pub fn Room() -> impl IntoView {
    let Editor { workspace, texts, .. } = Editor::here();
    let room = workspace.select(|ledger| (ledger.files.len(), ledger.files_size()));
    move || {
        let (files, bytes) = room.get();
        view! { <span class="nowrap">{(texts.kept_files.room)(files, bytes)}</span> }
    }
}

/// Downloads the file of a piece of evidence, where it has one: out of a file that is looked at, or
/// out of the ledger and the received files.
#[component]
pub fn SaveFile(piece: Evidence, #[prop(optional)] seen: Option<Arc<View>>) -> impl IntoView {
    let Editor { workspace, toaster, texts } = Editor::here();
    let words = &texts.kept_files;
    if piece.file.is_empty() {
        return None;
    }
    let title = piece.file.clone();
    let save = move |_| {
        let hash = &piece.sha256;
        let file = match &seen {
            Some(seen) => seen.files.get(hash).cloned(),
            None => {
                let here = workspace.ledger_untracked().files.get(hash).cloned();
                here.or_else(|| received_file(&workspace.archive_untracked(), hash))
            }
        };
        let Some(file) = file else { return toaster.refuse(words.not_here) };
        match file.bytes(hash) {
            Ok(bytes) => {
                let name: String = piece.file.chars().filter(|one| fits_file_name(*one)).collect();
                if !files::download(&name, BYTES, &bytes) {
                    toaster.refuse(texts.files.backup_failed);
                }
            }
            Err(fault) => toaster.refuse((words.fault)(fault)),
        }
    };
    Some(view! {
        <button type="button" class="text-button" title=title on:click=save>
            <IconView icon=Icon::Download />
            {words.save}
        </button>
    })
}
