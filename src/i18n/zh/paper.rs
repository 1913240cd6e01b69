//! 学时的纸质表格：学时表、培训档案、签到表、统计表。

/// Texts of the papers.
pub struct Paper {
    pub print: &'static str,
    pub about: fn(bool, usize) -> String,
    pub gone: &'static str,
    pub unit: fn(&str) -> String,
    pub until: fn(i16, i8, i8) -> String,
    pub page_of: fn(usize, usize) -> String,
    pub more: fn(&str) -> String,
    pub number: &'static str,
    pub name: &'static str,
    pub office: &'static str,
    pub post: &'static str,
    pub rank: &'static str,
    pub note: &'static str,
    pub total: &'static str,
    pub total_of: fn(usize) -> String,
    /// Hours towards the target.
    pub counted: &'static str,
    pub due: &'static str,
    pub signature: &'static str,
    pub sheet: fn(i16) -> String,
    pub sheet_note: &'static str,
    /// Filled by, checked by, head, seal.
    pub signs: [&'static str; 4],
    pub date: &'static str,
    pub sign_in: fn(&str) -> String,
    pub class: fn(&str) -> String,
    pub place: fn(&str) -> String,
    pub when: fn(&str) -> String,
    pub course: fn(&str) -> String,
    pub trainer: fn(&str) -> String,
    pub hours: fn(&str) -> String,
    pub halves: [&'static str; 2],
    pub expected: fn(usize) -> String,
    pub exceptions: &'static str,
    pub sign_in_signs: [&'static str; 2],
    pub sign_in_note: fn(&str) -> String,
    pub file: &'static str,
    pub groups: &'static str,
    pub records: fn(i16) -> String,
    /// Number, days, class, form, organiser, hours, result.
    pub record_columns: [&'static str; 7],
    /// Class, kind of training.
    pub of_kind: fn(&str, &str) -> String,
    pub planned: &'static str,
    pub recognised: fn(&str) -> String,
    pub years: &'static str,
    /// Year, recognised towards the target, due, met.
    pub year_columns: [&'static str; 4],
    pub met: [&'static str; 3],
    pub pairs: &'static str,
    pub helps: fn(&str, usize, &str) -> String,
    pub helped: fn(&str, usize, &str) -> String,
    pub in_circle: fn(&str, usize, &str) -> String,
    pub certificates: &'static str,
    pub own_sign: &'static str,
    pub file_basis: &'static str,
    pub statistics: fn(i16) -> String,
    pub none: &'static str,
    /// Matrix, batches, classes, pairs and circles, tasks.
    pub plan_parts: [&'static str; 5],
    /// A part with its number, from 0.
    pub plan_part: fn(usize, &str) -> String,
    /// Course, form, hours.
    pub planned_course: fn(&str, &str, &str) -> String,
    /// Number, what, when, where, who teaches or answers for it, people, about.
    pub plan_columns: [&'static str; 7],
    pub of_year: fn(i16) -> String,
    pub rule: fn(&str) -> String,
    /// When it was issued; what was called off since.
    pub unissued: fn(&str, &str) -> String,
    pub print_plan: &'static str,
    pub print_notice: &'static str,
    pub print_sign_in: &'static str,
    pub print_group: &'static str,
    pub notice: fn(&str, usize) -> String,
    pub notice_to: &'static str,
    pub class_notice: fn(&str) -> String,
    /// First day, last day where it is another, which half of the days, workdays.
    pub notice_when: fn(&str, Option<&str>, Option<&str>, usize) -> String,
    pub notice_hours: fn(&str) -> String,
    pub notice_course: fn(&str) -> String,
    pub notice_place: fn(&str) -> String,
    pub notice_trainer: fn(&str) -> String,
    pub notice_people: fn(usize) -> String,
}

pub const PAPER: Paper = Paper {
    print: "打印",
    about: |landscape, pages| {
        let direction = if landscape { "横向" } else { "纵向" };
        format!("A4 {direction}，{pages} 页")
    },
    gone: "找不到要打印的内容，可能已被删除。",
    unit: |office| format!("单位：{office}"),
    until: |year, month, day| format!("截至：{year}年{month}月{day}日"),
    page_of: |page, pages| format!("第{page}页　共{pages}页"),
    more: |title| format!("{title}（续）"),
    number: "序号",
    name: "姓名",
    office: "单位",
    post: "岗位",
    rank: "职级",
    note: "备注",
    total: "合计",
    total_of: |people| format!("合计 {people} 人"),
    counted: "计入目标",
    due: "应达",
    signature: "本人签名",
    sheet: |year| format!("{year}年度学时表"),
    sheet_note: "注：差额为应达减计入目标；计入目标的只有目标规定的培训方式，五年目标和结转含往年；五年目标的应达按进度折算到本年。",
    signs: ["填表人", "审核人", "负责人", "单位盖章"],
    date: "年　　月　　日",
    sign_in: |office| format!("{office}培训签到表"),
    class: |title| format!("班次：{title}"),
    place: |place| format!("地点：{place}"),
    when: |days| format!("时间：{days}"),
    course: |course| format!("课程：{course}"),
    trainer: |trainer| format!("师资：{trainer}"),
    hours: |hours| format!("学时：{hours}"),
    halves: ["上午", "下午"],
    expected: |people| format!("应到{people}人　　实到"),
    exceptions: "例外说明",
    sign_in_signs: ["班主任", "培训管理员"],
    sign_in_note: |limit| {
        format!(
            "注：本人签名，不得代签。请假超过全班学时七分之一（{limit}学时）的，按规定作退学处理。"
        )
    },
    file: "个人培训档案",
    groups: "培训群体",
    records: |year| format!("一、{year}年度培训登记"),
    record_columns: ["序号", "起止时间", "班次或课程", "形式", "主办单位", "学时", "考核结果"],
    of_kind: |class, kind| format!("{class}（{kind}）"),
    planned: "已排",
    recognised: |targets| format!("本年已认定；{targets}"),
    years: "二、历年学时",
    year_columns: ["年度", "计入目标", "目标", "是否达标"],
    met: ["达标", "未达标", "进行中"],
    pairs: "互帮互学",
    helps: |name, times, hours| format!("带{name}，活动{times}次 {hours} 学时"),
    helped: |name, times, hours| format!("由{name}带，活动{times}次 {hours} 学时"),
    in_circle: |title, times, hours| format!("在{title}，活动{times}次 {hours} 学时"),
    certificates: "证书",
    own_sign: "本人签名",
    file_basis: "依据公务员培训登记管理",
    statistics: |year| format!("{year}年度培训统计表"),
    none: "无",
    plan_parts: ["分层分级", "分批轮训", "专项集中", "互帮互学", "任务书"],
    plan_part: |number, part| {
        let numeral = ["一", "二", "三", "四", "五"].get(number).unwrap_or(&"");
        format!("{numeral}、{part}")
    },
    planned_course: |course, form, hours| format!("{course}（{form} {hours} 学时）"),
    plan_columns: ["序号", "事项", "时间", "地点", "师资或责任人", "人数", "参训单位或说明"],
    of_year: |year| format!("{year}年度"),
    rule: |rule| format!("条件：{rule}"),
    unissued: |day, gone| {
        let gone = if gone.is_empty() { String::new() } else { format!("已取消：{gone}。") };
        format!("注：序号带 * 的，是 {day} 下发后的改动，尚未下发。{gone}")
    },
    print_plan: "打印计划",
    print_notice: "打印通知",
    print_sign_in: "打印签到表",
    print_group: "打印名单",
    notice: |plan, number| format!("关于{plan}第{number}批培训的通知"),
    notice_to: "各单位：",
    class_notice: |title| format!("关于举办“{title}”的通知"),
    notice_when: |from, to, half, days| {
        let days = to.map(|to| format!("至{to}，共 {days} 个工作日")).unwrap_or_default();
        let half = half.map(|half| format!("，{half}上课")).unwrap_or_default();
        format!("培训时间：{from}{days}{half}。")
    },
    notice_hours: |hours| format!("培训学时：{hours} 学时。"),
    notice_course: |course| format!("培训内容：{course}。"),
    notice_place: |place| format!("培训地点：{place}。"),
    notice_trainer: |trainer| format!("授课：{trainer}。"),
    notice_people: |people| {
        format!("参训人员 {people} 人，名单如下。请各单位安排好在岗人员，按时参加，不得无故缺席。")
    },
};
