//! Which courses of a plan reach whom: who is in none, who is in two classes of the same course.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use crate::grouping::axis::{UNFILLED, grade};
use crate::grouping::membership::Overview;
use crate::model::course::TrainingForm;
use crate::model::hours::QuarterHours;
use crate::model::id::{BatchId, GroupId, PersonId, SessionId};
use crate::model::ledger::Ledger;
use crate::model::plan::{Plan, PlannedCourse};
use crate::order::Gather as _;

/// Where in a plan a person's training stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Source {
    /// A batch of the rotation.
    Batch(BatchId),
    /// An intensive class.
    Class(SessionId),
    /// A cell of the matrix that no batch or class carries out yet: its group.
    Matrix(Option<GroupId>),
}

/// Training that a plan has for one person.
#[derive(Clone, Debug, PartialEq)]
pub struct Planned {
    /// Code of the course pack, where it is a course of it.
    pub course: Option<String>,
    /// What it is called: of the class; empty for a batch and for a cell of the matrix.
    pub title: String,
    pub form: TrainingForm,
    pub hours: QuarterHours,
    /// First day, where it has a date.
    pub start: Option<Date>,
    pub source: Source,
}

impl Planned {
    /// Does it still wait for a batch or class (待安排)? Such hours are not to be counted on. What is
    /// learnt online, at work or in pairs needs none.
    pub fn is_unscheduled(&self) -> bool {
        matches!(self.source, Source::Matrix(_))
            && matches!(self.form, TrainingForm::Rotation | TrainingForm::Intensive)
    }
}

/// The courses of the matrix that wait for a batch, a class or pairs: nobody is taught them yet, in
/// the order of their codes.
pub fn unscheduled(plan: &Plan) -> BTreeSet<&str> {
    let rotation = &plan.rotation;
    let has_batch = |course: &str| {
        rotation.course.as_deref() == Some(course)
            && rotation.batches.iter().any(|batch| !batch.cancelled)
    };
    let has_class =
        |course: &str| plan.intensive.iter().any(|class| class.course.as_deref() == Some(course));
    let waits = |planned: &&PlannedCourse| match planned.form {
        TrainingForm::Rotation | TrainingForm::Intensive => {
            !has_batch(&planned.course) && !has_class(&planned.course)
        }
        TrainingForm::MutualHelp => plan.standing_pairs().next().is_none(),
        _ => false,
    };
    plan.matrix.iter().filter(waits).map(|planned| planned.course.as_str()).gather_set()
}

/// Hours of one batch: those of its course, else of its workdays by the day of the hour pack.
pub fn batch_hours(plan: &Plan, batch: BatchId, ledger: &Ledger) -> QuarterHours {
    let rotation = &plan.rotation;
    let course = rotation.course.as_deref();
    let in_matrix = plan.matrix.iter().find(|planned| {
        planned.form == TrainingForm::Rotation && Some(planned.course.as_str()) == course
    });
    let of_course = || Some(ledger.packs.courses.course(course?)?.hours);
    in_matrix.map(|planned| planned.hours).or_else(of_course).unwrap_or_else(|| {
        let days = rotation
            .batch(batch)
            .map_or(0, |batch| ledger.packs.calendar.workdays(batch.start, batch.end).count());
        QuarterHours(
            u32::try_from(days).unwrap_or(u32::MAX).saturating_mul(ledger.packs.hours.day.0),
        )
    })
}

/// Does a cell of the matrix hold the person?
fn cell_holds(planned: &PlannedCourse, grade: Option<&str>, groups: &[GroupId]) -> bool {
    planned.grade.as_deref().is_none_or(|wanted| wanted == grade.unwrap_or(UNFILLED))
        && planned.group.is_none_or(|group| groups.contains(&group))
}

/// The people of one cell of the matrix; `None` for all grades, for everybody. The grade of who
/// has none is [`UNFILLED`].
pub fn people_of_cell(
    ledger: &Ledger,
    overview: &Overview,
    reference: Date,
    wanted: Option<&str>,
    group: Option<GroupId>,
) -> BTreeSet<PersonId> {
    ledger
        .enrolled(reference)
        .filter(|person| {
            wanted.is_none_or(|wanted| wanted == grade(person, &ledger.packs).unwrap_or(UNFILLED))
        })
        .map(|person| person.id)
        .filter(|person| {
            group.is_none_or(|group| {
                overview.groups_of.get(person).is_some_and(|groups| groups.contains(&group))
            })
        })
        .gather_set()
}

/// What the plan has for everybody of the roster, nobody left out. A course of the matrix that a
/// batch or class of the same course carries out for the person is not counted twice.
pub fn planned_for_all(
    plan: &Plan,
    ledger: &Ledger,
    overview: &Overview,
    reference: Date,
) -> BTreeMap<PersonId, Vec<Planned>> {
    let mut all: BTreeMap<PersonId, Vec<Planned>> = BTreeMap::new();
    for person in ledger.enrolled(reference) {
        all.insert(person.id, Vec::new());
    }
    for (person, placement) in &plan.rotation.placements {
        let batch = plan.rotation.batch(placement.batch).filter(|batch| !batch.cancelled);
        let (Some(planned), Some(batch)) = (all.get_mut(person), batch) else { continue };
        planned.push(Planned {
            course: plan.rotation.course.clone(),
            title: String::new(),
            form: TrainingForm::Rotation,
            hours: batch_hours(plan, batch.id, ledger),
            start: Some(batch.start),
            source: Source::Batch(batch.id),
        });
    }
    for class in &plan.intensive {
        for person in &class.people {
            let Some(planned) = all.get_mut(person) else { continue };
            planned.push(Planned {
                course: class.course.clone(),
                title: class.title.clone(),
                form: TrainingForm::Intensive,
                hours: class.hours,
                start: Some(class.start),
                source: Source::Class(class.id),
            });
        }
    }
    for person in ledger.enrolled(reference) {
        let grade = grade(person, &ledger.packs);
        let groups = overview.groups_of.get(&person.id).map_or(&[][..], Vec::as_slice);
        let Some(mine) = all.get_mut(&person.id) else { continue };
        let carried_out: BTreeSet<String> =
            mine.iter().filter_map(|planned| planned.course.clone()).gather_set();
        for cell in plan.matrix.iter().filter(|cell| cell_holds(cell, grade, groups)) {
            if carried_out.contains(&cell.course) {
                continue;
            }
            mine.push(Planned {
                course: Some(cell.course.clone()),
                title: String::new(),
                form: cell.form.clone(),
                hours: cell.hours,
                start: None,
                source: Source::Matrix(cell.group),
            });
        }
    }
    all
}

/// How many recorded sessions of a course somebody missed.
fn missed(ledger: &Ledger, person: PersonId, course: &str) -> usize {
    let of_course = ledger.sessions.values().filter(|one| one.course.as_deref() == Some(course));
    let missed = of_course.filter(|session| {
        let own = session.attendance.get(&person);
        own.is_some_and(|own| own.is_missed(session.hours))
    });
    missed.count()
}

/// How far a plan reaches.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Coverage {
    /// Everybody of the roster.
    pub people: usize,
    /// In no course at all.
    pub in_none: Vec<PersonId>,
    /// In the same course twice: the course and who.
    pub twice: BTreeMap<String, Vec<PersonId>>,
    /// Sum of the hours that are planned.
    pub hours: QuarterHours,
}

impl Coverage {
    /// Counts a plan over the roster.
    pub fn new(plan: &Plan, ledger: &Ledger, overview: &Overview, reference: Date) -> Self {
        let all = planned_for_all(plan, ledger, overview, reference);
        let mut coverage = Self { people: all.len(), ..Self::default() };
        for (person, planned) in &all {
            if planned.is_empty() {
                coverage.in_none.push(*person);
            }
            coverage.hours += planned.iter().map(|planned| planned.hours).sum();
            let mut seen: Vec<&str> = Vec::new();
            for course in planned.iter().filter_map(|planned| planned.course.as_deref()) {
                seen.push(course);
                let times = seen.iter().filter(|one| **one == course).count();
                // Whoever missed it comes again.
                if times > 1 && times > 1 + missed(ledger, *person, course) {
                    let twice = coverage.twice.entry(course.to_owned()).or_default();
                    if twice.last() != Some(person) {
                        twice.push(*person);
                    }
                }
            }
        }
        coverage
    }

    /// How many are in at least one course.
    pub fn reached(&self) -> usize {
        self.people - self.in_none.len()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::hours::{Attendance, Presence, Session};
    use crate::model::id::{IdSource, PlanId};
    use crate::model::ledger::tests::ledger_of;
    use crate::model::pack::Extra;
    use crate::model::plan::IntensiveClass;

    fn class(ids: &mut IdSource, course: &str, people: &[PersonId]) -> IntensiveClass {
        let (start, end) = ("2026-04-13".parse().unwrap(), "2026-04-14".parse().unwrap());
        IntensiveClass {
            course: Some(course.into()),
            hours: QuarterHours(64),
            seats: 30,
            people: people.to_vec(),
            ..IntensiveClass::new(SessionId::new(ids), "专题班".into(), start, end)
        }
    }

    fn course(code: &str, grade: Option<&str>) -> PlannedCourse {
        PlannedCourse {
            course: code.into(),
            grade: grade.map(str::to_owned),
            group: None,
            form: TrainingForm::Intensive,
            hours: QuarterHours(64),
            reason: String::new(),
            extra: Extra::new(),
        }
    }

    #[test]
    fn a_course_waits_until_there_is_a_class_of_it() {
        let mut ids = IdSource::new([7; 16]);
        let mut plan = Plan::new(PlanId::new(&mut ids), "计划".into(), 2026);
        plan.put_course(course("C01", None)).unwrap();
        plan.put_course(course("C06", Some("staff"))).unwrap();
        let online = PlannedCourse { form: TrainingForm::Online, ..course("C07", None) };
        plan.put_course(online).unwrap();
        assert_eq!(unscheduled(&plan), BTreeSet::from(["C01", "C06"]));
        plan.put_class(class(&mut ids, "C01", &[])).unwrap();
        assert_eq!(unscheduled(&plan), BTreeSet::from(["C06"]));
    }

    #[test]
    fn a_class_carries_out_the_course_of_the_matrix_and_two_classes_are_twice() {
        let (mut ledger, people) = ledger_of(4);
        let mut ids = IdSource::new([7; 16]);
        ledger.edit_person(people[0], |person| person.rank = Some("Z31".into())).unwrap();
        ledger.edit_person(people[1], |person| person.rank = Some("Z31".into())).unwrap();
        let mut plan = Plan::new(PlanId::new(&mut ids), "计划".into(), 2026);
        plan.put_course(course("C01", Some("staff"))).unwrap();
        plan.put_class(class(&mut ids, "C01", &people[..1])).unwrap();
        plan.put_class(class(&mut ids, "C06", &people[2..3])).unwrap();
        plan.put_class(class(&mut ids, "C06", &people[2..3])).unwrap();
        let reference = ledger.settings.reference();
        let overview = Overview::new(&ledger, reference);
        let coverage = Coverage::new(&plan, &ledger, &overview, reference);
        assert_eq!(coverage.in_none, [people[3]]);
        assert_eq!(coverage.reached(), 3);
        assert_eq!(coverage.twice, BTreeMap::from([("C06".into(), vec![people[2]])]));
        assert_eq!(coverage.hours, QuarterHours(4 * 64));
        // Who missed the first class of the two is in the second to make up for it.
        let class = &plan.intensive[1];
        let days = (class.start, class.end);
        let (form, id) = (TrainingForm::Intensive, SessionId::new(&mut ids));
        let mut session = Session::new(id, "专题班".into(), form, days, class.hours);
        session.course = class.course.clone();
        session.attendance.insert(people[2], Attendance::new(Presence::Absent, QuarterHours(0)));
        ledger.put_session(session).unwrap();
        let coverage = Coverage::new(&plan, &ledger, &overview, reference);
        assert_eq!(coverage.twice, BTreeMap::new());
    }
}
