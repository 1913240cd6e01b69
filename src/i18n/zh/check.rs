//! 核对。

use crate::assessment::check_code::{CodeFault, LENGTH};

/// Texts of the page that holds paper against a file.
pub struct Check {
    pub title: &'static str,
    pub about: &'static str,
    pub code: &'static str,
    pub code_hint: &'static str,
    pub fault: fn(CodeFault) -> String,
    pub file: &'static str,
    pub other_file: &'static str,
    pub drop: &'static str,
    pub only_looked_at: &'static str,
    /// What a file that is only looked at says of itself: its name.
    pub looked_at: fn(&str) -> String,
    pub close_file: &'static str,
    pub matches: fn(usize) -> String,
    pub matches_not: &'static str,
    /// The own column of the file is that of the paper, which tells more columns.
    pub is_earlier: &'static str,
    pub found_here: fn(usize) -> String,
    pub found_old: fn(usize) -> String,
    /// The code is that of the own column: the title of the form.
    pub of_own: fn(&str) -> String,
    pub found_nowhere: &'static str,
    pub no_forms: &'static str,
    pub nothing_here: &'static str,
    /// Verdict, code, form, whose, year, where it stands.
    pub columns: [&'static str; 6],
    pub ledger: &'static str,
    pub person: &'static str,
    pub figures_only: &'static str,
    pub same_old: &'static str,
    pub same_own: &'static str,
    pub same: &'static str,
    pub other: &'static str,
    pub altered: &'static str,
    pub note: &'static str,
}

pub const CHECK: Check = Check {
    title: "核对",
    about: "盖章的纸质自评表与文件是不是同一份",
    code: "纸质表页脚的校验码",
    code_hint: "10 位字母和数字，大小写不限",
    fault: |fault| match fault {
        CodeFault::Length(length) if length < LENGTH => {
            format!("已输 {length} 位，校验码共 {LENGTH} 位")
        }
        CodeFault::Length(length) => format!("输了 {length} 位，校验码只有 {LENGTH} 位"),
        CodeFault::Character(character) => {
            format!("校验码里没有“{character}”，请再看一眼纸质表")
        }
    },
    file: "选择上报文件",
    other_file: "换一份文件",
    drop: "也可以把文件拖到本页。",
    only_looked_at: "只看不收：文件不会进入收件，也不会改动台账。",
    looked_at: |name| format!("正在核对文件：{name}"),
    close_file: "不看文件，在本台账和收件里找",
    matches: |forms| {
        if forms == 1 {
            "相符：纸质表就是文件里的这张表，得分没有改动过。".to_owned()
        } else {
            format!("相符：文件里有 {forms} 张这样的表。")
        }
    },
    matches_not: "不符：文件里没有这个校验码。纸质表和文件不是同一份，或者打印之后又改过，或者纸质表上有这份文件之后才作出的考核、复核。",
    is_earlier: "自评栏相符：纸质表在本台账里，它的自评与文件相同；纸质表上的考核、复核是这份文件之后作出的，所以整表的校验码不同。",
    found_here: |forms| format!("在本台账和收件里找到 {forms} 张。"),
    found_old: |forms| format!("找到 {forms} 张，是旧版：同一对象后来又报来一份，内容不同。"),
    of_own: |title| match title {
        "" => "这是自评栏的校验码：与其中一张表的自评一致。".to_owned(),
        title => format!("这是自评栏的校验码：与“{title}”的自评一致。"),
    },
    found_nowhere: "本台账和收件里没有这个校验码。可以再选一份上报文件来核对。",
    no_forms: "这份文件里没有整张自评表（退回、结果文件只有考核人的一栏）。请选上报文件，或者不选文件，直接在本台账和收件里找。",
    nothing_here: "本台账和收件里还没有自评表。请选一份上报文件。",
    columns: ["核对", "校验码", "自评表", "对象", "年度", "在哪里"],
    ledger: "本台账",
    person: "个人",
    figures_only: "（只有数字）",
    same_old: "相符，旧版",
    same_own: "自评栏相符",
    same: "相符",
    other: "不同",
    altered: "文件里的码与内容不符",
    note: "校验码由对象、年度、考核标准、每项的回答和得分算出，不含人名和文字说明，任何一项得分变了它都会变；考核、复核打了分，它也会变。往来记录里的“自评栏校验码”只管自评一栏，自评不改它就不变。它能发现改动，不是签名：要防有意作假，请以盖章纸质表为准。",
};
