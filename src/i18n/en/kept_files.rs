//! The small files that are kept beside evidence.

use super::count;
use crate::i18n::format::file_size;
use crate::i18n::zh::kept_files::KeptFiles;
use crate::model::kept_file::{FILE_LIMIT, FILES_LIMIT, FileFault};

pub const KEPT_FILES: KeptFiles = KeptFiles {
    keep: |bytes| format!("Keep in the ledger ({})", file_size(bytes)),
    room: |files, bytes| {
        format!("{} kept, {} / {}", count(files, "file"), file_size(bytes), file_size(FILES_LIMIT))
    },
    too_large: |bytes| {
        format!(
            "The file has {}, more than {}: only its hash is kept. Leave it where it is and say where.",
            file_size(bytes),
            file_size(FILE_LIMIT)
        )
    },
    full: || {
        format!(
            "The ledger keeps {} of files and has no room for this one: only its hash is kept. \
             Remove files that are not needed any more first.",
            file_size(FILES_LIMIT)
        )
    },
    save: "Download",
    remove: "Remove the file",
    not_here: "The file is not here: it was not sent along, or the received file was deleted. The office can submit again with files.",
    fault: |fault| match fault {
        FileFault::NotBase64 | FileFault::WrongHash => {
            "The file is damaged: its hash is another. It cannot be downloaded."
        }
        FileFault::TooLarge => "The file is larger than may be and cannot be downloaded.",
    },
    spoilt: |files| {
        format!("{} with another hash will not be restored; all else is.", count(files, "file"))
    },
    enclose: |files, bytes| {
        format!("Files of the evidence too ({}, {})", count(files, "file"), file_size(bytes))
    },
    enclose_about: "Files go as they are: names and ID numbers in them are not masked.",
    left: |missing, too_many| {
        let missing = match missing {
            0 => String::new(),
            missing => format!("{} not here cannot go along. ", count(missing, "file")),
        };
        match too_many {
            0 => missing,
            too_many => {
                let (files, limit) = (count(too_many, "file"), file_size(FILES_LIMIT));
                format!("{missing}{files} beyond {limit} cannot go along.")
            }
        }
    },
    enclosed: "Files of the evidence",
};
