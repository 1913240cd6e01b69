//! What the formats of cells make of numbers: dates, fixed decimals, or nothing.

use std::collections::HashMap;

use super::xml::{Event, Scanner};
use crate::interchange::day_number;
use crate::interchange::table::CellKind;

/// How a number of some format is shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum NumberFormat {
    #[default]
    General,
    /// So many decimals.
    Fixed(usize),
    /// A date with its day.
    Day,
    /// A date without its day, `yyyy年m月`.
    Month,
    /// A time of day only.
    Time,
}

/// The formats of a workbook by the number that cells carry.
#[derive(Default)]
pub struct Styles {
    /// Formats of the workbook's own by their ids.
    codes: HashMap<u32, NumberFormat>,
    formats: Vec<NumberFormat>,
}

impl Styles {
    /// Reads the part.
    pub fn read(xml: &str) -> Self {
        let mut styles = Self::default();
        let mut in_cells = false;
        for event in Scanner::new(xml) {
            match event {
                Event::Open(tag) if tag.name == "numFmt" => {
                    if let (Some(id), Some(code)) =
                        (tag.number::<u32>("numFmtId"), tag.get("formatCode"))
                    {
                        styles.add_code(id, &super::xml::resolve(code));
                    }
                }
                Event::Open(tag) if tag.name == "cellXfs" => in_cells = true,
                Event::Close("cellXfs") => in_cells = false,
                Event::Open(tag) if tag.name == "xf" && in_cells => {
                    styles.add_style(tag.number("numFmtId").unwrap_or(0));
                }
                _ => {}
            }
        }
        styles
    }

    /// Adds a format of the workbook's own. Formats come before styles.
    pub fn add_code(&mut self, id: u32, code: &str) {
        self.codes.insert(id, of_code(code));
    }

    /// Adds the next style, which has the format of this id.
    pub fn add_style(&mut self, id: u32) {
        self.formats.push(self.codes.get(&id).copied().unwrap_or_else(|| built_in(id)));
    }

    /// The format of a cell's style.
    pub fn get(&self, style: usize) -> NumberFormat {
        self.formats.get(style).copied().unwrap_or_default()
    }
}

/// The formats that need no code (ECMA-376 18.8.30, with those of Chinese Excel).
fn built_in(id: u32) -> NumberFormat {
    match id {
        1 | 3 | 37 | 38 => NumberFormat::Fixed(0),
        2 | 4 | 39 | 40 => NumberFormat::Fixed(2),
        14..=16 | 22 | 28..=31 | 51 | 53 | 54 | 58 => NumberFormat::Day,
        17 | 27 | 36 | 50 | 52 | 57 => NumberFormat::Month,
        18..=21 | 32..=35 | 45..=47 | 55 | 56 => NumberFormat::Time,
        _ => NumberFormat::General,
    }
}

/// What a format code means: its first section, without quoted text, colours and conditions.
pub fn of_code(code: &str) -> NumberFormat {
    let mut marks = String::new();
    let mut letters = code.chars();
    while let Some(letter) = letters.next() {
        match letter {
            '"' => {
                letters.by_ref().find(|letter| *letter == '"');
            }
            '\\' | '_' | '*' => {
                letters.next();
            }
            '[' => {
                let inner: String = letters.by_ref().take_while(|letter| *letter != ']').collect();
                // Elapsed hours are no date; locales and colours say nothing.
                if inner.chars().all(|letter| matches!(letter, 'h' | 'H' | 'm' | 's')) {
                    marks.push('h');
                }
            }
            ';' => break,
            letter => marks.extend(letter.to_lowercase()),
        }
    }
    let has = |letter| marks.contains(letter);
    if marks.contains("general") || has('@') {
        return NumberFormat::General;
    }
    if has('y') || has('d') || has('e') && !has('0') || has('m') && !has('h') && !has('s') {
        return if has('d') || !has('y') && !has('e') {
            NumberFormat::Day
        } else {
            NumberFormat::Month
        };
    }
    if has('h') || has('s') {
        return NumberFormat::Time;
    }
    if has('%') || has('e') || has('/') || has('?') {
        return NumberFormat::General;
    }
    let decimals = marks
        .split_once('.')
        .map_or(0, |(_, decimals)| decimals.chars().take_while(|letter| *letter == '0').count());
    // `#` after the point shows no zeros, so nothing is fixed.
    if has('0') && !marks.split_once('.').is_some_and(|(_, rest)| rest.contains('#')) {
        NumberFormat::Fixed(decimals)
    } else {
        NumberFormat::General
    }
}

/// The text of a day number: with its day, or, where the format hides the day and it is the
/// first, without. `None` where no date of a roster can be meant, such as 198010.
fn date_text(value: f64, format: NumberFormat, epoch_1904: bool) -> Option<String> {
    if !(1.0..=80_000.0).contains(&value) {
        return None;
    }
    // The range above makes the cast exact but for the time of day, which is dropped.
    #[expect(clippy::cast_possible_truncation)]
    let date = day_number::date_of(value.floor() as i32, epoch_1904)?;
    let month_only = format == NumberFormat::Month && date.day() == 1;
    Some(match month_only {
        true => format!("{:04}-{:02}", date.year(), date.month()),
        false => date.to_string(),
    })
}

/// Adds a number, or the date that its format makes of it, to the text of a cell.
pub fn add_number(
    value: f64,
    format: NumberFormat,
    epoch_1904: bool,
    text: &mut String,
) -> CellKind {
    if matches!(format, NumberFormat::Day | NumberFormat::Month)
        && let Some(date) = date_text(value, format, epoch_1904)
    {
        text.push_str(&date);
        return CellKind::Date;
    }
    text.push_str(&number_text(value, format));
    match format {
        NumberFormat::Fixed(1..) => CellKind::Shown,
        _ => CellKind::Number,
    }
}

/// A number as a spreadsheet shows it: 15 digits, no trailing zeros unless the format has them.
fn number_text(value: f64, format: NumberFormat) -> String {
    let rounded: f64 = format!("{value:.14e}").parse().unwrap_or(value);
    match format {
        NumberFormat::Fixed(decimals @ 1..=9) => format!("{rounded:.decimals$}"),
        // Long numbers as the file has them, for they are ID numbers that have lost their end.
        _ if rounded.abs() >= 1e15 => value.to_string(),
        _ => rounded.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn format_codes_tell_dates_from_numbers() {
        for (code, format) in [
            ("yyyy\\年m\\月", NumberFormat::Month),
            ("yyyy\"年\"m\"月\"d\"日\"", NumberFormat::Day),
            ("[$-804]yyyy-mm;@", NumberFormat::Month),
            ("yyyy/m/d h:mm", NumberFormat::Day),
            ("mmm-yy", NumberFormat::Month),
            ("0.00", NumberFormat::Fixed(2)),
            ("0", NumberFormat::Fixed(0)),
            ("#,##0.0_ ;[Red]\\-#,##0.0\\ ", NumberFormat::Fixed(1)),
            ("General", NumberFormat::General),
            ("@", NumberFormat::General),
            ("h:mm:ss", NumberFormat::Time),
            ("[h]:mm", NumberFormat::Time),
            ("0.##", NumberFormat::General),
            ("0.00E+00", NumberFormat::General),
            ("[DBNum1][$-804]yyyy\"年\"m\"月\"", NumberFormat::Month),
        ] {
            assert_eq!(of_code(code), format, "{code}");
        }
    }

    #[test]
    fn numbers_are_written_as_they_are_shown() {
        assert_eq!(number_text(1980.1, NumberFormat::Fixed(2)), "1980.10");
        assert_eq!(number_text(1980.1, NumberFormat::General), "1980.1");
        assert_eq!(number_text(1974.04 - 2.3e-13, NumberFormat::General), "1974.04");
        assert_eq!(number_text(198010.0, NumberFormat::General), "198010");
        assert_eq!(number_text(2.101021985010112e17, NumberFormat::General), "210102198501011200");
        assert_eq!(date_text(29495.0, NumberFormat::Month, false).as_deref(), Some("1980-10"));
        assert_eq!(date_text(29495.5, NumberFormat::Day, false).as_deref(), Some("1980-10-01"));
        assert_eq!(date_text(29500.0, NumberFormat::Month, false).as_deref(), Some("1980-10-06"));
        assert_eq!(date_text(198010.0, NumberFormat::Day, false), None);
        assert_eq!(date_text(f64::NAN, NumberFormat::Day, false), None);
    }
}
