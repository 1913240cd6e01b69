//! A division of the whole roster into training groups by age stage, education and main post
//! (年龄阶段、学历层次、岗位业务). What is too small is merged along a fixed ladder, and every merger
//! is told. Groups of an earlier division stay as long as their size lets them.
//!
//! The result depends on the people and the groups alone, not on the order they came in.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use jiff::civil::Date;

use super::axis::{UNFILLED, values, values_of};
use super::membership::{LARGE, SMALL, groups_in_order};
use super::propose::{new_group, next_position};
use super::stages::moved_stages;
use crate::model::group::{Axis, Condition, Group, Rule};
use crate::model::id::{GroupId, IdSource, PersonId};
use crate::model::ledger::Ledger;
use crate::model::pack::AgeRange;
use crate::order::{Gather as _, Order as _};

/// What a division divides by.
const AXES: [Axis; 3] = [Axis::AgeStage, Axis::Education, Axis::Post];

/// How large the groups are to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Wish {
    /// Groups of fewer people are merged.
    pub least: usize,
    /// Groups of more people are held in parallel classes; a merger avoids them where it can.
    pub most: usize,
    /// The age stages may end elsewhere, where one of them has too few people.
    pub moves_stages: bool,
}

impl Default for Wish {
    fn default() -> Self {
        Self { least: SMALL, most: LARGE, moves_stages: false }
    }
}

/// A group of an earlier division may be smaller than wished by so many people before it is merged.
const LEEWAY: usize = 2;

/// One combination of age stage, education and post, in the order of the packs.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Cell {
    /// Places in the packs; what no pack knows stands behind.
    places: [usize; 3],
    /// Age stage, education and post.
    pub values: [String; 3],
}

/// One group of a division.
#[derive(Clone, Debug, PartialEq)]
pub struct Part {
    pub cells: BTreeSet<Cell>,
    pub people: BTreeSet<PersonId>,
    /// The group of the ledger that it goes on with.
    pub kept: Option<GroupId>,
    /// It is new, or its rule is another than before.
    pub changed: bool,
}

/// Which neighbour a small group was merged with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Rung {
    /// The same post and age stage.
    Education,
    /// The same post.
    Age,
    /// A post of the same branch.
    Sibling,
    Other,
}

/// One merger.
#[derive(Clone, Debug, PartialEq)]
pub struct Merger {
    pub small: Part,
    pub into: Part,
    pub rung: Rung,
}

/// The whole roster in groups.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Division {
    pub parts: Vec<Part>,
    /// What was merged, first to last.
    pub trail: Vec<Merger>,
    /// Who is in none, since age stage, education or post is 未填.
    pub unfilled: Vec<PersonId>,
    /// Groups that are merged into others.
    pub gone: Vec<GroupId>,
    /// The age stages, where they end elsewhere now.
    pub stages: Option<Vec<AgeRange>>,
}

impl Division {
    /// Divides everybody who is enrolled at `reference`.
    pub fn new(ledger: &Ledger, reference: Date, wish: Wish) -> Self {
        let mut ledger = ledger.clone();
        let stages = wish.moves_stages.then(|| moved_stages(&ledger, reference, wish.least));
        let stages = stages.flatten();
        if let Some(stages) = &stages {
            Arc::make_mut(&mut ledger.packs).ages.stages.clone_from(stages);
        }
        let ranks = AXES.map(|axis| values(&axis, &ledger));
        let mut division = Self { stages, ..Self::default() };
        let mut cells: BTreeMap<Cell, BTreeSet<PersonId>> = BTreeMap::new();
        for person in ledger.enrolled(reference) {
            let values = AXES.map(|axis| {
                let value = values_of(&axis, person, &ledger.packs, reference).pop();
                value.map_or_else(String::new, std::borrow::Cow::into_owned)
            });
            if values.iter().any(|value| value == UNFILLED) {
                division.unfilled.push(person.id);
            } else {
                cells.entry(cell(values, &ranks)).or_default().insert(person.id);
            }
        }
        division.unfilled.order_by_key(|person| *person);
        let mut taken = BTreeSet::new();
        for group in groups_in_order(&ledger) {
            let part = kept(group, &ranks, &mut cells, &taken, wish);
            taken.extend(part.iter().flat_map(|part| part.cells.clone()));
            division.parts.extend(part);
        }
        division.parts.extend(cells.into_iter().map(|(cell, people)| Part {
            cells: [cell].into(),
            people,
            kept: None,
            changed: true,
        }));
        division.merge(&ledger, wish);
        division.parts.order_by(|a, b| a.cells.cmp(&b.cells));
        division
    }

    /// Merges what is too small, smallest first, until nothing is or all are one.
    fn merge(&mut self, ledger: &Ledger, wish: Wish) {
        while self.parts.len() > 1 {
            let places = 0..self.parts.len();
            let small = places
                .filter_map(|place| Some((self.parts.get(place)?, place)))
                .filter(|(part, _)| part.is_short(wish.least))
                .min_by(|(a, _), (b, _)| {
                    (a.people.len(), &a.cells).cmp(&(b.people.len(), &b.cells))
                });
            let Some((_, place)) = small else { return };
            let small = self.parts.remove(place);
            let nearest = self
                .parts
                .iter_mut()
                .filter_map(|part| Some((part.nearness(&small, ledger)?, part)))
                .min_by(|(near, a), (other, b)| {
                    let key = |part: &Part| {
                        let together = part.people.len() + small.people.len();
                        (together > wish.most, part.people.len())
                    };
                    // The rung goes first, then the size, then how far it is.
                    let (one, two) = ((near.0, key(a)), (other.0, key(b)));
                    one.cmp(&two).then(near.cmp(other)).then(a.cells.cmp(&b.cells))
                });
            let Some(((rung, _), into)) = nearest else { return };
            self.trail.push(Merger { small: small.clone(), into: into.clone(), rung });
            into.take_in(small, &mut self.gone);
        }
    }

    /// What is to be put into the ledger: the new groups and those whose rule changes. `name` calls
    /// a new one; a name that is taken gets a number.
    pub fn groups(
        &self,
        ledger: &Ledger,
        ids: &mut IdSource,
        name: &dyn Fn(&Part) -> String,
    ) -> Vec<Group> {
        let staying = ledger.groups.values().filter(|group| !self.gone.contains(&group.id));
        let mut taken: BTreeSet<String> = BTreeSet::new();
        taken.extend(staying.map(|group| group.name.clone()));
        let mut position = next_position(ledger);
        let mut groups = Vec::new();
        for part in self.parts.iter().filter(|part| part.changed) {
            let rule = part.rule();
            if let Some(group) = part.kept.and_then(|id| ledger.groups.get(&id)) {
                groups.push(Group { rule, ..group.clone() });
                continue;
            }
            let wanted = name(part);
            let mut called = wanted.clone();
            let mut number = 2;
            while !taken.insert(called.clone()) {
                called = format!("{wanted} {number}");
                number += 1;
            }
            groups.push(Group { position, ..new_group(ledger, called, rule, ids) });
            position += 1;
        }
        groups
    }
}

fn cell(values: [String; 3], ranks: &[Vec<String>; 3]) -> Cell {
    let mut places = [0; 3];
    for ((place, value), ranks) in places.iter_mut().zip(&values).zip(ranks) {
        *place = ranks.iter().position(|known| known == value).unwrap_or(ranks.len());
    }
    Cell { places, values }
}

/// The part that goes on with a group of the ledger, where its rule is one of a division; cells that
/// are `taken` by a group before it do not count. It takes its people out of `cells`. A group that
/// has become much too large is let go but for its largest cell.
fn kept(
    group: &Group,
    ranks: &[Vec<String>; 3],
    cells: &mut BTreeMap<Cell, BTreeSet<PersonId>>,
    taken: &BTreeSet<Cell>,
    wish: Wish,
) -> Option<Part> {
    let mut own = cells_of(&group.rule, ranks)?;
    let said = own.len();
    own.retain(|cell| !taken.contains(cell));
    if own.is_empty() {
        return None;
    }
    let changed = own.len() < said;
    let count = |cell: &Cell| cells.get(cell).map_or(0, BTreeSet::len);
    let all: usize = own.iter().map(count).sum();
    let mut part = Part { cells: own, people: BTreeSet::new(), kept: Some(group.id), changed };
    if all * 5 > wish.most * 6 && part.cells.len() > 1 {
        let largest = part.cells.iter().max_by_key(|cell| count(cell)).cloned()?;
        part = Part { cells: [largest].into(), changed: true, ..part };
    }
    for cell in &part.cells {
        part.people.extend(cells.remove(cell).into_iter().flatten());
    }
    Some(part)
}

/// The cells that a rule says, where every case asks for just the three axes.
fn cells_of(rule: &Rule, ranks: &[Vec<String>; 3]) -> Option<BTreeSet<Cell>> {
    let mut cells = BTreeSet::new();
    for case in &rule.any {
        let mut wanted = AXES.iter().map(|axis| {
            let one = case.iter().find(|one| one.axis == *axis && !one.not)?;
            (!one.values.iter().any(|value| value == UNFILLED)).then_some(&one.values)
        });
        let (stages, bands, posts) = (wanted.next()??, wanted.next()??, wanted.next()??);
        if case.len() != AXES.len() {
            return None;
        }
        for stage in stages {
            for band in bands {
                cells.extend(
                    posts
                        .iter()
                        .map(|post| cell([stage, band, post].map(|value| value.to_owned()), ranks)),
                );
            }
        }
    }
    (!cells.is_empty()).then_some(cells)
}

impl Part {
    /// The rule that says exactly its cells.
    pub fn rule(&self) -> Rule {
        let case = |cell: &Cell| {
            let conditions = AXES.iter().zip(&cell.values).map(|(axis, value)| Condition {
                axis: axis.clone(),
                values: vec![value.clone()],
                not: false,
            });
            conditions.collect()
        };
        let mut rule = Rule { any: self.cells.iter().map(case).collect() };
        loop {
            let cases = rule.any.len();
            rule = rule.merged();
            if rule.any.len() == cases {
                return rule;
            }
        }
    }

    /// The different values of one of the three axes, in the order of the packs.
    pub fn values(&self, axis: usize) -> BTreeSet<(usize, &String)> {
        let cells = self.cells.iter();
        cells
            .filter_map(|cell| Some((*cell.places.get(axis)?, cell.values.get(axis)?)))
            .gather_set()
    }

    /// In how many classes side by side it is held.
    pub fn classes(&self, most: usize) -> usize {
        self.people.len().div_ceil(most.max(1)).max(1)
    }

    fn is_short(&self, least: usize) -> bool {
        let leeway = if self.kept.is_some() { LEEWAY } else { 0 };
        self.people.len() + leeway < least
    }

    /// The rung of the ladder between the two, and how far apart they are on it.
    fn nearness(&self, other: &Self, ledger: &Ledger) -> Option<(Rung, [usize; 3])> {
        let pairs = self.cells.iter().flat_map(|a| other.cells.iter().map(move |b| (a, b)));
        pairs.map(|(a, b)| between(a, b, ledger)).min()
    }

    fn take_in(&mut self, mut other: Self, gone: &mut Vec<GroupId>) {
        match (self.kept, other.kept) {
            (Some(_), Some(merged)) => gone.push(merged),
            (None, kept) => self.kept = kept,
            _ => {}
        }
        self.cells.append(&mut other.cells);
        self.people.append(&mut other.people);
        self.changed = true;
    }
}

fn between(a: &Cell, b: &Cell, ledger: &Ledger) -> (Rung, [usize; 3]) {
    let mut apart = [0; 3];
    for (apart, (a, b)) in apart.iter_mut().zip(a.places.iter().zip(&b.places)) {
        *apart = a.abs_diff(*b);
    }
    let ([a_stage, _, a_post], [b_stage, _, b_post]) = (&a.values, &b.values);
    let branch = |post: &str| ledger.packs.posts.branch(post);
    let rung = if a_post != b_post {
        if branch(a_post) == branch(b_post) { Rung::Sibling } else { Rung::Other }
    } else if a_stage == b_stage {
        Rung::Education
    } else {
        Rung::Age
    };
    (rung, apart)
}

#[cfg(test)]
mod tests;
