//! Rotations so small that every plan can be looked at.

use std::collections::BTreeMap;

use jiff::ToSpan;
use jiff::civil::date;
use training_ledger::planning::rotation::problem::*;
use training_ledger::planning::rotation::verify::{score, verify};

use super::generate::Dice;

/// Two offices, up to five needs in two or three courses, four sessions or so.
pub fn tiny(seed: u64) -> RotationProblem {
    let mut dice = Dice::new(seed + 1);
    let dice = &mut dice;
    let start = date(2026, 3, 2);
    let people = 3 + dice.below(2);
    let id = |kind: &str, at: u32| format!("{kind}{at}");
    let offices = (0..2).map(|at| RotaOffice {
        id: id("O", at),
        district: id("D", dice.below(5) / 4),
        max_absent: [1, 1, 2, 3, 0][dice.below(5) as usize],
    });
    let offices: Vec<_> = offices.collect();
    let mut staff = Vec::new();
    for at in 0..people {
        let mut leave = Vec::new();
        if dice.below(3) == 0 {
            let from = start.saturating_add(i64::from(dice.below(18)).days());
            leave.push((from, from.saturating_add(i64::from(dice.below(9)).days())));
        }
        let group = ["A", "B"][dice.below(2) as usize].to_owned();
        staff.push(Member { id: id("S", at), office: id("O", dice.below(2)), group, leave });
    }
    let any = |dice: &mut Dice| id("S", dice.below(people));
    let mut coverage = Vec::new();
    if dice.below(2) == 0 {
        let holders = vec![id("S", 0), id("S", 1 + dice.below(people - 1))];
        let (office, post) = (id("O", 0), "P".to_owned());
        coverage.push(Coverage { id: "K".into(), office, post, holders, min_present: 1 });
    }
    let courses = [("C0", vec![], Mix::Homogeneous), ("C1", vec!["C0".to_owned()], Mix::Mixed)];
    let courses =
        courses.map(|(id, prereq, mix)| RotaCourse { id: id.into(), name: id.into(), prereq, mix });
    let mut needs = Vec::new();
    let mut done = Vec::new();
    for one in &staff {
        if dice.below(4) > 0 {
            needs.push(Need { staff: one.id.clone(), course: "C0".into(), prio: dice.below(4) });
        } else if dice.below(3) > 0 {
            done.push((one.id.clone(), "C0".to_owned()));
        }
        if dice.below(2) == 0 && needs.len() < 5 {
            needs.push(Need { staff: one.id.clone(), course: "C1".into(), prio: dice.below(4) });
        }
    }
    let mut sessions = Vec::new();
    let mut venues = vec![Venue { id: "V0".into(), seats: 2, closed: Vec::new() }];
    let mut trainers = vec![Trainer { id: "T0".into(), busy: Vec::new() }];
    for at in 0..3 + dice.below(2) {
        let course = if at == 0 { 0 } else { dice.below(2) };
        // From a Monday to Wednesday, and never on the holiday alone.
        let week = (dice.below(4) + course).min(4);
        let day = if week == 1 { 2 } else { dice.below(3) };
        let from = start.saturating_add(i64::from(week * 7 + day).days());
        let (venue, trainer) = (id("V", at + 1), id("T", at + 1));
        venues.push(Venue { id: venue.clone(), seats: 1 + dice.below(4), closed: Vec::new() });
        trainers.push(Trainer { id: trainer.clone(), busy: Vec::new() });
        // Some share the one venue or trainer.
        let pick = |dice: &mut Dice, own: String, shared: &str| match dice.below(4) {
            0 => vec![shared.to_owned()],
            1 => vec![shared.to_owned(), own],
            _ => vec![own],
        };
        sessions.push(CandidateSession {
            id: id("X", at),
            course: id("C", course),
            series: id("R", course),
            start: from,
            end: from.saturating_add(i64::from(dice.below(3)).days()),
            min: dice.below(3),
            max: 1 + dice.below(4),
            venues: pick(dice, venue, "V0"),
            trainers: pick(dice, trainer, "T0"),
            districts: (dice.below(6) == 0).then(|| vec!["D0".to_owned()]),
            groups: (dice.below(8) == 0).then(|| vec!["A".to_owned()]),
            not_offices: (dice.below(8) == 0).then(|| vec!["O1".to_owned()]),
            must_open: false,
            cancelled: dice.below(12) == 0,
            quota: (course == 1).then(|| BTreeMap::from([("A".to_owned(), 1)])),
        });
    }
    let mut links = Vec::new();
    for at in 0..dice.below(3) {
        let kind = [LinkKind::SameSession, LinkKind::NotSameSession, LinkKind::NotAwayTogether]
            [dice.below(3) as usize];
        let (a, b) = (any(dice), any(dice));
        if a != b {
            let course = Some(id("C", dice.below(2)));
            links.push(Link { id: id("L", at), kind, staff: [a, b], course });
        }
    }
    RotationProblem {
        format: INSTANCE.to_owned(),
        id: format!("tiny-{seed}"),
        horizon: Horizon {
            start,
            end: date(2026, 4, 30),
            holidays: vec![date(2026, 3, 10)],
            workdays: None,
        },
        policy: Policy::default(),
        weights: Weights::default(),
        offices,
        staff,
        coverage,
        courses: courses.into(),
        needs,
        done,
        venues,
        trainers,
        sessions,
        links,
        published: Vec::new(),
    }
}

/// Calls `found` with every plan that breaks no rule.
fn every_plan(problem: &RotationProblem, found: &mut dyn FnMut(&RotaPlan)) {
    assign(problem, 0, &mut RotaPlan::empty(problem), found);
}

fn assign(
    problem: &RotationProblem,
    at: usize,
    plan: &mut RotaPlan,
    found: &mut dyn FnMut(&RotaPlan),
) {
    let Some(need) = problem.needs.get(at) else {
        let held =
            problem.sessions.iter().filter(|one| plan.assign.iter().any(|(.., at)| *at == one.id));
        let held: Vec<_> = held.collect();
        let mut plan = plan.clone();
        if rooms(problem, &held, &mut plan) {
            found(&plan);
        }
        return;
    };
    assign(problem, at + 1, plan, found);
    for session in problem.sessions.iter().filter(|one| one.course == need.course) {
        plan.assign.push((need.staff.clone(), need.course.clone(), session.id.clone()));
        assign(problem, at + 1, plan, found);
        plan.assign.pop();
    }
}

/// Finds venues and trainers with which the plan breaks no rule.
fn rooms(problem: &RotationProblem, held: &[&CandidateSession], plan: &mut RotaPlan) -> bool {
    let Some((session, rest)) = held.split_first() else {
        return verify(problem, plan).is_empty();
    };
    for venue in &session.venues {
        for trainer in &session.trainers {
            let (id, venue, trainer) = (session.id.clone(), venue.clone(), trainer.clone());
            plan.sessions.push(OpenSession { id, venue, trainer });
            if rooms(problem, rest, plan) {
                return true;
            }
            plan.sessions.pop();
        }
    }
    false
}

/// The fewest people left out, and the least total with so many.
pub fn best(problem: &RotationProblem) -> (u32, i64) {
    let mut best = (u32::MAX, i64::MAX);
    every_plan(problem, &mut |plan| {
        let score = score(problem, plan);
        best = best.min((score.uncovered, score.total));
    });
    best
}

/// The most of these people that any plan places in the course.
pub fn most_placed(problem: &RotationProblem, staff: &[String], course: &str) -> u32 {
    let mut most = 0;
    every_plan(problem, &mut |plan| {
        let placed =
            plan.assign.iter().filter(|(one, own, _)| own == course && staff.contains(one));
        most = most.max(placed.count() as u32);
    });
    most
}
