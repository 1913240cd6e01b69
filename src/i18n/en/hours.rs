//! Texts of the hours.

use super::count;
use crate::i18n::zh::hours::Hours;

pub const HOURS: Hours = Hours {
    title: "Hours",
    about: |year, carried, rule| match carried {
        None => format!("Year {year}, reset yearly; rule: {rule}"),
        Some(hours) => format!("Year {year}, at most {hours} carried over; rule: {rule}"),
    },
    parts: "Parts of the hours",
    certificates: "Certificates",
    statistics: "Statistics",
    import: "Import hours",
    export: "Export",
    record: "Record a class",
    find: "Name or initials",
    short: |people| format!("Short {people}"),
    unrecorded: |classes| match classes {
        1 => "1 class ended, not recorded".to_owned(),
        _ => format!("{} ended, not recorded", count(classes, "class")),
    },
    office: "Office",
    group: "Group",
    overlaps: |overlaps| format!("Repeated or overlapping {overlaps}"),
    clear: "Clear",
    summary: |people, short, hours| {
        format!("{}, {short} short by {hours} in all", count(people, "person"))
    },
    name: "Name",
    target: "Target",
    form: |form| {
        use crate::model::course::TrainingForm::*;
        match form {
            Rotation => "Rotation".into(),
            Intensive => "Intensive".into(),
            MutualHelp => "Mutual".into(),
            Online => "Online".into(),
            Other(other) => other.clone(),
        }
    },
    recognised: "Recognised",
    planned: "Planned",
    waiting: "Without a class yet, not counted",
    year_end: "Year end",
    shortfall: "Shortfall",
    key: |target| {
        let bar = "Dark: recognised, light: planned, line: target";
        if target.is_empty() {
            bar.to_owned()
        } else {
            format!("{bar}; figures are of “{target}”")
        }
    },
    none_found: "Nobody matches",
    of_period: |hours, from, to| format!("{hours} in {from}–{to}"),
    due: |hours| format!("{hours} due by year end"),
    earlier: |hours| format!("{hours} from earlier years"),
    split: |year, whole| format!("over two years, {year} of {whole} in this one"),
    of_target: |name, hours| format!("{name} / {hours} hours"),
    projected: |hours| format!("{hours} by year end, target reached"),
    projected_short: |hours, short| format!("{hours} by year end, {short} short"),
    entries_none: "Nothing recorded this year",
    counts: "counts towards the yearly hours",
    counts_not: "does not count towards the yearly hours",
    batch: |number| format!("Rotation, batch {number}"),
    undated: "open",
    still_short: |hours| format!("{hours} hours short"),
    to_plan: "Arrange in a plan",
    add_entry: "Add an entry",
    person_link: "Personal data",
    unknown_person: "This person cannot be found; the record may have been deleted.",
    dialog_title: "Record hours",
    dialog_edit: "Change recorded hours",
    source: "Which class",
    source_free: "Not in a plan, fill in below",
    source_batch: |plan, number, dates, people| {
        format!("{plan}, batch {number}, {dates} ({})", count(people, "person"))
    },
    source_class: |title, dates, people| format!("{title}, {dates} ({})", count(people, "person")),
    source_ahead: |label| format!("{label}, not over yet"),
    session_title: "Class",
    kind: "Form",
    start: "Start",
    end: "End",
    hours: "Hours",
    place: "Place",
    trainer: "Trainer",
    people: "People",
    add_group: "Add a group",
    everybody: "Everybody",
    add_person: "Add a person: name, initials",
    presence: "Presence",
    note: "Note",
    remove: "Not in this class",
    exceptions: |people, exceptions| match exceptions {
        0 => format!("{}, all present", count(people, "person")),
        _ => format!("{}, {exceptions} exceptions", count(people, "person")),
    },
    nobody: "Add people first.",
    bad_hours: "Hours are a number in quarters of an hour, or 3天, 半天, 90分钟.",
    bad_date: "A date is missing.",
    save: "Record",
    delete: "Delete this record",
    batch_title: |plan, number| format!("{plan}, batch {number}"),
};
