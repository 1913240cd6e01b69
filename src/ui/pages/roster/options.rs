//! What can be chosen for a field, and how its values read.

use crate::grouping::axis::{ValueName, value_name};
use crate::i18n::format;
use crate::i18n::messages::Messages;
use crate::model::date::PartialDate;
use crate::model::field::Field;
use crate::model::group::Axis;
use crate::model::ledger::Ledger;
use crate::model::pack::{CodeEntry, entry};
use crate::model::person::{Person, RetirementCategory, Sex};

/// A value and its name.
pub type Choice = (String, String);

/// The choices of a field with a list; `None` where text is typed.
pub fn choices(field: Field, ledger: &Ledger, messages: &Messages) -> Option<Vec<Choice>> {
    let packs = &ledger.packs;
    let of = |table: &[CodeEntry]| {
        table.iter().map(|one| (one.code.clone(), one.label().to_owned())).collect::<Vec<_>>()
    };
    let blank = (String::new(), messages.model.blank.to_owned());
    let mut choices = match field {
        Field::Sex => [(Sex::Male, "male"), (Sex::Female, "female")]
            .map(|(sex, value)| (value.to_owned(), (messages.model.sex)(sex).to_owned()))
            .to_vec(),
        Field::Office => {
            return Some(
                ledger
                    .offices_in_order()
                    .into_iter()
                    .map(|office| {
                        (office.id.to_string(), short_office(ledger, office.id, messages))
                    })
                    .collect(),
            );
        }
        Field::MainPost => {
            packs.posts.posts.iter().map(|post| (post.code.clone(), post.name.clone())).collect()
        }
        // The usual levels have a short name; the others are there, too, at the end.
        Field::FullTime | Field::InService => {
            let (usual, rest): (Vec<_>, Vec<_>) =
                packs.education.codes.iter().partition(|one| !one.short.is_empty());
            usual
                .into_iter()
                .chain(rest)
                .map(|one| (one.code.clone(), one.label().to_owned()))
                .collect()
        }
        Field::Rank => of(&packs.ranks.ranks),
        Field::StaffKind => of(&packs.ranks.staff_kinds),
        Field::Retirement => [
            (RetirementCategory::Male60, "male60"),
            (RetirementCategory::Female55, "female55"),
            (RetirementCategory::Female50, "female50"),
            (RetirementCategory::Female60, "female60"),
        ]
        .map(|(category, value)| (value.to_owned(), (messages.model.retirement)(&category)))
        .to_vec(),
        _ => return None,
    };
    choices.insert(0, blank);
    Some(choices)
}

/// How a value of a field reads.
pub fn label(field: Field, value: &str, ledger: &Ledger, messages: &Messages) -> String {
    if let Some(choices) = choices(field, ledger, messages) {
        let found = choices.into_iter().find(|(code, _)| code == value);
        return found.map_or_else(|| value.to_owned(), |(_, label)| label);
    }
    match field {
        Field::Birth | Field::WorkStart => {
            PartialDate::parse(value).map_or_else(|| value.to_owned(), format::birth)
        }
        _ => value.to_owned(),
    }
}

/// The short name of an office.
pub fn short_office(
    ledger: &Ledger,
    office: crate::model::id::OfficeId,
    messages: &Messages,
) -> String {
    let bureau = ledger.own_office().map_or("", |office| office.name.as_str());
    (messages.model.short_office)(ledger.office_name(office), bureau)
}

/// The names of post codes.
pub fn post_names(posts: &[String], ledger: &Ledger, messages: &Messages) -> String {
    let names: Vec<_> = posts.iter().map(|post| ledger.packs.posts.name(post)).collect();
    names.join(messages.model.comma)
}

/// The higher schooling, and whether it is the one in service.
pub fn highest_schooling(person: &Person, ledger: &Ledger) -> Option<(String, bool)> {
    let education = &ledger.packs.education;
    let full_time = person.full_time.as_ref().map(|one| (one, false));
    let in_service = person.in_service.as_ref().map(|one| (one, true));
    full_time
        .into_iter()
        .chain(in_service)
        .min_by_key(|(one, _)| education.band(&one.code).map_or(usize::MAX, |(rank, _)| rank))
        .map(|(one, in_service)| {
            let label =
                entry(&education.codes, &one.code).map_or(one.code.as_str(), CodeEntry::label);
            (label.to_owned(), in_service)
        })
}

/// The words of a value on an axis.
pub fn value_words(axis: &Axis, value: &str, ledger: &Ledger, messages: &Messages) -> String {
    match value_name(axis, value, ledger) {
        ValueName::Unfilled => messages.model.blank.to_owned(),
        ValueName::Name(name) if *axis == Axis::Office => {
            let bureau = ledger.own_office().map_or("", |office| office.name.as_str());
            (messages.model.short_office)(name, bureau)
        }
        ValueName::Name(name) | ValueName::Unknown(name) => name.to_owned(),
        ValueName::Sex(sex) => (messages.model.sex)(sex).to_owned(),
        ValueName::Status(status) => (messages.model.status)(&status),
        ValueName::CertificateValid => messages.model.certificate_valid.to_owned(),
        ValueName::CertificateExpired => messages.model.certificate_expired.to_owned(),
    }
}
