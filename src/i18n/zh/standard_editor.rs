//! 起草、修订考核标准。

use crate::assessment::hints::Hint;
use crate::assessment::rule_fields::RuleField;
use crate::i18n::format::points;
use crate::model::standard_tree::Spot;

/// Texts of the editor of standards.
pub struct StandardEditor {
    pub new: &'static str,
    /// The title of a standard begun empty.
    pub untitled: &'static str,
    /// The ratings of a standard begun empty, from the best to the worst.
    pub ratings: [&'static str; 4],
    pub copy: &'static str,
    pub copy_of: fn(&str) -> String,
    pub revise: &'static str,
    pub draft: &'static str,
    /// Version and what it was made of.
    pub revised_from: fn(&str) -> String,
    pub copied_from: fn(&str) -> String,
    pub finish: fn(&str) -> String,
    pub no_items: &'static str,
    pub faults_left: fn(usize) -> String,
    pub delete_draft: &'static str,
    pub missing: &'static str,
    pub missing_text: &'static str,
    pub head: &'static str,
    pub valid_from: &'static str,
    pub example: &'static str,
    pub full: &'static str,
    pub full_hint: &'static str,
    pub rating_name: &'static str,
    pub rating_from: &'static str,
    pub add_rating: &'static str,
    pub remove: &'static str,
    pub add_area: &'static str,
    pub add_sub_area: &'static str,
    pub add_item: &'static str,
    pub new_area: &'static str,
    pub new_item: &'static str,
    pub up: &'static str,
    pub down: &'static str,
    pub keys: &'static str,
    pub move_to: &'static str,
    pub to_top: &'static str,
    pub duplicate: &'static str,
    pub delete: &'static str,
    pub number: &'static str,
    pub title: &'static str,
    pub area_content: &'static str,
    pub cap: &'static str,
    pub cap_hint: &'static str,
    pub weight: &'static str,
    pub weight_hint: &'static str,
    pub bonus_cap: &'static str,
    pub deductions: &'static str,
    pub deductions_hint: &'static str,
    pub marks: &'static str,
    pub other_methods: &'static str,
    pub other_methods_hint: &'static str,
    pub assessors: &'static str,
    pub assessors_hint: &'static str,
    pub evidence_hint: &'static str,
    pub scoring: &'static str,
    pub scoring_hint: &'static str,
    pub source: &'static str,
    pub source_hint: &'static str,
    pub rules: &'static str,
    pub no_rules: &'static str,
    pub kind: &'static str,
    pub clause: &'static str,
    pub clause_hint: &'static str,
    pub part: &'static str,
    pub part_hint: &'static str,
    /// What a rule computes, as a clause.
    pub computes: fn(&str) -> String,
    /// What the text reads as, where the rule computes something else.
    pub says: fn(&str) -> String,
    pub unread: &'static str,
    pub add_clause: &'static str,
    pub add_clause_hint: &'static str,
    pub add: &'static str,
    pub by_kind: &'static str,
    pub not_read: fn(&[String]) -> String,
    pub field: fn(RuleField, bool) -> &'static str,
    /// The words of the choices of a field, in its order.
    pub choices: fn(RuleField) -> &'static [&'static str],
    pub levels: [&'static str; 3],
    pub levels_hint: &'static str,
    pub effect_fail: &'static str,
    pub effect_rating: fn(&str) -> String,
    pub effect_area: fn(&str) -> String,
    pub effect_own_area: &'static str,
    pub bad_mark: &'static str,
    pub bad_amount: &'static str,
    pub bad_levels: &'static str,
    pub bad_weight: &'static str,
    pub bad_date: &'static str,
    pub bad_number: &'static str,
    pub check: &'static str,
    pub sum: fn(&str, &str) -> String,
    pub good: fn(&str) -> String,
    pub hint: fn(&Hint) -> String,
    /// An item, and the number of its clause.
    pub contradicts: fn(&str, usize) -> String,
    pub go: &'static str,
    pub compared: fn(&str) -> String,
    pub compare_all: &'static str,
    pub unchanged: &'static str,
    pub changes: fn(usize, usize, usize) -> String,
}

pub const STANDARD_EDITOR: StandardEditor = StandardEditor {
    new: "新建标准",
    untitled: "未命名标准",
    ratings: ["优秀", "良好", "合格", "不合格"],
    copy: "另存为新标准",
    copy_of: |title| format!("{title}（副本）"),
    revise: "修订",
    draft: "草稿",
    revised_from: |version| format!("由 {version} 修订"),
    copied_from: |version| format!("由 {version} 版复制"),
    finish: |version| format!("定稿 {version}"),
    no_items: "还没有考核项目，先加领域和项目",
    faults_left: |faults| {
        format!("还有 {faults}\u{a0}处问题，“检查”一栏逐条列出；草稿已保存，改好再定稿。")
    },
    delete_draft: "删除草稿",
    missing: "找不到这份草稿",
    missing_text: "可能已被删除，或已经定稿。",
    head: "标准信息",
    valid_from: "施行日期",
    example: "示例，不是正式文本",
    full: "满分",
    full_hint: "不含加分；空着按各项合计",
    rating_name: "等次",
    rating_from: "起分（含）",
    add_rating: "加一个等次",
    remove: "删去",
    add_area: "加领域",
    add_sub_area: "加子领域",
    add_item: "加项目",
    new_area: "新领域",
    new_item: "新项目",
    up: "上移",
    down: "下移",
    keys: "↑ ↓ 选择，Alt+↑ ↓ 移动",
    move_to: "移到",
    to_top: "最上一级",
    duplicate: "复制",
    delete: "删除",
    number: "编号",
    title: "名称",
    area_content: "说明",
    cap: "封顶",
    cap_hint: "各项合计最多计多少分",
    weight: "权重",
    weight_hint: "要么各领域都填，要么都不填",
    bonus_cap: "加分上限",
    deductions: "领域倒扣",
    deductions_hint: "从整个领域的得分里扣，只能是每次扣分或视情扣分",
    marks: "分值",
    other_methods: "其他方式",
    other_methods_hint: "用顿号分开",
    assessors: "谁来评",
    assessors_hint: "都不选就是各方都评",
    evidence_hint: "一行一种",
    scoring: "赋分标准原文",
    scoring_hint: "打印在表上；空着或未改动时跟着条款走",
    source: "来源",
    source_hint: "这一项出自哪里",
    rules: "计分条款",
    no_rules: "没有条款：手工打分，0 分到满分",
    kind: "方式",
    clause: "条款原文",
    clause_hint: "如：每少1次扣0.5分，最多扣2分",
    part: "小项分值",
    part_hint: "填了就是有单独分值的小项，各小项之和为本项分值",
    computes: |words| format!("计分：{words}"),
    says: |words| format!("原文读作“{words}”，与计分方式不一致"),
    unread: "原文没认出计分方式，按所选方式计分",
    add_clause: "打一条或几条",
    add_clause_hint: "如：每少1次扣0.5分，最多扣2分；未建立制度的，不得分",
    add: "加上",
    by_kind: "按方式加一条",
    not_read: |clauses| {
        format!("没认准，没有加上：{}。请换个写法，或按方式加。", clauses.join("；"))
    },
    field,
    choices,
    levels: ["好", "一般", "差"],
    levels_hint: "一行一档：好 2",
    effect_fail: "评为最低等次",
    effect_rating: |name| format!("等次最高为{name}"),
    effect_area: |area| format!("{area}领域不得分"),
    effect_own_area: "所在领域不得分",
    bad_mark: "要填分数，最多两位小数，如 0.5",
    bad_amount: "要填大于 0 的数，最多四位小数",
    bad_levels: "一行一档，先名称后分数，如：好 2；名称不能重复",
    bad_weight: "要填整数",
    bad_date: "日期不对",
    bad_number: "编号不能空着",
    check: "检查",
    sum: |sum, full| format!("合计 {sum} / {full} 分"),
    good: |items| format!("{items}都能计分，可以定稿"),
    hint,
    contradicts: |item, clause| format!("{item} 第 {clause} 条的原文与计分方式不一致"),
    go: "去改",
    compared: |version| format!("与 {version} 相比"),
    compare_all: "逐项对比",
    unchanged: "没有改动",
    changes: |added, removed, changed| {
        format!("新增 {added}\u{a0}项，取消 {removed}\u{a0}项，改动 {changed}\u{a0}项")
    },
};

/// Of a rule that counts in a unit where `counts` is true.
fn field(field: RuleField, counts: bool) -> &'static str {
    match (field, counts) {
        (RuleField::Points, _) => "扣（加）几分",
        (RuleField::Cap, _) => "最多几分",
        (RuleField::From, _) => "从几分",
        (RuleField::To, _) => "到几分",
        (RuleField::Floor, false) => "低于 % 不得分",
        (RuleField::Floor, true) => "低于多少不得分",
        (RuleField::FullAt, false) => "达到 % 得满分",
        (RuleField::FullAt, true) => "达到多少得满分",
        (RuleField::Between, _) => "其间",
        (RuleField::Compare, _) => "符合的是",
        (RuleField::Limit, false) => "界限 %",
        (RuleField::Limit, true) => "界限",
        (RuleField::Target, false) => "目标 %",
        (RuleField::Target, true) => "目标",
        (RuleField::Direction, _) => "方向",
        (RuleField::Every, false) => "每几个百分点",
        (RuleField::Every, true) => "每多少",
        (RuleField::Started, _) => "不足一档",
        (RuleField::Unit, _) => "单位（空着是百分比）",
        (RuleField::Levels, _) => "分档",
        (RuleField::Effect, _) => "后果",
    }
}

fn choices(field: RuleField) -> &'static [&'static str] {
    match field {
        RuleField::Between => &["按比例得分", "按插值得分"],
        RuleField::Compare => &["达到（含）", "不超过（含）", "超过", "低于"],
        RuleField::Direction => &["每低", "每高"],
        RuleField::Started => &["不计", "按一档计"],
        _ => &[],
    }
}

fn hint(hint: &Hint) -> String {
    match hint {
        Hint::NoTitle(Spot::Area(id)) => format!("领域 {id} 没有名称"),
        Hint::NoTitle(Spot::Item(id)) => format!("{id} 没有名称"),
        Hint::EmptyArea(id) => format!("领域 {id} 没有项目"),
        Hint::NoMethod(id) => format!("{id} 没有考核方式"),
        Hint::NoScoring(id) => format!("{id} 没有赋分标准，按手工打分"),
        Hint::Unreachable { item, most, full } => {
            let lost = full.less(*most);
            format!(
                "{item} 有 {} 分得不到：分值 {}，条款最多 {}",
                points(lost),
                points(*full),
                points(*most)
            )
        }
        Hint::Shares { item, rules } => format!(
            "{item} 第 {} 条都按份额给分，得分会连乘；按比例、分档、评定一般只用一条",
            rules.join("、")
        ),
        Hint::RatingsOutOfOrder { higher, before } => {
            format!("等次没有从高到低排：“{higher}”的起分比“{before}”高，请看是不是填反了")
        }
        Hint::CapBelowSum { area, cap, sum } => {
            format!("领域 {area} 封顶 {}，各项合计 {}，多出的不计", points(*cap), points(*sum))
        }
    }
}
