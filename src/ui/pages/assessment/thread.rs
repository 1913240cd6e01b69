//! The comments on an item with what the office replied, under its marking.

use std::collections::BTreeMap;

use leptos::prelude::*;

use super::{Asked, Page};
use crate::i18n::format::office_short;
use crate::model::assessment::{Assessment, Column};
use crate::model::pack::Extra;
use crate::model::review::{Reply, ReplyKind, RoundKind};
use crate::ui::components::field::{Entry, EntryField};
use crate::ui::components::sign::{Sign, State};
use crate::ui::focus;

/// The round and column of a comment; no round where it is not sent yet.
type Key = (Option<usize>, Column);

/// Replies that are half typed, by item and comment.
pub(super) type HalfTyped = BTreeMap<(String, Key), String>;

/// One comment as it is shown.
#[derive(Clone, PartialEq)]
struct Said {
    key: Key,
    by: String,
    /// Day and round.
    when: String,
    text: String,
    reply: Option<Reply>,
    /// The column that replies, where that is filled here.
    replies: Option<Column>,
}

/// The number of the round that a step belongs to.
pub(super) fn round_number(form: &Assessment, place: usize) -> usize {
    let until = form.rounds.iter().take(place + 1);
    until.filter(|round| round.kind == RoundKind::Submitted).count().max(1)
}

fn comments(page: Page, form: &Assessment, item: &str) -> Vec<Said> {
    let texts = page.editor.texts;
    let today = page.editor.workspace.today();
    let sent = form.comments_on(item).into_iter().map(|comment| {
        let round = comment.round;
        let when = (texts.format.moment)(round.at, today);
        let number = (texts.review.round)(round_number(form, comment.place));
        let by = match round.by.as_str() {
            "" => (texts.assessment.column)(round.column).to_owned(),
            by => office_short(by),
        };
        Said {
            key: (Some(comment.place), round.column),
            by,
            when: format!("{when}\u{3000}{number}"),
            text: comment.text.to_owned(),
            reply: comment.reply.cloned(),
            replies: form.spoken_to(round.column),
        }
    });
    let mut all: Vec<_> = sent.collect();
    let here = page.column.get();
    for column in Column::ALL.into_iter().filter(|one| *one != Column::Own && *one != here) {
        let note = form.item(column, item).map_or("", |answer| answer.note.as_str());
        if !note.is_empty() && all.iter().all(|said| said.text != note) {
            all.push(Said {
                key: (None, column),
                by: (texts.assessment.column)(column).to_owned(),
                when: texts.review.not_sent.to_owned(),
                text: note.to_owned(),
                reply: None,
                replies: None,
            });
        }
    }
    all
}

#[component]
pub(super) fn Thread(asked: Asked) -> impl IntoView {
    let page = asked.page;
    let words = &page.editor.texts.review;
    let all = Memo::new(move |_| {
        let id = asked.item.with_value(|item| item.id.clone());
        page.form.with(|form| form.as_ref().map_or_else(Vec::new, |form| comments(page, form, &id)))
    });
    let keys =
        Memo::new(move |_| all.with(|all| all.iter().map(|said| said.key).collect::<Vec<_>>()));
    view! {
        <Show when=move || !all.read().is_empty()>
            <section class="thread">
                <h3>{words.thread} <span class="quiet">{move || all.read().len()}</span></h3>
                <ol>
                    <For
                        each=move || keys.get()
                        key=|key| *key
                        children=move |key| {
                            let said = Memo::new(move |_| {
                                all.with(|all| all.iter().find(|said| said.key == key).cloned())
                            });
                            view! { <CommentLine asked said /> }
                        }
                    />
                </ol>
            </section>
        </Show>
    }
}

/// A comment; a reply that is being typed stays while others are replied to.
#[component]
fn CommentLine(asked: Asked, said: Memo<Option<Said>>) -> impl IntoView {
    let page = asked.page;
    let texts = page.editor.texts;
    let words = &texts.review;
    // What is half typed is there again when the item is.
    let draft = said.with_untracked(|said| {
        let item = asked.item.with_value(|item| item.id.clone());
        said.as_ref().map(|said| (item, said.key))
    });
    let begun =
        draft.as_ref().and_then(|draft| page.replies.with_value(|all| all.get(draft).cloned()));
    let writing = RwSignal::new(begun.is_some());
    let text = Entry::new(begun.unwrap_or_default());
    Effect::new(move |_| {
        let typed = Some(text.get()).filter(|text| writing.get() && !text.is_empty());
        page.replies.update_value(|all| {
            if let Some(draft) = draft.clone() {
                match typed {
                    Some(text) => all.insert(draft, text),
                    None => all.remove(&draft),
                };
            }
        });
    });
    let put = move |reply: Option<(ReplyKind, String)>| {
        let id = asked.item.with_value(|item| item.id.clone());
        let place = said.with_untracked(|said| said.as_ref().and_then(|said| said.key.0));
        let (Some(form), Some(place)) = (page.form.get_untracked(), place) else { return };
        let mut changed = Assessment::clone(&form);
        let at = page.editor.workspace.now();
        let extra = Extra::new();
        // The buttons go with what they do.
        let next = if reply.is_some() { ".reply button" } else { ".acts :enabled" };
        focus::lead_on("li", &[next]);
        changed.reply(place, &id, reply.map(|(kind, text)| Reply { kind, text, at, extra }));
        page.put(changed);
    };
    let accept = move |_| put(Some((ReplyKind::Accepted, String::new())));
    let keep = move || {
        let missing = texts.review.reply_hint;
        if let Some(text) = text.need(untrack(|| text.named()), missing) {
            put(Some((ReplyKind::Answered, text)));
        }
    };
    let replies = Memo::new(move |_| said.with(|said| said.as_ref().and_then(|said| said.replies)));
    let given =
        Memo::new(move |_| said.with(|said| said.as_ref().and_then(|said| said.reply.clone())));
    let may_reply = move || replies.read().is_some();
    let reply = move || {
        let given = given.get()?;
        let when = (texts.format.moment)(given.at, page.editor.workspace.today());
        Some(view! {
            <p class="reply">
                <Sign state=State::Good word=(words.reply_kind)(&given.kind) />
                <span class="note">{when}</span>
                <span>{given.text}</span>
                <Show when=may_reply>
                    <button
                        type="button"
                        class="text-button"
                        on:click=move |_| put(None)
                    >
                        {words.take_back}
                    </button>
                </Show>
            </p>
        })
    };
    let offer = move || {
        view! {
            <p class="acts">
                <button type="button" class="button small" on:click=accept>
                    {words.accept}
                </button>
                <button
                    type="button"
                    class="button small"
                    on:click=move |_| {
                        focus::lead_on("li", &["input"]);
                        writing.set(true);
                    }
                >
                    {words.reply}
                </button>
            </p>
        }
    };
    let part = move |part: fn(&Said) -> &String| {
        move || said.with(|said| said.as_ref().map(|said| part(said).clone()))
    };
    view! {
        <li>
            <p>
                <b>{part(|said| &said.by)}</b>
                <span class="note">{part(|said| &said.when)}</span>
            </p>
            <p>{part(|said| &said.text)}</p>
            {reply}
            <Show when=move || may_reply() && given.read().is_none()>
                <Show when=move || writing.get() fallback=offer>
                    <p class="acts">
                        <EntryField
                            entry=text
                            label=words.reply_hint
                            placeholder=words.reply_hint
                            on_enter=Callback::new(move |()| keep())
                        />
                        <button
                            type="button"
                            class="button small"
                            on:click=move |_| keep()
                        >
                            {words.send_reply}
                        </button>
                        <button
                            type="button"
                            class="text-button"
                            on:click=move |_| {
                                focus::lead_on("li", &[".acts button:nth-of-type(2)"]);
                                writing.set(false);
                            }
                        >
                            {texts.shell.cancel}
                        </button>
                    </p>
                </Show>
            </Show>
        </li>
    }
}
