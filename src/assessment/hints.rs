//! What the author of a standard should look at though it can be scored with, and where in the tree
//! a fault stands.

use super::check::{StandardFault, full_mark};
use super::exact::Exact;
use crate::model::rule::{Rule, RuleKind};
use crate::model::score::Hundredths;
use crate::model::standard::{Area, Item, Standard};
use crate::model::standard_tree::Spot;

/// Something to look at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Hint {
    NoTitle(Spot),
    /// An area without items and sub-areas.
    EmptyArea(String),
    /// An item without 考核方式.
    NoMethod(String),
    /// An item that says nowhere how it is marked: its mark is typed.
    NoScoring(String),
    /// The best levels and bounds of an item do not bring its full mark.
    Unreachable {
        item: String,
        most: Hundredths,
        full: Hundredths,
    },
    /// Rules that each leave a share of what is left, so that the shares multiply: two of 按比例, 分档
    /// and 评定 on one item.
    Shares {
        item: String,
        rules: Vec<String>,
    },
    /// The ratings neither rise nor fall all along: a name may have got another's mark. The first that
    /// begins higher than the one before it, and that one.
    RatingsOutOfOrder {
        higher: String,
        before: String,
    },
    /// The items of an area come to more than its cap: the rest is lost.
    CapBelowSum {
        area: String,
        cap: Hundredths,
        sum: Hundredths,
    },
}

impl Hint {
    /// Where it stands; `None` where it is about the whole.
    pub fn spot(&self) -> Option<Spot> {
        Some(match self {
            Self::RatingsOutOfOrder { .. } => return None,
            Self::NoTitle(spot) => spot.clone(),
            Self::EmptyArea(id) | Self::CapBelowSum { area: id, .. } => Spot::Area(id.clone()),
            Self::NoMethod(id)
            | Self::NoScoring(id)
            | Self::Unreachable { item: id, .. }
            | Self::Shares { item: id, .. } => Spot::Item(id.clone()),
        })
    }
}

impl StandardFault {
    /// The area or item it is about; `None` where it is about the whole.
    pub fn spot(&self, standard: &Standard) -> Option<Spot> {
        let of_item = |id: &String| Some(Spot::Item(id.clone()));
        let of_area = |id: &String| Some(Spot::Area(id.clone()));
        match self {
            Self::AreaTwice(id)
            | Self::MissingWeight(id)
            | Self::UselessWeight(id)
            | Self::CapAboveSum { area: id, .. } => of_area(id),
            Self::ItemTwice(id)
            | Self::MissingMark(id)
            | Self::MarkWithoutRule(id)
            | Self::PartsMismatch { item: id, .. } => of_item(id),
            Self::RuleTwice { at, .. }
            | Self::Rule { at, .. }
            | Self::NegativeMark(at)
            | Self::Tag { at, .. } => {
                let item = Spot::Item(at.clone());
                let area = Spot::Area(at.clone());
                [item, area].into_iter().find(|spot| standard.has(spot))
            }
            Self::RatingTwice(_) | Self::SumMismatch { .. } | Self::ZeroWeights => None,
            Self::TooLarge(_) => None,
        }
    }
}

/// Everything to look at, in the order of the standard.
pub fn hints(standard: &Standard) -> Vec<Hint> {
    let template = standard.is_template();
    let mut hints = Vec::new();
    let pairs = standard.ratings.iter().zip(standard.ratings.iter().skip(1));
    let falls = pairs.clone().any(|(before, next)| next.at_least < before.at_least);
    let mut rises = pairs.filter(|(before, next)| next.at_least > before.at_least);
    if let Some((before, next)) = rises.next().filter(|_| falls) {
        let (higher, before) = (next.name.clone(), before.name.clone());
        hints.push(Hint::RatingsOutOfOrder { higher, before });
    }
    for area in standard.all_areas() {
        of_area(area, template, &mut hints);
        for item in &area.items {
            of_item(item, template, &mut hints);
        }
    }
    hints
}

fn of_area(area: &Area, template: bool, hints: &mut Vec<Hint>) {
    if area.title.trim().is_empty() {
        hints.push(Hint::NoTitle(Spot::Area(area.id.clone())));
    }
    if area.items.is_empty() && area.areas.is_empty() {
        hints.push(Hint::EmptyArea(area.id.clone()));
    }
    let uncapped = Area { cap: None, ..area.clone() };
    if let (Some(cap), Some(sum), false) = (area.cap, full_mark(&uncapped), template)
        && cap < sum
    {
        hints.push(Hint::CapBelowSum { area: area.id.clone(), cap, sum });
    }
}

fn of_item(item: &Item, template: bool, hints: &mut Vec<Hint>) {
    let id = || item.id.clone();
    if item.title.trim().is_empty() {
        hints.push(Hint::NoTitle(Spot::Item(id())));
    }
    if item.methods.is_empty() {
        hints.push(Hint::NoMethod(id()));
    }
    if item.all_rules().next().is_none() && item.scoring.trim().is_empty() {
        hints.push(Hint::NoScoring(id()));
    }
    if let (Some(full), false) = (item.full(), template)
        && let Some(most) = most(item, full).filter(|most| *most < full)
    {
        hints.push(Hint::Unreachable { item: id(), most, full });
    }
    let rules: Vec<_> = item.rules.iter().filter(|rule| shares(rule)).collect();
    if rules.len() > 1 {
        let rules = rules.into_iter().map(|rule| rule.id.clone()).collect();
        hints.push(Hint::Shares { item: id(), rules });
    }
}

/// Does the rule leave a share of what is left?
fn shares(rule: &Rule) -> bool {
    matches!(
        rule.kind.known(),
        Some(RuleKind::Ratio { .. } | RuleKind::Levels { .. } | RuleKind::Manual { .. })
    )
}

/// The best mark that the rules of an item can bring.
fn most(item: &Item, full: Hundredths) -> Option<Hundredths> {
    let parts =
        item.parts.iter().map(|part| best(&part.rule, part.full_mark.into(), part.full_mark));
    let parts = parts.reduce(|sum, part| sum?.plus(part?).ok());
    let start = parts.unwrap_or_else(|| Some(full.into()))?;
    let left = item.rules.iter().try_fold(start, |left, rule| best(rule, left, full))?;
    left.rounded().ok()
}

/// The most that a rule leaves of what was left.
fn best(rule: &Rule, left: Exact, full: Hundredths) -> Option<Exact> {
    let of = |mark: Hundredths| {
        if full <= Hundredths::ZERO || mark >= full {
            return Some(left);
        }
        left.times(Exact::new(mark.0.into(), full.0.into()).ok()?).ok()
    };
    match rule.kind.known()? {
        RuleKind::Levels { levels } => of(levels.iter().map(|level| level.mark).max()?),
        RuleKind::Manual { to: Some(to), .. } => of(*to),
        _ => Some(left),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::assessment::check::check;
    use crate::model::standard::Method;

    #[test]
    fn the_sample_is_told_of_its_cap_only() {
        let sample = Standard::built_in().remove(0);
        let told: Vec<_> = hints(&sample)
            .into_iter()
            .filter(|hint| !matches!(hint, Hint::CapBelowSum { area, .. } if area == "C2"))
            .collect();
        assert_eq!(told, []);
    }

    #[test]
    fn an_item_that_cannot_reach_its_mark_is_told_with_what_it_can_reach() {
        let mut standard = Standard::default();
        let area = standard.add_area(None, "甲".into()).unwrap();
        assert_eq!(hints(&standard), [Hint::EmptyArea("A".into())]);
        let id = standard.add_item(&area, String::new()).unwrap();
        let item = standard.item_mut(&id).unwrap();
        item.full_mark = Some(Hundredths(200));
        item.methods.push(Method::Site);
        let levels = RuleKind::beginning("levels", Some(Hundredths(150)), ["好", "中", "差"]);
        let rule = Rule { id: "1".into(), text: String::new(), kind: levels.unwrap().into() };
        item.rules.push(rule);
        let (most, full) = (Hundredths(150), Hundredths(200));
        let expected =
            [Hint::NoTitle(Spot::Item(id.clone())), Hint::Unreachable { item: id, most, full }];
        assert_eq!(hints(&standard), expected);
    }

    #[test]
    fn shares_of_shares_are_told_and_a_deduction_after_a_share_is_not() {
        let mut standard = Standard::built_in().remove(0);
        let before = hints(&standard);
        let item = standard.item_mut("A1.1").unwrap();
        let full = item.full_mark;
        let rule = |id: &str, name| {
            let kind = RuleKind::beginning(name, full, ["好", "中", "差"]).unwrap();
            Rule { id: id.into(), text: String::new(), kind: kind.into() }
        };
        item.rules = vec![rule("1", "ratio"), rule("2", "deduct"), rule("3", "veto")];
        assert_eq!(hints(&standard), before);
        let item = standard.item_mut("A1.1").unwrap();
        item.rules.extend([rule("4", "levels")]);
        let told = Hint::Shares { item: "A1.1".into(), rules: vec!["1".into(), "4".into()] };
        assert_eq!(told.spot(), Some(Spot::Item("A1.1".into())));
        assert!(hints(&standard).contains(&told));
    }

    #[test]
    fn ratings_that_rise_and_fall_are_told() {
        let mut standard = Standard::built_in().remove(0);
        let before = hints(&standard);
        standard.ratings.reverse();
        assert_eq!(hints(&standard), before);
        standard.ratings.reverse();
        let best = standard.ratings[0].at_least;
        standard.ratings[1].at_least = best.checked_add(Hundredths(500)).unwrap();
        let told = Hint::RatingsOutOfOrder {
            higher: standard.ratings[1].name.clone(),
            before: standard.ratings[0].name.clone(),
        };
        assert_eq!(hints(&standard).first(), Some(&told));
    }

    #[test]
    fn a_fault_leads_to_its_place() {
        let mut standard = Standard::default();
        let area = standard.add_area(None, "甲".into()).unwrap();
        standard.add_item(&area, "项".into()).unwrap();
        let other = standard.add_item(&area, "别项".into()).unwrap();
        standard.item_mut(&other).unwrap().full_mark = Some(Hundredths(100));
        let faults = check(&standard);
        let places: Vec<_> = faults.iter().map(|fault| fault.spot(&standard)).collect();
        assert_eq!(places, [Some(Spot::Item("A1".into()))]);
    }
}
