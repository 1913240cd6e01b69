//! Tables of a web page under a spreadsheet's name, as many systems give them out as "xls": every
//! table is a sheet, what spans cells is a merged range. Tags need not be closed nor well written.

use super::table::{COLUMN_LIMIT, CellKind, MERGE_LIMIT, Merge, Sheet, Workbook};
use super::xlsx::xml::{Event, Scanner, Tag, resolve};
use crate::model::problem::{ForeignFormat, ImportError};

/// No cell spans more rows than a roster has.
const SPAN_LIMIT: usize = 10_000;

/// Reads all tables of a page.
///
/// # Errors
/// A page without a table, or too much of it.
pub fn read(text: &str) -> Result<Workbook, ImportError> {
    let mut page = Page::default();
    let mut scanner = Scanner::new(text);
    while let Some(event) = scanner.next() {
        match event {
            Event::Open(tag) if let Some(name) = unseen(tag.name) => scanner.skip_raw(name),
            Event::Open(tag) => page.open(tag)?,
            Event::Close(name) => page.close(name)?,
            Event::Text(text) => page.text(&resolve(text)),
            Event::Literal(text) => page.text(text),
        }
    }
    page.end_table()?;
    match page.workbook.sheets.is_empty() {
        true => Err(ImportError::Foreign(ForeignFormat::WebPage)),
        false => Ok(page.workbook),
    }
}

/// Elements whose content nobody sees.
fn unseen(name: &str) -> Option<&'static str> {
    ["script", "style", "title"].into_iter().find(|one| name.eq_ignore_ascii_case(one))
}

#[derive(Default)]
struct Page {
    workbook: Workbook,
    /// The table that is being read.
    sheet: Option<Sheet>,
    column: usize,
    /// For each column, the first row that no cell from above reaches down to.
    free_from: Vec<usize>,
    /// The text of the cell that is open, with the columns and rows that it spans.
    cell: Option<(String, usize, usize)>,
}

impl Page {
    fn open(&mut self, tag: Tag<'_>) -> Result<(), ImportError> {
        let is = |name| tag.name.eq_ignore_ascii_case(name);
        if is("table") {
            self.end_table()?;
            self.sheet = Some(Sheet::new(""));
        } else if is("tr") {
            self.end_cell()?;
            if let Some(sheet) = &mut self.sheet {
                sheet.begin_row(sheet.row_count());
                self.column = 0;
            }
        } else if is("td") || is("th") {
            self.end_cell()?;
            let span = |name, limit| tag.loose_number(name).unwrap_or(1).clamp(1, limit);
            let columns = span("colspan", COLUMN_LIMIT);
            self.cell = Some((String::new(), columns, span("rowspan", SPAN_LIMIT)));
        } else if (is("br") || is("p") || is("div"))
            && let Some((text, ..)) = &mut self.cell
        {
            text.push('\n');
        }
        Ok(())
    }

    fn close(&mut self, name: &str) -> Result<(), ImportError> {
        let is = |other| name.eq_ignore_ascii_case(other);
        if is("table") {
            return self.end_table();
        }
        if is("td") || is("th") || is("tr") { self.end_cell() } else { Ok(()) }
    }

    fn text(&mut self, text: &str) {
        let Some((cell, ..)) = &mut self.cell else { return };
        for letter in text.chars() {
            let letter = if letter.is_whitespace() { ' ' } else { letter };
            if letter != ' ' || !cell.ends_with([' ', '\n']) {
                cell.push(letter);
            }
        }
    }

    fn end_cell(&mut self) -> Result<(), ImportError> {
        let (Some((text, columns, rows)), Some(sheet)) = (self.cell.take(), &mut self.sheet) else {
            return Ok(());
        };
        let Some(row) = sheet.row_count().checked_sub(1) else { return Ok(()) };
        while self.free_from.get(self.column).is_some_and(|free| *free > row) {
            self.column += 1;
        }
        let end = (self.column + columns).min(COLUMN_LIMIT);
        if end <= self.column {
            // Further to the right than any roster.
            return Ok(());
        }
        if rows > 1 {
            self.free_from.resize(end.max(self.free_from.len()), 0);
            self.free_from.iter_mut().take(end).skip(self.column).for_each(|f| *f = row + rows);
        }
        if columns * rows > 1 && sheet.merges.len() < MERGE_LIMIT {
            sheet.merges.push(Merge {
                first_row: row,
                last_row: row + rows - 1,
                first_column: self.column,
                last_column: end - 1,
            });
        }
        let text = text.trim();
        if !text.is_empty() && !sheet.push(self.column, CellKind::Untyped, text) {
            return Err(ImportError::TooManyCells);
        }
        self.column = end;
        Ok(())
    }

    fn end_table(&mut self) -> Result<(), ImportError> {
        self.end_cell()?;
        self.free_from.clear();
        match self.sheet.take() {
            Some(sheet) => self.workbook.add(sheet),
            None => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_are_read_however_they_are_written() {
        let book = read(
            "<html><head><style>td {x: 'a<b'}</style><title>t</title></head><BODY><Table border=1>
             <TR><td colspan=3 class=xl65>花名册&nbsp;</TR>
             <tr><th rowspan=\"2\">姓<br>名<th colspan='2'>学历
             <tr><td x:str>全日制<td>在职</tr>
             <tr><td>王&#33459; <!-- c --></td><td></td><td> 大学
             本科</td></tr></table><table><tr><td>b</table>",
        )
        .unwrap();
        let sheet = &book.sheets[0];
        let rows: Vec<Vec<_>> = (0..sheet.row_count())
            .map(|row| sheet.row(row).map(|cell| cell.text).collect())
            .collect();
        assert_eq!(
            rows,
            [
                vec!["花名册"],
                vec!["姓\n名", "学历"],
                vec!["", "全日制", "在职"],
                vec!["王芳", "", "大学 本科"]
            ]
        );
        assert_eq!(sheet.merges.len(), 3);
        assert!(sheet.merge_at(2, 0).is_some_and(|merge| merge.first_row == 1));
        assert_eq!(book.sheets[1].get(0, 0).text, "b");
    }

    #[test]
    fn a_page_without_a_table_is_refused() {
        assert_eq!(read("<html><p>x"), Err(ImportError::Foreign(ForeignFormat::WebPage)));
        assert!(read("<table><td>x<td rowspan=99999999999999999999999>").is_ok());
    }
}
