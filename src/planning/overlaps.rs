//! People who have hours twice: the same class recorded twice, or two classes on one day.

use std::collections::BTreeMap;

use crate::model::course::TrainingForm;
use crate::model::hours::{QuarterHours, Session};
use crate::model::id::{PersonId, SessionId};
use crate::model::ledger::Ledger;
use crate::order::Order as _;

/// Two sessions that share a day and people who have hours of both.
#[derive(Clone, Debug, PartialEq)]
pub struct Overlap {
    pub first: SessionId,
    pub second: SessionId,
    /// Who has hours of both, in the order of their ids.
    pub people: Vec<PersonId>,
    /// The same batch or title: one class that was recorded twice.
    pub is_repeat: bool,
}

/// The overlaps of sessions that touch `year`, repeats first. Two short classes on one day are
/// none where both fit into a day of the hour pack, and online training is beside everything but
/// itself.
pub fn overlaps(ledger: &Ledger, year: i16) -> Vec<Overlap> {
    let mut sessions: Vec<&Session> = ledger
        .sessions
        .values()
        .map(AsRef::as_ref)
        .filter(|session| session.start.year() <= year && year <= session.end.year())
        .collect();
    sessions.order_by_key(|session| (session.start, session.id));
    let mut of_person: BTreeMap<PersonId, Vec<&Session>> = BTreeMap::new();
    let mut shared: BTreeMap<(SessionId, SessionId), Vec<PersonId>> = BTreeMap::new();
    for session in &sessions {
        for (person, attendance) in &session.attendance {
            if attendance.hours.is_zero() {
                continue;
            }
            let earlier = of_person.entry(*person).or_default();
            for other in earlier.iter().filter(|other| session.start <= other.end) {
                shared.entry((other.id, session.id)).or_default().push(*person);
            }
            earlier.push(session);
        }
    }
    let mut found: Vec<_> =
        shared
            .into_iter()
            .filter_map(|((first, second), people)| {
                let (one, other) = (ledger.sessions.get(&first)?, ledger.sessions.get(&second)?);
                let is_repeat = is_same_class(one, other);
                (is_repeat || is_in_the_way(one, other, ledger.packs.hours.day))
                    .then_some(Overlap { first, second, people, is_repeat })
            })
            .collect();
    found.order_by_key(|overlap| {
        let start = ledger.sessions.get(&overlap.second).map(|session| session.start);
        (!overlap.is_repeat, start, overlap.first, overlap.second)
    });
    found
}

fn is_same_class(one: &Session, other: &Session) -> bool {
    let of_batch = one.batch.is_some() && one.batch == other.batch;
    of_batch || one.form == other.form && one.title.trim() == other.title.trim()
}

fn is_in_the_way(one: &Session, other: &Session, day: QuarterHours) -> bool {
    let is_online = |session: &Session| session.form == TrainingForm::Online;
    let one_day = one.start == one.end && other.start == other.end;
    let both_fit = one_day && one.hours + other.hours <= day;
    !(is_online(one) || is_online(other) || both_fit)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::hours::{Attendance, Presence};
    use crate::model::id::IdSource;
    use crate::model::ledger::tests::ledger_of;
    use crate::planning::hours::tests::session;

    #[test]
    fn a_class_recorded_twice_and_two_classes_on_one_day_are_found() {
        let (mut ledger, people) = ledger_of(3);
        let mut ids = IdSource::new([1; 16]);
        let mut add = |title: &str, form, start: &str, hours, who: &[usize]| {
            let mut session = session(&mut ids, form, start);
            session.title = title.into();
            session.hours = QuarterHours(hours);
            for person in who {
                let attendance = Attendance::new(Presence::Present, QuarterHours(hours));
                session.attendance.insert(people[*person], attendance);
            }
            let id = session.id;
            ledger.put_session(session).unwrap();
            id
        };
        use TrainingForm::{Intensive, Online};
        let class = add("食品安全", Intensive, "2026-05-11", 32, &[0, 1]);
        let again = add("食品安全 ", Intensive, "2026-05-11", 32, &[1, 2]);
        let other = add("案卷制作", Intensive, "2026-05-11", 16, &[0]);
        add("网络课", Online, "2026-05-11", 16, &[0, 1, 2]);
        // A morning and an afternoon.
        add("上午", Intensive, "2026-05-12", 16, &[0]);
        add("下午", Intensive, "2026-05-12", 16, &[0]);
        // Another list of the same class: nobody has its hours twice.
        add("法治讲堂", Intensive, "2026-05-13", 32, &[0]);
        add("法治讲堂", Intensive, "2026-05-13", 32, &[1]);
        let found = overlaps(&ledger, 2026);
        let pair = |a: SessionId, b: SessionId| (a.min(b), a.max(b));
        let facts: Vec<_> = found
            .iter()
            .map(|one| (pair(one.first, one.second), one.people.clone(), one.is_repeat))
            .collect();
        assert_eq!(
            facts,
            [
                (pair(class, again), vec![people[1]], true),
                (pair(class, other), vec![people[0]], false),
            ]
        );
        assert_eq!(overlaps(&ledger, 2025), []);
        ledger.merge_sessions(class, again).unwrap();
        ledger.leave_session(other, people[0]).unwrap();
        assert_eq!(overlaps(&ledger, 2026), []);
        assert_eq!(ledger.sessions[&class].attendance.len(), 3);
    }
}
