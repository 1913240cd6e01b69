//! Standards as the tables that bureaus keep them in: 序号, 考核领域, 考核项目, 考核内容, 考核方式, 分值,
//! 赋分标准. What this program writes it reads again; what bureaus write it reads as far as each
//! clause is a rule for certain.

mod bonus;
pub mod clause;
mod columns;
mod general;
#[cfg(test)]
mod laws;
pub mod numbers;
pub mod read;
pub mod scoring;
pub mod several;
mod steps;
pub mod typed;
mod whole;
pub mod words;
pub mod write;

use clause::Around;

use crate::model::standard::NotApplicable;

/// The sheet with what belongs to no line: ratings, caps, weights.
const GENERAL: &str = "总则";

/// What gives nothing, at the end of a clause.
const NO_MARK: [&str; 3] = ["不得分", "不计分", "得0分"];

/// What 不适用 does, in words.
const NOT_APPLICABLE: [(NotApplicable, &str); 2] =
    [(NotApplicable::FullMark, "按满分计"), (NotApplicable::LeftOut, "不计入总分")];
