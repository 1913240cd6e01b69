//! Laws and cases of divisions.

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
