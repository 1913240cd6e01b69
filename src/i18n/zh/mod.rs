//! Chinese, the language the interface is written in.

pub mod assessment;
pub mod assessments;
pub mod attendance;
pub mod files;
pub mod groups;
pub mod help;
pub mod home;
pub mod hours;
pub mod hours_import;
pub mod merge;
pub mod model;
pub mod paper;
pub mod plan;
pub mod problem;
pub mod roster;
pub mod roster_import;
pub mod settings;
pub mod shell;
pub mod standards;
pub mod statistics;
pub mod storage;
pub mod submit;
pub mod welcome;
