//! Texts on people who cannot be placed.

use super::count;
use crate::i18n::zh::conflicts::{Conflicts, Names};
use crate::planning::rotation::explain::conflict::{Conflict, ConflictKind, Fact, Fix, Reason};

pub const CONFLICTS: Conflicts = Conflicts {
    at_least: |people| format!("At least {} cannot be placed", count(people as usize, "need")),
    kind,
    sentence,
    fact,
    fix,
};

const fn kind(kind: ConflictKind) -> &'static str {
    match kind {
        ConflictKind::NoSession => "No session can be held",
        ConflictKind::MinSize => "Too few for a session",
        ConflictKind::PersonDomain => "Can come to none",
        ConflictKind::TogetherDisjoint => "No session for both",
        ConflictKind::OfficeQuota => "Office quota too small",
        ConflictKind::Seats => "Too few seats",
        ConflictKind::AbPair => "Holders of one post",
        ConflictKind::TrainerOrVenue => "Too few trainers or venues",
        ConflictKind::OfficeLogic => "Does not fit together in the office",
        ConflictKind::PrereqOrder => "No time after the earlier course",
        ConflictKind::Link => "Companions cannot be placed",
        ConflictKind::Follows => "Earlier course not placed",
        ConflictKind::NotProven => "Not placed",
    }
}

fn list(ids: &[String], names: Names<'_>) -> String {
    let first: Vec<_> = ids.iter().take(4).map(|id| names(id)).collect();
    let more = match ids.len() {
        0..=4 => String::new(),
        all => format!(" and {} more", all - 4),
    };
    format!("{}{more}", first.join(", "))
}

const fn reason(reason: Reason) -> &'static str {
    match reason {
        Reason::Cancelled => "cancelled",
        Reason::NoWorkday => "without a workday",
        Reason::NoVenue => "without a venue",
        Reason::NoTrainer => "without a trainer",
        Reason::TooFew => "with too few people",
        Reason::Scope => "for other offices or groups",
        Reason::Leave => "during leave",
        Reason::OfficeRoom => "while the office has nobody to spare",
        Reason::CoverRoom => "while the other holder is away",
        Reason::LinkRoom => "while the companion is away",
        Reason::Locked => "at the time of a confirmed session",
        Reason::Early => "before the earlier course ends",
        Reason::Partner => "closed to the companion",
        Reason::Full => "full",
        Reason::Clash => "in conflict with other placements",
    }
}

fn fact(fact: &Fact, names: Names<'_>) -> String {
    match fact {
        Fact::Closed { reason: why, sessions } => {
            format!("{} {}", count(*sessions as usize, "session"), reason(*why))
        }
        Fact::Leave { staff, from, to } => format!("{} on leave {from} to {to}", names(staff)),
        Fact::Quota { office, room, times: 0, .. } => {
            format!("{} lets {room} go on one day", names(office))
        }
        Fact::Quota { office, room, times, holds } => format!(
            "{} lets {room} go on one day, {holds} over {}",
            names(office),
            count(*times as usize, "time")
        ),
        Fact::Cover { coverage, room, times: 0, .. } => {
            format!("{} spares {room} on one day", names(coverage))
        }
        Fact::Cover { coverage, room, times, holds } => format!(
            "{} spares {room} on one day, {holds} over {}",
            names(coverage),
            count(*times as usize, "time")
        ),
        Fact::Seats { sessions, seats } => {
            let sessions = count(*sessions as usize, "session");
            format!("{} in {sessions}", count(*seats as usize, "seat"))
        }
        Fact::Together { sessions, held, seats } => format!(
            "of {} at one time {held} can be held, with {}",
            count(*sessions as usize, "session"),
            count(*seats as usize, "seat")
        ),
        Fact::Before { course, before } => {
            format!("{} comes after {}", names(course), names(before))
        }
        Fact::Link { link } => format!("companions {}", names(link)),
        Fact::Need { staff, course } => format!("{} needs {}", names(staff), names(course)),
    }
}

fn sentence(conflict: &Conflict, names: Names<'_>) -> String {
    let facts: Vec<_> = conflict.facts.iter().map(|one| fact(one, names)).collect();
    let (staff, course) = (list(&conflict.staff, names), names(&conflict.course));
    let short = match conflict.shortage {
        all if all as usize == conflict.staff.len() => String::new(),
        short => format!(" ({short} too many)"),
    };
    let said = format!("{}: {staff}, {course}{short}", kind(conflict.kind));
    if facts.is_empty() { format!("{said}.") } else { format!("{said}; {}.", facts.join("; ")) }
}

fn fix(fix: &Fix, names: Names<'_>) -> String {
    match fix {
        Fix::RaiseQuota { office, by } => format!("Let {by} more of {} go", names(office)),
        Fix::AddSession { like, seats, .. } => {
            format!("One more session on the days of {}, {seats} seats", names(like))
        }
        Fix::MoveLeave { staff, from, to } => {
            format!("Move the leave of {}, {from} to {to}", names(staff))
        }
        Fix::AddHolder { coverage } => format!("One more to cover {}", names(coverage)),
        Fix::DropLink { link } => format!("Drop companions {}", names(link)),
        Fix::AddRooms { series } => format!("More trainers and venues for {}", names(series)),
        Fix::LowerMin { series, min } => format!("Hold {} with {min}", names(series)),
        Fix::AddNeed { staff, course } => {
            format!("Let {} attend {} first", names(staff), names(course))
        }
    }
}
