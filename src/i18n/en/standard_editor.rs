//! Drafting and revising standards.

use crate::assessment::hints::Hint;
use crate::assessment::rule_fields::RuleField;
use crate::i18n::format::points;
use crate::i18n::zh::standard_editor::StandardEditor;
use crate::model::standard_tree::Spot;

pub const STANDARD_EDITOR: StandardEditor = StandardEditor {
    new: "New standard",
    untitled: "Untitled standard",
    ratings: ["Excellent", "Good", "Passed", "Failed"],
    copy: "Copy as a new standard",
    copy_of: |title| format!("{title} (copy)"),
    revise: "Revise",
    draft: "Draft",
    revised_from: |version| format!("revised from {version}"),
    copied_from: |version| format!("copied from version {version}"),
    finish: |version| format!("Finish {version}"),
    no_items: "There are no items yet: add an area and an item",
    faults_left: |faults| {
        format!("{faults} left to mend, listed under “Check”; the draft is saved.")
    },
    delete_draft: "Delete this draft",
    missing: "There is no such draft",
    missing_text: "It may have been deleted or finished.",
    head: "About the standard",
    valid_from: "Valid from",
    example: "A sample, no official text",
    full: "Full mark",
    full_hint: "Without bonus; the sum of the items where blank",
    rating_name: "Rating",
    rating_from: "From (included)",
    add_rating: "Add a rating",
    remove: "Remove",
    add_area: "Area",
    add_sub_area: "Sub-area",
    add_item: "Item",
    new_area: "New area",
    new_item: "New item",
    up: "Up",
    down: "Down",
    keys: "↑ ↓ choose, Alt+↑ ↓ move",
    move_to: "Move to",
    to_top: "The top level",
    duplicate: "Copy",
    delete: "Delete",
    number: "Number",
    title: "Title",
    area_content: "About",
    cap: "Cap",
    cap_hint: "The most that its items bring together",
    weight: "Weight",
    weight_hint: "All areas have one, or none has",
    bonus_cap: "Most bonus",
    deductions: "Deductions of the area",
    deductions_hint: "Taken from the mark of the whole area: each time or in a range",
    marks: "Full mark",
    other_methods: "Other methods",
    other_methods_hint: "Parted by 、",
    assessors: "Who assesses",
    assessors_hint: "Everybody where none is ticked",
    evidence_hint: "One a line",
    scoring: "Scoring as printed",
    scoring_hint: "Follows the rules while it is blank or as they make it up",
    source: "Source",
    source_hint: "Where this item comes from",
    rules: "Rules",
    no_rules: "No rules: marked by hand from 0 to the full mark",
    kind: "Kind",
    clause: "Clause as printed",
    clause_hint: "Such as 每少1次扣0.5分，最多扣2分",
    part: "Mark of the part",
    part_hint: "With a mark of its own it is a part; the parts sum to the full mark",
    computes: |words| format!("Computes: {words}"),
    says: |words| format!("The clause reads as “{words}”, which is not what it computes"),
    unread: "The clause is no rule for certain; it computes as chosen",
    add_clause: "Type one or more clauses",
    add_clause_hint: "Such as 每少1次扣0.5分，最多扣2分；未建立制度的，不得分",
    add: "Add",
    by_kind: "Add by kind",
    not_read: |clauses| format!("Not understood and not added: {}", clauses.join("; ")),
    field,
    choices,
    levels: ["Good", "Fair", "Poor"],
    levels_hint: "A level a line: Good 2",
    effect_fail: "lowest rating",
    effect_rating: |name| format!("rating at most {name}"),
    effect_area: |area| format!("{area} has no mark"),
    effect_own_area: "its own area has no mark",
    bad_mark: "A mark with at most two decimals, such as 0.5",
    bad_amount: "A number above 0 with at most four decimals",
    bad_levels: "A level a line, name and mark, such as Good 2; no name twice",
    bad_weight: "A whole number",
    bad_date: "No such date",
    bad_number: "The number must not be blank",
    check: "Check",
    sum: |sum, full| format!("{sum} of {full} points"),
    good: |items| format!("{items} can be marked; ready to finish"),
    hint,
    contradicts: |item, clause| format!("{item} rule {clause}: the clause is not what it computes"),
    go: "Mend",
    compared: |version| format!("Against {version}"),
    compare_all: "Compare item by item",
    unchanged: "Nothing changed",
    changes: |added, removed, changed| {
        format!("{added} added, {removed} removed, {changed} changed")
    },
};

/// Of a rule that counts in a unit where `counts` is true.
fn field(field: RuleField, counts: bool) -> &'static str {
    match (field, counts) {
        (RuleField::Points, _) => "Points",
        (RuleField::Cap, _) => "At most",
        (RuleField::From, _) => "From",
        (RuleField::To, _) => "To",
        (RuleField::Floor, false) => "Nothing below %",
        (RuleField::Floor, true) => "Nothing below",
        (RuleField::FullAt, false) => "Full at %",
        (RuleField::FullAt, true) => "Full at",
        (RuleField::Between, _) => "Between",
        (RuleField::Compare, _) => "Passes",
        (RuleField::Limit, false) => "Limit %",
        (RuleField::Limit, true) => "Limit",
        (RuleField::Target, false) => "Target %",
        (RuleField::Target, true) => "Target",
        (RuleField::Direction, _) => "Side",
        (RuleField::Every, false) => "Every so many %",
        (RuleField::Every, true) => "Every",
        (RuleField::Started, _) => "Started step",
        (RuleField::Unit, _) => "Unit (a rate where blank)",
        (RuleField::Levels, _) => "Levels",
        (RuleField::Effect, _) => "Effect",
    }
}

fn choices(field: RuleField) -> &'static [&'static str] {
    match field {
        RuleField::Between => &["in proportion", "interpolated"],
        RuleField::Compare => &["at least", "at most", "more than", "less than"],
        RuleField::Direction => &["below", "above"],
        RuleField::Started => &["does not count", "counts as one"],
        _ => &[],
    }
}

fn hint(hint: &Hint) -> String {
    match hint {
        Hint::NoTitle(Spot::Area(id)) => format!("Area {id} has no title"),
        Hint::NoTitle(Spot::Item(id)) => format!("{id} has no title"),
        Hint::EmptyArea(id) => format!("Area {id} has no items"),
        Hint::NoMethod(id) => format!("{id} has no method"),
        Hint::NoScoring(id) => format!("{id} says nowhere how it is marked"),
        Hint::Unreachable { item, most, full } => {
            format!("{item} brings at most {} of {}", points(*most), points(*full))
        }
        Hint::Shares { item, rules } => format!(
            "Rules {} of {item} each leave a share, and the shares multiply: one is usual",
            rules.join(", ")
        ),
        Hint::RatingsOutOfOrder { higher, before } => {
            format!("The ratings do not go from high to low: {higher} begins above {before}")
        }
        Hint::CapBelowSum { area, cap, sum } => {
            format!("Area {area} is capped at {}, its items sum to {}", points(*cap), points(*sum))
        }
    }
}
