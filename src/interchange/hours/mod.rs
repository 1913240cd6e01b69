//! Hours from other systems, and for them: `words` is the data behind it, `layout` tells the
//! columns, `rows` reads what stands in them, `proposal` finds the people and says what an import
//! would do, and `export` writes what can be read again.

pub mod export;
pub mod layout;
pub mod proposal;
pub mod rows;
pub mod words;
