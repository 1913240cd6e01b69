//! Who of the ledger a row is about: by staff number, then ID number, then name and birth month
//! with the office deciding between namesakes (features 3.2, domain G2).

use std::collections::HashMap;

use super::draft::Draft;
use super::id_number::IdNumber;
use crate::model::date::PartialDate;
use crate::model::id::{OfficeId, PersonId};
use crate::model::ledger::Ledger;
use crate::model::person::Person;

/// Year and month, all that a list often knows.
type Month = (i16, i8);

/// The people of a ledger by what tells them apart.
pub struct PeopleIndex<'a> {
    by_number: HashMap<&'a str, Vec<&'a Person>>,
    by_id_number: HashMap<&'a str, Vec<&'a Person>>,
    by_name: HashMap<&'a str, Vec<&'a Person>>,
    by_id: HashMap<PersonId, &'a Person>,
}

/// What was found.
#[derive(Clone, Debug, PartialEq)]
pub enum Match<'a> {
    Nobody,
    One(&'a Person),
    /// Several people fit; a person must choose.
    Several(Vec<&'a Person>),
}

impl<'a> PeopleIndex<'a> {
    /// Archived people are known too: who comes back is no new person.
    pub fn new(ledger: &'a Ledger) -> Self {
        let mut index = Self {
            by_number: HashMap::new(),
            by_id_number: HashMap::new(),
            by_name: HashMap::new(),
            by_id: HashMap::new(),
        };
        for person in ledger.people() {
            if let Some(number) = &person.number {
                index.by_number.entry(number).or_default().push(person);
            }
            if let Some(id_number) = &person.id_number {
                index.by_id_number.entry(id_number).or_default().push(person);
            }
            index.by_name.entry(&person.name).or_default().push(person);
            index.by_id.insert(person.id, person);
        }
        index
    }

    /// A person of the ledger.
    pub fn person(&self, id: PersonId) -> Option<&'a Person> {
        self.by_id.get(&id).copied()
    }

    /// Does somebody of this name stand in the office?
    pub fn has_namesake(&self, name: &str, office: Option<OfficeId>) -> bool {
        let mut people = self.by_name.get(name).into_iter().flatten();
        people.any(|person| Some(person.office) == office)
    }

    /// Who has the name that a row gives, whatever the office.
    pub fn named(&self, draft: &Draft) -> Match<'a> {
        let people = self.by_name.get(draft.name.as_str()).into_iter().flatten().copied();
        let fitting: Vec<_> = people.filter(|person| !contradicts(person, draft)).collect();
        match fitting.as_slice() {
            [] => Match::Nobody,
            [person] => Match::One(person),
            _ => Match::Several(fitting),
        }
    }

    /// Who a row is about.
    pub fn find(&self, draft: &Draft, office: Option<OfficeId>) -> Match<'a> {
        let by_key = |people: Option<&Vec<&'a Person>>| match people.map(Vec::as_slice) {
            Some([person]) if plausible(person, draft) => Some(*person),
            _ => None,
        };
        if let Some(number) = draft.number.as_deref()
            && let Some(person) = by_key(self.by_number.get(number))
        {
            return Match::One(person);
        }
        if draft.id_is_sound
            && let Some(id_number) = draft.id_number.as_deref()
            && let Some(person) = by_key(self.by_id_number.get(id_number))
        {
            return Match::One(person);
        }
        let mut fitting: Vec<_> = self
            .by_name
            .get(draft.name.as_str())
            .into_iter()
            .flatten()
            .filter(|person| !contradicts(person, draft))
            .copied()
            .collect();
        let same_birth = |person: &&Person| draft.birth.is_some() && agrees(person, draft);
        if fitting.iter().any(same_birth) {
            fitting.retain(same_birth);
        } else {
            // The name alone is enough only within one office.
            fitting.retain(|person| Some(person.office) == office);
        }
        if fitting.len() > 1 && fitting.iter().any(|person| Some(person.office) == office) {
            fitting.retain(|person| Some(person.office) == office);
        }
        match fitting.as_slice() {
            [] => Match::Nobody,
            [person] => Match::One(person),
            _ => Match::Several(fitting),
        }
    }
}

/// The same number may have gone to another: the name or the birth must fit as well.
fn plausible(person: &Person, draft: &Draft) -> bool {
    draft.name.is_empty() || person.name == draft.name || agrees(person, draft)
}

fn agrees(person: &Person, draft: &Draft) -> bool {
    match (person.birth, draft.birth) {
        (Some(here), Some(there)) => same_month(here, there),
        _ => false,
    }
}

/// Is there an ID number, and does its check digit fit?
pub fn is_sound(id_number: Option<&str>) -> bool {
    let id_number = id_number.and_then(|number| IdNumber::read(number).ok());
    id_number.is_some_and(|id| id.check_digit_is_right())
}

/// Do numbers or births say that these are two people? A mistyped ID number says nothing.
fn contradicts(person: &Person, draft: &Draft) -> bool {
    let differ = |here: &Option<String>, there: &Option<String>| matches!((here, there), (Some(here), Some(there)) if here != there);
    let are_sound = draft.id_is_sound && is_sound(person.id_number.as_deref());
    differ(&person.number, &draft.number)
        || are_sound && differ(&person.id_number, &draft.id_number)
        || matches!((person.birth, draft.birth), (Some(here), Some(there)) if !same_month(here, there))
}

/// Do they agree as far as both are known, at most to the month?
pub fn same_month(here: PartialDate, there: PartialDate) -> bool {
    let month = |date: PartialDate| match date {
        PartialDate::Year(_) => None,
        PartialDate::Month(year, month) => Some((year, month)),
        PartialDate::Day(date) => Some((date.year(), date.month())),
    };
    here.year() == there.year()
        && match (month(here), month(there)) {
            (Some(here), Some(there)) => here == there,
            _ => true,
        }
}

/// Rows of one file that are about the same person.
#[derive(Default)]
pub struct RowsSeen {
    by_number: HashMap<String, (String, usize)>,
    by_id_number: HashMap<String, (String, usize)>,
    by_person: HashMap<(String, Month, OfficeId), usize>,
}

impl RowsSeen {
    /// The earlier row that this one repeats; remembers this one where there is none.
    pub fn repeats(
        &mut self,
        draft: &Draft,
        office: Option<OfficeId>,
        row: usize,
    ) -> Option<usize> {
        let name = &draft.name;
        let same = |seen: Option<&(String, usize)>| {
            seen.filter(|(other, _)| other == name).map(|(_, row)| *row)
        };
        let id_number = draft.id_number.as_ref().filter(|_| draft.id_is_sound);
        let month = draft.birth.and_then(|birth| match birth {
            PartialDate::Year(_) => None,
            PartialDate::Month(year, month) => Some((year, month)),
            PartialDate::Day(date) => Some((date.year(), date.month())),
        });
        let person = month.zip(office).map(|(month, office)| (name.clone(), month, office));
        let found = draft
            .number
            .as_ref()
            .and_then(|number| same(self.by_number.get(number)))
            .or_else(|| id_number.and_then(|id| same(self.by_id_number.get(id))))
            .or_else(|| {
                // Namesakes of one office and month: only when no ID number tells them apart.
                let row = *self.by_person.get(person.as_ref()?)?;
                let other_id = |seen: &(String, usize)| seen.1 == row;
                let told_apart = id_number.is_some() && self.by_id_number.values().any(other_id);
                (!told_apart).then_some(row)
            });
        if found.is_none() {
            if let Some(number) = &draft.number {
                self.by_number.entry(number.clone()).or_insert((name.clone(), row));
            }
            if let Some(id_number) = id_number {
                self.by_id_number.entry(id_number.clone()).or_insert((name.clone(), row));
            }
            if let Some(person) = person {
                self.by_person.entry(person).or_insert(row);
            }
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::id::IdSource;
    use crate::model::ledger::tests::ledger_of;

    fn draft(name: &str, birth: &str) -> Draft {
        Draft { name: name.into(), birth: PartialDate::parse(birth), ..Draft::default() }
    }

    #[test]
    fn namesakes_are_told_apart_by_birth_and_office() {
        let (mut ledger, _) = ledger_of(0);
        let office = ledger.settings.office;
        let mut ids = IdSource::new([5; 16]);
        for birth in ["1980-01", "1985-06-15"] {
            let mut person = Person::new(PersonId::new(&mut ids), "程晓".into(), office);
            person.birth = PartialDate::parse(birth);
            ledger.add_person(person).unwrap();
        }
        let index = PeopleIndex::new(&ledger);
        let birth = |found| match found {
            Match::One(person) => Person::clone(person).birth.map(|birth| birth.to_string()),
            _ => None,
        };
        assert_eq!(
            birth(index.find(&draft("程晓", "1985-06"), None)).as_deref(),
            Some("1985-06-15")
        );
        assert_eq!(index.find(&draft("程晓", "1990-06"), Some(office)), Match::Nobody);
        assert!(matches!(index.find(&draft("程晓", ""), Some(office)), Match::Several(_)));
        assert_eq!(index.find(&draft("程晓", ""), None), Match::Nobody);
    }

    #[test]
    fn a_mistyped_id_number_makes_nobody_somebody_else() {
        let (mut ledger, people) = ledger_of(1);
        let (office, name) = (ledger.settings.office, ledger.people().next().unwrap().name.clone());
        let number = |last: char| format!("21010219800307002{last}");
        let (sound, unsound): (Vec<_>, Vec<_>) =
            "0123456789X".chars().map(number).partition(|number| is_sound(Some(number)));
        let mut row = draft(&name, "");
        row.id_number = Some(sound[0].clone());
        row.id_is_sound = true;
        let mut others = "0123456789X".chars().map(|last| format!("21010219800307123{last}"));
        let other = others.find(|number| is_sound(Some(number))).unwrap();
        for (stored, is_same) in [(&unsound[0], true), (&other, false)] {
            ledger.edit_person(people[0], |one| one.id_number = Some(stored.clone())).unwrap();
            let index = PeopleIndex::new(&ledger);
            assert_eq!(index.find(&row, Some(office)) != Match::Nobody, is_same);
            assert!(index.has_namesake(&name, Some(office)));
        }
    }

    #[test]
    fn a_row_that_repeats_another_is_found() {
        let (ledger, _) = ledger_of(0);
        let office = Some(ledger.settings.office);
        let mut seen = RowsSeen::default();
        assert_eq!(seen.repeats(&draft("唐怡", "1978-03"), office, 1), None);
        assert_eq!(seen.repeats(&draft("唐怡", "1978-03-06"), office, 2), Some(1));
        assert_eq!(seen.repeats(&draft("唐怡", "1979-03"), office, 3), None);
        assert_eq!(seen.repeats(&draft("唐怡", "1978-03"), None, 4), None);
    }
}
