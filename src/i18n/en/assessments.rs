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
    form: "Form",
    subject: "Office",
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
    subject_hint: "One form per office and year; office and standard cannot be changed later.",
    create: "Create",
    no_standard: "There is no standard to use",
};
