//! What is wrong with a file or a record, as data: the page puts it into words.

use serde::{Deserialize, Serialize};

/// One finding, at the place where it was found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Problem {
    /// 1-based data row: the row after the header is 1.
    pub row: usize,
    /// The heading of the column as the file has it.
    pub column: String,
    /// The value as the file has it.
    pub value: String,
    pub kind: ProblemKind,
    pub level: ProblemLevel,
}

/// How bad it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ProblemLevel {
    /// Good to know.
    Info,
    /// The row is written; somebody should look.
    Warning,
    /// The cell or row is not written before it is mended.
    Error,
}

/// What is wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ProblemKind {
    MissingName,
    MissingOffice,
    MissingBirth,
    BadDate,
    FutureBirth,
    TooYoung,
    TooOld,
    YearOnly,
    UnknownEducation,
    UnknownSex,
    UnknownPost,
    UnknownRank,
    UnknownStaffKind,
    UnknownStatus,
    IdCheckDigit,
    IdLength,
    IdPrecisionLost,
    IdBirthMismatch,
    IdSexMismatch,
    DuplicatePerson,
    AmbiguousPerson,
    ControlCharacters,
    TooLong,
}
