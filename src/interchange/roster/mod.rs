//! The roster (培训名册) as offices hand it in: find the header, tell the columns, read the cells,
//! compare with the ledger, and, once a person has agreed, write. In that order: `words` is the
//! data behind it, `header` and `columns` make the layout, `dates`, `id_number` and `cells` read
//! one cell, `draft` and `checks` a row, `rows` a sheet, `proposal` says what an import would do and `apply` does it.

pub mod apply;
pub mod cells;
mod checks;
pub mod columns;
pub mod dates;
pub mod draft;
pub mod export;
pub mod header;
pub mod id_number;
pub mod join;
pub mod matching;
pub mod offices;
pub mod proposal;
pub mod rows;
pub mod words;
