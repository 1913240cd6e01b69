//! Ledgers of every shape for property tests.

pub mod ledger;
