//! Is a clause said by its rule as a whole? Every number and every 不得分 of the text must stand in
//! the rule; where one is left over, the clause says more than was read.

use super::clause::{ABOVE, BY_HAND, FROM_ON, SHORT_OF, UP_TO, cap, follows, has, taken};
use super::numbers::{self, Found};
use crate::model::rule::{Amount, RuleKind, VetoEffect};
use crate::model::score::Hundredths;

/// Words that make more of a clause than one rule can say.
const MORE: [&str; 10] =
    ["加倍", "翻倍", "双倍", "减半", "递增", "递减", "逐级", "第一次", "第二次", "一次性"];
/// What a clause may cost besides marks.
const BESIDES: [&str; 5] = ["取消", "不得评", "否决", "评定为", "评为不"];

/// Does the rule say all of the text?
pub(super) fn is_whole(text: &str, kind: &RuleKind, full: Option<Hundredths>) -> bool {
    if has(text, &MORE)
        || !times_are_said(text, kind)
        || says_another(text, kind)
        || !nothing_is_said(text, kind)
    {
        return false;
    }
    let mut marks = marks(text, kind, full);
    let mut numbers = numbers::all(text).into_iter().chain(spelled(text, kind));
    numbers.all(|found| match found.mark().filter(|_| is_mark(text, found)) {
        Some(mark) => match marks.iter().position(|one| *one == mark) {
            Some(at) => {
                marks.swap_remove(at);
                true
            }
            None => in_a_name(text, found, kind),
        },
        None => is_amount(found, kind) || is_named(text, found, kind),
    })
}

/// 首次 costs once what it costs, 再次 each time again. What a second time costs otherwise is not certain.
fn times_are_said(text: &str, kind: &RuleKind) -> bool {
    let (first, again) = (text.contains("首次"), text.contains("再次"));
    match kind {
        RuleKind::Deduct { points, cap } if first => !again && *cap == Some(*points),
        RuleKind::Deduct { .. } if again => text.contains("每次"),
        _ => !first && !again,
    }
}

/// Does the text say what only a rule of another kind does?
fn says_another(text: &str, kind: &RuleKind) -> bool {
    let adds = || has(text, &["加分", "最多加", "最高加"]) || taken(text, '加').is_some();
    let shares = || has(text, &["按比例得分", "按比例扣分", "插值", "之比得分"]);
    // Marks without a number, and a cap for each of several.
    let loses = || {
        const GOES_ON: [&str; 9] =
            ["：", "不超过", "标准", "最多", "为止", "上限", "最高", "累计", "封顶"];
        text.split("扣分").skip(1).any(|rest| {
            let goes_on = GOES_ON.iter().any(|word| rest.starts_with(word));
            !goes_on && numbers::at_start(rest).is_none()
        })
    };
    let gives = || has(&text.replace("不得分", ""), &["得分", "给分", "打分"]);
    let caps_each = || {
        text.split('，').any(|part| {
            part.contains('每')
                && cap(part).is_some()
                && ['扣', '加'].into_iter().all(|word| taken(part, word).is_none())
        })
    };
    let has_own_marks =
        matches!(kind, RuleKind::Ratio { .. } | RuleKind::Levels { .. } | RuleKind::Manual { .. });
    !has_own_marks && (loses() || gives() || caps_each())
        || !matches!(kind, RuleKind::Veto { .. }) && has(text, &BESIDES)
        || !matches!(kind, RuleKind::Bonus { .. }) && adds()
        || !matches!(kind, RuleKind::Ratio { .. }) && shares()
        || !matches!(kind, RuleKind::Levels { .. }) && text.contains("分别得")
        || !matches!(kind, RuleKind::Manual { .. }) && has(text, &BY_HAND)
}

/// Does the rule say what loses everything?
fn nothing_is_said(text: &str, kind: &RuleKind) -> bool {
    let count = ["不得分", "不计分"].iter().map(|word| text.matches(word).count()).sum::<usize>();
    match kind {
        RuleKind::AllOrNothing | RuleKind::Veto { effect: VetoEffect::AreaZero { .. } } => true,
        RuleKind::Ratio { floor: Some(_), .. } | RuleKind::Threshold { points: None, .. } => {
            count <= 1
        }
        RuleKind::Levels { levels } => {
            count <= levels.iter().filter(|level| level.mark == Hundredths::ZERO).count()
        }
        _ => count == 0,
    }
}

/// The marks that the rule takes from the text, each as often as it may stand there.
fn marks(text: &str, kind: &RuleKind, full: Option<Hundredths>) -> Vec<Hundredths> {
    let marks = match kind {
        RuleKind::AllOrNothing => vec![full],
        RuleKind::Deduct { points, .. } | RuleKind::Step { points, .. } => {
            vec![Some(*points), cap(text)]
        }
        RuleKind::DeductRange { from, to, .. } => vec![Some(*from), Some(*to), cap(text)],
        RuleKind::Ratio { floor: Some(_), .. } => vec![Some(Hundredths::ZERO)],
        RuleKind::Threshold { points, .. } => vec![*points],
        RuleKind::Levels { levels } => levels.iter().map(|level| Some(level.mark)).collect(),
        RuleKind::Manual { from, to } => vec![Some(*from), to.or(full)],
        RuleKind::Bonus { points: Some(points), .. } => vec![Some(*points), cap(text)],
        RuleKind::Bonus { points: None, cap: most } => {
            // The lower end of a range is for whoever types the mark.
            let range = taken(text, '加').filter(|(.., to)| to.is_some());
            let range = range.into_iter().flat_map(|(_, from, to)| [Some(from), to]);
            let own = cap(text);
            range.chain([own.filter(|own| Some(*own) == *most)]).collect()
        }
        RuleKind::Ratio { .. } | RuleKind::Veto { .. } => Vec::new(),
    };
    marks.into_iter().flatten().collect()
}

/// Is the number a mark: before 分, or the lower end of a range of marks?
fn is_mark(text: &str, found: Found) -> bool {
    const NO_MARKS: [&str; 5] = ["分钟", "分为", "分别", "分之一", "分之二"];
    let rest = text.get(found.end..).unwrap_or_default();
    if found.percent || NO_MARKS.iter().any(|word| rest.starts_with(word)) {
        return false;
    }
    let second = rest.trim_start_matches('分').trim_start_matches(['至', '-', '~', '到']);
    let is_range = second.len() < rest.len()
        && numbers::at_start(second)
            .is_some_and(|to| second.get(to.end..).is_some_and(|rest| rest.starts_with('分')));
    rest.starts_with('分') || is_range
}

/// Numbers in Chinese signs that count for something: 扣一分, 每两次.
fn spelled(text: &str, kind: &RuleKind) -> Vec<Found> {
    let counts = match kind {
        RuleKind::AllOrNothing | RuleKind::Manual { .. } | RuleKind::Veto { .. } => false,
        RuleKind::Levels { .. } => return Vec::new(),
        _ => true,
    };
    let mut end = 0;
    let mut found = Vec::new();
    for (at, sign) in text.char_indices() {
        if at < end || sign.is_ascii_digit() || sign == '百' {
            continue;
        }
        let Some(one) = text.get(at..).and_then(numbers::at_start) else { continue };
        let one = Found { start: at, end: at + one.end, ..one };
        let before = text.get(..at).and_then(|text| text.chars().next_back());
        let follows = |signs: &str| before.is_some_and(|sign| signs.contains(sign));
        let is_mark = follows("扣加得减至到计") && is_mark(text, one);
        let is_half = one.amount.part < one.amount.whole;
        let is_one = one.amount.part == one.amount.whole && !one.percent;
        let is_count =
            counts && !is_half && !is_one && follows("每少缺低超过满足于到高多差现漏错达");
        if is_mark || is_count {
            end = one.end;
            found.push(one);
        }
    }
    found
}

fn is_same(left: Amount, right: Amount) -> bool {
    let product = |part: u64, whole: u64| u128::from(part) * u128::from(whole);
    product(left.part, right.whole) == product(right.part, left.whole)
}

/// Is it a rate or a count of the rule?
fn is_amount(found: Found, kind: &RuleKind) -> bool {
    let amounts = match kind {
        RuleKind::Ratio { floor, full_at, .. } => vec![Some(*full_at), *floor],
        RuleKind::Threshold { limit, .. } => vec![Some(*limit)],
        RuleKind::Step { target, every, .. } => vec![Some(*target), Some(*every)],
        _ => return false,
    };
    let own = if found.percent { found.rate() } else { Some(found.amount) };
    own.is_some_and(|own| amounts.into_iter().flatten().any(|one| is_same(own, one)))
}

/// Is it a number that the text of the rule keeps: the one of 每少1次, a day, what a veto is about?
fn is_named(text: &str, found: Found, kind: &RuleKind) -> bool {
    if is_date(text, found) || in_a_name(text, found, kind) {
        return true;
    }
    let is_limit =
        [&SHORT_OF[..], &ABOVE, &FROM_ON, &UP_TO].iter().any(|words| follows(text, found, words))
            || text.get(found.end..).is_some_and(|rest| {
                let mut rest = rest.chars().skip(1).skip_while(|sign| *sign == '及');
                rest.next() == Some('以') && matches!(rest.next(), Some('上' | '下'))
            });
    let is_one = found.amount == Amount::one() && !found.percent && !is_limit;
    match kind {
        RuleKind::Deduct { .. } | RuleKind::DeductRange { .. } | RuleKind::Bonus { .. } => {
            is_one && !follows(text, found, &["第"])
        }
        RuleKind::Veto { .. } => true,
        _ => false,
    }
}

/// Does it stand in the name of a level?
fn in_a_name(text: &str, found: Found, kind: &RuleKind) -> bool {
    let RuleKind::Levels { levels } = kind else { return false };
    let own = text.get(found.start..found.end).unwrap_or_default();
    !is_mark(text, found) && levels.iter().any(|level| level.name.contains(own))
}

/// A day or a term that a condition names: 3月底前, 5个工作日内.
pub(super) fn is_date(text: &str, found: Found) -> bool {
    const TERMS: [&str; 12] = [
        "日前",
        "日之前",
        "日内",
        "天内",
        "个工作日内",
        "工作日内",
        "个自然日内",
        "个月内",
        "小时内",
        "个小时内",
        "分钟内",
        "年内",
    ];
    let rest = text.get(found.end..).unwrap_or_default();
    let is_step = follows(text, found, &["每", "少", "超", "低", "过", "多"]);
    let is_year = found.end - found.start == 4 && rest.starts_with('年');
    let is_month = rest.starts_with('月') && found.amount.part <= 12;
    let is_day = rest.starts_with('日') && follows(text, found, &["月"]);
    let is_term = TERMS.iter().any(|term| rest.starts_with(term));
    !found.percent && !is_step && (is_year || is_month || is_day || is_term)
}
