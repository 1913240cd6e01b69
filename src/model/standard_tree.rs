//! Edits on the tree of a standard: areas, their sub-areas and items, each known by its number.

use std::collections::BTreeSet;

use super::open::Open;
use super::people::Rejection;
use super::rule::{Rule, RuleKind, VetoEffect};
use super::standard::{Area, Item, Standard};
use crate::order::Gather as _;

/// A place in the tree. Areas and items have numbers of their own: an area D1 and an item D1 may
/// stand beside each other.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Spot {
    Area(String),
    Item(String),
}

impl Spot {
    /// Its number.
    pub fn id(&self) -> &str {
        match self {
            Self::Area(id) | Self::Item(id) => id,
        }
    }
}

/// Which way something moves in a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    Up,
    Down,
}

impl Way {
    /// Moves one member of a list by one place. False where it stands at the end already.
    pub fn shift<T>(self, list: &mut [T], at: usize) -> bool {
        let other = match self {
            Self::Up => at.checked_sub(1),
            Self::Down => Some(at + 1),
        };
        let Some(other) = other.filter(|other| *other < list.len() && at < list.len()) else {
            return false;
        };
        list.swap(at, other);
        true
    }
}

/// The list in which an area stands.
fn list_of<'a>(areas: &'a mut Vec<Area>, id: &str) -> Option<&'a mut Vec<Area>> {
    if areas.iter().any(|area| area.id == id) {
        return Some(areas);
    }
    areas.iter_mut().find_map(|area| list_of(&mut area.areas, id))
}

/// The area in which an item stands.
fn holder<'a>(areas: &'a mut [Area], item: &str) -> Option<&'a mut Area> {
    areas.iter_mut().find_map(|area| {
        if area.items.iter().any(|one| one.id == item) {
            return Some(area);
        }
        holder(&mut area.areas, item)
    })
}

/// The first number below `parent` that is free: C3.1, C3.2 …, and D1, D2 … below a letter.
fn number_below(parent: &str, taken: &BTreeSet<String>) -> String {
    let between = if parent.ends_with(|sign: char| sign.is_ascii_digit()) { "." } else { "" };
    let mut count = 1;
    loop {
        let id = format!("{parent}{between}{count}");
        if !taken.contains(&id) {
            return id;
        }
        count += 1;
    }
}

/// The first letter that is free, then numbers behind the last.
fn letter(taken: &BTreeSet<String>) -> String {
    ('A'..='Z')
        .map(String::from)
        .find(|id| !taken.contains(id))
        .unwrap_or_else(|| number_below("Z", taken))
}

impl Standard {
    /// One area, at any depth.
    pub fn area(&self, id: &str) -> Option<&Area> {
        self.all_areas().into_iter().find(|area| area.id == id)
    }

    /// The area in which an item stands.
    pub fn area_of(&self, item: &str) -> Option<&Area> {
        self.all_areas().into_iter().find(|area| area.items.iter().any(|one| one.id == item))
    }

    /// The area over an area; `None` for a top area.
    pub fn area_over(&self, id: &str) -> Option<&Area> {
        self.all_areas().into_iter().find(|area| area.areas.iter().any(|one| one.id == id))
    }

    /// Is it there?
    pub fn has(&self, spot: &Spot) -> bool {
        match spot {
            Spot::Area(id) => self.area(id).is_some(),
            Spot::Item(id) => self.item(id).is_some(),
        }
    }

    /// One area to change.
    pub fn area_mut(&mut self, id: &str) -> Option<&mut Area> {
        list_of(&mut self.areas, id)?.iter_mut().find(|area| area.id == id)
    }

    /// One item to change.
    pub fn item_mut(&mut self, id: &str) -> Option<&mut Item> {
        holder(&mut self.areas, id)?.items.iter_mut().find(|item| item.id == id)
    }

    fn area_ids(&self) -> BTreeSet<String> {
        self.all_areas().into_iter().map(|area| area.id.clone()).gather_set()
    }

    fn item_ids(&self) -> BTreeSet<String> {
        self.items().into_iter().map(|item| item.id.clone()).gather_set()
    }

    /// Adds an area at the end, below `over` or as a top area, and answers its number.
    ///
    /// # Errors
    /// There is no area `over`.
    pub fn add_area(&mut self, over: Option<&str>, title: String) -> Result<String, Rejection> {
        let taken = self.area_ids();
        let id = over.map_or_else(|| letter(&taken), |over| number_below(over, &taken));
        let list = match over {
            None => &mut self.areas,
            Some(over) => &mut self.area_mut(over).ok_or(Rejection::NoSuchPlace)?.areas,
        };
        list.push(Area { id: id.clone(), title, ..Area::default() });
        Ok(id)
    }

    /// Adds an item at the end of an area, and answers its number.
    ///
    /// # Errors
    /// There is no such area.
    pub fn add_item(&mut self, area: &str, title: String) -> Result<String, Rejection> {
        let id = number_below(area, &self.item_ids());
        let area = self.area_mut(area).ok_or(Rejection::NoSuchPlace)?;
        area.items.push(Item { id: id.clone(), title, ..Item::default() });
        Ok(id)
    }

    /// Moves an area among its neighbours, or an item; an item at the end of its area goes on into
    /// the next one. False where there is nowhere to go.
    ///
    /// # Errors
    /// It is not there.
    pub fn shift(&mut self, spot: &Spot, way: Way) -> Result<bool, Rejection> {
        match spot {
            Spot::Area(id) => {
                let list = list_of(&mut self.areas, id).ok_or(Rejection::NoSuchPlace)?;
                let at = list.iter().position(|area| area.id == *id).unwrap_or_default();
                Ok(way.shift(list, at))
            }
            Spot::Item(id) => {
                let area = holder(&mut self.areas, id).ok_or(Rejection::NoSuchPlace)?;
                let at = area.items.iter().position(|item| item.id == *id).unwrap_or_default();
                if way.shift(&mut area.items, at) {
                    return Ok(true);
                }
                let here = area.id.clone();
                let areas = self.all_areas();
                let place = areas.iter().position(|area| area.id == here);
                let next = place.and_then(|place| match way {
                    Way::Up => place.checked_sub(1),
                    Way::Down => place.checked_add(1),
                });
                let Some(next) = next.and_then(|next| areas.get(next)).map(|area| area.id.clone())
                else {
                    return Ok(false);
                };
                self.move_item(id, &next, way == Way::Down)?;
                Ok(true)
            }
        }
    }

    /// Moves an item to the beginning or the end of an area.
    ///
    /// # Errors
    /// There is no such item or area.
    pub fn move_item(&mut self, item: &str, area: &str, to_start: bool) -> Result<(), Rejection> {
        if self.area(area).is_none() {
            return Err(Rejection::NoSuchPlace);
        }
        let from = holder(&mut self.areas, item).ok_or(Rejection::NoSuchPlace)?;
        let at = from.items.iter().position(|one| one.id == item);
        let at = at.ok_or(Rejection::NoSuchPlace)?;
        let moved = from.items.remove(at);
        let to = self.area_mut(area).ok_or(Rejection::NoSuchPlace)?;
        let at = if to_start { 0 } else { to.items.len() };
        to.items.insert(at, moved);
        Ok(())
    }

    /// Moves an area with all that is in it below another one, or to the top.
    ///
    /// # Errors
    /// There is no such area, or it would stand within itself.
    pub fn move_area(&mut self, area: &str, over: Option<&str>) -> Result<(), Rejection> {
        let moved = self.area(area).ok_or(Rejection::NoSuchPlace)?;
        if let Some(over) = over {
            if over == area || inside(moved, over) {
                return Err(Rejection::AreaInItself);
            }
            self.area(over).ok_or(Rejection::NoSuchPlace)?;
        }
        let mut moved = self.take_area(area).ok_or(Rejection::NoSuchPlace)?;
        match over {
            None => self.areas.push(moved),
            Some(over) => {
                // Only top areas have a share of the total.
                moved.weight = None;
                self.area_mut(over).ok_or(Rejection::NoSuchPlace)?.areas.push(moved);
            }
        }
        Ok(())
    }

    fn take_area(&mut self, id: &str) -> Option<Area> {
        let list = list_of(&mut self.areas, id)?;
        let at = list.iter().position(|area| area.id == id)?;
        Some(list.remove(at))
    }

    /// Copies an area with all that is in it, or an item, to behind itself, under free numbers.
    ///
    /// # Errors
    /// It is not there.
    pub fn duplicate(&mut self, spot: &Spot) -> Result<Spot, Rejection> {
        match spot {
            Spot::Item(id) => {
                let taken = self.item_ids();
                let area = holder(&mut self.areas, id).ok_or(Rejection::NoSuchPlace)?;
                let at = area.items.iter().position(|item| item.id == *id).unwrap_or_default();
                let mut copy = area.items.get(at).cloned().ok_or(Rejection::NoSuchPlace)?;
                copy.id = number_below(&area.id, &taken);
                let id = copy.id.clone();
                area.items.insert(at + 1, copy);
                Ok(Spot::Item(id))
            }
            Spot::Area(id) => {
                let over = self.area_over(id).map(|area| area.id.clone());
                let (mut areas, mut items) = (self.area_ids(), self.item_ids());
                let list = list_of(&mut self.areas, id).ok_or(Rejection::NoSuchPlace)?;
                let at = list.iter().position(|area| area.id == *id).unwrap_or_default();
                let mut copy = list.get(at).cloned().ok_or(Rejection::NoSuchPlace)?;
                number_anew(&mut copy, over.as_deref(), &mut areas, &mut items);
                let id = copy.id.clone();
                list.insert(at + 1, copy);
                Ok(Spot::Area(id))
            }
        }
    }

    /// Takes an area with all that is in it, or an item, out of the standard.
    ///
    /// # Errors
    /// It is not there.
    pub fn remove(&mut self, spot: &Spot) -> Result<(), Rejection> {
        match spot {
            Spot::Area(id) => self.take_area(id).map(|_| ()).ok_or(Rejection::NoSuchPlace),
            Spot::Item(id) => {
                let area = holder(&mut self.areas, id).ok_or(Rejection::NoSuchPlace)?;
                let at = area.items.iter().position(|item| item.id == *id);
                area.items.remove(at.ok_or(Rejection::NoSuchPlace)?);
                Ok(())
            }
        }
    }

    /// Gives an area or an item another number; vetoes that name the area follow.
    ///
    /// # Errors
    /// It is not there, or the number is blank or taken.
    pub fn renumber(&mut self, spot: &Spot, id: &str) -> Result<Spot, Rejection> {
        let id = id.trim();
        if id.is_empty() {
            return Err(Rejection::MissingName);
        }
        if spot.id() == id {
            return Ok(spot.clone());
        }
        match spot {
            Spot::Item(old) => {
                if self.item(id).is_some() {
                    return Err(Rejection::NumberTaken(id.to_owned()));
                }
                id.clone_into(&mut self.item_mut(old).ok_or(Rejection::NoSuchPlace)?.id);
                Ok(Spot::Item(id.to_owned()))
            }
            Spot::Area(old) => {
                if self.area(id).is_some() {
                    return Err(Rejection::NumberTaken(id.to_owned()));
                }
                id.clone_into(&mut self.area_mut(old).ok_or(Rejection::NoSuchPlace)?.id);
                each_rule(&mut self.areas, &mut |rule| {
                    if let Open::Known(RuleKind::Veto { effect }, _) = &mut rule.kind
                        && let VetoEffect::AreaZero { area: Some(area) } = effect
                        && area == old
                    {
                        id.clone_into(area);
                    }
                });
                Ok(Spot::Area(id.to_owned()))
            }
        }
    }
}

impl Item {
    /// A number for one more rule.
    pub fn free_rule_id(&self) -> String {
        free_rule_id(self.all_rules())
    }
}

/// A number that none of the rules has.
pub fn free_rule_id<'a>(rules: impl Iterator<Item = &'a Rule>) -> String {
    let taken: BTreeSet<&str> = rules.map(|rule| rule.id.as_str()).gather_set();
    let mut count = taken.len() + 1;
    while taken.contains(count.to_string().as_str()) {
        count += 1;
    }
    count.to_string()
}

/// Does the area lie somewhere within the other?
fn inside(area: &Area, id: &str) -> bool {
    area.areas.iter().any(|below| below.id == id || inside(below, id))
}

fn number_anew(
    area: &mut Area,
    over: Option<&str>,
    areas: &mut BTreeSet<String>,
    items: &mut BTreeSet<String>,
) {
    area.id = over.map_or_else(|| letter(areas), |over| number_below(over, areas));
    areas.insert(area.id.clone());
    for item in &mut area.items {
        item.id = number_below(&area.id, items);
        items.insert(item.id.clone());
    }
    let id = area.id.clone();
    for below in &mut area.areas {
        number_anew(below, Some(&id), areas, items);
    }
}

fn each_rule(areas: &mut [Area], act: &mut dyn FnMut(&mut Rule)) {
    for area in areas {
        for item in &mut area.items {
            let parts = item.parts.iter_mut().map(|part| &mut part.rule);
            parts.chain(&mut item.rules).for_each(&mut *act);
        }
        each_rule(&mut area.areas, act);
    }
}

#[cfg(test)]
mod laws;
#[cfg(test)]
mod tests {
    use super::*;

    fn standard() -> Standard {
        let mut standard = Standard::default();
        let a = standard.add_area(None, "甲".into()).unwrap();
        let b = standard.add_area(None, "乙".into()).unwrap();
        let below = standard.add_area(Some(&b), "丙".into()).unwrap();
        for area in [&a, &a, &b, &below] {
            standard.add_item(area, String::new()).unwrap();
        }
        standard
    }

    fn order(standard: &Standard) -> Vec<String> {
        standard.items().into_iter().map(|item| item.id.clone()).collect()
    }

    fn item(id: &str) -> Spot {
        Spot::Item(id.into())
    }

    #[test]
    fn numbers_follow_the_area() {
        let standard = standard();
        assert_eq!(order(&standard), ["A1", "A2", "B1", "B1.1"]);
        assert_eq!(standard.all_areas()[2].id, "B1");
        assert_eq!(standard.area_of("B1.1").unwrap().title, "丙");
        assert_eq!(standard.area_over("B1").unwrap().id, "B");
    }

    #[test]
    fn an_item_moves_through_its_area_and_on_into_the_next() {
        let mut standard = standard();
        assert_eq!(standard.shift(&item("A1"), Way::Up), Ok(false));
        assert_eq!(standard.shift(&item("A1"), Way::Down), Ok(true));
        assert_eq!(order(&standard), ["A2", "A1", "B1", "B1.1"]);
        standard.shift(&item("A1"), Way::Down).unwrap();
        assert_eq!(standard.area_of("A1").unwrap().id, "B");
        assert_eq!(order(&standard), ["A2", "A1", "B1", "B1.1"]);
        standard.shift(&item("A1"), Way::Up).unwrap();
        assert_eq!(standard.area_of("A1").unwrap().id, "A");
        assert_eq!(standard.shift(&item("B1.1"), Way::Down), Ok(false));
        assert_eq!(standard.shift(&item("nobody"), Way::Down), Err(Rejection::NoSuchPlace));
    }

    #[test]
    fn moving_up_and_down_again_changes_nothing() {
        let before = standard();
        for id in order(&before) {
            let mut standard = before.clone();
            if standard.shift(&item(&id), Way::Down).unwrap() {
                standard.shift(&item(&id), Way::Up).unwrap();
            }
            assert_eq!(standard, before, "{id}");
        }
    }

    #[test]
    fn an_area_goes_below_another_but_not_into_itself() {
        let mut standard = standard();
        let before = standard.clone();
        assert_eq!(standard.move_area("B", Some("B1")), Err(Rejection::AreaInItself));
        assert_eq!(standard.move_area("B", Some("x")), Err(Rejection::NoSuchPlace));
        assert_eq!(standard, before);
        standard.area_mut("A").unwrap().weight = Some(3);
        standard.move_area("A", Some("B1")).unwrap();
        assert_eq!(standard.area("A").unwrap().weight, None);
        assert_eq!(order(&standard), ["B1", "B1.1", "A1", "A2"]);
        standard.move_area("B1", None).unwrap();
        assert_eq!(standard.areas.len(), 2);
        standard.move_item("B1", "A", true).unwrap();
        assert_eq!(standard.area("A").unwrap().items[0].id, "B1");
    }

    #[test]
    fn copies_have_free_numbers() {
        let mut standard = standard();
        assert_eq!(standard.duplicate(&item("A1")), Ok(item("A3")));
        assert_eq!(order(&standard)[..3], ["A1", "A3", "A2"]);
        assert_eq!(standard.duplicate(&Spot::Area("B".into())), Ok(Spot::Area("C".into())));
        assert_eq!(order(&standard)[5..], ["C1", "C1.1"]);
        let ids: BTreeSet<_> = order(&standard).into_iter().collect();
        assert_eq!(ids.len(), standard.items().len());
        standard.remove(&Spot::Area("C".into())).unwrap();
        standard.remove(&item("A3")).unwrap();
        assert_eq!(standard, self::standard());
    }

    #[test]
    fn a_veto_follows_the_number_of_its_area() {
        let mut standard = standard();
        let effect = VetoEffect::AreaZero { area: Some("B1".into()) };
        let kind = RuleKind::Veto { effect }.into();
        let rule = Rule { id: "1".into(), text: String::new(), kind };
        standard.item_mut("A1").unwrap().rules.push(rule);
        let taken = Err(Rejection::NumberTaken("A".into()));
        assert_eq!(standard.renumber(&Spot::Area("B1".into()), "A"), taken);
        standard.renumber(&Spot::Area("B1".into()), "X").unwrap();
        let rule = &standard.item("A1").unwrap().rules[0];
        let named = RuleKind::Veto { effect: VetoEffect::AreaZero { area: Some("X".into()) } };
        assert_eq!(rule.kind.known(), Some(&named));
        assert_eq!(standard.renumber(&item("A2"), "A9"), Ok(item("A9")));
        assert_eq!(standard.item("A1").unwrap().free_rule_id(), "2");
    }
}
