//! Undo and redo. A state of this run is in memory; one of an earlier run is read first, and what
//! is asked for meanwhile waits its turn.

use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

use crate::storage::{Move, read_generation};

use super::Workspace;

impl Workspace {
    /// Takes the last edit back.
    pub fn undo(self) {
        self.ask_turn(true);
    }

    /// Does the last undone edit again.
    pub fn redo(self) {
        self.ask_turn(false);
    }

    fn ask_turn(self, back: bool) {
        if !self.may_write() {
            return;
        }
        let waiting = self.turns.try_update_value(|turns| {
            turns.push_back(back);
            turns.len()
        });
        if waiting == Some(1) {
            spawn_local(async move {
                while let Some(back) = self.turns.with_value(|turns| turns.front().copied()) {
                    self.turn(back).await;
                    self.turns.update_value(|turns| {
                        turns.pop_front();
                    });
                }
            });
        }
    }

    async fn turn(self, back: bool) {
        let next = || {
            self.history.with_untracked(|history| {
                if back { history.undo_target() } else { history.redo_target() }
            })
        };
        let Some((generation, known)) = next() else { return };
        let target = match known {
            Some(ledger) => ledger,
            None => {
                let Some(database) = self.database.get_value() else { return };
                let head = self.store.with_value(|store| store.head.clone());
                match read_generation(&database, &head, generation).await {
                    Ok(Ok(opened)) => opened.ledger,
                    Ok(Err(_)) => {
                        self.history.update(|history| history.forget(generation));
                        self.store.update_value(|store| store.forget(generation));
                        return;
                    }
                    Err(_) => return,
                }
            }
        };
        // An edit made while the state was read is newer than the wish to go back.
        if next().is_none_or(|(now, _)| now != generation) || !self.may_write() {
            return;
        }
        let before = self.ledger.get_untracked();
        let current = self.store.with_value(|store| store.head.generation);
        let step = self.history.try_update(|history| {
            if back { history.undo(before, current) } else { history.redo(before, current) }
        });
        let Some(Some(step)) = step else { return };
        self.ledger.set(target);
        self.put(step, if back { Move::Undo } else { Move::Redo }, false);
        self.save_now();
    }
}
