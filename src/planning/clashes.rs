//! What stands against an event of a plan: its people, its place or its trainer are elsewhere on
//! the same days, whatever plan that is in.

use jiff::civil::Date;

use crate::model::id::PersonId;
use crate::model::ledger::Ledger;
use crate::model::plan::IntensiveClass;
use crate::model::status::DutyStatus;
use crate::order::Gather as _;
use crate::planning::schedule::Event;

/// One thing that stands against an event.
#[derive(Clone, Debug, PartialEq)]
pub enum Clash<'a> {
    /// People who are in another event at the time.
    Elsewhere(Vec<PersonId>),
    /// People who are on leave, seconded or gone at the time.
    Away(Vec<PersonId>),
    /// Another event has the place.
    PlaceTaken(&'a Event),
    /// Another event has the trainer.
    TrainerTaken(&'a Event),
    /// The venue of the list is closed, with its reason as written.
    VenueClosed(String),
    /// The trainer of the list cannot come, with the reason as written.
    TrainerBusy(String),
    /// Its first or last day is not worked: a holiday of that name, else a Saturday or Sunday.
    FreeDay(Date, Option<String>),
}

/// Everything that stands against `event`; `all` are the events of the open plans.
pub fn clashes<'a>(ledger: &Ledger, event: &Event, all: &'a [Event]) -> Vec<Clash<'a>> {
    let mut found = Vec::new();
    let others = || all.iter().filter(|other| other.what != event.what && other.meets(event));
    let people = |is_so: &dyn Fn(PersonId) -> bool| {
        event.people.iter().copied().filter(|person| is_so(*person)).collect::<Vec<_>>()
    };
    let elsewhere = people(&|person| others().any(|other| other.people.contains(&person)));
    if !elsewhere.is_empty() {
        found.push(Clash::Elsewhere(elsewhere));
    }
    let away = people(&|person| {
        ledger.person(person).is_some_and(|person| {
            person
                .away_between(event.start, event.end)
                .is_some_and(|period| period.status != DutyStatus::OnPost)
                || person.archived.as_ref().is_some_and(|archived| archived.on <= event.end)
        })
    });
    if !away.is_empty() {
        found.push(Clash::Away(away));
    }
    // What is not known is nobody's.
    let same = |own: &str, other: &str| !own.is_empty() && own == other;
    found.extend(others().find(|other| same(&event.place, &other.place)).map(Clash::PlaceTaken));
    let taken = others().find(|other| same(&event.trainer, &other.trainer));
    found.extend(taken.map(Clash::TrainerTaken));
    let settings = &ledger.settings;
    let venue = settings.venues.iter().find(|venue| same(&event.place, venue.name.trim()));
    let trainer = settings.trainers.iter().find(|one| same(&event.trainer, one.name.trim()));
    let calendar = &ledger.packs.calendar;
    let ends = [event.start, event.end].into_iter().gather_set().into_iter();
    found.extend(
        ends.filter(|day| !calendar.is_workday(*day)).map(|day| {
            Clash::FreeDay(day, calendar.holiday(day).map(|holiday| holiday.name.clone()))
        }),
    );
    let days: Vec<_> = calendar.workdays(event.start, event.end).collect();
    let held = |spans: &[crate::model::calendar::Span]| {
        let held = spans.iter().find(|span| days.iter().any(|day| span.covers(*day)));
        held.map(|span| span.name.clone())
    };
    found.extend(venue.and_then(|venue| held(&venue.closed)).map(Clash::VenueClosed));
    found.extend(trainer.and_then(|one| held(&one.busy)).map(Clash::TrainerBusy));
    found
}

/// The people of the class's groups who are in no class of the same course, or of the same title
/// where it has none, whatever plan it is in. `members` are the people of the groups.
pub fn left_out(
    ledger: &Ledger,
    class: &IntensiveClass,
    members: impl Iterator<Item = PersonId>,
) -> Vec<PersonId> {
    let is_same = |other: &IntensiveClass| match &class.course {
        Some(course) => other.course.as_ref() == Some(course),
        None => other.title == class.title,
    };
    let plans = || ledger.plans.values().flat_map(|plan| &plan.intensive);
    members
        .filter(|person| {
            !class.people.contains(person)
                && !plans().any(|other| is_same(other) && other.people.contains(person))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::model::batch::Batch;
    use crate::model::calendar::Span;
    use crate::model::id::{BatchId, IdSource, PlanId, SessionId};
    use crate::model::ledger::tests::ledger_of;
    use crate::model::plan::{HalfDay, Plan};
    use crate::model::venue::{Trainer, Venue};
    use crate::planning::schedule::{class_event, events};

    fn class(ids: &mut IdSource, start: &str, end: &str, place: &str) -> IntensiveClass {
        let (start, end) = (start.parse().unwrap(), end.parse().unwrap());
        let place = place.to_owned();
        IntensiveClass {
            place,
            ..IntensiveClass::new(SessionId::new(ids), "班".into(), start, end)
        }
    }

    /// What stands against each event of the plan, in its order.
    fn all(ledger: &Ledger, plan: &Plan) -> Vec<Vec<String>> {
        let events = events(plan);
        let name = |clash: &Clash<'_>| match clash {
            Clash::PlaceTaken(other) => format!("place {:?}", other.start),
            other => format!("{other:?}"),
        };
        events
            .iter()
            .map(|event| clashes(ledger, event, &events).iter().map(name).collect())
            .collect()
    }

    #[test]
    fn two_classes_in_one_room_each_name_the_other() {
        let (ledger, _) = ledger_of(1);
        let mut ids = IdSource::new([0; 16]);
        let mut plan = Plan::new(PlanId::new(&mut ids), String::new(), 2026);
        plan.intensive = vec![
            class(&mut ids, "2026-05-11", "2026-05-12", "三楼会议室"),
            class(&mut ids, "2026-05-12", "2026-05-13", "三楼会议室 "),
            class(&mut ids, "2026-05-14", "2026-05-14", "三楼会议室"),
        ];
        let found = all(&ledger, &plan);
        assert_eq!(found[0], ["place 2026-05-12"]);
        assert_eq!(found[1], ["place 2026-05-11"]);
        assert!(found[2].is_empty());
        let batch = Batch::new(
            BatchId::new(&mut ids),
            "2026-05-13".parse().unwrap(),
            "2026-05-15".parse().unwrap(),
            5,
        );
        plan.rotation.batches.push(Batch { place: "三楼会议室".to_owned(), ..batch });
        assert_eq!(all(&ledger, &plan)[3], ["place 2026-05-13"]);
        // A room that nobody named is nobody's.
        for class in &mut plan.intensive {
            class.place = " ".to_owned();
        }
        assert!(all(&ledger, &plan).iter().all(Vec::is_empty));
    }

    #[test]
    fn mornings_and_afternoons_of_a_day_do_not_meet() {
        let (ledger, people) = ledger_of(1);
        let mut ids = IdSource::new([0; 16]);
        let mut plan = Plan::new(PlanId::new(&mut ids), String::new(), 2026);
        let mut morning = class(&mut ids, "2026-05-11", "2026-05-12", "");
        let mut afternoon = class(&mut ids, "2026-05-12", "2026-05-13", "");
        (morning.people, afternoon.people) = (people.clone(), people.clone());
        plan.intensive = vec![morning, afternoon];
        let elsewhere = vec![format!("{:?}", Clash::Elsewhere(people))];
        assert_eq!(all(&ledger, &plan), [elsewhere.clone(), elsewhere]);
        plan.intensive[0].half = Some(HalfDay::Morning);
        plan.intensive[1].half = Some(HalfDay::Afternoon);
        assert!(all(&ledger, &plan).iter().all(Vec::is_empty));
    }

    #[test]
    fn closed_venues_busy_trainers_and_free_days_are_told() {
        let (mut ledger, _) = ledger_of(1);
        let mut ids = IdSource::new([0; 16]);
        let span = |day: &str| {
            let day = day.parse().unwrap();
            vec![Span { name: "年检".into(), from: day, to: day }]
        };
        let settings = Arc::make_mut(&mut ledger.settings);
        settings.venues =
            vec![Venue { name: "党校".into(), seats: 40, closed: span("2026-05-12") }];
        settings.trainers =
            vec![Trainer { name: "周".into(), subject: String::new(), busy: span("2026-05-16") }];
        let mut plan = Plan::new(PlanId::new(&mut ids), String::new(), 2026);
        let mut one = class(&mut ids, "2026-05-11", "2026-05-12", "党校");
        one.trainer = "周".into();
        // 16 May is a Saturday: a trainer who is busy on it is not missed.
        let free = class(&mut ids, "2026-05-16", "2026-05-17", "");
        plan.intensive = vec![one, IntensiveClass { trainer: "周".into(), ..free }];
        let closed = format!("{:?}", Clash::VenueClosed("年检".into()));
        let free = ["2026-05-16", "2026-05-17"];
        let free = free.map(|day| format!("{:?}", Clash::FreeDay(day.parse().unwrap(), None)));
        assert_eq!(all(&ledger, &plan), [vec![closed], free.to_vec()]);
    }

    #[test]
    fn a_weekend_within_is_no_matter_and_a_holiday_at_an_end_is_named() {
        let (ledger, _) = ledger_of(1);
        let mut ids = IdSource::new([0; 16]);
        let mut plan = Plan::new(PlanId::new(&mut ids), String::new(), 2026);
        plan.intensive = vec![
            class(&mut ids, "2026-05-15", "2026-05-18", ""),
            class(&mut ids, "2026-09-30", "2026-10-02", ""),
        ];
        let [weekend, holiday] = &all(&ledger, &plan)[..] else { panic!("two classes") };
        assert!(weekend.is_empty());
        assert!(holiday[0].contains("2026-10-02") && holiday[0].contains("国庆"), "{holiday:?}");
    }

    #[test]
    fn a_class_in_edit_is_compared_with_the_others_and_not_with_itself() {
        let (ledger, people) = ledger_of(2);
        let mut ids = IdSource::new([0; 16]);
        let mut plan = Plan::new(PlanId::new(&mut ids), String::new(), 2026);
        let mut kept = class(&mut ids, "2026-05-11", "2026-05-12", "党校");
        kept.people = people.clone();
        let other = class(&mut ids, "2026-05-14", "2026-05-14", "党校");
        plan.intensive = vec![kept.clone(), IntensiveClass { people, ..other }];
        let all = events(&plan);
        let found =
            |class: &IntensiveClass| clashes(&ledger, &class_event(plan.id, class), &all).len();
        assert_eq!(found(&kept), 0);
        kept.end = "2026-05-14".parse().unwrap();
        // The people and the place.
        assert_eq!(found(&kept), 2);
    }

    #[test]
    fn who_of_the_groups_is_in_no_class_of_the_course() {
        let (mut ledger, people) = ledger_of(3);
        let mut ids = IdSource::new([0; 16]);
        let mut plan = Plan::new(PlanId::new(&mut ids), "计划".into(), 2026);
        let mut first = class(&mut ids, "2026-05-11", "2026-05-12", "");
        let mut second = class(&mut ids, "2026-06-11", "2026-06-12", "");
        (first.course, second.course) = (Some("C01".into()), Some("C01".into()));
        first.people = vec![people[0]];
        second.people = vec![people[1]];
        plan.intensive = vec![first.clone(), second];
        ledger.add_plan(plan).unwrap();
        assert_eq!(left_out(&ledger, &first, people.iter().copied()), [people[2]]);
    }
}
