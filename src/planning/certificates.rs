//! Certificates: the enforcement certificates of the roster, and those that classes gave.

use jiff::ToSpan as _;
use jiff::civil::Date;

use crate::model::hours::Session;
use crate::model::ledger::Ledger;
use crate::model::person::{Certificate, Person};
use crate::order::Order as _;

/// A certificate that expires within so many days is shown as expiring soon.
pub const SOON: i32 = 60;

/// Is a certificate to be renewed in the year of `reference`, its last day: has it expired by then,
/// or will it within [`SOON`] after? Every list and count of certificates goes by this.
pub fn is_due(certificate: &Certificate, reference: Date) -> bool {
    let end = reference.saturating_add(SOON.days());
    certificate.expiry.is_some_and(|expiry| expiry.last_day() <= end)
}

/// How long a certificate still holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Expiry {
    Expired,
    /// Within [`SOON`]: so many days are left.
    Soon(i32),
    Valid,
    /// No date is known.
    Open,
}

/// How long a certificate holds from `today` on; it is valid on its last day.
pub fn expiry(certificate: &Certificate, today: Date) -> Expiry {
    let Some(last) = certificate.expiry.map(|expiry| expiry.last_day()) else {
        return Expiry::Open;
    };
    match (last - today).get_days() {
        ..0 => Expiry::Expired,
        days @ 0..=SOON => Expiry::Soon(days),
        _ => Expiry::Valid,
    }
}

/// A certificate with its holder.
pub struct Held<'a> {
    pub person: &'a Person,
    pub certificate: &'a Certificate,
    /// The class that gave it; none for the enforcement certificate (执法证).
    pub session: Option<&'a Session>,
}

/// All certificates of the people of the roster, what expires first at the top.
pub fn certificates(ledger: &Ledger, reference: Date) -> Vec<Held<'_>> {
    let mut all: Vec<Held<'_>> = ledger
        .enrolled(reference)
        .filter_map(|person| {
            let certificate = person.certificate.as_ref()?;
            Some(Held { person, certificate, session: None })
        })
        .collect();
    let known = ledger.people_by_id();
    for session in ledger.sessions.values() {
        for (id, attendance) in &session.attendance {
            if let Some(certificate) = &attendance.certificate
                && let Some(person) = known.get(id).filter(|one| one.is_enrolled(reference))
            {
                all.push(Held { person, certificate, session: Some(session) });
            }
        }
    }
    all.order_by_key(|held| {
        let last = held.certificate.expiry.map(|expiry| expiry.last_day());
        (last.is_none(), last, held.person.position, held.person.id)
    });
    all
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::course::TrainingForm;
    use crate::model::date::PartialDate;
    use crate::model::hours::{Attendance, Presence, QuarterHours};
    use crate::model::id::IdSource;
    use crate::model::ledger::tests::ledger_of;
    use crate::planning::hours::tests::session;

    fn certificate(number: &str, expiry: &str) -> Certificate {
        Certificate { number: number.into(), expiry: PartialDate::parse(expiry) }
    }

    #[test]
    fn the_last_day_is_valid_and_sixty_days_are_soon() {
        let today = "2026-09-16".parse().unwrap();
        let at = |text: &str| expiry(&certificate("", text), today);
        assert_eq!(at("2026-09-15"), Expiry::Expired);
        assert_eq!(at("2026-09-16"), Expiry::Soon(0));
        assert_eq!(at("2026-09"), Expiry::Soon(14));
        assert_eq!(at("2026-11-15"), Expiry::Soon(60));
        assert_eq!(at("2026-11-16"), Expiry::Valid);
        assert_eq!(at(""), Expiry::Open);
    }

    #[test]
    fn what_expires_by_sixty_days_after_the_year_is_due_in_it() {
        let reference = "2026-12-31".parse().unwrap();
        let due = |text: &str| is_due(&certificate("", text), reference);
        assert!(due("2019-01") && due("2026-12") && due("2027-03-01"));
        assert!(!due("2027-03-02") && !due(""));
    }

    #[test]
    fn both_kinds_stand_in_one_list_by_expiry() {
        let (mut ledger, people) = ledger_of(3);
        let give = |number: &str, expiry: &str| Some(certificate(number, expiry));
        ledger.edit_person(people[0], |one| one.certificate = give("辽A1", "2027-01")).unwrap();
        ledger.edit_person(people[1], |one| one.certificate = give("辽A2", "")).unwrap();
        let mut session =
            session(&mut IdSource::new([1; 16]), TrainingForm::Intensive, "2026-05-11");
        let mut attendance = Attendance::new(Presence::Present, QuarterHours(32));
        attendance.certificate = give("抽样", "2026-10-01");
        session.attendance.insert(people[2], attendance);
        ledger.put_session(session).unwrap();
        let held = certificates(&ledger, ledger.settings.reference());
        let numbers: Vec<_> = held.iter().map(|held| held.certificate.number.as_str()).collect();
        assert_eq!(numbers, ["抽样", "辽A1", "辽A2"]);
        assert!(held[0].session.is_some() && held[1].session.is_none());
    }
}
