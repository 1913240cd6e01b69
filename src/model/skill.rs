//! Competence (能力): how well a person masters a post business, as somebody judged it. Nobody has
//! judged what has no appraisal (未评); that is no 不会.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::id::PersonId;
use super::ledger::Ledger;
use super::people::Rejection;
use super::person::Person;

/// 熟练, 会, 不会.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub enum Skill {
    Unable,
    Able,
    Proficient,
    #[serde(untagged)]
    Other(String),
}

impl Skill {
    /// Those this version knows, the lowest first.
    pub const KNOWN: [Self; 3] = [Self::Unable, Self::Able, Self::Proficient];

    /// Its points from 0 to 90; missing for one of a newer version.
    pub fn points(&self) -> Option<i64> {
        match self {
            Self::Unable => Some(0),
            Self::Able => Some(60),
            Self::Proficient => Some(90),
            Self::Other(_) => None,
        }
    }

    /// The nearest to some points.
    pub fn of_points(points: i64) -> Self {
        match points {
            ..30 => Self::Unable,
            30..75 => Self::Able,
            _ => Self::Proficient,
        }
    }
}

/// Who judged: 自评, 互评, 主管, 考试.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub enum Appraiser {
    Supervisor,
    Exam,
    Peers,
    Oneself,
    #[serde(untagged)]
    Other(String),
}

impl Appraiser {
    /// Those this version knows, in the order in which they are offered.
    pub const KNOWN: [Self; 4] = [Self::Supervisor, Self::Exam, Self::Peers, Self::Oneself];

    /// How much the judgement weighs.
    pub fn weight(&self) -> i64 {
        match self {
            Self::Exam => 3,
            Self::Supervisor => 2,
            _ => 1,
        }
    }
}

/// One judgement. Of each appraiser the last one counts, and only that is kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Appraisal {
    pub skill: Skill,
    pub by: Appraiser,
    pub on: Date,
}

/// A cell of person × post to be written; without a skill the appraisal goes (未评).
pub type Mark = (PersonId, String, Option<Skill>);

impl Person {
    /// The judgements on one post.
    pub fn appraisals(&self, post: &str) -> &[Appraisal] {
        self.skills.get(post).map_or(&[], Vec::as_slice)
    }

    /// Writes what one appraiser says of a post, in the place of what he said before.
    pub fn appraise(&mut self, post: &str, skill: Option<Skill>, by: &Appraiser, on: Date) {
        let mut appraisals = self.skills.remove(post).unwrap_or_default();
        let before = appraisals.iter().find(|one| one.by == *by).cloned();
        appraisals.retain(|one| one.by != *by);
        if let Some(skill) = skill {
            // The same said again is no new judgement.
            let same = before.filter(|one| one.skill == skill);
            appraisals.push(same.unwrap_or(Appraisal { skill, by: by.clone(), on }));
        }
        if !appraisals.is_empty() {
            self.skills.insert(post.to_owned(), appraisals);
        }
    }
}

impl Ledger {
    /// Writes what one appraiser says, cell by cell.
    ///
    /// # Errors
    /// Nobody of some id.
    pub fn appraise(&mut self, marks: &[Mark], by: &Appraiser, on: Date) -> Result<(), Rejection> {
        for (person, post, skill) in marks {
            self.edit_person(*person, |person| person.appraise(post, skill.clone(), by, on))?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::ledger::tests::ledger_of;

    fn day(text: &str) -> Date {
        text.parse().unwrap()
    }

    #[test]
    fn points_are_nearest_to_the_skill_they_are_of() {
        for skill in Skill::KNOWN {
            assert_eq!(Skill::of_points(skill.points().unwrap()), skill);
        }
        let nearest = [(29, Skill::Unable), (30, Skill::Able), (74, Skill::Able)];
        for (points, skill) in nearest {
            assert_eq!(Skill::of_points(points), skill);
        }
        assert_eq!(Skill::of_points(75), Skill::Proficient);
    }

    #[test]
    fn of_each_appraiser_the_last_judgement_counts() {
        let (mut ledger, people) = ledger_of(1);
        let mut mark = |skill, by: &Appraiser, on| {
            let marks = [(people[0], "P05".to_owned(), skill)];
            ledger.appraise(&marks, by, day(on)).unwrap();
            ledger.person(people[0]).unwrap().clone()
        };
        mark(Some(Skill::Able), &Appraiser::Oneself, "2026-02-20");
        mark(Some(Skill::Able), &Appraiser::Supervisor, "2026-03-02");
        // Said again: it stands since the first time.
        mark(Some(Skill::Able), &Appraiser::Supervisor, "2026-03-09");
        let person = mark(Some(Skill::Unable), &Appraiser::Oneself, "2026-04-01");
        let found: Vec<_> =
            person.appraisals("P05").iter().map(|one| (one.by.clone(), one.on)).collect();
        assert_eq!(
            found,
            [(Appraiser::Supervisor, day("2026-03-02")), (Appraiser::Oneself, day("2026-04-01")),]
        );
        mark(None, &Appraiser::Supervisor, "2026-05-01");
        let person = mark(None, &Appraiser::Oneself, "2026-05-01");
        assert!(person.skills.is_empty());
    }

    #[test]
    fn a_cell_of_nobody_leaves_no_trace() {
        let (mut ledger, people) = ledger_of(2);
        let gone = people[1];
        ledger.purge_person(gone).unwrap();
        let mut copy = ledger.clone();
        let marks = [(gone, "P05".to_owned(), Some(Skill::Able))];
        let refused = copy.appraise(&marks, &Appraiser::Exam, day("2026-03-02"));
        assert_eq!(refused, Err(Rejection::NoSuchPerson));
        assert_eq!(copy, ledger);
    }

    #[test]
    fn what_nobody_judged_is_not_written() {
        let (mut ledger, people) = ledger_of(1);
        let text = serde_json::to_string(ledger.person(people[0]).unwrap()).unwrap();
        assert!(!text.contains("skills"));
        let marks = [(people[0], "P05".to_owned(), Some(Skill::Proficient))];
        ledger.appraise(&marks, &Appraiser::Exam, day("2026-03-02")).unwrap();
        let text = serde_json::to_string(ledger.person(people[0]).unwrap()).unwrap();
        let expected = r#""skills":{"P05":[{"skill":"proficient","by":"exam","on":"2026-03-02"}]}"#;
        assert!(text.contains(expected), "{text}");
    }
}
