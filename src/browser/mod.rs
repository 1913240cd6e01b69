//! The only files that name the platform: `web_sys`, `js_sys`, gloo. Thin, and without panics:
//! what the browser refuses is an error or a default.

pub mod clock;
pub mod database;
pub mod entries;
pub mod events;
pub mod files;
pub mod grid;
pub mod hanging;
pub mod local_storage;
pub mod location;
pub mod lock;
pub mod paper;
pub mod pinyin;
pub mod probe;
pub mod quota;
pub mod random;
pub mod sight;
pub mod tables;
pub mod theme;
pub mod worker;
