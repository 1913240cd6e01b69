//! Whatever is done to a tree, its numbers stay apart and nothing is lost but what is removed.

use proptest::prelude::*;

use super::*;

/// One edit: what is done, and which of the areas and items by their place in the list.
fn edit() -> impl Strategy<Value = (u8, usize, usize)> {
    (0_u8..8, 0_usize..40, 0_usize..40)
}

fn at<T>(list: &[T], place: usize) -> Option<&T> {
    list.get(place.checked_rem(list.len())?)
}

/// Makes one edit. How many items there are then, where that is known.
fn make(standard: &mut Standard, (what, one, other): (u8, usize, usize)) -> Option<usize> {
    let count = standard.items().len();
    let areas: Vec<_> = standard.all_areas().iter().map(|area| area.id.clone()).collect();
    let items: Vec<_> = standard.items().iter().map(|item| item.id.clone()).collect();
    let area = at(&areas, one).cloned();
    let item = at(&items, one).cloned();
    let way = if other % 2 == 0 { Way::Up } else { Way::Down };
    match what {
        0 => {
            standard.add_area(area.as_deref().filter(|_| other % 3 > 0), String::new()).unwrap();
            Some(count)
        }
        1 => {
            standard.add_item(&area?, String::new()).unwrap();
            Some(count + 1)
        }
        2 => {
            standard.shift(&Spot::Item(item?), way).unwrap();
            Some(count)
        }
        3 => {
            standard.shift(&Spot::Area(area?), way).unwrap();
            Some(count)
        }
        4 => {
            standard.move_item(&item?, at(&areas, other)?, true).unwrap();
            Some(count)
        }
        5 => {
            let over = at(&areas, other).map(String::as_str).filter(|_| other % 3 > 0);
            let moved = standard.move_area(&area?, over);
            assert!(matches!(moved, Ok(()) | Err(Rejection::AreaInItself)));
            Some(count)
        }
        6 => {
            let copied = standard.duplicate(&item.map(Spot::Item)?).unwrap();
            assert!(standard.has(&copied));
            Some(count + 1)
        }
        _ => {
            // Trees must not grow without end.
            let copied = standard.duplicate(&area.filter(|_| count < 100).map(Spot::Area)?);
            assert!(standard.has(&copied.unwrap()));
            None
        }
    }
}

proptest! {
    #[test]
    fn numbers_stay_apart_and_nothing_is_lost(edits in proptest::collection::vec(edit(), 0..40)) {
        let mut standard = Standard::default();
        let area = standard.add_area(None, String::new()).unwrap();
        standard.add_item(&area, String::new()).unwrap();
        for edit in edits {
            let expected = make(&mut standard, edit);
            let items = standard.items().len();
            prop_assert!(expected.is_none_or(|expected| expected == items));
            prop_assert_eq!(standard.item_ids().len(), items);
            prop_assert_eq!(standard.area_ids().len(), standard.all_areas().len());
        }
    }
}
