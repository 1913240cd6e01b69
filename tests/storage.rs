//! Saving and opening over a database in memory: generations, damage, and the laws.

// Clippy knows test functions only, not what they share.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

mod arbitrary;
#[path = "storage/damage.rs"]
mod damage;
#[path = "storage/disk.rs"]
mod disk;
#[path = "storage/generations.rs"]
mod generations;
#[path = "storage/laws.rs"]
mod laws;
