//! 考核标准：条款怎么说，算式怎么讲。

use crate::assessment::check::{RuleFault, StandardFault};
use crate::assessment::exact::Exact;
use crate::assessment::scored::Did;
use crate::i18n::format::{amount, exact_points, percent, points};
use crate::model::rule::{Compare, Direction, RuleKind, VetoEffect};
use crate::model::score::Hundredths;
use crate::model::standard::{Method, NotApplicable};

/// Texts of the standards, and the words of rules and of what they did.
pub struct Standards {
    pub title: &'static str,
    pub about: &'static str,
    pub name: &'static str,
    pub version: &'static str,
    pub issuer: &'static str,
    pub items: &'static str,
    pub full: &'static str,
    pub forms: &'static str,
    pub built_in: &'static str,
    pub taken_over: &'static str,
    pub source: &'static str,
    pub basis: &'static str,
    pub ratings: &'static str,
    pub rating: fn(&str, Hundredths) -> String,
    /// The lowest, which ends short of the next.
    pub rating_lowest: fn(&str, Hundredths) -> String,
    pub bonus_cap: &'static str,
    pub check: &'static str,
    /// Of so many items, in words.
    pub no_faults: fn(&str) -> String,
    pub faults: fn(usize) -> String,
    pub fault: fn(&StandardFault) -> String,
    pub delete: &'static str,
    pub missing: &'static str,
    pub evidence: &'static str,
    pub kind: &'static str,
    pub rule: &'static str,
    pub may_not_apply: &'static str,
    pub not_applicable: fn(NotApplicable) -> &'static str,
    pub kind_word: fn(Option<&RuleKind>) -> &'static str,
    pub rule_words: fn(&RuleKind) -> String,
    pub did: fn(&Did) -> String,
    /// The share of the mark that a rate gives.
    pub gained: fn(Exact) -> String,
    pub method: fn(&Method) -> String,
}

pub const STANDARDS: Standards = Standards {
    title: "考核标准",
    about: "自评表按标准逐项计分；标准的每一版都留底，旧表仍按旧版打开。",
    name: "名称",
    version: "版本",
    issuer: "发布单位",
    items: "项目",
    full: "满分",
    forms: "自评表",
    built_in: "随程序附带",
    taken_over: "台账内",
    source: "来源",
    basis: "依据",
    ratings: "等次",
    rating: |name, at_least| format!("{name}：{} 分以上", points(at_least)),
    rating_lowest: |name, next| format!("{name}：不足 {} 分", points(next)),
    bonus_cap: "加分上限",
    check: "检查",
    no_faults: |items| format!("{items}都能计分，分值合计与满分一致，编号不重复"),
    faults: |faults| format!("{faults} 处"),
    fault,
    delete: "删除这个标准",
    missing: "找不到这个考核标准",
    evidence: "佐证材料",
    kind: "方式",
    rule: "条款",
    may_not_apply: "不适用时",
    not_applicable: |rule| match rule {
        NotApplicable::NotAllowed => "不可选不适用",
        NotApplicable::FullMark => "按满分计",
        NotApplicable::LeftOut => "不计入总分，按比例折算",
    },
    kind_word: |kind| match kind {
        Some(RuleKind::AllOrNothing) => "不得分",
        Some(RuleKind::Deduct { .. }) => "每次扣分",
        Some(RuleKind::DeductRange { .. }) => "视情扣分",
        Some(RuleKind::Ratio { .. }) => "按比例",
        Some(RuleKind::Threshold { .. }) => "门槛",
        Some(RuleKind::Step { .. }) => "按档扣分",
        Some(RuleKind::Levels { .. }) => "分档",
        Some(RuleKind::Manual { .. }) => "评定",
        Some(RuleKind::Bonus { .. }) => "加分",
        Some(RuleKind::Veto { .. }) => "一票否决",
        None => "更新版本的方式",
    },
    rule_words,
    did,
    gained,
    method: |method| match method {
        Method::Documents => "查阅资料".into(),
        Method::Site => "实地检查".into(),
        Method::SystemData => "系统数据".into(),
        Method::Sampling => "抽样".into(),
        Method::Interview => "座谈询问".into(),
        Method::Survey => "问卷".into(),
        Method::Test => "测试".into(),
        Method::Other(other) => other.clone(),
    },
};

fn capped(cap: Option<Hundredths>) -> String {
    cap.map_or_else(String::new, |cap| format!("，最多 {} 分", points(cap)))
}

fn rule_words(kind: &RuleKind) -> String {
    match kind {
        RuleKind::AllOrNothing => "触发的，不得分".into(),
        RuleKind::Deduct { points: each, cap } => {
            format!("每次扣 {} 分{}", points(*each), capped(*cap))
        }
        RuleKind::DeductRange { from, to, cap } => {
            format!("视情扣 {}–{} 分{}", points(*from), points(*to), capped(*cap))
        }
        RuleKind::Ratio { floor, full_at, between, unit } => {
            let unit = unit.as_deref();
            let way = if *between { "按插值得分" } else { "按比例得分" };
            let full = amount(*full_at, unit);
            match floor {
                Some(floor) => {
                    let floor = amount(*floor, unit);
                    format!("{full} 得满分，{floor} 起{way}，不足 {floor} 不得分")
                }
                None => format!("{full} 得满分，不足的{way}"),
            }
        }
        RuleKind::Threshold { compare, limit, points: lost, unit } => {
            let limit = amount(*limit, unit.as_deref());
            let passes = match compare {
                Compare::AtLeast => format!("达到 {limit}"),
                Compare::AtMost => format!("不超过 {limit}"),
                Compare::MoreThan => format!("超过 {limit}"),
                Compare::LessThan => format!("低于 {limit}"),
            };
            match lost {
                Some(lost) => format!("{passes} 得满分，否则扣 {} 分", points(*lost)),
                None => format!("{passes} 得满分，否则不得分"),
            }
        }
        RuleKind::Step { target, every, points: each, direction, started_counts, cap, unit } => {
            let unit = unit.as_deref();
            let side = match direction {
                Direction::Below => "低",
                Direction::Above => "高",
            };
            let started = if *started_counts { "，不足一档按一档" } else { "" };
            format!(
                "目标 {}，每{side} {} 扣 {} 分{started}{}",
                amount(*target, unit),
                amount(*every, unit),
                points(*each),
                capped(*cap)
            )
        }
        RuleKind::Levels { levels } => {
            let levels: Vec<_> = levels
                .iter()
                .map(|level| format!("{} {} 分", level.name, points(level.mark)))
                .collect();
            levels.join("，")
        }
        RuleKind::Manual { from, to: Some(to) } => {
            format!("在 {} 至 {} 分之间评定", points(*from), points(*to))
        }
        RuleKind::Manual { from, to: None } => format!("在 {} 分至满分之间评定", points(*from)),
        RuleKind::Bonus { points: Some(each), cap } => {
            format!("每次加 {} 分{}", points(*each), capped(*cap))
        }
        RuleKind::Bonus { points: None, cap } => format!("酌情加分{}", capped(*cap)),
        RuleKind::Veto { effect } => match effect {
            VetoEffect::Fail => "发生的，评定为最低等次".into(),
            VetoEffect::RatingAtMost { .. } => "发生的，等次受限".into(),
            VetoEffect::AreaZero { .. } => "发生的，领域不得分".into(),
        },
    }
}

/// What is taken, and why it is less than what was asked.
fn taken_words(asked: Hundredths, cap: Option<Hundredths>, taken: Exact) -> String {
    let words = format!("扣 {} 分", exact_points(taken));
    match cap {
        _ if taken == Exact::from(asked) => words,
        Some(cap) if taken == Exact::from(cap) => format!("按上限{words}"),
        _ => format!("只剩这些，{words}，扣完为止"),
    }
}

fn gained(share: Exact) -> String {
    format!("得 {}%", percent(share))
}

fn did(did: &Did) -> String {
    match did {
        Did::PartsAdded => "各小项相加".into(),
        Did::Unanswered => String::new(),
        Did::NothingToDo => {
            "0 / 0：本期没有此类任务，请选“不适用”；没有这个选项的，手工定分并写明理由".into()
        }
        Did::Blank => String::new(),
        Did::Kept => "符合，不扣分".into(),
        Did::AllLost => "不得分".into(),
        Did::Deducted { points: each, times, cap, taken } => {
            let asked =
                Hundredths(each.0.saturating_mul(i64::try_from(*times).unwrap_or(i64::MAX)));
            format!("{} × {times}，{}", points(*each), taken_words(asked, *cap, *taken))
        }
        Did::DeductedTyped { points: asked, cap, taken } => {
            format!("合计 {}，{}", points(*asked), taken_words(*asked, *cap, *taken))
        }
        Did::Missed { taken, .. } => format!("未达到，扣 {} 分", exact_points(*taken)),
        Did::Share { rate, share } => format!("{}%，{}", percent(*rate), gained(*share)),
        Did::Stepped { points: each, steps, cap, taken } => {
            let steps_asked = i64::try_from(*steps).unwrap_or(i64::MAX);
            let asked = Hundredths(each.0.saturating_mul(steps_asked));
            format!("{steps} 档 × {}，{}", points(*each), taken_words(asked, *cap, *taken))
        }
        Did::Marked { mark, .. } => format!("评 {} 分", points(*mark)),
        Did::Added { given, .. } => format!("加 {} 分", points(*given)),
        Did::VetoClear => "未发生".into(),
        Did::Vetoed => "已触发".into(),
        Did::HandMarked { mark, ruled: Some(ruled) } => {
            format!("手工定 {} 分（按条款应得 {} 分）", points(*mark), points(*ruled))
        }
        Did::HandMarked { mark, ruled: None } => format!("手工定 {} 分", points(*mark)),
        Did::Rounded { mark } => format!("四舍五入到百分之一分，记 {} 分", points(*mark)),
    }
}

fn fault(fault: &StandardFault) -> String {
    match fault {
        StandardFault::AreaTwice(id) => format!("领域编号 {id} 重复"),
        StandardFault::ItemTwice(id) => format!("项目编号 {id} 重复"),
        StandardFault::RuleTwice { at, rule } => format!("{at} 的条款编号 {rule} 重复"),
        StandardFault::RatingTwice(id) => format!("等次 {id} 的编号或起分重复"),
        StandardFault::NegativeMark(at) => format!("{at} 有负的分值"),
        StandardFault::Tag { at, text } => {
            let at = if at.is_empty() { "标准抬头" } else { at };
            format!("{at} 的文字里有网页标记“{text}”")
        }
        StandardFault::MissingMark(item) => format!("{item} 没有分值"),
        StandardFault::MarkWithoutRule(item) => format!("{item} 有分值，却只有加分或否决条款"),
        StandardFault::PartsMismatch { item, sum, full_mark } => {
            format!("{item} 各小项合计 {}，应为 {}", points(*sum), points(*full_mark))
        }
        StandardFault::Rule { at, rule, fault } => {
            format!("{at} 第 {rule} 条：{}", rule_fault(fault))
        }
        StandardFault::CapAboveSum { area, cap, sum } => {
            format!("{area} 封顶 {}，高于项目合计 {}", points(*cap), points(*sum))
        }
        StandardFault::SumMismatch { declared, sum } => {
            format!("合计 {}，应为 {}", points(*sum), points(*declared))
        }
        StandardFault::MissingWeight(area) => format!("{area} 没有权重，别的领域有"),
        StandardFault::UselessWeight(area) => format!("{area} 不该有权重"),
        StandardFault::ZeroWeights => "权重都是 0".into(),
        StandardFault::TooLarge(_) => "数字太大，无法精确计算".into(),
    }
}

fn rule_fault(fault: &RuleFault) -> String {
    match fault {
        RuleFault::NewerKind => "是更新版本的方式".into(),
        RuleFault::WrongPlace => "不能放在这里".into(),
        RuleFault::MarkOutOfBounds => "分值为负或高于本项分值".into(),
        RuleFault::EmptyRange => "区间的上限低于下限".into(),
        RuleFault::ZeroAmount => "有除以 0 的数".into(),
        RuleFault::BadLevels => "没有分档，或编号重复".into(),
        RuleFault::Boundless => "既没有分值也没有上限".into(),
        RuleFault::NoSuchRating(rating) => format!("没有等次 {rating}"),
        RuleFault::NoSuchArea(area) => format!("没有领域 {area}"),
    }
}
