//! The page. `app` mounts it, `shell` is the frame around every page, `components` know no domain
//! noun, `pages` are one a route. Pages read the workspace by memos and write by its edits only.

pub mod app;
pub mod components;
pub mod editor;
pub mod file_source;
pub mod focus;
pub mod inbox;
pub mod intake;
pub mod kept_files;
mod landscape;
pub mod naming;
pub mod pages;
pub mod palette;
pub mod people;
pub mod periods;
mod plain_frame;
pub mod router;
mod sample_notice;
pub mod shell;
pub mod status_line;
pub mod table_actions;
pub mod texts;
pub mod words;
