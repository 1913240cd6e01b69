//! Texts of files that are written or opened.

use super::count;
use crate::i18n::zh::files::Files;
use crate::interchange::envelope::{Kind, Redaction};
use crate::interchange::json::OpenError;
use crate::interchange::submission::Part;

pub const FILES: Files = Files {
    kind: |kind| {
        match kind {
            Kind::Submission => "Submission",
            Kind::Issued => "Issued file",
            Kind::Review => "Review",
            Kind::Rollup => "Roll-up",
            Kind::Backup => "Backup",
            Kind::Pack => "Pack",
            Kind::Template => "Template",
            Kind::Other(_) => "File of an unknown kind",
        }
        .to_owned()
    },
    review: |column| format!("Review: {}", (super::assessment::ASSESSMENT.column)(column)),
    redaction: |redaction| match redaction {
        Redaction::Named => "named",
        Redaction::Deidentified => "de-identified",
        Redaction::Statistics => "statistics only",
    },
    part: |part| match part {
        Part::Roster => "Roster",
        Part::Groups => "Groups",
        Part::Plans => "Plans",
        Part::Hours => "Hours",
        Part::Assessments => "Self-assessment",
    },
    count: |name| match name {
        "offices" => Some("Offices below"),
        "people" => Some("People"),
        "groups" => Some("Groups"),
        "plans" => Some("Plans"),
        "sessions" => Some("Sessions"),
        "assessments" => Some("Forms"),
        "files" => Some("Files of evidence"),
        "received" => Some("Received files"),
        _ => None,
    },
    fault_title: |error| {
        match error {
            OpenError::TooLarge { .. } => "The file is too large",
            OpenError::Empty => "The file is empty",
            OpenError::Truncated => "The file is incomplete",
            OpenError::NotJson { .. } | OpenError::NotOurs => "Not a file of Training Ledger",
            OpenError::Damaged { .. } => "The file is damaged",
            OpenError::Archive => "This is an archive",
            OpenError::TooDeep { .. } => "The file is not as it should be",
            OpenError::NewerMajor { .. } => "The file comes from a newer version",
            OpenError::WrongHash { .. } => "The hash does not match",
            OpenError::WrongType { .. } => "The file's content is wrong",
            OpenError::NotABackup { .. } => "Not a backup",
        }
        .to_owned()
    },
    fault_text: |error| match error {
        OpenError::TooLarge { limit } => {
            format!("Larger than {} MB, so it is not read.", limit >> 20)
        }
        OpenError::Empty => "There is nothing in it. Please get it once more.".to_owned(),
        OpenError::Truncated => {
            "Its end is missing, probably cut off on the way. Please get it once more.".to_owned()
        }
        OpenError::NotJson { line, .. } => {
            format!(
                "It cannot be read from line {line} on. Rosters (Excel, CSV) are opened at Roster, Import."
            )
        }
        OpenError::Damaged { line } => {
            format!(
                "Line {line} cannot be read, probably damaged on the way. Please get it once more."
            )
        }
        OpenError::Archive => "Unpack it first, then open the file of your office.".to_owned(),
        OpenError::NotOurs => "It was not written by this program.".to_owned(),
        OpenError::TooDeep { limit } => {
            format!("Nested deeper than {limit} levels, so it is not read.")
        }
        OpenError::NewerMajor { version } => {
            format!(
                "Its format is {version}; this page knows 1.x. Open it with the newer page; here it can only be looked at as a received file."
            )
        }
        OpenError::WrongHash { .. } => {
            "Content and stated hash differ: it was damaged or changed. Ask for it once more."
                .to_owned()
        }
        OpenError::WrongType { path, .. } => format!("“{path}” is missing or of the wrong type."),
        OpenError::NotABackup { .. } => {
            "Only a backup restores the ledger. Open other files at Merge.".to_owned()
        }
    },
    unreadable: "The file cannot be read. It may have been moved, or the stick pulled out.",
    faults_title: |files| format!("{} cannot be taken", count(files, "file")),
    received_several: |files| format!("{} received", count(files, "file")),
    nothing_changed: "Nothing was changed.",
    another: "Another file",
    to_import: "Import a roster",
    open: "Open file",
    backup_word: "backup",
    backup_done: |name| format!("Backup written: {name}"),
    backup_without_received: "Received files were too large for it.",
    backup_failed: "The browser did not allow the download.",
    too_large: "The content is larger than 64 MB and does not fit in one file.",
    restore: "Restore a backup",
    restore_title: "Restore the ledger from this backup",
    restore_text: "The backup takes the place of the ledger as it is now; a restore point is made first, and it can be undone. Received files, export log and backup times are never lost.",
    restore_now: "Restore",
    restored: "Restored from the backup",
    written: "Written",
    here: "Now",
    in_file: "In the backup",
    other_ledger: |name| format!("This backup is of another ledger, of “{name}”."),
    received: |name| format!("Received: {name}"),
    received_before: |name| format!("Received before: {name}"),
    opening: |name| format!("Reading {name}…"),
    sha256: "Hash",
};
