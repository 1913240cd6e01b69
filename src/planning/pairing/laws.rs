//! What holds for every pairing, against all pairings of tiny requests and the definition written
//! out once more.

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;

use super::candidates::{Ground, Reason};
use super::plan::{PairingPlan, Why, pair};
use super::problem::{PairingError, PairingOffice, PairingParams, PairingPerson, PairingProblem};

/// The score of a pair as `check_pair.py` defines it.
fn score(problem: &PairingProblem, helper: &str, learner: &str) -> Option<i64> {
    let person = |id: &str| problem.people.iter().find(|person| person.id == id).unwrap();
    let office = |id: &str| problem.offices.iter().find(|office| office.id == id).unwrap();
    let names = |pairs: &[(String, String)]| {
        pairs.iter().any(|(first, second)| first == helper && second == learner)
    };
    let (a, b) = (person(helper), person(learner));
    if helper == learner || a.mentor_cap == 0 || !b.learner || names(&problem.forbid) {
        return None;
    }
    let (x, y) = (office(&a.office), office(&b.office));
    let square = f64::from(x.x - y.x).powi(2) + f64::from(x.y - y.y).powi(2);
    let km = square.sqrt().floor() as i64;
    if x.district != y.district || km > i64::from(problem.params.max_km) {
        return None;
    }
    let need = &problem.posts[&b.post];
    let gain = (0..need.len())
        .map(|k| i64::from(need[k] * (a.skill[k].min(90) - b.skill[k]).max(0)))
        .sum::<i64>()
        / 6;
    let kept = names(&problem.keep);
    if gain < problem.params.min_gain && !kept {
        return None;
    }
    let mut total = gain + i64::from((b.skill[4] - a.skill[4]).max(0) / 4);
    let older = a.age.unwrap() - b.age.unwrap();
    total += if (8..=25).contains(&older) { 15 } else { 5 * i64::from(older > 0) };
    total += 10 * i64::from(a.years.unwrap() - b.years.unwrap() >= 3);
    total += 20 * i64::from(a.post == b.post);
    total += 5 * i64::from(a.edu != b.edu);
    total += if a.office == b.office { 40 } else { (20 - km).max(0) };
    Some(total + problem.params.keep_bonus * i64::from(kept))
}

/// The cost of some pairs by the checker, which refuses what is against the rules.
fn cost<'a>(
    problem: &PairingProblem,
    pairs: impl Iterator<Item = (&'a str, &'a str)>,
) -> Option<i64> {
    let mut loads: BTreeMap<&str, usize> = BTreeMap::new();
    let mut matched = BTreeSet::new();
    let mut cost = 0;
    for (helper, learner) in pairs {
        cost -= score(problem, helper, learner)?;
        let load = loads.entry(helper).or_default();
        cost += problem.params.load_cost_after(*load);
        *load += 1;
        let capacity = problem.people.iter().find(|person| person.id == helper)?.mentor_cap;
        if *load > usize::try_from(capacity).unwrap() || !matched.insert(learner) {
            return None;
        }
    }
    let learners = problem.people.iter().filter(|person| person.learner).count();
    Some(cost + problem.params.unmatched * i64::try_from(learners - matched.len()).unwrap())
}

fn pairs_of(plan: &PairingPlan) -> impl Iterator<Item = (&str, &str)> {
    plan.pairs.iter().map(|pair| (pair.helper.as_str(), pair.learner.as_str()))
}

/// The least cost of all pairings there are.
fn least<'a>(
    problem: &'a PairingProblem,
    left: &[&'a str],
    chosen: &mut Vec<(&'a str, &'a str)>,
) -> i64 {
    let Some((learner, rest)) = left.split_first() else {
        return cost(problem, chosen.iter().copied()).unwrap_or(i64::MAX);
    };
    let mut best = least(problem, rest, chosen);
    for helper in &problem.people {
        if score(problem, &helper.id, learner).is_some() {
            chosen.push((&helper.id, learner));
            best = best.min(least(problem, rest, chosen));
            chosen.pop();
        }
    }
    best
}

fn person(number: usize) -> impl Strategy<Value = PairingPerson> {
    (
        (0_usize..3, 25..60_i32, 0..3_i32, prop::sample::select(vec!["REG", "FOOD"]), 0..12_i32),
        prop::collection::vec(0..100_i32, 5),
        0_u32..3,
        any::<bool>(),
    )
        .prop_map(move |((office, age, edu, post, years), skill, mentor_cap, learner)| {
            PairingPerson {
                id: format!("S{number}"),
                office: format!("O{office}"),
                age: Some(age),
                edu,
                post: post.to_owned(),
                years: Some(years),
                skill,
                mentor_cap,
                learner,
                need: None,
            }
        })
}

/// At most seven people of three offices, one of which may be of another district.
fn problem() -> impl Strategy<Value = PairingProblem> {
    let office = (prop::sample::select(vec!["D1", "D1", "D2"]), -15..15_i32, -15..15_i32);
    let pairs = || prop::collection::vec((0_usize..7, 0_usize..7), 0..6);
    (
        prop::collection::vec(office, 3),
        (person(0), person(1), person(2), person(3), person(4), person(5), person(6)),
        (pairs(), pairs()),
        (0_i64..40, prop::sample::select(vec![20_i64, 100, 1000])),
    )
        .prop_map(|(offices, people, (forbid, keep), (min_gain, unmatched))| {
            let (a, b, c, d, e, f, g) = people;
            let named = |pairs: Vec<(usize, usize)>| {
                pairs.into_iter().map(|(a, b)| (format!("S{a}"), format!("S{b}"))).collect()
            };
            PairingProblem {
                format: "pair-instance/1".into(),
                id: "tiny".into(),
                skills: (0..5).map(|number| number.to_string()).collect(),
                posts: [("REG", vec![3, 0, 0, 1, 2]), ("FOOD", vec![0, 3, 0, 2, 1])]
                    .map(|(post, weights)| (post.to_owned(), weights))
                    .into(),
                offices: (0..)
                    .zip(offices)
                    .map(|(number, (district, x, y))| PairingOffice {
                        id: format!("O{number}"),
                        district: district.to_owned(),
                        x,
                        y,
                    })
                    .collect(),
                distances: Vec::new(),
                people: vec![a, b, c, d, e, f, g],
                forbid: named(forbid),
                keep: named(keep),
                params: PairingParams {
                    max_km: 15,
                    min_gain,
                    unmatched,
                    ..PairingParams::usual(vec![4])
                },
            }
        })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]

    #[test]
    fn no_pairing_costs_less(problem in problem()) {
        let plan = pair(&problem).unwrap();
        let learners: Vec<_> = problem
            .people
            .iter()
            .filter(|person| person.learner)
            .map(|person| person.id.as_str())
            .collect();
        prop_assert_eq!(cost(&problem, pairs_of(&plan)), Some(plan.cost));
        prop_assert_eq!(plan.cost, least(&problem, &learners, &mut Vec::new()));
        for pair in &plan.pairs {
            prop_assert_eq!(Some(pair.score()), score(&problem, &pair.helper, &pair.learner));
        }
        prop_assert_eq!(plan.pairs.len() + plan.unmatched.len(), learners.len());
        for left in &plan.unmatched {
            let helpers = problem
                .people
                .iter()
                .filter(|helper| score(&problem, &helper.id, &left.learner).is_some())
                .count();
            match left.why {
                Why::AllTaken { helpers: counted } => prop_assert_eq!(counted, helpers),
                _ => prop_assert_eq!(helpers, 0),
            }
        }
    }

    #[test]
    fn the_order_of_the_file_does_not_matter(problem in problem(), turns in 0_usize..7) {
        let plan = pair(&problem).unwrap();
        let mut turned = problem;
        turned.people.rotate_left(turns);
        turned.offices.rotate_left(turns % 3);
        turned.keep.reverse();
        turned.forbid.reverse();
        prop_assert_eq!(pair(&turned).unwrap(), plan);
    }

    #[test]
    fn districts_are_paired_each_by_itself(problem in problem()) {
        let of = |district: &str| {
            let mut part = problem.clone();
            part.offices.retain(|office| office.district == district);
            let offices: BTreeSet<_> = part.offices.iter().map(|office| office.id.clone()).collect();
            part.people.retain(|person| offices.contains(&person.office));
            pair(&part).unwrap()
        };
        let (first, second) = (of("D1"), of("D2"));
        prop_assert_eq!(pair(&problem).unwrap().cost, first.cost + second.cost);
    }

    /// Somebody leaves: the pairs that stand count as kept, so of the others only those move whose
    /// move gains more than the bonus. Fewer moves than the best pairing makes would cost more.
    #[test]
    fn who_is_paired_again_moves_only_for_more_than_the_bonus(
        problem in problem(),
        gone in 0_usize..7,
    ) {
        let mut problem = problem;
        problem.keep.clear();
        let before = pair(&problem).unwrap();
        let gone = format!("S{gone}");
        problem.people.retain(|person| person.id != gone);
        problem.keep = pairs_of(&before)
            .filter(|(helper, learner)| *helper != gone && *learner != gone)
            .map(|(helper, learner)| (helper.to_owned(), learner.to_owned()))
            .collect();
        let after = pair(&problem).unwrap();
        let now: BTreeSet<_> = pairs_of(&after).collect();
        let moved = problem
            .keep
            .iter()
            .filter(|(helper, learner)| !now.contains(&(helper.as_str(), learner.as_str())))
            .count();
        // The same request without a bonus for what stands: what the moves gain by themselves.
        let bare = |pairs: &BTreeSet<(&str, &str)>| {
            let bonus = problem.params.keep_bonus;
            let kept = pairs
                .iter()
                .filter(|(helper, learner)| {
                    problem.keep.iter().any(|(first, second)| first == helper && second == learner)
                })
                .count();
            let cost = cost(&problem, pairs.iter().copied()).unwrap();
            cost + bonus * i64::try_from(kept).unwrap()
        };
        let standing: BTreeSet<_> =
            problem.keep.iter().map(|(helper, learner)| (helper.as_str(), learner.as_str())).collect();
        let gained = bare(&standing) - bare(&now);
        prop_assert!(gained >= problem.params.keep_bonus * i64::try_from(moved).unwrap());
    }
}

fn two(first: PairingPerson, second: PairingPerson) -> PairingProblem {
    PairingProblem {
        format: "pair-instance/1".into(),
        id: "two".into(),
        skills: vec!["食品".into()],
        posts: [("FOOD".to_owned(), vec![6])].into(),
        offices: vec![PairingOffice { id: "O".into(), district: "D".into(), x: 0, y: 0 }],
        distances: Vec::new(),
        people: vec![first, second],
        forbid: Vec::new(),
        keep: Vec::new(),
        params: PairingParams::usual(Vec::new()),
    }
}

fn somebody(id: &str, skill: i32, mentor_cap: u32, learner: bool) -> PairingPerson {
    PairingPerson {
        id: id.into(),
        office: "O".into(),
        age: Some(40),
        edu: 1,
        post: "FOOD".into(),
        years: Some(5),
        skill: vec![skill],
        mentor_cap,
        learner,
        need: None,
    }
}

#[test]
fn of_equal_helpers_the_one_with_the_smaller_id_is_taken() {
    let mut problem = two(somebody("B", 90, 1, false), somebody("L", 0, 0, true));
    problem.people.push(somebody("A", 90, 1, false));
    let plan = pair(&problem).unwrap();
    assert_eq!(pairs_of(&plan).collect::<Vec<_>>(), [("A", "L")]);
}

#[test]
fn who_has_no_helper_is_told_why() {
    let why = |problem: &PairingProblem| pair(problem).unwrap().unmatched[0].why;
    let alone = two(somebody("A", 90, 0, false), somebody("L", 0, 0, true));
    assert_eq!(why(&alone), Why::NobodyInReach);
    let mut forbidden = two(somebody("A", 90, 1, false), somebody("L", 0, 0, true));
    forbidden.forbid.push(("A".into(), "L".into()));
    assert_eq!(why(&forbidden), Why::Forbidden);
    // 10 points are the least: 80 learns from 90, 81 does not.
    let ahead = |skill| two(somebody("A", 90, 1, false), somebody("L", skill, 0, true));
    assert_eq!(pair(&ahead(80)).unwrap().pairs.len(), 1);
    assert_eq!(why(&ahead(81)), Why::LittleGain);
    let mut taken = ahead(0);
    taken.people.push(somebody("M", 0, 0, true));
    assert_eq!(why(&taken), Why::AllTaken { helpers: 1 });
}

#[test]
fn a_distance_that_was_written_down_goes_before_coordinates() {
    let mut problem = two(somebody("A", 90, 1, false), somebody("L", 0, 0, true));
    problem.offices.push(PairingOffice { id: "P".into(), x: 90, ..problem.offices[0].clone() });
    problem.people[0].office = "P".into();
    assert_eq!(pair(&problem).unwrap().unmatched[0].why, Why::NobodyInReach);
    let mut at = |km| {
        problem.distances = vec![("P".into(), "O".into(), km)];
        let plan = pair(&problem).unwrap();
        plan.pairs.first().map(|pair| pair.reasons.clone()).unwrap_or_default()
    };
    assert!(at(6).contains(&Reason { ground: Ground::Near { km: 6 }, points: 14 }));
    assert_eq!(at(25).len(), 2);
    assert_eq!(at(26), []);
    problem.offices[1].district = "E".into();
    problem.distances = vec![("P".into(), "O".into(), 6)];
    assert_eq!(pair(&problem).unwrap().unmatched[0].why, Why::NobodyInReach);
}

#[test]
fn a_pair_that_stands_may_stay_below_the_least_gain() {
    let mut problem = two(somebody("A", 90, 1, false), somebody("L", 89, 0, true));
    problem.keep.push(("A".into(), "L".into()));
    let plan = pair(&problem).unwrap();
    assert!(plan.pairs[0].reasons.contains(&Reason { ground: Ground::Kept, points: 60 }));
}

#[test]
fn a_need_of_ones_own_goes_before_that_of_the_post() {
    let mut problem = two(somebody("A", 90, 1, false), somebody("L", 0, 0, true));
    problem.people[1].need = Some(vec![1]);
    let plan = pair(&problem).unwrap();
    assert_eq!(plan.pairs[0].reasons[0], Reason { ground: Ground::Gain, points: 15 });
    assert_eq!(plan.pairs[0].taught, [0]);
}

#[test]
fn what_makes_no_sense_is_refused() {
    let fine = two(somebody("A", 90, 1, false), somebody("L", 0, 0, true));
    assert!(pair(&fine).is_ok());
    let refused = |change: fn(&mut PairingProblem)| {
        let mut problem = fine.clone();
        change(&mut problem);
        pair(&problem).unwrap_err()
    };
    assert!(matches!(refused(|p| p.format.clear()), PairingError::Format(_)));
    assert!(matches!(refused(|p| p.offices.clear()), PairingError::UnknownOffice { .. }));
    assert!(matches!(refused(|p| p.posts.clear()), PairingError::UnknownPost { .. }));
    assert!(matches!(refused(|p| p.skills.clear()), PairingError::Skills { .. }));
    assert!(matches!(refused(|p| p.people[1].id = "A".into()), PairingError::PersonTwice(_)));
    let twice = refused(|p| p.offices.push(p.offices[0].clone()));
    assert!(matches!(twice, PairingError::OfficeTwice(_)));
    let falling = refused(|p| {
        p.params.load_cost = vec![8, 0];
        p.people[0].mentor_cap = 2;
    });
    assert_eq!(falling, PairingError::FallingLoadCost);
}
