//! Training groups (培训群体): rules in words over fields, with people pinned in or out.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::id::{GroupId, PersonId};
use super::pack::Extra;

/// One training group. Who belongs to it follows from the rule and the pins at the reference
/// date (`grouping::membership`); nothing is stored twice.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Group {
    pub id: GroupId,
    pub name: String,
    pub rule: Rule,
    /// People who belong to it whatever the rule says, with the reason.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub pinned_in: BTreeMap<PersonId, String>,
    /// People who do not belong to it whatever the rule says, with the reason.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub pinned_out: BTreeMap<PersonId, String>,
    /// Place in the list.
    #[serde(default)]
    pub position: u32,
    #[serde(flatten)]
    pub extra: Extra,
}

/// Any of several cases; a case holds where all its conditions hold. No case: nobody.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Rule {
    pub any: Vec<Vec<Condition>>,
}

/// A field has (or, with `not`, has not) one of some values.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Condition {
    pub axis: Axis,
    /// Ids or codes of the axis; an empty text is 未填.
    pub values: Vec<String>,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub not: bool,
}

/// What people can be divided by. The axes of the cross-tab are the fields of the rules.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub enum Axis {
    /// 年龄阶段, with 临近退休 by months to retirement.
    AgeStage,
    /// 年龄段 of the statistics.
    AgeBand,
    /// 学历层次 by the higher of the two schoolings.
    Education,
    /// 岗位业务, main post.
    Post,
    /// Main or concurrent post: one person can have several values.
    AnyPost,
    Office,
    /// 分级: the grade of the rank.
    Grade,
    /// 人员身份.
    StaffKind,
    Sex,
    /// Duty status at the reference date.
    Status,
    /// Enforcement certificate: `valid`, `expired` or none.
    Certificate,
    #[serde(untagged)]
    Other(String),
}

impl Axis {
    /// The axes that this version knows, in the order in which they are offered.
    pub const KNOWN: [Self; 11] = [
        Self::AgeStage,
        Self::AgeBand,
        Self::Education,
        Self::Post,
        Self::AnyPost,
        Self::Office,
        Self::Grade,
        Self::StaffKind,
        Self::Sex,
        Self::Status,
        Self::Certificate,
    ];
}
