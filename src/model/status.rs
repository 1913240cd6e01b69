//! Duty status (在岗、借调、病休、调出、退休) with its dates.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::date::PartialDate;

/// A stretch of time in which somebody was not simply on post.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct StatusPeriod {
    pub status: DutyStatus,
    /// First day; missing means since ever.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<PartialDate>,
    /// Last day; missing means until further notice.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<PartialDate>,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
}

impl StatusPeriod {
    /// Does it hold on `day`?
    pub fn covers(&self, day: Date) -> bool {
        self.from.is_none_or(|from| from.first_day() <= day)
            && self.to.is_none_or(|to| day <= to.last_day())
    }

    /// Does it touch any day from `start` to `end`?
    pub fn overlaps(&self, start: Date, end: Date) -> bool {
        self.from.is_none_or(|from| from.first_day() <= end)
            && self.to.is_none_or(|to| start <= to.last_day())
    }
}

/// The kinds of duty status.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub enum DutyStatus {
    OnPost,
    Seconded,
    SickLeave,
    /// Other leave, such as maternity leave.
    Leave,
    /// Left the bureau (调出、辞职).
    Left,
    Retired,
    #[serde(untagged)]
    Other(String),
}

impl DutyStatus {
    /// Is somebody of this status no longer of the bureau?
    pub fn is_gone(&self) -> bool {
        matches!(self, Self::Left | Self::Retired)
    }
}
