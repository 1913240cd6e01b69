//! The database in a real browser. One test, since all tests of a page share its database.

use std::cell::Cell;
use std::rc::Rc;

use training_ledger::browser::clock;
use training_ledger::browser::database::Database;
use training_ledger::model::id::IdSource;
use training_ledger::model::ledger::Ledger;
use training_ledger::model::received::Archive;
use training_ledger::model::step::Step;
use training_ledger::storage::{Base, Move, Opening, Records as _, SaveError, Store, load};
use wasm_bindgen_test::wasm_bindgen_test;

fn ledger() -> Ledger {
    Ledger::new("示范区市场监督管理局".into(), 2026, &mut IdSource::new([9; 16]))
}

fn queue(store: &mut Store) {
    let edit = Move::Edit { joined: false };
    store.queue(&ledger(), &Archive::default(), Step::Other, edit, clock::now(), false);
}

#[wasm_bindgen_test]
async fn a_commit_is_written_whole_or_not_at_all() {
    let closed = Rc::new(Cell::new(false));
    let seen = closed.clone();
    let database = Database::open(move || seen.set(true)).await.unwrap();
    database.wipe().await.unwrap();
    assert_eq!(database.base().await, Ok(Base::Empty));
    assert_eq!(load(&database, None).await, Ok(Opening::Empty));

    let mut store = Store::default();
    queue(&mut store);
    let first = store.take().unwrap();
    database.write(&first).await.unwrap();
    store.completed(&first);
    let Ok(Opening::Whole(head, opened)) = load(&database, None).await else {
        panic!("what was written is not found whole")
    };
    assert_eq!(head, first.head);
    assert_eq!(*opened.ledger, ledger());

    // A window that has not seen this writes nothing.
    let mut late = Store::default();
    queue(&mut late);
    let refused = late.take().unwrap();
    assert_eq!(database.write(&refused).await, Err(SaveError::Conflict));
    assert_eq!(database.base().await, Ok(head.base()));
    assert_eq!(database.generations().await, Ok(vec![1]));

    // Chunks that nobody names go, those that somebody names stay.
    queue(&mut store);
    let mut extra = store.take().unwrap();
    extra.chunks.insert("nobody".into(), "{}".into());
    database.write(&extra).await.unwrap();
    let names: Vec<_> = opened.manifest.chunks.values().cloned().collect();
    let before = database.chunks(names.clone()).await.unwrap();
    assert_eq!(database.chunks(vec!["nobody".into()]).await.unwrap().len(), 1);
    database.sweep().await.unwrap();
    assert_eq!(database.chunks(names).await.unwrap(), before);
    assert!(database.chunks(vec!["nobody".into()]).await.unwrap().is_empty());

    // A second connection sees the same.
    let other = Database::open(|| ()).await.unwrap();
    assert_eq!(other.base().await, Ok(extra.head.base()));
    database.wipe().await.unwrap();
    assert_eq!(other.generations().await, Ok(vec![]));
    assert!(!closed.get(), "closed although nobody closed it");
}
