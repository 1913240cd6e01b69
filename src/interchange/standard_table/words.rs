//! A rule as a clause that [`super::clause`] reads again.

use super::clause::Around;
use crate::model::rule::{Amount, Compare, Direction, RuleKind, VetoEffect};
use crate::model::score::{Hundredths, points};
use crate::model::standard::Method;

/// A decimal, where the number is one with at most four places.
fn decimal(part: u64, whole: u64) -> Option<String> {
    let scaled = u128::from(part) * 10_000;
    if whole == 0 || !scaled.is_multiple_of(u128::from(whole)) {
        return None;
    }
    let scaled = scaled / u128::from(whole);
    let text = format!("{}.{:04}", scaled / 10_000, scaled % 10_000);
    Some(text.trim_end_matches('0').trim_end_matches('.').to_owned())
}

fn percent(amount: Amount) -> Option<String> {
    Some(format!("{}%", decimal(amount.part.checked_mul(100)?, amount.whole)?))
}

fn with_cap(text: String, word: &str, cap: Option<Hundredths>) -> String {
    match cap {
        Some(cap) => format!("{text}，最多{word}{}分", points(cap)),
        None => text,
    }
}

/// The rule as a clause; `None` where no sentence says it.
pub fn words(kind: &RuleKind, around: &Around) -> Option<String> {
    Some(match kind {
        RuleKind::AllOrNothing => "未达到要求的，不得分".to_owned(),
        RuleKind::Deduct { points: each, cap } => {
            with_cap(format!("每次扣{}分", points(*each)), "扣", *cap)
        }
        RuleKind::DeductRange { from, to, cap } => {
            with_cap(format!("视情扣{}至{}分", points(*from), points(*to)), "扣", *cap)
        }
        RuleKind::Ratio { floor, full_at, between, unit: None } => {
            let full = percent(*full_at)?;
            let floor = match floor {
                Some(floor) => format!("，不足{}的不得分", percent(*floor)?),
                None => String::new(),
            };
            let share = if *between { "其间按插值得分" } else { "按比例得分" };
            format!("达到{full}的得满分，{share}{floor}")
        }
        RuleKind::Threshold { compare, limit, points: lost, unit } => {
            let limit = match unit {
                None => percent(*limit)?,
                Some(unit) => format!("{}{unit}", decimal(limit.part, limit.whole)?),
            };
            let fails = match compare {
                Compare::AtLeast => format!("低于{limit}的"),
                Compare::AtMost => format!("超过{limit}的"),
                Compare::MoreThan => format!("{limit}及以下的"),
                Compare::LessThan => format!("{limit}及以上的"),
            };
            match lost {
                Some(lost) => format!("{fails}，扣{}分", points(*lost)),
                None => format!("{fails}，不得分"),
            }
        }
        RuleKind::Step { target, every, points: each, direction, started_counts, cap, unit } => {
            let (short, per) = match (direction, unit) {
                (Direction::Below, None) => ("低于", "每低"),
                (Direction::Below, Some(_)) => ("不足", "每少"),
                (Direction::Above, None) => ("超过", "每高"),
                (Direction::Above, Some(_)) => ("超过", "每超"),
            };
            let amount = |amount: Amount| match unit {
                None => percent(amount),
                Some(unit) => Some(format!("{}{unit}", decimal(amount.part, amount.whole)?)),
            };
            let points_of = |text: String| text.replace('%', "个百分点");
            let every = points_of(amount(*every)?);
            let started = if *started_counts {
                format!("，不足{every}的按{every}计")
            } else {
                String::new()
            };
            let text = format!(
                "{short}{}的，{per}{every}扣{}分{started}",
                amount(*target)?,
                points(*each)
            );
            with_cap(text, "扣", *cap)
        }
        RuleKind::Levels { levels } => {
            const COUNTS: [&str; 5] = ["二", "三", "四", "五", "六"];
            let count = COUNTS.get(levels.len().checked_sub(2)?)?;
            let names: Vec<_> = levels.iter().map(|level| level.name.as_str()).collect();
            let marks = levels.iter().map(|level| format!("{}分", points(level.mark)));
            let marks = marks.collect::<Vec<_>>().join("、");
            format!("分为{}{count}档，分别得{marks}", names.join("、"))
        }
        RuleKind::Manual { from, to } => match to.or(around.full_mark) {
            Some(to) => format!("在{}至{}分之间综合评定", points(*from), points(to)),
            None => "综合评定".to_owned(),
        },
        RuleKind::Bonus { points: Some(each), cap } => {
            with_cap(format!("每次加{}分", points(*each)), "加", *cap)
        }
        RuleKind::Bonus { points: None, cap } => {
            with_cap("酌情加分".to_owned(), "加", Some((*cap)?))
        }
        RuleKind::Veto { effect: VetoEffect::Fail } => "发生的，评定为不合格".to_owned(),
        RuleKind::Veto { effect: VetoEffect::RatingAtMost { rating } } => {
            let (name, _) = around.ratings.iter().find(|(_, id)| id == rating)?;
            format!("发生的，等次最高为{name}")
        }
        RuleKind::Veto { effect: VetoEffect::AreaZero { area } } => {
            let title = match area {
                None => "所在",
                Some(area) => &around.areas.iter().find(|(_, id)| id == area)?.0,
            };
            format!("发生的，{title}领域不得分")
        }
        RuleKind::Ratio { unit: Some(_), .. } => return None,
    })
}

/// The ways of looking with their words.
pub const METHODS: [(Method, &str); 7] = [
    (Method::Documents, "查阅资料"),
    (Method::Site, "实地检查"),
    (Method::SystemData, "系统数据"),
    (Method::Sampling, "抽样"),
    (Method::Interview, "座谈询问"),
    (Method::Survey, "问卷"),
    (Method::Test, "测试"),
];

/// A way of looking in words.
pub fn method(method: &Method) -> String {
    let known = METHODS.iter().find(|(known, _)| known == method);
    match (known, method) {
        (Some((_, word)), _) => (*word).to_owned(),
        (None, Method::Other(word)) => word.clone(),
        (None, _) => String::new(),
    }
}

/// The way of looking that a table names. What is worded otherwise stays as it is worded.
pub fn read_method(text: &str) -> Method {
    let known = METHODS.iter().find(|(_, word)| *word == text);
    known.map_or_else(|| Method::Other(text.to_owned()), |(method, _)| method.clone())
}
