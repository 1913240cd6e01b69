//! 自评表的表格：导出、在 Excel 或 WPS 里填、再导入。

use super::assessment::{ASSESSMENT, answer_fault};
use crate::assessment::scoring::ScoreError;
use crate::interchange::form_table::{CellFault, Field, Unread, Why};
use crate::model::rule::RuleKind;

/// Texts of a form as a table for spreadsheets.
pub struct FormTable {
    pub heading: fn(Field) -> &'static str,
    /// What a rule asks for.
    pub asks: fn(&RuleKind) -> String,
    /// Number, date and place of a piece of evidence.
    pub evidence_parts: [&'static str; 3],
    /// Before the first part, behind its name, between two, behind the last.
    pub evidence_marks: [&'static str; 4],
    pub yes: &'static str,
    pub no: &'static str,
    pub save: &'static str,
    pub save_about: &'static str,
    pub take: &'static str,
    pub take_about: &'static str,
    pub title: &'static str,
    pub no_headings: &'static str,
    /// How many cells are changed.
    pub changes: fn(usize) -> String,
    pub no_changes: &'static str,
    /// Item, what of it, as it stands, new.
    pub columns: [&'static str; 4],
    /// A rule by its number, and which of its lines.
    pub clause: fn(usize, Option<usize>) -> String,
    /// A cell that is emptied.
    pub emptied: &'static str,
    pub unread: fn(usize) -> String,
    pub why: fn(&Unread) -> String,
    pub apply: &'static str,
    pub done: fn(usize) -> String,
}

pub const FORM_TABLE: FormTable = FormTable {
    heading: |field| match field {
        Field::Number => "编号",
        Field::Area => "考核领域",
        Field::Item => "考核项目",
        Field::Content => "考核内容",
        Field::Methods => "考核方式",
        Field::FullMark => "分值",
        Field::Clause => "条款号",
        Field::Scoring => "赋分标准",
        Field::Asks => "怎么填",
        Field::Found => "填报",
        Field::Whole => "应有数",
        Field::Reason => "原因",
        Field::Date => "日期",
        Field::Checked => "已核对",
        Field::NotApplicable => "不适用",
        Field::HandMark => "手工定分",
        Field::HandReason => "定分理由",
        Field::Note => "说明",
        Field::Mark => "自评得分",
        Field::Evidence => "佐证材料（一行一份）",
        Field::Was => "导出时得分",
    },
    asks: |kind| match kind {
        RuleKind::AllOrNothing => format!("填“{}”或“{}”", ASSESSMENT.met, ASSESSMENT.unmet),
        RuleKind::Veto { .. } => {
            format!("填“{}”或“{}”", ASSESSMENT.veto_clear, ASSESSMENT.veto_happened)
        }
        RuleKind::Deduct { .. } => "填扣分次数；分几条记的，另加一行".into(),
        RuleKind::DeductRange { .. } => "填扣几分；分几条记的，另加一行".into(),
        RuleKind::Bonus { points: Some(_), .. } => "填加分次数；分几条记的，另加一行".into(),
        RuleKind::Bonus { points: None, .. } => "填加几分；分几条记的，另加一行".into(),
        RuleKind::Ratio { unit: Some(unit), .. }
        | RuleKind::Threshold { unit: Some(unit), .. }
        | RuleKind::Step { unit: Some(unit), .. } => format!("填实际数（{unit}）"),
        RuleKind::Ratio { .. } | RuleKind::Threshold { .. } | RuleKind::Step { .. } => {
            "填实际数和应有数".into()
        }
        RuleKind::Levels { levels } => {
            let names: Vec<_> = levels.iter().map(|level| level.name.as_str()).collect();
            format!("填等级：{}", names.join("、"))
        }
        RuleKind::Manual { .. } => "填得分".into(),
    },
    evidence_parts: ["文号", "日期", "存放"],
    evidence_marks: ["（", "：", "；", "）"],
    yes: "是",
    no: "否",
    save: "导出表格",
    save_about: "每条一行的 Excel 表，可以发给各科室填，填好再导入",
    take: "导入表格",
    take_about: "读回填好的 Excel 表，先看改了什么再决定",
    title: "导入填好的表格",
    no_headings: "没有找到填报的表。请用这里“导出表格”得到的文件，表头（编号、考核项目、条款号、填报等）不要改。",
    changes: |changes| format!("会改 {changes} 处"),
    no_changes: "表格与现在的填报一样，没有要改的。",
    columns: ["项目", "内容", "现在", "导入后"],
    clause: |clause, line| match line {
        Some(line) => format!("第 {clause} 条第 {line} 笔"),
        None => format!("第 {clause} 条"),
    },
    emptied: "清空",
    unread: |rows| format!("{rows} 处不能导入，请在表里改好再导，或在页面上填"),
    why,
    apply: "导入这些修改",
    done: |changes| format!("已导入 {changes} 处修改"),
};

fn why(unread: &Unread) -> String {
    let reason = match &unread.why {
        Why::NoSuchItem => "标准里没有这个编号和名称的项目".to_owned(),
        Why::NoSuchClause => "这一项没有这个条款号".to_owned(),
        Why::Cell(CellFault::Whole) => "要填整数".to_owned(),
        Why::Cell(CellFault::Points) => "要填分数，最多两位小数".to_owned(),
        Why::Cell(CellFault::Date) => "日期要写成 2026-03-05、2026年3月5日，或只写到月".to_owned(),
        Why::Cell(CellFault::Day) => "佐证的日期要写到日，如 2026-03-05".to_owned(),
        Why::Cell(CellFault::Evidence) => {
            "佐证要写成：材料名称（文号：…；日期：2026-03-05；存放：…），括号里没有的可不写"
                .to_owned()
        }
        Why::Cell(CellFault::Word(words)) => format!("只能填：{}", words.join("、")),
        Why::Cell(CellFault::NoPlace) => "这里不填这一栏，请清空".into(),
        Why::Cell(CellFault::OneLine) => "这一条只有一个答案，不能另加行".to_owned(),
        Why::Cell(CellFault::NewerRule) => ASSESSMENT.newer_rule.to_owned(),
        Why::SeveralValues => "同一项的几行写得不一样".to_owned(),
        Why::Computed => "得分由各条款算出，不能直接填；请改条款，或填手工定分和理由".to_owned(),
        Why::Unfit(ScoreError::Item { fault, .. } | ScoreError::Area { fault, .. }) => {
            answer_fault(fault)
        }
        Why::Unfit(error) => (ASSESSMENT.fault)(error),
        Why::HeldBack => "同一处还有不能导入的，等那里改好一起导入".into(),
    };
    let at = match unread.at.as_str() {
        "" => format!("第 {} 行", unread.row),
        at => format!("第 {} 行　{at}", unread.row),
    };
    match &unread.cell {
        Some((field, text)) => {
            format!("{at}　{}“{}”：{reason}", (FORM_TABLE.heading)(*field), text.trim())
        }
        None => format!("{at}：{reason}"),
    }
}
