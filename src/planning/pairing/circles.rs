//! Circles (互学小组): a helper with his learners, filled with colleagues who are in no pair, of the
//! same office first, so that ages and posts are mixed. Where there are not colleagues enough,
//! small ones of a bureau are joined.
//!
//! Whom a circle gets is an assignment as that of learners to helpers: first those too small get
//! what they need, then each further seat costs more, so that circles grow evenly.

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
use crate::order::{Gather as _, Order as _};

/// Circles are filled up to so many.
const FILLED: usize = 5;
/// What each further seat costs, in points.
const SEAT_COST: [i64; 4] = [0, 20, 40, 60];
/// More than any points: a seat that a circle needs is taken.
const NEEDED: i64 = 1_000;

/// A circle to be.
#[derive(Clone, Debug, PartialEq)]
pub struct ProposedCircle {
    /// One, or several where small circles were joined.
    pub helpers: Vec<PersonId>,
    /// Their learners, then who joins them.
    pub members: Vec<PersonId>,
}

impl ProposedCircle {
    fn size(&self) -> usize {
        self.helpers.len() + self.members.len()
    }

    /// Helpers first.
    fn people(&self) -> impl Iterator<Item = PersonId> {
        self.helpers.iter().chain(&self.members).copied()
    }

    fn join(mut self, other: Self) -> Self {
        self.helpers.extend(other.helpers);
        self.members.extend(other.members);
        self
    }
}

/// How many circles of two and of three are joined, and with what.
#[derive(Clone, Copy, Debug, Default)]
struct Joins {
    /// Three of two each, two of two, two of three, one of two and one of three.
    three_twos: usize,
    twos: usize,
    threes: usize,
    mixed: usize,
    /// Of two, into one of four.
    into_four: usize,
}

impl Joins {
    /// All that `[two, three, four]` circles of these sizes allow. More than one of three twos, mixed
    /// or into a four is the same as others.
    fn of([two, three, four]: [usize; 3]) -> impl Iterator<Item = Self> {
        let flags = (0..8_usize).map(|bits| [bits & 1, bits >> 1 & 1, bits >> 2]);
        flags.flat_map(move |[three_twos, mixed, into_four]| {
            let twos = two.checked_sub(3 * three_twos + mixed + into_four);
            let threes = three.checked_sub(mixed).filter(|_| into_four <= four);
            let left = twos.zip(threes).into_iter();
            left.flat_map(move |(left_twos, left_threes)| {
                (0..=left_twos / 2).flat_map(move |twos| {
                    (0..=left_threes / 2).map(move |threes| Self {
                        three_twos,
                        twos,
                        threes,
                        mixed,
                        into_four,
                    })
                })
            })
        })
    }

    /// The circles of two and of three that colleagues fill, of so many who are free; and how many
    /// are left that nobody fills.
    fn filled(self, [two, three, _]: [usize; 3], free: usize) -> ([usize; 2], usize) {
        let used = 3 * self.three_twos + 2 * self.twos + self.mixed + self.into_four;
        let (twos, threes) = (two - used, three - 2 * self.threes - self.mixed);
        let of_three = threes.min(free);
        let of_two = twos.min((free - of_three) / 2);
        ([of_two, of_three], twos - of_two + threes - of_three)
    }
}

/// Joins the small circles of a bureau where `free` colleagues cannot fill them all: as few are left
/// out as can be, then there are as many circles as can be. Neighbours in the list are joined.
fn joined(circles: Vec<ProposedCircle>, free: usize) -> Vec<ProposedCircle> {
    let [mut twos, mut threes, mut fours, mut rest] = [const { Vec::new() }; 4];
    for circle in circles {
        match circle.size() {
            2 => &mut twos,
            3 => &mut threes,
            4 => &mut fours,
            _ => &mut rest,
        }
        .push(circle);
    }
    let sizes = [twos.len(), threes.len(), fours.len()];
    let best = Joins::of(sizes).min_by_key(|joins| {
        let (filled, left) = joins.filled(sizes, free);
        let made = joins.three_twos + joins.twos + joins.threes + joins.mixed;
        (left, std::cmp::Reverse(made + filled[0] + filled[1]))
    });
    let best = best.unwrap_or_default();
    let ([of_two, of_three], _) = best.filled(sizes, free);
    let (mut twos, mut threes) = (twos.into_iter(), threes.into_iter());
    let mut join = |number: usize, of: &[usize]| {
        for _ in 0..number {
            let parts = of.iter().filter_map(|size| match size {
                2 => twos.next(),
                3 => threes.next(),
                _ => fours.pop(),
            });
            rest.extend(parts.reduce(ProposedCircle::join));
        }
    };
    join(best.twos, &[2, 2]);
    join(best.threes, &[3, 3]);
    join(best.three_twos, &[2, 2, 2]);
    join(best.mixed, &[3, 2]);
    join(best.into_four, &[4, 2]);
    join(of_two, &[2]);
    join(of_three, &[3]);
    rest.extend(fours);
    rest
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
    let mut free: Vec<&Person> = ledger
        .enrolled(today)
        .filter(|person| !busy.contains(&person.id))
        .filter(|person| person.status_at(today) == DutyStatus::OnPost)
        .map(|person| (person.id, person))
        .gather_map()
        .into_values()
        .collect();
    let parents = parents(ledger);
    let home = |person: PersonId| {
        let office = ledger.person(person).map(|person| person.office);
        office.map(|office| (district(office, ledger, &parents), office))
    };
    let mut homes: BTreeMap<String, Vec<_>> = BTreeMap::new();
    for (helper, members) in seeds {
        let Some((district, office)) = home(helper) else { continue };
        let circle = ProposedCircle { helpers: vec![helper], members };
        homes.entry(district).or_default().push((office, circle));
    }
    let mut circles: Vec<ProposedCircle> = Vec::new();
    for (district, mut own) in homes {
        // Neighbours in the list are joined: those of the same office.
        own.order_by_key(|(office, circle)| (*office, circle.helpers.clone()));
        let is_here = |person: &&&Person| home(person.id).is_some_and(|(at, _)| at == district);
        let near = free.iter().filter(is_here).count();
        circles.extend(joined(own.into_iter().map(|(_, circle)| circle).collect(), near));
    }
    circles.order_by_key(|circle| circle.helpers.clone());
    fill(ledger, &mut circles, &mut free, *CIRCLE.start(), vec![0; *CIRCLE.start()], reference);
    fill(ledger, &mut circles, &mut free, FILLED, SEAT_COST.to_vec(), reference);
    circles.retain(|circle| CIRCLE.contains(&circle.size()));
    circles
}

/// Fills circles up to a size with the colleagues who are free, and takes those out of `free`.
/// `costs` of further seats; where they cost nothing, seats are needed and taken in any case.
fn fill(
    ledger: &Ledger,
    circles: &mut [ProposedCircle],
    free: &mut Vec<&Person>,
    size: usize,
    costs: Vec<i64>,
    reference: Date,
) {
    let parents = parents(ledger);
    let unmatched = if costs.iter().all(|cost| *cost == 0) { NEEDED } else { 0 };
    let seats = circles.iter().map(|circle| size.saturating_sub(circle.size()));
    let seats = seats.map(|seats| u32::try_from(seats).unwrap_or_default());
    let mut network = Network::new(seats, costs, unmatched);
    let people: Vec<Vec<&Person>> = circles
        .iter()
        .map(|circle| circle.people().filter_map(|id| ledger.person(id)).collect())
        .collect();
    for person in free.iter() {
        let home = district(person.office, ledger, &parents);
        let edges = people.iter().enumerate().filter_map(|(place, members)| {
            let helper = members.first()?;
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
                let own = value(person);
                own.is_some() && members.iter().all(|other| value(other) != own)
            };
            let mixed = 20 * i64::from(differs(&stage))
                + 20 * i64::from(differs(&|person| person.main_post().map(str::to_owned)));
            Some(Edge { helper: u32::try_from(place).ok()?, cost: -near - mixed })
        });
        network.add_learner(edges.collect::<Vec<_>>().into_iter());
    }
    let mut places = network.solve().into_iter();
    free.retain(|person| {
        let place = places.next().flatten().and_then(|place| usize::try_from(place).ok());
        let circle = place.and_then(|place| circles.get_mut(place));
        let Some(circle) = circle else { return true };
        circle.members.push(person.id);
        false
    });
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
            assert_eq!(circle.size(), FILLED);
        }
        let all: BTreeSet<_> = circles.iter().flat_map(ProposedCircle::people).collect();
        assert_eq!(all.len(), 10);
        let first = circles.iter().find(|circle| circle.helpers == [people[0]]).unwrap();
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

    /// Can circles of these sizes be joined and filled so that none is left out? Tried one by one.
    fn fits(sizes: &[usize], free: usize) -> bool {
        let Some((first, others)) = sizes.split_first() else { return true };
        (0..1_usize << others.len()).any(|chosen| {
            let is_chosen = |place: &usize| chosen >> place & 1 == 1;
            let (with, without): (Vec<_>, Vec<_>) = (0..others.len()).partition(is_chosen);
            let size = first + with.iter().map(|place| others[*place]).sum::<usize>();
            let needed = 4_usize.saturating_sub(size);
            let left: Vec<_> = without.iter().map(|place| others[*place]).collect();
            size <= 6 && needed <= free && fits(&left, free - needed)
        })
    }

    #[test]
    fn small_circles_are_joined_where_nobody_is_free() {
        let (ledger, people, plan) = with_pairs(4, &[(0, 1), (2, 3)]);
        let circles = propose(&ledger, &plan);
        assert_eq!(circles.len(), 1);
        assert_eq!(circles[0].helpers, [people[0], people[2]]);
        assert_eq!(circles[0].size(), 4);
        // Of three and two pairs that share nobody else, all are in circles.
        let (ledger, _, plan) =
            with_pairs(12, &[(0, 1), (2, 3), (4, 5), (6, 7), (6, 8), (9, 10), (9, 11)]);
        let sizes: Vec<_> = propose(&ledger, &plan).iter().map(ProposedCircle::size).collect();
        assert_eq!(sizes, [6, 6]);
    }

    proptest::proptest! {
        #[test]
        fn circles_have_four_to_six_people_and_leave_nobody_out_who_fits(
            sizes in proptest::collection::vec(2_usize..6, 1..8),
            free in 0_usize..8,
        ) {
            let mut pairs = Vec::new();
            let mut next = 0;
            for size in &sizes {
                pairs.extend((1..*size).map(|member| (next, next + member)));
                next += size;
            }
            let (ledger, people, plan) = with_pairs(next + free, &pairs);
            let circles = propose(&ledger, &plan);
            let mut all = BTreeSet::new();
            for circle in &circles {
                proptest::prop_assert!(CIRCLE.contains(&circle.size()));
                proptest::prop_assert!(circle.people().all(|person| all.insert(person)));
                for pair in plan.standing_pairs().filter(|pair| circle.helpers.contains(&pair.helper)) {
                    proptest::prop_assert!(circle.members.contains(&pair.helped));
                }
            }
            let helpers: BTreeSet<_> = pairs.iter().map(|(helper, _)| people[*helper]).collect();
            let placed = helpers.iter().filter(|helper| all.contains(helper)).count();
            proptest::prop_assert_eq!(placed == helpers.len(), fits(&sizes, free));
        }
    }
}
