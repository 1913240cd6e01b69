//! A draft becomes a standard: only one that can be scored with, and no second of one version.

use super::check::check;
use crate::model::id::DraftId;
use crate::model::ledger::Ledger;
use crate::model::people::Rejection;

impl Ledger {
    /// Puts a draft among the standards and answers its hash.
    ///
    /// # Errors
    /// No such draft, one with faults, or one whose id and version another standard has.
    pub fn finish_draft(&mut self, id: DraftId) -> Result<String, Rejection> {
        let draft = self.drafts.get(&id).ok_or(Rejection::NoSuchDraft)?.clone();
        let standard = &draft.standard;
        let faults = check(standard).len();
        if faults > 0 {
            return Err(Rejection::StandardHasFaults(faults));
        }
        let (sha256, head) = (standard.sha256(), &standard.head);
        let is_other = self.known_standards().iter().any(|(other, known)| {
            *other != sha256 && known.head.id == head.id && known.head.version == head.version
        });
        if is_other {
            return Err(Rejection::VersionTaken(head.version.clone()));
        }
        self.put_standard(standard);
        self.delete_draft(id)?;
        Ok(sha256)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::draft::Draft;
    use crate::model::id::IdSource;
    use crate::model::ledger::tests::ledger_of;
    use crate::model::score::Hundredths;
    use crate::model::standard::Standard;

    #[test]
    fn only_a_draft_that_can_be_scored_with_becomes_a_standard() {
        let (mut ledger, _) = ledger_of(0);
        let id = DraftId::new(&mut IdSource::new([1; 16]));
        let sample = Standard::built_in().remove(0);
        ledger.add_draft(Draft::revision(id, &sample, &[])).unwrap();
        let edit = |ledger: &mut Ledger, mark: i64, version: &str| {
            ledger
                .edit_draft(id, |standard| {
                    standard.full_mark = Some(Hundredths(mark));
                    version.clone_into(&mut standard.head.version);
                    Ok(())
                })
                .unwrap();
        };
        edit(&mut ledger, 9_900, "9.0");
        assert_eq!(ledger.finish_draft(id), Err(Rejection::StandardHasFaults(1)));
        let version = sample.head.version.clone();
        edit(&mut ledger, 10_000, &version);
        let other = |standard: &mut Standard| {
            standard.head.issuer = "区局".into();
            Ok(())
        };
        ledger.edit_draft(id, other).unwrap();
        assert_eq!(ledger.finish_draft(id), Err(Rejection::VersionTaken(version)));
        edit(&mut ledger, 10_000, "9.0");
        let sha256 = ledger.finish_draft(id).unwrap();
        assert!(ledger.drafts.is_empty());
        assert_eq!(ledger.standards[&sha256].head.version, "9.0");
    }
}
