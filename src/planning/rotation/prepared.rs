//! A problem as the search reads it: small numbers in flat lists, everything in the order of its
//! id, so that the order of a file cannot change a plan.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::data_problem::DataProblem;
use super::names::Names;
use super::problem::{CandidateSession, Mix, RotationProblem};
use super::table::{
    BlockIx, CourseIx, Days, Grid, GroupIx, Index as _, OfficeIx, PersonIx, ResourceIx, RowIx,
    SeriesIx, SessionIx, Span, Table, UnitIx,
};

/// A prepared problem.
pub struct Prepared<'a> {
    pub problem: &'a RotationProblem,
    /// What was left out, and why.
    pub warnings: Vec<DataProblem>,
    /// The workdays of all sessions.
    pub calendar: Vec<Date>,
    pub offices: Table<OfficeIx, OfficeEntry>,
    pub people: Table<PersonIx, PersonEntry>,
    pub courses: Table<CourseIx, CourseEntry>,
    pub sessions: Table<SessionIx, SessionEntry>,
    pub series: Table<SeriesIx, SeriesEntry>,
    pub units: Table<UnitIx, UnitEntry>,
    pub blocks: Table<BlockIx, BlockEntry>,
    pub rows: Table<RowIx, Row>,
    /// Groups of the staff.
    pub groups: u32,
    /// How many of a row may be in training on a day.
    pub room: Grid<RowIx, u16>,
    /// How many of them are in training by locked placements.
    pub locked: Grid<RowIx, u16>,
    pub ids: Ids<'a>,
    /// Where an entry stands in the file.
    pub venue_places: Vec<u32>,
    pub trainer_places: Vec<u32>,
    /// Sessions by the order of their ids.
    pub by_name: Vec<SessionIx>,
    /// Published placements of a unit by session.
    pub published: Table<UnitIx, BTreeMap<SessionIx, u16>>,
    /// Published placements that nobody can keep any more.
    pub lost: u32,

    pub domains: Vec<Choice>,
    pub unit_people: Vec<PersonIx>,
    pub unit_rows: Vec<(RowIx, u16)>,
    pub unit_offices: Vec<(OfficeIx, u16)>,
    pub unit_groups: Vec<(GroupIx, u16)>,
    pub kin: Vec<Kin>,
    pub resources: Vec<Resource>,
    pub quotas: Vec<u32>,
    /// Units of a row, by row.
    pub row_units: Vec<UnitIx>,
    pub row_spans: Table<RowIx, Span>,
    /// Units that can go to a session, by session.
    pub session_units: Vec<UnitIx>,
    pub session_spans: Table<SessionIx, Span>,
    /// The rows somebody stands in, one twice where he holds a post twice.
    pub person_rows: Table<PersonIx, Vec<RowIx>>,
    /// Who needs what, in order.
    pub needs: Vec<(PersonIx, CourseIx, UnitIx)>,
}

/// The ids of a problem.
#[derive(Default)]
pub struct Ids<'a> {
    pub offices: Names<'a>,
    pub staff: Names<'a>,
    pub courses: Names<'a>,
    pub sessions: Names<'a>,
    pub venues: Names<'a>,
    pub trainers: Names<'a>,
}

/// An office.
#[derive(Clone, Debug)]
pub struct OfficeEntry {
    pub place: u32,
    /// The most that can be away in training on one day.
    pub most: u16,
}

/// Somebody of the staff.
#[derive(Clone, Debug)]
pub struct PersonEntry {
    pub place: u32,
    pub office: OfficeIx,
    pub group: GroupIx,
    /// Workdays on leave, in order, none twice.
    pub leave: Vec<Days>,
}

/// A course.
#[derive(Clone, Debug)]
pub struct CourseEntry {
    pub place: u32,
    pub mix: Mix,
    /// How many courses must come before it, one after another.
    pub level: u32,
    pub sessions: Vec<SessionIx>,
}

/// A session.
#[derive(Clone, Debug)]
pub struct SessionEntry {
    pub place: u32,
    pub course: CourseIx,
    pub series: SeriesIx,
    pub days: Days,
    /// Days since the start of the horizon.
    pub start: i32,
    pub end: i32,
    pub min: u32,
    /// Seats, those of the best venue.
    pub seats: u32,
    pub must_open: bool,
    pub mix: Mix,
    /// Venues that are open, the best first.
    pub venues: Span,
    pub trainers: Span,
    /// Seats of each group, where the course mixes them.
    pub quotas: Span,
    /// Why it cannot be held at all.
    pub shut: Option<Shut>,
}

/// Why a session cannot be held.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Shut {
    Cancelled,
    NoWorkday,
    NoVenue,
    NoTrainer,
    /// Fewer people can come than it needs.
    TooFew,
}

impl Shut {
    /// Can it not be opened even for nobody?
    pub const fn is_final(self) -> bool {
        !matches!(self, Self::TooFew)
    }
}

/// Sessions of one course that can stand for each other.
#[derive(Clone, Debug)]
pub struct SeriesEntry {
    pub sessions: Span,
    pub block: BlockIx,
}

/// Series for the same districts, and the units they are for.
#[derive(Clone, Debug)]
pub struct BlockEntry {
    pub units: Span,
    pub series: Vec<SeriesIx>,
}

/// People placed together.
#[derive(Clone, Debug)]
pub struct UnitEntry {
    pub course: CourseIx,
    pub people: Span,
    pub rows: Span,
    pub offices: Span,
    pub groups: Span,
    pub kin: Span,
    pub domain: Span,
    /// How many placements were published, all of which change if it is in none.
    pub published: u32,
    pub prio: u32,
    pub locked: Option<SessionIx>,
    /// Why it can go nowhere, whatever the dates are.
    pub barred: Option<Barred>,
}

/// Why people can go to no session of a course.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Barred {
    /// A link, by its place in the file.
    Link(u32),
    /// They need another course first and are not to attend it.
    Prerequisite(CourseIx),
}

/// A session somebody can go to and what that costs beside the others: waiting and change.
#[derive(Clone, Copy, Debug)]
pub struct Choice {
    pub session: SessionIx,
    pub cost: i32,
}

/// Another unit that has a say in where one goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Kin {
    pub unit: UnitIx,
    pub relation: Relation,
}

/// What the other one asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Relation {
    /// Not on the same days: the same person.
    Person,
    /// The other one must end before: a prerequisite.
    Before,
    /// The other one must start after.
    After,
    /// Not the same session.
    Apart,
}

/// What has room for so many on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Row {
    Office(OfficeIx),
    /// By its place in the file.
    Coverage(u32),
    /// People never away together, by the place of the link.
    Link(u32),
}

/// A venue or trainer that a session can have.
#[derive(Clone, Copy, Debug)]
pub struct Resource {
    pub resource: ResourceIx,
    /// Seats of the venue; no limit for a trainer.
    pub seats: u32,
}

/// A weight of the search. Leaving somebody out comes before everything else.
pub fn uncovered_weight(problem: &RotationProblem) -> i64 {
    let weights = &problem.weights;
    let other = weights.open.max(weights.change).max(weights.peak).max(weights.balance);
    i64::from(weights.uncovered.max(10_000)).max(i64::from(other) * 60)
}

impl<'a> Prepared<'a> {
    /// The session as the file has it.
    pub fn candidate(&self, session: SessionIx) -> Option<&'a CandidateSession> {
        self.problem.sessions.get(self.sessions[session].place as usize)
    }

    /// The id of a session.
    pub fn session_id(&self, session: SessionIx) -> &'a str {
        self.candidate(session).map_or("", |session| &session.id)
    }

    /// A day of the calendar.
    pub fn date(&self, day: u16) -> Date {
        self.calendar.get(day as usize).copied().unwrap_or_default()
    }

    /// The id of somebody.
    pub fn person_id(&self, person: PersonIx) -> &'a str {
        let place = self.people[person].place as usize;
        self.problem.staff.get(place).map_or("", |person| &person.id)
    }

    /// The id of a venue.
    pub fn venue_id(&self, venue: ResourceIx) -> Option<&'a str> {
        let place = *self.venue_places.get(venue.at())?;
        self.problem.venues.get(place as usize).map(|venue| &*venue.id)
    }

    /// The id of a trainer.
    pub fn trainer_id(&self, trainer: ResourceIx) -> Option<&'a str> {
        let place = *self.trainer_places.get(trainer.at())?;
        self.problem.trainers.get(place as usize).map(|trainer| &*trainer.id)
    }

    /// The id of an office.
    pub fn office_id(&self, office: OfficeIx) -> &'a str {
        let place = self.offices[office].place as usize;
        self.problem.offices.get(place).map_or("", |office| &office.id)
    }

    /// The id of a course.
    pub fn course_id(&self, course: CourseIx) -> &'a str {
        let place = self.courses[course].place as usize;
        self.problem.courses.get(place).map_or("", |course| &course.id)
    }

    /// The series of a session as the file calls it.
    pub fn series_id(&self, series: SeriesIx) -> &'a str {
        let first = SessionIx::new(self.series[series].sessions.from as usize);
        self.candidate(first).map_or("", CandidateSession::series)
    }

    /// The sessions of a series.
    pub fn sessions_of(&self, series: SeriesIx) -> impl Iterator<Item = SessionIx> + use<> {
        let span = self.series[series].sessions;
        (span.from..span.to).map(SessionIx)
    }

    /// Where a unit can go.
    #[inline(always)]
    pub fn choices(&self, unit: UnitIx) -> &[Choice] {
        self.units[unit].domain.of(&self.domains)
    }

    /// The cost of a session for a unit, `None` where it cannot go there.
    #[inline]
    pub fn choice(&self, unit: UnitIx, session: SessionIx) -> Option<i32> {
        let choices = self.choices(unit);
        let place = choices.partition_point(|choice| choice.session < session);
        choices.get(place).filter(|choice| choice.session == session).map(|choice| choice.cost)
    }

    /// The people of a unit.
    pub fn people_of(&self, unit: UnitIx) -> &[PersonIx] {
        self.units[unit].people.of(&self.unit_people)
    }

    /// How many people a unit is.
    #[inline(always)]
    pub fn heads(&self, unit: UnitIx) -> u32 {
        self.units[unit].people.len()
    }

    /// The rows that a unit takes room of.
    #[inline(always)]
    pub fn rows_of(&self, unit: UnitIx) -> &[(RowIx, u16)] {
        self.units[unit].rows.of(&self.unit_rows)
    }

    /// The units that have a say in where one goes.
    #[inline(always)]
    pub fn kin_of(&self, unit: UnitIx) -> &[Kin] {
        self.units[unit].kin.of(&self.kin)
    }

    /// Days of a person's leave within some days.
    pub fn leave_within(&self, person: PersonIx, days: Days) -> u16 {
        self.people[person].leave.iter().map(|leave| leave.common(days).len()).sum()
    }

    /// May the person go in spite of his leave?
    pub fn leave_allows(&self, person: PersonIx, days: Days) -> bool {
        let leave = u64::from(self.leave_within(person, days));
        let (part, of) = self.problem.policy.leave_tolerance.unwrap_or((0, 1));
        leave * u64::from(of.max(1)) <= u64::from(days.len()) * u64::from(part)
    }

    /// The unit of a need.
    pub fn unit_of(&self, person: PersonIx, course: CourseIx) -> Option<UnitIx> {
        let place = self.needs.partition_point(|(a, b, _)| (*a, *b) < (person, course));
        let need = self.needs.get(place).filter(|(a, b, _)| (*a, *b) == (person, course));
        need.map(|(_, _, unit)| *unit)
    }

    /// All units by what comes first: prerequisites, few choices, high priority.
    pub fn in_turn(&self) -> Vec<UnitIx> {
        use crate::order::Order as _;
        let mut units: Vec<_> = self.units.indices().collect();
        units.order_by_key(|unit| {
            let entry = &self.units[*unit];
            let free = u32::from(entry.locked.is_none());
            let level = self.courses[entry.course].level;
            (free, level, entry.domain.len(), u32::MAX - entry.prio)
        });
        units
    }
}

impl CandidateSession {
    /// The series it belongs to; the course where none is named.
    pub fn series(&self) -> &str {
        if self.series.is_empty() { &self.course } else { &self.series }
    }
}
