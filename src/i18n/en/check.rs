//! Check.

use crate::assessment::check_code::{CodeFault, LENGTH};
use crate::i18n::zh::check::Check;

pub const CHECK: Check = Check {
    title: "Check",
    about: "Is the sealed paper the same form as the file?",
    code: "Check code in the footer of the paper",
    code_hint: "10 letters and digits, capital or small",
    fault: |fault| match fault {
        CodeFault::Length(length) => format!("{length} characters; a check code has {LENGTH}"),
        CodeFault::Character(character) => format!("No check code has “{character}”"),
    },
    file: "Choose a submission",
    other_file: "Another file",
    drop: "Or drop it on this page. ",
    only_looked_at: "It is only looked at: it does not become a received file.",
    looked_at: |name| format!("File: {name}"),
    close_file: "Search the ledger and the received files instead",
    matches: |forms| {
        if forms == 1 {
            "It matches: the paper is this form, and no mark was changed.".to_owned()
        } else {
            format!("It matches {forms} forms of the file.")
        }
    },
    matches_not: "It does not match: no form of the file has this code.",
    is_earlier: "The self-assessment matches: the form on the paper is in this ledger, and the file has the same self-assessment. The marks of reviewers on the paper came after the file.",
    found_here: |forms| format!("Found {forms} in the ledger and the received files."),
    found_old: |forms| {
        format!("Found {forms}, but superseded: a later file brought another content.")
    },
    of_own: |title| {
        format!("This is the code of the self-assessment column: it is that of “{title}”.")
    },
    found_nowhere: "Neither the ledger nor a received file has this code. Choose a submission.",
    no_forms: "The file has no whole form: a review has the reviewer's column alone. Choose a submission, or search the ledger.",
    nothing_here: "There are no forms here yet. Choose a submission.",
    columns: ["Verdict", "Check code", "Form", "About", "Year", "Where"],
    ledger: "This ledger",
    person: "A person",
    figures_only: "(figures only)",
    same_old: "Matches, superseded",
    same_own: "Self-assessment matches",
    same: "Matches",
    other: "Another",
    altered: "The code is not that of the content",
    note: "The code covers subject, year, standard, answers and marks of every column, and no names or notes. The code of the self-assessment column, told in the history, covers that column alone. It finds changes and is no signature.",
};
