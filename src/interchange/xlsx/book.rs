//! The workbook: which parts are its sheets, wherever they lie.

use super::sheet::{self, Shared};
use super::strings::SharedStrings;
use super::styles::Styles;
use super::xml::{Event, Scanner, resolve};
use super::zip::Package;
use crate::interchange::table::{SHEET_LIMIT, Workbook};
use crate::model::problem::{ForeignFormat, ImportError};

/// A target of a relationship: its id, the last word of its type, and the part.
struct Link {
    id: String,
    kind: String,
    part: String,
}

/// Reads a workbook.
///
/// # Errors
/// Another kind of package, broken parts, or more in it than a roster can have.
pub fn read(bytes: &[u8]) -> Result<Workbook, ImportError> {
    let mut package = Package::open(bytes)?;
    let root = links(&mut package, "")?;
    let book = root
        .into_iter()
        .find(|link| link.kind == "officeDocument")
        .map_or_else(|| "xl/workbook.xml".to_owned(), |link| link.part);
    if let Some(format) = foreign(&package, &book) {
        return Err(ImportError::Foreign(format));
    }
    let Some(xml) = text(&mut package, &book)? else {
        return Err(ImportError::Foreign(ForeignFormat::Archive));
    };
    let links = links(&mut package, &book)?;
    // Where a relationship is missing, the part lies where Excel would put it.
    let folder = book.rsplit_once('/').map_or("", |(folder, _)| folder);
    let part = |kind: &str| {
        let link = links.iter().find(|link| link.kind == kind);
        link.map_or_else(|| path_of(folder, &format!("{kind}.xml")), |link| link.part.clone())
    };
    let strings = text(&mut package, &part("sharedStrings"))?.unwrap_or_default();
    let styles = text(&mut package, &part("styles"))?.unwrap_or_default();
    let (strings, styles) = (SharedStrings::read(&strings), Styles::read(&styles));
    let mut workbook = Workbook::default();
    let mut epoch_1904 = false;
    let mut number = 0;
    for event in Scanner::new(&xml) {
        let Event::Open(tag) = event else { continue };
        match tag.name {
            "workbookPr" => epoch_1904 = tag.flag("date1904"),
            "sheet" if workbook.sheets.len() < SHEET_LIMIT => {
                // The relationship and not the sheet's own number: `r:id` beside `sheetId`.
                let id = tag.get("id").unwrap_or_default();
                number += 1;
                let part = match links.iter().find(|link| link.id == id) {
                    Some(link) if link.kind == "worksheet" => link.part.clone(),
                    Some(_) => continue,
                    None => path_of(folder, &format!("worksheets/sheet{number}.xml")),
                };
                let Some(xml) = text(&mut package, &part)? else { continue };
                let shared = Shared { strings: &strings, styles: &styles, epoch_1904 };
                let name = resolve(tag.get("name").unwrap_or_default());
                let mut sheet = sheet::read(&xml, &name, &shared)?;
                sheet.hidden = !matches!(tag.get("state"), None | Some("visible"));
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

/// What the package is when it is no workbook of XML.
fn foreign(package: &Package<'_>, book: &str) -> Option<ForeignFormat> {
    if book.ends_with(".bin") || package.has("xl/workbook.bin") {
        return Some(ForeignFormat::BinaryWorkbook);
    }
    if package.has("word/document.xml") {
        return Some(ForeignFormat::Word);
    }
    if package.has("mimetype") && package.has("content.xml") {
        return Some(ForeignFormat::OpenDocument);
    }
    None
}

/// The text of a part, whatever Unicode form it has.
fn text(package: &mut Package<'_>, part: &str) -> Result<Option<String>, ImportError> {
    let Some(bytes) = package.read(part)? else { return Ok(None) };
    let units = |unit: fn([u8; 2]) -> u16| {
        let (pairs, _) = bytes.as_chunks::<2>();
        let units = pairs.iter().map(|pair| unit(*pair));
        char::decode_utf16(units).map(|letter| letter.unwrap_or('\u{FFFD}')).collect()
    };
    Ok(Some(if bytes.starts_with(b"\xFF\xFE") {
        units(u16::from_le_bytes)
    } else if bytes.starts_with(b"\xFE\xFF") {
        units(u16::from_be_bytes)
    } else {
        String::from_utf8(bytes)
            .unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned())
    }))
}

/// The relationships of a part, of the package itself for the empty name.
fn links(package: &mut Package<'_>, part: &str) -> Result<Vec<Link>, ImportError> {
    let (folder, file) = part.rsplit_once('/').unwrap_or(("", part));
    let path = if folder.is_empty() {
        format!("_rels/{file}.rels")
    } else {
        format!("{folder}/_rels/{file}.rels")
    };
    let Some(xml) = text(package, &path)? else { return Ok(Vec::new()) };
    let mut links = Vec::new();
    for event in Scanner::new(&xml) {
        let Event::Open(tag) = event else { continue };
        let (Some(id), Some(kind), Some(target)) =
            (tag.get("Id"), tag.get("Type"), tag.get("Target"))
        else {
            continue;
        };
        if tag.name == "Relationship" && tag.get("TargetMode") != Some("External") {
            links.push(Link {
                id: id.to_owned(),
                kind: kind.rsplit('/').next().unwrap_or_default().to_owned(),
                part: path_of(folder, &resolve(target)),
            });
        }
    }
    Ok(links)
}

/// A target as seen from a folder: `../a`, `b`, or `/c` from the root.
fn path_of(folder: &str, target: &str) -> String {
    let target = target.replace('\\', "/");
    let mut parts: Vec<&str> =
        if target.starts_with('/') { Vec::new() } else { folder.split('/').collect() };
    for step in target.split('/') {
        match step {
            "" | "." => {}
            ".." => {
                parts.pop();
            }
            step => parts.push(step),
        }
    }
    parts.retain(|part| !part.is_empty());
    parts.join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn targets_are_found_from_their_folder() {
        assert_eq!(path_of("xl", "worksheets/sheet1.xml"), "xl/worksheets/sheet1.xml");
        assert_eq!(path_of("xl", "/xl/a.xml"), "xl/a.xml");
        assert_eq!(path_of("xl/b", "../c.xml"), "xl/c.xml");
        assert_eq!(path_of("", "book.xml"), "book.xml");
    }
}
