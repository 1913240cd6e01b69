//! 汇总: the received files, whose each is and how it stands; each opens beside the ledger.

use std::sync::Arc;

use leptos::prelude::*;

use crate::i18n::format::per_head;
use crate::interchange::inbox::{Line, Standing, standings};
use crate::model::id::ReceivedId;
use crate::order::Order as _;
use crate::route::Route;
use crate::ui::components::empty::Empty;
use crate::ui::components::icon::Icon;
use crate::ui::components::sign::{Sign, State};
use crate::ui::editor::Editor;
use crate::ui::inbox::Inbox;
use crate::ui::intake::{Intake, OpenButton, take_drop};
use crate::ui::router::Router;
use crate::ui::words::file_kind_words;

/// So much of a hash is shown.
const SHOWN: usize = 8;

/// Takes a received file away, with a way back.
pub fn remove(editor: Editor, id: ReceivedId) {
    let Editor { workspace, toaster, texts } = editor;
    let Some(received) = workspace.archive_untracked().received.get(&id).cloned() else { return };
    let result = workspace.edit_archive(|archive| {
        archive.received.remove(&id);
    });
    if let Err(rejection) = result {
        toaster.refuse((texts.model.rejection)(&rejection));
        return;
    }
    let text = (texts.merge.deleted)(&received.file_name);
    let back = move || {
        let received = received.clone();
        let _ = workspace.edit_archive(move |archive| {
            archive.received.insert(id, received);
        });
    };
    toaster.say_with(text, texts.shell.take_back, back);
}

#[component]
fn Row(line: Arc<Line>, standing: Standing) -> impl IntoView {
    let editor = Editor::here();
    let texts = editor.texts;
    let merge = &texts.merge;
    let state = match standing {
        Standing::Current | Standing::Taken => State::Good,
        Standing::Superseded | Standing::Newer | Standing::Faulty => State::Warn,
        Standing::Unreadable => State::Bad,
    };
    let id = line.id;
    let href = Route::Merge(Some(id)).href();
    let today = editor.workspace.today();
    let summary = line.summary.as_ref().ok();
    let office = summary
        .and_then(|summary| summary.office.as_ref())
        .map_or(line.file_name.clone(), |office| office.name.clone());
    let none = || "—".to_owned();
    let kind =
        summary.map_or_else(none, |summary| file_kind_words(&summary.kind, summary.column, texts));
    let redaction = summary.and_then(|summary| summary.redaction).map(texts.files.redaction);
    let people = summary.map_or_else(none, |summary| summary.people.to_string());
    let average = summary
        .filter(|one| one.people > 0)
        .and_then(|one| Some(per_head(one.recognised?, one.people)))
        .unwrap_or_else(none);
    let total = summary.and_then(|one| one.total).map_or_else(none, |total| total.to_string());
    let result = summary.and_then(|one| one.result).map(|(column, total)| {
        let review = &texts.review;
        let result = format!("{} {total}", review.result);
        view! { <p class="note">{(review.of_column)(&result, column)}</p> }
    });
    let made = summary
        .and_then(|one| one.created_at)
        .map_or_else(none, |at| (texts.format.moment)(at, today));
    let hash = summary.and_then(|one| one.sha256.get(..SHOWN)).unwrap_or("—").to_owned();
    view! {
        <tr>
            <th scope="row">
                <a class="name" href=href.clone()>
                    {office}
                </a>
                <span class="note phone-only">{format!("{kind}\u{3000}{made}")}</span>
            </th>
            <td>{kind.clone()} " " <span class="quiet">{redaction}</span></td>
            <td>
                <Sign state word=(merge.standing)(standing) />
            </td>
            <td class="num">{people}</td>
            <td class="num">{average}</td>
            <td class="num">{total} {result}</td>
            <td>{made.clone()}</td>
            <td class="quiet mono">{hash}</td>
            <td class="quiet clip">{line.file_name.clone()}</td>
            <td>
                <a class="text-button" href=href>
                    {merge.open}
                </a>
                " "
                <button type="button" class="text-button" on:click=move |_| remove(editor, id)>
                    {merge.delete}
                </button>
            </td>
        </tr>
    }
}

#[component]
pub fn MergePage() -> impl IntoView {
    let editor = Editor::here();
    let workspace = editor.workspace;
    let merge = &editor.texts.merge;
    let inbox = Inbox::here();
    let lines = Memo::new(move |_| {
        let mut lines = inbox.lines();
        lines.order_by_key(|line| std::cmp::Reverse(line.received_at));
        lines
    });
    let rows = move || {
        let lines = lines.get();
        let plain: Vec<Line> = lines.iter().map(|line| Line::clone(line)).collect();
        let standings = standings(&plain, &workspace.ledger());
        lines
            .into_iter()
            .zip(standings)
            .map(|(line, standing)| view! { <Row line standing /> })
            .collect_view()
    };
    let is_empty = move || lines.read().is_empty();
    view! {
        <main
            class="page merge-page is-filled"
            on:dragover=move |event| event.prevent_default()
            on:drop=take_drop(Intake::here(), editor, Router::here())
        >
            <div class="page-head">
                <h1>{merge.title}</h1>
                <span class="about">{move || (merge.about)(lines.read().len())}</span>
                <div class="actions">
                    <a class="button" href=Route::Check.href()>
                        {editor.texts.check.title}
                    </a>
                    <OpenButton label=merge.take class="button primary" icon=Icon::Merge />
                </div>
            </div>
            <Show
                when=move || !is_empty()
                fallback=move || {
                    view! {
                        <Empty icon=Icon::Merge title=merge.empty_title text=merge.empty_text>
                            <OpenButton label=merge.take class="button" />
                            <p class="note wide-only">{merge.drop_hint}</p>
                        </Empty>
                    }
                }
            >
                <div class="table-frame">
                    <table class="data-table merge-table">
                        <thead>
                            <tr>
                                {merge
                                    .columns
                                    .into_iter()
                                    .enumerate()
                                    .map(|(place, word)| {
                                        view! { <th class:num=(3..6).contains(&place)>{word}</th> }
                                    })
                                    .collect_view()}
                            </tr>
                        </thead>
                        <tbody>{rows}</tbody>
                    </table>
                </div>
                <div class="table-foot wide-only">
                    <span>{merge.drop_hint}</span>
                </div>
            </Show>
        </main>
    }
}
