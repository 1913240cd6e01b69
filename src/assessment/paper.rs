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

/// The first row and the row after the last of each sheet. A row that fits on no sheet has one of
/// its own. What stands under the rows goes below the last one, or takes that one along to a sheet of
/// its own; only under a row that leaves no room for it does it stand alone.
pub fn sheets(heights: &[f64], sheet: Sheet) -> Vec<(usize, usize)> {
    let mut sheets = Vec::new();
    let (mut start, mut used) = (0, 0.0);
    for (at, height) in heights.iter().enumerate() {
        let room = if sheets.is_empty() { sheet.first } else { sheet.other };
        if at > start && used + height > room {
            sheets.push((start, at));
            (start, used) = (at, 0.0);
        }
        used += height;
    }
    let room = if sheets.is_empty() { sheet.first } else { sheet.other };
    let count = heights.len();
    if let Some(last) = heights.last()
        && sheet.end > 0.0
        && used + sheet.end > room
    {
        let goes_along = count > start + 1 && last + sheet.end <= sheet.other;
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

    proptest! {
        #[test]
        fn every_row_is_on_one_sheet_and_no_sheet_is_over_full(
            heights in prop::collection::vec(11.0..60.0_f64, 0..80)
        ) {
            let sheets = sheets(&heights, SHEET);
            prop_assert_eq!(sheets.first().unwrap().0, 0);
            prop_assert_eq!(sheets.last().unwrap().1, heights.len());
            for pair in sheets.windows(2) {
                prop_assert_eq!(pair[0].1, pair[1].0);
            }
            for (at, (start, end)) in sheets.iter().enumerate() {
                let room = if at == 0 { SHEET.first } else { SHEET.other };
                let used: f64 = heights[*start..*end].iter().sum();
                let below = if at + 1 == sheets.len() { SHEET.end } else { 0.0 };
                prop_assert!(used + below <= room);
                prop_assert!(start < end || heights.is_empty());
            }
        }
    }
}
