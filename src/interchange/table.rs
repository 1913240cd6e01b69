//! What a spreadsheet or text file holds: sheets of cells, all text of a sheet in one string, so
//! that 30,000 rows cost a handful of allocations.

use std::ops::Range;

use serde::{Deserialize, Serialize};

use crate::model::problem::ImportError;

/// At most so many cells of a sheet are taken in.
pub const CELL_LIMIT: usize = 12_000_000;
/// At most so many bytes of text, all sheets together.
pub const TEXT_LIMIT: usize = 256 << 20;
/// At most so many rows, all sheets together.
const ROW_LIMIT: usize = 16_000_000;
/// Excel has no more rows in a sheet.
pub const SHEET_ROW_LIMIT: usize = 1 << 20;
/// Sheets beyond so many are passed over.
pub const SHEET_LIMIT: usize = 256;
/// Merged ranges beyond so many are of no use to a roster.
pub const MERGE_LIMIT: usize = 20_000;
/// Cells further to the right are passed over: no roster is so wide.
pub const COLUMN_LIMIT: usize = 512;

/// A file taken apart.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Workbook {
    pub sheets: Vec<Sheet>,
}

impl Workbook {
    /// Adds a sheet, if there are not too many already.
    ///
    /// # Errors
    /// All sheets together are more than a roster can have: a small file may name the same long
    /// text a million times.
    pub fn add(&mut self, sheet: Sheet) -> Result<(), ImportError> {
        if self.sheets.len() >= SHEET_LIMIT {
            return Ok(());
        }
        self.sheets.push(sheet);
        let sum = |size: fn(&Sheet) -> usize| self.sheets.iter().map(size).sum::<usize>();
        let fits = sum(|sheet| sheet.text.len()) <= TEXT_LIMIT
            && sum(|sheet| sheet.cells.len()) <= CELL_LIMIT
            && sum(|sheet| sheet.rows.len()) <= ROW_LIMIT;
        if fits { Ok(()) } else { Err(ImportError::TooManyCells) }
    }
}

/// One sheet, or the whole of a text file.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Sheet {
    pub name: String,
    /// Hidden by its author: never chosen by itself.
    pub hidden: bool,
    /// Its day numbers count from 1904 (old Macintosh files).
    pub epoch_1904: bool,
    /// Merged ranges, first and last row and column, from 0.
    pub merges: Vec<Merge>,
    text: String,
    cells: Vec<Span>,
    /// Where each row begins in `cells`.
    rows: Vec<u32>,
}

/// A merged range, ends included.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Merge {
    pub first_row: usize,
    pub last_row: usize,
    pub first_column: usize,
    pub last_column: usize,
}

/// What the file says a cell is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum CellKind {
    /// A text file does not say.
    #[default]
    Untyped,
    Text,
    /// A number without a format of its own: trailing zeros are lost.
    Number,
    /// A number as its format shows it, `1980.10`.
    Shown,
    /// A date, in the form of [`crate::model::date::PartialDate`].
    Date,
}

/// One cell.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Cell<'a> {
    pub text: &'a str,
    pub kind: CellKind,
}

/// Where the text of a cell begins and ends, and its kind: without names, because a worker sends
/// half a million of them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
struct Span(u32, u32, CellKind);

impl Sheet {
    /// An empty sheet.
    pub fn new(name: impl Into<String>) -> Self {
        Self { name: name.into(), ..Self::default() }
    }

    /// How many rows there are, blank ones between included.
    pub fn row_count(&self) -> usize {
        self.rows.len()
    }

    /// How many cells the row has up to its last one.
    pub fn row_len(&self, row: usize) -> usize {
        self.span_range(row).len()
    }

    /// The width of the widest row.
    pub fn width(&self) -> usize {
        (0..self.row_count()).map(|row| self.row_len(row)).max().unwrap_or(0)
    }

    /// The cells of a row.
    pub fn row(&self, row: usize) -> impl Iterator<Item = Cell<'_>> {
        self.cells.get(self.span_range(row)).unwrap_or_default().iter().map(|span| self.cell(*span))
    }

    /// One cell; blank where the row is shorter.
    pub fn get(&self, row: usize, column: usize) -> Cell<'_> {
        let range = self.span_range(row);
        let cells = self.cells.get(range).unwrap_or_default();
        cells.get(column).map_or(Cell::default(), |span| self.cell(*span))
    }

    fn cell(&self, span: Span) -> Cell<'_> {
        let Span(start, end, kind) = span;
        Cell { text: self.text.get(start as usize..end as usize).unwrap_or_default(), kind }
    }

    fn span_range(&self, row: usize) -> Range<usize> {
        let Some(start) = self.rows.get(row) else { return 0..0 };
        let end = self.rows.get(row + 1).map_or(self.cells.len(), |end| *end as usize);
        *start as usize..end
    }

    /// Puts another text into a cell, as a person mends it. The row grows where it is too short.
    pub fn set(&mut self, row: usize, column: usize, text: &str) {
        if row >= self.row_count() || column >= COLUMN_LIMIT {
            return;
        }
        let missing = (column + 1).saturating_sub(self.row_len(row));
        if missing > 0 {
            let at = self.span_range(row).end;
            self.cells.splice(at..at, std::iter::repeat_n(Span::default(), missing));
            for start in self.rows.iter_mut().skip(row + 1) {
                *start += u32::try_from(missing).unwrap_or(0);
            }
        }
        let at = self.span_range(row).start + column;
        let span = self.store(CellKind::Text, text);
        if let Some(cell) = self.cells.get_mut(at) {
            *cell = span;
        }
    }

    // Building

    /// Takes over a text whose slices become cells.
    pub fn with_text(text: String) -> Self {
        Self { text, ..Self::default() }
    }

    /// The text that slices refer to.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Begins the row with this number; rows left out are blank. Rows must come in order.
    pub fn begin_row(&mut self, row: usize) {
        let start = u32::try_from(self.cells.len()).unwrap_or(u32::MAX);
        while self.rows.len() <= row {
            self.rows.push(start);
        }
    }

    /// Adds a cell to the last row, in place of one that is there already. `false` when the sheet
    /// is full.
    pub fn push(&mut self, column: usize, kind: CellKind, text: &str) -> bool {
        let span = self.store(kind, text);
        self.place(column, span)
    }

    /// Adds a cell that is a slice of the text.
    pub fn push_slice(&mut self, column: usize, range: Range<usize>) -> bool {
        let at = |value| u32::try_from(value).unwrap_or(u32::MAX);
        let span = Span(at(range.start), at(range.end), CellKind::Untyped);
        self.place(column, span)
    }

    fn place(&mut self, column: usize, span: Span) -> bool {
        if self.cells.len() >= CELL_LIMIT || self.text.len() > TEXT_LIMIT {
            return false;
        }
        if column < COLUMN_LIMIT {
            let at = self.rows.last().map_or(0, |start| *start as usize) + column;
            while self.cells.len() <= at {
                self.cells.push(Span::default());
            }
            if let Some(cell) = self.cells.get_mut(at) {
                *cell = span;
            }
        }
        true
    }

    fn store(&mut self, kind: CellKind, text: &str) -> Span {
        let at = |value| u32::try_from(value).unwrap_or(u32::MAX);
        let start = at(self.text.len());
        self.text.push_str(text);
        Span(start, at(self.text.len()), kind)
    }

    /// The merged range that a cell lies in.
    pub fn merge_at(&self, row: usize, column: usize) -> Option<&Merge> {
        self.merges.iter().find(|merge| merge.holds(row, column))
    }
}

impl Merge {
    /// Does the cell lie in it?
    pub fn holds(&self, row: usize, column: usize) -> bool {
        (self.first_row..=self.last_row).contains(&row)
            && (self.first_column..=self.last_column).contains(&column)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_and_columns_left_out_are_blank() {
        let mut sheet = Sheet::new("a");
        sheet.begin_row(1);
        assert!(sheet.push(2, CellKind::Text, "x"));
        sheet.begin_row(2);
        assert!(sheet.push(0, CellKind::Text, "y"));
        assert_eq!(sheet.row_count(), 3);
        assert_eq!((sheet.row_len(0), sheet.row_len(1), sheet.row_len(2)), (0, 3, 1));
        assert_eq!(sheet.get(1, 2).text, "x");
        assert_eq!(sheet.get(1, 0), Cell::default());
        assert_eq!(sheet.get(9, 9), Cell::default());
    }

    #[test]
    fn a_mended_cell_leaves_the_others_in_place() {
        let mut sheet = Sheet::new("a");
        for row in 0..3 {
            sheet.begin_row(row);
            sheet.push(0, CellKind::Text, "n");
        }
        sheet.set(1, 2, "mended");
        assert_eq!(sheet.get(1, 2).text, "mended");
        assert_eq!(sheet.get(2, 0).text, "n");
        assert_eq!(sheet.row_len(2), 1);
    }
}
