//! The scored form: marks, sums, total and rating, each with the steps that led to it.

use std::collections::BTreeMap;

use serde::Serialize;

use super::exact::Exact;
use crate::model::rule::VetoEffect;
use crate::model::score::Hundredths;
use crate::order::Gather as _;

/// One column of a form, scored. Marks are hundredths.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct ScoredForm {
    /// Id and version of the standard.
    pub standard: String,
    pub version: String,
    /// Something is unanswered: the total is the marks so far, the rating an estimate (预估).
    pub draft: bool,
    /// The standard has no marks: there is no total and no rating.
    pub template: bool,
    /// 已评 n/m. An item that is not applicable is answered; bonus items are not counted.
    pub answered: usize,
    pub of: usize,
    /// The form's own full mark without bonus; `null` for a template.
    pub full_mark: Option<Hundredths>,
    /// The sum of the marks of the areas, before re-normalising, weights and bonus.
    pub raw: Hundredths,
    /// What `raw` could be at most with the items that apply.
    pub applicable: Hundredths,
    /// Items are left out, so the total is re-normalised to `fullMark`.
    pub renormalised: bool,
    /// The re-normalised or weighted total before bonus; `null` where there is no total.
    pub base: Option<Hundredths>,
    /// What bonuses add, after all caps.
    pub bonus: Hundredths,
    /// The printed total; `null` for a template and where everything is left out.
    pub total: Option<Hundredths>,
    /// Marks so far, the full marks of what is open and open bonus, in marks as printed.
    pub reachable: Option<Hundredths>,
    /// The same on the scale of the total: what the total can still become.
    pub reachable_total: Option<Hundredths>,
    pub rating: Option<ScoredRating>,
    /// A veto is triggered.
    pub vetoed: bool,
    pub vetoes: Vec<TriggeredVeto>,
    pub areas: Vec<ScoredArea>,
    /// How the total came about.
    pub lines: Vec<TotalLine>,
}

impl ScoredForm {
    /// Every item, in the order of the standard.
    pub fn items(&self) -> Vec<&ScoredItem> {
        self.all_areas().into_iter().flat_map(|area| &area.items).collect()
    }

    /// Every area, each before its sub-areas.
    pub fn all_areas(&self) -> Vec<&ScoredArea> {
        self.areas.iter().flat_map(ScoredArea::with_areas).collect()
    }

    /// One item.
    pub fn item(&self, id: &str) -> Option<&ScoredItem> {
        self.items().into_iter().find(|item| item.id == id)
    }

    /// Every item by its id, where many are looked up.
    pub fn items_by_id(&self) -> BTreeMap<&str, &ScoredItem> {
        self.items().into_iter().map(|item| (item.id.as_str(), item)).gather_map()
    }

    /// One area.
    pub fn area(&self, id: &str) -> Option<&ScoredArea> {
        self.all_areas().into_iter().find(|area| area.id == id)
    }
}

/// The rating (等次) by the printed total. In a draft it is what the total would come to if the
/// rest went as what is answered so far.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct ScoredRating {
    pub id: String,
    pub name: String,
    /// 预估: the form is a draft.
    pub estimated: bool,
}

/// A veto that is triggered.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct TriggeredVeto {
    pub item: String,
    pub rule: String,
    pub effect: VetoEffect,
}

/// An area with its sums. Areas stay raw: nothing here is re-normalised.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct ScoredArea {
    pub id: String,
    /// The sum of its items and sub-areas.
    pub sum: Hundredths,
    /// After cap, deductions of the area and veto: what counts.
    pub mark: Hundredths,
    /// Its full mark, the cap where there is one.
    pub full_mark: Hundredths,
    /// The same without the items left out.
    pub applicable: Hundredths,
    /// The full mark of what is answered.
    pub answered_full: Hundredths,
    /// What `mark` can still become.
    pub reachable: Hundredths,
    /// What bonuses in it add, under its own cap.
    pub bonus: Hundredths,
    /// The same with what is open.
    pub reachable_bonus: Hundredths,
    /// Its share of the total, where there are weights. These need not add up in print.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub weighted: Option<Hundredths>,
    /// A veto has set mark and bonus to zero.
    pub struck: bool,
    pub answered: usize,
    pub of: usize,
    pub areas: Vec<ScoredArea>,
    pub items: Vec<ScoredItem>,
    /// How `mark` came about from `sum`.
    pub lines: Vec<AreaLine>,
}

/// An item with its mark.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct ScoredItem {
    pub id: String,
    pub state: ItemState,
    /// Is it counted in 已评 n/m? Items of bonus rules only are not.
    pub counts: bool,
    /// `null` for items that bear no mark.
    pub full_mark: Option<Hundredths>,
    /// The mark, rounded half up once; `null` where unanswered, left out or without mark.
    pub mark: Option<Hundredths>,
    /// The mark before rounding.
    pub exact: Option<Exact>,
    /// What its bonus rules give, before the caps of areas and form.
    pub bonus: Hundredths,
    /// The most its bonus rules left blank could give.
    pub open_bonus: Hundredths,
    /// 手工定分: the mark is typed over the rules.
    pub hand_marked: bool,
    /// 0 of 0: 本期没有此类任务, which asks for 不适用.
    pub nothing_to_do: bool,
    /// How the mark came about, rule by rule.
    pub lines: Vec<ItemLine>,
}

impl ScoredItem {
    /// What stands in its place in a column of marks.
    pub fn shown(&self) -> Shown {
        let has = |did: &Did| self.lines.iter().any(|line| line.did == *did);
        let gives = self.lines.iter().any(|line| matches!(line.did, Did::Added { .. }));
        match (self.mark, self.bonus) {
            (Some(mark), Hundredths::ZERO) => Shown::Mark(mark),
            (Some(mark), bonus) => Shown::Both { mark, bonus },
            (None, bonus) if gives => Shown::Bonus(bonus),
            _ if has(&Did::Vetoed) => Shown::Vetoed,
            _ => match self.state {
                ItemState::Unanswered if self.counts => Shown::Unanswered,
                ItemState::LeftOut | ItemState::NotApplicableFull => Shown::NotApplicable,
                ItemState::Answered if has(&Did::VetoClear) => Shown::VetoClear,
                _ => Shown::Nothing,
            },
        }
    }
}

impl ScoredArea {
    /// It and every area in it, each before its sub-areas.
    pub fn with_areas(&self) -> Vec<&Self> {
        let below = self.areas.iter().flat_map(Self::with_areas);
        std::iter::once(self).chain(below).collect()
    }

    /// What stands in its place in a column of marks.
    pub fn shown(&self) -> Shown {
        let (mark, bonus) = (self.mark, self.bonus);
        match (self.full_mark > Hundredths::ZERO, bonus > Hundredths::ZERO) {
            (true, true) => Shown::Both { mark, bonus },
            (true, false) => Shown::Mark(mark),
            (false, true) => Shown::Bonus(bonus),
            (false, false) => Shown::Nothing,
        }
    }
}

/// What stands in a column of marks: all that is summed, and that what bears no mark is answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shown {
    Mark(Hundredths),
    /// What is added, with no mark beside it.
    Bonus(Hundredths),
    Both {
        mark: Hundredths,
        bonus: Hundredths,
    },
    /// 不适用, left out.
    NotApplicable,
    /// The veto question answered with no.
    VetoClear,
    Vetoed,
    /// 未评, though it is asked for.
    Unanswered,
    Nothing,
}

/// Where an item stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub enum ItemState {
    /// 未评.
    Unanswered,
    /// Answered; it bears no mark (veto, bonus, template).
    Answered,
    /// 满分.
    Full,
    /// 扣分: below the full mark.
    Short,
    /// 不适用, counted as full.
    NotApplicableFull,
    /// 不适用, left out of the total.
    LeftOut,
}

impl ItemState {
    /// Nothing more to do?
    pub fn is_answered(self) -> bool {
        self != Self::Unanswered
    }
}

/// One rule of an item at work.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct ItemLine {
    /// The rule; empty where the line is about the item as a whole.
    pub rule: String,
    pub did: Did,
    /// What is left after it: of the item, or of the part where `ofPart` is true.
    pub left: Exact,
    pub of_part: bool,
}

/// What happened at a rule.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(tag = "kind", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum Did {
    /// The marks of the parts are added.
    PartsAdded,
    /// Asked and not answered.
    Unanswered,
    /// 0 of 0.
    NothingToDo,
    /// A deduction or bonus left blank.
    Blank,
    /// The condition is met: nothing is lost.
    Kept,
    /// All that was left is lost.
    AllLost,
    /// `points` × `times` asked, `taken` after the cap and what was left.
    Deducted { points: Hundredths, times: u64, cap: Option<Hundredths>, taken: Exact },
    /// Typed points, together.
    DeductedTyped { points: Hundredths, cap: Option<Hundredths>, taken: Exact },
    /// A threshold not passed costs `points`.
    Missed { points: Hundredths, taken: Exact },
    /// `rate` gives `share` of what was left.
    Share { rate: Exact, share: Exact },
    /// So many steps beyond the target.
    Stepped { points: Hundredths, steps: u64, cap: Option<Hundredths>, taken: Exact },
    /// The mark of a level or a typed mark, as its share of the full mark.
    Marked { level: Option<String>, mark: Hundredths },
    /// A bonus, under its own cap.
    Added { given: Hundredths, cap: Option<Hundredths> },
    /// The veto question answered with no.
    VetoClear,
    /// The veto is triggered.
    Vetoed,
    /// 手工定分; the rules alone would give `ruled`, where they are all answered.
    HandMarked { mark: Hundredths, ruled: Option<Hundredths> },
    /// Rounded half up to hundredths.
    Rounded { mark: Hundredths },
}

/// How an area's mark came about.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(tag = "kind", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum AreaLine {
    Sum {
        sum: Hundredths,
    },
    /// The smaller of the cap and what applies.
    Capped {
        cap: Hundredths,
    },
    /// 倒扣 by one rule.
    Deducted {
        rule: String,
        asked: Hundredths,
        taken: Hundredths,
    },
    /// A veto set it to zero.
    Struck {
        item: String,
    },
}

/// How the total came about.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(tag = "kind", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum TotalLine {
    /// The marks of the areas.
    Sum { raw: Hundredths },
    /// Areas count by their weights: `raw` and `applicable` as shares of the full mark.
    Weighted { raw: Exact, applicable: Exact },
    /// `raw` ÷ `applicable` × `fullMark`.
    Renormalised { raw: Exact, applicable: Exact, full_mark: Hundredths },
    /// Rounded half up once.
    Rounded { exact: Exact, mark: Hundredths },
    /// Bonus of the areas, what the cap leaves of it, and the total with it.
    Bonus { asked: Hundredths, added: Hundredths, total: Hundredths },
    /// Everything is left out, or the standard has no marks.
    NoTotal,
}
