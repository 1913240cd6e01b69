//! Writes a proposal into the ledger, all of it or nothing.

use super::proposal::{Outcome, RosterProposal};
use crate::model::ledger::Ledger;
use crate::model::people::Rejection;

/// What was written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Written {
    pub added: usize,
    pub changed: usize,
    pub offices: usize,
}

impl RosterProposal {
    /// Writes the new and the changed people, and the offices they need.
    ///
    /// # Errors
    /// What the ledger refuses, such as a person who has gone meanwhile; the ledger is then as
    /// before.
    pub fn apply(&self, ledger: &mut Ledger) -> Result<Written, Rejection> {
        let mut after = ledger.clone();
        let mut written = Written::default();
        for office in &self.offices {
            after.add_office(office.clone())?;
            written.offices += 1;
        }
        for row in &self.rows {
            match &row.outcome {
                Outcome::New(person) => {
                    after.add_person(Box::as_ref(person).clone())?;
                    written.added += 1;
                }
                Outcome::Changed { before, after: person } => {
                    after.edit_person(*before, |here| here.clone_from(person))?;
                    written.changed += 1;
                }
                _ => {}
            }
        }
        *ledger = after;
        Ok(written)
    }
}
