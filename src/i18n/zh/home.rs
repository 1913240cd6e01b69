//! 工作台。

use crate::agenda::Todo;

/// Texts of the desk.
pub struct Home {
    pub title: &'static str,
    pub next: &'static str,
    pub things: fn(usize) -> String,
    pub nothing: &'static str,
    pub todo: fn(&Todo) -> String,
    pub action: fn(&Todo) -> &'static str,
    pub due: fn(i32) -> String,
    pub backup_due: fn(Option<i32>) -> String,
    pub enrolled: &'static str,
    pub people: &'static str,
    pub offices: fn(usize) -> String,
    pub coverage: &'static str,
    pub coverage_note: fn(usize, usize, usize) -> String,
    /// Hours per head, of whose target counts online training or does not.
    pub hours: fn(bool) -> &'static str,
    pub hours_unit: &'static str,
    /// What the targets ask for per head, and what there is at the end of the year.
    pub hours_note: fn(&str, &str) -> String,
    pub score: &'static str,
    pub points: &'static str,
    pub score_note: fn(&str, usize, usize) -> String,
    pub no_form: &'static str,
    pub year: fn(i16) -> String,
    pub year_about: &'static str,
    pub empty_year: &'static str,
    pub months: [&'static str; 12],
    pub batches: &'static str,
    pub tasks: &'static str,
    pub today: &'static str,
    pub batch: fn(usize) -> String,
    pub road_map: &'static str,
    pub class: &'static str,
}

pub const HOME: Home = Home {
    title: "工作台",
    next: "接下来",
    things: |things| format!("{things}\u{a0}件"),
    nothing: "眼下没有要办的事。",
    todo: |todo| match todo {
        Todo::Incomplete(people) => {
            format!("{}\u{a0}人资料不全，缺性别、出生年月、学历或主岗", people.len())
        }
        Todo::Task { title, due, .. } => format!("{title}　{}月{}日", due.month(), due.day()),
        Todo::Batch { number, start, people, .. } => {
            format!("第{number}批 {}月{}日开班，{people}\u{a0}人", start.month(), start.day())
        }
        Todo::Unrecorded { title, number, end, classes, .. } => {
            let number = number.map(|number| format!("第{number}批")).unwrap_or_default();
            let more =
                if *classes > 1 { format!("，共 {classes}\u{a0}个班") } else { String::new() };
            let (month, day) = (end.month(), end.day());
            format!("{title}{number} {month}月{day}日结束，未登记学时{more}")
        }
        Todo::Unplaced { people, .. } => format!("{}\u{a0}人未排上分批轮训", people.len()),
        Todo::Missed { people, .. } => format!("{people}\u{a0}人缺课未补"),
        Todo::Returned { title, comments: 0, .. } => format!("“{title}”已退回"),
        Todo::Returned { title, comments, .. } => {
            format!("“{title}”已退回，{comments}\u{a0}条意见待回复")
        }
        Todo::ToSubmit { due: None, .. } => "上报自评表".to_owned(),
        Todo::ToSubmit { due: Some(due), .. } => {
            format!("上报自评表，{:02}-{:02} 截止", due.month(), due.day())
        }
        Todo::FormsDue { title, due, forms, .. } => {
            let more = if *forms > 1 { format!("等 {forms}\u{a0}张") } else { String::new() };
            format!("“{title}”{more}未办结，{:02}-{:02} 截止", due.month(), due.day())
        }
        Todo::ToReview { forms } => format!("{forms}\u{a0}张上报的自评表待考核"),
        Todo::Arrived { forms, .. } => format!("{forms}\u{a0}张自评表已报来，待考核"),
        Todo::NotBack { forms, .. } => format!("下发的 {forms}\u{a0}张自评表还没有报来"),
        Todo::Assessment { open, .. } => format!("自评还差 {open}\u{a0}项"),
        Todo::Certificates { expired, expiring } => {
            format!("{expired}\u{a0}张证书已过期，{expiring}\u{a0}张须在年末前后换证")
        }
        Todo::ShortOfHours { people, missing } => {
            format!("{people}\u{a0}人按现有安排年末学时不足，共差 {missing} 学时")
        }
        Todo::FirstPeople => "名册里还没有人".into(),
        Todo::FirstGroup => "名册已有人员，可以划分培训群体了".into(),
        Todo::FirstPlan => "培训群体已有，可以做今年的培训计划了".into(),
        Todo::FirstAssessment => "今年还没有自评表".into(),
    },
    action: |todo| match todo {
        Todo::Incomplete(_) => "补填",
        Todo::Task { .. } => "查看任务",
        Todo::Batch { .. } => "查看批次",
        Todo::Unrecorded { .. } => "登记学时",
        Todo::Unplaced { .. } => "看原因",
        Todo::Missed { .. } => "安排补训",
        Todo::Returned { .. } => "去修改",
        Todo::ToSubmit { is_done: true, .. } => "去上报",
        Todo::ToSubmit { .. } | Todo::FormsDue { forms: 1, .. } => "继续填",
        Todo::ToReview { .. } | Todo::FormsDue { .. } | Todo::NotBack { .. } => "查看自评表",
        Todo::Arrived { .. } => "打开收件",
        Todo::Assessment { .. } => "继续自评",
        Todo::Certificates { .. } => "查看名单",
        Todo::ShortOfHours { .. } => "看差多少",
        Todo::FirstPeople => "导入名册",
        Todo::FirstGroup => "去分组",
        Todo::FirstPlan => "新建计划",
        Todo::FirstAssessment => "新建自评表",
    },
    due: |days| match days {
        ..0 => format!("已过 {} 天", -days),
        0 => "今天".into(),
        _ => format!("还有 {days} 天"),
    },
    backup_due: |days| match days {
        None => "还没有备份过，数据只在这个浏览器里".into(),
        Some(days) => format!("{days} 天未备份"),
    },
    enrolled: "在册",
    people: "人",
    offices: |offices| format!("{offices}\u{a0}个单位"),
    coverage: "培训覆盖率",
    coverage_note: |trained, all, planned| {
        format!("{trained} / {all}\u{a0}人已有学时；按计划 {planned}\u{a0}人")
    },
    hours: |online| {
        if online { "人均学时（含网络）" } else { "人均学时（不含网络）" }
    },
    hours_unit: "学时",
    hours_note: |target, planned| format!("人均目标 {target}；按计划年末 {planned}"),
    score: "自评得分",
    points: "分",
    score_note: |full, answered, of| format!("满分 {full}；已评 {answered} / {of}\u{a0}项"),
    no_form: "还没有自评表",
    year: |year| format!("{year}年"),
    year_about: "路线图、时间表、任务书",
    empty_year: "这一年还没有任务、批次和专项班；计划里有了，就排在这里。",
    months: ["1月", "2月", "3月", "4月", "5月", "6月", "7月", "8月", "9月", "10月", "11月", "12月"],
    batches: "时间表",
    tasks: "任务书",
    today: "今天",
    batch: |number| format!("第{number}批"),
    road_map: "路线图",
    class: "专",
};
