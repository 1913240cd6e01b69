//! Finds the sheet, the header below the title rows, headers of two and three rows, and the
//! office that the title names.

use super::columns::{Column, Field, field_of, guess_of, settle};
use super::words::{RosterWords, fold};
use crate::interchange::table::{Sheet, Workbook};
use crate::model::office::OfficeKind;
use crate::order::Order as _;

/// Where the roster stands in a file and what its columns are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Layout {
    pub sheet: usize,
    /// First and last row of the header, from 0.
    pub header: (usize, usize),
    pub columns: Vec<Column>,
    /// The office that the title rows or the sheet's name give, for rosters without that column.
    pub unit: Option<String>,
}

impl Layout {
    /// The first row below the header, from 0.
    pub fn first_row(&self) -> usize {
        self.header.1 + 1
    }

    /// The column of a field.
    pub fn column(&self, field: Field) -> Option<usize> {
        self.columns.iter().position(|column| column.field == field)
    }
}

/// The header is looked for in so many rows.
pub const HEADER_ROWS: usize = 60;
/// A heading is no longer than this, in characters.
const HEADING_LENGTH: usize = 40;
/// A header with a name is one when it has so many known columns.
const KNOWN_COLUMNS: usize = 2;

/// The best roster of a file: of the sheets that are shown, the one with the most known columns,
/// of equals the one with the most rows. Where no heading is known by name, guesses count. `None`
/// where no sheet has a header.
pub fn find_layout(workbook: &Workbook, words: &RosterWords) -> Option<Layout> {
    best_of_all(workbook, words, false).or_else(|| best_of_all(workbook, words, true))
}

fn best_of_all(workbook: &Workbook, words: &RosterWords, guess: bool) -> Option<Layout> {
    let mut candidates: Vec<_> = workbook
        .sheets
        .iter()
        .enumerate()
        .filter_map(|(index, sheet)| {
            let (known, layout) = best_of_sheet(index, sheet, words, guess)?;
            Some(((!sheet.hidden, known, sheet.row_count()), layout))
        })
        .collect();
    // The first of equals: a stable sort in falling order.
    candidates.order_by_key(|(rank, _)| std::cmp::Reverse(*rank));
    candidates.into_iter().next().map(|(_, layout)| layout)
}

/// The best roster of one sheet.
pub fn find_in_sheet(workbook: &Workbook, sheet: usize, words: &RosterWords) -> Option<Layout> {
    let rows = workbook.sheets.get(sheet)?;
    best_of_sheet(sheet, rows, words, false)
        .or_else(|| best_of_sheet(sheet, rows, words, true))
        .map(|(_, layout)| layout)
}

fn best_of_sheet(
    index: usize,
    sheet: &Sheet,
    words: &RosterWords,
    guess: bool,
) -> Option<(usize, Layout)> {
    let rows = sheet.row_count().min(HEADER_ROWS);
    let mut best: Option<(usize, usize)> = None;
    for row in 0..rows {
        let known = known_fields(sheet, (row, row), words, guess);
        let enough = known.contains(&Field::Name) && known.len() >= KNOWN_COLUMNS;
        if (enough || known.len() > KNOWN_COLUMNS)
            && best.is_none_or(|(most, _)| known.len() > most)
        {
            best = Some((known.len(), row));
        }
    }
    let (_, row) = best?;
    let header = grow(sheet, row, words);
    let known = known_fields(sheet, header, words, guess).len();
    Some((known, layout_at(index, sheet, header, words)))
}

/// The layout to begin with where no header was found and a person must say which it is: the first
/// row of the longest sheet that is a table.
pub fn layout_by_hand(workbook: &Workbook, words: &RosterWords) -> Option<Layout> {
    let sheets = workbook.sheets.iter().enumerate();
    let (index, sheet) = sheets
        .filter(|(_, sheet)| !sheet.hidden && sheet.row_count() > 1 && sheet.width() > 1)
        .max_by_key(|(_, sheet)| sheet.row_count())?;
    Some(layout_at(index, sheet, (0, 0), words))
}

/// The layout with the row that a person has chosen for the header, and those that belong to it.
pub fn layout_from(
    workbook: &Workbook,
    sheet: usize,
    row: usize,
    words: &RosterWords,
) -> Option<Layout> {
    let rows = workbook.sheets.get(sheet)?;
    Some(layout_at(sheet, rows, grow(rows, row, words), words))
}

/// The layout with this header.
fn layout_at(index: usize, sheet: &Sheet, header: (usize, usize), words: &RosterWords) -> Layout {
    let headings = (0..sheet.width())
        .map(|column| {
            let parts = heading_parts(sheet, header, column);
            let heading = parts.iter().map(|part| one_line(part)).collect::<Vec<_>>().join("/");
            let field = (!parts.is_empty()).then(|| field_of(&parts, words)).flatten();
            (heading, field)
        })
        .collect();
    let mut header = header;
    if counts_columns(sheet, header.1 + 1) {
        header.1 += 1;
    }
    let columns = settle(headings, sheet, header.1 + 1, words);
    let unit = unit_of(sheet, header.0, words);
    Layout { sheet: index, header, columns, unit }
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join("")
}

/// The known fields of a header, each once.
fn known_fields(
    sheet: &Sheet,
    header: (usize, usize),
    words: &RosterWords,
    guess: bool,
) -> Vec<Field> {
    let width = (header.0..=header.1).map(|row| sheet.row_len(row)).max().unwrap_or(0);
    let mut known = Vec::new();
    for column in 0..width {
        let parts = heading_parts(sheet, header, column);
        if parts.is_empty() || parts.iter().any(|part| part.chars().count() > HEADING_LENGTH) {
            continue;
        }
        let guessed = || guess_of(parts.last()?, words).filter(|_| guess);
        if let Some(field) = field_of(&parts, words).or_else(guessed)
            && field != Field::Ignore
            && !known.contains(&field)
        {
            known.push(field);
        }
    }
    known
}

/// Rows above and below that belong to the header: they make more columns known, or lie under
/// cells that are merged across both.
fn grow(sheet: &Sheet, row: usize, words: &RosterWords) -> (usize, usize) {
    let mut header = (row, row);
    let count = |header| known_fields(sheet, header, words, false).len();
    if row > 0 && count((row - 1, row)) > count(header) {
        header.0 = row - 1;
    }
    if (is_second_row(sheet, row, words) && count((header.0, row + 1)) > count(header))
        || is_merged_down(sheet, row)
    {
        header.1 = row + 1;
    }
    header
}

/// Does the row below only part the columns of this one further? Then the name has nothing
/// there, and all that stands there stands under a blank or beside one.
fn is_second_row(sheet: &Sheet, row: usize, words: &RosterWords) -> bool {
    let name = (0..sheet.row_len(row)).find(|column| {
        field_of(&heading_parts(sheet, (row, row), *column), words) == Some(Field::Name)
    });
    let Some(name) = name else { return false };
    let below = sheet.get(row + 1, name).text.trim();
    let above = sheet.get(row, name).text.trim();
    below.is_empty() || fold(below) == fold(above)
}

/// Is some heading of this row merged with the cell below it?
fn is_merged_down(sheet: &Sheet, row: usize) -> bool {
    let merged = |merge: &&crate::interchange::table::Merge| {
        merge.first_row <= row && merge.last_row == row + 1
    };
    let below = sheet.row(row + 1).filter(|cell| !cell.text.trim().is_empty()).count();
    sheet.merges.iter().filter(merged).count() >= 2 && below > 0
}

/// The texts of a column's heading from the top down, merged cells filled in, each once.
fn heading_parts(sheet: &Sheet, header: (usize, usize), column: usize) -> Vec<&str> {
    let mut parts: Vec<&str> = Vec::new();
    for row in header.0..=header.1 {
        let mut text = sheet.get(row, column).text.trim();
        if text.is_empty() {
            text = filled(sheet, header, row, column);
        }
        if !text.is_empty() && parts.last().is_none_or(|last| fold(last) != fold(text)) {
            parts.push(text);
        }
    }
    parts
}

/// What a blank heading takes over: of its merged range, or, where the file has no merged
/// ranges, of the heading to the left, if something stands below it.
fn filled(sheet: &Sheet, header: (usize, usize), row: usize, column: usize) -> &str {
    if let Some(merge) = sheet.merge_at(row, column) {
        return sheet.get(merge.first_row, merge.first_column).text.trim();
    }
    let stands_below =
        |column| row < header.1 && !sheet.get(row + 1, column).text.trim().is_empty();
    if !sheet.merges.is_empty() || !stands_below(column) {
        return "";
    }
    let left = (0..column).rev().take_while(|left| stands_below(*left));
    left.map(|left| sheet.get(row, left).text.trim())
        .find(|text| !text.is_empty())
        .unwrap_or_default()
}

/// Does the row number the columns: 1, 2, 3 …?
fn counts_columns(sheet: &Sheet, row: usize) -> bool {
    let numbers: Vec<_> = sheet
        .row(row)
        .map(|cell| fold(cell.text))
        .filter(|text| !text.is_empty())
        .map(|text| text.trim_matches(['(', ')']).parse::<usize>())
        .collect();
    numbers.len() >= 3
        && numbers.windows(2).all(|pair| match pair {
            [Ok(first), Ok(second)] => *second == *first + 1,
            _ => false,
        })
}

/// The office named in the title rows (`填报单位：长安市场监督管理所`, or in the title itself), or by
/// the sheet's name.
fn unit_of(sheet: &Sheet, header: usize, words: &RosterWords) -> Option<String> {
    let rows = || (0..header).flat_map(|row| sheet.row(row).map(move |cell| (row, cell)));
    labelled_unit(sheet, header, words)
        .or_else(|| rows().find_map(|(_, cell)| office_in_title(cell.text, words)))
        .or_else(|| Some(sheet.name.trim()).filter(|name| words.is_office(name)).map(str::to_owned))
}

fn labelled_unit(sheet: &Sheet, header: usize, words: &RosterWords) -> Option<String> {
    for row in 0..header {
        for (column, cell) in sheet.row(row).enumerate() {
            let text = cell.text.trim();
            let (label, unit) = text.split_once([':', '\u{FF1A}']).unwrap_or((text, ""));
            if !words.unit_labels.contains(&fold(label)) {
                continue;
            }
            let unit = unit.split_whitespace().next().unwrap_or_default();
            let unit = unit.split(['(', '\u{FF08}']).next().unwrap_or_default();
            if !unit.is_empty() {
                return Some(unit.to_owned());
            }
            let beside = sheet.row(row).skip(column + 1).map(|cell| cell.text.trim());
            if let Some(unit) = beside.into_iter().find(|text| !text.is_empty())
                && words.is_office(unit)
            {
                return Some(unit.to_owned());
            }
        }
    }
    None
}

/// 长安市场监管所2026年干部花名册 is of 长安市场监管所; one of all offices is of none.
fn office_in_title(text: &str, words: &RosterWords) -> Option<String> {
    let mut title: String = text.split_whitespace().collect();
    if let Some((before, after)) = title.split_once('\u{5E74}') {
        let digits = before.trim_end_matches(|letter: char| letter.is_ascii_digit());
        if before.len() == digits.len() + 4 {
            title = format!("{digits}{}", after.trim_start_matches('\u{5EA6}'));
        }
    }
    words
        .office_endings
        .iter()
        .filter(|ending| {
            ending.ending.chars().count() > 1
                && !matches!(ending.kind, OfficeKind::Bureau | OfficeKind::Section)
        })
        .find_map(|ending| {
            let at = title.find(ending.ending.as_str()).filter(|at| *at > 0)?;
            let name = title.get(..at + ending.ending.len())?;
            (!words.not_offices.iter().any(|word| name.contains(word.as_str())))
                .then(|| name.to_owned())
        })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::interchange::csv;
    use crate::model::pack::Packs;

    fn layout(text: &str) -> Option<Layout> {
        let workbook = csv::read(text.to_owned(), "t").unwrap();
        find_layout(&workbook, &RosterWords::new(&Packs::built_in()))
    }

    fn fields(text: &str) -> Vec<Field> {
        layout(text).unwrap().columns.iter().map(|column| column.field).collect()
    }

    #[test]
    fn the_header_is_found_below_titles() {
        let found =
            layout("花名册\n填报单位：长安所,,截至日期：2026\n序号,姓名,性别,爱好\n1,王芳,女,棋\n")
                .unwrap();
        assert_eq!(found.header, (2, 2));
        assert_eq!(found.unit.as_deref(), Some("长安所"));
        let fields: Vec<_> = found.columns.iter().map(|column| column.field).collect();
        assert_eq!(fields, [Field::Sequence, Field::Name, Field::Sex, Field::Custom]);
    }

    #[test]
    fn a_header_of_two_rows_is_joined() {
        use Field::{FullTimeSchooling, InServiceSchooling, Name, Office, Sequence};
        let text = "花名册\n序号,姓名,学历,,单位\n,,全日制,在职,\n1,王芳,大专,本科,长安所\n";
        assert_eq!(layout(text).unwrap().header, (1, 2));
        let two = [Sequence, Name, FullTimeSchooling, InServiceSchooling, Office];
        assert_eq!(fields(text), two);
        let repeated =
            "序号,姓名,学历,学历,单位\n序号,姓名,全日制,在职,单位\n1,王芳,大专,本科,长安所\n";
        assert_eq!(fields(repeated), two);
        let grouped =
            "基本情况,,教育情况,,单位\n序号,姓名,全日制学历,在职学历,\n1,王芳,大专,本科,长安所\n";
        assert_eq!(fields(grouped), two);
    }

    #[test]
    fn a_first_person_without_a_name_is_no_header() {
        let found = layout("姓名,性别,出生年月\n,女,198506\n").unwrap();
        assert_eq!(found.header, (0, 0));
    }

    #[test]
    fn a_row_that_numbers_the_columns_is_of_the_header() {
        assert_eq!(layout("姓名,性别,单位\n1,2,3\n王芳,女,长安所\n").unwrap().first_row(), 2);
    }

    #[test]
    fn a_person_may_say_which_row_is_the_header() {
        let words = RosterWords::new(&Packs::built_in());
        let workbook = csv::read("名册\n甲,乙\n王芳,女\n".to_owned(), "t").unwrap();
        assert_eq!(layout_by_hand(&workbook, &words).map(|found| found.header), Some((0, 0)));
        let found = layout_from(&workbook, 0, 1, &words).unwrap();
        assert_eq!(found.first_row(), 2);
        assert_eq!(found.columns.len(), 2);
        let two = "序号,姓名,学历,\n,,全日制,在职\n1,王芳,大专,本科\n";
        let workbook = csv::read(two.to_owned(), "t").unwrap();
        assert_eq!(layout_from(&workbook, 0, 0, &words).unwrap().header, (0, 1));
    }

    #[test]
    fn a_text_without_headings_has_no_roster() {
        assert_eq!(layout("今天,天气\n很好,晴\n"), None);
    }
}
