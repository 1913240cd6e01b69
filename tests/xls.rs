//! The reader of .xls beside another one: calamine, which is no part of the program.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing)]

#[path = "roster/reading.rs"]
#[allow(dead_code)]
mod reading;

use std::io::Cursor;

use calamine::{Data, Reader, SheetVisible, Xls};
use reading::Library;
use training_ledger::interchange::file::read_workbook;
use training_ledger::interchange::table::{CellKind, Workbook};

const FILES: [&str; 5] = [
    "xls/xlwt.xls",
    "xls/xlwt-1904.xls",
    "xls/libreoffice.xls",
    "xls/libreoffice-1904.xls",
    "rosters/district/roster-titled.xls",
];

fn bytes(file: &str) -> Vec<u8> {
    std::fs::read(format!("{}/tests/fixtures/{file}", env!("CARGO_MANIFEST_DIR"))).unwrap()
}

/// Do both say the same of a cell?
fn same(ours: (CellKind, &str), theirs: &Data) -> bool {
    let (kind, text) = ours;
    match theirs {
        Data::Empty => text.is_empty(),
        Data::String(other) => text == other && (kind == CellKind::Text || text.is_empty()),
        Data::Float(other) => {
            text.parse::<f64>().is_ok_and(|one| (one - other).abs() <= other.abs() * 1e-14)
        }
        Data::Int(other) => text == other.to_string(),
        Data::Bool(other) => text == u8::from(*other).to_string(),
        Data::DateTime(date) => {
            let day = date.to_ymd_hms_milli();
            let month = format!("{:04}-{:02}", day.0, day.1);
            kind == CellKind::Date && (text == month || text == format!("{month}-{:02}", day.2))
        }
        Data::Error(error) => text == error.to_string(),
        _ => false,
    }
}

#[test]
fn every_cell_is_read_as_calamine_reads_it() {
    for file in FILES {
        let bytes = bytes(file);
        let mut theirs: Xls<_> = Xls::new(Cursor::new(bytes.clone())).unwrap();
        let ours = read_workbook(&bytes, file, &Library).unwrap();
        let sheets = theirs.sheets_metadata().to_vec();
        assert_eq!(ours.sheets.len(), sheets.len(), "{file}");
        let mut cells = 0;
        for (sheet, meta) in ours.sheets.iter().zip(&sheets) {
            assert_eq!(sheet.name, meta.name, "{file}");
            assert_eq!(sheet.hidden, meta.visible != SheetVisible::Visible, "{file}");
            let range = theirs.worksheet_range(&meta.name).unwrap();
            let end = range.end().unwrap_or_default();
            assert!(sheet.row_count() <= end.0 as usize + 1, "{file}");
            for row in 0..=end.0 {
                for column in 0..=end.1 {
                    let one = sheet.get(row as usize, column as usize);
                    let other = range.get_value((row, column)).unwrap_or(&Data::Empty);
                    assert!(
                        same((one.kind, one.text), other),
                        "{file}: {} {row} {column}: {one:?} {other:?}",
                        meta.name
                    );
                    cells += usize::from(!one.text.is_empty());
                }
            }
        }
        assert!(cells > 2, "{file}");
    }
}

#[test]
fn what_calamine_does_not_tell_is_read_too() {
    let book = read_workbook(&bytes("xls/xlwt.xls"), "", &Library).unwrap();
    let sheet = &book.sheets[0];
    assert!(sheet.merge_at(0, 3).is_some_and(|merge| merge.last_column == 6));
    let shown: Vec<_> = sheet.row(43).map(|cell| (cell.text, cell.kind)).collect();
    assert_eq!(shown[2], ("1980.10", CellKind::Shown));
    assert_eq!(shown[3], ("1980.1", CellKind::Number));
}

/// Records of Excel 5.0 with bytes of GBK, as scripts without a library write them.
fn bare_stream(code_page: u16) -> Vec<u8> {
    let mut stream = Vec::new();
    let mut record = |id: u16, data: &[u8]| {
        stream.extend(id.to_le_bytes());
        stream.extend(u16::try_from(data.len()).unwrap().to_le_bytes());
        stream.extend(data);
    };
    let shorts = |numbers: &[u16]| numbers.iter().flat_map(|n| n.to_le_bytes()).collect::<Vec<_>>();
    record(0x809, &shorts(&[0, 0x10, 0, 0]));
    record(0x42, &shorts(&[code_page]));
    let rows = [["姓名", "性别", "单位"], ["王芳", "女", "长安所"]];
    for (row, texts) in (0..).zip(rows) {
        for (column, text) in (0..).zip(texts) {
            let text = encoding_rs::GBK.encode(text).0;
            let length = u16::try_from(text.len()).unwrap();
            record(0x204, &[shorts(&[row, column, 0, length]), text.into_owned()].concat());
        }
    }
    record(0x203, &[shorts(&[1, 3, 0]), 198_010.0_f64.to_le_bytes().to_vec()].concat());
    record(0x0A, &[]);
    stream
}

fn texts(book: &Workbook) -> Vec<Vec<&str>> {
    let sheet = &book.sheets[0];
    (0..sheet.row_count()).map(|row| sheet.row(row).map(|cell| cell.text).collect()).collect()
}

#[test]
fn a_bare_stream_of_an_older_excel_is_read() {
    for code_page in [936, 1252] {
        let book = read_workbook(&bare_stream(code_page), "a.xls", &Library).unwrap();
        assert_eq!(
            texts(&book),
            vec![vec!["姓名", "性别", "单位"], vec!["王芳", "女", "长安所", "198010"]]
        );
    }
}

#[test]
fn a_file_that_is_cut_off_or_mangled_is_refused_or_read_but_never_kills() {
    for file in FILES {
        let whole = bytes(file);
        for length in (0..whole.len()).step_by(whole.len() / 60) {
            let _ = read_workbook(&whole[..length], file, &Library);
        }
        // Every few bytes another value.
        for at in (0..whole.len()).step_by(if whole.len() > 9_000 { 211 } else { 17 }) {
            let mut mangled = whole.clone();
            mangled[at] = !mangled[at].rotate_left(u32::try_from(at % 7).unwrap());
            let _ = read_workbook(&mangled, file, &Library);
        }
    }
}
