//! Training ledger: the pure core and, behind the feature `app`, the page around it.
//!
//! In reading order: what is saved, what is computed from it, what goes in and out, how it is
//! kept, and last the page itself.

pub mod agenda;
pub mod assessment;
pub mod grouping;
pub mod history;
pub mod i18n;
pub mod interchange;
pub mod model;
pub mod order;
pub mod planning;
pub mod route;
pub mod sample;
pub mod storage;

#[cfg(feature = "app")]
pub mod browser;
#[cfg(feature = "app")]
pub mod jobs;
#[cfg(feature = "app")]
pub mod ui;
#[cfg(feature = "app")]
pub mod workspace;
