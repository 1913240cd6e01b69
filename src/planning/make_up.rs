//! Make-up training (补训): a class for those who missed a session, or a seat in a later batch.

use jiff::ToSpan;
use jiff::civil::Date;

use super::clashes::clashes;
use super::duty::short;
use super::rotation::board::Board;
use super::schedule::{Event, What, class_event, open_events};
use super::unrecorded::record_of;
use crate::model::batch::Batch;
use crate::model::hours::Session;
use crate::model::id::{BatchId, IdSource, PersonId, PlanId, SessionId};
use crate::model::ledger::Ledger;
use crate::model::people::Rejection;
use crate::model::plan::{IntensiveClass, Plan, PlanState};
use crate::order::Order as _;

/// So many days after a session, or from today, its make-up class is held at the earliest.
const EARLIEST: i64 = 7;
/// So many workdays are looked at for one on which nothing stands against the class.
const SEARCHED: usize = 60;

/// A class to put into a plan.
#[derive(Clone, Debug, PartialEq)]
pub struct MakeUp {
    /// The plan it goes into; none where the year has no open plan yet.
    pub plan: Option<PlanId>,
    pub class: IntensiveClass,
}

/// Who missed a session, in the order of their ids.
pub fn absentees(session: &Session) -> Vec<PersonId> {
    let missed = session.attendance.iter().filter(|(_, one)| one.is_missed(session.hours));
    missed.map(|(person, _)| *person).collect()
}

/// Is it another holding of what the session taught? The same course, else another batch of its plan
/// or a class named after it.
fn repeats(session: &Session, course: Option<&String>, plan: Option<PlanId>, title: &str) -> bool {
    match &session.course {
        Some(own) => course == Some(own),
        None if session.batch.is_some() && plan.is_some() => session.plan == plan,
        None => title.contains(&session.title),
    }
}

/// The plan of a batch, that of a class is no matter.
fn plan_of(event: &Event) -> Option<PlanId> {
    matches!(event.what, What::Batch(..)).then_some(event.plan)
}

/// Who missed a session and still has to make up for it: of the roster, in no later batch or class of
/// the same course, and at none since.
pub fn waiting(ledger: &Ledger, session: &Session) -> Vec<PersonId> {
    let mut people = absentees(session);
    people.retain(|id| ledger.person(*id).is_some_and(|person| person.archived.is_none()));
    if people.is_empty() {
        return people;
    }
    for event in open_events(ledger) {
        let is_own = record_of(ledger, event.what).is_some_and(|own| own.id == session.id);
        let is_same = repeats(session, event.course.as_ref(), plan_of(&event), &event.title);
        if !is_own && is_same && event.start > session.end {
            people.retain(|person| !event.people.contains(person));
        }
    }
    for since in ledger.sessions.values() {
        let plan = since.batch.and(since.plan);
        let is_same = repeats(session, since.course.as_ref(), plan, &since.title);
        if is_same && since.start > session.end {
            let was_there = |person: &PersonId| {
                since.attendance.get(person).is_some_and(|one| !one.is_missed(since.hours))
            };
            people.retain(|person| !was_there(person));
        }
    }
    people
}

/// The sessions of a plan that people missed who still have to make up for them, by date.
pub fn missed(ledger: &Ledger, plan: PlanId) -> Vec<(&Session, Vec<PersonId>)> {
    let of_plan = ledger.sessions.values().filter(|session| session.plan == Some(plan));
    let waiting = of_plan.map(|session| (&**session, waiting(ledger, session)));
    let mut found: Vec<_> = waiting.filter(|(_, people)| !people.is_empty()).collect();
    found.order_by_key(|(session, _)| (session.start, session.id));
    found
}

/// The class that makes up for a session: of the same length and by the same trainer, on the first
/// days from a week on against which nothing stands and that leave enough on duty, in the plan of the session or else in an open
/// plan of the year. `None` where nobody has to make up for it.
pub fn make_up(
    ledger: &Ledger,
    session: &Session,
    title: String,
    today: Date,
    ids: &mut IdSource,
) -> Option<MakeUp> {
    let people = waiting(ledger, session);
    let seats = u32::try_from(people.len()).ok().filter(|people| *people > 0)?;
    let calendar = &ledger.packs.calendar;
    let length = calendar.count(session.start, session.end).max(1);
    let from = session.end.max(today).saturating_add(EARLIEST.days());
    let class = IntensiveClass {
        course: session.course.clone(),
        kind: session.kind.clone(),
        hours: session.hours,
        half: session.half,
        place: session.place.clone(),
        trainer: session.trainer.clone(),
        seats,
        people,
        ..IntensiveClass::new(SessionId::new(ids), title, from, from)
    };
    let all = open_events(ledger);
    // Whether it clashes does not depend on the plan it goes into.
    let plan = session.plan.unwrap_or_else(|| PlanId::new(ids));
    let held = (0..u32::try_from(SEARCHED).ok()?).filter_map(|after| {
        let start = calendar.workday_after(from, after)?;
        let end = calendar.workday_after(start, length - 1)?;
        Some(IntensiveClass { start, end, ..class.clone() })
    });
    let held: Vec<_> = held.collect();
    let event = |class: &IntensiveClass| class_event(plan, class);
    let is_free = |class: &&IntensiveClass| clashes(ledger, &event(class), &all).is_empty();
    let leaves_enough = |class: &&IntensiveClass| short(ledger, &event(class), &all).is_empty();
    let mut free = held.iter().filter(is_free);
    // Where the floor can be kept on no day, on the first free one: its form says so.
    let first = free.clone().next().or_else(|| held.first())?;
    let class = free.find(leaves_enough).unwrap_or(first).clone();
    let is_open =
        |id: &PlanId| ledger.plans.get(id).is_some_and(|plan| plan.state != PlanState::Closed);
    let of_year = || {
        let mut plans = ledger.plans.values().filter(|plan| plan.year == class.start.year());
        plans.find(|plan| is_open(&plan.id)).map(|plan| plan.id)
    };
    let plan = session.plan.filter(is_open).or_else(of_year);
    Some(MakeUp { plan, class })
}

/// The later batches of the plan of a session, by date, that have seats for all these people and
/// let them in by every rule; with their free seats.
pub fn later_batches<'a>(
    ledger: &'a Ledger,
    session: &Session,
    people: &[PersonId],
    today: Date,
) -> Vec<(&'a Batch, usize)> {
    let plan = session.plan.and_then(|plan| ledger.plans.get(&plan));
    let plan = plan.filter(|plan| plan.state != PlanState::Closed && session.batch.is_some());
    let Some(plan) = plan else { return Vec::new() };
    let broken = |plan: &Plan, batch: BatchId| {
        let board = Board::new(ledger, plan, ledger.settings.reference());
        board.broken().iter().filter(|(_, at, _)| *at == batch).count()
    };
    let free = |batch: &Batch| {
        (batch.seats as usize).saturating_sub(plan.rotation.people_of(batch.id).count())
    };
    let lets_in = |batch: &Batch| {
        let mut changed = Plan::clone(plan);
        let moved = join_batch(&mut changed, batch.id, people).is_ok();
        moved && broken(&changed, batch.id) <= broken(plan, batch.id)
    };
    let batches = plan.rotation.batches_in_order().into_iter();
    batches
        .filter(|batch| !batch.cancelled && session.batch != Some(batch.id))
        .filter(|batch| batch.start > session.end.max(today))
        .map(|batch| (batch, free(batch)))
        .filter(|(batch, free)| *free >= people.len() && lets_in(batch))
        .collect()
}

/// Puts people into a later batch; it has their place from now on.
///
/// # Errors
/// The plan is closed, or has no such batch.
pub fn join_batch(plan: &mut Plan, batch: BatchId, people: &[PersonId]) -> Result<(), Rejection> {
    plan.edit_rotation(|rotation| {
        people
            .iter()
            .try_for_each(|person| rotation.move_person(*person, Some(batch), String::new()))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::course::{TrainingForm, TrainingKind};
    use crate::model::hours::{Attendance, Presence, QuarterHours};
    use crate::model::ledger::tests::ledger_of;
    use crate::model::person::Archived;
    use crate::model::plan::Plan;
    use crate::planning::hours::{hours_of_all, tests::session};

    #[test]
    fn those_who_missed_a_class_have_its_hours_planned_again() {
        let (mut ledger, people) = ledger_of(4);
        let mut ids = IdSource::new([1; 16]);
        let mut session = session(&mut ids, TrainingForm::Intensive, "2026-05-11");
        session.end = "2026-05-12".parse().unwrap();
        session.kind = Some(TrainingKind::Special);
        let mut add = |person: usize, presence, hours| {
            session
                .attendance
                .insert(people[person], Attendance::new(presence, QuarterHours(hours)));
        };
        add(0, Presence::Absent, 0);
        add(1, Presence::Leave, 16);
        add(2, Presence::Leave, 30);
        add(3, Presence::Present, 32);
        ledger.put_session(session.clone()).unwrap();
        let today = "2026-05-13".parse().unwrap();
        let propose = |ledger: &Ledger, ids: &mut IdSource| {
            make_up(ledger, &session, "补训".into(), today, ids).unwrap()
        };
        assert_eq!(propose(&ledger, &mut ids).plan, None);
        let plan = Plan::new(PlanId::new(&mut ids), "计划".into(), 2026);
        let id = plan.id;
        ledger.add_plan(plan).unwrap();
        let MakeUp { plan, class } = propose(&ledger, &mut ids);
        assert_eq!(plan, Some(id));
        assert_eq!(class.people.len(), 2);
        assert_eq!(class.kind, session.kind);
        assert_eq!(
            (class.start, class.end),
            ("2026-05-20".parse().unwrap(), "2026-05-21".parse().unwrap())
        );
        ledger.edit_plan(id, |plan| plan.put_class(class)).unwrap();
        let all = hours_of_all(&ledger, ledger.settings.reference());
        let planned: Vec<_> = people.iter().map(|person| all[person].planned_hours().0).collect();
        assert_eq!(planned, [32, 32, 0, 0]);
    }

    /// A session of the first batch of a plan with two more, which the first three people missed.
    fn held() -> (Ledger, Vec<PersonId>, Session, PlanId) {
        let (mut ledger, mut people) = ledger_of(8);
        people.sort();
        let mut ids = IdSource::new([1; 16]);
        let mut plan = Plan::new(PlanId::new(&mut ids), "计划".into(), 2026);
        plan.rotation.floor = crate::model::batch::Floor::Number { people: 9 };
        let mut session = session(&mut ids, TrainingForm::Rotation, "2026-05-11");
        (session.trainer, session.plan) = ("周".into(), Some(plan.id));
        for start in ["2026-05-11", "2026-06-08", "2026-06-15"] {
            let start: Date = start.parse().unwrap();
            let batch = Batch::new(BatchId::new(&mut ids), start, start.tomorrow().unwrap(), 4);
            plan.rotation.put_batch(batch).unwrap();
        }
        let [first, second] = [0, 1].map(|at: usize| plan.rotation.batches[at].id);
        session.batch = Some(first);
        for person in &people[..3] {
            let absent = Attendance::new(Presence::Absent, QuarterHours(0));
            session.attendance.insert(*person, absent);
            plan.rotation.move_person(*person, Some(first), String::new()).unwrap();
        }
        for person in &people[3..5] {
            plan.rotation.move_person(*person, Some(second), String::new()).unwrap();
        }
        let id = plan.id;
        ledger.add_plan(plan).unwrap();
        ledger.put_session(session.clone()).unwrap();
        (ledger, people, session, id)
    }

    const TODAY: Date = Date::constant(2026, 5, 13);

    #[test]
    fn who_is_placed_later_or_was_there_since_makes_up_no_more() {
        let (mut ledger, people, session, id) = held();
        assert_eq!(waiting(&ledger, &session), people[..3]);
        assert_eq!(missed(&ledger, id).len(), 1);
        let mut without = ledger.clone();
        let gone = Archived { on: TODAY, reason: "调出".into() };
        without.archive_person(people[0], gone).unwrap();
        assert_eq!(waiting(&without, &session), people[1..3]);
        let batch = ledger.plans[&id].rotation.batches[1].id;
        ledger.edit_plan(id, |plan| join_batch(plan, batch, &people[..1])).unwrap();
        assert_eq!(waiting(&ledger, &session), people[1..3]);
        let mut ids = IdSource::new([2; 16]);
        let MakeUp { mut class, .. } =
            make_up(&ledger, &session, format!("补训：{}", session.title), TODAY, &mut ids)
                .unwrap();
        assert_eq!(class.people, people[1..3]);
        class.people.pop();
        ledger.edit_plan(id, |plan| plan.put_class(class)).unwrap();
        assert_eq!(waiting(&ledger, &session), [people[2]]);
        let mut since =
            crate::planning::hours::tests::session(&mut ids, TrainingForm::Rotation, "2026-05-20");
        since.title.clone_from(&session.title);
        let attended = Attendance::new(Presence::Present, since.hours);
        since.attendance.insert(people[2], attended);
        ledger.put_session(since).unwrap();
        assert_eq!(missed(&ledger, id), []);
        let none = make_up(&ledger, &session, "补训".into(), TODAY, &mut ids);
        assert_eq!(none, None);
    }

    #[test]
    fn a_make_up_class_waits_until_its_trainer_and_its_people_can_come() {
        let (mut ledger, people, session, id) = held();
        let mut ids = IdSource::new([2; 16]);
        let start = |ledger: &Ledger, ids: &mut IdSource| {
            make_up(ledger, &session, "补训".into(), TODAY, ids).unwrap().class.start
        };
        assert_eq!(start(&ledger, &mut ids), Date::constant(2026, 5, 20));
        let day = |day| Date::constant(2026, 5, day);
        let busy = IntensiveClass::new(SessionId::new(&mut ids), "别的".into(), day(20), day(21));
        let busy = IntensiveClass { trainer: "周".into(), ..busy };
        ledger.edit_plan(id, |plan| plan.put_class(busy)).unwrap();
        assert_eq!(start(&ledger, &mut ids), day(22));
        let other =
            IntensiveClass::new(SessionId::new(&mut ids), "又一班".into(), day(22), day(22));
        let other = IntensiveClass { people: vec![people[0]], ..other };
        ledger.edit_plan(id, |plan| plan.put_class(other)).unwrap();
        assert_eq!(start(&ledger, &mut ids), day(25));
    }

    #[test]
    fn a_later_batch_takes_them_where_it_has_seats_and_no_rule_is_broken() {
        let (mut ledger, people, session, id) = held();
        let dates = |ledger: &Ledger, people: &[PersonId]| {
            let found = later_batches(ledger, &session, people, TODAY);
            found.into_iter().map(|(batch, free)| (batch.start.day(), free)).collect::<Vec<_>>()
        };
        assert_eq!(dates(&ledger, &people[..2]), [(8, 2), (15, 4)]);
        assert_eq!(dates(&ledger, &people[..3]), [(15, 4)]);
        let floor = crate::model::batch::Floor::Number { people: 2 };
        let lower = |plan: &mut Plan| {
            plan.rotation.floor = floor;
            Ok(())
        };
        ledger.edit_plan(id, lower).unwrap();
        assert_eq!(dates(&ledger, &people[..2]), [(15, 4)]);
    }
}
