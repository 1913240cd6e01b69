//! One file a route.

pub mod assessment;
pub mod assessments;
pub mod check;
pub mod demo;
pub mod groups;
pub mod help;
pub mod home;
pub mod hours;
pub mod hours_import;
pub mod merge;
pub mod needs;
pub mod not_found;
pub mod paper;
pub mod plan;
pub mod plans;
pub mod received;
pub mod recovery;
pub mod roster;
pub mod roster_import;
pub mod self_test;
pub mod settings;
pub mod skills;
pub mod standards;
pub mod submit;
pub mod welcome;
