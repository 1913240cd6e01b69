//! Writing what is queued, and reading what is stored.

use std::sync::Arc;

use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

use super::{Access, SaveState, Workspace};
use crate::browser::database::Database;
use crate::browser::{clock, local_storage, lock};
use crate::history::History;
use crate::model::ledger::Ledger;
use crate::model::received::Archive;
use crate::model::step::Step;
use crate::storage::{
    Counts, Damage, Head, Manifest, Mark, Move, Recovery, SaveError, Sentinel, Store, compare, open,
};

/// How often chunks that nobody names are swept away, in commits.
const SWEEP: u32 = 50;

impl Workspace {
    pub(super) fn queue(self, step: Step, how: Move, restore_point: bool) {
        let (ledger, archive) = (self.ledger.get_untracked(), self.archive.get_untracked());
        let at = clock::now();
        self.store.update_value(|store| {
            store.queue(&ledger, &archive, step, how, at, restore_point);
        });
        if self.state.get_untracked() != SaveState::MemoryOnly {
            self.state.set(SaveState::Unsaved);
        }
        self.save_now();
    }

    /// Writes what is queued, unless a write is under way, which then goes on with it.
    pub fn save_now(self) {
        let Some(database) = self.database.get_value() else { return };
        if self.writing.get_value() {
            return;
        }
        self.writing.set_value(true);
        spawn_local(async move {
            while let Some(commit) = self.store.try_update_value(Store::take).flatten() {
                self.state.set(SaveState::Saving);
                match database.write(&commit).await {
                    Ok(()) => {
                        self.store.update_value(|store| store.completed(&commit));
                        self.remember(&commit.head);
                        if self.store.with_value(Store::is_clean) {
                            self.state.set(SaveState::Saved(clock::now()));
                        }
                        if commit.head.generation.is_multiple_of(SWEEP) {
                            let _ = database.sweep().await;
                        }
                    }
                    Err(error) => {
                        self.store.update_value(|store| store.failed(commit));
                        self.state.set(match error {
                            SaveError::Conflict => SaveState::Conflict,
                            error => SaveState::Failed(error),
                        });
                        break;
                    }
                }
            }
            self.writing.set_value(false);
        });
    }

    pub(super) fn remember(self, head: &Head) {
        let last = self.archive.with_untracked(|archive| {
            archive.log.backups.last().map(|backup| (backup.file_name.clone(), backup.at))
        });
        let counts = self.ledger.with_untracked(|ledger| Counts::of(ledger));
        local_storage::set_sentinel(&Sentinel {
            generation: head.generation,
            counts,
            backup: last,
        });
    }

    pub(super) async fn load(self) {
        let Ok(database) = Database::open().await else {
            self.state.set(SaveState::MemoryOnly);
            self.access.set(Access::NoLedger);
            return;
        };
        self.database.set_value(Some(database.clone()));
        let alone = lock::acquire(false, move || self.access.set(Access::ReadOnly)).await;
        self.load_from(&database).await;
        if alone == Some(false) && !matches!(self.access.get_untracked(), Access::Recovery(_)) {
            self.access.set(Access::ReadOnly);
        }
    }

    pub(super) async fn load_from(self, database: &Database) {
        let sentinel = local_storage::sentinel();
        let head = match database.head().await {
            Ok(head) => head,
            Err(error) => {
                let damage = Damage::Unreadable(error.to_string());
                self.access.set(Access::Recovery(Recovery {
                    damage,
                    last_seen: sentinel,
                    candidates: Vec::new(),
                }));
                return;
            }
        };
        self.store.set_value(Store::new(head.clone()));
        if let Some(damage) = compare(head.as_ref(), sentinel.as_ref()) {
            let candidates = head.map(|head| head.marks).unwrap_or_default();
            self.recover(damage, sentinel, candidates);
            return;
        }
        let Some(head) = head else {
            self.access.set(Access::NoLedger);
            return;
        };
        match self.read(database, head.generation).await {
            Ok((ledger, archive, manifest)) => {
                self.show(&head, ledger, archive, &manifest);
            }
            Err(damage) => {
                let mut candidates = Vec::new();
                for mark in head.marks.iter().rev().skip(1) {
                    if self.read(database, mark.generation).await.is_ok() {
                        candidates.push(mark.clone());
                    }
                    if candidates.len() == 5 {
                        break;
                    }
                }
                candidates.reverse();
                self.recover(damage, sentinel, candidates);
            }
        }
    }

    pub(super) fn recover(
        self,
        damage: Damage,
        last_seen: Option<Sentinel>,
        mut candidates: Vec<Mark>,
    ) {
        candidates.reverse();
        self.access.set(Access::Recovery(Recovery { damage, last_seen, candidates }));
    }

    pub(super) fn show(
        self,
        head: &Head,
        ledger: Arc<Ledger>,
        archive: Arc<Archive>,
        manifest: &Manifest,
    ) {
        self.store.update_value(|store| store.remember(&ledger, &archive, manifest));
        self.history.set(History::of(head));
        let at = head.marks.last().map_or_else(clock::now, |mark| mark.at);
        self.ledger.set(ledger);
        self.archive.set(archive);
        self.state.set(SaveState::Saved(at));
        let sample_removed = head.marks.last().is_some_and(|mark| mark.step == Step::RemoveSample);
        self.access.set(if sample_removed { Access::NoLedger } else { Access::Open });
    }

    pub(super) async fn read(
        self,
        database: &Database,
        generation: u32,
    ) -> Result<(Arc<Ledger>, Arc<Archive>, Manifest), Damage> {
        let unreadable = |error: SaveError| Damage::Unreadable(error.to_string());
        let manifest = database.manifest(generation).await.map_err(unreadable)?;
        let manifest = manifest.ok_or_else(|| Damage::BadChunks(Vec::new()))?;
        let chunks = database.chunks(&manifest).await.map_err(unreadable)?;
        let (ledger, archive) = open(&manifest, &chunks)?;
        Ok((ledger, archive, manifest))
    }

    pub(super) async fn read_generation(self, generation: u32) -> Option<Arc<Ledger>> {
        let database = self.database.get_value()?;
        // What is still queued must be on the disk before it can be read from there.
        self.read(&database, generation).await.ok().map(|(ledger, ..)| ledger)
    }
}
