//! Clauses that take marks step by step: “每低5个百分点扣2分”, with where the steps begin.

use super::clause::{ABOVE, FROM_ON, FULL, SHORT_OF, UP_TO, cap, follows, has, taken, unit_after};
use super::numbers::{self, Found};
use crate::model::rule::{Amount, Direction, RuleKind};

/// The target of a clause: 目标95%, 以95%为目标.
fn aim(text: &str, found: Found) -> bool {
    const AIMS: [&str; 6] = ["目标", "目标值", "目标为", "目标值为", "目标是", "目标："];
    let (own, rest) = text.split_at_checked(found.end).unwrap_or_default();
    // 低于目标1个百分点 says how far it is, and not where.
    let is_rate = found.percent && !own.ends_with("百分点");
    is_rate
        && (follows(text, found, &AIMS) || rest.starts_with("为目标") || rest.starts_with("的目标"))
}

pub(super) fn step(text: &str) -> Option<RuleKind> {
    let text = &text.replace("每低于目标值", "每低").replace("每低于目标", "每低");
    const BELOW: [&str; 6] = ["每低", "每少", "每下降", "每降低", "每差", "每减少"];
    const OVER: [&str; 6] = ["每高", "每超", "每超过", "每超出", "每多", "每增加"];
    let (_, points, None) = taken(text, '扣')? else { return None };
    let every = |words: &[&str]| {
        let end = words.iter().filter_map(|word| Some(text.find(word)? + word.len())).max()?;
        let found = numbers::at_start(text.get(end..)?)?;
        Some(Found { start: end, end: end + found.end, ..found })
    };
    // 每低于90%一个百分点: the target stands between.
    let beyond = |words: &[&str]| {
        let target = every(words).filter(|found| found.percent)?;
        let rest = text.get(target.end..)?;
        let skipped = rest.len() - rest.trim_start_matches(['的', '，']).len();
        let found = numbers::at_start(rest.get(skipped..)?).filter(|found| found.percent)?;
        let (start, end) = (target.end + skipped, target.end + skipped + found.end);
        Some((Some(target), Found { start, end, ..found }))
    };
    let below = beyond(&["每低于", "每少于"]).or_else(|| Some((None, every(&BELOW)?)));
    let above = beyond(&["每高于", "每超过", "每超出"]).or_else(|| Some((None, every(&OVER)?)));
    let (direction, (own, every)) = match (below, above) {
        (Some(every), None) => (Direction::Below, every),
        (None, Some(every)) => (Direction::Above, every),
        _ => return None,
    };
    let numbers = numbers::all(text);
    let words: &[&str] = if direction == Direction::Below { &SHORT_OF } else { &ABOVE };
    let before: Vec<_> = numbers
        .iter()
        .filter(|found| found.end <= every.start && found.percent == every.percent)
        .collect();
    let named =
        |words: &[&str]| before.iter().find(|found| follows(text, ***found, words)).copied();
    let aim = || numbers.iter().find(|found| aim(text, **found) && every.percent);
    // ≥95%得满分，每低5%扣2分: what is lost begins where all is got.
    let full = || {
        let words: &[&str] = if direction == Direction::Below { &FROM_ON } else { &UP_TO };
        has(text, &FULL).then(|| named(words)).flatten()
    };
    let target = own.as_ref().or_else(|| named(words)).or_else(aim).or_else(full);
    // All is got at a number that the steps do not begin at.
    if has(text, &FULL) && target.is_none() {
        return None;
    }
    let started_counts = text.contains("计") && {
        let mut later = numbers.iter().filter(|found| found.start >= every.end);
        later.any(|found| follows(text, *found, &["不足", "不到", "不满"]))
    };
    let cap = cap(text);
    let none = Amount { part: 0, whole: 1 };
    let (target, every, unit) = if every.percent {
        let target = match (target, direction) {
            (Some(found), _) => found.rate()?,
            // It may stand in another column.
            (None, Direction::Below) => return None,
            (None, Direction::Above) => none,
        };
        (target, every.rate()?, None)
    } else {
        let target = match target {
            Some(found) => found.amount,
            None if direction == Direction::Above && started_counts => none,
            None => return None,
        };
        (target, every.amount, unit_after(text, every))
    };
    Some(RuleKind::Step { target, every, points, direction, started_counts, cap, unit })
}
