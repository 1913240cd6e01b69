//! The nouns we save: plain serde data, one noun a file, and the edits on them.
//!
//! Everything here is `Clone + PartialEq`, knows no browser and takes today's date and random
//! seeds as arguments. JSON names are camelCase; fields a newer version added are kept in `extra`.

pub mod assessment;
pub mod batch;
pub mod calendar;
pub mod canonical;
pub mod course;
pub mod cover;
pub mod date;
pub mod draft;
pub mod field;
pub mod figure;
pub mod forms;
pub mod group;
pub mod hour_pack;
pub mod hours;
pub mod id;
pub mod identity;
pub mod issue;
pub mod kept_file;
pub mod ledger;
pub mod mending;
pub mod office;
pub mod open;
pub mod pack;
pub mod pair;
pub mod people;
pub mod person;
pub mod plan;
pub mod post;
pub mod problem;
pub mod reading;
pub mod received;
pub mod report;
pub mod review;
pub mod rule;
pub mod score;
pub mod settings;
pub mod shard;
pub mod skill;
pub mod standard;
pub mod standard_tree;
pub mod status;
pub mod step;
pub mod task;
pub mod venue;
pub mod version;
pub mod width;
