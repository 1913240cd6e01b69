//! Training that the rules ask of a person at some time: 初任培训 of who is new (公务员法 67),
//! 任职培训 of who is promoted (公务员法 67), and a certificate that runs out (行政处罚法 42, 55). Only
//! what the ledger has facts for is told; the rest is unknown and never guessed.

use jiff::ToSpan as _;
use jiff::civil::Date;

use super::certificates::is_due;
use crate::model::course::TrainingKind;
use crate::model::date::PartialDate;
use crate::model::id::PersonId;
use crate::model::ledger::Ledger;
use crate::order::Order as _;

/// What is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mandatory {
    /// 初任培训, within the first year of work.
    Induction,
    /// 任职培训, before a promotion or within a year of it.
    Promotion,
    /// A new enforcement certificate.
    Certificate,
}

/// Whom one kind of training is asked of in a year.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    pub kind: Mandatory,
    /// Who, and the last day for it, soonest first.
    pub people: Vec<(PersonId, Date)>,
    /// Of whom the ledger does not say.
    pub unknown: Vec<PersonId>,
}

/// The last day of the year that begins then.
pub fn within_a_year(since: PartialDate) -> Date {
    since.last_day().saturating_add(1.year()).saturating_sub(1.day())
}

/// Has the person hours of a session of this kind that ended on `since` or later?
pub fn is_trained(ledger: &Ledger, person: PersonId, kind: &TrainingKind, since: Date) -> bool {
    ledger.sessions.values().any(|session| {
        session.kind.as_ref() == Some(kind)
            && session.end >= since
            && session.attendance.get(&person).is_some_and(|part| !part.hours.is_zero())
    })
}

/// What is asked of the people who are enrolled at the end of `year`, that of the ledger, by `today`: what ran out
/// before is still asked, a first year that is over is not.
pub fn asked(ledger: &Ledger, year: i16, today: Date) -> [Asked; 3] {
    let mut all = [Mandatory::Induction, Mandatory::Promotion, Mandatory::Certificate]
        .map(|kind| Asked { kind, people: Vec::new(), unknown: Vec::new() });
    let [induction, promotion, certificate] = &mut all;
    let reference = ledger.settings.reference();
    for person in ledger.enrolled(reference) {
        match person.work_start {
            None => induction.unknown.push(person.id),
            Some(start) => {
                let last = within_a_year(start);
                if start.year() <= year
                    && last.year() >= year
                    && last >= today
                    && !is_trained(ledger, person.id, &TrainingKind::Induction, start.first_day())
                {
                    induction.people.push((person.id, last));
                }
            }
        }
        match person.promoted {
            None => promotion.unknown.push(person.id),
            Some(since) => {
                let last = within_a_year(since);
                if since.first_day().year() <= year && last.year() >= year && last >= today
                    // It may be done before as well.
                    && !is_trained(ledger, person.id, &TrainingKind::Promotion, since.first_day().saturating_sub(1.year()))
                {
                    promotion.people.push((person.id, last));
                }
            }
        }
        let Some(held) = &person.certificate else { continue };
        match held.expiry {
            None => certificate.unknown.push(person.id),
            Some(expiry) if is_due(held, reference) => {
                certificate.people.push((person.id, expiry.last_day()));
            }
            Some(_) => {}
        }
    }
    for one in &mut all {
        one.people.order_by_key(|(person, last)| (*last, *person));
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::course::TrainingForm;
    use crate::model::hours::{Attendance, Presence, QuarterHours};
    use crate::model::id::IdSource;
    use crate::model::ledger::tests::ledger_of;
    use crate::model::person::Certificate;
    use crate::planning::hours::tests::session;

    #[test]
    fn only_what_the_ledger_says_is_asked() {
        let (mut ledger, people) = ledger_of(5);
        let starts = [
            PartialDate::month(2025, 9),
            PartialDate::month(2024, 12),
            PartialDate::day(2026, 7, 1),
            PartialDate::month(2010, 1),
            None,
        ];
        let expiries = [
            None,
            Some(PartialDate::month(2026, 5)),
            Some(PartialDate::day(2025, 12, 31)),
            Some(PartialDate::day(2027, 3, 2)),
            Some(None),
        ];
        for ((id, start), expiry) in people.iter().zip(starts).zip(expiries) {
            let change = |person: &mut crate::model::person::Person| {
                person.work_start = start;
                person.certificate =
                    expiry.map(|expiry| Certificate { number: "A1".into(), expiry });
            };
            ledger.edit_person(*id, change).unwrap();
        }
        let date = |text: &str| text.parse::<Date>().unwrap();
        let [induction, promotion, certificate] = asked(&ledger, 2026, date("2026-03-01"));
        let new = [(people[0], date("2026-09-29")), (people[2], date("2027-06-30"))];
        assert_eq!(induction.people, new);
        assert_eq!(induction.unknown, [people[4]]);
        assert!(promotion.people.is_empty());
        assert_eq!(promotion.unknown.len(), 5);
        let expired = [(people[2], date("2025-12-31")), (people[1], date("2026-05-31"))];
        assert_eq!(certificate.people, expired);
        assert_eq!(certificate.unknown, [people[4]]);
        let [induction, ..] = asked(&ledger, 2026, date("2026-10-08"));
        assert_eq!(induction.people, [(people[2], date("2027-06-30"))]);
    }

    #[test]
    fn who_was_promoted_is_asked_for_a_year_unless_trained_for_it() {
        let (mut ledger, people) = ledger_of(3);
        for (person, since) in people.iter().zip(["2026-03", "2025-05-10", "2024-12-31"]) {
            let since = PartialDate::parse(since);
            ledger.edit_person(*person, |person| person.promoted = since).unwrap();
        }
        let date = |text: &str| text.parse::<Date>().unwrap();
        let asked_of = |ledger: &Ledger| {
            let [_, promotion, _] = asked(ledger, 2026, date("2026-03-01"));
            promotion.people
        };
        let both = [(people[1], date("2026-05-09")), (people[0], date("2027-03-30"))];
        assert_eq!(asked_of(&ledger), both);
        // A class before the promotion counts, one of another kind or two years ago does not.
        let mut ids = IdSource::new([3; 16]);
        for (day, kind, expected) in [
            ("2026-02-10", TrainingKind::InService, 2),
            ("2024-02-10", TrainingKind::Promotion, 2),
            ("2026-02-10", TrainingKind::Promotion, 1),
        ] {
            let mut class = session(&mut ids, TrainingForm::Intensive, day);
            class.kind = Some(kind);
            let part = Attendance::new(Presence::Present, QuarterHours(32));
            class.attendance.insert(people[0], part);
            ledger.put_session(class).unwrap();
            assert_eq!(asked_of(&ledger).len(), expected, "{day}");
        }
    }
}
