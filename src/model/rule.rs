//! The rules of a standard (赋分标准) as data.

use serde::{Deserialize, Deserializer, Serialize, de::Error as _};

use super::open::{Kinds, Open};
use super::score::{Hundredths, LARGEST_SAFE};

/// The rule of an item that has none: a mark typed from 0 to the full mark. Answers name it so.
pub const PLAIN_MARK: &str = "mark";

/// A part of an item: one rule with its own mark. Bonus and veto rules belong to the item.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Part {
    pub full_mark: Hundredths,
    pub rule: Rule,
}

/// One rule (赋分标准, one clause of it). JSON: `{"id": "1", "text": "…", "kind": "deduct",
/// "points": 50}`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Rule {
    /// Unique in the item, parts included. Answers name it.
    pub id: String,
    /// The clause as printed.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub text: String,
    #[serde(flatten)]
    pub kind: Open<RuleKind>,
}

impl Rule {
    /// The rule that stands for an item without rules: its mark, typed.
    pub fn plain(text: &str) -> Self {
        Self {
            id: PLAIN_MARK.to_owned(),
            text: text.to_owned(),
            kind: RuleKind::Manual { from: Hundredths::ZERO, to: None }.into(),
        }
    }
}

/// What a rule does. Marks are hundredths; rates and limits are [`Amount`]s.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(tag = "kind", rename_all = "snake_case", rename_all_fields = "camelCase")]
pub enum RuleKind {
    /// 未…的，不得分: what is left stays, or all of it is lost.
    AllOrNothing,
    /// 每次扣: `points` for each whole time, at most `cap`, 扣完为止.
    Deduct {
        points: Hundredths,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        cap: Option<Hundredths>,
    },
    /// 视情扣0.5–2分: each line has points typed from `from` to `to`, together at most `cap`.
    DeductRange {
        from: Hundredths,
        to: Hundredths,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        cap: Option<Hundredths>,
    },
    /// 按比例得分: what is left × rate ÷ `fullAt`, all of it from `fullAt` on, nothing below `floor`.
    Ratio {
        /// Below it there is nothing; exactly on it there is the share.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        floor: Option<Amount>,
        /// From here on it is full; 100 % where missing.
        #[serde(default = "Amount::one", skip_serializing_if = "Amount::is_one")]
        full_at: Amount,
        /// Interpolated instead: nothing at `floor` (0 where missing), full at `fullAt`.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        between: bool,
        /// The unit of a plain number (天, 次); a rate of part and whole where missing.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        unit: Option<String>,
    },
    /// 达到…的得分: what is left stays where the number passes, else `points` are lost.
    Threshold {
        compare: Compare,
        limit: Amount,
        /// What is lost; all that is left where missing.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        points: Option<Hundredths>,
        /// The unit of a plain number; a rate of part and whole where missing.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        unit: Option<String>,
    },
    /// 每低5个百分点扣0.1分: `points` for each `every` beyond `target`, together at most `cap`.
    Step {
        target: Amount,
        every: Amount,
        points: Hundredths,
        #[serde(default)]
        direction: Direction,
        /// Does a started step count? Only whole steps do without a word.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        started_counts: bool,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        cap: Option<Hundredths>,
        /// The unit of a plain number; a rate of part and whole where missing.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        unit: Option<String>,
    },
    /// 优/良/中/差: what is left × the mark of the level ÷ the full mark.
    Levels { levels: Vec<Level> },
    /// A mark typed within bounds: what is left × that mark ÷ the full mark.
    Manual {
        /// 0 where missing.
        #[serde(default)]
        from: Hundredths,
        /// The full mark where missing.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        to: Option<Hundredths>,
    },
    /// 加分, kept apart from the mark: `points` for each time, or typed where `points` is missing;
    /// at most `cap`.
    Bonus {
        #[serde(default, skip_serializing_if = "Option::is_none")]
        points: Option<Hundredths>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        cap: Option<Hundredths>,
    },
    /// 一票否决.
    Veto { effect: VetoEffect },
}

impl RuleKind {
    /// Can it be a deduction of an area (倒扣)?
    pub fn can_be_of_area(&self) -> bool {
        matches!(self, Self::Deduct { .. } | Self::DeductRange { .. })
    }
}

impl Kinds for RuleKind {
    const KINDS: &'static [&'static str] = &[
        "all_or_nothing",
        "deduct",
        "deduct_range",
        "ratio",
        "threshold",
        "step",
        "levels",
        "manual",
        "bonus",
        "veto",
    ];
}

/// What passes a threshold. 以上, 以下, 以内 include the number, 超过, 不满, 低于 do not (Civil Code,
/// article 1259).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub enum Compare {
    /// 以上, 不低于.
    AtLeast,
    /// 以下, 不超过.
    AtMost,
    /// 超过.
    MoreThan,
    /// 不满, 低于.
    LessThan,
}

/// On which side of the target steps are counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub enum Direction {
    /// 每低.
    #[default]
    Below,
    /// 每高, 每超.
    Above,
}

/// One level and its mark.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Level {
    /// Unique in the rule.
    pub id: String,
    pub name: String,
    pub mark: Hundredths,
}

/// What a veto does to the form.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(tag = "kind", rename_all = "snake_case", rename_all_fields = "camelCase")]
pub enum VetoEffect {
    /// The total stays, the rating is the lowest (不合格).
    Fail,
    /// The rating is at most this one, an id of `ratings`.
    RatingAtMost { rating: String },
    /// The mark and the bonus of an area are zero: the named one, else the one the item stands in.
    AreaZero {
        #[serde(default, skip_serializing_if = "Option::is_none")]
        area: Option<String>,
    },
}

/// An exact number, `part` ÷ `whole`: 90 % is `{"part": 90, "whole": 100}`, 12 times `{"part": 12}`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Amount {
    /// A whole number from 0 to 2^53 − 1.
    #[serde(deserialize_with = "safe")]
    pub part: u64,
    /// A whole number from 1 to 2^53 − 1; 1 where missing.
    #[serde(default = "one", deserialize_with = "safe", skip_serializing_if = "is_one")]
    pub whole: u64,
}

impl Amount {
    /// 100 %.
    pub fn one() -> Self {
        Self { part: 1, whole: 1 }
    }

    fn is_one(&self) -> bool {
        self.part == self.whole
    }
}

fn one() -> u64 {
    1
}

fn is_one(whole: &u64) -> bool {
    *whole == 1
}

fn safe<'de, D: Deserializer<'de>>(deserializer: D) -> Result<u64, D::Error> {
    let value = u64::deserialize(deserializer)?;
    if value <= LARGEST_SAFE.unsigned_abs() {
        Ok(value)
    } else {
        Err(D::Error::custom(format!("{value} is beyond 2^53")))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hostile_numbers_are_refused_when_read() {
        for amount in [r#"{"part":-1}"#, r#"{"part":1e308}"#, r#"{"part":9007199254740992}"#] {
            assert!(serde_json::from_str::<Amount>(amount).is_err(), "{amount}");
        }
        for rule in [
            r#"{"id":"1","kind":"deduct","points":-0.5}"#,
            r#"{"id":"1","kind":"deduct","points":1e308}"#,
            r#"{"id":"1","kind":"deduct"}"#,
            r#"{"id":"1"}"#,
        ] {
            assert!(serde_json::from_str::<Rule>(rule).is_err(), "{rule}");
        }
    }

    #[test]
    fn the_list_of_kinds_is_the_list_of_rules() {
        let schema = schemars::schema_for!(RuleKind).to_value();
        let rules = schema["oneOf"].as_array().unwrap().iter();
        let kinds: Vec<_> = rules.map(|rule| &rule["properties"]["kind"]["const"]).collect();
        assert_eq!(kinds, RuleKind::KINDS);
    }
}
