//! Rotations of any size, made up: a bureau with districts and offices, posts that two people
//! cover, leave, and five courses. Where wanted, they are tight, or conflicts are planted in them.

use jiff::ToSpan;
use jiff::civil::{Date, date};
use training_ledger::planning::rotation::problem::*;

/// What to make.
#[derive(Clone, Copy, Debug)]
pub struct Wish {
    pub seed: u64,
    pub districts: u32,
    /// Offices of a district.
    pub offices: u32,
    /// One of so many may be away.
    pub share: u32,
    /// Candidate sessions for each that is needed, in tenths.
    pub spare: u32,
    /// Conflicts to plant, some of each kind.
    pub conflicts: u32,
}

impl Wish {
    pub fn new(seed: u64, districts: u32, offices: u32) -> Self {
        Self { seed, districts, offices, share: 3, spare: 20, conflicts: 0 }
    }

    pub fn tight(self) -> Self {
        Self { share: 6, spare: 13, ..self }
    }

    pub fn with_conflicts(self, conflicts: u32) -> Self {
        Self { conflicts, ..self }
    }
}

/// A conflict that was planted: who cannot all be placed in which course.
#[derive(Clone, Debug)]
pub struct Planted {
    pub kind: &'static str,
    pub staff: Vec<String>,
    pub course: String,
}

/// Random numbers, for this file only.
pub struct Dice(u64);

impl Dice {
    pub fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1)
    }

    pub fn below(&mut self, end: u32) -> u32 {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) % u64::from(end.max(1))) as u32
    }
}

const START: Date = date(2026, 3, 2);
const END: Date = date(2026, 8, 28);
const POSTS: [&str; 6] = ["REG", "FOOD", "SPEC", "COMP", "ENF", "GEN"];

/// A Monday to Friday range of `days` workdays that starts in week `week`.
fn class_days(week: u32, offset: u32, days: u32) -> (Date, Date) {
    let start = START.saturating_add((i64::from(week) * 7 + i64::from(offset)).days());
    (start, start.saturating_add((i64::from(days) - 1).days()))
}

/// A rotation, and what was planted in it.
pub fn generate(wish: Wish) -> (RotationProblem, Vec<Planted>) {
    let mut dice = Dice::new(wish.seed);
    let mut problem = RotationProblem {
        format: INSTANCE.to_owned(),
        id: format!("G{}-{}x{}", wish.seed, wish.districts, wish.offices),
        horizon: Horizon {
            start: START,
            end: END,
            holidays: vec![date(2026, 4, 6), date(2026, 5, 1), date(2026, 5, 4), date(2026, 6, 19)],
            workdays: None,
        },
        policy: Policy::default(),
        weights: Weights::default(),
        offices: Vec::new(),
        staff: Vec::new(),
        coverage: Vec::new(),
        courses: Vec::new(),
        needs: Vec::new(),
        done: Vec::new(),
        venues: Vec::new(),
        trainers: Vec::new(),
        sessions: Vec::new(),
        links: Vec::new(),
        published: Vec::new(),
    };
    for (id, prereq, mix) in [
        ("NEW", None, Mix::None),
        ("BASE", Some("NEW"), Mix::None),
        ("FOOD", Some("NEW"), Mix::Mixed),
        ("SPEC", None, Mix::Homogeneous),
        ("HEAD", None, Mix::None),
    ] {
        let prereq = prereq.into_iter().map(str::to_owned).collect();
        problem.courses.push(RotaCourse { id: id.to_owned(), name: id.to_owned(), prereq, mix });
    }
    for district in 0..wish.districts {
        // Five districts are a city.
        let city = district / 5;
        let name = format!("D{city:02}{district:03}");
        let mut staff = 0;
        for _ in 0..wish.offices {
            staff += office(&mut problem, &mut dice, &name, wish);
        }
        series(
            &mut problem,
            &mut dice,
            wish,
            ("BASE", &name),
            staff,
            (3, 12, 32, 16),
            vec![name.clone()],
        );
        series(
            &mut problem,
            &mut dice,
            wish,
            ("FOOD", &name),
            staff * 3 / 10,
            (2, 18, 40, 10),
            vec![name.clone()],
        );
        if district % 5 == 4 || district + 1 == wish.districts {
            let first = city * 5;
            let all: Vec<_> = (first..=district).map(|one| format!("D{city:02}{one:03}")).collect();
            let staff = staff * (district + 1 - first);
            let name = format!("C{city:02}");
            series(
                &mut problem,
                &mut dice,
                wish,
                ("HEAD", &name),
                staff / 6,
                (5, 20, 40, 10),
                all.clone(),
            );
            series(
                &mut problem,
                &mut dice,
                wish,
                ("NEW", &name),
                staff / 12,
                (4, 30, 30, 4),
                all.clone(),
            );
            series(&mut problem, &mut dice, wish, ("SPEC", &name), staff / 13, (3, 22, 30, 4), all);
        }
    }
    for _ in 0..wish.districts * wish.offices / 3 {
        link(&mut problem, &mut dice);
    }
    let planted = (0..wish.conflicts).filter_map(|at| plant(&mut problem, &mut dice, at)).collect();
    (problem, planted)
}

fn office(problem: &mut RotationProblem, dice: &mut Dice, district: &str, wish: Wish) -> u32 {
    let id = format!("O{:05}", problem.offices.len());
    let people = 9 + dice.below(9);
    let max_absent = (people / wish.share).max(1);
    problem.offices.push(RotaOffice { id: id.clone(), district: district.to_owned(), max_absent });
    let mut posts: Vec<Vec<String>> = vec![Vec::new(); POSTS.len()];
    let mut heads = Vec::new();
    for at in 0..people {
        let staff = format!("S{:06}", problem.staff.len());
        let post = dice.below(POSTS.len() as u32) as usize;
        if at < 2 {
            heads.push(staff.clone());
        } else {
            posts[post].push(staff.clone());
        }
        let group = ["青年组", "中年组", "资深组"][dice.below(3) as usize].to_owned();
        let mut leave = Vec::new();
        if dice.below(10) == 0 {
            let from = START.saturating_add(i64::from(dice.below(170)).days());
            leave.push((from, from.saturating_add(i64::from(4 + dice.below(16)).days())));
        }
        let mut need = |course: &str, dice: &mut Dice| {
            let prio = [0, 0, 0, 0, 0, 0, 1, 2, 3][dice.below(9) as usize];
            problem.needs.push(Need { staff: staff.clone(), course: course.to_owned(), prio });
        };
        need("BASE", dice);
        if at < 2 {
            need("HEAD", dice);
        } else if POSTS[post] == "FOOD" || dice.below(6) == 0 {
            need("FOOD", dice);
        } else if POSTS[post] == "SPEC" && dice.below(2) == 0 {
            need("SPEC", dice);
        }
        if at >= 2 && dice.below(14) == 0 {
            need("NEW", dice);
        } else {
            problem.done.push((staff.clone(), "NEW".to_owned()));
        }
        problem.staff.push(Member { id: staff, office: id.clone(), group, leave });
    }
    let mut cover = |post: &str, holders: Vec<String>| {
        let (id, office, post) = (format!("{id}-{post}"), id.clone(), post.to_owned());
        problem.coverage.push(Coverage { id, office, post, holders, min_present: 1 });
    };
    cover("HEAD", heads);
    for (post, holders) in POSTS.iter().zip(posts) {
        if ["REG", "SPEC", "COMP"].contains(post) && holders.len() > 1 {
            cover(post, holders);
        }
    }
    people
}

/// Sessions of a course: days, weeks they lie in, seats, minimum.
fn series(
    problem: &mut RotationProblem,
    dice: &mut Dice,
    wish: Wish,
    (course, name): (&str, &str),
    people: u32,
    (days, weeks, max, min): (u32, u32, u32, u32),
    districts: Vec<String>,
) {
    let wanted = (people.div_ceil(max) * wish.spare).div_ceil(10).max(3);
    let rooms = (wanted / 12).max(2);
    let own = |kind: &str| {
        (0..rooms).map(|at| format!("{kind}-{course}-{name}-{at}")).collect::<Vec<_>>()
    };
    let (venues, trainers) = (own("V"), own("T"));
    for id in &venues {
        let seats = max + 2 * dice.below(4);
        problem.venues.push(Venue { id: id.clone(), seats, closed: Vec::new() });
    }
    problem.trainers.extend(trainers.iter().map(|id| Trainer { id: id.clone(), busy: Vec::new() }));
    let early = if course == "NEW" { 0 } else { 3 };
    let weeks = if course == "NEW" { 5 } else { weeks.max(25 - early) };
    for at in 0..wanted {
        let week = early + (at * weeks / wanted).min(25 - early);
        let (start, end) = class_days(week, dice.below(6 - days), days);
        let quota = (course == "FOOD").then(|| {
            ["青年组", "中年组", "资深组"].map(|group| (group.to_owned(), max / 2)).into()
        });
        problem.sessions.push(CandidateSession {
            id: format!("{course}-{name}-{at:03}"),
            course: course.to_owned(),
            series: format!("{course}@{name}"),
            start,
            end,
            min: min.min(people / 3),
            max,
            venues: venues.clone(),
            trainers: trainers.clone(),
            districts: Some(districts.clone()),
            groups: None,
            not_offices: None,
            must_open: false,
            cancelled: false,
            quota,
        });
    }
}

fn link(problem: &mut RotationProblem, dice: &mut Dice) {
    let at = dice.below(problem.staff.len() as u32 - 1) as usize;
    let (a, b) = (&problem.staff[at], &problem.staff[at + 1]);
    if a.office != b.office {
        return;
    }
    let (kind, course) = match dice.below(5) {
        0 => (LinkKind::SameSession, Some("BASE".to_owned())),
        1 | 2 => (LinkKind::NotSameSession, Some("BASE".to_owned())),
        _ => (LinkKind::NotAwayTogether, None),
    };
    let id = format!("L{:05}", problem.links.len());
    problem.links.push(Link { id, kind, staff: [a.id.clone(), b.id.clone()], course });
}

fn leave_over(problem: &mut RotationProblem, staff: &str, sessions: &[(Date, Date)]) {
    let member = problem.staff.iter_mut().find(|member| member.id == staff).unwrap();
    member.leave = sessions.to_vec();
}

/// The sessions of a course that somebody's office can go to.
fn near(problem: &RotationProblem, staff: &str, course: &str) -> Vec<CandidateSession> {
    let member = problem.staff.iter().find(|member| member.id == staff).unwrap();
    let office = problem.offices.iter().find(|office| office.id == member.office).unwrap();
    let sessions = problem.sessions.iter().filter(|one| one.course == course);
    let own = |one: &&CandidateSession| one.districts.as_ref().unwrap().contains(&office.district);
    sessions.filter(own).cloned().collect()
}

/// Plants a conflict; the kinds take turns.
fn plant(problem: &mut RotationProblem, dice: &mut Dice, at: u32) -> Option<Planted> {
    let office = problem.offices[dice.below(problem.offices.len() as u32) as usize].id.clone();
    let members: Vec<String> =
        problem.staff.iter().filter(|one| one.office == office).map(|one| one.id.clone()).collect();
    // An office holds one conflict only.
    let mark = format!("{office}!");
    if problem.courses[0].name.contains(&mark) {
        return None;
    }
    problem.courses[0].name.push_str(&mark);
    match at % 3 {
        // Leave over every session.
        0 => {
            let staff = members[3].clone();
            let near = near(problem, &staff, "BASE");
            let first = near.iter().map(|one| one.start).min()?;
            let last = near.iter().map(|one| one.end).max()?;
            leave_over(problem, &staff, &[(first, last)]);
            Some(Planted { kind: "person_domain", staff: vec![staff], course: "BASE".to_owned() })
        }
        // Both holders can come to one session only.
        1 => {
            let near = near(problem, &members[0], "HEAD");
            let only = dice.below(near.len() as u32) as usize;
            let days = |one: &CandidateSession| (one.start, one.end);
            let only = days(&near[only]);
            let away: Vec<_> =
                near.iter().map(days).filter(|one| one.1 < only.0 || one.0 > only.1).collect();
            if near.iter().filter(|one| !(one.end < only.0 || one.start > only.1)).count() > 1 {
                return None;
            }
            let pair = vec![members[0].clone(), members[1].clone()];
            for staff in &pair {
                leave_over(problem, staff, &away);
            }
            Some(Planted { kind: "ab_pair", staff: pair, course: "HEAD".to_owned() })
        }
        // Nobody of the office may go.
        _ => {
            let entry = problem.offices.iter_mut().find(|one| one.id == office)?;
            entry.max_absent = 0;
            Some(Planted { kind: "office_quota", staff: members, course: "BASE".to_owned() })
        }
    }
}
