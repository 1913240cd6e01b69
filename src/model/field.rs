//! The fields of a person that can be edited one by one, as text: what a cell, a form or a bulk
//! edit reads and writes.

use super::date::PartialDate;
use super::id::OfficeId;
use super::person::{Certificate, Person, RetirementCategory, Schooling, Sex};

/// One field. Codes are those of the packs; dates are as in JSON; offices are ids.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Field {
    Name,
    Number,
    Sex,
    Birth,
    Office,
    MainPost,
    /// Concurrent posts, codes parted by spaces.
    OtherPosts,
    FullTime,
    InService,
    Rank,
    StaffKind,
    Retirement,
    WorkStart,
    /// Since when in the present leading post (任现职时间).
    Promoted,
    Politics,
    CertificateNumber,
    CertificateExpiry,
    IdNumber,
    Note,
}

/// The text cannot be a value of the field; the person is unchanged.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FieldFault {
    Missing,
    NotADate,
    Unknown,
}

impl Field {
    /// All fields in the order of a form.
    pub const ALL: [Self; 19] = [
        Self::Name,
        Self::Number,
        Self::Sex,
        Self::Birth,
        Self::Office,
        Self::MainPost,
        Self::OtherPosts,
        Self::FullTime,
        Self::InService,
        Self::Rank,
        Self::StaffKind,
        Self::Retirement,
        Self::WorkStart,
        Self::Promoted,
        Self::Politics,
        Self::CertificateNumber,
        Self::CertificateExpiry,
        Self::IdNumber,
        Self::Note,
    ];

    /// The value as text, empty where it is not filled in.
    pub fn get(self, person: &Person) -> String {
        let text = |value: &Option<String>| value.clone().unwrap_or_default();
        let date = |value: Option<PartialDate>| value.map(|date| date.to_string());
        let schooling = |value: &Option<Schooling>| value.as_ref().map(|one| one.code.clone());
        match self {
            Self::Name => person.name.clone(),
            Self::Number => text(&person.number),
            Self::Sex => match person.sex {
                Some(Sex::Male) => "male".to_owned(),
                Some(Sex::Female) => "female".to_owned(),
                None => String::new(),
            },
            Self::Birth => date(person.birth).unwrap_or_default(),
            Self::Office => person.office.to_string(),
            Self::MainPost => person.main_post().unwrap_or_default().to_owned(),
            Self::OtherPosts => person.posts.get(1..).unwrap_or_default().join(" "),
            Self::FullTime => schooling(&person.full_time).unwrap_or_default(),
            Self::InService => schooling(&person.in_service).unwrap_or_default(),
            Self::Rank => text(&person.rank),
            Self::StaffKind => text(&person.staff_kind),
            Self::Retirement => match &person.retirement {
                None => String::new(),
                Some(RetirementCategory::Male60) => "male60".to_owned(),
                Some(RetirementCategory::Female55) => "female55".to_owned(),
                Some(RetirementCategory::Female50) => "female50".to_owned(),
                Some(RetirementCategory::Female60) => "female60".to_owned(),
                Some(RetirementCategory::Other(other)) => other.clone(),
            },
            Self::WorkStart => date(person.work_start).unwrap_or_default(),
            Self::Promoted => date(person.promoted).unwrap_or_default(),
            Self::Politics => text(&person.politics),
            Self::CertificateNumber => {
                person.certificate.as_ref().map(|one| one.number.clone()).unwrap_or_default()
            }
            Self::CertificateExpiry => {
                let expiry = person.certificate.as_ref().and_then(|one| one.expiry);
                date(expiry).unwrap_or_default()
            }
            Self::IdNumber => text(&person.id_number),
            Self::Note => person.note.clone(),
        }
    }

    /// Writes a text into the field; an empty one clears it.
    ///
    /// # Errors
    /// A name or office left empty, what is no date, an unknown code of a closed list.
    pub fn set(self, person: &mut Person, text: &str) -> Result<(), FieldFault> {
        let text = text.trim();
        let filled = || (!text.is_empty()).then(|| text.to_owned());
        match self {
            Self::Name => person.name = filled().ok_or(FieldFault::Missing)?,
            Self::Number => person.number = filled(),
            Self::Sex => {
                person.sex = match text {
                    "" => None,
                    "male" => Some(Sex::Male),
                    "female" => Some(Sex::Female),
                    _ => return Err(FieldFault::Unknown),
                }
            }
            Self::Birth => person.birth = date(text)?,
            Self::Office => person.office = OfficeId::parse(text).ok_or(FieldFault::Missing)?,
            Self::MainPost => {
                let others = person.posts.get(1..).unwrap_or_default();
                let others =
                    others.iter().filter(|post| *post != text).cloned().collect::<Vec<_>>();
                person.posts = filled().into_iter().chain(others).collect();
            }
            Self::OtherPosts => {
                let main = person.main_post().map(str::to_owned);
                let others = text.split_whitespace().map(str::to_owned);
                let others = others.filter(|post| main.as_ref() != Some(post));
                person.posts = main.clone().into_iter().chain(others).collect();
            }
            Self::FullTime => set_schooling(&mut person.full_time, text),
            Self::InService => set_schooling(&mut person.in_service, text),
            Self::Rank => person.rank = filled(),
            Self::StaffKind => person.staff_kind = filled(),
            Self::Retirement => {
                person.retirement = match text {
                    "" => None,
                    "male60" => Some(RetirementCategory::Male60),
                    "female55" => Some(RetirementCategory::Female55),
                    "female50" => Some(RetirementCategory::Female50),
                    "female60" => Some(RetirementCategory::Female60),
                    other => Some(RetirementCategory::Other(other.to_owned())),
                }
            }
            Self::WorkStart => person.work_start = date(text)?,
            Self::Promoted => person.promoted = date(text)?,
            Self::Politics => person.politics = filled(),
            Self::CertificateNumber => match (filled(), &mut person.certificate) {
                (None, certificate) => *certificate = None,
                (Some(number), Some(certificate)) => certificate.number = number,
                (Some(number), certificate) => {
                    *certificate = Some(Certificate { number, expiry: None });
                }
            },
            Self::CertificateExpiry => {
                let expiry = date(text)?;
                match &mut person.certificate {
                    Some(certificate) => certificate.expiry = expiry,
                    None if expiry.is_none() => {}
                    certificate => {
                        *certificate = Some(Certificate { number: String::new(), expiry });
                    }
                }
            }
            Self::IdNumber => person.id_number = filled(),
            Self::Note => person.note = text.to_owned(),
        }
        Ok(())
    }
}

/// Only the level changes; degree and school stay, unless the schooling goes.
fn set_schooling(schooling: &mut Option<Schooling>, code: &str) {
    match schooling {
        _ if code.is_empty() => *schooling = None,
        Some(schooling) => schooling.code = code.to_owned(),
        None => *schooling = Some(Schooling::new(code)),
    }
}

fn date(text: &str) -> Result<Option<PartialDate>, FieldFault> {
    if text.is_empty() {
        return Ok(None);
    }
    typed_date(text).map(Some).ok_or(FieldFault::NotADate)
}

/// A date as somebody types it: the parts parted by anything, or six or eight digits.
fn typed_date(text: &str) -> Option<PartialDate> {
    let parts: Vec<&str> =
        text.split(|c: char| !c.is_ascii_digit()).filter(|part| !part.is_empty()).collect();
    let (year, month, day) = match parts.as_slice() {
        [year] if year.len() == 4 => (*year, None, None),
        [digits] if digits.len() == 6 => (digits.get(..4)?, digits.get(4..), None),
        [digits] if digits.len() == 8 => (digits.get(..4)?, digits.get(4..6), digits.get(6..)),
        [year, month] => (*year, Some(*month), None),
        [year, month, day] => (*year, Some(*month), Some(*day)),
        _ => return None,
    };
    let pad = |part: Option<&str>| part.map(|part| format!("-{part:0>2}")).unwrap_or_default();
    PartialDate::parse(&format!("{year}{}{}", pad(month), pad(day)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::ledger::tests::ledger_of;

    #[test]
    fn every_field_reads_back_what_was_written() {
        let (ledger, people) = ledger_of(1);
        let mut person = ledger.person(people[0]).unwrap().clone();
        let office = person.office.to_string();
        for field in Field::ALL {
            let text = match field {
                Field::Sex => "female",
                Field::Birth | Field::WorkStart | Field::Promoted => "1985-06",
                Field::CertificateExpiry => "2030-02-08",
                Field::Office => &office,
                Field::MainPost => "P05",
                Field::OtherPosts => "P06 P12",
                Field::Retirement => "female55",
                _ => "21",
            };
            field.set(&mut person, text).unwrap();
            assert_eq!(field.get(&person), text, "{field:?}");
        }
    }

    #[test]
    fn dates_may_be_typed_in_the_usual_ways() {
        for text in ["1985.6", "1985-06", "198506", "1985/6"] {
            assert_eq!(typed_date(text), PartialDate::month(1985, 6), "{text}");
        }
        assert_eq!(typed_date("19850615"), PartialDate::day(1985, 6, 15));
        assert_eq!(typed_date("1985-13"), None);
        assert_eq!(typed_date("85"), None);
    }

    #[test]
    fn a_main_post_that_was_concurrent_is_not_held_twice() {
        let (ledger, people) = ledger_of(1);
        let mut person = ledger.person(people[0]).unwrap().clone();
        person.posts = vec!["P01".into(), "P05".into()];
        Field::MainPost.set(&mut person, "P05").unwrap();
        assert_eq!(person.posts, ["P05"]);
    }
}
