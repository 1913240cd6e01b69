//! Texts of the import of hours.

use super::count;
use crate::i18n::zh::hours_import::HoursImport;
use crate::interchange::hours::words::HourField;

pub const HOURS_IMPORT: HoursImport = HoursImport {
    title: "Import hours",
    drop: "A list of hours: Excel (xlsx, xls) or CSV, UTF-8 or GBK",
    how: [
        "Excel, WPS and CSV files with a row for each person in each class, with names and hours.",
        "People are found by number or ID number, else by name and office; you settle who is meant where nobody or several fit.",
        "Nothing is written before you agree; a restore point is kept, and the import can be undone.",
    ],
    no_list: "No list of hours: the header needs a column for names and one for hours.",
    field: |field| match field {
        HourField::Name => "Name",
        HourField::Number => "Staff no.",
        HourField::IdNumber => "ID number",
        HourField::Office => "Office",
        HourField::Title => "Class",
        HourField::Form => "Form",
        HourField::Kind => "Kind",
        HourField::Start => "Start",
        HourField::End => "End",
        HourField::Dates => "Dates",
        HourField::Hours => "Hours",
        HourField::Full => "Class hours",
        HourField::Presence => "Presence",
        HourField::Result => "Result",
        HourField::Certificate => "Certificate no.",
        HourField::Expiry => "Valid until",
        HourField::Organiser => "Organiser",
        HourField::Place => "Place",
        HourField::Trainer => "Trainer",
        HourField::Note => "Note",
    },
    ignored: "Leave out",
    default_form: "Without a form:",
    counts: |new, changed, same, held| {
        format!("{new} new, {changed} changed, {same} unchanged, {held} to settle")
    },
    write: |rows, classes| format!("Write {} of {}", count(rows, "row"), count(classes, "class")),
    nothing: "Nothing to write",
    only_held: "Only what is to be settled",
    columns: ["Row", "Name", "Office", "Class", "Days", "Hours", "What becomes of it"],
    new: "New",
    changed: "Changed",
    same: "Unchanged",
    nobody: "Nobody of this name",
    several: "Several people fit",
    missing_title: "No class",
    bad_date: "Unreadable date",
    not_yet: "has not begun yet",
    bad_hours: "Unreadable hours",
    repeats: |row| format!("Repeats row {row}"),
    skipped: "Left out",
    skip: "Leave out",
    find: "Name, initials, number",
    done: |rows, classes| {
        format!("{} of hours imported in {}", count(rows, "row"), count(classes, "class"))
    },
};
