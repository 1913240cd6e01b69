//! 自评表里取自台账的数据。

use crate::assessment::figures::Figure;
use crate::i18n::format::{NOTHING, per_head, share};
use crate::model::assessment::AmountAnswer;
use crate::model::figure::FigureKind;

/// Texts of the figures of the ledger in a form.
pub struct LedgerFigures {
    /// Above the figures of an item that asks for none.
    pub title: &'static str,
    pub about: fn(&str) -> String,
    pub choose: &'static str,
    pub kind: fn(&FigureKind) -> String,
    pub value: fn(&Figure) -> String,
    pub amount: fn(AmountAnswer) -> String,
    pub fill: &'static str,
    /// A figure that came with the form, and when.
    pub issued: fn(&str, &str) -> String,
    pub fill_issued: &'static str,
    pub update: &'static str,
    pub people: &'static str,
    pub taken: fn(&str) -> String,
    pub changed: fn(&str) -> String,
    pub gone: &'static str,
    pub overwritten: fn(&str) -> String,
    pub nothing: &'static str,
    pub counted: fn(usize) -> String,
    pub uncounted: fn(usize) -> String,
    pub nobody: &'static str,
    pub take_all: &'static str,
    pub take_all_about: &'static str,
    pub filled: fn(usize) -> String,
}

pub const LEDGER_FIGURES: LedgerFigures = LedgerFigures {
    title: "台账数据（供参考）",
    about: |day| format!("按台账统计，截至 {day}"),
    choose: "选用哪项台账数据",
    kind: |kind| {
        match kind {
            FigureKind::NoFigure => "不用台账数据",
            FigureKind::Coverage => "培训覆盖率",
            FigureKind::HoursMet => "学时达标率",
            FigureKind::PlanCompleted => "计划完成率",
            FigureKind::Certified => "持证率",
            FigureKind::AverageHours => "人均学时",
            FigureKind::HoursReached => "学时完成率",
            FigureKind::Other(other) => other,
        }
        .to_owned()
    },
    value: |figure| {
        let people = figure.people.len() + figure.without.len();
        let share = share(figure.part.into(), figure.whole.into());
        match figure.kind {
            FigureKind::AverageHours => {
                format!("人均 {} 学时，{people}\u{a0}人", per_head(figure.hours, people))
            }
            FigureKind::HoursReached => {
                let [hours, due] = [figure.hours, figure.due].map(|one| f64::from(one.0) / 4.0);
                format!("{hours} / {due} 学时，{share}")
            }
            _ if figure.counts_people() => {
                format!("{} / {}\u{a0}人，{share}", figure.part, figure.whole)
            }
            _ => format!("{} / {}\u{a0}个班，{share}", figure.part, figure.whole),
        }
    },
    amount,
    fill: "填入",
    issued: |amount, when| format!("下发时为 {amount}（{when}）"),
    fill_issued: "填下发数",
    update: "更新",
    people: "看人员",
    taken: |when| format!("取自台账 {when}"),
    changed: |now| format!("台账现为 {now}"),
    gone: "台账里已没有这项数据",
    overwritten: |then| format!("已手工改动，当时台账为 {then}"),
    nothing: "台账里还没有可用的数据",
    counted: |people| format!("计入的 {people}\u{a0}人"),
    uncounted: |people| format!("没有计入的 {people}\u{a0}人"),
    nobody: "没有人",
    take_all: "取台账数据",
    take_all_about: "把选好的台账数据一次填入；手工填过的不动",
    filled: |filled| match filled {
        0 => "没有要填的台账数据".to_owned(),
        _ => format!("填入 {filled}\u{a0}项台账数据"),
    },
};

/// A number as it stands in an answer.
pub fn amount(amount: AmountAnswer) -> String {
    let part = amount.part.map_or_else(|| NOTHING.to_owned(), |part| part.to_string());
    match amount.whole {
        Some(whole) if whole != 1 => format!("{part} / {whole}"),
        _ => part,
    }
}
