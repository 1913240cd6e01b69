//! The self-assessment forms of a received file: marks recomputed from the answers, and the check
//! code compared with them.

use std::sync::Arc;

use leptos::html;
use leptos::prelude::*;

use super::{NotThere, is_own};
use crate::assessment::check_code::check_code;
use crate::assessment::review::reviewers_column;
use crate::assessment::scored::{ScoredForm, ScoredItem, Shown};
use crate::assessment::scoring::score_column;
use crate::i18n::format::NOTHING;
use crate::interchange::envelope::Kind;
use crate::interchange::forms::FormWithCode;
use crate::interchange::received::View;
use crate::interchange::review::{Question, TakeRefusal, take};
use crate::model::assessment::{Assessment, Column, Subject};
use crate::model::ledger::Ledger;
use crate::model::standard::Standard;
use crate::model::step::Step;
use crate::route::{AssessmentView, Route};
use crate::ui::components::dialog::AskDialog;
use crate::ui::components::sign::{Sign, State};
use crate::ui::editor::Editor;
use crate::ui::kept_files::SaveFile;
use crate::ui::router::Router;
use crate::ui::words::{rating_words, shown_words, total_words};

#[component]
fn Form(seen: Arc<View>, place: usize, head: NodeRef<html::H2>) -> impl IntoView {
    let texts = Editor::here().texts;
    let merge = &texts.merge;
    let Some(form) = seen.assessments.get(place) else { return ().into_any() };
    let standard = seen.standard_of(&form.form);
    let scored = standard.and_then(|standard| {
        Some((standard, score_column(standard, &form.form, Column::Own).ok()?))
    });
    let Some((standard, scored)) = scored else {
        return view! {
            <h2 node_ref=head>{form.form.title.clone()}</h2>
            <p class="note">{merge.no_standard}</p>
        }
        .into_any();
    };
    let code = code_sign(form, standard);
    let reviewed = reviewed_columns(&form.form, standard);
    let others = reviewed.iter().map(|(column, scored)| {
        let total = total_words(scored, texts);
        view! {
            <span>{(texts.assessment.column)(*column)} " " <b>{total}</b></span>
        }
    });
    let others = others.collect_view();
    let columns = merge.form_columns.into_iter().map(str::to_owned);
    let columns = columns
        .chain(reviewed.iter().map(|(column, _)| (texts.review.mark_of)(*column).to_owned()));
    let heads =
        columns.enumerate().map(|(place, word)| view! { <th class:num={place >= 2}>{word}</th> });
    let total = total_words(&scored, texts);
    let rating = rating_words(&scored, texts);
    view! {
        <h2 node_ref=head>{form.form.title.clone()}</h2>
        <p class="received-score">
            <span>{(texts.assessment.column)(Column::Own)} " " <b>{total}</b></span>
            " "
            {rating}
            {others}
            " "
            {code}
        </p>
        <ReviewThis seen=seen.clone() place />
        <Enclosed seen=seen.clone() place />
        <div class="table-scroll">
            <table class="data-table">
                <thead>
                    <tr>{heads.collect_view()}</tr>
                </thead>
                <tbody>{items(standard, &scored, &reviewed)}</tbody>
            </table>
        </div>
    }
    .into_any()
}

/// The columns of reviewers in which something is marked.
fn reviewed_columns(form: &Assessment, standard: &Standard) -> Vec<(Column, ScoredForm)> {
    let columns = Column::ALL.into_iter().filter(|column| *column != Column::Own);
    let scored = columns.filter_map(|column| {
        form.answers(column).filter(|answers| !answers.is_empty())?;
        Some((column, score_column(standard, form, column).ok()?))
    });
    scored.collect()
}

/// The files that came along with a form.
#[component]
fn Enclosed(seen: Arc<View>, place: usize) -> impl IntoView {
    let words = &Editor::here().texts.kept_files;
    let columns = seen.assessments.get(place)?.form.columns.values();
    let items = columns.flat_map(|sheet| &sheet.answers.items);
    let pieces = items.flat_map(|(id, answer)| answer.evidence.iter().map(move |one| (id, one)));
    let pieces: Vec<_> = pieces
        .filter(|(_, piece)| !piece.file.is_empty() && seen.files.contains_key(&piece.sha256))
        .map(|(id, piece)| {
            let piece = piece.clone();
            let title = piece.title.clone();
            view! {
                <li>
                    <span class="code">{id.clone()}</span>
                    " "
                    {title}
                    " "
                    <SaveFile piece seen=seen.clone() />
                </li>
            }
        })
        .collect();
    (!pieces.is_empty()).then(|| {
        view! {
            <h3>{words.enclosed}</h3>
            <ul class="enclosed">{pieces}</ul>
        }
    })
}

/// The way to review a submitted form: it is taken into the ledger, where the own column stays as
/// it was submitted.
#[component]
fn ReviewThis(seen: Arc<View>, place: usize) -> impl IntoView {
    let editor = Editor::here();
    let router = Router::here();
    let workspace = editor.workspace;
    let words = &editor.texts.review;
    if seen.head.kind != Kind::Submission || is_own(editor, &seen) {
        return None;
    }
    let id = seen.assessments.get(place)?.form.id;
    let seen = StoredValue::new(seen);
    let taken = move |ledger: &Ledger| {
        seen.with_value(|seen| take(ledger, seen, place, reviewers_column(ledger)))
    };
    // What is said, and whether there is anything to take in.
    let standing = workspace.select(move |ledger| match taken(ledger) {
        Err(refusal) => Err((refusal == TakeRefusal::Unchanged, (words.take_refusal)(&refusal))),
        Ok(taken) => {
            let known = ledger.assessments.get(&id);
            Ok(known.is_none_or(|known| **known != taken.form))
        }
    });
    let to_form = move || router.go(&Route::Assessment(id, AssessmentView::Items));
    let asking = RwSignal::new(Vec::<Question>::new());
    let column = workspace.select(reviewers_column);
    let run = move |is_sure: bool| {
        let Ok(taken) = taken(&workspace.ledger_untracked()) else { return };
        if !taken.questions.is_empty() && !is_sure {
            asking.set(taken.questions);
            return;
        }
        asking.set(Vec::new());
        let step = Step::TakeSubmitted(taken.form.title.clone());
        if editor.edit(step, |ledger| taken.put(ledger)).is_some() {
            let back = move || workspace.undo();
            editor.toaster.say_with(words.taken, editor.texts.shell.take_back, back);
            to_form();
        }
    };
    let close = Callback::new(move |()| asking.set(Vec::new()));
    let offer = move || match standing.get() {
        Err((true, why)) => view! {
            <p class="note">{why}</p>
            <p class="acts">
                <button type="button" class="button" on:click=move |_| to_form()>
                    {(words.go_on)(column.get())}
                </button>
            </p>
        }
        .into_any(),
        Err((false, why)) => view! { <p class="note is-warn">{why}</p> }.into_any(),
        Ok(true) => view! {
            <p class="acts">
                <button type="button" class="button primary" on:click=move |_| run(false)>
                    {(words.review_this)(column.get())}
                </button>
            </p>
        }
        .into_any(),
        Ok(false) => view! {
            <p class="acts">
                <button type="button" class="button" on:click=move |_| to_form()>
                    {(words.go_on)(column.get())}
                </button>
            </p>
        }
        .into_any(),
    };
    Some(view! {
        {offer}
        <Show when=move || !asking.read().is_empty()>
            <AskDialog
                title=words.ask_title
                on_close=close
                ok=words.take_anyway
                on_ok=move || run(true)
            >
                {move || {
                    let questions = asking.get().into_iter();
                    questions.map(|one| view! { <p>{(words.ask)(&one)}</p> }).collect_view()
                }}
            </AskDialog>
        </Show>
    })
}

/// The code is stored beside the form and can be recomputed where it is about an office; about a
/// person only the one who knows him can.
fn code_sign(form: &FormWithCode, standard: &Standard) -> AnyView {
    let merge = &Editor::here().texts.merge;
    let word = |says: &str| format!("{} {}　{says}", merge.code, form.check_code);
    if matches!(form.form.subject, Subject::Person { .. }) {
        return view! { <span class="mono">{word("")}</span> }.into_any();
    }
    let (state, says) = if check_code(&form.form, standard) == form.check_code {
        (State::Good, merge.code_right)
    } else {
        (State::Bad, merge.code_wrong)
    };
    view! { <Sign state word=word(says) /> }.into_any()
}

fn items(standard: &Standard, scored: &ScoredForm, reviewed: &[(Column, ScoredForm)]) -> AnyView {
    let texts = Editor::here().texts;
    let words = |shown| match shown {
        Shown::Unanswered => texts.merge.unanswered.to_owned(),
        Shown::Nothing => NOTHING.to_owned(),
        shown => shown_words(shown, texts),
    };
    standard
        .items()
        .into_iter()
        .map(|item| {
            let shown = scored.item(&item.id).map_or(Shown::Nothing, ScoredItem::shown);
            let is_open = matches!(shown, Shown::Unanswered | Shown::Nothing);
            let full = item.full_mark.map(|full| full.to_string()).unwrap_or_default();
            let others = reviewed.iter().map(|(_, scored)| {
                let shown = scored.item(&item.id).map_or(Shown::Nothing, ScoredItem::shown);
                view! { <td class="num">{shown_words(shown, texts)}</td> }
            });
            view! {
                <tr>
                    <td>{item.id.clone()}</td>
                    <th scope="row">{item.title.clone()}</th>
                    <td class="num">{full}</td>
                    <td class="num" class:quiet=is_open>
                        {words(shown)}
                    </td>
                    {others.collect_view()}
                </tr>
            }
        })
        .collect_view()
        .into_any()
}

/// So many forms are seen at a glance; more have a list to jump from.
const FEW: usize = 5;

/// The titles of the forms, each a way to its head.
#[component]
fn Jumps(seen: Arc<View>, heads: Vec<NodeRef<html::H2>>) -> impl IntoView {
    let jumps = seen.assessments.iter().zip(heads).map(|(one, head)| {
        let jump = move |_| {
            if let Some(head) = head.get_untracked() {
                head.scroll_into_view();
            }
        };
        view! {
            <button type="button" class="text-button" on:click=jump>
                {one.form.title.clone()}
            </button>
        }
    });
    let label = Editor::here().texts.merge.tab_forms;
    view! {
        <nav class="contents" aria-label=label>
            {jumps.collect_view()}
        </nav>
    }
}

/// The forms, or their figures where the file holds no more.
#[component]
pub fn Forms(seen: Arc<View>) -> impl IntoView {
    let texts = Editor::here().texts;
    let merge = &texts.merge;
    if !seen.assessments.is_empty() {
        let heads: Vec<_> = seen.assessments.iter().map(|_| NodeRef::new()).collect();
        let forms = heads.iter().enumerate();
        let forms =
            forms.map(|(place, head)| view! { <Form seen=seen.clone() place head=*head /> });
        let forms = forms.collect_view();
        let jumps = (heads.len() > FEW).then(|| view! { <Jumps seen heads /> });
        return view! {
            {jumps}
            {forms}
        }
        .into_any();
    }
    if seen.figures.forms.is_empty() {
        return view! { <NotThere /> }.into_any();
    }
    let rows = seen
        .figures
        .forms
        .iter()
        .map(|form| {
            let office = match &form.subject {
                Subject::Office { id } => seen.office_name(*id).to_owned(),
                Subject::Person { .. } => String::new(),
            };
            let total = form.total.map(|total| {
                let full = form.full_mark.map(|full| full.to_string()).unwrap_or_default();
                (merge.total)(&total.to_string(), &full)
            });
            view! {
                <tr>
                    <th scope="row">{office}</th>
                    <td>{form.rating.clone()}</td>
                    <td>{(merge.so_far)(form.answered, form.of)}</td>
                    <td class="num">{total}</td>
                    <td class="mono">{form.check_code.clone()}</td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <div class="table-scroll">
            <table class="data-table">
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
    .into_any()
}
