//! The request of a plan: who of the roster masters what and who does not, put into the numbers of a
//! pairing, and the answer put back into people.
//!
//! A learner is somebody judged 不会 in a post of his own, or who has a helper already; a helper
//! somebody judged 熟练 in some post. Both are on post. The main post weighs twice a concurrent one.
//! Districts are the bureaus above the offices. The same office counts most, then those that are near by
//! the distances somebody wrote down; without them all others of the district count alike.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use super::candidates::{Ground, Reason};
use super::plan::{Why, pair};
use super::problem::{PairingOffice, PairingParams, PairingPerson, PairingProblem};
use crate::model::id::{OfficeId, PairId, PersonId};
use crate::model::ledger::Ledger;
use crate::model::person::Person;
use crate::model::plan::Plan;
use crate::model::skill::Skill;
use crate::model::status::DutyStatus;
use crate::order::Gather as _;
use crate::planning::competence::Competence;

/// What somebody who masters a post is ahead of somebody who does not.
const MASTERED: i32 = 90;
const MAIN: i32 = 6;
const CONCURRENT: i32 = 3;
/// Where some distances are written down, offices without one count as so far apart: in reach, and
/// no nearer than any other.
const UNKNOWN_KM: u32 = 20;

/// The pairs of a plan as they should be.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PairProposal {
    pub pairs: Vec<ProposedPair>,
    /// Pairs that stand and should not.
    pub ended: Vec<PairId>,
    /// Learners without helper.
    pub unmatched: Vec<(PersonId, Why)>,
    /// Learners who are not on post now.
    pub away: Vec<PersonId>,
}

/// A pair of the proposal.
#[derive(Clone, Debug, PartialEq)]
pub struct ProposedPair {
    pub helper: PersonId,
    pub helped: PersonId,
    /// The pair that stands already.
    pub known: Option<PairId>,
    /// Codes of the posts it is about.
    pub posts: Vec<String>,
    pub reasons: Vec<Reason>,
}

/// How far somebody is in the posts of the pack, and which of his own he cannot do.
struct Standing {
    mastered: Vec<i32>,
    need: Vec<i32>,
}

fn standing(person: &Person, ledger: &Ledger, competence: &Competence) -> Standing {
    let posts = || ledger.packs.posts.posts.iter().map(|post| post.code.as_str());
    let skill = |post: &str| competence.level(person, post).map(|level| level.skill);
    let need = |post: &str| match skill(post) {
        Some(Skill::Unable) if person.main_post() == Some(post) => MAIN,
        Some(Skill::Unable) if person.posts.iter().any(|own| own == post) => CONCURRENT,
        _ => 0,
    };
    Standing {
        mastered: posts()
            .map(|post| if skill(post) == Some(Skill::Proficient) { MASTERED } else { 0 })
            .collect(),
        need: posts().map(need).collect(),
    }
}

/// The offices above others.
pub fn parents(ledger: &Ledger) -> BTreeSet<OfficeId> {
    ledger.offices.values().filter_map(|office| office.parent).gather_set()
}

/// The bureau that an office is of.
pub fn district(office: OfficeId, ledger: &Ledger, parents: &BTreeSet<OfficeId>) -> String {
    let above = ledger.offices.get(&office).and_then(|office| office.parent);
    let own = if parents.contains(&office) { office } else { above.unwrap_or(office) };
    own.to_string()
}

/// Proposes the pairs of a plan. `reference` counts ages, `today` who is on post.
pub fn propose_pairs(ledger: &Ledger, plan: &Plan, reference: Date, today: Date) -> PairProposal {
    let (problem, away) = request(ledger, plan, reference, today);
    // The request is made of the ledger, so it makes sense.
    let found = pair(&problem).unwrap_or_default();
    let known: BTreeMap<_, _> =
        plan.standing_pairs().map(|pair| ((pair.helper, pair.helped), pair.id)).gather_map();
    let posts = &ledger.packs.posts.posts;
    let mut proposal = PairProposal { away, ..PairProposal::default() };
    for paired in found.pairs {
        let people = PersonId::parse(&paired.helper).zip(PersonId::parse(&paired.learner));
        let Some((helper, helped)) = people else { continue };
        let taught = paired.taught.iter().filter_map(|place| posts.get(*place));
        // Without distances the others of the district are no nearer than one another.
        let has_distances = !plan.mutual.distances.is_empty();
        let says = |reason: &Reason| has_distances || !matches!(reason.ground, Ground::Near { .. });
        proposal.pairs.push(ProposedPair {
            helper,
            helped,
            known: known.get(&(helper, helped)).copied(),
            posts: taught.map(|post| post.code.clone()).collect(),
            reasons: paired.reasons.into_iter().filter(says).collect(),
        });
    }
    let stays = |id: &PairId| proposal.pairs.iter().any(|pair| pair.known == Some(*id));
    proposal.ended = known.into_values().filter(|id| !stays(id)).collect();
    let unmatched = found.unmatched.into_iter();
    proposal.unmatched =
        unmatched.filter_map(|one| Some((PersonId::parse(&one.learner)?, one.why))).collect();
    proposal
}

/// The request, and the learners who are away.
fn request(
    ledger: &Ledger,
    plan: &Plan,
    reference: Date,
    today: Date,
) -> (PairingProblem, Vec<PersonId>) {
    let competence = Competence::new(ledger);
    let parents = parents(ledger);
    let mut loads: BTreeMap<PersonId, u32> = BTreeMap::new();
    let mut helped = BTreeSet::new();
    for pair in plan.standing_pairs() {
        *loads.entry(pair.helper).or_default() += 1;
        helped.insert(pair.helped);
    }
    let mut people = Vec::new();
    let mut away = Vec::new();
    for person in ledger.enrolled(today) {
        let Standing { mastered, need } = standing(person, ledger, &competence);
        let learner = helped.contains(&person.id) || need.iter().any(|weight| *weight > 0);
        if person.status_at(today) != DutyStatus::OnPost {
            away.extend(learner.then_some(person.id));
            continue;
        }
        let load = loads.get(&person.id).copied().unwrap_or_default();
        let helps = load > 0 || mastered.iter().any(|points| *points > 0);
        let capacity = plan.mutual.capacity_of(person.id);
        let may_help = helps && capacity > 0;
        if !(learner || may_help) {
            continue;
        }
        let band = |schooling: &crate::model::person::Schooling| {
            Some(ledger.packs.education.band(&schooling.code)?.0)
        };
        let schooling = [&person.full_time, &person.in_service].into_iter().flatten();
        let level =
            schooling.filter_map(band).min().map_or(-1, |rank| i32::try_from(rank).unwrap_or(-1));
        let years = |date: crate::model::date::PartialDate| date.age_at(reference).map(i32::from);
        people.push(PairingPerson {
            id: person.id.to_string(),
            office: person.office.to_string(),
            age: person.birth.and_then(years),
            edu: level,
            post: person.main_post().unwrap_or_default().to_owned(),
            years: person.work_start.and_then(years),
            skill: mastered,
            mentor_cap: if helps { capacity } else { 0 },
            learner,
            need: Some(need),
        });
    }
    let offices: BTreeSet<_> = ledger.people.keys().map(|key| key.office).gather_set();
    let offices: Vec<_> = offices
        .into_iter()
        .map(|office| PairingOffice {
            id: office.to_string(),
            district: district(office, ledger, &parents),
            x: 0,
            y: 0,
        })
        .collect();
    let both_ways = plan.mutual.forbidden.iter().flat_map(|(first, second)| {
        let (first, second) = (first.to_string(), second.to_string());
        [(first.clone(), second.clone()), (second, first)]
    });
    let names = ledger.packs.posts.posts.iter().map(|post| post.name.clone());
    let none = vec![0; ledger.packs.posts.posts.len()];
    let load_cost = PairingParams::usual(Vec::new()).load_cost;
    let most = people.iter().map(|person| person.mentor_cap).max().unwrap_or_default();
    let problem = PairingProblem {
        format: "pair-instance/1".to_owned(),
        id: plan.id.to_string(),
        skills: names.collect(),
        posts: people.iter().map(|person| (person.post.clone(), none.clone())).gather_map(),
        distances: distances(&offices, plan),
        offices,
        people,
        forbid: both_ways.collect(),
        keep: plan
            .standing_pairs()
            .map(|pair| (pair.helper.to_string(), pair.helped.to_string()))
            .collect(),
        params: PairingParams {
            // The last step goes on for who takes on more.
            load_cost: (0..most.max(1))
                .zip(load_cost.iter().copied().chain((1..).map(|more| 20 + 12 * more)))
                .map(|(_, cost)| cost)
                .collect(),
            ..PairingParams::usual(Vec::new())
        },
    };
    (problem, away)
}

/// The distances of all offices of a district, where some are written down.
fn distances(offices: &[PairingOffice], plan: &Plan) -> Vec<(String, String, u32)> {
    let written = &plan.mutual.distances;
    if written.is_empty() {
        return Vec::new();
    }
    let mut all = BTreeMap::new();
    for (place, first) in offices.iter().enumerate() {
        let others = offices.iter().skip(place + 1);
        for second in others.filter(|second| second.district == first.district) {
            all.insert((first.id.clone(), second.id.clone()), UNKNOWN_KM);
        }
    }
    for (one, other, km) in written {
        all.insert((one.to_string(), other.to_string()), *km);
    }
    all.into_iter().map(|((first, second), km)| (first, second, km)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::hours::QuarterHours;
    use crate::model::id::{IdSource, PlanId};
    use crate::model::ledger::tests::ledger_of;
    use crate::model::office::Office;
    use crate::model::pack::Extra;
    use crate::model::pair::{Meeting, Pair};
    use crate::model::skill::Appraiser;
    use crate::model::status::StatusPeriod;
    use crate::planning::competence::tests::mark;

    const TODAY: Date = Date::constant(2026, 9, 16);

    /// Food people: the first `masters` are 熟练, the next `learners` 不会, the rest not judged.
    fn food(people: usize, masters: usize, learners: usize) -> (Ledger, Vec<PersonId>, Plan) {
        let (mut ledger, people) = ledger_of(people);
        for (place, person) in people.iter().enumerate() {
            ledger.edit_person(*person, |person| person.posts = vec!["P05".into()]).unwrap();
            let skill = if place < masters { Skill::Proficient } else { Skill::Unable };
            if place < masters + learners {
                mark(&mut ledger, *person, "P05", skill, &Appraiser::Exam);
            }
        }
        let plan = Plan::new(PlanId::new(&mut IdSource::new([7; 16])), "2026".into(), 2026);
        (ledger, people, plan)
    }

    fn propose(ledger: &Ledger, plan: &Plan) -> PairProposal {
        propose_pairs(ledger, plan, ledger.settings.reference(), TODAY)
    }

    fn accept(plan: &mut Plan, proposal: &PairProposal) {
        let ids = &mut IdSource::new([u8::try_from(plan.pairs.len()).unwrap(); 16]);
        for pair in proposal.pairs.iter().filter(|pair| pair.known.is_none()) {
            plan.put_pair(Pair {
                id: PairId::new(ids),
                helper: pair.helper,
                helped: pair.helped,
                subject: String::new(),
                meetings: Vec::new(),
                ended: None,
                extra: Extra::new(),
            })
            .unwrap();
        }
        for id in &proposal.ended {
            plan.end_pair(*id, TODAY).unwrap();
        }
    }

    #[test]
    fn who_cannot_do_his_post_is_paired_with_who_masters_it() {
        let (ledger, people, plan) = food(4, 1, 1);
        let proposal = propose(&ledger, &plan);
        let [pair] = proposal.pairs.as_slice() else { panic!("{proposal:?}") };
        assert_eq!((pair.helper, pair.helped, pair.known), (people[0], people[1], None));
        assert_eq!(pair.posts, ["P05"]);
        let grounds: Vec<_> =
            pair.reasons.iter().map(|reason| (reason.ground, reason.points)).collect();
        assert_eq!(grounds, [(Ground::Gain, 90), (Ground::SamePost, 20), (Ground::SameOffice, 40)]);
        assert!(proposal.unmatched.is_empty() && proposal.away.is_empty());
    }

    #[test]
    fn a_helper_takes_on_as_many_as_was_said() {
        let (ledger, people, mut plan) = food(6, 1, 5);
        let counts = |plan: &Plan| {
            let proposal = propose(&ledger, plan);
            (proposal.pairs.len(), proposal.unmatched.len())
        };
        assert_eq!(counts(&plan), (2, 3));
        assert_eq!(propose(&ledger, &plan).unmatched[0].1, Why::AllTaken { helpers: 1 });
        plan.mutual.capacity = Some(5);
        assert_eq!(counts(&plan), (5, 0));
        plan.mutual.capacities.insert(people[0], 0);
        assert_eq!(counts(&plan), (0, 5));
        assert_eq!(propose(&ledger, &plan).unmatched[0].1, Why::NobodyInReach);
    }

    #[test]
    fn who_must_not_be_paired_is_not_either_way() {
        let (ledger, people, mut plan) = food(2, 1, 1);
        plan.mutual.forbidden.insert((people[1], people[0]));
        let proposal = propose(&ledger, &plan);
        assert_eq!(proposal.unmatched, [(people[1], Why::Forbidden)]);
    }

    #[test]
    fn what_stands_is_kept_and_only_the_learners_of_who_leaves_move() {
        let (mut ledger, _, mut plan) = food(12, 4, 6);
        let first = propose(&ledger, &plan);
        accept(&mut plan, &first);
        let again = propose(&ledger, &plan);
        assert!(again.ended.is_empty() && again.pairs.iter().all(|pair| pair.known.is_some()));
        // One of them has met, so the pair stays on the books.
        let first = plan.pairs[0].clone();
        let meeting =
            Meeting { on: TODAY, hours: QuarterHours(8), counts: false, note: String::new() };
        plan.put_pair(Pair { meetings: vec![meeting], ..first.clone() }).unwrap();
        ledger
            .edit_person(first.helper, |person| {
                person.periods.push(StatusPeriod {
                    status: DutyStatus::Seconded,
                    from: None,
                    to: None,
                    note: String::new(),
                });
            })
            .unwrap();
        let of_gone = plan.pairs.iter().filter(|pair| pair.helper == first.helper).count();
        let after = propose(&ledger, &plan);
        assert_eq!(after.ended.len(), of_gone);
        let new = after.pairs.iter().filter(|pair| pair.known.is_none()).count();
        assert_eq!(new, of_gone);
        accept(&mut plan, &after);
        assert_eq!(plan.standing_pairs().count(), 6);
        assert_eq!(plan.pairs.len(), 7);
    }

    #[test]
    fn the_nearer_office_helps_where_distances_are_known() {
        let (mut ledger, people, mut plan) = food(3, 2, 1);
        let ids = &mut IdSource::new([3; 16]);
        let own = ledger.offices[&ledger.settings.office].clone();
        let offices = [0, 1].map(|number| {
            let id = OfficeId::new(ids);
            let (name, parent) = (format!("{number}所"), Some(own.id));
            ledger.add_office(Office { id, name, parent, ..own.clone() }).unwrap();
            ledger.edit_person(people[number], |person| person.office = id).unwrap();
            id
        });
        for (near, far) in [(0, 1), (1, 0)] {
            let home = own.id;
            let between = |office: OfficeId, km| (home.min(office), home.max(office), km);
            plan.mutual.distances = [between(offices[near], 6), between(offices[far], 15)].into();
            let proposal = propose(&ledger, &plan);
            assert_eq!(proposal.pairs[0].helper, people[near]);
            let reason = Reason { ground: Ground::Near { km: 6 }, points: 14 };
            assert!(proposal.pairs[0].reasons.contains(&reason));
        }
    }

    #[test]
    fn a_learner_who_is_away_waits() {
        let (mut ledger, people, plan) = food(2, 1, 1);
        ledger
            .edit_person(people[1], |person| {
                person.periods.push(StatusPeriod {
                    status: DutyStatus::SickLeave,
                    from: None,
                    to: None,
                    note: String::new(),
                });
            })
            .unwrap();
        let proposal = propose(&ledger, &plan);
        assert_eq!((proposal.pairs.len(), proposal.away), (0, vec![people[1]]));
    }

    #[test]
    fn a_pair_made_by_hand_stays_though_nobody_judged_it() {
        let (ledger, people, mut plan) = food(2, 0, 0);
        let id = PairId::new(&mut IdSource::new([9; 16]));
        plan.put_pair(Pair {
            id,
            helper: people[0],
            helped: people[1],
            subject: "快检".into(),
            meetings: Vec::new(),
            ended: None,
            extra: Extra::new(),
        })
        .unwrap();
        let proposal = propose(&ledger, &plan);
        assert!(proposal.ended.is_empty());
        assert_eq!(proposal.pairs[0].known, Some(id));
    }
}
