//! Dividing the staff: ages and retirement at a reference date, the cross-tab of two or three
//! axes, and who belongs to which training group.
//!
//! Everything is computed from the ledger and the reference date; nothing is stored twice.

pub mod axis;
pub mod crosstab;
pub mod division;
pub mod membership;
pub mod propose;
pub mod publish;
pub mod retirement;
pub mod roster;
pub mod stages;
