//! Writing to the database: at once, one transaction after the other, and saved only when it says
//! so.

use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

use crate::browser::database::Database;
use crate::browser::{clock, local_storage};
use crate::model::step::Step;
use crate::storage::{Base, Commit, Counts, Head, Move, SaveError, Sentinel, Store};

use super::{Access, SaveState, Workspace};

/// Seconds until a failed save is tried again; the last one from then on.
const RETRY: [u32; 3] = [5, 30, 120];

impl Workspace {
    /// Queues ledger and archive as they are now as the next generation.
    pub(super) fn put(self, step: Step, how: Move, restore_point: bool) {
        let (ledger, archive) = (self.ledger.get_untracked(), self.archive.get_untracked());
        let at = clock::now();
        self.unborn.set_value(false);
        self.store.update_value(|store| {
            store.queue(&ledger, &archive, step, how, at, restore_point);
            if self.database.with_value(Option::is_none) {
                // There is nowhere to write it; undo goes by what is in memory.
                store.take();
            }
        });
        if self.state.get_untracked() != SaveState::MemoryOnly {
            self.state.set(SaveState::Unsaved);
        }
    }

    /// Would closing the page lose something?
    pub(super) fn would_lose(self) -> bool {
        let unsaved = self.writing.get_value() || !self.store.with_value(Store::is_clean);
        unsaved
            || self.state.get_untracked() == SaveState::MemoryOnly
                && !self.ledger.with_untracked(|ledger| ledger.is_empty())
    }

    /// Writes what is queued, unless a write is under way, which then goes on with it.
    pub fn save_now(self) {
        let Some(database) = self.database.get_value() else { return };
        if self.writing.get_value() || self.state.get_untracked() == SaveState::Conflict {
            return;
        }
        self.writing.set_value(true);
        spawn_local(async move {
            self.write_queue(&database).await;
            self.writing.set_value(false);
        });
    }

    async fn write_queue(self, database: &Database) {
        while let Some(commit) = self.store.try_update_value(Store::take).flatten() {
            self.state.set(SaveState::Saving);
            match database.write(&commit).await {
                Ok(()) => self.written(database, &commit).await,
                Err(error) => {
                    self.store.update_value(|store| store.failed(commit));
                    let emptied = error == SaveError::Conflict
                        && database.base().await == Ok(Base::Empty)
                        && self.store.with_value(Store::written) != Base::Empty;
                    if emptied {
                        self.write_whole();
                        continue;
                    }
                    self.failed(error);
                    return;
                }
            }
        }
    }

    async fn written(self, database: &Database, commit: &Commit) {
        self.store.update_value(|store| store.completed(commit));
        self.failures.set_value(0);
        self.remember(&commit.head);
        if self.store.with_value(Store::is_clean) {
            self.state.set(SaveState::Saved(clock::now()));
        }
        if self.store.with_value(Store::should_sweep) && database.sweep().await.is_ok() {
            self.store.update_value(Store::swept);
        }
    }

    fn failed(self, error: SaveError) {
        if error == SaveError::Conflict {
            self.state.set(SaveState::Conflict);
            return;
        }
        self.state.set(SaveState::Failed(error));
        let failures = self.failures.get_value();
        self.failures.set_value(failures + 1);
        let wait = RETRY.get(failures).or(RETRY.last()).copied().unwrap_or_default();
        spawn_local(async move {
            clock::sleep(wait * 1_000).await;
            let still_failed = matches!(self.state.get_untracked(), SaveState::Failed(_));
            if still_failed && self.failures.get_value() == failures + 1 {
                self.save_now();
            }
        });
    }

    /// Queues everything for a database that was emptied under this page.
    pub(super) fn write_whole(self) {
        self.store.update_value(Store::restart);
        self.put(Step::Other, Move::Beside, false);
        self.rewritten.set(true);
    }

    /// Waits until nothing is queued, at most some seconds.
    pub(super) async fn flush(self) {
        self.save_now();
        for _ in 0..100 {
            if !self.writing.get_value() {
                return;
            }
            clock::sleep(50).await;
        }
    }

    fn remember(self, head: &Head) {
        if self.access.get_untracked() == Access::Loading {
            // The ledger is being wiped.
            return;
        }
        let backup = self.archive.with_untracked(|archive| {
            archive.log.backups.last().map(|backup| (backup.file_name.clone(), backup.at))
        });
        let counts = self.ledger.with_untracked(|ledger| Counts::of(ledger));
        local_storage::set_sentinel(&Sentinel { generation: head.generation, counts, backup });
    }
}
