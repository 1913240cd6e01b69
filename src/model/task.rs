//! Tasks of the year (路线图、时间表、任务书).

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::id::TaskId;
use super::pack::Extra;

/// One task with its owner and deadline.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Task {
    pub id: TaskId,
    pub title: String,
    /// Who answers for it: a person, a section or an office, as written.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub owner: String,
    pub due: Date,
    /// The day it was done.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub done: Option<Date>,
    #[serde(flatten)]
    pub extra: Extra,
}
