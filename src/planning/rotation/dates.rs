//! Dates of batches on workdays. Public holidays are not known here: the trainer sees every date
//! and can move it.

use jiff::{ToSpan, civil::Date, civil::Weekday};

use crate::model::batch::Batch;
use crate::model::id::{BatchId, IdSource};
use crate::model::pack::Extra;

/// Is it Monday to Friday?
pub fn is_workday(day: Date) -> bool {
    !matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday)
}

/// The workdays from `start` to `end`, both included.
pub fn workdays(start: Date, end: Date) -> impl Iterator<Item = Date> {
    start.series(1.day()).take_while(move |day| *day <= end).filter(|day| is_workday(*day))
}

/// How many workdays there are from `start` to `end`, both included: a sum, so that a class of a
/// hundred years costs no more than one of a week.
pub fn count_workdays(start: Date, end: Date) -> u32 {
    let days = u32::try_from((end - start).get_days() + 1).unwrap_or(0);
    let rest = i64::from(days % 7);
    let after_weeks = end.saturating_sub((rest - 1).max(0).days());
    let rest = if rest > 0 { workdays(after_weeks, end).count() } else { 0 };
    days / 7 * 5 + u32::try_from(rest).unwrap_or(0)
}

/// A series of batches of the same length.
#[derive(Clone, Debug, PartialEq)]
pub struct Series {
    /// The first batch begins on this day, or on the next workday.
    pub first: Date,
    /// Workdays of a batch, at least 1.
    pub days: u32,
    /// How many batches, at most [`MOST`].
    pub number: u32,
    /// Workdays between the end of a batch and the start of the next.
    pub gap: u32,
    pub seats: u32,
    pub place: String,
}

impl Series {
    /// The same series so that it ends in `year`: with shorter gaps, then with fewer batches. Where
    /// not even one batch is left of the year, the series as it is.
    pub fn fitted(self, year: i16) -> Self {
        let fewer = (1..=self.number).rev();
        let tries = fewer.flat_map(|number| (0..=self.gap).rev().map(move |gap| (number, gap)));
        let ends_within = |series: &Self| series.end().is_some_and(|end| end.year() == year);
        tries
            .map(|(number, gap)| Self { number, gap, ..self.clone() })
            .find(ends_within)
            .unwrap_or(self)
    }

    /// The last day of the last batch.
    fn end(&self) -> Option<Date> {
        let days = self.days.max(1);
        let before = self.number.checked_sub(1)?.checked_mul(days + self.gap)?;
        after(self.first, before.checked_add(days - 1)?)
    }
}

/// More batches than this in one series are an oversight.
pub const MOST: u32 = 60;

/// The batches of a series.
pub fn batches(series: &Series, ids: &mut IdSource) -> Vec<Batch> {
    let mut next = series.first;
    let mut batches = Vec::new();
    for _ in 0..series.number.min(MOST) {
        let Some(start) = after(next, 0) else { break };
        let Some(end) = after(start, series.days.max(1) - 1) else { break };
        batches.push(Batch {
            id: BatchId::new(ids),
            start,
            end,
            seats: series.seats,
            place: series.place.clone(),
            extra: Extra::new(),
        });
        let Some(following) = after(end, series.gap.saturating_add(1)) else { break };
        next = following;
    }
    batches
}

/// The workday so many workdays after the first workday from `day` on.
fn after(day: Date, workdays: u32) -> Option<Date> {
    day.series(1.day()).filter(|day| is_workday(*day)).nth(usize::try_from(workdays).ok()?)
}

/// Seats that let `people` go in `number` batches.
pub fn seats_for(people: usize, number: u32) -> u32 {
    u32::try_from(people.div_ceil(usize::try_from(number.max(1)).unwrap_or(1))).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn day(text: &str) -> Date {
        text.parse().unwrap()
    }

    fn series(first: &str, days: u32, number: u32, gap: u32) -> Series {
        Series { first: day(first), days, number, gap, seats: 28, place: String::new() }
    }

    #[test]
    fn batches_begin_on_a_workday_and_skip_weekends() {
        let batches = batches(&series("2026-09-05", 3, 3, 7), &mut IdSource::new([0; 16]));
        let dates: Vec<_> =
            batches.iter().map(|batch| format!("{}/{}", batch.start, batch.end)).collect();
        assert_eq!(
            dates,
            ["2026-09-07/2026-09-09", "2026-09-21/2026-09-23", "2026-10-05/2026-10-07"]
        );
    }

    #[test]
    fn a_batch_may_lie_over_a_weekend() {
        let batches = batches(&series("2026-09-10", 3, 1, 0), &mut IdSource::new([0; 16]));
        assert_eq!(batches[0].end, day("2026-09-14"));
        assert_eq!(workdays(batches[0].start, batches[0].end).count(), 3);
    }

    #[test]
    fn a_series_is_fitted_into_what_is_left_of_the_year() {
        let fitted = |first| {
            let series = series(first, 3, 6, 7).fitted(2026);
            (series.number, series.gap)
        };
        assert_eq!(fitted("2026-03-02"), (6, 7));
        assert_eq!(fitted("2026-11-02"), (6, 5));
        assert_eq!(fitted("2026-12-03"), (6, 0));
        assert_eq!(fitted("2026-12-14"), (4, 0));
        // Nothing of the year is left: the warning says so.
        assert_eq!(fitted("2026-12-30"), (6, 7));
    }

    proptest! {
        #[test]
        fn batches_never_overlap_and_have_their_days(days in 1_u32..12, number in 0_u32..80, gap in 0_u32..20, offset in 0_i32..400) {
            let first = day("2026-01-01").checked_add(offset.days()).unwrap();
            let series = Series { first, days, number, gap, seats: 1, place: String::new() };
            let batches = batches(&series, &mut IdSource::new([0; 16]));
            prop_assert_eq!(batches.len(), number.min(MOST) as usize);
            if number <= MOST {
                prop_assert_eq!(batches.last().map(|batch| batch.end), series.end());
            }
            for batch in &batches {
                prop_assert_eq!(workdays(batch.start, batch.end).count(), days as usize);
            }
            for pair in batches.windows(2) {
                prop_assert!(pair[0].end < pair[1].start);
                prop_assert!(!pair[0].overlaps(&pair[1]));
            }
        }
    }
}
