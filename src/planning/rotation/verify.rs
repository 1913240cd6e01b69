//! Checks a plan against the problem as it stands in the file, and counts its score. A second
//! implementation on purpose: it shares nothing with the search but the two formats.
//!
//! A locked placement is history, or as good as: it is not checked against leave, room, scope and
//! order again (`locked ones are exempt`), but it counts for everybody else. Beyond the locked
//! ones nobody may stand where they use up the room.

use std::collections::{BTreeMap, BTreeSet};

use jiff::ToSpan as _;
use jiff::civil::{Date, Weekday};

use super::problem::{CandidateSession, LinkKind, Mix, Range, RotaPlan, RotationProblem};
use super::rule_break::{RuleBreak, Score};

type Ids<'a, T> = BTreeMap<&'a str, T>;

/// A plan beside its problem.
struct Check<'a> {
    problem: &'a RotationProblem,
    plan: &'a RotaPlan,
    sessions: Ids<'a, &'a CandidateSession>,
    /// The workdays of each session.
    days: Ids<'a, Vec<Date>>,
    /// The days of leave of everybody.
    leave: Ids<'a, BTreeSet<Date>>,
    /// Those that use up quota and cover.
    counted_leave: Ids<'a, BTreeSet<Date>>,
    office_of: Ids<'a, &'a str>,
    group_of: Ids<'a, &'a str>,
    locked: BTreeSet<(&'a str, &'a str)>,
    /// Session by staff and course.
    placed: BTreeMap<(&'a str, &'a str), &'a str>,
    needs: BTreeMap<(&'a str, &'a str), u32>,
    found: Vec<RuleBreak>,
}

/// Everything that a plan breaks; nothing for a good plan.
pub fn verify(problem: &RotationProblem, plan: &RotaPlan) -> Vec<RuleBreak> {
    let mut check = Check::new(problem, plan);
    check.people();
    check.sizes();
    check.rows();
    check.links();
    check.rooms();
    check.kept();
    check.found
}

/// The score of a plan, counted anew.
pub fn score(problem: &RotationProblem, plan: &RotaPlan) -> Score {
    Check::new(problem, plan).score()
}

impl<'a> Check<'a> {
    fn new(problem: &'a RotationProblem, plan: &'a RotaPlan) -> Self {
        let holidays: BTreeSet<Date> = problem.horizon.holidays.iter().copied().collect();
        let exactly = problem.horizon.workdays.as_ref();
        let exactly: Option<BTreeSet<Date>> = exactly.map(|days| days.iter().copied().collect());
        let workday = |day: &Date| match &exactly {
            Some(days) => days.contains(day),
            None => {
                !matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday)
                    && !holidays.contains(day)
            }
        };
        let first = problem.sessions.iter().map(|session| session.start).min();
        let last = problem.sessions.iter().map(|session| session.end).max();
        // Leave outside all sessions touches nothing.
        let workdays = |(from, to): Range| -> Vec<Date> {
            let (Some(first), Some(last)) = (first, last) else { return Vec::new() };
            let (from, to) = (from.max(first), to.min(last));
            from.series(1.day()).take_while(|day| *day <= to).filter(&workday).collect()
        };
        let policy = &problem.policy;
        let counts = |(from, to): &&Range| {
            policy.leave_counts_as_absence
                && policy.long_leave_exempt_days.is_none_or(|most| {
                    from.until(*to).is_ok_and(|span| i64::from(span.get_days()) + 1 < most.into())
                })
        };
        let mut check = Self {
            problem,
            plan,
            sessions: BTreeMap::new(),
            days: BTreeMap::new(),
            leave: BTreeMap::new(),
            counted_leave: BTreeMap::new(),
            office_of: BTreeMap::new(),
            group_of: BTreeMap::new(),
            locked: BTreeSet::new(),
            placed: BTreeMap::new(),
            needs: BTreeMap::new(),
            found: Vec::new(),
        };
        for session in &problem.sessions {
            check.sessions.insert(&session.id, session);
            check.days.insert(&session.id, workdays((session.start, session.end)));
        }
        for member in &problem.staff {
            let id = &*member.id;
            check.office_of.insert(id, &member.office);
            check.group_of.insert(id, &member.group);
            if !member.leave.is_empty() {
                let all = member.leave.iter().flat_map(|range| workdays(*range)).collect();
                check.leave.insert(id, all);
                let counted = member.leave.iter().filter(counts);
                let counted = counted.flat_map(|range| workdays(*range)).collect();
                check.counted_leave.insert(id, counted);
            }
        }
        for need in &problem.needs {
            check.needs.insert((&need.staff, &need.course), need.prio);
        }
        for (staff, course, session) in &plan.assign {
            let key = (&**staff, &**course);
            let of_course = check.sessions.get(&**session).is_some_and(|one| one.course == *course);
            let names = || (staff.clone(), course.clone());
            if !check.needs.contains_key(&key) {
                let (staff, course) = names();
                check.found.push(RuleBreak::NotNeeded { staff, course });
            } else if !of_course {
                let ((staff, course), session) = (names(), session.clone());
                check.found.push(RuleBreak::NotASession { staff, course, session });
            } else if check.placed.insert(key, session).is_some() {
                let (staff, course) = names();
                check.found.push(RuleBreak::PlacedTwice { staff, course });
            }
        }
        for one in problem.published.iter().filter(|one| one.locked) {
            if check.placed.get(&(&*one.staff, &*one.course)) == Some(&&*one.session) {
                check.locked.insert((&one.staff, &one.course));
            }
        }
        check
    }

    fn days_of(&self, session: &str) -> &[Date] {
        self.days.get(session).map_or(&[], Vec::as_slice)
    }

    /// H2, H4, H5, H6.
    fn people(&mut self) {
        let offices = self.problem.offices.iter();
        let offices: Ids<'_, _> = offices.map(|office| (&*office.id, &*office.district)).collect();
        let courses: Ids<'_, _> =
            self.problem.courses.iter().map(|course| (&*course.id, course)).collect();
        let done = self.problem.done.iter();
        let done: BTreeSet<_> = done.map(|(staff, course)| (&**staff, &**course)).collect();
        let (part, of) = self.problem.policy.leave_tolerance.unwrap_or((0, 1));
        let mut found = Vec::new();
        for ((staff, course), id) in &self.placed {
            let Some(session) = self.sessions.get(id) else { continue };
            if self.locked.contains(&(*staff, *course)) {
                continue;
            }
            let office = self.office_of.get(staff).copied().unwrap_or_default();
            let district = offices.get(office).copied().unwrap_or_default();
            let group = self.group_of.get(staff).copied().unwrap_or_default();
            let names = |list: &Option<Vec<String>>, name: &str| {
                list.as_ref().map(|list| list.iter().any(|one| one == name))
            };
            let groups = session.groups.as_ref().is_some_and(|groups| !groups.is_empty());
            if names(&session.districts, district) == Some(false)
                || groups && names(&session.groups, group) == Some(false)
                || names(&session.not_offices, office) == Some(true)
            {
                let (staff, session) = ((*staff).to_owned(), session.id.clone());
                found.push(RuleBreak::OutOfScope { staff, session });
            }
            if session.cancelled {
                found.push(RuleBreak::Cancelled { session: session.id.clone() });
            }
            let days = self.days_of(id);
            if days.is_empty() {
                found.push(RuleBreak::NoWorkday { session: session.id.clone() });
            }
            if let Some(leave) = self.leave.get(staff) {
                let lost: Vec<_> = days.iter().filter(|day| leave.contains(day)).collect();
                if lost.len() as u64 * u64::from(of.max(1)) > days.len() as u64 * u64::from(part)
                    && let Some(day) = lost.first()
                {
                    let (staff, session) = ((*staff).to_owned(), session.id.clone());
                    found.push(RuleBreak::OnLeave { staff, session, day: **day });
                }
            }
            for before in courses.get(course).into_iter().flat_map(|course| &course.prereq) {
                if done.contains(&(*staff, before)) {
                    continue;
                }
                let first = self.placed.get(&(*staff, before));
                let first = first.and_then(|id| self.sessions.get(id));
                if first.is_none_or(|first| first.end >= session.start) {
                    let (staff, course) = ((*staff).to_owned(), (*course).to_owned());
                    found.push(RuleBreak::Prerequisite { staff, course, before: before.clone() });
                }
            }
        }
        for ((staff, course), id) in &self.placed {
            let own =
                self.placed.range((*staff, "")..).take_while(|((other, _), _)| other == staff);
            for ((_, other_course), other) in own.filter(|((_, other), _)| other > course) {
                let both = [(*staff, *course), (*staff, *other_course)];
                let history = both.iter().all(|key| self.locked.contains(key));
                let days = self.days_of(other);
                if !history && self.days_of(id).iter().any(|day| days.contains(day)) {
                    let (session, other) = ((*id).to_owned(), (*other).to_owned());
                    found.push(RuleBreak::Overlap { staff: (*staff).to_owned(), session, other });
                }
            }
        }
        self.found.append(&mut found);
    }

    /// The people of each session.
    fn members(&self) -> Ids<'a, Vec<(&'a str, &'a str)>> {
        let mut members: Ids<'a, Vec<_>> = BTreeMap::new();
        for (key, session) in &self.placed {
            members.entry(session).or_default().push(*key);
        }
        members
    }

    /// H3, and the part of H12 on sessions.
    fn sizes(&mut self) {
        let members = self.members();
        let held: BTreeSet<&str> = self.plan.sessions.iter().map(|one| &*one.id).collect();
        for (id, session) in &self.sessions {
            let people = members.get(id).map_or(0, Vec::len) as u32;
            let session = session.id.clone();
            let Some(entry) = self.sessions.get(id) else { continue };
            let locked = |list: &Vec<_>| list.iter().all(|key| self.locked.contains(key));
            if people == 0 {
                if held.contains(id) && !entry.must_open {
                    self.found.push(RuleBreak::Empty { session });
                } else if entry.must_open && !held.contains(id) {
                    self.found.push(RuleBreak::NotOpened { session });
                }
            } else if people < entry.min && !members.get(id).is_some_and(locked) {
                self.found.push(RuleBreak::TooFew { session, people, min: entry.min });
            } else if people > entry.max && !members.get(id).is_some_and(locked) {
                self.found.push(RuleBreak::NoSeat { session, people, seats: entry.max });
            }
        }
    }

    /// H7 and H8: who is away on which day.
    fn rows(&mut self) {
        let mut away: Ids<'a, BTreeMap<Date, Vec<(&'a str, bool)>>> = BTreeMap::new();
        for ((staff, course), session) in &self.placed {
            let locked = self.locked.contains(&(*staff, *course));
            let own = away.entry(staff).or_default();
            for day in self.days.get(session).into_iter().flatten() {
                own.entry(*day).or_default().push((*staff, locked));
            }
        }
        let mut staff_of: Ids<'a, Vec<&'a str>> = BTreeMap::new();
        for (staff, office) in &self.office_of {
            staff_of.entry(office).or_default().push(staff);
        }
        let mut found = Vec::new();
        let mut row =
            |people: &[&'a str],
             capacity: u32,
             broken: &dyn Fn(Date, [Vec<String>; 2], u32) -> RuleBreak| {
                let mut training: BTreeMap<Date, Vec<(&str, bool)>> = BTreeMap::new();
                let mut leave: BTreeMap<Date, u32> = BTreeMap::new();
                for person in people {
                    let own = away.get(person);
                    for (day, list) in own.into_iter().flatten() {
                        training.entry(*day).or_default().extend(list);
                    }
                    for day in self.counted_leave.get(person).into_iter().flatten() {
                        // Who is placed against his leave is away once.
                        if own.is_none_or(|own| !own.contains_key(day)) {
                            *leave.entry(*day).or_default() += 1;
                        }
                    }
                }
                for (day, list) in training {
                    let room =
                        capacity.saturating_sub(leave.get(&day).copied().unwrap_or_default());
                    let all_locked = list.iter().all(|(_, locked)| *locked);
                    if list.len() as u32 > room && !all_locked {
                        let away = list.iter().map(|(staff, _)| (*staff).to_owned()).collect();
                        let absent = people.iter().filter(|person| {
                            self.counted_leave.get(*person).is_some_and(|days| days.contains(&day))
                        });
                        let absent = absent.map(|person| (*person).to_owned()).collect();
                        found.push(broken(day, [away, absent], room));
                    }
                }
            };
        for office in &self.problem.offices {
            let people = staff_of.get(&*office.id).map_or(&[][..], Vec::as_slice);
            row(people, office.max_absent, &|day, [away, on_leave], room| RuleBreak::OfficeQuota {
                office: office.id.clone(),
                day,
                away,
                on_leave,
                room,
            });
        }
        for coverage in &self.problem.coverage {
            let holders: Vec<_> = coverage.holders.iter().map(String::as_str).collect();
            let capacity = (holders.len() as u32).saturating_sub(coverage.min_present);
            row(&holders, capacity, &|day, [away, on_leave], room| RuleBreak::Cover {
                coverage: coverage.id.clone(),
                day,
                away,
                on_leave,
                room,
            });
        }
        self.found.append(&mut found);
    }

    /// H9.
    fn links(&mut self) {
        for link in &self.problem.links {
            let [a, b] = link.staff.each_ref().map(String::as_str);
            let course = link.course.as_deref().unwrap_or_default();
            let at = |staff| self.placed.get(&(staff, course)).copied();
            let locked = |staff| self.locked.contains(&(staff, course));
            let days = |staff: &'a str| {
                let own =
                    self.placed.range((staff, "")..).take_while(move |((own, _), _)| *own == staff);
                own.flat_map(|(key, session)| {
                    let locked = self.locked.contains(key);
                    self.days_of(session).iter().map(move |day| (*day, locked))
                })
            };
            let holds = match link.kind {
                LinkKind::SameSession => at(a) == at(b) || locked(a) && locked(b),
                LinkKind::NotSameSession => {
                    at(a).is_none() || at(a) != at(b) || locked(a) && locked(b)
                }
                LinkKind::NotAwayTogether => {
                    let other: BTreeMap<Date, bool> = days(b).collect();
                    let clash = |(day, locked): (Date, bool)| {
                        other.get(&day).is_some_and(|theirs| !(locked && *theirs))
                    };
                    !days(a).any(clash)
                }
            };
            if !holds {
                self.found.push(RuleBreak::Link { link: link.id.clone(), other: b.to_owned() });
            }
        }
    }

    /// H10 and H11, and the seats of the venue (H3).
    fn rooms(&mut self) {
        let members = self.members();
        let problem = self.problem;
        let venues: Ids<'_, _> = problem.venues.iter().map(|one| (&*one.id, one)).collect();
        let trainers: Ids<'_, _> = problem.trainers.iter().map(|one| (&*one.id, one)).collect();
        let mut taken: BTreeMap<(bool, &str, Date), &str> = BTreeMap::new();
        let mut held = BTreeSet::new();
        let mut found = Vec::new();
        for open in &self.plan.sessions {
            let session = open.id.clone();
            let Some(entry) = self.sessions.get(&*open.id) else {
                found.push(RuleBreak::Venue { session, venue: open.venue.clone() });
                continue;
            };
            held.insert(&*open.id);
            if entry.cancelled && !members.contains_key(&*open.id) {
                found.push(RuleBreak::Cancelled { session: session.clone() });
            }
            let days = self.days_of(&open.id);
            let within = |ranges: &[Range]| {
                days.iter().any(|day| ranges.iter().any(|(from, to)| from <= day && day <= to))
            };
            let venue = venues.get(&*open.venue);
            if !entry.venues.contains(&open.venue) || venue.is_some_and(|one| within(&one.closed)) {
                let venue = open.venue.clone();
                found.push(RuleBreak::Venue { session: session.clone(), venue });
            }
            let busy = trainers.get(&*open.trainer).is_some_and(|one| within(&one.busy));
            if !entry.trainers.contains(&open.trainer) || busy {
                let trainer = open.trainer.clone();
                found.push(RuleBreak::Trainer { session: session.clone(), trainer });
            }
            let people = members.get(&*open.id).map_or(0, Vec::len) as u32;
            if let Some(venue) = venue.filter(|venue| people > venue.seats) {
                let session = session.clone();
                found.push(RuleBreak::NoSeat { session, people, seats: venue.seats });
            }
            for day in days {
                let other = taken.insert((true, &open.venue, *day), &open.id);
                if let Some(other) = other.map(str::to_owned) {
                    let (session, venue) = (session.clone(), open.venue.clone());
                    found.push(RuleBreak::VenueTaken { session, other, venue, day: *day });
                }
                let other = taken.insert((false, &open.trainer, *day), &open.id);
                if let Some(other) = other.map(str::to_owned) {
                    let (session, trainer) = (session.clone(), open.trainer.clone());
                    found.push(RuleBreak::TrainerTaken { session, other, trainer, day: *day });
                }
            }
        }
        for session in members.keys().filter(|id| !held.contains(*id)) {
            let session = (*session).to_owned();
            found.push(RuleBreak::Venue { session, venue: String::new() });
        }
        self.found.append(&mut found);
    }

    /// H12: locked placements stay.
    fn kept(&mut self) {
        for one in self.problem.published.iter().filter(|one| one.locked) {
            if self.placed.get(&(&*one.staff, &*one.course)) != Some(&&*one.session) {
                self.found.push(RuleBreak::LockedMoved {
                    staff: one.staff.clone(),
                    course: one.course.clone(),
                    session: one.session.clone(),
                });
            }
        }
    }

    fn score(&self) -> Score {
        let members = self.members();
        let weights = &self.problem.weights;
        let mut score = Score::default();
        let missing = self.needs.keys().filter(|key| !self.placed.contains_key(*key));
        score.uncovered = missing.count() as u32;
        let changed =
            self.problem.published.iter().filter(|one| {
                self.placed.get(&(&*one.staff, &*one.course)) != Some(&&*one.session)
            });
        score.change = changed.count() as u32;
        score.open = members.len() as u32;
        let mixes: Ids<'_, _> =
            self.problem.courses.iter().map(|one| (&*one.id, one.mix)).collect();
        let mut sizes: Ids<'_, (usize, usize)> = BTreeMap::new();
        for (id, people) in &members {
            let Some(session) = self.sessions.get(id) else { continue };
            let range = sizes.entry(session.series()).or_insert((usize::MAX, 0));
            *range = (range.0.min(people.len()), range.1.max(people.len()));
            let mut groups: Ids<'_, u32> = BTreeMap::new();
            for (staff, _) in people {
                *groups
                    .entry(self.group_of.get(staff).copied().unwrap_or_default())
                    .or_default() += 1;
            }
            score.mix += match mixes.get(&*session.course) {
                Some(Mix::Homogeneous) => groups.len() as u32 - 1,
                Some(Mix::Mixed) => {
                    let quota = session.quota.iter().flatten();
                    let above = quota.filter_map(|(group, seats)| {
                        Some(groups.get(&**group)?.saturating_sub(*seats))
                    });
                    above.sum()
                }
                Some(Mix::None) | None => 0,
            };
        }
        score.balance = sizes.values().map(|(least, most)| (most - least) as u32).sum();
        let mut away: BTreeMap<(&str, Date), u32> = BTreeMap::new();
        for ((staff, course), id) in &self.placed {
            let office = self.office_of.get(staff).copied().unwrap_or_default();
            for day in self.days_of(id) {
                *away.entry((office, *day)).or_default() += 1;
            }
            let Some(session) = self.sessions.get(id) else { continue };
            let days = self.problem.horizon.start.until(session.start);
            let days = days.map_or(0, |span| i64::from(span.get_days()));
            let prio = self.needs.get(&(*staff, *course)).copied().unwrap_or_default();
            score.wait += i64::from(prio) * days.div_euclid(7);
        }
        let mut peaks: Ids<'_, u32> = BTreeMap::new();
        for ((office, _), people) in &away {
            let peak = peaks.entry(office).or_default();
            *peak = (*peak).max(*people);
        }
        score.peak = peaks.values().sum();
        score.total = [
            (weights.uncovered, score.uncovered),
            (weights.change, score.change),
            (weights.open, score.open),
            (weights.balance, score.balance),
            (weights.peak, score.peak),
            (weights.mix, score.mix),
        ]
        .iter()
        .map(|(weight, count)| i64::from(*weight) * i64::from(*count))
        .sum::<i64>()
            + i64::from(weights.wait) * score.wait;
        score
    }
}
