//! Who helps whom (互帮互学): the request in numbers ([`problem`]), which pairs are possible and what
//! speaks for each ([`candidates`]), the best of all pairings ([`flow`]), the answer with its
//! reasons ([`plan`]), and how a training plan asks for it ([`request`]). Circles are filled by the same flow
//! ([`circles`]).
//!
//! The pairing is exact: no other one costs less. Everybody stands in the order of ids, so that the
//! order of a file cannot change a plan.

pub mod candidates;
pub mod circles;
mod flow;
pub mod plan;
pub mod problem;
pub mod request;

#[cfg(test)]
mod laws;
