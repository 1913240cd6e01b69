//! Texts of the page where files for upload are made.

use super::count;
use crate::i18n::zh::submit::Submit;
use crate::interchange::checklist::About;
use crate::interchange::submission::Change;

pub const SUBMIT: Submit = Submit {
    title: "Submit",
    about: "Makes one file for the superior bureau, which opens it in the same page",
    make: "Make the file",
    take_comments: "Open a review",
    what: "What to submit",
    groups_after: |groups| count(groups, "group"),
    roster_after: |people, offices| {
        format!("{}, {}", count(people, "person"), count(offices, "office"))
    },
    plans_after: |plans| count(plans, "plan"),
    hours_after: |sessions, average| {
        format!("{}, {average} per head with online", count(sessions, "session"))
    },
    forms_after: |forms| count(forms, "form"),
    period: "Period",
    spans: ["First half", "1 January to today", "Whole year"],
    span_text: |from, to| format!("{from} to {to}"),
    how_much: "How much about people",
    redactions: [
        (
            "Named",
            "Names, offices, posts, hours and notes. Needs a purpose, which goes into the log.",
        ),
        ("De-identified", "Keys for names, birth to the month; no notes, reasons or own columns."),
        (
            "Statistics only",
            "Counts by office, age stage, education and so on; cells below 5 are left out.",
        ),
    ],
    id_numbers: "With ID numbers (named files only)",
    purpose: "Purpose",
    purpose_hint: "Why names are needed",
    recipient: "To",
    recipient_hint: "Bureau, contact",
    checklist: "Before it leaves",
    findings: |count| {
        if count == 0 {
            "nothing found".to_owned()
        } else {
            format!("{count} gaps; it can still leave")
        }
    },
    overriding: "Why it leaves with gaps",
    since: |when| format!("Since the last file ({when})"),
    first_time: "Nothing has been submitted yet; this is the first time.",
    change: |change| match change {
        Change::New => "new in the file",
        Change::Changed => "changed",
        Change::Unchanged => "unchanged",
    },
    file_name: "File name",
    nothing_chosen: "Choose at least one part",
    purpose_missing: "A named file needs a purpose",
    reason_missing: "There are gaps: say why it leaves with them",
    done_title: "The file is made",
    done_text: |kilobytes| {
        format!(
            "{kilobytes} KB, handed to the browser as a download. The hash finds damage; it is no signature."
        )
    },
    save_again: "Save once more",
    codes: "Check codes of the forms",
    history: "Submitted so far",
    issued: "Handed down so far",
    times: |times| count(times, "time"),
    no_history: "Nothing yet. Every file made is kept here: when, what, to whom, hash.",
    columns: ["When", "File", "People", "Number", "Hash", "Check codes", "To", "Purpose"],
    finding: |about, names| {
        let (text, note) = match about {
            About::Sample => {
                ("The ledger holds sample data".to_owned(), "not to be submitted".to_owned())
            }
            About::NobodyOnRoster => ("Nobody on the roster".to_owned(), String::new()),
            About::NoOfficeCode => {
                ("The office has no code".to_owned(), "it can be matched by name only".to_owned())
            }
            About::MissingBirth(people) => {
                (format!("{} without birth date", count(people.len(), "person")), names.to_owned())
            }
            About::MissingEducation(people) => {
                (format!("{} without schooling", count(people.len(), "person")), names.to_owned())
            }
            About::MissingPost(people) => {
                (format!("{} without post", count(people.len(), "person")), names.to_owned())
            }
            About::Duplicates(people) => {
                (format!("{} may stand twice", count(people.len(), "person")), names.to_owned())
            }
            About::NoDuplicates => ("Nobody stands twice".to_owned(), String::new()),
            About::NoGroups => ("No training groups yet".to_owned(), String::new()),
            About::InNoGroup(people) => {
                (format!("{} in no group", count(people, "person")), String::new())
            }
            About::NoPlan => ("No plan for the year yet".to_owned(), String::new()),
            About::PlanIsDraft { title, .. } => {
                (format!("“{title}” is a draft"), "not issued".to_owned())
            }
            About::ChangedSinceIssued { title, changes, .. } => {
                (format!("{} since “{title}” was issued", count(changes, "change")), String::new())
            }
            About::NoSessions => ("No hours in the period".to_owned(), String::new()),
            About::WithoutHours(people) => {
                (format!("{} without hours", count(people.len(), "person")), names.to_owned())
            }
            About::NoForms => ("No form to submit".to_owned(), String::new()),
            About::OpenItems { title, open, of, .. } => (
                format!("{} open in “{title}”", count(open, "item")),
                format!("of {of}; open is not zero"),
            ),
            About::OpenForms(forms) => {
                (format!("{} not filled", count(forms, "form")), "open is not zero".to_owned())
            }
            About::NotBack(forms) => {
                (format!("{} issued and not taken in", count(forms, "form")), "empty".to_owned())
            }
            About::CommentsOpen { title, items, .. } => (
                format!("{} of “{title}” with a comment without reply", count(items.len(), "item")),
                items.join(", "),
            ),
            About::TextsStay { title, .. } => (
                format!("The reviewer of “{title}” sees no notes, evidence and replies"),
                "choose named to show them".to_owned(),
            ),
            About::Unscorable { title, .. } => (
                format!("“{title}” cannot be scored"),
                "standard missing or not matching".to_owned(),
            ),
            About::WithoutEvidence { title, items, .. } => {
                (format!("{} items without evidence in “{title}”", items.len()), first(items))
            }
            About::WithoutReason { title, items, .. } => (
                format!("{} items not applicable without a reason in “{title}”", items.len()),
                first(items),
            ),
            About::SecretPresent => ("The matching secret is there".to_owned(), String::new()),
            About::SecretMissing => (
                "No matching secret from above".to_owned(),
                "keys are random; offices cannot be matched".to_owned(),
            ),
        };
        (text, note)
    },
    link: |about| match about {
        About::MissingBirth(_) | About::MissingEducation(_) | About::MissingPost(_) => "Fill in",
        About::NoOfficeCode => "Fill in",
        About::NobodyOnRoster => "Import",
        About::Duplicates(_) | About::WithoutHours(_) | About::InNoGroup(_) => "Look",
        About::NoGroups | About::NoPlan | About::NoForms => "Make one",
        About::PlanIsDraft { .. } | About::ChangedSinceIssued { .. } => "Open",
        About::NoSessions => "Record",
        About::OpenItems { .. } => "Go on",
        About::NotBack(_) | About::OpenForms(_) | About::TextsStay { .. } => "Open",
        About::CommentsOpen { .. } => "Reply",
        About::Unscorable { .. } | About::WithoutEvidence { .. } | About::WithoutReason { .. } => {
            "Fill in"
        }
        About::Sample | About::NoDuplicates | About::SecretPresent | About::SecretMissing => "",
    },
};

/// The first of some items.
fn first(items: &[String]) -> String {
    let more = if items.len() > 6 { "…" } else { "" };
    let shown: Vec<_> = items.iter().take(6).map(String::as_str).collect();
    format!("{}{more}", shown.join(", "))
}
