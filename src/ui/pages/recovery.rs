//! Shown when what is stored cannot simply be opened: then and now, and every way out. Nothing is
//! written before somebody chose.

use leptos::prelude::*;

use crate::storage::{Candidate, Damage, Recovery};
use crate::ui::components::icon::{Icon, IconView};
use crate::ui::components::sign::{Sign, State};
use crate::ui::intake::OpenButton;
use crate::ui::texts::texts;
use crate::workspace::{Access, Workspace};

#[component]
fn CandidateRow(candidate: Candidate) -> impl IntoView {
    let messages = texts();
    let workspace = Workspace::here();
    let Candidate { mark, older, missing } = candidate;
    let generation = mark.generation;
    view! {
        <tr>
            <th scope="row">{(messages.format.moment)(mark.at, workspace.today())}</th>
            <td>{(messages.model.step)(&mark.step)}</td>
            <td>{(messages.storage.counts)(mark.counts)}</td>
            <td>{(messages.storage.mended)(older.len(), missing.len())}</td>
            <td>
                <button
                    type="button"
                    class="button small"
                    on:click=move |_| workspace.restore_generation(generation)
                >
                    {messages.storage.use_this}
                </button>
            </td>
        </tr>
    }
}

#[component]
pub fn RecoveryPage() -> impl IntoView {
    let messages = texts();
    let storage = &messages.storage;
    let workspace = Workspace::here();
    let Access::Recovery(recovery) = workspace.access().get_untracked() else {
        return ().into_any();
    };
    let Recovery { damage, last_seen, candidates } = recovery;
    let unreadable = matches!(damage, Damage::Unreadable(_) | Damage::Newer);
    let start_anew =
        if damage == Damage::Closed { storage.continue_in_memory } else { storage.start_anew };
    let seen = last_seen.map(|seen| {
        let backup = seen.backup.map_or(storage.no_backup.to_owned(), |(name, at)| {
            format!("{name} ({})", (messages.format.moment)(at, workspace.today()))
        });
        view! {
            <dl class="facts">
                <dt>{storage.last_seen}</dt>
                <dd>{(storage.counts)(seen.counts)}</dd>
                <dt>{storage.last_backup}</dt>
                <dd>{backup}</dd>
            </dl>
        }
    });
    let has_candidates = !candidates.is_empty();
    view! {
        <main class="recovery-page plain-page">
            <header>
                <h1>
                    <Sign state=State::Bad word=(storage.damage)(&damage) />
                </h1>
                <p>{(storage.damage_text)(&damage)}</p>
            </header>
            {seen}
            {has_candidates
                .then(|| {
                    view! {
                        <h2>{storage.candidates}</h2>
                        <table class="data-table">
                            <tbody>
                                {candidates
                                    .into_iter()
                                    .map(|candidate| view! { <CandidateRow candidate /> })
                                    .collect_view()}
                            </tbody>
                        </table>
                    }
                })}
            <p class="ways">
                <Show when=move || !unreadable>
                    <OpenButton label=storage.open_backup class="button primary" icon=Icon::Restore />
                </Show>
                <button
                    type="button"
                    class="button danger"
                    disabled=unreadable
                    on:click=move |_| workspace.start_anew()
                >
                    <IconView icon=Icon::Minus />
                    {start_anew}
                </button>
            </p>
            <p class="note">{storage.nothing_written}</p>
        </main>
    }
    .into_any()
}
