//! Who writes.

use std::cell::Cell;
use std::rc::Rc;

use training_ledger::browser::{clock, lock};
use wasm_bindgen_test::wasm_bindgen_test;

#[wasm_bindgen_test]
async fn one_holder_at_a_time_and_the_one_that_takes_over_wins() {
    let lost = Rc::new(Cell::new(0));
    let tell = || {
        let lost = lost.clone();
        move || lost.set(lost.get() + 1)
    };
    assert!(lock::acquire(false, tell()).await);
    assert!(!lock::acquire(false, tell()).await, "a second window would write too");
    assert_eq!(lost.get(), 0);
    assert!(lock::acquire(true, tell()).await);
    clock::sleep(50).await;
    assert_eq!(lost.get(), 1, "the first window was not told");
    assert!(!lock::acquire(false, tell()).await);
}
