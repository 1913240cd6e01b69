//! Rotation in batches (分批轮训). A [`problem`] is made of a plan ([`from_plan`]) or read from a
//! file, [`prepare`]d into flat lists, and searched by the [`planner`]: everybody is placed as he
//! comes, chains of colleagues make room, annealing improves, and sessions are put in order.
//! [`verify`] checks a plan by an implementation of its own, [`explain`] says why somebody is left
//! out, [`mend`] makes what it proposes, [`inspect`] answers what a move would do; the [`board`] is what the page shows of it.
//!
//! Hard rules are never broken on the way, and the order of a file cannot change a plan: all that
//! is read is sorted, and effort is counted in steps.

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
pub mod mend;
mod names;
mod near;
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
