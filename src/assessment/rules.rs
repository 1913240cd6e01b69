//! One rule at work on what is left of a mark.
//!
//! - `all_or_nothing`, `threshold`: what is left stays or is lost.
//! - `deduct`, `deduct_range`, `step`: points are taken away, under the rule's own cap, and never
//!   more than is left (扣完为止).
//! - `ratio`, `levels`, `manual`: what is left is multiplied by a share of the full mark.
//! - `bonus` and `veto` leave it alone.

use std::cmp::Ordering;

use thiserror::Error;

use super::exact::{Exact, TooLarge};
use super::scored::Did;
use crate::model::assessment::{AmountAnswer, Line, RuleAnswer};
use crate::model::rule::{Amount, Compare, Direction, RuleKind, VetoEffect};
use crate::model::score::{Hundredths, LARGEST_SAFE};

/// Why an answer to a rule cannot be computed with.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum RuleAnswerFault {
    #[error("the answer is of another kind than the rule")]
    WrongKind,
    #[error("{points} points are out of bounds")]
    OutOfBounds { points: Hundredths, from: Hundredths, to: Option<Hundredths> },
    #[error("a line has points where the rule counts times, or times where points are typed")]
    WrongColumn,
    #[error("{0} of 0 is no rate")]
    NoWhole(u64),
    #[error("there is no level {0}")]
    NoSuchLevel(String),
    #[error(transparent)]
    TooLarge(#[from] TooLarge),
}

/// What a rule made of what was left.
pub(super) struct Outcome {
    pub did: Did,
    pub left: Exact,
    pub bonus: Hundredths,
    /// The most it could still give, where a bonus is left blank.
    pub open_bonus: Hundredths,
    pub veto: Option<VetoEffect>,
}

impl Outcome {
    fn new(did: Did, left: Exact) -> Self {
        Self { did, left, bonus: Hundredths::ZERO, open_bonus: Hundredths::ZERO, veto: None }
    }

    /// Is this the answer to a question, a deduction with a number in it included?
    pub fn is_given(&self) -> bool {
        !matches!(self.did, Did::Unanswered | Did::NothingToDo | Did::Blank)
    }

    /// Does the item stay open because of it?
    pub fn is_open(&self) -> bool {
        matches!(self.did, Did::Unanswered | Did::NothingToDo)
    }
}

/// Lets a rule act on what is `left` of `full`, both in hundredths. Without a full mark (templates,
/// bonus and veto items) it is only seen whether the rule is answered.
pub(super) fn apply(
    kind: &RuleKind,
    answer: Option<&RuleAnswer>,
    full: Option<Hundredths>,
    left: Exact,
) -> Result<Outcome, RuleAnswerFault> {
    let keep = |did| Outcome::new(did, left);
    let lose_all = || Outcome::new(Did::AllLost, Exact::ZERO);
    let outcome = match (kind, answer) {
        (RuleKind::AllOrNothing, Some(RuleAnswer::AllOrNothing { met })) => match met {
            None => keep(Did::Unanswered),
            Some(true) => keep(Did::Kept),
            Some(false) => lose_all(),
        },
        (RuleKind::Deduct { points, cap }, Some(RuleAnswer::Deduct { lines })) => {
            match times(lines)? {
                None => keep(Did::Blank),
                Some(times) => {
                    let taken = taken(multiple(*points, times)?, *cap, left)?;
                    let did = Did::Deducted { points: *points, times, cap: *cap, taken };
                    Outcome::new(did, left.minus(taken)?)
                }
            }
        }
        (RuleKind::DeductRange { from, to, cap }, Some(RuleAnswer::DeductRange { lines })) => {
            match typed(lines, *from, Some(*to))? {
                None => keep(Did::Blank),
                Some(points) => {
                    let taken = taken(points.into(), *cap, left)?;
                    let did = Did::DeductedTyped { points, cap: *cap, taken };
                    Outcome::new(did, left.minus(taken)?)
                }
            }
        }
        (RuleKind::Ratio { floor, full_at, between, unit }, Some(RuleAnswer::Ratio(amount))) => {
            match number(*amount, unit.is_some())? {
                Number::Blank => keep(Did::Unanswered),
                Number::NothingToDo => keep(Did::NothingToDo),
                Number::Given(rate) => {
                    let share = share(rate, *floor, *full_at, *between)?;
                    Outcome::new(Did::Share { rate, share }, left.times(share)?)
                }
            }
        }
        (
            RuleKind::Threshold { compare, limit, points, unit },
            Some(RuleAnswer::Threshold(amount)),
        ) => match number(*amount, unit.is_some())? {
            Number::Blank => keep(Did::Unanswered),
            Number::NothingToDo => keep(Did::NothingToDo),
            Number::Given(number) if passes(number, *compare, *limit)? => keep(Did::Kept),
            Number::Given(_) => match points {
                None => lose_all(),
                Some(points) => {
                    let taken = taken((*points).into(), None, left)?;
                    Outcome::new(Did::Missed { points: *points, taken }, left.minus(taken)?)
                }
            },
        },
        (
            RuleKind::Step { target, every, points, direction, started_counts, cap, unit },
            Some(RuleAnswer::Step(amount)),
        ) => match number(*amount, unit.is_some())? {
            Number::Blank => keep(Did::Unanswered),
            Number::NothingToDo => keep(Did::NothingToDo),
            Number::Given(number) => {
                let target = Exact::try_from(*target)?;
                let beyond = match direction {
                    Direction::Below => target.minus(number)?,
                    Direction::Above => number.minus(target)?,
                };
                let steps = beyond.divided_by(Exact::try_from(*every)?)?;
                let steps = if *started_counts { steps.ceiling() } else { steps.floor() };
                let steps = u64::try_from(steps.max(0)).map_err(|_| TooLarge)?;
                let taken = taken(multiple(*points, steps)?, *cap, left)?;
                let did = Did::Stepped { points: *points, steps, cap: *cap, taken };
                Outcome::new(did, left.minus(taken)?)
            }
        },
        (RuleKind::Levels { levels }, Some(RuleAnswer::Levels { level })) => match level {
            None => keep(Did::Unanswered),
            Some(id) => {
                let level = levels
                    .iter()
                    .find(|level| level.id == *id)
                    .ok_or_else(|| RuleAnswerFault::NoSuchLevel(id.clone()))?;
                let did = Did::Marked { level: Some(level.name.clone()), mark: level.mark };
                Outcome::new(did, marked(level.mark, full, left)?)
            }
        },
        (RuleKind::Manual { from, to }, Some(RuleAnswer::Manual { points })) => match points {
            None => keep(Did::Unanswered),
            Some(points) => {
                within(*points, *from, to.or(full))?;
                let did = Did::Marked { level: None, mark: *points };
                Outcome::new(did, marked(*points, full, left)?)
            }
        },
        (RuleKind::Bonus { points, cap }, Some(RuleAnswer::Bonus { lines })) => {
            bonus(*points, *cap, lines, left)?
        }
        (RuleKind::Veto { effect }, Some(RuleAnswer::Veto { triggered, .. })) => match triggered {
            None => keep(Did::Unanswered),
            Some(false) => keep(Did::VetoClear),
            Some(true) => Outcome { veto: Some(effect.clone()), ..keep(Did::Vetoed) },
        },
        (RuleKind::Deduct { .. } | RuleKind::DeductRange { .. }, None) => keep(Did::Blank),
        (RuleKind::Bonus { points, cap }, None) => bonus(*points, *cap, &[], left)?,
        (_, None) => keep(Did::Unanswered),
        (_, Some(_)) => return Err(RuleAnswerFault::WrongKind),
    };
    Ok(outcome)
}

/// The whole times of all lines; `None` where every line is blank.
fn times(lines: &[Line]) -> Result<Option<u64>, RuleAnswerFault> {
    if lines.iter().any(|line| line.points.is_some()) {
        return Err(RuleAnswerFault::WrongColumn);
    }
    let mut given = lines.iter().filter_map(|line| line.times).map(u64::from).peekable();
    Ok(given.peek().is_some().then(|| given.sum()))
}

/// The typed points of all lines, each within its bounds; without `to` there is none above.
fn typed(
    lines: &[Line],
    from: Hundredths,
    to: Option<Hundredths>,
) -> Result<Option<Hundredths>, RuleAnswerFault> {
    if lines.iter().any(|line| line.times.is_some()) {
        return Err(RuleAnswerFault::WrongColumn);
    }
    let mut sum = None;
    for points in lines.iter().filter_map(|line| line.points) {
        within(points, from, to)?;
        sum = Some(sum.unwrap_or(Hundredths::ZERO).checked_add(points).ok_or(TooLarge)?);
    }
    Ok(sum)
}

fn within(
    points: Hundredths,
    from: Hundredths,
    to: Option<Hundredths>,
) -> Result<(), RuleAnswerFault> {
    if from <= points && to.is_none_or(|to| points <= to) {
        Ok(())
    } else {
        Err(RuleAnswerFault::OutOfBounds { points, from, to })
    }
}

fn multiple(points: Hundredths, times: u64) -> Result<Exact, TooLarge> {
    Exact::from(points).times(Exact::new(i128::from(times), 1)?)
}

/// What is really taken: not more than the rule's cap, not more than is left.
fn taken(asked: Exact, cap: Option<Hundredths>, left: Exact) -> Result<Exact, TooLarge> {
    let asked = match cap {
        None => asked,
        Some(cap) => asked.at_most(cap.into())?,
    };
    asked.at_most(left)
}

/// A mark typed or chosen is a share of the full mark, so that it acts on what is left as a rate
/// does: with 8 of 10 left, 5 of 10 gives 4.
fn marked(mark: Hundredths, full: Option<Hundredths>, left: Exact) -> Result<Exact, TooLarge> {
    match full {
        Some(full) if full > Hundredths::ZERO => {
            left.times(Exact::from(mark).divided_by(full.into())?)
        }
        _ => Ok(left),
    }
}

enum Number {
    Blank,
    NothingToDo,
    Given(Exact),
}

fn number(answer: AmountAnswer, is_plain: bool) -> Result<Number, RuleAnswerFault> {
    let whole = answer.whole.or(is_plain.then_some(1));
    let (Some(part), Some(whole)) = (answer.part, whole) else { return Ok(Number::Blank) };
    if part.max(whole) > LARGEST_SAFE.unsigned_abs() {
        return Err(TooLarge.into());
    }
    match (part, whole) {
        (0, 0) => Ok(Number::NothingToDo),
        (part, 0) => Err(RuleAnswerFault::NoWhole(part)),
        _ => Ok(Number::Given(Exact::new(part.into(), whole.into())?)),
    }
}

/// The share of the mark that a rate gives, from 0 to 1.
fn share(
    rate: Exact,
    floor: Option<Amount>,
    full_at: Amount,
    between: bool,
) -> Result<Exact, TooLarge> {
    let full_at = Exact::try_from(full_at)?;
    let floor = floor.map_or(Ok(Exact::ZERO), Exact::try_from)?;
    if rate.compare(floor)? == Ordering::Less {
        return Ok(Exact::ZERO);
    }
    if rate.compare(full_at)? != Ordering::Less {
        return Ok(Exact::ONE);
    }
    if between {
        rate.minus(floor)?.divided_by(full_at.minus(floor)?)
    } else {
        rate.divided_by(full_at)
    }
}

fn passes(number: Exact, compare: Compare, limit: Amount) -> Result<bool, TooLarge> {
    let order = number.compare(Exact::try_from(limit)?)?;
    Ok(match compare {
        Compare::AtLeast => order != Ordering::Less,
        Compare::AtMost => order != Ordering::Greater,
        Compare::MoreThan => order == Ordering::Greater,
        Compare::LessThan => order == Ordering::Less,
    })
}

fn bonus(
    points: Option<Hundredths>,
    cap: Option<Hundredths>,
    lines: &[Line],
    left: Exact,
) -> Result<Outcome, RuleAnswerFault> {
    let asked = match points {
        Some(points) => times(lines)?.map(|times| multiple(points, times)).transpose()?,
        None => typed(lines, Hundredths::ZERO, None)?.map(Exact::from),
    };
    Ok(match asked {
        None => Outcome {
            open_bonus: cap.or(points).unwrap_or_default(),
            ..Outcome::new(Did::Blank, left)
        },
        Some(asked) => {
            let given = match cap {
                None => asked,
                Some(cap) => asked.at_most(cap.into())?,
            };
            let given = given.rounded()?;
            Outcome { bonus: given, ..Outcome::new(Did::Added { given, cap }, left) }
        }
    })
}
