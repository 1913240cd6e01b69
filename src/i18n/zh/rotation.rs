//! 分批轮训的规则和编排。

use crate::model::cover::LinkKind;

/// Texts of the rules of a rotation and of its automatic placement.
pub struct Rotation {
    pub places_hint: &'static str,
    pub spare: &'static str,
    pub cancelled: &'static str,
    pub cancelled_short: &'static str,

    pub rules: &'static str,
    pub rules_of: fn(usize) -> String,
    pub rules_title: &'static str,
    pub officers: &'static str,
    pub officers_note: &'static str,
    /// Office, qualified officers, stay on post, who stands in, reason.
    pub officer_columns: [&'static str; 5],
    pub nobody_stands_in: &'static str,
    pub covers: &'static str,
    pub covers_note: &'static str,
    pub cover_line: fn(&str, &str, u32) -> String,
    pub cover_post: &'static str,
    pub cover_holders: &'static str,
    pub cover_present: &'static str,
    pub add_cover: &'static str,
    /// Pairs that share a main post in an office.
    pub suggest: fn(usize) -> String,
    pub links: &'static str,
    pub link: fn(&LinkKind) -> String,
    pub link_line: fn(&str, &str, &str) -> String,
    pub add_link: &'static str,
    pub one: &'static str,
    pub other: &'static str,
    pub remove: &'static str,
    pub need_two: &'static str,
    pub never_together: fn(&str) -> String,
    pub office_alone: fn(&str) -> String,

    pub elsewhere: fn(&str) -> String,
    /// Number of the batch, office, how many must stay.
    pub few_officers: fn(usize, &str, u32) -> String,
    pub few_officers_short: &'static str,
    /// Number of the batch, office, post, how many must stay.
    pub uncovered: fn(usize, &str, &str, u32) -> String,
    pub uncovered_short: fn(&str) -> String,
    pub not_with: fn(&str) -> String,
    pub with: fn(&str) -> String,
    pub away_with: fn(&str) -> String,

    /// How many have a place already.
    pub placed_already: fn(usize) -> String,
    pub again_about: &'static str,
    pub place_stay: &'static str,
    pub place_anew: &'static str,
    /// How many have another place than before.
    pub moved: fn(usize) -> String,
    /// How many had a place and have none now.
    pub moved_out: fn(usize) -> String,
    pub all_begun: &'static str,
    pub lose: fn(usize) -> String,
    pub lose_do: &'static str,
    pub placing: fn(u32, usize) -> String,
    pub cancel: &'static str,
    pub cancelled_run: &'static str,
    pub finer: &'static str,
    pub failed: &'static str,
    pub begun: fn(usize) -> String,
    pub ask_why: &'static str,
    pub asking: &'static str,
    pub would_help: fn(&str) -> String,
    pub do_fix: &'static str,
    /// Why a floor is another that a proposed change set.
    pub fix_reason: &'static str,
    pub fixed: &'static str,
    pub place_again: &'static str,
    pub floors: &'static str,
    pub floors_note: &'static str,
    /// Office, staff, away at once, reason.
    pub floor_columns: [&'static str; 4],
    pub floor_bad: &'static str,
}

pub const ROTATION: Rotation = Rotation {
    places_hint: "多个场地用顿号隔开，同一时间各办一批",
    spare: "备选：人不够就少开几批",
    cancelled: "这一批取消",
    cancelled_short: "已取消",

    rules: "编排规则",
    rules_of: |rules| match rules {
        0 => "编排规则".to_owned(),
        _ => format!("编排规则 {rules}"),
    },
    rules_title: "编排规则",
    officers: "持证执法人员",
    officers_note: "行政处罚法第四十二条：执法不得少于两人。每所默认至少留 2 名（不足时留到只差 1 名）；低于默认要写理由。",
    officer_columns: ["单位", "持证", "至少留岗", "代管单位", "理由"],
    nobody_stands_in: "无",
    covers: "AB角",
    covers_note: "同一岗位的几个人里，每个工作日至少留几人在岗。请假的人不算在岗。",
    cover_line: |post, names, present| format!("{post}：{names}，至少留 {present} 人"),
    cover_post: "岗位",
    cover_holders: "AB角人员",
    cover_present: "至少在岗",
    add_cover: "添加",
    suggest: |found| format!("按主岗补齐 {found} 组"),
    links: "同批与不同批",
    link: |kind| match kind {
        LinkKind::Together => "同一批".to_owned(),
        LinkKind::Apart => "不同批".to_owned(),
        LinkKind::NotAwayTogether => "不同时离岗".to_owned(),
        LinkKind::Other(kind) => kind.clone(),
    },
    link_line: |one, other, kind| format!("{one}、{other}：{kind}"),
    add_link: "添加",
    one: "一人",
    other: "另一人",
    remove: "去掉",
    need_two: "请选两个人。",
    never_together: |office| format!("{office}同时只能离岗 1 人，两人不可能同一批。"),
    office_alone: |office| format!("{office}只有 1 人，他去培训时所里没有人。"),

    elsewhere: |title| format!("当时参加“{title}”"),
    few_officers: |number, office, present| {
        format!("移到第{number}批，{office}留岗的持证执法人员不足 {present} 人。")
    },
    few_officers_short: "持证执法人员留岗不足",
    uncovered: |number, office, post, present| {
        format!("移到第{number}批，{office}{post}岗 AB角留岗不足 {present} 人。")
    },
    uncovered_short: |post| format!("{post}岗 AB角不能同时离岗"),
    not_with: |name| format!("须与{name}同一批"),
    with: |name| format!("不能与{name}同一批"),
    away_with: |name| format!("不能与{name}同时离岗"),

    placed_already: |people| format!("有 {people} 人已经排好批次，要不要动他们？"),
    again_about: "固定的人和已经开班的批次都不动。",
    place_stay: "尽量少动已排好的人",
    place_anew: "重新排",
    moved: |people| format!("，{people} 人换了批次"),
    moved_out: |people| format!("，{people} 人由已排变为未排"),
    lose: |people| {
        format!(
            "计划已下发。照这次的编排，原来已排好的 {people} 人会移出批次，没有排上。要照此改吗？"
        )
    },
    lose_do: "照此改",
    all_begun: "各批都已开班，请先生成后面的批次",
    placing: |permille, unplaced| match unplaced {
        0 => format!("正在编排 {}%，全部排上", permille / 10),
        _ => format!("正在编排 {}%，还有 {unplaced} 人没排上", permille / 10),
    },
    cancel: "就用现在的",
    cancelled_run: "已停下，采用目前最好的安排",
    finer: "再精细些",
    begun: |batches| format!("有 {batches} 批今天已经开班或结束，自动编排不会再往里排人。"),
    failed: "没有编排成，请再试一次",
    ask_why: "为什么排不上？",
    asking: "正在查原因…",
    would_help: |fixes| format!("可以：{fixes}"),
    do_fix: "照此修改",
    fix_reason: "为排上所有人",
    fixed: "已修改，还没重新编排",
    place_again: "再编排一次",
    floors: "各单位离岗上限",
    floors_note: "不填的按统一规定。填人数，如 2；或填比例，如 30%。",
    floor_columns: ["单位", "人数", "同时离岗不超过", "理由"],
    floor_bad: "请填人数或百分比，如 2 或 30%。",
};
