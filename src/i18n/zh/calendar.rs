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
}

pub const CALENDAR: Calendar = Calendar {
    years: "节假日与调休",
    year_columns: ["年度", "放假", "调休上班"],
    years_note: "批次和学时只算工作日。没有列出的年份只避开周末；国务院办公厅通知发布后，请添加并核对。",
    add_year: |year| format!("添加 {year} 年"),
    bad_days: |text| format!("“{text}”不是日期，要写成 2026-10-01～2026-10-07"),
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
};
