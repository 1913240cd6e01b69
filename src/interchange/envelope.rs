//! The envelope around every file of ours: what it is, whose, of what time, and how much of the
//! people is in it.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::model::date::Moment;
use crate::model::id::OfficeId;
use crate::model::office::{Office, OfficeLevel};
use crate::model::pack::Extra;

/// The value of `format` by which our files are known.
pub const FORMAT: &str = "training-ledger";

/// The version of the format that this program writes.
pub const VERSION: Version = Version { major: 1, minor: 0 };

/// A version of the format. JSON: `"1.0"`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Version {
    pub major: u32,
    pub minor: u32,
}

impl Version {
    /// Reads `"1.0"`.
    pub fn parse(text: &str) -> Option<Self> {
        let (major, minor) = text.split_once('.')?;
        Some(Self { major: major.parse().ok()?, minor: minor.parse().ok()? })
    }
}

impl std::fmt::Display for Version {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}.{}", self.major, self.minor)
    }
}

/// What a file is for.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub enum Kind {
    /// 上报: an office or bureau reports upward.
    Submission,
    /// 下发: handed down by a superior bureau.
    Issued,
    /// Marks and comments that come back.
    Review,
    /// Many offices in one.
    Rollup,
    /// The whole ledger. The only kind that restores one.
    Backup,
    Pack,
    Template,
    /// A kind of a newer version.
    #[serde(untagged)]
    Other(String),
}

/// How much of the person leaves.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub enum Redaction {
    /// 实名.
    Named,
    /// 去标识化: keys in the place of names.
    Deidentified,
    /// 仅统计数据: nobody in particular.
    Statistics,
}

/// The program that wrote the file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct App {
    pub name: String,
    pub version: String,
}

impl App {
    /// This program.
    pub fn this() -> Self {
        Self { name: FORMAT.to_owned(), version: env!("CARGO_PKG_VERSION").to_owned() }
    }
}

/// Whose file it is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct OfficeHead {
    pub id: OfficeId,
    pub name: String,
    /// The parent's unified social credit code and a local number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
    pub level: OfficeLevel,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parent_id: Option<OfficeId>,
}

impl From<&Office> for OfficeHead {
    fn from(office: &Office) -> Self {
        Self {
            id: office.id,
            name: office.name.clone(),
            code: office.code.clone(),
            level: office.level.clone(),
            parent_id: office.parent,
        }
    }
}

/// The time a file is about, both days included.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Period {
    /// Calendar year, 年度.
    pub year: i16,
    pub from: Date,
    pub to: Date,
}

impl Period {
    /// A whole calendar year.
    pub fn year(year: i16) -> Self {
        Self {
            year,
            from: Date::new(year, 1, 1).unwrap_or(Date::MIN),
            to: Date::new(year, 12, 31).unwrap_or(Date::MAX),
        }
    }
}

/// A pack that the codes in the file are of.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct PackStamp {
    pub id: String,
    pub version: String,
    /// Of its RFC 8785 form.
    pub sha256: String,
}

/// The file of the same kind that was written before this one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Previous {
    /// The name it was given.
    pub id: String,
    pub sha256: String,
}

/// How many of what: `people`, `plans` …
pub type Counts = BTreeMap<String, usize>;

/// How many of them people count: of the offices those below the one whose ledger it is.
pub fn counted(name: &str, records: usize) -> usize {
    if name == "offices" { records.saturating_sub(1) } else { records }
}

/// A file. `D` is what its kind holds.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Envelope<D> {
    /// Always `training-ledger`.
    pub format: String,
    /// `major.minor`. A newer minor version can be read, a newer major one only looked at.
    pub format_version: String,
    pub kind: Kind,
    pub app: App,
    pub created_at: Moment,
    pub office: OfficeHead,
    pub period: Period,
    #[serde(default)]
    pub packs: Vec<PackStamp>,
    #[serde(default)]
    pub counts: Counts,
    pub redaction: Redaction,
    pub data: D,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub previous: Option<Previous>,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
    #[serde(flatten)]
    pub extra: Extra,
}
