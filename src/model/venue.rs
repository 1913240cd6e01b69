//! Where classes are held and who teaches them: lists of the ledger, chosen from by name.

use serde::{Deserialize, Serialize};

use super::calendar::Span;

/// A venue (场地).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Venue {
    pub name: String,
    pub seats: u32,
    /// When it cannot be had.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub closed: Vec<Span>,
}

/// A trainer (师资).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Trainer {
    pub name: String,
    /// What he teaches, as written.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub subject: String,
    /// When he cannot come.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub busy: Vec<Span>,
}
