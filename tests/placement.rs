//! Plans of a ledger placed by the planner: no hard rule is broken, everybody in the way is named,
//! and what is decided stays.

// Clippy knows test functions only, not what they share.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic)]

use jiff::ToSpan as _;
use jiff::civil::Date;
use proptest::prelude::*;
use training_ledger::model::batch::{Batch, Floor, OfficeFloor, Placement};
use training_ledger::model::cover::{Cover, Link, LinkKind};
use training_ledger::model::date::PartialDate;
use training_ledger::model::id::{BatchId, IdSource, OfficeId, PersonId, PlanId};
use training_ledger::model::issue::PlanChange;
use training_ledger::model::ledger::Ledger;
use training_ledger::model::office::{Office, OfficeKind, OfficeLevel};
use training_ledger::model::pack::Extra;
use training_ledger::model::person::{Certificate, Person};
use training_ledger::model::plan::Plan;
use training_ledger::model::status::{DutyStatus, StatusPeriod};
use training_ledger::planning::rotation::board::Board;
use training_ledger::planning::rotation::explain::conflict::Fix;
use training_ledger::planning::rotation::explain::explain;
use training_ledger::planning::rotation::from_plan::{
    Stay, as_it_stands, movable, moved, placements, problem,
};
use training_ledger::planning::rotation::mend::{is_edit, mend};
use training_ledger::planning::rotation::planner::{Effort, Planner};
use training_ledger::planning::rotation::prepare::prepare;
use training_ledger::planning::rotation::rule_break::RuleBreak;
use training_ledger::planning::rotation::verify::verify;

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

/// Offices of so many people each, and so many three-day batches, a week apart.
fn case(offices: &[usize], batches: u32, seats: u32, floor: Floor) -> (Ledger, Plan) {
    let mut ids = IdSource::new([11; 16]);
    let mut ledger = Ledger::new("示范区局".into(), 2026, &mut ids);
    for (number, staff) in offices.iter().enumerate() {
        let office = Office {
            id: OfficeId::new(&mut ids),
            code: None,
            name: format!("第{number}所"),
            kind: OfficeKind::Station,
            level: OfficeLevel::Station,
            parent: Some(ledger.settings.office),
            position: number as u32,
            extra: Extra::new(),
        };
        let id = office.id;
        ledger.add_office(office).unwrap();
        for person in 0..*staff {
            let mut person = Person::new(PersonId::new(&mut ids), format!("{number}-{person}"), id);
            person.posts = vec![format!("P{:02}", 1 + number % 5)];
            ledger.add_person(person).unwrap();
        }
    }
    let mut plan = Plan::new(PlanId::new(&mut ids), "轮训".into(), 2026);
    plan.rotation.floor = floor;
    for number in 0..batches {
        let start = day("2026-03-02").checked_add((7 * i64::from(number)).days()).unwrap();
        let end = start.checked_add(2.days()).unwrap();
        plan.rotation.put_batch(Batch::new(BatchId::new(&mut ids), start, end, seats)).unwrap();
    }
    (ledger, plan)
}

/// The plan with the placements of the planner.
fn run(ledger: &Ledger, plan: &Plan, today: &str, seed: u64) -> Plan {
    again(ledger, plan, today, seed, Stay::Told)
}

fn again(ledger: &Ledger, plan: &Plan, today: &str, seed: u64, stay: Stay) -> Plan {
    let problem = problem(ledger, plan, ledger.settings.reference(), day(today), stay, &|_| 0);
    let prepared = prepare(&problem).unwrap_or_else(|problems| panic!("{problems:?}"));
    let mut planner = Planner::new(&prepared, seed, Effort::Quick);
    while !planner.step(500).finished {}
    let answer = planner.stop();
    assert_eq!(verify(&problem, &answer), []);
    let mut placed = plan.clone();
    placed.rotation.placements = placements(plan, &answer);
    placed
}

fn board(ledger: &Ledger, plan: &Plan) -> Board {
    Board::new(ledger, plan, ledger.settings.reference())
}

fn leave(from: &str, to: &str) -> StatusPeriod {
    StatusPeriod {
        status: DutyStatus::Leave,
        from: PartialDate::parse(from),
        to: PartialDate::parse(to),
        note: String::new(),
    }
}

fn people(ledger: &Ledger) -> Vec<PersonId> {
    ledger.people().map(|person| person.id).collect()
}

fn away(ledger: &mut Ledger, person: PersonId, from: &str, to: &str) {
    ledger.edit_person(person, |person| person.periods.push(leave(from, to))).unwrap();
}

#[test]
fn everybody_goes_where_there_is_room_and_batches_are_even() {
    for seats in [8, 20] {
        let (ledger, plan) = case(&[12, 12, 11, 6], 6, seats, Floor::Share { percent: 20 });
        let board = board(&ledger, &run(&ledger, &plan, "2026-01-01", 1));
        assert_eq!(board.unplaced().count(), 0);
        let sizes: Vec<_> = board.batches().map(|row| row.people.len()).collect();
        assert!(sizes.iter().all(|size| (6..=8).contains(size)), "{sizes:?}");
        assert_eq!(board.broken(), []);
    }
}

#[test]
fn spare_batches_are_left_out_where_the_others_are_enough() {
    let (ledger, mut plan) = case(&[12, 12], 4, 12, Floor::Share { percent: 50 });
    for batch in &mut plan.rotation.batches {
        batch.spare = true;
    }
    let placed = run(&ledger, &plan, "2026-01-01", 1);
    let held = board(&ledger, &placed).batches().filter(|row| !row.people.is_empty()).count();
    assert_eq!(held, 2);
}

#[test]
fn of_too_many_only_those_over_the_number_are_out_of_place() {
    let (ledger, mut plan) = case(&[9], 1, 3, Floor::Share { percent: 80 });
    let batch = plan.rotation.batches[0].id;
    let people: Vec<_> = people(&ledger).into_iter().take(4).collect();
    for person in &people {
        let reason = if *person == people[1] { "加塞".to_owned() } else { String::new() };
        // Who is placed by hand is pinned.
        let placement = Placement { batch, pinned: !reason.is_empty(), reason };
        plan.rotation.placements.insert(*person, placement);
    }
    let broken = board(&ledger, &plan).broken();
    assert_eq!(broken.len(), 1);
    let (person, at, rules) = &broken[0];
    assert_eq!((*person, *at), (people[1], batch));
    assert!(matches!(rules[..], [RuleBreak::NoSeat { seats: 3, .. }]), "{rules:?}");
}

#[test]
fn who_is_on_leave_goes_at_another_time_or_is_left_over_with_the_reason() {
    let (mut ledger, plan) = case(&[5], 2, 5, Floor::Share { percent: 80 });
    let people = people(&ledger);
    away(&mut ledger, people[0], "2026-03-02", "2026-03-04");
    away(&mut ledger, people[1], "2026-03", "2026-06");
    let placed = run(&ledger, &plan, "2026-01-01", 1);
    assert_eq!(placed.rotation.placements[&people[0]].batch, plan.rotation.batches[1].id);
    let board = board(&ledger, &placed);
    assert_eq!(board.unplaced().collect::<Vec<_>>(), [people[1]]);
    for (_, broken) in board.verdicts(people[1]) {
        assert!(matches!(broken, Some(RuleBreak::OnLeave { .. })), "{broken:?}");
    }
}

#[test]
fn who_is_seconded_for_months_does_not_close_a_small_office() {
    let (mut ledger, plan) = case(&[4], 4, 5, Floor::Number { people: 1 });
    let people = people(&ledger);
    // Three weeks at the end take the turns of the others, five months do not.
    away(&mut ledger, people[0], "2026-01", "2026-06");
    let placed = run(&ledger, &plan, "2026-01-01", 1);
    let board = board(&ledger, &placed);
    assert_eq!(board.unplaced().collect::<Vec<_>>(), [people[0]]);
    let office = ledger.person(people[1]).unwrap().office;
    let duty = board.duty(office, plan.rotation.batches[0].id).unwrap();
    assert_eq!((duty.staff, duty.floor, duty.left), (3, 2, 2));
}

#[test]
fn a_colleague_makes_room_for_who_can_go_only_then() {
    let (mut ledger, mut plan) = case(&[2], 2, 2, Floor::Number { people: 1 });
    let people = people(&ledger);
    away(&mut ledger, people[1], "2026-03-09", "2026-03-11");
    // With the leave of the other, the office has no room in the second batch.
    let placed = run(&ledger, &plan, "2026-01-01", 5);
    assert_eq!(placed.rotation.placements.len(), 1);
    assert_eq!(
        placed.rotation.placements.values().next().unwrap().batch,
        plan.rotation.batches[0].id
    );
    plan.rotation.floor = Floor::Number { people: 2 };
    assert_eq!(run(&ledger, &plan, "2026-01-01", 5).rotation.placements.len(), 2);
}

#[test]
fn a_move_below_the_floor_names_the_colleagues() {
    let (ledger, mut plan) = case(&[12], 2, 8, Floor::Share { percent: 20 });
    let people = people(&ledger);
    let batch = plan.rotation.batches[0].id;
    for person in &people[..2] {
        plan.rotation.move_person(*person, Some(batch), String::new()).unwrap();
    }
    let board = board(&ledger, &plan);
    let rules = board.violations(people[2], batch);
    let RuleBreak::OfficeQuota { office, day, away, room: 2, .. } = &rules[0] else {
        panic!("{rules:?}");
    };
    let (staff, floor, on_leave) = board.office_day(office, *day).unwrap();
    assert_eq!((staff, floor, on_leave.len()), (12, 10, 0));
    assert!(people[..2].iter().all(|person| away.contains(&person.to_string())));
    // Whoever is to go is counted among those away.
    assert_eq!(away.len(), 3);
    assert_eq!(board.violations(people[0], batch), []);
}

#[test]
fn who_stands_against_a_rule_still_takes_up_the_room() {
    let (ledger, mut plan) = case(&[12], 2, 8, Floor::Number { people: 4 });
    let people = people(&ledger);
    let batch = plan.rotation.batches[0].id;
    for person in &people[..4] {
        plan.rotation.move_person(*person, Some(batch), String::new()).unwrap();
    }
    let office = ledger.person(people[0]).unwrap().office;
    let holders = people[..2].to_vec();
    plan.rotation.covers.push(Cover { office, post: "登记".into(), holders, present: 1 });
    let board = board(&ledger, &plan);
    let verdicts = board.verdicts(people[4]);
    assert!(matches!(verdicts[0].1, Some(RuleBreak::OfficeQuota { .. })), "{verdicts:?}");
    assert_eq!(verdicts[1].1, None);
}

#[test]
fn two_officers_stay_unless_a_lower_number_has_a_reason() {
    let (mut ledger, plan) = case(&[6], 6, 6, Floor::Share { percent: 100 });
    let people = people(&ledger);
    for person in &people[..4] {
        let certificate = Certificate { number: "执法1".into(), expiry: None };
        ledger.edit_person(*person, |person| person.certificate = Some(certificate)).unwrap();
    }
    let placed = run(&ledger, &plan, "2026-01-01", 1);
    assert_eq!(board(&ledger, &placed).unplaced().count(), 0);
    for batch in &plan.rotation.batches {
        let gone = placed.rotation.people_of(batch.id).filter(|one| people[..4].contains(one));
        assert!(gone.count() <= 2);
    }
    let office = ledger.person(people[0]).unwrap().office;
    let floor = training_ledger::model::cover::OfficerFloor {
        office,
        present: 1,
        stand_in: None,
        reason: String::new(),
    };
    let mut plan = placed;
    assert!(plan.rotation.put_officers(floor.clone(), 2).is_err());
    let floor =
        training_ledger::model::cover::OfficerFloor { reason: "城关所代管".into(), ..floor };
    assert!(plan.rotation.put_officers(floor, 2).is_ok());
}

#[test]
fn covered_posts_and_bonds_are_kept() {
    let (mut ledger, mut plan) = case(&[6, 6], 3, 12, Floor::Share { percent: 100 });
    let people = people(&ledger);
    let office = ledger.person(people[0]).unwrap().office;
    let holders = vec![people[0], people[1]];
    plan.rotation.covers.push(Cover { office, post: "登记".into(), holders, present: 1 });
    for (kind, one, other) in
        [(LinkKind::Together, 2, 8), (LinkKind::Apart, 3, 9), (LinkKind::NotAwayTogether, 4, 10)]
    {
        plan.rotation.put_link(Link { kind, people: [people[one], people[other]] }).unwrap();
    }
    away(&mut ledger, people[8], "2026-03-02", "2026-03-04");
    let placed = run(&ledger, &plan, "2026-01-01", 1);
    let at = |person: usize| placed.rotation.placements[&people[person]].batch;
    assert_eq!(placed.rotation.placements.len(), 12);
    assert_ne!(at(0), at(1));
    assert_eq!(at(2), at(8));
    assert_ne!(at(3), at(9));
    assert_ne!(at(4), at(10));
    let board = board(&ledger, &placed);
    assert_eq!(board.broken(), []);
    let rules = board.violations(people[0], at(1));
    assert!(matches!(rules[..], [RuleBreak::Cover { .. }]), "{rules:?}");
    let rules = board.violations(people[3], at(9));
    assert!(matches!(rules[..], [RuleBreak::Link { .. }]), "{rules:?}");
}

#[test]
fn a_cancelled_batch_and_a_free_one_take_nobody() {
    let (ledger, mut plan) = case(&[6], 3, 6, Floor::Share { percent: 100 });
    plan.rotation.batches[0].cancelled = true;
    // 1 May is a holiday.
    (plan.rotation.batches[1].start, plan.rotation.batches[1].end) =
        (day("2026-05-01"), day("2026-05-03"));
    let placed = run(&ledger, &plan, "2026-01-01", 1);
    let last = plan.rotation.batches[2].id;
    assert!(placed.rotation.placements.values().all(|one| one.batch == last));
    assert_eq!(placed.rotation.placements.len(), 6);
    let board = board(&ledger, &placed);
    let person = people(&ledger)[0];
    let free = board.violations(person, plan.rotation.batches[1].id);
    assert!(matches!(free[..], [RuleBreak::NoWorkday { .. }]), "{free:?}");
}

#[test]
fn pins_and_batches_that_have_begun_stay_as_they_are() {
    let (ledger, mut plan) = case(&[10, 10], 4, 6, Floor::Share { percent: 50 });
    let people = people(&ledger);
    let (first, last) = (plan.rotation.batches[0].id, plan.rotation.batches[3].id);
    plan.rotation.move_person(people[0], Some(last), String::new()).unwrap();
    let early = Placement { batch: first, pinned: false, reason: String::new() };
    plan.rotation.placements.insert(people[1], early);
    let placed = run(&ledger, &plan, "2026-03-05", 3);
    assert_eq!(placed.rotation.placements[&people[0]].batch, last);
    assert!(placed.rotation.placements[&people[0]].pinned);
    assert_eq!(placed.rotation.placements[&people[1]].batch, first);
    assert_eq!(placed.rotation.people_of(first).count(), 1);
}

#[test]
fn after_issue_one_new_leave_moves_one_person() {
    let (mut ledger, plan) = case(&[12, 12, 11, 6], 6, 8, Floor::Share { percent: 20 });
    let mut placed = run(&ledger, &plan, "2026-01-01", 1);
    let now = training_ledger::model::date::Moment::parse("2026-01-05T09:00:00+08:00").unwrap();
    placed.advance(now).unwrap();
    assert_eq!(run(&ledger, &placed, "2026-01-06", 9).changes_since_issue(), []);
    let last = placed.rotation.batches.last().unwrap().clone();
    let ill = placed.rotation.people_of(last.id).next().unwrap();
    away(&mut ledger, ill, &last.start.to_string(), &last.end.to_string());
    let again = run(&ledger, &placed, "2026-01-06", 9);
    let changes = again.changes_since_issue();
    let is_ill =
        |one: &PlanChange<'_>| matches!(one, PlanChange::Person { person, .. } if *person == ill);
    assert!(changes.len() <= 2 && changes.iter().any(is_ill), "{changes:?}");
}

#[test]
fn a_draft_placed_again_keeps_who_is_placed_where_that_is_wanted() {
    let (mut ledger, plan) = case(&[12, 12, 11, 6], 6, 8, Floor::Share { percent: 20 });
    let placed = run(&ledger, &plan, "2026-01-01", 1);
    let people = placed.rotation.placements.len();
    assert_eq!((movable(&placed, day("2026-01-06")), people), (41, 41));
    assert_eq!(
        movable(&placed, day("2026-03-05")),
        41 - placed.rotation.people_of(plan.rotation.batches[0].id).count()
    );
    let change = |ledger: &Ledger, stay| {
        let now = again(ledger, &placed, "2026-01-06", 9, stay);
        // With the leave, an office may have a turn less than it needs.
        assert!(now.rotation.placements.len() + 1 >= people);
        let (elsewhere, out) = moved(&placed, &now.rotation.placements);
        elsewhere + out
    };
    assert_eq!(change(&ledger, Stay::Placed), 0);
    let last = placed.rotation.batches.last().unwrap().clone();
    let ill = placed.rotation.people_of(last.id).next().unwrap();
    away(&mut ledger, ill, &last.start.to_string(), &last.end.to_string());
    assert!((1..=2).contains(&change(&ledger, Stay::Placed)));
    assert!(change(&ledger, Stay::Told) > 10);
}

#[test]
fn an_office_keeps_a_floor_of_its_own() {
    let (ledger, mut plan) = case(&[6, 6], 3, 12, Floor::Share { percent: 100 });
    let people = people(&ledger);
    let office = ledger.person(people[0]).unwrap().office;
    let floor = Floor::Number { people: 1 };
    plan.rotation.put_floor(OfficeFloor { office, floor, reason: String::new() });
    let placed = run(&ledger, &plan, "2026-01-01", 1);
    let board = board(&ledger, &placed);
    assert_eq!(placed.rotation.placements.len(), 3 + 6);
    for batch in &plan.rotation.batches {
        let duty = board.duty(office, batch.id).unwrap();
        assert_eq!((duty.floor, duty.left), (5, 5));
    }
}

/// What would help those who found no place.
fn fixes(ledger: &Ledger, plan: &Plan) -> Vec<Fix> {
    let reference = ledger.settings.reference();
    let problem = problem(ledger, plan, reference, day("2026-01-01"), Stay::Told, &|_| 0);
    let prepared = prepare(&problem).unwrap_or_else(|problems| panic!("{problems:?}"));
    let conflicts = explain(&prepared, &as_it_stands(plan, &problem));
    conflicts.into_iter().flat_map(|conflict| conflict.fixes).collect()
}

#[test]
fn a_proposed_change_that_is_made_lets_everybody_in() {
    let mut ids = IdSource::new([7; 16]);
    for (floor, seats) in [(Floor::Number { people: 1 }, 9), (Floor::Share { percent: 100 }, 2)] {
        let (ledger, plan) = case(&[6], 2, seats, floor);
        let mut placed = run(&ledger, &plan, "2026-01-01", 1);
        assert!(placed.rotation.placements.len() < 6);
        let fixes = fixes(&ledger, &placed);
        let fix = fixes.iter().find(|fix| is_edit(fix)).unwrap_or_else(|| panic!("{fixes:?}"));
        let new = BatchId::new(&mut ids);
        mend(&ledger, &mut placed, fix, new, "都要排上".into()).unwrap();
        let again = again(&ledger, &placed, "2026-01-01", 1, Stay::Placed);
        assert_eq!(again.rotation.placements.len(), 6, "{fix:?}");
        assert_eq!(moved(&placed, &again.rotation.placements), (0, 0));
    }
}

#[test]
fn people_of_a_batch_that_cannot_be_held_are_told_of_once() {
    let (ledger, mut plan) = case(&[6], 2, 6, Floor::Share { percent: 100 });
    let people = people(&ledger);
    let [first, second] = [0, 1].map(|at: usize| plan.rotation.batches[at].id);
    for person in &people[..3] {
        plan.rotation.move_person(*person, Some(first), String::new()).unwrap();
    }
    plan.rotation.move_person(people[3], Some(second), String::new()).unwrap();
    plan.rotation.batches[0].start = day("2026-03-07");
    plan.rotation.batches[0].end = day("2026-03-08");
    let (batches, others) = board(&ledger, &plan).broken_by_batch();
    let [(batch, rule, inside)] = &batches[..] else { panic!("{batches:?}") };
    assert_eq!((*batch, inside.len()), (first, 3));
    assert!(matches!(rule, RuleBreak::NoWorkday { .. }));
    assert_eq!(others, []);
}

type Leaves = Vec<(usize, u32, u32)>;

fn any_case() -> impl Strategy<Value = (Vec<usize>, u32, u32, Floor, Leaves)> {
    let floor = prop_oneof![
        (0_u32..100).prop_map(|percent| Floor::Share { percent }),
        (0_u32..5).prop_map(|people| Floor::Number { people }),
    ];
    (
        prop::collection::vec(0_usize..14, 1..6),
        0_u32..7,
        0_u32..12,
        floor,
        prop::collection::vec((0_usize..80, 0_u32..60, 0_u32..30), 0..8),
    )
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]
    #[test]
    fn no_hard_rule_is_ever_broken((offices, batches, seats, floor, leaves) in any_case(), seed in any::<u64>()) {
        let (mut ledger, plan) = case(&offices, batches, seats, floor);
        let people = people(&ledger);
        for (person, from, days) in leaves {
            let Some(person) = people.get(person) else { continue };
            let from = day("2026-03-01").checked_add(i64::from(from).days()).unwrap();
            let to = from.checked_add(i64::from(days).days()).unwrap();
            away(&mut ledger, *person, &from.to_string(), &to.to_string());
        }
        let placed = run(&ledger, &plan, "2026-01-01", seed);
        // Recounted from the ledger alone.
        for batch in &plan.rotation.batches {
            let members: Vec<_> = placed.rotation.people_of(batch.id).collect();
            prop_assert!(members.len() <= batch.seats as usize);
            for date in ledger.packs.calendar.workdays(batch.start, batch.end) {
                for office in ledger.offices.keys() {
                    let staff: Vec<_> = ledger.enrolled(date).filter(|person| person.office == *office).collect();
                    let on_leave = staff.iter().filter(|person| person.status_at(date) != DutyStatus::OnPost).count();
                    let in_training = |person: &&&Person| members.contains(&person.id);
                    let training = staff.iter().filter(in_training).count();
                    let both = staff.iter().filter(in_training).filter(|person| person.status_at(date) != DutyStatus::OnPost);
                    prop_assert_eq!(both.count(), 0);
                    if training > 0 {
                        prop_assert!(on_leave + training <= floor.max_away(staff.len()));
                    }
                }
            }
        }
        let board = board(&ledger, &placed);
        prop_assert_eq!(board.broken(), []);
        prop_assert_eq!(run(&ledger, &plan, "2026-01-01", seed).rotation.placements, placed.rotation.placements);
    }
}

#[test]
fn who_is_away_twice_on_a_day_is_missed_once() {
    let (mut ledger, mut plan) = case(&[10], 2, 20, Floor::Number { people: 3 });
    let people = people(&ledger);
    let [first, second] = [0, 1].map(|at: usize| plan.rotation.batches[at].id);
    let place = |plan: &mut Plan, person: PersonId, batch: BatchId| {
        plan.rotation.move_person(person, Some(batch), String::new()).unwrap();
    };
    place(&mut plan, people[0], first);
    place(&mut plan, people[1], second);
    // On leave while he is to train, and the second batch now runs in the days of the first.
    away(&mut ledger, people[0], "2026-03-02", "2026-03-04");
    let batch = plan.rotation.batches[0].clone();
    plan.rotation.batches[1].start = batch.start;
    plan.rotation.batches[1].end = batch.end;
    let office = ledger.person(people[0]).unwrap().office;
    let board = board(&ledger, &plan);
    assert_eq!(board.duty(office, first).unwrap().left, 8);
    assert_eq!(board.duty(office, second).unwrap().left, 8);
}
