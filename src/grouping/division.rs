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
use crate::order::Order as _;

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
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::grouping::membership::members;
    use crate::model::date::PartialDate;
    use crate::model::ledger::tests::ledger_of;
    use crate::model::person::Schooling;

    type Row = (Option<i16>, Option<&'static str>, Option<&'static str>);

    fn row() -> impl Strategy<Value = Row> {
        (
            prop::option::weighted(0.95, 1962_i16..2004),
            prop::option::weighted(0.95, prop::sample::select(vec!["11", "21", "31", "61"])),
            prop::option::weighted(
                0.95,
                prop::sample::select(vec!["P01", "P02", "P04", "P05", "P06", "P12", "P13", "X7"]),
            ),
        )
    }

    fn set(ledger: &mut Ledger, id: PersonId, (year, schooling, post): Row) {
        let change = |person: &mut crate::model::person::Person| {
            person.birth = year.and_then(|year| PartialDate::month(year, 3));
            person.full_time = schooling.map(Schooling::new);
            person.posts = post.iter().map(|post| (*post).to_owned()).collect();
        };
        ledger.edit_person(id, change).unwrap();
    }

    fn ledger(rows: &[Row]) -> Ledger {
        let (mut ledger, people) = ledger_of(rows.len());
        for (id, row) in people.into_iter().zip(rows) {
            set(&mut ledger, id, *row);
        }
        ledger
    }

    fn divide(ledger: &Ledger, wish: Wish) -> Division {
        Division::new(ledger, ledger.settings.reference(), wish)
    }

    /// Takes a division over, as the page does.
    fn take_over(ledger: &mut Ledger, division: &Division) {
        let groups = division.groups(ledger, &mut IdSource::new([4; 16]), &|_| "组".into());
        for id in &division.gone {
            ledger.delete_group(*id).unwrap();
        }
        for group in groups {
            ledger.put_group(group).unwrap();
        }
    }

    fn wish() -> impl Strategy<Value = Wish> {
        (1_usize..10, 10_usize..40, any::<bool>()).prop_map(|(least, most, moves_stages)| Wish {
            least,
            most,
            moves_stages,
        })
    }

    proptest! {
        #[test]
        fn everybody_is_in_exactly_one_group_or_unfilled(
            rows in prop::collection::vec(row(), 0..90), wish in wish(),
        ) {
            let mut ledger = ledger(&rows);
            let reference = ledger.settings.reference();
            let division = divide(&ledger, Wish { moves_stages: false, ..wish });
            let complete = rows.iter().filter(|(a, b, c)| a.is_some() && b.is_some() && c.is_some());
            let complete = complete.count();
            prop_assert_eq!(division.unfilled.len(), rows.len() - complete);
            let enough = |part: &Part| part.people.len() >= wish.least;
            prop_assert!(division.parts.len() < 2 || division.parts.iter().all(enough));
            take_over(&mut ledger, &division);
            let mut times: BTreeMap<PersonId, usize> = BTreeMap::new();
            for group in ledger.groups.values() {
                for person in members(group, &ledger, reference) {
                    *times.entry(person).or_default() += 1;
                }
            }
            prop_assert_eq!(times.len(), complete);
            prop_assert!(times.values().all(|times| *times == 1));
            for person in &division.unfilled {
                prop_assert!(!times.contains_key(person));
            }
        }

        #[test]
        fn the_order_of_the_roster_does_not_matter(
            rows in prop::collection::vec(row(), 0..60), wish in wish(),
        ) {
            let sizes = |rows: &[Row]| {
                let division = divide(&ledger(rows), wish);
                let part = |part: Part| (part.cells, part.people.len());
                let parts: Vec<_> = division.parts.into_iter().map(part).collect();
                let merger = |merger: Merger| (merger.small.cells, merger.into.cells, merger.rung);
                let trail: Vec<_> = division.trail.into_iter().map(merger).collect();
                (parts, trail, division.stages)
            };
            let mut turned = rows.clone();
            turned.reverse();
            prop_assert_eq!(sizes(&rows), sizes(&turned));
        }

        #[test]
        fn nothing_changes_where_nobody_does(
            rows in prop::collection::vec(row(), 0..90), least in 1_usize..10,
        ) {
            let wish = Wish { least, most: 200, moves_stages: false };
            let mut ledger = ledger(&rows);
            let first = divide(&ledger, wish);
            take_over(&mut ledger, &first);
            let again = divide(&ledger, wish);
            prop_assert!(again.parts.iter().all(|part| !part.changed));
            prop_assert!(again.trail.is_empty() && again.gone.is_empty());
        }

        #[test]
        fn two_people_more_or_less_change_little(
            rows in prop::collection::vec(row(), 20..90),
            others in prop::collection::vec(row(), 2),
            least in 3_usize..10,
        ) {
            let wish = Wish { least, most: 200, moves_stages: false };
            let mut ledger = ledger(&rows);
            let first = divide(&ledger, wish);
            take_over(&mut ledger, &first);
            let groups = ledger.groups.clone();
            let two: Vec<PersonId> = ledger.people().take(2).map(|person| person.id).collect();
            for (id, row) in two.into_iter().zip(others) {
                set(&mut ledger, id, row);
            }
            let again = divide(&ledger, wish);
            prop_assert!(first.parts.len() < 2 || again.gone.is_empty());
            take_over(&mut ledger, &again);
            let others = |id: &GroupId| ledger.groups.get(id) != groups.get(id);
            prop_assert!(groups.keys().filter(|id| others(id)).count() <= 2);
        }
    }

    #[test]
    fn a_small_cell_goes_up_the_ladder_rung_by_rung() {
        let many = |row: Row, times: usize| vec![row; times];
        let rows = [
            many((Some(1975), Some("31"), Some("P04")), 3),
            many((Some(1975), Some("21"), Some("P04")), 12),
            many((Some(2000), Some("21"), Some("P13")), 2),
            many((Some(1985), Some("21"), Some("P13")), 9),
            many((Some(1985), Some("21"), Some("P06")), 1),
            many((Some(1985), Some("61"), Some("P05")), 8),
        ];
        let division = divide(&ledger(&rows.concat()), Wish::default());
        let told: Vec<_> = division
            .trail
            .iter()
            .map(|one| (one.small.people.len(), one.into.people.len(), one.rung))
            .collect();
        assert_eq!(told, [(1, 8, Rung::Sibling), (2, 9, Rung::Age), (3, 12, Rung::Education)]);
        let registering = &division.trail[2].small;
        let values: Vec<_> = registering.cells.iter().map(|cell| cell.values.clone()).collect();
        assert_eq!(values, [["mid", "college", "P04"]]);
    }

    #[test]
    fn a_large_group_has_parallel_classes_and_a_neighbour_with_room_goes_first() {
        let rows = [
            vec![(Some(1975), Some("21"), Some("P05")); 85],
            vec![(Some(1975), Some("31"), Some("P05")); 3],
            vec![(Some(1975), Some("11"), Some("P05")); 9],
        ];
        let division = divide(&ledger(&rows.concat()), Wish::default());
        let sizes: Vec<_> = division.parts.iter().map(|part| part.people.len()).collect();
        assert_eq!(sizes, [12, 85]);
        let classes: Vec<_> = division.parts.iter().map(|part| part.classes(40)).collect();
        assert_eq!(classes, [1, 3]);
    }

    #[test]
    fn a_group_that_grew_far_too_large_is_divided_again() {
        let rows = [
            vec![(Some(1975), Some("21"), Some("P05")); 9],
            vec![(Some(1975), Some("31"), Some("P05")); 4],
        ];
        let mut ledger = ledger(&rows.concat());
        let wish = Wish { least: 5, most: 20, moves_stages: false };
        let first = divide(&ledger, wish);
        assert_eq!(first.parts.len(), 1);
        take_over(&mut ledger, &first);
        let office = ledger.settings.office;
        let mut ids = IdSource::new([6; 16]);
        for schooling in ["21", "31"] {
            for number in 0..7 {
                let id = PersonId::new(&mut ids);
                let name = format!("新{number}");
                ledger.add_person(crate::model::person::Person::new(id, name, office)).unwrap();
                set(&mut ledger, id, (Some(1975), Some(schooling), Some("P05")));
            }
        }
        let again = divide(&ledger, wish);
        let sizes: Vec<_> = again.parts.iter().map(|part| part.people.len()).collect();
        assert_eq!(sizes, [16, 11]);
        assert_eq!(again.parts.iter().filter(|part| part.kept.is_some()).count(), 1);
    }
}
