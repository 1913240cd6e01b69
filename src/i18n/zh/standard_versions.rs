//! 考核标准的版本：对比、换用、成文件。

use crate::assessment::carry::LostPart;
use crate::assessment::compare::{AreaField, Fate, HeadField, ItemField};
use crate::interchange::envelope::Kind;
use crate::interchange::json::OpenError;
use crate::interchange::standard_pack::PackFault;
use crate::model::rule::PLAIN_MARK;

/// Texts of versions of standards: comparison, carrying over and files.
pub struct StandardVersions {
    pub title: &'static str,
    pub compare: &'static str,
    pub before: &'static str,
    pub after: &'static str,
    pub swap: &'static str,
    pub only_differing: &'static str,
    pub same: &'static str,
    pub same_text: &'static str,
    /// Number and item, what became of it, what differs.
    pub columns: [&'static str; 3],
    pub fate: fn(Fate) -> &'static str,
    pub moved: &'static str,
    pub order: &'static str,
    /// What stands before it; nothing before the first.
    pub behind: fn(Option<String>) -> String,
    pub head_field: fn(HeadField) -> &'static str,
    pub area_field: fn(AreaField) -> &'static str,
    pub item_field: fn(ItemField) -> &'static str,
    pub whole: &'static str,
    pub by_hand: &'static str,
    pub versions: &'static str,
    pub only_version: &'static str,
    pub this_one: &'static str,
    pub against: &'static str,
    pub choose: &'static str,
    /// The version of a form is not the newest: this is.
    pub newer: fn(&str) -> String,
    pub carry: &'static str,
    pub carry_title: fn(&str) -> String,
    pub carry_about: fn(&str) -> String,
    pub carried: fn(usize) -> String,
    pub added: &'static str,
    pub removed: &'static str,
    pub changed: &'static str,
    /// The title of the form under the version before.
    pub old_title: fn(&str, &str) -> String,
    pub lost: &'static str,
    pub lost_part: fn(&LostPart) -> String,
    pub none: &'static str,
    pub carry_now: &'static str,
    pub open_newer: fn(&str) -> String,
    pub save_pack: &'static str,
    pub pack_word: &'static str,
    pub not_written: &'static str,
    pub fault: fn(&PackFault) -> String,
    pub as_draft: &'static str,
    pub same_version: &'static str,
    /// Items to answer, and those for a bonus only.
    pub items: fn(usize, usize) -> String,
}

pub const STANDARD_VERSIONS: StandardVersions = StandardVersions {
    title: "标准对比",
    compare: "对比",
    before: "原来",
    after: "现在",
    swap: "左右对调",
    only_differing: "只看有变化的",
    same: "两份标准的内容一样",
    same_text: "项目、分值、条款都没有差别。",
    columns: ["项目", "变化", "哪里"],
    fate: |fate| match fate {
        Fate::Added => "新增",
        Fate::Removed => "取消",
        Fate::Changed => "改动",
        Fate::Same => "未变",
    },
    moved: "所在领域",
    order: "顺序",
    behind: |before| before.map_or_else(|| "排在最前".to_owned(), |one| format!("排在“{one}”之后")),
    head_field: |field| match field {
        HeadField::Title => "名称",
        HeadField::Issuer => "发布单位",
        HeadField::Basis => "依据",
        HeadField::ValidFrom => "施行日期",
        HeadField::FullMark => "满分",
        HeadField::BonusCap => "加分上限",
        HeadField::Ratings => "等次",
    },
    area_field: |field| match field {
        AreaField::Number => "编号",
        AreaField::Title => "名称",
        AreaField::Content => "说明",
        AreaField::Cap => "封顶",
        AreaField::Weight => "权重",
        AreaField::BonusCap => "加分上限",
        AreaField::Deductions => "领域倒扣",
    },
    item_field: |field| match field {
        ItemField::Number => "编号",
        ItemField::Title => "名称",
        ItemField::Content => "考核内容",
        ItemField::Methods => "考核方式",
        ItemField::FullMark => "分值",
        ItemField::Rules => "计分条款",
        ItemField::Wording => "赋分标准文字",
        ItemField::NotApplicable => "不适用时",
        ItemField::Evidence => "佐证材料",
        ItemField::Assessors => "谁来评",
        ItemField::Source => "来源",
    },
    whole: "标准",
    by_hand: "手工打分",
    versions: "版本",
    only_version: "只有这一版",
    this_one: "本版",
    against: "与别的标准对比",
    choose: "选一份标准",
    newer: |version| format!("已有新版 {version}"),
    carry: "换用新版标准",
    carry_title: |version| format!("换用 {version} 版"),
    carry_about: |version| {
        format!(
            "按 {version} 版另建一张自评表，能对上的填报内容带过去；这一张留着，名称后注明原版本，仍按原版打开和打印。"
        )
    },
    carried: |items| format!("{items}\u{a0}项的填报内容带过去"),
    added: "新增，要填",
    removed: "取消",
    changed: "有改动，请复核",
    old_title: |title, version| format!("{title}（{version}\u{a0}版）"),
    lost: "没有带过去",
    lost_part: |part| match part {
        LostPart::Whole => "整项".into(),
        LostPart::Rule(rule) if rule == PLAIN_MARK => "所评分数".into(),
        LostPart::Rule(rule) => format!("第 {rule} 条"),
        LostPart::HandMark => "手工定分".into(),
        LostPart::NotApplicable => "不适用".into(),
        LostPart::Mending => "责任人和整改期限".into(),
    },
    none: "没有",
    carry_now: "换用新版",
    open_newer: |version| format!("打开 {version} 版的表"),
    save_pack: "存为文件",
    pack_word: "考核标准",
    not_written: "标准太大，写不成文件",
    fault,
    as_draft: "存为草稿",
    same_version: "台账里已有同一标准的这个版本，内容不同；采用后两份并存，请核对版本号。",
    items: |asked, bonus| match bonus {
        0 => format!("{asked} 项"),
        bonus => format!("{asked} 项 + 加分 {bonus} 项"),
    },
};

fn fault(fault: &PackFault) -> String {
    match fault {
        PackFault::File(OpenError::NotJson { line, .. }) => {
            format!("第 {line} 行起读不懂，不是考核标准的文件。")
        }
        PackFault::File(OpenError::WrongType { path, .. }) => {
            format!("“{path}”里缺少内容，或者不是应有的数，没有读入。")
        }
        PackFault::File(error) => {
            let files = &super::files::FILES;
            let (title, text) = ((files.fault_title)(error), (files.fault_text)(error));
            format!("{title}：{text}")
        }
        PackFault::OtherKind(kind) => {
            let what = match kind {
                Kind::Backup => "备份",
                Kind::Submission => "上报文件",
                Kind::Issued => "下发文件",
                Kind::Review => "意见文件",
                Kind::Rollup => "汇总文件",
                _ => "别的文件",
            };
            format!("这是{what}，不是考核标准。")
        }
        PackFault::TooDeep { limit } => format!("领域套领域超过 {limit}\u{a0}层，没有读入。"),
        PackFault::TooMany { limit } => format!("领域和项目超过 {limit}\u{a0}个，没有读入。"),
        PackFault::Number { of, path, value } => {
            let of = if of.is_empty() { "标准" } else { of };
            format!(
                "“{of}”的 {path} 写的是 {value}，应为不太大的整数（分值以百分之一分计），没有读入。"
            )
        }
        PackFault::Empty => "里面没有考核项目。".into(),
        PackFault::HiddenSigns { at } if at.is_empty() => {
            "文字里有看不见的控制字符，可能被人做了手脚，没有读入。".into()
        }
        PackFault::HiddenSigns { at } => {
            format!("{at} 的文字里有看不见的控制字符，可能被人做了手脚，没有读入。")
        }
        PackFault::Fault(fault) => {
            format!("{}，没有读入。", (super::standards::STANDARDS.fault)(fault))
        }
    }
}
