//! Excel 97–2003 and 5.0/95 workbooks (xls), read by a scanner of our own after MS-CFB and
//! MS-XLS: `compound` finds the workbook in the file, `records` reads its records and texts,
//! `globals` what all sheets share, `sheet` the cells. No length or chain is believed further
//! than the file reaches.

mod compound;
mod globals;
mod records;
mod sheet;

use compound::Compound;
use globals::Globals;
use records::{BOF, Records};

use super::encoding::TextDecoding;
use super::table::Workbook;
use crate::model::problem::{ForeignFormat, ImportError};

/// How a compound file begins.
pub const SIGNATURE: &[u8] = b"\xD0\xCF\x11\xE0";

/// Is this a bare stream of records, of Excel before 5.0 or of scripts?
pub fn is_bare(bytes: &[u8]) -> bool {
    matches!(bytes, [9, 0 | 2 | 4 | 8, 4 | 6 | 8 | 16, 0, ..])
}

/// Reads a compound file.
///
/// # Errors
/// A password, a text document, or something broken.
pub fn read(
    bytes: &[u8],
    name: &str,
    decoding: &dyn TextDecoding,
) -> Result<Workbook, ImportError> {
    let file = Compound::open(bytes).ok_or_else(|| damaged("compound file"))?;
    if file.has("EncryptedPackage") {
        return Err(ImportError::Encrypted);
    }
    if file.has("WordDocument") {
        return Err(ImportError::Foreign(ForeignFormat::Word));
    }
    let is_et = name.to_lowercase().ends_with(".et");
    if !file.has("Workbook") && !file.has("Book") {
        let format = if is_et { ForeignFormat::Et } else { ForeignFormat::Other };
        return Err(ImportError::Foreign(format));
    }
    // A file for both generations of Excel has both; the newer knows all characters.
    let stream = file.read("Workbook").or_else(|| file.read("Book"));
    let read = match stream {
        Some(stream) => read_stream(&stream, decoding),
        None => Err(damaged("compound file")),
    };
    match read {
        Err(ImportError::Damaged(_)) if is_et => Err(ImportError::Foreign(ForeignFormat::Et)),
        read => read,
    }
}

/// Reads the records of a workbook.
///
/// # Errors
/// A password, or something broken.
pub fn read_stream(stream: &[u8], decoding: &dyn TextDecoding) -> Result<Workbook, ImportError> {
    let globals = Globals::read(stream, decoding)?;
    let mut workbook = Workbook::default();
    for entry in &globals.sheets {
        let records = stream.get(entry.offset..).map(Records::new);
        let Some(mut records) = records else { return Err(damaged("sheet")) };
        if records.next().is_none_or(|first| !BOF.contains(&first.id)) {
            return Err(damaged("sheet"));
        }
        let mut read = sheet::read(records, &globals)?;
        read.name.clone_from(&entry.name);
        read.hidden = entry.hidden;
        workbook.add(read)?;
    }
    if workbook.sheets.is_empty() {
        return Err(damaged("workbook"));
    }
    Ok(workbook)
}

fn damaged(what: &str) -> ImportError {
    ImportError::Damaged(what.to_owned())
}
