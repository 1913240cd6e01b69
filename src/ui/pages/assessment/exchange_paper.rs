//! The exchange (往来意见) on paper, behind the form.

use leptos::prelude::*;

use super::print::Frame;
use super::thread::round_number;
use crate::assessment::exchange::{Remark, remarks};
use crate::assessment::paper::{HANDWRITING, Sheet, row_height, sheets};
use crate::i18n::messages::Messages;
use crate::model::assessment::Assessment;
use crate::model::standard::Standard;

/// Room on the sheets: 185 mm between the margins, less title, date line and head.
const ROOM: Sheet = Sheet { first: 158.0, other: 166.0, end: 0.0 };

/// Widths of the columns in millimetres.
const WIDTHS: [f64; 6] = [22.0, 42.0, 22.0, 47.0, 80.0, 60.0];

/// Day, who said it, the step, the item, what was said, what was replied.
pub(super) type ExchangeRow = [String; 6];

fn exchange_row(form: &Assessment, remark: &Remark<'_>, texts: &Messages) -> ExchangeRow {
    let words = &texts.review;
    let Remark { number, title, said } = remark;
    let round = said.round;
    let is_whole = title.is_empty() && number.is_none();
    let item = match number {
        Some(number) => format!("{number}\u{3000}{title}"),
        None if is_whole => words.note.to_owned(),
        None => (*title).to_owned(),
    };
    let reply = match said.reply {
        Some(reply) => (words.replied)(&reply.kind, &reply.at.date().to_string(), &reply.text),
        None if is_whole => String::new(),
        None => words.not_replied.to_owned(),
    };
    let step = [(words.round)(round_number(form, said.place)), (words.kind)(&round.kind)];
    [
        round.at.date().to_string(),
        format!("{}\u{3000}{}", (texts.assessment.column)(round.column), round.by),
        step.join("\u{3000}"),
        item,
        said.text.to_owned(),
        reply,
    ]
}

/// The rows of the exchange; none where nothing was said.
pub(super) fn exchange_rows(
    form: &Assessment,
    standard: &Standard,
    texts: &Messages,
) -> Vec<ExchangeRow> {
    remarks(form, standard).iter().map(|remark| exchange_row(form, remark, texts)).collect()
}

/// The rows of each sheet.
pub(super) fn exchange_sheets(rows: &[ExchangeRow]) -> Vec<Vec<ExchangeRow>> {
    let height =
        |row: &ExchangeRow| row_height(HANDWRITING, row.iter().map(String::as_str).zip(WIDTHS));
    let heights: Vec<_> = rows.iter().map(height).collect();
    let sheets = if rows.is_empty() { Vec::new() } else { sheets(&heights, ROOM) };
    let rows = sheets.into_iter().map(|(start, end)| rows.get(start..end).unwrap_or_default());
    rows.map(<[_]>::to_vec).collect()
}

/// One sheet of the exchange.
#[component]
pub(super) fn ExchangePaper(
    texts: &'static Messages,
    frame: Frame,
    at: usize,
    /// So many sheets come before the exchange.
    before: usize,
    rows: Vec<ExchangeRow>,
) -> impl IntoView {
    let words = &texts.review;
    let title = (words.exchange_title)(&frame.title);
    let (top, foot) = (frame.top(&title, at, texts), frame.foot(before + at, texts));
    let line = |row: ExchangeRow| {
        view! { <tr>{row.map(|text| view! { <td>{text}</td> }).collect_view()}</tr> }
    };
    view! {
        <section class="paper landscape exchange-paper">
            {top}
            <table class="form-table">
                <colgroup>
                    {WIDTHS
                        .map(|width| view! { <col style:width=format!("{width}mm") /> })
                        .collect_view()}
                </colgroup>
                <thead>
                    <tr>{words.exchange_heads.map(|head| view! { <th>{head}</th> }).collect_view()}</tr>
                </thead>
                <tbody>{rows.into_iter().map(line).collect_view()}</tbody>
            </table>
            {foot}
        </section>
    }
}
