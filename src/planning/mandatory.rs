//! Training that the rules ask of a person at some time: 初任培训 of who is new (公务员法 67),
//! 任职培训 of who is promoted (公务员法 67), and a certificate that runs out (行政处罚法 42, 55). Only
//! what the ledger has facts for is told; the rest is unknown and never guessed.

use jiff::ToSpan as _;
use jiff::civil::Date;

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

/// What is asked of the people who are enrolled at the end of `year`, by `today`: what ran out
/// before is still asked, a first year that is over is not.
pub fn asked(ledger: &Ledger, year: i16, today: Date) -> [Asked; 3] {
    let mut all = [Mandatory::Induction, Mandatory::Promotion, Mandatory::Certificate]
        .map(|kind| Asked { kind, people: Vec::new(), unknown: Vec::new() });
    let [induction, promotion, certificate] = &mut all;
    for person in ledger.enrolled(ledger.settings.reference()) {
        match person.work_start {
            None => induction.unknown.push(person.id),
            Some(start) => {
                let last = start.last_day().saturating_add(1.year()).saturating_sub(1.day());
                if start.year() <= year && last.year() >= year && last >= today {
                    induction.people.push((person.id, last));
                }
            }
        }
        // The ledger does not hold when somebody was promoted.
        promotion.unknown.push(person.id);
        let Some(held) = &person.certificate else { continue };
        match held.expiry {
            None => certificate.unknown.push(person.id),
            Some(expiry) if expiry.year() <= year => {
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
    use crate::model::date::PartialDate;
    use crate::model::ledger::tests::ledger_of;
    use crate::model::person::Certificate;

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
            Some(PartialDate::day(2027, 1, 1)),
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
}
