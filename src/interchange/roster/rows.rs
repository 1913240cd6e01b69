//! Which rows below the header are people, and what stands in them.

use std::collections::{HashMap, HashSet};

use jiff::civil::Date;

use super::cells::{self, tidy};
use super::columns::Field;
use super::dates::{DateReading, DateStyle};
use super::draft::{Draft, Memo};
use super::header::Layout;
use super::words::{RosterWords, fold};
use crate::interchange::table::{Cell, Sheet};
use crate::model::problem::{Problem, ProblemKind, ProblemLevel};

/// One row with what was understood and what was not.
#[derive(Clone, Debug, PartialEq)]
pub struct ReadRow {
    /// Row of the sheet, from 0.
    pub sheet_row: usize,
    /// 1-based data row: the row after the header is 1.
    pub row: usize,
    pub draft: Draft,
    pub problems: Vec<Problem>,
}

/// So many blank cells below offices are no oversight where each office stands once.
const ONCE_BLANK: usize = 3;

/// The youngest and the oldest that staff can be, in full years.
pub const AGES: std::ops::RangeInclusive<u16> = 16..=70;

/// Reads all people of a sheet.
pub fn read_rows(sheet: &Sheet, layout: &Layout, words: &RosterWords, today: Date) -> Vec<ReadRow> {
    let reader = Reader::new(sheet, layout, words, today);
    let mut memo = Memo::default();
    let mut office = None;
    let mut rows = Vec::new();
    for sheet_row in layout.first_row()..sheet.row_count() {
        match reader.sort(sheet_row) {
            RowSort::Nothing => {}
            RowSort::Section(name) => office = Some(name),
            RowSort::Person => rows.push(reader.read(sheet_row, office.as_deref(), &mut memo)),
        }
    }
    reader.fill_down_offices(&mut rows);
    rows
}

/// What a row is.
enum RowSort {
    /// Blank, a total, a signature, a remark, the header once more.
    Nothing,
    /// The name of the office of the rows below.
    Section(String),
    Person,
}

/// Reads the rows of one sheet.
pub(super) struct Reader<'a> {
    pub(super) sheet: &'a Sheet,
    pub(super) layout: &'a Layout,
    pub(super) words: &'a RosterWords,
    pub(super) today: Date,
    pub(super) styles: HashMap<usize, DateStyle>,
    pub(super) has_full_time: bool,
    pub(super) has_post: bool,
}

impl<'a> Reader<'a> {
    fn new(sheet: &'a Sheet, layout: &'a Layout, words: &'a RosterWords, today: Date) -> Self {
        let mut styles = HashMap::new();
        for (index, column) in layout.columns.iter().enumerate() {
            let youngest = i16::try_from(*AGES.start()).unwrap_or_default();
            let pivot = match column.field {
                Field::Birth => today.year() - youngest,
                Field::WorkStart | Field::Promoted => today.year(),
                Field::CertificateExpiry => today.year() + 50,
                _ => continue,
            };
            let cells = (layout.first_row()..sheet.row_count()).map(|row| sheet.get(row, index));
            styles.insert(index, DateStyle::of(cells, sheet.epoch_1904, pivot, words));
        }
        let has = |field| layout.column(field).is_some();
        Self {
            sheet,
            layout,
            words,
            today,
            styles,
            has_full_time: has(Field::FullTimeSchooling),
            has_post: has(Field::Post),
        }
    }

    fn sort(&self, row: usize) -> RowSort {
        let text = |text: &'a str| if self.words.is_blank(text) { "" } else { text.trim() };
        let filled: Vec<(usize, &str)> = self
            .sheet
            .row(row)
            .enumerate()
            .map(|(column, cell)| (column, text(cell.text)))
            .filter(|(_, text)| !text.is_empty())
            .collect();
        let Some((_, first)) = filled.first() else { return RowSort::Nothing };
        let name_column = self.layout.column(Field::Name);
        let name = name_column.map_or("", |column| text(self.sheet.get(row, column).text));
        let heading = name_column.and_then(|column| self.layout.columns.get(column));
        if heading.is_some_and(|heading| !name.is_empty() && fold(name) == fold(&heading.heading)) {
            return RowSort::Nothing;
        }
        if self.is_closing(first, filled.len()) || self.is_closing(name, filled.len()) {
            return RowSort::Nothing;
        }
        let sex = self.layout.column(Field::Sex).map(|column| self.sheet.get(row, column).text);
        if is_count(name) && sex.is_some_and(|sex| cells::sex(sex, self.words).is_none()) {
            return RowSort::Nothing;
        }
        let known = filled.iter().filter(|(column, _)| self.is_known(*column)).count();
        if filled.len() == 1 {
            let merged =
                self.sheet.merge_at(row, 0).is_some_and(|m| m.last_column > m.first_column);
            let in_name = name_column.is_some_and(|column| !name.is_empty() && column > 0);
            if let Some(office) = cells::section_name(first, self.words)
                && (merged || !in_name)
            {
                return RowSort::Section(office.to_owned());
            }
        }
        // A person without a name still has several other cells; a remark has not.
        let has_sex = sex.is_some_and(|sex| cells::sex(sex, self.words).is_some());
        if !name.is_empty() && (known > 1 || filled.len() == 1 && name.chars().count() <= 4)
            || known >= 3
            || known == 2 && has_sex
        {
            RowSort::Person
        } else {
            RowSort::Nothing
        }
    }

    fn is_known(&self, column: usize) -> bool {
        self.layout.columns.get(column).is_some_and(|column| {
            !matches!(column.field, Field::Sequence | Field::Ignore | Field::Custom | Field::Note)
        })
    }

    /// Does the row close the list: a total, who filled it in, remarks?
    fn is_closing(&self, text: &str, filled: usize) -> bool {
        if text.is_empty() || text.chars().count() > 200 {
            return false;
        }
        let key = fold(text);
        let mark = |marks: &[String]| {
            marks.iter().any(|mark| {
                key.strip_prefix(mark.as_str()).is_some_and(|rest| {
                    rest.is_empty() && filled <= 8 || rest.starts_with([':', '(', '.'])
                })
            })
        };
        let total = self.words.totals.iter().any(|mark| {
            key.len() > mark.len() && key.ends_with(mark.as_str())
                || key.strip_prefix(mark.as_str()).is_some_and(|rest| {
                    rest.chars().next().is_none_or(|letter| !letter.is_alphabetic())
                        || rest.chars().any(|letter| letter.is_ascii_digit())
                })
        });
        total || mark(&self.words.signatures) || mark(&self.words.samples)
    }

    fn read(&self, sheet_row: usize, section: Option<&str>, memo: &mut Memo) -> ReadRow {
        let mut row = ReadRow {
            sheet_row,
            row: sheet_row + 1 - self.layout.first_row(),
            draft: Draft { office: section.map(str::to_owned), ..Draft::default() },
            problems: Vec::new(),
        };
        let mut january = None;
        for (index, column) in self.layout.columns.iter().enumerate() {
            let cell = self.sheet.get(sheet_row, index);
            if matches!(column.field, Field::Sequence | Field::Ignore) {
                continue;
            }
            if self.words.is_blank(cell.text) || self.is_failed_formula(column.field, cell) {
                continue;
            }
            if column.field == Field::Birth
                && let Some(style) = self.styles.get(&index)
                && let DateReading::JanuaryOrOctober(year) = style.read(unquoted(cell), self.words)
            {
                january = Some((index, year));
                continue;
            }
            self.read_cell(&mut row, index, unquoted(cell), memo);
        }
        if let Some((index, year)) = january {
            self.decide_month(&mut row, index, year);
        }
        self.check(&mut row);
        row
    }

    /// A failed formula says nothing; where a value is checked, it is reported like any other.
    fn is_failed_formula(&self, field: Field, cell: Cell<'_>) -> bool {
        let is_checked = matches!(
            field,
            Field::Birth
                | Field::WorkStart
                | Field::Promoted
                | Field::CertificateExpiry
                | Field::Sex
                | Field::IdNumber
                | Field::FullTimeSchooling
                | Field::InServiceSchooling
                | Field::Schooling
        );
        cell.text.starts_with('#') && !is_checked && self.words.errors.contains(&fold(cell.text))
    }

    pub(super) fn problem(
        &self,
        row: usize,
        index: usize,
        value: &str,
        kind: ProblemKind,
        level: ProblemLevel,
    ) -> Problem {
        let column = self.layout.columns.get(index).map(|column| column.heading.clone());
        Problem {
            row,
            column: column.unwrap_or_default(),
            value: value.trim().to_owned(),
            kind,
            level,
        }
    }

    /// Offices written once for the rows below them: merged cells, or a column that begins with one
    /// and is mostly blank, or partly blank and never says the same office twice.
    fn fill_down_offices(&self, rows: &mut [ReadRow]) {
        let Some(column) = self.layout.column(Field::Office) else { return };
        let blank = rows.iter().filter(|row| row.draft.office.is_none()).count();
        let mut offices = HashSet::new();
        let each_once = rows
            .iter()
            .filter_map(|row| row.draft.office.as_deref())
            .all(|office| offices.insert(office));
        let mostly_blank = (blank * 2 > rows.len()
            || each_once && blank >= ONCE_BLANK && blank * 4 >= rows.len())
            && rows.first().is_some_and(|first| first.draft.office.is_some());
        let mut last = None;
        for row in rows {
            if row.draft.office.is_some() {
                last = row.draft.office.clone();
                continue;
            }
            let merge = self.sheet.merge_at(row.sheet_row, column);
            let merged =
                merge.map(|merge| tidy(self.sheet.get(merge.first_row, merge.first_column).text));
            let office = merged
                .filter(|office| !office.is_empty())
                .or_else(|| last.clone().filter(|_| mostly_blank));
            if office.is_some() {
                row.draft.office = office;
                row.problems.retain(|problem| problem.kind != ProblemKind::MissingOffice);
            }
        }
    }
}

/// Is it a number, as stands under the names in a line of sums?
fn is_count(name: &str) -> bool {
    !name.is_empty() && fold(name).bytes().all(|byte| byte.is_ascii_digit())
}

/// `="2101…"` and `'2101…`: how lists keep spreadsheets from making numbers of texts.
fn unquoted(cell: Cell<'_>) -> Cell<'_> {
    let text = cell.text.trim();
    let inner = text.strip_prefix("=\"").and_then(|text| text.strip_suffix('"'));
    Cell { text: inner.unwrap_or(text), kind: cell.kind }
}
