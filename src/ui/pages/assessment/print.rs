//! The official form on paper: A4 landscape, repeated heads, signatures, page numbers and the
//! check code.

use std::sync::Arc;

use leptos::prelude::*;

use super::Page;
use super::exchange_paper::{ExchangePaper, exchange_rows, exchange_sheets};
use super::form_rows::{FormRow, form_rows};
use super::paper_end::{SignBlock, Sum, signs_height};
use super::report_paper::{ROOM, ReportPaper, report_rows};
use crate::assessment::check_code::check_code;
use crate::assessment::paper::{HANDWRITING, Row, Sheet, row_height, sheets, sheets_of_groups};
use crate::assessment::scored::ScoredForm;
use crate::browser::location;
use crate::i18n::messages::Messages;
use crate::model::assessment::{Assessment, Column, ItemAnswer, Subject};
use crate::model::review::Round;
use crate::route::{AssessmentView, Route};
use crate::ui::components::field::Tick;
use crate::ui::components::icon::{Icon, IconView};
use crate::ui::landscape::print_landscape;
use crate::ui::pages::assessments::subject_words;
use crate::ui::words::{office_words, shown_words};

/// Widths of the columns in millimetres, up to the evidence. With the mark of one reviewer and the
/// comments they fill the 273 mm between the margins.
const WIDTHS: [f64; 10] = [8.0, 16.0, 21.0, 44.0, 20.0, 12.0, 47.0, 13.0, 36.0, 26.0];
const MARK: f64 = 13.0;
/// Comments written by hand, and printed ones.
const NOTES: [f64; 2] = [17.0, 30.0];

/// The widths with so many reviewers: what they need is taken from the two columns of long texts.
fn widths(reviewers: usize, has_notes: bool) -> Vec<f64> {
    let [by_hand, printed] = NOTES;
    let notes = if has_notes { printed } else { by_hand };
    let more = MARK * (reviewers as f64 - 1.0) + notes - by_hand;
    let shrunk = WIDTHS.iter().enumerate().map(|(place, width)| match place {
        3 | 6 => width - more / 2.0,
        _ => *width,
    });
    shrunk.chain(std::iter::repeat_n(MARK, reviewers)).chain([notes]).collect()
}

/// What the reviewers say of an item: a mark each, and their comments.
#[derive(Clone, Default)]
struct Reviewed {
    marks: Vec<String>,
    notes: String,
}

/// The columns of reviewers that are used, scored.
fn reviewers(page: Page, form: &Assessment) -> Vec<(Column, Arc<ScoredForm>)> {
    let columns = Column::ALL.into_iter().filter(|column| *column != Column::Own);
    columns
        .filter(|column| form.answers(*column).is_some_and(|answers| !answers.items.is_empty()))
        .filter_map(|column| Some((column, page.scored_of(column)?)))
        .collect()
}

fn reviewed(
    form: &Assessment,
    columns: &[(Column, Arc<ScoredForm>)],
    item: &str,
    texts: &Messages,
) -> Reviewed {
    let mark = |(_, scored): &(Column, Arc<ScoredForm>)| {
        let item = scored.item(item);
        item.map_or_else(String::new, |item| shown_words(item.shown(), texts))
    };
    let notes: Vec<_> = columns
        .iter()
        .filter_map(|(column, _)| Some((*column, form.item(*column, item)?)))
        .flat_map(|(column, answer)| {
            let by_hand = answer.hand_mark.as_ref().map_or("", |hand| hand.reason.as_str());
            [(column, by_hand), (column, &answer.note)]
        })
        .filter(|(_, words)| !words.is_empty())
        .map(|(column, words)| match columns.len() {
            1 => words.to_owned(),
            _ => (texts.review.named_opinion)(column, words),
        })
        .collect();
    let marks = columns.iter().map(mark);
    Reviewed {
        marks: if columns.is_empty() { vec![String::new()] } else { marks.collect() },
        notes: notes.join(texts.assessment.loss_end),
    }
}

/// Room on the sheets: 185 mm between the margins, less title, date line and head. `end` is what
/// stands under the rows.
fn room(end: f64) -> Sheet {
    Sheet { first: 155.0, other: 163.0, end }
}

/// What is the same on every sheet.
#[derive(Clone)]
pub(super) struct Frame {
    standard: String,
    pub title: String,
    office: String,
    year: String,
    date: String,
    check_code: String,
    pages: usize,
    /// The reviewers whose columns stand on it, and what they come to: where nobody has reviewed
    /// yet, the one who is to do it by hand.
    reviewers: Vec<(Column, String)>,
    widths: Vec<f64>,
}

impl Frame {
    /// What stands over a sheet: a title and when it was filled over the first of its part.
    pub(super) fn top(&self, title: &str, at: usize, texts: &'static Messages) -> AnyView {
        let head = (at == 0).then(|| view! { <h1>{title.to_owned()}</h1> });
        let more = (at > 0).then(|| view! { <span>{(texts.assessment.paper_more)(title)}</span> });
        let date = (at == 0).then(|| view! { <span>{self.date.clone()}</span> });
        view! {
            {head}
            <div class="paper-meta">
                {more} <span>{self.office.clone()}</span> <span>{self.year.clone()}</span> {date}
            </div>
        }
        .into_any()
    }

    /// What stands below a sheet; `at` counts from 0 through all sheets.
    pub(super) fn foot(&self, at: usize, texts: &'static Messages) -> AnyView {
        view! {
            <footer class="paper-foot">
                <span>{self.standard.clone()}</span>
                <span>{self.check_code.clone()}</span>
                <span>{(texts.assessment.page_of)(at + 1, self.pages)}</span>
            </footer>
        }
        .into_any()
    }
}

#[component]
pub(super) fn PrintView(page: Page) -> impl IntoView {
    let texts = page.editor.texts;
    let words = &texts.assessment;
    // The sheets have margins of their own.
    print_landscape("0");
    // What was written beside the marks is part of the paper unless it is left out.
    let (with_notes, with_exchange) = (RwSignal::new(true), RwSignal::new(true));
    let has_notes = Memo::new(move |_| {
        let noted = |item: &ItemAnswer| !item.note.is_empty() && !item.not_applicable;
        page.form.with(|form| {
            let answers = form.as_ref().and_then(|form| form.answers(Column::Own));
            answers.is_some_and(|answers| answers.items.values().any(noted))
        })
    });
    let has_exchange = Memo::new(move |_| {
        let said = |round: &Round| !round.note.trim().is_empty() || !round.comments.is_empty();
        page.form.with(|form| form.as_ref().is_some_and(|form| form.rounds.iter().any(said)))
    });
    let papers = move || {
        let (form, standard, scored) =
            (page.form.get()?, page.standard.get()?, page.own_scored.get()?);
        let columns = reviewers(page, &form);
        let remarks =
            if with_exchange.get() { exchange_rows(&form, &standard, texts) } else { vec![] };
        // The written part comes first.
        let written = report_rows(&standard, &form.report, texts);
        let heights: Vec<_> = written.iter().map(|(_, height)| *height).collect();
        let report = if written.is_empty() { Vec::new() } else { sheets(&heights, ROOM) };
        let rows: Vec<_> = form_rows(&form, &standard, Column::Own, &scored, texts)
            .into_iter()
            .flat_map(|area| area.rows)
            .map(|mut row| {
                if !with_notes.get() {
                    row.note.clear();
                }
                let reviewed = reviewed(&form, &columns, &row.id, texts);
                (row, reviewed)
            })
            .collect();
        let has_notes = rows.iter().any(|(_, reviewed)| !reviewed.notes.is_empty());
        let signing = columns.len().max(1);
        let widths = widths(signing, has_notes);
        let sharing = sharing_rows(&rows, &widths);
        let reason = form.columns.get(&Column::Own).map(|sheet| sheet.open_reason.as_str());
        let sum = Sum::new(page.official(), &scored, &standard, reason.unwrap_or_default(), texts);
        let parts = sheets_of_groups(&sharing, room(sum.height(&widths) + signs_height(signing)));
        let exchange = exchange_sheets(&remarks);
        let today = page.editor.workspace.today();
        let ledger = page.editor.workspace.ledger_untracked();
        let head = &standard.head;
        let frame = Frame {
            standard: (words.standard_words)(&head.title, &head.version, head.example),
            title: form.title.clone(),
            office: match form.subject {
                Subject::Person { id } => {
                    let office = ledger.person(id).map(|person| person.office);
                    let office = office.map(|office| office_words(office, &ledger));
                    let name = subject_words(&form.subject, &ledger);
                    (words.filled_for_person)(&name, &office.unwrap_or_default())
                }
                // Paper that is sealed names the office in full.
                Subject::Office { id } => (words.filled_for)(ledger.office_name(id)),
            },
            year: (words.for_year)(form.year),
            date: (words.filled_on)(today.year(), today.month(), today.day()),
            check_code: (words.check_code)(&check_code(&form, &standard)),
            pages: report.len() + parts.len() + exchange.len(),
            reviewers: match columns.as_slice() {
                [] => vec![(Column::Assessed, String::new())],
                used => used
                    .iter()
                    .map(|(column, scored)| {
                        // What a part comes to would be read as the mark of the whole.
                        let total = scored.total.filter(|_| !scored.draft);
                        (*column, total.map_or_else(String::new, |mark| mark.to_string()))
                    })
                    .collect(),
            },
            widths,
        };
        let before = report.len();
        let report = report.iter().enumerate().map(|(at, (start, end))| {
            let rows = written.get(*start..*end).unwrap_or_default().iter();
            let rows = rows.map(|(row, _)| row.clone()).collect();
            view! { <ReportPaper texts frame=frame.clone() at rows /> }
        });
        let report = report.collect_view();
        let papers = parts.iter().enumerate().map(|(at, (start, end))| {
            let rows = rows.get(*start..*end).unwrap_or_default().to_vec();
            let sum = (at + 1 == parts.len()).then(|| sum.clone());
            view! { <Paper texts frame=frame.clone() at before rows sum /> }
        });
        let papers = papers.collect_view();
        let exchange = exchange.into_iter().enumerate().map(|(at, rows)| {
            let before = before + parts.len();
            view! { <ExchangePaper texts frame=frame.clone() at before rows /> }
        });
        Some((report, papers, exchange.collect_view()))
    };
    view! {
        <main class="page print-page">
            <div class="page-head no-print">
                <a class="crumb" href=Route::Assessment(page.id, AssessmentView::Items).href()>
                    {texts.assessments.title}
                </a>
                <h1>{move || page.form.get().map(|form| form.title.clone())}</h1>
                <span class="about">{words.paper_about}</span>
                <div class="actions">
                    <Show when=move || has_notes.get()>
                        <Tick label=words.print_notes on=with_notes />
                    </Show>
                    <Show when=move || has_exchange.get()>
                        <Tick label=texts.review.print_exchange on=with_exchange />
                    </Show>
                    <a
                        class="button"
                        href=Route::Assessment(page.id, AssessmentView::Table).href()
                    >
                        {words.table}
                    </a>
                    <button
                        type="button"
                        class="button primary"
                        on:click=move |_| location::print()
                    >
                        <IconView icon=Icon::Print />
                        {words.print_view}
                    </button>
                </div>
            </div>
            <div class="papers">{papers}</div>
        </main>
    }
}

/// The texts of a row with the widths of their columns.
fn height(row: &FormRow, reviewed: &Reviewed, widths: &[f64]) -> f64 {
    let [_, _, title, content, methods, _, scoring, _, why, evidence, ..] = widths else {
        return HANDWRITING;
    };
    let (title, content) = (*title, *content);
    let (methods, scoring, why, evidence) = (*methods, *scoring, *why, *evidence);
    let notes = widths.last().copied().unwrap_or_default();
    let why_lost = [row.why_lost.as_str(), &row.note].join("\n");
    let cells = [
        (reviewed.notes.as_str(), notes),
        (row.title.as_str(), title),
        (row.content.as_str(), content),
        (row.methods.as_str(), methods),
        (row.scoring.as_str(), scoring),
        (why_lost.trim(), why),
        (row.evidence.as_str(), evidence),
    ];
    row_height(HANDWRITING, cells)
}

/// The heights of the rows; those of an area share its cell.
fn sharing_rows(rows: &[(FormRow, Reviewed)], widths: &[f64]) -> Vec<Row> {
    let area = widths.get(1).copied().unwrap_or_default();
    let groups = rows.chunk_by(|(one, _), (next, _)| one.area == next.area).enumerate();
    let heights = groups.flat_map(|(group, rows)| {
        rows.iter().map(move |(row, reviewed)| Row {
            height: height(row, reviewed, widths),
            shared: row_height(HANDWRITING, [(row.area.as_str(), area)]),
            group,
        })
    });
    heights.collect()
}

/// One sheet.
#[component]
fn Paper(
    texts: &'static Messages,
    frame: Frame,
    at: usize,
    /// So many sheets come before the form.
    before: usize,
    rows: Vec<(FormRow, Reviewed)>,
    sum: Option<Sum>,
) -> impl IntoView {
    let words = &texts.assessment;
    let is_last = sum.is_some();
    let (top, foot) = (frame.top(&frame.title, at, texts), frame.foot(before + at, texts));
    let plain = |head: &str| (head.to_owned(), false);
    let before = [
        words.number,
        words.area,
        words.item,
        words.content,
        words.method,
        words.marks,
        words.scoring,
    ];
    let (columns, totals): (Vec<_>, Vec<_>) = frame.reviewers.into_iter().unzip();
    let opinion = match columns.as_slice() {
        [one] => (texts.review.opinion)(*one),
        _ => texts.review.opinions.to_owned(),
    };
    let marks = columns.iter().map(|column| ((texts.review.mark_of)(*column).to_owned(), true));
    let heads = before
        .map(plain)
        .into_iter()
        .chain([(words.own_mark.to_owned(), true)])
        .chain([words.why_lost, words.evidence].map(plain))
        .chain(marks)
        .chain([(opinion, false)])
        .map(|(head, is_mark)| view! { <th class:mark-head=is_mark>{head}</th> })
        .collect_view();
    let spans = area_spans(&rows);
    let lines = rows
        .into_iter()
        .zip(spans)
        .map(|((row, reviewed), span)| view! { <PaperRow texts row reviewed span /> })
        .collect_view();
    view! {
        <section class="paper landscape">
            {top}
            <table class="form-table">
                <colgroup>
                    {frame
                        .widths
                        .into_iter()
                        .map(|width| view! { <col style:width=format!("{width}mm") /> })
                        .collect_view()}
                </colgroup>
                <thead>
                    <tr>{heads}</tr>
                </thead>
                <tbody>
                    {lines}
                    {sum
                        .map(|sum| {
                            view! {
                                <tr class="sum-row">
                                    <td colspan="2">{words.sum}</td>
                                    <td colspan="3">{sum.words}</td>
                                    <td class="n">{sum.full_mark}</td>
                                    <td></td>
                                    <td class="n b">{sum.total}</td>
                                    <td colspan="2"></td>
                                    {totals
                                        .into_iter()
                                        .map(|total| view! { <td class="n b">{total}</td> })
                                        .collect_view()}
                                    <td></td>
                                </tr>
                            }
                        })}
                </tbody>
            </table>
            {is_last.then(|| view! { <SignBlock texts columns /> })}
            {foot}
        </section>
    }
}

/// How many rows the area cell of each row spans; none where the cell above covers it.
fn area_spans(rows: &[(FormRow, Reviewed)]) -> Vec<Option<usize>> {
    let mut spans = Vec::new();
    for group in rows.chunk_by(|(one, _), (next, _)| one.area == next.area) {
        spans.push(Some(group.len()));
        spans.resize(spans.len() + group.len() - 1, None);
    }
    spans
}

#[component]
fn PaperRow(
    texts: &'static Messages,
    row: FormRow,
    reviewed: Reviewed,
    span: Option<usize>,
) -> impl IntoView {
    view! {
        <tr>
            <td class="c">{row.number}</td>
            {span
                .map(|span| {
                    view! {
                        <td class="c" rowspan=span.to_string()>
                            {row.area}
                        </td>
                    }
                })}
            <td>{row.title}</td>
            <td>{row.content}</td>
            <td>{row.methods}</td>
            <td class="n">{row.full_mark.map(|mark| mark.to_string())}</td>
            <td>{row.scoring}</td>
            <td class="n b">{shown_words(row.mark, texts)}</td>
            <td>
                {row.why_lost}
                {(!row.note.is_empty()).then(|| view! { <p class="paper-remark">{row.note}</p> })}
            </td>
            <td>{row.evidence}</td>
            {reviewed
                .marks
                .into_iter()
                .map(|mark| view! { <td class="n b">{mark}</td> })
                .collect_view()}
            <td>{reviewed.notes}</td>
        </tr>
    }
}
