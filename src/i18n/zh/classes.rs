//! 专项集中班。

use jiff::civil::{Date, Weekday};

/// Texts of the intensive classes.
pub struct Classes {
    pub new_class: &'static str,
    pub class: &'static str,
    pub class_dialog: &'static str,
    pub trainer: &'static str,
    pub no_classes_title: &'static str,
    pub no_classes_text: &'static str,
    pub over_seats: &'static str,
    pub clash: fn(&str) -> String,
    /// Another class or batch.
    pub place_taken: fn(&str) -> String,
    pub quoted: fn(&str) -> String,
    pub delete_class: &'static str,
    pub places: &'static str,
    pub add_person: &'static str,
    pub trainer_taken: fn(&str) -> String,
    /// Names of who is away at the time.
    pub away: fn(&str) -> String,
    /// Why, as written.
    pub venue_closed: fn(&str) -> String,
    pub trainer_busy: fn(&str) -> String,
    /// A first or last day that is not worked: the holiday, else a Saturday or Sunday.
    pub free_day: fn(Date, Option<&str>) -> String,
    /// When it was held by the hours recorded, where the dates are others.
    pub recorded: fn(&str) -> String,
    /// Offices, with the day and who is left.
    pub below_floor: fn(&str) -> String,
    pub few_seats: fn(u32) -> String,
    pub too_few: fn(usize, u32) -> String,
    pub least: &'static str,
    pub least_hint: &'static str,
    pub half: &'static str,
    /// Whole days, mornings, afternoons.
    pub halves: [&'static str; 3],
    pub left_out: fn(usize) -> String,
    pub all_in: &'static str,
    pub take_in: &'static str,
    pub lists: &'static str,
    /// The first day of what is recorded before it is held.
    pub early: fn(Date) -> String,
    pub make_up: &'static str,
    /// A session, and the names of who makes up for it.
    pub make_up_who: fn(&str, &str) -> String,
    pub make_up_none: &'static str,
    pub make_up_how: &'static str,
    pub make_up_about: &'static str,
    /// Dates and place of a class of their own.
    pub make_up_class: fn(&str, &str) -> String,
    /// Number, dates and free seats of a later batch.
    pub make_up_batch: fn(usize, &str, usize) -> String,
    pub make_up_do: &'static str,
    /// A session, and the names of who missed it.
    pub missed: fn(&str, &str) -> String,
}

pub const CLASSES: Classes = Classes {
    new_class: "新办一个班",
    class: "班名",
    class_dialog: "专项集中班",
    trainer: "师资",
    no_classes_title: "还没有专项集中班",
    no_classes_text: "按专题把人集中几天：班名、日期、地点、师资、席位和参加的人。",
    over_seats: "超过席位",
    clash: |names| format!("{names}同时在别的班或批次"),
    place_taken: |title| format!("同一天同一地点还有{title}"),
    quoted: |title| format!("“{title}”"),
    delete_class: "删除这个班",
    places: "席位",
    add_person: "加入一人：姓名、拼音首字母",
    trainer_taken: |title| format!("师资同时在{title}"),
    away: |names| format!("{names}当时不在岗"),
    venue_closed: |why| match why {
        "" => "场地那几天不能用".to_owned(),
        _ => format!("场地那几天不能用（{why}）"),
    },
    trainer_busy: |why| match why {
        "" => "师资那几天来不了".to_owned(),
        _ => format!("师资那几天来不了（{why}）"),
    },
    free_day: |day, holiday| {
        let what = match holiday {
            Some("") => "节假日".to_owned(),
            Some(holiday) => format!("{holiday}假期"),
            None if day.weekday() == Weekday::Saturday => "周六".to_owned(),
            None => "周日".to_owned(),
        };
        format!("{}月{}日是{what}", day.month(), day.day())
    },
    recorded: |days| format!("已按 {days} 登记学时，在这里改日期不会改学时记录"),
    below_floor: |offices| format!("低于保底：{offices}"),
    few_seats: |seats| format!("场地只有 {seats} 座"),
    too_few: |people, least| format!("{people} 人，不足开班的 {least} 人"),
    least: "最少几人开班",
    least_hint: "0 为不限",
    half: "上课时间",
    halves: ["全天", "只上午", "只下午"],
    left_out: |people| format!("对象中还有 {people} 人没有参加"),
    all_in: "对象都已参加",
    take_in: "全部加入",
    lists: "场地和师资的名单",
    early: |start| {
        format!("{}月{}日才开班，还没上课。确实已经上了，请先改日期", start.month(), start.day())
    },
    make_up: "补训",
    make_up_who: |session, names| format!("“{session}”需补训：{names}"),
    make_up_none: "缺课的人都已排进后面的批次或班，不用再安排。",
    make_up_how: "怎么补",
    make_up_about: "日期已尽量避开人员、地点、师资的冲突和保底不足的日子，安排后还可以改。",
    make_up_class: |days, place| match place {
        "" => format!("另办补训班（{days}）"),
        _ => format!("另办补训班（{days}，{place}）"),
    },
    make_up_batch: |number, days, free| format!("并入第{number}批（{days}，空 {free} 席）"),
    make_up_do: "安排补训",
    missed: |session, names| format!("“{session}”缺课未补：{names}"),
};
