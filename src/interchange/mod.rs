//! What goes in and out: files of other programs, our own JSON files and their schemas.

#[cfg(test)]
mod schema;
