//! Texts of the desk.

use super::count;
use crate::agenda::Todo;
use crate::i18n::zh::home::Home;

pub const HOME: Home = Home {
    title: "Desk",
    next: "Next",
    things: |things| format!("{things}"),
    nothing: "Nothing to do right now.",
    todo: |todo| match todo {
        Todo::Incomplete(people) => {
            format!("{} lack sex, birth, schooling or main post", count(people.len(), "person"))
        }
        Todo::Task { title, due, .. } => format!("{title} ({due})"),
        Todo::Batch { number, start, people, .. } => {
            format!("Batch {number} begins {start}, {}", count(people, "person"))
        }
        Todo::Unrecorded { title, number, end, classes, .. } => {
            let number = number.map(|number| format!(", batch {number},")).unwrap_or_default();
            let more = if *classes > 1 { format!(", {classes} in all") } else { String::new() };
            format!("{title}{number} ended {end}, hours not recorded{more}")
        }
        Todo::Unplaced { people, .. } => format!("{} have no batch", count(people.len(), "person")),
        Todo::Missed { people, .. } => format!("{} missed a class", count(people, "person")),
        Todo::Returned { title, comments: 0, .. } => format!("“{title}” was returned"),
        Todo::Returned { title, comments, .. } => {
            format!("“{title}” was returned: {} without reply", count(comments, "comment"))
        }
        Todo::ToSubmit { due: None, .. } => "Submit the form".to_owned(),
        Todo::ToSubmit { due: Some(due), .. } => format!("Submit the form by {due}"),
        Todo::FormsDue { title, due, forms, .. } => {
            let more = if *forms > 1 { format!(" and {} more", forms - 1) } else { String::new() };
            format!("“{title}”{more} not done, due {due}")
        }
        Todo::ToReview { forms } => format!("{} to review", count(forms, "form")),
        Todo::Arrived { forms, .. } => {
            format!("{} arrived and to be taken in", count(forms, "form"))
        }
        Todo::NotBack { forms, .. } => format!("{} issued and not back", count(forms, "form")),
        Todo::Assessment { open, .. } => {
            format!("{} of the self-assessment are open", count(open, "item"))
        }
        Todo::Certificates { expired, expiring } => {
            format!(
                "{expired} certificates expired, {expiring} to renew around the end of the year"
            )
        }
        Todo::ShortOfHours { people, missing } => {
            format!("{} will miss their hours, {missing} in all", count(people, "person"))
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
        Todo::Unrecorded { .. } => "Record hours",
        Todo::Unplaced { .. } => "See why",
        Todo::Missed { .. } => "Arrange",
        Todo::Returned { .. } => "Mend",
        Todo::ToSubmit { is_done: true, .. } => "Submit",
        Todo::ToSubmit { .. } | Todo::FormsDue { forms: 1, .. } => "Continue",
        Todo::ToReview { .. } | Todo::FormsDue { .. } | Todo::NotBack { .. } => "See forms",
        Todo::Arrived { .. } => "See files",
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
    offices: |offices| count(offices, "office"),
    coverage: "Coverage",
    coverage_note: |trained, all, planned| {
        format!("{trained} / {all} have hours; {planned} with the plan")
    },
    hours: |online| {
        if online { "Hours per head, with online" } else { "Hours per head, without online" }
    },
    hours_unit: "hours",
    hours_note: |target, planned| format!("target {target} per head; {planned} with the plan"),
    score: "Self-assessment",
    points: "points",
    score_note: |full, answered, of| format!("of {full}; {answered} / {}", count(of, "item")),
    no_form: "no form yet",
    year: |year| format!("{year}"),
    year_about: "road map, timetable, tasks",
    empty_year: "No tasks, batches or classes in this year yet; those of its plans stand here.",
    months: ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"],
    batches: "Timetable",
    tasks: "Tasks",
    today: "today",
    batch: |number| format!("batch {number}"),
    road_map: "Road map",
    class: "C",
};
