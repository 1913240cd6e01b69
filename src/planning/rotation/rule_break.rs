//! The hard rules of a rotation, and what breaks one.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// A rule that a plan breaks, with whom, where and when. Everything is named by its id.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize, Serialize)]
#[serde(rename_all = "snake_case", tag = "rule")]
pub enum RuleBreak {
    /// H1: nobody asked for this placement.
    NotNeeded { staff: String, course: String },
    /// H1: one need, two sessions.
    PlacedTwice { staff: String, course: String },
    /// H1: no such session, or of another course.
    NotASession { staff: String, course: String, session: String },
    /// H2: the session is for other districts, groups or offices.
    OutOfScope { staff: String, session: String },
    /// H2: the session was cancelled.
    Cancelled { session: String },
    /// H2: no day of the session is worked.
    NoWorkday { session: String },
    /// H3: fewer people than the session needs.
    TooFew { session: String, people: u32, min: u32 },
    /// H3: more people than seats.
    NoSeat { session: String, people: u32, seats: u32 },
    /// H3: opened for nobody.
    Empty { session: String },
    /// H4: on leave, on this day first.
    OnLeave { staff: String, session: String, day: Date },
    /// H5: two sessions on one day.
    Overlap { staff: String, session: String, other: String },
    /// H6: the course asks for another one that does not end before.
    Prerequisite { staff: String, course: String, before: String },
    /// H7: more of an office in training than its quota and leave allow (`room`).
    OfficeQuota { office: String, day: Date, away: Vec<String>, on_leave: Vec<String>, room: u32 },
    /// H8: too few holders of a post left.
    Cover { coverage: String, day: Date, away: Vec<String>, on_leave: Vec<String>, room: u32 },
    /// H9: a link does not hold.
    Link { link: String, other: String },
    /// H10: no venue, or not one of the session's, or closed.
    Venue { session: String, venue: String },
    /// H10: two sessions in one venue.
    VenueTaken { session: String, other: String, venue: String, day: Date },
    /// H11: the same of the trainer.
    Trainer { session: String, trainer: String },
    /// H11: two sessions with one trainer.
    TrainerTaken { session: String, other: String, trainer: String, day: Date },
    /// H12: a locked placement moved.
    LockedMoved { staff: String, course: String, session: String },
    /// H12: a session that must open did not.
    NotOpened { session: String },
}

impl RuleBreak {
    /// The number of the rule, 1–12.
    pub const fn number(&self) -> u8 {
        match self {
            Self::NotNeeded { .. } | Self::PlacedTwice { .. } | Self::NotASession { .. } => 1,
            Self::OutOfScope { .. } | Self::Cancelled { .. } | Self::NoWorkday { .. } => 2,
            Self::TooFew { .. } | Self::NoSeat { .. } | Self::Empty { .. } => 3,
            Self::OnLeave { .. } => 4,
            Self::Overlap { .. } => 5,
            Self::Prerequisite { .. } => 6,
            Self::OfficeQuota { .. } => 7,
            Self::Cover { .. } => 8,
            Self::Link { .. } => 9,
            Self::Venue { .. } | Self::VenueTaken { .. } => 10,
            Self::Trainer { .. } | Self::TrainerTaken { .. } => 11,
            Self::LockedMoved { .. } | Self::NotOpened { .. } => 12,
        }
    }
}

/// The components of a plan's score, all the smaller the better.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
pub struct Score {
    /// Needs without a session.
    pub uncovered: u32,
    /// Published placements that differ.
    pub change: u32,
    /// Sessions held.
    pub open: u32,
    /// Largest less smallest session, over all series.
    pub balance: u32,
    /// The most people away for training on one day, over all offices.
    pub peak: u32,
    /// Groups in a session beyond the first, or people above the quota of their group.
    pub mix: u32,
    /// Priority times weeks of waiting.
    pub wait: i64,
    /// By the weights of the problem.
    pub total: i64,
}
