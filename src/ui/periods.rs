//! Leave, secondment and the like of a person: a list with a line to add.

use leptos::prelude::*;

use super::components::field::{Entry, EntryField};
use super::components::icon::{Icon, IconView};
use super::editor::Editor;
use crate::model::date::PartialDate;
use crate::model::person::Person;
use crate::model::status::{DutyStatus, StatusPeriod};
use crate::model::step::Step;

/// A change of somebody's periods.
type Change = Box<dyn FnOnce(&mut Vec<StatusPeriod>)>;

#[component]
pub fn Periods(person: Person) -> impl IntoView {
    let editor = Editor::here();
    let messages = editor.texts;
    let roster = &messages.roster;
    let adding = RwSignal::new(false);
    let status = RwSignal::new(0_usize);
    let from = Entry::new("");
    let to = Entry::new("");
    let kinds = [
        DutyStatus::Seconded,
        DutyStatus::SickLeave,
        DutyStatus::Leave,
        DutyStatus::Left,
        DutyStatus::Retired,
    ];
    let options = kinds.clone();
    let (id, name) = (person.id, person.name.clone());
    let stored = StoredValue::new(name.clone());
    let change = move |change: Change| {
        let step = Step::EditPerson(stored.get_value());
        editor.edit_aloud(step, |ledger| {
            ledger.edit_person(id, |person| change(&mut person.periods))
        });
    };
    let add = move |_| {
        let Some(status) = kinds.get(status.get_untracked()).cloned() else { return };
        let day = |entry: Entry| PartialDate::parse(&entry.get());
        let Some(first) = from.need(day(from), messages.plan.bad_date) else { return };
        let period = StatusPeriod { status, from: Some(first), to: day(to), note: String::new() };
        let backwards = period.from.zip(period.to).is_some_and(|(from, to)| to < from);
        let words = (messages.model.rejection)(&crate::model::people::Rejection::EndBeforeStart);
        let Some(period) = to.need((!backwards).then_some(period), &words) else { return };
        from.set(String::new());
        to.set(String::new());
        adding.set(false);
        change(Box::new(move |periods| periods.push(period)));
    };
    let line = move |index: usize, period: &StatusPeriod| {
        let from = period.from.map(|day| day.to_string()).unwrap_or_default();
        let to = period.to.map(|day| day.to_string()).unwrap_or_default();
        view! {
            <li>
                {(messages.model.status)(&period.status)}
                " "
                <span class="note">{format!("{from} – {to}")}</span>
                <button
                    type="button"
                    class="icon-button small"
                    title=messages.shell.delete
                    on:click=move |_| {
                        change(Box::new(move |periods| {
                            if index < periods.len() {
                                periods.remove(index);
                            }
                        }));
                    }
                >
                    <IconView icon=Icon::Close />
                </button>
            </li>
        }
    };
    let is_empty = person.periods.is_empty();
    view! {
        <h3>{roster.periods}</h3>
        {is_empty.then(|| view! { <p class="quiet">{roster.no_periods}</p> })}
        <ul class="periods">
            {person
                .periods
                .iter()
                .enumerate()
                .map(|(index, period)| line(index, period))
                .collect_view()}
        </ul>
        <Show
            when=move || adding.get()
            fallback=move || {
                view! {
                    <button type="button" class="text-button" on:click=move |_| adding.set(true)>
                        {roster.add_period}
                    </button>
                }
            }
        >
            <div class="period-form">
                <select
                    class="field small"
                    aria-label=roster.period_status
                    on:change=move |event| {
                        status.set(event_target_value(&event).parse().unwrap_or_default());
                    }
                >
                    {options
                        .iter()
                        .enumerate()
                        .map(|(index, kind)| {
                            view! {
                                <option value=index>{(messages.model.status)(kind)}</option>
                            }
                        })
                        .collect_view()}
                </select>
                <label class="note">
                    {roster.period_from}
                    <EntryField entry=from kind="date" class="field small" />
                </label>
                <label class="note">
                    {roster.period_to}
                    <EntryField entry=to kind="date" class="field small" />
                </label>
                <button type="button" class="button small primary" on:click=add.clone()>
                    {messages.shell.save}
                </button>
            </div>
        </Show>
    }
}
