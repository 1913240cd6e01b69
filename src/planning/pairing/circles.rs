//! Circles (互学小组): a helper with his learners, filled with colleagues who are in no pair, of the
//! same office first, so that ages and posts are mixed.
//!
//! Whom a circle gets is an assignment as that of learners to helpers: each further seat costs more,
//! so that circles grow evenly.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use super::flow::{Edge, Network};
use super::request::{district, parents};
use crate::grouping::axis::age_stage;
use crate::model::id::PersonId;
use crate::model::ledger::Ledger;
use crate::model::pair::CIRCLE;
use crate::model::person::Person;
use crate::model::plan::Plan;
use crate::model::status::DutyStatus;
use crate::order::Gather as _;

/// Circles are filled up to so many.
const FILLED: usize = 5;
/// What each further seat costs, in points.
const SEAT_COST: [i64; 4] = [0, 20, 40, 60];

/// A circle to be.
#[derive(Clone, Debug, PartialEq)]
pub struct ProposedCircle {
    pub helper: PersonId,
    /// His learners, then who joins them.
    pub members: Vec<PersonId>,
}

/// Circles for the helpers of a plan who are in none yet. A helper for whom there are not enough
/// colleagues gets none. `reference` counts ages, `today` who is on post.
pub fn propose_circles(
    ledger: &Ledger,
    plan: &Plan,
    reference: Date,
    today: Date,
) -> Vec<ProposedCircle> {
    let mut busy: BTreeSet<PersonId> =
        plan.mutual.circles.iter().flat_map(|circle| circle.people()).gather_set();
    let mut seeds: BTreeMap<PersonId, Vec<PersonId>> = BTreeMap::new();
    for pair in plan.standing_pairs() {
        if !busy.contains(&pair.helper) && !busy.contains(&pair.helped) {
            seeds.entry(pair.helper).or_default().push(pair.helped);
        }
    }
    // Who helps and is helped besides belongs to the circle he helps in.
    let helpers: BTreeSet<_> = seeds.keys().copied().gather_set();
    for members in seeds.values_mut() {
        members.retain(|member| !helpers.contains(member));
        members.truncate(CIRCLE.end() - 1);
    }
    let paired = plan.standing_pairs().flat_map(|pair| [pair.helper, pair.helped]);
    busy.extend(paired);
    let free: Vec<&Person> = ledger
        .enrolled(today)
        .filter(|person| !busy.contains(&person.id))
        .filter(|person| person.status_at(today) == DutyStatus::OnPost)
        .map(|person| (person.id, person))
        .gather_map()
        .into_values()
        .collect();
    let parents = parents(ledger);
    let people = |ids: &[PersonId]| ids.iter().filter_map(|id| ledger.person(*id)).collect();
    let mut network = Network::new(
        seeds.values().map(|members| {
            u32::try_from(FILLED.saturating_sub(members.len() + 1)).unwrap_or_default()
        }),
        SEAT_COST.to_vec(),
        0,
    );
    let circles: Vec<(Option<&Person>, Vec<&Person>)> =
        seeds.iter().map(|(helper, members)| (ledger.person(*helper), people(members))).collect();
    for person in &free {
        let home = district(person.office, ledger, &parents);
        let edges = circles.iter().enumerate().filter_map(|(place, (helper, members))| {
            let helper = (*helper)?;
            let near = if helper.office == person.office {
                60
            } else if district(helper.office, ledger, &parents) == home {
                30
            } else {
                return None;
            };
            let stage =
                |person: &Person| age_stage(person, &ledger.packs, reference).map(str::to_owned);
            let differs = |value: &dyn Fn(&Person) -> Option<String>| {
                let all = || members.iter().copied().chain([helper]);
                value(person).is_some() && all().all(|other| value(other) != value(person))
            };
            let mixed = 20 * i64::from(differs(&stage))
                + 20 * i64::from(differs(&|person| person.main_post().map(str::to_owned)));
            Some(Edge { helper: u32::try_from(place).ok()?, cost: -near - mixed })
        });
        network.add_learner(edges.collect::<Vec<_>>().into_iter());
    }
    let mut proposed: Vec<_> =
        seeds.into_iter().map(|(helper, members)| ProposedCircle { helper, members }).collect();
    for (person, circle) in free.iter().zip(network.solve()) {
        let circle = circle.and_then(|place| usize::try_from(place).ok());
        if let Some(circle) = circle.and_then(|place| proposed.get_mut(place)) {
            circle.members.push(person.id);
        }
    }
    proposed.retain(|circle| CIRCLE.contains(&(circle.members.len() + 1)));
    proposed
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::date::PartialDate;
    use crate::model::id::{IdSource, OfficeId, PairId, PlanId};
    use crate::model::ledger::tests::ledger_of;
    use crate::model::office::Office;
    use crate::model::pack::Extra;
    use crate::model::pair::{Circle, Pair};

    fn with_pairs(people: usize, pairs: &[(usize, usize)]) -> (Ledger, Vec<PersonId>, Plan) {
        let (ledger, people) = ledger_of(people);
        let ids = &mut IdSource::new([7; 16]);
        let mut plan = Plan::new(PlanId::new(ids), "2026".into(), 2026);
        for (helper, helped) in pairs {
            plan.put_pair(Pair {
                id: PairId::new(ids),
                helper: people[*helper],
                helped: people[*helped],
                subject: String::new(),
                meetings: Vec::new(),
                ended: None,
                extra: Extra::new(),
            })
            .unwrap();
        }
        (ledger, people, plan)
    }

    fn propose(ledger: &Ledger, plan: &Plan) -> Vec<ProposedCircle> {
        let reference = ledger.settings.reference();
        propose_circles(ledger, plan, reference, Date::constant(2026, 9, 16))
    }

    #[test]
    fn a_helper_with_his_learners_gets_colleagues_up_to_five() {
        let (ledger, people, plan) = with_pairs(12, &[(0, 1), (0, 2), (3, 4)]);
        let circles = propose(&ledger, &plan);
        assert_eq!(circles.len(), 2);
        for circle in &circles {
            assert_eq!(circle.members.len() + 1, FILLED);
        }
        let all: BTreeSet<_> = circles
            .iter()
            .flat_map(|circle| circle.members.iter().chain([&circle.helper]))
            .collect();
        assert_eq!(all.len(), 10);
        let first = circles.iter().find(|circle| circle.helper == people[0]).unwrap();
        assert!(people[1..3].iter().all(|learner| first.members.contains(learner)));
    }

    #[test]
    fn too_few_make_no_circle_and_who_is_in_one_makes_no_other() {
        let (ledger, _, plan) = with_pairs(3, &[(0, 1)]);
        assert_eq!(propose(&ledger, &plan), []);
        let (ledger, people, mut plan) = with_pairs(6, &[(0, 1)]);
        assert_eq!(propose(&ledger, &plan).len(), 1);
        plan.put_circle(Circle {
            id: PairId::new(&mut IdSource::new([8; 16])),
            title: "小组".into(),
            helpers: vec![people[0]],
            members: people[1..4].to_vec(),
            meetings: Vec::new(),
            extra: Extra::new(),
        })
        .unwrap();
        assert_eq!(propose(&ledger, &plan), []);
    }

    #[test]
    fn the_own_office_goes_first_then_who_mixes_the_ages() {
        let (mut ledger, people, plan) = with_pairs(7, &[(0, 1), (0, 2), (0, 3)]);
        let id = OfficeId::new(&mut IdSource::new([3; 16]));
        let own = ledger.offices[&ledger.settings.office].clone();
        let parent = Some(own.id);
        ledger.add_office(Office { id, name: "长安所".into(), parent, ..own }).unwrap();
        // One seat is left, and only the last is of another age.
        for person in &people {
            let year = if *person == people[6] { 1970 } else { 1995 };
            let birth = PartialDate::month(year, 1);
            ledger.edit_person(*person, |person| person.birth = birth).unwrap();
        }
        assert_eq!(propose(&ledger, &plan)[0].members[3], people[6]);
        ledger.edit_person(people[6], |person| person.office = id).unwrap();
        assert_ne!(propose(&ledger, &plan)[0].members[3], people[6]);
    }
}
