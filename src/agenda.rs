//! The desk (工作台): the figures of the year and what to do next, most urgent first.

use jiff::civil::Date;

use crate::assessment::scoring::score_column;
use crate::grouping::roster::is_incomplete;
use crate::model::assessment::{Assessment, Column, Subject};
use crate::model::course::TrainingForm;
use crate::model::hours::QuarterHours;
use crate::model::id::{AssessmentId, PersonId, PlanId};
use crate::model::ledger::Ledger;
use crate::model::plan::{Plan, PlanState};
use crate::model::review::Stage;
use crate::model::score::Hundredths;
use crate::order::{Gather as _, Order as _};
use crate::planning::certificates::{certificates, is_due};
use crate::planning::hours::hours_of_all;
use crate::planning::make_up::missed;
use crate::planning::rotation::board::takes_part;
use crate::planning::schedule::What;
use crate::planning::unrecorded::overdue;

/// Batches and tasks count as near when they are so many days away.
const NEAR: i32 = 30;

/// One thing to do.
#[derive(Clone, Debug, PartialEq)]
pub enum Todo {
    /// People whom grouping cannot place.
    Incomplete(Vec<PersonId>),
    /// A task is overdue or due soon; negative days are overdue.
    Task {
        plan: PlanId,
        title: String,
        due: Date,
        days: i32,
    },
    /// A batch begins soon.
    Batch {
        plan: PlanId,
        number: usize,
        start: Date,
        days: i32,
        people: usize,
    },
    /// A batch or class that is over has no record; how many wait, this one the longest.
    Unrecorded {
        /// Of a batch that of its plan.
        title: String,
        /// Of a batch.
        number: Option<usize>,
        end: Date,
        days: i32,
        classes: usize,
    },
    /// People of a rotation without a batch.
    Unplaced {
        plan: PlanId,
        people: Vec<PersonId>,
    },
    /// People who missed a class of a plan and have not made up for it.
    Missed {
        plan: PlanId,
        people: usize,
    },
    /// A form came back to be mended, with so many comments that nobody replied to.
    Returned {
        form: AssessmentId,
        title: String,
        comments: usize,
    },
    /// The form of this office that was handed down and is not submitted; done or still filled.
    ToSubmit {
        form: AssessmentId,
        due: Option<Date>,
        days: Option<i32>,
        is_done: bool,
    },
    /// Forms with a date of their own that are not done: the one that is due first.
    FormsDue {
        form: AssessmentId,
        title: String,
        due: Date,
        days: i32,
        forms: usize,
    },
    /// Submitted forms that wait for a review.
    ToReview {
        forms: usize,
    },
    /// Forms that were handed down and are not back; the days to the first deadline.
    NotBack {
        forms: usize,
        days: Option<i32>,
    },
    /// Items of a form that nobody has marked.
    Assessment {
        form: AssessmentId,
        open: usize,
    },
    /// Certificates that have expired, and the others that are due in the year.
    Certificates {
        expired: usize,
        expiring: usize,
    },
    /// People who will miss their target even if all that is planned takes place.
    ShortOfHours {
        people: usize,
        missing: QuarterHours,
    },
    /// Nothing of its kind yet: the next step of the year.
    FirstPeople,
    FirstGroup,
    FirstPlan,
    FirstAssessment,
}

/// The figures of the year.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Figures {
    pub enrolled: usize,
    pub offices: usize,
    /// People with recognised hours this year, and with those or planned ones.
    pub trained: usize,
    pub trained_or_planned: usize,
    /// Sums over everybody of the first target of each.
    pub hours: QuarterHours,
    pub planned: QuarterHours,
    /// What these targets ask for in this year; of several years an equal share.
    pub target: QuarterHours,
    /// Does some of them count online training?
    pub with_online: bool,
    pub form: Option<FormFigure>,
}

/// The form of the year that was changed last.
#[derive(Clone, Debug, PartialEq)]
pub struct FormFigure {
    pub id: AssessmentId,
    pub total: Hundredths,
    pub full: Hundredths,
    pub answered: usize,
    pub of: usize,
}

/// The figures of the ledger's year.
pub fn figures(ledger: &Ledger) -> Figures {
    let reference = ledger.settings.reference();
    let hours = hours_of_all(ledger, reference);
    let mut figures = Figures { form: form_figure(ledger), ..Figures::default() };
    for person in ledger.enrolled(reference) {
        figures.enrolled += 1;
        let Some(hours) = hours.get(&person.id) else { continue };
        let has_hours = hours.recognised() > QuarterHours::default();
        figures.trained += usize::from(has_hours);
        let planned = hours.planned_hours() > QuarterHours::default();
        figures.trained_or_planned += usize::from(has_hours || planned);
        if let Some(target) = hours.targets.first() {
            figures.hours += target.recognised;
            figures.planned += target.planned;
            let rule = ledger.packs.hours.target(&target.id);
            let years = rule.map_or(1, |rule| rule.years.unsigned_abs().max(1));
            figures.target += QuarterHours(target.target.0 / u32::from(years));
            figures.with_online |=
                rule.is_some_and(|rule| rule.counts(&TrainingForm::Online, false));
        }
    }
    figures.offices = ledger.staffed_offices(reference);
    figures
}

fn form_figure(ledger: &Ledger) -> Option<FormFigure> {
    let own = Subject::Office { id: ledger.settings.office };
    let forms = ledger.assessments.values().filter(|form| form.year == ledger.settings.year);
    // What others fill is not this office's to go on with.
    let forms =
        forms.filter(|form| form.subject == own || form.issued.is_none() && form.rounds.is_empty());
    let form = forms.min_by_key(|form| form.subject != own)?;
    let standard = ledger.standard_of(form)?;
    let scored = score_column(standard, form, Column::Own).ok()?;
    Some(FormFigure {
        id: form.id,
        total: scored.total?,
        full: scored.full_mark?,
        answered: scored.answered,
        of: scored.of,
    })
}

/// What to do next, the most urgent first.
pub fn todos(ledger: &Ledger, today: Date) -> Vec<Todo> {
    let reference = ledger.settings.reference();
    let mut todos = Vec::new();
    let incomplete: Vec<_> = ledger
        .enrolled(reference)
        .filter(|person| is_incomplete(person))
        .map(|person| person.id)
        .collect();
    if !incomplete.is_empty() {
        todos.push(Todo::Incomplete(incomplete));
    }
    let open = |plan: &&std::sync::Arc<Plan>| {
        plan.year == ledger.settings.year && plan.state != PlanState::Closed
    };
    let mut dated = Vec::new();
    for plan in ledger.plans.values().filter(open) {
        dated.extend(dated_of(plan, today));
        let placed = &plan.rotation.placements;
        let mut unplaced: Vec<_> = takes_part(plan, ledger, reference).into_iter().collect();
        unplaced.retain(|person| !placed.contains_key(person));
        if !unplaced.is_empty() && !plan.rotation.batches.is_empty() {
            todos.push(Todo::Unplaced { plan: plan.id, people: unplaced });
        }
        let missed = missed(ledger, plan.id).into_iter().flat_map(|(_, people)| people);
        let people = missed.gather_set().len();
        if people > 0 {
            todos.push(Todo::Missed { plan: plan.id, people });
        }
    }
    let overdue = overdue(ledger, today);
    if let Some(oldest) = overdue.first() {
        let number = match oldest.what {
            What::Batch(_, number) => Some(number),
            What::Class(_) => None,
        };
        let (title, end, classes) = (oldest.title.clone(), oldest.end, overdue.len());
        let days = (end - today).get_days();
        dated.push((days, Todo::Unrecorded { title, number, end, days, classes }));
    }
    dated.order_by_key(|(days, _)| *days);
    todos.extend(dated.into_iter().map(|(_, todo)| todo));
    todos.extend(exchanged(ledger, today));
    if let Some(form) = form_figure(ledger)
        && form.answered < form.of
    {
        todos.push(Todo::Assessment { form: form.id, open: form.of - form.answered });
    }
    let (mut expired, mut expiring) = (0, 0);
    for held in certificates(ledger, reference) {
        if !held.certificate.is_valid_at(today) {
            expired += 1;
        } else if is_due(held.certificate, reference) {
            expiring += 1;
        }
    }
    if expired + expiring > 0 {
        todos.push(Todo::Certificates { expired, expiring });
    }
    let has_plan = ledger.plans.values().any(|plan| open(&plan));
    if has_plan {
        let hours = hours_of_all(ledger, reference);
        let short: Vec<_> = hours
            .values()
            .map(|hours| hours.shortfall())
            .filter(|missing| *missing > QuarterHours::default())
            .collect();
        if !short.is_empty() {
            let missing = short.iter().copied().sum();
            todos.push(Todo::ShortOfHours { people: short.len(), missing });
        }
    }
    if ledger.people.is_empty() {
        todos.push(Todo::FirstPeople);
        return todos;
    }
    if ledger.groups.is_empty() {
        todos.push(Todo::FirstGroup);
    } else if !has_plan {
        todos.push(Todo::FirstPlan);
    }
    if ledger.assessments.is_empty() {
        todos.push(Todo::FirstAssessment);
    }
    todos
}

/// Forms that came back, that wait for a review, and that are still out.
fn exchanged(ledger: &Ledger, today: Date) -> Vec<Todo> {
    let own = Subject::Office { id: ledger.settings.office };
    let mut todos = Vec::new();
    let (mut to_review, mut out) = (0, 0);
    let mut first: Option<i32> = None;
    let (mut due_first, mut due_forms) = (None::<(Date, &Assessment)>, 0);
    for form in ledger.assessments.values().filter(|form| form.year == ledger.settings.year) {
        let is_received = form.is_received(Column::Own);
        match form.stage() {
            Stage::Returned if !is_received && form.subject == own => {
                let (_, comments) = form.comment_counts();
                let title = form.title.clone();
                todos.push(Todo::Returned { form: form.id, title, comments });
            }
            Stage::Issued if !is_received && form.subject == own => {
                let (due, is_done) = (form.due, form.is_done(Column::Own));
                let days = due.map(|due| (due - today).get_days());
                todos.push(Todo::ToSubmit { form: form.id, due, days, is_done });
            }
            Stage::Alone if !is_received && !form.is_done(Column::Own) => {
                let Some(due) = form.due else { continue };
                due_forms += 1;
                if due_first.is_none_or(|(first, _)| due < first) {
                    due_first = Some((due, form));
                }
            }
            Stage::Submitted if is_received => to_review += 1,
            Stage::Issued if !is_received && form.subject != own => {
                out += 1;
                let days = form.due.map(|due| (due - today).get_days());
                first = match (first, days) {
                    (Some(first), Some(days)) => Some(first.min(days)),
                    (first, days) => first.or(days),
                };
            }
            _ => {}
        }
    }
    if let Some((due, form)) = due_first {
        let (days, title) = ((due - today).get_days(), form.title.clone());
        todos.push(Todo::FormsDue { form: form.id, title, due, days, forms: due_forms });
    }
    if to_review > 0 {
        todos.push(Todo::ToReview { forms: to_review });
    }
    if out > 0 {
        todos.push(Todo::NotBack { forms: out, days: first });
    }
    todos
}

fn dated_of(plan: &Plan, today: Date) -> Vec<(i32, Todo)> {
    let days_to = |day: Date| (day - today).get_days();
    let tasks = plan.tasks.iter().filter(|task| task.done.is_none()).map(|task| {
        let days = days_to(task.due);
        let todo = Todo::Task { plan: plan.id, title: task.title.clone(), due: task.due, days };
        (days, todo)
    });
    let batches = plan.rotation.batches_in_order().into_iter().enumerate();
    let batches = batches.filter(|(_, batch)| !batch.cancelled).map(|(index, batch)| {
        let days = days_to(batch.start);
        let placed = plan.rotation.placements.values();
        let people = placed.filter(|placement| placement.batch == batch.id).count();
        let todo =
            Todo::Batch { plan: plan.id, number: index + 1, start: batch.start, days, people };
        (days, todo)
    });
    let near = batches.filter(|(days, _)| (0..=NEAR).contains(days));
    tasks.filter(|(days, _)| *days <= NEAR).chain(near).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::batch::Batch;
    use crate::model::hours::{Attendance, Presence};
    use crate::model::id::{BatchId, IdSource, TaskId};
    use crate::model::ledger::tests::ledger_of;
    use crate::model::pack::Extra;
    use crate::model::task::Task;
    use crate::planning::hours::tests::session;

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
        let standard = crate::model::standard::Standard::default();
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
        for (title, due) in [("later", "2026-10-01"), ("late", "2026-09-01"), ("far", "2026-12-01")]
        {
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
}
