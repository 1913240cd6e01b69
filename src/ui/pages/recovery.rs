//! Shown when what is stored cannot simply be opened: then and now, and every way out. Nothing is
//! written before somebody chose.

use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

use crate::browser::files::download;
use crate::interchange::submission::file_name;
use crate::storage::{Candidate, Counts, Damage, Recovery};
use crate::ui::components::icon::Icon;
use crate::ui::components::sign::{Sign, State};
use crate::ui::components::toast::Toaster;
use crate::ui::intake::OpenButton;
use crate::ui::plain_frame::PlainFrame;
use crate::ui::texts::texts;
use crate::ui::words::mark_words;
use crate::workspace::{Access, Workspace};

#[component]
fn CandidateRow(candidate: Candidate, is_first: bool) -> impl IntoView {
    let messages = texts();
    let workspace = Workspace::here();
    let Candidate { mark, older, missing } = candidate;
    let generation = mark.generation;
    let Counts { people, plans, forms, .. } = mark.counts;
    let standing = if older.is_empty() && missing.is_empty() {
        view! { <Sign state=State::Good word=messages.storage.whole /> }
    } else {
        view! { <Sign state=State::Warn word=(messages.storage.mended)(&older, &missing) /> }
    };
    view! {
        <tr>
            <th scope="row">
                <b>{(messages.format.moment)(mark.at, workspace.today())}</b>
            </th>
            <td class="wide">{mark_words(&mark, messages)}</td>
            <td class="num">{people}</td>
            <td class="num">{plans}</td>
            <td class="num">{forms}</td>
            <td>{standing}</td>
            <td class="num">
                <button
                    type="button"
                    class="button small"
                    class:primary=is_first
                    on:click=move |_| {
                        workspace.restore_generation(generation, Callback::new(|_| ()));
                    }
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
    let toaster = Toaster::here();
    let Access::Recovery(recovery) = workspace.access().get_untracked() else {
        return ().into_any();
    };
    let Recovery { damage, last_seen, candidates } = recovery;
    let may_restore = damage != Damage::Newer;
    let may_start_anew = may_restore && !matches!(damage, Damage::Unreadable(_));
    let title = match (&damage, &last_seen) {
        (Damage::Lost, Some(seen)) => (storage.lost)(seen.counts),
        _ => (storage.damage)(&damage),
    };
    let start_anew =
        if damage == Damage::Closed { storage.continue_in_memory } else { storage.start_anew };
    let seen = last_seen.map(|seen| {
        let backup = seen.backup.map_or(storage.no_backup.to_owned(), |(name, at)| {
            format!("{name}（{}）", (messages.format.moment)(at, workspace.today()))
        });
        let line = |name: &'static str, value: String| {
            view! {
                <div>
                    <dt>{name}</dt>
                    <dd>{value}</dd>
                </div>
            }
        };
        view! {
            <dl class="lost">
                {line(storage.last_seen, (storage.counts)(seen.counts))}
                {line(storage.last_backup, backup)}
            </dl>
        }
    });
    let can_read = damage != Damage::Closed;
    let save_raw = move |_| {
        spawn_local(async move {
            let name =
                file_name(&[messages.shell.product, storage.raw_word], None, workspace.now());
            let refusal = match workspace.raw_data().await {
                Ok(text) if download(&name, "application/json", text.as_bytes()) => return,
                Ok(_) => messages.files.backup_failed.to_owned(),
                Err(error) => storage.save_error(&error),
            };
            toaster.refuse(refusal);
        });
    };
    let found = candidates.len();
    let can_choose = found > 0;
    let open_class = if can_choose { "button" } else { "button primary" };
    let heads = storage.candidate_columns.into_iter().enumerate();
    let heads =
        heads.map(|(place, word)| view! { <th class:num=(2..5).contains(&place)>{word}</th> });
    let heads = heads.collect_view();
    let rows = candidates.into_iter().enumerate();
    let rows = rows
        .map(|(place, candidate)| view! { <CandidateRow candidate is_first=place == 0 /> })
        .collect_view();
    let table = can_choose.then(|| {
        view! {
            <h2>
                {storage.candidates} <span class="quiet">{found}</span>
            </h2>
            <div class="table-scroll">
                <table class="data-table cands">
                    <thead>
                        <tr>{heads}</tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
        }
    });
    view! {
        <PlainFrame about=storage.not_open>
            <main class="page recovery-page">
                <div class="recovery">
                    <header>
                        <h1>
                            <Sign state=State::Bad word=title />
                        </h1>
                        <p>{(storage.damage_text)(&damage)}</p>
                    </header>
                    {seen}
                    {table}
                    <p class="other">
                        {may_restore
                            .then(|| {
                                view! {
                                    <OpenButton
                                        label=storage.restore_backup
                                        class=open_class
                                        icon=Icon::Restore
                                    />
                                }
                            })}
                        {can_read
                            .then(|| {
                                view! {
                                    <button type="button" class="text-button" on:click=save_raw>
                                        {storage.raw_data}
                                    </button>
                                }
                            })}
                        <button
                            type="button"
                            class="text-button is-bad push"
                            disabled=!may_start_anew
                            on:click=move |_| workspace.start_anew()
                        >
                            {start_anew}
                        </button>
                    </p>
                    <p class="note">{storage.nothing_written}</p>
                </div>
            </main>
        </PlainFrame>
    }
    .into_any()
}
