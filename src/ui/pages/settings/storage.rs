//! How much is stored, the last backups, the generations to go back to, and the wipe.

use leptos::prelude::*;

use crate::browser::quota::{self, Usage};
use crate::storage::{Counts, Mark};
use crate::ui::components::dialog::AskDialog;
use crate::ui::components::sign::{Sign, State};
use crate::ui::components::table_head::table_head;
use crate::ui::editor::Editor;
use crate::ui::intake::BackupFirst;
use crate::ui::words::mark_words;

/// So many generations are listed.
const LISTED: usize = 100;

fn megabytes(bytes: f64) -> String {
    if bytes >= 1e9 { format!("{:.1} GB", bytes / 1e9) } else { format!("{:.1} MB", bytes / 1e6) }
}

#[component]
fn Used() -> impl IntoView {
    let settings = &Editor::here().texts.settings;
    let usage = LocalResource::new(quota::usage);
    let kept = LocalResource::new(quota::is_persistent);
    let shown = move || match usage.get() {
        None => ().into_any(),
        Some(None) => view! { <p class="note">{settings.usage_unknown}</p> }.into_any(),
        Some(Some(Usage { used, quota })) => view! {
            <p class="big">
                <b>{megabytes(used)}</b>
                <span class="quiet">{(settings.of_quota)(&megabytes(quota))}</span>
            </p>
        }
        .into_any(),
    };
    let promise = move || {
        kept.get().map(|kept| {
            let (state, word) = if kept {
                (State::Good, settings.persistent)
            } else {
                (State::Warn, settings.not_persistent)
            };
            view! { <Sign state word /> }
        })
    };
    view! {
        <section>
            <h2>{settings.usage}</h2>
            {shown}
            {promise}
        </section>
    }
}

#[component]
fn Backups() -> impl IntoView {
    let Editor { workspace, texts, .. } = Editor::here();
    let settings = &texts.settings;
    let last = move || {
        let archive = workspace.archive();
        archive.log.backups.last().map_or(settings.never.to_owned(), |last| {
            let at = (texts.format.moment)(last.at, workspace.today());
            format!("{at}　{}", last.file_name)
        })
    };
    view! {
        <section>
            <h2>{settings.backup}</h2>
            <dl class="facts">
                <dt>{settings.last}</dt>
                <dd>{last}</dd>
                <dt>{settings.where_label}</dt>
                <dd>
                    <span>
                        {settings.where_text} <span class="wide-only">{settings.keys}</span>
                    </span>
                </dd>
            </dl>
        </section>
    }
}

#[component]
fn Generation(mark: Mark, is_current: bool) -> impl IntoView {
    let editor = Editor::here();
    let Editor { workspace, texts, toaster } = editor;
    let settings = &texts.settings;
    let generation = mark.generation;
    let Counts { people, plans, forms, .. } = mark.counts;
    let go_back = move |_| {
        let back = move || workspace.undo();
        let tell = move |done| {
            if done {
                toaster.say_with(settings.gone_back, texts.shell.take_back, back);
            } else {
                toaster.refuse(settings.not_gone_back);
            }
        };
        workspace.restore_generation(generation, Callback::new(tell));
    };
    let act = if is_current {
        view! { <span class="quiet">{settings.current}</span> }.into_any()
    } else {
        view! {
            <button type="button" class="text-button" on:click=go_back>
                {settings.go_back}
            </button>
        }
        .into_any()
    };
    let tag = mark.before.as_ref().map(|step| {
        let word = (settings.restore_point)(&(texts.model.step)(step));
        view! { <span class="tag">{word}</span> }
    });
    view! {
        <tr>
            <td>{(texts.format.moment)(mark.at, workspace.today())}</td>
            <th scope="row">{mark_words(&mark, texts)}</th>
            <td>{tag}</td>
            <td class="num">{people}</td>
            <td class="num">{plans}</td>
            <td class="num">{forms}</td>
            <td class="acts">{act}</td>
        </tr>
    }
}

#[component]
fn WipeDialog(open: RwSignal<bool>) -> impl IntoView {
    let editor = Editor::here();
    let Editor { workspace, texts, .. } = editor;
    let settings = &texts.settings;
    let ledger = workspace.ledger_untracked();
    let name = ledger.own_name().to_owned();
    let counts = (texts.storage.counts)(Counts::of(&ledger));
    let last = workspace.archive_untracked().log.backups.last().map(|last| last.at);
    let last =
        last.map_or(settings.never.to_owned(), |at| (texts.format.moment)(at, workspace.today()));
    let typed = RwSignal::new(String::new());
    let expected = StoredValue::new(name.clone());
    let is_confirmed = move || expected.with_value(|name| typed.read().trim() == name.trim());
    let close = Callback::new(move |()| open.set(false));
    view! {
        <AskDialog
            title=settings.wipe_title
            on_close=close
            ok=settings.wipe_now
            on_ok=Callback::new(move |()| workspace.wipe())
            disabled=Signal::derive(move || !is_confirmed())
            is_final=true
            left=|| view! { <BackupFirst /> }
        >
            <p>{(settings.wipe_text)(&counts)}</p>
            <p>
                <Sign state=State::Warn word=(settings.last_backup)(&last) />
            </p>
            <label class="stack">
                <span class="note">{(settings.wipe_confirm)(&name)}</span>
                <span class="field">
                    <input
                        prop:value=typed
                        on:input=move |event| typed.set(event_target_value(&event))
                    />
                </span>
            </label>
        </AskDialog>
    }
}

/// Storage, backups, generations, wipe.
#[component]
pub fn StorageSettings() -> impl IntoView {
    let Editor { workspace, texts, .. } = Editor::here();
    let settings = &texts.settings;
    let wiping = RwSignal::new(false);
    let generations = move || {
        let marks = workspace.generations().into_iter().take(LISTED).enumerate();
        marks
            .map(|(place, mark)| view! { <Generation mark is_current=place == 0 /> })
            .collect_view()
    };
    view! {
        <div class="store-top">
            <Used />
            <Backups />
            <section>
                <h2>{settings.wipe_title}</h2>
                <p class="acts">
                    <button
                        type="button"
                        class="button small danger"
                        on:click=move |_| wiping.set(true)
                    >
                        {settings.wipe}
                    </button>
                </p>
            </section>
        </div>
        <div class="list-head gen-head">
            <h2>{settings.history} <span class="quiet">{settings.history_about}</span></h2>
        </div>
        <div class="table-frame">
            <table class="data-table gens">
                {table_head(&settings.history_columns, &[3, 4, 5])}
                <tbody>{generations}</tbody>
            </table>
        </div>
        <div class="table-foot">
            <span>{settings.history_note}</span>
        </div>
        <Show when=move || wiping.get()>
            <WipeDialog open=wiping />
        </Show>
    }
}
