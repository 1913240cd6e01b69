//! Offices (市场监管所), sections and bureaus, and how one recognises them across files.

use serde::{Deserialize, Serialize};

use super::id::OfficeId;
use super::pack::Extra;

/// One office. Matching across files goes by `id`, then `code`, then exact full name, then a
/// person confirms (design, section 5).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Office {
    pub id: OfficeId,
    /// The parent's unified social credit code and a local number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
    /// Full name, 示范区市场监督管理局长安市场监督管理所.
    pub name: String,
    pub kind: OfficeKind,
    pub level: OfficeLevel,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parent: Option<OfficeId>,
    /// Place in lists, as the roster gives it.
    #[serde(default)]
    pub position: u32,
    #[serde(flatten)]
    pub extra: Extra,
}

/// What an office is: 所, 分局, 科室, 大队, 局机关.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub enum OfficeKind {
    Station,
    Branch,
    Section,
    Brigade,
    Bureau,
    #[serde(untagged)]
    Other(String),
}

/// Where it stands in the chain 所 → 区局 → 市局 → 省局.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub enum OfficeLevel {
    Station,
    District,
    City,
    Province,
    #[serde(untagged)]
    Other(String),
}
