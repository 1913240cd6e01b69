//! Opening what is stored, the ways out where something is wrong with it, and other windows.

use std::sync::Arc;

use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

use crate::browser::database::Database;
use crate::browser::{clock, local_storage, location, lock};
use crate::history::History;
use crate::model::ledger::Ledger;
use crate::model::step::Step;
use crate::storage::{
    Base, Damage, Head, Move, Opened, Opening, Records as _, Recovery, SaveError, Sentinel, Store,
    load, read_generation,
};

use super::{Access, SaveState, Workspace};

/// How often a take-over reads again when the other window was still writing.
const ATTEMPTS: usize = 3;
/// How often a database that the browser has closed is asked again.
const PATIENCE: usize = 20;

impl Workspace {
    pub(super) async fn load(self) {
        let sentinel = local_storage::sentinel();
        let opened = Database::open(move || {
            spawn_local(async move { self.was_closed().await });
        });
        let Ok(database) = opened.await else {
            self.cannot_open(sentinel);
            return;
        };
        self.database.set_value(Some(database.clone()));
        let alone = lock::acquire(false, move || self.step_back()).await;
        self.load_from(&database, sentinel).await;
        if !alone {
            self.step_back();
        }
    }

    fn cannot_open(self, sentinel: Option<Sentinel>) {
        self.state.set(SaveState::MemoryOnly);
        self.access.set(match sentinel {
            Some(seen) if seen.saw_data() => Access::Recovery(Recovery {
                damage: Damage::Closed,
                last_seen: Some(seen),
                candidates: Vec::new(),
            }),
            _ => Access::NoLedger,
        });
    }

    /// Another window writes from now on.
    fn step_back(self) {
        if !matches!(self.access.get_untracked(), Access::Recovery(_)) {
            self.access.set(Access::ReadOnly);
        }
    }

    async fn load_from(self, database: &Database, sentinel: Option<Sentinel>) {
        match load(database, sentinel.clone()).await {
            Ok(Opening::Empty) => {
                self.store.set_value(Store::default());
                self.access.set(Access::NoLedger);
            }
            Ok(Opening::Whole(head, opened)) => self.show(head, opened),
            Ok(Opening::Damaged(recovery, head, base, archive)) => {
                self.store.set_value(Store::new(head, base));
                self.archive.set(archive);
                self.access.set(Access::Recovery(recovery));
            }
            Err(error) => self.access.set(Access::Recovery(Recovery {
                damage: Damage::Unreadable(error.to_string()),
                last_seen: sentinel,
                candidates: Vec::new(),
            })),
        }
    }

    fn show(self, head: Head, opened: Opened) {
        let Opened { ledger, archive, manifest, .. } = opened;
        let base = head.base();
        self.history.set(History::of(&head));
        let last = head.marks.last();
        let at = last.map_or_else(clock::now, |mark| mark.at);
        let sample_removed =
            last.is_some_and(|mark| mark.step == Step::RemoveSample && !mark.undone);
        let mut store = Store::new(head, base);
        store.remember(&ledger, &archive, &manifest);
        self.store.set_value(store);
        self.unborn.set_value(false);
        self.ledger.set(ledger);
        self.archive.set(archive);
        self.state.set(SaveState::Saved(at));
        self.access.set(if sample_removed { Access::NoLedger } else { Access::Open });
    }

    /// The browser has closed the database, most likely because somebody clears its data. While it
    /// does so, nothing can be opened.
    async fn was_closed(self) {
        for _ in 0..PATIENCE {
            clock::sleep(500).await;
            let Some(database) = self.database.get_value() else { return };
            if database.base().await.is_ok() {
                self.look_again().await;
                return;
            }
        }
    }

    /// Looks whether the database is still what this window last saw. Another window's work is
    /// shown, unless something here is unsaved; what was cleared is written again.
    pub(super) async fn look_again(self) {
        let Some(database) = self.database.get_value() else { return };
        let settled = || !self.writing.get_value() && self.store.with_value(Store::is_clean);
        if matches!(self.state.get_untracked(), SaveState::Failed(_)) {
            self.save_now();
            return;
        }
        let Ok(base) = database.base().await else { return };
        let seen = self.store.with_value(Store::written);
        if !settled() || base == seen {
            return;
        }
        match (self.access.get_untracked(), base) {
            (Access::Open, Base::Empty) => {
                self.write_whole();
                self.save_now();
            }
            (Access::ReadOnly, _) => {
                self.load_from(&database, local_storage::sentinel()).await;
                self.step_back();
            }
            (Access::Open | Access::NoLedger, _) => {
                self.load_from(&database, local_storage::sentinel()).await;
            }
            (Access::Loading | Access::Recovery(_), _) => {}
        }
    }

    /// Takes the ledger over from another window, and shows what that one has saved. Edits of this
    /// window that were not saved are a conflict, to be settled by [`Self::keep_mine`] or
    /// [`Self::reload`].
    pub fn take_over(self) {
        spawn_local(async move {
            let Some(database) = self.database.get_value() else { return };
            lock::acquire(true, move || self.step_back()).await;
            for _ in 0..ATTEMPTS {
                let Ok(base) = database.base().await else { return };
                if !self.store.with_value(Store::is_clean) {
                    let is_mine = base == self.store.with_value(Store::written);
                    self.access.set(Access::Open);
                    self.state.set(if is_mine { SaveState::Unsaved } else { SaveState::Conflict });
                    self.save_now();
                    return;
                }
                self.load_from(&database, local_storage::sentinel()).await;
                if self.access.get_untracked() != Access::Open {
                    return;
                }
                // So that a save of the other window that is still under way is refused.
                self.store.update_value(|store| store.head.epoch += 1);
                self.put(Step::Other, Move::Beside, false);
                self.flush().await;
                if self.state.get_untracked() != SaveState::Conflict {
                    return;
                }
                // Nothing but the new epoch is queued, so it can be read anew.
                self.store.set_value(Store::default());
            }
        });
    }

    /// After a conflict: goes on with the ledger of this window. What the other window has written
    /// stays a generation, and undo goes back to it.
    pub fn keep_mine(self) {
        spawn_local(async move {
            let Some(database) = self.database.get_value() else { return };
            lock::acquire(true, move || self.step_back()).await;
            let text = database.head().await.ok().flatten();
            let Some(theirs) = text.and_then(|text| serde_json::from_str::<Head>(&text).ok())
            else {
                return;
            };
            self.history.set(History::of(&theirs));
            if let Ok(Ok(opened)) = read_generation(&database, &theirs, theirs.generation).await
                && opened.is_whole()
            {
                let (generation, now) = (theirs.generation, clock::milliseconds());
                self.history.update(|history| {
                    history.record(opened.ledger, generation, Step::Other, now);
                });
            }
            self.store.update_value(|store| store.rebase(theirs));
            self.state.set(SaveState::Unsaved);
            self.access.set(Access::Open);
            self.put(Step::Other, Move::Edit { joined: false }, true);
            self.save_now();
        });
    }

    /// Goes to the state of an earlier generation, as a step of its own, and tells whether it
    /// could. One that is not whole is taken on the recovery page only, which says what is missing.
    pub fn restore_generation(self, generation: u32, tell: Callback<bool>) {
        spawn_local(async move {
            self.flush().await;
            let ledger = self.ledger_of(generation).await;
            let done = ledger.is_some_and(|ledger| {
                self.replace(Step::RestoreGeneration, Ledger::clone(&ledger)).is_ok()
            });
            tell.run(done);
        });
    }

    async fn ledger_of(self, generation: u32) -> Option<Arc<Ledger>> {
        let database = self.database.get_value()?;
        let head = self.store.with_value(|store| store.head.clone());
        let opened = read_generation(&database, &head, generation).await.ok()?.ok()?;
        let is_choice = matches!(self.access.get_untracked(), Access::Recovery(_));
        (is_choice || opened.is_whole()).then_some(opened.ledger)
    }

    /// Starts anew where the stored data cannot be used. What is stored stays as a restore point;
    /// where the database does not open, it is left alone and nothing is stored.
    pub fn start_anew(self) {
        let Access::Recovery(recovery) = self.access.get_untracked() else { return };
        match recovery.damage {
            Damage::Newer => return,
            Damage::Closed => {}
            _ => {
                local_storage::clear_sentinel();
                self.store.update_value(|store| store.keep_current(Step::Create));
            }
        }
        self.history.set(History::default());
        self.access.set(Access::NoLedger);
    }

    /// Everything that is stored, as it is, for whoever can mend what this page cannot read.
    ///
    /// # Errors
    /// Where the database does not answer.
    pub async fn raw_data(self) -> Result<String, SaveError> {
        let database = self.database.get_value().ok_or(SaveError::Unusable)?;
        database.raw().await
    }

    /// Opens the page again from the start, without what is not saved.
    pub fn reload(self) {
        self.store.set_value(Store::default());
        location::reload();
    }

    /// Deletes everything of this ledger from this browser.
    pub fn wipe(self) {
        spawn_local(async move {
            let Some(database) = self.database.get_value() else {
                self.reload();
                return;
            };
            let access = self.access.get_untracked();
            // Nothing may be written behind it.
            self.access.set(Access::Loading);
            self.flush().await;
            match database.wipe().await {
                Ok(()) => {
                    local_storage::clear_sentinel();
                    self.reload();
                }
                Err(error) => self.refuse(access, error),
            }
        });
    }

    fn refuse(self, access: Access, error: SaveError) {
        self.access.set(access);
        self.state.set(SaveState::Failed(error));
    }
}
