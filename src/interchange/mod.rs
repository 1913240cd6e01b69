//! What goes in and out: the envelope of our own JSON files with its hash and schemas, submissions
//! and what is left out of them, backups, and files received from other offices.

pub mod backup;
pub mod calendar;
pub mod checklist;
pub mod envelope;
pub mod figures;
pub mod form_table;
pub mod forms;
pub mod inbox;
pub mod issued;
pub mod issued_forms;
pub mod json;
pub mod migrate;
pub mod paper_check;
pub mod received;
pub mod redact;
pub mod review;
pub mod submission;

pub mod csv;
pub mod day_number;
pub mod distances;
pub mod encoding;
pub mod export_table;
pub mod file;
pub mod hours;
pub mod html;
pub mod roster;
pub mod skills;
pub mod standard_pack;
pub mod standard_table;
pub mod table;
pub mod xls;
pub mod xlsx;
pub mod xml_table;

#[cfg(test)]
mod schema;
