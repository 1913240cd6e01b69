//! One clause of a 赋分标准 read as a rule: “每少1次，扣0.5分，最多扣2分”. What is not understood for
//! certain is no rule, and its item is marked by hand.

use std::sync::Arc;

use super::numbers::{self, Found};
use super::several::bands;
use super::steps::step;
use super::whole::{is_date, is_whole};
use crate::model::rule::{Amount, Compare, Level, RuleKind, VetoEffect};
use crate::model::score::Hundredths;
use crate::model::standard::{Area, Rating, Standard};
use crate::order::Order as _;

/// What a clause may name: the full mark of its item, the ratings from the best to the worst with
/// their ids, and the areas with theirs.
#[derive(Clone, Debug, Default)]
pub struct Around {
    pub full_mark: Option<Hundredths>,
    pub ratings: Arc<[(String, String)]>,
    pub areas: Arc<[(String, String)]>,
}

impl Around {
    /// What the clauses of a standard may name.
    pub fn of(standard: &Standard) -> Self {
        let mut ratings: Vec<_> = standard.ratings.iter().collect();
        ratings.order_by_key(|rating| std::cmp::Reverse(rating.at_least));
        let rating = |one: &Rating| (one.name.clone(), one.id.clone());
        let area = |area: &Area| (area.title.clone(), area.id.clone());
        Self {
            full_mark: None,
            ratings: ratings.into_iter().map(rating).collect(),
            areas: standard.all_areas().into_iter().map(area).collect(),
        }
    }

    /// The same for an item or a part of that full mark.
    pub fn with_full(&self, full_mark: Option<Hundredths>) -> Self {
        Self { full_mark, ..self.clone() }
    }
}

/// The rule of a clause; `None` where a part of the clause would be lost.
pub fn rule(clause: &str, around: &Around) -> Option<RuleKind> {
    let text = numbers::narrow(clause);
    let text = text.as_str();
    // A mark for each of several things in one clause is no single rule.
    let is_of_each = text.contains("该项") && has(text, &["每项", "各项", "每1项", "每一项"]);
    if is_of_each || has(text, &["该小项", "各项分", "该项分"]) {
        return None;
    }
    let kind = veto(text, around)
        .or_else(|| bonus(text))
        .or_else(|| levels(text, around))
        .or_else(|| ratio(text))
        .or_else(|| step(text))
        .or_else(|| threshold(text))
        .or_else(|| deduction(text))
        .or_else(|| manual(text, around))
        .or_else(|| all_or_nothing(text));
    kind.filter(|kind| is_whole(text, kind, around.full_mark))
}

/// The text after the first of these words.
fn after<'a>(text: &'a str, words: &[&str]) -> Option<&'a str> {
    let at = |word: &&str| text.find(*word).map(|at| at + word.len());
    words.iter().filter_map(at).min().and_then(|at| text.get(at..))
}

pub(super) fn has(text: &str, words: &[&str]) -> bool {
    words.iter().any(|word| text.contains(word))
}

fn veto(text: &str, around: &Around) -> Option<RuleKind> {
    let of = |effect| Some(RuleKind::Veto { effect });
    let rating =
        |name: &str| around.ratings.iter().position(|(one, _)| name.starts_with(one.as_str()));
    let at = |place: usize| around.ratings.get(place).map(|(_, id)| id.clone());
    if let Some(rest) = after(text, &["等次最高为", "等次最高评为", "最高评为", "最高评定为"])
    {
        return of(VetoEffect::RatingAtMost { rating: at(rating(rest)?)? });
    }
    if let Some(rest) = after(text, &["不得评为", "不能评为", "不得评定为", "取消"])
    {
        return of(VetoEffect::RatingAtMost { rating: at(rating(rest)? + 1)? });
    }
    if has(text, &["一票否决"]) {
        return of(VetoEffect::Fail);
    }
    if let Some(rest) = after(text, &["评定为", "直接评为", "等次为", "定为"])
        && (rest.starts_with("不合格") || rating(rest) == around.ratings.len().checked_sub(1))
    {
        return of(VetoEffect::Fail);
    }
    let (named, _) = text.split_once("领域不得分")?;
    if named.ends_with("所在") {
        return of(VetoEffect::AreaZero { area: None });
    }
    let area =
        around.areas.iter().find(|(title, _)| !title.is_empty() && named.ends_with(title.as_str()));
    let (_, area) = area?;
    of(VetoEffect::AreaZero { area: Some(area.clone()) })
}

const CAPS: [&str; 14] = [
    "最多扣",
    "最高扣",
    "最多倒扣",
    "最多可扣",
    "最多可加",
    "累计扣分不超过",
    "累计扣",
    "扣分不超过",
    "最多加",
    "最高加",
    "累计加",
    "不超过",
    "上限",
    "封顶",
];

/// “最多扣2分”, “累计扣分最高不超过3分”: the first mark right after one of these words.
pub(super) fn cap(text: &str) -> Option<Hundredths> {
    let ends = |word: &&'static str| {
        let length = word.len();
        text.match_indices(*word).map(move |(at, _)| at + length)
    };
    let mark = |end: usize| {
        let rest = text.get(end..)?;
        let found = numbers::at_start(rest)?;
        Some((end, rest.get(found.end..)?.starts_with('分').then(|| found.mark())??))
    };
    let caps = CAPS.iter().flat_map(ends).filter_map(mark);
    caps.reduce(|first, one| if one.0 < first.0 { one } else { first }).map(|(_, mark)| mark)
}

/// A number after 扣, from and to where it is a range: the numbers, and where 扣 stands.
pub(super) fn taken(text: &str, word: char) -> Option<(usize, Hundredths, Option<Hundredths>)> {
    for (at, _) in text.match_indices(word) {
        if CAPS
            .iter()
            .any(|cap| text.get(..at + word.len_utf8()).is_some_and(|text| text.ends_with(cap)))
        {
            continue;
        }
        let rest = text.get(at + word.len_utf8()..).unwrap_or_default();
        let rest = rest.trim_start_matches(['除', '减', '分', '：']);
        let Some(first) = numbers::at_start(rest) else { continue };
        let rest = rest.get(first.end..)?;
        if rest.starts_with('分') && !rest.starts_with("分至") && !rest.starts_with("分-") {
            return Some((at, first.mark()?, None));
        }
        let rest = rest.trim_start_matches('分').trim_start_matches(['至', '-', '~', '到']);
        let Some(second) = numbers::at_start(rest) else { continue };
        if rest.get(second.end..)?.starts_with('分') {
            return Some((at, first.mark()?, Some(second.mark()?)));
        }
    }
    None
}

fn bonus(text: &str) -> Option<RuleKind> {
    if !text.contains('加') || !text.contains('分') || text.contains('扣') {
        return None;
    }
    if let Some((_, points, None)) = taken(text, '加') {
        let cap = cap(text).or((!is_each(text)).then_some(points));
        return Some(RuleKind::Bonus { points: Some(points), cap });
    }
    if let Some((_, _, to)) = taken(text, '加') {
        return Some(RuleKind::Bonus { points: None, cap: cap(text).or(to) });
    }
    has(text, &["酌情加分", "视情加分", "加分"])
        .then(|| cap(text))?
        .map(|cap| RuleKind::Bonus { points: None, cap: Some(cap) })
}

/// “分为好、一般、差三档，分别得2分、1分、0分” and “优2分、良1.5分、差不得分”.
fn levels(text: &str, around: &Around) -> Option<RuleKind> {
    let marks = |text: &str| -> Option<Vec<Hundredths>> {
        let parts = text.split(['、', '，']);
        parts
            .map(|part| {
                let found = numbers::at_start(part.trim_start_matches('得'))?;
                found.mark()
            })
            .collect()
    };
    let level = |(place, (name, mark)): (usize, (&str, Hundredths))| Level {
        id: (place + 1).to_string(),
        name: name.to_owned(),
        mark,
    };
    if let Some((before, list)) = text.split_once("分别得") {
        // Another rule stands before.
        if before.contains("不得分") {
            return None;
        }
        let names = after(before, &["分为"]).or_else(|| after(before, &["按"]))?;
        let names = names.split(['，', '：']).next()?.trim_end_matches('档').trim_end_matches('级');
        let names = names
            .trim_end_matches(|sign: char| "二两三四五六".contains(sign) || sign.is_ascii_digit());
        let names: Vec<_> = names.split('、').filter(|name| !name.is_empty()).collect();
        let marks = marks(list.trim_end_matches('。'))?;
        if names.len() != marks.len() || names.len() < 2 {
            return None;
        }
        let levels = names.into_iter().zip(marks).enumerate().map(level).collect();
        return Some(RuleKind::Levels { levels });
    }
    // 95%以上的，得15分.
    let joined = text.replace("，得", "得").replace("，不得分", "不得分");
    if let Some(bands) = bands(&joined, around.full_mark) {
        let levels = bands.into_iter().enumerate().map(level).collect();
        return Some(RuleKind::Levels { levels });
    }
    let parts: Vec<&str> = text.split(['、', '，']).collect();
    if parts.len() < 2 {
        return None;
    }
    const NAMES: [&str; 14] = [
        "优秀",
        "良好",
        "优",
        "良",
        "中等",
        "中",
        "较好",
        "好",
        "一般",
        "较差",
        "差",
        "合格",
        "基本合格",
        "不合格",
    ];
    let one = |part: &&str| -> Option<(String, Hundredths)> {
        let name =
            NAMES.iter().filter(|name| part.starts_with(**name)).max_by_key(|name| name.len())?;
        let rest = part.get(name.len()..)?;
        let rest = rest.trim_start_matches(['的', '：', '得']);
        if rest == "不得分" {
            return Some(((*name).to_owned(), Hundredths::ZERO));
        }
        let found = numbers::at_start(rest)?;
        (rest.get(found.end..)? == "分")
            .then(|| found.mark().map(|mark| ((*name).to_owned(), mark)))?
    };
    let found: Vec<_> = parts.iter().map(one).collect::<Option<_>>()?;
    let levels = found.iter().map(|(name, mark)| (name.as_str(), *mark)).enumerate().map(level);
    Some(RuleKind::Levels { levels: levels.collect() })
}

pub(super) const SHORT_OF: [&str; 8] =
    ["不足", "低于", "不到", "未达到", "未达", "小于", "少于", "<"];
pub(super) const ABOVE: [&str; 5] = ["超过", "高于", "大于", "多于", ">"];
pub(super) const FROM_ON: [&str; 6] = ["达到", "不低于", "不少于", "达", "≥", ">="];
pub(super) const UP_TO: [&str; 5] = ["不超过", "不高于", "不多于", "≤", "<="];

/// Does what stands before the number end with one of the words?
pub(super) fn follows(text: &str, found: Found, words: &[&str]) -> bool {
    text.get(..found.start).is_some_and(|before| words.iter().any(|word| before.ends_with(word)))
}

/// Does what stands after the number, 的 apart, begin with one of the words?
fn precedes(text: &str, found: Found, words: &[&str]) -> bool {
    let rest = text.get(found.end..).unwrap_or_default();
    let rest = rest.trim_start_matches(['的', '，', '及', '以', '下', '上']);
    words.iter().any(|word| rest.starts_with(word))
}

fn ratio(text: &str) -> Option<RuleKind> {
    let between = text.contains("插值");
    if !between && !has(text, &["按比例", "之比得分", "按完成比例", "按实际比例"])
    {
        return None;
    }
    let rates: Vec<Found> = numbers::all(text).into_iter().filter(|found| found.percent).collect();
    let full = rates.iter().find(|found| precedes(text, **found, &["得满分", "得全分", "得满"]));
    let floor = rates.iter().find(|found| {
        let nothing = precedes(text, **found, &["不得分", "得0分", "不计分"]);
        nothing && (follows(text, **found, &SHORT_OF) || between)
    });
    // A rate that stands for something else would be lost.
    let is_known = |found: &Found| {
        let known = |one: Option<&Found>| one.is_some_and(|one| one.amount == found.amount);
        known(full) || known(floor)
    };
    if !rates.iter().all(is_known) {
        return None;
    }
    let full_at = full.map_or_else(|| Some(Amount::one()), |found| found.rate())?;
    let floor = match floor {
        Some(found) => Some(found.rate()?),
        None => None,
    };
    Some(RuleKind::Ratio { floor, full_at, between, unit: None })
}

/// Is something taken or given for each time?
fn is_each(text: &str) -> bool {
    if text.contains('每') {
        return true;
    }
    const UNITS: &str = "次项处人件个户篇批份起例天条期类家台套门本页";
    // 不足1次 is a limit and no count.
    const LIMITS: [&[&str]; 4] = [&SHORT_OF, &ABOVE, &FROM_ON, &UP_TO];
    text.char_indices().any(|(at, sign)| {
        let before = text.get(..at).unwrap_or_default();
        let mut after = text.get(at + sign.len_utf8()..).unwrap_or_default().chars();
        let unit = after.next();
        let rest = after.as_str().trim_start_matches('及');
        let is_one = sign == '1' || sign == '一';
        let is_inside =
            before.ends_with(|sign: char| sign.is_ascii_digit() || ".十".contains(sign));
        let is_limit = LIMITS.iter().flat_map(|words| *words).any(|word| before.ends_with(word))
            || rest.starts_with("以上")
            || rest.starts_with("以下");
        is_one && !is_inside && !is_limit && unit.is_some_and(|unit| UNITS.contains(unit))
    })
}

/// The unit after a number, up to three signs long.
pub(super) fn unit_after(text: &str, found: Found) -> Option<String> {
    let rest = text.get(found.end..)?;
    let unit = rest.split(['的', '，', '扣', '；', '：']).next()?;
    let unit = unit.trim_start_matches('个');
    let unit = ["及以上", "及以下", "以上", "以下"]
        .iter()
        .fold(unit, |unit, end| unit.trim_end_matches(end));
    let fits = (1..=3).contains(&unit.chars().count()) && !unit.starts_with('分');
    fits.then(|| unit.to_owned())
}

/// What reaches a number gets everything.
pub(super) const FULL: [&str; 2] = ["得满分", "得全分"];

fn threshold(text: &str) -> Option<RuleKind> {
    let loses = taken(text, '扣');
    if matches!(loses, Some((.., Some(_)))) || is_each(text) && loses.is_some() {
        return None;
    }
    let passes = has(text, &FULL);
    if loses.is_none() && !text.contains("不得分") && !passes {
        return None;
    }
    let mut found = numbers::all(text).into_iter().filter_map(|found| {
        let compare = if follows(text, found, &FROM_ON) && !follows(text, found, &SHORT_OF) {
            passes.then_some(Compare::AtLeast)
        } else if follows(text, found, &UP_TO) {
            passes.then_some(Compare::AtMost)
        } else if follows(text, found, &SHORT_OF) {
            (!passes).then_some(Compare::AtLeast)
        } else if follows(text, found, &ABOVE) {
            (!passes).then_some(Compare::AtMost)
        } else {
            let unit = text.get(found.end..).unwrap_or_default();
            let at = |words: &[&str]| {
                let found = words.iter().filter_map(|word| unit.find(word)).min();
                found.is_some_and(|at| unit.get(..at).is_some_and(|unit| unit.chars().count() <= 3))
            };
            // 以上 and 以下 include the number.
            match (at(&["及以上", "以上"]), at(&["及以下", "以下"])) {
                (true, false) => Some(if passes { Compare::AtLeast } else { Compare::LessThan }),
                (false, true) => Some(if passes { Compare::AtMost } else { Compare::MoreThan }),
                _ => None,
            }
        };
        Some((found, compare?))
    });
    let (limit, compare) = found.next()?;
    if found.next().is_some() {
        return None;
    }
    let unit = if limit.percent || has(text, &["人均", "平均"]) {
        None
    } else {
        Some(unit_after(text, limit)?)
    };
    let limit = if limit.percent { limit.rate()? } else { limit.amount };
    Some(RuleKind::Threshold { compare, limit, points: loses.map(|(_, points, _)| points), unit })
}

fn deduction(text: &str) -> Option<RuleKind> {
    let (_, points, to) = taken(text, '扣')?;
    // What is lost besides is another rule.
    if text.contains("不得分") {
        return None;
    }
    let cap = cap(text);
    Some(match to {
        Some(to) => RuleKind::DeductRange { from: points, to, cap },
        None if is_each(text) => RuleKind::Deduct { points, cap },
        None => RuleKind::Deduct { points, cap: cap.or(Some(points)) },
    })
}

pub(super) const BY_HAND: [&str; 7] =
    ["综合评定", "综合评分", "酌情打分", "酌情给分", "酌情得分", "之间打分", "之间评分"];

/// “在0至1分之间综合评定”, “综合评定，最高不超过1分”.
fn manual(text: &str, around: &Around) -> Option<RuleKind> {
    if !has(text, &BY_HAND) {
        return None;
    }
    let numbers = numbers::all(text);
    let (from, to) = match numbers.as_slice() {
        [] => (Hundredths::ZERO, None),
        [most] => (Hundredths::ZERO, Some(most.mark().filter(|_| cap(text) == most.mark())?)),
        [from, to] => (from.mark()?, Some(to.mark()?)),
        _ => return None,
    };
    let to = to.filter(|to| Some(*to) != around.full_mark);
    Some(RuleKind::Manual { from, to })
}

fn all_or_nothing(text: &str) -> Option<RuleKind> {
    // A day by which it is to be done stands in the text of the rule, and so may the full mark.
    let is_said = |found: &Found| is_date(text, *found) || follows(text, *found, &["得", "计"]);
    let plain = text.contains("不得分")
        && numbers::all(text).iter().all(is_said)
        && !has(text, &["扣", "减", "加分", "一半", "视情", "酌情"])
        // An area that is not known must not become the item itself.
        && !text.contains("领域不得分");
    plain.then_some(RuleKind::AllOrNothing)
}
