use super::*;
use crate::model::batch::Batch;
use crate::model::hours::{Attendance, Presence};
use crate::model::id::{BatchId, IdSource, TaskId};
use crate::model::ledger::tests::ledger_of;
use crate::model::pack::Extra;
use crate::model::task::Task;
use crate::planning::hours::tests::session;

fn todos(ledger: &Ledger, today: Date) -> Vec<Todo> {
    super::todos(ledger, &Arrived::new(), today)
}

#[test]
fn a_new_roster_asks_for_what_is_missing_and_for_the_first_group() {
    let (ledger, people) = ledger_of(2);
    let todos = todos(&ledger, "2026-09-16".parse().unwrap());
    assert_eq!(todos[0], Todo::Incomplete(people));
    assert!(todos.contains(&Todo::FirstGroup));
    assert_eq!(figures(&ledger).enrolled, 2);
}

#[test]
fn an_empty_ledger_asks_for_people_and_for_nothing_else() {
    let (ledger, _) = ledger_of(0);
    assert_eq!(todos(&ledger, "2026-09-16".parse().unwrap()), [Todo::FirstPeople]);
}

#[test]
fn a_form_with_a_date_is_on_the_desk_until_it_is_done_or_submitted() {
    let (mut ledger, _) = ledger_of(1);
    let ids = &mut IdSource::new([6; 16]);
    let text =
        r#"{"areas":[{"id":"A","title":"a","items":[{"id":"1","title":"x","fullMark":400}]}]}"#;
    let standard: crate::model::standard::Standard = serde_json::from_str(text).unwrap();
    ledger.put_standard(&standard);
    let own = Subject::Office { id: ledger.settings.office };
    let (id, year) = (AssessmentId::new(ids), ledger.settings.year);
    let mut form = Assessment::new(id, "t".into(), own, year, &standard);
    let due: Date = "2026-12-20".parse().unwrap();
    form.due = Some(due);
    ledger.assessments.insert(id, form.clone().into());
    let today = "2026-12-10".parse().unwrap();
    let (title, days) = ("t".into(), 10);
    assert!(todos(&ledger, today).contains(&Todo::FormsDue {
        form: id,
        title,
        due,
        days,
        forms: 1
    }));
    let at = crate::model::date::Moment::parse("2026-12-01T09:00:00+08:00").unwrap();
    let (by, figures, extra) = Default::default();
    form.issued = Some(crate::model::review::IssuedForm { at, by, figures, extra });
    for is_done in [false, true] {
        form.columns.entry(Column::Own).or_default().done_at = is_done.then_some(at);
        ledger.assessments.insert(id, form.clone().into());
        let (due, days) = (Some(due), Some(days));
        let told = Todo::ToSubmit { form: id, due, days, is_done };
        assert!(todos(&ledger, today).contains(&told));
        let open = |todo: &Todo| matches!(todo, Todo::Assessment { .. });
        assert!(!todos(&ledger, today).iter().any(open), "the form stands there twice");
    }
    form.issued = None;
    ledger.assessments.insert(id, form.into());
    let is_due = |todo: &Todo| matches!(todo, Todo::FormsDue { .. });
    assert!(!todos(&ledger, today).iter().any(is_due));
}

#[test]
fn an_overdue_task_comes_before_one_that_is_due() {
    let (mut ledger, _) = ledger_of(0);
    let ids = &mut IdSource::new([4; 16]);
    let mut plan = Plan::new(PlanId::new(ids), "2026".into(), 2026);
    for (title, due) in [("later", "2026-10-01"), ("late", "2026-09-01"), ("far", "2026-12-01")] {
        plan.tasks.push(Task {
            id: TaskId::new(ids),
            title: title.into(),
            owner: String::new(),
            due: due.parse().unwrap(),
            done: None,
            extra: Extra::new(),
        });
    }
    ledger.add_plan(plan).unwrap();
    let titles: Vec<_> = todos(&ledger, "2026-09-16".parse().unwrap())
        .into_iter()
        .filter_map(|todo| match todo {
            Todo::Task { title, .. } => Some(title),
            _ => None,
        })
        .collect();
    assert_eq!(titles, ["late", "later"]);
}

#[test]
fn a_batch_that_is_called_off_does_not_begin_and_who_missed_one_makes_up_for_it() {
    let (mut ledger, people) = ledger_of(2);
    let ids = &mut IdSource::new([4; 16]);
    let mut plan = Plan::new(PlanId::new(ids), "2026".into(), 2026);
    for (start, cancelled) in [("2026-09-21", true), ("2026-09-28", false)] {
        let start: Date = start.parse().unwrap();
        let batch = Batch::new(BatchId::new(ids), start, start, 2);
        plan.rotation.put_batch(Batch { cancelled, ..batch }).unwrap();
    }
    let mut session = session(ids, TrainingForm::Intensive, "2026-09-07");
    session.plan = Some(plan.id);
    let absent = Attendance::new(Presence::Absent, QuarterHours(0));
    session.attendance.insert(people[0], absent);
    ledger.add_plan(plan).unwrap();
    ledger.put_session(session).unwrap();
    let todos = todos(&ledger, "2026-09-16".parse().unwrap());
    let batches = todos.iter().filter_map(|todo| match todo {
        Todo::Batch { number, .. } => Some(*number),
        _ => None,
    });
    assert_eq!(batches.collect::<Vec<_>>(), [2]);
    assert!(todos.iter().any(|todo| matches!(todo, Todo::Missed { people: 1, .. })));
}
#[test]
fn a_batch_that_is_over_asks_for_its_record() {
    let (mut ledger, people) = ledger_of(1);
    let ids = &mut IdSource::new([4; 16]);
    let mut plan = Plan::new(PlanId::new(ids), "2026".into(), 2026);
    let start: Date = "2026-09-07".parse().unwrap();
    let batch = Batch::new(BatchId::new(ids), start, start, 2);
    let held = batch.id;
    plan.rotation.put_batch(batch).unwrap();
    plan.rotation.move_person(people[0], Some(held), String::new()).unwrap();
    ledger.add_plan(plan).unwrap();
    let asked = |ledger: &Ledger, today: &str| {
        let todos = todos(ledger, today.parse().unwrap()).into_iter();
        let mut asked = todos.filter(|todo| matches!(todo, Todo::Unrecorded { .. }));
        asked.next()
    };
    let (title, number) = ("2026".into(), Some(1));
    let waits = Todo::Unrecorded { title, number, end: start, days: -9, classes: 1 };
    assert_eq!(asked(&ledger, "2026-09-16"), Some(waits));
    assert_eq!(asked(&ledger, "2026-09-07"), None);
    let mut session = session(ids, TrainingForm::Rotation, "2026-09-07");
    session.batch = Some(held);
    ledger.put_session(session).unwrap();
    assert_eq!(asked(&ledger, "2026-09-16"), None);
}

#[test]
fn the_target_per_head_is_that_of_each_person_and_five_years_count_by_their_share() {
    let (mut ledger, people) = ledger_of(2);
    ledger.edit_person(people[1], |person| person.rank = Some("L1".into())).unwrap();
    // 90 a year, and 550 in five.
    let figures = figures(&ledger);
    assert_eq!(figures.target, QuarterHours(4 * (90 + 110)));
    assert!(!figures.with_online);
}
