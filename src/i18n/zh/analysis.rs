//! 得分分析和问题清单。

use crate::assessment::scored::{AreaLine, TotalLine};
use crate::i18n::format::{exact_points, points};
use crate::model::score::Hundredths;

/// Texts of the analysis of a form.
pub struct Analysis {
    pub title: &'static str,
    pub bars: &'static str,
    pub bars_about: &'static str,
    pub area: &'static str,
    pub mark: &'static str,
    /// The marks of an area that do not apply.
    pub left_out: fn(Hundredths) -> String,
    pub rate: &'static str,
    pub last: fn(i16) -> String,
    pub radar: fn(i16) -> String,
    pub radar_about: &'static str,
    pub radar_label: fn(i16, i16) -> String,
    pub now_key: fn(i16, &str, &[String]) -> String,
    pub last_key: fn(i16, &str) -> String,
    pub by_column: fn(&str) -> String,
    pub issues: &'static str,
    pub issues_about: fn(usize, Hundredths) -> String,
    pub item: &'static str,
    pub lost: &'static str,
    pub problem: &'static str,
    pub owner: &'static str,
    pub due: &'static str,
    pub mending_is_received: &'static str,
    pub progress: &'static str,
    pub mended: &'static str,
    pub nobody: &'static str,
    pub in_hand: &'static str,
    pub days_left: fn(i32) -> String,
    pub overdue: fn(i32) -> String,
    pub vetoed: &'static str,
    pub no_issues: &'static str,
    pub not_begun: &'static str,
    pub last_issues: fn(i16) -> String,
    pub last_about: fn(usize, usize) -> String,
    pub last_none: &'static str,
    pub open_last: &'static str,
    pub reasons_end: &'static str,
    pub print: &'static str,
    /// Name of the saved file.
    pub file: fn(&str) -> String,
    pub no_date: &'static str,
    pub sum_title: &'static str,
    pub how: &'static str,
    /// What the bonuses of an area come to, and what of it counts.
    pub area_bonus: fn(Hundredths, Hundredths) -> String,
    pub area_line: fn(&AreaLine) -> String,
    pub total_line: fn(&TotalLine) -> String,
    /// An item with a veto that happened, and what that means.
    pub vetoed_by: fn(&str, &str) -> String,
    /// The problem that an item had in the period before.
    pub last_issue: &'static str,
}

pub const ANALYSIS: Analysis = Analysis {
    title: "得分分析",
    bars: "各项得分",
    bars_about: "条长按分值，红框为扣分，灰为未评，虚框为不适用",
    area: "考核领域",
    mark: "得分 / 分值",
    left_out: |marks| format!("（不适用 {}）", points(marks)),
    rate: "已评得分率",
    last: |year| format!("{year}年"),
    radar: |year| format!("与{year}年比"),
    radar_about: "得分率 %",
    radar_label: |now, last| format!("各领域得分率，{now}年与{last}年"),
    now_key: |year, column, open| {
        if open.is_empty() {
            format!("{year}年{column}")
        } else {
            format!("{year}年{column}（{} 未评）", open.join("、"))
        }
    },
    last_key: |year, column| format!("{year}年{column}"),
    by_column: |column| format!("以{column}计"),
    issues: "问题清单",
    issues_about: |count, lost| format!("{count} 项，扣 {} 分", points(lost)),
    item: "项目",
    lost: "扣分",
    problem: "问题",
    owner: "责任人",
    due: "整改期限",
    mending_is_received: "责任人、整改期限由填报单位填写，随上报文件更新，不能在这里改。",
    progress: "进展",
    mended: "已整改",
    nobody: "未落实",
    in_hand: "整改中",
    days_left: |days| match days {
        0 => "今天到期".to_owned(),
        _ => format!("还有 {days} 天"),
    },
    overdue: |days| format!("已逾期 {days} 天"),
    vetoed: "一票否决",
    no_issues: "没有扣分项",
    not_begun: "还没有评过的项目",
    last_issues: |year| format!("上期问题（{year}年）"),
    last_about: |open, all| match open {
        0 => format!("{all} 项，都已整改"),
        _ => format!("{all} 项，{open} 项未整改"),
    },
    last_none: "上期没有扣分项",
    open_last: "打开上期分析",
    reasons_end: "；",
    print: "打印",
    file: |title| format!("{title}问题清单"),
    no_date: "请填一个日期",
    sum_title: "得分怎么算",
    how: "怎么来的",
    area_line: |line| match line {
        AreaLine::Sum { sum } => format!("各项合计 {}", points(*sum)),
        AreaLine::Capped { cap } => format!("封顶 {}", points(*cap)),
        AreaLine::Deducted { rule, asked, taken } if asked == taken => {
            format!("倒扣（{rule}）{}", points(*taken))
        }
        AreaLine::Deducted { rule, asked, taken } => {
            format!("倒扣（{rule}）应扣 {}，扣完为止扣 {}", points(*asked), points(*taken))
        }
        AreaLine::Struck { item } => format!("{item} 触发否决，记 0"),
    },
    area_bonus: |asked, counted| {
        if asked == counted {
            format!("加分 {}", points(counted))
        } else {
            format!("加分 {}，按上限计 {}", points(asked), points(counted))
        }
    },
    total_line: |line| match line {
        TotalLine::Sum { raw } => format!("各领域合计 {} 分", points(*raw)),
        TotalLine::Weighted { raw, applicable } => {
            format!("按权重计 {} / {} 分", exact_points(*raw), exact_points(*applicable))
        }
        TotalLine::Renormalised { raw, applicable, full_mark } => format!(
            "有不适用的项目，折算：{} ÷ {} × {}",
            exact_points(*raw),
            exact_points(*applicable),
            points(*full_mark)
        ),
        TotalLine::Rounded { exact, mark } => {
            format!("{} 四舍五入为 {} 分", exact_points(*exact), mark)
        }
        TotalLine::Bonus { asked, added, total } if asked == added => {
            format!("加分 {}，总分 {} 分", points(*added), points(*total))
        }
        TotalLine::Bonus { asked, added, total } => format!(
            "加分 {}，按上限计 {}，总分 {} 分",
            points(*asked),
            points(*added),
            points(*total)
        ),
        TotalLine::NoTotal => "没有总分".to_owned(),
    },
    vetoed_by: |item, effect| format!("{item} 发生了否决事项：{effect}"),
    last_issue: "上期问题",
};
