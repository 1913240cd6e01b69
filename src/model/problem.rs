//! What is wrong with a file or a record, as data: the page puts it into words.

use serde::{Deserialize, Serialize};
use thiserror::Error;

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
    /// Somebody of this name is in the office already, with another birth or number.
    Namesake,
    ControlCharacters,
    TooLong,
}

/// Why a whole file cannot be read.
#[derive(Clone, Debug, PartialEq, Eq, Error, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum ImportError {
    #[error("the file is empty")]
    Empty,
    /// More than so many bytes, or more than that when unpacked.
    #[error("the file is larger than {0} MB")]
    TooLarge(usize),
    #[error("the file has too many cells")]
    TooManyCells,
    /// Another kind of file: save it as xlsx first.
    #[error("{0:?} files cannot be read")]
    Foreign(ForeignFormat),
    #[error("the file is protected by a password")]
    Encrypted,
    /// Cut off, or not what its first bytes say.
    #[error("the file is damaged: {0}")]
    Damaged(String),
    /// Called a spreadsheet, and neither one nor a table in text.
    #[error("the file is no table")]
    NotATable,
    #[error("the encoding of the text is unknown")]
    UnknownEncoding,
    /// No row with a heading for names was found.
    #[error("no header row was found")]
    NoHeader,
}

/// Kinds of files that people hand in and that are no roster for us.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum ForeignFormat {
    /// WPS's own format.
    Et,
    OpenDocument,
    /// Binary Excel workbook, xlsb.
    BinaryWorkbook,
    Word,
    Pdf,
    Picture,
    /// A zip, rar or 7z with something in it.
    Archive,
    /// A web page under a spreadsheet's name.
    WebPage,
    /// JSON: perhaps a file of this program, which is opened elsewhere.
    Json,
    Other,
}
