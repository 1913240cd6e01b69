//! Versions of standards: comparison, carrying over, files.

use super::count;
use crate::assessment::carry::LostPart;
use crate::assessment::compare::{AreaField, Fate, HeadField, ItemField};
use crate::i18n::zh::standard_versions::StandardVersions;
use crate::model::rule::PLAIN_MARK;

pub const STANDARD_VERSIONS: StandardVersions = StandardVersions {
    title: "Standards compared",
    compare: "Compare",
    before: "Before",
    after: "After",
    swap: "Swap",
    only_differing: "Only what differs",
    same: "Both standards say the same",
    same_text: "No item, mark or rule differs.",
    columns: ["Item", "Change", "Where"],
    fate: |fate| match fate {
        Fate::Added => "Added",
        Fate::Removed => "Removed",
        Fate::Changed => "Changed",
        Fate::Same => "Same",
    },
    moved: "Area",
    order: "Order",
    behind: |before| before.map_or_else(|| "First".to_owned(), |one| format!("After “{one}”")),
    head_field: |field| match field {
        HeadField::Title => "Title",
        HeadField::Issuer => "Issuer",
        HeadField::Basis => "Basis",
        HeadField::ValidFrom => "Valid from",
        HeadField::FullMark => "Full mark",
        HeadField::BonusCap => "Most bonus",
        HeadField::Ratings => "Ratings",
    },
    area_field: |field| match field {
        AreaField::Number => "Number",
        AreaField::Title => "Title",
        AreaField::Content => "About",
        AreaField::Cap => "Cap",
        AreaField::Weight => "Weight",
        AreaField::BonusCap => "Most bonus",
        AreaField::Deductions => "Deductions of the area",
    },
    item_field: |field| match field {
        ItemField::Number => "Number",
        ItemField::Title => "Title",
        ItemField::Content => "Content",
        ItemField::Methods => "Methods",
        ItemField::FullMark => "Full mark",
        ItemField::Rules => "Rules",
        ItemField::Wording => "Wording",
        ItemField::NotApplicable => "Not applicable",
        ItemField::Evidence => "Evidence",
        ItemField::Assessors => "Who assesses",
        ItemField::Source => "Source",
    },
    whole: "Standard",
    by_hand: "by hand",
    versions: "Versions",
    only_version: "This is the only one",
    this_one: "this one",
    against: "Compare with another",
    choose: "Choose a standard",
    newer: |version| format!("There is a version {version}"),
    carry: "Use the new version",
    carry_title: |version| format!("Use version {version}"),
    carry_about: |version| {
        format!(
            "A second form under version {version} takes over the answers that fit. This one stays and opens as before."
        )
    },
    carried: |items| format!("Answers of {} go along", count(items, "item")),
    added: "Added, to be filled",
    removed: "Removed",
    changed: "Changed, to be looked at",
    old_title: |title, version| format!("{title} (version {version})"),
    lost: "Not taken along",
    lost_part: |part| match part {
        LostPart::Whole => "all of it".into(),
        LostPart::Rule(rule) if rule == PLAIN_MARK => "its mark".into(),
        LostPart::Rule(rule) => format!("rule {rule}"),
        LostPart::HandMark => "mark set by hand".into(),
        LostPart::NotApplicable => "not applicable".into(),
        LostPart::Mending => "who mends it, by when".into(),
    },
    none: "none",
    carry_now: "Use it",
    open_newer: |version| format!("Open the form under {version}"),
    save_pack: "Save as a file",
    pack_word: "standard",
    not_written: "The standard is too large for a file",
    fault: |fault| format!("Not taken: {fault}."),
    as_draft: "Save as a draft",
    same_version: "The ledger has this version of the standard with other contents; both will be kept, please check the version.",
    items: |asked, bonus| match bonus {
        0 => count(asked, "item"),
        bonus => format!("{} + {bonus} for a bonus", count(asked, "item")),
    },
};
