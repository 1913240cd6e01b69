//! The open ledger and its only writer. Pages read by `select` and write by `edit`; every edit is
//! saved at once, can be undone, and leaves no trace where it is refused.

mod opening;
mod saving;
mod turning;

use std::collections::VecDeque;
use std::sync::Arc;

use jiff::civil::Date;
use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

use crate::browser::database::Database;
use crate::browser::{clock, entries, events, quota, random};
use crate::history::History;
use crate::i18n::locale::Locale;
use crate::model::date::Moment;
use crate::model::id::{IdSource, PersonId};
use crate::model::ledger::Ledger;
use crate::model::people::Rejection;
use crate::model::received::{Archive, ExportEntry};
use crate::model::step::Step;
use crate::storage::{Damage, Mark, Move, Recovery, SaveError, Store};

/// Is the last edit on the disk?
#[derive(Clone, Debug, PartialEq)]
pub enum SaveState {
    /// Written and completed at this moment.
    Saved(Moment),
    Saving,
    Unsaved,
    Failed(SaveError),
    /// This browser lets nothing be stored.
    MemoryOnly,
    /// Another window writes.
    ReadOnly,
    /// Another window has written what this one has not seen.
    Conflict,
}

/// What may be shown.
#[derive(Clone, Debug, PartialEq)]
pub enum Access {
    Loading,
    /// First run.
    NoLedger,
    Open,
    ReadOnly,
    /// Something is wrong with what is stored; nothing is written before somebody chose.
    Recovery(Recovery),
}

/// The open ledger, to be had anywhere below the app.
#[derive(Clone, Copy)]
pub struct Workspace {
    ledger: RwSignal<Arc<Ledger>>,
    archive: RwSignal<Arc<Archive>>,
    state: RwSignal<SaveState>,
    access: RwSignal<Access>,
    history: RwSignal<History>,
    store: StoredValue<Store>,
    database: StoredValue<Option<Database>, LocalStorage>,
    writing: StoredValue<bool>,
    /// How often in a row a save has failed.
    failures: StoredValue<usize>,
    /// Is the ledger in memory of no generation yet?
    unborn: StoredValue<bool>,
    /// Undo and redo that were asked for and not done yet.
    turns: StoredValue<VecDeque<turning::Wish>>,
    rewritten: RwSignal<bool>,
}

impl Workspace {
    /// Starts with an empty ledger and loads what is stored.
    pub fn start() -> Self {
        let workspace = Self::empty();
        provide_context(workspace);
        entries::remember();
        events::guard_closing(move || workspace.would_lose());
        events::on_visibility(move |shown| {
            if shown {
                spawn_local(async move { workspace.look_again().await });
            }
        });
        events::on_other_window(move || {
            if workspace.access.get_untracked() == Access::ReadOnly {
                spawn_local(async move { workspace.look_again().await });
            }
        });
        spawn_local(async move { workspace.load().await });
        workspace
    }

    /// An empty ledger that is not stored anywhere, for tests of pages.
    pub fn empty() -> Self {
        let now = clock::now();
        let name = Locale::default().messages().welcome.unnamed.to_owned();
        let ledger = Ledger::new(name, now.local.year(), &mut IdSource::new(random::seed()));
        Self {
            ledger: RwSignal::new(Arc::new(ledger)),
            archive: RwSignal::default(),
            state: RwSignal::new(SaveState::Saved(now)),
            access: RwSignal::new(Access::Loading),
            history: RwSignal::default(),
            store: StoredValue::new(Store::default()),
            database: StoredValue::new_local(None),
            writing: StoredValue::new(false),
            failures: StoredValue::new(0),
            unborn: StoredValue::new(true),
            turns: StoredValue::default(),
            rewritten: RwSignal::new(false),
        }
    }

    /// The one of the page.
    pub fn here() -> Self {
        use_context().unwrap_or_else(Self::empty)
    }

    // Reading

    /// The ledger as it is now, tracked.
    pub fn ledger(self) -> Arc<Ledger> {
        self.ledger.get()
    }

    /// The ledger as it is now, not tracked: for events.
    pub fn ledger_untracked(self) -> Arc<Ledger> {
        self.ledger.get_untracked()
    }

    /// A part of the ledger that is computed anew when the ledger changes, and told on only when
    /// it differs.
    pub fn select<T>(self, part: impl Fn(&Ledger) -> T + Send + Sync + 'static) -> Memo<T>
    where
        T: PartialEq + Send + Sync + 'static,
    {
        Memo::new(move |_| self.ledger.with(|ledger| part(ledger)))
    }

    /// What stands beside the ledger, tracked.
    pub fn archive(self) -> Arc<Archive> {
        self.archive.get()
    }

    /// What stands beside the ledger, not tracked: for events.
    pub fn archive_untracked(self) -> Arc<Archive> {
        self.archive.get_untracked()
    }

    /// The reference date of the period, tracked.
    pub fn reference(self) -> Date {
        self.ledger.with(|ledger| ledger.settings.reference())
    }

    /// Is the last edit on the disk?
    pub fn save_state(self) -> Memo<SaveState> {
        let (state, access) = (self.state, self.access);
        Memo::new(move |_| match access.get() {
            Access::ReadOnly => SaveState::ReadOnly,
            _ => state.get(),
        })
    }

    /// What may be shown.
    pub fn access(self) -> Memo<Access> {
        let access = self.access;
        Memo::new(move |_| access.get())
    }

    /// What undo would take back.
    pub fn can_undo(self) -> Memo<Option<Step>> {
        let history = self.history;
        Memo::new(move |_| history.with(|history| history.undo_step().cloned()))
    }

    /// What redo would do again.
    pub fn can_redo(self) -> Memo<Option<Step>> {
        let history = self.history;
        Memo::new(move |_| history.with(|history| history.redo_step().cloned()))
    }

    /// Were the data cleared under this page, and written again from it?
    pub fn was_rewritten(self) -> RwSignal<bool> {
        self.rewritten
    }

    /// The generations that are kept, newest first, tracked.
    pub fn generations(self) -> Vec<Mark> {
        self.state.track();
        self.store.with_value(|store| store.head.marks.iter().rev().cloned().collect())
    }

    /// Today by the clock of the computer.
    pub fn today(self) -> Date {
        clock::now().date()
    }

    /// Now by the clock of the computer.
    pub fn now(self) -> Moment {
        clock::now()
    }

    /// Fresh identities.
    pub fn new_ids(self) -> IdSource {
        IdSource::new(random::seed())
    }

    // Writing

    /// Edits the ledger. What changes nothing leaves no step behind.
    ///
    /// # Errors
    /// What `change` says, and [`Rejection::ReadOnly`] in a window that must not write; the
    /// ledger is then as before.
    pub fn edit<T>(
        self,
        step: Step,
        change: impl FnOnce(&mut Ledger) -> Result<T, Rejection>,
    ) -> Result<T, Rejection> {
        if !self.may_write() {
            entries::put_back();
            return Err(Rejection::ReadOnly);
        }
        let before = self.ledger.get_untracked();
        let mut after = Ledger::clone(&before);
        let result = change(&mut after)?;
        if !after.is_same(&before) {
            self.advance(Arc::new(after), step, false);
        }
        Ok(result)
    }

    /// Takes a whole ledger in the place of this one: a backup, sample data. What was before
    /// becomes a restore point. While something is wrong with what is stored, this is one of the
    /// ways out.
    ///
    /// # Errors
    /// [`Rejection::ReadOnly`] in a window that must not write.
    pub fn replace(self, step: Step, ledger: Ledger) -> Result<(), Rejection> {
        let may_choose = match self.access.get_untracked() {
            Access::Recovery(recovery) => recovery.damage != Damage::Newer,
            _ => self.may_write(),
        };
        if !may_choose {
            return Err(Rejection::ReadOnly);
        }
        self.advance(Arc::new(ledger), step, true);
        Ok(())
    }

    /// Like [`Self::edit`], and what was before becomes a restore point.
    ///
    /// # Errors
    /// As [`Self::edit`].
    pub fn edit_with_restore_point<T>(
        self,
        step: Step,
        change: impl FnOnce(&mut Ledger) -> Result<T, Rejection>,
    ) -> Result<T, Rejection> {
        if !self.may_write() {
            return Err(Rejection::ReadOnly);
        }
        let before = self.ledger.get_untracked();
        let mut after = Ledger::clone(&before);
        let result = change(&mut after)?;
        if !after.is_same(&before) {
            self.advance(Arc::new(after), step, true);
        }
        Ok(result)
    }

    /// Changes what is never undone.
    ///
    /// # Errors
    /// [`Rejection::ReadOnly`] in a window that must not write.
    pub fn edit_archive(self, change: impl FnOnce(&mut Archive)) -> Result<(), Rejection> {
        if !self.may_write() {
            return Err(Rejection::ReadOnly);
        }
        self.archive.update(|archive| change(Arc::make_mut(archive)));
        self.put(Step::Other, Move::Beside, false);
        self.save_now();
        Ok(())
    }

    /// Notes in the export log what left. A window that only shows cannot; the files are there all
    /// the same.
    pub fn log_exports(self, entries: impl IntoIterator<Item = ExportEntry>) {
        let _ =
            self.edit_archive(|archive| Arc::make_mut(&mut archive.log).exports.extend(entries));
    }

    /// Removes somebody from the ledger and from everything that was saved before (彻底清除). What
    /// stood there goes in the transaction that writes the rest.
    ///
    /// # Errors
    /// Nobody of that id, or a window that must not write.
    pub fn purge_person(self, person: PersonId) -> Result<(), Rejection> {
        if !self.may_write() {
            return Err(Rejection::ReadOnly);
        }
        let mut after = Ledger::clone(&self.ledger.get_untracked());
        after.purge_person(person)?;
        self.history.update(History::clear);
        self.ledger.set(Arc::new(after));
        self.put(Step::PurgePerson, Move::Purge, false);
        self.save_now();
        Ok(())
    }

    /// Removes the sample data; the empty ledger keeps nothing of it.
    pub fn remove_sample(self, step: Step) {
        if !self.may_write() {
            return;
        }
        let now = clock::now();
        let name = Locale::default().messages().welcome.unnamed.to_owned();
        let fresh = Ledger::new(name, now.local.year(), &mut self.new_ids());
        self.advance(Arc::new(fresh), step, true);
        self.access.set(Access::NoLedger);
    }

    fn may_write(self) -> bool {
        matches!(self.access.get_untracked(), Access::Open | Access::NoLedger)
            && self.state.get_untracked() != SaveState::Conflict
    }

    fn advance(self, after: Arc<Ledger>, step: Step, restore_point: bool) {
        let is_choice = matches!(self.access.get_untracked(), Access::Recovery(_));
        let is_first = self.unborn.get_value();
        if is_choice {
            self.store.update_value(|store| store.keep_current(step.clone()));
            self.history.update(History::clear);
        } else if is_first && step != Step::Create {
            // So that the first edit can be undone too.
            self.put(Step::Create, Move::Beside, false);
        }
        let how = if is_choice || is_first && step == Step::Create {
            Move::Beside
        } else {
            let before = self.ledger.get_untracked();
            let generation = self.store.with_value(|store| store.head.generation);
            let now = clock::milliseconds();
            let joined = self
                .history
                .try_update(|history| history.record(before, generation, step.clone(), now));
            Move::Edit { joined: joined.unwrap_or_default() }
        };
        self.ledger.set(after);
        self.access.set(Access::Open);
        if is_choice && self.database.with_value(Option::is_none) {
            self.state.set(SaveState::MemoryOnly);
        }
        if is_first {
            quota::ask_to_persist();
        }
        self.put(step, how, restore_point);
        self.save_now();
    }
}
