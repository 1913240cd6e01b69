//! A workbook with a sheet for each office: the sheets with the same columns become one list.

use super::header::{Layout, find_in_sheet};
use super::words::RosterWords;
use crate::interchange::table::{Sheet, Workbook};

/// So many names of sheets make the name of the joined one.
const SHOWN_NAMES: usize = 3;

/// Adds a sheet of all people where every office has a sheet of its own: shown, with the same
/// columns, and each with another office in its title or name. Above the rows of a sheet stands its
/// office, as rosters in one sheet have it. The other sheets stay.
pub fn join_offices(workbook: &mut Workbook, words: &RosterWords) {
    let layouts: Vec<Layout> = (0..workbook.sheets.len())
        .filter(|index| workbook.sheets.get(*index).is_some_and(|sheet| !sheet.hidden))
        .filter_map(|index| find_in_sheet(workbook, index, words))
        .collect();
    let Some(joined) = layouts.iter().max_by_key(|one| alike(&layouts, one, words).len()) else {
        return;
    };
    let parts = alike(&layouts, joined, words);
    if parts.len() < 2 {
        return;
    }
    let mut all = Sheet::new("");
    let mut names = Vec::new();
    for (at, (layout, unit)) in parts.iter().enumerate() {
        let Some(sheet) = workbook.sheets.get(layout.sheet) else { return };
        all.epoch_1904 = sheet.epoch_1904;
        names.push(sheet.name.trim());
        let header = if at == 0 { layout.header.0..layout.first_row() } else { 0..0 };
        let rows = layout.first_row()..sheet.row_count();
        let is_full = !header.into_iter().all(|row| copy(sheet, row, &mut all))
            || !section(unit, &mut all)
            || !rows.into_iter().all(|row| copy(sheet, row, &mut all));
        if is_full {
            return;
        }
    }
    // A workbook may have thirty sheets.
    let more = if names.len() > SHOWN_NAMES { "+…" } else { "" };
    names.truncate(SHOWN_NAMES);
    all.name = names.join("+") + more;
    // Too much for one list: the sheets can still be taken one by one.
    if workbook.add(all).is_err() {
        workbook.sheets.pop();
    }
}

/// The layouts with the columns of one, each of another office.
fn alike<'a>(
    layouts: &'a [Layout],
    one: &Layout,
    words: &RosterWords,
) -> Vec<(&'a Layout, &'a str)> {
    let mut parts: Vec<(&Layout, &str)> = Vec::new();
    for layout in layouts {
        let unit = layout.unit.as_deref().filter(|unit| words.is_office(unit));
        if let Some(unit) = unit
            && layout.columns == one.columns
            && parts.iter().all(|(_, other)| *other != unit)
        {
            parts.push((layout, unit));
        }
    }
    parts
}

fn section(unit: &str, all: &mut Sheet) -> bool {
    all.begin_row(all.row_count());
    all.push(0, crate::interchange::table::CellKind::Text, unit)
}

fn copy(sheet: &Sheet, row: usize, all: &mut Sheet) -> bool {
    all.begin_row(all.row_count());
    sheet.row(row).enumerate().all(|(column, cell)| all.push(column, cell.kind, cell.text))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::interchange::csv;
    use crate::interchange::roster::header::find_layout;
    use crate::interchange::roster::rows::read_rows;
    use crate::model::pack::Packs;
    use jiff::civil::Date;

    fn book(sheets: &[(&str, &str)]) -> Workbook {
        let mut book = Workbook::default();
        for (name, text) in sheets {
            let mut sheet = csv::read((*text).to_owned(), "t").unwrap().sheets.remove(0);
            sheet.name = (*name).to_owned();
            book.add(sheet).unwrap();
        }
        book
    }

    #[test]
    fn sheets_of_offices_become_one_list() {
        let words = RosterWords::new(&Packs::built_in());
        let head = "序号,姓名,性别\n";
        let mut book = book(&[
            ("封面", "说明"),
            ("长安所", &format!("{head}1,王芳,女\n合计,1\n")),
            ("东塔所", &format!("名册\n{head}1,李强,男\n2,张三,男\n")),
        ]);
        join_offices(&mut book, &words);
        assert_eq!(book.sheets.len(), 4);
        let layout = find_layout(&book, &words).unwrap();
        assert_eq!(layout.sheet, 3);
        let rows = read_rows(&book.sheets[3], &layout, &words, Date::constant(2026, 12, 31));
        let read: Vec<_> = rows
            .iter()
            .map(|row| (row.draft.name.as_str(), row.draft.office.as_deref().unwrap()))
            .collect();
        assert_eq!(read, [("王芳", "长安所"), ("李强", "东塔所"), ("张三", "东塔所")]);
    }

    #[test]
    fn sheets_of_years_or_with_other_columns_are_not_joined() {
        let words = RosterWords::new(&Packs::built_in());
        for sheets in [
            [("2025", "姓名,性别\n王芳,女\n"), ("2026", "姓名,性别\n王芳,女\n")],
            [("长安所", "姓名,性别\n王芳,女\n"), ("东塔所", "性别,姓名\n女,王芳\n")],
        ] {
            let mut book = book(&sheets);
            join_offices(&mut book, &words);
            assert_eq!(book.sheets.len(), 2, "{sheets:?}");
        }
    }
}
