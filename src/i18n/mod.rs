//! Every text shown to people, as typed tables: the Chinese file of a page says which texts there
//! are, the English one must give them all or the compiler refuses. The core speaks in enums;
//! here they become words.

pub mod en;
pub mod format;
pub mod locale;
pub mod messages;
pub mod sums;
pub mod values;
pub mod zh;
