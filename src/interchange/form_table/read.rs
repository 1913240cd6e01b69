//! A filled table read back: what it would change in the own column, and what cannot be taken.

use std::collections::BTreeMap;

use super::cells::{self, ANSWERS, CellFault, said, text};
use super::columns::Columns;
use super::{Cells, Field, Place, evidence};
use crate::assessment::item::AnswerFault;
use crate::assessment::rules::RuleAnswerFault;
use crate::assessment::scored::ScoredForm;
use crate::assessment::scoring::{ScoreError, check_answer, score_column};
use crate::i18n::messages::Messages;
use crate::interchange::table::{Sheet, Workbook};
use crate::model::assessment::{Assessment, Column, ItemAnswer};
use crate::model::rule::{Rule, RuleKind};
use crate::model::score::Hundredths;
use crate::model::standard::Standard;
use crate::order::{Gather as _, Order as _};

/// What is answered of an item as a whole; mark and reason of 手工定分 are one answer.
const WHOLE: [&[Field]; 4] = [
    &[Field::NotApplicable],
    &[Field::Checked],
    &[Field::HandMark, Field::HandReason],
    &[Field::Note],
];

/// What was understood of a table.
#[derive(Clone, Debug, PartialEq)]
pub struct FilledTable {
    /// The form with everything taken that can be.
    pub form: Assessment,
    pub changes: Vec<CellChange>,
    pub unread: Vec<Unread>,
}

/// A cell that says something else than the form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CellChange {
    /// Number and title of the item, or of the area.
    pub at: String,
    pub title: String,
    /// The number of the rule; missing for what is said of the whole item.
    pub clause: Option<usize>,
    /// The number of the line, where the rule has several.
    pub line: Option<usize>,
    pub field: Field,
    pub before: String,
    pub after: String,
}

/// A cell or row that cannot be taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unread {
    /// As the spreadsheet counts it.
    pub row: usize,
    /// Number and title as they stand there.
    pub at: String,
    /// Where one cell is to blame, its column and text.
    pub cell: Option<(Field, String)>,
    pub why: Why,
}

/// Why it cannot be taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Why {
    /// The standard has no item of that number and title.
    NoSuchItem,
    NoSuchClause,
    Cell(CellFault),
    /// The rows of the item say several things of it.
    SeveralValues,
    /// The mark is computed from the rules.
    Computed,
    /// The form could not be scored any more.
    Unfit(ScoreError),
    /// Another cell of the same answer cannot be taken.
    HeldBack,
}

/// Reads the first sheet that has our headings in one of the languages; `None` where none has.
/// The form must be one that can be scored.
pub fn read(
    workbook: &Workbook,
    form: &Assessment,
    standard: &Standard,
    languages: &[&'static Messages],
) -> Option<FilledTable> {
    let mut found = workbook.sheets.iter().flat_map(|sheet| {
        languages.iter().filter_map(move |texts| Some((Columns::find(sheet, texts)?, sheet, texts)))
    });
    let (columns, sheet, texts) = found.next()?;
    let scored = score_column(standard, form, Column::Own).ok()?;
    let mut reader = Reader {
        standard,
        texts,
        scored,
        columns,
        filled: FilledTable { form: form.clone(), changes: Vec::new(), unread: Vec::new() },
    };
    let places = Place::all(standard);
    let rows = reader.rows(sheet, &places);
    for (at, place) in places.iter().enumerate() {
        if let Some(rows) = rows.get(&at) {
            reader.place(*place, rows);
        }
    }
    reader.filled.unread.order_by_key(|unread| unread.row);
    Some(reader.filled)
}

/// A row of the sheet that is about something of the standard.
struct Row {
    /// As the spreadsheet counts it.
    row: usize,
    /// From 0.
    clause: usize,
    cells: Cells,
}

/// A cell that says something else, with its row; a line that was taken out has none.
struct Changed<'a> {
    row: Option<&'a Row>,
    change: CellChange,
}

struct Reader<'a> {
    standard: &'a Standard,
    texts: &'static Messages,
    scored: ScoredForm,
    columns: Columns,
    filled: FilledTable,
}

impl Reader<'_> {
    /// The rows of each place. What belongs to none is told, where it says anything.
    fn rows(&mut self, sheet: &Sheet, places: &[Place<'_>]) -> BTreeMap<usize, Vec<Row>> {
        let key = |place: &Place<'_>| {
            let is_area = matches!(place, Place::Area(_));
            (said(place.id()), said(place.title()), is_area)
        };
        let by_key: BTreeMap<_, usize> =
            places.iter().enumerate().map(|(at, place)| (key(place), at)).gather_map();
        let mut rows: BTreeMap<usize, Vec<Row>> = BTreeMap::new();
        for row in self.columns.row + 1..sheet.row_count() {
            let cells = self.columns.cells(sheet, row);
            let [id, item, area] =
                [Field::Number, Field::Item, Field::Area].map(|field| said(text(&cells, field)));
            let says = ANSWERS.iter().chain(WHOLE.into_iter().flatten()).chain(&[Field::Evidence]);
            if !says.clone().any(|field| cells.contains_key(field)) && id.is_empty() {
                continue;
            }
            let of_item = by_key.get(&(id.clone(), item.clone(), false));
            let of_area = by_key.get(&(id, area, true)).filter(|_| item.is_empty());
            let Some(at) = of_item.or(of_area).copied() else {
                self.refuse(row + 1, &cells, None, Why::NoSuchItem);
                continue;
            };
            let rules = places.get(at).map_or(0, |place| place.rules().len());
            let clause = match said(text(&cells, Field::Clause)).as_str() {
                "" if rules == 1 => Some(1),
                number => number.parse().ok().filter(|one| (1..=rules).contains(one)),
            };
            match clause {
                Some(clause) => {
                    rows.entry(at).or_default().push(Row {
                        row: row + 1,
                        clause: clause - 1,
                        cells,
                    });
                }
                None => {
                    let cell = Some(Field::Clause);
                    self.refuse(row + 1, &cells, cell, Why::NoSuchClause);
                }
            }
        }
        rows
    }

    fn place(&mut self, place: Place<'_>, rows: &[Row]) {
        for (at, rule) in place.rules().iter().enumerate() {
            let of_rule: Vec<_> = rows.iter().filter(|row| row.clause == at).collect();
            if !of_rule.is_empty() {
                self.rule(place, at, rule, &of_rule);
            }
        }
        if matches!(place, Place::Area(_)) {
            let beside = &[Field::Mark, Field::Evidence];
            let of_items = || WHOLE.into_iter().flatten().chain(beside).copied();
            for row in rows {
                for field in of_items().filter(|field| row.cells.contains_key(field)) {
                    let why = Why::Cell(CellFault::NoPlace);
                    self.refuse(row.row, &row.cells, Some(field), why);
                }
            }
        }
        let now = place.cells(&self.filled.form, &self.scored, self.texts);
        for fields in WHOLE {
            self.whole(place, fields, &now, rows);
        }
        self.mark(place, &now, rows);
        if self.columns.has(Field::Evidence) {
            self.evidence(place, rows);
        }
    }

    /// What the rows say of one rule.
    fn rule(&mut self, place: Place<'_>, at: usize, rule: &Rule, rows: &[&Row]) {
        let answer = place.answer(&self.filled.form);
        let now = cells::lines(rule, answer.rule(&rule.id), self.texts);
        // A column that is not there says nothing else than the form.
        let filled: Vec<Cells> = rows
            .iter()
            .enumerate()
            .map(|(line, row)| {
                let mut cells = row.cells.clone();
                for field in ANSWERS.into_iter().filter(|field| !self.columns.has(*field)) {
                    let was = now.get(line).and_then(|was| was.get(&field));
                    cells.extend(was.map(|was| (field, was.clone())));
                }
                cells
            })
            .collect();
        let nothing = Cells::new();
        let lines = now.len().max(filled.len());
        let changed: Vec<_> = (0..lines)
            .flat_map(|line| ANSWERS.map(|field| (line, field)))
            .filter_map(|(line, field)| {
                let before = text(now.get(line).unwrap_or(&nothing), field);
                let after = text(filled.get(line).unwrap_or(&nothing), field);
                let line_number = (lines > 1).then_some(line + 1);
                (said(before) != said(after)).then(|| Changed {
                    row: rows.get(line).copied(),
                    change: CellChange {
                        clause: Some(at + 1),
                        line: line_number,
                        ..change(place, field, before, after)
                    },
                })
            })
            .collect();
        if changed.is_empty() {
            return;
        }
        match cells::answer(rule, answer.rule(&rule.id), &now, &filled, self.texts) {
            Err(mut bad) => self.refuse_all(&changed, |one| {
                let is_it = |bad: &cells::BadCell| {
                    let row = rows.get(bad.line).map(|row| row.row);
                    bad.field == one.change.field && row == one.row.map(|row| row.row)
                };
                let found = bad.iter().position(is_it)?;
                Some(Why::Cell(bad.swap_remove(found).fault))
            }),
            Ok(read) => {
                let mut filled = answer.clone();
                filled.set_rule(&rule.id, read);
                // Blank rows more or less are no change.
                if filled != answer {
                    self.take(place, filled, changed);
                }
            }
        }
    }

    /// What the rows say of the whole item in cells that are one answer.
    fn whole(&mut self, place: Place<'_>, fields: &[Field], now: &Cells, rows: &[Row]) {
        let (Place::Item(..), Some(first)) = (place, rows.first()) else { return };
        let before = place.answer(&self.filled.form);
        let mut answer = before.clone();
        let mut changed = Vec::new();
        let mut faults = BTreeMap::new();
        for field in fields.iter().filter(|field| self.columns.has(**field)).copied() {
            let cell = one_value(rows, field);
            let after = cell.ok().flatten().map_or("", |row| text(&row.cells, field));
            let before = text(now, field);
            if cell.is_ok() && said(before) == said(after) {
                continue;
            }
            let row = cell.ok().flatten().or(Some(first));
            changed.push(Changed { row, change: change(place, field, before, after) });
            if cell.is_err() {
                faults.insert(field, Why::SeveralValues);
            } else if let Err(fault) = cells::set_whole(&mut answer, field, after, self.texts) {
                faults.insert(field, Why::Cell(fault));
            }
        }
        if !faults.is_empty() {
            self.refuse_all(&changed, |one| faults.remove(&one.change.field));
        } else if answer != before {
            self.take(place, answer, changed);
        } else {
            // A reason alone marks nothing by hand.
            self.refuse_all(&changed, |_| Some(Why::Cell(CellFault::Points)));
        }
    }

    /// The evidence of an item: a line is a piece, in whichever of its rows it stands.
    fn evidence(&mut self, place: Place<'_>, rows: &[Row]) {
        let Place::Item(..) = place else { return };
        let mut lines: Vec<(&Row, String)> = Vec::new();
        for row in rows {
            let here = evidence::lines(text(&row.cells, Field::Evidence)).into_iter();
            // A row that was copied for another line says it once more.
            let is_new = |line: &String| lines.iter().all(|(_, known)| said(known) != said(line));
            let here: Vec<_> = here.filter(is_new).collect();
            lines.extend(here.into_iter().map(|line| (row, line)));
        }
        // A blank cell takes nothing away: the table may have been saved before there was any evidence.
        if lines.is_empty() {
            return;
        }
        let mut answer = place.answer(&self.filled.form);
        let texts: Vec<_> = lines.iter().map(|(_, line)| line.clone()).collect();
        let filled = evidence::filled(&answer.evidence, &texts, self.texts);
        let is_bad = filled.changes.iter().any(|change| change.fault.is_some());
        let mut changed = Vec::new();
        for one in filled.changes {
            let row = one.line.and_then(|line| lines.get(line)).map(|(row, _)| *row);
            match row.filter(|_| is_bad) {
                Some(row) => {
                    let mut cells = row.cells.clone();
                    cells.insert(Field::Evidence, one.after);
                    let why = one.fault.map_or(Why::HeldBack, Why::Cell);
                    self.refuse(row.row, &cells, Some(Field::Evidence), why);
                }
                None => {
                    let change = change(place, Field::Evidence, &one.before, &one.after);
                    changed.push(Changed { row, change });
                }
            }
        }
        if !is_bad && !changed.is_empty() {
            answer.evidence = filled.pieces;
            self.take(place, answer, changed);
        }
    }

    /// A mark that was typed over the computed one: where the item is marked outright, it is the
    /// answer.
    fn mark(&mut self, place: Place<'_>, now: &Cells, rows: &[Row]) {
        let Place::Item(_, item) = place else { return };
        let row = match (one_value(rows, Field::Mark), rows.first()) {
            (Ok(Some(row)), _) => row,
            (Err(()), Some(first)) => {
                let mark = Some(Field::Mark);
                return self.refuse(first.row, &first.cells, mark, Why::SeveralValues);
            }
            _ => return,
        };
        let typed = text(&row.cells, Field::Mark);
        let points = cells::read_points(typed);
        let is = |shown: &str| said(shown) == said(typed) || cells::read_points(shown) == points;
        // A mark that went out and came back untouched may be older than the form.
        let was = rows.iter().map(|row| text(&row.cells, Field::Was)).find(|was| !was.is_empty());
        if was.is_some_and(is) || is(text(now, Field::Mark)) {
            return;
        }
        let scored = score_column(self.standard, &self.filled.form, Column::Own);
        if let Ok(scored) = scored
            && is(text(&place.cells(&self.filled.form, &scored, self.texts), Field::Mark))
        {
            return;
        }
        let rules = place.rules();
        let (Ok(Some(_)), [rule]) = (points, rules.as_slice()) else {
            return self.refuse(row.row, &row.cells, Some(Field::Mark), Why::Computed);
        };
        let is_outright = matches!(rule.kind.known(), Some(RuleKind::Manual { .. }));
        let answer = place.answer(&self.filled.form);
        if !is_outright
            || answer.hand_mark.is_some()
            || answer.not_applicable
            || item.full().is_none()
        {
            return self.refuse(row.row, &row.cells, Some(Field::Mark), Why::Computed);
        }
        let cells = [(Field::Found, typed.to_owned())].into_iter().gather_map();
        let now = cells::lines(rule, answer.rule(&rule.id), self.texts);
        let before = now.first().map_or("", |cells| text(cells, Field::Found));
        let change = CellChange { clause: Some(1), ..change(place, Field::Found, before, typed) };
        if let Ok(read) = cells::answer(rule, None, &now, &[cells], self.texts) {
            let mut changed = answer.clone();
            changed.set_rule(&rule.id, read);
            self.take(place, changed, vec![Changed { row: Some(row), change }]);
        }
    }

    /// Takes an answer, where the form can still be scored with it.
    fn take(&mut self, place: Place<'_>, answer: ItemAnswer, changed: Vec<Changed<'_>>) {
        let checked = match place {
            Place::Item(_, item) => check_answer(item, &answer),
            Place::Area(_) => {
                let mut form = self.filled.form.clone();
                place.set_answer(&mut form, answer.clone());
                score_column(self.standard, &form, Column::Own).map(|_| ())
            }
        };
        match checked {
            Ok(()) => {
                place.set_answer(&mut self.filled.form, answer);
                self.filled.changes.extend(changed.into_iter().map(|one| one.change));
            }
            Err(error) => {
                let number = out_of_bounds(&error);
                let says_it = |one: &Changed<'_>| {
                    number.is_some() && cells::read_points(&one.change.after) == Ok(number)
                };
                let blamed = changed.iter().position(says_it).unwrap_or(0);
                let blamed = changed.get(blamed).map(|one| one.change.clone());
                self.refuse_all(&changed, |one| {
                    (blamed.as_ref() == Some(&one.change)).then(|| Why::Unfit(error.clone()))
                });
            }
        }
    }

    /// Refuses the cells of one answer: those that are to blame, and the others with them.
    fn refuse_all(
        &mut self,
        changed: &[Changed<'_>],
        mut why: impl FnMut(&Changed<'_>) -> Option<Why>,
    ) {
        for one in changed {
            if let Some(row) = one.row {
                let why = why(one).unwrap_or(Why::HeldBack);
                self.refuse(row.row, &row.cells, Some(one.change.field), why);
            }
        }
    }

    fn refuse(&mut self, row: usize, cells: &Cells, field: Option<Field>, why: Why) {
        let [id, item, area] =
            [Field::Number, Field::Item, Field::Area].map(|field| text(cells, field).trim());
        let title = if item.is_empty() { area } else { item };
        let at = format!("{id} {title}").trim().to_owned();
        let cell = field.map(|field| (field, text(cells, field).to_owned()));
        self.filled.unread.push(Unread { row, at, cell, why });
    }
}

/// The number that is to blame, where one is.
fn out_of_bounds(error: &ScoreError) -> Option<Hundredths> {
    let (ScoreError::Item { fault, .. } | ScoreError::Area { fault, .. }) = error else {
        return None;
    };
    match fault {
        AnswerFault::Rule { fault: RuleAnswerFault::OutOfBounds { points, .. }, .. } => {
            Some(*points)
        }
        AnswerFault::HandMarkOutOfBounds { mark, .. } => Some(*mark),
        _ => None,
    }
}

fn change(place: Place<'_>, field: Field, before: &str, after: &str) -> CellChange {
    CellChange {
        at: place.id().to_owned(),
        title: place.title().to_owned(),
        clause: None,
        line: None,
        field,
        before: before.to_owned(),
        after: cells::kept(after),
    }
}

/// The row that says something in a column that is about the whole item; several that say the same
/// are one.
fn one_value(rows: &[Row], field: Field) -> Result<Option<&Row>, ()> {
    let mut found = rows.iter().filter(|row| row.cells.contains_key(&field));
    let Some(first) = found.next() else { return Ok(None) };
    let is_same = |row: &Row| said(text(&row.cells, field)) == said(text(&first.cells, field));
    if found.all(is_same) { Ok(Some(first)) } else { Err(()) }
}
