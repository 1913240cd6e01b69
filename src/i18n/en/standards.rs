//! Standards: rules and arithmetic in words.

use crate::assessment::scored::Did;
use crate::i18n::format::{amount, exact_points, percent, points};
use crate::i18n::zh::standards::Standards;
use crate::model::rule::{Compare, Direction, RuleKind, VetoEffect};
use crate::model::score::Hundredths;
use crate::model::standard::{Method, NotApplicable};

pub const STANDARDS: Standards = Standards {
    title: "Standards",
    about: "Forms are marked by a standard; every version is kept, so old forms open as they were.",
    name: "Title",
    version: "Version",
    issuer: "Issuer",
    items: "Items",
    full: "Full mark",
    forms: "Forms",
    built_in: "Comes with the program",
    taken_over: "In the ledger",
    source: "Source",
    basis: "Basis",
    ratings: "Ratings",
    rating: |name, at_least| format!("{name}: from {}", points(at_least)),
    rating_lowest: |name, next| format!("{name}: below {}", points(next)),
    bonus_cap: "Most bonus",
    check: "Check",
    no_faults: |items| format!("{items} can be marked; sums and ids are right"),
    faults: |faults| format!("{faults}"),
    fault: |fault| fault.to_string(),
    delete: "Delete this standard",
    missing: "There is no such standard",
    evidence: "Evidence",
    kind: "Kind",
    rule: "Rule",
    may_not_apply: "Not applicable",
    not_applicable: |rule| match rule {
        NotApplicable::NotAllowed => "not allowed",
        NotApplicable::FullMark => "counts as full",
        NotApplicable::LeftOut => "left out of the total",
    },
    kind_word: |kind| match kind {
        Some(RuleKind::AllOrNothing) => "All or nothing",
        Some(RuleKind::Deduct { .. }) => "Deduction",
        Some(RuleKind::DeductRange { .. }) => "Deduction in a range",
        Some(RuleKind::Ratio { .. }) => "Ratio",
        Some(RuleKind::Threshold { .. }) => "Threshold",
        Some(RuleKind::Step { .. }) => "Steps",
        Some(RuleKind::Levels { .. }) => "Levels",
        Some(RuleKind::Manual { .. }) => "Judged",
        Some(RuleKind::Bonus { .. }) => "Bonus",
        Some(RuleKind::Veto { .. }) => "Veto",
        None => "A newer kind",
    },
    rule_words,
    did,
    gained: |share| format!("gives {}%", percent(share)),
    method: |method| match method {
        Method::Documents => "documents".into(),
        Method::Site => "site visit".into(),
        Method::SystemData => "system data".into(),
        Method::Sampling => "sampling".into(),
        Method::Interview => "interview".into(),
        Method::Survey => "survey".into(),
        Method::Test => "test".into(),
        Method::Other(other) => other.clone(),
    },
};

fn capped(cap: Option<Hundredths>) -> String {
    cap.map_or_else(String::new, |cap| format!(", at most {}", points(cap)))
}

fn rule_words(kind: &RuleKind) -> String {
    match kind {
        RuleKind::AllOrNothing => "No mark where triggered".into(),
        RuleKind::Deduct { points: each, cap } => {
            format!("−{} each time{}", points(*each), capped(*cap))
        }
        RuleKind::DeductRange { from, to, cap } => {
            format!("−{} to {}{}", points(*from), points(*to), capped(*cap))
        }
        RuleKind::Ratio { floor, full_at, between, unit } => {
            let unit = unit.as_deref();
            let way = if *between { "interpolated" } else { "in proportion" };
            let floor = floor.map_or_else(String::new, |floor| {
                format!(", nothing below {}", amount(floor, unit))
            });
            format!("full at {}, {way}{floor}", amount(*full_at, unit))
        }
        RuleKind::Threshold { compare, limit, points: lost, unit } => {
            let sign = match compare {
                Compare::AtLeast => "≥",
                Compare::AtMost => "≤",
                Compare::MoreThan => ">",
                Compare::LessThan => "<",
            };
            let lost =
                lost.map_or_else(|| "no mark".to_owned(), |lost| format!("−{}", points(lost)));
            format!("{sign} {}, else {lost}", amount(*limit, unit.as_deref()))
        }
        RuleKind::Step { target, every, points: each, direction, cap, unit, .. } => {
            let unit = unit.as_deref();
            let side = match direction {
                Direction::Below => "below",
                Direction::Above => "above",
            };
            format!(
                "−{} for each {} {side} {}{}",
                points(*each),
                amount(*every, unit),
                amount(*target, unit),
                capped(*cap)
            )
        }
        RuleKind::Levels { levels } => {
            let levels: Vec<_> = levels
                .iter()
                .map(|level| format!("{} {}", level.name, points(level.mark)))
                .collect();
            levels.join(", ")
        }
        RuleKind::Manual { from, to: Some(to) } => {
            format!("{} to {} points", points(*from), points(*to))
        }
        RuleKind::Manual { from, to: None } => format!("{} points to the full mark", points(*from)),
        RuleKind::Bonus { points: Some(each), cap } => {
            format!("+{} each time{}", points(*each), capped(*cap))
        }
        RuleKind::Bonus { points: None, cap } => format!("bonus{}", capped(*cap)),
        RuleKind::Veto { effect } => match effect {
            VetoEffect::Fail => "lowest rating".into(),
            VetoEffect::RatingAtMost { .. } => "rating is limited".into(),
            VetoEffect::AreaZero { .. } => "area has no mark".into(),
        },
    }
}

fn did(did: &Did) -> String {
    match did {
        Did::PartsAdded => "parts added".into(),
        Did::Unanswered | Did::Blank => String::new(),
        Did::NothingToDo => "0 of 0: nothing to do, choose “not applicable”".into(),
        Did::Kept => "met".into(),
        Did::AllLost => "no mark".into(),
        Did::Deducted { points: each, times, taken, .. } => {
            format!("{} × {times}: −{}", points(*each), exact_points(*taken))
        }
        Did::DeductedTyped { taken, .. } | Did::Missed { taken, .. } => {
            format!("−{}", exact_points(*taken))
        }
        Did::Share { rate, share } => format!("{}%: {}%", percent(*rate), percent(*share)),
        Did::Stepped { points: each, steps, taken, .. } => {
            format!("{steps} × {}: −{}", points(*each), exact_points(*taken))
        }
        Did::Marked { mark, .. } => format!("mark {}", points(*mark)),
        Did::Added { given, .. } => format!("+{}", points(*given)),
        Did::VetoClear => "no".into(),
        Did::Vetoed => "triggered".into(),
        Did::HandMarked { mark, ruled: Some(ruled) } => {
            format!("by hand {} (by the rules {})", points(*mark), points(*ruled))
        }
        Did::HandMarked { mark, ruled: None } => format!("by hand {}", points(*mark)),
        Did::Rounded { mark } => format!("rounded: {}", points(*mark)),
    }
}
