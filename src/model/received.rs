//! What is kept beside the ledger and is never undone: received files (收件), the export log and
//! the times of backups.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::date::Moment;
use super::id::{AssessmentId, ReceivedId};
use super::pack::Extra;

/// Everything that stands beside the ledger.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Archive {
    pub received: BTreeMap<ReceivedId, Arc<Received>>,
    pub log: Arc<ArchiveLog>,
}

/// A file from another office, kept as it came.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Received {
    pub id: ReceivedId,
    pub file_name: String,
    pub received_at: Moment,
    /// The JSON text exactly as received.
    pub text: String,
}

/// The lists that only grow.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct ArchiveLog {
    #[serde(default)]
    pub exports: Vec<ExportEntry>,
    #[serde(default)]
    pub backups: Vec<BackupEntry>,
    #[serde(flatten)]
    pub extra: Extra,
}

/// One file that left for upload. Kept for three years at least (PIPL, article 23 and rules).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct ExportEntry {
    pub at: Moment,
    pub file_name: String,
    /// What it held, by the envelope's kind.
    pub kind: String,
    /// `named`, `deidentified` or `statistics`.
    pub redaction: String,
    /// Why people are named in it, or why a warning was overridden.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub reason: String,
    /// To whom.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub recipient: String,
    pub people: usize,
    pub sha256: String,
    /// Check codes of the forms in it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub check_codes: Vec<String>,
    /// Hash of each part, to tell what changed since.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub parts: BTreeMap<String, String>,
    /// The forms of the year that were left out of a submission.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub left_out: BTreeSet<AssessmentId>,
}

impl ExportEntry {
    /// A file of a kind that names people, of which nothing more is said.
    pub fn named(kind: &str, at: Moment, file_name: &str, sha256: String) -> Self {
        Self {
            at,
            file_name: file_name.to_owned(),
            kind: kind.to_owned(),
            redaction: "named".to_owned(),
            reason: String::new(),
            recipient: String::new(),
            people: 0,
            sha256,
            check_codes: Vec::new(),
            parts: BTreeMap::new(),
            left_out: BTreeSet::new(),
        }
    }
}

/// One backup that was written.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct BackupEntry {
    pub at: Moment,
    pub file_name: String,
    pub sha256: String,
    /// The generation it holds.
    pub generation: u32,
}
