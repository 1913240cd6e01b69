//! Dates and moments as people write them.

use jiff::civil::Date;

use crate::model::date::{Moment, PartialDate};

/// How a language writes dates.
pub struct Format {
    /// 9月22日; with the year where it is not `year`.
    pub day: fn(Date, i16) -> String,
    /// 9.22–24.
    pub range: fn(Date, Date) -> String,
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

fn range(start: Date, end: Date) -> String {
    if start == end {
        format!("{}.{}", start.month(), start.day())
    } else if start.month() == end.month() {
        format!("{}.{}–{}", start.month(), start.day(), end.day())
    } else {
        format!("{}.{}–{}.{}", start.month(), start.day(), end.month(), end.day())
    }
}

fn clock(at: Moment) -> String {
    format!("{:02}:{:02}", at.local.hour(), at.local.minute())
}

/// Chinese.
pub const ZH: Format = Format {
    day: zh_day,
    range,
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
    moment: |at, today| {
        if at.date() == today { clock(at) } else { at.date().to_string() }
    },
    long_day: |day| day.to_string(),
};
