//! Chinese, the language the interface is written in.

pub mod assessment;
pub mod assessments;
pub mod calendar;
pub mod classes;
pub mod conflicts;
pub mod files;
pub mod groups;
pub mod help;
pub mod home;
pub mod hours;
pub mod merge;
pub mod model;
pub mod pairs;
pub mod plan;
pub mod problem;
pub mod roster;
pub mod roster_import;
pub mod rotation;
pub mod settings;
pub mod shell;
pub mod skills;
pub mod standards;
pub mod storage;
pub mod submit;
pub mod welcome;
