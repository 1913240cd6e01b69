//! Import of a standard.

use crate::i18n::format::points;
use crate::i18n::zh::standard_import::StandardImport;
use crate::interchange::standard_table::read::TableFault;

pub const STANDARD_IMPORT: StandardImport = StandardImport {
    title: "Import a standard",
    open: "Import a table",
    save: "Save as XLSX",
    drop: "The table of a standard: Excel (xlsx, xls), CSV, or a standard as a file of this program (json); a table in Word can be copied and pasted",
    how: [
        "One item a line. The head names 考核项目 or 考核内容, and 分值 or 赋分标准; areas, methods and evidence are read where there are columns for them.",
        "赋分标准 is parted at ；, 。 and new lines; what is a rule for certain becomes one.",
        "Nothing is guessed: other items are marked by hand, with their text kept, and are listed.",
    ],
    no_table: "No table of a standard was found: its head names 考核项目 or 考核内容, and 分值 or 赋分标准.",
    take: "Take it over",
    there: "The ledger has a standard with the same contents",
    same_as: "A standard with the same contents is there. Taking this one over opens it and adds none: ",
    counts: |items, ruled, by_hand| format!("{items}, {ruled} by rules, {by_hand} by hand"),
    columns: ["No.", "Area", "Item", "Mark", "How it is marked", "As printed"],
    by_hand: "By hand",
    only_by_hand: "Only those by hand",
    table: "To look at",
    understood: "Every clause is understood",
    fault,
    name_needed: "Name the standard",
    ratings_about: "Where the file names none, ratings begin at 90, 75 and 60 per cent.",
};

fn fault(fault: &TableFault) -> String {
    match fault {
        TableFault::Mark { row, text } => format!("Row {row}: the mark “{text}” is no number"),
        TableFault::Clause { row, item, text } => {
            format!("Row {row}, “{item}” is marked by hand; this clause is not understood: {text}")
        }
        TableFault::Deduction { row, area, text } => {
            format!(
                "Row {row} of the sheet with the general rules: a deduction of “{area}” is not understood, left out: {text}"
            )
        }
        TableFault::AreaSum { area, declared, sum } => {
            format!("“{area}” says {}, its items sum to {}", points(*declared), points(*sum))
        }
        TableFault::Sum { declared, sum } => {
            format!(
                "The table says {} in all, the items sum to {}",
                points(*declared),
                points(*sum)
            )
        }
        TableFault::TooLarge { row } => format!("Too many items: nothing after row {row} was read"),
    }
}
