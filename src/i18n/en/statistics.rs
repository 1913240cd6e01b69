//! Texts of the statistics.

use super::count;
use crate::i18n::zh::statistics::Statistics;

pub const STATISTICS: Statistics = Statistics {
    by: "By",
    group: "Group",
    columns: ["Item", "Roster", "Classes", "Times", "People", "Coverage", "Per head, with online"],
    all_hours: "Hours",
    short: "Short",
    shortfall: "Missing",
    total: "Total",
    untrained: "not trained",
    no_group: "In no group",
    by_form: "By form",
    by_kind: "By kind (Civil Servant Law 67)",
    note: "Meetings of pairs count as classes; people, coverage and hours per head are of the roster; who is in several groups counts in each. Coverage is cut, not rounded, and left out for fewer than 10 people. “—” is nothing, or nothing that applies.",
    print: "Print the statistics",
    sheet_print: "Print hours sheet",
    people_of: |what, value| format!("{value}: {what}"),
    classes_of: |value| format!("{value}: classes"),
    class_hours: |hours| format!("{hours}\u{a0}hours"),
    meeting: "Meeting of a pair",
    export_title: "Export hours",
    export_text: "A row for each person in each class, which can be imported again; XLSX has the ledger by person and the statistics too. No ID numbers.",
    file_word: "Hours",
    records: "Records",
    done: |rows, name| format!("{} exported: {name}", count(rows, "row")),
};
