//! XML Spreadsheet 2003, which Excel opens and exports call "xls".

use std::collections::HashMap;

use super::table::{CellKind, MERGE_LIMIT, Merge, SHEET_ROW_LIMIT, Sheet, Workbook};
use super::xlsx::styles::{NumberFormat, add_number, of_code};
use super::xlsx::xml::{Event, Scanner, Tag, resolve};
use crate::model::problem::ImportError;

/// The name space by which such a file is told.
pub const NAME_SPACE: &str = "urn:schemas-microsoft-com:office:spreadsheet";

/// Reads all sheets.
///
/// # Errors
/// No sheet, or too much in them.
pub fn read(text: &str) -> Result<Workbook, ImportError> {
    let mut workbook = Workbook::default();
    let mut styles: HashMap<String, NumberFormat> = HashMap::new();
    let mut style = String::new();
    let mut epoch_1904 = false;
    let mut scanner = Scanner::new(text);
    while let Some(event) = scanner.next() {
        let Event::Open(tag) = event else { continue };
        match tag.name {
            "Date1904" => epoch_1904 = true,
            "Style" => tag.get("ID").unwrap_or_default().clone_into(&mut style),
            "NumberFormat" => {
                let code = resolve(tag.get("Format").unwrap_or_default());
                styles.insert(style.clone(), format_of(&code));
            }
            "Worksheet" => {
                let mut sheet = Sheet::new(resolve(tag.get("Name").unwrap_or_default()));
                sheet.epoch_1904 = epoch_1904;
                let mut reading = Reading { sheet: &mut sheet, styles: &styles, row: 0, column: 0 };
                reading.read(&mut scanner)?;
                workbook.add(sheet)?;
            }
            _ => {}
        }
    }
    if workbook.sheets.is_empty() {
        return Err(ImportError::Damaged("workbook".to_owned()));
    }
    Ok(workbook)
}

/// Of the formats that have names, `Fixed` and `Standard` count; the dates say so themselves.
fn format_of(code: &str) -> NumberFormat {
    match code {
        "Fixed" | "Standard" => NumberFormat::Fixed(2),
        code if code.chars().all(|letter| letter.is_ascii_alphabetic() || letter == ' ') => {
            NumberFormat::General
        }
        code => of_code(code),
    }
}

struct Reading<'a> {
    sheet: &'a mut Sheet,
    styles: &'a HashMap<String, NumberFormat>,
    /// The row and the column that come next.
    row: usize,
    column: usize,
}

impl Reading<'_> {
    /// Reads up to the end of the sheet.
    fn read(&mut self, scanner: &mut Scanner<'_>) -> Result<(), ImportError> {
        let mut cell = (0, NumberFormat::General);
        let mut text = String::new();
        while let Some(event) = scanner.next() {
            let tag = match event {
                Event::Open(tag) => tag,
                Event::Close("Worksheet") => break,
                _ => continue,
            };
            match tag.name {
                "Row" => {
                    self.row = place(tag, self.row).max(self.sheet.row_count());
                    if self.row >= SHEET_ROW_LIMIT {
                        return Err(ImportError::TooManyCells);
                    }
                    self.sheet.begin_row(self.row);
                    self.row += 1;
                    self.column = 0;
                }
                "Cell" => {
                    let style = tag.get("StyleID").and_then(|style| self.styles.get(style));
                    cell = (place(tag, self.column), style.copied().unwrap_or_default());
                    self.column = self.merge(tag, cell.0) + 1;
                }
                "Comment" => scanner.text_of("Comment", &[], &mut String::new()),
                "Data" if self.sheet.row_count() > 0 => {
                    let mut value = String::new();
                    scanner.text_of("Data", &[], &mut value);
                    text.clear();
                    let kind = self.value(tag.get("Type"), cell.1, &value, &mut text);
                    if !text.is_empty() && !self.sheet.push(cell.0, kind, &text) {
                        return Err(ImportError::TooManyCells);
                    }
                }
                "Visible" => {
                    let mut visible = String::new();
                    scanner.text_of("Visible", &[], &mut visible);
                    self.sheet.hidden = visible.trim() != "SheetVisible";
                }
                _ => {}
            }
        }
        Ok(())
    }

    /// Notes what the cell spans and gives its last column.
    fn merge(&mut self, tag: Tag<'_>, column: usize) -> usize {
        let across = |name| tag.number(name).unwrap_or(0_usize).min(SHEET_ROW_LIMIT);
        let last_column = column + across("MergeAcross");
        if let Some(first_row) = self.sheet.row_count().checked_sub(1) {
            let last_row = first_row + across("MergeDown");
            let spans = last_row > first_row || last_column > column;
            if spans && self.sheet.merges.len() < MERGE_LIMIT {
                self.sheet.merges.push(Merge {
                    first_row,
                    last_row,
                    first_column: column,
                    last_column,
                });
            }
        }
        last_column
    }

    fn value(
        &self,
        kind: Option<&str>,
        format: NumberFormat,
        value: &str,
        text: &mut String,
    ) -> CellKind {
        match kind {
            Some("Number") if let Ok(number) = value.trim().parse() => {
                add_number(number, format, self.sheet.epoch_1904, text)
            }
            Some("DateTime") => {
                let date = value.split('T').next().unwrap_or_default();
                let month = date.strip_suffix("-01").filter(|_| format == NumberFormat::Month);
                text.push_str(month.unwrap_or(date));
                CellKind::Date
            }
            _ => {
                text.push_str(value);
                CellKind::Text
            }
        }
    }
}

/// Where a row or a cell stands, from 0: next to the last unless it says so.
fn place(tag: Tag<'_>, next: usize) -> usize {
    tag.number::<usize>("Index").map_or(next, |index| index.saturating_sub(1).min(SHEET_ROW_LIMIT))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_cells_dates_and_spans_are_read() {
        let book = read(
            "<?xml version='1.0'?><Workbook xmlns='urn:schemas-microsoft-com:office:spreadsheet' \
             xmlns:ss='urn:schemas-microsoft-com:office:spreadsheet'><Styles>\
             <Style ss:ID='m'><NumberFormat ss:Format='yyyy&quot;年&quot;m&quot;月&quot;'/></Style>\
             <Style ss:ID='f'><NumberFormat ss:Format='Fixed'/></Style></Styles>\
             <Worksheet ss:Name='名册'><Table><Row><Cell ss:MergeAcross='2'><Data ss:Type='String'>花名册</Data>\
             <Comment><ss:Data>!</ss:Data></Comment></Cell><Cell><Data ss:Type='String'>x</Data></Cell></Row>\
             <Row ss:Index='3'><Cell ss:Index='2' ss:StyleID='m'><Data ss:Type='DateTime'>1980-10-01T00:00:00.000</Data></Cell>\
             <Cell ss:StyleID='f'><Data ss:Type='Number'>1980.1</Data></Cell><Cell><Data ss:Type='Error'>#N/A</Data></Cell></Row></Table></Worksheet>\
             <Worksheet ss:Name='b'><WorksheetOptions><Visible>SheetHidden</Visible></WorksheetOptions></Worksheet></Workbook>",
        )
        .unwrap();
        let sheet = &book.sheets[0];
        assert_eq!((sheet.get(0, 0).text, sheet.get(0, 3).text), ("花名册", "x"));
        let row: Vec<_> = sheet.row(2).map(|cell| (cell.text, cell.kind)).collect();
        assert_eq!(
            row[1..],
            [("1980-10", CellKind::Date), ("1980.10", CellKind::Shown), ("#N/A", CellKind::Text)]
        );
        assert_eq!(sheet.merges.len(), 1);
        assert!(book.sheets[1].hidden && !sheet.hidden);
    }
}
