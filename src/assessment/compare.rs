//! Two standards side by side: what was added, taken away, moved and changed.
//!
//! Items and areas are matched by number and title together, then by a title that only one on either
//! side has, then by number: so an item that was numbered anew is known again, and one that took the
//! number of another is not.

mod matching;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use self::matching::{AllPlaced, Matches, Placed, matched, rising};
use crate::model::open::Open;
use crate::model::rule::{Rule, RuleKind};
use crate::model::standard::{Area, Item, Standard};
use crate::order::Gather as _;

/// What differs in the head of a standard.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HeadField {
    Title,
    Issuer,
    Basis,
    ValidFrom,
    FullMark,
    BonusCap,
    Ratings,
}

/// What differs in an area.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AreaField {
    Number,
    Title,
    Content,
    Cap,
    Weight,
    BonusCap,
    Deductions,
}

/// What differs in an item.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ItemField {
    Number,
    Title,
    Content,
    Methods,
    FullMark,
    /// What the rules and parts compute.
    Rules,
    /// The text of rules and 赋分标准.
    Wording,
    NotApplicable,
    Evidence,
    Assessors,
    Source,
}

/// What became of something.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fate {
    Added,
    Removed,
    /// Moved or changed.
    Changed,
    Same,
}

/// Where something went.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Move {
    /// Into another area.
    Elsewhere,
    /// Among its neighbours. As few as possible are told, so not those that only made way.
    Within,
}

/// Something of the one standard beside what it is in the other.
#[derive(Clone, Debug, PartialEq)]
pub struct Pair<'a, T, F> {
    pub before: Option<&'a T>,
    pub after: Option<&'a T>,
    pub moved: Option<Move>,
    pub fields: Vec<F>,
}

impl<T, F> Pair<'_, T, F> {
    /// What became of it.
    pub fn fate(&self) -> Fate {
        match (self.before, self.after) {
            (None, _) => Fate::Added,
            (_, None) => Fate::Removed,
            _ if self.moved.is_some() || !self.fields.is_empty() => Fate::Changed,
            _ => Fate::Same,
        }
    }
}

/// Two standards compared.
#[derive(Clone, Debug, PartialEq)]
pub struct Comparison<'a> {
    pub head: Vec<HeadField>,
    /// In the order of the later standard; what was taken away comes last.
    pub areas: Vec<Pair<'a, Area, AreaField>>,
    /// The same.
    pub items: Vec<Pair<'a, Item, ItemField>>,
}

impl Comparison<'_> {
    /// How many items had this fate.
    pub fn items_of(&self, fate: Fate) -> usize {
        self.items.iter().filter(|pair| pair.fate() == fate).count()
    }

    /// Is nothing different that anybody could see?
    pub fn is_same(&self) -> bool {
        self.head.is_empty()
            && self.areas.iter().all(|pair| pair.fate() == Fate::Same)
            && self.items_of(Fate::Same) == self.items.len()
    }
}

/// Compares two standards.
pub fn compare<'a>(before: &'a Standard, after: &'a Standard) -> Comparison<'a> {
    let (old, new) = (AllPlaced::from(before), AllPlaced::from(after));
    let areas = matched(&old.areas, &new.areas);
    // The area of the later standard for each one of the earlier.
    let known = areas.iter().filter_map(|(old, new)| Some((old.as_ref()?.id, new.as_ref()?.id)));
    let known = known.gather_map();
    let items = pairs(matched(&old.items, &new.items), &known, item_fields);
    let areas = pairs(areas, &known, area_fields);
    Comparison { head: head_fields(before, after), areas, items }
}

/// The one of these standards that is this one: to the byte, else one of the same version in which
/// nobody could see a difference.
pub fn twin<'a>(
    standard: &Standard,
    known: &'a [(String, Arc<Standard>)],
) -> Option<&'a (String, Arc<Standard>)> {
    let own = standard.sha256();
    let version = &standard.head.version;
    let mut same = known.iter().filter(|(_, one)| one.head.version == *version);
    known
        .iter()
        .find(|(sha256, _)| *sha256 == own)
        .or_else(|| same.find(|(_, one)| compare(one, standard).is_same()))
}

/// What differs in each of the matches. `known` has the later area for each of the earlier.
fn pairs<'a, T, F>(
    matches: Matches<'a, T>,
    known: &BTreeMap<&str, &str>,
    fields: fn(&T, &T) -> Vec<F>,
) -> Vec<Pair<'a, T, F>> {
    let stays = |old: &Placed<'a, T>, new: &Placed<'a, T>| {
        old.over.map(|over| known.get(over).copied()) == new.over.map(Some)
    };
    let mut within = BTreeMap::<Option<&str>, Vec<usize>>::new();
    for (old, new) in &matches {
        if let (Some(old), Some(new)) = (old, new)
            && stays(old, new)
        {
            within.entry(new.over).or_default().push(old.place);
        }
    }
    let mut still = BTreeSet::new();
    within.values().for_each(|places| still.extend(rising(places)));
    let pair = |(old, new): (Option<Placed<'a, T>>, Option<Placed<'a, T>>)| {
        let both = old.zip(new);
        let moved = both.and_then(|(old, new)| match stays(&old, &new) {
            false => Some(Move::Elsewhere),
            true => (!still.contains(&old.place)).then_some(Move::Within),
        });
        let fields = both.map_or_else(Vec::new, |(old, new)| fields(old.what, new.what));
        Pair { before: old.map(|old| old.what), after: new.map(|new| new.what), moved, fields }
    };
    matches.into_iter().map(pair).collect()
}

/// Those of the fields that differ.
fn differing<F>(fields: impl IntoIterator<Item = (F, bool)>) -> Vec<F> {
    fields.into_iter().filter(|(_, differs)| *differs).map(|(field, _)| field).collect()
}

fn head_fields(before: &Standard, after: &Standard) -> Vec<HeadField> {
    let (old, new) = (&before.head, &after.head);
    differing([
        (HeadField::Title, old.title != new.title),
        (HeadField::Issuer, old.issuer != new.issuer),
        (HeadField::Basis, old.basis != new.basis),
        (HeadField::ValidFrom, old.valid_from != new.valid_from),
        (HeadField::FullMark, before.full_mark != after.full_mark),
        (HeadField::BonusCap, before.bonus_cap != after.bonus_cap),
        (HeadField::Ratings, before.ratings != after.ratings),
    ])
}

fn area_fields(old: &Area, new: &Area) -> Vec<AreaField> {
    differing([
        (AreaField::Number, old.id != new.id),
        (AreaField::Title, old.title != new.title),
        (AreaField::Content, old.content != new.content),
        (AreaField::Cap, old.cap != new.cap),
        (AreaField::Weight, old.weight != new.weight),
        (AreaField::BonusCap, old.bonus_cap != new.bonus_cap),
        (AreaField::Deductions, old.deductions != new.deductions),
    ])
}

/// What an item computes, without its wording.
fn computed(item: &Item) -> Vec<(Option<crate::model::score::Hundredths>, &str, &Open<RuleKind>)> {
    fn one(rule: &Rule) -> (&str, &Open<RuleKind>) {
        (rule.id.as_str(), &rule.kind)
    }
    let parts = item.parts.iter().map(|part| (Some(part.full_mark), one(&part.rule)));
    let rules = item.rules.iter().map(|rule| (None, one(rule)));
    parts.chain(rules).map(|(mark, (id, kind))| (mark, id, kind)).collect()
}

fn wording(item: &Item) -> Vec<&str> {
    item.all_rules().map(|rule| rule.text.as_str()).chain([item.scoring.as_str()]).collect()
}

fn item_fields(old: &Item, new: &Item) -> Vec<ItemField> {
    differing([
        (ItemField::Number, old.id != new.id),
        (ItemField::Title, old.title != new.title),
        (ItemField::Content, old.content != new.content),
        (ItemField::Methods, old.methods != new.methods),
        (ItemField::FullMark, old.full() != new.full()),
        (ItemField::Rules, computed(old) != computed(new)),
        (ItemField::Wording, wording(old) != wording(new)),
        (ItemField::NotApplicable, old.not_applicable != new.not_applicable),
        (ItemField::Evidence, old.evidence != new.evidence),
        (ItemField::Assessors, old.assessors != new.assessors),
        (ItemField::Source, old.source != new.source),
    ])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::score::Hundredths;
    use crate::model::standard_tree::{Spot, Way};

    fn sample() -> Standard {
        Standard::built_in().remove(0)
    }

    /// Number before and after, and what became of it, of all that is not the same.
    fn told<'a>(comparison: &Comparison<'a>) -> Vec<(&'a str, &'a str, Fate)> {
        let id = |item: Option<&'a Item>| item.map_or("", |item| item.id.as_str());
        let items = comparison.items.iter().filter(|pair| pair.fate() != Fate::Same);
        items.map(|pair| (id(pair.before), id(pair.after), pair.fate())).collect()
    }

    #[test]
    fn a_standard_is_the_same_as_itself() {
        for standard in Standard::built_in() {
            assert!(compare(&standard, &standard).is_same());
        }
    }

    #[test]
    fn a_standard_of_another_id_is_a_twin_and_one_of_another_version_is_not() {
        let known = Standard::shipped();
        let (sha256, first) = &known[0];
        let mut other = Standard::clone(first);
        assert_eq!(twin(&other, known).map(|(found, _)| found), Some(sha256));
        other.head.id = "standard-1".into();
        other.head.example = false;
        assert_ne!(other.sha256(), *sha256);
        assert_eq!(twin(&other, known).map(|(found, _)| found), Some(sha256));
        let with = |change: fn(&mut Standard)| {
            let mut other = other.clone();
            change(&mut other);
            twin(&other, known).is_none()
        };
        assert!(with(|other| other.head.version.push('x')));
        assert!(with(|other| other.head.title.push('x')));
        assert!(with(|other| other.item_mut("A1.2").unwrap().scoring.push('x')));
        assert!(with(|other| other.areas.swap(0, 1)));
    }

    #[test]
    fn what_was_added_removed_moved_and_changed_is_told() {
        let before = sample();
        let mut after = before.clone();
        after.head.version = "9.0".into();
        after.full_mark = Some(Hundredths(9_950));
        after.add_item("C1", "网络直播监管".into()).unwrap();
        after.remove(&Spot::Item("A1.1".into())).unwrap();
        after.move_item("D1", "E", false).unwrap();
        after.item_mut("B3.4").unwrap().title = "手册".into();
        after.item_mut("A1.2").unwrap().rules[0].text.push('x');
        after.area_mut("B1").unwrap().title = "制度".into();
        let found = compare(&before, &after);
        assert_eq!(found.head, [HeadField::FullMark]);
        let mut told = told(&found);
        told.sort();
        let id = &after.area("C1").unwrap().items.last().unwrap().id;
        let mut expected = [
            ("", id.as_str(), Fate::Added),
            ("A1.1", "", Fate::Removed),
            ("A1.2", "A1.2", Fate::Changed),
            ("B3.4", "B3.4", Fate::Changed),
            ("D1", "D1", Fate::Changed),
        ];
        expected.sort();
        assert_eq!(told, expected);
        let of = |id: &str| {
            found.items.iter().find(|pair| pair.after.is_some_and(|item| item.id == id)).unwrap()
        };
        assert_eq!(of("A1.2").fields, [ItemField::Wording]);
        assert_eq!(of("B3.4").fields, [ItemField::Title]);
        assert_eq!((of("D1").moved, &*of("D1").fields), (Some(Move::Elsewhere), &[][..]));
        let areas = found.areas.iter().filter(|pair| pair.fate() == Fate::Changed);
        assert_eq!(areas.map(|pair| pair.fields.clone()).collect::<Vec<_>>(), [[AreaField::Title]]);
    }

    #[test]
    fn an_item_numbered_anew_is_known_by_its_title() {
        let before = sample();
        let mut after = before.clone();
        // A new item takes the number of the second, which becomes the third.
        after.renumber(&Spot::Item("A1.2".into()), "A1.9").unwrap();
        let id = after.add_item("A1", "新的一项".into()).unwrap();
        after.renumber(&Spot::Item(id), "A1.2").unwrap();
        after.shift(&Spot::Item("A1.2".into()), Way::Up).unwrap();
        let found = compare(&before, &after);
        let expected = [("A1.2", "A1.9", Fate::Changed), ("", "A1.2", Fate::Added)];
        assert_eq!(told(&found), expected);
        assert_eq!(found.items_of(Fate::Changed), 1);
    }

    #[test]
    fn what_changed_its_order_is_told_and_what_made_way_is_not() {
        let mut before = Standard::default();
        let areas = ["甲", "乙"].map(|title| before.add_area(None, title.into()).unwrap());
        for title in ["一", "二", "三", "四"] {
            before.add_item(&areas[0], title.into()).unwrap();
        }
        let mut after = before.clone();
        after.area_mut("A").unwrap().items.rotate_right(1);
        after.remove(&Spot::Item("A2".into())).unwrap();
        let found = compare(&before, &after);
        let moved = found.items.iter().filter(|pair| pair.moved.is_some());
        let moved: Vec<_> = moved.map(|pair| (&*pair.after.unwrap().id, pair.moved)).collect();
        assert_eq!(moved, [("A4", Some(Move::Within))]);
        let mut after = before.clone();
        after.areas.swap(0, 1);
        let found = compare(&before, &after);
        assert_eq!(found.areas.iter().filter(|pair| pair.moved == Some(Move::Within)).count(), 1);
        assert_eq!(found.items_of(Fate::Same), 4);
    }

    /// Thousands of the same name took minutes.
    #[test]
    fn many_of_one_name_are_matched_in_no_time() {
        let item = |id: usize| Item { id: id.to_string(), title: "项".into(), ..Item::default() };
        let standard = |from: usize| {
            let items = (from..from + 20_000).map(item).collect();
            Standard { areas: vec![Area { items, ..Area::default() }], ..Standard::default() }
        };
        let (before, after) = (standard(0), standard(10_000));
        let started = std::time::Instant::now();
        let found = compare(&before, &after);
        assert!(started.elapsed().as_secs() < 5);
        assert_eq!(found.items_of(Fate::Same), 10_000);
    }
}
