//! Pairing at the size of a district, against the best that is known, and of whole bureaus.

#![allow(clippy::unwrap_used, reason = "a test may fail")]

use std::collections::BTreeMap;

use training_ledger::planning::pairing::plan::{PairingPlan, pair};
use training_ledger::planning::pairing::problem::PairingProblem;

fn district() -> PairingProblem {
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/pairing/B03-district.json");
    serde_json::from_str(&std::fs::read_to_string(file).unwrap()).unwrap()
}

fn helpers(plan: &PairingPlan) -> BTreeMap<&str, &str> {
    plan.pairs.iter().map(|pair| (pair.learner.as_str(), pair.helper.as_str())).collect()
}

#[test]
fn a_district_is_paired_as_well_as_can_be() {
    let problem = district();
    let plan = pair(&problem).unwrap();
    assert_eq!(plan.cost, -18_247);
    assert_eq!((plan.pairs.len(), plan.unmatched.len()), (207, 0));
    let mut loads: BTreeMap<&str, u32> = BTreeMap::new();
    for pair in &plan.pairs {
        *loads.entry(&pair.helper).or_default() += 1;
    }
    for person in &problem.people {
        assert!(loads.get(person.id.as_str()).is_none_or(|load| *load <= person.mentor_cap));
    }
}

#[test]
fn a_district_in_another_order_is_paired_alike() {
    let (mut problem, plan) = (district(), pair(&district()).unwrap());
    problem.people.reverse();
    problem.offices.reverse();
    assert_eq!(pair(&problem).unwrap(), plan);
}

#[test]
fn when_a_helper_leaves_hardly_anybody_but_his_learners_moves() {
    let mut problem = district();
    let before = pair(&problem).unwrap();
    let gone = before.pairs.first().unwrap().helper.clone();
    problem.people.retain(|person| person.id != gone);
    problem.keep =
        before.pairs.iter().map(|pair| (pair.helper.clone(), pair.learner.clone())).collect();
    let after = pair(&problem).unwrap();
    let (before, after) = (helpers(&before), helpers(&after));
    let moved = before.iter().filter(|(learner, helper)| {
        **learner != gone && **helper != gone && after.get(*learner) != Some(helper)
    });
    assert!(moved.count() <= 2);
}
