//! The report of a form.

use crate::i18n::format::points;
use crate::i18n::zh::report::Report;
use crate::model::report::Passage;

pub const REPORT: Report = Report {
    title: "Report",
    whole: "The whole",
    passage,
    asks: |passage| match passage {
        Passage::Practice => "What was done, and how",
        Passage::Results => "What came of it, in figures",
        Passage::Problems => "What is still wrong, and why marks were lost",
        Passage::Next => "Who mends what by when",
    },
    from_issues: "Problems from what was deducted",
    from_figures: "Results from the ledger",
    from_mending: "Next steps from the list of problems",
    outdated: |count| {
        format!("{count} no longer as the marks are now; change them, or delete and begin again")
    },
    nothing_new: "There is nothing new to write",
    issue: |title, reasons, lost| match (reasons, lost.0 > 0) {
        ("", true) => format!("{title}: −{}.", points(lost)),
        ("", false) => format!("{title}: a veto happened."),
        (reasons, true) => format!("{title}: {reasons} (−{}).", points(lost)),
        (reasons, false) => format!("{title}: {reasons}; a veto happened."),
    },
    figure: |name, value| format!("{name}: {value}."),
    next: |title, owner, due| match (owner, due) {
        ("", due) => format!("{title}: to be mended by {due}."),
        (owner, "") => format!("{title}: {owner} mends it."),
        (owner, due) => format!("{title}: {owner} mends it by {due}."),
    },
    characters: |characters| format!("{characters} characters"),
    print_both: "Print report and form",
    print_about: "The report is printed before the form; what is not written is left out.",
    paper_title: |title| format!("{title}: report"),
    paper_passage: |passage_of| format!("{}: ", passage(passage_of)),
};

fn passage(passage: Passage) -> &'static str {
    match passage {
        Passage::Practice => "What was done",
        Passage::Results => "Results",
        Passage::Problems => "Problems",
        Passage::Next => "Next",
    }
}
