//! What helps: small changes, each offered only after planning the people of the conflict again
//! with it.

use std::collections::BTreeSet;

use super::conflict::{Conflict, ConflictKind, Fact, Fix, Reason};
use crate::order::Gather as _;
use crate::planning::rotation::planner::{Effort, Planner};
use crate::planning::rotation::prepare::prepare;
use crate::planning::rotation::problem::{CandidateSession, Need, RotationProblem, Trainer, Venue};

/// More than so many people are not planned again.
const MOST_PEOPLE: usize = 2_000;
/// Dates that one more session is tried on.
const MOST_DATES: usize = 8;
/// Where there are no more needs than so many, everybody is planned again.
const MOST_NEEDS: usize = 300;
/// The most that a quota is raised by.
const MOST_RAISE: u32 = 5;

/// Steps of planning for the changes of all conflicts together: some seconds in a browser.
pub const BUDGET: u64 = 3_000_000;

/// The changes that help. `budget` is lessened by the steps of planning it took; where it is used up,
/// nothing more is tried.
pub fn fixes(problem: &RotationProblem, conflict: &Conflict, budget: &mut u64) -> Vec<Fix> {
    if conflict.staff.len() > MOST_PEOPLE {
        return Vec::new();
    }
    let small = restricted(problem, conflict);
    let whole = problem.needs.len() <= MOST_NEEDS;
    let mut fixes = Vec::new();
    for tries in candidates(problem, &small, conflict) {
        // The smallest of one kind is enough.
        let found = tries.into_iter().find(|fix| {
            helps(&small, conflict, fix, budget)
                && (!whole || helps(problem, conflict, fix, budget))
        });
        fixes.extend(found);
    }
    fixes
}

/// The same problem for the people of a conflict: their needs in the course and what must come
/// before, and all that is locked around them.
fn restricted(problem: &RotationProblem, conflict: &Conflict) -> RotationProblem {
    let staff: BTreeSet<&str> = conflict.staff.iter().map(|one| &**one).gather_set();
    let offices: BTreeSet<&str> = conflict.offices.iter().map(|one| &**one).gather_set();
    let mut courses: BTreeSet<&str> = [&*conflict.course].into_iter().gather_set();
    let mut stack = vec![&*conflict.course];
    while let Some(course) = stack.pop() {
        let entry = problem.courses.iter().find(|one| one.id == course);
        for before in entry.into_iter().flat_map(|one| &one.prereq) {
            if courses.insert(before) {
                stack.push(before);
            }
        }
    }
    // Who stands in a row with them counts there by leave, and by what is locked.
    let mut near: BTreeSet<&str> = staff.clone();
    for member in problem.staff.iter().filter(|one| offices.contains(&*one.office)) {
        near.insert(&member.id);
    }
    let covers = |holders: &[String]| holders.iter().any(|one| staff.contains(&**one));
    let coverage: Vec<_> =
        problem.coverage.iter().filter(|one| covers(&one.holders)).cloned().collect();
    near.extend(
        problem
            .coverage
            .iter()
            .filter(|one| covers(&one.holders))
            .flat_map(|one| &one.holders)
            .map(|one| &**one),
    );
    let locked = problem.published.iter().filter(|one| one.locked && near.contains(&*one.staff));
    let locked: Vec<_> = locked.cloned().collect();
    let is_locked =
        |need: &Need| locked.iter().any(|one| one.staff == need.staff && one.course == need.course);
    let taken: BTreeSet<&str> = locked.iter().map(|one| &*one.session).gather_set();
    let homes = problem.staff.iter().filter(|one| near.contains(&*one.id));
    let homes: BTreeSet<&str> = homes.map(|one| &*one.office).gather_set();
    let sessions = problem
        .sessions
        .iter()
        .filter(|one| courses.contains(&*one.course) || taken.contains(&*one.id));
    let sessions = sessions.map(|one| CandidateSession {
        // So few people make no class.
        min: if conflict.kind == ConflictKind::MinSize { one.min } else { 0 },
        must_open: false,
        ..one.clone()
    });
    let sessions: Vec<_> = sessions.collect();
    let rooms = sessions.iter().flat_map(|one| &one.venues).gather_set();
    let teachers = sessions.iter().flat_map(|one| &one.trainers).gather_set();
    RotationProblem {
        venues: problem.venues.iter().filter(|one| rooms.contains(&one.id)).cloned().collect(),
        trainers: problem
            .trainers
            .iter()
            .filter(|one| teachers.contains(&one.id))
            .cloned()
            .collect(),
        offices: problem.offices.iter().filter(|one| homes.contains(&*one.id)).cloned().collect(),
        staff: problem.staff.iter().filter(|one| homes.contains(&*one.office)).cloned().collect(),
        coverage,
        needs: problem
            .needs
            .iter()
            .filter(|one| {
                staff.contains(&*one.staff) && courses.contains(&*one.course) || is_locked(one)
            })
            .cloned()
            .collect(),
        links: problem
            .links
            .iter()
            .filter(|one| one.staff.iter().all(|one| staff.contains(&**one)))
            .cloned()
            .collect(),
        done: problem.done.iter().filter(|(one, _)| near.contains(&**one)).cloned().collect(),
        published: locked.clone(),
        format: problem.format.clone(),
        id: problem.id.clone(),
        horizon: problem.horizon.clone(),
        policy: problem.policy.clone(),
        weights: problem.weights.clone(),
        courses: problem.courses.clone(),
        sessions,
    }
}

/// Changes to try, the smallest first of each kind.
fn candidates(
    problem: &RotationProblem,
    small: &RotationProblem,
    conflict: &Conflict,
) -> Vec<Vec<Fix>> {
    let mut all: Vec<Vec<Fix>> = Vec::new();
    let series = conflict.series.clone().unwrap_or_default();
    let closed = |wanted: &[Reason]| {
        conflict
            .facts
            .iter()
            .any(|fact| matches!(fact, Fact::Closed { reason, .. } if wanted.contains(reason)))
    };
    for fact in &conflict.facts {
        match fact {
            Fact::Quota { office, .. } => {
                let raise = |by| Fix::RaiseQuota { office: office.clone(), by };
                all.push((1..=MOST_RAISE).map(raise).collect());
            }
            Fact::Cover { coverage, .. } => {
                all.push(vec![Fix::AddHolder { coverage: coverage.clone() }]);
            }
            Fact::Leave { staff, from, to } => {
                all.push(vec![Fix::MoveLeave { staff: staff.clone(), from: *from, to: *to }]);
            }
            Fact::Link { link } => all.push(vec![Fix::DropLink { link: link.clone() }]),
            Fact::Before { before, .. }
                if closed(&[Reason::Early]) || conflict.kind == ConflictKind::PrereqOrder =>
            {
                let missing = |staff: &&String| {
                    !problem
                        .needs
                        .iter()
                        .any(|need| need.staff == **staff && need.course == *before)
                };
                let add =
                    |staff: &String| Fix::AddNeed { staff: staff.clone(), course: before.clone() };
                all.push(conflict.staff.iter().filter(missing).take(1).map(add).collect());
            }
            _ => {}
        }
    }
    if closed(&[Reason::OfficeRoom])
        && !conflict.facts.iter().any(|fact| matches!(fact, Fact::Quota { .. }))
    {
        for office in &conflict.offices {
            let raise = |by| Fix::RaiseQuota { office: office.clone(), by };
            all.push((1..=MOST_RAISE).map(raise).collect());
        }
    }
    if closed(&[Reason::CoverRoom]) {
        for coverage in &small.coverage {
            all.push(vec![Fix::AddHolder { coverage: coverage.id.clone() }]);
        }
    }
    if closed(&[Reason::NoVenue, Reason::NoTrainer])
        || conflict.kind == ConflictKind::TrainerOrVenue
    {
        all.push(vec![Fix::AddRooms { series: series.clone() }]);
    }
    if conflict.kind == ConflictKind::MinSize {
        all.push(vec![Fix::LowerMin { series: series.clone(), min: conflict.staff.len() as u32 }]);
    }
    // One more session on each date, until one of them serves everybody.
    let own = small.sessions.iter().filter(|one| one.series() == series && !one.cancelled);
    let add = |one: &CandidateSession| Fix::AddSession {
        series: series.clone(),
        like: one.id.clone(),
        seats: conflict.shortage.max(1),
    };
    all.push(own.map(add).take(MOST_DATES).collect());
    all
}

/// Is everybody of the conflict placed with the change? No, where that cannot be tried any more.
fn helps(problem: &RotationProblem, conflict: &Conflict, fix: &Fix, budget: &mut u64) -> bool {
    const SLICE: u32 = 10_000;
    let mut changed = problem.clone();
    apply(&mut changed, fix);
    let Ok(prepared) = prepare(&changed) else { return false };
    let mut planner = Planner::new(&prepared, 1, Effort::Quick);
    loop {
        let Some(left) = budget.checked_sub(u64::from(SLICE)) else { return false };
        *budget = left;
        if planner.step(SLICE).finished {
            break;
        }
    }
    let plan = planner.stop();
    let placed = plan
        .assign
        .iter()
        .filter(|(staff, course, _)| *course == conflict.course && conflict.staff.contains(staff));
    let needed = problem
        .needs
        .iter()
        .filter(|need| need.course == conflict.course && conflict.staff.contains(&need.staff));
    placed.count() >= needed.count()
}

/// Makes a change.
pub fn apply(problem: &mut RotationProblem, fix: &Fix) {
    match fix {
        Fix::RaiseQuota { office, by } => {
            for one in problem.offices.iter_mut().filter(|one| one.id == *office) {
                one.max_absent += by;
            }
        }
        Fix::AddSession { like, seats, .. } => {
            let Some(like) = problem.sessions.iter().find(|one| one.id == *like) else { return };
            let id = format!("{}+", like.id);
            let session = CandidateSession {
                id: id.clone(),
                min: 0,
                max: *seats,
                venues: vec![id.clone()],
                trainers: vec![id.clone()],
                cancelled: false,
                ..like.clone()
            };
            problem.venues.push(Venue { id: id.clone(), seats: *seats, closed: Vec::new() });
            problem.trainers.push(Trainer { id, busy: Vec::new() });
            problem.sessions.push(session);
        }
        Fix::MoveLeave { staff, from, to } => {
            for one in problem.staff.iter_mut().filter(|one| one.id == *staff) {
                one.leave.retain(|leave| leave != &(*from, *to));
            }
        }
        Fix::AddHolder { coverage } => {
            // One more holder who stays: one more of the others may go.
            for one in problem.coverage.iter_mut().filter(|one| one.id == *coverage) {
                one.min_present = one.min_present.saturating_sub(1);
            }
        }
        Fix::DropLink { link } => problem.links.retain(|one| one.id != *link),
        Fix::AddRooms { series } => {
            for one in problem.sessions.iter_mut().filter(|one| one.series() == series) {
                let id = format!("{}+", one.id);
                problem.venues.push(Venue { id: id.clone(), seats: one.max, closed: Vec::new() });
                problem.trainers.push(Trainer { id: id.clone(), busy: Vec::new() });
                one.venues.push(id.clone());
                one.trainers.push(id);
            }
        }
        Fix::LowerMin { series, min } => {
            for one in problem.sessions.iter_mut().filter(|one| one.series() == series) {
                one.min = one.min.min(*min);
            }
        }
        Fix::AddNeed { staff, course } => {
            problem.needs.push(Need { staff: staff.clone(), course: course.clone(), prio: 0 });
        }
    }
}
