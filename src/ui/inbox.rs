//! The received files in a line each, and the forms that came in them.

use std::collections::BTreeMap;
use std::sync::Arc;

use leptos::prelude::*;

use crate::interchange::inbox::{Arrived, Line, arrived};
use crate::model::id::ReceivedId;
use crate::model::received::Received;
use crate::workspace::Workspace;

/// The received files, to be had anywhere below the app.
#[derive(Clone, Copy)]
pub struct Inbox {
    workspace: Workspace,
    /// The text of a received file never changes, so each is read once.
    read: StoredValue<BTreeMap<ReceivedId, Arc<Line>>>,
    /// The forms that wait in received files to be taken in.
    pub arrived: Memo<Arrived>,
}

impl Inbox {
    /// Makes it known to everything below.
    pub fn provide(workspace: Workspace) {
        provide_context(Self::new(workspace));
    }

    fn new(workspace: Workspace) -> Self {
        let read = StoredValue::default();
        let arrived = Memo::new(move |_| {
            let ledger = workspace.ledger();
            let own = ledger.settings.office;
            // Reading takes time; most ledgers wait for nothing.
            if !ledger.assessments.values().any(|form| form.is_awaited(own)) {
                return Arrived::new();
            }
            let lines = lines(workspace, read);
            arrived(lines.iter().map(AsRef::as_ref), &ledger)
        });
        Self { workspace, read, arrived }
    }

    /// The one of the page.
    pub fn here() -> Self {
        use_context().unwrap_or_else(|| Self::new(Workspace::here()))
    }

    /// All received files, tracked.
    pub fn lines(self) -> Vec<Arc<Line>> {
        lines(self.workspace, self.read)
    }
}

fn lines(
    workspace: Workspace,
    read: StoredValue<BTreeMap<ReceivedId, Arc<Line>>>,
) -> Vec<Arc<Line>> {
    let archive = workspace.archive();
    let line = |received: &Received| {
        let known = read.with_value(|read| read.get(&received.id).cloned());
        known.unwrap_or_else(|| {
            let line = Arc::new(Line::of(received));
            read.update_value(|read| {
                read.insert(received.id, line.clone());
            });
            line
        })
    };
    archive.received.values().map(|received| line(received)).collect()
}
