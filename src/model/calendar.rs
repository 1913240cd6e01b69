//! Workdays: public holidays and the make-up workdays (调休) that the State Council sets for each
//! year. Years without a calendar have the weekdays only.

use std::collections::BTreeSet;

use jiff::ToSpan as _;
use jiff::civil::{Date, Weekday};
use serde::{Deserialize, Serialize};

use super::pack::{Extra, PackHead};

use crate::order::{Gather as _, Order as _};

/// Holidays and make-up workdays of one year, as the yearly notice gives them.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct CalendarPack {
    #[serde(flatten)]
    pub head: PackHead,
    pub year: i16,
    pub holidays: Vec<Span>,
    /// Saturdays and Sundays that are worked.
    #[serde(default)]
    pub workdays: Vec<Date>,
    #[serde(flatten)]
    pub extra: Extra,
}

/// Days with a name: a holiday, or when a venue is closed or a trainer is busy.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Span {
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub name: String,
    /// First and last day.
    pub from: Date,
    pub to: Date,
}

impl Span {
    /// Does it hold on `day`?
    pub fn covers(&self, day: Date) -> bool {
        self.from <= day && day <= self.to
    }

    /// Spans as [`Self::read`] reads them, with `between` them: `；` or a new line.
    pub fn write(spans: &[Self], between: &str) -> String {
        let line = |one: &Self| {
            if one.from == one.to {
                format!("{} {}", one.from, one.name).trim_end().to_owned()
            } else {
                format!("{}～{} {}", one.from, one.to, one.name).trim_end().to_owned()
            }
        };
        spans.iter().map(line).collect::<Vec<_>>().join(between)
    }

    /// Reads spans between semicolons or lines: `2026-10-01～2026-10-07 国庆节`; a single day needs
    /// no end, and nothing needs a name. The name may stand first, and the end in a cell of its own,
    /// as a spreadsheet hands them over.
    ///
    /// # Errors
    /// The first piece that is none: no such date, or an end before the start.
    pub fn read(text: &str) -> Result<Vec<Self>, NoDays> {
        pieces(text, |one| "；;".contains(one), Self::read_piece)
    }

    fn read_piece(piece: &str) -> Option<Self> {
        let (mut days, mut name) = (Vec::new(), Vec::new());
        for word in piece.split([' ', '\t', '\u{3000}', '：']).filter(|word| !word.is_empty()) {
            let ends =
                word.split_once(['～', '~', '—', '至']).map(|(from, to)| [day(from), day(to)]);
            match (ends, day(word)) {
                (Some([Some(from), Some(to)]), _) => days.extend([from, to]),
                (_, Some(one)) => days.push(one),
                (_, None) if is_like_a_day(word) => return None,
                _ => name.push(word),
            }
        }
        let (from, to) = match days[..] {
            [from] => (from, from),
            [from, to] => (from, to),
            _ => return None,
        };
        (from <= to).then(|| Self { name: name.join(" "), from, to })
    }
}

/// A piece of a list of days that is none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NoDays {
    /// The line it stands in, from 1.
    pub line: usize,
    pub piece: String,
}

/// The pieces of all lines, each read.
fn pieces<T>(
    text: &str,
    is_between: impl Fn(char) -> bool + Copy,
    read: impl Fn(&str) -> Option<T>,
) -> Result<Vec<T>, NoDays> {
    let lines = text.lines().zip(1..);
    let pieces = lines.flat_map(|(text, line)| text.split(is_between).map(move |one| (one, line)));
    let pieces = pieces.map(|(piece, line)| (piece.trim(), line));
    let filled = pieces.filter(|(piece, _)| !piece.is_empty());
    filled
        .map(|(piece, line)| read(piece).ok_or_else(|| NoDays { line, piece: piece.to_owned() }))
        .collect()
}

/// A day as people write it: 2026-10-01, 2026/10/1, 2026.10.1, 2026年10月1日.
fn day(text: &str) -> Option<Date> {
    let mut parts = text.strip_suffix('日').unwrap_or(text).split(['-', '/', '.', '年', '月']);
    let year = parts.next().filter(|year| year.len() == 4)?.parse().ok()?;
    let (month, day) = (parts.next()?.parse().ok()?, parts.next()?.parse().ok()?);
    if parts.next().is_some() { None } else { Date::new(year, month, day).ok() }
}

/// Would somebody who wrote this have meant a day?
fn is_like_a_day(word: &str) -> bool {
    let marks = ['-', '/', '.', '年', '月', '日', '～', '~', '—', '至'];
    let is_part = |one: char| one.is_ascii_digit() || marks.contains(&one);
    word.starts_with(|one: char| one.is_ascii_digit()) && word.chars().all(is_part)
}

/// Which days are worked.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(transparent)]
pub struct Calendar {
    /// One of each year that is known.
    pub years: Vec<CalendarPack>,
}

impl Calendar {
    /// The years that come with the program.
    pub fn built_in() -> Self {
        let texts = [
            include_str!("../../packs/calendar-2025.json"),
            include_str!("../../packs/calendar-2026.json"),
        ];
        // A test reads them all, so a fault cannot reach a page.
        Self { years: texts.iter().flat_map(|text| serde_json::from_str(text)).collect() }
    }

    /// The calendar of a year.
    pub fn year(&self, year: i16) -> Option<&CalendarPack> {
        self.years.iter().find(|pack| pack.year == year)
    }

    /// Adds a year, or puts it in the place of the same.
    pub fn put(&mut self, pack: CalendarPack) {
        self.years.retain(|other| other.year != pack.year);
        self.years.push(pack);
        self.years.order_by_key(|pack| pack.year);
    }

    /// The years of `days` whose holidays are not known yet, since they come after all that are.
    pub fn unknown_years(&self, days: impl Iterator<Item = Date>) -> BTreeSet<i16> {
        let last = self.years.last().map(|pack| pack.year);
        days.map(Date::year).filter(|year| last.is_none_or(|last| *year > last)).gather_set()
    }

    /// Is it worked on this day?
    pub fn is_workday(&self, day: Date) -> bool {
        let is_weekday = !matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday);
        let Some(pack) = self.year(day.year()) else { return is_weekday };
        let is_holiday = || pack.holidays.iter().any(|holiday| holiday.covers(day));
        pack.workdays.contains(&day) || is_weekday && !is_holiday()
    }

    /// The holiday of a day.
    pub fn holiday(&self, day: Date) -> Option<&Span> {
        self.year(day.year())?.holidays.iter().find(|holiday| holiday.covers(day))
    }

    /// The workdays from `start` to `end`, both included.
    pub fn workdays(&self, start: Date, end: Date) -> impl Iterator<Item = Date> {
        start
            .series(1.day())
            .take_while(move |day| *day <= end)
            .filter(move |day| self.is_workday(*day))
    }

    /// How many workdays there are from `start` to `end`, both included: a sum, so that a class of
    /// a hundred years costs no more than one of a week.
    pub fn count(&self, start: Date, end: Date) -> u32 {
        let days = i64::from((end - start).get_days() + 1).max(0);
        let is_weekday = |day: &Date| !matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday);
        let weekdays = |from: Date, to: Date| {
            from.series(1.day()).take_while(move |day| *day <= to).filter(is_weekday).count() as i64
        };
        let rest = days % 7;
        let after_weeks = end.saturating_sub((rest - 1).max(0).days());
        let mut count = days / 7 * 5 + if rest > 0 { weekdays(after_weeks, end) } else { 0 };
        for pack in &self.years {
            let within = |day: &Date| start <= *day && *day <= end && day.year() == pack.year;
            let made_up = pack.workdays.iter().filter(|day| within(day));
            count += made_up.filter(|day| !is_weekday(day)).count() as i64;
            let mut days: Vec<Date> = (pack.holidays.iter())
                .flat_map(|holiday| {
                    holiday
                        .from
                        .max(start)
                        .series(1.day())
                        .take_while(move |day| *day <= holiday.to)
                })
                .filter(|day| within(day) && is_weekday(day) && !pack.workdays.contains(day))
                .collect();
            days.dedup();
            count -= days.len() as i64;
        }
        u32::try_from(count).unwrap_or(0)
    }

    /// The workday so many workdays after the first workday from `day` on.
    pub fn workday_after(&self, day: Date, workdays: u32) -> Option<Date> {
        let workdays = usize::try_from(workdays).ok()?;
        day.series(1.day()).filter(|day| self.is_workday(*day)).nth(workdays)
    }
}

impl CalendarPack {
    /// An empty calendar of a year.
    pub fn new(year: i16) -> Self {
        let head = PackHead { id: format!("calendar-{year}"), ..PackHead::default() };
        Self { head, year, ..Self::default() }
    }

    /// The make-up workdays, one a line.
    pub fn workday_list(&self) -> String {
        self.workdays.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
    }

    /// Reads make-up workdays between commas, spaces or lines.
    ///
    /// # Errors
    /// The first piece that is no date of the year.
    pub fn read_workdays(&self, text: &str) -> Result<Vec<Date>, NoDays> {
        let is_between = |one: char| one.is_whitespace() || "、，,；;".contains(one);
        pieces(text, is_between, |piece| day(piece).filter(|day| day.year() == self.year))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn on(text: &str) -> Date {
        text.parse().unwrap()
    }

    #[test]
    fn the_calendars_of_the_program_can_be_read_and_lie_in_their_year() {
        let calendar = Calendar::built_in();
        let years: Vec<_> = calendar.years.iter().map(|pack| pack.year).collect();
        assert_eq!(years, [2025, 2026]);
        for pack in &calendar.years {
            assert!(!pack.head.title.is_empty());
            for holiday in &pack.holidays {
                assert!(holiday.from <= holiday.to && holiday.from.year() == pack.year);
            }
            for day in &pack.workdays {
                // A weekday would need no make-up, a holiday is none.
                assert!(matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday), "{day}");
                assert!(pack.holidays.iter().all(|one| *day < one.from || one.to < *day));
            }
        }
    }

    #[test]
    fn holidays_are_free_and_make_up_days_are_worked() {
        let calendar = Calendar::built_in();
        let worked = |text: &str| calendar.is_workday(on(text));
        assert!(!worked("2026-10-01") && !worked("2026-10-07") && worked("2026-10-08"));
        assert!(worked("2026-09-20") && !worked("2026-09-19"));
        // No calendar of that year: weekdays only.
        assert!(worked("2031-10-01") && !worked("2031-10-04"));
        let days = calendar.workdays(on("2026-09-28"), on("2026-10-12")).count();
        assert_eq!(days, 3 + 2 + 1 + 1);
        assert_eq!(calendar.workday_after(on("2026-10-01"), 1), Some(on("2026-10-09")));
    }

    #[test]
    fn years_after_the_last_that_is_known_are_told() {
        let calendar = Calendar::built_in();
        let days = ["2024-03-01", "2026-12-30", "2027-01-08", "2027-03-01"].map(on);
        assert_eq!(calendar.unknown_years(days.into_iter()), [2027].into());
        assert_eq!(Calendar::default().unknown_years(days.into_iter()).len(), 3);
    }

    proptest::proptest! {
        #[test]
        fn workdays_are_counted_without_walking_them(start in 0_i64..3000, days in 0_i64..900) {
            let calendar = Calendar::built_in();
            let start = on("2021-01-01") + start.days();
            let end = start + days.days();
            let walked = calendar.workdays(start, end).count();
            proptest::prop_assert_eq!(calendar.count(start, end) as usize, walked);
        }
    }

    #[test]
    fn a_year_is_edited_as_text_and_reads_back() {
        let calendar = Calendar::built_in();
        let pack = calendar.year(2026).unwrap();
        for between in ["；", "\n"] {
            let text = Span::write(&pack.holidays, between);
            assert_eq!(Span::read(&text), Ok(pack.holidays.clone()));
        }
        assert_eq!(pack.read_workdays(&pack.workday_list()), Ok(pack.workdays.clone()));
        let no_days = |line, piece: &str| NoDays { line, piece: piece.to_owned() };
        for wrong in ["十月一日", "2026-10-07～2026-10-01 国庆节", "2026-10-01 2026-10-70 国庆节"]
        {
            assert_eq!(Span::read(wrong), Err(no_days(1, wrong)));
        }
        let lines = "2026-01-01 元旦\n\n2026-02-30";
        assert_eq!(Span::read(lines), Err(no_days(3, "2026-02-30")));
        assert_eq!(pack.read_workdays("2026-02-30"), Err(no_days(1, "2026-02-30")));
        assert_eq!(pack.read_workdays("2026-02-14\n2027-01-02"), Err(no_days(2, "2027-01-02")));
    }

    #[test]
    fn days_are_read_as_people_write_them_and_as_spreadsheets_hand_them_over() {
        let holiday = |name: &str, from: &str, to: &str| Span {
            name: name.into(),
            from: from.parse().unwrap(),
            to: to.parse().unwrap(),
        };
        let days = Span::read(
            "元旦\t2026/1/1\t2026/1/3\r\n2026年5月1日至2026年5月5日 劳动节\n 2026.5.4 青年节\n\n",
        );
        let wanted = [
            holiday("元旦", "2026-01-01", "2026-01-03"),
            holiday("劳动节", "2026-05-01", "2026-05-05"),
            holiday("青年节", "2026-05-04", "2026-05-04"),
        ];
        assert_eq!(days, Ok(wanted.to_vec()));
        assert_eq!(Span::read("2026-10-09 3号楼检修").unwrap()[0].name, "3号楼检修");
        let pack = CalendarPack::new(2026);
        let workdays = pack.read_workdays("2026/2/14、2026年2月28日\r\n2026-09-20");
        let wanted = ["2026-02-14", "2026-02-28", "2026-09-20"].map(|day| day.parse().unwrap());
        assert_eq!(workdays, Ok(wanted.to_vec()));
    }
}
