//! The rules of hours (学时规定): how days and minutes count, which targets apply to whom, and what
//! becomes of a surplus. Local, so all of it is data (domain C1 and C2).

use serde::{Deserialize, Serialize};

use super::course::TrainingForm;
use super::hours::QuarterHours;
use super::pack::{Extra, PackHead, Packs, entry};
use super::person::Person;

/// Targets, and how days, half-days and minutes count.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct HourPack {
    #[serde(flatten)]
    pub head: PackHead,
    /// Hours of one full day.
    pub day: QuarterHours,
    /// Hours of a morning or an afternoon; half of the day where they are not set.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub half_day: Option<QuarterHours>,
    /// Minutes of one hour, at least 1.
    #[serde(default = "sixty", skip_serializing_if = "is_sixty")]
    pub minutes: u32,
    /// At most so much of a surplus counts in the next year; nothing: hours are reset yearly.
    #[serde(default, skip_serializing_if = "QuarterHours::is_zero")]
    pub carry_over: QuarterHours,
    pub targets: Vec<HourTarget>,
    #[serde(flatten)]
    pub extra: Extra,
}

fn sixty() -> u32 {
    60
}

#[allow(clippy::trivially_copy_pass_by_ref)] // The signature that serde asks for.
fn is_sixty(minutes: &u32) -> bool {
    *minutes == sixty()
}

impl HourPack {
    /// Hours of so many days.
    pub fn of_days(&self, days: u32) -> QuarterHours {
        QuarterHours(self.day.0.saturating_mul(days))
    }

    /// Hours of so many half-days.
    pub fn of_half_days(&self, half_days: u32) -> QuarterHours {
        let half_day = self.half_day.unwrap_or(QuarterHours(self.day.0 / 2));
        QuarterHours(half_day.0.saturating_mul(half_days))
    }

    /// Hours of so many minutes, begun quarters left out.
    pub fn of_minutes(&self, minutes: u32) -> QuarterHours {
        let quarters = u64::from(minutes) * 4 / u64::from(self.minutes.max(1));
        QuarterHours(u32::try_from(quarters).unwrap_or(u32::MAX))
    }

    /// A target by its id.
    pub fn target(&self, id: &str) -> Option<&HourTarget> {
        self.targets.iter().find(|target| target.id == id)
    }

    /// The targets in force for a person, in the order of the pack.
    pub fn targets_of<'a>(
        &'a self,
        person: &Person,
        packs: &Packs,
    ) -> impl Iterator<Item = &'a HourTarget> + use<'a> {
        let rank = person.rank.as_deref().and_then(|rank| entry(&packs.ranks.ranks, rank));
        let grade = rank.map_or_else(String::new, |rank| rank.band.clone());
        let certified = person.certificate.is_some();
        self.targets.iter().filter(move |target| {
            target.enabled
                && (target.grades.is_empty() || target.grades.contains(&grade))
                && (certified || !target.certified)
        })
    }
}

/// One target of a year or of several.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct HourTarget {
    pub id: String,
    pub name: String,
    /// What is to be reached in the whole period.
    pub hours: QuarterHours,
    /// Length of the period in years, 1 or 5.
    #[serde(default = "one", skip_serializing_if = "is_one")]
    pub years: i16,
    /// The first year of some period of several years: the others join on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub since: Option<i16>,
    /// Grades of the rank pack it applies to, an empty one for who has none; no grade: everybody.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub grades: Vec<String>,
    /// Only for holders of an enforcement certificate.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub certified: bool,
    /// Forms that count; empty for all but mutual help.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub forms: Vec<TrainingForm>,
    pub basis: String,
    pub enabled: bool,
}

fn one() -> i16 {
    1
}

#[allow(clippy::trivially_copy_pass_by_ref)] // The signature that serde asks for.
fn is_one(years: &i16) -> bool {
    *years == one()
}

impl HourTarget {
    /// The first year of the period that a year lies in.
    pub fn first_year(&self, year: i16) -> i16 {
        let passed = year.saturating_sub(self.since.unwrap_or(year)).rem_euclid(self.years.max(1));
        year.saturating_sub(passed)
    }

    /// Do hours of this form count? A target that names no forms takes all but mutual help; a
    /// meeting that counts does so like an intensive class (domain C3).
    pub fn counts(&self, form: &TrainingForm, counting_meeting: bool) -> bool {
        let form = if counting_meeting { &TrainingForm::Intensive } else { form };
        if self.forms.is_empty() {
            return *form != TrainingForm::MutualHelp;
        }
        self.forms.contains(form)
    }

    /// Lets hours of a form count or not. Some form always counts: the last one stays.
    pub fn set_counts(&mut self, form: &TrainingForm, counts: bool) {
        let mut forms: Vec<_> =
            TrainingForm::KNOWN.into_iter().filter(|one| self.counts(one, false)).collect();
        forms.retain(|one| one != form);
        if counts || forms.is_empty() {
            forms.push(form.clone());
        }
        self.forms = forms;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::id::{IdSource, OfficeId, PersonId};
    use crate::model::person::Certificate;

    fn ids_of(rank: Option<&str>, certified: bool) -> Vec<String> {
        let mut packs = Packs::clone(&Packs::built_in());
        packs.hours.targets.iter_mut().for_each(|target| target.enabled = true);
        let mut ids = IdSource::new([1; 16]);
        let mut person =
            Person::new(PersonId::new(&mut ids), "林飞海".into(), OfficeId::new(&mut ids));
        person.rank = rank.map(str::to_owned);
        person.certificate =
            certified.then(|| Certificate { number: "辽A88301822".into(), expiry: None });
        packs.hours.targets_of(&person, &packs).map(|target| target.id.clone()).collect()
    }

    #[test]
    fn the_ladder_follows_the_rank() {
        // 四级调研员 and 一级主任科员 (rank pack).
        assert_eq!(ids_of(Some("Z14"), false), ["fiveYears", "online"]);
        assert_eq!(ids_of(Some("Z21"), false), ["annual", "online"]);
        assert_eq!(ids_of(None, true), ["annual", "online", "enforcement"]);
        let ranks = &Packs::built_in().ranks.ranks;
        assert_eq!(entry(ranks, "Z14").unwrap().name, "四级调研员");
        assert_eq!(entry(ranks, "Z21").unwrap().name, "一级主任科员");
        // Exactly one of the two applies to every rank.
        for rank in ranks {
            let of = ids_of(Some(&rank.code), false);
            let ladders = of.iter().filter(|id| *id == "annual" || *id == "fiveYears").count();
            assert_eq!(ladders, 1, "{}", rank.name);
        }
    }

    #[test]
    fn forms_count_or_not_and_one_of_them_always_does() {
        use TrainingForm::{Intensive, MutualHelp, Online, Rotation};
        let mut target = HourTarget::default();
        target.set_counts(&Rotation, false);
        assert_eq!(target.forms, [Intensive, Online]);
        target.set_counts(&MutualHelp, true);
        for form in TrainingForm::KNOWN {
            target.set_counts(&form, false);
        }
        assert_eq!(target.forms, [Online]);
    }

    #[test]
    fn periods_of_five_years_join_on() {
        let packs = Packs::built_in();
        let five = packs.hours.target("fiveYears").unwrap();
        let first = [2022, 2023, 2027, 2028].map(|year| five.first_year(year));
        assert_eq!(first, [2018, 2023, 2023, 2028]);
        let annual = packs.hours.target("annual").unwrap();
        assert_eq!(annual.first_year(2026), 2026);
    }

    #[test]
    fn days_half_days_and_minutes_become_hours() {
        let mut pack = Packs::built_in().hours.clone();
        assert_eq!(pack.of_days(3), QuarterHours(96));
        assert_eq!(pack.of_half_days(1), QuarterHours(16));
        assert_eq!(pack.of_minutes(89), QuarterHours(5));
        pack.half_day = Some(QuarterHours(12));
        pack.minutes = 45;
        assert_eq!(pack.of_half_days(3), QuarterHours(36));
        assert_eq!(pack.of_minutes(90), QuarterHours(8));
        pack.minutes = 0;
        assert_eq!(pack.of_minutes(2), QuarterHours(8));
    }

    #[test]
    fn rules_of_the_first_version_still_load() {
        let text = r#"{"id":"hours","version":"1.0","day":32,"targets":[{"id":"annual","name":"年度",
            "hours":360,"basis":"","enabled":true}]}"#;
        let pack: HourPack = serde_json::from_str(text).unwrap();
        assert_eq!((pack.minutes, pack.carry_over), (60, QuarterHours(0)));
        assert_eq!(pack.targets[0].years, 1);
        let written = serde_json::to_value(&pack).unwrap();
        for member in ["halfDay", "minutes", "carryOver"] {
            assert!(written.get(member).is_none(), "{member}");
        }
    }
}
