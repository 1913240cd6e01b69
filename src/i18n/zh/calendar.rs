//! 日历、场地、师资。

/// Texts of the calendar, the venues and the trainers.
pub struct Calendar {
    pub years: &'static str,
    /// Year, holidays, make-up workdays.
    pub year_columns: [&'static str; 3],
    pub years_note: &'static str,
    pub add_year: fn(i16) -> String,
    /// What cannot be read.
    pub bad_days: fn(&str) -> String,
    /// The same, with the line it stands in.
    pub bad_line: fn(usize, &str) -> String,
    pub holidays_hint: &'static str,
    pub workdays_hint: &'static str,
    pub venues: &'static str,
    /// Name, seats, when it is closed, what to do.
    pub venue_columns: [&'static str; 4],
    pub trainers: &'static str,
    /// Name, subject, when he is busy, what to do.
    pub trainer_columns: [&'static str; 4],
    pub add_venue: &'static str,
    pub add_trainer: &'static str,
    pub new_venue: &'static str,
    pub new_trainer: &'static str,
    pub lists_note: &'static str,
    pub delete: &'static str,
    pub days_hint: &'static str,

    pub as_month: &'static str,
    pub as_list: &'static str,
    pub earlier: &'static str,
    pub later: &'static str,
    pub month: fn(i16, &str) -> String,
    pub weekdays: [&'static str; 7],
    /// A day off, and a day that is worked instead of another.
    pub off: &'static str,
    pub made_up: &'static str,
    pub more: fn(usize) -> String,
    /// Dates, what, about, what stands against it.
    pub columns: [&'static str; 4],
    pub clashes: fn(usize) -> String,
    pub none_title: &'static str,
    pub none_text: &'static str,
    pub export: &'static str,
    pub export_about: &'static str,
    pub file: &'static str,
    pub exported: fn(usize) -> String,
}

pub const CALENDAR: Calendar = Calendar {
    years: "节假日与调休",
    year_columns: ["年度", "放假", "调休上班"],
    years_note: "批次和学时只算工作日。没有列出的年份只避开周末；国务院办公厅通知发布后，请添加并核对。",
    add_year: |year| format!("添加 {year} 年"),
    bad_days: |text| format!("“{text}”不是日期，要写成 2026-10-01～2026-10-07"),
    bad_line: |line, text| {
        format!("第 {line} 行“{text}”不是这一年的日期，要写成 2026-10-01 或 2026-10-01～2026-10-07")
    },
    holidays_hint: "一行一段：2026-10-01～2026-10-07 国庆节",
    workdays_hint: "一行一天：2026-09-20",
    venues: "场地",
    venue_columns: ["名称", "座位", "不能用的日期", ""],
    trainers: "师资",
    trainer_columns: ["姓名", "讲什么", "来不了的日期", ""],
    add_venue: "添加场地",
    add_trainer: "添加师资",
    new_venue: "新场地",
    new_trainer: "新师资",
    lists_note: "办班和分批时从这里选；同一场地或同一师资排到同一天会提示，自动编排不会撞。",
    delete: "删除",
    days_hint: "2026-10-09～2026-10-12 年检；多段用分号隔开",

    as_month: "月",
    as_list: "列表",
    earlier: "上月",
    later: "下月",
    month: |year, month| format!("{year}年{month}"),
    weekdays: ["周一", "周二", "周三", "周四", "周五", "周六", "周日"],
    off: "休",
    made_up: "补班",
    more: |number| format!("还有 {number} 项"),
    columns: ["日期", "事项", "说明", ""],
    clashes: |number| format!("冲突 {number} 处"),
    none_title: "日程是空的",
    none_text: "批次、专项集中班和任务书的时限会自动列在这里。",
    export: "导出日历文件",
    export_about: ".ics，可导入 WPS 日历和手机；再次导出会更新原来的日程，不会重复",
    file: "培训日程",
    exported: |events| format!("已导出 {events} 项日程"),
};
