//! What is written when: generations, their chunks, which of them stay, and what to do when they
//! cannot be read. Policy only; `browser/database.rs` carries it out.
//!
//! A **chunk** is the JSON of one shard, named by its SHA-256. A **manifest** names the chunks of
//! one generation. The **head** says which generation is the current one, and lists the others.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use thiserror::Error;

use crate::model::date::Moment;
use crate::model::ledger::Ledger;
use crate::model::received::Archive;
use crate::model::shard::{Shard, ShardError, ShardName};
use crate::model::step::Step;

/// Undo and redo reach so many steps.
pub const STEPS: usize = 100;
/// One generation a day is kept for so many days.
const DAYS: i64 = 30;
/// So many restore points are kept.
const RESTORE_POINTS: usize = 20;

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
    /// The edit that made it.
    pub step: Step,
    pub counts: Counts,
    /// Made on purpose before something large.
    #[serde(default)]
    pub restore_point: bool,
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
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Head {
    pub generation: u32,
    /// Counts how often another window took the ledger over.
    pub epoch: u32,
    pub undo: Vec<Turn>,
    pub redo: Vec<Turn>,
    pub marks: Vec<Mark>,
}

/// The chunks of one generation, by the names of their shards.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Manifest {
    pub generation: u32,
    pub chunks: BTreeMap<ShardName, String>,
}

/// Everything one transaction writes, or nothing of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Commit {
    /// The generation and epoch that the database must still be at; `None` where it must be empty.
    pub expected: Option<(u32, u32)>,
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
    use std::fmt::Write as _;
    Sha256::digest(text).iter().fold(String::with_capacity(64), |mut hex, byte| {
        // Writing to a string cannot fail.
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}

/// How an edit moves through the history.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Move {
    /// A new edit; with `joined` it goes on with the edit before.
    Edit {
        joined: bool,
    },
    Undo,
    Redo,
    /// Changes what is never undone (received files, export log), or takes the ledger over.
    Beside,
}

/// What the database holds, as far as a save has to know, and what is still to be written.
#[derive(Clone, Debug, Default)]
pub struct Store {
    /// The head as it will be when everything queued is written.
    pub head: Head,
    /// Generation and epoch in the database.
    written: Option<(u32, u32)>,
    /// The shards last serialised, with the names of their chunks.
    serialised: BTreeMap<ShardName, (Shard, String)>,
    queued: Option<Commit>,
}

impl Store {
    /// A store over a database that holds `head` now; `None` for an empty one.
    pub fn new(head: Option<Head>) -> Self {
        let written = head.as_ref().map(|head| (head.generation, head.epoch));
        Self { head: head.unwrap_or_default(), written, ..Self::default() }
    }

    /// Queues the next generation. `step` names the edit.
    pub fn queue(
        &mut self,
        ledger: &Ledger,
        archive: &Archive,
        step: Step,
        how: Move,
        at: Moment,
        restore_point: bool,
    ) {
        let from = self.head.generation;
        let generation = from + 1;
        let head = &mut self.head;
        match how {
            Move::Edit { joined: false } if from > 0 => {
                head.undo.push(Turn { generation: from, step: step.clone() });
                head.redo.clear();
                let surplus = head.undo.len().saturating_sub(STEPS);
                head.undo.drain(..surplus);
            }
            Move::Edit { .. } => head.redo.clear(),
            Move::Undo => {
                head.undo.pop();
                head.redo.push(Turn { generation: from, step: step.clone() });
            }
            Move::Redo => {
                head.redo.pop();
                head.undo.push(Turn { generation: from, step: step.clone() });
            }
            Move::Beside => {}
        }
        head.generation = generation;
        let counts = Counts::of(ledger);
        if restore_point && let Some(before) = head.marks.last_mut() {
            before.restore_point = true;
        }
        head.marks.push(Mark { generation, at, step, counts, restore_point: false });
        let dropped = retire(head, at);

        let mut chunks = BTreeMap::new();
        let mut names = BTreeMap::new();
        let mut serialised = BTreeMap::new();
        for (name, shard) in ledger.shards().into_iter().chain(archive.shards()) {
            let known = self.serialised.get(&name).filter(|(known, _)| known.is_same(&shard));
            let chunk = if let Some((_, chunk)) = known {
                chunk.clone()
            } else {
                let json = shard.to_json();
                let chunk = hash(&json);
                let unchanged =
                    self.serialised.get(&name).is_some_and(|(_, known)| *known == chunk);
                if !unchanged {
                    chunks.insert(chunk.clone(), json);
                }
                chunk
            };
            names.insert(name.clone(), chunk.clone());
            serialised.insert(name, (shard, chunk));
        }
        self.serialised = serialised;
        let manifest = Manifest { generation, chunks: names };
        let commit = self.queued.get_or_insert_with(|| Commit {
            expected: self.written,
            chunks: BTreeMap::new(),
            manifests: Vec::new(),
            head: Head::default(),
            dropped: Vec::new(),
        });
        commit.chunks.append(&mut chunks);
        commit.manifests.push(manifest);
        commit.manifests.retain(|manifest| !dropped.contains(&manifest.generation));
        commit.dropped.extend(dropped);
        commit.head = self.head.clone();
    }

    /// Takes what is queued, to write it in one transaction.
    pub fn take(&mut self) -> Option<Commit> {
        self.queued.take()
    }

    /// The transaction completed.
    pub fn completed(&mut self, commit: &Commit) {
        self.written = Some((commit.head.generation, commit.head.epoch));
        if let Some(next) = &mut self.queued {
            next.expected = self.written;
        }
    }

    /// The transaction failed and wrote nothing: it is queued again, before what came since.
    pub fn failed(&mut self, mut commit: Commit) {
        if let Some(mut next) = self.queued.take() {
            commit.chunks.append(&mut next.chunks);
            commit.manifests.append(&mut next.manifests);
            commit.dropped.append(&mut next.dropped);
            commit.head = next.head;
        }
        self.queued = Some(commit);
    }

    /// Has everything been written?
    pub fn is_clean(&self) -> bool {
        self.queued.is_none()
    }

    /// Remembers the chunks of shards that were read, so that they are not written again.
    pub fn remember(&mut self, ledger: &Ledger, archive: &Archive, manifest: &Manifest) {
        for (name, shard) in ledger.shards().into_iter().chain(archive.shards()) {
            if let Some(chunk) = manifest.chunks.get(&name) {
                self.serialised.insert(name, (shard, chunk.clone()));
            }
        }
    }

    /// Forgets every generation but the current one (彻底清除).
    pub fn purge(&mut self) {
        let current = self.head.generation;
        self.head.undo.clear();
        self.head.redo.clear();
        let gone: Vec<_> = self
            .head
            .marks
            .iter()
            .map(|mark| mark.generation)
            .filter(|generation| *generation != current)
            .collect();
        self.head.marks.retain(|mark| mark.generation == current);
        if let Some(commit) = &mut self.queued {
            commit.manifests.retain(|manifest| manifest.generation == current);
            commit.dropped.extend(gone);
            commit.head = self.head.clone();
        }
    }
}

/// Takes the generations out of the head that no rule keeps: the current one, those of undo and
/// redo, the last of each hour of today and of each of thirty days, and the restore points.
fn retire(head: &mut Head, now: Moment) -> Vec<u32> {
    let mut kept = BTreeSet::from([head.generation]);
    kept.extend(head.undo.iter().chain(&head.redo).map(|turn| turn.generation));
    let points = head.marks.iter().rev().filter(|mark| mark.restore_point);
    kept.extend(points.take(RESTORE_POINTS).map(|mark| mark.generation));
    let mut slots = BTreeMap::new();
    for mark in &head.marks {
        let age = (now.unix_seconds() - mark.at.unix_seconds()) / 86_400;
        if age <= DAYS {
            let hour = (mark.at.date() == now.date()).then_some(mark.at.local.hour());
            // Later marks of the same slot take its place.
            slots.insert((mark.at.date(), hour), mark.generation);
        }
    }
    kept.extend(slots.into_values());
    let dropped: Vec<_> = head
        .marks
        .iter()
        .map(|mark| mark.generation)
        .filter(|generation| !kept.contains(generation))
        .collect();
    head.marks.retain(|mark| kept.contains(&mark.generation));
    dropped
}

/// What the browser remembers outside the database, to notice when the database is gone.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Sentinel {
    pub generation: u32,
    pub counts: Counts,
    /// File name and time of the last backup.
    pub backup: Option<(String, Moment)>,
}

/// What was found wrong when the ledger was opened. Nothing is written before somebody chose.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Damage {
    /// The database is empty, but there was a ledger.
    Lost,
    /// The database holds an older state than was last saved.
    Older { found: u32 },
    /// Shards of the current generation are missing or do not match their hash.
    BadChunks(Vec<ShardName>),
    /// The chunks are whole but make no ledger this version can read.
    Unreadable(String),
}

/// The state of things when a ledger cannot simply be opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recovery {
    pub damage: Damage,
    pub last_seen: Option<Sentinel>,
    /// Generations that are whole, newest first.
    pub candidates: Vec<Mark>,
}

/// Compares the head found with what was last seen.
pub fn compare(head: Option<&Head>, sentinel: Option<&Sentinel>) -> Option<Damage> {
    match (head, sentinel) {
        (None, Some(seen)) if seen.counts != Counts::default() => Some(Damage::Lost),
        (Some(head), Some(seen)) if head.generation < seen.generation => {
            Some(Damage::Older { found: head.generation })
        }
        _ => None,
    }
}

/// Puts ledger and archive together from the chunks of a manifest, checking every hash.
///
/// # Errors
/// The shards that are missing or damaged, or why they make no ledger.
pub fn open(
    manifest: &Manifest,
    chunks: &BTreeMap<String, String>,
) -> Result<(Arc<Ledger>, Arc<Archive>), Damage> {
    let mut bad = Vec::new();
    let mut texts = Vec::new();
    for (name, wanted) in &manifest.chunks {
        match chunks.get(wanted) {
            Some(text) if hash(text) == *wanted => texts.push((name.as_str(), text.as_str())),
            _ => bad.push(name.clone()),
        }
    }
    if !bad.is_empty() {
        return Err(Damage::BadChunks(bad));
    }
    let unreadable = |error: ShardError| Damage::Unreadable(error.to_string());
    let of_ledger = texts.iter().copied().filter(|(name, _)| !name.starts_with("archive/"));
    let ledger = Ledger::from_shards(of_ledger).map_err(unreadable)?;
    let archive = Archive::from_shards(texts.iter().copied()).map_err(unreadable)?;
    Ok((Arc::new(ledger), Arc::new(archive)))
}

#[cfg(test)]
mod tests;
