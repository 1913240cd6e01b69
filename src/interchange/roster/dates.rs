//! Dates as rosters write them (domain B3): 1985.06, 1985.6, 198506, 1985-06-01, 1985/6/1,
//! 1985年6月, 一九八五年六月, 85.6, 1-Jun-1985, day numbers and date cells.

use super::words::{RosterWords, is_invisible};
use crate::interchange::day_number;
use crate::interchange::table::{Cell, CellKind};
use crate::model::date::PartialDate;
use crate::model::width::narrow;

/// What a cell says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DateReading {
    Date(PartialDate),
    /// `1980.1` of a number: January, or October without its zero.
    JanuaryOrOctober(i16),
    Bad,
}

/// How the dates of one column are written, told from all of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DateStyle {
    /// `1980.1` is October: January is written `1980.01` here, and a number loses its last zero.
    pub october: bool,
    /// 13/06/1985 rather than 06/13/1985.
    pub day_first: bool,
    /// 6/1/85: a two-digit year comes last.
    pub year_last: bool,
    pub epoch_1904: bool,
    /// Two-digit years above this are of the last century.
    pub pivot: i16,
}

/// Whole numbers in this range are day numbers: 1927 to 2064.
const DAY_NUMBERS: std::ops::RangeInclusive<i32> = 10_000..=60_000;
const YEARS: std::ops::RangeInclusive<i16> = 1900..=2100;

/// A run of digits, with its length, or a month by name.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Token {
    Digits(u32, usize),
    Month(i8),
}

impl DateStyle {
    /// Looks through a column. `pivot` is the last year that two digits can mean.
    pub fn of<'a>(
        cells: impl Iterator<Item = Cell<'a>>,
        epoch_1904: bool,
        pivot: i16,
        words: &RosterWords,
    ) -> Self {
        let (mut padded, mut single, mut ten) = (0_u32, 0_u32, 0_u32);
        let (mut day_first, mut month_first, mut year_last) = (0_u32, 0_u32, false);
        for cell in cells.filter(|cell| cell.text.is_ascii() && !cell.text.is_empty()) {
            if let Some((year, month)) = cell.text.trim().split_once('.') {
                if year.len() == 4 {
                    padded += u32::from(month.len() == 2 && month.starts_with('0'));
                    single += u32::from(month.len() == 1 && !month.starts_with(['0', '1']));
                    // Texts keep their zeros whatever becomes of the numbers beside them.
                    ten += u32::from(month == "10" && cell.kind == CellKind::Untyped);
                }
            } else if cell.text.contains('/')
                && let Some([Token::Digits(a, _), Token::Digits(b, _), Token::Digits(year, 2 | 4)]) =
                    tokens(cell.text, words).as_deref()
            {
                day_first += u32::from(*a > 12 && *a < 32);
                month_first += u32::from(*b > 12);
                year_last |= *a < 32 && *year > 31;
            }
        }
        let october = ten == 0 && single <= padded;
        Self { october, day_first: day_first > month_first, year_last, epoch_1904, pivot }
    }

    /// Reads one cell that is not blank.
    pub fn read(&self, cell: Cell<'_>, words: &RosterWords) -> DateReading {
        let text = cell.text.trim();
        if cell.kind == CellKind::Date {
            return PartialDate::parse(text).map_or(DateReading::Bad, DateReading::Date);
        }
        let Some(tokens) = tokens(text, words) else { return DateReading::Bad };
        let may_have_lost_a_zero = matches!(cell.kind, CellKind::Number | CellKind::Untyped);
        if let [Token::Digits(year, 4), Token::Digits(1, 1)] = tokens.as_slice()
            && may_have_lost_a_zero
            && text.contains('.')
            && let Some(year) = whole_year(*year)
        {
            return DateReading::JanuaryOrOctober(year);
        }
        self.date(&tokens).map_or(DateReading::Bad, DateReading::Date)
    }

    fn date(&self, tokens: &[Token]) -> Option<PartialDate> {
        use Token::{Digits, Month};
        match *tokens {
            [Digits(number, length)] => self.unbroken(number, length),
            // 198,010 and 29,495: numbers with marks of thousands.
            [Digits(thousands, 2 | 3), Digits(ones, 3)] => {
                self.unbroken(thousands * 1000 + ones, if thousands < 100 { 5 } else { 6 })
            }
            // The fraction of a day number is the time of day.
            [Digits(number, 5), Digits(..)] => self.unbroken(number, 5),
            [Digits(year, 4), Digits(month, 1 | 2)] => year_month(whole_year(year)?, month),
            [Digits(year, 4), Digits(rest, 4)] => full(whole_year(year)?, rest / 100, rest % 100),
            [Digits(month, 1 | 2), Digits(year, 4)] => year_month(whole_year(year)?, month),
            [Digits(year, 2), Digits(month, 1 | 2)] => year_month(self.short_year(year)?, month),
            [Digits(year, 4), Digits(month, 1 | 2), Digits(day, 1 | 2)] => {
                full(whole_year(year)?, month, day)
            }
            [Digits(first, 1 | 2), Digits(second, 1 | 2), Digits(year, 4)] => {
                self.year_last(first, second, whole_year(year)?)
            }
            [Digits(first, length @ (1 | 2)), Digits(second, 1 | 2), Digits(year, 2)]
                if first <= 31 && (year > 31 || length == 1 || self.year_last) =>
            {
                self.year_last(first, second, self.short_year(year)?)
            }
            [Digits(year, 2), Digits(month, 1 | 2), Digits(day, 1 | 2)] => {
                full(self.short_year(year)?, month, day)
            }
            [Month(month), Digits(year, length @ (2 | 4))]
            | [Digits(year, length @ 4), Month(month)] => {
                PartialDate::month(self.year(year, length)?, month)
            }
            [Digits(day, 1 | 2), Month(month), Digits(year, length @ (2 | 4))]
            | [Month(month), Digits(day, 1 | 2), Digits(year, length @ (2 | 4))]
            | [Digits(year, length @ 4), Month(month), Digits(day, 1 | 2)] => {
                full(self.year(year, length)?, u32::try_from(month).ok()?, day)
            }
            _ => None,
        }
    }

    fn year_last(&self, first: u32, second: u32, year: i16) -> Option<PartialDate> {
        let day_first = first > 12 || self.day_first && second <= 12;
        let (month, day) = if day_first { (second, first) } else { (first, second) };
        full(year, month, day)
    }

    /// 1985, 198506, 19850601, 850601 and day numbers.
    fn unbroken(&self, number: u32, length: usize) -> Option<PartialDate> {
        match length {
            4 => whole_year(number).map(PartialDate::Year),
            5 => {
                let number = i32::try_from(number).ok().filter(|n| DAY_NUMBERS.contains(n))?;
                day_number::date_of(number, self.epoch_1904).map(PartialDate::Day)
            }
            6 => match whole_year(number / 100) {
                Some(year) => year_month(year, number % 100),
                None => full(self.short_year(number / 10_000)?, number / 100 % 100, number % 100),
            },
            8 => full(whole_year(number / 10_000)?, number / 100 % 100, number % 100),
            _ => None,
        }
    }

    fn year(&self, year: u32, length: usize) -> Option<i16> {
        if length == 4 { whole_year(year) } else { self.short_year(year) }
    }

    fn short_year(&self, year: u32) -> Option<i16> {
        let year = i16::try_from(year).ok()?;
        let late = 2000 + year;
        Some(if late > self.pivot { 1900 + year } else { late })
    }
}

fn whole_year(year: u32) -> Option<i16> {
    i16::try_from(year).ok().filter(|year| YEARS.contains(year))
}

/// A month of 0 says that it is not known.
fn year_month(year: i16, month: u32) -> Option<PartialDate> {
    match month {
        0 => Some(PartialDate::Year(year)),
        _ => PartialDate::month(year, i8::try_from(month).ok()?),
    }
}

fn full(year: i16, month: u32, day: u32) -> Option<PartialDate> {
    match day {
        0 => year_month(year, month),
        _ => PartialDate::day(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?),
    }
}

/// Digits and months between the marks; `None` where anything else stands.
fn tokens(text: &str, words: &RosterWords) -> Option<Vec<Token>> {
    let plain: String = text
        .chars()
        .filter(|letter| !is_invisible(*letter))
        .map(|letter| narrow(letter).to_ascii_lowercase())
        .collect();
    let mut rest = without_time(plain.trim());
    for noise in &words.date_noise {
        rest = rest.trim_start_matches(noise.as_str()).trim_end_matches(noise.as_str());
    }
    // `1985年6月（41岁）`: what stands in brackets says nothing more.
    let rest = rest.split(['(', '[']).next().unwrap_or_default().trim();
    let mut tokens = Vec::with_capacity(3);
    let mut letters = rest.chars().peekable();
    while let Some(letter) = letters.next() {
        let run = |letters: &mut std::iter::Peekable<std::str::Chars<'_>>,
                   test: &dyn Fn(char) -> bool| {
            let mut run = String::from(letter);
            while let Some(next) = letters.next_if(|next| test(*next)) {
                run.push(next);
            }
            run
        };
        if letter.is_ascii_digit() {
            let digits = run(&mut letters, &|next| next.is_ascii_digit());
            tokens.push(Token::Digits(digits.parse().ok()?, digits.len()));
        } else if letter.is_ascii_alphabetic() {
            let name = run(&mut letters, &|next| next.is_ascii_alphabetic());
            let month = words.months.iter().position(|month| name.starts_with(month))?;
            tokens.push(Token::Month(i8::try_from(month).ok()? + 1));
        } else if words.numerals.contains(&letter) {
            let numerals = run(&mut letters, &|next| words.numerals.contains(&next));
            tokens.push(numerals_token(&numerals, words)?);
        } else if !words.date_marks.contains(&letter) && !letter.is_whitespace() {
            return None;
        }
    }
    Some(tokens)
}

/// Text before a time of day, `1985-06-01T00:00:00`.
fn without_time(text: &str) -> &str {
    let Some(colon) = text.find(':') else { return text };
    let before = text.get(..colon).unwrap_or_default();
    let end = before.rfind(['t', ' ']).unwrap_or(text.len());
    text.get(..end).unwrap_or_default()
}

/// 一九八五 is 1985, 十二 is 12.
fn numerals_token(numerals: &str, words: &RosterWords) -> Option<Token> {
    // The first three are ways of writing zero.
    let value = |letter: char| {
        let at = words.numerals.iter().position(|known| *known == letter)?;
        u32::try_from(at.saturating_sub(2)).ok()
    };
    let values: Vec<u32> = numerals.chars().map(value).collect::<Option<_>>()?;
    let number = match *values.as_slice() {
        [10] => 10,
        [10, ones] => 10 + ones,
        [tens, 10] if tens < 10 => tens * 10,
        [tens, 10, ones] if tens < 10 => tens * 10 + ones,
        _ if values.len() <= 4 && !values.contains(&10) => {
            let number = values.iter().fold(0, |number, value| number * 10 + value);
            return Some(Token::Digits(number, values.len()));
        }
        _ => return None,
    };
    Some(Token::Digits(number, if number < 10 { 1 } else { 2 }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::pack::Packs;

    fn style() -> DateStyle {
        DateStyle {
            october: true,
            day_first: false,
            year_last: false,
            epoch_1904: false,
            pivot: 2010,
        }
    }

    fn read(text: &str, kind: CellKind) -> DateReading {
        style().read(Cell { text, kind }, &RosterWords::new(&Packs::built_in()))
    }

    fn date(text: &str) -> DateReading {
        PartialDate::parse(text).map_or(DateReading::Bad, DateReading::Date)
    }

    #[test]
    fn every_way_of_writing_a_month_is_the_same_month() {
        for text in [
            "1985.06",
            "1985.6",
            "198506",
            "1985-06",
            "1985/6",
            "1985年6月",
            "1985年06月生",
            "１９８５．０６",
            "1985 06",
            "1985·06",
            "一九八五年六月",
            "85.6",
            "85年6月",
            "Jun-85",
            "Jun 1985",
            "06/1985",
            "1985.06.00",
            "19850600",
            "1985.6.",
            "1985。06",
            "1985年6月（41岁）",
            " 1985.06 ",
            "1985—06",
            "198,506",
        ] {
            assert_eq!(read(text, CellKind::Text), date("1985-06"), "{text}");
        }
    }

    #[test]
    fn every_way_of_writing_a_day_is_the_same_day() {
        for text in [
            "1985-06-01",
            "1985/6/1",
            "1985.6.1",
            "19850601",
            "1985年6月1日",
            "1985-06-01 00:00:00",
            "1985-06-01T00:00:00Z",
            "850601",
            "1-Jun-1985",
            "Jun 1, 1985",
            "06/01/1985",
            "31199",
            "31199.5",
            "一九八五年六月一日",
            "1985.0601",
            "6/1/85",
        ] {
            assert_eq!(read(text, CellKind::Untyped), date("1985-06-01"), "{text}");
        }
        assert_eq!(read("25/06/1985", CellKind::Text), date("1985-06-25"));
        assert_eq!(read("5/6/01", CellKind::Text), date("2001-05-06"));
        assert_eq!(read("85/06/01", CellKind::Text), date("1985-06-01"));
        let words = RosterWords::new(&Packs::built_in());
        let cell = |text| Cell { text, kind: CellKind::Untyped };
        let style =
            DateStyle::of(["6/1/85", "10/11/01"].map(cell).into_iter(), false, 2010, &words);
        assert_eq!(style.read(cell("10/11/01"), &words), date("2001-10-11"));
    }

    #[test]
    fn what_is_no_date_is_not_made_one() {
        for text in [
            "八五年",
            "1985-02-30",
            "1985-13",
            "不详",
            "85",
            "198513",
            "1985.6.1.2",
            "12345678",
            "-",
            "2200-01",
            "六月",
            "5.6",
            "123456789012",
            "1985x06",
        ] {
            assert_eq!(read(text, CellKind::Text), DateReading::Bad, "{text}");
        }
        assert_eq!(read("1978", CellKind::Text), date("1978"));
    }

    #[test]
    fn a_number_that_may_have_lost_its_zero_is_left_open() {
        assert_eq!(read("1980.1", CellKind::Number), DateReading::JanuaryOrOctober(1980));
        assert_eq!(read("1980.1", CellKind::Untyped), DateReading::JanuaryOrOctober(1980));
        assert_eq!(read("1980.1", CellKind::Text), date("1980-01"));
        assert_eq!(read("1980.10", CellKind::Shown), date("1980-10"));
        assert_eq!(read("1980.1", CellKind::Shown), date("1980-01"));
        assert_eq!(read("1980/1", CellKind::Untyped), date("1980-01"));
    }

    #[test]
    fn the_other_dates_of_the_column_tell_january_from_october() {
        let words = RosterWords::new(&Packs::built_in());
        let october = |texts: &[&str], kind| {
            let cells = texts.iter().map(|text| Cell { text, kind });
            DateStyle::of(cells, false, 2010, &words).october
        };
        assert!(october(&["1985.03", "1980.1", "1977.12"], CellKind::Number));
        assert!(!october(&["1985.3", "1980.1", "1977.12"], CellKind::Number));
        assert!(!october(&["1985.03", "1980.1", "1977.10"], CellKind::Untyped));
        assert!(october(&["1980.1"], CellKind::Number));
    }
}
