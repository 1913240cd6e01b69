//! The half days of a class (上午、下午), and what is recognised of who missed some of them: the
//! share of the half days that the person was there, begun quarters of an hour counted whole, so
//! that leave of just a seventh never seems to be more.

use jiff::civil::Date;

use crate::model::calendar::Calendar;
use crate::model::hours::{HalfDayMark, Presence, QuarterHours, Session};
use crate::model::plan::HalfDay;

/// The half days of a class by date: of its workdays, of all its days where none is a workday.
pub fn half_days(
    calendar: &Calendar,
    (start, end): (Date, Date),
    half: Option<HalfDay>,
) -> Vec<(Date, HalfDay)> {
    let mut days: Vec<Date> = calendar.workdays(start, end).collect();
    if days.is_empty() {
        days = start.series(jiff::Span::new().days(1)).take_while(|day| *day <= end).collect();
    }
    let halves = [HalfDay::Morning, HalfDay::Afternoon];
    let held = halves.into_iter().filter(|one| half.is_none_or(|half| half == *one));
    days.into_iter().flat_map(|day| held.clone().map(move |half| (day, half))).collect()
}

/// The half days of a session that is recorded.
pub fn of_session(session: &Session, calendar: &Calendar) -> Vec<(Date, HalfDay)> {
    half_days(calendar, (session.start, session.end), session.half)
}

/// Hours recognised of a class of `all` half days and `full` hours.
pub fn recognised(full: QuarterHours, marks: &[HalfDayMark], all: usize) -> QuarterHours {
    let missed = marks.iter().filter(|mark| !mark.presence.earns()).count();
    let there = u64::try_from(all.saturating_sub(missed)).unwrap_or_default();
    let all = u64::try_from(all).unwrap_or_default().max(1);
    QuarterHours(u32::try_from((u64::from(full.0) * there).div_ceil(all)).unwrap_or(u32::MAX))
}

/// What the marks make of the whole class: absent where absent once, else on leave, else late.
pub fn presence(marks: &[HalfDayMark]) -> Presence {
    let worst = Presence::KNOWN.into_iter().rev();
    let found = worst.into_iter().find(|one| marks.iter().any(|mark| mark.presence == *one));
    found.unwrap_or(Presence::Present)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::hours::Attendance;
    use proptest::prelude::*;

    fn day(text: &str) -> Date {
        text.parse().unwrap()
    }

    fn marks(missed: usize, presence: &Presence) -> Vec<HalfDayMark> {
        let mark = |_| HalfDayMark {
            on: day("2026-05-11"),
            half: HalfDay::Morning,
            presence: presence.clone(),
        };
        (0..missed).map(mark).collect()
    }

    #[test]
    fn a_class_has_the_halves_of_its_workdays() {
        let calendar = Calendar::default();
        // Friday to Monday.
        let days = (day("2026-05-15"), day("2026-05-18"));
        let all = half_days(&calendar, days, None);
        assert_eq!(all.len(), 4);
        assert_eq!(all[1], (day("2026-05-15"), HalfDay::Afternoon));
        assert_eq!(half_days(&calendar, days, Some(HalfDay::Morning)).len(), 2);
        let weekend = (day("2026-05-16"), day("2026-05-17"));
        assert_eq!(half_days(&calendar, weekend, None).len(), 4);
    }

    #[test]
    fn who_missed_some_half_days_has_the_share_of_the_others() {
        let full = QuarterHours(96);
        let hours = |missed, all| recognised(full, &marks(missed, &Presence::Leave), all);
        assert_eq!(hours(0, 6), full);
        assert_eq!(hours(1, 6), QuarterHours(80));
        assert_eq!(hours(6, 6), QuarterHours(0));
        // 82.3 quarters are 83.
        assert_eq!(hours(2, 14), QuarterHours(83));
        assert_eq!(recognised(full, &marks(3, &Presence::Late), 6), full);
        assert_eq!(recognised(full, &[], 0), QuarterHours(0));
    }

    #[test]
    fn the_worst_half_day_is_that_of_the_class() {
        let mut both = marks(1, &Presence::Late);
        assert_eq!(presence(&both), Presence::Late);
        both.extend(marks(1, &Presence::Leave));
        assert_eq!(presence(&both), Presence::Leave);
        both.extend(marks(1, &Presence::Absent));
        assert_eq!(presence(&both), Presence::Absent);
        assert_eq!(presence(&[]), Presence::Present);
    }

    proptest! {
        /// Half days of an hour and three quarters and more tell leave of more than a seventh.
        #[test]
        fn leave_of_more_than_a_seventh_of_the_half_days_is_told(
            all in 1_usize..40, missed in 0_usize..40, each in 7_u32..20
        ) {
            let full = QuarterHours(each * u32::try_from(all).unwrap());
            let missed = missed.min(all);
            let hours = recognised(full, &marks(missed, &Presence::Leave), all);
            let part = Attendance::new(Presence::Leave, hours);
            prop_assert_eq!(part.leaves_too_long(full), missed * 7 > all);
        }
    }
}
