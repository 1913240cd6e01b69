//! Excel 97–2003 workbooks (xls), read by calamine.

use std::io::Cursor;

use calamine::{Data, Reader, SheetVisible, Xls};

use super::table::{CellKind, Sheet, Workbook};
use super::xlsx::styles::{NumberFormat, date_text, number_text};
use crate::model::problem::{ForeignFormat, ImportError};

/// Reads a compound file.
///
/// # Errors
/// A password, a text document, or something broken.
pub fn read(bytes: &[u8], name: &str) -> Result<Workbook, ImportError> {
    if has_stream(bytes, "EncryptedPackage") {
        return Err(ImportError::Encrypted);
    }
    if has_stream(bytes, "WordDocument") {
        return Err(ImportError::Foreign(ForeignFormat::Word));
    }
    let mut file: Xls<_> = Xls::new(Cursor::new(bytes)).map_err(|error| match error {
        calamine::XlsError::Password => ImportError::Encrypted,
        _ if name.to_lowercase().ends_with(".et") => ImportError::Foreign(ForeignFormat::Et),
        error => ImportError::Damaged(error.to_string()),
    })?;
    let epoch_1904 = file.has_1904_epoch();
    let mut workbook = Workbook::default();
    for meta in file.sheets_metadata().to_vec() {
        let Ok(range) = file.worksheet_range(&meta.name) else { continue };
        let mut sheet = Sheet::new(meta.name);
        sheet.epoch_1904 = epoch_1904;
        sheet.hidden = meta.visible != SheetVisible::Visible;
        let (top, left) = range.start().unwrap_or_default();
        let at = |index: u32| usize::try_from(index).unwrap_or(usize::MAX);
        for (index, row) in range.rows().enumerate() {
            sheet.begin_row(at(top) + index);
            for (column, cell) in row.iter().enumerate() {
                let (kind, text) = text_of(cell, epoch_1904);
                if !text.is_empty() && !sheet.push(at(left) + column, kind, &text) {
                    return Err(ImportError::TooManyCells);
                }
            }
        }
        workbook.sheets.push(sheet);
    }
    if workbook.sheets.is_empty() {
        return Err(ImportError::Damaged("workbook".to_owned()));
    }
    Ok(workbook)
}

fn text_of(cell: &Data, epoch_1904: bool) -> (CellKind, String) {
    match cell {
        Data::Empty => (CellKind::Text, String::new()),
        Data::String(text) | Data::DateTimeIso(text) | Data::DurationIso(text) => {
            (CellKind::Text, text.clone())
        }
        Data::Float(value) => (CellKind::Number, number_text(*value, NumberFormat::General)),
        Data::Int(value) => (CellKind::Number, value.to_string()),
        Data::Bool(value) => (CellKind::Text, u8::from(*value).to_string()),
        Data::DateTime(value) => {
            let number = value.as_f64();
            match date_text(number, NumberFormat::Day, epoch_1904) {
                Some(date) => (CellKind::Date, date),
                None => (CellKind::Number, number_text(number, NumberFormat::General)),
            }
        }
        Data::Error(error) => (CellKind::Text, error.to_string()),
    }
}

/// Is the name of a stream in the directory? It stands there in UTF-16.
fn has_stream(bytes: &[u8], name: &str) -> bool {
    let name: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
    bytes.windows(name.len()).any(|window| window == name)
}
