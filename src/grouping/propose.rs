//! New groups, and where a small group could go.

use std::collections::{BTreeMap, BTreeSet};

use super::membership::{LARGE, Overview, SMALL};
use crate::model::group::{Axis, Group, Rule};
use crate::model::id::{GroupId, IdSource};
use crate::model::ledger::Ledger;
use crate::model::pack::Extra;

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
    use crate::model::group::Condition;
    use crate::model::ledger::tests::ledger_of;

    #[test]
    fn a_small_group_joins_one_of_the_same_axes_with_room() {
        let (mut ledger, people) = ledger_of(12);
        for (number, id) in people.iter().enumerate() {
            let post = if number < 3 { "P05" } else { "P12" };
            ledger.edit_person(*id, |person| person.posts = vec![post.into()]).unwrap();
        }
        let reference = ledger.settings.reference();
        let mut ids = IdSource::new([4; 16]);
        let groups = ["P05", "P12"].map(|post| {
            let values = vec![post.to_owned()];
            let rule = Rule { any: vec![vec![Condition { axis: Axis::Post, values, not: false }]] };
            let group = new_group(&ledger, post.to_owned(), rule, &mut ids);
            let id = group.id;
            ledger.put_group(group).unwrap();
            id
        });
        let overview = Overview::new(&ledger, reference);
        let [small, large] = groups;
        assert_eq!(merge_partner(&ledger, &overview, large), None);
        assert_eq!(merge_partner(&ledger, &overview, small), Some(large));
        let both = merged(&ledger.groups[&large], &ledger.groups[&small]);
        assert_eq!(both.rule.any.len(), 1);
        assert_eq!(super::super::membership::members(&both, &ledger, reference).len(), 12);
    }
}
