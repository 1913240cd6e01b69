//! How the rows of the official form fall on sheets of paper, by an estimate that errs on the
//! safe side: the same on every engine, and before anything is drawn.

/// Room that a row takes in a column, in millimetres: Song type of 9 pt on lines of 12.5 pt.
const CHARACTER: f64 = 3.2;
const LINE: f64 = 4.42;
/// Inside of a cell, both sides together, with its border.
const SIDES: f64 = 2.8;
const ABOVE_AND_BELOW: f64 = 2.4;
/// A row of this height has room for handwriting.
pub const HANDWRITING: f64 = 11.2;

/// The heights of what stands on the sheets, in millimetres.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Sheet {
    /// Room for rows on the first sheet, under title and head.
    pub first: f64,
    /// Room for rows on every other sheet.
    pub other: f64,
    /// What stands under the last row: sum and signatures.
    pub end: f64,
}

/// Prose is set in 11 pt on lines of 7 mm.
const PROSE_CHARACTER: f64 = 3.95;
const PROSE_LINE: f64 = 7.0;

/// The height of a paragraph of prose as wide as so many millimetres, its first line set in by two
/// characters.
pub fn prose_height(text: &str, width: f64) -> f64 {
    lines_of(&format!("\u{3000}\u{3000}{text}"), width / PROSE_CHARACTER) as f64 * PROSE_LINE
}

/// How many lines a text takes in a column of so many millimetres.
fn lines(text: &str, width: f64) -> usize {
    lines_of(text, (width - SIDES) / CHARACTER)
}

/// How many lines a text takes where so many characters have room in one.
fn lines_of(text: &str, room: f64) -> usize {
    let room = room.max(1.0);
    text.lines()
        .map(|line| {
            let wide: f64 = line.chars().map(|one| if one.is_ascii() { 0.56 } else { 1.0 }).sum();
            ((wide / room).ceil() as usize).max(1)
        })
        .sum()
}

/// The height of a row in millimetres, from its texts and the widths of their columns, and not
/// lower than `least`.
pub fn row_height<'a>(least: f64, cells: impl IntoIterator<Item = (&'a str, f64)>) -> f64 {
    let most = cells.into_iter().map(|(text, width)| lines(text, width)).max().unwrap_or(0);
    (most as f64 * LINE + ABOVE_AND_BELOW).max(least)
}

/// A row, with the cell that it shares with its neighbours (考核领域).
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Row {
    /// Of its own cells, in millimetres.
    pub height: f64,
    /// Of the shared cell: so high are its rows on one sheet together at least.
    pub shared: f64,
    /// Neighbours with the same number share the cell.
    pub group: usize,
}

/// The height of rows on one sheet.
fn height(rows: &[Row]) -> f64 {
    let groups = rows.chunk_by(|one, next| one.group == next.group);
    groups
        .map(|rows| {
            let shared = rows.first().map_or(0.0, |row| row.shared);
            rows.iter().map(|row| row.height).sum::<f64>().max(shared)
        })
        .sum()
}

/// As [`sheets_of_groups`], where no row shares a cell.
pub fn sheets(heights: &[f64], sheet: Sheet) -> Vec<(usize, usize)> {
    let row = |height: &f64| Row { height: *height, shared: 0.0, group: 0 };
    sheets_of_groups(&heights.iter().map(row).collect::<Vec<_>>(), sheet)
}

/// The first row and the row after the last of each sheet. A row that fits on no sheet has one of
/// its own. What stands under the rows goes below the last one, or takes that one along to a sheet of
/// its own; only under a row that leaves no room for it does it stand alone.
pub fn sheets_of_groups(rows: &[Row], sheet: Sheet) -> Vec<(usize, usize)> {
    let mut sheets = Vec::new();
    let room = |before: usize| if before == 0 { sheet.first } else { sheet.other };
    let used = |start: usize, end: usize| height(rows.get(start..end).unwrap_or_default());
    let (mut start, count) = (0, rows.len());
    for at in 1..count {
        if used(start, at + 1) > room(sheets.len()) {
            sheets.push((start, at));
            start = at;
        }
    }
    let is_over = used(start, count) + sheet.end > room(sheets.len());
    if is_over && sheet.end > 0.0 && count > 0 {
        let goes_along = count > start + 1 && used(count - 1, count) + sheet.end <= sheet.other;
        let end = if goes_along { count - 1 } else { count };
        sheets.push((start, end));
        start = end;
    }
    sheets.push((start, count));
    sheets
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const SHEET: Sheet = Sheet { first: 100.0, other: 120.0, end: 40.0 };

    #[test]
    fn a_form_that_fits_is_one_sheet() {
        assert_eq!(sheets(&[20.0, 20.0], SHEET), [(0, 2)]);
        assert_eq!(sheets(&[], SHEET), [(0, 0)]);
    }

    #[test]
    fn the_last_row_goes_with_the_signatures_where_these_do_not_fit() {
        assert_eq!(sheets(&[30.0, 30.0, 30.0], SHEET), [(0, 2), (2, 3)]);
    }

    #[test]
    fn under_a_row_that_leaves_no_room_the_signatures_have_a_sheet_of_their_own() {
        assert_eq!(sheets(&[30.0, 90.0], SHEET), [(0, 1), (1, 2), (2, 2)]);
        assert_eq!(sheets(&[90.0], SHEET), [(0, 1), (1, 1)]);
        assert_eq!(sheets(&[90.0, 90.0, 20.0], SHEET), [(0, 1), (1, 2), (2, 3)]);
    }

    #[test]
    fn a_long_text_makes_a_high_row_and_a_short_one_leaves_room_for_a_hand() {
        assert_eq!(row_height(HANDWRITING, [("短", 20.0)]), HANDWRITING);
        let long = "长".repeat(60);
        assert!(row_height(HANDWRITING, [(long.as_str(), 35.0), ("短", 20.0)]) > 25.0);
    }

    #[test]
    fn rows_that_share_a_cell_are_together_as_high_as_it() {
        let row = |height, group| Row { height, shared: 50.0, group };
        // Of one area they take 60, of one each 100.
        let one = [row(20.0, 0), row(20.0, 0), row(20.0, 0)];
        assert_eq!(sheets_of_groups(&one, SHEET), [(0, 3)]);
        let each = [row(20.0, 0), row(20.0, 1), row(20.0, 2)];
        assert_eq!(sheets_of_groups(&each, SHEET), [(0, 2), (2, 3)]);
    }

    proptest! {
        #[test]
        fn every_row_is_on_one_sheet_and_no_sheet_is_over_full(
            rows in prop::collection::vec((11.0..60.0_f64, 0.0..60.0_f64, 0_usize..3), 0..80)
        ) {
            let row = |(height, shared, group)| Row { height, shared, group };
            let rows: Vec<_> = rows.into_iter().map(row).collect();
            let sheets = sheets_of_groups(&rows, SHEET);
            prop_assert_eq!(sheets.first().unwrap().0, 0);
            prop_assert_eq!(sheets.last().unwrap().1, rows.len());
            for pair in sheets.windows(2) {
                prop_assert_eq!(pair[0].1, pair[1].0);
            }
            for (at, (start, end)) in sheets.iter().enumerate() {
                let room = if at == 0 { SHEET.first } else { SHEET.other };
                let below = if at + 1 == sheets.len() { SHEET.end } else { 0.0 };
                prop_assert!(height(&rows[*start..*end]) + below <= room);
                prop_assert!(start < end || rows.is_empty());
            }
        }
    }
}
