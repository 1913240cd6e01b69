//! Texts of the desk.

use crate::agenda::Todo;
use crate::i18n::zh::home::Home;

pub const HOME: Home = Home {
    title: "Desk",
    next: "Next",
    things: |things| format!("{things}"),
    nothing: "Nothing to do right now.",
    todo: |todo| match todo {
        Todo::Incomplete(people) => {
            format!("{} people lack birth, schooling or post and cannot be grouped", people.len())
        }
        Todo::Task { title, due, .. } => format!("{title} ({due})"),
        Todo::Batch { number, start, people, .. } => {
            format!("Batch {number} begins {start}, {people} people")
        }
        Todo::Unplaced { people, .. } => format!("{} people have no batch", people.len()),
        Todo::Assessment { open, .. } => format!("{open} items of the self-assessment are open"),
        Todo::Certificates { expired, expiring } => {
            format!("{expired} certificates expired, {expiring} expire this year")
        }
        Todo::ShortOfHours { people, missing } => {
            format!("{people} people will miss their hours, {missing} in all")
        }
        Todo::FirstPeople => "Nobody is on the roster yet".into(),
        Todo::FirstGroup => "The roster is there: divide it into groups".into(),
        Todo::FirstPlan => "The groups are there: make this year's plan".into(),
        Todo::FirstAssessment => "No self-assessment this year yet".into(),
    },
    action: |todo| match todo {
        Todo::Incomplete(_) => "Fill in",
        Todo::Task { .. } => "See tasks",
        Todo::Batch { .. } => "See batch",
        Todo::Unplaced { .. } => "See why",
        Todo::Assessment { .. } => "Continue",
        Todo::Certificates { .. } => "See list",
        Todo::ShortOfHours { .. } => "See hours",
        Todo::FirstPeople => "Import roster",
        Todo::FirstGroup => "To groups",
        Todo::FirstPlan => "New plan",
        Todo::FirstAssessment => "New form",
    },
    due: |days| match days {
        ..0 => format!("{} days late", -days),
        0 => "today".into(),
        _ => format!("in {days} days"),
    },
    backup_due: |days| match days {
        None => "No backup yet: the data is in this browser only".into(),
        Some(days) => format!("{days} days without a backup"),
    },
    enrolled: "On the roster",
    people: "people",
    offices: |offices| format!("{offices} offices"),
    coverage: "Coverage",
    coverage_note: |trained, all, planned| {
        format!("{trained} / {all} have hours; {planned} with the plan")
    },
    hours: "Hours per head",
    hours_unit: "hours",
    hours_note: |target, planned| format!("target {target}; {planned} with the plan"),
    score: "Self-assessment",
    points: "points",
    score_note: |full, answered, of| format!("of {full}; {answered} / {of} items"),
    no_form: "no form yet",
    year: |year| format!("{year}"),
    year_about: "road map, timetable, tasks",
    months: ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"],
    batches: "Timetable",
    tasks: "Tasks",
    today: "today",
    batch: |number| format!("batch {number}"),
    road_map: "Road map",
    class: "C",
};
