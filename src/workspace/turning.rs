//! Undo and redo. A state of this run is in memory; one of an earlier run is read first, and what
//! is asked for meanwhile waits its turn.

use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

use crate::model::step::Step;
use crate::storage::{Move, read_generation};

use super::Workspace;

/// An undo or redo that was asked for.
#[derive(Clone, Copy)]
pub struct Wish {
    back: bool,
    /// Is told the step, and whether it was taken back or done again.
    tell: Option<Callback<(Step, bool)>>,
}

impl Workspace {
    /// Takes the last edit back.
    pub fn undo(self) {
        self.wish(Wish { back: true, tell: None });
    }

    /// Takes the last edit back (`back`) or does it again, and tells the step and whether it could
    /// be done: a state of an earlier run may be damaged.
    pub fn turn(self, back: bool, tell: Callback<(Step, bool)>) {
        self.wish(Wish { back, tell: Some(tell) });
    }

    fn wish(self, wish: Wish) {
        if !self.may_write() {
            return;
        }
        let waiting = self.turns.try_update_value(|turns| {
            turns.push_back(wish);
            turns.len()
        });
        if waiting == Some(1) {
            spawn_local(async move {
                while let Some(wish) = self.turns.with_value(|turns| turns.front().copied()) {
                    let turned = self.carry_out(wish.back).await;
                    if let (Some(turned), Some(tell)) = (turned, wish.tell) {
                        tell.run(turned);
                    }
                    self.turns.update_value(|turns| {
                        turns.pop_front();
                    });
                }
            });
        }
    }

    /// The step, and whether it could be done; `None` where there is none any more.
    async fn carry_out(self, back: bool) -> Option<(Step, bool)> {
        let next = || {
            self.history.with_untracked(|history| {
                if back { history.undo_target() } else { history.redo_target() }
            })
        };
        let (generation, known) = next()?;
        let target = match known {
            Some(ledger) => ledger,
            None => {
                let database = self.database.get_value()?;
                let head = self.store.with_value(|store| store.head.clone());
                let read = read_generation(&database, &head, generation).await;
                match read {
                    Ok(Ok(opened)) if opened.is_whole() => opened.ledger,
                    read => {
                        let step = self.history.with_untracked(|history| {
                            let step = if back { history.undo_step() } else { history.redo_step() };
                            step.cloned()
                        })?;
                        // A state that is damaged is passed over; a database that does not answer
                        // may answer next time.
                        if read.is_ok() {
                            self.history.update(|history| history.forget(generation));
                            self.store.update_value(|store| store.forget(generation));
                        }
                        return Some((step, false));
                    }
                }
            }
        };
        // An edit made while the state was read is newer than the wish to go back.
        if next().is_none_or(|(now, _)| now != generation) || !self.may_write() {
            return None;
        }
        let before = self.ledger.get_untracked();
        let current = self.store.with_value(|store| store.head.generation);
        let step = self.history.try_update(|history| {
            if back { history.undo(before, current) } else { history.redo(before, current) }
        })??;
        self.ledger.set(target);
        self.put(step.clone(), if back { Move::Undo } else { Move::Redo }, false);
        self.save_now();
        Some((step, true))
    }
}
