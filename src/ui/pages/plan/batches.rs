//! The dialogs for a series of batches, and for one batch.

use jiff::civil::Date;
use leptos::prelude::*;

use super::rotation::Rotation;
use crate::model::batch::Batch;
use crate::model::id::BatchId;
use crate::planning::rotation::board::takes_part;
use crate::planning::rotation::dates::{Series, batches, seats_for};
use crate::ui::components::dialog::Dialog;
use crate::ui::components::field::FormLine;

fn number_field(value: RwSignal<String>) -> impl IntoView {
    view! {
        <input
            class="field"
            type="number"
            min="0"
            prop:value=value
            on:input:target=move |event| value.set(event.target().value())
        />
    }
}

fn text_field(value: RwSignal<String>, kind: &'static str) -> impl IntoView {
    view! {
        <input
            class="field"
            type=kind
            prop:value=value
            on:input:target=move |event| value.set(event.target().value())
        />
    }
}

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
    let last = page.plan.with_untracked(|plan| {
        plan.as_ref().and_then(|plan| plan.rotation.batches.iter().map(|one| one.end).max())
    });
    let from = last.unwrap_or_else(|| workspace.today());
    let first_day = from.saturating_add(jiff::ToSpan::days(7));
    let first = RwSignal::new(first_day.to_string());
    let days = RwSignal::new("3".to_owned());
    let number = RwSignal::new("6".to_owned());
    let gap = RwSignal::new("7".to_owned());
    let seats = RwSignal::new(seats_for(people, 6).to_string());
    let place = RwSignal::new(String::new());
    let fault = RwSignal::new(String::new());
    // Enough seats for everybody follows the number of batches until somebody enters another.
    let touched = RwSignal::new(false);
    Effect::new(move |_| {
        if let Ok(number) = number.get().parse::<u32>()
            && !touched.get_untracked()
        {
            seats.set(seats_for(people, number).to_string());
        }
    });
    let series = move || -> Result<Series, &'static str> {
        let read = |text: &RwSignal<String>| {
            text.get().trim().parse::<u32>().map_err(|_| words.bad_number)
        };
        Ok(Series {
            first: first.get().parse::<Date>().map_err(|_| words.bad_date)?,
            days: read(&days)?.clamp(1, 60),
            number: read(&number)?,
            gap: read(&gap)?.min(250),
            seats: read(&seats)?,
            place: place.get().trim().to_owned(),
        })
    };
    let made = Memo::new(move |_| {
        series().map(|series| batches(&series, &mut workspace.new_ids())).map_err(str::to_owned)
    });
    let preview = move || match made.get() {
        Ok(made) => made
            .iter()
            .map(|batch| (texts.format.range)(batch.start, batch.end))
            .collect::<Vec<_>>()
            .join(texts.model.comma),
        Err(_) => String::new(),
    };
    let close = Callback::new(move |()| making.set(false));
    let save = move |_| match made.get_untracked() {
        Ok(made) => {
            let done = page.edit(|plan| {
                plan.edit_rotation(|rotation| {
                    made.into_iter().try_for_each(|batch| rotation.put_batch(batch))
                })
            });
            if done {
                making.set(false);
            }
        }
        Err(words) => fault.set(words),
    };
    let foot = move || {
        view! {
            <button type="button" class="button push" on:click=move |_| close.run(())>
                {texts.shell.cancel}
            </button>
            <button type="button" class="button primary" on:click=save>
                {words.make_batches}
            </button>
        }
    };
    view! {
        <Dialog title=words.batch_dialog on_close=close foot=ViewFn::from(foot)>
            <div class="form-pair">
                <FormLine label=words.first_day>{text_field(first, "date")}</FormLine>
                <FormLine label=words.days>{number_field(days)}</FormLine>
                <FormLine label=words.number>{number_field(number)}</FormLine>
                <FormLine label=words.gap hint=words.gap_hint>
                    {number_field(gap)}
                </FormLine>
                <FormLine label=words.seats hint=(words.seats_hint)(people)>
                    <input
                        class="field"
                        type="number"
                        min="0"
                        prop:value=seats
                        on:input:target=move |event| {
                            touched.set(true);
                            seats.set(event.target().value());
                        }
                    />
                </FormLine>
                <FormLine label=words.venue>{text_field(place, "text")}</FormLine>
            </div>
            <p>
                <span class="quiet">{words.preview} " "</span>
                {preview}
            </p>
            <p class="note">{words.holidays}</p>
            <p class="is-bad" role="alert">
                {fault}
            </p>
        </Dialog>
    }
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
    let start = RwSignal::new(known.start.to_string());
    let end = RwSignal::new(known.end.to_string());
    let seats = RwSignal::new(known.seats.to_string());
    let place = RwSignal::new(known.place.clone());
    let fault = RwSignal::new(String::new());
    let known = StoredValue::new(known);
    let read = move || -> Result<Batch, &'static str> {
        let day = |text: &RwSignal<String>| {
            text.get_untracked().parse::<Date>().map_err(|_| words.bad_date)
        };
        Ok(Batch {
            start: day(&start)?,
            end: day(&end)?,
            seats: seats.get_untracked().trim().parse().map_err(|_| words.bad_number)?,
            place: place.get_untracked().trim().to_owned(),
            ..known.get_value()
        })
    };
    let save = move |_| match read() {
        Ok(batch) => {
            if page.edit(|plan| plan.edit_rotation(|rotation| rotation.put_batch(batch))) {
                rotation.batch.set(None);
            }
        }
        Err(words) => fault.set(words.to_owned()),
    };
    let delete = move |_| {
        page.edit(|plan| plan.edit_rotation(|rotation| rotation.remove_batch(batch)));
        rotation.batch.set(None);
    };
    let foot = move || {
        view! {
            <button type="button" class="text-button is-bad" on:click=delete>
                {words.delete_batch}
            </button>
            <button type="button" class="button push" on:click=move |_| close.run(())>
                {texts.shell.cancel}
            </button>
            <button type="button" class="button primary" on:click=save>
                {texts.shell.save}
            </button>
        }
    };
    Some(view! {
        <Dialog title=(words.batch_edit)(number) on_close=close foot=ViewFn::from(foot)>
            <div class="form-pair">
                <FormLine label=words.start>{text_field(start, "date")}</FormLine>
                <FormLine label=words.end>{text_field(end, "date")}</FormLine>
                <FormLine label=words.seats>{number_field(seats)}</FormLine>
                <FormLine label=words.venue>{text_field(place, "text")}</FormLine>
            </div>
            <p class="is-bad" role="alert">
                {fault}
            </p>
        </Dialog>
    })
}
