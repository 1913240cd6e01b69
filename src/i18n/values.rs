//! What can be chosen for a field of a person, and how its values read.

use super::format;
use super::messages::Messages;
use crate::model::date::PartialDate;
use crate::model::field::Field;
use crate::model::id::OfficeId;
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

/// How a value of a field reads; a code of a list that is not in it reads as it is.
pub fn label(field: Field, value: &str, ledger: &Ledger, messages: &Messages) -> String {
    let packs = &ledger.packs;
    let of = |table: &[CodeEntry]| entry(table, value).map(|one| one.label().to_owned());
    let known = match field {
        Field::Office => OfficeId::parse(value).map(|id| short_office(ledger, id, messages)),
        Field::MainPost => Some(packs.posts.name(value).to_owned()),
        Field::FullTime | Field::InService => of(&packs.education.codes),
        Field::Rank => of(&packs.ranks.ranks),
        Field::StaffKind => of(&packs.ranks.staff_kinds),
        Field::Sex | Field::Retirement => {
            let choices = choices(field, ledger, messages).unwrap_or_default();
            choices.into_iter().find(|(code, _)| code == value).map(|(_, label)| label)
        }
        Field::Birth | Field::WorkStart | Field::Promoted => {
            PartialDate::parse(value).map(format::birth)
        }
        _ => None,
    };
    known.unwrap_or_else(|| value.to_owned())
}

/// The short name of an office.
pub fn short_office(ledger: &Ledger, office: OfficeId, messages: &Messages) -> String {
    let bureau = ledger.own_name();
    (messages.model.short_office)(ledger.office_name(office), bureau)
}

/// The names of post codes.
pub fn post_names(posts: &[String], ledger: &Ledger, messages: &Messages) -> String {
    let names: Vec<_> = posts.iter().map(|post| ledger.packs.posts.name(post)).collect();
    names.join(messages.model.comma)
}

/// A field of a person in words that an import reads back: offices with their full names, nothing
/// where nothing is filled in.
pub fn exported(field: Field, person: &Person, ledger: &Ledger, messages: &Messages) -> String {
    let value = field.get(person);
    match field {
        _ if value.is_empty() => value,
        Field::Office => ledger.office_name(person.office).to_owned(),
        Field::OtherPosts => {
            post_names(person.posts.get(1..).unwrap_or_default(), ledger, messages)
        }
        _ => label(field, &value, ledger, messages),
    }
}
