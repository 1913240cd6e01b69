//! Mutual help (互帮互学): pairs of helper and helped with a log of their meetings.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::hours::QuarterHours;
use super::id::{PairId, PersonId};
use super::pack::Extra;

/// A helper and the person helped.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Pair {
    pub id: PairId,
    pub helper: PersonId,
    pub helped: PersonId,
    /// What it is about.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub subject: String,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub meetings: Vec<Meeting>,
    #[serde(flatten)]
    pub extra: Extra,
}

/// One meeting of a pair.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Meeting {
    pub on: Date,
    pub hours: QuarterHours,
    /// Whether the hours count towards the yearly target; by default they do not (domain C3).
    #[serde(default)]
    pub counts: bool,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
}
