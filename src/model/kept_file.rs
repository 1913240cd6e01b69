//! Small files that are kept beside evidence (佐证材料的原件): each is a shard of its own, named by
//! its SHA-256, so that a form stays small and the same file under two pieces stands once.

use std::sync::Arc;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::assessment::Assessment;
use super::canonical::sha256;
use super::ledger::Ledger;
use super::pack::Extra;
use super::people::Rejection;

/// No larger file is kept, in bytes.
pub const FILE_LIMIT: usize = 500 << 10;
/// So much all kept files of a ledger have together, in bytes. As base64 they take a third more,
/// and a backup of 64 MB holds them beside everything else.
pub const FILES_LIMIT: usize = 20 << 20;

/// The bytes of one file.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct KeptFile {
    /// As base64 (RFC 4648, section 4, padded), which is decoded only when the file is opened.
    base64: String,
    #[serde(flatten)]
    pub extra: Extra,
}

/// What is wrong with a kept file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum FileFault {
    #[error("no base64")]
    NotBase64,
    #[error("larger than {FILE_LIMIT} bytes")]
    TooLarge,
    #[error("its hash is another")]
    WrongHash,
}

impl KeptFile {
    /// Keeps bytes.
    pub fn new(bytes: &[u8]) -> Self {
        Self { base64: STANDARD.encode(bytes), extra: Extra::new() }
    }

    /// How many bytes it has.
    pub fn size(&self) -> usize {
        let padding = self.base64.bytes().rev().take_while(|byte| *byte == b'=').count();
        (self.base64.len() / 4 * 3).saturating_sub(padding)
    }

    /// The bytes, where they are those of the hash.
    ///
    /// # Errors
    /// What is wrong with them; see [`FileFault`].
    pub fn bytes(&self, named: &str) -> Result<Vec<u8>, FileFault> {
        if self.size() > FILE_LIMIT {
            return Err(FileFault::TooLarge);
        }
        let bytes = STANDARD.decode(&self.base64).map_err(|_| FileFault::NotBase64)?;
        if sha256(&bytes) == named { Ok(bytes) } else { Err(FileFault::WrongHash) }
    }
}

/// May the character stand in the name of a file? Windows is the strictest; characters that are not
/// seen could hide what kind of file it is.
pub fn fits_file_name(character: char) -> bool {
    !character.is_control()
        && !r#"\/:*?"<>|"#.contains(character)
        && !matches!(character, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}

impl Assessment {
    /// The hashes of the files that its evidence keeps.
    pub fn kept_files(&self) -> impl Iterator<Item = &str> {
        let answers = self.columns.values().flat_map(|sheet| sheet.answers.items.values());
        let pieces = answers.flat_map(|answer| &answer.evidence);
        pieces.filter(|piece| !piece.file.is_empty()).map(|piece| piece.sha256.as_str())
    }
}

impl Ledger {
    /// How many bytes the kept files have together.
    pub fn files_size(&self) -> usize {
        self.files.values().map(|file| file.size()).sum()
    }

    /// Keeps a file by its hash; one that is there already changes nothing.
    ///
    /// # Errors
    /// Larger than [`FILE_LIMIT`], or together with the others than [`FILES_LIMIT`].
    pub fn keep_file(&mut self, sha256: String, file: KeptFile) -> Result<(), Rejection> {
        if self.files.contains_key(&sha256) {
            return Ok(());
        }
        if file.size() > FILE_LIMIT {
            return Err(Rejection::FileTooLarge);
        }
        if self.files_size() + file.size() > FILES_LIMIT {
            return Err(Rejection::FilesFull);
        }
        self.files.insert(sha256, Arc::new(file));
        Ok(())
    }

    /// Lets go of the files that a form kept before it was changed or went, where no form keeps
    /// them any more.
    pub(super) fn let_files_go(&mut self, before: &Assessment) {
        if self.files.is_empty() {
            return;
        }
        for sha256 in before.kept_files() {
            let keeps = |form: &Assessment| form.kept_files().any(|kept| kept == sha256);
            let after = self.assessments.get(&before.id).is_some_and(|form| keeps(form));
            if !after && !self.assessments.values().any(|form| keeps(form)) {
                self.files.remove(sha256);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::assessment::{Column, Evidence, Subject};
    use crate::model::id::{AssessmentId, IdSource};
    use crate::model::ledger::tests::ledger_of;
    use crate::model::standard::Standard;

    /// A ledger with two empty forms.
    fn ledger() -> (Ledger, [AssessmentId; 2]) {
        let (mut ledger, people) = ledger_of(1);
        let mut ids = IdSource::new([9; 16]);
        let standard = Standard::default();
        let subjects =
            [Subject::Office { id: ledger.settings.office }, Subject::Person { id: people[0] }];
        let forms = subjects.map(|subject| {
            let id = AssessmentId::new(&mut ids);
            let form = Assessment::new(id, "自评表".into(), subject, 2026, &standard);
            ledger.add_assessment(form, &standard).unwrap();
            id
        });
        (ledger, forms)
    }

    /// Keeps bytes beside a piece of evidence of a form.
    fn keep(ledger: &mut Ledger, form: AssessmentId, bytes: &[u8]) -> Result<String, Rejection> {
        let sha256 = sha256(bytes);
        let piece =
            Evidence { file: "a.txt".into(), sha256: sha256.clone(), ..Evidence::default() };
        ledger.edit_assessment(form, |form| {
            form.edit_item(Column::Own, "1", |answer| answer.evidence.push(piece));
            Ok(())
        })?;
        ledger.keep_file(sha256.clone(), KeptFile::new(bytes)).map(|()| sha256)
    }

    fn forget(ledger: &mut Ledger, form: AssessmentId) {
        ledger
            .edit_assessment(form, |form| {
                form.edit_item(Column::Own, "1", |answer| answer.evidence[0].file.clear());
                Ok(())
            })
            .unwrap();
    }

    #[test]
    fn bytes_come_back_as_they_were_and_their_number_is_known() {
        for length in 0..7 {
            let bytes = vec![0xff; length];
            let file = KeptFile::new(&bytes);
            assert_eq!(file.size(), length);
            assert_eq!(file.bytes(&sha256(&bytes)), Ok(bytes));
        }
    }

    #[test]
    fn what_is_not_the_file_of_the_hash_is_refused() {
        let file = |base64: &str| KeptFile { base64: base64.into(), extra: Extra::new() };
        let named = sha256(b"a");
        assert_eq!(file("YQ==").bytes(&named), Ok(b"a".to_vec()));
        assert_eq!(file("Yg==").bytes(&named), Err(FileFault::WrongHash));
        for text in ["YQ", "YQ=", "*", "Y Q==", "文", "===="] {
            assert_eq!(file(text).bytes(&named), Err(FileFault::NotBase64), "{text}");
        }
        let large = KeptFile::new(&vec![0; FILE_LIMIT + 1]);
        assert_eq!(large.bytes(&named), Err(FileFault::TooLarge));
    }

    #[test]
    fn one_file_of_two_forms_stands_once_and_goes_with_the_last() {
        let (mut ledger, [one, other]) = ledger();
        let sha256 = keep(&mut ledger, one, b"a").unwrap();
        keep(&mut ledger, other, b"a").unwrap();
        assert_eq!((ledger.files.len(), ledger.files_size()), (1, 1));
        forget(&mut ledger, one);
        assert!(ledger.files.contains_key(&sha256));
        forget(&mut ledger, other);
        assert!(ledger.files.is_empty());
    }

    #[test]
    fn a_file_goes_with_its_form_and_with_the_person_the_form_is_about() {
        let (mut ledger, [office, person]) = ledger();
        keep(&mut ledger, office, b"a").unwrap();
        keep(&mut ledger, person, b"b").unwrap();
        ledger.delete_assessment(office).unwrap();
        assert_eq!(ledger.files.len(), 1);
        let id = ledger.people().next().unwrap().id;
        ledger.purge_person(id).unwrap();
        assert!(ledger.files.is_empty());
    }

    #[test]
    fn what_is_too_large_is_refused_and_what_is_kept_stays() {
        let (mut ledger, [form, _]) = ledger();
        let large = vec![0; FILE_LIMIT + 1];
        assert_eq!(keep(&mut ledger, form, &large), Err(Rejection::FileTooLarge));
        let fitting = FILES_LIMIT / FILE_LIMIT;
        for number in 0..fitting {
            let mut bytes = vec![0; FILE_LIMIT];
            bytes[0] = number as u8;
            keep(&mut ledger, form, &bytes).unwrap();
        }
        let more = vec![1; FILE_LIMIT];
        assert_eq!(keep(&mut ledger, form, &more), Err(Rejection::FilesFull));
        assert_eq!(ledger.files.len(), fitting);
    }
}
