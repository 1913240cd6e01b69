//! How far everybody is in each post business (能力), and how many masters each post has.
//!
//! One judgement counts as it is. Of several the level is derived (推算): their mean, an exam
//! weighing three, the supervisor two, others one. People judge themselves by measures of their
//! own: where eight of a post have both an exam and a judgement of themselves, what all say of
//! themselves in it is moved by the difference of the two medians.

use std::collections::BTreeMap;

use jiff::civil::Date;

use crate::model::id::PersonId;
use crate::model::ledger::Ledger;
use crate::model::person::Person;
use crate::model::skill::{Appraisal, Appraiser, Skill};
use crate::order::{Gather as _, Order as _};

/// So many of a post must have both before judgements of oneself are moved.
const COMPARED: usize = 8;

/// How far somebody is in a post.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Level {
    pub skill: Skill,
    /// From 0 to 90.
    pub points: i64,
    /// Reckoned from several judgements, or moved; nobody judged exactly so.
    pub derived: bool,
}

/// What judgements of oneself are moved by, post by post.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Competence {
    shifts: BTreeMap<String, i64>,
}

fn said_by(appraisals: &[Appraisal], by: &Appraiser) -> Option<i64> {
    appraisals.iter().find(|one| one.by == *by)?.skill.points()
}

/// The middle one, the lower of two.
fn median(mut points: Vec<i64>) -> i64 {
    points.order_by_key(|points| *points);
    points.get(points.len().saturating_sub(1) / 2).copied().unwrap_or_default()
}

impl Competence {
    /// Of all people of a ledger.
    pub fn new(ledger: &Ledger) -> Self {
        let mut both: BTreeMap<&str, Vec<(i64, i64)>> = BTreeMap::new();
        for (post, appraisals) in ledger.people().flat_map(|person| &person.skills) {
            let exam = said_by(appraisals, &Appraiser::Exam);
            if let (Some(exam), Some(own)) = (exam, said_by(appraisals, &Appraiser::Oneself)) {
                both.entry(post).or_default().push((exam, own));
            }
        }
        both.retain(|_, compared| compared.len() >= COMPARED);
        let shifts = both.into_iter().map(|(post, compared)| {
            let (exam, own) = compared.into_iter().unzip();
            (post.to_owned(), median(exam) - median(own))
        });
        Self { shifts: shifts.filter(|(_, shift)| *shift != 0).gather_map() }
    }

    /// How far a person is in a post; nothing where nobody judged it (未评).
    pub fn level(&self, person: &Person, post: &str) -> Option<Level> {
        let (mut sum, mut weights, mut count, mut derived) = (0, 0, 0, false);
        for appraisal in person.appraisals(post) {
            let Some(mut points) = appraisal.skill.points() else { continue };
            if appraisal.by == Appraiser::Oneself
                && let Some(shift) = self.shifts.get(post)
            {
                let moved = (points + shift).clamp(0, 90);
                derived |= moved != points;
                points = moved;
            }
            sum += points * appraisal.by.weight();
            weights += appraisal.by.weight();
            count += 1;
        }
        let points = (sum * 2 + weights) / (weights * 2).max(1);
        let skill = Skill::of_points(points);
        (count > 0).then_some(Level { skill, points, derived: derived || count > 1 })
    }
}

/// How many of the roster are how far in one post.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PostCount {
    pub proficient: usize,
    pub able: usize,
    pub unable: usize,
    /// 未评.
    pub unknown: usize,
    /// Those of them who hold the post.
    pub unjudged: usize,
    /// The one person who masters it, where nobody else does.
    pub sole: Option<PersonId>,
}

/// The counts of all posts of the pack among the people of the roster, in the order of the pack.
pub fn count_posts(ledger: &Ledger, reference: Date) -> Vec<PostCount> {
    let competence = Competence::new(ledger);
    let posts = ledger.packs.posts.posts.iter();
    posts
        .map(|post| {
            let mut count = PostCount::default();
            for person in ledger.enrolled(reference) {
                let level = competence.level(person, &post.code);
                *match level.map(|level| level.skill) {
                    Some(Skill::Proficient) => {
                        count.sole = (count.proficient == 0).then_some(person.id);
                        &mut count.proficient
                    }
                    Some(Skill::Able) => &mut count.able,
                    Some(Skill::Unable) => &mut count.unable,
                    _ => {
                        count.unjudged += usize::from(person.posts.contains(&post.code));
                        &mut count.unknown
                    }
                } += 1;
            }
            count
        })
        .collect()
}

#[cfg(test)]
pub mod tests {
    use super::*;
    use crate::model::ledger::tests::ledger_of;

    /// Writes one cell.
    pub fn mark(ledger: &mut Ledger, person: PersonId, post: &str, skill: Skill, by: &Appraiser) {
        let on = Date::constant(2026, 3, 2);
        ledger.appraise(&[(person, post.to_owned(), Some(skill))], by, on).unwrap();
    }

    fn level(ledger: &Ledger, person: PersonId) -> Option<(Skill, i64, bool)> {
        let level = Competence::new(ledger).level(ledger.person(person).unwrap(), "P05")?;
        Some((level.skill, level.points, level.derived))
    }

    #[test]
    fn one_judgement_counts_as_it_is_and_several_by_weight() {
        let (mut ledger, people) = ledger_of(1);
        let person = people[0];
        assert_eq!(level(&ledger, person), None);
        mark(&mut ledger, person, "P05", Skill::Unable, &Appraiser::Supervisor);
        assert_eq!(level(&ledger, person), Some((Skill::Unable, 0, false)));
        // 2 × 0 and 1 × 90: 30 is the least that is 会.
        mark(&mut ledger, person, "P05", Skill::Proficient, &Appraiser::Oneself);
        assert_eq!(level(&ledger, person), Some((Skill::Able, 30, true)));
        // 2 × 0, 1 × 90 and 3 × 60.
        mark(&mut ledger, person, "P05", Skill::Able, &Appraiser::Exam);
        assert_eq!(level(&ledger, person), Some((Skill::Able, 45, true)));
        let later = Skill::Other("expert".into());
        mark(&mut ledger, person, "P05", later.clone(), &Appraiser::Peers);
        assert_eq!(level(&ledger, person), Some((Skill::Able, 45, true)));
        // What this version does not know is no 不会.
        let (mut ledger, people) = ledger_of(1);
        mark(&mut ledger, people[0], "P05", later, &Appraiser::Peers);
        assert_eq!(level(&ledger, people[0]), None);
    }

    #[test]
    fn what_people_say_of_themselves_is_moved_where_eight_were_examined() {
        let (mut ledger, people) = ledger_of(9);
        for (count, person) in people[..8].iter().enumerate() {
            assert_eq!(level(&ledger, people[8]).map(|(skill, ..)| skill), None);
            mark(&mut ledger, *person, "P05", Skill::Proficient, &Appraiser::Oneself);
            mark(&mut ledger, *person, "P05", Skill::Able, &Appraiser::Exam);
            mark(&mut ledger, people[8], "P05", Skill::Able, &Appraiser::Oneself);
            let expected =
                if count < 7 { (Skill::Able, 60, false) } else { (Skill::Able, 30, true) };
            assert_eq!(level(&ledger, people[8]), Some(expected));
            ledger.edit_person(people[8], |person| person.skills.clear()).unwrap();
        }
    }

    #[test]
    fn a_post_with_one_master_has_a_sole_holder() {
        let (mut ledger, people) = ledger_of(3);
        let reference = ledger.settings.reference();
        let place = ledger.packs.posts.posts.iter().position(|post| post.code == "P13").unwrap();
        mark(&mut ledger, people[0], "P13", Skill::Proficient, &Appraiser::Exam);
        mark(&mut ledger, people[1], "P13", Skill::Able, &Appraiser::Exam);
        let count = count_posts(&ledger, reference).remove(place);
        let sole = Some(people[0]);
        let expected =
            PostCount { proficient: 1, able: 1, unable: 0, unknown: 1, unjudged: 0, sole };
        assert_eq!(count, expected);
        ledger.edit_person(people[2], |person| person.posts = vec!["P13".into()]).unwrap();
        assert_eq!(count_posts(&ledger, reference).remove(place).unjudged, 1);
        mark(&mut ledger, people[1], "P13", Skill::Proficient, &Appraiser::Exam);
        assert_eq!(count_posts(&ledger, reference).remove(place).sole, None);
    }
}
