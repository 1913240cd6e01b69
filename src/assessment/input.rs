//! What is scored from outside: a standard and the answers of one column, or a form with columns.

use serde::{Deserialize, Serialize};

use super::scored::ScoredForm;
use super::scoring::{ScoreError, score, score_column};
use crate::model::assessment::{Answers, Assessment, Column};
use crate::model::standard::Standard;

/// `{"standard": …, "answers": …}`, or `{"standard": …, "assessment": …, "column": "self"}`.
/// Without either nothing is answered.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct ScoreInput {
    pub standard: Standard,
    #[serde(default)]
    pub answers: Answers,
    /// A whole form instead of `answers`, and wins over them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub assessment: Option<Assessment>,
    /// Which column of `assessment`; the self-assessment where missing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub column: Option<Column>,
}

impl ScoreInput {
    /// Scores it.
    ///
    /// # Errors
    /// See [`score`].
    pub fn score(&self) -> Result<ScoredForm, ScoreError> {
        match &self.assessment {
            Some(form) => score_column(&self.standard, form, self.column.unwrap_or(Column::Own)),
            None => score(&self.standard, &self.answers),
        }
    }
}
