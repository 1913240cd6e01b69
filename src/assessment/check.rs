//! Is a standard fit to be scored with? A draft may be saved with faults; issuing and scoring
//! refuse it.

use std::collections::BTreeSet;

use thiserror::Error;

use super::exact::TooLarge;
use super::texts::tags;
use crate::model::rule::{Amount, Rule, RuleKind, VetoEffect};
use crate::model::score::Hundredths;
use crate::model::standard::{Area, Item, Standard};
use crate::order::Gather as _;

/// What is wrong with a standard.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum StandardFault {
    #[error("the area id {0} is given twice")]
    AreaTwice(String),
    /// What a tag of web pages stands in, nothing where that is the head, and how it begins.
    #[error("a text of {} has a tag of web pages: {text}", if at.is_empty() { "the head" } else { at })]
    Tag { at: String, text: String },
    #[error("the item id {0} is given twice")]
    ItemTwice(String),
    #[error("the rule id {rule} is given twice in {at}")]
    RuleTwice { at: String, rule: String },
    #[error("the rating id or limit of {0} is given twice")]
    RatingTwice(String),
    #[error("a mark at {0} is below zero")]
    NegativeMark(String),
    #[error("item {0} has no full mark")]
    MissingMark(String),
    #[error("item {0} has a full mark and only bonus or veto rules")]
    MarkWithoutRule(String),
    #[error("the parts of item {item} sum to {sum} and not to {full_mark}")]
    PartsMismatch { item: String, sum: Hundredths, full_mark: Hundredths },
    #[error("rule {rule} at {at}: {fault}")]
    Rule { at: String, rule: String, fault: RuleFault },
    #[error("the cap {cap} of area {area} is above the sum {sum} of its items")]
    CapAboveSum { area: String, cap: Hundredths, sum: Hundredths },
    #[error("the items sum to {sum} and not to the declared {declared}")]
    SumMismatch { declared: Hundredths, sum: Hundredths },
    #[error("area {0} has no weight and others do")]
    MissingWeight(String),
    #[error("area {0} has a weight and nothing to weigh: only top areas with marks have one")]
    UselessWeight(String),
    #[error("all weights are zero")]
    ZeroWeights,
    #[error(transparent)]
    TooLarge(#[from] TooLarge),
}

/// What is wrong with a rule.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum RuleFault {
    #[error("its kind is of a newer version")]
    NewerKind,
    #[error("it cannot stand here")]
    WrongPlace,
    #[error("a mark in it is below zero or above the full mark")]
    MarkOutOfBounds,
    #[error("a range in it ends before it begins")]
    EmptyRange,
    #[error("a number in it is divided by zero")]
    ZeroAmount,
    #[error("it has no levels, or two of one id")]
    BadLevels,
    #[error("it has neither points nor a cap")]
    Boundless,
    #[error("there is no rating {0}")]
    NoSuchRating(String),
    #[error("there is no area {0}")]
    NoSuchArea(String),
}

/// Everything that is wrong with a standard; empty where it can be issued.
pub fn check(standard: &Standard) -> Vec<StandardFault> {
    let mut faults = computable(standard);
    faults.extend(tags(standard));
    faults
}

/// The faults that stand in the way of a sum: texts are in nobody's way.
pub(super) fn computable(standard: &Standard) -> Vec<StandardFault> {
    let mut check = Check { standard, template: standard.is_template(), faults: Vec::new() };
    check.ids();
    check.ratings();
    let sum = check.areas(&standard.areas, true);
    check.weights();
    let is_weighted = standard.areas.iter().any(|area| area.weight.is_some());
    match (sum, standard.full_mark) {
        (Some(sum), Some(declared)) if !check.template && !is_weighted && sum != declared => {
            check.faults.push(StandardFault::SumMismatch { declared, sum });
        }
        (None, _) => check.faults.push(TooLarge.into()),
        _ => {}
    }
    check.faults
}

struct Check<'a> {
    standard: &'a Standard,
    template: bool,
    faults: Vec<StandardFault>,
}

impl Check<'_> {
    fn ids(&mut self) {
        let areas = self.standard.all_areas();
        let mut seen = BTreeSet::new();
        for area in &areas {
            if !seen.insert(&area.id) {
                self.faults.push(StandardFault::AreaTwice(area.id.clone()));
            }
        }
        let mut seen = BTreeSet::new();
        for item in areas.iter().flat_map(|area| &area.items) {
            if !seen.insert(&item.id) {
                self.faults.push(StandardFault::ItemTwice(item.id.clone()));
            }
        }
    }

    fn ratings(&mut self) {
        let (mut ids, mut limits) = (BTreeSet::new(), BTreeSet::new());
        for rating in &self.standard.ratings {
            if !ids.insert(&rating.id) || !limits.insert(rating.at_least) {
                self.faults.push(StandardFault::RatingTwice(rating.id.clone()));
            }
            self.not_negative(&rating.id, [Some(rating.at_least)]);
        }
        let title = self.standard.head.id.clone();
        self.not_negative(&title, [self.standard.full_mark, self.standard.bonus_cap]);
    }

    fn weights(&mut self) {
        let areas = &self.standard.areas;
        if areas.iter().all(|area| area.weight.is_none()) {
            return;
        }
        for area in areas {
            let bears_mark = full_mark(area).is_some_and(|full| full > Hundredths::ZERO);
            match area.weight {
                None if bears_mark => {
                    self.faults.push(StandardFault::MissingWeight(area.id.clone()));
                }
                Some(_) if !bears_mark && !self.template => {
                    self.faults.push(StandardFault::UselessWeight(area.id.clone()));
                }
                _ => {}
            }
        }
        if areas.iter().all(|area| area.weight.unwrap_or(0) == 0) {
            self.faults.push(StandardFault::ZeroWeights);
        }
    }

    /// The sum of the full marks, `None` where it does not fit.
    fn areas(&mut self, areas: &[Area], is_top: bool) -> Option<Hundredths> {
        let mut sum = Some(Hundredths::ZERO);
        for area in areas {
            let mut own = self.areas(&area.areas, false);
            for item in &area.items {
                self.item(item);
                let full = item.full().unwrap_or_default();
                own = own.and_then(|own| own.checked_add(full));
            }
            if area.weight.is_some() && !is_top {
                self.faults.push(StandardFault::UselessWeight(area.id.clone()));
            }
            self.not_negative(&area.id, [area.cap, area.bonus_cap]);
            self.rules_once(&area.id, area.deductions.iter());
            for rule in &area.deductions {
                self.rule(&area.id, rule, None, Place::Area);
            }
            if let (Some(cap), Some(sum), false) = (area.cap, own, self.template)
                && cap > sum
            {
                let area = area.id.clone();
                self.faults.push(StandardFault::CapAboveSum { area, cap, sum });
            }
            let full = own.map(|own| area.cap.map_or(own, |cap| cap.min(own)));
            sum = sum.zip(full).and_then(|(sum, full)| sum.checked_add(full));
        }
        sum
    }

    fn item(&mut self, item: &Item) {
        let bears_mark = item.bears_mark();
        match item.full_mark {
            None if bears_mark && item.parts.is_empty() && !self.template => {
                self.faults.push(StandardFault::MissingMark(item.id.clone()));
            }
            Some(full) if !bears_mark && full != Hundredths::ZERO => {
                self.faults.push(StandardFault::MarkWithoutRule(item.id.clone()));
            }
            _ => {}
        }
        self.not_negative(&item.id, [item.full_mark]);
        self.rules_once(&item.id, item.all_rules());
        let mut sum = Some(Hundredths::ZERO);
        for part in &item.parts {
            self.not_negative(&item.id, [Some(part.full_mark)]);
            self.rule(&item.id, &part.rule, Some(part.full_mark), Place::Part);
            sum = sum.and_then(|sum| sum.checked_add(part.full_mark));
        }
        match (sum, item.full_mark) {
            (None, _) => self.faults.push(TooLarge.into()),
            (Some(sum), Some(full_mark)) if !item.parts.is_empty() && sum != full_mark => {
                let item = item.id.clone();
                self.faults.push(StandardFault::PartsMismatch { item, sum, full_mark });
            }
            _ => {}
        }
        for rule in &item.rules {
            self.rule(&item.id, rule, item.full(), Place::Item);
        }
    }

    fn rules_once<'a>(&mut self, at: &str, rules: impl Iterator<Item = &'a Rule>) {
        let mut seen = BTreeSet::new();
        for rule in rules {
            if !seen.insert(&rule.id) {
                let rule = rule.id.clone();
                self.faults.push(StandardFault::RuleTwice { at: at.to_owned(), rule });
            }
        }
    }

    fn not_negative(&mut self, at: &str, marks: impl IntoIterator<Item = Option<Hundredths>>) {
        if marks.into_iter().flatten().any(|mark| mark < Hundredths::ZERO) {
            self.faults.push(StandardFault::NegativeMark(at.to_owned()));
        }
    }

    fn rule(&mut self, at: &str, rule: &Rule, full: Option<Hundredths>, place: Place) {
        if let Some(fault) = self.rule_fault(rule, full, place) {
            let rule = rule.id.clone();
            self.faults.push(StandardFault::Rule { at: at.to_owned(), rule, fault });
        }
    }

    fn rule_fault(&self, rule: &Rule, full: Option<Hundredths>, place: Place) -> Option<RuleFault> {
        let Some(kind) = rule.kind.known() else { return Some(RuleFault::NewerKind) };
        let above_full = |mark: Hundredths| full.is_some_and(|full| mark > full);
        let negative = |marks: &[Option<Hundredths>]| {
            marks.iter().flatten().any(|mark| *mark < Hundredths::ZERO)
        };
        let zero = |amounts: &[&Amount]| amounts.iter().any(|amount| amount.whole == 0);
        let fault = |wrong: bool, fault: RuleFault| wrong.then_some(fault);
        fault(!place.allows(kind), RuleFault::WrongPlace).or_else(|| match kind {
            RuleKind::AllOrNothing => None,
            RuleKind::Deduct { points, cap } => {
                fault(negative(&[Some(*points), *cap]), RuleFault::MarkOutOfBounds)
            }
            RuleKind::DeductRange { from, to, cap } => {
                fault(negative(&[Some(*from), *cap]), RuleFault::MarkOutOfBounds)
                    .or_else(|| fault(from > to, RuleFault::EmptyRange))
            }
            RuleKind::Ratio { floor, full_at, between, .. } => {
                let floor = floor.unwrap_or(Amount { part: 0, whole: 1 });
                let order = compare(&floor, full_at);
                fault(zero(&[&floor, full_at]) || full_at.part == 0, RuleFault::ZeroAmount)
                    .or_else(|| fault(order.is_gt(), RuleFault::EmptyRange))
                    .or_else(|| fault(*between && order.is_eq(), RuleFault::EmptyRange))
            }
            RuleKind::Threshold { limit, points, .. } => {
                fault(negative(&[*points]), RuleFault::MarkOutOfBounds)
                    .or_else(|| fault(zero(&[limit]), RuleFault::ZeroAmount))
            }
            RuleKind::Step { target, every, points, cap, .. } => {
                fault(negative(&[Some(*points), *cap]), RuleFault::MarkOutOfBounds).or_else(|| {
                    fault(zero(&[target, every]) || every.part == 0, RuleFault::ZeroAmount)
                })
            }
            RuleKind::Levels { levels } => {
                let ids: BTreeSet<_> = levels.iter().map(|level| &level.id).gather_set();
                let out = |mark| negative(&[Some(mark)]) || above_full(mark);
                fault(levels.is_empty() || ids.len() < levels.len(), RuleFault::BadLevels).or_else(
                    || {
                        let any = levels.iter().any(|level| out(level.mark));
                        fault(any, RuleFault::MarkOutOfBounds)
                    },
                )
            }
            RuleKind::Manual { from, to } => {
                let to = to.or(full);
                let out = negative(&[Some(*from)]) || to.is_some_and(above_full);
                fault(out, RuleFault::MarkOutOfBounds)
                    .or_else(|| fault(to.is_some_and(|to| *from > to), RuleFault::EmptyRange))
            }
            RuleKind::Bonus { points, cap } => {
                fault(negative(&[*points, *cap]), RuleFault::MarkOutOfBounds)
                    .or_else(|| fault(points.is_none() && cap.is_none(), RuleFault::Boundless))
            }
            RuleKind::Veto { effect } => self.effect_fault(effect),
        })
    }

    fn effect_fault(&self, effect: &VetoEffect) -> Option<RuleFault> {
        match effect {
            VetoEffect::RatingAtMost { rating }
                if self.standard.ratings.iter().all(|known| known.id != *rating) =>
            {
                Some(RuleFault::NoSuchRating(rating.clone()))
            }
            VetoEffect::AreaZero { area: Some(area) }
                if self.standard.all_areas().iter().all(|known| known.id != *area) =>
            {
                Some(RuleFault::NoSuchArea(area.clone()))
            }
            _ => None,
        }
    }
}

/// Where a rule stands.
#[derive(Clone, Copy)]
enum Place {
    Item,
    Part,
    Area,
}

impl Place {
    fn allows(self, kind: &RuleKind) -> bool {
        match self {
            Self::Item => true,
            Self::Part => !matches!(kind, RuleKind::Bonus { .. } | RuleKind::Veto { .. }),
            Self::Area => kind.can_be_of_area(),
        }
    }
}

fn compare(left: &Amount, right: &Amount) -> std::cmp::Ordering {
    let product = |part: u64, whole: u64| u128::from(part) * u128::from(whole);
    product(left.part, right.whole).cmp(&product(right.part, left.whole))
}

/// What the areas of a standard come to; `None` where it does not fit.
pub fn standard_mark(standard: &Standard) -> Option<Hundredths> {
    standard.areas.iter().try_fold(Hundredths::ZERO, |sum, area| sum.checked_add(full_mark(area)?))
}

/// The full mark of an area under its cap and those of its sub-areas; `None` where it does not fit.
pub fn full_mark(area: &Area) -> Option<Hundredths> {
    let mut sum = Hundredths::ZERO;
    for item in &area.items {
        sum = sum.checked_add(item.full().unwrap_or_default())?;
    }
    for area in &area.areas {
        sum = sum.checked_add(full_mark(area)?)?;
    }
    Some(area.cap.map_or(sum, |cap| cap.min(sum)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_built_in_standards_have_no_faults_and_say_that_they_are_samples() {
        let standards = Standard::built_in();
        assert_eq!(standards.len(), 3);
        for standard in &standards {
            assert_eq!(check(standard), []);
            assert!(standard.head.example);
        }
    }

    #[test]
    fn the_liaoning_sample_sums_to_a_hundred_and_uses_every_kind_of_rule() {
        let standard = Standard::built_in().remove(0);
        let full: Option<i64> =
            standard.areas.iter().map(|area| full_mark(area).map(|mark| mark.0)).sum();
        assert_eq!(full, Some(10_000));
        let systems = standard.items().into_iter().filter(|item| item.id.starts_with("B1."));
        assert_eq!(systems.map(|item| item.parts.len()).sum::<usize>(), 28);
        let rules = standard.items().into_iter().flat_map(Item::all_rules);
        let kinds: BTreeSet<String> = rules
            .map(|rule| serde_json::to_value(rule).unwrap()["kind"].as_str().unwrap().to_owned())
            .collect();
        let known = <RuleKind as crate::model::open::Kinds>::KINDS;
        assert_eq!(kinds, known.iter().map(|kind| (*kind).to_owned()).collect());
    }

    fn faults(text: &str) -> Vec<String> {
        let standard: Standard = serde_json::from_str(text).unwrap();
        check(&standard).iter().map(ToString::to_string).collect()
    }

    fn with_rule(rule: &str) -> String {
        format!(
            r#"{{"areas":[{{"id":"A","title":"","items":[{{"id":"x","title":"","fullMark":100,
            "rules":[{{"id":"1",{rule}}}]}}]}}]}}"#
        )
    }

    #[test]
    fn the_mark_of_an_area_is_under_its_cap_and_those_below() {
        let area = |cap: Option<i64>, marks: &[i64], areas: Vec<Area>| {
            let item = |mark| Item { full_mark: Some(Hundredths(mark)), ..Item::default() };
            let items = marks.iter().copied().map(item).collect();
            Area { cap: cap.map(Hundredths), items, areas, ..Area::default() }
        };
        let below = area(Some(300), &[200, 200], Vec::new());
        for (area, full) in [
            (area(None, &[100], vec![below.clone()]), 400),
            (area(Some(250), &[100], vec![below.clone()]), 250),
            (area(Some(500), &[100], vec![below]), 400),
        ] {
            assert_eq!(full_mark(&area), Some(Hundredths(full)));
        }
    }

    #[test]
    fn rules_that_cannot_work_are_faults() {
        for (rule, fault) in [
            (r#""kind":"novel""#, "its kind is of a newer version"),
            (r#""kind":"deduct","points":-1"#, "a mark in it is below zero"),
            (r#""kind":"deduct_range","from":2,"to":1"#, "a range in it ends before it begins"),
            (r#""kind":"ratio","fullAt":{"part":0}"#, "a number in it is divided by zero"),
            (r#""kind":"ratio","floor":{"part":1,"whole":0}"#, "a number in it is divided by zero"),
            (r#""kind":"ratio","floor":{"part":2}"#, "a range in it ends before it begins"),
            (r#""kind":"ratio","floor":{"part":1},"between":true"#, "a range in it ends"),
            (
                r#""kind":"step","target":{"part":1},"every":{"part":0},"points":1"#,
                "a number in it is divided by zero",
            ),
            (r#""kind":"levels","levels":[]"#, "it has no levels"),
            (r#""kind":"levels","levels":[{"id":"a","name":"","mark":101}]"#, "a mark in it"),
            (r#""kind":"manual","to":101"#, "a mark in it"),
            (r#""kind":"manual","from":50,"to":20"#, "a range in it"),
        ] {
            let found = faults(&with_rule(rule));
            assert!(found.iter().any(|found| found.contains(fault)), "{rule}: {found:?}");
        }
        let veto = r#""kind":"veto","effect":{"kind":"rating_at_most","rating":"x"}"#;
        assert!(faults(&with_rule(veto)).iter().any(|fault| fault.contains("no rating x")));
        let area = r#""kind":"veto","effect":{"kind":"area_zero","area":"x"}"#;
        assert!(faults(&with_rule(area)).iter().any(|fault| fault.contains("no area x")));
        let bonus = faults(&with_rule(r#""kind":"bonus""#));
        assert!(bonus.iter().any(|fault| fault.contains("neither points nor a cap")), "{bonus:?}");
        assert!(bonus.iter().any(|fault| fault.contains("only bonus or veto rules")));
    }

    #[test]
    fn ids_weights_parts_and_sizes_are_checked() {
        let item = r#"{"id":"x","title":"","fullMark":100}"#;
        for (text, fault) in [
            (
                format!(r#"[{{"id":"A","title":"","items":[{item},{item}]}}]"#),
                "the item id x is given twice",
            ),
            (
                format!(r#"[{{"id":"A","title":"","items":[{item}]}},{{"id":"A","title":""}}]"#),
                "the area id A is given twice",
            ),
            (
                format!(
                    r#"[{{"id":"A","title":"","weight":1,"items":[{item}]}},
                    {{"id":"B","title":"","items":[{{"id":"y","title":"","fullMark":1}}]}}]"#
                ),
                "area B has no weight",
            ),
            (
                format!(
                    r#"[{{"id":"A","title":"","weight":0,"items":[{item}]}},
                    {{"id":"B","title":"","weight":2}}]"#
                ),
                "area B has a weight and nothing to weigh",
            ),
            (
                r#"[{"id":"A","title":"","items":[{"id":"x","title":"","fullMark":300,"parts":[
                {"fullMark":100,"rule":{"id":"1","kind":"veto","effect":{"kind":"fail"}}}]}]}]"#
                    .into(),
                "the parts of item x sum to 1.00 and not to 3.00",
            ),
            (
                r#"[{"id":"A","title":"","items":[{"id":"x","title":"","fullMark":100},
                {"id":"y","title":""}]}]"#
                    .into(),
                "item y has no full mark",
            ),
            (
                r#"[{"id":"A","title":"","items":[{"id":"x","title":"",
                "fullMark":9007199254740991},{"id":"y","title":"","fullMark":1}]}]"#
                    .into(),
                "the numbers are too large",
            ),
        ] {
            let found = faults(&format!(r#"{{"areas":{text}}}"#));
            assert!(found.iter().any(|found| found.contains(fault)), "{text}: {found:?}");
        }
    }
}
