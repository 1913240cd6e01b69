//! 分层分级。

use crate::planning::mandatory::Mandatory;

/// Texts of the matrix, of plans made of other plans, and of issuing.
pub struct Matrix {
    pub grade: &'static str,
    pub all: &'static str,
    pub shared: &'static str,
    pub form_key: &'static str,
    pub no_groups_title: &'static str,
    pub no_groups_text: &'static str,
    pub to_groups: &'static str,
    pub cell: fn(&str, usize) -> String,
    /// Opens the people of a cell on a phone.
    pub who: &'static str,
    pub cell_hint: &'static str,
    pub form: &'static str,
    pub why: &'static str,
    pub add_course: &'static str,
    pub not_planned: &'static str,
    pub covered: fn(usize, usize) -> String,
    pub in_none: fn(usize) -> String,
    pub twice: fn(usize, &str) -> String,
    pub average: fn(&str) -> String,
    pub template: &'static str,
    pub template_about: &'static str,
    pub template_none: &'static str,
    pub template_of: fn(usize, usize) -> String,
    pub template_reason: fn(&str) -> String,
    pub take_courses: fn(usize) -> String,
    pub new_course: &'static str,
    pub new_course_hint: &'static str,
    pub must: fn(usize) -> String,
    pub must_title: &'static str,
    pub mandatory: fn(Mandatory) -> &'static str,
    pub mandatory_rule: fn(Mandatory) -> &'static str,
    pub must_by: fn(&str) -> String,
    pub nobody_asked: &'static str,
    pub not_known: fn(usize) -> String,
    pub issue_title: &'static str,
    pub issue_about: &'static str,
    /// Batches, people placed, people who take part.
    pub issue_batches: fn(usize, usize, usize) -> String,
    pub issue_classes: fn(usize, usize) -> String,
    pub issue_courses: fn(usize) -> String,
    pub issue_unplaced: fn(&str) -> String,
    pub issue_none: fn(&str) -> String,
    /// Courses of the matrix without a batch, class or pairs, and their names.
    pub issue_unscheduled: fn(usize, &str) -> String,
    pub issue_all_placed: &'static str,
    pub issue_now: &'static str,
    pub copy_earlier: &'static str,
    pub copy_about: &'static str,
    pub copied: fn(&str, usize) -> String,
    pub adopt: fn(&str) -> String,
}

pub const MATRIX: Matrix = Matrix {
    grade: "职级",
    all: "全体",
    shared: "各级共修",
    form_key: "数字为学时",
    no_groups_title: "先划分培训群体",
    no_groups_text: "矩阵的各列是培训群体。可以在“分组”里用“建议分组”一次建好，再回来排课。",
    to_groups: "去分组",
    cell: |cell, people| format!("{cell}　{people}\u{a0}人"),
    who: "名单",
    cell_hint: "点一格排课，回车加课；Ctrl+D 向下填充，Ctrl+R 向右填充，Delete 清空",
    form: "方式",
    why: "为什么",
    add_course: "加一门课：名称、拼音首字母",
    not_planned: "未安排",
    covered: |reached, people| format!("{reached} / {people} 人至少一门课"),
    in_none: |people| format!("{people} 人一门都没有"),
    twice: |people, course| format!("{people} 人同修两次“{course}”"),
    average: |hours| format!("人均 {hours} 学时"),
    template: "套用岗位模板",
    template_about: "课程表里注明岗位的课，排给有这些岗位的群体，各级共修。群体里至少三分之一的人在这些岗位，才会列出。",
    template_none: "没有可套用的课：群体里的岗位都已排课，或课程表没有注明岗位。",
    template_of: |people, of| format!("{of} 人中 {people} 人在岗"),
    template_reason: |posts| format!("岗位模板：{posts}"),
    take_courses: |courses| format!("排入 {courses} 处"),
    new_course: "新课程",
    new_course_hint: "记入课程表，课程表的版本注明“本局修改”；同时排入这一格。",
    must: |people| format!("按规定须训 {people} 人"),
    must_title: "按规定须训",
    mandatory: |kind| match kind {
        Mandatory::Induction => "初任培训",
        Mandatory::Promotion => "任职培训",
        Mandatory::Certificate => "执法证到期",
    },
    mandatory_rule: |kind| match kind {
        Mandatory::Induction => {
            "新录用人员试用期内进行（公务员法第六十七条）；这里按参加工作时间起一年推算，调入的请核对。"
        }
        Mandatory::Promotion => {
            "晋升领导职务的，任职前或任职后一年内进行（公务员法第六十七条）。按名册里的“任现职时间”推算。"
        }
        Mandatory::Certificate => {
            "行政处罚由具有执法资格的人员实施，执法时出示执法证件（行政处罚法第四十二条、第五十五条）。"
        }
    },
    must_by: |date| format!("{date} 前"),
    nobody_asked: "没有",
    not_known: |people| format!("查不到 {people} 人"),
    issue_title: "下发计划",
    issue_about: "下发后，以后的改动都和这一版对照。点错了可以撤销。",
    issue_batches: |batches, placed, people| {
        format!("分批轮训：{batches} 批，已排 {placed} / {people} 人")
    },
    issue_classes: |classes, people| format!("专项集中：{classes} 个班，{people} 人次"),
    issue_courses: |courses| format!("分层分级：{courses} 处排课"),
    issue_unplaced: |names| format!("还没排上批次：{names}"),
    issue_none: |names| format!("一门课都没有：{names}"),
    issue_unscheduled: |courses, names| format!("未安排的课程 {courses} 门：{names}"),
    issue_all_placed: "人人有课，应参训的都已排上。",
    issue_now: "确认下发",
    copy_earlier: "复制往年计划",
    copy_about: "矩阵、批次、集中班和任务照搬，日期移到今年同一周的同一天，逢节假日顺延；不带人员安排和结对。",
    copied: |title, lost| match lost {
        0 => format!("已复制为“{title}”"),
        _ => format!("已复制为“{title}”；{lost} 个群体已不在，它们的课没有复制"),
    },
    adopt: |title| format!("采用“{title}”，作为草稿"),
};
