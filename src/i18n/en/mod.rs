//! English, for whoever does not read Chinese.

use std::borrow::Borrow;

pub mod analysis;
pub mod assessment;
pub mod assessments;
pub mod attendance;
pub mod calendar;
pub mod check;
pub mod classes;
pub mod conflicts;
pub mod files;
pub mod form_table;
pub mod groups;
pub mod help;
pub mod home;
pub mod hours;
pub mod hours_import;
pub mod kept_files;
pub mod ledger_figures;
pub mod matrix;
pub mod merge;
pub mod model;
pub mod pairs;
pub mod paper;
pub mod plan;
pub mod problem;
pub mod report;
pub mod review;
pub mod roster;
pub mod roster_import;
pub mod rotation;
pub mod settings;
pub mod shell;
pub mod skills;
pub mod standard_editor;
pub mod standard_import;
pub mod standard_versions;
pub mod standards;
pub mod statistics;
pub mod storage;
pub mod submit;
pub mod welcome;

/// A number with its noun: `1 plan`, `2 plans`.
fn count(number: impl Borrow<usize>, noun: &str) -> String {
    let number = *number.borrow();
    match (number, noun) {
        (1, _) => format!("1 {noun}"),
        (_, "person") => format!("{number} people"),
        (_, "class" | "batch" | "clash") => format!("{number} {noun}es"),
        _ => format!("{number} {noun}s"),
    }
}
