//! 年度培训统计。

/// Texts of the statistics.
pub struct Statistics {
    pub by: &'static str,
    /// Of the axis of posts, groups and the others: what the rows are.
    pub group: &'static str,
    /// Name, roster, classes, times, people, coverage, per head.
    pub columns: [&'static str; 7],
    pub all_hours: &'static str,
    pub short: &'static str,
    pub shortfall: &'static str,
    pub total: &'static str,
    pub untrained: &'static str,
    pub no_group: &'static str,
    pub by_form: &'static str,
    pub by_kind: &'static str,
    pub note: &'static str,
    pub print: &'static str,
    pub sheet_print: &'static str,
    pub people_of: fn(&str, &str) -> String,
    pub classes_of: fn(&str) -> String,
    /// The hours of a class.
    pub class_hours: fn(&str) -> String,
    pub meeting: &'static str,
    pub export_title: &'static str,
    pub export_text: &'static str,
    pub file_word: &'static str,
    pub records: &'static str,
    pub done: fn(usize, &str) -> String,
}

pub const STATISTICS: Statistics = Statistics {
    by: "按",
    group: "群体",
    columns: ["项目", "在册", "班次", "参训人次", "参训人数", "覆盖率", "人均学时（含网络）"],
    all_hours: "学时合计",
    short: "不足人数",
    shortfall: "共差",
    total: "合计",
    untrained: "未参训",
    no_group: "不在任何群体",
    by_form: "按培训方式",
    by_kind: "按培训类别（公务员法第六十七条）",
    note: "班次含互帮互学活动；参训人数、覆盖率、人均学时按在册人员计算；一人在几个群体中，各群体都计。覆盖率只舍不入，不足 10 人的不列。“—”为没有，或不适用、不列。",
    print: "打印统计表",
    sheet_print: "打印学时表",
    people_of: |what, value| format!("{value}：{what}"),
    classes_of: |value| format!("{value}：班次"),
    class_hours: |hours| format!("{hours}\u{a0}学时"),
    meeting: "互帮互学活动",
    export_title: "导出学时",
    export_text: "每人每班一行，可再导入本台账或其他系统；XLSX 另附每人一行的学时台账和年度统计表。不含身份证号。",
    file_word: "学时",
    records: "学时记录",
    done: |rows, name| format!("已导出 {rows} 条：{name}"),
};
