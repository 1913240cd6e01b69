//! The roster as a table: which people, in which order.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use super::axis::{UNFILLED, values, values_of};
use crate::model::date::PartialDate;
use crate::model::group::Axis;
use crate::model::id::PersonId;
use crate::model::ledger::Ledger;
use crate::model::pack::entry;
use crate::model::person::Person;
use crate::order::Order as _;

/// What the table is narrowed to.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Filter {
    /// Part of a name, a number, an ID number, or the initials of a name.
    pub text: String,
    /// Per axis any of these values; an empty set does not narrow.
    pub axes: BTreeMap<Axis, BTreeSet<String>>,
    /// Only people of whom something is missing.
    pub incomplete: bool,
    /// Archived and gone people instead of those of the roster.
    pub archived: bool,
}

/// The columns, in their order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Column {
    Name,
    Number,
    Sex,
    Birth,
    Age,
    AgeStage,
    Education,
    Office,
    MainPost,
    OtherPosts,
    Rank,
    StaffKind,
    Certificate,
    Status,
    Note,
}

impl Column {
    /// All columns in their order.
    pub const ALL: [Self; 15] = [
        Self::Name,
        Self::Number,
        Self::Sex,
        Self::Birth,
        Self::Age,
        Self::AgeStage,
        Self::Education,
        Self::Office,
        Self::MainPost,
        Self::OtherPosts,
        Self::Rank,
        Self::StaffKind,
        Self::Certificate,
        Self::Status,
        Self::Note,
    ];

    /// The axis whose values it shows, where it shows one that has an order.
    fn axis(self) -> Option<Axis> {
        match self {
            Self::Sex => Some(Axis::Sex),
            Self::AgeStage => Some(Axis::AgeStage),
            Self::Education => Some(Axis::Education),
            Self::Status => Some(Axis::Status),
            _ => None,
        }
    }

    /// Its name in preferences and in the style sheet.
    pub fn word(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Number => "number",
            Self::Sex => "sex",
            Self::Birth => "birth",
            Self::Age => "age",
            Self::AgeStage => "agestage",
            Self::Education => "education",
            Self::Office => "office",
            Self::MainPost => "mainpost",
            Self::OtherPosts => "otherposts",
            Self::Rank => "rank",
            Self::StaffKind => "staffkind",
            Self::Certificate => "certificate",
            Self::Status => "status",
            Self::Note => "note",
        }
    }
}

/// What the order of names and the initials go by: the platform's own.
pub trait Names {
    /// The first letters of a text, lower case.
    fn initials(&self, text: &str) -> String;
    /// The place of each text in their order; equal texts have one place.
    fn ranks(&self, texts: &[&str]) -> Vec<usize>;
}

/// Is what a column shows missing (未填), or told in part only? Others may be empty: whoever is hired
/// has no rank.
pub fn lacks(person: &Person, column: Column) -> bool {
    match column {
        Column::Sex => person.sex.is_none(),
        Column::Birth => matches!(person.birth, None | Some(PartialDate::Year(_))),
        Column::Education => person.full_time.is_none() && person.in_service.is_none(),
        Column::MainPost => person.posts.is_empty(),
        _ => false,
    }
}

/// Is something missing in a column (资料不全)?
pub fn is_incomplete(person: &Person) -> bool {
    Column::ALL.iter().any(|column| lacks(person, *column))
}

/// The people that the filter leaves, in the order of a column; without one as the roster was
/// handed in, office by office.
pub fn rows(
    ledger: &Ledger,
    filter: &Filter,
    sort: Option<(Column, bool)>,
    reference: Date,
    names: &impl Names,
) -> Vec<PersonId> {
    let wanted = filter.text.trim().to_lowercase();
    let mut people: Vec<&Person> = ledger
        .people()
        .filter(|person| person.is_enrolled(reference) != filter.archived)
        .filter(|person| !filter.incomplete || is_incomplete(person))
        .filter(|person| {
            filter.axes.iter().all(|(axis, any)| {
                any.is_empty()
                    || values_of(axis, person, &ledger.packs, reference)
                        .iter()
                        .any(|value| any.contains(value.as_ref()))
            })
        })
        .filter(|person| wanted.is_empty() || is_found(person, &wanted, names))
        .collect();
    let place = |person: &Person| {
        let office = ledger.offices.get(&person.office);
        (office.map(|office| office.position), person.office, person.position, person.id)
    };
    match sort {
        None => people.order_by_key(|person| place(person)),
        Some((Column::Name, _)) => {
            let words: Vec<_> = people.iter().map(|person| person.name.as_str()).collect();
            let mut ranks = names.ranks(&words).into_iter();
            people.order_by_key(|person| (ranks.next(), place(person)));
        }
        Some((column, _)) => {
            let order = column.axis().map(|axis| values(&axis, ledger)).unwrap_or_default();
            people.order_by_key(|person| {
                (key(column, person, ledger, reference, &order), place(person))
            });
        }
    }
    if sort.is_some_and(|(_, falling)| falling) {
        people.reverse();
    }
    people.into_iter().map(|person| person.id).collect()
}

fn is_found(person: &Person, wanted: &str, names: &impl Names) -> bool {
    let starts = |value: &Option<String>| {
        let start = value.as_ref().and_then(|value| value.as_bytes().get(..wanted.len()));
        start.is_some_and(|start| start.eq_ignore_ascii_case(wanted.as_bytes()))
    };
    holds(&person.name, wanted)
        || starts(&person.number)
        || starts(&person.id_number)
        || person.certificate.as_ref().is_some_and(|one| holds(&one.number, wanted))
        || wanted.is_ascii() && names.initials(&person.name).contains(wanted)
}

/// Does a text hold `wanted`, which is in lower case, whatever the case of its Latin letters?
/// Asked for everybody on each key, so nothing is copied.
fn holds(text: &str, wanted: &str) -> bool {
    let mut parts = text.as_bytes().windows(wanted.len().max(1));
    parts.any(|part| part.eq_ignore_ascii_case(wanted.as_bytes()))
}

/// What a column sorts by: numbers and dates as numbers, codes in the order of their packs,
/// texts as texts; what is missing comes last.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Key {
    Number(i64),
    Text(String),
    Missing,
}

/// `order` holds the values of the column's axis, where it has one.
fn key(column: Column, person: &Person, ledger: &Ledger, reference: Date, order: &[String]) -> Key {
    let packs = &ledger.packs;
    let number = |value: Option<usize>| {
        value.and_then(|value| i64::try_from(value).ok()).map_or(Key::Missing, Key::Number)
    };
    let text = |value: Option<&str>| {
        let value = value.filter(|value| !value.is_empty());
        value.map_or(Key::Missing, |value| Key::Text(value.to_owned()))
    };
    let date = |date: Option<Date>| {
        date.map_or(Key::Missing, |date| {
            let months = i64::from(date.year()) * 12 + i64::from(date.month());
            Key::Number(months * 31 + i64::from(date.day()))
        })
    };
    if let Some(axis) = column.axis() {
        let value = values_of(&axis, person, packs, reference).into_iter().next();
        let value = value.filter(|value| *value != UNFILLED);
        return number(value.and_then(|value| order.iter().position(|other| *other == value)));
    }
    match column {
        Column::Name => text(Some(&person.name)),
        Column::Number => text(person.number.as_deref()),
        // The older first means the higher age last, as in the column of ages.
        Column::Birth => date(person.birth.map(|birth| birth.first_day())),
        Column::Age => {
            number(person.birth.and_then(|birth| birth.age_at(reference)).map(Into::into))
        }
        Column::Office => number(
            ledger.offices.get(&person.office).and_then(|office| office.position.try_into().ok()),
        ),
        Column::MainPost => text(person.main_post()),
        Column::OtherPosts => text(person.posts.get(1).map(String::as_str)),
        Column::Rank => number(person.rank.as_deref().and_then(|rank| {
            let rank = entry(&packs.ranks.ranks, rank)?;
            packs.ranks.ranks.iter().position(|other| std::ptr::eq(other, rank))
        })),
        Column::StaffKind => text(person.staff_kind.as_deref()),
        Column::Certificate => {
            let expiry = person.certificate.as_ref().and_then(|one| one.expiry);
            date(expiry.map(|expiry| expiry.last_day()))
        }
        Column::Note => text(Some(&person.note)),
        Column::Sex | Column::AgeStage | Column::Education | Column::Status => Key::Missing,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::ledger::tests::ledger_of;
    use crate::model::person::{Schooling, Sex};

    struct Plain;

    impl Names for Plain {
        fn initials(&self, text: &str) -> String {
            if text.starts_with('林') { "lfh".into() } else { String::new() }
        }

        fn ranks(&self, texts: &[&str]) -> Vec<usize> {
            let rank = |text: &&str| texts.iter().filter(|other| *other < text).count();
            texts.iter().map(rank).collect()
        }
    }

    #[test]
    fn people_are_found_by_name_number_and_initials() {
        let (mut ledger, people) = ledger_of(3);
        ledger.edit_person(people[1], |person| person.name = "林飞海".into()).unwrap();
        ledger.edit_person(people[2], |person| person.number = Some("A07".into())).unwrap();
        let reference = ledger.settings.reference();
        let find = |text: &str| {
            let filter = Filter { text: text.into(), ..Filter::default() };
            rows(&ledger, &filter, None, reference, &Plain)
        };
        assert_eq!(find("飞"), [people[1]]);
        assert_eq!(find("LF"), [people[1]]);
        assert_eq!(find("a0"), [people[2]]);
        assert!(find("07").is_empty(), "a number is found by its start");
        assert_eq!(find("").len(), 3);
    }

    #[test]
    fn the_missing_comes_last_and_the_order_turns_round() {
        let (mut ledger, people) = ledger_of(3);
        for (id, birth) in people.iter().zip(["1985-06", "1990-01"]) {
            ledger.edit_person(*id, |person| person.birth = PartialDate::parse(birth)).unwrap();
        }
        let reference = ledger.settings.reference();
        let order = |falling| {
            rows(&ledger, &Filter::default(), Some((Column::Age, falling)), reference, &Plain)
        };
        assert_eq!(order(false), [people[1], people[0], people[2]]);
        assert_eq!(order(true), [people[2], people[0], people[1]]);
    }

    #[test]
    fn who_lacks_a_sex_or_the_month_of_birth_is_incomplete_and_who_has_no_rank_is_not() {
        let (ledger, people) = ledger_of(1);
        let mut person = ledger.person(people[0]).cloned().unwrap();
        person.sex = Some(Sex::Female);
        person.birth = PartialDate::parse("1985-06");
        person.full_time = Some(Schooling::new("21"));
        person.posts = vec!["P01".into()];
        assert!(person.rank.is_none() && !is_incomplete(&person));
        let year = Person { birth: PartialDate::parse("1985"), ..person.clone() };
        assert!(lacks(&year, Column::Birth) && is_incomplete(&year));
        assert!(is_incomplete(&Person { sex: None, ..person.clone() }));
        assert!(is_incomplete(&Person { posts: Vec::new(), ..person }));
    }
}
