//! The own column of a form as a table that offices fill in Excel or WPS, and that is read back: a
//! row for each rule, and one for each further line of a deduction or bonus.
//!
//! What is read is held against what would be written now, cell by cell: a cell that says the same
//! changes nothing, so nothing is lost on the way there and back.

mod cells;
mod columns;
mod evidence;
#[cfg(test)]
mod laws;
mod read;

use std::collections::BTreeMap;

use super::export_table::{ExportTable, Look};
use crate::assessment::scored::ScoredForm;
use crate::i18n::format::points;
use crate::i18n::messages::Messages;
use crate::model::assessment::{Assessment, Column, ItemAnswer};
use crate::model::rule::Rule;
use crate::model::standard::{Area, Item, Standard};

pub use cells::CellFault;
pub use read::{CellChange, FilledTable, Unread, Why, read};

/// What a column of the table holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Field {
    Number,
    Area,
    Item,
    Content,
    Methods,
    FullMark,
    /// The number of the rule in the item.
    Clause,
    Scoring,
    /// What the rule asks for, in words.
    Asks,
    /// The answer: times, points, the actual number, or a word.
    Found,
    /// What the actual number is a part of.
    Whole,
    Reason,
    Date,
    Checked,
    NotApplicable,
    HandMark,
    HandReason,
    Note,
    /// Computed; only of an item that is marked outright it is taken back.
    Mark,
    /// A piece a line; see [`evidence`].
    Evidence,
    /// The mark once more, not shown: a mark that differs from it was typed.
    Was,
}

impl Field {
    /// All columns in their order.
    pub const ALL: [Self; 21] = [
        Self::Number,
        Self::Area,
        Self::Item,
        Self::Content,
        Self::Methods,
        Self::FullMark,
        Self::Clause,
        Self::Scoring,
        Self::Asks,
        Self::Found,
        Self::Whole,
        Self::Reason,
        Self::Date,
        Self::Checked,
        Self::NotApplicable,
        Self::HandMark,
        Self::HandReason,
        Self::Note,
        Self::Mark,
        Self::Evidence,
        Self::Was,
    ];

    fn look(self) -> Look {
        match self {
            Self::FullMark | Self::Found | Self::Whole | Self::HandMark | Self::Mark => {
                Look::Number
            }
            Self::Reason | Self::HandReason | Self::Note | Self::Evidence => Look::Wide,
            Self::Was => Look::Hidden,
            _ => Look::Text,
        }
    }
}

/// The cells of a row that say something.
type Cells = BTreeMap<Field, String>;

/// What rows are about: an item, or the deductions of an area as a whole.
#[derive(Clone, Copy)]
enum Place<'a> {
    Item(&'a Area, &'a Item),
    Area(&'a Area),
}

impl<'a> Place<'a> {
    /// All of a standard, in its order.
    fn all(standard: &'a Standard) -> Vec<Self> {
        let mut places = Vec::new();
        for area in standard.all_areas() {
            places.extend(area.items.iter().map(|item| Self::Item(area, item)));
            if !area.deductions.is_empty() {
                places.push(Self::Area(area));
            }
        }
        places
    }

    fn id(self) -> &'a str {
        match self {
            Self::Item(_, item) => &item.id,
            Self::Area(area) => &area.id,
        }
    }

    fn title(self) -> &'a str {
        match self {
            Self::Item(_, item) => &item.title,
            Self::Area(area) => &area.title,
        }
    }

    fn rules(self) -> Vec<Rule> {
        match self {
            Self::Area(area) => area.deductions.clone(),
            Self::Item(_, item) if item.all_rules().next().is_none() => {
                vec![Rule::plain(&item.scoring)]
            }
            Self::Item(_, item) => item.all_rules().cloned().collect(),
        }
    }

    /// What is answered, nothing where it is not; of an area the rules alone.
    fn answer(self, form: &Assessment) -> ItemAnswer {
        match self {
            Self::Item(_, item) => form.item(Column::Own, &item.id).cloned().unwrap_or_default(),
            Self::Area(area) => {
                let answers = form.answers(Column::Own);
                let rules = answers.and_then(|answers| answers.areas.get(&area.id)).cloned();
                ItemAnswer { rules: rules.unwrap_or_default(), ..ItemAnswer::default() }
            }
        }
    }

    fn set_answer(self, form: &mut Assessment, answer: ItemAnswer) {
        match self {
            Self::Item(_, item) => form.edit_item(Column::Own, &item.id, |old| *old = answer),
            Self::Area(area) => {
                let areas = &mut form.columns.entry(Column::Own).or_default().answers.areas;
                if answer.rules.is_empty() {
                    areas.remove(&area.id);
                } else {
                    areas.insert(area.id.clone(), answer.rules);
                }
            }
        }
    }

    /// What belongs to the item as a whole.
    fn cells(self, form: &Assessment, scored: &ScoredForm, texts: &Messages) -> Cells {
        let Self::Item(_, item) = self else { return Cells::new() };
        let answer = self.answer(form);
        let methods: Vec<_> =
            item.methods.iter().map(|one| (texts.standards.method)(one)).collect();
        let marked = scored.item(&item.id);
        let mark = marked.and_then(|one| one.mark.or((one.bonus.0 > 0).then_some(one.bonus)));
        let evidence: Vec<_> =
            answer.evidence.iter().map(|piece| evidence::line(piece, texts)).collect();
        let mark = mark.map(points).unwrap_or_default();
        let mut cells = cells::whole(&answer, texts);
        cells.extend([
            (Field::Content, item.content.clone()),
            (Field::Methods, methods.join(texts.model.comma)),
            (Field::FullMark, item.full().map(points).unwrap_or_default()),
            (Field::Mark, mark.clone()),
            (Field::Was, mark),
            (Field::Evidence, evidence.join("\n")),
        ]);
        cells
    }
}

/// The table of a form as its own column stands.
pub fn table(
    form: &Assessment,
    standard: &Standard,
    scored: &ScoredForm,
    texts: &Messages,
) -> ExportTable {
    let mut rows = Vec::new();
    for place in Place::all(standard) {
        let answer = place.answer(form);
        let mut whole = place.cells(form, scored, texts);
        for (at, rule) in place.rules().iter().enumerate() {
            let lines = cells::lines(rule, answer.rule(&rule.id), texts);
            for (line, mut cells) in lines.into_iter().enumerate() {
                // What is said of the whole item stands in its first row.
                cells.append(&mut whole);
                cells.insert(Field::Number, place.id().to_owned());
                cells.insert(Field::Clause, (at + 1).to_string());
                match place {
                    Place::Item(area, item) => {
                        cells.insert(Field::Area, area.title.clone());
                        cells.insert(Field::Item, item.title.clone());
                    }
                    Place::Area(area) => {
                        cells.insert(Field::Area, area.title.clone());
                    }
                }
                if line == 0 {
                    let asks = rule.kind.known().map(|kind| (texts.form_table.asks)(kind));
                    cells.insert(Field::Scoring, rule.text.clone());
                    cells.insert(Field::Asks, asks.unwrap_or_default());
                }
                let row = Field::ALL.map(|field| cells.remove(&field).unwrap_or_default());
                rows.push(row.to_vec());
            }
        }
    }
    ExportTable {
        name: form.title.clone(),
        headings: Field::ALL.map(|field| (texts.form_table.heading)(field).to_owned()).to_vec(),
        rows,
        looks: Field::ALL.map(Field::look).to_vec(),
    }
}
