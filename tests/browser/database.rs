//! The database in a real browser.

use std::collections::BTreeMap;

use training_ledger::browser::clock;
use training_ledger::browser::database::Database;
use training_ledger::model::id::IdSource;
use training_ledger::model::ledger::Ledger;
use training_ledger::model::received::Archive;
use training_ledger::model::step::Step;
use training_ledger::storage::{Move, SaveError, Store, open};
use wasm_bindgen_test::wasm_bindgen_test;

fn ledger() -> Ledger {
    Ledger::new("示范区市场监督管理局".into(), 2026, &mut IdSource::new([9; 16]))
}

/// One test, since all tests of a page share its database.
#[wasm_bindgen_test]
async fn a_commit_is_written_whole_or_not_at_all() {
    let database = Database::open().await.unwrap();
    database.wipe().await.unwrap();
    assert_eq!(database.head().await, Ok(None));

    let (ledger, archive) = (ledger(), Archive::default());
    let edit = || Move::Edit { joined: false };
    let mut store = Store::new(None);
    store.queue(&ledger, &archive, Step::Create, edit(), clock::now(), false);
    let commit = store.take().unwrap();
    database.write(&commit).await.unwrap();
    store.completed(&commit);

    let head = database.head().await.unwrap().unwrap();
    assert_eq!(head, commit.head);
    let manifest = database.manifest(head.generation).await.unwrap().unwrap();
    let chunks = database.chunks(&manifest).await.unwrap();
    let (found, _) = open(&manifest, &chunks).unwrap();
    assert_eq!(*found, ledger);

    // A window that has not seen this writes nothing.
    let mut late = Store::new(None);
    late.queue(&ledger, &archive, Step::Other, edit(), clock::now(), false);
    let refused = late.take().unwrap();
    assert_eq!(database.write(&refused).await, Err(SaveError::Conflict));
    assert_eq!(database.head().await.unwrap().unwrap(), head);

    // Chunks that nobody names go, those that somebody names stay.
    store.queue(&ledger, &archive, Step::Other, edit(), clock::now(), false);
    let mut extra = store.take().unwrap();
    extra.chunks.insert("nobody".into(), "{}".into());
    database.write(&extra).await.unwrap();
    database.sweep().await.unwrap();
    assert_eq!(database.chunks(&manifest).await.unwrap(), chunks);
    let mut nobody = manifest.clone();
    nobody.chunks = BTreeMap::from([("x".into(), "nobody".into())]);
    assert!(database.chunks(&nobody).await.unwrap().is_empty());
    database.wipe().await.unwrap();
}
