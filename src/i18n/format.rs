//! Dates and moments as people write them.

use jiff::civil::Date;

use crate::assessment::exact::Exact;
use crate::model::assessment::AmountAnswer;
use crate::model::date::{Moment, PartialDate};
use crate::model::hours::QuarterHours;
use crate::model::rule::Amount;

/// How a language writes dates.
pub struct Format {
    /// 9月22日; with the year where it is not `year`.
    pub day: fn(Date, i16) -> String,
    /// 9.22–24.
    pub range: fn(Date, Date) -> String,
    /// The same beside a year, which is said where it is another.
    pub range_in: fn(i16, Date, Date) -> String,
    /// 14:03 today, otherwise the day.
    pub moment: fn(Moment, Date) -> String,
    /// The long form of the head of a page.
    pub long_day: fn(Date) -> String,
}

/// 1984.06, the way staff files write birth months; a full date keeps its day.
pub fn birth(date: PartialDate) -> String {
    match date {
        PartialDate::Year(year) => format!("{year}"),
        PartialDate::Month(year, month) => format!("{year}.{month:02}"),
        PartialDate::Day(day) => format!("{}.{:02}.{:02}", day.year(), day.month(), day.day()),
    }
}

/// The short name of an office: 长安所 for 示范区市场监督管理局长安市场监督管理所. A name of
/// another make stays as it is.
pub fn office_short(name: &str) -> String {
    let own = match name.split_once('局') {
        Some((_, own)) if !own.is_empty() => own,
        _ => name,
    };
    for ending in ["市场监督管理所", "市场监管所"] {
        if let Some(place) = own.strip_suffix(ending).filter(|place| !place.is_empty()) {
            return format!("{place}所");
        }
    }
    own.to_owned()
}

pub use crate::model::score::points;

/// Stands in tables of figures where there is nothing, or nothing can be said.
pub const NOTHING: &str = "—";

/// The size of a file, begun units counted whole: 38 KB, 1.2 MB.
pub fn file_size(bytes: usize) -> String {
    const MEGABYTE: usize = 1 << 20;
    if bytes < MEGABYTE {
        return format!("{} KB", bytes.div_ceil(1 << 10));
    }
    let tenths = bytes.saturating_mul(10).div_ceil(MEGABYTE);
    match tenths % 10 {
        0 => format!("{} MB", tenths / 10),
        tenth => format!("{}.{tenth} MB", tenths / 10),
    }
}

/// Hours per head with one decimal, rounded; a dash where there is nobody.
pub fn per_head(hours: QuarterHours, people: usize) -> String {
    match people {
        0 => NOTHING.to_owned(),
        people => format!("{:.1}", f64::from(hours.0) / 4.0 / people as f64),
    }
}

/// An exact number of hundredths in points, cut off after four decimals.
pub fn exact_points(mark: Exact) -> String {
    mark.points(4).0
}

/// How much of the whole a part is, as [`percent`] with its sign; a dash where the whole is nothing.
pub fn share(part: i128, whole: i128) -> String {
    let share = Exact::new(part, whole);
    share.map_or_else(|_| NOTHING.to_owned(), |share| format!("{}%", percent(share)))
}

/// A number as it was counted: 90/100 with its rate, or with its unit where it is no rate; blank
/// where there is none.
pub fn counted(counted: AmountAnswer, unit: Option<&str>) -> String {
    match (counted.part, counted.whole, unit) {
        (Some(part), Some(whole), None) => {
            format!("{part}/{whole} ({})", share(part.into(), whole.into()))
        }
        (Some(part), Some(whole), Some(unit)) => format!("{part}/{whole} {unit}"),
        (Some(part), None, unit) => format!("{part} {}", unit.unwrap_or_default()),
        (None, ..) => String::new(),
    }
}

/// A share of 1 as a percentage, cut off after two decimals and without needless zeros: what is
/// below a limit never looks as if it had reached it.
pub fn percent(share: Exact) -> String {
    let times = Exact::new(10_000, 1).and_then(|scale| share.times(scale));
    times.map_or_else(|_| String::new(), |hundredths| hundredths.points(2).0)
}

/// A number of a standard: with its unit, or as a percentage where it is a rate.
pub fn amount(amount: Amount, unit: Option<&str>) -> String {
    match unit {
        None => share(amount.part.into(), amount.whole.into()),
        Some(unit) => {
            let hundredths = Exact::new(i128::from(amount.part) * 100, amount.whole.into());
            hundredths
                .map_or_else(|_| String::new(), |number| format!("{}{unit}", number.points(2).0))
        }
    }
}

fn range(start: Date, end: Date) -> String {
    if start == end {
        format!("{}.{}", start.month(), start.day())
    } else if start.month() == end.month() {
        format!("{}.{}–{}", start.month(), start.day(), end.day())
    } else {
        format!("{}.{}–{}.{}", start.month(), start.day(), end.month(), end.day())
    }
}

fn range_in(year: i16, start: Date, end: Date) -> String {
    if start.year() == year && end.year() == year {
        range(start, end)
    } else if start.year() == end.year() {
        format!("{}.{}", start.year(), range(start, end))
    } else {
        let day = |day: Date| format!("{}.{}.{}", day.year(), day.month(), day.day());
        format!("{}–{}", day(start), day(end))
    }
}

/// 2026-11-27 14:03: a moment that is kept.
pub fn stamp(at: Moment) -> String {
    format!("{} {}", at.date(), clock(at))
}

fn clock(at: Moment) -> String {
    format!("{:02}:{:02}", at.local.hour(), at.local.minute())
}

/// Chinese.
pub const ZH: Format = Format {
    day: zh_day,
    range,
    range_in,
    moment: |at, today| {
        if at.date() == today {
            clock(at)
        } else if at.date().tomorrow().is_ok_and(|day| day == today) {
            "昨天".to_owned()
        } else {
            zh_day(at.date(), today.year())
        }
    },
    long_day: |day| {
        let weekday = ["一", "二", "三", "四", "五", "六", "日"]
            .get(usize::from(day.weekday().to_monday_zero_offset().unsigned_abs()))
            .copied()
            .unwrap_or_default();
        format!("{}年{}月{}日 星期{weekday}", day.year(), day.month(), day.day())
    },
};

fn zh_day(day: Date, year: i16) -> String {
    if day.year() == year {
        format!("{}月{}日", day.month(), day.day())
    } else {
        format!("{}年{}月{}日", day.year(), day.month(), day.day())
    }
}

/// English.
pub const EN: Format = Format {
    day: |day, _| day.to_string(),
    range,
    range_in,
    moment: |at, today| {
        if at.date() == today { clock(at) } else { at.date().to_string() }
    },
    long_day: |day| day.to_string(),
};

#[cfg(test)]
mod tests {
    use super::{amount, counted, office_short, percent, points, share};
    use crate::assessment::exact::Exact;
    use crate::model::assessment::AmountAnswer;
    use crate::model::rule::Amount;
    use crate::model::score::Hundredths;

    #[test]
    fn numbers_are_written_without_needless_zeros() {
        assert_eq!(points(Hundredths(750)), "7.5");
        assert_eq!(points(Hundredths(2800)), "28");
        assert_eq!(percent(Exact::new(107, 173).unwrap()), "61.84");
        assert_eq!(share(89_999, 100_000), "89.99%");
        assert_eq!(share(1, 0), "—");
        assert_eq!(amount(Amount { part: 90, whole: 100 }, None), "90%");
        assert_eq!(amount(Amount { part: 1, whole: 1 }, None), "100%");
        assert_eq!(amount(Amount { part: 4, whole: 1 }, Some("篇")), "4篇");
    }

    #[test]
    fn a_number_is_told_as_it_was_counted() {
        let told = |part, whole, unit| counted(AmountAnswer { part, whole }, unit);
        assert_eq!(told(Some(90), Some(100), None), "90/100 (90%)");
        assert_eq!(told(Some(89_999), Some(100_000), None), "89999/100000 (89.99%)");
        assert_eq!(told(Some(0), Some(0), None), "0/0 (—)");
        assert_eq!(told(Some(4), None, Some("篇")), "4 篇");
        // Hours per head are no rate though they have a whole.
        assert_eq!(told(Some(640), Some(8), Some("学时")), "640/8 学时");
        assert_eq!(told(None, Some(3), None), "");
    }

    #[test]
    fn an_office_is_called_by_its_place() {
        let short = |name: &str| office_short(name);
        assert_eq!(short("示范区市场监督管理局长安市场监督管理所"), "长安所");
        assert_eq!(short("高坎市场监管所"), "高坎所");
        assert_eq!(short("示范区市场监督管理局"), "示范区市场监督管理局");
        assert_eq!(short("办公室"), "办公室");
    }
}
