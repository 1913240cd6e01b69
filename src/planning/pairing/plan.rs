//! The answer: the pairs with what speaks for them, and who is left with why.

use serde::Serialize;

use super::candidates::{Candidates, Obstacle, Reason};
use super::flow::{Edge, Network};
use super::problem::{PairingError, PairingProblem};

/// The best pairing of a request.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PairingPlan {
    pub pairs: Vec<Paired>,
    pub unmatched: Vec<Unmatched>,
    /// Unmatched learners and loads less the points of the pairs; the less the better.
    pub cost: i64,
}

/// A pair.
#[derive(Clone, Debug, PartialEq)]
pub struct Paired {
    pub helper: String,
    pub learner: String,
    /// Without what counts nothing.
    pub reasons: Vec<Reason>,
    /// The skills it is about, by their places, the largest gain first.
    pub taught: Vec<usize>,
}

impl Paired {
    /// The points of the pair.
    pub fn score(&self) -> i64 {
        self.reasons.iter().map(|reason| reason.points).sum()
    }
}

/// A learner without helper.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Unmatched {
    pub learner: String,
    pub why: Why,
}

/// Why a learner has no helper.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Why {
    /// Nobody in reach helps anybody.
    NobodyInReach,
    /// Whoever is in reach must not help this one.
    Forbidden,
    /// Nobody in reach is far enough ahead.
    LittleGain,
    /// So many could, and are with others.
    AllTaken { helpers: usize },
}

/// Pairs everybody as well as can be.
///
/// # Errors
/// The request makes no sense.
pub fn pair(problem: &PairingProblem) -> Result<PairingPlan, PairingError> {
    problem.check()?;
    let candidates = Candidates::new(problem);
    let learners: Vec<usize> = candidates
        .people
        .iter()
        .enumerate()
        .filter(|(_, person)| person.learner)
        .map(|(place, _)| place)
        .collect();
    let capacities = candidates.people.iter().map(|person| person.mentor_cap);
    let params = &problem.params;
    let mut network = Network::new(capacities, params.load_cost.clone(), params.unmatched);
    for learner in &learners {
        let mut edges = Vec::new();
        candidates.visit(*learner, |helper, points| {
            if let (Ok(points), Ok(helper)) = (points, u32::try_from(helper)) {
                edges.push(Edge { helper, cost: -points });
            }
        });
        network.add_learner(edges.into_iter());
    }
    let assigned = network.solve();
    let mut plan = PairingPlan::default();
    let mut loads = vec![0; candidates.people.len()];
    for (learner, helper) in learners.into_iter().zip(assigned) {
        let id = |place: usize| {
            candidates.people.get(place).map(|person| person.id.clone()).unwrap_or_default()
        };
        let Some(helper) = helper.and_then(|helper| usize::try_from(helper).ok()) else {
            plan.cost += params.unmatched;
            plan.unmatched.push(Unmatched { learner: id(learner), why: why(&candidates, learner) });
            continue;
        };
        let paired = Paired {
            helper: id(helper),
            learner: id(learner),
            reasons: candidates.reasons(helper, learner),
            taught: candidates.taught(helper, learner),
        };
        if let Some(load) = loads.get_mut(helper) {
            plan.cost += params.load_cost_after(*load);
            *load += 1;
        }
        plan.cost -= paired.score();
        plan.pairs.push(paired);
    }
    Ok(plan)
}

fn why(candidates: &Candidates<'_>, learner: usize) -> Why {
    let (mut possible, mut obstacles) = (0, Vec::new());
    candidates.visit(learner, |_, points| match points {
        Ok(_) => possible += 1,
        Err(obstacle) => obstacles.push(obstacle),
    });
    match obstacles.first() {
        _ if possible > 0 => Why::AllTaken { helpers: possible },
        None => Why::NobodyInReach,
        Some(_) if obstacles.contains(&Obstacle::LittleGain) => Why::LittleGain,
        Some(_) => Why::Forbidden,
    }
}
