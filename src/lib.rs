//! Training ledger: the pure core and, behind the feature `app`, the page around it.
//!
//! In reading order: what is saved, what is computed from it, what goes in and out, how it is
//! kept, and last the page itself.

pub mod model;
pub mod route;
pub mod storage;
