//! Drafts (草稿) of standards. A finished standard is known by its hash and never changes, so what
//! is still being written stands apart, under an id of its own.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::assessment::StandardRef;
use super::id::DraftId;
use super::ledger::Ledger;
use super::pack::{Extra, PackHead};
use super::people::Rejection;
use super::score::Hundredths;
use super::standard::{Rating, Standard};
use super::version::free_version;

/// A standard in the making. Its sums need not fit; only a finished one can be scored with.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Draft {
    pub id: DraftId,
    /// What it was copied from; missing where it was begun empty.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<StandardRef>,
    pub standard: Standard,
    #[serde(flatten)]
    pub extra: Extra,
}

/// An id for a standard that nobody has yet.
fn own_id(id: DraftId) -> String {
    let id = id.0.simple().to_string();
    format!("standard-{}", id.get(..8).unwrap_or(&id))
}

impl Draft {
    /// An empty standard of 100 points with the usual four ratings, named from the best to the worst.
    pub fn empty(id: DraftId, title: String, ratings: [&str; 4]) -> Self {
        const USUAL: [(&str, i64); 4] =
            [("excellent", 9_000), ("good", 7_500), ("passed", 6_000), ("failed", 0)];
        let rating = |((id, at_least), name): ((&str, i64), &str)| Rating {
            id: id.to_owned(),
            name: name.to_owned(),
            at_least: Hundredths(at_least),
        };
        let standard = Standard {
            head: PackHead {
                id: own_id(id),
                version: "1.0".to_owned(),
                title,
                ..PackHead::default()
            },
            full_mark: Some(Hundredths(10_000)),
            ratings: USUAL.into_iter().zip(ratings).map(rating).collect(),
            ..Standard::default()
        };
        Self { id, from: None, standard, extra: Extra::new() }
    }

    /// A standard of its own, made of another one.
    pub fn copy(id: DraftId, of: &Standard, title: String) -> Self {
        let mut standard = of.clone();
        standard.head.id = own_id(id);
        standard.head.title = title;
        standard.head.version = "1.0".to_owned();
        standard.head.example = false;
        Self { id, from: Some(of.into()), standard, extra: Extra::new() }
    }

    /// The next version (修订) of a standard; `taken` are the versions that there are already.
    pub fn revision(id: DraftId, of: &Standard, taken: &[&str]) -> Self {
        let mut standard = of.clone();
        standard.head.version = free_version(&of.head.version, taken);
        standard.head.valid_from = None;
        Self { id, from: Some(of.into()), standard, extra: Extra::new() }
    }
}

impl Ledger {
    /// Adds a draft.
    ///
    /// # Errors
    /// A blank title.
    pub fn add_draft(&mut self, draft: Draft) -> Result<(), Rejection> {
        if draft.standard.head.title.trim().is_empty() {
            return Err(Rejection::MissingName);
        }
        self.drafts.insert(draft.id, Arc::new(draft));
        Ok(())
    }

    /// Changes the standard of a draft; `change` may refuse.
    ///
    /// # Errors
    /// No such draft, a blank title, or what `change` says.
    pub fn edit_draft<T>(
        &mut self,
        id: DraftId,
        change: impl FnOnce(&mut Standard) -> Result<T, Rejection>,
    ) -> Result<T, Rejection> {
        let draft = self.drafts.get(&id).ok_or(Rejection::NoSuchDraft)?;
        let mut changed = Draft::clone(draft);
        let answer = change(&mut changed.standard)?;
        if changed.standard.head.title.trim().is_empty() {
            return Err(Rejection::MissingName);
        }
        self.drafts.insert(id, Arc::new(changed));
        Ok(answer)
    }

    /// Deletes a draft.
    ///
    /// # Errors
    /// No such draft.
    pub fn delete_draft(&mut self, id: DraftId) -> Result<(), Rejection> {
        self.drafts.remove(&id).map(|_| ()).ok_or(Rejection::NoSuchDraft)
    }

    /// The standards there are, each with its hash: those of the ledger, then what comes with the
    /// program.
    pub fn known_standards(&self) -> Vec<(String, Arc<Standard>)> {
        let own = self.standards.iter().map(|(sha256, one)| (sha256.clone(), one.clone()));
        let shipped = Standard::shipped().iter();
        let shipped = shipped.filter(|(sha256, _)| !self.standards.contains_key(sha256));
        own.chain(shipped.cloned()).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::id::IdSource;
    use crate::model::ledger::tests::ledger_of;

    fn id(seed: u8) -> DraftId {
        DraftId::new(&mut IdSource::new([seed; 16]))
    }

    #[test]
    fn a_revision_keeps_the_id_and_a_copy_does_not() {
        let standard = Standard::built_in().remove(0);
        let revision = Draft::revision(id(1), &standard, &[&standard.head.version]);
        assert_eq!(revision.standard.head.id, standard.head.id);
        assert_ne!(revision.standard.head.version, standard.head.version);
        assert_eq!(revision.from, Some((&standard).into()));
        let copy = Draft::copy(id(2), &standard, "副本".into());
        assert_ne!(copy.standard.head.id, standard.head.id);
        assert_eq!(copy.standard.areas, standard.areas);
        assert!(!copy.standard.head.example);
    }

    #[test]
    fn a_draft_is_changed_and_deleted_and_keeps_its_title() {
        let (mut ledger, _) = ledger_of(0);
        let names = ["优秀", "良好", "合格", "不合格"];
        let draft = Draft::empty(id(3), "区局考核标准".into(), names);
        let id = draft.id;
        ledger.add_draft(draft).unwrap();
        assert!(!ledger.is_empty());
        ledger
            .edit_draft(id, |standard| {
                standard.head.version = "2.0".into();
                Ok(())
            })
            .unwrap();
        let blank = ledger.edit_draft(id, |standard| {
            standard.head.title = " ".into();
            Ok(())
        });
        assert_eq!(blank, Err(Rejection::MissingName));
        assert_eq!(ledger.drafts[&id].standard.head.version, "2.0");
        assert_eq!(ledger.drafts[&id].standard.head.title, "区局考核标准");
        ledger.delete_draft(id).unwrap();
        assert_eq!(ledger.delete_draft(id), Err(Rejection::NoSuchDraft));
    }

    #[test]
    fn every_standard_is_known_once() {
        let (mut ledger, _) = ledger_of(0);
        let before = ledger.known_standards().len();
        ledger.put_standard(&Standard::built_in().remove(0));
        assert_eq!(ledger.known_standards().len(), before);
    }
}
