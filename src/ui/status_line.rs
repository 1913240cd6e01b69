//! What is saved and what is backed up, undo and redo, theme and language: always in sight.

use leptos::prelude::*;

use super::components::icon::{Icon, IconView};
use super::components::toast::Toaster;
use super::texts::{Language, texts};
use crate::browser::{events, theme};
use crate::model::step::Step;
use crate::route::{Route, SettingsTab};
use crate::workspace::{SaveState, Workspace};

/// Takes the last edit back (`back`) or does it again, and says which, or that it cannot be.
pub fn turn(workspace: Workspace, toaster: Toaster, back: bool) {
    let texts = texts();
    let tell = move |(step, done): (Step, bool)| {
        let step = (texts.model.step)(&step);
        match (done, back) {
            (true, true) => toaster.say((texts.shell.undone)(&step)),
            (true, false) => toaster.say((texts.shell.redone)(&step)),
            (false, true) => toaster.refuse((texts.shell.not_undone)(&step)),
            (false, false) => toaster.refuse((texts.shell.not_redone)(&step)),
        }
    };
    workspace.turn(back, Callback::new(tell));
}

/// How many days without a backup make the chip amber.
const BACKUP_DAYS: i32 = 3;

#[component]
fn SavedChip() -> impl IntoView {
    let workspace = Workspace::here();
    let state = workspace.save_state();
    let messages = texts();
    let shell = &messages.shell;
    move || {
        let today = workspace.today();
        let (class, icon, word) = match state.get() {
            SaveState::Saved(at) => {
                let at = (messages.format.moment)(at, today);
                ("state saved", Some(Icon::Check), (shell.saved)(&at))
            }
            SaveState::Saving => ("state", None, shell.saving.to_owned()),
            SaveState::Unsaved => ("state", None, shell.unsaved.to_owned()),
            SaveState::Failed(_) | SaveState::Conflict | SaveState::MemoryOnly => {
                ("state is-bad", Some(Icon::Bad), shell.not_saved.to_owned())
            }
            SaveState::ReadOnly => ("state", Some(Icon::Lock), String::new()),
        };
        view! {
            <span class=class id="save-state">
                {icon.map(|icon| view! { <IconView icon /> })}
                {word}
            </span>
        }
    }
}

#[component]
fn BackupChip() -> impl IntoView {
    let workspace = Workspace::here();
    let messages = texts();
    let shell = &messages.shell;
    let href = Route::Settings(SettingsTab::Storage).href();
    move || {
        let today = workspace.today();
        let archive = workspace.archive();
        let last = archive.log.backups.last().map(|backup| backup.at);
        let stale = last.is_none_or(|at| (today - at.date()).get_days() > BACKUP_DAYS);
        let word = last.map_or(shell.never_backed_up.to_owned(), |at| {
            (shell.backed_up)(&(messages.format.moment)(at, today))
        });
        view! {
            <a class="state backup plain" class:is-warn=stale href=href.clone()>
                {stale.then(|| view! { <IconView icon=Icon::Warn /> })}
                {word}
            </a>
        }
    }
}

/// Light or dark, and the language.
#[component]
pub fn LookButtons() -> impl IntoView {
    let shell = &texts().shell;
    let language = use_context::<Language>();
    view! {
        <button
            type="button"
            class="icon-button"
            title=shell.theme
            on:click=move |_| theme::toggle()
        >
            <IconView icon=Icon::Sun />
        </button>
        <button
            type="button"
            class="top-lang"
            title=shell.language
            on:click=move |_| {
                if let Some(Language(locale)) = language {
                    locale.update(|locale| *locale = locale.other());
                    // Everything is built anew, this button too.
                    request_animation_frame(|| {
                        events::focus(".top-lang");
                    });
                }
            }
        >
            {shell.language_switch}
        </button>
    }
}

/// The right end of the top bar.
#[component]
pub fn StatusLine() -> impl IntoView {
    let workspace = Workspace::here();
    let toaster = Toaster::here();
    let shell = &texts().shell;
    let step_text = texts().model.step;
    let undoable = workspace.can_undo();
    let redoable = workspace.can_redo();
    view! {
        <div class="status-line">
            <SavedChip />
            <div class="tools">
            <BackupChip />
            <button
                type="button"
                class="icon-button"
                id="undo"
                disabled=move || undoable.read().is_none()
                title=move || {
                    undoable
                        .get()
                        .map_or(shell.undo_nothing.to_owned(), |step| (shell.undo)(&step_text(&step)))
                }
                on:click=move |_| turn(workspace, toaster, true)
            >
                <IconView icon=Icon::Undo />
            </button>
            <button
                type="button"
                class="icon-button"
                id="redo"
                disabled=move || redoable.read().is_none()
                title=move || {
                    redoable
                        .get()
                        .map_or(shell.redo_nothing.to_owned(), |step| (shell.redo)(&step_text(&step)))
                }
                on:click=move |_| turn(workspace, toaster, false)
            >
                <IconView icon=Icon::Redo />
            </button>
            <LookButtons />
            </div>
        </div>
    }
}
