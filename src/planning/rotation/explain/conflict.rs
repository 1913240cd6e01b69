//! Why people cannot be placed, as data; the sentence is made in `i18n`.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// What stands in the way.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ConflictKind {
    /// No session of the course can be held for them.
    NoSession,
    /// Fewer people can come than a session needs.
    MinSize,
    /// Somebody can come to none of the sessions.
    PersonDomain,
    /// People who go together can, but never to the same one.
    TogetherDisjoint,
    /// The office lets too few go at a time.
    OfficeQuota,
    /// Too few seats.
    Seats,
    /// The holders of a post cannot be away together.
    AbPair,
    /// Sessions at the same time have too few trainers or venues.
    TrainerOrVenue,
    /// What the people of an office must attend does not fit together.
    OfficeLogic,
    /// The course that must come before leaves no time.
    PrereqOrder,
    /// Two people who have to do with each other.
    Link,
    /// The course that must come before is not attended.
    Follows,
    /// Nobody was found a place, which proves nothing.
    NotProven,
}

/// A reason why sessions are closed to somebody.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Reason {
    Cancelled,
    NoWorkday,
    NoVenue,
    NoTrainer,
    TooFew,
    /// For other districts, offices or groups.
    Scope,
    Leave,
    /// Colleagues on leave, or confirmed elsewhere, use up the quota of the office.
    OfficeRoom,
    /// The other holders of the post are away.
    CoverRoom,
    /// The other one of a link is away.
    LinkRoom,
    /// Confirmed in another course at that time.
    Locked,
    /// Before the course that must come first.
    Early,
    /// Somebody else cannot come.
    Partner,
    /// Every seat is taken.
    Full,
    /// Another of the placements of the plan.
    Clash,
}

/// Something that holds and has a part in the conflict.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize, Serialize)]
#[serde(rename_all = "snake_case", tag = "fact")]
pub enum Fact {
    /// So many sessions are closed, for this reason.
    Closed { reason: Reason, sessions: u32 },
    /// On leave.
    Leave { staff: String, from: Date, to: Date },
    /// So many of the office may be away at a time; together the times hold so many.
    Quota { office: String, room: u32, times: u32, holds: u32 },
    /// The holders of a post, of whom so many may be away at a time.
    Cover { coverage: String, room: u32, times: u32, holds: u32 },
    /// The sessions they can come to have so many seats.
    Seats { sessions: u32, seats: u32 },
    /// Of the sessions at one time only so many can be held.
    Together { sessions: u32, held: u32, seats: u32 },
    /// The course needs another one before.
    Before { course: String, before: String },
    /// A link.
    Link { link: String },
    /// Somebody must attend a course.
    Need { staff: String, course: String },
}

/// A change that makes the conflict go away; found by planning these people again with it.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "snake_case", tag = "fix")]
pub enum Fix {
    /// The office lets so many more go at a time.
    RaiseQuota { office: String, by: u32 },
    /// One more session, on days like this one's.
    AddSession { series: String, like: String, seats: u32 },
    /// The leave is moved.
    MoveLeave { staff: String, from: Date, to: Date },
    /// One more person covers the post.
    AddHolder { coverage: String },
    /// The link is dropped.
    DropLink { link: String },
    /// The sessions of the series get venues and trainers of their own.
    AddRooms { series: String },
    /// The sessions of the series need no more than so many.
    LowerMin { series: String, min: u32 },
    /// The course that must come before is planned too.
    AddNeed { staff: String, course: String },
}

/// People who cannot all be placed in a course.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
pub struct Conflict {
    pub kind: ConflictKind,
    /// Whatever the plan: of these people in this course at least `shortage` are left out.
    pub proven: bool,
    pub shortage: u32,
    pub course: String,
    pub series: Option<String>,
    pub offices: Vec<String>,
    pub staff: Vec<String>,
    pub facts: Vec<Fact>,
    pub fixes: Vec<Fix>,
}

/// What can be said before planning.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
pub struct Precheck {
    /// So many needs at least are left out by every plan.
    pub at_least_uncovered: u32,
    pub conflicts: Vec<Conflict>,
}
