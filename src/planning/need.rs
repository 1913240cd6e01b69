//! Training needs (需求): gap → course → priority, with the arithmetic as data, so that it can stand
//! beside the person. What nobody judged is no gap but asks for a judgement first (先测评).
//!
//! A gap is what is missing to the level that the post asks for: 熟练 in the main post, 会 in a
//! concurrent one, which weighs half. A course takes 30 points a day off it, at most 60. The
//! thresholds are fixed, so that a priority means the same every year. What must be comes from facts
//! of the ledger only.

use std::collections::BTreeMap;

use jiff::{Span, civil::Date};

use super::certificates::is_due;
use super::competence::Competence;
use super::coverage::planned_for_all;
use super::mandatory::{is_trained, within_a_year};
use crate::grouping::membership::Overview;
use crate::model::course::{Course, TrainingKind};
use crate::model::date::PartialDate;
use crate::model::hours::QuarterHours;
use crate::model::id::PersonId;
use crate::model::ledger::Ledger;
use crate::model::person::Person;
use crate::model::skill::Skill;
use crate::order::{Gather as _, Order as _};

/// From here on a course is needed at all, and scores one.
const NEEDED: i64 = 30;
/// From here on it scores two.
const URGENT: i64 = 60;
/// The highest priority.
const TOP: u8 = 3;
/// What a day of a course takes off a gap, and a whole course at most.
const PER_DAY: i64 = 30;
const PER_COURSE: i64 = 60;
/// No more than twice the hours that a year asks for (90) are given to a person.
const CEILING: QuarterHours = QuarterHours(2 * 90 * 4);
/// 初任培训 lasts so many days at least.
const INDUCTION_DAYS: u32 = 12;

/// What somebody needs.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Subject {
    /// 初任培训, within the first year (公务员法 第六十七条).
    Induction,
    /// 任职培训, within a year of the promotion (公务员法 第六十七条).
    Promotion,
    /// A valid enforcement certificate (行政处罚法 第四十二条, 第五十五条).
    Certificate,
    /// A course of the course pack, by its code.
    Course(String),
}

/// One term of the sum that makes the priority.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Term {
    /// Must be, by law: +2. Since when or until when.
    Mandatory(Date),
    /// What the course closes of the gaps, in points: +1 from 30, +2 from 60.
    Score(i64),
    /// Nobody else of the roster holds the main post: +1.
    SoleHolder,
}

impl Term {
    /// What it adds to the priority.
    pub fn adds(&self) -> u8 {
        match self {
            Self::Mandatory(_) => 2,
            Self::Score(score) => u8::from(*score >= NEEDED) + u8::from(*score >= URGENT),
            Self::SoleHolder => 1,
        }
    }
}

/// A gap that a course closes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Gap {
    /// Code of the post pack.
    pub post: String,
    pub is_main: bool,
    pub skill: Skill,
    /// What is missing to the level asked for, and what the course takes off it, in points.
    pub missing: i64,
    pub closed: i64,
}

/// How far a course is planned for somebody.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Provision {
    #[default]
    None,
    /// A plan means it for the person, with no batch or class of it yet.
    Waiting,
    Planned,
}

/// One need of one person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Need {
    pub person: PersonId,
    pub subject: Subject,
    pub terms: Vec<Term>,
    /// Empty for what must be.
    pub gaps: Vec<Gap>,
    /// How far a plan of the year has it for the person.
    pub provision: Provision,
}

impl Need {
    /// From 0 to 3.
    pub fn priority(&self) -> u8 {
        self.terms.iter().map(Term::adds).sum::<u8>().min(TOP)
    }
}

/// The needs of the roster.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Needs {
    /// The most urgent first, then in the order of the roster.
    pub needs: Vec<Need>,
    /// Whose own posts nobody judged: 先测评.
    pub unknown: BTreeMap<PersonId, Vec<String>>,
}

impl Needs {
    /// Have more than one in ten the highest priority? Then it says little.
    pub fn has_too_many_urgent(&self) -> bool {
        let top = self.needs.iter().filter(|need| need.priority() == TOP).count();
        top * 10 > self.needs.len()
    }
}

/// How urgently each needs a course, from 0 to 3; who is missing has no known need of it.
pub fn priorities(ledger: &Ledger, course: &str, reference: Date) -> BTreeMap<PersonId, u8> {
    let needs = needs(ledger, &Overview::new(ledger, reference), reference).needs;
    let is_of = |need: &&Need| matches!(&need.subject, Subject::Course(code) if code == course);
    needs.iter().filter(is_of).map(|need| (need.person, need.priority())).gather_map()
}

/// What everybody of the roster needs in the year of `reference`.
pub fn needs(ledger: &Ledger, overview: &Overview, reference: Date) -> Needs {
    let competence = Competence::new(ledger);
    let mut holders: BTreeMap<&str, usize> = BTreeMap::new();
    for post in ledger.enrolled(reference).filter_map(Person::main_post) {
        *holders.entry(post).or_default() += 1;
    }
    let planned = planned_courses(ledger, overview, reference);
    let mut found = Needs::default();
    for person in ledger.enrolled(reference) {
        let is_sole = person.main_post().is_some_and(|post| holders.get(post) == Some(&1));
        let mut add = |subject: Subject, mut terms: Vec<Term>, gaps: Vec<Gap>| {
            if is_sole {
                terms.push(Term::SoleHolder);
            }
            let provision = match &subject {
                Subject::Course(code) => planned.get(&(person.id, code.as_str())).copied(),
                _ => None,
            };
            let provision = provision.unwrap_or_default();
            found.needs.push(Need { person: person.id, subject, terms, gaps, provision });
        };
        if let Some(since) = induction(person, ledger, reference) {
            add(Subject::Induction, vec![Term::Mandatory(since)], Vec::new());
        }
        if let Some(until) = promotion(person, ledger, reference) {
            add(Subject::Promotion, vec![Term::Mandatory(until)], Vec::new());
        }
        if let Some(until) = renewal(person, reference) {
            add(Subject::Certificate, vec![Term::Mandatory(until)], Vec::new());
        }
        for (course, gaps) in courses(person, ledger, &competence) {
            let score = gaps.iter().map(weighted).sum();
            add(Subject::Course(course.code.clone()), vec![Term::Score(score)], gaps);
        }
        let judged = |post: &String| competence.level(person, post).is_some();
        let unknown: Vec<_> = person.posts.iter().filter(|post| !judged(post)).cloned().collect();
        if !unknown.is_empty() {
            found.unknown.insert(person.id, unknown);
        }
    }
    let places: BTreeMap<_, _> =
        ledger.people().map(|person| (person.id, person.position)).gather_map();
    found.needs.order_by_key(|need| {
        let place = places.get(&need.person).copied();
        (std::cmp::Reverse(need.priority()), place, need.person, need.subject.clone())
    });
    found
}

/// Who is in which course by the plans of the year.
fn planned_courses<'a>(
    ledger: &'a Ledger,
    overview: &Overview,
    reference: Date,
) -> BTreeMap<(PersonId, &'a str), Provision> {
    let codes = &ledger.packs.courses;
    let mut found = BTreeMap::new();
    for plan in ledger.plans.values().filter(|plan| plan.year == reference.year()) {
        for (person, planned) in planned_for_all(plan, ledger, overview, reference) {
            for one in planned {
                let course = one.course.as_deref().and_then(|code| codes.course(code));
                let Some(course) = course else { continue };
                let waits = one.is_unscheduled();
                let provision = if waits { Provision::Waiting } else { Provision::Planned };
                let known = found.entry((person, course.code.as_str())).or_default();
                *known = provision.max(*known);
            }
        }
    }
    found
}

/// The start of work of who began within a year and has not been trained for twelve days since.
fn induction(person: &Person, ledger: &Ledger, reference: Date) -> Option<Date> {
    let start = person.work_start?.first_day();
    let year_ago = reference.checked_sub(Span::new().years(1)).ok()?;
    if start <= year_ago
        || start > reference
        || is_trained(ledger, person.id, &TrainingKind::Induction, start)
    {
        return None;
    }
    let since = ledger.sessions.values().filter(|session| session.start >= start);
    let hours: QuarterHours =
        since.filter_map(|session| Some(session.attendance.get(&person.id)?.hours)).sum();
    let asked = QuarterHours(ledger.packs.hours.day.0.saturating_mul(INDUCTION_DAYS));
    (hours < asked).then_some(start)
}

/// The last day for 任职培训 of who was promoted and has a part of the year of `reference` for it.
fn promotion(person: &Person, ledger: &Ledger, reference: Date) -> Option<Date> {
    let since = person.promoted?;
    let before = since.first_day().checked_sub(Span::new().years(1)).unwrap_or(Date::MIN);
    let last = within_a_year(since);
    (since.first_day() <= reference
        && last.year() >= reference.year()
        && !is_trained(ledger, person.id, &TrainingKind::Promotion, before))
    .then_some(last)
}

/// The last day of a certificate that is to be renewed.
fn renewal(person: &Person, reference: Date) -> Option<Date> {
    let held = person.certificate.as_ref().filter(|held| is_due(held, reference))?;
    held.expiry.map(PartialDate::last_day)
}

fn weighted(gap: &Gap) -> i64 {
    if gap.is_main { gap.closed } else { gap.closed / 2 }
}

/// The courses that close most of a person's gaps, one after another until what is left is little
/// or the year is full.
fn courses<'a>(
    person: &Person,
    ledger: &'a Ledger,
    competence: &Competence,
) -> Vec<(&'a Course, Vec<Gap>)> {
    let mut open: Vec<Gap> = Vec::new();
    for post in &person.posts {
        let is_main = person.main_post() == Some(post.as_str());
        let Some(level) = competence.level(person, post) else { continue };
        let target = if is_main { Skill::Proficient } else { Skill::Able };
        let missing = target.points().unwrap_or_default() - level.points;
        if missing > 0 && open.iter().all(|gap| gap.post != *post) {
            let skill = level.skill;
            open.push(Gap { post: post.clone(), is_main, skill, missing, closed: 0 });
        }
    }
    let mut left: Vec<&Course> = ledger
        .packs
        .courses
        .courses
        .iter()
        .filter(|course| open.iter().any(|gap| course.posts.contains(&gap.post)))
        .filter(|course| !has_learnt(person, course, ledger))
        .collect();
    let (mut chosen, mut hours) = (Vec::new(), QuarterHours(0));
    loop {
        let best = left
            .iter()
            .map(|course| (closing(course, &open, ledger), *course))
            .map(|(gaps, course)| (gaps.iter().map(weighted).sum::<i64>(), gaps, course))
            .filter(|(score, _, course)| *score >= NEEDED && hours + course.hours <= CEILING)
            // A day of any course closes as much, so the one that closes most goes first.
            .max_by_key(|(score, _, course)| (*score, std::cmp::Reverse(course.code.as_str())));
        let Some((_, gaps, course)) = best else { return chosen };
        hours += course.hours;
        left.retain(|other| other.code != course.code);
        for gap in &gaps {
            if let Some(open) = open.iter_mut().find(|open| open.post == gap.post) {
                open.missing -= gap.closed;
            }
        }
        chosen.push((course, gaps));
    }
}

/// What a course would close of the gaps that are open.
fn closing(course: &Course, open: &[Gap], ledger: &Ledger) -> Vec<Gap> {
    let day = i64::from(ledger.packs.hours.day.0).max(1);
    let gain = (PER_DAY * i64::from(course.hours.0) / day).min(PER_COURSE);
    open.iter()
        .filter(|gap| gap.missing > 0 && course.posts.contains(&gap.post))
        .map(|gap| Gap { closed: gap.missing.min(gain), ..gap.clone() })
        .collect()
}

/// Has the person been there since the posts of the course were judged? Then they are to be judged
/// again before anything more is planned.
fn has_learnt(person: &Person, course: &Course, ledger: &Ledger) -> bool {
    let judged = course.posts.iter().flat_map(|post| person.appraisals(post));
    let Some(judged) = judged.map(|appraisal| appraisal.on).max() else { return false };
    ledger.sessions.values().any(|session| {
        session.course.as_ref() == Some(&course.code)
            && session.end >= judged
            && session.attendance.get(&person.id).is_some_and(|one| one.hours > QuarterHours(0))
    })
}

#[cfg(test)]
mod tests;
