//! The rows of the official table, for the screen and for the paper.

use crate::assessment::exact::Exact;
use crate::assessment::scored::{ItemState, ScoredArea, ScoredForm, Shown};
use crate::i18n::format::{exact_points, points};
use crate::i18n::messages::Messages;
use crate::i18n::sums::area_notes;
use crate::model::assessment::{Assessment, Column, Evidence, ItemAnswer};
use crate::model::score::Hundredths;
use crate::model::standard::{Area, Standard};

/// One item as it stands in the table.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct FormRow {
    /// 序号, from 1.
    pub number: usize,
    pub id: String,
    /// The top area, and the area that the item stands in.
    pub top: String,
    pub area: String,
    pub title: String,
    pub content: String,
    pub methods: String,
    pub full_mark: Option<Hundredths>,
    pub scoring: String,
    pub state: ItemState,
    pub lacks_evidence: bool,
    /// What stands in the column of marks.
    pub mark: Shown,
    pub why_lost: String,
    /// What is noted (说明); that it is not applicable stands with what was lost.
    pub note: String,
    /// A veto of this item happened.
    pub vetoed: bool,
    pub evidence: String,
}

/// A top area with its sums and its rows.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct FormArea {
    pub id: String,
    pub title: String,
    pub full_mark: Hundredths,
    /// Why its marks do not add up, where they do not.
    pub sum_words: String,
    pub rows: Vec<FormRow>,
}

/// Why the item is below its full mark or not applicable, or which veto happened, as one text.
fn losses(
    item: &crate::model::standard::Item,
    scored: &crate::assessment::scored::ScoredItem,
    answer: &ItemAnswer,
    is_own: bool,
    texts: &Messages,
) -> String {
    let words = &texts.assessment;
    if answer.not_applicable {
        // What a reviewer notes is a comment.
        return (words.left_out)(if is_own { &answer.note } else { "" });
    }
    let vetoes = answer.vetoes().map(words.veto_loss);
    let losses = item.losses(scored, answer).into_iter();
    // As marks are: a third of two points is 0.67.
    let rounded = |lost: Exact| lost.rounded().map_or_else(|_| exact_points(lost), points);
    let losses =
        losses.map(|loss| (words.loss)(&(words.reason_words)(&loss.reason), &rounded(loss.points)));
    vetoes.chain(losses).collect::<Vec<_>>().join(words.loss_end)
}

/// What is named as evidence, with numbers.
fn evidence(pieces: &[Evidence], texts: &Messages) -> String {
    let names: Vec<_> = pieces
        .iter()
        .map(|piece| match piece.number.as_str() {
            "" => piece.title.clone(),
            number => format!("{} {number}", piece.title),
        })
        .collect();
    names.join(texts.model.comma)
}

/// The whole form, area by area, in the order of the standard: state, mark, reasons and note as
/// `column` has them, which is `scored`; evidence is that of the office.
pub(super) fn form_rows(
    form: &Assessment,
    standard: &Standard,
    column: Column,
    scored: &ScoredForm,
    texts: &Messages,
) -> Vec<FormArea> {
    let mut number = 0;
    let nothing = ItemAnswer::default();
    let by_id = scored.items_by_id();
    let areas = standard.areas.iter().map(|top| {
        let mut rows = Vec::new();
        let mut below = vec![top];
        while let Some(area) = below.pop() {
            below.extend(area.areas.iter().rev());
            for item in &area.items {
                let Some(marked) = by_id.get(item.id.as_str()).copied() else { continue };
                let answer = form.item(column, &item.id).unwrap_or(&nothing);
                let own = form.item(Column::Own, &item.id).unwrap_or(&nothing);
                // A reviewer is asked for no evidence.
                let lacks_evidence =
                    column == Column::Own && item.lacks_evidence(marked, Some(own));
                number += 1;
                let is_reason = column == Column::Own && answer.not_applicable;
                let is_noted = !is_reason && !answer.note.is_empty();
                let methods: Vec<_> =
                    item.methods.iter().map(|one| (texts.standards.method)(one)).collect();
                rows.push(FormRow {
                    number,
                    id: item.id.clone(),
                    top: top.title.clone(),
                    area: area.title.clone(),
                    title: item.title.clone(),
                    content: item.content.clone(),
                    methods: methods.join(texts.model.comma),
                    full_mark: item.full(),
                    scoring: item.scoring.clone(),
                    state: marked.state,
                    vetoed: answer.vetoes().next().is_some(),
                    lacks_evidence,
                    mark: marked.shown(),
                    why_lost: losses(item, marked, answer, column == Column::Own, texts),
                    note: if is_noted {
                        (texts.assessment.noted)(&answer.note)
                    } else {
                        String::new()
                    },
                    evidence: evidence(&own.evidence, texts),
                });
            }
        }
        area_of(top, standard, scored, rows, texts)
    });
    areas.collect()
}

fn area_of(
    top: &Area,
    standard: &Standard,
    scored: &ScoredForm,
    rows: Vec<FormRow>,
    texts: &Messages,
) -> FormArea {
    let area = scored.area(&top.id);
    let within = area.map(ScoredArea::with_areas).unwrap_or_default();
    FormArea {
        id: top.id.clone(),
        title: top.title.clone(),
        full_mark: area.map_or(Hundredths::ZERO, |area| area.full_mark),
        sum_words: area_notes(within, standard, texts).concat(),
        rows,
    }
}
