//! The sample data (示例): an invented district with its roster, groups, a plan, sessions and a
//! form, made by the same code that a trainer's clicks call. Marked, and removable in one step.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use jiff::civil::Date;
use jiff::{Span, ToSpan};
use serde::Deserialize;

use crate::grouping::membership::members;
use crate::interchange::file::read_pasted;
use crate::interchange::roster::header::find_layout;
use crate::interchange::roster::proposal::{ImportOptions, propose};
use crate::interchange::roster::words::RosterWords;
use crate::model::assessment::{Assessment, Subject};
use crate::model::batch::Floor;
use crate::model::course::TrainingForm;
use crate::model::group::{Group, Rule};
use crate::model::hours::{Attendance, Presence, QuarterHours, Session};
use crate::model::id::{AssessmentId, GroupId, IdSource, PlanId, SessionId, TaskId};
use crate::model::ledger::Ledger;
use crate::model::pack::Extra;
use crate::model::people::Rejection;
use crate::model::plan::{Plan, PlannedCourse};
use crate::model::skill::{Appraiser, Skill};
use crate::model::standard::Standard;
use crate::model::task::Task;
use crate::planning::rotation::dates::{Series, batches, seats_for};
use crate::planning::rotation::from_plan::{Stay, placements, problem};
use crate::planning::rotation::planner::{Effort, Planner};
use crate::planning::rotation::prepare::prepare;

/// How much of each kind the sample holds, by the names of [`Counts`](crate::interchange::envelope::Counts).
pub const SHIPPED: [(&str, usize); 6] = [
    ("people", 173),
    ("offices", 16),
    ("groups", 7),
    ("plans", 1),
    ("sessions", 3),
    ("assessments", 1),
];

/// What the sample holds besides its roster.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Sample {
    bureau: String,
    groups: Vec<SampleGroup>,
    plan: SamplePlan,
    sessions: Vec<SampleSession>,
    /// Title of the form.
    form: String,
}

#[derive(Deserialize)]
struct SampleGroup {
    name: String,
    rule: Rule,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct SamplePlan {
    title: String,
    course: String,
    place: String,
    /// First day of the first batch.
    month: i8,
    day: i8,
    batches: u32,
    days: u32,
    gap: u32,
    floor_percent: u32,
    matrix: Vec<SampleCourse>,
    tasks: Vec<SampleTask>,
}

#[derive(Deserialize)]
struct SampleCourse {
    course: String,
    /// Place in the list of groups.
    group: Option<usize>,
    form: TrainingForm,
    hours: QuarterHours,
}

#[derive(Deserialize)]
struct SampleTask {
    title: String,
    owner: String,
    month: i8,
    day: i8,
    done: bool,
}

#[derive(Deserialize)]
struct SampleSession {
    title: String,
    course: String,
    form: TrainingForm,
    month: i8,
    day: i8,
    days: i64,
    hours: QuarterHours,
    group: usize,
}

/// The sample ledger of the year of `today`; `None` only where its pack is broken, which a test
/// rules out.
pub fn sample(today: Date, ids: &mut IdSource) -> Option<Ledger> {
    let sample: Sample = serde_json::from_str(include_str!("../packs/sample.json")).ok()?;
    let mut ledger = Ledger::new(sample.bureau.clone(), today.year(), ids);
    Arc::make_mut(&mut ledger.settings).sample = true;
    fill(&mut ledger, sample, today, ids).ok()?;
    Some(ledger)
}

fn fill(
    ledger: &mut Ledger,
    sample: Sample,
    today: Date,
    ids: &mut IdSource,
) -> Result<(), Rejection> {
    add_roster(ledger, today, ids)?;
    let mut groups = Vec::new();
    for (position, group) in (1..).zip(sample.groups) {
        let id = GroupId::new(ids);
        groups.push(id);
        ledger.put_group(Group {
            id,
            name: group.name,
            rule: group.rule,
            pinned_in: BTreeMap::new(),
            pinned_out: BTreeMap::new(),
            position,
            extra: Extra::new(),
        })?;
    }
    add_skills(ledger, today)?;
    let year = today.year();
    for session in sample.sessions {
        add_session(ledger, session, &groups, ids)?;
    }
    add_plan(ledger, sample.plan, &groups, ids)?;
    let standard = Standard::built_in().into_iter().next().ok_or(Rejection::NoSuchStandard)?;
    let office = Subject::Office { id: ledger.settings.office };
    let form = Assessment::new(AssessmentId::new(ids), sample.form, office, year, &standard);
    ledger.add_assessment(form, &standard)
}

fn add_roster(ledger: &mut Ledger, today: Date, ids: &mut IdSource) -> Result<(), Rejection> {
    let text = include_str!("../packs/sample-roster.csv").trim_start_matches('\u{feff}');
    let words = RosterWords::new(&ledger.packs);
    let workbook = read_pasted(text.to_owned(), "").map_err(|_| Rejection::NoSuchPerson)?;
    let layout = find_layout(&workbook, &words).ok_or(Rejection::NoSuchPerson)?;
    let sheet = workbook.sheets.get(layout.sheet).ok_or(Rejection::NoSuchPerson)?;
    let options = ImportOptions { today, skipped: &BTreeSet::new(), chosen: &BTreeMap::new() };
    propose(sheet, &layout, ledger, &words, options, ids).apply(ledger).map(|_| ())
}

/// What supervisors said in spring: most masters are of long service, new people cannot do their
/// posts yet, some nobody judged.
fn add_skills(ledger: &mut Ledger, today: Date) -> Result<(), Rejection> {
    let mut marks = Vec::new();
    for person in ledger.people().filter(|person| person.position % 9 != 4) {
        let years = person.work_start.and_then(|start| start.age_at(today)).unwrap_or_default();
        let main = match (years, person.position % 4) {
            (..6, 0 | 1) => Skill::Unable,
            (12.., 0..=2) => Skill::Proficient,
            (_, 3) if years < 25 => Skill::Unable,
            _ => Skill::Able,
        };
        for post in &person.posts {
            let is_main = person.main_post() == Some(post.as_str());
            let skill = if is_main { main.clone() } else { Skill::Able };
            marks.push((person.id, post.clone(), Some(skill)));
        }
    }
    ledger.appraise(&marks, &Appraiser::Supervisor, day(today.year(), 3, 2))
}

fn add_session(
    ledger: &mut Ledger,
    session: SampleSession,
    groups: &[GroupId],
    ids: &mut IdSource,
) -> Result<(), Rejection> {
    let reference = ledger.settings.reference();
    let group = groups.get(session.group).and_then(|id| ledger.groups.get(id));
    let people = group.map(|group| members(group, ledger, reference)).unwrap_or_default();
    let start = day(ledger.settings.year, session.month, session.day);
    let end = start.saturating_add(Span::new().days(session.days - 1));
    let attendance = people
        .into_iter()
        .map(|person| (person, Attendance::new(Presence::Present, session.hours)));
    let (id, hours) = (SessionId::new(ids), session.hours);
    ledger.put_session(Session {
        course: Some(session.course),
        attendance: attendance.collect(),
        ..Session::new(id, session.title, session.form, (start, end), hours)
    })
}

fn add_plan(
    ledger: &mut Ledger,
    sample: SamplePlan,
    groups: &[GroupId],
    ids: &mut IdSource,
) -> Result<(), Rejection> {
    let year = ledger.settings.year;
    let reference = ledger.settings.reference();
    let mut plan = Plan::new(PlanId::new(ids), sample.title, year);
    for course in sample.matrix {
        plan.put_course(PlannedCourse {
            course: course.course,
            grade: None,
            group: course.group.and_then(|index| groups.get(index)).copied(),
            form: course.form,
            hours: course.hours,
            reason: String::new(),
            extra: Extra::new(),
        })?;
    }
    for task in sample.tasks {
        let due = day(year, task.month, task.day);
        plan.put_task(Task {
            id: TaskId::new(ids),
            title: task.title,
            owner: task.owner,
            due,
            done: task.done.then_some(due),
            extra: Extra::new(),
        })?;
    }
    plan.rotation.course = Some(sample.course);
    plan.rotation.floor = Floor::Share { percent: sample.floor_percent };
    // A little room in every batch, as a trainer would plan.
    let people = ledger.enrolled(reference).count();
    let seats = seats_for(people, sample.batches) + 4;
    let first = day(year, sample.month, sample.day);
    let series = Series {
        days: sample.days,
        number: sample.batches,
        gap: sample.gap,
        seats,
        places: vec![sample.place],
        ..Series::empty(first)
    };
    plan.rotation.batches = batches(&series, &ledger.packs.calendar, ids);
    let before = first.saturating_sub(1.day());
    let problem = problem(ledger, &plan, reference, before, Stay::Told, &|_| 0);
    if let Ok(prepared) = prepare(&problem) {
        let mut planner = Planner::new(&prepared, 1, Effort::Quick);
        while !planner.step(1_000).finished {}
        plan.rotation.placements = placements(&plan, &planner.stop());
    }
    ledger.add_plan(plan)
}

/// A day of the year; the last of the month where there is no such day.
fn day(year: i16, month: i8, day: i8) -> Date {
    Date::new(year, month, day)
        .or_else(|_| Date::new(year, month, 1).map(Date::last_of_month))
        .unwrap_or(Date::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::grouping::membership::Overview;
    use crate::interchange::backup::counts;
    use crate::model::received::Archive;
    use crate::planning::need::needs;
    use crate::planning::pairing::request::propose_pairs;

    #[test]
    fn the_sample_is_whole_and_says_that_it_is_one() {
        let today = "2026-09-16".parse().unwrap();
        let ledger = sample(today, &mut IdSource::new([1; 16])).unwrap();
        assert!(ledger.settings.sample);
        let counts = counts(&ledger, &Archive::default());
        for (name, shipped) in SHIPPED {
            assert_eq!(counts[name], shipped, "{name}");
        }
        let plan = ledger.plans.values().next().unwrap();
        assert!(plan.rotation.placements.len() > 150, "{}", plan.rotation.placements.len());
        let reference = ledger.settings.reference();
        let proposal = propose_pairs(&ledger, plan, reference, today);
        assert!(proposal.pairs.len() > 20, "{}", proposal.pairs.len());
        let needs = needs(&ledger, &Overview::new(&ledger, reference), reference);
        assert!(!needs.has_too_many_urgent() && needs.needs.len() > 20);
    }
}
