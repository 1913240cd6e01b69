//! Texts of the groups.

use super::count;
use crate::i18n::zh::groups::Groups;

pub const GROUPS: Groups = Groups {
    title: "Groups",
    about: |groups, date| format!("{groups} training groups; ages as of {date}"),
    build: "New training group",
    new_rule: "New rule",
    list: "Training groups",
    rows: "Rows",
    columns: "Columns",
    and_columns: "and",
    undivided: "undivided",
    few: "few",
    many: "many",
    all: |_| "Everybody".into(),
    sum: "Total",
    cell: |cell, people| format!("{cell}: {}", count(people, "person")),
    pick_hint: |people| {
        format!(
            "Shift or Ctrl click picks several cells, arrow keys move; Enter makes a group of the picked cells. {people} people in all, as in the roster."
        )
    },
    no_cell: "Click a cell to see its people",
    unfilled_people: |people| format!("{} are not filled in: ", count(people, "person")),
    fill_in: "fill in",
    picked_sum: |cells| format!("{cells} picked cells"),
    pins: |inside, outside| format!("{inside} added, {outside} taken out by hand"),
    small: |least| format!("Fewer than {}", count(least, "person")),
    small_into: |least, name| format!("Fewer than {}; could join “{name}”", count(least, "person")),
    merge_into: |name| format!("Merge into “{name}”"),
    merged: |small, into| format!("“{small}” was merged into “{into}”"),
    large: |most, classes| {
        format!("More than {}: split into {classes} parallel classes", count(most, "person"))
    },
    empty_group: "Nobody matches now",
    in_several: |people| format!("{people} in several groups"),
    in_none: |people| format!("{people} in no group"),
    none_title: "No training groups yet",
    none_text: "Click one or more cells at the left, then “New training group”; or make one for every post at once.",
    no_people_title: "Nobody in the roster yet",
    no_people_text: "Import a roster first, then divide by age stage, education and post.",
    build_title: "New training group",
    name: "Name",
    rule: "Rule",
    members: "Members",
    case: |number| format!("Case {number} (any one suffices)"),
    is: "is",
    is_not: "is not",
    field: "Field",
    values: "Choose values",
    add_condition: "and…",
    add_case: "or…",
    remove_condition: "Remove this condition",
    clear_values: "Clear the values",
    missing_values: "Choose the values of every condition, or remove it.",
    pin_in: "Add a person by hand: name, initials",
    pin_in_title: |name| format!("Add {name} by hand"),
    pin_out: "Take out",
    pin_out_title: |name| format!("Take {name} out by hand"),
    pinned_in: "Added by hand",
    pinned_out: "Taken out by hand",
    unpin: "Undo",
    reason: "Reason",
    reason_hint: "Say why, so that it can be understood later",
    overlaps: "Shared with other groups",
    overlap: |people| format!("{people} in common"),
    estimate: "Near retirement goes by the estimated statutory date, for reference only.",
    delete: "Delete group",
    deleted_unknown: "This group cannot be found; it may have been deleted.",
    tap_hint: "tap to see the people",
    suggest: "Suggest groups",
    suggested: |groups| format!("{} made or changed", count(groups, "group")),
    suggest_about: "By age stage, education and main post; what is too small joins the nearest education, age, or post of the same branch. Groups of last time stay where they can.",
    least: "People in a group, at least",
    most: "At most",
    most_hint: "Larger groups are held in parallel classes.",
    moves_stages: "Age stages may end elsewhere where one has too few people",
    stage_to: |stage, age| format!("{stage} to {age}"),
    stages_move: |stages| format!("Age stages change: {stages}. All pages follow."),
    bad_sizes: "Enter whole numbers from 1 to 999, the least not above the most.",
    is_new: "new",
    is_changed: "rule changes",
    is_kept: "stays",
    classes: |classes| format!("split into {classes} parallel classes"),
    and_others: |values| format!("{values} etc."),
    merger: |small, people, least, into, there| {
        format!("{small} has {people}, fewer than {least}, and joins {into} ({there})")
    },
    trail: "Mergers",
    unfilled_in_none: |people| {
        format!("{} with a value missing, in none of these", count(people, "person"))
    },
    undecided: |people| {
        format!(
            "{} may be near retirement but count by age: category or birth month missing",
            count(people, "person")
        )
    },
    gone: |names| format!("Merged and deleted: {names}; courses planned for them go too."),
    others_stay: |groups| format!("{} of other rules stay as they are.", count(groups, "group")),
    make: |groups| format!("Make or change {}", count(groups, "group")),
    publishable: "Publishable",
    hidden_note: |least| {
        format!(
            "Publishable: cells of fewer than {least} people, and cells that would give them away, show “—”."
        )
    },
    certificate_valid: "valid",
    certificate_expired: "expired",
    and: " and ",
    or: "; or ",
    everybody: "everybody",
    nobody: "no condition yet",
    condition: |axis, values, not| format!("{axis} {} {values}", if not { "≠" } else { "=" }),
    and_values: |names, values| format!("{names} and others, {values} in all"),
    and_more: |names, people| format!("{names} and others, {people} in all"),
};
