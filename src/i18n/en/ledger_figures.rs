//! Figures of the ledger in a form.

use super::count;
use crate::i18n::format::{per_head, share};
use crate::i18n::zh::ledger_figures::{LedgerFigures, amount};
use crate::model::figure::FigureKind;

pub const LEDGER_FIGURES: LedgerFigures = LedgerFigures {
    title: "The ledger says (for information)",
    about: |day| format!("Counted from the ledger as of {day}"),
    choose: "Figure of the ledger",
    kind: |kind| {
        match kind {
            FigureKind::NoFigure => "No figure",
            FigureKind::Coverage => "Trained",
            FigureKind::HoursMet => "Reached the hours",
            FigureKind::PlanCompleted => "Plan completed",
            FigureKind::Certified => "Certified",
            FigureKind::AverageHours => "Hours per head",
            FigureKind::HoursReached => "Hours of the target",
            FigureKind::Other(other) => other,
        }
        .to_owned()
    },
    value: |figure| {
        let people = figure.people.len() + figure.without.len();
        let share = share(figure.part.into(), figure.whole.into());
        match figure.kind {
            FigureKind::AverageHours => {
                format!("{} hours, {people} people", per_head(figure.hours, people))
            }
            FigureKind::HoursReached => {
                let [hours, due] = [figure.hours, figure.due].map(|one| f64::from(one.0) / 4.0);
                format!("{hours} of {due} hours, {share}")
            }
            _ if figure.counts_people() => {
                format!("{} of {} people, {share}", figure.part, figure.whole)
            }
            _ => format!("{} of {} classes, {share}", figure.part, figure.whole),
        }
    },
    amount,
    fill: "Fill in",
    issued: |amount, when| format!("Issued as {amount} ({when})"),
    fill_issued: "Use issued",
    update: "Update",
    people: "People",
    taken: |when| format!("From the ledger {when}"),
    changed: |now| format!("The ledger now says {now}"),
    gone: "The ledger has no such figure any more",
    overwritten: |then| format!("Typed over; the ledger said {then}"),
    nothing: "The ledger has no figure yet",
    counted: |people| format!("{} counted", count(people, "person")),
    uncounted: |people| format!("{} not counted", count(people, "person")),
    nobody: "nobody",
    take_all: "Take from the ledger",
    take_all_about: "Fills in every figure that is chosen; what was typed stays",
    filled: |filled| match filled {
        0 => "There is no figure to fill in".to_owned(),
        _ => format!("{} filled in", count(filled, "figure")),
    },
};
