//! Edits from a page: refusals become a toast, and what can be missed is said with a way back.

use super::components::toast::Toaster;
use super::texts::texts;
use super::words::done_words;
use crate::i18n::messages::Messages;
use crate::model::ledger::Ledger;
use crate::model::people::Rejection;
use crate::model::step::Step;
use crate::workspace::Workspace;

/// The workspace with the toaster and the texts, for the events of a page.
#[derive(Clone, Copy)]
pub struct Editor {
    pub workspace: Workspace,
    pub toaster: Toaster,
    pub texts: &'static Messages,
}

impl Editor {
    /// The one of the page; to be taken when a component is built, not in its events.
    pub fn here() -> Self {
        Self { workspace: Workspace::here(), toaster: Toaster::here(), texts: texts() }
    }

    /// Edits the ledger. `None` where the edit was refused; the toast then says why.
    pub fn edit<T>(
        self,
        step: Step,
        change: impl FnOnce(&mut Ledger) -> Result<T, Rejection>,
    ) -> Option<T> {
        self.workspace
            .edit(step, change)
            .inspect_err(|rejection| self.toaster.refuse((self.texts.model.rejection)(rejection)))
            .ok()
    }

    /// Edits the ledger from a field, where a refusal is said; answers why not.
    pub fn edit_at<T>(
        self,
        step: Step,
        change: impl FnOnce(&mut Ledger) -> Result<T, Rejection>,
    ) -> Option<String> {
        let refused = self.workspace.edit(step, change).err();
        refused.map(|rejection| (self.texts.model.rejection)(&rejection))
    }

    /// Edits the ledger, and says so with a button that takes it back.
    pub fn edit_aloud<T>(
        self,
        step: Step,
        change: impl FnOnce(&mut Ledger) -> Result<T, Rejection>,
    ) -> Option<T> {
        let done = done_words(&step, self.texts);
        let result = self.edit(step, change)?;
        let back = move || self.workspace.undo();
        self.toaster.say_with(done, self.texts.shell.take_back, back);
        Some(result)
    }
}
