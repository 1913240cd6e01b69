//! Statutory retirement (法定退休) by the reform of 2025: an estimate, because flexible
//! retirement, special jobs and the personnel file can all move the date.

use jiff::civil::Date;

use crate::model::date::PartialDate;
use crate::model::id::PersonId;
use crate::model::ledger::Ledger;
use crate::model::person::{Person, RetirementCategory, Sex};

/// A calendar month.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct YearMonth {
    pub year: i16,
    /// 1–12.
    pub month: i8,
}

impl YearMonth {
    /// The month of a day.
    pub fn of(day: Date) -> Self {
        Self { year: day.year(), month: day.month() }
    }

    fn index(self) -> i32 {
        i32::from(self.year) * 12 + i32::from(self.month) - 1
    }

    fn from_index(index: i32) -> Option<Self> {
        let year = i16::try_from(index.div_euclid(12)).ok()?;
        let month = i8::try_from(index.rem_euclid(12)).ok()? + 1;
        Some(Self { year, month })
    }

    /// Months from `self` to `later`, negative where it lies before.
    pub fn months_to(self, later: Self) -> i32 {
        later.index() - self.index()
    }
}

/// How the age of a category rises: one month for every `step` months of birth from the anchor
/// on, up to `most` months (国务院关于渐进式延迟法定退休年龄的办法, in force 2025-01-01).
struct Scale {
    former_age: i32,
    anchor: YearMonth,
    step: i32,
    most: i32,
}

fn scale(category: &RetirementCategory) -> Option<Scale> {
    let (former_age, anchor_year, step, most) = match category {
        // Women of former age 60 follow the scale of the men.
        RetirementCategory::Male60 | RetirementCategory::Female60 => (60, 1965, 4, 36),
        RetirementCategory::Female55 => (55, 1970, 4, 36),
        RetirementCategory::Female50 => (50, 1975, 2, 60),
        RetirementCategory::Other(_) => return None,
    };
    Some(Scale { former_age, anchor: YearMonth { year: anchor_year, month: 1 }, step, most })
}

/// The month of statutory retirement. `None` where the category is not known to this version or
/// of the birth only the year is known.
pub fn retirement_month(category: &RetirementCategory, birth: PartialDate) -> Option<YearMonth> {
    let scale = scale(category)?;
    let birth = match birth {
        PartialDate::Year(_) => return None,
        known => YearMonth::of(known.first_day()),
    };
    let late = scale.anchor.months_to(birth);
    let delay = if late < 0 { 0 } else { (late / scale.step + 1).min(scale.most) };
    YearMonth::from_index(birth.index() + scale.former_age * 12 + delay)
}

/// The estimated month of retirement of a person, `None` where the category (未定) or the birth
/// month is missing: it is never guessed from the sex.
pub fn retires(person: &Person) -> Option<YearMonth> {
    retirement_month(person.retirement.as_ref()?, person.birth?)
}

/// Months from the reference date to the estimated retirement, negative where it is past.
pub fn months_to_retirement(person: &Person, reference: Date) -> Option<i32> {
    Some(YearMonth::of(reference).months_to(retires(person)?))
}

/// Who may be near retirement and is not counted so, as the category or the month of birth is
/// missing: those who would be near by their own category, where it is known, else by the earliest
/// that can be theirs.
pub fn undecided(ledger: &Ledger, reference: Date) -> Vec<PersonId> {
    let near = ledger.packs.ages.near_retirement.months.into();
    let may_be_near = |person: &&Person| {
        let known = person.retirement.as_ref().filter(|category| scale(category).is_some());
        let earliest = match person.sex {
            Some(Sex::Male) => &RetirementCategory::Male60,
            _ => &RetirementCategory::Female50,
        };
        let category = known.unwrap_or(earliest);
        let birth = match person.birth {
            Some(PartialDate::Year(year)) => PartialDate::month(year, 1),
            birth => birth,
        };
        let earliest = birth.and_then(|birth| retirement_month(category, birth));
        retires(person).is_none()
            && earliest.is_some_and(|month| YearMonth::of(reference).months_to(month) <= near)
    };
    ledger.enrolled(reference).filter(may_be_near).map(|person| person.id).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn month(category: RetirementCategory, year: i16, month: i8) -> (i16, i8) {
        let birth = PartialDate::month(year, month).unwrap();
        let retires = retirement_month(&category, birth).unwrap();
        (retires.year, retires.month)
    }

    #[test]
    fn the_published_examples_come_out() {
        use RetirementCategory::*;
        assert_eq!(month(Male60, 1964, 12), (2024, 12));
        assert_eq!(month(Male60, 1965, 1), (2025, 2));
        assert_eq!(month(Male60, 1970, 1), (2031, 5));
        assert_eq!(month(Male60, 1976, 12), (2039, 12));
        assert_eq!(month(Male60, 1990, 6), (2053, 6));
        assert_eq!(month(Female55, 1969, 12), (2024, 12));
        assert_eq!(month(Female55, 1970, 1), (2025, 2));
        assert_eq!(month(Female55, 1985, 3), (2043, 3));
        assert_eq!(month(Female50, 1975, 1), (2025, 2));
        assert_eq!(month(Female50, 1990, 1), (2045, 1));
        assert_eq!(month(Female60, 1970, 1), (2031, 5));
    }

    #[test]
    fn a_birth_year_alone_gives_no_date() {
        assert_eq!(retirement_month(&RetirementCategory::Male60, PartialDate::Year(1970)), None);
    }

    #[test]
    fn who_may_be_near_retirement_is_undecided_until_the_category_is_known() {
        use crate::grouping::axis::age_stage;
        let (mut ledger, people) = crate::model::ledger::tests::ledger_of(4);
        let reference = ledger.settings.reference();
        for (person, birth) in people.iter().zip([
            PartialDate::month(1970, 3),
            Some(PartialDate::Year(1970)),
            PartialDate::month(1990, 3),
        ]) {
            ledger.edit_person(*person, |person| person.birth = birth).unwrap();
        }
        assert_eq!(undecided(&ledger, reference), people[..2]);
        ledger.edit_person(people[0], |person| person.sex = Some(Sex::Male)).unwrap();
        assert_eq!(undecided(&ledger, reference), people[1..2], "a man of 56 is not near");
        ledger.edit_person(people[0], |person| person.sex = Some(Sex::Female)).unwrap();
        let mut decide = |person: PersonId, category| {
            ledger.edit_person(person, |person| person.retirement = category).unwrap();
            undecided(&ledger, reference)
        };
        // By the year alone a man of 1970 is not near, a woman of 50 is and stays open.
        assert_eq!(decide(people[1], Some(RetirementCategory::Male60)), people[..1]);
        assert_eq!(decide(people[1], Some(RetirementCategory::Female50)), people[..2]);
        assert_eq!(decide(people[0], Some(RetirementCategory::Female55)), people[1..2]);
        let first = ledger.person(people[0]).unwrap();
        assert_eq!(age_stage(first, &ledger.packs, reference), Some("near_retire"));
    }

    proptest! {
        #[test]
        fn who_is_born_later_never_retires_earlier(born in 1950_i32 * 12..2005 * 12) {
            use RetirementCategory::*;
            for category in [Male60, Female55, Female50, Female60] {
                let at = |index: i32| {
                    let birth = YearMonth::from_index(index).unwrap();
                    let birth = PartialDate::month(birth.year, birth.month).unwrap();
                    retirement_month(&category, birth).unwrap()
                };
                prop_assert!(at(born) < at(born + 1));
                prop_assert!(at(born).index() - born >= 50 * 12);
                prop_assert!(at(born).index() - born <= 63 * 12);
            }
        }
    }
}
