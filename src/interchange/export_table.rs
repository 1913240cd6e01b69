//! Tables for other programs: CSV that Excel and WPS open as it is meant, and XLSX of text cells,
//! with numbers in the columns that are to be summed.
//! A cell that a spreadsheet would take for a formula begins with an apostrophe.

use std::borrow::Cow;

use super::xlsx::write::{self, PackageWriter};

/// A table of texts with its headings.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ExportTable {
    /// Name of the sheet.
    pub name: String,
    pub headings: Vec<String>,
    pub rows: Vec<Vec<String>>,
    /// How a workbook shows the columns; as texts where nothing is said.
    pub looks: Vec<Look>,
}

/// How a workbook shows a column.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Look {
    #[default]
    Text,
    /// Texts that are written later: there is room for them.
    Wide,
    /// What is a number is one, so that it can be summed.
    Number,
    /// Not shown: only read back.
    Hidden,
}

impl ExportTable {
    /// UTF-8 with a byte order mark and CRLF, which Excel and WPS need (domain E4).
    pub fn to_csv(&self) -> Vec<u8> {
        let mut text = String::from("\u{FEFF}");
        for row in std::iter::once(&self.headings).chain(&self.rows) {
            for (index, cell) in row.iter().enumerate() {
                if index > 0 {
                    text.push(',');
                }
                let cell = neutral(cell);
                if cell.contains(['"', ',', '\n', '\r', ';', '\t']) {
                    text.push('"');
                    text.push_str(&cell.replace('"', "\"\""));
                    text.push('"');
                } else {
                    text.push_str(&cell);
                }
            }
            text.push_str("\r\n");
        }
        text.into_bytes()
    }

    /// HTML that word processors take as a table with lines.
    pub fn to_html(&self) -> String {
        let mut html = "<table border=\"1\" cellspacing=\"0\" cellpadding=\"4\">".to_owned();
        for (index, row) in std::iter::once(&self.headings).chain(&self.rows).enumerate() {
            let tag = if index == 0 { "th" } else { "td" };
            html.push_str("<tr>");
            for cell in row {
                let cell = cell.replace('&', "&amp;").replace('<', "&lt;");
                html.push_str(&format!("<{tag}>{cell}</{tag}>"));
            }
            html.push_str("</tr>");
        }
        html.push_str("</table><p></p>");
        html
    }

    /// Text between tabs, which spreadsheets take as cells. No cell begins a formula.
    pub fn to_text(&self) -> String {
        let rows = std::iter::once(&self.headings).chain(&self.rows);
        let clean = |cell: &String| neutral(cell).replace(['\t', '\r', '\n'], " ");
        rows.map(|row| row.iter().map(clean).collect::<Vec<_>>().join("\t"))
            .collect::<Vec<_>>()
            .join("\r\n")
    }

    /// A workbook of this one sheet.
    pub fn to_xlsx(&self) -> Vec<u8> {
        to_xlsx(std::slice::from_ref(self))
    }
}

/// A workbook of several sheets. Cells are texts, so that ID numbers keep their digits, but in columns
/// of numbers.
pub fn to_xlsx(tables: &[ExportTable]) -> Vec<u8> {
    let mut package = PackageWriter::default();
    let names: Vec<_> = write::sheet_names(tables.iter().map(|table| table.name.as_str()));
    write::frame(&mut package, &names);
    for (index, table) in tables.iter().enumerate() {
        let xml = write::sheet(table, neutral);
        package.add(&format!("xl/worksheets/sheet{}.xml", index + 1), xml.as_bytes());
    }
    package.finish()
}

/// A cell that no spreadsheet takes for a formula.
fn neutral(cell: &str) -> Cow<'_, str> {
    if cell.starts_with(['=', '+', '-', '@', '\t', '\r']) {
        Cow::Owned(format!("'{cell}"))
    } else {
        Cow::Borrowed(cell)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::interchange::encoding::tests::Library;
    use crate::interchange::file::read_workbook;
    use crate::interchange::table::Sheet;

    #[test]
    fn numbers_are_numbers_in_their_columns_only_and_come_back_as_they_were() {
        let cells = ["1.10", "7.5", "28", "007", "3.50", "两次", "1234567890123456"];
        let table = ExportTable {
            headings: vec!["编号".into(), "得分".into(), "说明".into(), "原分".into()],
            rows: cells.map(|cell| vec![cell.to_owned(); 4]).to_vec(),
            looks: vec![Look::Text, Look::Number, Look::Wide, Look::Hidden],
            ..ExportTable::default()
        };
        let xml = write::sheet(&table, neutral);
        assert_eq!(xml.matches("<v>").count(), 2);
        assert!(xml.contains("<c><v>7.5</v></c>") && xml.contains("<c><v>28</v></c>"), "{xml}");
        assert!(xml.contains("max=\"3\" width=\"32\""), "{xml}");
        assert_eq!(xml.matches("hidden=\"1\"").count(), 1);
        let book = read_workbook(&table.to_xlsx(), "x", &Library).unwrap();
        for (row, cell) in cells.into_iter().enumerate() {
            assert!((0..4).all(|column| book.sheets[0].get(row + 1, column).text == cell));
        }
    }

    fn table() -> ExportTable {
        let row = |cells: &[&str]| cells.iter().map(|cell| (*cell).to_owned()).collect();
        ExportTable {
            name: "名册/[2026]".into(),
            headings: row(&["姓名", "身份证号", "备注"]),
            rows: vec![
                row(&["王䶮", "11010519491231002X", "=1+1"]),
                row(&["李\"四\"", "", "a,b\r\n<c>&\u{1}"]),
                row(&["", "-5", "@x"]),
            ],
            ..ExportTable::default()
        }
    }

    fn texts(sheet: &Sheet) -> Vec<Vec<String>> {
        (0..sheet.row_count())
            .map(|row| (0..3).map(|column| sheet.get(row, column).text.to_owned()).collect())
            .collect()
    }

    #[test]
    fn a_table_is_pasted_as_html_or_between_tabs() {
        let html = table().to_html();
        assert!(html.contains("<td>a,b\r\n&lt;c>&amp;"), "{html}");
        assert_eq!(html.matches("<tr>").count(), 4);
        assert_eq!(html.matches("<th>").count(), 3);
        let lines: Vec<_> = table().to_text().split("\r\n").map(str::to_owned).collect();
        assert_eq!(lines[1], "王䶮\t11010519491231002X\t'=1+1");
        assert_eq!(lines.len(), 4);
    }

    #[test]
    fn what_is_written_is_read_again_and_formulas_are_texts() {
        for bytes in [table().to_csv(), table().to_xlsx()] {
            let book = read_workbook(&bytes, "x", &Library).unwrap();
            let read = texts(&book.sheets[0]);
            assert_eq!(read[0], ["姓名", "身份证号", "备注"]);
            assert_eq!(read[1], ["王䶮", "11010519491231002X", "'=1+1"]);
            assert_eq!(read[2][0], "李\"四\"");
            assert!(read[2][2].starts_with("a,b"));
            assert_eq!(read[3], ["", "'-5", "'@x"]);
        }
    }

    #[test]
    fn a_csv_begins_with_the_mark_that_excel_needs() {
        let bytes = table().to_csv();
        assert!(bytes.starts_with(b"\xEF\xBB\xBF"));
        assert!(bytes.ends_with(b"\r\n"));
    }

    #[test]
    fn the_same_table_gives_the_same_bytes() {
        assert_eq!(table().to_xlsx(), table().to_xlsx());
    }
}
