//! Day numbers of spreadsheets.

use jiff::{ToSpan, civil::Date};

/// 9999-12-31, the last day that spreadsheets know.
const LAST: i32 = 2_958_465;

/// The date of a day number: 1 is 1900-01-01, or 0 is 1904-01-01 in files of the other epoch.
/// Excel counts a 29 February 1900 that never was, so numbers below 61 lie a day later.
pub fn date_of(number: i32, epoch_1904: bool) -> Option<Date> {
    let start = match (epoch_1904, number) {
        (true, _) => Date::constant(1904, 1, 1),
        (false, ..=60) => Date::constant(1899, 12, 31),
        (false, _) => Date::constant(1899, 12, 30),
    };
    (0..=LAST).contains(&number).then(|| start.checked_add(number.days()).ok())?
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_epochs_give_the_day_that_the_spreadsheet_shows() {
        assert_eq!(date_of(29495, false), Some(Date::constant(1980, 10, 1)));
        assert_eq!(date_of(29495 - 1462, true), Some(Date::constant(1980, 10, 1)));
        assert_eq!(date_of(1, false), Some(Date::constant(1900, 1, 1)));
        assert_eq!(date_of(61, false), Some(Date::constant(1900, 3, 1)));
        assert_eq!(date_of(i32::MAX, false), None);
        assert_eq!(date_of(-1, true), None);
    }
}
