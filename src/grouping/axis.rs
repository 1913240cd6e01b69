//! Where a person stands on an axis, and the values an axis has, in the order of the packs.

use std::borrow::Cow;

use jiff::civil::Date;

use super::retirement::months_to_retirement;
use crate::model::group::Axis;
use crate::model::id::OfficeId;
use crate::model::ledger::Ledger;
use crate::model::pack::{Packs, entry};
use crate::model::person::{Person, Sex};
use crate::model::status::DutyStatus;

/// The value of what is not filled in (未填).
pub const UNFILLED: &str = "";

/// An id or code of an axis; [`UNFILLED`] where nothing is known.
pub type Value<'a> = Cow<'a, str>;

/// Certificate values.
const VALID: &str = "valid";
const EXPIRED: &str = "expired";

/// The values of a person on an axis at the reference date: exactly one, but for
/// [`Axis::AnyPost`], where everybody has at least one. An axis of a newer version is 未填.
pub fn values_of<'a>(
    axis: &Axis,
    person: &'a Person,
    packs: &'a Packs,
    reference: Date,
) -> Vec<Value<'a>> {
    if *axis == Axis::AnyPost {
        let mut posts: Vec<Value<'_>> =
            person.posts.iter().map(|post| Cow::Borrowed(post.as_str())).collect();
        posts.sort();
        posts.dedup();
        if posts.is_empty() {
            posts.push(Cow::Borrowed(UNFILLED));
        }
        return posts;
    }
    vec![value_of(axis, person, packs, reference).unwrap_or(Cow::Borrowed(UNFILLED))]
}

fn value_of<'a>(
    axis: &Axis,
    person: &'a Person,
    packs: &'a Packs,
    reference: Date,
) -> Option<Value<'a>> {
    let age = || person.birth?.age_at(reference);
    let text = match axis {
        Axis::AgeStage => age_stage(person, packs, reference)?,
        Axis::AgeBand => packs.ages.band(age()?)?.id.as_str(),
        Axis::Education => education_band(person, packs)?,
        Axis::Post | Axis::AnyPost => person.main_post()?,
        Axis::Office => return Some(Cow::Owned(person.office.to_string())),
        Axis::Grade => grade(person, packs)?,
        Axis::StaffKind => person.staff_kind.as_deref()?,
        Axis::Sex => sex_value(person.sex?),
        Axis::Status => return Some(status_value(&person.status_at(reference))),
        Axis::Certificate => {
            let certificate = person.certificate.as_ref()?;
            if certificate.is_valid_at(reference) { VALID } else { EXPIRED }
        }
        Axis::Other(_) => return None,
    };
    Some(Cow::Borrowed(text))
}

/// The age stage: 临近退休 where the estimated retirement is near, else by full years.
pub fn age_stage<'a>(person: &Person, packs: &'a Packs, reference: Date) -> Option<&'a str> {
    let near = &packs.ages.near_retirement;
    let age = person.birth?.age_at(reference)?;
    if months_to_retirement(person, reference).is_some_and(|months| months <= near.months.into()) {
        return Some(&near.id);
    }
    packs.ages.stage(age).map(|stage| stage.id.as_str())
}

/// The education band of the higher of the two schoolings.
pub fn education_band<'a>(person: &Person, packs: &'a Packs) -> Option<&'a str> {
    [&person.full_time, &person.in_service]
        .into_iter()
        .flatten()
        .filter_map(|schooling| packs.education.band(&schooling.code))
        .min_by_key(|(rank, _)| *rank)
        .map(|(_, band)| band.code.as_str())
}

/// The grade (分级) of the rank.
pub fn grade<'a>(person: &Person, packs: &'a Packs) -> Option<&'a str> {
    let rank = entry(&packs.ranks.ranks, person.rank.as_deref()?)?;
    (!rank.band.is_empty()).then_some(rank.band.as_str())
}

fn sex_value(sex: Sex) -> &'static str {
    match sex {
        Sex::Male => "male",
        Sex::Female => "female",
    }
}

fn status_value(status: &DutyStatus) -> Value<'static> {
    Cow::Borrowed(match status {
        DutyStatus::OnPost => "onPost",
        DutyStatus::Seconded => "seconded",
        DutyStatus::SickLeave => "sickLeave",
        DutyStatus::Leave => "leave",
        DutyStatus::Left => "left",
        DutyStatus::Retired => "retired",
        DutyStatus::Other(name) => return Cow::Owned(name.clone()),
    })
}

const STATUSES: [DutyStatus; 4] =
    [DutyStatus::OnPost, DutyStatus::Seconded, DutyStatus::SickLeave, DutyStatus::Leave];

/// The values of an axis in the order of the packs, offices in the order of the lists, with 未填
/// last. People can have values beyond these, from a pack that is no longer in force.
pub fn values(axis: &Axis, ledger: &Ledger) -> Vec<String> {
    let packs = &ledger.packs;
    let mut values: Vec<String> = match axis {
        Axis::AgeStage => {
            let stages = packs.ages.stages.iter().map(|stage| stage.id.clone());
            stages.chain([packs.ages.near_retirement.id.clone()]).collect()
        }
        Axis::AgeBand => packs.ages.bands.iter().map(|band| band.id.clone()).collect(),
        Axis::Education => packs.education.bands.iter().map(|band| band.code.clone()).collect(),
        Axis::Post | Axis::AnyPost => {
            packs.posts.posts.iter().map(|post| post.code.clone()).collect()
        }
        Axis::Office => {
            ledger.offices_in_order().into_iter().map(|office| office.id.to_string()).collect()
        }
        Axis::Grade => packs.ranks.grades.iter().map(|grade| grade.code.clone()).collect(),
        Axis::StaffKind => packs.ranks.staff_kinds.iter().map(|kind| kind.code.clone()).collect(),
        Axis::Sex => [Sex::Male, Sex::Female].map(|sex| sex_value(sex).to_owned()).to_vec(),
        Axis::Status => STATUSES.iter().map(|status| status_value(status).into_owned()).collect(),
        Axis::Certificate => vec![VALID.to_owned(), EXPIRED.to_owned()],
        Axis::Other(_) => Vec::new(),
    };
    values.push(UNFILLED.to_owned());
    values
}

/// What a value is called: a name of a pack or of an office, or something the page has a word for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ValueName<'a> {
    /// 未填.
    Unfilled,
    Name(&'a str),
    Sex(Sex),
    Status(DutyStatus),
    CertificateValid,
    CertificateExpired,
    /// A code that no pack in force knows.
    Unknown(&'a str),
}

/// The full name of a value.
pub fn value_name<'a>(axis: &Axis, value: &'a str, ledger: &'a Ledger) -> ValueName<'a> {
    named(axis, value, ledger, false)
}

/// The short name of a value, for narrow columns.
pub fn short_value_name<'a>(axis: &Axis, value: &'a str, ledger: &'a Ledger) -> ValueName<'a> {
    named(axis, value, ledger, true)
}

fn named<'a>(axis: &Axis, value: &'a str, ledger: &'a Ledger, short: bool) -> ValueName<'a> {
    if value == UNFILLED {
        return ValueName::Unfilled;
    }
    let packs = &*ledger.packs;
    let code = |table: &'a [crate::model::pack::CodeEntry]| {
        entry(table, value).map(|entry| if short { entry.label() } else { entry.name.as_str() })
    };
    let name = match axis {
        Axis::AgeStage => {
            let near = &packs.ages.near_retirement;
            let stage = packs.ages.stages.iter().find(|stage| stage.id == value);
            stage
                .map(|stage| stage.name.as_str())
                .or_else(|| (near.id == value).then_some(near.name.as_str()))
        }
        Axis::AgeBand => {
            let band = packs.ages.bands.iter().find(|band| band.id == value);
            band.map(|band| band.name.as_str())
        }
        Axis::Education => code(&packs.education.bands),
        Axis::Post | Axis::AnyPost => {
            let post = packs.posts.posts.iter().find(|post| post.code == value);
            post.map(|post| post.name.as_str())
        }
        Axis::Office => OfficeId::parse(value)
            .and_then(|id| ledger.offices.get(&id))
            .map(|office| office.name.as_str()),
        Axis::Grade => code(&packs.ranks.grades),
        Axis::StaffKind => code(&packs.ranks.staff_kinds),
        Axis::Sex => {
            return match value {
                "male" => ValueName::Sex(Sex::Male),
                "female" => ValueName::Sex(Sex::Female),
                _ => ValueName::Unknown(value),
            };
        }
        Axis::Status => {
            let status = STATUSES.into_iter().find(|status| status_value(status) == value);
            return ValueName::Status(
                status.unwrap_or_else(|| DutyStatus::Other(value.to_owned())),
            );
        }
        Axis::Certificate => {
            return match value {
                VALID => ValueName::CertificateValid,
                EXPIRED => ValueName::CertificateExpired,
                _ => ValueName::Unknown(value),
            };
        }
        Axis::Other(_) => None,
    };
    name.map_or(ValueName::Unknown(value), ValueName::Name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::date::PartialDate;
    use crate::model::ledger::tests::ledger_of;
    use crate::model::person::{RetirementCategory, Schooling};

    fn person(ledger: &Ledger) -> Person {
        ledger.people().next().cloned().unwrap()
    }

    #[test]
    fn an_empty_record_is_unfilled_on_every_axis_but_office_and_status() {
        let (ledger, _) = ledger_of(1);
        let person = person(&ledger);
        for axis in Axis::KNOWN {
            let values = values_of(&axis, &person, &ledger.packs, ledger.settings.reference());
            assert_eq!(values.len(), 1, "{axis:?}");
            let unfilled = !matches!(axis, Axis::Office | Axis::Status);
            assert_eq!(values == [UNFILLED], unfilled, "{axis:?}");
        }
    }

    #[test]
    fn near_retirement_goes_before_the_stage_only_where_the_category_is_known() {
        let (ledger, _) = ledger_of(1);
        let reference = ledger.settings.reference();
        let mut person = person(&ledger);
        person.birth = PartialDate::month(1969, 6);
        assert_eq!(age_stage(&person, &ledger.packs, reference), Some("mid"));
        person.retirement = Some(RetirementCategory::Female55);
        assert_eq!(age_stage(&person, &ledger.packs, reference), Some("near_retire"));
        person.retirement = Some(RetirementCategory::Male60);
        assert_eq!(age_stage(&person, &ledger.packs, reference), Some("mid"));
    }

    #[test]
    fn the_higher_schooling_counts_whichever_it_is() {
        let (ledger, _) = ledger_of(1);
        let mut person = person(&ledger);
        person.full_time = Some(Schooling::new("31"));
        assert_eq!(education_band(&person, &ledger.packs), Some("college"));
        person.in_service = Some(Schooling::new("14"));
        assert_eq!(education_band(&person, &ledger.packs), Some("postgraduate"));
        person.full_time = Some(Schooling::new("11"));
        person.in_service = Some(Schooling::new("61"));
        assert_eq!(education_band(&person, &ledger.packs), Some("postgraduate"));
    }

    #[test]
    fn every_value_of_every_axis_has_a_name() {
        let (ledger, _) = ledger_of(1);
        for axis in Axis::KNOWN {
            for value in values(&axis, &ledger) {
                assert!(
                    !matches!(value_name(&axis, &value, &ledger), ValueName::Unknown(_)),
                    "{axis:?} {value}"
                );
            }
        }
    }

    #[test]
    fn concurrent_posts_are_values_of_any_post_and_not_of_post() {
        let (ledger, _) = ledger_of(1);
        let reference = ledger.settings.reference();
        let mut person = person(&ledger);
        person.posts = vec!["P05".into(), "P12".into(), "P05".into()];
        assert_eq!(values_of(&Axis::Post, &person, &ledger.packs, reference), ["P05"]);
        assert_eq!(values_of(&Axis::AnyPost, &person, &ledger.packs, reference), ["P05", "P12"]);
    }
}
