//! Who must stay on post while others learn (AB角, qualified officers), and who goes together.

use serde::{Deserialize, Serialize};

use super::id::{OfficeId, PersonId};

/// Of these holders of a post so many must be at work on every workday (AB角 互补: of two, one).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Cover {
    pub office: OfficeId,
    /// What they cover, as written.
    pub post: String,
    pub holders: Vec<PersonId>,
    pub present: u32,
}

/// How many qualified officers must stay on post in one office, where it is not the usual number
/// (行政处罚法 42: cases are handled by two).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct OfficerFloor {
    pub office: OfficeId,
    pub present: u32,
    /// The office whose officers may stand in (代管).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stand_in: Option<OfficeId>,
    /// Why it is not the usual number.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub reason: String,
}

impl OfficerFloor {
    /// The usual number: two, or one less than there are.
    pub fn usual(officers: usize) -> u32 {
        u32::try_from(officers.saturating_sub(1).min(2)).unwrap_or_default()
    }
}

/// A bond between two people.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Link {
    pub kind: LinkKind,
    pub people: [PersonId; 2],
}

/// What a bond asks.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub enum LinkKind {
    /// Both in the same batch, or both in none.
    Together,
    /// Never in the same batch.
    Apart,
    /// Never away on the same day.
    NotAwayTogether,
    #[serde(untagged)]
    Other(String),
}

impl LinkKind {
    /// The kinds that this version knows, in the order in which they are offered.
    pub const KNOWN: [Self; 3] = [Self::Together, Self::Apart, Self::NotAwayTogether];
}
