//! The matrix.

use super::count;
use crate::i18n::zh::matrix::Matrix;
use crate::planning::mandatory::Mandatory;

pub const MATRIX: Matrix = Matrix {
    grade: "Grade",
    all: "Everybody",
    shared: "All grades",
    form_key: "figures are hours",
    no_groups_title: "Make training groups first",
    no_groups_text: "The columns of the matrix are training groups. Make one for every post under Groups, then come back.",
    to_groups: "To the groups",
    cell: |cell, people| format!("{cell}: {}", count(people, "person")),
    who: "Names",
    cell_hint: "Click a cell to plan its courses, Enter adds one; Ctrl+D fills down, Ctrl+R fills right, Delete clears",
    form: "Form",
    why: "Why",
    add_course: "Add a course: name, initials",
    not_planned: "not planned",
    covered: |reached, people| format!("{reached} of {people} in at least one course"),
    in_none: |people| format!("{people} in none"),
    twice: |people, course| format!("{people} twice in “{course}”"),
    average: |hours| format!("{hours} hours a head"),
    template: "Apply post templates",
    template_about: "Courses that the course pack means for some posts, for groups that have these posts, all grades. Listed where at least a third of the group holds them.",
    template_none: "Nothing to apply: the posts of the groups have their courses, or the course pack names no posts.",
    template_of: |people, of| format!("{people} of {of} hold the post"),
    template_reason: |posts| format!("Post template: {posts}"),
    take_courses: |courses| format!("Plan {}", count(courses, "placement")),
    new_course: "New course",
    new_course_hint: "Goes into the course pack, whose version then says that it was changed here, and into this cell.",
    must: |people| format!("{} with mandatory training", count(people, "person")),
    must_title: "Mandatory training",
    mandatory: |kind| match kind {
        Mandatory::Induction => "Induction training",
        Mandatory::Promotion => "Promotion training",
        Mandatory::Certificate => "Certificate expires",
    },
    mandatory_rule: |kind| match kind {
        Mandatory::Induction => {
            "Within probation (Civil Servants Law, article 67); here by one year from the start of work. Check who was transferred."
        }
        Mandatory::Promotion => {
            "Before a promotion or within a year of it (Civil Servants Law, article 67). Reckoned from “in post since” of the roster."
        }
        Mandatory::Certificate => {
            "Penalties are imposed by qualified officers who show their certificates (Administrative Penalties Law, articles 42 and 55)."
        }
    },
    must_by: |date| format!("by {date}"),
    nobody_asked: "nobody",
    not_known: |people| format!("{} unknown", count(people, "person")),
    issue_title: "Issue the plan",
    issue_about: "Later changes are told against this version. It can be undone.",
    issue_batches: |batches, placed, people| {
        format!("Rotation: {}, {placed} of {people} placed", count(batches, "batch"))
    },
    issue_classes: |classes, people| {
        format!("Intensive: {}, {people} seats taken", count(classes, "class"))
    },
    issue_courses: |courses| format!("Matrix: {}", count(courses, "placement")),
    issue_unplaced: |names| format!("In no batch yet: {names}"),
    issue_none: |names| format!("Without any course: {names}"),
    issue_unscheduled: |courses, names| {
        format!("{} without a batch or class: {names}", count(courses, "course"))
    },
    issue_all_placed: "Everybody has a course, and all who take part are placed.",
    issue_now: "Issue",
    copy_earlier: "Copy an earlier plan",
    copy_about: "Matrix, batches, classes and tasks come along; dates move to the same day of the same week of this year, or the next workday. People and pairs do not.",
    copied: |title, lost| match lost {
        0 => format!("Copied as “{title}”"),
        _ => format!(
            "Copied as “{title}”; {} gone, and their courses with them",
            count(lost, "group")
        ),
    },
    adopt: |title| format!("Take over “{title}” as a draft"),
};
