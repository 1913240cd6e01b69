//! Reusable parts that know no domain noun.

pub mod dialog;
pub mod empty;
pub mod field;
pub mod find;
pub mod icon;
pub mod menu;
pub mod meter;
pub mod more;
pub mod notice;
pub mod paste_dialog;
pub mod phone_sheet;
pub mod picker;
pub mod seen;
pub mod sign;
pub mod table_head;
pub mod toast;
pub mod windowed;
