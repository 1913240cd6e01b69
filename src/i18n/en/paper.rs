//! Texts of the papers.

use super::count;
use crate::i18n::zh::paper::Paper;

pub const PAPER: Paper = Paper {
    print: "Print",
    about: |landscape, pages| {
        let direction = if landscape { "landscape" } else { "portrait" };
        format!("A4 {direction}, {}", count(pages, "page"))
    },
    gone: "What is to be printed cannot be found; it may have been deleted.",
    unit: |office| format!("Office: {office}"),
    until: |year, month, day| format!("As of {year}-{month:02}-{day:02}"),
    page_of: |page, pages| format!("Page {page} of {pages}"),
    more: |title| format!("{title} (continued)"),
    number: "No.",
    name: "Name",
    office: "Office",
    post: "Post",
    rank: "Rank",
    note: "Note",
    total: "Total",
    total_of: |people| format!("Total of {}", count(people, "person")),
    counted: "Towards target",
    due: "Due",
    signature: "Signature",
    sheet: |year| format!("Training hours {year}"),
    sheet_note: "The shortfall is what is due less the hours towards the target: of the forms that count, earlier years of it included; of a target of five years the share of the years so far is due.",
    signs: ["Filled by", "Checked by", "Head", "Seal"],
    date: "Date",
    sign_in: |office| format!("{office}: sign-in sheet"),
    class: |title| format!("Class: {title}"),
    place: |place| format!("Place: {place}"),
    when: |days| format!("When: {days}"),
    course: |course| format!("Course: {course}"),
    trainer: |trainer| format!("Trainer: {trainer}"),
    hours: |hours| format!("Hours: {hours}"),
    halves: ["a.m.", "p.m."],
    expected: |people| format!("Expected {people}, present"),
    exceptions: "Exceptions",
    sign_in_signs: ["Class head", "Trainer"],
    sign_in_note: |limit| {
        format!(
            "Sign in person. Leave of more than a seventh of the class ({limit} hours) counts as left."
        )
    },
    file: "Training file",
    groups: "Groups",
    records: |year| format!("1. Training in {year}"),
    record_columns: ["No.", "Dates", "Class or course", "Form", "Organiser", "Hours", "Result"],
    of_kind: |class, kind| format!("{class} ({kind})"),
    planned: "Planned",
    recognised: |targets| format!("Recognised this year; {targets}"),
    years: "2. Earlier years",
    year_columns: ["Year", "Counted", "Target", "Met"],
    met: ["Met", "Not met", "Running"],
    pairs: "Mutual help",
    helps: |name, times, hours| format!("helps {name}, {}, {hours} hours", count(times, "meeting")),
    helped: |name, times, hours| {
        format!("helped by {name}, {}, {hours} hours", count(times, "meeting"))
    },
    in_circle: |title, times, hours| {
        format!("in {title}, {}, {hours} hours", count(times, "meeting"))
    },
    certificates: "Certificates",
    own_sign: "Signature",
    file_basis: "Registration of civil servants' training",
    statistics: |year| format!("Training statistics {year}"),
    none: "none",
    plan_parts: ["Courses", "Batches", "Classes", "Mutual help", "Tasks"],
    plan_part: |number, part| format!("{}. {part}", number + 1),
    planned_course: |course, form, hours| format!("{course} ({form}, {hours} hours)"),
    plan_columns: ["No.", "What", "When", "Where", "Who", "People", "Offices or notes"],
    of_year: |year| year.to_string(),
    rule: |rule| format!("Rule: {rule}"),
    unissued: |day, gone| {
        let gone = if gone.is_empty() { String::new() } else { format!(" Called off: {gone}.") };
        format!(
            "Numbers with * changed after the plan was issued on {day} and are not issued yet.{gone}"
        )
    },
    print_plan: "Print the plan",
    print_notice: "Print the notice",
    print_sign_in: "Print the sign-in sheet",
    print_group: "Print the list",
    notice: |plan, number| format!("{plan}: notice of batch {number}"),
    notice_to: "To all offices:",
    class_notice: |title| format!("Notice of the class “{title}”"),
    notice_when: |from, to, half, days| {
        let half = half.map(|half| format!(", {half} only")).unwrap_or_default();
        match to {
            Some(to) => format!("From {from} to {to}, {}{half}.", count(days, "workday")),
            None => format!("On {from}{half}."),
        }
    },
    notice_hours: |hours| format!("Hours: {hours}."),
    notice_course: |course| format!("Course: {course}."),
    notice_place: |place| format!("Place: {place}."),
    notice_trainer: |trainer| format!("Trainer: {trainer}."),
    notice_people: |people| {
        format!(
            "{} take part, listed below. Please see to the posts and be on time.",
            count(people, "person")
        )
    },
};
