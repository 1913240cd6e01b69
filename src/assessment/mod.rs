//! Scoring of self-assessment forms: every mark exact, every total explained.
//!
//! A standard is checked, each item is marked by its rules, areas and totals are added up, and
//! every step is kept as data, so that the page can tell it as a person would. How each question
//! of arithmetic is settled stands beside the code that does it.

pub mod analysis;
pub mod carry;
pub mod check;
pub mod check_code;
pub mod compare;
pub mod exact;
pub mod exchange;
pub mod figures;
pub mod filling;
pub mod finish;
pub mod hints;
pub mod input;
pub mod issues;
pub mod item;
#[cfg(test)]
pub mod laws;
pub mod paper;
pub mod reason;
pub mod report;
pub mod review;
pub mod rule_fields;
pub mod rules;
pub mod scored;
pub mod scoring;
pub mod summary;
pub mod texts;
