//! The written part of a form on paper, before the form itself.

use leptos::prelude::*;

use super::print::Frame;
use crate::assessment::paper::{Sheet, prose_height};
use crate::assessment::report::{Chapter, Paragraph, paragraphs};
use crate::i18n::messages::Messages;
use crate::model::report::Report;
use crate::model::standard::Standard;

/// Room on the sheets: 185 mm between the margins, less title and date line.
pub(super) const ROOM: Sheet = Sheet { first: 160.0, other: 170.0, end: 0.0 };

/// Between the margins, in millimetres.
const WIDTH: f64 = 273.0;

/// Of the head of a chapter, in millimetres.
const HEAD: f64 = 11.0;

/// What stays together on a sheet: a paragraph, with the head of its chapter before the first.
#[derive(Clone, PartialEq)]
pub(super) struct ReportRow {
    head: Option<String>,
    passage: String,
    text: String,
    /// It goes on a paragraph of the same passage.
    goes_on: bool,
}

/// The rows of a report with their heights.
pub(super) fn report_rows(
    standard: &Standard,
    report: &Report,
    texts: &Messages,
) -> Vec<(ReportRow, f64)> {
    let words = &texts.report;
    let mut head = None;
    let mut rows = Vec::new();
    for paragraph in paragraphs(standard, report) {
        match paragraph {
            Paragraph::Head(Chapter { area: None, .. }) => head = Some(words.whole.to_owned()),
            Paragraph::Head(Chapter { area: Some(id), title }) => {
                head = Some(format!("{id}\u{3000}{title}"));
            }
            Paragraph::Text(passage, text) => {
                let goes_on = passage.is_none();
                let passage = passage.map_or_else(String::new, words.paper_passage);
                let height = prose_height(&format!("{passage}{text}"), WIDTH)
                    + if head.is_some() { HEAD } else { 0.0 };
                rows.push((ReportRow { head: head.take(), passage, text, goes_on }, height));
            }
        }
    }
    rows
}

/// One sheet of the report.
#[component]
pub(super) fn ReportPaper(
    texts: &'static Messages,
    frame: Frame,
    at: usize,
    rows: Vec<ReportRow>,
) -> impl IntoView {
    let title = (texts.report.paper_title)(&frame.title);
    let (top, foot) = (frame.top(&title, at, texts), frame.foot(at, texts));
    let rows = rows
        .into_iter()
        .map(|row| {
            view! {
                {row.head.map(|head| view! { <h2>{head}</h2> })}
                <p class="indent">
                    {(!row.goes_on).then(|| view! { <b>{row.passage}</b> })} {row.text}
                </p>
            }
        })
        .collect_view();
    view! {
        <section class="paper landscape report-paper">
            {top} <div class="paper-text">{rows}</div> {foot}
        </section>
    }
}
