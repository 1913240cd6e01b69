//! What the trainer has set for this ledger.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::id::{LedgerId, OfficeId};
use super::pack::Extra;
use super::venue::{Trainer, Venue};

/// Settings of the ledger. What belongs to the eye only (theme, language, columns) is a
/// preference of the browser and not of the ledger.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Settings {
    pub ledger: LedgerId,
    /// The bureau whose ledger this is.
    pub office: OfficeId,
    /// The period (年度) that all pages follow.
    pub year: i16,
    /// Filled with sample data, which one step takes away again.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub sample: bool,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub venues: Vec<Venue>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub trainers: Vec<Trainer>,
    /// With which the offices below make people's keys, where no bureau above gave one. It leaves
    /// in the files that are handed down, in backups, and in no other.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub matching_secret: Option<String>,
    #[serde(flatten)]
    pub extra: Extra,
}

impl Settings {
    /// The reference date (截至日期): 31 December of the period.
    pub fn reference(&self) -> Date {
        Date::new(self.year, 12, 31).unwrap_or(Date::MAX)
    }
}
