//! The cross-tab: everybody of the roster by two or three axes, with the people of every cell.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use super::axis::{UNFILLED, values, values_of};
use crate::model::group::{Axis, Condition, Rule};
use crate::model::id::PersonId;
use crate::model::ledger::Ledger;

/// A place in the table: per axis the position of its value, `None` for all values of it.
pub type Place = Vec<Option<usize>>;

/// The people of the roster at a reference date, by some axes.
#[derive(Clone, Debug, PartialEq)]
pub struct CrossTab {
    pub axes: Vec<Axis>,
    /// Per axis its values in the order of the packs, then those that only people have; 未填 is
    /// always there and last.
    pub values: Vec<Vec<String>>,
    /// Everybody of the roster.
    pub people: BTreeSet<PersonId>,
    cells: BTreeMap<Vec<usize>, Vec<PersonId>>,
}

impl CrossTab {
    /// Counts everybody who is enrolled at `reference`.
    pub fn new(ledger: &Ledger, axes: &[Axis], reference: Date) -> Self {
        let mut values: Vec<Vec<String>> = axes.iter().map(|axis| values(axis, ledger)).collect();
        let mut places: Vec<BTreeMap<String, usize>> =
            values.iter().map(|values| values.iter().cloned().zip(0..).collect()).collect();
        let mut people = BTreeSet::new();
        let mut cells: BTreeMap<Vec<usize>, Vec<PersonId>> = BTreeMap::new();
        for person in ledger.enrolled(reference) {
            people.insert(person.id);
            let mut keys: Vec<Vec<usize>> = vec![Vec::new()];
            for ((axis, values), places) in axes.iter().zip(&mut values).zip(&mut places) {
                let mut longer = Vec::new();
                for value in values_of(axis, person, &ledger.packs, reference) {
                    let place = match places.get(value.as_ref()) {
                        Some(place) => *place,
                        None => {
                            values.push(value.clone().into_owned());
                            places.insert(value.into_owned(), values.len() - 1);
                            values.len() - 1
                        }
                    };
                    for key in &keys {
                        let mut key = key.clone();
                        key.push(place);
                        longer.push(key);
                    }
                }
                keys = longer;
            }
            for key in keys {
                cells.entry(key).or_default().push(person.id);
            }
        }
        let mut tab = Self { axes: axes.to_vec(), values, people, cells };
        tab.put_unfilled_last();
        tab
    }

    /// Values that only people have were appended behind 未填; it moves to the end.
    fn put_unfilled_last(&mut self) {
        for (axis, values) in self.values.iter_mut().enumerate() {
            let Some(unfilled) = values.iter().position(|value| value == UNFILLED) else {
                continue;
            };
            let last = values.len() - 1;
            if unfilled == last {
                continue;
            }
            let value = values.remove(unfilled);
            values.push(value);
            self.cells = std::mem::take(&mut self.cells)
                .into_iter()
                .map(|(mut key, people)| {
                    if let Some(place) = key.get_mut(axis) {
                        *place = match *place {
                            place if place == unfilled => last,
                            place if place > unfilled => place - 1,
                            place => place,
                        };
                    }
                    (key, people)
                })
                .collect();
        }
    }

    /// The people at a place, each once, also where an axis gives one person several values.
    pub fn people_at(&self, place: &[Option<usize>]) -> BTreeSet<PersonId> {
        self.cells_at(place).flat_map(|(_, people)| people.iter().copied()).collect()
    }

    /// How many people are at a place.
    pub fn count(&self, place: &[Option<usize>]) -> usize {
        let mut cells = self.cells_at(place).map(|(_, people)| people);
        match (cells.next(), self.counts_twice()) {
            (None, _) => 0,
            (Some(_), true) => self.people_at(place).len(),
            (Some(first), false) => first.len() + cells.map(Vec::len).sum::<usize>(),
        }
    }

    /// Can one person stand in several cells?
    pub fn counts_twice(&self) -> bool {
        self.axes.contains(&Axis::AnyPost)
    }

    /// The rule that picks the people of some places: one case for each.
    pub fn rule(&self, places: &[Place]) -> Rule {
        let any = places
            .iter()
            .map(|place| {
                let axes = self.axes.iter().zip(&self.values).zip(place);
                axes.filter_map(|((axis, values), at)| {
                    let value = values.get((*at)?)?.clone();
                    Some(Condition { axis: axis.clone(), values: vec![value], not: false })
                })
                .collect()
            })
            .collect();
        Rule { any }.merged()
    }

    /// The filled cells at a place.
    fn cells_at<'a>(
        &'a self,
        place: &'a [Option<usize>],
    ) -> impl Iterator<Item = (&'a Vec<usize>, &'a Vec<PersonId>)> {
        self.cells.iter().filter(move |(key, _)| {
            key.iter().zip(place).all(|(at, wanted)| wanted.is_none_or(|wanted| wanted == *at))
        })
    }
}

impl Rule {
    /// The same rule in fewer words: cases that differ in the values of one condition only become
    /// one case.
    #[must_use]
    pub fn merged(self) -> Self {
        let mut cases: Vec<Vec<Condition>> = Vec::new();
        for case in self.any {
            let twin = cases.iter_mut().find_map(|other| only_difference(other, &case));
            match twin {
                Some((condition, values)) => {
                    for value in values {
                        if !condition.values.contains(&value) {
                            condition.values.push(value);
                        }
                    }
                }
                None => cases.push(case),
            }
        }
        Self { any: cases }
    }
}

/// The one condition of `kept` whose values differ from `other`, with the values of `other`;
/// the first one where nothing differs.
fn only_difference<'a>(
    kept: &'a mut [Condition],
    other: &[Condition],
) -> Option<(&'a mut Condition, Vec<String>)> {
    if kept.len() != other.len() {
        return None;
    }
    let alike = |a: &Condition, b: &Condition| a.axis == b.axis && a.not == b.not;
    let mut different = None;
    for (index, (a, b)) in kept.iter().zip(other).enumerate() {
        if !alike(a, b) || a.not && a.values != b.values {
            return None;
        }
        if a.values != b.values && different.replace(index).is_some() {
            return None;
        }
    }
    let index = different.unwrap_or(0);
    Some((kept.get_mut(index)?, other.get(index)?.values.clone()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::grouping::membership::matches;
    use crate::model::date::PartialDate;
    use crate::model::ledger::tests::ledger_of;
    use crate::model::person::Schooling;
    use proptest::prelude::*;

    type Row = (Option<i16>, Option<&'static str>, Vec<&'static str>);

    fn row() -> impl Strategy<Value = Row> {
        (
            prop::option::of(1950_i16..2030),
            prop::option::of(prop::sample::select(vec!["11", "21", "31", "61", "77"])),
            prop::collection::vec(prop::sample::select(vec!["P01", "P05", "P99", "X7"]), 0..3),
        )
    }

    fn ledger(rows: &[Row]) -> Ledger {
        let (mut ledger, people) = ledger_of(rows.len());
        for (id, (year, schooling, posts)) in people.into_iter().zip(rows) {
            ledger
                .edit_person(id, |person| {
                    person.birth = year.and_then(|year| PartialDate::month(year, 3));
                    person.full_time = schooling.map(Schooling::new);
                    person.posts = posts.iter().map(|post| (*post).to_owned()).collect();
                })
                .unwrap();
        }
        ledger
    }

    fn axes() -> impl Strategy<Value = Vec<Axis>> {
        prop::sample::subsequence(Axis::KNOWN.to_vec(), 2..=3).prop_shuffle()
    }

    proptest! {
        #[test]
        fn sums_reconcile_with_the_head_count(rows in prop::collection::vec(row(), 0..40), axes in axes()) {
            let ledger = ledger(&rows);
            let tab = CrossTab::new(&ledger, &axes, ledger.settings.reference());
            let everywhere: Place = axes.iter().map(|_| None).collect();
            prop_assert_eq!(tab.count(&everywhere), rows.len());
            for (axis, values) in tab.values.iter().enumerate() {
                prop_assert_eq!(values.last().map(String::as_str), Some(UNFILLED));
                let sum: usize = (0..values.len())
                    .map(|value| {
                        let mut place = everywhere.clone();
                        place[axis] = Some(value);
                        let count = tab.count(&place);
                        assert_eq!(count, tab.people_at(&place).len());
                        count
                    })
                    .sum();
                if tab.axes[axis] == Axis::AnyPost {
                    prop_assert!(sum >= rows.len());
                } else {
                    prop_assert_eq!(sum, rows.len());
                }
            }
        }

        #[test]
        fn the_rule_of_picked_cells_picks_exactly_their_people(
            rows in prop::collection::vec(row(), 1..30),
            axes in axes(),
            picks in prop::collection::vec((0_usize..30, prop::collection::vec(any::<bool>(), 3)), 1..4),
        ) {
            let ledger = ledger(&rows);
            let reference = ledger.settings.reference();
            let tab = CrossTab::new(&ledger, &axes, reference);
            let keys: Vec<_> = tab.cells.keys().cloned().collect();
            let places: Vec<Place> = picks
                .into_iter()
                .map(|(key, all)| {
                    let key = &keys[key % keys.len()];
                    key.iter().zip(all).map(|(at, all)| (!all).then_some(*at)).collect()
                })
                .collect();
            let rule = tab.rule(&places);
            let picked: BTreeSet<_> =
                places.iter().flat_map(|place| tab.people_at(place)).collect();
            for person in ledger.people() {
                prop_assert_eq!(
                    matches(&rule, person, &ledger, reference),
                    picked.contains(&person.id)
                );
            }
        }
    }

    #[test]
    fn cells_of_one_row_become_one_case_with_several_values() {
        let (ledger, _) = ledger_of(0);
        let tab =
            CrossTab::new(&ledger, &[Axis::Post, Axis::AgeStage], ledger.settings.reference());
        let rule = tab.rule(&[vec![Some(0), Some(0)], vec![Some(0), Some(1)]]);
        assert_eq!(rule.any.len(), 1);
        assert_eq!(rule.any[0][1].values, ["youth", "early_mid"]);
    }
}
