//! A form as a table: saved, filled in a spreadsheet, and read back.

use super::assessment::ASSESSMENT;
use super::count;
use crate::i18n::zh::form_table::FormTable;
use crate::interchange::form_table::{CellFault, Field, Unread, Why};
use crate::model::rule::RuleKind;

pub const FORM_TABLE: FormTable = FormTable {
    heading: |field| match field {
        Field::Number => "No.",
        Field::Area => "Area",
        Field::Item => "Item",
        Field::Content => "Content",
        Field::Methods => "Method",
        Field::FullMark => "Full mark",
        Field::Clause => "Rule",
        Field::Scoring => "Scoring",
        Field::Asks => "How to fill it",
        Field::Found => "Found",
        Field::Whole => "Due",
        Field::Reason => "Reason",
        Field::Date => "Date",
        Field::Checked => "Checked",
        Field::NotApplicable => "Not applicable",
        Field::HandMark => "Mark by hand",
        Field::HandReason => "Why by hand",
        Field::Note => "Note",
        Field::Mark => "Own mark",
        Field::Evidence => "Evidence (one a line)",
        Field::Was => "Mark when saved",
    },
    asks: |kind| match kind {
        RuleKind::AllOrNothing => format!("“{}” or “{}”", ASSESSMENT.met, ASSESSMENT.unmet),
        RuleKind::Veto { .. } => {
            format!("“{}” or “{}”", ASSESSMENT.veto_clear, ASSESSMENT.veto_happened)
        }
        RuleKind::Deduct { .. } => "how often; another row for another line".into(),
        RuleKind::DeductRange { .. } => "points lost; another row for another line".into(),
        RuleKind::Bonus { points: Some(_), .. } => "how often; another row for another line".into(),
        RuleKind::Bonus { points: None, .. } => "points given; another row for another line".into(),
        RuleKind::Ratio { unit: Some(unit), .. }
        | RuleKind::Threshold { unit: Some(unit), .. }
        | RuleKind::Step { unit: Some(unit), .. } => format!("the actual number ({unit})"),
        RuleKind::Ratio { .. } | RuleKind::Threshold { .. } | RuleKind::Step { .. } => {
            "the actual number and what is due".into()
        }
        RuleKind::Levels { levels } => {
            let names: Vec<_> = levels.iter().map(|level| level.name.as_str()).collect();
            format!("one of {}", names.join(", "))
        }
        RuleKind::Manual { .. } => "the mark".into(),
    },
    evidence_parts: ["number", "date", "place"],
    evidence_marks: [" (", ": ", "; ", ")"],
    yes: "yes",
    no: "no",
    save: "Save the table",
    save_about: "A workbook with a row for each rule, to be filled elsewhere and read back",
    take: "Read a table",
    take_about: "Reads a filled workbook back; what it changes is shown first",
    title: "Read a filled table",
    no_headings: "No table of a form was found. Use the workbook that is saved here, and leave its headings.",
    changes: |changes| format!("{} would change", count(changes, "cell")),
    no_changes: "The table says what the form says; there is nothing to change.",
    columns: ["Item", "What", "Now", "New"],
    clause: |clause, line| match line {
        Some(line) => format!("rule {clause}, line {line}"),
        None => format!("rule {clause}"),
    },
    emptied: "emptied",
    unread: |rows| {
        format!(
            "{} cannot be taken; mend them in the table or fill them here",
            count(rows, "place")
        )
    },
    why,
    apply: "Take these changes",
    done: |changes| format!("{} taken", count(changes, "change")),
};

fn why(unread: &Unread) -> String {
    let reason = match &unread.why {
        Why::NoSuchItem => "the standard has no item of that number and title".to_owned(),
        Why::NoSuchClause => "the item has no such rule".to_owned(),
        Why::Cell(CellFault::Whole) => "a whole number is asked".to_owned(),
        Why::Cell(CellFault::Points) => "points with at most two decimals are asked".to_owned(),
        Why::Cell(CellFault::Date) => "write the date as 2026-03-05 or 2026-03".to_owned(),
        Why::Cell(CellFault::Day) => "write the date of evidence as 2026-03-05".to_owned(),
        Why::Cell(CellFault::Evidence) => {
            "write evidence as: title (number: …; date: 2026-03-05; place: …), as far as there is any"
                .to_owned()
        }
        Why::Cell(CellFault::Word(words)) => format!("one of {} is asked", words.join(", ")),
        Why::Cell(CellFault::NoPlace) => "nothing is asked in this column here".to_owned(),
        Why::Cell(CellFault::OneLine) => "the rule has one answer and no further rows".to_owned(),
        Why::Cell(CellFault::NewerRule) => ASSESSMENT.newer_rule.to_owned(),
        Why::SeveralValues => "the rows of the item say different things".to_owned(),
        Why::Computed => {
            "the mark is computed; change the rules, or mark by hand with a reason".to_owned()
        }
        Why::Unfit(error) => (ASSESSMENT.fault)(error),
        Why::HeldBack => "something it belongs to cannot be taken; both wait".to_owned(),
    };
    let at = format!("Row {} {}", unread.row, unread.at);
    match &unread.cell {
        Some((field, text)) => {
            format!("{}, {} “{}”: {reason}", at.trim(), (FORM_TABLE.heading)(*field), text.trim())
        }
        None => format!("{}: {reason}", at.trim()),
    }
}
