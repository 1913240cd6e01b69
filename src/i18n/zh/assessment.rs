//! 一张自评表：逐项、总表、打印。

use crate::assessment::item::AnswerFault;
use crate::assessment::reason::Reason;
use crate::assessment::rules::RuleAnswerFault;
use crate::assessment::scoring::ScoreError;
use crate::i18n::format::{points, share};
use crate::model::assessment::{AmountAnswer, Column};

/// Texts of one form.
pub struct Assessment {
    pub items: &'static str,
    pub table: &'static str,
    pub print_view: &'static str,
    pub finish: &'static str,
    pub reopen: &'static str,
    pub finished: &'static str,
    pub to_submit: &'static str,
    pub reopened: &'static str,
    /// It was submitted before, or there is a result.
    pub reopened_late: &'static str,
    pub unfinished: fn(usize) -> String,
    pub open_items: fn(usize) -> String,
    pub bare_items: fn(usize) -> String,
    pub without_reason: fn(usize) -> String,
    pub finish_reason: &'static str,
    pub finish_hint: &'static str,
    pub finish_anyway: &'static str,
    /// Where no reason is asked for.
    pub finish_now: &'static str,
    pub open_reason: fn(&str) -> String,
    pub is_finished: &'static str,
    pub missing_title: &'static str,
    pub missing_text: &'static str,
    pub cannot_score: &'static str,
    pub fault: fn(&ScoreError) -> String,
    pub no_number: &'static str,
    pub no_whole: &'static str,
    pub full: &'static str,
    /// Is there a bonus that it leaves out?
    pub rate: fn(bool) -> &'static str,
    pub rating: &'static str,
    pub reachable: &'static str,
    pub points: fn(&str) -> String,
    pub answered: &'static str,
    pub answered_of: fn(usize, usize) -> String,
    pub vetoes: &'static str,
    pub vetoes_clear: fn(usize) -> String,
    pub vetoes_open: fn(usize) -> String,
    pub vetoes_triggered: fn(usize) -> String,
    pub bonus: &'static str,
    pub tree: &'static str,
    /// Opens the tree on a phone.
    pub contents: &'static str,
    pub all: &'static str,
    pub unanswered: &'static str,
    pub answered_word: &'static str,
    pub full_mark: &'static str,
    pub short: &'static str,
    pub no_evidence: &'static str,
    pub not_applicable: &'static str,
    pub nothing_left: &'static str,
    pub content: &'static str,
    pub method: &'static str,
    pub scoring: &'static str,
    pub clause: &'static str,
    pub counted: &'static str,
    pub lost: &'static str,
    pub item_mark: &'static str,
    pub no_negative: &'static str,
    pub met: &'static str,
    pub unmet: &'static str,
    pub veto_clear: &'static str,
    pub veto_happened: &'static str,
    pub reason: &'static str,
    pub veto_reason: &'static str,
    pub more: &'static str,
    pub less: &'static str,
    pub times: &'static str,
    pub add_line: &'static str,
    pub remove_line: &'static str,
    pub part: &'static str,
    pub whole: &'static str,
    /// A hint, where a rate is above 100 %.
    pub part_exceeds: &'static str,
    pub typed_points: &'static str,
    pub meet_all: &'static str,
    pub clear: &'static str,
    pub checked: &'static str,
    pub by_hand: &'static str,
    pub by_hand_on: &'static str,
    pub by_hand_off: &'static str,
    pub by_hand_reason: &'static str,
    pub by_hand_waits: &'static str,
    pub note: &'static str,
    pub why_not_applicable: &'static str,
    pub previous: &'static str,
    pub next: &'static str,
    pub keys: &'static str,
    pub rule_keys: &'static str,
    pub times_keys: &'static str,
    pub evidence: &'static str,
    pub copies: fn(usize) -> String,
    pub add: &'static str,
    pub remove: &'static str,
    pub evidence_title: &'static str,
    pub evidence_date: &'static str,
    pub evidence_number: &'static str,
    pub evidence_place: &'static str,
    pub evidence_about: &'static str,
    pub evidence_file: &'static str,
    pub evidence_pick: &'static str,
    pub evidence_unread: &'static str,
    pub evidence_forget: &'static str,
    /// A form of evidence that was left without being saved.
    pub evidence_saved: fn(&str) -> String,
    pub line_times: fn(u32) -> String,
    pub line_date: &'static str,
    pub line_date_outside: fn(i16) -> String,
    pub suggested: &'static str,
    pub columns: &'static str,
    pub column: fn(Column) -> &'static str,
    pub area_deduction: &'static str,
    pub newer_rule: &'static str,
    pub state: &'static str,
    pub number: &'static str,
    pub item: &'static str,
    pub area: &'static str,
    pub marks: &'static str,
    pub own_mark: &'static str,
    pub why_lost: &'static str,
    pub sum: &'static str,
    /// Why marks were lost.
    pub reason_words: fn(&Reason) -> String,
    pub loss: fn(&str, &str) -> String,
    /// A veto that happened, with when and what.
    pub veto_loss: fn(&str) -> String,
    pub loss_end: &'static str,
    /// What the office noted, on paper.
    pub noted: fn(&str) -> String,
    pub print_notes: &'static str,
    pub paper_more: fn(&str) -> String,
    pub paper_about: &'static str,
    pub filled_for: fn(&str) -> String,
    pub filled_for_person: fn(&str, &str) -> String,
    pub for_year: fn(i16) -> String,
    pub filled_on: fn(i16, i8, i8) -> String,
    pub page_of: fn(usize, usize) -> String,
    pub check_code: fn(&str) -> String,
    pub sum_words: fn(usize, usize, usize) -> String,
    /// Items are left out: the sum of the marks, what it could be at most, and the total by it.
    pub renormalised: fn(&str, &str, &str) -> String,
    /// What bonuses add to it, and what it comes to.
    /// Bonuses asked, what counts of them, the total.
    pub with_bonus: fn(&str, &str, &str) -> String,
    /// The marks by weights, what applies where items are left out, the total.
    pub weighted: fn(&str, Option<&str>, &str) -> String,
    /// An area, the steps of its sum, its mark.
    pub area_sum: fn(&str, &str, &str) -> String,
    pub left_out: fn(&str) -> String,
    /// Whose rating, where there are several, and the rating.
    pub rating_is: fn(&str, &str) -> String,
    pub sign_own: [&'static str; 4],
    /// The opinion of a reviewer, and who signs it.
    pub sign_reviewer: fn(Column) -> [&'static str; 2],
    pub sign_date: &'static str,
    pub paper_note: &'static str,
    pub standard_words: fn(&str, &str, bool) -> String,
}

pub const ASSESSMENT: Assessment = Assessment {
    items: "逐项",
    table: "总表",
    print_view: "打印",
    finish: "办结自评",
    reopen: "重新打开",
    finished: "自评已办结",
    to_submit: "去上报",
    reopened: "自评已重新打开",
    reopened_late: "自评已重新打开。考核、复核的是上报时的自评：改了就要重新上报，先前的结果对不上改后的表",
    unfinished: |open| format!("还有 {open} 项未评"),
    open_items: |open| format!("未评 {open} 项"),
    bare_items: |bare| format!("缺佐证 {bare} 项"),
    without_reason: |items| format!("{items} 项不适用没有写理由"),
    finish_reason: "办结理由",
    finish_hint: "未评的项目不计分；理由随表保存，打印时一并列出。",
    finish_anyway: "写明理由，仍然办结",
    finish_now: "仍然办结",
    open_reason: |reason| format!("办结时有未评项目，理由：{reason}"),
    is_finished: "这张表已办结，要修改请先点“重新打开”。",
    missing_title: "找不到这张自评表",
    missing_text: "可能已被删除；点右上角的撤销可以找回。",
    cannot_score: "这张表现在不能计分",
    fault: |error| match error {
        ScoreError::Standard(faults) => {
            format!("考核标准有 {} 处问题，请到“考核标准”查看。", faults.len())
        }
        // A bare number before “应在” would read as the number that is wrong.
        ScoreError::Item { item, fault } => format!("项目 {item}：{}", answer_fault(fault)),
        ScoreError::Area { area, fault } => format!("领域 {area}：{}", answer_fault(fault)),
        ScoreError::NoSuchItem(item) | ScoreError::NoSuchArea(item) => {
            format!("考核标准里没有 {item}。")
        }
        ScoreError::TooLarge(_) => "数字太大，无法精确计算。".into(),
    },
    no_number: "请填数字，最多两位小数。",
    no_whole: "请填整数。",
    full: "满分",
    rate: |has_bonus| if has_bonus { "不含加分得分率" } else { "得分率" },
    rating: "等次",
    reachable: "最高可达",
    points: |points| format!("{points} 分"),
    answered: "已评",
    answered_of: |answered, of| format!("{answered} / {of} 项"),
    vetoes: "一票否决",
    vetoes_clear: |all| format!("{all} 条均未触发"),
    vetoes_open: |open| format!("{open} 条未评"),
    vetoes_triggered: |count| format!("{count} 条已触发"),
    bonus: "加分",
    tree: "考核项目",
    contents: "目录",
    all: "全部",
    unanswered: "未评",
    answered_word: "已评",
    full_mark: "满分",
    short: "扣分",
    no_evidence: "缺佐证",
    not_applicable: "不适用",
    nothing_left: "没有这样的项目",
    content: "考核内容",
    method: "考核方式",
    scoring: "赋分标准",
    clause: "赋分标准",
    counted: "情况",
    lost: "扣分",
    item_mark: "本项得分",
    no_negative: "扣完为止，不倒扣",
    met: "未触发",
    unmet: "触发",
    veto_clear: "未发生",
    veto_happened: "发生",
    reason: "原因",
    veto_reason: "何时何事",
    more: "多一次",
    less: "少一次",
    times: "次数",
    add_line: "另记一条",
    remove_line: "去掉这一条",
    part: "实际数",
    whole: "应有数",
    part_exceeds: "实际数大于应有数，请核对。",
    typed_points: "分",
    meet_all: "全部做到，得满分",
    clear: "清空本项",
    checked: "已核对，没有（其他）扣分",
    by_hand: "手工定分",
    by_hand_on: "不按条款，直接定分",
    by_hand_off: "取消手工定分",
    by_hand_reason: "定分理由（必填）",
    by_hand_waits: "还没有写理由，这个分数暂不计入",
    note: "说明",
    why_not_applicable: "不适用理由",
    previous: "上一项",
    next: "下一项",
    keys: "换项目",
    rule_keys: "换条款",
    times_keys: "改次数",
    evidence: "佐证材料",
    copies: |copies| format!("{copies} 份"),
    add: "添加",
    remove: "删除",
    evidence_title: "材料名称",
    evidence_date: "日期",
    evidence_number: "文号",
    evidence_place: "存放位置或链接",
    evidence_about: "记名称、日期、文号、存放位置和文件校验值。500 KB 以内的小文件可以存入台账，随备份保存；大文件留在原处。",
    evidence_file: "文件校验值",
    evidence_pick: "选文件",
    evidence_unread: "文件读不出来，请检查是否已移走。",
    evidence_forget: "去掉校验值",
    evidence_saved: |title| format!("佐证“{title}”填了还没保存，已一并保存"),
    line_times: |times| format!("{times}\u{a0}次"),
    line_date: "日期",
    line_date_outside: |year| format!("不在 {year} 年内"),
    suggested: "标准列举的材料，点一下就加上：",
    columns: "各方得分",
    column: |column| match column {
        Column::Own => "自评",
        Column::Assessed => "考核",
        Column::Rechecked => "复核",
        Column::Approved => "核定",
    },
    area_deduction: "领域倒扣",
    newer_rule: "更新版本的条款，本版不能填",
    state: "状态",
    number: "序号",
    item: "考核项目",
    area: "考核领域",
    marks: "分值",
    own_mark: "自评得分",
    why_lost: "扣分原因",
    sum: "合　计",
    reason_words,
    loss: |reason, points| match reason {
        "" => format!("扣{points}分"),
        reason => format!("{reason}，扣{points}分"),
    },
    veto_loss: |what| match what {
        "" => "发生".to_owned(),
        _ => format!("发生：{what}"),
    },
    loss_end: "；",
    noted: |note| format!("说明：{note}"),
    print_notes: "印说明",
    paper_more: |title| format!("{title}（续）"),
    paper_about: "A4 横向",
    filled_for: |office| format!("填报单位：{office}"),
    filled_for_person: |name, office| format!("姓名：{name}　单位：{office}"),
    for_year: |year| format!("年度：{year}年"),
    filled_on: |year, month, day| format!("填报日期：{year}年{month}月{day}日"),
    page_of: |page, of| format!("第{page}页　共{of}页"),
    check_code: |code| format!("校验码{code}"),
    sum_words: |answered, left_out, open| {
        format!("已评{answered}项；不适用{left_out}项；未评{open}项。")
    },
    with_bonus: |asked, added, total| {
        let capped = if asked == added { String::new() } else { format!("，按上限计{added}") };
        format!("加分{asked}{capped}，总分{total}。")
    },
    weighted: |raw, applicable, total| {
        let how = match applicable {
            None => format!("各领域按权重计，得{raw}，"),
            Some(applicable) => {
                format!("各领域按权重计，得{raw}，适用{applicable}，折算")
            }
        };
        format!("{how}总分{total}（各领域小计相加不等于总分）。")
    },
    area_sum: |area, steps, mark| format!("{area}：{steps}，计{mark}。"),
    renormalised: |raw, applicable, total| {
        format!("得分合计{raw}，适用分值{applicable}，折算总分{total}。")
    },
    left_out: |reason| match reason {
        "" => "不适用".into(),
        reason => format!("不适用：{reason}"),
    },
    rating_is: |whose, rating| format!("{whose}等次：{rating}。"),
    sign_own: ["填报人", "审核人", "单位负责人", "单位盖章"],
    sign_reviewer: |column| match column {
        Column::Own | Column::Assessed => ["考核组意见", "考核组组长"],
        Column::Rechecked => ["复核组意见", "复核组组长"],
        Column::Approved => ["核定意见", "核定单位负责人"],
    },
    sign_date: "年　　月　　日",
    paper_note: "注：本表由培训台账生成。校验码可在“核对”页查验，与文件不符时以盖章纸质表为准。",
    standard_words: |title, version, example| {
        format!("{title}　{version}{}", if example { "（示例）" } else { "" })
    },
};

fn reason_words(reason: &Reason) -> String {
    match reason {
        Reason::Text(text) => text.clone(),
        Reason::Times { clause, times } if clause.is_empty() => format!("{times}次"),
        Reason::Times { clause, times } => format!("{clause}，{times}次"),
        Reason::Level(name) => format!("评为{name}"),
        Reason::Number(AmountAnswer { part, whole }, unit) => match (part, whole, unit) {
            (Some(part), Some(whole), None) => {
                format!("{part}/{whole}（{}）", share((*part).into(), (*whole).into()))
            }
            (Some(part), Some(whole), Some(unit)) => format!("{part}/{whole}{unit}"),
            (Some(part), None, unit) => format!("{part}{}", unit.as_deref().unwrap_or_default()),
            (None, ..) => String::new(),
        },
        Reason::Mark(mark) => format!("评{}分", points(*mark)),
    }
}

/// What is wrong with an answer.
pub fn answer_fault(fault: &AnswerFault) -> String {
    match fault {
        AnswerFault::Rule { fault, .. } => rule_fault(fault),
        AnswerFault::NoSuchRule(rule) => format!("标准里没有第 {rule} 条。"),
        AnswerFault::NewerKind(_) => "是更新版本的填法，本版不认识。".into(),
        AnswerFault::NotApplicableNotAllowed => "这一项不能选不适用。".into(),
        AnswerFault::HandMarkOutOfBounds { full, .. } => {
            format!("手工定分应在 0 至 {} 分之间。", points(*full))
        }
        AnswerFault::HandMarkWithoutReason => "手工定分要写理由。".into(),
        AnswerFault::TooLarge(_) => "数字太大，无法精确计算。".into(),
    }
}

fn rule_fault(fault: &RuleAnswerFault) -> String {
    match fault {
        RuleAnswerFault::OutOfBounds { from, to: Some(to), .. } => {
            format!("应在 {} 至 {} 分之间。", points(*from), points(*to))
        }
        RuleAnswerFault::OutOfBounds { from, to: None, .. } => {
            format!("不能少于 {} 分。", points(*from))
        }
        RuleAnswerFault::NoWhole(_) => "应有数是 0，实际数也只能是 0。".into(),
        RuleAnswerFault::NoSuchLevel(_) => "标准里没有这一档。".into(),
        RuleAnswerFault::WrongKind | RuleAnswerFault::WrongColumn => "填法与条款不符。".into(),
        RuleAnswerFault::TooLarge(_) => "数字太大，无法精确计算。".into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::score::Hundredths;

    #[test]
    fn a_loss_says_what_was_answered() {
        let number = |part, whole| AmountAnswer { part: Some(part), whole };
        let said = |reason: &Reason, points| (ASSESSMENT.loss)(&reason_words(reason), points);
        assert_eq!(said(&Reason::Level("良".into()), "3"), "评为良，扣3分");
        assert_eq!(said(&Reason::Mark(Hundredths(800)), "2"), "评8分，扣2分");
        let rate = Reason::Number(number(80, Some(100)), None);
        assert_eq!(said(&rate, "2"), "80/100（80%），扣2分");
        let days = Reason::Number(number(3, None), Some("天".into()));
        assert_eq!(said(&days, "1"), "3天，扣1分");
        let times = Reason::Times { clause: "每缺1次扣0.5分".into(), times: 2 };
        assert_eq!(said(&times, "1"), "每缺1次扣0.5分，2次，扣1分");
    }
}
