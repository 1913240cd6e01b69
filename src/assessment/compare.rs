//! Two standards side by side: what was added, taken away, moved and changed.
//!
//! Items and areas are matched by number and title together, then by a title that only one on either
//! side has, then by number: so an item that was numbered anew is known again, and one that took the
//! number of another is not.

use std::collections::BTreeMap;

use crate::model::open::Open;
use crate::model::rule::{Rule, RuleKind};
use crate::model::standard::{Area, Item, Standard};

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
    /// In another area or changed.
    Changed,
    Same,
}

/// Something of the one standard beside what it is in the other.
#[derive(Clone, Debug, PartialEq)]
pub struct Pair<'a, T, F> {
    pub before: Option<&'a T>,
    pub after: Option<&'a T>,
    /// Stands in another area.
    pub moved: bool,
    pub fields: Vec<F>,
}

impl<T, F> Pair<'_, T, F> {
    /// What became of it.
    pub fn fate(&self) -> Fate {
        match (self.before, self.after) {
            (None, _) => Fate::Added,
            (_, None) => Fate::Removed,
            _ if self.moved || !self.fields.is_empty() => Fate::Changed,
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
    let (old_areas, new_areas) = (before.all_areas(), after.all_areas());
    let area_names = |area: &&'a Area| (area.id.as_str(), area.title.as_str());
    let areas = matched(&old_areas, &new_areas, area_names);
    // The area of the later standard for each one of the earlier.
    let known: BTreeMap<&str, &str> = {
        let mut known = BTreeMap::new();
        for pair in &areas {
            if let (Some(old), Some(new)) = pair {
                known.insert(old.id.as_str(), new.id.as_str());
            }
        }
        known
    };
    let goes_to = |old: Option<&Area>| old.map(|area| known.get(area.id.as_str()).copied());
    let stands_in = |new: Option<&Area>| new.map(|area| area.id.clone());
    let moved = |old: Option<&Area>, new: Option<&Area>| match (goes_to(old), stands_in(new)) {
        (None, None) => false,
        (Some(Some(to)), Some(at)) => to != at,
        _ => true,
    };
    let areas = areas
        .into_iter()
        .map(|(old, new)| {
            let both = old.zip(new);
            Pair {
                before: old,
                after: new,
                moved: both.is_some_and(|(old, new)| {
                    moved(before.area_over(&old.id), after.area_over(&new.id))
                }),
                fields: both.map_or_else(Vec::new, |(old, new)| area_fields(old, new)),
            }
        })
        .collect();
    let item_names = |item: &&'a Item| (item.id.as_str(), item.title.as_str());
    let items = matched(&before.items(), &after.items(), item_names)
        .into_iter()
        .map(|(old, new)| {
            let both = old.zip(new);
            Pair {
                before: old,
                after: new,
                moved: both.is_some_and(|(old, new)| {
                    moved(before.area_of(&old.id), after.area_of(&new.id))
                }),
                fields: both.map_or_else(Vec::new, |(old, new)| item_fields(old, new)),
            }
        })
        .collect();
    Comparison { head: head_fields(before, after), areas, items }
}

/// Do two fit by number and title?
type Fits<'b> = dyn Fn((&str, &str), (&str, &str)) -> bool + 'b;

type Matches<'a, T> = Vec<(Option<&'a T>, Option<&'a T>)>;

/// Everything of both sides, matched as far as possible: in the order of the later, then the rest of
/// the earlier.
fn matched<'a, T>(
    before: &[&'a T],
    after: &[&'a T],
    names: impl Fn(&&'a T) -> (&'a str, &'a str),
) -> Matches<'a, T> {
    let olds: Vec<_> = before.iter().map(&names).collect();
    let news: Vec<_> = after.iter().map(&names).collect();
    let mut partner: Vec<Option<usize>> = vec![None; news.len()];
    let mut used = vec![false; olds.len()];
    let once = |list: &[(&str, &str)], title: &str| {
        list.iter().filter(|(_, other)| *other == title).count() == 1
    };
    let passes: [&Fits<'_>; 3] = [
        &|old, new| old == new,
        &|(_, old), (_, new)| old == new && !new.is_empty() && once(&olds, old) && once(&news, new),
        &|(old, _), (new, _)| old == new,
    ];
    for fits in passes {
        for (at, new) in news.iter().enumerate() {
            if partner.get(at).copied().flatten().is_some() {
                continue;
            }
            let free = |place: &usize| !used.get(*place).copied().unwrap_or(true);
            let mut places = olds.iter().enumerate().filter(|(_, old)| fits(**old, *new));
            let found = places.find_map(|(place, _)| Some(place).filter(free));
            if let (Some(place), Some(slot)) = (found, partner.get_mut(at)) {
                *slot = Some(place);
                used.iter_mut().skip(place).take(1).for_each(|used| *used = true);
            }
        }
    }
    let pairs = after
        .iter()
        .zip(&partner)
        .map(|(new, place)| (place.and_then(|place| before.get(place).copied()), Some(*new)));
    let rest = before.iter().zip(&used).filter(|(_, used)| !**used);
    pairs.chain(rest.map(|(old, _)| (Some(*old), None))).collect()
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
    use crate::model::standard_tree::{Node, Way};

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
    fn what_was_added_removed_moved_and_changed_is_told() {
        let before = sample();
        let mut after = before.clone();
        after.head.version = "9.0".into();
        after.full_mark = Some(Hundredths(9_950));
        after.add_item("C1", "网络直播监管".into()).unwrap();
        after.remove(&Node::Item("A1.1".into())).unwrap();
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
        assert!(of("D1").moved && of("D1").fields.is_empty());
        let areas = found.areas.iter().filter(|pair| pair.fate() == Fate::Changed);
        assert_eq!(areas.map(|pair| pair.fields.clone()).collect::<Vec<_>>(), [[AreaField::Title]]);
    }

    #[test]
    fn an_item_numbered_anew_is_known_by_its_title() {
        let before = sample();
        let mut after = before.clone();
        // A new item takes the number of the second, which becomes the third.
        after.renumber(&Node::Item("A1.2".into()), "A1.9").unwrap();
        let id = after.add_item("A1", "新的一项".into()).unwrap();
        after.renumber(&Node::Item(id), "A1.2").unwrap();
        after.shift(&Node::Item("A1.2".into()), Way::Up).unwrap();
        let found = compare(&before, &after);
        let expected = [("A1.2", "A1.9", Fate::Changed), ("", "A1.2", Fate::Added)];
        assert_eq!(told(&found), expected);
        assert_eq!(found.items_of(Fate::Changed), 1);
    }
}
