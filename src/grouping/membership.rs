//! Who belongs to a training group at the reference date: the rule and the pins, and how the
//! groups lie to each other.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use super::axis::values_of;
use crate::model::group::{Condition, Group, Rule};
use crate::model::id::{GroupId, PersonId};
use crate::model::ledger::Ledger;
use crate::model::person::Person;
use crate::order::{Gather as _, Order as _};

/// Fewer people than this are too few for a class of their own (a proposal, not a norm).
pub const SMALL: usize = 8;
/// More people than this want parallel classes.
pub const LARGE: usize = 40;

/// Does a group have a good size?
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Size {
    Empty,
    Small,
    Fits,
    Large,
}

/// The size class of a head count.
pub fn size(people: usize) -> Size {
    match people {
        0 => Size::Empty,
        1..SMALL => Size::Small,
        SMALL..=LARGE => Size::Fits,
        _ => Size::Large,
    }
}

/// Does the person satisfy the rule? No case: nobody; a case without conditions: everybody.
pub fn matches(rule: &Rule, person: &Person, ledger: &Ledger, reference: Date) -> bool {
    rule.any.iter().any(|case| case.iter().all(|one| holds(one, person, ledger, reference)))
}

fn holds(condition: &Condition, person: &Person, ledger: &Ledger, reference: Date) -> bool {
    let values = values_of(&condition.axis, person, &ledger.packs, reference);
    values.iter().any(|value| condition.values.iter().any(|wanted| wanted == value))
        != condition.not
}

/// How a person comes to be in a group, or not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Belonging {
    ByRule,
    PinnedIn,
    PinnedOut,
    Not,
}

impl Belonging {
    /// Is the person of the group?
    pub fn is_member(self) -> bool {
        matches!(self, Self::ByRule | Self::PinnedIn)
    }
}

/// Pins go before the rule; somebody pinned both ways is out.
pub fn belonging(group: &Group, person: &Person, ledger: &Ledger, reference: Date) -> Belonging {
    if group.pinned_out.contains_key(&person.id) {
        Belonging::PinnedOut
    } else if group.pinned_in.contains_key(&person.id) {
        Belonging::PinnedIn
    } else if matches(&group.rule, person, ledger, reference) {
        Belonging::ByRule
    } else {
        Belonging::Not
    }
}

/// The people of a group at the reference date. Who has left the roster belongs to none.
pub fn members(group: &Group, ledger: &Ledger, reference: Date) -> BTreeSet<PersonId> {
    ledger
        .enrolled(reference)
        .filter(|person| belonging(group, person, ledger, reference).is_member())
        .map(|person| person.id)
        .gather_set()
}

/// All groups over the roster.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Overview {
    /// The people of every group.
    pub members: BTreeMap<GroupId, BTreeSet<PersonId>>,
    /// The groups of everybody of the roster, also of who is in none.
    pub groups_of: BTreeMap<PersonId, Vec<GroupId>>,
}

impl Overview {
    /// Counts every group of the ledger at `reference`.
    pub fn new(ledger: &Ledger, reference: Date) -> Self {
        let mut overview = Self::default();
        for id in ledger.groups.keys() {
            overview.members.insert(*id, BTreeSet::new());
        }
        for person in ledger.enrolled(reference) {
            let mut groups = Vec::new();
            for group in ledger.groups.values() {
                if belonging(group, person, ledger, reference).is_member() {
                    groups.push(group.id);
                    overview.members.entry(group.id).or_default().insert(person.id);
                }
            }
            overview.groups_of.insert(person.id, groups);
        }
        overview
    }

    /// How many people a group has.
    pub fn count(&self, group: GroupId) -> usize {
        self.members.get(&group).map_or(0, BTreeSet::len)
    }

    /// Who is in no group.
    pub fn in_none(&self) -> impl Iterator<Item = PersonId> {
        self.groups_of.iter().filter(|(_, groups)| groups.is_empty()).map(|(person, _)| *person)
    }

    /// Who is in two groups or more.
    pub fn in_several(&self) -> impl Iterator<Item = PersonId> {
        self.groups_of.iter().filter(|(_, groups)| groups.len() > 1).map(|(person, _)| *person)
    }

    /// The other groups that share people with this one, with how many, most first.
    pub fn overlaps(&self, group: GroupId) -> Vec<(GroupId, usize)> {
        let Some(own) = self.members.get(&group) else { return Vec::new() };
        let mut overlaps: Vec<_> = self
            .members
            .iter()
            .filter(|(other, _)| **other != group)
            .map(|(other, people)| (*other, own.intersection(people).count()))
            .filter(|(_, shared)| *shared > 0)
            .collect();
        overlaps.order_by_key(|(other, shared)| (std::cmp::Reverse(*shared), *other));
        overlaps
    }
}

/// The groups in the order of the list.
pub fn groups_in_order(ledger: &Ledger) -> Vec<&Group> {
    let mut groups: Vec<_> = ledger.groups.values().collect();
    groups.order_by_key(|group| (group.position, group.id));
    groups
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::grouping::axis::UNFILLED;
    use crate::model::group::Axis;
    use crate::model::id::IdSource;
    use crate::model::ledger::tests::ledger_of;
    use crate::model::pack::Extra;
    use crate::model::person::Archived;

    fn group(ids: &mut IdSource, name: &str, axis: Axis, values: &[&str]) -> Group {
        let values = values.iter().map(|value| (*value).to_owned()).collect();
        Group {
            id: GroupId::new(ids),
            name: name.into(),
            rule: Rule { any: vec![vec![Condition { axis, values, not: false }]] },
            pinned_in: BTreeMap::new(),
            pinned_out: BTreeMap::new(),
            position: 0,
            extra: Extra::new(),
        }
    }

    #[test]
    fn pins_go_before_the_rule_and_who_has_left_belongs_nowhere() {
        let (mut ledger, people) = ledger_of(4);
        let mut ids = IdSource::new([9; 16]);
        for (id, post) in people.iter().zip(["P05", "P05", "P12", "P05"]) {
            ledger.edit_person(*id, |person| person.posts = vec![post.into()]).unwrap();
        }
        let on = ledger.settings.reference();
        ledger.archive_person(people[3], Archived { on, reason: String::new() }).unwrap();
        let mut food = group(&mut ids, "食品", Axis::Post, &["P05"]);
        food.pinned_out.insert(people[1], "借调".into());
        food.pinned_in.insert(people[2], "兼食品".into());
        food.pinned_in.insert(people[3], "已调出".into());
        let of = members(&food, &ledger, on);
        assert_eq!(of, BTreeSet::from([people[0], people[2]]));
    }

    #[test]
    fn the_overview_knows_who_is_in_none_and_who_in_several() {
        let (mut ledger, people) = ledger_of(3);
        let mut ids = IdSource::new([9; 16]);
        ledger.edit_person(people[0], |person| person.posts = vec!["P05".into()]).unwrap();
        ledger.edit_person(people[1], |person| person.posts = vec!["P12".into()]).unwrap();
        let food = group(&mut ids, "食品", Axis::Post, &["P05"]);
        let field = group(&mut ids, "一线", Axis::Post, &["P05", "P12"]);
        let (food_id, field_id) = (food.id, field.id);
        ledger.put_group(food).unwrap();
        ledger.put_group(field).unwrap();
        let overview = Overview::new(&ledger, ledger.settings.reference());
        assert_eq!(overview.in_none().collect::<Vec<_>>(), [people[2]]);
        assert_eq!(overview.in_several().collect::<Vec<_>>(), [people[0]]);
        assert_eq!(overview.overlaps(food_id), [(field_id, 1)]);
        assert_eq!(overview.count(field_id), 2);
    }

    #[test]
    fn a_rule_without_cases_has_nobody_and_not_turns_a_condition_round() {
        let (ledger, people) = ledger_of(2);
        let mut ids = IdSource::new([9; 16]);
        let reference = ledger.settings.reference();
        let mut none = group(&mut ids, "无", Axis::Post, &[UNFILLED]);
        assert_eq!(members(&none, &ledger, reference).len(), people.len());
        none.rule.any[0][0].not = true;
        assert!(members(&none, &ledger, reference).is_empty());
        none.rule.any.clear();
        assert!(members(&none, &ledger, reference).is_empty());
    }
}
