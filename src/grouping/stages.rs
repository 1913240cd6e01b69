//! Ends of the age stages that suit the roster: the stages of the pack stay, with their names; only
//! where they end can move, to an end of an age band of the statistics.

use jiff::civil::Date;

use super::axis::age_stage;
use crate::model::ledger::Ledger;
use crate::model::pack::AgeRange;

/// The stages with other ends, where one of them has fewer than `least` people now and ends exist
/// with which none has. `None` where the ends stay. Who is near retirement stands in no other stage
/// and is not counted.
pub fn moved_stages(ledger: &Ledger, reference: Date, least: usize) -> Option<Vec<AgeRange>> {
    let pack = &ledger.packs.ages;
    let near = pack.near_retirement.id.as_str();
    let ages: Vec<u16> = ledger
        .enrolled(reference)
        .filter(|person| age_stage(person, &ledger.packs, reference).is_some_and(|one| one != near))
        .filter_map(|person| person.birth?.age_at(reference))
        .collect();
    let holds = |stage: &AgeRange| ages.iter().filter(|age| stage.holds(**age)).count() >= least;
    if pack.stages.iter().all(holds) {
        return None;
    }
    let allowed: Vec<u16> = pack.bands.iter().filter_map(|band| band.to).collect();
    let ends = best_ends(&ages, &allowed, pack.stages.len(), least)?;
    let mut stages = pack.stages.clone();
    let mut from = None;
    for (stage, to) in stages.iter_mut().zip(ends.into_iter().map(Some).chain([None])) {
        (stage.from, stage.to) = (from, to);
        from = to.map(|to| to + 1);
    }
    Some(stages)
}

/// The ends of so many stages, but for the last, which is open: each stage has at least `least`
/// people, the sum of the squares of their sizes is least, and of several such the lowest ends.
/// `allowed` ascends.
fn best_ends(ages: &[u16], allowed: &[u16], stages: usize, least: usize) -> Option<Vec<u16>> {
    let ends: Vec<u16> = allowed.iter().copied().chain([u16::MAX]).collect();
    let square = |above: Option<u16>, end: u16| {
        let size = ages.iter().filter(|age| above.is_none_or(|low| low < **age) && **age <= end);
        let size = size.count();
        (size >= least).then_some(size * size)
    };
    // Per end, the best way to come to it with the stages so far: the sum and the ends.
    let mut ways: Vec<Option<(usize, Vec<u16>)>> =
        ends.iter().map(|end| Some((square(None, *end)?, vec![*end]))).collect();
    for _ in 1..stages {
        let longer = |end: &u16| {
            let shorter = ways.iter().flatten().filter(|(_, before)| before.last() < Some(end));
            let all = shorter.filter_map(|(sum, before)| {
                let sum = sum + square(before.last().copied(), *end)?;
                Some((sum, before.iter().copied().chain([*end]).collect::<Vec<_>>()))
            });
            all.min()
        };
        ways = ends.iter().map(longer).collect();
    }
    let (_, mut best) = ways.pop()??;
    best.pop();
    Some(best)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::model::date::PartialDate;
    use crate::model::ledger::tests::ledger_of;

    fn ledger(ages: &[i16]) -> Ledger {
        let (mut ledger, people) = ledger_of(ages.len());
        for (id, age) in people.into_iter().zip(ages) {
            let birth = PartialDate::month(2026 - age, 3);
            ledger.edit_person(id, |person| person.birth = birth).unwrap();
        }
        ledger
    }

    #[test]
    fn ends_stay_while_every_stage_has_enough_people() {
        let ages = [30, 31, 40, 41, 50, 51, 52, 53];
        let ledger = ledger(&ages);
        let reference = ledger.settings.reference();
        assert_eq!(moved_stages(&ledger, reference, 2), None);
        let moved = moved_stages(&ledger, reference, 3);
        assert_eq!(moved, None, "eight people cannot fill three stages of three");
    }

    #[test]
    fn ends_move_where_a_stage_is_short_of_people() {
        // Nobody to 35, which leaves 青年 empty.
        let ages = [38, 39, 42, 43, 47, 48, 49, 50];
        let ledger = ledger(&ages);
        let stages = moved_stages(&ledger, ledger.settings.reference(), 2).unwrap();
        let ends: Vec<_> = stages.iter().map(|stage| (stage.from, stage.to)).collect();
        assert_eq!(ends, [(None, Some(40)), (Some(41), Some(45)), (Some(46), None)]);
        assert_eq!(stages[0].id, "youth");
    }

    proptest! {
        #[test]
        fn no_other_ends_are_better(
            ages in proptest::collection::vec(22_u16..63, 0..40),
            least in 0_usize..6,
        ) {
            let allowed = [30, 35, 40, 45, 50, 54, 59];
            let sizes = |low: u16, high: u16| {
                let size = |from: u16, to: u16| {
                    ages.iter().filter(|age| from < **age && **age <= to).count()
                };
                [size(0, low), size(low, high), size(high, u16::MAX)]
            };
            let mut best: Option<(usize, Vec<u16>)> = None;
            for (place, low) in allowed.iter().enumerate() {
                for high in &allowed[place + 1..] {
                    let sizes = sizes(*low, *high);
                    if sizes.iter().any(|size| *size < least) {
                        continue;
                    }
                    let way = (sizes.iter().map(|size| size * size).sum(), vec![*low, *high]);
                    best = Some(best.map_or(way.clone(), |best| best.min(way)));
                }
            }
            prop_assert_eq!(best_ends(&ages, &allowed, 3, least), best.map(|(_, ends)| ends));
        }
    }
}
