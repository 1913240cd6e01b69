//! Make-up training (补训): a class for those who missed a session.

use jiff::ToSpan;
use jiff::civil::Date;

use super::rotation::dates::{Series, batches};
use crate::model::hours::Session;
use crate::model::id::{IdSource, PersonId, PlanId, SessionId};
use crate::model::ledger::Ledger;
use crate::model::plan::{IntensiveClass, PlanState};

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

/// The class that makes up for a session: of the same length, a week from now, in the plan of the
/// session or else in an open plan of the year. `None` where nobody missed it.
pub fn make_up(
    ledger: &Ledger,
    session: &Session,
    title: String,
    today: Date,
    ids: &mut IdSource,
) -> Option<MakeUp> {
    let people = absentees(session);
    let seats = u32::try_from(people.len()).ok().filter(|people| *people > 0)?;
    let series = Series {
        days: ledger.packs.calendar.count(session.start, session.end).max(1),
        number: 1,
        gap: 0,
        seats,
        ..Series::empty(session.end.max(today).saturating_add(7.days()))
    };
    let days = batches(&series, &ledger.packs.calendar, ids).into_iter().next()?;
    let is_open =
        |id: &PlanId| ledger.plans.get(id).is_some_and(|plan| plan.state != PlanState::Closed);
    let of_year = || {
        let mut plans = ledger.plans.values().filter(|plan| plan.year == days.start.year());
        plans.find(|plan| is_open(&plan.id)).map(|plan| plan.id)
    };
    Some(MakeUp {
        plan: session.plan.filter(is_open).or_else(of_year),
        class: IntensiveClass {
            course: session.course.clone(),
            hours: session.hours,
            half: session.half,
            place: session.place.clone(),
            trainer: session.trainer.clone(),
            seats,
            people,
            ..IntensiveClass::new(SessionId::new(ids), title, days.start, days.end)
        },
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::course::TrainingForm;
    use crate::model::hours::{Attendance, Presence, QuarterHours};
    use crate::model::ledger::tests::ledger_of;
    use crate::model::plan::Plan;
    use crate::planning::hours::{hours_of_all, tests::session};

    #[test]
    fn those_who_missed_a_class_have_its_hours_planned_again() {
        let (mut ledger, people) = ledger_of(4);
        let mut ids = IdSource::new([1; 16]);
        let mut session = session(&mut ids, TrainingForm::Intensive, "2026-05-11");
        session.end = "2026-05-12".parse().unwrap();
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
        assert_eq!(
            (class.start, class.end),
            ("2026-05-20".parse().unwrap(), "2026-05-21".parse().unwrap())
        );
        ledger.edit_plan(id, |plan| plan.put_class(class)).unwrap();
        let all = hours_of_all(&ledger, ledger.settings.reference());
        let planned: Vec<_> = people.iter().map(|person| all[person].planned_hours().0).collect();
        assert_eq!(planned, [32, 32, 0, 0]);
    }
}
