//! The comments on an item with what the office replied, under its marking.

use leptos::prelude::*;

use super::{Asked, Page};
use crate::i18n::format::office_short;
use crate::model::assessment::{Assessment, Column};
use crate::model::pack::Extra;
use crate::model::review::{Reply, ReplyKind, RoundKind};
use crate::ui::components::field::{Entry, EntryField};
use crate::ui::components::sign::{Sign, State};

/// One comment as it is shown.
#[derive(Clone, PartialEq)]
struct Said {
    place: usize,
    by: String,
    /// Day and round.
    when: String,
    text: String,
    reply: Option<Reply>,
    may_reply: bool,
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
            place: comment.place,
            by,
            when: format!("{when}\u{3000}{number}"),
            text: comment.text.to_owned(),
            reply: comment.reply.cloned(),
            may_reply: !form.is_received(Column::Own) && form.is_received(round.column),
        }
    });
    let mut all: Vec<_> = sent.collect();
    let here = page.column.get();
    for column in Column::ALL.into_iter().filter(|one| *one != Column::Own && *one != here) {
        let note = form.item(column, item).map_or("", |answer| answer.note.as_str());
        if !note.is_empty() && all.iter().all(|said| said.text != note) {
            all.push(Said {
                place: usize::MAX,
                by: (texts.assessment.column)(column).to_owned(),
                when: texts.review.not_sent.to_owned(),
                text: note.to_owned(),
                reply: None,
                may_reply: false,
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
    view! {
        <Show when=move || !all.read().is_empty()>
            <section class="thread">
                <h3>{words.thread} <span class="quiet">{move || all.read().len()}</span></h3>
                <ol>
                    {move || {
                        all.get()
                            .into_iter()
                            .map(|said| view! { <CommentLine asked said /> })
                            .collect_view()
                    }}
                </ol>
            </section>
        </Show>
    }
}

#[component]
fn CommentLine(asked: Asked, said: Said) -> impl IntoView {
    let page = asked.page;
    let texts = page.editor.texts;
    let words = &texts.review;
    let place = said.place;
    let writing = RwSignal::new(false);
    let text = Entry::new("");
    let reply = move |reply: Option<(ReplyKind, String)>| {
        let id = asked.item.with_value(|item| item.id.clone());
        let Some(form) = page.form.get_untracked() else { return };
        let mut changed = Assessment::clone(&form);
        let at = page.editor.workspace.now();
        let extra = Extra::new();
        changed.reply(place, &id, reply.map(|(kind, text)| Reply { kind, text, at, extra }));
        page.put(changed);
    };
    let accept = move |_| reply(Some((ReplyKind::Accepted, String::new())));
    let keep = move || {
        let missing = texts.review.reply_hint;
        if let Some(text) = text.need(untrack(|| text.named()), missing) {
            reply(Some((ReplyKind::Answered, text)));
        }
    };
    let may_reply = said.may_reply;
    // Who has declared the form done opens it first.
    let locked =
        move || page.form.with(|form| form.as_ref().is_some_and(|form| form.is_done(Column::Own)));
    let answer = match said.reply {
        Some(given) => {
            let when = (texts.format.moment)(given.at, page.editor.workspace.today());
            view! {
                <p class="reply">
                    <Sign state=State::Good word=(words.reply_kind)(&given.kind) />
                    <span class="note">{when}</span>
                    <span>{given.text}</span>
                    {may_reply
                        .then(|| {
                            view! {
                                <button
                                    type="button"
                                    class="text-button"
                                    disabled=locked
                                    on:click=move |_| reply(None)
                                >
                                    {words.take_back}
                                </button>
                            }
                        })}
                </p>
            }
            .into_any()
        }
        None if may_reply => view! {
            <Show
                when=move || writing.get()
                fallback=move || {
                    view! {
                        <p class="acts">
                            <button
                                type="button"
                                class="button small"
                                disabled=locked
                                on:click=accept
                            >
                                {words.accept}
                            </button>
                            <button
                                type="button"
                                class="button small"
                                disabled=locked
                                on:click=move |_| writing.set(true)
                            >
                                {words.reply}
                            </button>
                        </p>
                    }
                }
            >
                <p class="acts">
                    <EntryField
                        entry=text
                        label=words.reply_hint
                        placeholder=words.reply_hint
                        on_enter=Callback::new(move |()| keep())
                        autofocus=true
                    />
                    <button
                        type="button"
                        class="button small"
                        disabled=locked
                        on:click=move |_| keep()
                    >
                        {words.send_reply}
                    </button>
                    <button
                        type="button"
                        class="text-button"
                        on:click=move |_| writing.set(false)
                    >
                        {texts.shell.cancel}
                    </button>
                </p>
            </Show>
        }
        .into_any(),
        None => ().into_any(),
    };
    view! {
        <li>
            <p>
                <b>{said.by}</b>
                <span class="note">{said.when}</span>
            </p>
            <p>{said.text}</p>
            {answer}
        </li>
    }
}
