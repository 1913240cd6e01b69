//! Rules that a placement breaks, in sentences that name the rule and the colleagues.

use super::Page;
use crate::model::batch::Batch;
use crate::model::id::PersonId;
use crate::model::ledger::Ledger;
use crate::model::status::StatusPeriod;
use crate::planning::rotation::violation::Violation;
use crate::ui::words::{names_words, office_words, person_words};

/// How many colleagues are named.
const NAMED: usize = 4;

fn period_words(page: Page, period: &StatusPeriod) -> String {
    let texts = page.editor.texts;
    let status = (texts.model.status)(&period.status);
    match (period.from, period.to) {
        (_, Some(to)) => (texts.plan.until)(&status, &to.to_string()),
        (Some(from), None) => (texts.plan.from_on)(&status, &from.to_string()),
        (None, None) => (texts.plan.always)(&status),
    }
}

/// A sentence for the board while somebody is moved.
pub fn sentence(
    page: Page,
    violation: &Violation,
    person: PersonId,
    batch: &Batch,
    number: usize,
    ledger: &Ledger,
) -> String {
    let texts = page.editor.texts;
    let words = &texts.plan;
    match violation {
        Violation::Away(period) => {
            (words.away)(&person_words(person, ledger), &period_words(page, period))
        }
        Violation::BelowFloor { office, left, floor, in_training, on_leave, .. } => {
            let office = office_words(*office, ledger);
            let mut sentence = (words.below_floor)(number, &office, *left, *floor);
            if !in_training.is_empty() {
                let dates = (texts.format.range)(batch.start, batch.end);
                let names = names_words(in_training, NAMED, ledger, texts);
                sentence.push_str(&(words.in_training)(&dates, &names));
            }
            if !on_leave.is_empty() {
                let names = names_words(on_leave, NAMED, ledger, texts);
                sentence.push_str(&(words.on_leave)(&names));
            }
            sentence
        }
        Violation::NoSeat { seats } => (words.no_seat)(*seats),
        Violation::NoWorkday => words.no_workday.to_owned(),
    }
}

/// A few words for the list of batches.
pub fn short(page: Page, violation: &Violation) -> String {
    let words = &page.editor.texts.plan;
    match violation {
        Violation::Away(period) => (words.away_short)(&period_words(page, period)),
        Violation::BelowFloor { in_training, on_leave, .. } => {
            (words.below_floor_short)(in_training.len() + on_leave.len())
        }
        Violation::NoSeat { seats } => (words.no_seat)(*seats),
        Violation::NoWorkday => words.no_workday.to_owned(),
    }
}
