//! Training hours (学时) and the sessions (班次) they are earned in.

use std::collections::BTreeMap;
use std::fmt;
use std::iter::Sum;
use std::ops::{Add, AddAssign};

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::course::TrainingForm;
use super::id::{BatchId, PersonId, PlanId, SessionId};
use super::pack::Extra;

/// Training hours, as a whole number of quarter hours: 37.5 hours are 150.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(transparent)]
pub struct QuarterHours(pub u32);

impl QuarterHours {
    /// Reads decimal hours such as `7.5`; `None` for anything that is not a whole number of
    /// quarters or exceeds 100,000 hours.
    pub fn parse(text: &str) -> Option<Self> {
        let (whole, part) = text.trim().split_once('.').unwrap_or((text.trim(), "0"));
        let whole: u32 = whole.parse().ok().filter(|hours| *hours <= 100_000)?;
        let quarters = match part.trim_end_matches('0') {
            "" => 0,
            "25" => 1,
            "5" => 2,
            "75" => 3,
            _ => return None,
        };
        Some(Self(whole * 4 + quarters))
    }

    /// What is missing to `target`, zero where it is reached.
    pub fn short_of(self, target: Self) -> Self {
        Self(target.0.saturating_sub(self.0))
    }
}

/// At least one decimal: `37.5`, `24.0`, `0.25`.
impl fmt::Display for QuarterHours {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let part = match self.0 % 4 {
            0 => "0",
            1 => "25",
            2 => "5",
            _ => "75",
        };
        write!(f, "{}.{part}", self.0 / 4)
    }
}

impl Add for QuarterHours {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self(self.0.saturating_add(other.0))
    }
}

impl AddAssign for QuarterHours {
    fn add_assign(&mut self, other: Self) {
        *self = *self + other;
    }
}

impl Sum for QuarterHours {
    fn sum<I: Iterator<Item = Self>>(items: I) -> Self {
        items.fold(Self::default(), Add::add)
    }
}

/// A training session that was or will be held, with who was there.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Session {
    pub id: SessionId,
    pub title: String,
    /// Code of the course pack, where the session teaches a course of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub course: Option<String>,
    pub form: TrainingForm,
    /// First and last day.
    pub start: Date,
    pub end: Date,
    /// Hours of somebody who was there all the time.
    pub hours: QuarterHours,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub place: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub trainer: String,
    /// The plan and the batch it carries out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub plan: Option<PlanId>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub batch: Option<BatchId>,
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub attendance: BTreeMap<PersonId, Attendance>,
    #[serde(flatten)]
    pub extra: Extra,
}

/// One person's part in a session.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Attendance {
    pub presence: Presence,
    /// Hours recognised (认定学时); zero for who was not there.
    pub hours: QuarterHours,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
    #[serde(flatten)]
    pub extra: Extra,
}

/// 出勤, 迟到, 请假, 缺勤.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub enum Presence {
    Present,
    Late,
    Leave,
    Absent,
    /// A value of a newer version, kept as it came.
    #[serde(untagged)]
    Other(String),
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn hours_read_back_as_they_were_written(quarters in 0_u32..400_000) {
            let hours = QuarterHours(quarters);
            prop_assert_eq!(QuarterHours::parse(&hours.to_string()), Some(hours));
        }
    }

    #[test]
    fn only_whole_quarters_are_hours() {
        assert_eq!(QuarterHours::parse("37.5"), Some(QuarterHours(150)));
        assert_eq!(QuarterHours::parse(" 8 "), Some(QuarterHours(32)));
        for text in ["0.1", "-1", "", "1e3", "1.2.3"] {
            assert_eq!(QuarterHours::parse(text), None, "{text}");
        }
    }
}
