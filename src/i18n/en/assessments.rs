//! The list of forms.

use super::count;
use crate::i18n::zh::assessments::Assessments;

pub const ASSESSMENTS: Assessments = Assessments {
    title: "Self-assessment",
    about: |forms, year| match forms {
        1 => format!("{year}: 1 form"),
        _ => format!("{year}: {}", count(forms, "form")),
    },
    new: "New form",
    standards: "Standards",
    example: "Sample",
    old_version: "older version",
    form: "Form",
    subject: "Subject",
    standard: "Standard",
    progress: "Progress",
    score: "Own mark",
    rating: "Rating",
    check_code: "Check code",
    estimated: |rating| format!("{rating} (estimate)"),
    answered: |answered, of| format!("{answered} of {of} answered"),
    done: |when| format!("Done {when}"),
    not_started: "Not started",
    cannot_score: "Cannot be scored",
    delete: "Delete the form",
    empty_title: "No form yet",
    empty_text: "Make one and go through the standard item by item: what is deducted, why, and where \
                 the evidence lies. The marks add up as you fill; print or submit it when done.",
    new_title: "New self-assessment form",
    name: "Title",
    name_of: |year, office| format!("{office} self-assessment {year}"),
    own_name: |year| format!("Self-assessment {year}"),
    subject_hint: "One form a year for each; subject and standard cannot be changed later.",
    no_people: "Nobody is enrolled, so there is no form of a person to make.",
    to_roster: "Import the roster",
    create: |forms| match forms {
        0 | 1 => "Create".to_owned(),
        _ => format!("Create {forms}"),
    },
    year: "Year",
    due: "Due",
    late: "Late",
    kind: |of_person| if of_person { "People" } else { "Offices" },
    sums: |forms, done, answered, of| {
        format!("{}, {done} done, {answered}/{of} answered", count(forms, "form"))
    },
    average: |mark| format!(", {mark} points on average"),
    none_shown: "No form fits the filters",
    placeholder: "{subject}",
    placeholder_missing: "Of several forms the title must hold {subject}, which becomes the name of each.",
    nobody_chosen: "Choose at least one subject",
    has_form: "has one",
    pick_all: "All",
    pick_none: "None",
    office_of_people: "Whose people",
    no_standard: "There is no standard to use",
};
