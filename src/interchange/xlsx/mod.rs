//! Excel workbooks (xlsx), read by a scanner of our own: of a package of zipped XML it takes the
//! sheets, their texts and the formats that make numbers dates. It counts what it unpacks and
//! believes no length that the file states. `write` makes workbooks of text cells.

pub mod book;
pub mod sheet;
pub mod strings;
pub mod styles;
pub mod write;
pub mod xml;
pub mod zip;
