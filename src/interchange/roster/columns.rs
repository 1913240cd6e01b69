//! Which column is which: by its heading, a synonym, or what stands in it. The person may change
//! every choice.

use serde::{Deserialize, Serialize};

use super::id_number::IdNumber;
use super::words::{RosterWords, fold};
use crate::interchange::table::Sheet;

/// What a column of a roster can be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Field {
    /// Running number of the list, not kept.
    Sequence,
    /// Staff number (人员编号).
    Number,
    Name,
    Sex,
    Birth,
    IdNumber,
    FullTimeSchooling,
    InServiceSchooling,
    /// Schooling without saying which; kept as full-time where there is no column for that.
    Schooling,
    FullTimeDegree,
    InServiceDegree,
    Degree,
    FullTimeSchool,
    InServiceSchool,
    Office,
    Post,
    ConcurrentPost,
    /// Leading post (职务).
    Position,
    Rank,
    StaffKind,
    Politics,
    WorkStart,
    Promoted,
    CertificateNumber,
    CertificateExpiry,
    Status,
    Retirement,
    Note,
    /// A column of the bureau's own, kept under its heading.
    Custom,
    /// Not kept: computed here, or none of our business.
    Ignore,
}

impl Field {
    /// All, in the order of a list to choose from.
    pub const ALL: [Self; 30] = [
        Self::Sequence,
        Self::Number,
        Self::Name,
        Self::Sex,
        Self::Birth,
        Self::IdNumber,
        Self::FullTimeSchooling,
        Self::InServiceSchooling,
        Self::Schooling,
        Self::FullTimeDegree,
        Self::InServiceDegree,
        Self::Degree,
        Self::FullTimeSchool,
        Self::InServiceSchool,
        Self::Office,
        Self::Post,
        Self::ConcurrentPost,
        Self::Position,
        Self::Rank,
        Self::StaffKind,
        Self::Politics,
        Self::WorkStart,
        Self::Promoted,
        Self::CertificateNumber,
        Self::CertificateExpiry,
        Self::Status,
        Self::Retirement,
        Self::Note,
        Self::Custom,
        Self::Ignore,
    ];

    /// The field of a person that it writes, where it is one.
    pub fn of_person(self) -> Option<crate::model::field::Field> {
        use crate::model::field::Field as Of;
        Some(match self {
            Self::Number => Of::Number,
            Self::Name => Of::Name,
            Self::Sex => Of::Sex,
            Self::Birth => Of::Birth,
            Self::IdNumber => Of::IdNumber,
            Self::FullTimeSchooling | Self::Schooling => Of::FullTime,
            Self::InServiceSchooling => Of::InService,
            Self::Office => Of::Office,
            Self::Post | Self::Position => Of::MainPost,
            Self::ConcurrentPost => Of::OtherPosts,
            Self::Rank => Of::Rank,
            Self::StaffKind => Of::StaffKind,
            Self::Politics => Of::Politics,
            Self::WorkStart => Of::WorkStart,
            Self::Promoted => Of::Promoted,
            Self::CertificateNumber => Of::CertificateNumber,
            Self::CertificateExpiry => Of::CertificateExpiry,
            Self::Retirement => Of::Retirement,
            Self::Note => Of::Note,
            Self::Sequence
            | Self::FullTimeDegree
            | Self::InServiceDegree
            | Self::Degree
            | Self::FullTimeSchool
            | Self::InServiceSchool
            | Self::Status
            | Self::Custom
            | Self::Ignore => return None,
        })
    }

    /// May several columns be this?
    pub fn may_repeat(self) -> bool {
        matches!(self, Self::Custom | Self::Ignore | Self::Sequence)
    }
}

/// A column with its heading and what it is taken for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Column {
    /// As the file has it; the parts of a merged heading joined by `/`.
    pub heading: String,
    pub field: Field,
}

/// The field of a heading, given from the top down.
pub fn field_of(parts: &[&str], words: &RosterWords) -> Option<Field> {
    let joined: String = parts.iter().map(|part| fold(part)).collect();
    let backwards: String = parts.iter().rev().map(|part| fold(part)).collect();
    let last = parts.last().map(|part| fold(part)).unwrap_or_default();
    let known = |key: &str| {
        let plain = without_remarks(key);
        words.headings.get(key).or_else(|| words.headings.get(plain.as_str())).copied()
    };
    known(&joined).or_else(|| known(&backwards)).or_else(|| known(&last))
}

/// The longest heading that a guess is made of, in characters.
const GUESS_LENGTH: usize = 16;

/// What a heading that is not known by name probably is.
pub fn guess_of(heading: &str, words: &RosterWords) -> Option<Field> {
    let key = without_remarks(&fold(heading));
    let fits = |all: &Vec<String>| all.iter().all(|word| key.contains(word.as_str()));
    let guess = words.guesses.iter().find(|guess| guess.any.iter().any(fits))?;
    Some(guess.field).filter(|field| *field != Field::Custom && key.chars().count() <= GUESS_LENGTH)
}

/// A heading without what stands in brackets, stars and colons: `*姓名(必填):` is 姓名.
fn without_remarks(heading: &str) -> String {
    let mut depth = 0_usize;
    heading
        .chars()
        .filter(|letter| {
            match letter {
                '(' | '[' | '【' | '〔' => depth += 1,
                ')' | ']' | '】' | '〕' => {
                    depth = depth.saturating_sub(1);
                    return false;
                }
                _ => {}
            }
            depth == 0 && !matches!(letter, '*' | ':' | '_' | '.' | '"' | '\'' | '?')
        })
        .collect()
}

/// Settles what each column is: the first of several alike keeps its field, the second column of
/// schooling is in-service, and columns without a heading are told by their content.
pub fn settle(
    headings: Vec<(String, Option<Field>)>,
    sheet: &Sheet,
    first_row: usize,
    words: &RosterWords,
) -> Vec<Column> {
    let mut columns: Vec<Column> = Vec::with_capacity(headings.len());
    let known_by_name: Vec<bool> = headings.iter().map(|(_, field)| field.is_some()).collect();
    for (heading, known) in headings {
        let taken = |field: Field| columns.iter().any(|column| column.field == field);
        let field = match known {
            Some(Field::Schooling) if taken(Field::Schooling) => {
                if taken(Field::InServiceSchooling) {
                    Field::Custom
                } else {
                    Field::InServiceSchooling
                }
            }
            Some(Field::FullTimeSchool) if taken(Field::FullTimeSchool) => {
                if taken(Field::InServiceSchool) { Field::Custom } else { Field::InServiceSchool }
            }
            Some(field) if field.may_repeat() || !taken(field) => field,
            Some(_) => Field::Custom,
            None if heading.is_empty() => Field::Ignore,
            None => Field::Custom,
        };
        columns.push(Column { heading, field });
    }
    for index in 0..columns.len() {
        let Some(column) = columns.get(index) else { break };
        let guess = guess_of(&column.heading, words)
            .filter(|_| column.field == Field::Custom && known_by_name.get(index) == Some(&false))
            .filter(|guess| columns.iter().all(|other| other.field != *guess));
        if let (Some(guess), Some(column)) = (guess, columns.get_mut(index)) {
            column.field = guess;
        }
    }
    by_content(&mut columns, sheet, first_row, words);
    columns
}

/// So many rows tell what a column holds.
const SAMPLE_ROWS: usize = 60;

fn by_content(columns: &mut [Column], sheet: &Sheet, first_row: usize, words: &RosterWords) {
    let rows = first_row..sheet.row_count().min(first_row + SAMPLE_ROWS);
    let texts = |column: usize| {
        rows.clone()
            .map(move |row| sheet.get(row, column).text.trim())
            .filter(|text| !text.is_empty())
    };
    let is_id = |text: &str| matches!(IdNumber::read(text), Ok(id) if id.check_digit_is_right());
    let is_sex = |text: &str| !text.is_ascii() && words.sexes.contains_key(&fold(text));
    for field in [Field::IdNumber, Field::Sex] {
        let fits = |text: &str| if field == Field::Sex { is_sex(text) } else { is_id(text) };
        let mostly = |column| {
            let filled = texts(column).count();
            filled >= 2 && texts(column).filter(|text| fits(text)).count() * 10 >= filled * 9
        };
        let taken = columns.iter().any(|column| column.field == field);
        let open = |column: &Column| {
            column.field == Field::Custom
                || column.field == Field::Ignore && column.heading.is_empty()
        };
        let found = columns
            .iter_mut()
            .enumerate()
            .find(|(index, column)| !taken && open(column) && mostly(*index));
        if let Some((_, column)) = found {
            column.field = field;
        }
    }
    // A staff number that only counts the rows is none: the next list counts others.
    for (index, column) in columns.iter_mut().enumerate() {
        if column.field == Field::Number
            && texts(index).enumerate().all(|(at, text)| text.parse() == Ok(at + 1))
        {
            column.field = Field::Sequence;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::pack::Packs;

    #[test]
    fn headings_are_known_with_remarks_stars_and_upper_parts() {
        let words = RosterWords::new(&Packs::built_in());
        for (parts, field) in [
            (vec!["*姓　名（必填）："], Field::Name),
            (vec!["出生年月\n(1985.06)"], Field::Birth),
            (vec!["学历", "全日制"], Field::FullTimeSchooling),
            (vec!["在职教育", "学历"], Field::InServiceSchooling),
            (vec!["全日制教育", "毕业院校及专业"], Field::FullTimeSchool),
            (vec!["基本情况", "性别"], Field::Sex),
            (vec!["Date of Birth"], Field::Birth),
        ] {
            assert_eq!(field_of(&parts, &words), Some(field), "{parts:?}");
        }
        assert_eq!(field_of(&["爱好"], &words), None);
    }

    #[test]
    fn what_is_not_known_by_name_is_guessed_with_care() {
        let words = RosterWords::new(&Packs::built_in());
        for (heading, field) in [
            ("目前所在部门名称", Some(Field::Office)),
            ("现从事的主要岗位", Some(Field::Post)),
            ("最高学历（全日制或在职）情况", Some(Field::Schooling)),
            ("出生年月（按档案）栏", Some(Field::Birth)),
            ("单位电话", None),
            ("单位负责人", None),
            ("任现职级时间（年月）", Some(Field::Promoted)),
            ("任中层时间", None),
            ("出生地", None),
            ("爱好", None),
        ] {
            assert_eq!(guess_of(heading, &words), field, "{heading}");
        }
    }
}
