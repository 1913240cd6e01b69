//! Hours of a class that lasts over the turn of a year: each year has the share of its workdays
//! (domain C2), and the shares are the hours to the quarter hour.

use jiff::civil::Date;

use crate::model::calendar::Calendar;
use crate::model::hours::QuarterHours;

/// The share of `hours` that falls into `year`, by the workdays from `start` to `end`. A class
/// without a workday is shared by its days. An end before the start counts as the start.
pub fn in_year(
    calendar: &Calendar,
    start: Date,
    end: Date,
    hours: QuarterHours,
    year: i16,
) -> QuarterHours {
    let end = end.max(start);
    if start.year() == end.year() {
        return if start.year() == year { hours } else { QuarterHours(0) };
    }
    let has_workday = calendar.count(start, end) > 0;
    let days = |to: Date| {
        if to < start {
            0
        } else if has_workday {
            calendar.count(start, to)
        } else {
            u32::try_from((to - start).get_days() + 1).unwrap_or(0)
        }
    };
    let all = u64::from(days(end).max(1));
    // What has been earned by the end of a year, rounded down: the next year has the rest.
    let by_the_end_of = |year: i16| {
        let last = Date::new(year, 12, 31).unwrap_or(end).min(end);
        u64::from(hours.0) * u64::from(days(last)) / all
    };
    let share = by_the_end_of(year) - by_the_end_of(year.saturating_sub(1));
    QuarterHours(u32::try_from(share).unwrap_or(u32::MAX))
}

#[cfg(test)]
mod tests {
    use jiff::ToSpan;
    use proptest::prelude::*;

    use super::*;

    fn day(text: &str) -> Date {
        text.parse().unwrap()
    }

    #[test]
    fn a_class_over_the_turn_of_the_year_is_shared_by_its_workdays() {
        // Mon 29 December 2025 to Tue 6 January 2026: three workdays, then four.
        let share = |year| {
            in_year(
                &Calendar::default(),
                day("2025-12-29"),
                day("2026-01-06"),
                QuarterHours(224),
                year,
            )
            .0
        };
        assert_eq!([2024, 2025, 2026, 2027].map(share), [0, 96, 128, 0]);
        // Sat 31 December 2022 and Sun 1 January 2023 have no workday.
        let share = |year| {
            in_year(
                &Calendar::default(),
                day("2022-12-31"),
                day("2023-01-01"),
                QuarterHours(9),
                year,
            )
            .0
        };
        assert_eq!([2022, 2023].map(share), [4, 5]);
    }

    proptest! {
        #[test]
        fn the_shares_of_all_years_are_the_hours(
            start in 0_i64..2000, days in 0_i64..1500, hours in any::<u32>()
        ) {
            let start = day("2020-01-01") + start.days();
            let end = start + days.days();
            let shares: u64 = (2019..=2032)
                .map(|year| u64::from(in_year(&Calendar::built_in(), start, end, QuarterHours(hours), year).0))
                .sum();
            prop_assert_eq!(shares, u64::from(hours));
        }
    }
}
