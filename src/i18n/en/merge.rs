//! Texts of the list of received files and of one of them.

use super::count;
use crate::i18n::zh::merge::Merge;
use crate::interchange::inbox::Standing;
use crate::interchange::received::{Newness, OfficeMatch};

pub const MERGE: Merge = Merge {
    title: "Merge",
    about: |files| {
        format!("{files} received files; they stand beside the ledger and change nothing in it")
    },
    take: "Take files in",
    drop_hint: "Drop files anywhere on this page, several at once",
    empty_title: "Nothing received yet",
    empty_text: "Choose files from offices, issued files or reviews. Each opens beside the ledger and never replaces it; a backup asks first.",
    standing: |standing| match standing {
        Standing::Current => "usable",
        Standing::Taken => "Taken over",
        Standing::Superseded => "superseded",
        Standing::Newer => "newer version",
        Standing::Faulty => "partly unreadable",
        Standing::Unreadable => "damaged",
    },
    columns: [
        "Office",
        "Kind",
        "State",
        "People",
        "Hours per head, with online",
        "Score",
        "Made",
        "Hash",
        "File",
        "Do",
    ],
    open: "Open",
    delete: "Remove",
    deleted: |name| format!("Removed: {name}"),
    back: "Back to the list",
    save_original: "Save the original",
    gone_title: "No such received file",
    gone_text: "It may have been removed.",
    newness: |newness| match newness {
        Newness::Known => String::new(),
        Newness::NewerMinor => {
            "Made by a slightly newer version: what is new in it is kept and not shown.".to_owned()
        }
        Newness::NewerMajor(version) => {
            format!(
                "Its format {version} is newer than this page: it can only be looked at, perhaps not in full."
            )
        }
    },
    newer: "Newer version: ",
    head_count: "People",
    faults: |faults| format!("{faults} records cannot be read; the rest is shown"),
    office_match: |matched| match matched {
        OfficeMatch::ById(_) => "an office of this ledger",
        OfficeMatch::ByCode(_) => "matched by its code",
        OfficeMatch::ByName(_) => "matched by its full name",
        OfficeMatch::Unknown => "not an office of this ledger",
    },
    own_file: "a file of this office itself",
    tab_overview: "Overview",
    tab_people: "Roster",
    tab_groups: "Groups",
    tab_plans: "Plans",
    tab_hours: "Hours",
    tab_forms: "Self-assessment",
    office: "Office",
    period: "Period",
    made: "Made",
    received: "Received",
    people_info: "People",
    program: "Program",
    previous: "Previous",
    note: "Note",
    packs: "Packs",
    matchable: |yes| if yes { "keys match across offices" } else { "keys match in this file only" },
    too_few: "fewer than 5",
    figures: "Figures",
    trained: |sessions, people| {
        format!("{}, {} trained", count(sessions, "session"), count(people, "person"))
    },
    average: "Hours recognised",
    people_columns: ["Name", "Office", "Sex", "Birth", "Education", "Post", "Hours"],
    key: "Key",
    find: "Name, office",
    shown: |shown, all| format!("{shown} of {}", count(all, "person")),
    group_columns: ["Group", "People"],
    plan_columns: ["Plan", "State", "Courses", "Batches", "Placed", "Classes", "Pairs"],
    session_columns: ["Session", "Form", "Days", "Hours", "People", "Recognised"],
    form_columns: ["Item", "Title", "Full mark", "Own mark"],
    unanswered: "open",
    total: |total, full| format!("{total} / {full}"),
    so_far: |answered, of| format!("{answered} of {} answered", count(of, "item")),
    code: "Check code",
    code_right: "matches the content",
    code_wrong: "does not match the content",
    no_standard: "The file does not bring the standard of this form; only figures can be shown.",
    not_in_file: "Not in this file",
};
