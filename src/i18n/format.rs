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

#[cfg(test)]
mod tests {
    use super::office_short;

    #[test]
    fn an_office_is_called_by_its_place() {
        let short = |name: &str| office_short(name);
        assert_eq!(short("示范区市场监督管理局长安市场监督管理所"), "长安所");
        assert_eq!(short("高坎市场监管所"), "高坎所");
        assert_eq!(short("示范区市场监督管理局"), "示范区市场监督管理局");
        assert_eq!(short("办公室"), "办公室");
    }
}
