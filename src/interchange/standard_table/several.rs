//! Clauses that say more than one thing: several deductions, and bands with a mark for each.

use super::clause::{cap, has, rule, taken};
use super::numbers::{self, narrow};
use super::{Around, NO_MARK};
use crate::model::rule::RuleKind;
use crate::model::score::Hundredths;

/// The rules of a clause with the text of each: one, or several of the same shape. `None` where a
/// part of the clause would be lost.
pub fn rules(clause: &str, around: &Around) -> Option<Vec<(String, RuleKind)>> {
    match rule(clause, around) {
        Some(kind) => Some(vec![(clause.to_owned(), kind)]),
        None => several(&narrow(clause), around),
    }
}

/// “迟报1次扣0.5分，不报1次扣1分”. A cap that they share is none of theirs, unless the full mark is it.
fn several(text: &str, around: &Around) -> Option<Vec<(String, RuleKind)>> {
    let (mut groups, mut open) = (Vec::<String>::new(), Vec::new());
    for part in text.split('，').filter(|part| !part.is_empty()) {
        let gives = ['扣', '加'].into_iter().any(|word| taken(part, word).is_some());
        if gives {
            open.push(part);
            groups.push(std::mem::take(&mut open).join("，"));
        } else if cap(part).is_some() && open.is_empty() {
            let takes = part.contains('扣') || !text.contains('加');
            let is_full = cap(part) == around.full_mark && takes;
            if !is_full {
                return None;
            }
        } else if !part.starts_with("扣完") || !open.is_empty() {
            open.push(part);
        }
    }
    if groups.len() < 2 || !open.is_empty() {
        return None;
    }
    let read = |text: String| rule(&text, around).map(|kind| (text, kind));
    let rules: Vec<_> = groups.into_iter().map(read).collect::<Option<_>>()?;
    let all = |is: fn(&RuleKind) -> bool| rules.iter().all(|(_, kind)| is(kind));
    let is_one_shape = all(|kind| matches!(kind, RuleKind::Deduct { .. }))
        || all(|kind| matches!(kind, RuleKind::Bonus { points: Some(_), .. }));
    is_one_shape.then_some(rules)
}

/// “95%以上得15分，85%以上得10分，85%以下不得分”: the bands with their marks. Below the last there must be
/// something said, else nobody could choose it.
pub(super) fn bands(text: &str, full: Option<Hundredths>) -> Option<Vec<(&str, Hundredths)>> {
    if has(text, &["扣", "加", "每", "比例", "插值"]) {
        return None;
    }
    let band = |part| {
        let (name, mark) = band(part, full)?;
        let name: &str = name;
        Some((name.trim_end_matches(['的', '：', '，']), mark))
    };
    let bands: Vec<_> = text.split('，').map(band).collect::<Option<_>>()?;
    let ((rest, least), above) = bands.split_last()?;
    let names_rate = |name: &str| {
        let numbers = numbers::all(name);
        !numbers.is_empty() && numbers.iter().all(|found| found.percent)
    };
    let falls = bands.windows(2).all(|pair| match pair {
        [(_, more), (_, less)] => more > less,
        _ => false,
    });
    let fits = above.len() >= 2
        && falls
        && above.iter().all(|(name, _)| names_rate(name) && !has(name, &["以下", "低于", "不足"]))
        && has(rest, &["以下", "低于", "不足", "否则", "其余", "其他", "未达到"])
        && *least >= Hundredths::ZERO
        && full.is_none_or(|full| bands.iter().all(|(_, mark)| *mark <= full));
    fits.then_some(bands)
}

/// One band and its mark.
fn band(part: &str, full: Option<Hundredths>) -> Option<(&str, Hundredths)> {
    if let Some(name) = NO_MARK.iter().find_map(|word| part.strip_suffix(word)) {
        return (!name.is_empty()).then_some((name, Hundredths::ZERO));
    }
    let (name, mark) = part.rsplit_once('得')?;
    if mark == "满分" {
        return Some((name, full?));
    }
    let found = numbers::at_start(mark)?;
    let is_mark = !found.percent && mark.get(found.end..) == Some("分") && !name.is_empty();
    is_mark.then(|| found.mark().map(|mark| (name, mark)))?
}
