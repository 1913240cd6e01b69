//! The dialogs for a series of batches, and for one batch.

use jiff::civil::Date;
use leptos::prelude::*;

use super::intensive::{Offered, TRAINERS, VENUES};
use super::rotation::Rotation;
use super::warned::{Warned, unknown_holidays, warnings};
use super::{Page, read_days};
use crate::browser::events;
use crate::model::batch::Batch;
use crate::model::id::BatchId;
use crate::planning::rotation::board::takes_part;
use crate::planning::rotation::dates::{MOST, Series, batches, seats_for};
use crate::planning::schedule::{batch_event, open_events};
use crate::route::{Paper, Route};
use crate::ui::components::dialog::AskDialog;
use crate::ui::components::field::{Entry, EntryLine, Tick};

/// Start, length and number → batches on workdays.
#[component]
pub fn SeriesDialog(rotation: Rotation, making: RwSignal<bool>) -> impl IntoView {
    let page = rotation.page;
    let texts = page.editor.texts;
    let words = &texts.plan;
    let workspace = page.editor.workspace;
    let people = {
        let ledger = workspace.ledger_untracked();
        let plan = ledger.plans.get(&page.id);
        plan.map_or(0, |plan| takes_part(plan, &ledger, ledger.settings.reference()).len())
    };
    let calendar = &workspace.ledger_untracked().packs.calendar;
    let (known, year) = page.with(|plan| {
        let following = Series::following(&plan.rotation.batches_in_order(), plan.year, calendar);
        (following, plan.year)
    });
    let from_today = || Series::empty(workspace.today().saturating_add(jiff::ToSpan::days(7)));
    let fitting = known.unwrap_or_else(from_today).fitted(year, calendar);
    let first = Entry::new(fitting.first.to_string());
    let days = Entry::new(fitting.days.to_string());
    let number = Entry::new(fitting.number.to_string());
    let gap = Entry::new(fitting.gap.to_string());
    let seats = Entry::new(String::new());
    let least = Entry::new(fitting.least.to_string());
    let places = Entry::new(fitting.places.join("、"));
    let trainer = Entry::new(fitting.trainer.clone());
    let spare = RwSignal::new(false);
    // Enough seats for everybody follows the number of batches until somebody enters another.
    Effect::new(move |filled: Option<String>| {
        let number: u32 = number.read().unwrap_or(0);
        let number = number.saturating_mul(places_of(&places.get()).len().max(1) as u32);
        let own = seats.text.get_untracked();
        if number == 0 || filled.as_ref().is_some_and(|filled| *filled != own) {
            return filled.unwrap_or_default();
        }
        let enough = seats_for(people, number).to_string();
        seats.text.set(enough.clone());
        enough
    });
    // The least and the most of each number.
    let numbers =
        [(days, 1, 60), (number, 1, MOST), (gap, 0, 250), (seats, 1, 9_999), (least, 0, 9_999)];
    let within = |(entry, least, most): (Entry, u32, u32)| {
        entry.read().filter(|number: &u32| (least..=most).contains(number))
    };
    let made = Memo::new(move |_| {
        let [days, number, gap, seats, least] = numbers.map(within);
        let series = Series {
            first: first.read()?,
            days: days?,
            number: number?,
            gap: gap?,
            seats: seats?,
            least: least?,
            places: places_of(&places.get()),
            trainer: trainer.get(),
            spare: spare.get(),
        };
        let ledger = workspace.ledger_untracked();
        Some(batches(&series, &ledger.packs.calendar, &mut workspace.new_ids()))
    });
    let preview = move || {
        made.get().map(|made| {
            let dates: Vec<_> =
                made.iter().map(|batch| (texts.format.range)(batch.start, batch.end)).collect();
            let outside = made.iter().filter(|batch| batch.end.year() != year).count();
            let today = workspace.today();
            let begun = made.iter().filter(|batch| batch.start <= today).count();
            let ledger = workspace.ledger_untracked();
            let ends = made.iter().map(|batch| batch.end);
            let warnings = [
                unknown_holidays(texts, &ledger, ends),
                (begun > 0).then(|| (texts.rotation.begun)(begun)),
                (outside > 0).then(|| (words.outside_year)(outside, year)),
            ];
            let warnings: Vec<_> = warnings.into_iter().flatten().collect();
            view! {
                <p>
                    <span class="quiet">{words.preview} " "</span>
                    {dates.join(texts.model.comma)}
                </p>
                <Warned warnings />
            }
        })
    };
    let close = Callback::new(move |()| making.set(false));
    let save = move || {
        first.need(first.read::<Date>(), words.bad_date);
        for (entry, least, most) in numbers {
            entry.need(within((entry, least, most)), &(words.whole)(least, most));
        }
        let Some(made) = made.get_untracked() else { return };
        let first = made.iter().min_by_key(|batch| batch.start).map(|batch| batch.id);
        let done = page.edit(|plan| {
            plan.edit_rotation(|rotation| {
                made.into_iter().try_for_each(|batch| rotation.put_batch(batch))
            })
        });
        if done {
            making.set(false);
            reveal(page, first);
        }
    };
    view! {
        <AskDialog title=words.batch_dialog on_close=close ok=words.make_batches on_ok=save>
            <div class="form-pair">
                <EntryLine label=words.first_day entry=first kind="date" />
                <EntryLine label=words.days entry=days kind="number" />
                <EntryLine label=words.number entry=number kind="number" />
                <EntryLine label=words.gap entry=gap kind="number" hint=words.gap_hint />
                <EntryLine
                    label=words.seats
                    entry=seats
                    kind="number"
                    hint=(words.seats_hint)(people)
                />
                <EntryLine
                    label=texts.classes.least
                    entry=least
                    kind="number"
                    hint=texts.classes.least_hint
                />
                <EntryLine
                    label=words.venue
                    entry=places
                    hint=texts.rotation.places_hint
                    list=VENUES
                />
                <EntryLine label=texts.classes.trainer entry=trainer list=TRAINERS />
            </div>
            <Offered page />
            <Tick label=texts.rotation.spare on=spare />
            {preview}
            <p class="note">{words.holidays}</p>
        </AskDialog>
    }
}

/// Shows a batch on the board, once it stands there.
fn reveal(page: Page, batch: Option<BatchId>) {
    let number = page.plan.with_untracked(|plan| plan.as_ref()?.rotation.number(batch?));
    let Some(number) = number else { return };
    request_animation_frame(move || {
        // Behind the column of the offices.
        events::reveal_first(&format!(".board .heads th:nth-child({})", number + 1));
        let chip = format!(".batch-pick .chip:nth-child({number})");
        events::press(&chip);
        events::reveal_first(&chip);
    });
}

/// Dates, seats and place of one batch.
#[component]
pub fn BatchDialog(rotation: Rotation, batch: BatchId) -> impl IntoView {
    let page = rotation.page;
    let texts = page.editor.texts;
    let words = &texts.plan;
    let found = page.plan.with_untracked(|plan| {
        let plan = plan.as_ref()?;
        Some((plan.rotation.batch(batch)?.clone(), plan.rotation.number(batch)?))
    });
    let close = Callback::new(move |()| rotation.batch.set(None));
    let (known, number) = found?;
    let start = Entry::new(known.start.to_string());
    let end = Entry::new(known.end.to_string());
    let seats = Entry::new(known.seats.to_string());
    let least = Entry::new(known.least.to_string());
    let place = Entry::new(known.place.clone());
    let trainer = Entry::new(known.trainer.clone());
    let spare = RwSignal::new(known.spare);
    let cancelled = RwSignal::new(known.cancelled);
    let known = StoredValue::new(known);
    // What cannot be read is still as it was.
    let edited = move || {
        let known = known.get_value();
        Batch {
            start: start.read().unwrap_or(known.start),
            end: end.read().unwrap_or(known.end),
            seats: seats.read().unwrap_or(known.seats),
            least: least.read().unwrap_or(known.least),
            place: place.get(),
            trainer: trainer.get(),
            spare: spare.get(),
            cancelled: cancelled.get(),
            ..known
        }
    };
    let warnings = Memo::new(move |_| {
        let ledger = page.editor.workspace.ledger();
        let batch = edited();
        let event = page.plan.with(|plan| Some(batch_event(plan.as_ref()?, &batch, number)));
        let Some(event) = event.filter(|_| !batch.cancelled) else { return Vec::new() };
        // Before anybody is placed, too few are no news.
        let least = if event.people.is_empty() { 0 } else { batch.least };
        let mut warnings =
            warnings(texts, &ledger, &event, batch.seats, least, &open_events(&ledger));
        warnings.extend(unknown_holidays(texts, &ledger, [event.start, event.end].into_iter()));
        warnings
    });
    let save = move || {
        let checked = (
            read_days(start, end, texts),
            seats.need(seats.read().filter(|seats: &u32| *seats > 0), &(words.whole)(1, 9_999)),
            least.need(least.read::<u32>(), &(words.whole)(0, 9_999)),
        );
        let (Some(_), Some(_), Some(_)) = checked else { return };
        let batch = untrack(edited);
        if page.edit(|plan| plan.edit_rotation(|rotation| rotation.put_batch(batch))) {
            rotation.batch.set(None);
        }
    };
    let delete = move |_| {
        page.edit(|plan| plan.edit_rotation(|rotation| rotation.remove_batch(batch)));
        rotation.batch.set(None);
    };
    let left = move || {
        view! {
            <button type="button" class="text-button is-bad" on:click=delete>
                {words.delete_batch}
            </button>
            <a href=Route::Paper(Paper::Notice(batch)).href()>{texts.paper.print_notice}</a>
            <a href=Route::Paper(Paper::Batch(batch)).href()>{texts.paper.print_sign_in}</a>
        }
    };
    Some(view! {
        <AskDialog
            title=(words.batch_edit)(number)
            on_close=close
            ok=texts.shell.save
            on_ok=save
            left
        >
            <div class="form-pair">
                <EntryLine label=words.start entry=start kind="date" />
                <EntryLine label=words.end entry=end kind="date" />
                <EntryLine label=words.seats entry=seats kind="number" />
                <EntryLine label=texts.classes.least entry=least kind="number" />
                <EntryLine label=words.venue entry=place list=VENUES />
                <EntryLine label=texts.classes.trainer entry=trainer list=TRAINERS />
            </div>
            <Offered page />
            <Tick label=texts.rotation.spare on=spare />
            <Tick label=texts.rotation.cancelled on=cancelled />
            <Warned warnings />
        </AskDialog>
    })
}

/// The venues of a field: several stand between commas.
fn places_of(text: &str) -> Vec<String> {
    let places = text.split(['、', '，', ',', '；', ';']).map(str::trim);
    places.filter(|place| !place.is_empty()).map(str::to_owned).collect()
}
