//! What is written when: generations, their chunks, which of them stay, and what to do when they
//! cannot be read. Policy only; `browser/database.rs` carries it out.
//!
//! A **chunk** is the JSON of one shard, named by its SHA-256. A **manifest** names the chunks of
//! one generation. The **head** says which generation is the current one, and lists the others.

mod recovery;
mod retention;
mod store;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use thiserror::Error;

use crate::model::canonical::hex;
use crate::model::date::Moment;
use crate::model::ledger::Ledger;
use crate::model::shard::ShardName;
use crate::model::step::Step;

pub use recovery::{
    Candidate, Damage, Opened, Opening, Records, Recovery, Sentinel, load, read_generation,
};
pub use store::{Move, Store};

/// Undo and redo reach so many steps.
pub const STEPS: usize = 100;
/// The format of head and manifests. A higher one is of a newer version and is left alone.
const FORMAT: u32 = 1;

/// How much a generation holds, for the eye.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counts {
    pub people: usize,
    pub plans: usize,
    pub forms: usize,
}

impl Counts {
    /// Counts a ledger.
    pub fn of(ledger: &Ledger) -> Self {
        Self {
            people: ledger.people().count(),
            plans: ledger.plans.len(),
            forms: ledger.assessments.len(),
        }
    }
}

/// One generation in the head's list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Mark {
    pub generation: u32,
    pub at: Moment,
    /// The edit that made it, or that was taken back.
    pub step: Step,
    /// Was the step taken back?
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub undone: bool,
    pub counts: Counts,
    /// A restore point: it was kept on purpose before this step.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub before: Option<Step>,
}

/// A step that can be undone or redone: the generation to go to and the edit it takes back or
/// does again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Turn {
    pub generation: u32,
    pub step: Step,
}

/// The one record that says what is current.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Head {
    pub format: u32,
    pub generation: u32,
    /// Counts how often another window took the ledger over.
    pub epoch: u32,
    pub undo: Vec<Turn>,
    pub redo: Vec<Turn>,
    pub marks: Vec<Mark>,
    /// Generations that went since the chunks that nobody names were last swept away.
    #[serde(default)]
    pub unswept: usize,
}

impl Default for Head {
    fn default() -> Self {
        Self {
            format: FORMAT,
            generation: 0,
            epoch: 0,
            undo: Vec::new(),
            redo: Vec::new(),
            marks: Vec::new(),
            unswept: 0,
        }
    }
}

/// The chunks of one generation, by the names of their shards. Its mark is in the head's list
/// too; here it serves to make a lost head again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Manifest {
    pub format: u32,
    #[serde(flatten)]
    pub mark: Mark,
    pub chunks: BTreeMap<ShardName, String>,
}

impl Manifest {
    /// Which generation it is of.
    pub fn generation(&self) -> u32 {
        self.mark.generation
    }
}

/// What the database is at, as a commit expects and finds it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Base {
    /// There is no head.
    #[default]
    Empty,
    /// There is a head.
    At { generation: u32, epoch: u32 },
    /// There is something that is no head.
    Unreadable,
}

impl Base {
    /// What the text of the head says.
    pub fn of(text: Option<&str>) -> Self {
        match text.map(serde_json::from_str::<Head>) {
            None => Self::Empty,
            Some(Ok(head)) => head.base(),
            Some(Err(_)) => Self::Unreadable,
        }
    }
}

impl Head {
    /// What a database with this head is at.
    pub fn base(&self) -> Base {
        Base::At { generation: self.generation, epoch: self.epoch }
    }
}

/// Everything one transaction writes, or nothing of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Commit {
    /// What the database must still be at, or nothing is written.
    pub expected: Base,
    /// Everything that was stored before goes first: what is purged must not stay behind.
    pub anew: bool,
    /// By their SHA-256.
    pub chunks: BTreeMap<String, String>,
    pub manifests: Vec<Manifest>,
    pub head: Head,
    /// Generations that go.
    pub dropped: Vec<u32>,
}

/// Why a commit was not written. Then nothing of it was.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum SaveError {
    /// Blocked by the settings, a private window, or an engine without a database.
    #[error("the database cannot be used")]
    Unusable,
    /// Another window has written since.
    #[error("another window has changed the ledger")]
    Conflict,
    /// No room left.
    #[error("no room left")]
    Full,
    /// The browser's own words.
    #[error("{0}")]
    Failed(String),
}

/// SHA-256 in hexadecimal.
pub fn hash(text: &str) -> String {
    hex(&Sha256::digest(text))
}
