//! Rotation in batches (分批轮训): what is asked for ([`board`]), which rules a placement would
//! break ([`board`], [`violation`]), the first placement of everybody ([`place`]) and the dates of
//! the batches ([`dates`]).
//!
//! Hard rules, never broken by the machine: nobody goes during leave, an office keeps its on-duty
//! floor on every day (leave counts), a batch has so many seats. People and batches stand in
//! sorted order, so that the order of a file cannot change a plan.

mod anneal;
pub mod barrier;
pub mod board;
mod bookings;
mod chain;
mod cost;
pub mod data_problem;
pub mod dates;
pub mod explain;
pub mod from_plan;
pub mod inspect;
mod names;
pub mod placed;
pub mod planner;
pub mod prepare;
pub mod prepared;
pub mod problem;
mod random;
mod regroup;
pub mod rule_break;
pub mod state;
pub mod table;
mod units;
pub mod verify;
