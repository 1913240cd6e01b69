//! Calendar, venues, trainers.

use super::count;
use crate::i18n::zh::calendar::Calendar;

pub const CALENDAR: Calendar = Calendar {
    years: "Holidays and make-up workdays",
    year_columns: ["Year", "Holidays", "Make-up workdays"],
    years_note: "Batches and hours count workdays only. A year that is not listed has its weekdays; add it when the yearly notice is out.",
    add_year: |year| format!("Add {year}"),
    bad_days: |text| format!("“{text}” is no date; write 2026-10-01～2026-10-07"),
    bad_line: |line, text| {
        format!(
            "Line {line}, “{text}”, is no date of the year; write 2026-10-01 or 2026-10-01～2026-10-07"
        )
    },
    holidays_hint: "One a line: 2026-10-01～2026-10-07 National Day",
    workdays_hint: "One a line: 2026-09-20",
    venues: "Venues",
    venue_columns: ["Name", "Seats", "Closed", ""],
    trainers: "Trainers",
    trainer_columns: ["Name", "Subject", "Busy", ""],
    add_venue: "Add a venue",
    add_trainer: "Add a trainer",
    new_venue: "New venue",
    new_trainer: "New trainer",
    lists_note: "Classes and batches choose from these lists; two at one venue or with one trainer on a day are told, and automatic placement keeps them apart.",
    delete: "Delete",
    days_hint: "2026-10-09～2026-10-12 inspection; more between semicolons",

    as_month: "Month",
    as_list: "List",
    earlier: "Earlier",
    later: "Later",
    month: |year, month| format!("{month} {year}"),
    weekdays: ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"],
    off: "off",
    made_up: "worked",
    more: |number| format!("{number} more"),
    columns: ["Dates", "What", "About", ""],
    clashes: |number| count(number, "clash"),
    none_title: "Nothing on the calendar",
    none_text: "Batches, classes and the deadlines of tasks stand here by themselves.",
    export: "Calendar file",
    export_about: ".ics for other calendars; a later file updates what an earlier one brought",
    file: "training",
    exported: |events| format!("{} exported", count(events, "event")),
};
