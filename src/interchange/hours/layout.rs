//! Where a list of hours stands in a file, and which column is which.

use super::words::{HourField, HourWords};
use crate::interchange::roster::header::HEADER_ROWS;
use crate::interchange::table::{Sheet, Workbook};

/// The header of a list and its columns.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Layout {
    pub sheet: usize,
    /// Row of the header, from 0.
    pub header: usize,
    /// The heading of each column, and what it is taken for.
    pub columns: Vec<(String, Option<HourField>)>,
}

impl Layout {
    /// The column of a field.
    pub fn column(&self, field: HourField) -> Option<usize> {
        self.columns.iter().position(|(_, known)| *known == Some(field))
    }
}

fn columns(sheet: &Sheet, row: usize, words: &HourWords) -> Vec<(String, Option<HourField>)> {
    let mut columns: Vec<(String, Option<HourField>)> = Vec::new();
    for cell in sheet.row(row) {
        let field = words.field(cell.text);
        let is_new = !columns.iter().any(|(_, known)| *known == field);
        columns.push((cell.text.trim().to_owned(), field.filter(|_| is_new)));
    }
    columns
}

/// The row with the most known headings of all sheets that are shown, the first of equals. `None`
/// where no row has a heading for names and one for hours.
pub fn find(workbook: &Workbook, words: &HourWords) -> Option<Layout> {
    let mut best: Option<(usize, Layout)> = None;
    for (index, sheet) in workbook.sheets.iter().enumerate().filter(|(_, sheet)| !sheet.hidden) {
        for header in 0..sheet.row_count().min(HEADER_ROWS) {
            let layout = Layout { sheet: index, header, columns: columns(sheet, header, words) };
            let known = layout.columns.iter().filter(|(_, field)| field.is_some()).count();
            let is_list = layout.column(HourField::Name).is_some()
                && layout.column(HourField::Hours).is_some();
            if is_list && best.as_ref().is_none_or(|(most, _)| known > *most) {
                best = Some((known, layout));
            }
        }
    }
    best.map(|(_, layout)| layout)
}
