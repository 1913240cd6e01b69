//! Reads and imports files of `tests/fixtures/rosters`.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use training_ledger::interchange::encoding::TextDecoding;
use training_ledger::interchange::file::read_workbook;
use training_ledger::interchange::roster::apply::Written;
use training_ledger::interchange::roster::header::find_layout;
use training_ledger::interchange::roster::join::join_offices;
use training_ledger::interchange::roster::proposal::{ImportOptions, RosterProposal, propose};
use training_ledger::interchange::roster::words::RosterWords;
use training_ledger::model::id::IdSource;
use training_ledger::model::ledger::Ledger;
use training_ledger::model::problem::ImportError;

/// The decoder of the tests.
pub struct Library;

impl TextDecoding for Library {
    fn decode(&self, label: &str, bytes: &[u8]) -> Option<String> {
        let encoding = encoding_rs::Encoding::for_label(label.as_bytes())?;
        Some(encoding.decode_without_bom_handling(bytes).0.into_owned())
    }
}

/// What an import of these bytes would do.
pub fn propose_file(
    bytes: &[u8],
    name: &str,
    ledger: &Ledger,
    today: Date,
) -> Result<RosterProposal, ImportError> {
    let words = RosterWords::new(&ledger.packs);
    let mut workbook = read_workbook(bytes, name, &Library)?;
    join_offices(&mut workbook, &words);
    let layout = find_layout(&workbook, &words).ok_or(ImportError::NoHeader)?;
    let options = ImportOptions { today, skipped: &BTreeSet::new(), chosen: &BTreeMap::new() };
    let sheet = &workbook.sheets[layout.sheet];
    Ok(propose(sheet, &layout, ledger, &words, options, &mut IdSource::new([9; 16])))
}

/// Imports a fixture.
pub fn import(file: &str, ledger: &mut Ledger, today: Date) -> (RosterProposal, Written) {
    let path = format!("{}/tests/fixtures/rosters/{file}", env!("CARGO_MANIFEST_DIR"));
    let bytes = std::fs::read(path).unwrap();
    let proposal = propose_file(&bytes, file, ledger, today).unwrap();
    let written = proposal.apply(ledger).unwrap();
    (proposal, written)
}
