//! The reviews of a review file: the verdict, the comments, the marks beside those of the office,
//! and the way to take it in, or why not.

use std::sync::Arc;

use leptos::prelude::*;

use crate::assessment::scored::ScoredForm;
use crate::assessment::scoring::score;
use crate::i18n::format::points;
use crate::interchange::received::View;
use crate::interchange::review::{FormReview, ReviewRefusal, is_by_another, receive};
use crate::model::ledger::Ledger;
use crate::model::people::Rejection;
use crate::model::score::Hundredths;
use crate::model::standard::Standard;
use crate::model::step::Step;
use crate::route::{AssessmentView, Route};
use crate::ui::components::sign::{Sign, State};
use crate::ui::editor::Editor;
use crate::ui::router::Router;
use crate::ui::words::{short_shown_words, total_words};

#[component]
pub fn Reviews(seen: Arc<View>) -> impl IntoView {
    let places = 0..seen.reviews.len();
    places.map(|place| view! { <Review seen=seen.clone() place /> }).collect_view()
}

#[component]
fn Review(seen: Arc<View>, place: usize) -> impl IntoView {
    let editor = Editor::here();
    let router = Router::here();
    let workspace = editor.workspace;
    let texts = editor.texts;
    let words = &texts.review;
    let review = seen.reviews.get(place)?.clone();
    let form = review.form;
    let title = review.title.clone();
    let seen = StoredValue::new(seen);
    let kept = StoredValue::new(review.clone());
    let refusal = workspace.select(move |ledger| {
        seen.with_value(|seen| kept.with_value(|review| receive(ledger, seen, review).err()))
    });
    // Who has issued the form is asked for its first review.
    let doubt = workspace.select(move |ledger| {
        let form = ledger.assessments.get(&form)?;
        let issuer = &form.issued.as_ref()?.by;
        seen.with_value(|seen| {
            let is_another = kept.with_value(|review| is_by_another(form, seen, review));
            let by = seen.head.office.as_ref().map_or("", |office| office.name.as_str());
            is_another.then(|| (words.by_another)(issuer, by))
        })
    });
    let take = move |_| {
        let ledger = workspace.ledger_untracked();
        let changed =
            seen.with_value(|seen| kept.with_value(|review| receive(&ledger, seen, review)));
        let Ok(changed) = changed else { return };
        let step = Step::ReceiveReview(title.clone());
        let done = editor.edit(step, |ledger| {
            ledger.edit_assessment(form, |form| {
                *form = changed;
                Ok::<_, Rejection>(())
            })
        });
        if done.is_some() {
            let back = move || workspace.undo();
            editor.toaster.say_with(words.received, texts.shell.take_back, back);
            // What is to be read first is the first comment.
            let ledger = workspace.ledger_untracked();
            let first = kept.with_value(|review| first_comment(&ledger, review));
            let view = first.map_or(AssessmentView::Items, AssessmentView::Item);
            router.go(&Route::Assessment(form, view));
        }
    };
    let take = Callback::new(take);
    let actions = move || {
        let to_form = || {
            view! {
                <a class="button" href=Route::Assessment(form, AssessmentView::Items).href()>
                    {words.open_form}
                </a>
            }
        };
        let doubt = doubt.get().map(|words| {
            view! {
                <div class="callout warn" role="alert">
                    <p>{words}</p>
                </div>
            }
        });
        match refusal.get() {
            None => view! {
                {doubt}
                <p class="acts">
                    <button type="button" class="button primary" on:click=move |_| take.run(())>
                        {words.receive}
                    </button>
                </p>
            }
            .into_any(),
            Some(ReviewRefusal::Received) => view! {
                <p class="acts">
                    <Sign state=State::Good word=words.received_before />
                    {to_form()}
                </p>
            }
            .into_any(),
            Some(refusal) => view! {
                <div class="callout warn" role="alert">
                    <Sign state=State::Warn word=words.refused />
                    <p>{(words.refusal)(&refusal)}</p>
                </div>
            }
            .into_any(),
        }
    };
    let standard = workspace.ledger_untracked().standards.get(&review.standard.sha256).cloned();
    let round = &review.round;
    let scored = standard.as_ref().and_then(|standard| score(standard, &review.sheet.answers).ok());
    let total = match &scored {
        Some(scored) => total_words(scored, texts),
        None => round.total.map(points),
    };
    let due = round.due.map(|day| (words.wanted_by)(&day.to_string()));
    let comments = comment_rows(&review, standard.as_deref(), scored.as_ref());
    Some(view! {
        <h2>{review.title.clone()}</h2>
        <p class="received-score">
            <b>{(words.kind)(&round.kind)}</b>
            <span>{(texts.assessment.column)(round.column)} " " <b>{total}</b></span>
            <span class="quiet">{due}</span>
            <span class="mono quiet">{(words.about_code)(&round.own_code)}</span>
        </p>
        {(!round.note.is_empty()).then(|| view! { <p class="review-note">{round.note.clone()}</p> })}
        {actions}
        {comments}
    })
}

/// The first item with a comment, in the order of the standard.
fn first_comment(ledger: &Ledger, review: &FormReview) -> Option<String> {
    let standard = ledger.standards.get(&review.standard.sha256)?;
    let mut items = standard.items().into_iter();
    let item = items.find(|item| review.round.comments.contains_key(&item.id))?;
    Some(item.id.clone())
}

/// The items that were commented, and all of them with their marks where the standard is here.
fn comment_rows(
    review: &FormReview,
    standard: Option<&Standard>,
    scored: Option<&ScoredForm>,
) -> AnyView {
    let texts = Editor::here().texts;
    let words = &texts.review;
    let comments = &review.round.comments;
    let row = |id: &str, title: String, full: Option<Hundredths>| {
        let mark =
            scored.and_then(|scored| Some(short_shown_words(scored.item(id)?.shown(), texts)));
        let comment = comments.get(id).cloned();
        view! {
            <tr>
                <td>{id.to_owned()}</td>
                <th scope="row">{title}</th>
                <td class="num">{full.map(points)}</td>
                <td class="num">
                    <b>{mark}</b>
                </td>
                <td class="prose-cell">{comment}</td>
            </tr>
        }
    };
    let rows: Vec<_> = match standard {
        Some(standard) => {
            let items = standard.items().into_iter();
            items.map(|item| row(&item.id, item.title.clone(), item.full())).collect()
        }
        None => comments.keys().map(|id| row(id, String::new(), None)).collect(),
    };
    if rows.is_empty() {
        return view! { <p class="note">{(words.will_go)(0)}</p> }.into_any();
    }
    let opinion = (words.opinion)(review.round.column);
    let heads = words.review_columns.into_iter().map(str::to_owned).chain([opinion]).enumerate();
    let heads =
        heads.map(|(place, word)| view! { <th class:num=(2..4).contains(&place)>{word}</th> });
    view! {
        <div class="table-scroll">
            <table class="data-table review-comments">
                <thead>
                    <tr>{heads.collect_view()}</tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
    .into_any()
}
