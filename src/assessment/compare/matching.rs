//! Which of two standards' areas and items are the same ones, and which of them stay in their order.

use std::collections::{BTreeMap, VecDeque};

use crate::model::standard::{Area, Item, Standard};
use crate::order::Gather as _;

/// An area or an item where it stands.
pub(super) struct Placed<'a, T> {
    pub what: &'a T,
    pub id: &'a str,
    title: &'a str,
    /// The number of the area over it; nothing over a top area.
    pub over: Option<&'a str>,
    /// How many stand before it in the standard.
    pub place: usize,
}

impl<T> Clone for Placed<'_, T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Placed<'_, T> {}

/// All areas and items of a standard, in its order.
#[derive(Default)]
pub(super) struct AllPlaced<'a> {
    pub areas: Vec<Placed<'a, Area>>,
    pub items: Vec<Placed<'a, Item>>,
}

impl<'a> AllPlaced<'a> {
    fn add(&mut self, areas: &'a [Area], over: Option<&'a str>) {
        for area in areas {
            let (id, title) = (area.id.as_str(), area.title.as_str());
            self.areas.push(Placed { what: area, id, title, over, place: self.areas.len() });
            for item in &area.items {
                let (over, place) = (Some(id), self.items.len());
                let (id, title) = (item.id.as_str(), item.title.as_str());
                self.items.push(Placed { what: item, id, title, over, place });
            }
            self.add(&area.areas, Some(id));
        }
    }
}

impl<'a> From<&'a Standard> for AllPlaced<'a> {
    fn from(standard: &'a Standard) -> Self {
        let mut all = Self::default();
        all.add(&standard.areas, None);
        all
    }
}

pub(super) type Matches<'a, T> = Vec<(Option<Placed<'a, T>>, Option<Placed<'a, T>>)>;

/// By what two are matched, where that can be.
type Names<'a, 'b, T> = dyn Fn(&Placed<'a, T>) -> Option<(&'a str, &'a str)> + 'b;

/// Everything of both sides, matched as far as possible: in the order of the later, then the rest of
/// the earlier.
pub(super) fn matched<'a, T>(before: &[Placed<'a, T>], after: &[Placed<'a, T>]) -> Matches<'a, T> {
    let titles = |list: &[Placed<'a, T>]| {
        let mut titles = BTreeMap::<&str, usize>::new();
        list.iter().for_each(|one| *titles.entry(one.title).or_default() += 1);
        titles
    };
    let (olds, news) = (titles(before), titles(after));
    let is_alone = |title: &str| {
        !title.is_empty() && olds.get(title) == Some(&1) && news.get(title) == Some(&1)
    };
    let mut partner: Vec<Option<Placed<'a, T>>> = vec![None; after.len()];
    let mut rest: BTreeMap<usize, Placed<'a, T>> =
        before.iter().map(|old| (old.place, *old)).gather_map();
    let passes: [&Names<'a, '_, T>; 3] = [
        &|one| Some((one.id, one.title)),
        &|one| is_alone(one.title).then_some(("", one.title)),
        &|one| Some((one.id, "")),
    ];
    for key in passes {
        let mut free = BTreeMap::<_, VecDeque<_>>::new();
        for old in rest.values() {
            free.entry(key(old)).or_default().push_back(*old);
        }
        for (new, partner) in
            after.iter().zip(&mut partner).filter(|(_, partner)| partner.is_none())
        {
            let key = key(new);
            let old = free.get_mut(&key).filter(|_| key.is_some()).and_then(VecDeque::pop_front);
            if let Some(old) = old {
                rest.remove(&old.place);
                *partner = Some(old);
            }
        }
    }
    let pairs = partner.into_iter().zip(after).map(|(old, new)| (old, Some(*new)));
    pairs.chain(rest.into_values().map(|old| (Some(old), None))).collect()
}

/// The most of the places that rise one after the other.
pub(super) fn rising(places: &[usize]) -> Vec<usize> {
    // For each length the run that ends lowest: where it ends, and for each place the one before it.
    let (mut ends, mut before) = (Vec::<usize>::new(), Vec::new());
    for (at, place) in places.iter().enumerate() {
        let length = ends.partition_point(|end| places.get(*end) < Some(place));
        before.push(length.checked_sub(1).and_then(|shorter| ends.get(shorter).copied()));
        match ends.get_mut(length) {
            Some(end) => *end = at,
            None => ends.push(at),
        }
    }
    let mut run = Vec::new();
    let mut last = ends.last().copied();
    while let Some(at) = last {
        run.extend(places.get(at).copied());
        last = before.get(at).copied().flatten();
    }
    run
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::compare;
    use super::*;

    type Fits<'a> = dyn Fn((u8, u8), (u8, u8)) -> bool + 'a;

    /// Matching as it is told at the head of the comparison, at its plainest.
    fn plainly_matched(before: &[(u8, u8)], after: &[(u8, u8)]) -> Vec<Option<usize>> {
        let once = |list: &[(u8, u8)], title| list.iter().filter(|one| one.1 == title).count() == 1;
        let mut partner = vec![None; after.len()];
        let fits: [&Fits<'_>; 3] = [
            &|old, new| old == new,
            &|old, new| old.1 == new.1 && new.1 > 0 && once(before, old.1) && once(after, new.1),
            &|old, new| old.0 == new.0,
        ];
        for fits in fits {
            for (at, new) in after.iter().enumerate() {
                let is_free = |place: &usize| !partner.contains(&Some(*place));
                let mut places = (0..before.len()).filter(is_free);
                let found = places.find(|place| fits(before[*place], *new));
                partner[at] = partner[at].or(found);
            }
        }
        partner
    }

    proptest! {
        #[test]
        fn matching_quickly_is_matching_plainly(
            before in proptest::collection::vec((0_u8..6, 0_u8..5), 0..12),
            after in proptest::collection::vec((0_u8..6, 0_u8..5), 0..12),
        ) {
            let standard = |names: &[(u8, u8)]| {
                let text = |name: u8| if name == 0 { String::new() } else { name.to_string() };
                let item = |(id, title): &(u8, u8)| Item {
                    id: id.to_string(),
                    title: text(*title),
                    ..Item::default()
                };
                let items = names.iter().map(item).collect();
                Standard { areas: vec![Area { items, ..Area::default() }], ..Standard::default() }
            };
            let (old, new) = (standard(&before), standard(&after));
            let found = compare(&old, &new);
            let place = |item: &Item| old.items().iter().position(|one| std::ptr::eq(*one, item));
            let partners = found.items.iter().take(after.len());
            let partners: Vec<_> = partners.map(|pair| pair.before.and_then(place)).collect();
            prop_assert_eq!(&partners, &plainly_matched(&before, &after));
            let rest = before.len() - partners.iter().flatten().count();
            prop_assert_eq!(found.items.len(), after.len() + rest);
        }

        /// What is not told as moved stands in its old order, and to tell fewer would not do.
        #[test]
        fn the_fewest_are_told_as_moved(places in Just((0..7_usize).collect::<Vec<_>>()).prop_shuffle()) {
            let run = rising(&places);
            let stands = |run: &[usize]| {
                let at = |place| places.iter().position(|one| *one == place).unwrap();
                run.windows(2).all(|two| two[0] > two[1] && at(two[0]) > at(two[1]))
            };
            prop_assert!(stands(&run));
            let all = 0..1_u32 << places.len();
            let most = all.filter_map(|chosen| {
                let run: Vec<_> = (0..7).rev().filter(|place| chosen >> place & 1 == 1).collect();
                stands(&run).then_some(run.len())
            });
            prop_assert_eq!(Some(run.len()), most.max());
        }
    }
}
