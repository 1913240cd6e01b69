//! What always holds of the ledger of hours.

use std::sync::Arc;

use super::*;
use crate::model::batch::Batch;
use crate::model::group::Axis;
use crate::model::hours::{Attendance, Session};
use crate::model::id::{BatchId, IdSource, PairId, PlanId, SessionId};
use crate::model::ledger::tests::ledger_of;
use crate::model::pack::Extra;
use crate::model::pair::{Meeting, Pair};
use crate::model::plan::Plan;
use crate::planning::statistics::{By, part_sums, sums};
use jiff::ToSpan as _;
use proptest::prelude::*;

/// A class of one day that nobody has taken part in.
pub fn session(ids: &mut IdSource, form: TrainingForm, start: &str) -> Session {
    let day = start.parse().unwrap();
    Session::new(SessionId::new(ids), "专题班".into(), form, (day, day), QuarterHours(32))
}

fn attendance(hours: u32) -> Attendance {
    Attendance::new(Presence::Present, QuarterHours(hours))
}

fn classes(
    sessions: Vec<(usize, i64, i64, BTreeMap<usize, u32>)>,
    people: &[PersonId],
    ledger: &mut Ledger,
) -> u64 {
    let mut ids = IdSource::new([1; 16]);
    let mut sum = 0;
    for (form, start, days, who) in sessions {
        let mut session = session(&mut ids, TrainingForm::KNOWN[form].clone(), "2024-01-01");
        session.start += start.days();
        session.end = session.start + days.days();
        for (person, hours) in who {
            session.attendance.insert(people[person], attendance(hours));
            sum += u64::from(hours);
        }
        ledger.put_session(session).unwrap();
    }
    sum
}

proptest! {
    #[test]
    fn the_ledger_equals_the_sum_of_its_sessions(
        sessions in prop::collection::vec(
            (0_usize..4, 0_i64..1400, prop_oneof![0_i64..5, 0_i64..500],
             prop::collection::btree_map(0_usize..12, 0_u32..200, 0..8)),
            0..12,
        ),
        gone in prop::collection::btree_set(0_usize..12, 0..3),
    ) {
        let (mut ledger, people) = ledger_of(12);
        let posts = ["P04", "P05", "P06"];
        for (place, person) in people.iter().enumerate().skip(3) {
            let post = posts[place % 3].to_owned();
            ledger.edit_person(*person, |one| one.posts = vec![post]).unwrap();
        }
        let sum = classes(sessions, &people, &mut ledger);
        for person in gone {
            let archived = crate::model::person::Archived {
                on: "2026-06-01".parse().unwrap(),
                reason: String::new(),
            };
            ledger.archive_person(people[person], archived).unwrap();
        }
        let mut total = QuarterHours(0);
        for year in 2024..=2029 {
            let reference = jiff::civil::date(year, 12, 31);
            let all = hours_of_all(&ledger, reference);
            let of_year: QuarterHours = all.values().map(PersonHours::recognised).sum();
            total += of_year;
            for hours in all.values() {
                let by_form: QuarterHours =
                    TrainingForm::KNOWN.iter().map(|form| hours.of_form(form)).sum();
                prop_assert_eq!(by_form, hours.recognised());
            }
            for by in [By::Nothing, By::Axis(Axis::Office), By::Axis(Axis::Post), By::Group] {
                let sums = sums(&ledger, &all, &by, reference);
                let recognised: QuarterHours = sums.iter().map(|(_, sum)| sum.recognised).sum();
                prop_assert_eq!(recognised, of_year);
                let people: usize = sums.iter().map(|(_, sum)| sum.people.len()).sum();
                prop_assert_eq!(people, all.len());
                for (_, sum) in &sums {
                    prop_assert_eq!(sum.forms.iter().copied().sum::<QuarterHours>(), sum.recognised);
                }
            }
            let by_form = part_sums(&all, &TrainingForm::KNOWN, |entry| entry.form.clone());
            prop_assert_eq!(by_form.iter().map(|sum| sum.hours).sum::<QuarterHours>(), of_year);
            let by_kind = part_sums(&all, &[], |entry| entry.kind.clone());
            prop_assert_eq!(by_kind.iter().map(|sum| sum.hours).sum::<QuarterHours>(), of_year);
        }
        prop_assert_eq!(u64::from(total.0), sum);
    }
}

#[test]
fn a_period_of_five_years_has_its_earlier_years_and_what_is_due_by_now() {
    let (mut ledger, people) = ledger_of(1);
    ledger.edit_person(people[0], |person| person.rank = Some("Z14".into())).unwrap();
    let mut ids = IdSource::new([1; 16]);
    let state = |ledger: &Ledger| {
        hours_of_all(ledger, ledger.settings.reference())[&people[0]].targets[0].clone()
    };
    // Nothing is known of the years before: they are not counted as missed.
    assert_eq!(state(&ledger).due, QuarterHours(440));
    for (start, hours) in [("2022-05-09", 80), ("2024-05-13", 400), ("2026-05-11", 160)] {
        let mut session = session(&mut ids, TrainingForm::Intensive, start);
        session.attendance.insert(people[0], attendance(hours));
        ledger.put_session(session).unwrap();
    }
    let state = state(&ledger);
    assert_eq!(state.id, "fiveYears");
    assert_eq!((state.target.0, state.due.0), (2200, 2200 * 4 / 5));
    assert_eq!((state.earlier.0, state.recognised.0), (400, 160));
    assert_eq!(state.shortfall(), QuarterHours(1760 - 560));
}

#[test]
fn a_surplus_is_carried_over_up_to_the_cap_or_not_at_all() {
    let (mut ledger, people) = ledger_of(1);
    let mut ids = IdSource::new([1; 16]);
    for (start, hours) in [("2024-05-13", 460), ("2025-05-12", 320), ("2026-05-11", 300)] {
        let mut session = session(&mut ids, TrainingForm::Intensive, start);
        session.attendance.insert(people[0], attendance(hours));
        ledger.put_session(session).unwrap();
    }
    let earlier = |ledger: &Ledger| {
        hours_of_all(ledger, ledger.settings.reference())[&people[0]].targets[0].earlier.0
    };
    assert_eq!(earlier(&ledger), 0);
    let mut carry = |cap| {
        Arc::make_mut(&mut ledger.packs).hours.carry_over = QuarterHours(cap);
        earlier(&ledger)
    };
    // 100 over in 2024, of which 80 may be kept: 400 in 2025, 40 over.
    assert_eq!(carry(80), 40);
    assert_eq!(carry(30), 0);
    assert_eq!(carry(400), 60);
}

#[test]
fn a_class_that_is_planned_over_the_turn_of_the_year_is_planned_in_both() {
    let (mut ledger, people) = ledger_of(1);
    let mut ids = IdSource::new([1; 16]);
    let mut plan = Plan::new(PlanId::new(&mut ids), "计划".into(), 2026);
    plan.put_class(crate::model::plan::IntensiveClass {
        hours: QuarterHours(128),
        seats: 1,
        people: vec![people[0]],
        ..crate::model::plan::IntensiveClass::new(
            SessionId::new(&mut ids),
            "跨年班".into(),
            "2026-12-30".parse().unwrap(),
            "2027-01-04".parse().unwrap(),
        )
    })
    .unwrap();
    ledger.add_plan(plan).unwrap();
    let planned = |year| {
        let all = hours_of_all(&ledger, jiff::civil::date(year, 12, 31));
        all[&people[0]].planned_hours().0
    };
    // Wednesday and Thursday, then Friday and Monday.
    assert_eq!([2025, 2026, 2027, 2028].map(planned), [0, 64, 64, 0]);
}

#[test]
fn forms_count_towards_their_own_target_and_meetings_only_when_they_say_so() {
    let (mut ledger, people) = ledger_of(2);
    let mut ids = IdSource::new([1; 16]);
    for (form, hours) in [(TrainingForm::Intensive, 100), (TrainingForm::Online, 80)] {
        let mut session = session(&mut ids, form, "2026-05-01");
        session.attendance.insert(people[0], attendance(hours));
        ledger.put_session(session).unwrap();
    }
    let mut plan = Plan::new(PlanId::new(&mut ids), "计划".into(), 2026);
    let meeting = |counts| Meeting {
        on: "2026-05-02".parse().unwrap(),
        hours: QuarterHours(8),
        counts,
        note: String::new(),
    };
    plan.put_pair(Pair {
        id: PairId::new(&mut ids),
        helper: people[0],
        helped: people[1],
        subject: "电梯".into(),
        meetings: vec![meeting(true), meeting(false)],
        ended: None,
        extra: Extra::new(),
    })
    .unwrap();
    ledger.add_plan(plan).unwrap();
    let all = hours_of_all(&ledger, ledger.settings.reference());
    let target = |person, id: &str| {
        let hours: &PersonHours = &all[&person];
        hours.targets.iter().find(|target| target.id == id).cloned().unwrap()
    };
    assert_eq!(target(people[0], "annual").recognised, QuarterHours(108));
    assert_eq!(target(people[0], "online").recognised, QuarterHours(80));
    assert_eq!(target(people[1], "annual").recognised, QuarterHours(8));
    assert_eq!(all[&people[1]].recognised(), QuarterHours(16));
    assert_eq!(target(people[1], "annual").shortfall(), QuarterHours(352));
}

#[test]
fn a_batch_is_planned_until_its_hours_are_recorded() {
    let (mut ledger, people) = ledger_of(2);
    let mut ids = IdSource::new([1; 16]);
    let mut plan = Plan::new(PlanId::new(&mut ids), "计划".into(), 2026);
    let batch = BatchId::new(&mut ids);
    plan.rotation
        .put_batch(Batch::new(
            batch,
            "2026-09-22".parse().unwrap(),
            "2026-09-24".parse().unwrap(),
            10,
        ))
        .unwrap();
    for person in &people {
        plan.rotation.move_person(*person, Some(batch), String::new()).unwrap();
    }
    let plan_id = plan.id;
    ledger.add_plan(plan).unwrap();
    let reference = ledger.settings.reference();
    let day = ledger.packs.hours.day.0;
    assert_eq!(hours_of_all(&ledger, reference)[&people[0]].planned_hours(), QuarterHours(3 * day));
    let mut session = session(&mut ids, TrainingForm::Rotation, "2026-09-22");
    (session.plan, session.batch) = (Some(plan_id), Some(batch));
    session.attendance.insert(people[0], attendance(90));
    ledger.put_session(session).unwrap();
    let all = hours_of_all(&ledger, reference);
    assert_eq!(all[&people[0]].planned, []);
    assert_eq!(all[&people[1]].planned.len(), 1);
    let plan = Arc::make_mut(ledger.plans.get_mut(&plan_id).unwrap());
    plan.state = PlanState::Closed;
    assert_eq!(hours_of_all(&ledger, reference)[&people[1]].planned, []);
}

#[test]
fn a_course_without_a_batch_or_class_waits_and_is_not_counted_on() {
    let (mut ledger, people) = ledger_of(1);
    let mut ids = IdSource::new([1; 16]);
    let mut plan = Plan::new(PlanId::new(&mut ids), "计划".into(), 2026);
    for (course, form) in [("C01", TrainingForm::Rotation), ("C02", TrainingForm::Online)] {
        plan.put_course(crate::model::plan::PlannedCourse {
            course: course.into(),
            grade: None,
            group: None,
            form,
            hours: QuarterHours(32),
            reason: String::new(),
            extra: Extra::new(),
        })
        .unwrap();
    }
    let start = "2026-09-22".parse().unwrap();
    let batch = BatchId::new(&mut ids);
    plan.rotation.course = Some("C01".into());
    plan.rotation.put_batch(Batch::new(batch, start, start, 10)).unwrap();
    let id = plan.id;
    ledger.add_plan(plan).unwrap();
    let reference = ledger.settings.reference();
    let planned = |ledger: &Ledger| {
        let hours = hours_of_all(ledger, reference).remove(&people[0]).unwrap();
        let annual = hours.targets.iter().find(|target| target.id == "annual").unwrap().planned;
        // What is learnt online has a target of its own.
        (hours.planned.len(), hours.planned_hours().0, annual.0)
    };
    assert_eq!(planned(&ledger), (2, 32, 0));
    let place = |plan: &mut Plan| {
        plan.edit_rotation(|rotation| rotation.move_person(people[0], Some(batch), String::new()))
    };
    ledger.edit_plan(id, place).unwrap();
    assert_eq!(planned(&ledger), (2, 64, 32));
    // Whoever is in a batch that is called off has to be placed again.
    let call_off = |plan: &mut Plan| {
        plan.rotation.batches[0].cancelled = true;
        Ok(())
    };
    ledger.edit_plan(id, call_off).unwrap();
    assert_eq!(planned(&ledger), (2, 32, 0));
}
