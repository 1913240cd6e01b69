//! Checks that need more than one cell: missing fields, ages, and what the ID number says.

use super::cells::{self, tidy};
use super::columns::Field;
use super::id_number::IdNumber;
use super::matching::same_month;
use super::rows::{AGES, ReadRow, Reader};
use crate::model::date::PartialDate;
use crate::model::problem::{ProblemKind, ProblemLevel};

/// Longer texts are cut and reported, in characters.
const TEXT_LIMIT: usize = 2_000;
const NAME_LIMIT: usize = 50;

impl Reader<'_> {
    /// Checks that need the whole row.
    pub(super) fn check(&self, row: &mut ReadRow) {
        use ProblemLevel::{Error, Info, Warning};
        let mut found = Vec::new();
        let has = |field| self.layout.column(field);
        let said_of = |row: &ReadRow, field| {
            has(field).is_some_and(|column| {
                row.problems.iter().any(|problem| {
                    self.layout.columns.get(column).is_some_and(|c| c.heading == problem.column)
                })
            })
        };
        if row.draft.name.is_empty() {
            found.push((Field::Name, ProblemKind::MissingName, Error));
        }
        if row.draft.office.is_none() {
            match (has(Field::Office), &self.layout.unit) {
                (None, Some(unit)) => row.draft.office = Some(unit.clone()),
                (None, None) => {}
                (Some(_), _) => found.push((Field::Office, ProblemKind::MissingOffice, Error)),
            }
        }
        let id = row.draft.id_number.as_deref().and_then(|id| IdNumber::read(id).ok());
        let id = id.filter(|_| row.draft.id_is_sound);
        if let Some(birth) = row.draft.birth {
            if birth.first_day() > self.today {
                found.push((Field::Birth, ProblemKind::FutureBirth, Error));
            } else if matches!(birth, PartialDate::Year(_)) {
                found.push((Field::Birth, ProblemKind::YearOnly, Warning));
            } else if let Some(age) = birth.age_at(self.today) {
                if age < *AGES.start() {
                    found.push((Field::Birth, ProblemKind::TooYoung, Warning));
                } else if age > *AGES.end() {
                    found.push((Field::Birth, ProblemKind::TooOld, Warning));
                }
            }
            if let Some(by_id) = id.and_then(|id| id.birth())
                && !same_month(birth, by_id)
            {
                found.push((Field::IdNumber, ProblemKind::IdBirthMismatch, Warning));
            }
        } else if !said_of(row, Field::Birth) {
            row.draft.birth = id.and_then(|id| id.birth());
            if row.draft.birth.is_none() && has(Field::Birth).is_some() {
                found.push((Field::Birth, ProblemKind::MissingBirth, Info));
            }
        }
        if let Some(id) = id {
            match row.draft.sex {
                Some(sex) if sex != id.sex() => {
                    found.push((Field::IdNumber, ProblemKind::IdSexMismatch, Warning));
                }
                None if !said_of(row, Field::Sex) => row.draft.sex = Some(id.sex()),
                _ => {}
            }
        }
        for (field, kind, level) in found {
            let index = has(field);
            let value = index.map_or("", |index| self.sheet.get(row.sheet_row, index).text.trim());
            let problem = self.problem(row.row, index.unwrap_or(usize::MAX), value, kind, level);
            row.problems.push(problem);
        }
    }

    pub(super) fn check_text(&self, row: &mut ReadRow, index: usize, text: &str) {
        use ProblemLevel::Info;
        if cells::has_invisible(text) {
            let shown = tidy(text);
            let kind = ProblemKind::ControlCharacters;
            row.problems.push(self.problem(row.row, index, &shown, kind, Info));
        }
        if text.len() <= NAME_LIMIT {
            return;
        }
        let is_name = self.layout.columns.get(index).is_some_and(|c| c.field == Field::Name);
        let limit = if is_name { NAME_LIMIT } else { TEXT_LIMIT };
        if text.chars().count() > limit {
            let shown: String = text.chars().take(NAME_LIMIT).collect();
            let level = if is_name { ProblemLevel::Error } else { ProblemLevel::Warning };
            row.problems.push(self.problem(row.row, index, &shown, ProblemKind::TooLong, level));
            let cut = |text: &mut String| *text = text.chars().take(limit).collect();
            let draft = &mut row.draft;
            cut(&mut draft.name);
            cut(&mut draft.note);
            draft.custom.values_mut().for_each(cut);
        }
    }
}
