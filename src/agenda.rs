//! The desk (工作台): the figures of the year and what to do next, most urgent first.

use jiff::civil::Date;

use crate::assessment::scoring::score_column;
use crate::grouping::roster::is_incomplete;
use crate::interchange::inbox::Arrived;
use crate::model::assessment::{Assessment, Column, Subject};
use crate::model::course::TrainingForm;
use crate::model::hours::QuarterHours;
use crate::model::id::{AssessmentId, PersonId, PlanId, ReceivedId};
use crate::model::ledger::Ledger;
use crate::model::plan::{Plan, PlanState};
use crate::model::review::{Round, RoundKind, Stage};
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
    /// Forms that came in received files and are not taken in; the file where it is one.
    Arrived {
        forms: usize,
        file: Option<ReceivedId>,
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

impl Todo {
    /// The form that it asks to go on with.
    fn form(&self) -> Option<AssessmentId> {
        match self {
            Self::Returned { form, .. }
            | Self::ToSubmit { form, .. }
            | Self::FormsDue { form, .. } => Some(*form),
            _ => None,
        }
    }
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

/// What to do next, the most urgent first. `arrived` says which forms came in received files.
pub fn todos(ledger: &Ledger, arrived: &Arrived, today: Date) -> Vec<Todo> {
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
    todos.extend(exchanged(ledger, arrived, today));
    if let Some(form) = form_figure(ledger)
        && form.answered < form.of
        && todos.iter().all(|todo| todo.form() != Some(form.id))
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
fn exchanged(ledger: &Ledger, arrived: &Arrived, today: Date) -> Vec<Todo> {
    let own = Subject::Office { id: ledger.settings.office };
    let mut todos = Vec::new();
    let (mut to_review, mut out) = (0, 0);
    let mut first: Option<i32> = None;
    let (mut due_first, mut due_forms) = (None::<(Date, &Assessment)>, 0);
    let mut files = Vec::new();
    for form in ledger.assessments.values().filter(|form| form.year == ledger.settings.year) {
        if let Some(file) = arrived.get(&form.id) {
            files.push(*file);
            continue;
        }
        let is_received = form.is_received(Column::Own);
        let mut back = form.rounds.iter().rev().filter(|round| round.kind == RoundKind::Returned);
        let is_back = back.next().is_some_and(|round| form.spoken_to(round.column).is_some());
        match form.stage() {
            Stage::Returned if is_back => {
                let here = form.rounds.iter().filter(|one| form.spoken_to(one.column).is_some());
                let comments = here.flat_map(Round::unanswered).count();
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
            Stage::Issued if form.is_out(ledger.settings.office) => {
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
    if let Some(first) = files.first() {
        let file = files.iter().all(|file| file == first).then_some(*first);
        todos.push(Todo::Arrived { forms: files.len(), file });
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
mod tests;
