//! The request: who may help, who is to be helped, and what a pair is worth. As JSON it is a
//! `pair-instance/1`.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use thiserror::Error;

/// Offices, people and what is asked of their pairs.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PairingProblem {
    /// `pair-instance/1`.
    pub format: String,
    pub id: String,
    /// The names of the skills.
    pub skills: Vec<String>,
    /// Post → how much each skill weighs in it.
    pub posts: BTreeMap<String, Vec<i32>>,
    pub offices: Vec<PairingOffice>,
    /// Kilometres between two offices, in the place of what their coordinates say.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub distances: Vec<(String, String, u32)>,
    pub people: Vec<PairingPerson>,
    /// Pairs that must not be, helper and learner.
    pub forbid: Vec<(String, String)>,
    /// Pairs that are: they stay possible, and count more.
    pub keep: Vec<(String, String)>,
    pub params: PairingParams,
}

/// Where an office lies.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PairingOffice {
    pub id: String,
    /// Pairs never reach into another district.
    pub district: String,
    /// Kilometres east and north of anywhere.
    pub x: i32,
    pub y: i32,
}

/// Somebody who may help, is to be helped, or both.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PairingPerson {
    pub id: String,
    pub office: String,
    /// Full years, where they are known.
    pub age: Option<i32>,
    /// Education level; only whether it differs counts.
    pub edu: i32,
    pub post: String,
    /// Years of experience, where they are known.
    pub years: Option<i32>,
    /// Points from 0 to 100 in each skill.
    pub skill: Vec<i32>,
    /// So many learners at most.
    pub mentor_cap: u32,
    pub learner: bool,
    /// What each skill weighs for this learner, where that is not what the post says.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub need: Option<Vec<i32>>,
}

/// What a pairing is measured by.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PairingParams {
    /// Largest distance of the offices, in kilometres.
    pub max_km: u32,
    /// Least gain of a new pair, in points.
    pub min_gain: i64,
    /// Cost of a learner without helper.
    pub unmatched: i64,
    /// Cost of a helper's first, second … learner; each at least that of the one before.
    pub load_cost: Vec<i64>,
    /// Points of a pair that stays.
    pub keep_bonus: i64,
    /// The skills in which a learner may help back; the fifth of an instance is 信息化.
    #[serde(default = "fifth", skip_serializing_if = "is_fifth")]
    pub reverse: Vec<usize>,
}

fn fifth() -> Vec<usize> {
    vec![4]
}

fn is_fifth(reverse: &[usize]) -> bool {
    reverse == [4]
}

impl PairingParams {
    /// The weights of `pair-instance/1`, as in its samples.
    pub fn usual(reverse: Vec<usize>) -> Self {
        Self {
            max_km: 25,
            min_gain: 10,
            unmatched: 1000,
            load_cost: vec![0, 8, 20],
            keep_bonus: 60,
            reverse,
        }
    }

    /// What one more learner costs a helper who has so many.
    pub fn load_cost_after(&self, load: usize) -> i64 {
        self.load_cost.get(load).copied().unwrap_or_default()
    }
}

/// Why a request makes no sense.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum PairingError {
    #[error("the format is {0:?}, not pair-instance/1")]
    Format(String),
    #[error("the office {0} stands twice")]
    OfficeTwice(String),
    #[error("{0} stands twice among the people")]
    PersonTwice(String),
    #[error("{person} is of the unknown office {office}")]
    UnknownOffice { person: String, office: String },
    #[error("{person} holds the unknown post {post}")]
    UnknownPost { person: String, post: String },
    #[error("{of} has {found} skills where {asked} are named")]
    Skills { of: String, found: usize, asked: usize },
    #[error("a further learner of a helper costs less than the one before")]
    FallingLoadCost,
}

impl PairingProblem {
    /// Does everything in it exist, once, and is the load convex?
    ///
    /// # Errors
    /// The first that does not hold.
    pub fn check(&self) -> Result<(), PairingError> {
        if self.format != "pair-instance/1" {
            return Err(PairingError::Format(self.format.clone()));
        }
        let asked = self.skills.len();
        let measured = |of: &str, found: usize| {
            let of = of.to_owned();
            if found == asked { Ok(()) } else { Err(PairingError::Skills { of, found, asked }) }
        };
        for (post, weights) in &self.posts {
            measured(post, weights.len())?;
        }
        let mut offices = BTreeMap::new();
        for office in &self.offices {
            if offices.insert(office.id.as_str(), ()).is_some() {
                return Err(PairingError::OfficeTwice(office.id.clone()));
            }
        }
        let mut people = BTreeMap::new();
        for person in &self.people {
            if people.insert(person.id.as_str(), ()).is_some() {
                return Err(PairingError::PersonTwice(person.id.clone()));
            }
            if !offices.contains_key(person.office.as_str()) {
                let (person, office) = (person.id.clone(), person.office.clone());
                return Err(PairingError::UnknownOffice { person, office });
            }
            if !self.posts.contains_key(&person.post) {
                let (person, post) = (person.id.clone(), person.post.clone());
                return Err(PairingError::UnknownPost { person, post });
            }
            measured(&person.id, person.skill.len())?;
            if let Some(need) = &person.need {
                measured(&person.id, need.len())?;
            }
        }
        // Beyond the list nothing is asked, so a helper may only get there where nothing was before.
        let most = self.people.iter().map(|person| person.mentor_cap).max().unwrap_or_default();
        let most = usize::try_from(most).unwrap_or(usize::MAX).min(self.params.load_cost.len() + 1);
        let falls =
            |load| self.params.load_cost_after(load) < self.params.load_cost_after(load - 1);
        if (1..most).any(falls) {
            return Err(PairingError::FallingLoadCost);
        }
        Ok(())
    }
}
