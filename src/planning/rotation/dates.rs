//! Dates of batches on workdays.

use jiff::civil::Date;

use crate::model::batch::Batch;
use crate::model::calendar::Calendar;
use crate::model::id::{BatchId, IdSource};

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
    /// Fewer than so many are no class.
    pub least: u32,
    /// Where: with several, a batch at each of them at the same time.
    pub places: Vec<String>,
    pub trainer: String,
    /// 备选: the machine may leave some of them out.
    pub spare: bool,
}

impl Series {
    /// Three days each, from a day on: what is usual where nothing else is said.
    pub fn empty(first: Date) -> Self {
        Self {
            first,
            days: 3,
            number: 6,
            gap: 7,
            seats: 0,
            least: 0,
            places: Vec::new(),
            trainer: String::new(),
            spare: false,
        }
    }

    /// The series that goes on after `batches`, which stand by date: the same days, gap, places and
    /// trainer as their last ones, fitted into `year`, right behind them where that is late. `None`
    /// after none.
    pub fn following(batches: &[&Batch], year: i16, calendar: &Calendar) -> Option<Self> {
        let last = batches.iter().max_by_key(|batch| batch.end)?;
        let usual = Self::empty(last.end);
        let before = batches.iter().filter(|batch| batch.end < last.start).map(|one| one.end).max();
        let between = |before: Date| {
            let from = before.tomorrow().ok()?;
            Some(u32::try_from(calendar.workdays(from, last.start).count()).ok()?.saturating_sub(1))
        };
        let gap = before.and_then(between).unwrap_or(usual.gap);
        let beside = batches.iter().filter(|batch| batch.start == last.start);
        let places = beside.map(|batch| batch.place.clone()).filter(|place| !place.is_empty());
        let series = Self {
            days: u32::try_from(calendar.workdays(last.start, last.end).count()).ok()?.max(1),
            gap,
            least: last.least,
            places: places.collect(),
            trainer: last.trainer.clone(),
            ..usual.clone()
        };
        let after = |workdays| {
            let first = calendar.workday_after(last.end.tomorrow().ok()?, workdays)?;
            Some(Self { first, ..series.clone() }.fitted(year, calendar))
        };
        let is_whole = |series: &Self| {
            let end = series.end(calendar);
            series.number == usual.number && end.is_some_and(|end| end.year() == year)
        };
        after(gap).filter(is_whole).or_else(|| after(0))
    }

    /// The same series so that it ends in `year`: with shorter gaps, then with fewer batches. Where
    /// not even one batch is left of the year, the series as it is.
    pub fn fitted(self, year: i16, calendar: &Calendar) -> Self {
        let fewer = (1..=self.number).rev();
        let tries = fewer.flat_map(|number| (0..=self.gap).rev().map(move |gap| (number, gap)));
        let ends_within =
            |series: &Self| series.end(calendar).is_some_and(|end| end.year() == year);
        tries
            .map(|(number, gap)| Self { number, gap, ..self.clone() })
            .find(ends_within)
            .unwrap_or(self)
    }

    /// The last day of the last batch.
    fn end(&self, calendar: &Calendar) -> Option<Date> {
        let days = self.days.max(1);
        let before = self.number.checked_sub(1)?.checked_mul(days + self.gap)?;
        calendar.workday_after(self.first, before.checked_add(days - 1)?)
    }
}

/// More batches than this in one series are an oversight.
pub const MOST: u32 = 60;

/// The batches of a series.
pub fn batches(series: &Series, calendar: &Calendar, ids: &mut IdSource) -> Vec<Batch> {
    let after = |day, workdays| calendar.workday_after(day, workdays);
    let mut next = series.first;
    let mut batches = Vec::new();
    for _ in 0..series.number.min(MOST) {
        let Some(start) = after(next, 0) else { break };
        let Some(end) = after(start, series.days.max(1) - 1) else { break };
        let anywhere = [String::new()];
        let places = if series.places.is_empty() { &anywhere[..] } else { &series.places };
        for place in places {
            batches.push(Batch {
                least: series.least,
                place: place.clone(),
                trainer: series.trainer.clone(),
                spare: series.spare,
                ..Batch::new(BatchId::new(ids), start, end, series.seats)
            });
        }
        let Some(following) = after(end, series.gap.saturating_add(1)) else { break };
        next = following;
    }
    batches
}

/// Seats that let `people` go in `number` batches.
pub fn seats_for(people: usize, number: u32) -> u32 {
    u32::try_from(people.div_ceil(usize::try_from(number.max(1)).unwrap_or(1))).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use jiff::ToSpan as _;
    use proptest::prelude::*;

    use super::*;

    fn day(text: &str) -> Date {
        text.parse().unwrap()
    }

    fn series(first: &str, days: u32, number: u32, gap: u32) -> Series {
        Series { days, number, gap, seats: 28, ..Series::empty(day(first)) }
    }

    #[test]
    fn batches_begin_on_a_workday_and_skip_weekends() {
        let batches = batches(
            &series("2026-09-05", 3, 3, 7),
            &Calendar::default(),
            &mut IdSource::new([0; 16]),
        );
        let dates: Vec<_> =
            batches.iter().map(|batch| format!("{}/{}", batch.start, batch.end)).collect();
        assert_eq!(
            dates,
            ["2026-09-07/2026-09-09", "2026-09-21/2026-09-23", "2026-10-05/2026-10-07"]
        );
    }

    #[test]
    fn batches_keep_off_holidays_and_use_make_up_days() {
        let batches = batches(
            &series("2026-09-30", 3, 1, 0),
            &Calendar::built_in(),
            &mut IdSource::new([0; 16]),
        );
        // 30 September, then 8 and 9 October.
        assert_eq!((batches[0].start, batches[0].end), (day("2026-09-30"), day("2026-10-09")));
    }

    #[test]
    fn several_venues_hold_a_batch_each_at_the_same_time() {
        let places = vec!["党校".to_owned(), "三楼会议室".to_owned()];
        let series = Series { places, ..series("2026-03-02", 2, 2, 0) };
        let made = batches(&series, &Calendar::default(), &mut IdSource::new([0; 16]));
        let found: Vec<_> = made.iter().map(|one| (one.start, one.place.as_str())).collect();
        let (first, second) = (day("2026-03-02"), day("2026-03-04"));
        assert_eq!(
            found,
            [(first, "党校"), (first, "三楼会议室"), (second, "党校"), (second, "三楼会议室")]
        );
    }

    #[test]
    fn a_batch_may_lie_over_a_weekend() {
        let batches = batches(
            &series("2026-09-10", 3, 1, 0),
            &Calendar::default(),
            &mut IdSource::new([0; 16]),
        );
        assert_eq!(batches[0].end, day("2026-09-14"));
        assert_eq!(Calendar::default().workdays(batches[0].start, batches[0].end).count(), 3);
    }

    #[test]
    fn a_series_is_fitted_into_what_is_left_of_the_year() {
        let fitted = |first| {
            let series = series(first, 3, 6, 7).fitted(2026, &Calendar::default());
            (series.number, series.gap)
        };
        assert_eq!(fitted("2026-03-02"), (6, 7));
        assert_eq!(fitted("2026-11-02"), (6, 5));
        assert_eq!(fitted("2026-12-03"), (6, 0));
        assert_eq!(fitted("2026-12-14"), (4, 0));
        // Nothing of the year is left: the warning says so.
        assert_eq!(fitted("2026-12-30"), (6, 7));
    }

    #[test]
    fn a_second_series_goes_on_where_the_first_ends() {
        let calendar = Calendar::default();
        let places = vec!["党校".to_owned(), "三楼会议室".to_owned()];
        let trainer = "周".to_owned();
        let first = Series { places, trainer, ..series("2026-03-02", 2, 3, 3) };
        let made = batches(&first, &calendar, &mut IdSource::new([0; 16]));
        let next = Series::following(&made.iter().collect::<Vec<_>>(), 2026, &calendar).unwrap();
        // The last ends on Tuesday the 17th.
        let wanted = Series { first: day("2026-03-23"), number: 6, seats: 0, ..first };
        assert_eq!(next, wanted);
        assert_eq!(Series::following(&[], 2026, &calendar), None);
        let late = Batch { end: day("2026-12-09"), ..made[0].clone() };
        let next = Series::following(&[&late], 2026, &calendar).unwrap();
        assert_eq!(next.first, day("2026-12-10"));
    }

    proptest! {
        #[test]
        fn batches_never_overlap_and_have_their_days(days in 1_u32..12, number in 0_u32..80, gap in 0_u32..20, offset in 0_i32..400) {
            let first = day("2026-01-01").checked_add(offset.days()).unwrap();
            let series = Series { days, number, gap, ..Series::empty(first) };
            let calendar = Calendar::built_in();
            let batches = batches(&series, &calendar, &mut IdSource::new([0; 16]));
            prop_assert_eq!(batches.len(), number.min(MOST) as usize);
            if number <= MOST {
                prop_assert_eq!(batches.last().map(|batch| batch.end), series.end(&calendar));
            }
            for batch in &batches {
                prop_assert_eq!(calendar.workdays(batch.start, batch.end).count(), days as usize);
            }
            for pair in batches.windows(2) {
                prop_assert!(pair[0].end < pair[1].start);
                prop_assert!(!pair[0].overlaps(&pair[1]));
            }
        }
    }
}
