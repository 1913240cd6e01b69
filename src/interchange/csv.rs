//! Text tables: commas, tabs or semicolons, quoted or not, as Excel, WPS and exports write them.
//!
//! Read by hand rather than by the csv crate: the cells are slices of the decoded text, blank
//! lines keep their number, and a stray quote costs one cell, not the rest of the file.

use super::table::{Sheet, Workbook};

const DELIMITERS: [u8; 4] = [b'\t', b',', b';', b'|'];
/// The delimiter is told from so many lines.
const SAMPLE_LINES: usize = 40;

/// Takes a text apart. `None` when there is too much of it.
pub fn read(text: String, name: &str) -> Option<Workbook> {
    let (text, delimiter, start) = match declared_delimiter(&text) {
        Some((delimiter, start)) => (text, delimiter, start),
        None => match sniff(&text) {
            Some(delimiter) => (text, delimiter, 0),
            // Typed by hand with the commas of the Chinese keyboard.
            None => (text.replace('\u{FF0C}', ","), b',', 0),
        },
    };
    let mut sheet = Sheet::with_text(text);
    sheet.name = name.to_owned();
    let mut reader = Reader { delimiter, at: start, end: sheet.text().len(), closes: true };
    let mut row = 0;
    while reader.at < reader.end {
        sheet.begin_row(row);
        if !reader.read_row(&mut sheet) {
            return None;
        }
        row += 1;
    }
    Some(Workbook { sheets: vec![sheet] })
}

/// Excel's first line `sep=;`, and where the line after it begins.
fn declared_delimiter(text: &str) -> Option<(u8, usize)> {
    let line = text.lines().next()?;
    let delimiter = line.strip_prefix("sep=")?.bytes().next()?;
    let end = text.find('\n').map_or(text.len(), |at| at + 1);
    Some((delimiter, end))
}

/// The delimiter that most lines have equally often, if there is any.
fn sniff(text: &str) -> Option<u8> {
    let counts = |delimiter: u8| -> usize {
        let mut quoted = false;
        let mut per_line = vec![0_usize];
        for byte in text.bytes() {
            match byte {
                b'"' => quoted = !quoted,
                b'\n' if !quoted => per_line.push(0),
                _ if byte == delimiter && !quoted => {
                    if let Some(last) = per_line.last_mut() {
                        *last += 1;
                    }
                }
                _ => {}
            }
            if per_line.len() > SAMPLE_LINES {
                break;
            }
        }
        let same = |count: usize| per_line.iter().filter(|other| **other == count).count();
        per_line.iter().map(|count| count * same(*count)).max().unwrap_or(0)
    };
    // Of equals the first: no cell holds a tab by accident.
    let mut best = (None, 0);
    for delimiter in DELIMITERS {
        let score = counts(delimiter);
        if score > best.1 {
            best = (Some(delimiter), score);
        }
    }
    best.0
}

struct Reader {
    delimiter: u8,
    at: usize,
    /// End of the file's own text; what is unquoted anew is kept behind it.
    end: usize,
    /// Is there still a closing quote ahead?
    closes: bool,
}

impl Reader {
    fn bytes<'a>(&self, sheet: &'a Sheet) -> &'a [u8] {
        sheet.text().as_bytes().get(..self.end).unwrap_or_default()
    }

    fn peek(&self, sheet: &Sheet) -> Option<u8> {
        self.bytes(sheet).get(self.at).copied()
    }

    /// Reads one row with its line end; `false` when the sheet is full.
    fn read_row(&mut self, sheet: &mut Sheet) -> bool {
        for column in 0.. {
            let room = if self.closes && self.peek(sheet) == Some(b'"') {
                self.read_quoted(sheet, column)
            } else {
                self.read_plain(sheet, column)
            };
            if !room {
                return false;
            }
            match self.peek(sheet) {
                Some(byte) if byte == self.delimiter => self.at += 1,
                Some(b'\r') => {
                    self.at += 1;
                    if self.peek(sheet) == Some(b'\n') {
                        self.at += 1;
                    }
                    break;
                }
                Some(_) => {
                    self.at += 1;
                    break;
                }
                None => break,
            }
        }
        true
    }

    fn read_plain(&mut self, sheet: &mut Sheet, column: usize) -> bool {
        let rest = self.bytes(sheet).get(self.at..).unwrap_or_default();
        let delimiter = self.delimiter;
        let length = rest
            .iter()
            .position(|byte| *byte == delimiter || *byte == b'\n' || *byte == b'\r')
            .unwrap_or(rest.len());
        let range = self.at..self.at + length;
        self.at = range.end;
        range.is_empty() || sheet.push_slice(column, range)
    }

    fn read_quoted(&mut self, sheet: &mut Sheet, column: usize) -> bool {
        let start = self.at + 1;
        let bytes = self.bytes(sheet);
        let mut end = start;
        let mut doubled = false;
        loop {
            match (bytes.get(end), bytes.get(end + 1)) {
                (Some(b'"'), Some(b'"')) => {
                    doubled = true;
                    end += 2;
                }
                (Some(b'"'), next) => {
                    let closes =
                        next.is_none_or(|byte| *byte == self.delimiter || b"\r\n".contains(byte));
                    if closes {
                        break;
                    }
                    end += 1;
                }
                (Some(_), _) => end += 1,
                // Never closed: the quote is a character like any other.
                (None, _) => {
                    self.closes = false;
                    return self.read_plain(sheet, column);
                }
            }
        }
        self.at = end + 1;
        if doubled {
            let text = sheet.text().get(start..end).unwrap_or_default().replace("\"\"", "\"");
            return sheet.push(column, super::table::CellKind::Untyped, &text);
        }
        sheet.push_slice(column, start..end)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(text: &str) -> Vec<Vec<String>> {
        let workbook = read(text.to_owned(), "t").unwrap();
        let sheet = &workbook.sheets[0];
        (0..sheet.row_count())
            .map(|row| sheet.row(row).map(|cell| cell.text.to_owned()).collect())
            .collect()
    }

    #[test]
    fn quotes_line_breaks_and_blank_lines_are_kept() {
        assert_eq!(
            rows("a,\"b,\"\"c\"\"\nd\",e\r\n\r\n,x\n"),
            vec![vec!["a", "b,\"c\"\nd", "e"], vec![], vec!["", "x"]]
        );
    }

    #[test]
    fn a_quote_that_is_never_closed_costs_one_cell() {
        assert_eq!(rows("a,\"b\nc,d"), vec![vec!["a", "\"b"], vec!["c", "d"]]);
        assert_eq!(rows("5\" 管,b\nc,d"), vec![vec!["5\" 管", "b"], vec!["c", "d"]]);
    }

    #[test]
    fn the_delimiter_is_found_below_title_lines() {
        for delimiter in ["\t", ",", ";", "|"] {
            let text = format!("花名册，2026\n姓名{delimiter}性别\n王芳{delimiter}女\n");
            assert_eq!(rows(&text)[2], vec!["王芳", "女"]);
        }
        assert_eq!(rows("sep=;\na;b,c\n"), vec![vec!["a", "b,c"]]);
        assert_eq!(rows("姓名，性别\n王芳，女"), vec![vec!["姓名", "性别"], vec!["王芳", "女"]]);
    }

    #[test]
    fn a_text_without_any_delimiter_is_one_column() {
        assert_eq!(rows("姓名\n王芳"), vec![vec!["姓名"], vec!["王芳"]]);
        assert_eq!(rows(""), Vec::<Vec<String>>::new());
    }
}
