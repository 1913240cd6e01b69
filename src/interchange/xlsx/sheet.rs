//! The cells of one sheet.

use super::strings::SharedStrings;
use super::styles::{Styles, add_number};
use super::xml::{Event, Scanner, Tag, resolve};
use crate::interchange::table::{CellKind, MERGE_LIMIT, Merge, SHEET_ROW_LIMIT, Sheet};
use crate::model::problem::ImportError;

/// What cells refer to.
pub struct Shared<'a> {
    pub strings: &'a SharedStrings,
    pub styles: &'a Styles,
    pub epoch_1904: bool,
}

/// Reads the part of a sheet.
///
/// # Errors
/// Too many cells.
pub fn read(xml: &str, name: &str, shared: &Shared<'_>) -> Result<Sheet, ImportError> {
    let mut sheet = Sheet::new(name);
    sheet.epoch_1904 = shared.epoch_1904;
    let mut scanner = Scanner::new(xml);
    // The row that comes next, and where the cells are.
    let (mut next, mut row, mut column) = (0, 0, 0);
    // Extensions behind the cells have elements of the same names.
    let mut in_cells = false;
    let mut text = String::new();
    while let Some(event) = scanner.next() {
        let tag = match event {
            Event::Open(tag) => tag,
            Event::Close("sheetData") => {
                in_cells = false;
                continue;
            }
            _ => continue,
        };
        match tag.name {
            "sheetData" => in_cells = true,
            "row" if in_cells => {
                let given: Option<usize> = tag.number("r");
                row = given.map_or(next, |given| given.saturating_sub(1)).max(next);
                if row >= SHEET_ROW_LIMIT {
                    return Err(ImportError::TooManyCells);
                }
                column = 0;
                next = row + 1;
            }
            "c" if in_cells && next > 0 => {
                column = tag.get("r").and_then(column_of).unwrap_or(column);
                text.clear();
                let kind = read_cell(&mut scanner, tag, shared, &mut text);
                if !text.is_empty() {
                    sheet.begin_row(row);
                    if !sheet.push(column, kind, &text) {
                        return Err(ImportError::TooManyCells);
                    }
                }
                column += 1;
            }
            "mergeCell" if sheet.merges.len() < MERGE_LIMIT => {
                sheet.merges.extend(tag.get("ref").and_then(range_of));
            }
            _ => {}
        }
    }
    Ok(sheet)
}

/// Reads one cell into `text`.
fn read_cell(
    scanner: &mut Scanner<'_>,
    cell: Tag<'_>,
    shared: &Shared<'_>,
    text: &mut String,
) -> CellKind {
    let (mut value, mut formula) = (String::new(), String::new());
    while let Some(event) = scanner.next() {
        match event {
            Event::Open(tag) if tag.name == "v" => scanner.text_of("v", &[], &mut value),
            Event::Open(tag) if tag.name == "f" => scanner.text_of("f", &[], &mut formula),
            Event::Open(tag) if tag.name == "is" => {
                scanner.text_of("is", &["rPh", "phoneticPr"], text);
            }
            Event::Close("c") => break,
            _ => {}
        }
    }
    let kind = cell.get("t").unwrap_or("n");
    if kind == "s" {
        let index = value.trim().parse().ok();
        text.push_str(index.and_then(|index| shared.strings.get(index)).unwrap_or_default());
        return CellKind::Text;
    }
    if value.is_empty() {
        if text.is_empty() && !formula.is_empty() {
            // Never computed: better shown as it is than taken for a blank.
            text.push('=');
            text.push_str(&formula);
        }
        return CellKind::Text;
    }
    match kind {
        "n" => {
            let style = cell.number("s").unwrap_or(0);
            let value = value.trim();
            if let Ok(number) = value.parse() {
                return add_number(number, shared.styles.get(style), shared.epoch_1904, text);
            }
            text.push_str(value);
            CellKind::Text
        }
        "d" => {
            text.push_str(value.split('T').next().unwrap_or_default());
            CellKind::Date
        }
        _ => {
            text.push_str(&resolve(&value));
            CellKind::Text
        }
    }
}

/// `AB12` is column 27.
fn column_of(reference: &str) -> Option<usize> {
    let mut column = 0_usize;
    for letter in reference.bytes().take_while(u8::is_ascii_alphabetic).take(4) {
        column = column * 26 + usize::from(letter.to_ascii_uppercase() - b'A') + 1;
    }
    column.checked_sub(1)
}

fn row_of(reference: &str) -> Option<usize> {
    let digits = reference.trim_start_matches(|letter: char| letter.is_ascii_alphabetic());
    digits.parse::<usize>().ok()?.checked_sub(1)
}

fn range_of(range: &str) -> Option<Merge> {
    let (first, last) = range.split_once(':')?;
    Some(Merge {
        first_row: row_of(first)?,
        last_row: row_of(last)?,
        first_column: column_of(first)?,
        last_column: column_of(last)?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sheet(rows: &str) -> Sheet {
        let shared = Shared {
            strings: &SharedStrings::read("<sst><si><t>王芳</t></si></sst>"),
            styles: &Styles::read(
                "<styleSheet><cellXfs><xf numFmtId='0'/><xf numFmtId='14'/><xf numFmtId='2'/></cellXfs></styleSheet>",
            ),
            epoch_1904: false,
        };
        read(&format!("<worksheet><sheetData>{rows}</sheetData></worksheet>"), "t", &shared)
            .unwrap()
    }

    #[test]
    fn cells_of_every_kind_are_read() {
        let read = sheet(
            "<row r='1'><c r='A1' t='s'><v>0</v></c><c r='C1' t='inlineStr'><is><r><t>a&amp;</t></r><r><t>b</t></r></is></c></row>\
             <row r='3'><c s='1'><v>29495</v></c><c s='2'><v>1980.1</v></c><c><v>1980.1</v></c>\
             <c t='str'><f>A1</f><v>x</v></c><c><f>1+1</f></c><c t='b'><v>1</v></c><c t='d'><v>1980-10-01T00:00:00</v></c></row>",
        );
        assert_eq!(read.get(0, 0).text, "王芳");
        assert_eq!(read.get(0, 2).text, "a&b");
        let row: Vec<_> = read.row(2).map(|cell| (cell.text, cell.kind)).collect();
        assert_eq!(
            row,
            [
                ("1980-10-01", CellKind::Date),
                ("1980.10", CellKind::Shown),
                ("1980.1", CellKind::Number),
                ("x", CellKind::Text),
                ("=1+1", CellKind::Text),
                ("1", CellKind::Text),
                ("1980-10-01", CellKind::Date),
            ]
        );
        assert_eq!(read.row_len(1), 0);
    }

    #[test]
    fn references_and_ranges_are_understood() {
        assert_eq!(
            (column_of("A1"), column_of("AB12"), column_of("12")),
            (Some(0), Some(27), None)
        );
        let merge = range_of("B3:D4").unwrap();
        assert!(merge.holds(2, 1) && merge.holds(3, 3) && !merge.holds(4, 3));
    }

    #[test]
    fn rows_out_of_order_and_far_cells_do_no_harm() {
        let read = sheet(
            "<row r='5'><c r='XFD5'><v>1</v></c><c r='A5'><v>2</v></c></row><row r='2'><c><v>3</v></c></row>",
        );
        assert_eq!(read.row_count(), 6);
        assert_eq!(read.get(5, 0).text, "3");
    }
}
