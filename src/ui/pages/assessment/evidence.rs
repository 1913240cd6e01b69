//! At the right: the evidence as metadata, and the marks of all parties.

use leptos::prelude::*;

use super::Asked;
use super::issue_table::{progress, reasons_words};
use super::piece::{ADD, Open, PieceForm, SHOWN, TITLE};
use crate::assessment::issues::{official_issues, previous};
use crate::i18n::format::{NOTHING, points};
use crate::model::assessment::{Column, Evidence};
use crate::model::mending::Spot;
use crate::route::{AssessmentView, Route};
use crate::ui::components::icon::{Icon, IconView};
use crate::ui::components::sign::Sign;
use crate::ui::focus;
use crate::ui::kept_files::{Room, SaveFile};
use crate::ui::words::short_shown_words;

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
                        .enumerate()
                        .map(|(at, title): (usize, String)| {
                            let label = title.clone();
                            let add = move |_| {
                                let title = title.clone();
                                let next = format!(".suggested :nth-child({})", at + 1);
                                focus::lead_on(".evidence", &[&next, ADD]);
                                asked
                                    .change(|answer| {
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
                        on:click=move |_| {
                            focus::lead_on(".evidence", &[TITLE]);
                            open.set(Open::New);
                        }
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
                <p class="note">{words.evidence_about} <Room /></p>
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
    let file = piece.clone();
    let about: Vec<_> = date
        .into_iter()
        .chain([piece.number, piece.place])
        .chain(piece.sha256.get(..SHOWN).map(|start| format!("SHA-256 {start}…")))
        .filter(|text| !text.is_empty())
        .collect();
    view! {
        <li>
            <IconView icon=Icon::File />
            <button
                type="button"
                class="piece"
                on:click=move |_| {
                    focus::lead_on(".evidence", &[TITLE]);
                    open.set(Open::At(at));
                }
            >
                {piece.title}
            </button>
            <SaveFile piece=file />
            {(!about.is_empty()).then(|| view! { <span class="note">{about.join("\u{3000}")}</span> })}
        </li>
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
                <p>{reasons_words(&issue, page.editor.texts)} " " <b class="is-bad">{lost}</b></p>
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
    let mark = move |column| {
        let scored = page.reviewed(column)?;
        let shown = asked.item.with_value(|item| Some(scored.item(&item.id)?.shown()))?;
        Some(short_shown_words(shown, page.editor.texts)).filter(|words| !words.is_empty())
    };
    let marks = Column::ALL
        .into_iter()
        .map(|column| {
            view! {
                <td class="num">
                    {move || match mark(column) {
                        Some(mark) => view! { <b>{mark}</b> }.into_any(),
                        None => view! { <span class="quiet">{NOTHING}</span> }.into_any(),
                    }}
                </td>
            }
        })
        .collect_view();
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
