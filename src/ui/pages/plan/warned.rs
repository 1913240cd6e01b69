//! What stands against a batch or class, in words: in its line, and in its form before it is saved.

use jiff::civil::Date;
use leptos::prelude::*;

use crate::i18n::messages::Messages;
use crate::model::id::PersonId;
use crate::model::ledger::Ledger;
use crate::planning::clashes::{Clash, clashes};
use crate::planning::duty::{Short, short};
use crate::planning::schedule::{Event, What};
use crate::planning::unrecorded::record_of;
use crate::ui::components::icon::{Icon, IconView};
use crate::ui::words::{names_words, office_words};

/// How many of the people concerned are named.
const NAMED: usize = 3;

/// What stands against an event; `all` are those of the open plans. Fewer people than `least` are no
/// class.
pub fn warnings(
    texts: &Messages,
    ledger: &Ledger,
    event: &Event,
    seats: u32,
    least: u32,
    all: &[Event],
) -> Vec<String> {
    let words = &texts.classes;
    let mut warnings = Vec::new();
    let people = event.people.len();
    if people > seats as usize {
        warnings.push(words.over_seats.to_owned());
    }
    if people < least as usize {
        warnings.push((words.too_few)(people, least));
    }
    let venue = ledger.settings.venues.iter().find(|venue| venue.name == event.place);
    if let Some(venue) = venue.filter(|venue| (venue.seats as usize) < people) {
        warnings.push((words.few_seats)(venue.seats));
    }
    let named = |other: &Event| match other.what {
        What::Class(_) => (words.quoted)(&other.title),
        What::Batch(_, number) => (texts.plan.batch)(number),
    };
    let names = |people: &[PersonId]| names_words(people, NAMED, ledger, texts);
    warnings.extend(clashes(ledger, event, all).iter().map(|clash| match clash {
        Clash::Elsewhere(people) => (words.clash)(&names(people)),
        Clash::Away(people) => (words.away)(&names(people)),
        Clash::PlaceTaken(other) => (words.place_taken)(&named(other)),
        Clash::TrainerTaken(other) => (words.trainer_taken)(&named(other)),
        Clash::VenueClosed(why) => (words.venue_closed)(why),
        Clash::TrainerBusy(why) => (words.trainer_busy)(why),
        Clash::FreeDay(day, holiday) => (words.free_day)(*day, holiday.as_deref()),
    }));
    // The board says it of batches.
    if matches!(event.what, What::Class(_)) {
        warnings.extend(below_floor(texts, ledger, &short(ledger, event, all)));
    }
    let recorded = record_of(ledger, event.what);
    let otherwise = |days: &(_, _)| *days != (event.start, event.end);
    let recorded = recorded.map(|session| (session.start, session.end)).filter(otherwise);
    warnings
        .extend(recorded.map(|(start, end)| (words.recorded)(&(texts.format.range)(start, end))));
    warnings
}

/// Says that holidays of the years of these days are not known yet.
pub fn unknown_holidays(
    texts: &Messages,
    ledger: &Ledger,
    days: impl Iterator<Item = Date>,
) -> Option<String> {
    let years = ledger.packs.calendar.unknown_years(days);
    let years: Vec<_> = years.iter().map(i16::to_string).collect();
    (!years.is_empty()).then(|| (texts.plan.unknown_holidays)(&years.join(texts.model.comma)))
}

/// The offices that would be below their floor, the first of them with the day and who is left.
fn below_floor(texts: &Messages, ledger: &Ledger, short: &[Short]) -> Option<String> {
    let office = |short: &Short| {
        let office = office_words(short.office, ledger);
        let day = (texts.format.day)(short.day, ledger.settings.year);
        format!("{office} {day} {}", (texts.plan.duty)(short.left, short.floor))
    };
    let offices: Vec<_> = short.iter().take(NAMED).map(office).collect();
    let mut offices = offices.join(texts.model.comma);
    if short.len() > NAMED {
        offices = (texts.groups.and_values)(&offices, short.len());
    }
    (!short.is_empty()).then(|| (texts.classes.below_floor)(&offices))
}

/// What stands against the form as it is, a line each.
#[component]
pub fn Warned(#[prop(into)] warnings: Signal<Vec<String>>) -> impl IntoView {
    let line = |warning| {
        view! {
            <p class="sign warn">
                <IconView icon=Icon::Warn />
                {warning}
            </p>
        }
    };
    view! {
        <div role="status">
            {move || warnings.get().into_iter().map(line).collect_view()}
        </div>
    }
}
