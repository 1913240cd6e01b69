//! Proposals for groups: one for every post that has people, and where a small group could go.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use super::axis::UNFILLED;
use super::crosstab::CrossTab;
use super::membership::{LARGE, Overview, SMALL};
use crate::model::group::{Axis, Condition, Group, Rule};
use crate::model::id::{GroupId, IdSource};
use crate::model::ledger::Ledger;
use crate::model::pack::Extra;
use crate::order::Gather as _;

/// The place behind the last group of the list.
pub fn next_position(ledger: &Ledger) -> u32 {
    ledger.groups.values().map(|group| group.position + 1).max().unwrap_or_default()
}

/// A group of a rule, without pins, at the end of the list.
pub fn new_group(ledger: &Ledger, name: String, rule: Rule, ids: &mut IdSource) -> Group {
    Group {
        id: GroupId::new(ids),
        name,
        rule,
        pinned_in: BTreeMap::new(),
        pinned_out: BTreeMap::new(),
        position: next_position(ledger),
        extra: Extra::new(),
    }
}

/// One group for every main post that has people and that no group of one condition names yet.
/// They are called as the posts are.
pub fn groups_by_post(ledger: &Ledger, reference: Date, ids: &mut IdSource) -> Vec<Group> {
    let taken: BTreeSet<&str> = ledger
        .groups
        .values()
        .filter_map(|group| match &group.rule.any[..] {
            [case] => match &case[..] {
                [one] if matches!(one.axis, Axis::Post | Axis::AnyPost) && !one.not => Some(one),
                _ => None,
            },
            _ => None,
        })
        .flat_map(|condition| condition.values.iter().map(String::as_str))
        .collect();
    let names: BTreeSet<&str> =
        ledger.groups.values().map(|group| group.name.as_str()).gather_set();
    let tab = CrossTab::new(ledger, &[Axis::Post], reference);
    let posts = tab.values.first().into_iter().flatten().enumerate();
    let mut position = next_position(ledger);
    posts
        .filter(|(place, post)| {
            *post != UNFILLED
                && !taken.contains(post.as_str())
                && !names.contains(ledger.packs.posts.name(post))
                && tab.count(&[Some(*place)]) > 0
        })
        .map(|(_, post)| {
            let condition = Condition { axis: Axis::Post, values: vec![post.clone()], not: false };
            let rule = Rule { any: vec![vec![condition]] };
            let name = ledger.packs.posts.name(post).to_owned();
            let group = Group { position, ..new_group(ledger, name, rule, ids) };
            position += 1;
            group
        })
        .collect()
}

/// The group that a small one could join: it asks for the same axes, and is the smallest such
/// group with which the two do not grow too large.
pub fn merge_partner(ledger: &Ledger, overview: &Overview, small: GroupId) -> Option<GroupId> {
    let axes = |group: &Group| -> BTreeSet<Axis> {
        group.rule.any.iter().flatten().map(|condition| condition.axis.clone()).collect()
    };
    let own = ledger.groups.get(&small)?;
    let people = overview.members.get(&small)?;
    if people.is_empty() || people.len() >= SMALL {
        return None;
    }
    ledger
        .groups
        .values()
        .filter(|other| other.id != small && axes(other) == axes(own))
        .filter_map(|other| Some((other, overview.members.get(&other.id)?)))
        .map(|(other, members)| (members.union(people).count(), other.id))
        .filter(|(together, _)| (SMALL..=LARGE).contains(together))
        .min()
        .map(|(_, other)| other)
}

/// Two groups as one: the rule holds where either does, and pins of both stay.
#[must_use]
pub fn merged(into: &Group, small: &Group) -> Group {
    let mut group = into.clone();
    group.rule.any.extend(small.rule.any.iter().cloned());
    group.rule = std::mem::take(&mut group.rule).merged();
    for (person, reason) in &small.pinned_in {
        if !group.pinned_out.contains_key(person) {
            group.pinned_in.entry(*person).or_insert_with(|| reason.clone());
        }
    }
    group
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::ledger::tests::ledger_of;

    #[test]
    fn every_post_with_people_gets_one_group_and_no_second_one() {
        let (mut ledger, people) = ledger_of(12);
        for (number, id) in people.iter().enumerate() {
            let post = if number < 3 { "P05" } else { "P12" };
            ledger.edit_person(*id, |person| person.posts = vec![post.into()]).unwrap();
        }
        let reference = ledger.settings.reference();
        let mut ids = IdSource::new([4; 16]);
        let groups = groups_by_post(&ledger, reference, &mut ids);
        assert_eq!(groups.len(), 2);
        let small = groups[0].id;
        for group in groups {
            ledger.put_group(group).unwrap();
        }
        assert!(groups_by_post(&ledger, reference, &mut ids).is_empty());
        let overview = Overview::new(&ledger, reference);
        let partner = merge_partner(&ledger, &overview, small).unwrap();
        let both = merged(&ledger.groups[&partner], &ledger.groups[&small]);
        assert_eq!(both.rule.any.len(), 1);
        assert_eq!(super::super::membership::members(&both, &ledger, reference).len(), 12);
    }
}
