//! Which pairs are possible, and what speaks for each: the definition of `pair-instance/1`, in whole
//! points.

use std::collections::BTreeMap;

use serde::Serialize;

use super::problem::{PairingPerson, PairingProblem};
use crate::order::Gather as _;

/// Beyond this a helper's skill helps no more.
const ENOUGH: i32 = 90;

/// One thing that speaks for a pair, in points.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Reason {
    pub ground: Ground,
    pub points: i64,
}

/// What speaks for a pair.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Ground {
    /// What the learner can gain in the skills of his post.
    Gain,
    /// The learner is better in a skill in which he may help back, by its place.
    HelpsBack {
        skill: usize,
    },
    /// The helper is so many years older.
    Older {
        years: i32,
    },
    /// The helper has so many more years of experience.
    Experience {
        years: i32,
    },
    SamePost,
    Education,
    SameOffice,
    /// The offices are near, in whole kilometres.
    Near {
        km: u32,
    },
    /// They are a pair already.
    Kept,
}

/// People in the order of ids, with who is near whom.
pub struct Candidates<'a> {
    problem: &'a PairingProblem,
    /// Everybody by id.
    pub people: Vec<&'a PairingPerson>,
    /// The place of each person's office.
    office_of: Vec<usize>,
    /// Those of each office who may help, by their place among the people.
    helpers_at: Vec<Vec<usize>>,
    /// The offices in reach of each office, itself included, with the kilometres.
    near: Vec<Vec<(usize, u32)>>,
    /// Learner → helpers he must not or already does have.
    forbidden: BTreeMap<usize, Vec<usize>>,
    kept: BTreeMap<usize, Vec<usize>>,
}

/// What makes a pair impossible.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Obstacle {
    Forbidden,
    LittleGain,
}

impl<'a> Candidates<'a> {
    /// Of a request that was checked; whom a pair names and nobody knows is passed over.
    pub fn new(problem: &'a PairingProblem) -> Self {
        let by_id = problem.people.iter().map(|person| (person.id.as_str(), person)).gather_map();
        let places: BTreeMap<_, _> = by_id.keys().copied().zip(0..).gather_map();
        let people: Vec<_> = by_id.into_values().collect();
        let offices: BTreeMap<_, _> =
            problem.offices.iter().map(|office| office.id.as_str()).zip(0..).gather_map();
        let office_of: Vec<usize> = people
            .iter()
            .map(|person| offices.get(person.office.as_str()).copied().unwrap_or_default())
            .collect();
        let mut helpers_at = vec![Vec::new(); problem.offices.len()];
        for (place, (person, office)) in people.iter().zip(&office_of).enumerate() {
            if person.mentor_cap > 0
                && let Some(helpers) = helpers_at.get_mut(*office)
            {
                helpers.push(place);
            }
        }
        let by_learner = |pairs: &[(String, String)]| {
            let mut found: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
            for (helper, learner) in pairs {
                let helper = places.get(helper.as_str());
                if let (Some(helper), Some(learner)) = (helper, places.get(learner.as_str())) {
                    found.entry(*learner).or_default().push(*helper);
                }
            }
            found
        };
        let (forbidden, kept) = (by_learner(&problem.forbid), by_learner(&problem.keep));
        Self { problem, people, office_of, helpers_at, near: near(problem), forbidden, kept }
    }

    /// Looks at everybody in reach who may help the learner, or tells what stands in the way.
    pub fn visit(&self, learner: usize, mut found: impl FnMut(usize, Result<i64, Obstacle>)) {
        let (Some(person), Some(office)) = (self.people.get(learner), self.office_of.get(learner))
        else {
            return;
        };
        let forbidden = self.forbidden.get(&learner).map_or(&[][..], Vec::as_slice);
        let kept = self.kept.get(&learner).map_or(&[][..], Vec::as_slice);
        let need = self.need_of(person);
        for (near, km) in self.near.get(*office).into_iter().flatten() {
            for place in self.helpers_at.get(*near).into_iter().flatten() {
                let Some(helper) = self.people.get(*place).filter(|_| *place != learner) else {
                    continue;
                };
                if forbidden.contains(place) {
                    found(*place, Err(Obstacle::Forbidden));
                    continue;
                }
                let gain = gain(need, helper, person);
                let is_kept = kept.contains(place);
                if gain < self.problem.params.min_gain && !is_kept {
                    found(*place, Err(Obstacle::LittleGain));
                    continue;
                }
                let distance = (near != office).then_some(*km);
                let mut points = gain;
                self.weigh(helper, person, distance, is_kept, |reason| points += reason.points);
                found(*place, Ok(points));
            }
        }
    }

    /// What speaks for a possible pair; nothing where it is none.
    pub fn reasons(&self, helper: usize, learner: usize) -> Vec<Reason> {
        let mut reasons = Vec::new();
        if let (Some(first), Some(second)) = (self.people.get(helper), self.people.get(learner))
            && let (Some(there), Some(here)) =
                (self.office_of.get(helper), self.office_of.get(learner))
        {
            let km = self.near.get(*here).into_iter().flatten().find(|(near, _)| near == there);
            let distance = km.filter(|_| there != here).map(|(_, km)| *km);
            let is_kept = self.kept.get(&learner).is_some_and(|kept| kept.contains(&helper));
            let points = gain(self.need_of(second), first, second);
            reasons.push(Reason { ground: Ground::Gain, points });
            self.weigh(first, second, distance, is_kept, |reason| reasons.push(reason));
        }
        reasons.retain(|reason| reason.points != 0);
        reasons
    }

    /// The skills in which the helper is ahead and the learner has a need, the largest gain first.
    pub fn taught(&self, helper: usize, learner: usize) -> Vec<usize> {
        let (Some(helper), Some(learner)) = (self.people.get(helper), self.people.get(learner))
        else {
            return Vec::new();
        };
        let skills = self.need_of(learner).iter().zip(&helper.skill).zip(&learner.skill);
        let gains = skills.enumerate().filter_map(|(place, ((weight, there), here))| {
            let gain = i64::from(*weight) * i64::from((*there).min(ENOUGH).saturating_sub(*here));
            (gain > 0).then_some(((-gain, place), ()))
        });
        gains.gather_map().into_keys().map(|(_, place)| place).collect()
    }

    fn need_of(&self, learner: &'a PairingPerson) -> &'a [i32] {
        let post = || self.problem.posts.get(&learner.post).map_or(&[][..], Vec::as_slice);
        learner.need.as_deref().unwrap_or_else(post)
    }

    /// Everything but the gain. `distance` is missing where the office is the same.
    fn weigh(
        &self,
        helper: &PairingPerson,
        learner: &PairingPerson,
        distance: Option<u32>,
        is_kept: bool,
        mut say: impl FnMut(Reason),
    ) {
        let params = &self.problem.params;
        let back = params.reverse.iter().map(|place| {
            let lead = learner.skill.get(*place).zip(helper.skill.get(*place));
            (lead.map_or(0, |(learner, helper)| learner.saturating_sub(*helper).max(0) / 4), *place)
        });
        if let Some((points, skill)) = back.max_by_key(|(points, _)| *points) {
            say(Reason { ground: Ground::HelpsBack { skill }, points: points.into() });
        }
        let more = |there: Option<i32>, here: Option<i32>| {
            there.zip(here).map_or(0, |(there, here)| there.saturating_sub(here))
        };
        let years = more(helper.age, learner.age);
        let points = if (8..=25).contains(&years) { 15 } else { 5 * i64::from(years > 0) };
        say(Reason { ground: Ground::Older { years }, points });
        let years = more(helper.years, learner.years);
        say(Reason { ground: Ground::Experience { years }, points: 10 * i64::from(years >= 3) });
        let same_post = helper.post == learner.post;
        say(Reason { ground: Ground::SamePost, points: 20 * i64::from(same_post) });
        let differs = helper.edu != learner.edu;
        say(Reason { ground: Ground::Education, points: 5 * i64::from(differs) });
        say(match distance {
            None => Reason { ground: Ground::SameOffice, points: 40 },
            Some(km) => Reason { ground: Ground::Near { km }, points: (20 - i64::from(km)).max(0) },
        });
        say(Reason { ground: Ground::Kept, points: params.keep_bonus * i64::from(is_kept) });
    }
}

fn gain(need: &[i32], helper: &PairingPerson, learner: &PairingPerson) -> i64 {
    let skills = need.iter().zip(&helper.skill).zip(&learner.skill);
    let sum: i64 = skills
        .map(|((weight, there), here)| {
            i64::from(*weight) * i64::from((*there).min(ENOUGH).saturating_sub(*here).max(0))
        })
        .sum();
    sum.div_euclid(6)
}

/// The offices in reach of each. Offices are looked for in the squares around only, so that a
/// province does not compare all with all.
fn near(problem: &PairingProblem) -> Vec<Vec<(usize, u32)>> {
    let max_km = problem.params.max_km;
    let side = i64::from(max_km) + 1;
    let square = |x: i32, y: i32| (i64::from(x).div_euclid(side), i64::from(y).div_euclid(side));
    let mut squares: BTreeMap<(&str, i64, i64), Vec<usize>> = BTreeMap::new();
    for (place, office) in problem.offices.iter().enumerate() {
        let (column, row) = square(office.x, office.y);
        squares.entry((&office.district, column, row)).or_default().push(place);
    }
    let ids: BTreeMap<_, _> =
        problem.offices.iter().map(|office| office.id.as_str()).zip(0..).gather_map();
    let place = |id: &String| ids.get(id.as_str()).copied();
    let mut written: BTreeMap<usize, BTreeMap<usize, u32>> = BTreeMap::new();
    for (first, second, km) in &problem.distances {
        if let (Some(first), Some(second)) = (place(first), place(second)) {
            written.entry(first).or_default().insert(second, *km);
            written.entry(second).or_default().insert(first, *km);
        }
    }
    let mut all = Vec::new();
    for (here_place, here) in problem.offices.iter().enumerate() {
        let (column, row) = square(here.x, here.y);
        let mut found = written.remove(&here_place).unwrap_or_default();
        found.remove(&here_place);
        for (east, north) in (-1..=1).flat_map(|east| (-1..=1).map(move |north| (east, north))) {
            let square = squares.get(&(here.district.as_str(), column + east, row + north));
            for place in square.into_iter().flatten() {
                let Some(there) = problem.offices.get(*place) else { continue };
                let (x, y) = (here.x.abs_diff(there.x), here.y.abs_diff(there.y));
                let (x, y) = (u64::from(x), u64::from(y));
                let km = (x * x).saturating_add(y * y).isqrt();
                found.entry(*place).or_insert(u32::try_from(km).unwrap_or(u32::MAX));
            }
        }
        let district =
            |place: usize| problem.offices.get(place).map(|office| office.district.as_str());
        found.retain(|place, km| *km <= max_km && district(*place) == Some(&here.district));
        all.push(found.into_iter().collect());
    }
    all
}
