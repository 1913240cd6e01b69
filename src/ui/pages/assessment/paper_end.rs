//! What stands under the rows of the official form: the sum, who signs, and the note.

use std::sync::Arc;

use leptos::prelude::*;

use crate::assessment::paper::row_height;
use crate::assessment::scored::{ItemState, ScoredForm};
use crate::i18n::messages::Messages;
use crate::i18n::sums::{area_notes, total_words};
use crate::model::assessment::Column;
use crate::model::standard::Standard;
use crate::ui::words::rating_words;

/// The sum row and a line to sign, in millimetres.
const ROW: f64 = 9.2;
const SIGN: f64 = 13.0;

/// The sum row.
#[derive(Clone)]
pub(super) struct Sum {
    pub full_mark: String,
    pub total: String,
    pub words: String,
}

impl Sum {
    pub(super) fn new(
        official: Option<(Column, Arc<ScoredForm>)>,
        scored: &ScoredForm,
        standard: &Standard,
        open_reason: &str,
        texts: &Messages,
    ) -> Self {
        // Where a reviewer has the last word, the paper says by whom the result goes.
        let result = official.filter(|(column, _)| *column != Column::Own);
        let result = result.and_then(|(column, scored)| {
            let total = (texts.review.by_column)(&scored.total?.to_string(), column);
            let rating = rating_words(&scored, texts).unwrap_or_default();
            Some((texts.review.result_words)(&total, &rating))
        });
        let whose = if result.is_some() { (texts.assessment.column)(Column::Own) } else { "" };
        let left_out = scored
            .items()
            .iter()
            .filter(|item| matches!(item.state, ItemState::LeftOut | ItemState::NotApplicableFull))
            .count();
        let open = scored.of - scored.answered;
        Self {
            full_mark: scored.full_mark.map_or_else(String::new, |mark| mark.to_string()),
            total: scored.total.map_or_else(String::new, |mark| mark.to_string()),
            words: [
                Some((texts.assessment.sum_words)(scored.answered, left_out, open)),
                Some(area_notes(scored.all_areas(), standard, texts).concat()),
                total_words(scored, texts),
                rating_words(scored, texts)
                    .map(|rating| (texts.assessment.rating_is)(whose, &rating)),
                result,
                (!open_reason.is_empty()).then(|| (texts.assessment.open_reason)(open_reason)),
            ]
            .into_iter()
            .flatten()
            .collect(),
        }
    }

    /// The height of the row in millimetres: the words stand under title, content and methods.
    pub(super) fn height(&self, widths: &[f64]) -> f64 {
        let width = widths.iter().skip(2).take(3).sum();
        row_height(ROW, [(self.words.as_str(), width)])
    }
}

/// The height of the signatures of the office and of so many reviewers, with the note under them.
pub(super) fn signs_height(reviewers: usize) -> f64 {
    10.0 + SIGN * (1.0 + reviewers as f64)
}

/// Who signs, with room for the seal.
#[component]
pub(super) fn SignBlock(texts: &'static Messages, columns: Vec<Column>) -> impl IntoView {
    let words = &texts.assessment;
    let [filled, checked, head, seal] = words.sign_own;
    let reviewers = columns
        .into_iter()
        .map(|column| {
            let [opinion, leader] = (words.sign_reviewer)(column);
            view! {
                <tr>
                    <th>{opinion}</th>
                    <td colspan="5"></td>
                    <th>{leader}</th>
                    <td class="date">{words.sign_date}</td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <table class="sign-block">
            <tbody>
                <tr>
                    <th>{filled}</th>
                    <td></td>
                    <th>{checked}</th>
                    <td></td>
                    <th>{head}</th>
                    <td></td>
                    <th>{seal}</th>
                    <td class="date">{words.sign_date}</td>
                </tr>
                {reviewers}
            </tbody>
        </table>
        <p class="paper-note">{words.paper_note}</p>
    }
}
