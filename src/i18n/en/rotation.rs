//! Texts of the rules of a rotation and of its automatic placement.

use super::count;
use crate::i18n::zh::rotation::Rotation;
use crate::model::cover::LinkKind;

pub const ROTATION: Rotation = Rotation {
    places_hint: "several venues between commas hold a batch each at the same time",
    spare: "Spare: need not be held if the others are enough",
    cancelled: "This batch is called off",
    cancelled_short: "called off",

    rules: "Rules",
    rules_of: |rules| match rules {
        0 => "Rules".to_owned(),
        _ => format!("Rules {rules}"),
    },
    rules_title: "Rules of placement",
    officers: "Qualified officers",
    officers_note: "Cases are handled by two officers at least (Law on Administrative Penalty, art. 42). Two stay on post in each office, or all but one; fewer need a reason.",
    officer_columns: ["Office", "Qualified", "Stay on post", "Stands in", "Reason"],
    nobody_stands_in: "nobody",
    covers: "Covered posts (A/B)",
    covers_note: "Of these holders of a post so many are at work on every workday. Who is on leave is not.",
    cover_line: |post, names, present| format!("{post}: {names}, {present} on post"),
    cover_post: "Post",
    cover_holders: "Holders",
    cover_present: "On post at least",
    add_cover: "Add",
    suggest: |found| format!("Add {} by main post", count(found, "rule")),
    links: "Together and apart",
    link: |kind| match kind {
        LinkKind::Together => "in the same batch".to_owned(),
        LinkKind::Apart => "in different batches".to_owned(),
        LinkKind::NotAwayTogether => "never away together".to_owned(),
        LinkKind::Other(kind) => kind.clone(),
    },
    link_line: |one, other, kind| format!("{one} and {other}: {kind}"),
    add_link: "Add",
    one: "One",
    other: "The other",
    remove: "Remove",
    need_two: "Choose two people.",
    never_together: |office| {
        format!("{office} lets one go at a time: the two can never share a batch.")
    },
    office_alone: |office| format!("{office} has one person: nobody is there while he learns."),

    elsewhere: |title| format!("in “{title}” at the time"),
    few_officers: |number, office, present| {
        format!("In batch {number}, {office} keeps fewer than {present} qualified officers. ")
    },
    few_officers_short: "too few officers on post",
    uncovered: |number, office, post, present| {
        format!("In batch {number}, {post} of {office} keeps fewer than {present} on post. ")
    },
    uncovered_short: |post| format!("{post} would not be covered"),
    not_with: |name| format!("must be with {name}"),
    with: |name| format!("must not be with {name}"),
    away_with: |name| format!("must not be away with {name}"),

    placed_already: |people| {
        format!("{} placed already. Should they stay?", count(people, "person"))
    },
    again_about: "Who is pinned, and batches that have begun, stay in any case.",
    place_stay: "Move as few as possible",
    place_anew: "Place anew",
    moved: |people| format!("; {people} moved to another batch"),
    moved_out: |people| format!("; {people} lost their place"),
    lose: |people| {
        format!("The plan is issued. {} would lose the place they have.", count(people, "person"))
    },
    lose_do: "Do it",
    all_begun: "Every batch has begun; make later ones first",
    placing: |permille, unplaced| match unplaced {
        0 => format!("Placing {}%, everybody placed", permille / 10),
        _ => format!("Placing {}%, {} left", permille / 10, count(unplaced, "person")),
    },
    cancel: "Use what there is",
    cancelled_run: "Stopped; the best placement so far is used",
    finer: "Finer",
    begun: |batches| {
        format!("{} begun by today: nobody is placed in them.", count(batches, "batch"))
    },
    failed: "Not placed; try again",
    ask_why: "Why?",
    asking: "Looking for the reasons…",
    would_help: |fixes| format!("Would help: {fixes}"),
    do_fix: "Do that",
    fix_reason: "so that everybody is placed",
    fixed: "Changed, not placed again yet",
    place_again: "Place again",
    floors: "Away at once, by office",
    floors_note: "Left empty, the rule for all holds. A number such as 2, or a share such as 30%.",
    floor_columns: ["Office", "Staff", "Away at once, at most", "Reason"],
    floor_bad: "A number or a percentage, such as 2 or 30%.",
};
