//! That the ledger is a sample, and the way to remove it. What was changed in it goes too, so that
//! is asked first.

use leptos::prelude::*;

use super::components::dialog::AskDialog;
use super::components::notice::{NoticeBar, Urgency};
use super::editor::Editor;
use super::intake::BackupFirst;
use crate::interchange::backup::counts;
use crate::interchange::envelope::counted;
use crate::model::step::Step;
use crate::sample::SHIPPED;

/// The bar; it asks by `asking`, since it is built anew with every save.
#[component]
pub fn SampleNotice(asking: RwSignal<bool>) -> impl IntoView {
    let Editor { workspace, texts, .. } = Editor::here();
    let shell = &texts.shell;
    let last = workspace.can_undo();
    let ask = move |_| match last.get_untracked() {
        // Nothing was done since it was opened.
        Some(Step::LoadSample) => workspace.remove_sample(Step::RemoveSample),
        _ => asking.set(true),
    };
    view! {
        <NoticeBar urgency=Urgency::Warn title=shell.sample_title text=shell.sample_text>
            <button type="button" class="button small" on:click=ask>
                {shell.remove_sample}
            </button>
        </NoticeBar>
    }
}

/// Asks before the sample goes with what was changed in it.
#[component]
pub fn RemoveSample(asking: RwSignal<bool>) -> impl IntoView {
    let editor = Editor::here();
    let Editor { workspace, texts, .. } = editor;
    let shell = &texts.shell;
    let now = counts(&workspace.ledger_untracked(), &workspace.archive_untracked());
    let lines: Vec<_> = SHIPPED
        .into_iter()
        .filter_map(|(name, shipped)| {
            let now = now.get(name).copied().filter(|now| *now != shipped)?;
            let words = (texts.files.count)(name)?;
            Some((shell.sample_count)(words, counted(name, now), counted(name, shipped)))
        })
        .map(|line| view! { <li>{line}</li> })
        .collect();
    let about = if lines.is_empty() { shell.sample_edited } else { shell.sample_changed };
    view! {
        <AskDialog
            title=shell.sample_ask
            on_close=Callback::new(move |()| asking.set(false))
            ok=shell.sample_remove
            on_ok=move || workspace.remove_sample(Step::RemoveSample)
            left=|| view! { <BackupFirst /> }
        >
            <p>{about}</p>
            <ul class="going">{lines}</ul>
        </AskDialog>
    }
}
