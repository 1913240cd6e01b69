//! The columns of a form (自评, 考核, 复核, 核定), which one is filled, where the form stands in the
//! exchange, and what a reviewer can do. A form that is nobody's but the office's has no such bar.

use leptos::prelude::*;

use super::Page;
use super::rounds::RoundsDialog;
use super::verdict::{VerdictDialog, conclude};
use crate::assessment::review::{agree_all, column_before, reviewers_column};
use crate::i18n::format::points;
use crate::model::assessment::{Assessment, Column};
use crate::model::people::Rejection;
use crate::model::review::{RoundKind, Stage};
use crate::model::step::Step;
use crate::ui::components::sign::{Sign, State};
use crate::ui::focus;
use crate::ui::inbox::Inbox;
use crate::ui::pages::assessments::stage_words;

/// Is there more to it than the self-assessment?
pub(super) fn is_shown(page: Page) -> bool {
    page.column.get() != Column::Own
        || page.form.with(|form| {
            form.as_ref().is_some_and(|form| {
                form.stage() != Stage::Alone || form.columns.keys().any(|one| *one != Column::Own)
            })
        })
}

/// Opens the column that this bureau marks in, where nothing else leads to it.
#[component]
pub(super) fn ReviewButton(page: Page) -> impl IntoView {
    let words = &page.editor.texts.review;
    move || {
        (!is_shown(page)).then(|| {
            let column = reviewers_column(&page.editor.workspace.ledger_untracked());
            view! {
                <button
                    type="button"
                    class="button"
                    on:click=move |_| {
                        focus::lead_on(".page", &[".column-bar [aria-pressed=true]"]);
                        page.column.set(column);
                    }
                >
                    {(words.mark_as)(column)}
                </button>
            }
        })
    }
}

#[component]
pub(super) fn ColumnBar(page: Page) -> impl IntoView {
    let open = RwSignal::new(false);
    let giving = RwSignal::new(None::<RoundKind>);
    let shown = Memo::new(move |_| is_shown(page));
    view! {
        <Show when=move || shown.get()>
            <div class="column-bar">
                <span class="choice-bar">
                    {Column::ALL
                        .into_iter()
                        .map(|column| view! { <ColumnButton page column /> })
                        .collect_view()}
                </span>
                <Standing page />
                <span class="push"></span>
                <ReviewerActions page giving />
                <button type="button" class="text-button" on:click=move |_| open.set(true)>
                    {page.editor.texts.review.history}
                </button>
            </div>
        </Show>
        <Show when=move || open.get()>
            <RoundsDialog page close=Callback::new(move |()| open.set(false)) />
        </Show>
        {move || {
            let close = Callback::new(move |()| giving.set(None));
            giving.get().map(|kind| view! { <VerdictDialog page kind close /> })
        }}
    }
}

/// A column with its total.
#[component]
fn ColumnButton(page: Page, column: Column) -> impl IntoView {
    let word = (page.editor.texts.assessment.column)(column);
    let total = Memo::new(move |_| {
        let form = page.form.get()?;
        form.answers(column).filter(|answers| !answers.items.is_empty())?;
        page.scored_of(column)?.total
    });
    view! {
        <button
            type="button"
            aria-pressed=move || (page.column.get() == column).to_string()
            on:click=move |_| page.column.set(column)
        >
            {word}
            <b>{move || total.get().map_or_else(|| "—".to_owned(), points)}</b>
        </button>
    }
}

/// The result and where the form stands.
#[component]
fn Standing(page: Page) -> impl IntoView {
    let words = &page.editor.texts.review;
    let arrived = Inbox::here().arrived;
    let result = move || {
        let (column, scored) = page.official()?;
        let total = scored.total.filter(|_| scored.answered > 0)?;
        Some(view! {
            <span class="result">
                <span class="quiet">{words.result}</span>
                " "
                <b>{(words.by_column)(&points(total), column)}</b>
            </span>
        })
    };
    let stage = move || {
        let form = page.form.get()?;
        let state = match form.stage() {
            Stage::Alone => return None,
            Stage::Issued | Stage::Submitted => State::Idle,
            Stage::Returned => State::Warn,
            Stage::Concluded => State::Good,
        };
        let has_arrived = arrived.read().contains_key(&form.id);
        let rounds = form.times_submitted();
        let round = (rounds > 0).then(|| (words.round)(rounds));
        let said = match form.comment_counts() {
            (0, _) => None,
            // Once there is a result, no reply is waited for.
            (all, _) if form.stage() == Stage::Concluded => Some((words.comments)(all, 0)),
            (all, open) => Some((words.comments)(all, open)),
        };
        let about: Vec<_> = [round, said].into_iter().flatten().collect();
        Some(view! {
            <Sign state word=stage_words(&form, has_arrived, page.editor.texts) />
            <span class="note">{about.join("\u{3000}")}</span>
        })
    };
    view! {
        {result}
        {stage}
    }
}

/// What the one who fills a reviewer's column can do with all of it.
#[component]
fn ReviewerActions(page: Page, giving: RwSignal<Option<RoundKind>>) -> impl IntoView {
    let words = &page.editor.texts.review;
    let agree = move |_| {
        let (Some(form), Some(standard)) =
            (page.form.get_untracked(), page.standard.get_untracked())
        else {
            return;
        };
        let mut changed = Assessment::clone(&form);
        let column = page.column.get_untracked();
        let before = column_before(&form, column);
        match agree_all(&mut changed, &standard, column) {
            Ok(0) => page.editor.toaster.say((words.nothing_to_agree)(before)),
            Ok(items) => {
                if page.change(|form| *form = changed) {
                    page.editor.toaster.say((words.agreed)(items, before));
                }
            }
            Err(error) => {
                page.editor.toaster.refuse((page.editor.texts.assessment.fault)(&error));
            }
        }
    };
    let reopen = move |_| {
        focus::lead_on(".column-bar", &[".button"]);
        let column = page.column.get_untracked();
        let title = page.form.get_untracked().map(|form| form.title.clone()).unwrap_or_default();
        page.editor.edit(Step::EditAssessment(title), |ledger| {
            ledger.edit_assessment(page.id, |form| {
                form.columns.entry(column).or_default().done_at = None;
                Ok::<_, Rejection>(())
            })
        });
    };
    // An answer must not make the buttons anew under the focus.
    let stands = Memo::new(move |_| (page.is_own() || page.is_received(), page.is_done()));
    move || {
        let (is_looked_at, is_done) = stands.get();
        if is_looked_at {
            return ().into_any();
        }
        if is_done {
            return view! {
                <button type="button" class="button small" on:click=reopen>
                    {words.reopen}
                </button>
            }
            .into_any();
        }
        view! {
            <button type="button" class="button small" on:click=agree>
                {move || (words.agree_all)(page.column_before())}
            </button>
            <button
                type="button"
                class="button small"
                on:click=move |_| giving.set(Some(RoundKind::Returned))
            >
                {words.return_form}
            </button>
            <button
                type="button"
                class="button small primary"
                on:click=move |_| conclude(page, giving)
            >
                {words.conclude}
            </button>
        }
        .into_any()
    }
}
