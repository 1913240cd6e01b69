//! At the right: the evidence as metadata, and the marks of all parties.

use jiff::civil::Date;
use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

use super::Asked;
use super::issue_table::progress;
use crate::assessment::issues::{official_issues, previous};
use crate::assessment::scoring::score_column;
use crate::browser::files;
use crate::i18n::format::points;
use crate::model::assessment::{Column, Evidence};
use crate::model::canonical::sha256;
use crate::model::mending::Spot;
use crate::model::people::Rejection;
use crate::route::{AssessmentView, Route};
use crate::ui::components::field::{Entry, EntryLine};
use crate::ui::components::icon::{Icon, IconView};
use crate::ui::components::sign::Sign;

/// So much of a hash is shown.
const SHOWN: usize = 12;

/// What is edited: a piece of evidence by its place, or a new one.
#[derive(Clone, Copy, PartialEq)]
enum Open {
    Nothing,
    New,
    At(usize),
}

#[component]
pub(super) fn EvidenceView(asked: Asked) -> impl IntoView {
    let words = &asked.page.editor.texts.assessment;
    let open = RwSignal::new(Open::Nothing);
    let pieces = Memo::new(move |_| asked.answer.read().evidence.clone());
    let suggested = move || {
        let have = pieces.get();
        let missing: Vec<_> = asked.item.with_value(|item| {
            let all = item.evidence.iter();
            all.filter(|title| have.iter().all(|piece| piece.title != **title)).cloned().collect()
        });
        (!missing.is_empty()).then(|| {
            view! {
                <p class="note">{words.suggested}</p>
                <p class="suggested">
                    {missing
                        .into_iter()
                        .map(|title: String| {
                            let label = title.clone();
                            let add = move |_| {
                                let title = title.clone();
                                asked
                                    .change(
                                        true,
                                        |answer| {
                                            answer
                                                .evidence
                                                .push(Evidence {
                                                    title,
                                                    ..Evidence::default()
                                                });
                                        },
                                    );
                            };
                            view! {
                                <button
                                    type="button"
                                    class="chip"
                                    disabled=move || asked.page.is_locked()
                                    on:click=add
                                >
                                    {label}
                                    <IconView icon=Icon::Plus />
                                </button>
                            }
                        })
                        .collect_view()}
                </p>
            }
        })
    };
    view! {
        <aside class="region evidence" aria-label=words.evidence>
            <section>
                <h3>
                    {words.evidence}
                    <span class="quiet">{move || (words.copies)(pieces.read().len())}</span>
                    <button
                        type="button"
                        class="text-button push"
                        disabled=move || asked.page.is_locked()
                        on:click=move |_| open.set(Open::New)
                    >
                        <IconView icon=Icon::Plus />
                        {words.add}
                    </button>
                </h3>
                <ul>
                    {move || {
                        pieces
                            .get()
                            .into_iter()
                            .enumerate()
                            .map(|(at, piece)| view! { <Piece open at piece /> })
                            .collect_view()
                    }}
                </ul>
                {move || {
                    let piece = match open.get() {
                        Open::Nothing => return None,
                        Open::New => Evidence::default(),
                        Open::At(at) => pieces.with_untracked(|all| all.get(at).cloned())?,
                    };
                    Some(view! { <PieceForm asked open piece /> })
                }}
                {suggested}
                <p class="note">{words.evidence_about}</p>
            </section>
            <section>
                <h3>{words.columns}</h3>
                <Columns asked />
            </section>
            <LastIssue asked />
        </aside>
    }
}

#[component]
fn Piece(open: RwSignal<Open>, at: usize, piece: Evidence) -> impl IntoView {
    let date = piece.date.map(|date| date.to_string());
    let about: Vec<_> = date
        .into_iter()
        .chain([piece.number, piece.place])
        .chain(piece.sha256.get(..SHOWN).map(|start| format!("SHA-256 {start}…")))
        .filter(|text| !text.is_empty())
        .collect();
    view! {
        <li>
            <IconView icon=Icon::File />
            <button type="button" class="piece" on:click=move |_| open.set(Open::At(at))>
                {piece.title}
            </button>
            {(!about.is_empty()).then(|| view! { <span class="note">{about.join("\u{3000}")}</span> })}
        </li>
    }
}

/// The form of one piece.
#[component]
fn PieceForm(asked: Asked, open: RwSignal<Open>, piece: Evidence) -> impl IntoView {
    let texts = asked.page.editor.texts;
    let words = &texts.assessment;
    let title = Entry::new(piece.title.clone());
    let date = Entry::new(piece.date.map_or_else(String::new, |date| date.to_string()));
    let number = Entry::new(piece.number.clone());
    let place = Entry::new(piece.place.clone());
    let hash = RwSignal::new(piece.sha256.clone());
    let piece = StoredValue::new(piece);
    let pick = move |event: leptos::ev::Event| {
        let Some(file) = files::chosen(&event).into_iter().next() else { return };
        let toaster = asked.page.editor.toaster;
        spawn_local(async move {
            match files::read(&file).await {
                Some(bytes) => {
                    // The fields may have gone before a large file was read.
                    if hash.try_set(sha256(&bytes)).is_some() {
                        return;
                    }
                    if title.named().is_none() {
                        title.set(file.name());
                    }
                }
                None => toaster.refuse(words.evidence_unread),
            }
        });
    };
    let keep = move |_| {
        let missing = (texts.model.rejection)(&Rejection::MissingName);
        let Some(name) = title.need(title.named(), &missing) else { return };
        let mut piece = piece.get_value();
        piece.title = name;
        piece.date = date.read::<Date>();
        piece.number = number.get();
        piece.place = place.get();
        piece.sha256 = hash.get_untracked();
        let at = open.get_untracked();
        let kept = asked.change(true, |answer| match at {
            Open::At(at) => {
                if let Some(old) = answer.evidence.get_mut(at) {
                    *old = piece;
                }
            }
            Open::New | Open::Nothing => answer.evidence.push(piece),
        });
        if kept {
            open.set(Open::Nothing);
        }
    };
    let remove = move |_| {
        if let Open::At(at) = open.get_untracked() {
            asked.change(true, |answer| {
                if at < answer.evidence.len() {
                    answer.evidence.remove(at);
                }
            });
        }
        open.set(Open::Nothing);
    };
    view! {
        <fieldset class="bare piece-form" disabled=move || asked.page.is_locked()>
            <EntryLine label=words.evidence_title entry=title />
            <EntryLine label=words.evidence_number entry=number />
            <EntryLine label=words.evidence_date entry=date kind="date" />
            <EntryLine label=words.evidence_place entry=place />
            <p class="piece-file">
                <label class="button small">
                    {words.evidence_pick}
                    <input type="file" class="only-reader" on:change=pick />
                </label>
                <Show when=move || !hash.read().is_empty()>
                    <span class="note mono" title=move || hash.get()>
                        {words.evidence_file}
                        " "
                        {move || hash.with(|hash| hash.get(..SHOWN).unwrap_or_default().to_owned())}
                        "…"
                    </span>
                    <button
                        type="button"
                        class="icon-button small"
                        title=words.evidence_forget
                        on:click=move |_| hash.set(String::new())
                    >
                        <IconView icon=Icon::Close />
                    </button>
                </Show>
            </p>
            <p class="piece-acts">
                <button type="button" class="button small" on:click=keep>
                    {texts.shell.save}
                </button>
                <button
                    type="button"
                    class="text-button"
                    on:click=move |_| open.set(Open::Nothing)
                >
                    {texts.shell.cancel}
                </button>
                {(open.get_untracked() != Open::New)
                    .then(|| {
                        view! {
                            <button type="button" class="text-button is-bad" on:click=remove>
                                {words.remove}
                            </button>
                        }
                    })}
            </p>
        </fieldset>
    }
}

/// What was wrong with the item in the period before, and whether it has been put right.
#[component]
fn LastIssue(asked: Asked) -> impl IntoView {
    let page = asked.page;
    let words = &page.editor.texts.analysis;
    let spot = asked.item.with_value(|item| Spot::Item(item.id.clone()));
    let found = page.editor.workspace.select(move |ledger| {
        let last = previous(ledger, ledger.assessments.get(&page.id)?)?;
        let (_, issues) = official_issues(ledger, last)?;
        let issue = issues.into_iter().find(|issue| issue.spot == spot)?;
        Some((last.id, last.year, issue))
    });
    move || {
        let (form, year, issue) = found.get()?;
        let (state, word) =
            progress(&issue.mending, page.editor.workspace.today(), page.editor.texts);
        let lost = format!("−{}", points(issue.points));
        Some(view! {
            <section>
                <h3>
                    {words.last_issue}
                    <a
                        class="text-button push"
                        href=Route::Assessment(form, AssessmentView::Analysis).href()
                    >
                        {(words.last)(year)}
                    </a>
                </h3>
                <p>{issue.reasons.join(words.reasons_end)} " " <b class="is-bad">{lost}</b></p>
                <p>
                    <Sign state word />
                    " "
                    <span class="note">{issue.mending.owner.clone()}</span>
                </p>
            </section>
        })
    }
}

/// The mark of each column, side by side and never averaged.
#[component]
pub(super) fn Columns(asked: Asked) -> impl IntoView {
    let page = asked.page;
    let words = &page.editor.texts.assessment;
    let marks = move || {
        let (form, standard) = (page.form.get()?, page.standard.get()?);
        let id = asked.item.with_value(|item| item.id.clone());
        Some(
            Column::ALL
                .into_iter()
                .map(|column| {
                    let mark = form
                        .answers(column)
                        .and_then(|_| score_column(&standard, &form, column).ok())
                        .and_then(|scored| scored.item(&id).and_then(|item| item.mark));
                    view! {
                        <td class="num">
                            {mark
                                .map_or_else(
                                    || view! { <span class="quiet">"—"</span> }.into_any(),
                                    |mark| view! { <b>{points(mark)}</b> }.into_any(),
                                )}
                        </td>
                    }
                })
                .collect_view(),
        )
    };
    view! {
        <table class="three">
            <thead>
                <tr>
                    {Column::ALL
                        .into_iter()
                        .map(|column| view! { <th class="num">{(words.column)(column)}</th> })
                        .collect_view()}
                </tr>
            </thead>
            <tbody>
                <tr>{marks}</tr>
            </tbody>
        </table>
    }
}
