//! Workdays: public holidays and the make-up workdays (调休) that the State Council sets for each
//! year. Years without a calendar have the weekdays only.

use jiff::ToSpan as _;
use jiff::civil::{Date, Weekday};
use serde::{Deserialize, Serialize};

use super::pack::{Extra, PackHead};

use crate::order::Order as _;

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

    /// Spans between semicolons, as [`Self::read`] reads them.
    pub fn write(spans: &[Self]) -> String {
        let line = |one: &Self| {
            if one.from == one.to {
                format!("{} {}", one.from, one.name).trim_end().to_owned()
            } else {
                format!("{}～{} {}", one.from, one.to, one.name).trim_end().to_owned()
            }
        };
        spans.iter().map(line).collect::<Vec<_>>().join("；")
    }

    /// Reads spans between semicolons or lines: `2026-10-01～2026-10-07 国庆节`; a single day needs
    /// no end, and nothing needs a name.
    ///
    /// # Errors
    /// The first piece that is none: no such date, or an end before the start.
    pub fn read(text: &str) -> Result<Vec<Self>, String> {
        let read = |piece: &str| {
            let (days, name) = piece.split_once(char::is_whitespace).unwrap_or((piece, ""));
            let (from, to) = days.split_once(['～', '~', '—', '至']).unwrap_or((days, days));
            let (from, to) = (from.parse().ok()?, to.parse().ok()?);
            let name = name.trim().to_owned();
            (from <= to).then_some(Self { name, from, to })
        };
        let pieces = text.split(['；', ';', '\n']).map(str::trim).filter(|piece| !piece.is_empty());
        pieces.map(|piece| read(piece).ok_or_else(|| piece.to_owned())).collect()
    }
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

    /// The make-up workdays in a row.
    pub fn workday_list(&self) -> String {
        self.workdays.iter().map(ToString::to_string).collect::<Vec<_>>().join("、")
    }

    /// Reads make-up workdays between commas, spaces or lines.
    ///
    /// # Errors
    /// The first piece that is no date of the year.
    pub fn read_workdays(&self, text: &str) -> Result<Vec<Date>, String> {
        let pieces = text.split(|one: char| one.is_whitespace() || "、，,；;".contains(one));
        pieces
            .filter(|piece| !piece.is_empty())
            .map(|piece| match piece.parse::<Date>() {
                Ok(day) if day.year() == self.year => Ok(day),
                _ => Err(piece.to_owned()),
            })
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Date {
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
        let worked = |text: &str| calendar.is_workday(day(text));
        assert!(!worked("2026-10-01") && !worked("2026-10-07") && worked("2026-10-08"));
        assert!(worked("2026-09-20") && !worked("2026-09-19"));
        // No calendar of that year: weekdays only.
        assert!(worked("2031-10-01") && !worked("2031-10-04"));
        let days = calendar.workdays(day("2026-09-28"), day("2026-10-12")).count();
        assert_eq!(days, 3 + 2 + 1 + 1);
        assert_eq!(calendar.workday_after(day("2026-10-01"), 1), Some(day("2026-10-09")));
    }

    proptest::proptest! {
        #[test]
        fn workdays_are_counted_without_walking_them(start in 0_i64..3000, days in 0_i64..900) {
            let calendar = Calendar::built_in();
            let start = day("2021-01-01") + start.days();
            let end = start + days.days();
            let walked = calendar.workdays(start, end).count();
            proptest::prop_assert_eq!(calendar.count(start, end) as usize, walked);
        }
    }

    #[test]
    fn a_year_is_edited_as_text_and_reads_back() {
        let calendar = Calendar::built_in();
        let pack = calendar.year(2026).unwrap();
        assert_eq!(Span::read(&Span::write(&pack.holidays)), Ok(pack.holidays.clone()));
        assert_eq!(pack.read_workdays(&pack.workday_list()), Ok(pack.workdays.clone()));
        let one = Span::read(" 2026-05-04 青年节\n\n").unwrap();
        assert_eq!((one[0].from, one[0].to), (day("2026-05-04"), day("2026-05-04")));
        for wrong in ["十月一日", "2026-10-07～2026-10-01 国庆节"] {
            assert_eq!(Span::read(wrong), Err(wrong.to_owned()));
        }
        assert_eq!(pack.read_workdays("2026-02-30"), Err("2026-02-30".to_owned()));
        assert_eq!(pack.read_workdays("2027-01-02"), Err("2027-01-02".to_owned()));
    }
}
