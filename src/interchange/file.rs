//! Any file that is handed in as a roster: what it is by its first bytes, whatever its name says.

use super::encoding::{TextDecoding, decode_text};
use super::table::Workbook;
use super::{csv, html, xml_table};
use super::{xls, xlsx};
use crate::model::problem::{ForeignFormat, ImportError};

/// Larger files are no roster.
pub const FILE_LIMIT: usize = 64 << 20;

/// Takes a file apart. `name` is only looked at where the bytes do not tell.
///
/// # Errors
/// Why it cannot be read, with what to do about it.
pub fn read_workbook(
    bytes: &[u8],
    name: &str,
    decoding: &dyn TextDecoding,
) -> Result<Workbook, ImportError> {
    if bytes.len() > FILE_LIMIT {
        return Err(ImportError::TooLarge(FILE_LIMIT >> 20));
    }
    if bytes.iter().all(|byte| byte.is_ascii_whitespace() || *byte == 0) {
        return Err(ImportError::Empty);
    }
    if let Some(format) = foreign(bytes) {
        return Err(ImportError::Foreign(format));
    }
    if bytes.starts_with(b"PK\x03\x04") {
        return xlsx::book::read(bytes);
    }
    if bytes.starts_with(xls::SIGNATURE) {
        return xls::read(bytes, name, decoding);
    }
    if xls::is_bare(bytes) {
        return xls::read_stream(bytes, decoding);
    }
    let read = read_text(bytes, name, decoding);
    if !says_spreadsheet(name) {
        return read;
    }
    // A table in text may bear any name; anything else under this one is what is left of a workbook.
    match read {
        Ok(workbook) if workbook.sheets.iter().all(|sheet| sheet.width() < 2) => {
            Err(ImportError::NotATable)
        }
        Err(ImportError::UnknownEncoding) => Err(ImportError::NotATable),
        read => read,
    }
}

/// Does the name say that it is a workbook?
fn says_spreadsheet(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    [".xlsx", ".xlsm", ".xls", ".et", ".ods"].iter().any(|ending| name.ends_with(ending))
}

fn read_text(
    bytes: &[u8],
    name: &str,
    decoding: &dyn TextDecoding,
) -> Result<Workbook, ImportError> {
    let text = decode_text(bytes, decoding).ok_or(ImportError::UnknownEncoding)?;
    read_pasted(text, name)
}

/// Takes a text apart, as it is pasted from a spreadsheet.
///
/// # Errors
/// A blank text, or too much of it.
pub fn read_pasted(text: String, name: &str) -> Result<Workbook, ImportError> {
    let start = text.trim_start();
    if start.is_empty() {
        return Err(ImportError::Empty);
    }
    if start.starts_with(['{', '[']) {
        return Err(ImportError::Foreign(ForeignFormat::Json));
    }
    if start.starts_with('<') {
        return read_markup(start);
    }
    if start.starts_with("MIME-Version:") {
        return Err(ImportError::Foreign(ForeignFormat::WebPage));
    }
    csv::read(text, name).ok_or(ImportError::TooManyCells)
}

/// What calls itself a spreadsheet and is text with tags.
fn read_markup(text: &str) -> Result<Workbook, ImportError> {
    let beginning: String = text.chars().take(4_000).collect();
    if beginning.contains("<office:document") {
        return Err(ImportError::Foreign(ForeignFormat::OpenDocument));
    }
    // A web page may name it too.
    let is_page = beginning.to_ascii_lowercase().contains("<html");
    if beginning.contains(xml_table::NAME_SPACE) && !is_page {
        return xml_table::read(text);
    }
    html::read(text)
}

/// Formats that are told by their first bytes and not read.
fn foreign(bytes: &[u8]) -> Option<ForeignFormat> {
    let starts = [
        (b"%PDF".as_slice(), ForeignFormat::Pdf),
        (b"Rar!", ForeignFormat::Archive),
        (b"7z\xBC\xAF", ForeignFormat::Archive),
        (b"\x1F\x8B", ForeignFormat::Archive),
        (b"ID;P", ForeignFormat::Other),
        (b"TABLE\r\n0,1", ForeignFormat::Other),
        (b"\x89PNG", ForeignFormat::Picture),
        (b"\xFF\xD8\xFF", ForeignFormat::Picture),
        (b"{\\rtf", ForeignFormat::Word),
    ];
    starts.iter().find(|(start, _)| bytes.starts_with(start)).map(|(_, format)| *format)
}
