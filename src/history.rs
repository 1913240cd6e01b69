//! Undo and redo: the states before and after, by their generations; those of this run are in
//! memory too. A state is an index of shared shards, so a hundred of them cost little.

use std::sync::Arc;

use crate::model::ledger::Ledger;
use crate::model::step::Step;
use crate::storage::{Head, STEPS, Turn};

/// Two edits of one kind within so many milliseconds are one step.
const JOIN: f64 = 1_000.0;

/// A state one can go to, and the edit that lies between.
#[derive(Clone, Debug)]
struct Past {
    generation: u32,
    step: Step,
    /// `None` for a state of an earlier run, which has to be read first.
    ledger: Option<Arc<Ledger>>,
}

/// The two stacks.
#[derive(Clone, Debug, Default)]
pub struct History {
    undo: Vec<Past>,
    redo: Vec<Past>,
    /// When the last edit was made, in milliseconds since the page was opened.
    last: Option<f64>,
}

impl History {
    /// The stacks as they were saved.
    pub fn of(head: &Head) -> Self {
        let past = |turn: &Turn| Past {
            generation: turn.generation,
            step: turn.step.clone(),
            ledger: None,
        };
        Self {
            undo: head.undo.iter().map(past).collect(),
            redo: head.redo.iter().map(past).collect(),
            last: None,
        }
    }

    /// An edit was made on `before`, the state of `generation`. True where it goes on with the
    /// edit before and makes no step of its own.
    pub fn record(&mut self, before: Arc<Ledger>, generation: u32, step: Step, now: f64) -> bool {
        let joined = self.redo.is_empty()
            && self.last.is_some_and(|last| now - last < JOIN)
            && self.undo.last().is_some_and(|last| last.step.joins(&step));
        self.last = Some(now);
        self.redo.clear();
        if !joined && generation > 0 {
            self.undo.push(Past { generation, step, ledger: Some(before) });
            let surplus = self.undo.len().saturating_sub(STEPS);
            self.undo.drain(..surplus);
        }
        joined
    }

    /// The edit that undo takes back.
    pub fn undo_step(&self) -> Option<&Step> {
        self.undo.last().map(|past| &past.step)
    }

    /// The edit that redo does again.
    pub fn redo_step(&self) -> Option<&Step> {
        self.redo.last().map(|past| &past.step)
    }

    /// Where undo goes: the generation, and the state where it is in memory.
    pub fn undo_target(&self) -> Option<(u32, Option<Arc<Ledger>>)> {
        self.undo.last().map(|past| (past.generation, past.ledger.clone()))
    }

    /// Where redo goes.
    pub fn redo_target(&self) -> Option<(u32, Option<Arc<Ledger>>)> {
        self.redo.last().map(|past| (past.generation, past.ledger.clone()))
    }

    /// Undo was done from `now`, the state of `generation`. The edit it took back.
    pub fn undo(&mut self, now: Arc<Ledger>, generation: u32) -> Option<Step> {
        let past = self.undo.pop()?;
        self.redo.push(Past { generation, step: past.step.clone(), ledger: Some(now) });
        self.last = None;
        Some(past.step)
    }

    /// Redo was done from `now`, the state of `generation`. The edit it did again.
    pub fn redo(&mut self, now: Arc<Ledger>, generation: u32) -> Option<Step> {
        let past = self.redo.pop()?;
        self.undo.push(Past { generation, step: past.step.clone(), ledger: Some(now) });
        self.last = None;
        Some(past.step)
    }

    /// A step whose generation cannot be read any more is passed over.
    pub fn forget(&mut self, generation: u32) {
        self.undo.retain(|past| past.generation != generation);
        self.redo.retain(|past| past.generation != generation);
    }

    /// Forgets every step.
    pub fn clear(&mut self) {
        *self = Self::default();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::ledger::tests::ledger_of;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn undo_after_edit_and_redo_after_undo_are_the_identity(
            notes in proptest::collection::vec("[a-z]{1,4}", 1..12)
        ) {
            let (ledger, people) = ledger_of(3);
            let first = Arc::new(ledger);
            let mut now = first.clone();
            let mut history = History::default();
            for (index, note) in notes.iter().enumerate() {
                let mut next = Ledger::clone(&now);
                next.edit_person(people[0], |person| person.note = note.clone()).unwrap();
                let generation = u32::try_from(index).unwrap() + 1;
                history.record(now.clone(), generation, Step::EditPerson(note.clone()), 0.0);
                now = Arc::new(next);
            }
            let last = now.clone();
            for _ in &notes {
                let (_, target) = history.undo_target().unwrap();
                history.undo(now, 100).unwrap();
                now = target.unwrap();
            }
            prop_assert_eq!(&now, &first);
            prop_assert!(history.undo_step().is_none());
            for _ in &notes {
                let (_, target) = history.redo_target().unwrap();
                history.redo(now, 100).unwrap();
                now = target.unwrap();
            }
            prop_assert_eq!(now, last);
        }
    }

    #[test]
    fn marks_typed_in_quick_succession_make_one_step() {
        let (ledger, _) = ledger_of(1);
        let ledger = Arc::new(ledger);
        let mut history = History::default();
        let step = || Step::EditAssessment("2026".into());
        assert!(!history.record(ledger.clone(), 1, step(), 0.0));
        assert!(history.record(ledger.clone(), 2, step(), 500.0));
        assert!(!history.record(ledger.clone(), 3, step(), 5_000.0));
        assert_eq!(history.undo.len(), 2);
    }
}
