//! What a rotation is made from and what comes out, as plain data: `rota-instance/1` and
//! `rota-solution/1`. Days are ISO dates, ranges include both ends, and what is not known here is
//! passed over.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// From one day to another, both included.
pub type Range = (Date, Date);

/// Everything a plan depends on.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
pub struct RotationProblem {
    pub format: String,
    pub id: String,
    pub horizon: Horizon,
    #[serde(default)]
    pub policy: Policy,
    #[serde(default)]
    pub weights: Weights,
    pub offices: Vec<RotaOffice>,
    pub staff: Vec<Member>,
    #[serde(default)]
    pub coverage: Vec<Coverage>,
    pub courses: Vec<RotaCourse>,
    pub needs: Vec<Need>,
    /// Who attended which course earlier.
    #[serde(default)]
    pub done: Vec<(String, String)>,
    #[serde(default)]
    pub venues: Vec<Venue>,
    #[serde(default)]
    pub trainers: Vec<Trainer>,
    pub sessions: Vec<CandidateSession>,
    #[serde(default)]
    pub links: Vec<Link>,
    #[serde(default)]
    pub published: Vec<Published>,
}

/// The days to plan on.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
pub struct Horizon {
    /// Weeks of waiting count from here.
    pub start: Date,
    pub end: Date,
    #[serde(default)]
    pub holidays: Vec<Date>,
    /// Exactly these are workdays where given (make-up workdays of 调休); else Monday to Friday
    /// less the holidays.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub workdays: Option<Vec<Date>>,
}

/// How leave is counted.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
#[serde(default)]
pub struct Policy {
    /// Somebody on leave uses up the quota of the office and the cover of his post.
    pub leave_counts_as_absence: bool,
    /// A leave of at least so many workdays does not. A long one would close a small office to
    /// everybody.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub long_leave_exempt_days: Option<u32>,
    /// The part of a session one may be on leave for, as numerator and denominator. The
    /// regulation on training cadres (2023) allows 1/7 of the hours; nothing here by default.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub leave_tolerance: Option<(u32, u32)>,
}

impl Default for Policy {
    fn default() -> Self {
        Self { leave_counts_as_absence: true, long_leave_exempt_days: None, leave_tolerance: None }
    }
}

/// What each component of the score counts.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
#[serde(default)]
pub struct Weights {
    pub uncovered: u32,
    pub change: u32,
    pub open: u32,
    pub balance: u32,
    pub peak: u32,
    pub mix: u32,
    pub wait: u32,
}

impl Default for Weights {
    fn default() -> Self {
        Self { uncovered: 10_000, change: 50, open: 100, balance: 5, peak: 3, mix: 2, wait: 1 }
    }
}

/// An office and how many of it may be away on one workday.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
pub struct RotaOffice {
    pub id: String,
    #[serde(default)]
    pub district: String,
    pub max_absent: u32,
}

/// Somebody of the staff.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
pub struct Member {
    pub id: String,
    pub office: String,
    /// The training group.
    #[serde(default)]
    pub group: String,
    #[serde(default)]
    pub leave: Vec<Range>,
}

/// AB角: of these holders of a post at least `min_present` are at work on every workday.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
pub struct Coverage {
    pub id: String,
    #[serde(default)]
    pub office: String,
    #[serde(default)]
    pub post: String,
    pub holders: Vec<String>,
    pub min_present: u32,
}

/// How the groups should stand in a session.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Mix {
    #[default]
    None,
    /// One group a session.
    Homogeneous,
    /// No group above its quota.
    Mixed,
}

/// A course.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
pub struct RotaCourse {
    pub id: String,
    #[serde(default)]
    pub name: String,
    /// Attended before: done earlier, or in a session that ends before this one starts.
    #[serde(default)]
    pub prereq: Vec<String>,
    #[serde(default)]
    pub mix: Mix,
}

/// Somebody must attend a course.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
pub struct Need {
    pub staff: String,
    pub course: String,
    /// 0–3, higher is sooner.
    #[serde(default)]
    pub prio: u32,
}

/// A place.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
pub struct Venue {
    pub id: String,
    pub seats: u32,
    #[serde(default)]
    pub closed: Vec<Range>,
}

/// Who teaches.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
pub struct Trainer {
    pub id: String,
    #[serde(default)]
    pub busy: Vec<Range>,
}

/// A session that may be opened.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
pub struct CandidateSession {
    pub id: String,
    pub course: String,
    /// Sessions of one series are interchangeable.
    #[serde(default)]
    pub series: String,
    pub start: Date,
    pub end: Date,
    #[serde(default)]
    pub min: u32,
    pub max: u32,
    #[serde(default)]
    pub venues: Vec<String>,
    #[serde(default)]
    pub trainers: Vec<String>,
    /// For the offices of these districts only.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub districts: Option<Vec<String>>,
    /// For these groups only, where any are named.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub groups: Option<Vec<String>>,
    /// Not for these offices.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub not_offices: Option<Vec<String>>,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub must_open: bool,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub cancelled: bool,
    /// Seats of each group, for a course that mixes them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub quota: Option<BTreeMap<String, u32>>,
}

/// What two people have to do with each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum LinkKind {
    /// Both in the same session of the course, or both in none.
    SameSession,
    NotSameSession,
    /// Never in training on the same day, whatever the course.
    NotAwayTogether,
}

/// Two people that the plan looks at together.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
pub struct Link {
    pub id: String,
    pub kind: LinkKind,
    pub staff: [String; 2],
    #[serde(default)]
    pub course: Option<String>,
}

/// A placement that people were told.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
pub struct Published {
    pub staff: String,
    pub course: String,
    pub session: String,
    /// It stays as it is: the session is over, or confirmed.
    #[serde(default)]
    pub locked: bool,
}

/// Who goes where: `rota-solution/1`.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
pub struct RotaPlan {
    pub format: String,
    /// The id of the problem.
    pub instance: String,
    /// Staff, course and session.
    pub assign: Vec<(String, String, String)>,
    pub sessions: Vec<OpenSession>,
}

/// A session that is held, with place and trainer.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
pub struct OpenSession {
    pub id: String,
    pub venue: String,
    pub trainer: String,
}

/// The format of a problem.
pub const INSTANCE: &str = "rota-instance/1";
/// The format of a plan.
pub const SOLUTION: &str = "rota-solution/1";

impl RotaPlan {
    /// The plan that places nobody.
    pub fn empty(problem: &RotationProblem) -> Self {
        Self {
            format: SOLUTION.to_owned(),
            instance: problem.id.clone(),
            assign: Vec::new(),
            sessions: Vec::new(),
        }
    }
}
