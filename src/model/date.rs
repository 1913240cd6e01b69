//! Dates that keep the precision they were given in, ages in full years, and moments.

use std::fmt;

use jiff::civil::{Date, DateTime};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _};

/// A date as far as it is known. Rosters often give a year and month only, and the difference
/// matters: it is written back as it came.
///
/// JSON: `"1985"`, `"1985-06"` or `"1985-06-01"` (GB/T 7408).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum PartialDate {
    /// Only the year is known.
    Year(i16),
    /// Year and month (1–12).
    Month(i16, i8),
    /// The full date.
    Day(Date),
}

impl PartialDate {
    /// Year and month, `None` where the month is not 1–12 or the year not 1–9999.
    pub fn month(year: i16, month: i8) -> Option<Self> {
        Date::new(year, month, 1).ok().filter(|_| year > 0).map(|_| Self::Month(year, month))
    }

    /// A full date, `None` where there is no such day.
    pub fn day(year: i16, month: i8, day: i8) -> Option<Self> {
        Date::new(year, month, day).ok().filter(|_| year > 0).map(Self::Day)
    }

    /// The year.
    pub fn year(self) -> i16 {
        match self {
            Self::Year(year) | Self::Month(year, _) => year,
            Self::Day(date) => date.year(),
        }
    }

    /// The first day it can mean. A month counts as reached from its first day (domain B3).
    pub fn first_day(self) -> Date {
        match self {
            Self::Year(year) => Date::new(year, 1, 1).unwrap_or(Date::ZERO),
            Self::Month(year, month) => Date::new(year, month, 1).unwrap_or(Date::ZERO),
            Self::Day(date) => date,
        }
    }

    /// The last day it can mean: an expiry of `2026-08` holds to the end of August.
    pub fn last_day(self) -> Date {
        match self {
            Self::Year(year) => Date::new(year, 12, 31).unwrap_or(Date::MAX),
            Self::Month(..) => self.first_day().last_of_month(),
            Self::Day(date) => date,
        }
    }

    /// Full years (周岁) from this birth date to `reference`, by the civil calendar
    /// (Civil Code, article 200). A birth month counts as reached, and so does a birth year,
    /// which on 31 December is exact. `None` where the birth lies after `reference`.
    pub fn age_at(self, reference: Date) -> Option<u16> {
        let born = self.first_day();
        let before_birthday = (reference.month(), reference.day()) < (born.month(), born.day());
        let years = reference.year() - born.year() - i16::from(before_birthday);
        u16::try_from(years).ok()
    }

    /// Reads the JSON form.
    pub fn parse(text: &str) -> Option<Self> {
        let mut parts = text.split('-');
        let year: i16 = parts.next().filter(|year| year.len() == 4)?.parse().ok()?;
        let month = parts.next().map(str::parse::<i8>).transpose().ok()?;
        let day = parts.next().map(str::parse::<i8>).transpose().ok()?;
        match (month, day, parts.next()) {
            (None, None, None) => (year > 0).then_some(Self::Year(year)),
            (Some(month), None, None) => Self::month(year, month),
            (Some(month), Some(day), None) => Self::day(year, month, day),
            _ => None,
        }
    }
}

impl PartialOrd for PartialDate {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for PartialDate {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        (self.first_day(), self.last_day()).cmp(&(other.first_day(), other.last_day()))
    }
}

impl fmt::Display for PartialDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Year(year) => write!(f, "{year:04}"),
            Self::Month(year, month) => write!(f, "{year:04}-{month:02}"),
            Self::Day(date) => date.fmt(f),
        }
    }
}

impl Serialize for PartialDate {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for PartialDate {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::parse(&text).ok_or_else(|| D::Error::custom(format!("not a date: {text}")))
    }
}

#[cfg(test)]
impl schemars::JsonSchema for PartialDate {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "PartialDate".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({
            "type": "string",
            "pattern": "^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$",
            "description": "A date as far as it is known: year, year-month or full date"
        })
    }
}

/// A moment on the wall clock of the computer with its distance from UTC, to the second.
///
/// JSON: RFC 3339, `"2026-09-16T14:03:22+08:00"`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Moment {
    /// Wall clock, whole seconds.
    pub local: DateTime,
    /// Minutes east of UTC.
    pub offset_minutes: i16,
}

impl Moment {
    /// The calendar day on the wall clock.
    pub fn date(self) -> Date {
        self.local.date()
    }

    /// Seconds since 1970 in UTC, for distances and order.
    pub fn unix_seconds(self) -> i64 {
        let epoch = Date::constant(1970, 1, 1).to_datetime(jiff::civil::Time::midnight());
        let local = self.local.duration_since(epoch).as_secs();
        local - i64::from(self.offset_minutes) * 60
    }

    /// Reads the JSON form.
    pub fn parse(text: &str) -> Option<Self> {
        let (local, offset_minutes) = if let Some(local) = text.strip_suffix('Z') {
            (local, 0)
        } else {
            let (local, offset) = text.split_at_checked(text.len().checked_sub(6)?)?;
            let (hours, minutes) = offset.get(1..)?.split_once(':')?;
            let minutes = hours.parse::<i16>().ok()? * 60 + minutes.parse::<i16>().ok()?;
            match offset.get(..1)? {
                "+" => (local, minutes),
                "-" => (local, -minutes),
                _ => return None,
            }
        };
        Some(Self { local: local.parse().ok()?, offset_minutes })
    }
}

impl PartialOrd for Moment {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Moment {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        (self.unix_seconds(), self.offset_minutes)
            .cmp(&(other.unix_seconds(), other.offset_minutes))
    }
}

impl fmt::Display for Moment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.offset_minutes < 0 { '-' } else { '+' };
        let offset = self.offset_minutes.unsigned_abs();
        write!(f, "{}{sign}{:02}:{:02}", self.local, offset / 60, offset % 60)
    }
}

impl Serialize for Moment {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Moment {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::parse(&text).ok_or_else(|| D::Error::custom(format!("not a moment: {text}")))
    }
}

#[cfg(test)]
impl schemars::JsonSchema for Moment {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Moment".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({ "type": "string", "format": "date-time" })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(text: &str) -> Date {
        text.parse().unwrap()
    }

    #[test]
    fn dates_are_written_as_precisely_as_they_were_read() {
        for text in ["1985", "1985-06", "1985-06-01"] {
            assert_eq!(PartialDate::parse(text).unwrap().to_string(), text);
        }
        for text in ["", "85", "1985-13", "1985-02-30", "1985-6-1-1", "0000", "x"] {
            assert_eq!(PartialDate::parse(text), None, "{text}");
        }
    }

    #[test]
    fn ages_count_the_birthday_itself_and_the_birth_month_as_reached() {
        let age = |born: &str, at: &str| PartialDate::parse(born).unwrap().age_at(date(at));
        assert_eq!(age("1985-06-15", "2026-06-14"), Some(40));
        assert_eq!(age("1985-06-15", "2026-06-15"), Some(41));
        assert_eq!(age("1985-06", "2026-06-01"), Some(41));
        assert_eq!(age("1985", "2026-12-31"), Some(41));
        assert_eq!(age("2000-02-29", "2026-02-28"), Some(25));
        assert_eq!(age("2031-05", "2026-12-31"), None);
    }

    #[test]
    fn moments_keep_their_offset_and_compare_by_time() {
        let noon = Moment::parse("2026-09-16T12:00:00+08:00").unwrap();
        assert_eq!(noon.to_string(), "2026-09-16T12:00:00+08:00");
        let same = Moment::parse("2026-09-16T04:00:00Z").unwrap();
        assert_eq!(noon.unix_seconds(), same.unix_seconds());
        assert_eq!(noon.unix_seconds(), 1_789_531_200);
        assert_eq!(Moment::parse("2026-09-16"), None);
    }
}
