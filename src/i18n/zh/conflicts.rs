//! 轮训排不上的原因。

use crate::planning::rotation::explain::conflict::{Conflict, ConflictKind, Fact, Fix, Reason};

/// Gives the name behind an id.
pub type Names<'a> = &'a dyn Fn(&str) -> String;

/// Texts on people who cannot be placed.
pub struct Conflicts {
    pub at_least: fn(u32) -> String,
    pub kind: fn(ConflictKind) -> &'static str,
    pub sentence: fn(&Conflict, Names<'_>) -> String,
    pub fact: fn(&Fact, Names<'_>) -> String,
    pub fix: fn(&Fix, Names<'_>) -> String,
}

pub const CONFLICTS: Conflicts = Conflicts {
    at_least: |people| format!("至少有{people}人次排不上"),
    kind: |kind| match kind {
        ConflictKind::NoSession => "没有可开的班次",
        ConflictKind::MinSize => "人数不够开班",
        ConflictKind::PersonDomain => "本人去不了",
        ConflictKind::TogetherDisjoint => "凑不到同一班次",
        ConflictKind::OfficeQuota => "离岗名额不够",
        ConflictKind::Seats => "座位不够",
        ConflictKind::AbPair => "AB角不能同时离岗",
        ConflictKind::TrainerOrVenue => "教师或场地不够",
        ConflictKind::OfficeLogic => "本单位安排互相冲突",
        ConflictKind::PrereqOrder => "先修课程排不开",
        ConflictKind::Link => "结伴要求排不开",
        ConflictKind::Follows => "先修课程没有排上",
        ConflictKind::NotProven => "没有排上",
    },
    sentence,
    fact,
    fix,
};

/// Names in a row; of many the first ones and their number.
fn list(ids: &[String], names: Names<'_>) -> String {
    let first: Vec<_> = ids.iter().take(4).map(|id| names(id)).collect();
    let more = if ids.len() > 4 { format!("等{}人", ids.len()) } else { String::new() };
    format!("{}{more}", first.join("、"))
}

fn reason(reason: Reason) -> &'static str {
    match reason {
        Reason::Cancelled => "已取消",
        Reason::NoWorkday => "没有工作日",
        Reason::NoVenue => "没有可用场地",
        Reason::NoTrainer => "没有有空的教师",
        Reason::TooFew => "人数不够开班",
        Reason::Scope => "不面向本单位或本群体",
        Reason::Leave => "本人请假",
        Reason::OfficeRoom => "本单位离岗名额已用完",
        Reason::CoverRoom => "AB角不在岗",
        Reason::LinkRoom => "不能同时离岗的人不在岗",
        Reason::Locked => "已定的其他班次占了时间",
        Reason::Early => "先修课程还没有结束",
        Reason::Partner => "同去的人去不了",
        Reason::Full => "已满座",
        Reason::Clash => "与已排的班次、名额或AB角冲突",
    }
}

fn fact(fact: &Fact, names: Names<'_>) -> String {
    match fact {
        Fact::Closed { reason: why, sessions } => format!("{sessions}个班次{}", reason(*why)),
        Fact::Leave { staff, from, to } => format!("{}请假（{from}至{to}）", names(staff)),
        Fact::Quota { office, room, times: 0, .. } => {
            format!("{}同一工作日最多{room}人离岗参训", names(office))
        }
        Fact::Quota { office, room, times, holds } => format!(
            "{}同一工作日最多{room}人离岗参训，能到的{times}个时段扣除请假后合计只能走{holds}人",
            names(office)
        ),
        Fact::Cover { coverage, room, times: 0, .. } => {
            format!("{}同一工作日最多{room}人离岗", names(coverage))
        }
        Fact::Cover { coverage, room, times, holds } => format!(
            "{}同一工作日最多{room}人离岗，能到的{times}个时段扣除请假后合计只能走{holds}人",
            names(coverage)
        ),
        Fact::Seats { sessions, seats } => format!("{sessions}个班次合计{seats}座"),
        Fact::Together { sessions, held, seats } => {
            format!("同一时段的{sessions}个班次只有{held}个有教师和场地，合计{seats}座")
        }
        Fact::Before { course, before } => format!("{}须先完成{}", names(course), names(before)),
        Fact::Link { link } => format!("结伴要求{}", names(link)),
        Fact::Need { staff, course } => format!("{}须参加{}", names(staff), names(course)),
    }
}

fn sentence(conflict: &Conflict, names: Names<'_>) -> String {
    let staff = list(&conflict.staff, names);
    let offices: Vec<_> = conflict.offices.iter().take(3).map(|id| names(id)).collect();
    let offices = offices.join("、");
    let course = names(&conflict.course);
    let facts: Vec<_> = conflict.facts.iter().map(|one| fact(one, names)).collect();
    let facts = facts.join("；");
    let (people, short) = (conflict.staff.len(), conflict.shortage);
    let said = match conflict.kind {
        ConflictKind::NoSession => format!("{course}没有可开的班次，{staff}排不上"),
        ConflictKind::MinSize => format!("{course}能来的只有{people}人，达不到开班人数"),
        ConflictKind::PersonDomain => {
            format!("{staff}（{offices}）须参加{course}，全部班次都去不了")
        }
        ConflictKind::TogetherDisjoint => {
            format!("{staff}须同班参加{course}，没有两人都能去的班次")
        }
        ConflictKind::OfficeQuota => {
            format!("{offices}有{people}人须参加{course}（{staff}），差{short}人")
        }
        ConflictKind::Seats => format!("{course}座位不够，{people}人中差{short}个座位"),
        ConflictKind::AbPair => {
            format!("{offices}的{staff}互为AB角，不能同时离岗参加{course}，差{short}人")
        }
        ConflictKind::TrainerOrVenue => {
            format!("{course}的教师或场地不够，{people}人中差{short}人")
        }
        ConflictKind::OfficeLogic => format!("{offices}的{staff}以下几条不能同时成立"),
        ConflictKind::PrereqOrder => format!("{staff}须参加{course}，先修课程排不开"),
        ConflictKind::Link => format!("{staff}参加{course}的结伴要求排不开"),
        ConflictKind::Follows => format!("{staff}的先修课程没有排上，{course}也排不上"),
        ConflictKind::NotProven => {
            format!("{staff}的{course}暂时没有排上，再精细些或调几个人，也许能排上")
        }
    };
    if facts.is_empty() { format!("{said}。") } else { format!("{said}：{facts}。") }
}

fn fix(fix: &Fix, names: Names<'_>) -> String {
    match fix {
        Fix::RaiseQuota { office, by } => format!("{}的离岗名额增加{by}人", names(office)),
        Fix::AddSession { like, seats, .. } => {
            format!("在{}的日期加开1个班次，{seats}座", names(like))
        }
        Fix::MoveLeave { staff, from, to } => format!("{}的请假（{from}至{to}）改期", names(staff)),
        Fix::AddHolder { coverage } => format!("{}增加1人顶岗", names(coverage)),
        Fix::DropLink { link } => format!("取消结伴要求{}", names(link)),
        Fix::AddRooms { series } => format!("为{}增加教师和场地", names(series)),
        Fix::LowerMin { series, min } => format!("{}的开班人数降到{min}人", names(series)),
        Fix::AddNeed { staff, course } => format!("安排{}先参加{}", names(staff), names(course)),
    }
}
