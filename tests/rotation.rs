//! Rotations as files: the samples with their marks, impossible ones with what was planted in
//! them, and what must hold for every plan.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

#[path = "../examples/rotation.rs"]
#[allow(dead_code, unused_imports)]
mod example;
#[path = "rotation/generate.rs"]
#[allow(dead_code)]
mod generate;

use std::collections::BTreeSet;

use generate::{Dice, Wish, generate};
use serde_json::Value;
use training_ledger::planning::rotation::data_problem::DataProblem;
use training_ledger::planning::rotation::explain::conflict::{ConflictKind, Fix};
use training_ledger::planning::rotation::explain::{explain, precheck};
use training_ledger::planning::rotation::inspect::compare;
use training_ledger::planning::rotation::planner::{Effort, Planner};
use training_ledger::planning::rotation::prepare::prepare;
use training_ledger::planning::rotation::problem::{
    OpenSession, Published, RotaPlan, RotationProblem,
};
use training_ledger::planning::rotation::verify::{score, verify};

const A01: &str = include_str!("fixtures/rotation/A01-small-loose.json");
const A03: &str = include_str!("fixtures/rotation/A03-small-infeasible.json");
const A03_TRUTH: &str = include_str!("fixtures/rotation/A03-small-infeasible.truth.json");
const A05: &str = include_str!("fixtures/rotation/A05-district-loose.json");

fn problem(text: &str) -> RotationProblem {
    serde_json::from_str(text).unwrap()
}

fn plan(problem: &RotationProblem, seed: u64, effort: Effort, slice: u32) -> RotaPlan {
    let prepared = prepare(problem).unwrap();
    let mut planner = Planner::new(&prepared, seed, effort);
    while !planner.step(slice).finished {}
    planner.stop()
}

fn publish(problem: &mut RotationProblem, plan: &RotaPlan, locked: bool) {
    let published = plan.assign.iter().map(|(staff, course, session)| Published {
        staff: staff.clone(),
        course: course.clone(),
        session: session.clone(),
        locked,
    });
    problem.published = published.collect();
}

#[test]
fn the_samples_reach_their_marks_without_breaking_a_rule() {
    for (text, uncovered, most) in [(A01, 0, 1362), (A03, 2, 21_450), (A05, 0, 4_798)] {
        let problem = problem(text);
        let plan = plan(&problem, 1, Effort::Normal, 50_000);
        assert_eq!(verify(&problem, &plan), [], "{}", problem.id);
        let score = score(&problem, &plan);
        assert_eq!(score.uncovered, uncovered, "{}", problem.id);
        assert!(score.total <= most, "{}: {score:?}", problem.id);
    }
}

#[test]
fn every_planted_conflict_is_named_and_proven() {
    let asked = example::Asked { seed: 1, effort: Effort::Quick, explain: Some("file".into()) };
    let answer = example::answer(A03, &asked).unwrap();
    let explained: Value = serde_json::from_str(&answer.explained.unwrap()).unwrap();
    let truth: Value = serde_json::from_str(A03_TRUTH).unwrap();
    let conflicts = explained["conflicts"].as_array().unwrap();
    for planted in truth["conflicts"].as_array().unwrap() {
        let found = conflicts.iter().find(|found| {
            found["course"] == planted["course"] && found["staff"] == planted["staff"]
        });
        let found = found.unwrap_or_else(|| panic!("not named: {planted}"));
        assert_eq!(found["proven"], true);
        assert_eq!(found["shortage"], planted["shortfall"]);
        assert!(!found["fixes"].as_array().unwrap().is_empty(), "{found}");
        assert!(found["text"].as_str().unwrap().contains("参加"));
    }
    assert_eq!(conflicts.len(), 2);
    for seed in 1..4 {
        let (problem, planted) = generate(Wish::new(seed, 1, 12).with_conflicts(6));
        let prepared = prepare(&problem).unwrap();
        let plan = plan(&problem, 1, Effort::Quick, 50_000);
        let conflicts = explain(&prepared, &plan);
        assert!(planted.len() > 2);
        for planted in planted {
            let named = conflicts.iter().find(|conflict| {
                conflict.proven
                    && conflict.course == planted.course
                    && planted.staff.iter().any(|one| conflict.staff.contains(one))
            });
            let named = named.unwrap_or_else(|| panic!("seed {seed}: {planted:?}"));
            let kind = serde_json::to_value(named.kind).unwrap();
            assert_eq!(kind, planted.kind, "seed {seed}: {named:?}");
        }
    }
}

#[test]
fn plans_of_any_kind_break_no_rule_and_count_as_the_recount() {
    let kinds: [fn(Wish) -> Wish; 3] = [|wish| wish, Wish::tight, |wish| wish.with_conflicts(3)];
    for (seed, wish) in (1..).zip(kinds.into_iter().cycle().take(9)) {
        let (problem, _) = generate(wish(Wish::new(seed, 1 + seed as u32 % 2, 3 + seed as u32)));
        let prepared = prepare(&problem).unwrap();
        let mut planner = Planner::new(&prepared, seed, Effort::Quick);
        let mut progress = planner.step(1);
        while !progress.finished {
            progress = planner.step(1_000);
        }
        let plan = planner.stop();
        assert_eq!(verify(&problem, &plan), [], "seed {seed}");
        let score = score(&problem, &plan);
        assert_eq!(progress.score, score.total as f64, "seed {seed}: {score:?}");
        assert_eq!(progress.uncovered, score.uncovered);
        let least = precheck(&prepared).at_least_uncovered;
        assert!(least <= score.uncovered, "seed {seed}: {least} > {}", score.uncovered);
    }
}

#[test]
fn the_same_seed_gives_the_same_plan_whatever_the_slices_and_the_order_of_the_file() {
    let (mut problem, _) = generate(Wish::new(7, 1, 10).tight());
    let whole = plan(&problem, 3, Effort::Quick, u32::MAX);
    assert_eq!(plan(&problem, 3, Effort::Quick, 1), whole);
    let mut dice = Dice::new(5);
    fn shuffle<T>(list: &mut [T], dice: &mut Dice) {
        for at in (1..list.len()).rev() {
            list.swap(at, dice.below(at as u32 + 1) as usize);
        }
    }
    shuffle(&mut problem.offices, &mut dice);
    shuffle(&mut problem.staff, &mut dice);
    shuffle(&mut problem.needs, &mut dice);
    shuffle(&mut problem.sessions, &mut dice);
    shuffle(&mut problem.courses, &mut dice);
    shuffle(&mut problem.venues, &mut dice);
    shuffle(&mut problem.trainers, &mut dice);
    shuffle(&mut problem.done, &mut dice);
    assert_eq!(plan(&problem, 3, Effort::Quick, 50_000), whole);
    let small = self::problem(A01);
    let normal = plan(&small, 3, Effort::Normal, 50_000);
    assert_eq!(plan(&small, 3, Effort::Normal, 777), normal);
}

#[test]
fn an_office_that_keeps_no_floor_takes_no_room_for_people_it_has_not() {
    let mut problem = problem(A05);
    for office in &mut problem.offices {
        office.max_absent = u32::MAX;
    }
    let prepared = prepare(&problem).unwrap();
    let most: usize = prepared.offices.iter().map(|office| usize::from(office.most)).sum();
    assert!(most <= problem.needs.len(), "{most} of {}", problem.needs.len());
}

#[test]
fn a_run_that_is_stopped_leaves_a_plan_that_depends_only_on_how_far_it_was() {
    let problem = problem(A01);
    let prepared = prepare(&problem).unwrap();
    let mut uncovered = u32::MAX;
    for steps in [0, 40, 300, 2_000, 60_000] {
        let stopped = |slice: u32| {
            let mut planner = Planner::new(&prepared, 1, Effort::Normal);
            let mut done = 0;
            while done < steps {
                planner.step(slice.min(steps - done));
                done += slice.min(steps - done);
            }
            planner.stop()
        };
        let plan = stopped(steps.max(1));
        assert_eq!(verify(&problem, &plan), [], "{steps}");
        let left = score(&problem, &plan).uncovered;
        assert!(left <= uncovered, "{steps}: {left} > {uncovered}");
        uncovered = left;
    }
    assert_eq!(uncovered, 0);
}

#[test]
fn planning_again_changes_nothing_where_nothing_has_changed() {
    let mut problem = problem(A01);
    let old = plan(&problem, 1, Effort::Normal, 50_000);
    publish(&mut problem, &old, false);
    for effort in [Effort::Quick, Effort::Normal] {
        let new = plan(&problem, 2, effort, 50_000);
        assert_eq!(compare(&old, &new).changes, []);
    }
    // One leave moves one person, or a few.
    let (staff, _, session) = old.assign.iter().find(|(_, course, _)| course == "BASE").unwrap();
    let dates = problem.sessions.iter().find(|one| one.id == *session).unwrap();
    let leave = (dates.start, dates.end);
    problem.staff.iter_mut().find(|one| one.id == *staff).unwrap().leave.push(leave);
    let new = plan(&problem, 2, Effort::Normal, 50_000);
    assert_eq!(verify(&problem, &new), []);
    let changes = compare(&old, &new).changes;
    assert!((1..=3).contains(&changes.len()), "{changes:?}");
    assert_eq!(score(&problem, &new).uncovered, 0);
}

#[test]
fn what_is_locked_stays_even_during_new_leave() {
    let mut problem = problem(A01);
    let old = plan(&problem, 1, Effort::Quick, 50_000);
    publish(&mut problem, &old, true);
    problem.published.truncate(40);
    let first = problem.published[0].clone();
    let dates = problem.sessions.iter().find(|one| one.id == first.session).unwrap();
    let leave = (dates.start, dates.end);
    problem.staff.iter_mut().find(|one| one.id == first.staff).unwrap().leave.push(leave);
    let new = plan(&problem, 2, Effort::Normal, 50_000);
    assert_eq!(verify(&problem, &new), []);
    for one in &problem.published {
        let placement = (one.staff.clone(), one.course.clone(), one.session.clone());
        assert!(new.assign.contains(&placement), "{placement:?}");
    }
    let warned = prepare(&problem).unwrap().warnings;
    assert!(warned.iter().any(|one| matches!(one, DataProblem::LockedAgainstRule { .. })));
}

#[test]
fn bad_data_is_said_and_never_planned_in_silence() {
    type Change = fn(&mut RotationProblem);
    let fatal: [(Change, &str); 8] = [
        (|one| one.format = "x".into(), "format"),
        (|one| one.staff[0].office = "nowhere".into(), "nowhere"),
        (|one| one.needs[0].course = "nothing".into(), "nothing"),
        (|one| one.sessions[0].venues.push("no place".into()), "no place"),
        (|one| one.staff[1].id = one.staff[0].id.clone(), "twice"),
        (
            |one| {
                let session = &mut one.sessions[0];
                std::mem::swap(&mut session.start, &mut session.end);
            },
            "before it starts",
        ),
        (|one| one.courses[0].prereq.push("BASE".into()), "prerequisites of one another"),
        (|one| one.coverage[0].holders.push("nobody".into()), "nobody"),
    ];
    let asked = example::Asked { seed: 1, effort: Effort::Quick, explain: None };
    for (change, words) in fatal {
        let mut problem = problem(A01);
        change(&mut problem);
        let text = serde_json::to_string(&problem).unwrap();
        let message = example::answer(&text, &asked).err().unwrap_or_else(|| panic!("{words}"));
        assert!(message.contains(words), "{message}");
    }
    assert!(example::answer("{", &asked).is_err());
    let noted: [(Change, &str); 8] = [
        (|one| one.needs.push(one.needs[0].clone()), "twice; the later one counts"),
        (|one| one.needs.clear(), "the plan is empty"),
        (|one| one.sessions.clear(), "nobody can be placed"),
        (|one| one.sessions.retain(|one| one.course != "HEAD"), "has no session"),
        (|one| one.venues[0].seats = 0, "no seats"),
        (|one| one.sessions[0].min = 99, "above its seats"),
        (|one| one.coverage[0].min_present = 9, "more people than hold"),
        (
            |one| {
                let saturday = one.sessions[0].start.saturating_sub(jiff::ToSpan::days(2));
                (one.sessions[0].start, one.sessions[0].end) = (saturday, saturday);
            },
            "no workday",
        ),
    ];
    for (change, words) in noted {
        let mut problem = problem(A01);
        change(&mut problem);
        let text = serde_json::to_string(&problem).unwrap();
        let answer =
            example::answer(&text, &asked).unwrap_or_else(|error| panic!("{words}: {error}"));
        assert!(
            answer.notes.iter().any(|note| note.contains(words)),
            "{words}: {:?}",
            answer.notes
        );
        let plan: RotaPlan = serde_json::from_str(&answer.plan).unwrap();
        assert_eq!(verify(&problem, &plan), [], "{words}");
    }
}

#[test]
fn make_up_workdays_count_and_other_saturdays_do_not() {
    let mut problem = problem(A01);
    let session = &mut problem.sessions[0];
    let saturday = session.start.saturating_add(jiff::ToSpan::days(5));
    (session.start, session.end) = (saturday, saturday);
    problem.horizon.workdays = Some(vec![saturday]);
    let prepared = prepare(&problem).unwrap();
    assert_eq!(prepared.calendar, [saturday]);
}

#[test]
fn a_plan_with_a_free_venue_for_each_session_holds_the_ones_that_must() {
    let mut problem = problem(A01);
    let must: BTreeSet<_> = ["SPEC-C01-03", "BASE-D0101-01"].map(str::to_owned).into();
    for session in problem.sessions.iter_mut().filter(|one| must.contains(&one.id)) {
        session.must_open = true;
    }
    let plan = plan(&problem, 1, Effort::Quick, 50_000);
    assert_eq!(verify(&problem, &plan), []);
    let held = |open: &OpenSession| must.contains(&open.id);
    assert_eq!(plan.sessions.iter().filter(|open| held(open)).count(), 2);
}

#[test]
fn every_office_that_lacks_room_is_told_what_would_help() {
    let (mut problem, _) = generate(Wish::new(1, 1, 16));
    problem.needs.retain(|need| need.course == "BASE");
    problem.sessions.retain(|session| session.course == "BASE");
    problem.courses.retain(|course| course.id == "BASE");
    problem.courses.iter_mut().for_each(|course| course.prereq.clear());
    problem.sessions.iter_mut().for_each(|session| session.min = 0);
    problem.links.clear();
    problem.offices.iter_mut().for_each(|office| office.max_absent = 1);
    let prepared = prepare(&problem).unwrap();
    let conflicts = explain(&prepared, &plan(&problem, 1, Effort::Quick, 50_000));
    let quotas: Vec<_> =
        conflicts.iter().filter(|one| one.kind == ConflictKind::OfficeQuota).collect();
    assert!(quotas.len() > 5, "{quotas:?}");
    for conflict in quotas {
        let helps = |fix: &Fix| matches!(fix, Fix::RaiseQuota { .. });
        assert!(conflict.fixes.iter().any(helps), "{conflict:?}");
    }
}
