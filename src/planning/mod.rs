//! Planning the year: batches and who goes when, who is reached by which course and the hours that
//! makes, who can do what and needs what, and who helps whom.
//!
//! Everything here answers with a proposal or a figure; the model's own edits change the ledger.

pub mod certificates;
pub mod clashes;
pub mod competence;
pub mod copied;
pub mod coverage;
pub mod duty;
pub mod half_days;
pub mod hours;
pub mod make_up;
pub mod mandatory;
pub mod need;
pub mod overlaps;
pub mod pairing;
pub mod records;
pub mod rotation;
pub mod schedule;
pub mod statistics;
pub mod templates;
pub mod unissued;
pub mod unrecorded;
pub mod years;
