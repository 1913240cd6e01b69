//! 自评报告（总结自评）。

use crate::i18n::format::points;
use crate::model::report::Passage;
use crate::model::score::Hundredths;

/// Texts of the report of a form.
pub struct Report {
    pub title: &'static str,
    pub whole: &'static str,
    pub passage: fn(Passage) -> &'static str,
    pub asks: fn(Passage) -> &'static str,
    pub from_issues: &'static str,
    pub from_figures: &'static str,
    pub from_mending: &'static str,
    /// So many problems stand there otherwise than the marks tell now.
    pub outdated: fn(usize) -> String,
    pub nothing_new: &'static str,
    /// A problem: its item, its reasons and what it cost.
    pub issue: fn(&str, &str, Hundredths) -> String,
    /// A figure: its name and value.
    pub figure: fn(&str, &str) -> String,
    /// What is next for a problem: its item, who, and the day.
    pub next: fn(&str, &str, &str) -> String,
    pub characters: fn(usize) -> String,
    pub print_both: &'static str,
    pub print_about: &'static str,
    pub paper_title: fn(&str) -> String,
    pub paper_passage: fn(Passage) -> String,
}

pub const REPORT: Report = Report {
    title: "自评报告",
    whole: "总体情况",
    passage,
    asks: |passage| match passage {
        Passage::Practice => "做了哪些工作，怎么做的",
        Passage::Results => "取得什么成效，用数据说话",
        Passage::Problems => "还有哪些问题，为什么扣分",
        Passage::Next => "谁来改、怎么改、什么时候改完",
    },
    from_issues: "从扣分项生成问题",
    from_figures: "从台账数据生成成效",
    from_mending: "从整改安排生成下一步",
    outdated: |count| format!("{count} 条与现在的扣分不同，请改写或删去后重新生成"),
    nothing_new: "没有新内容可生成",
    issue: |title, reasons, lost| match (reasons, lost.0 > 0) {
        ("", true) => format!("{title}：扣{}分。", points(lost)),
        ("", false) => format!("{title}：触发一票否决。"),
        (reasons, true) => format!("{title}：{reasons}（扣{}分）。", points(lost)),
        (reasons, false) => format!("{title}：{reasons}（触发一票否决）。"),
    },
    figure: |name, value| format!("{name}：{value}。"),
    next: |title, owner, due| match (owner, due) {
        ("", due) => format!("{title}：{due}前整改到位。"),
        (owner, "") => format!("{title}：由{owner}负责整改。"),
        (owner, due) => format!("{title}：由{owner}负责，{due}前整改到位。"),
    },
    characters: |characters| format!("{characters} 字"),
    print_both: "打印报告和自评表",
    print_about: "报告印在自评表前面；没写的部分不印。",
    paper_title: |title| format!("{title}　自评报告"),
    paper_passage: |passage_of| format!("{}：", passage(passage_of)),
};

fn passage(passage: Passage) -> &'static str {
    match passage {
        Passage::Practice => "主要做法",
        Passage::Results => "成效",
        Passage::Problems => "问题",
        Passage::Next => "下一步",
    }
}
