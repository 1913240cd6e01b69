//! 导入考核标准。

use crate::i18n::format::points;
use crate::interchange::standard_table::read::TableFault;

/// Texts of the import of a standard.
pub struct StandardImport {
    pub title: &'static str,
    pub open: &'static str,
    pub save: &'static str,
    pub drop: &'static str,
    pub how: [&'static str; 3],
    pub no_table: &'static str,
    pub take: &'static str,
    pub there: &'static str,
    /// The one that is there follows.
    pub same_as: &'static str,
    /// Items in words, by rules, by hand.
    pub counts: fn(&str, usize, usize) -> String,
    /// Number, area, item, mark, how it is marked, as printed.
    pub columns: [&'static str; 6],
    pub by_hand: &'static str,
    pub only_by_hand: &'static str,
    pub table: &'static str,
    pub understood: &'static str,
    pub fault: fn(&TableFault) -> String,
    pub name_needed: &'static str,
    pub ratings_about: &'static str,
}

pub const STANDARD_IMPORT: StandardImport = StandardImport {
    title: "导入考核标准",
    open: "导入",
    save: "存为 XLSX",
    drop: "考核标准表：Excel（xlsx、xls）、CSV，或本程序存的标准文件（json）；Word 里的表可以复制后在这里粘贴",
    how: [
        "一行一个考核项目，表头要有“考核项目”或“考核内容”，以及“分值”或“赋分标准”；领域、方式、佐证材料等列有就读。",
        "赋分标准按分号、句号、换行分条，“每少1次扣0.5分，最多扣2分”“完成率100%得满分，低于50%不得分，按比例得分”这类写法自动变成计分条款。",
        "认不准的不猜：该项按手工打分，原文照留，并逐条列出。",
    ],
    no_table: "没有找到考核标准表：表头要有“考核项目”或“考核内容”，以及“分值”或“赋分标准”。",
    take: "采用这个标准",
    there: "台账里已有内容相同的标准",
    same_as: "已有内容相同的标准，采用时打开它，不另加一份：",
    counts: |items, ruled, by_hand| format!("{items}，{ruled} 项按条款计分，{by_hand} 项手工打分"),
    columns: ["编号", "领域", "项目", "分值", "怎样计分", "赋分标准原文"],
    by_hand: "手工打分",
    only_by_hand: "只看手工打分的",
    table: "表里要看一看的",
    understood: "每一条都认出来了",
    fault,
    name_needed: "给标准起个名称",
    ratings_about: "表里没有写等次的，先按满分的 90%、75%、60% 划分。",
};

fn fault(fault: &TableFault) -> String {
    match fault {
        TableFault::Mark { row, text } => format!("第 {row} 行的分值“{text}”不是数，没有读入"),
        TableFault::Clause { row, item, text } => {
            format!("第 {row} 行“{item}”按手工打分，没认准这一条：{text}")
        }
        TableFault::Deduction { row, area, text } => {
            format!("“总则”第 {row} 行“{area}”的倒扣没有读入，没认准这一条：{text}")
        }
        TableFault::AreaSum { area, declared, sum } => {
            format!("“{area}”写着 {} 分，各项合计 {} 分", points(*declared), points(*sum))
        }
        TableFault::Sum { declared, sum } => {
            format!("表尾合计 {} 分，各项相加 {} 分", points(*declared), points(*sum))
        }
        TableFault::TooLarge { row } => format!("项目太多，第 {row} 行以后没有读入"),
    }
}
