//! Places everybody: first greedily, the hardest to place first, then by moving one colleague out
//! of the way, then by moving people to where they balance better. No hard rule is broken on the
//! way; who finds no place is left over with the reason for every batch.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use super::board::Board;
use super::violation::Violation;
use crate::model::batch::Placement;
use crate::model::id::{BatchId, PersonId};
use crate::model::ledger::Ledger;
use crate::model::plan::Plan;
use crate::order::{Gather as _, Order as _};

/// What the machine proposes.
#[derive(Clone, Debug, PartialEq)]
pub struct Proposal {
    /// Everybody's place, those that stay where they were included.
    pub placements: BTreeMap<PersonId, Placement>,
    pub unplaced: Vec<Unplaced>,
}

/// Somebody without a place, with what stands against each batch.
#[derive(Clone, Debug, PartialEq)]
pub struct Unplaced {
    pub person: PersonId,
    pub verdicts: Vec<(BatchId, Vec<Violation>)>,
}

/// How deep a chain of colleagues may be moved to make room.
const DEPTH: u32 = 3;
/// How many tries a chain may take.
const TRIES: u32 = 2_000;
/// How often everybody is looked at for a better place.
const PASSES: u32 = 8;

/// Places everybody who takes part. Pinned people stay, and so does everybody of a batch that
/// began by `today`; nobody new is put into such a batch. The same seed gives the same plan.
pub fn place(ledger: &Ledger, plan: &Plan, reference: Date, today: Date, seed: u64) -> Proposal {
    let mut placer = Placer::new(ledger, plan, reference, today, seed);
    placer.greedy();
    placer.make_room_for_the_rest();
    placer.balance();
    placer.proposal(plan)
}

struct Placer {
    board: Board,
    /// The batches that are still open, by their dates.
    open: Vec<BatchId>,
    fixed: BTreeSet<PersonId>,
    /// Those to be placed, hardest first.
    people: Vec<PersonId>,
}

impl Placer {
    fn new(ledger: &Ledger, plan: &Plan, reference: Date, today: Date, seed: u64) -> Self {
        let mut board = Board::new(ledger, plan, reference);
        let has_begun =
            |batch: BatchId| plan.rotation.batch(batch).is_some_and(|batch| batch.start <= today);
        let fixed: BTreeSet<_> = plan
            .rotation
            .placements
            .iter()
            .filter(|(_, placement)| placement.pinned || has_begun(placement.batch))
            .map(|(person, _)| *person)
            .gather_set();
        let open: Vec<_> =
            board.batches().map(|row| row.batch.id).filter(|batch| !has_begun(*batch)).collect();
        let mut people: Vec<_> =
            board.participants().filter(|person| !fixed.contains(person)).collect();
        people.order_by_key(|person| {
            let choices = open.iter().filter(|batch| board.could_go(*person, **batch)).count();
            (choices, mix(seed ^ person.0.as_u128() as u64), *person)
        });
        for person in &people {
            board.take(*person);
        }
        Self { board, open, fixed, people }
    }

    fn fits(&self, person: PersonId, batch: BatchId) -> bool {
        self.board.violations(person, batch).is_empty()
    }

    /// The batch where the person fits and balances best.
    fn best(&self, person: PersonId) -> Option<BatchId> {
        let fitting = self.open.iter().copied().filter(|batch| self.fits(person, *batch));
        fitting.min_by_key(|batch| self.board.cost(person, *batch))
    }

    fn greedy(&mut self) {
        for person in self.people.clone() {
            if let Some(batch) = self.best(person) {
                self.board.put(person, batch);
            }
        }
    }

    fn make_room_for_the_rest(&mut self) {
        for person in self.people.clone() {
            if self.board.batch_of(person).is_none() {
                let mut tries = TRIES;
                self.make_room(person, DEPTH, &mut BTreeSet::from([person]), &mut tries);
            }
        }
    }

    /// Puts the person where one colleague can be moved out of the way, who may in turn move
    /// another. `moving` are those of the chain.
    fn make_room(
        &mut self,
        person: PersonId,
        depth: u32,
        moving: &mut BTreeSet<PersonId>,
        tries: &mut u32,
    ) -> bool {
        for batch in self.open.clone() {
            for other in self.blockers(person, batch) {
                if moving.contains(&other) || *tries == 0 {
                    continue;
                }
                *tries -= 1;
                self.board.take(other);
                if self.fits(person, batch) {
                    self.board.put(person, batch);
                    if let Some(elsewhere) = self.best(other) {
                        self.board.put(other, elsewhere);
                        return true;
                    }
                    moving.insert(other);
                    if depth > 1 && self.make_room(other, depth - 1, moving, tries) {
                        return true;
                    }
                    moving.remove(&other);
                    self.board.take(person);
                }
                self.board.put(other, batch);
            }
        }
        false
    }

    /// Those who could leave the batch so that the person may enter it.
    fn blockers(&self, person: PersonId, batch: BatchId) -> Vec<PersonId> {
        if !self.board.could_go(person, batch) {
            return Vec::new();
        }
        let mut blockers: Option<Vec<PersonId>> = None;
        for violation in self.board.violations(person, batch) {
            match violation {
                Violation::BelowFloor { in_training, .. } => blockers = Some(in_training),
                Violation::NoSeat { .. } if blockers.is_none() => {
                    let row = self.board.batches().find(|row| row.batch.id == batch);
                    blockers = row.map(|row| row.people.iter().copied().collect());
                }
                _ => {}
            }
        }
        let mut blockers = blockers.unwrap_or_default();
        blockers.retain(|other| {
            !self.fixed.contains(other) && self.board.batch_of(*other) == Some(batch)
        });
        blockers
    }

    /// Every move lowers the sum of weighted squares, so this ends.
    fn balance(&mut self) {
        for _ in 0..PASSES {
            let mut moved = false;
            for person in self.people.clone() {
                let Some(now) = self.board.batch_of(person) else { continue };
                let Some(best) = self.best(person) else { continue };
                if self.board.cost(person, best) < self.board.cost(person, now) {
                    self.board.put(person, best);
                    moved = true;
                }
            }
            if !moved {
                return;
            }
        }
    }

    fn proposal(self, plan: &Plan) -> Proposal {
        let mut placements: BTreeMap<_, _> = plan
            .rotation
            .placements
            .iter()
            .filter(|(person, _)| self.fixed.contains(person))
            .map(|(person, placement)| (*person, placement.clone()))
            .gather_map();
        let mut unplaced = Vec::new();
        for person in &self.people {
            match self.board.batch_of(*person) {
                Some(batch) => {
                    let placement = Placement { batch, pinned: false, reason: String::new() };
                    placements.insert(*person, placement);
                }
                None => unplaced
                    .push(Unplaced { person: *person, verdicts: self.board.verdicts(*person) }),
            }
        }
        unplaced.order_by_key(|unplaced| unplaced.person);
        Proposal { placements, unplaced }
    }
}

/// One step of splitmix64 (Steele, Lea and Flood, 2014): spreads a number evenly.
fn mix(seed: u64) -> u64 {
    let mut value = seed.wrapping_add(0x9e37_79b9_7f4a_7c15);
    value = (value ^ (value >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    value = (value ^ (value >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    value ^ (value >> 31)
}

#[cfg(test)]
mod tests {
    use jiff::ToSpan;
    use proptest::prelude::*;

    use super::*;
    use crate::model::batch::{Batch, Floor};
    use crate::model::date::PartialDate;
    use crate::model::id::{IdSource, PlanId};
    use crate::model::office::{Office, OfficeKind, OfficeLevel};
    use crate::model::pack::Extra;
    use crate::model::person::Person;
    use crate::model::status::{DutyStatus, StatusPeriod};

    fn day(text: &str) -> Date {
        text.parse().unwrap()
    }

    /// Offices of so many people each, and so many three-day batches, a week apart.
    fn case(offices: &[usize], batches: u32, seats: u32, floor: Floor) -> (Ledger, Plan) {
        let mut ids = IdSource::new([11; 16]);
        let mut ledger = Ledger::new("示范区局".into(), 2026, &mut ids);
        for (number, staff) in offices.iter().enumerate() {
            let office = Office {
                id: crate::model::id::OfficeId::new(&mut ids),
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
                let mut person =
                    Person::new(PersonId::new(&mut ids), format!("{number}-{person}"), id);
                person.posts = vec![format!("P{:02}", 1 + number % 5)];
                ledger.add_person(person).unwrap();
            }
        }
        let mut plan = Plan::new(PlanId::new(&mut ids), "轮训".into(), 2026);
        plan.rotation.floor = floor;
        for number in 0..batches {
            let start = day("2026-03-02").checked_add((7 * i64::from(number)).days()).unwrap();
            let end = start.checked_add(2.days()).unwrap();
            let batch = Batch::new(BatchId::new(&mut ids), start, end, seats);
            plan.rotation.put_batch(batch).unwrap();
        }
        (ledger, plan)
    }

    fn run(ledger: &Ledger, plan: &Plan, seed: u64) -> (Proposal, Plan) {
        let proposal = place(ledger, plan, ledger.settings.reference(), day("2026-01-01"), seed);
        let mut placed = plan.clone();
        placed.rotation.placements = proposal.placements.clone();
        (proposal, placed)
    }

    fn leave(from: &str, to: &str) -> StatusPeriod {
        StatusPeriod {
            status: DutyStatus::Leave,
            from: PartialDate::parse(from),
            to: PartialDate::parse(to),
            note: String::new(),
        }
    }

    #[test]
    fn everybody_goes_where_there_is_room_and_batches_are_even() {
        let (ledger, plan) = case(&[12, 12, 11, 6], 6, 8, Floor::Share { percent: 20 });
        let (proposal, placed) = run(&ledger, &plan, 1);
        assert_eq!(proposal.unplaced, []);
        let board = Board::new(&ledger, &placed, ledger.settings.reference());
        let sizes: Vec<_> = board.batches().map(|row| row.people.len()).collect();
        assert!(sizes.iter().all(|size| (6..=8).contains(size)), "{sizes:?}");
        assert_eq!(board.broken(), []);
    }

    #[test]
    fn of_too_many_only_those_over_the_number_are_out_of_place() {
        let (ledger, mut plan) = case(&[9], 1, 3, Floor::Share { percent: 80 });
        let batch = plan.rotation.batches[0].id;
        let people: Vec<_> = ledger.people().map(|person| person.id).take(4).collect();
        for person in &people {
            let reason = if *person == people[1] { "加塞".to_owned() } else { String::new() };
            // Who is placed by hand is pinned.
            let placement = Placement { batch, pinned: !reason.is_empty(), reason };
            plan.rotation.placements.insert(*person, placement);
        }
        let board = Board::new(&ledger, &plan, ledger.settings.reference());
        assert_eq!(board.broken(), [(people[1], batch, vec![Violation::NoSeat { seats: 3 }])]);
    }

    #[test]
    fn who_is_on_leave_goes_at_another_time_or_is_left_over_with_the_reason() {
        let (mut ledger, plan) = case(&[5], 2, 5, Floor::Share { percent: 80 });
        let people: Vec<_> = ledger.people().map(|person| person.id).collect();
        ledger
            .edit_person(people[0], |person| {
                person.periods = vec![leave("2026-03-02", "2026-03-04")];
            })
            .unwrap();
        ledger
            .edit_person(people[1], |person| person.periods = vec![leave("2026-03", "2026-06")])
            .unwrap();
        let (proposal, _) = run(&ledger, &plan, 1);
        assert_eq!(proposal.placements[&people[0]].batch, plan.rotation.batches[1].id);
        assert_eq!(proposal.unplaced.len(), 1);
        assert_eq!(proposal.unplaced[0].person, people[1]);
        for (_, violations) in &proposal.unplaced[0].verdicts {
            assert!(matches!(violations[0], Violation::Away(_)), "{violations:?}");
        }
    }

    #[test]
    fn a_colleague_makes_room_for_who_can_go_only_then() {
        let (mut ledger, mut plan) = case(&[2], 2, 2, Floor::Number { people: 1 });
        let people: Vec<_> = ledger.people().map(|person| person.id).collect();
        ledger
            .edit_person(people[1], |person| {
                person.periods = vec![leave("2026-03-09", "2026-03-11")];
            })
            .unwrap();
        // With the leave of the other, the office has no room in the second batch.
        let (proposal, _) = run(&ledger, &plan, 5);
        assert_eq!(proposal.placements[&people[1]].batch, plan.rotation.batches[0].id);
        assert_eq!(proposal.unplaced[0].person, people[0]);
        plan.rotation.floor = Floor::Number { people: 2 };
        assert_eq!(run(&ledger, &plan, 5).0.unplaced, []);
    }

    #[test]
    fn a_move_below_the_floor_names_the_colleagues() {
        let (ledger, mut plan) = case(&[12], 2, 8, Floor::Share { percent: 20 });
        let people: Vec<_> = ledger.people().map(|person| person.id).collect();
        let batch = plan.rotation.batches[0].id;
        for person in &people[..2] {
            plan.rotation.move_person(*person, Some(batch), String::new()).unwrap();
        }
        let board = Board::new(&ledger, &plan, ledger.settings.reference());
        let violations = board.violations(people[2], batch);
        let [Violation::BelowFloor { left, floor, in_training, staff, .. }] = &violations[..]
        else {
            panic!("{violations:?}");
        };
        assert_eq!((*staff, *left, *floor), (12, 9, 10));
        assert_eq!(in_training, &people[..2]);
        assert_eq!(board.violations(people[0], batch), []);
    }

    #[test]
    fn pins_and_batches_that_have_begun_stay_as_they_are() {
        let (ledger, mut plan) = case(&[10, 10], 4, 6, Floor::Share { percent: 50 });
        let people: Vec<_> = ledger.people().map(|person| person.id).collect();
        let (first, last) = (plan.rotation.batches[0].id, plan.rotation.batches[3].id);
        plan.rotation.move_person(people[0], Some(last), String::new()).unwrap();
        let early = Placement { batch: first, pinned: false, reason: String::new() };
        plan.rotation.placements.insert(people[1], early);
        let today = day("2026-03-05");
        let proposal = place(&ledger, &plan, ledger.settings.reference(), today, 3);
        assert_eq!(proposal.placements[&people[0]].batch, last);
        assert_eq!(proposal.placements[&people[1]].batch, first);
        let in_first =
            proposal.placements.values().filter(|placement| placement.batch == first).count();
        assert_eq!(in_first, 1);
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
            let people: Vec<_> = ledger.people().map(|person| person.id).collect();
            for (person, from, days) in leaves {
                let Some(person) = people.get(person) else { continue };
                let from = day("2026-03-01").checked_add(i64::from(from).days()).unwrap();
                let to = from.checked_add(i64::from(days).days()).unwrap();
                let period = StatusPeriod {
                    status: DutyStatus::SickLeave,
                    from: Some(PartialDate::Day(from)),
                    to: Some(PartialDate::Day(to)),
                    note: String::new(),
                };
                ledger.edit_person(*person, |person| person.periods.push(period)).unwrap();
            }
            let (proposal, placed) = run(&ledger, &plan, seed);
            prop_assert_eq!(proposal.placements.len() + proposal.unplaced.len(), people.len());
            // Recounted from the plan alone, without the board's counters.
            for batch in &plan.rotation.batches {
                let members: Vec<_> = placed.rotation.people_of(batch.id).collect();
                prop_assert!(members.len() <= batch.seats as usize);
                for date in ledger.packs.calendar.workdays(batch.start, batch.end) {
                    for office in ledger.offices.keys() {
                        let staff: Vec<_> = ledger.enrolled(date).filter(|person| person.office == *office).collect();
                        let on_leave = staff.iter().filter(|person| person.status_at(date) != DutyStatus::OnPost).count();
                        let training = staff.iter().filter(|person| members.contains(&person.id)).count();
                        let overlap = staff.iter().filter(|person| members.contains(&person.id) && person.status_at(date) != DutyStatus::OnPost).count();
                        prop_assert_eq!(overlap, 0);
                        if training > 0 {
                            prop_assert!(on_leave + training <= floor.max_away(staff.len()));
                        }
                    }
                }
            }
            for unplaced in &proposal.unplaced {
                for (_, violations) in &unplaced.verdicts {
                    prop_assert!(!violations.is_empty());
                }
            }
            prop_assert_eq!(run(&ledger, &plan, seed).0, proposal);
        }

        #[test]
        fn the_boards_counters_equal_a_recount((offices, batches, seats, floor, _) in any_case(), moves in prop::collection::vec((0_usize..80, 0_usize..8), 0..40)) {
            let (ledger, mut plan) = case(&offices, batches, seats, floor);
            let reference = ledger.settings.reference();
            let people: Vec<_> = ledger.people().map(|person| person.id).collect();
            let ids: Vec<_> = plan.rotation.batches.iter().map(|batch| batch.id).collect();
            let mut board = Board::new(&ledger, &plan, reference);
            for (person, batch) in moves {
                let Some(person) = people.get(person) else { continue };
                match ids.get(batch) {
                    Some(batch) => {
                        board.put(*person, *batch);
                        plan.rotation.move_person(*person, Some(*batch), String::new()).unwrap();
                    }
                    None => {
                        board.take(*person);
                        plan.rotation.move_person(*person, None, String::new()).unwrap();
                    }
                }
            }
            let recount = Board::new(&ledger, &plan, reference);
            for person in &people {
                prop_assert_eq!(board.verdicts(*person), recount.verdicts(*person));
                for batch in &ids {
                    prop_assert_eq!(board.cost(*person, *batch), recount.cost(*person, *batch));
                }
            }
            for office in ledger.offices.keys() {
                for batch in &ids {
                    prop_assert_eq!(board.duty(*office, *batch), recount.duty(*office, *batch));
                }
            }
        }
    }
}
