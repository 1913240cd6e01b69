//! What the sheets of a workbook share: their names, texts, formats and epoch.

use super::damaged;
use super::records::{BOF, EOF, OLDEST, Parts, Record, Records, decode};
use crate::interchange::encoding::TextDecoding;
use crate::interchange::table::SHEET_LIMIT;
use crate::interchange::xlsx::strings::SharedStrings;
use crate::interchange::xlsx::styles::Styles;
use crate::model::problem::ImportError;

const DATEMODE: u16 = 0x0022;
const FILEPASS: u16 = 0x002F;
const CODEPAGE: u16 = 0x0042;
const BOUNDSHEET: u16 = 0x0085;
const XF: u16 = 0x00E0;
const SST: u16 = 0x00FC;
const FORMAT: u16 = 0x041E;

/// In a BOF record, what begins with it.
const WORKSHEET: u16 = 0x0010;
/// The version of Excel 97 and later.
const EXCEL_97: u16 = 0x0600;

/// What is read before the first sheet.
pub struct Globals<'a> {
    pub sheets: Vec<SheetEntry>,
    pub strings: SharedStrings,
    pub styles: Styles,
    pub epoch_1904: bool,
    /// Excel 2.1 wrote it.
    pub is_oldest: bool,
    /// Texts are Unicode, as from Excel 97 on.
    unicode: bool,
    code_page: u16,
    decoding: &'a dyn TextDecoding,
}

/// Where a sheet begins.
pub struct SheetEntry {
    pub name: String,
    pub hidden: bool,
    pub offset: usize,
}

impl<'a> Globals<'a> {
    /// Reads the records up to the first sheet.
    ///
    /// # Errors
    /// A password, or no workbook.
    pub fn read(stream: &[u8], decoding: &'a dyn TextDecoding) -> Result<Self, ImportError> {
        let mut records = Records::new(stream);
        let first = records.next().filter(|first| BOF.contains(&first.id));
        let first = first.ok_or_else(|| damaged("workbook"))?;
        let mut globals = Self {
            sheets: Vec::new(),
            strings: SharedStrings::default(),
            styles: Styles::default(),
            epoch_1904: false,
            is_oldest: first.id == OLDEST,
            unicode: first.short(0) == Some(EXCEL_97),
            code_page: 0,
            decoding,
        };
        if first.short(2) == Some(WORKSHEET) {
            // A lone sheet without a workbook around it.
            globals.sheets.push(SheetEntry { name: String::new(), hidden: false, offset: 0 });
            return Ok(globals);
        }
        while let Some(record) = records.next() {
            match record.id {
                EOF => return Ok(globals),
                FILEPASS => return Err(ImportError::Encrypted),
                _ => {
                    globals.take(record, &mut records);
                }
            }
        }
        Err(damaged("workbook"))
    }

    /// `None` where the record is cut short.
    fn take<'b>(&mut self, record: Record<'b>, records: &mut Records<'b>) -> Option<()> {
        match record.id {
            DATEMODE => self.epoch_1904 = record.short(0)? == 1,
            CODEPAGE => self.code_page = record.short(0)?,
            BOUNDSHEET if self.sheets.len() < SHEET_LIMIT => {
                let name = self.text(&mut records.parts(record, 6), 1)?;
                let [state, kind] = record.short(4)?.to_le_bytes();
                if kind & 15 == 0 {
                    let offset = usize::try_from(record.long(0)?).ok()?;
                    self.sheets.push(SheetEntry { name, hidden: state & 3 != 0, offset });
                }
            }
            FORMAT => {
                let width = if self.unicode { 2 } else { 1 };
                let code = self.text(&mut records.parts(record, 2), width)?;
                self.styles.add_code(u32::from(record.short(0)?), &code);
            }
            XF => self.styles.add_style(u32::from(record.short(2)?)),
            SST => {
                let mut parts = records.parts(record, 8);
                while let Some(text) = parts.text(2) {
                    self.strings.add(&text);
                }
            }
            _ => {}
        }
        Some(())
    }

    /// A text whose length has so many bytes.
    pub fn text(&self, parts: &mut Parts<'_>, width: usize) -> Option<String> {
        match self.unicode {
            true => parts.text(width),
            false => parts.bytes(width).map(|b| decode(b, self.code_page, self.decoding)),
        }
    }
}
