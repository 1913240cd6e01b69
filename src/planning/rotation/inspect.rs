//! Questions about a plan: why somebody is not in a session, what a move would do, what has
//! changed between two plans.

use serde::{Deserialize, Serialize};

use super::barrier::Barrier;
use super::placed::state_of;
use super::prepared::{Barred, Prepared, Relation, Row, Shut};
use super::problem::{LinkKind, RotaPlan};
use super::rule_break::RuleBreak;
use super::state::{NOWHERE, State};
use super::table::{PersonIx, RowIx, SessionIx, UnitIx};
use crate::order::Gather as _;

/// Could somebody go to a session? Nothing where he could, else the first rule against it.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
pub struct Verdict {
    pub session: String,
    pub broken: Option<RuleBreak>,
}

/// Somebody goes to another session of the course, or to none.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
pub struct Move {
    pub staff: String,
    pub course: String,
    pub to: Option<String>,
}

/// Somebody who is elsewhere than before.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
pub struct Change {
    pub staff: String,
    pub course: String,
    pub from: Option<String>,
    pub to: Option<String>,
}

/// What a move does.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
pub struct PlanDelta {
    pub plan: RotaPlan,
    pub diff: PlanDiff,
    /// How much worse the score is, by the weights of the search.
    pub cost: i64,
}

/// What is different in a new plan.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
pub struct PlanDiff {
    pub changes: Vec<Change>,
    pub opened: Vec<String>,
    pub closed: Vec<String>,
}

/// What keeps somebody from each session of a course in a plan, his present one included.
/// Empty where he does not need the course.
pub fn why_not(
    prepared: &Prepared<'_>,
    plan: &RotaPlan,
    staff: &str,
    course: &str,
) -> Vec<Verdict> {
    let need = prepared.person(staff).zip(prepared.course(course));
    let Some((person, course)) = need else { return Vec::new() };
    let Some(unit) = prepared.unit_of(person, course) else { return Vec::new() };
    let mut state = state_of(prepared, plan);
    state.go_out(unit);
    let sessions = prepared.courses[course].sessions.iter();
    let verdict = |session: &SessionIx| Verdict {
        session: prepared.session_id(*session).to_owned(),
        broken: state.breaks(unit, *session).into_iter().next(),
    };
    sessions.map(verdict).collect()
}

/// What a move would do.
///
/// # Errors
/// Every rule that it would break, with the day and the colleagues.
pub fn try_move(
    prepared: &Prepared<'_>,
    plan: &RotaPlan,
    wanted: &Move,
) -> Result<PlanDelta, Vec<RuleBreak>> {
    let unknown = || {
        let (staff, course) = (wanted.staff.clone(), wanted.course.clone());
        vec![RuleBreak::NotNeeded { staff, course }]
    };
    let need = prepared.person(&wanted.staff).zip(prepared.course(&wanted.course));
    let unit = need.and_then(|(person, course)| prepared.unit_of(person, course));
    let unit = unit.ok_or_else(unknown)?;
    let mut state = state_of(prepared, plan);
    let (from, before) = (state.at[unit], state.cost);
    let mut broken = Vec::new();
    if let Some(locked) = prepared.units[unit].locked {
        let (staff, course) = (wanted.staff.clone(), wanted.course.clone());
        let session = prepared.session_id(locked).to_owned();
        return Err(vec![RuleBreak::LockedMoved { staff, course, session }]);
    }
    state.go_out(unit);
    let to = match &wanted.to {
        None => NOWHERE,
        Some(id) => match prepared.session(id) {
            Some(to) if prepared.sessions[to].course == prepared.units[unit].course => to,
            _ => {
                let (staff, course) = (wanted.staff.clone(), wanted.course.clone());
                return Err(vec![RuleBreak::NotASession { staff, course, session: id.clone() }]);
            }
        },
    };
    if to == NOWHERE {
        broken.extend(state.followers(unit));
    } else {
        broken.extend(state.breaks(unit, to));
    }
    if from != NOWHERE && from != to {
        let (people, min) = (state.heads[from], prepared.sessions[from].min);
        if people > 0 && people < min {
            let session = prepared.session_id(from).to_owned();
            broken.push(RuleBreak::TooFew { session, people, min });
        }
    }
    if !broken.is_empty() {
        return Err(broken);
    }
    if to != NOWHERE {
        if !state.is_open(to) {
            state.open(to);
        }
        state.go(unit, to);
    }
    let moved = state.plan();
    Ok(PlanDelta { diff: compare(plan, &moved), cost: state.cost - before, plan: moved })
}

/// Who is elsewhere in the new plan, and which sessions are held that were not, or no longer.
pub fn compare(old: &RotaPlan, new: &RotaPlan) -> PlanDiff {
    let by_need = |plan: &RotaPlan| {
        let list = plan.assign.iter();
        list.map(|(staff, course, session)| ((staff.clone(), course.clone()), session.clone()))
            .gather_map()
    };
    let (before, after) = (by_need(old), by_need(new));
    let needs = before.keys().chain(after.keys()).gather_set();
    let changes = needs.into_iter().filter_map(|need| {
        let (from, to) = (before.get(need).cloned(), after.get(need).cloned());
        let (staff, course) = need.clone();
        (from != to).then_some(Change { staff, course, from, to })
    });
    let held = |plan: &RotaPlan| plan.assign.iter().map(|(.., one)| one.clone()).gather_set();
    let (was, is) = (held(old), held(new));
    PlanDiff {
        changes: changes.collect(),
        opened: is.difference(&was).cloned().collect(),
        closed: was.difference(&is).cloned().collect(),
    }
}

impl State<'_> {
    fn go_out(&mut self, unit: UnitIx) {
        if self.at[unit] != NOWHERE {
            self.go(unit, NOWHERE);
        }
    }

    /// Later courses that a unit would leave without what must come before.
    fn followers(&self, unit: UnitIx) -> Vec<RuleBreak> {
        let prepared = self.prepared;
        let kin = prepared.kin_of(unit).iter();
        let after =
            kin.filter(|kin| kin.relation == Relation::After && self.at[kin.unit] != NOWHERE);
        after.map(|kin| self.order_break(kin.unit, unit)).collect()
    }

    fn first_of(&self, unit: UnitIx) -> String {
        let person = self.prepared.people_of(unit).first().copied();
        person.map_or("", |person| self.prepared.person_id(person)).to_owned()
    }

    /// The later unit comes without the earlier one.
    fn order_break(&self, later: UnitIx, earlier: UnitIx) -> RuleBreak {
        let course =
            |unit: UnitIx| self.prepared.course_id(self.prepared.units[unit].course).to_owned();
        RuleBreak::Prerequisite {
            staff: self.first_of(later),
            course: course(later),
            before: course(earlier),
        }
    }

    /// The rules that keep a unit, which is nowhere, out of a session.
    fn breaks(&self, unit: UnitIx, session: SessionIx) -> Vec<RuleBreak> {
        let prepared = self.prepared;
        if let Some(barrier) = prepared.barrier(unit, session) {
            return vec![self.barred(unit, session, barrier)];
        }
        let mut broken = Vec::new();
        if let Some((other, relation)) = self.against(unit, session) {
            broken.push(self.related(unit, session, other, relation));
        }
        for (row, day) in self.all_without_room(unit, session) {
            broken.push(self.row_break(unit, row, day));
        }
        let name = || prepared.session_id(session).to_owned();
        let people = self.heads[session] + prepared.heads(unit);
        let entry = &prepared.sessions[session];
        if self.is_open(session) {
            if people > self.seats[session] {
                let (session, seats) = (name(), self.seats[session]);
                broken.push(RuleBreak::NoSeat { session, people, seats });
            }
        } else if !self.could_open(session) {
            broken.push(RuleBreak::Venue { session: name(), venue: String::new() });
        }
        if people < entry.min {
            broken.push(RuleBreak::TooFew { session: name(), people, min: entry.min });
        }
        broken
    }

    fn barred(&self, unit: UnitIx, session: SessionIx, barrier: Barrier) -> RuleBreak {
        let prepared = self.prepared;
        let name = prepared.session_id(session).to_owned();
        let own = self.first_of(unit);
        let course = prepared.course_id(prepared.units[unit].course).to_owned();
        match barrier {
            Barrier::Barred(Barred::Link(place)) => {
                let link = prepared.problem.links.get(place as usize);
                let other = link.and_then(|link| link.staff.iter().find(|one| **one != own));
                RuleBreak::Link {
                    link: link.map_or(String::new(), |link| link.id.clone()),
                    other: other.cloned().unwrap_or_default(),
                }
            }
            Barrier::Barred(Barred::Prerequisite(before)) | Barrier::Early(before) => {
                let before = prepared.course_id(before).to_owned();
                RuleBreak::Prerequisite { staff: own, course, before }
            }
            Barrier::Shut(Shut::Cancelled) => RuleBreak::Cancelled { session: name },
            Barrier::Shut(Shut::NoVenue) => {
                RuleBreak::Venue { session: name, venue: String::new() }
            }
            Barrier::Shut(Shut::NoTrainer) => {
                RuleBreak::Trainer { session: name, trainer: String::new() }
            }
            Barrier::Shut(Shut::NoWorkday) => {
                RuleBreak::NotASession { staff: own, course, session: name }
            }
            Barrier::Shut(Shut::TooFew) => {
                let units = prepared.session_spans[session].of(&prepared.session_units);
                let people = units.iter().map(|unit| prepared.heads(*unit)).sum();
                RuleBreak::TooFew { session: name, people, min: prepared.sessions[session].min }
            }
            Barrier::District(_) | Barrier::Office(_) | Barrier::Group(_) => {
                RuleBreak::OutOfScope { staff: own, session: name }
            }
            Barrier::Leave(person, day) => RuleBreak::OnLeave {
                staff: prepared.person_id(person).to_owned(),
                session: name,
                day: prepared.date(day),
            },
            Barrier::Room(row, day) => self.row_break(unit, row, day),
            Barrier::Locked(other) => {
                let kin = prepared.kin_of(unit).iter().find(|kin| kin.unit == other);
                let relation = kin.map_or(Relation::Person, |kin| kin.relation);
                self.related(unit, session, other, relation)
            }
        }
    }

    fn related(
        &self,
        unit: UnitIx,
        session: SessionIx,
        other: UnitIx,
        relation: Relation,
    ) -> RuleBreak {
        let prepared = self.prepared;
        match relation {
            Relation::Person => RuleBreak::Overlap {
                staff: self.first_of(unit),
                session: prepared.session_id(session).to_owned(),
                other: prepared.session_id(self.at[other]).to_owned(),
            },
            Relation::Before => self.order_break(unit, other),
            Relation::After => self.order_break(other, unit),
            Relation::Apart => {
                let people =
                    |unit| prepared.people_of(unit).iter().map(|one| prepared.person_id(*one));
                let link = prepared.problem.links.iter().find(|link| {
                    let [a, b] = link.staff.each_ref();
                    let one = |unit, name: &str| people(unit).any(|person| person == name);
                    link.kind == LinkKind::NotSameSession
                        && (one(unit, a) && one(other, b) || one(unit, b) && one(other, a))
                });
                let link = link.map_or(String::new(), |link| link.id.clone());
                RuleBreak::Link { link, other: self.first_of(other) }
            }
        }
    }

    /// A row that has no room on a day: who is in training then, and who on leave.
    fn row_break(&self, unit: UnitIx, row: RowIx, day: u16) -> RuleBreak {
        let prepared = self.prepared;
        let mut away: Vec<String> = Vec::new();
        for other in prepared.row_spans[row].of(&prepared.row_units) {
            if *other != unit && self.days(self.at[*other]).contains(day) {
                let own = prepared.people_of(*other).iter();
                let stands = own.filter(|person| prepared.person_rows[**person].contains(&row));
                away.extend(stands.map(|person| prepared.person_id(*person).to_owned()));
            }
        }
        let on_leave = prepared.people.indices().filter(|person: &PersonIx| {
            prepared.person_rows[*person].contains(&row)
                && prepared.people[*person].leave.iter().any(|leave| leave.contains(day))
        });
        let on_leave: Vec<String> =
            on_leave.map(|person| prepared.person_id(person).to_owned()).collect();
        let (room, day) = (u32::from(prepared.room.day(row, day)), prepared.date(day));
        match prepared.rows[row] {
            Row::Office(office) => {
                let office = prepared.office_id(office).to_owned();
                RuleBreak::OfficeQuota { office, day, away, on_leave, room }
            }
            Row::Coverage(place) => {
                let entry = prepared.problem.coverage.get(place as usize);
                let coverage = entry.map_or(String::new(), |entry| entry.id.clone());
                RuleBreak::Cover { coverage, day, away, on_leave, room }
            }
            Row::Link(place) => {
                let entry = prepared.problem.links.get(place as usize);
                let link = entry.map_or(String::new(), |entry| entry.id.clone());
                RuleBreak::Link { link, other: away.into_iter().next().unwrap_or_default() }
            }
        }
    }
}
