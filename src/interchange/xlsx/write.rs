//! Writes workbooks of texts and numbers: the few parts that Excel and WPS insist on, zipped.

use std::borrow::Cow;
use std::fmt::Write as _;
use std::io::Write as _;

use flate2::{Compression, Crc, write::DeflateEncoder};

use crate::interchange::export_table::{ExportTable, Look};

/// A zip that is being written. Its dates are fixed, so the same content gives the same bytes.
#[derive(Default)]
pub struct PackageWriter {
    bytes: Vec<u8>,
    directory: Vec<u8>,
    parts: u16,
}

/// 1980-01-01, the first day of the format.
const DATE: u16 = 1 << 5 | 1;
const DEFLATED: u16 = 8;
const VERSION: u16 = 20;
/// The bit that says so of the name.
const UTF_8: u16 = 1 << 11;

impl PackageWriter {
    /// Adds a part. Names that are not ASCII are told to be UTF-8.
    pub fn add(&mut self, name: &str, content: &[u8]) {
        let mut crc = Crc::new();
        crc.update(content);
        // Writing into memory cannot fail.
        let mut encoder = DeflateEncoder::new(Vec::new(), Compression::new(4));
        let packed = encoder.write_all(content).and_then(|()| encoder.finish()).unwrap_or_default();
        let offset = length(&self.bytes);
        let mut entry = Vec::new();
        let flags = if name.is_ascii() { 0 } else { UTF_8 };
        for short in [VERSION, flags, DEFLATED, 0, DATE] {
            entry.extend(short.to_le_bytes());
        }
        for long in [crc.sum(), length(&packed), length(content)] {
            entry.extend(long.to_le_bytes());
        }
        entry.extend(u16::try_from(name.len()).unwrap_or(u16::MAX).to_le_bytes());
        entry.extend(0_u16.to_le_bytes());
        self.bytes.extend(b"PK\x03\x04");
        self.bytes.extend(&entry);
        self.bytes.extend(name.as_bytes());
        self.bytes.extend(&packed);
        self.directory.extend(b"PK\x01\x02");
        self.directory.extend(VERSION.to_le_bytes());
        self.directory.extend(&entry);
        // No comment, first disk, no attributes.
        self.directory.extend([0; 10]);
        self.directory.extend(offset.to_le_bytes());
        self.directory.extend(name.as_bytes());
        self.parts += 1;
    }

    /// Writes the directory and gives the file.
    pub fn finish(mut self) -> Vec<u8> {
        let offset = length(&self.bytes);
        self.bytes.append(&mut self.directory.clone());
        self.bytes.extend(b"PK\x05\x06");
        self.bytes.extend([0; 4]);
        self.bytes.extend(self.parts.to_le_bytes());
        self.bytes.extend(self.parts.to_le_bytes());
        self.bytes.extend(length(&self.directory).to_le_bytes());
        self.bytes.extend(offset.to_le_bytes());
        self.bytes.extend([0; 2]);
        self.bytes
    }
}

fn length(bytes: &[u8]) -> u32 {
    u32::try_from(bytes.len()).unwrap_or(u32::MAX)
}

const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const LINKS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006";
const TYPES: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml";
/// Columns of texts that are written later are so wide.
const WIDE: usize = 30;
/// Excel keeps so many digits of a number.
const DIGITS: usize = 15;
/// Style 0 is a number, style 1 text, style 2 a heading.
const STYLES: &str = "<fonts count=\"2\"><font><sz val=\"11\"/></font>\
    <font><b/><sz val=\"11\"/></font></fonts>\
    <fills count=\"2\"><fill><patternFill patternType=\"none\"/></fill>\
    <fill><patternFill patternType=\"gray125\"/></fill></fills>\
    <borders count=\"1\"><border><left/><right/><top/><bottom/><diagonal/></border></borders>\
    <cellStyleXfs count=\"1\"><xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\"/></cellStyleXfs>\
    <cellXfs count=\"4\"><xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\"/>\
    <xf numFmtId=\"49\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\" applyNumberFormat=\"1\"/>\
    <xf numFmtId=\"49\" fontId=\"1\" fillId=\"0\" borderId=\"0\" xfId=\"0\" applyNumberFormat=\"1\" applyFont=\"1\"/>\
    <xf numFmtId=\"49\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\" applyNumberFormat=\"1\" applyAlignment=\"1\"><alignment wrapText=\"1\"/></xf></cellXfs>\
    <cellStyles count=\"1\"><cellStyle name=\"Normal\" xfId=\"0\" builtinId=\"0\"/></cellStyles>";

/// Names that Excel takes for sheets: at most 31 characters, none of `\ / ? * [ ] :`, each once.
pub fn sheet_names<'a>(names: impl Iterator<Item = &'a str>) -> Vec<String> {
    let mut given: Vec<String> = Vec::new();
    for (index, name) in names.enumerate() {
        let name: String = name
            .chars()
            .filter(|letter| !"\\/?*[]:'".contains(*letter) && !letter.is_control())
            .take(28)
            .collect();
        let taken = name.trim().is_empty() || given.contains(&name);
        given.push(if taken { format!("{name}{}", index + 1) } else { name });
    }
    given
}

/// Everything of a workbook but its sheets.
pub fn frame(package: &mut PackageWriter, names: &[String]) {
    let (mut types, mut sheets, mut links) = (String::new(), String::new(), String::new());
    for (index, name) in names.iter().enumerate() {
        let number = index + 1;
        let name = escape(name);
        let _ = write!(
            types,
            "<Override PartName=\"/xl/worksheets/sheet{number}.xml\" ContentType=\"{TYPES}.worksheet+xml\"/>"
        );
        let _ =
            write!(sheets, "<sheet name=\"{name}\" sheetId=\"{number}\" r:id=\"rId{number}\"/>");
        let _ = write!(
            links,
            "<Relationship Id=\"rId{number}\" Type=\"{LINKS}/worksheet\" Target=\"worksheets/sheet{number}.xml\"/>"
        );
    }
    let styles = names.len() + 1;
    let parts = [
        (
            "[Content_Types].xml",
            format!(
                "<Types xmlns=\"{PACKAGE}/content-types\"><Default Extension=\"rels\" \
                 ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>\
                 <Default Extension=\"xml\" ContentType=\"application/xml\"/>\
                 <Override PartName=\"/xl/workbook.xml\" ContentType=\"{TYPES}.sheet.main+xml\"/>\
                 <Override PartName=\"/xl/styles.xml\" ContentType=\"{TYPES}.styles+xml\"/>{types}</Types>"
            ),
        ),
        (
            "_rels/.rels",
            format!(
                "<Relationships xmlns=\"{PACKAGE}/relationships\"><Relationship Id=\"rId1\" \
                 Type=\"{LINKS}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"
            ),
        ),
        (
            "xl/workbook.xml",
            format!(
                "<workbook xmlns=\"{MAIN}\" xmlns:r=\"{LINKS}\"><sheets>{sheets}</sheets></workbook>"
            ),
        ),
        (
            "xl/_rels/workbook.xml.rels",
            format!(
                "<Relationships xmlns=\"{PACKAGE}/relationships\">{links}<Relationship \
                 Id=\"rId{styles}\" Type=\"{LINKS}/styles\" Target=\"styles.xml\"/></Relationships>"
            ),
        ),
        ("xl/styles.xml", format!("<styleSheet xmlns=\"{MAIN}\">{STYLES}</styleSheet>")),
    ];
    for (name, xml) in parts {
        package.add(name, format!("{HEAD}{xml}").as_bytes());
    }
}

/// A sheet with a header that stays in sight.
pub fn sheet(table: &ExportTable, neutral: fn(&str) -> Cow<'_, str>) -> String {
    let mut xml = format!(
        "{HEAD}<worksheet xmlns=\"{MAIN}\"><sheetViews><sheetView workbookViewId=\"0\">\
         <pane ySplit=\"1\" topLeftCell=\"A2\" activePane=\"bottomLeft\" state=\"frozen\"/>\
         </sheetView></sheetViews>"
    );
    if !table.headings.is_empty() {
        xml.push_str("<cols>");
        for (index, heading) in table.headings.iter().enumerate() {
            let cells = table.rows.iter().take(100).filter_map(|row| row.get(index));
            let width = cells.chain([heading]).map(|text| width(text)).max().unwrap_or(8);
            let number = index + 1;
            let look = look(table, index);
            let least = if look == Look::Wide { WIDE } else { 6 };
            let width = width.clamp(least, 50) + 2;
            let style = u8::from(look != Look::Number);
            let hidden = if look == Look::Hidden { " hidden=\"1\"" } else { "" };
            let _ = write!(
                xml,
                "<col min=\"{number}\" max=\"{number}\" width=\"{width}\" style=\"{style}\" customWidth=\"1\"{hidden}/>"
            );
        }
        xml.push_str("</cols>");
    }
    xml.push_str("<sheetData>");
    for (index, row) in std::iter::once(&table.headings).chain(&table.rows).enumerate() {
        xml.push_str("<row>");
        for (at, cell) in row.iter().enumerate() {
            if cell.is_empty() {
                xml.push_str("<c/>");
                continue;
            }
            if look(table, at) == Look::Number && is_number(cell) {
                let _ = write!(xml, "<c><v>{cell}</v></c>");
                continue;
            }
            let text = neutral(cell);
            let text = escape(&text);
            // Lines stand below each other only where a cell wraps.
            let style = match index {
                0 => 2,
                _ if text.contains('\n') => 3,
                _ => 1,
            };
            let _ = write!(
                xml,
                "<c s=\"{style}\" t=\"inlineStr\"><is><t xml:space=\"preserve\">{text}</t></is></c>"
            );
        }
        xml.push_str("</row>");
    }
    xml.push_str("</sheetData></worksheet>");
    xml
}

fn look(table: &ExportTable, column: usize) -> Look {
    table.looks.get(column).copied().unwrap_or_default()
}

/// Is it written as a spreadsheet would write the number again?
fn is_number(text: &str) -> bool {
    let (whole, rest) = text.split_once('.').unwrap_or((text, "1"));
    let is_digits = |part: &str| !part.is_empty() && part.bytes().all(|one| one.is_ascii_digit());
    is_digits(whole)
        && is_digits(rest)
        && (whole == "0" || !whole.starts_with('0'))
        && !rest.ends_with('0')
        && text.len() <= DIGITS
}

/// About how many columns of a monospaced font a text takes.
fn width(text: &str) -> usize {
    text.chars().map(|letter| if letter.is_ascii() { 1 } else { 2 }).sum()
}

/// Text as XML takes it; characters that XML forbids are left out.
fn escape(text: &str) -> Cow<'_, str> {
    let special = |letter: char| {
        matches!(letter, '<' | '>' | '&' | '"' | '\u{FFFE}' | '\u{FFFF}')
            || letter.is_control() && !matches!(letter, '\n' | '\t')
    };
    if !text.contains(special) {
        return Cow::Borrowed(text);
    }
    let mut escaped = String::with_capacity(text.len() + 16);
    for letter in text.chars() {
        match letter {
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '&' => escaped.push_str("&amp;"),
            '"' => escaped.push_str("&quot;"),
            letter if special(letter) => {}
            letter => escaped.push(letter),
        }
    }
    Cow::Owned(escaped)
}
