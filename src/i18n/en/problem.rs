//! What is wrong with rosters and files.

use crate::i18n::zh::problem::Problems;
use crate::model::problem::{ForeignFormat, ImportError, ProblemKind, ProblemLevel};

pub const PROBLEMS: Problems = Problems {
    level: |level| match level {
        ProblemLevel::Error => "Error",
        ProblemLevel::Warning => "Warning",
        ProblemLevel::Info => "Note",
    },
    kind: |kind| match kind {
        ProblemKind::MissingName => "Name missing",
        ProblemKind::MissingOffice => "Office missing",
        ProblemKind::MissingBirth => "Birth missing",
        ProblemKind::BadDate => "Unreadable date",
        ProblemKind::FutureBirth => "Birth in the future",
        ProblemKind::TooYoung => "Too young",
        ProblemKind::TooOld => "Too old",
        ProblemKind::YearOnly => "Year of birth only",
        ProblemKind::UnknownEducation => "Unknown schooling",
        ProblemKind::UnknownSex => "Unknown sex",
        ProblemKind::UnknownPost => "Post not in the list",
        ProblemKind::UnknownRank => "Rank not in the list",
        ProblemKind::UnknownStaffKind => "Staff kind not in the list",
        ProblemKind::UnknownStatus => "Unknown status",
        ProblemKind::IdCheckDigit => "Wrong check digit",
        ProblemKind::IdLength => "ID number of wrong length",
        ProblemKind::IdPrecisionLost => "ID number cut off",
        ProblemKind::IdBirthMismatch => "Birth differs from ID number",
        ProblemKind::IdSexMismatch => "Sex differs from ID number",
        ProblemKind::DuplicatePerson => "Repeats an earlier row",
        ProblemKind::AmbiguousPerson => "Fits several people",
        ProblemKind::Namesake => "Same name in the office",
        ProblemKind::ControlCharacters => "Invisible characters",
        ProblemKind::TooLong => "Text too long",
    },
    sentence: |kind, value| match kind {
        ProblemKind::MissingName => "The name is missing; the row waits for it.".into(),
        ProblemKind::MissingOffice => "The office is missing; the row waits for it.".into(),
        ProblemKind::MissingBirth => "There is neither a birth date nor a usable ID number.".into(),
        ProblemKind::BadDate => format!("“{value}” is no date; write a month as 1985.06."),
        ProblemKind::FutureBirth => format!("The birth “{value}” lies after today."),
        ProblemKind::TooYoung => format!("“{value}” makes the person younger than 16."),
        ProblemKind::TooOld => format!("“{value}” makes the person older than 70."),
        ProblemKind::YearOnly => format!("“{value}” is a year only; ages count from January."),
        ProblemKind::UnknownEducation => {
            format!("The schooling “{value}” is not in the code table; choose one.")
        }
        ProblemKind::UnknownSex => format!("The sex “{value}” is unknown and left blank."),
        ProblemKind::UnknownPost => {
            format!("The post “{value}” is not in the list; kept as it is.")
        }
        ProblemKind::UnknownRank => {
            format!("The rank “{value}” is not in the list; kept as it is.")
        }
        ProblemKind::UnknownStaffKind => {
            format!("The staff kind “{value}” is not in the list; kept as it is.")
        }
        ProblemKind::UnknownStatus => format!("The status “{value}” is unknown; kept as it is."),
        ProblemKind::IdCheckDigit => {
            format!("The last character of the ID number “{value}” does not fit the others.")
        }
        ProblemKind::IdLength => {
            format!("The ID number “{value}” has not 18 characters and is left blank.")
        }
        ProblemKind::IdPrecisionLost => {
            format!("“{value}” was stored as a number and has lost its last digits; type it again.")
        }
        ProblemKind::IdBirthMismatch => {
            format!("The birth differs from the ID number “{value}”; the personnel file decides.")
        }
        ProblemKind::IdSexMismatch => format!("The sex differs from the ID number “{value}”."),
        ProblemKind::DuplicatePerson => {
            format!("“{value}” repeats an earlier row; this row is not written.")
        }
        ProblemKind::AmbiguousPerson => {
            format!("Several people of the roster fit “{value}”; choose one.")
        }
        ProblemKind::Namesake => {
            format!("The office has “{value}” already, with another birth or number: two people?")
        }
        ProblemKind::ControlCharacters => {
            format!("“{value}” held invisible characters, which were removed.")
        }
        ProblemKind::TooLong => format!("“{value}…” is too long; the rest is not written."),
    },
    import_error: |error| match error {
        ImportError::Empty => "The file is empty.".into(),
        ImportError::TooLarge(limit) => {
            format!("The file is too large: no roster has more than {limit} MB.")
        }
        ImportError::TooManyCells => "There are too many cells; keep the roster only.".into(),
        ImportError::Foreign(format) => foreign(*format).into(),
        ImportError::Encrypted => {
            "The file has a password; remove it and save the file as xlsx.".into()
        }
        ImportError::Damaged(why) => {
            format!("The file is cut off or damaged; copy it again or save it as xlsx. ({why})")
        }
        ImportError::NotATable => {
            "This is no spreadsheet, or it is damaged; get it again or save it as xlsx.".into()
        }
        ImportError::UnknownEncoding => {
            "The encoding of the text is unknown; save the file as xlsx.".into()
        }
        ImportError::NoHeader => {
            "No header was found: the sheet needs columns such as 姓名, 出生年月 and 所在单位."
                .into()
        }
    },
};

fn foreign(format: ForeignFormat) -> &'static str {
    match format {
        ForeignFormat::Et => "This is an et file of WPS; save it as xlsx there.",
        ForeignFormat::OpenDocument => "This is an ods file; save it as xlsx.",
        ForeignFormat::BinaryWorkbook => "This is an xlsb file; save it as xlsx in Excel.",
        ForeignFormat::Word => {
            "This is a text document; copy its table into a spreadsheet and save that as xlsx."
        }
        ForeignFormat::Pdf => "Tables cannot be read from a PDF; ask for the xlsx file.",
        ForeignFormat::Picture => "Tables cannot be read from a picture; ask for the xlsx file.",
        ForeignFormat::Archive => "This is an archive; unpack it and import the sheet inside.",
        ForeignFormat::WebPage => {
            "This is a web page under a spreadsheet's name; save it as xlsx first."
        }
        ForeignFormat::Json => {
            "This is a JSON file: restore backups in the settings, open submissions in the merge page."
        }
        ForeignFormat::Other => "This kind of file is unknown; save it as xlsx.",
    }
}
