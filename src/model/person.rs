//! A person of the training roster.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::date::PartialDate;
use super::id::{OfficeId, PersonId};
use super::pack::{Extra, PackRef};
use super::skill::Appraisal;
use super::status::{DutyStatus, StatusPeriod};

/// One member of staff. Ages and bands are computed at a reference date, never stored.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Person {
    pub id: PersonId,
    /// Staff number (人员编号), where the bureau has one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub number: Option<String>,
    pub name: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sex: Option<Sex>,
    /// Birth date of record: the one of the personnel file, not of the ID card.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub birth: Option<PartialDate>,
    /// Citizen ID number, 18 characters. Leaves in no export unless ticked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id_number: Option<String>,
    /// Full-time schooling (全日制教育).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub full_time: Option<Schooling>,
    /// In-service schooling (在职教育). The higher of the two counts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub in_service: Option<Schooling>,
    pub office: OfficeId,
    /// Codes of the post pack; the first is the main post, the others are concurrent.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub posts: Vec<String>,
    /// Code of the rank pack.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rank: Option<String>,
    /// Staff kind (人员身份), code of the rank pack.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub staff_kind: Option<String>,
    /// Missing means 未定: it is never guessed from the sex.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub retirement: Option<RetirementCategory>,
    /// Start of work (参加工作时间).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub work_start: Option<PartialDate>,
    /// Since when the person holds the present leading post (任现职时间): 任职培训 is due within a year.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub promoted: Option<PartialDate>,
    /// Political affiliation, as written.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub politics: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub certificate: Option<Certificate>,
    /// Times in which the person was not simply on post, in any order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub periods: Vec<StatusPeriod>,
    /// Competence (能力): post code → how well it is mastered, as judged.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub skills: BTreeMap<String, Vec<Appraisal>>,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
    /// Columns of the bureau's own, by their heading.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub custom: BTreeMap<String, String>,
    /// Place in the roster as handed in.
    #[serde(default)]
    pub position: u32,
    /// Left the roster, but is kept.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub archived: Option<Archived>,
    /// The packs that the codes above are of.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub packs: BTreeSet<PackRef>,
    #[serde(flatten)]
    pub extra: Extra,
}

impl Person {
    /// A person of whom only name and office are known.
    pub fn new(id: PersonId, name: String, office: OfficeId) -> Self {
        Self {
            id,
            number: None,
            name,
            sex: None,
            birth: None,
            id_number: None,
            full_time: None,
            in_service: None,
            office,
            posts: Vec::new(),
            rank: None,
            staff_kind: None,
            retirement: None,
            work_start: None,
            promoted: None,
            politics: None,
            certificate: None,
            periods: Vec::new(),
            skills: BTreeMap::new(),
            note: String::new(),
            custom: BTreeMap::new(),
            position: 0,
            archived: None,
            packs: BTreeSet::new(),
            extra: Extra::new(),
        }
    }

    /// The main post, code of the post pack.
    pub fn main_post(&self) -> Option<&str> {
        self.posts.first().map(String::as_str)
    }

    /// The status on `day`. Of several periods the one that began last holds.
    pub fn status_at(&self, day: Date) -> DutyStatus {
        self.periods
            .iter()
            .filter(|period| period.covers(day))
            .max_by_key(|period| period.from.map(PartialDate::first_day))
            .map_or(DutyStatus::OnPost, |period| period.status.clone())
    }

    /// Is the person of the roster on `day`: neither archived nor gone by then?
    pub fn is_enrolled(&self, day: Date) -> bool {
        self.archived.as_ref().is_none_or(|archived| day < archived.on)
            && !self.status_at(day).is_gone()
    }

    /// Does some leave or secondment touch `start` to `end`? The first such period.
    pub fn away_between(&self, start: Date, end: Date) -> Option<&StatusPeriod> {
        self.periods
            .iter()
            .find(|period| period.status != DutyStatus::OnPost && period.overlaps(start, end))
    }
}

/// Sex by GB/T 2261.1, as far as a roster distinguishes it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub enum Sex {
    Male,
    Female,
}

/// Schooling (学历), with the degree and school where they are known.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Schooling {
    /// GB/T 4658-2006, two digits.
    pub code: String,
    /// GB/T 6864-2003, first digit: 2 doctor, 3 master, 4 bachelor.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub degree: Option<String>,
    /// School and subject as written.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub school: String,
    #[serde(flatten)]
    pub extra: Extra,
}

impl Schooling {
    /// Schooling of which only the level is known.
    pub fn new(code: impl Into<String>) -> Self {
        Self { code: code.into(), degree: None, school: String::new(), extra: Extra::new() }
    }
}

/// What the statutory retirement age goes by (decision of the Standing Committee, 2024-09-13).
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub enum RetirementCategory {
    /// Men, formerly 60.
    Male60,
    /// Women, formerly 55 (cadres).
    Female55,
    /// Women, formerly 50 (workers).
    Female50,
    /// Women, formerly 60 (county-level leaders, senior titles).
    Female60,
    #[serde(untagged)]
    Other(String),
}

/// Enforcement certificate (执法证).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Certificate {
    pub number: String,
    /// Last valid day, where it is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expiry: Option<PartialDate>,
}

impl Certificate {
    /// Valid on `day`? A certificate without an expiry date counts as valid.
    pub fn is_valid_at(&self, day: Date) -> bool {
        self.expiry.is_none_or(|expiry| day <= expiry.last_day())
    }
}

/// When and why somebody was archived (归档).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Archived {
    /// First day on which the person is no longer of the roster.
    pub on: Date,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub reason: String,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::id::IdSource;

    #[test]
    fn the_status_on_a_day_is_that_of_the_period_that_began_last() {
        let mut ids = IdSource::new([1; 16]);
        let mut person =
            Person::new(PersonId::new(&mut ids), "李玉建".into(), OfficeId::new(&mut ids));
        let day = |text: &str| text.parse::<Date>().unwrap();
        assert_eq!(person.status_at(day("2026-12-31")), DutyStatus::OnPost);
        let period = |status, from, to: Option<&str>| StatusPeriod {
            status,
            from: PartialDate::parse(from),
            to: to.and_then(PartialDate::parse),
            note: String::new(),
        };
        person.periods = vec![
            period(DutyStatus::Seconded, "2026-03", Some("2026-08")),
            period(DutyStatus::SickLeave, "2026-05-10", Some("2026-05-20")),
            period(DutyStatus::Retired, "2026-11", None),
        ];
        assert_eq!(person.status_at(day("2026-08-31")), DutyStatus::Seconded);
        assert_eq!(person.status_at(day("2026-05-15")), DutyStatus::SickLeave);
        assert_eq!(person.status_at(day("2026-09-01")), DutyStatus::OnPost);
        assert!(person.is_enrolled(day("2026-10-31")));
        assert!(!person.is_enrolled(day("2026-11-01")));
        assert!(person.away_between(day("2026-08-31"), day("2026-09-02")).is_some());
        assert!(person.away_between(day("2026-09-01"), day("2026-09-30")).is_none());
    }
}
