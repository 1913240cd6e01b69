//! The words by which rosters are read, from `packs/columns.json`: headings, marks of total and
//! signature rows, ways of writing. They are needed for reading only, so no record names them.

use std::collections::HashMap;

use serde::Deserialize;

use super::columns::Field;
use crate::model::office::OfficeKind;
use crate::model::pack::{CodeEntry, Packs};
use crate::model::person::{RetirementCategory, Sex};
use crate::model::post::Post;
use crate::model::status::DutyStatus;
use crate::model::width::narrow;
use crate::order::Order as _;

/// The pack as it stands in the file.
#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
struct WordPack {
    fields: Vec<Headings>,
    blanks: Vec<String>,
    totals: Vec<String>,
    signatures: Vec<String>,
    samples: Vec<String>,
    unit_labels: Vec<String>,
    male: Vec<String>,
    female: Vec<String>,
    statuses: Vec<StatusWords>,
    retirements: Vec<RetirementWords>,
    degrees: Vec<DegreeWords>,
    degree_suffixes: Vec<String>,
    education: EducationWords,
    separators: Vec<String>,
    date_marks: Vec<String>,
    date_noise: Vec<String>,
    open_ended: Vec<String>,
    months: Vec<String>,
    numerals: String,
    office_endings: Vec<OfficeEnding>,
    bureau_endings: Vec<String>,
    guesses: Vec<Guess>,
    errors: Vec<String>,
    position_endings: Vec<String>,
    positions: Vec<String>,
    not_offices: Vec<String>,
    enumerators: String,
}

/// What a heading probably means that is not known by name. The first that fits counts.
#[derive(Debug, Deserialize)]
pub struct Guess {
    pub field: Field,
    /// All words of one of these must be in the heading.
    pub any: Vec<Vec<String>>,
}

#[derive(Deserialize)]
struct Headings {
    field: Field,
    headings: Vec<String>,
}

#[derive(Deserialize)]
struct StatusWords {
    status: DutyStatus,
    words: Vec<String>,
}

#[derive(Deserialize)]
struct RetirementWords {
    category: RetirementCategory,
    words: Vec<String>,
}

#[derive(Deserialize)]
struct DegreeWords {
    code: String,
    words: Vec<String>,
}

#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
struct EducationWords {
    prefixes: Vec<String>,
    suffixes: Vec<String>,
    ambiguous_codes: Vec<String>,
}

/// How names of offices end, longest first.
#[derive(Clone, Debug, Deserialize)]
pub struct OfficeEnding {
    pub ending: String,
    pub kind: OfficeKind,
}

/// Words ready for looking up; keys are folded.
#[derive(Debug, Default)]
pub struct RosterWords {
    pub headings: HashMap<String, Field>,
    pub blanks: Vec<String>,
    pub totals: Vec<String>,
    pub signatures: Vec<String>,
    pub samples: Vec<String>,
    pub unit_labels: Vec<String>,
    pub sexes: HashMap<String, Sex>,
    pub statuses: HashMap<String, DutyStatus>,
    pub retirements: HashMap<String, RetirementCategory>,
    pub degrees: HashMap<String, String>,
    pub degree_suffixes: Vec<String>,
    pub education: HashMap<String, String>,
    pub education_prefixes: Vec<String>,
    pub education_suffixes: Vec<String>,
    pub ambiguous_codes: Vec<String>,
    pub posts: HashMap<String, String>,
    pub ranks: HashMap<String, String>,
    pub staff_kinds: HashMap<String, String>,
    pub separators: Vec<char>,
    pub date_marks: Vec<char>,
    pub date_noise: Vec<String>,
    pub open_ended: Vec<String>,
    pub months: Vec<String>,
    /// Chinese numerals in the order 0, 0, 0, 1 to 10.
    pub numerals: Vec<char>,
    pub office_endings: Vec<OfficeEnding>,
    pub bureau_endings: Vec<String>,
    pub guesses: Vec<Guess>,
    /// Cells of formulas that failed.
    pub errors: Vec<String>,
    /// How positions end, 副所长.
    pub position_endings: Vec<String>,
    /// Whole positions that do not end so, or that begin with what looks like an office.
    pub positions: Vec<String>,
    /// What ends like an office, or stands before such an end, and is none.
    pub not_offices: Vec<String>,
    /// What numbers the parts of a list.
    pub enumerators: Vec<char>,
}

impl RosterWords {
    /// The words of the program and of the packs in force.
    pub fn new(packs: &Packs) -> Self {
        // A test reads the pack, so a fault cannot reach a page.
        let pack: WordPack =
            serde_json::from_str(include_str!("../../../packs/columns.json")).unwrap_or_default();
        let mut words = Self {
            blanks: folded(&pack.blanks),
            totals: folded(&pack.totals),
            signatures: folded(&pack.signatures),
            samples: folded(&pack.samples),
            unit_labels: folded(&pack.unit_labels),
            degree_suffixes: pack.degree_suffixes,
            education_prefixes: longest_first(folded(&pack.education.prefixes)),
            education_suffixes: longest_first(folded(&pack.education.suffixes)),
            ambiguous_codes: pack.education.ambiguous_codes,
            separators: pack.separators.iter().filter_map(|mark| mark.chars().next()).collect(),
            date_marks: pack.date_marks.iter().filter_map(|mark| mark.chars().next()).collect(),
            date_noise: longest_first(folded(&pack.date_noise)),
            open_ended: folded(&pack.open_ended),
            months: pack.months,
            numerals: pack.numerals.chars().collect(),
            office_endings: pack.office_endings,
            bureau_endings: longest_first(folded(&pack.bureau_endings)),
            guesses: pack.guesses,
            errors: folded(&pack.errors),
            position_endings: pack.position_endings,
            positions: pack.positions,
            not_offices: pack.not_offices,
            enumerators: pack.enumerators.chars().collect(),
            education: by_word(&packs.education.codes),
            ranks: by_word(&packs.ranks.ranks),
            staff_kinds: by_word(&packs.ranks.staff_kinds),
            posts: by_post(&packs.posts.posts),
            ..Self::default()
        };
        words.office_endings.order_by_key(|ending| std::cmp::Reverse(ending.ending.len()));
        for entry in pack.fields {
            for heading in entry.headings {
                words.headings.entry(fold(&heading)).or_insert(entry.field);
            }
        }
        for word in pack.male {
            words.sexes.insert(fold(&word), Sex::Male);
        }
        for word in pack.female {
            words.sexes.insert(fold(&word), Sex::Female);
        }
        for entry in pack.statuses {
            for word in entry.words {
                words.statuses.insert(fold(&word), entry.status.clone());
            }
        }
        for entry in pack.retirements {
            for word in entry.words {
                words.retirements.insert(fold(&word), entry.category.clone());
            }
        }
        for entry in pack.degrees {
            for word in entry.words {
                words.degrees.insert(fold(&word), entry.code.clone());
            }
        }
        words
    }

    /// Is this the name of an office, as far as its end tells?
    pub fn is_office(&self, name: &str) -> bool {
        self.office_endings.iter().any(|ending| name.ends_with(ending.ending.as_str()))
            && !self.not_offices.iter().any(|word| word == name)
    }

    /// Does the cell say that there is nothing?
    pub fn is_blank(&self, text: &str) -> bool {
        let text = text.trim();
        text.is_empty()
            || text.len() <= 12 && {
                let key = fold(text);
                key.is_empty() || self.blanks.contains(&key)
            }
    }
}

fn by_word(entries: &[CodeEntry]) -> HashMap<String, String> {
    let mut words = HashMap::new();
    for entry in entries {
        for word in [&entry.name, &entry.short, &entry.code].into_iter().chain(&entry.synonyms) {
            if !word.is_empty() {
                words.entry(fold(word)).or_insert_with(|| entry.code.clone());
            }
        }
    }
    words
}

fn by_post(posts: &[Post]) -> HashMap<String, String> {
    let mut words = HashMap::new();
    for post in posts {
        for word in [&post.name, &post.code].into_iter().chain(&post.synonyms) {
            words.entry(fold(word)).or_insert_with(|| post.code.clone());
        }
    }
    words
}

fn folded(words: &[String]) -> Vec<String> {
    words.iter().map(|word| fold(word)).collect()
}

fn longest_first(mut words: Vec<String>) -> Vec<String> {
    words.order_by_key(|word| std::cmp::Reverse(word.len()));
    words
}

/// The form in which words are compared: full-width forms made narrow, lower case, no spaces and
/// nothing invisible.
pub fn fold(text: &str) -> String {
    text.chars()
        .filter(|letter| !is_space(*letter) && !is_invisible(*letter))
        .map(narrow)
        .flat_map(char::to_lowercase)
        .collect()
}

/// White space of any width.
pub fn is_space(letter: char) -> bool {
    letter.is_whitespace() || matches!(letter, '\u{200B}' | '\u{2060}' | '\u{FEFF}')
}

/// Control characters and marks of writing direction, which no cell needs.
pub fn is_invisible(letter: char) -> bool {
    letter.is_control() && !letter.is_whitespace()
        || matches!(
            letter,
            '\u{200C}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{AD}'
        )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_pack_can_be_read_and_knows_every_field() {
        let words = RosterWords::new(&Packs::built_in());
        for field in Field::ALL {
            if field != Field::Custom {
                assert!(words.headings.values().any(|known| *known == field), "{field:?}");
            }
        }
        assert_eq!(words.education.get("大专(高职)").map(String::as_str), Some("31"));
        assert_eq!(
            words.office_endings.first().map(|ending| ending.ending.chars().count()),
            Some(8)
        );
        assert_eq!(words.numerals.len(), 13);
    }

    #[test]
    fn words_are_compared_without_width_case_and_spaces() {
        assert_eq!(fold("　ＩＤ　 Card\u{200B}"), "idcard");
        assert_eq!(fold("大专（高职）"), "大专(高职)");
    }
}
