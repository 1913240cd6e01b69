//! What is wrong with the data of a rotation.

use jiff::civil::Date;
use thiserror::Error;

/// The lists of a problem, as the file calls them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum List {
    Offices,
    Staff,
    Coverage,
    Courses,
    Needs,
    Done,
    Venues,
    Trainers,
    Sessions,
    Links,
    Published,
}

impl List {
    /// The key in the file.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Offices => "offices",
            Self::Staff => "staff",
            Self::Coverage => "coverage",
            Self::Courses => "courses",
            Self::Needs => "needs",
            Self::Done => "done",
            Self::Venues => "venues",
            Self::Trainers => "trainers",
            Self::Sessions => "sessions",
            Self::Links => "links",
            Self::Published => "published",
        }
    }
}

/// Something that does not fit together. What is fatal stops the planning, for a plan made in
/// spite of it would be of other data than meant; the rest is left out and said.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum DataProblem {
    /// The file is of another format.
    #[error("the format is {0:?}, not rota-instance/1")]
    Format(String),
    /// An entry names something that is not there.
    #[error("{}: {entry} names {unknown:?}, which is not there", list.as_str())]
    UnknownId { list: List, entry: String, unknown: String },
    /// Two entries have one id.
    #[error("{}: {id:?} is there twice", list.as_str())]
    DuplicateId { list: List, id: String },
    /// A range ends before it begins.
    #[error("{}: {id:?} ends on {end}, before it starts on {start}", list.as_str())]
    EndBeforeStart { list: List, id: String, start: Date, end: Date },
    /// Courses that each ask for another of them first.
    #[error("courses: {} are prerequisites of one another", .0.join(", "))]
    CircularPrerequisites(Vec<String>),
    /// Sessions lie over more days than can be planned at once.
    #[error("sessions lie over too many days: {0}")]
    TooManyDays(usize),

    /// The same need twice; the later one counts.
    #[error("needs: {staff:?} needs {course:?} twice; the later one counts")]
    DuplicateNeed { staff: String, course: String },
    /// Nothing is asked for.
    #[error("needs: there are none, the plan is empty")]
    NoNeeds,
    /// Nothing can be opened.
    #[error("sessions: there are none, nobody can be placed")]
    NoSessions,
    /// A course that is needed has no session.
    #[error("courses: {0:?} is needed and has no session")]
    NoSession(String),
    /// No day of the session is a workday.
    #[error("sessions: {0:?} has no workday and is left out")]
    NoWorkday(String),
    /// The minimum is above the seats.
    #[error("sessions: {0:?} has a minimum above its seats and is left out")]
    MinAboveMax(String),
    /// A venue without seats.
    #[error("venues: {0:?} has no seats")]
    NoSeats(String),
    /// More people must be present than there are holders.
    #[error("coverage: {0:?} asks for more people than hold the post, none of them can go")]
    CoverAboveHolders(String),
    /// A link that no placement of both satisfies.
    #[error("links: {0:?} can never hold for both placed")]
    LinkNeverHolds(String),
    /// A link that says nothing: its course is missing.
    #[error("links: {0:?} names no course and is left out")]
    LinkWithoutCourse(String),
    /// A published placement of somebody or something that is no longer there.
    #[error("published: {staff:?} in {session:?} is no longer there, or no longer needed")]
    PublishedGone { staff: String, session: String },
    /// A locked placement that a rule forbids today; it stays all the same.
    #[error("published: {staff:?} is locked in {session:?}, against a rule")]
    LockedAgainstRule { staff: String, session: String },
}

impl DataProblem {
    /// Does it stop the planning?
    pub const fn is_fatal(&self) -> bool {
        matches!(
            self,
            Self::Format(_)
                | Self::UnknownId { .. }
                | Self::DuplicateId { .. }
                | Self::EndBeforeStart { .. }
                | Self::CircularPrerequisites(_)
                | Self::TooManyDays(_)
        )
    }
}
