//! What the database holds, as far as a save has to know, and what is still to be written.

use std::collections::BTreeMap;

use crate::model::date::Moment;
use crate::model::ledger::Ledger;
use crate::model::received::Archive;
use crate::model::shard::{Shard, ShardName};
use crate::model::step::Step;

use super::retention::retire;
use super::{Base, Commit, Counts, FORMAT, Head, Manifest, Mark, STEPS, Turn, hash};

/// After so many generations that went, chunks that nobody names any more are swept away.
const SWEEP: usize = 50;

/// How an edit moves through the history.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Move {
    /// A new edit; with `joined` it goes on with the edit before.
    Edit {
        joined: bool,
    },
    Undo,
    Redo,
    /// Changes what is never undone (received files, export log), takes the ledger over, or goes
    /// on from damaged data.
    Beside,
    /// Goes on from here and forgets everything before (彻底清除): generations, steps and chunks.
    Purge,
}

/// The writer's view of the database.
#[derive(Clone, Debug, Default)]
pub struct Store {
    /// The head as it will be when everything queued is written.
    pub head: Head,
    written: Base,
    /// The shards last serialised, with the names of their chunks.
    serialised: BTreeMap<ShardName, (Shard, String)>,
    queued: Option<Commit>,
}

impl Store {
    /// A store that goes on from `head`, over a database that is at `base` now.
    pub fn new(head: Head, base: Base) -> Self {
        Self { head, written: base, ..Self::default() }
    }

    /// Queues the next generation. `step` names the edit; with `restore_point` the generation
    /// before it is kept under its name.
    pub fn queue(
        &mut self,
        ledger: &Ledger,
        archive: &Archive,
        step: Step,
        how: Move,
        at: Moment,
        restore_point: bool,
    ) {
        self.turn(&step, how);
        let anew = how == Move::Purge;
        if anew {
            // Every chunk is written again, so none need be told apart by what it holds.
            self.serialised.clear();
            self.queued = None;
        }
        let head = &mut self.head;
        head.generation += 1;
        if restore_point && let Some(before) = head.marks.last_mut() {
            before.before = Some(step.clone());
        }
        let counts = Counts::of(ledger);
        // What changes nothing in the ledger goes by the edit that made it what it is.
        let (step, undone) = match (how, head.marks.last()) {
            (Move::Beside, Some(last)) => (last.step.clone(), last.undone),
            _ => (step, how == Move::Undo),
        };
        let mark = Mark { generation: head.generation, at, step, undone, counts, before: None };
        head.marks.push(mark.clone());
        let dropped = retire(head, at);
        head.unswept += dropped.len();

        let (chunks, names) = self.serialise(ledger, archive);
        let commit = self.queued.get_or_insert_with(|| Commit {
            expected: self.written,
            anew,
            chunks: BTreeMap::new(),
            manifests: Vec::new(),
            head: Head::default(),
            dropped: Vec::new(),
        });
        commit.chunks.extend(chunks);
        commit.manifests.push(Manifest { format: FORMAT, mark, chunks: names });
        commit.manifests.retain(|manifest| !dropped.contains(&manifest.generation()));
        commit.dropped.extend(dropped);
        commit.head = self.head.clone();
    }

    /// Moves the stacks of undo and redo as the edit does.
    fn turn(&mut self, step: &Step, how: Move) {
        let head = &mut self.head;
        let turn = Turn { generation: head.generation, step: step.clone() };
        match how {
            Move::Edit { joined: false } if head.generation > 0 => {
                head.undo.push(turn);
                head.redo.clear();
                let surplus = head.undo.len().saturating_sub(STEPS);
                head.undo.drain(..surplus);
            }
            Move::Edit { .. } => head.redo.clear(),
            Move::Undo => {
                head.undo.pop();
                head.redo.push(turn);
            }
            Move::Redo => {
                head.redo.pop();
                head.undo.push(turn);
            }
            Move::Beside => {}
            Move::Purge => {
                head.undo.clear();
                head.redo.clear();
                head.marks.clear();
                head.unswept = 0;
            }
        }
    }

    /// The chunks that are new, and the names of all.
    fn serialise(
        &mut self,
        ledger: &Ledger,
        archive: &Archive,
    ) -> (BTreeMap<String, String>, BTreeMap<ShardName, String>) {
        let mut chunks = BTreeMap::new();
        let mut names = BTreeMap::new();
        let mut serialised = BTreeMap::new();
        for (name, shard) in ledger.shards().into_iter().chain(archive.shards()) {
            let known = self.serialised.remove(&name);
            let chunk = match known {
                Some((same, chunk)) if same.is_same(&shard) => chunk,
                known => {
                    let json = shard.to_json();
                    let chunk = hash(&json);
                    if known.is_none_or(|(_, known)| known != chunk) {
                        chunks.insert(chunk.clone(), json);
                    }
                    chunk
                }
            };
            names.insert(name.clone(), chunk.clone());
            serialised.insert(name, (shard, chunk));
        }
        self.serialised = serialised;
        (chunks, names)
    }

    /// Takes what is queued, to write it in one transaction.
    pub fn take(&mut self) -> Option<Commit> {
        self.queued.take()
    }

    /// The transaction completed.
    pub fn completed(&mut self, commit: &Commit) {
        self.written = commit.head.base();
        if let Some(next) = &mut self.queued {
            next.expected = self.written;
        }
    }

    /// The transaction failed and wrote nothing: it is queued again, before what came since.
    pub fn failed(&mut self, mut commit: Commit) {
        if let Some(mut next) = self.queued.take() {
            if next.anew {
                self.queued = Some(Commit { expected: commit.expected, ..next });
                return;
            }
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

    /// What the database was at when this window last wrote or read it.
    pub fn written(&self) -> Base {
        self.written
    }

    /// Remembers the chunks of shards that were read, so that they are not written again.
    pub fn remember(&mut self, ledger: &Ledger, archive: &Archive, manifest: &Manifest) {
        for (name, shard) in ledger.shards().into_iter().chain(archive.shards()) {
            if let Some(chunk) = manifest.chunks.get(&name) {
                self.serialised.insert(name, (shard, chunk.clone()));
            }
        }
    }

    /// Goes on over a database that another window has written: everything is written again, on
    /// top of that, and what that window wrote stays as a generation.
    pub fn rebase(&mut self, head: Head) {
        *self = Self::new(head.clone(), head.base());
    }

    /// Goes on over a database that was emptied: everything is written again. The numbers of
    /// generations go on; the earlier ones are gone.
    pub fn restart(&mut self) {
        let Head { generation, epoch, .. } = self.head;
        *self = Self::new(Head { generation, epoch, ..Head::default() }, Base::Empty);
    }

    /// Keeps the current generation as a restore point before `step`, and forgets the steps.
    pub fn keep_current(&mut self, step: Step) {
        self.head.undo.clear();
        self.head.redo.clear();
        if let Some(current) = self.head.marks.last_mut() {
            current.before = Some(step);
        }
    }

    /// A step whose generation cannot be read any more is passed over.
    pub fn forget(&mut self, generation: u32) {
        self.head.undo.retain(|turn| turn.generation != generation);
        self.head.redo.retain(|turn| turn.generation != generation);
    }

    /// Should chunks that nobody names any more be swept away now? Only while nothing is queued:
    /// a chunk that is still to be named must not go.
    pub fn should_sweep(&self) -> bool {
        self.is_clean() && self.head.unswept >= SWEEP
    }

    /// They were.
    pub fn swept(&mut self) {
        self.head.unswept = 0;
    }
}
