//! One pair beside the table, and the log of meetings that pairs and circles have alike.

use jiff::civil::Date;
use leptos::prelude::*;

use super::{CapacityField, Tab, hours_of};
use crate::model::hours::QuarterHours;
use crate::model::id::PersonId;
use crate::model::pair::{Meeting, Pair};
use crate::order::Order as _;
use crate::route::Route;
use crate::ui::components::field::{Entry, EntryLine, FormLine, KeptField};
use crate::ui::components::icon::{Icon, IconView};
use crate::ui::words::person_words;

/// A pair: its subject, what its helper takes on, its meetings.
#[component]
pub fn PairSide(tab: Tab, pair: Pair) -> impl IntoView {
    let page = tab.page;
    let texts = page.editor.texts;
    let words = &texts.pairs;
    let workspace = page.editor.workspace;
    let ledger = workspace.ledger_untracked();
    let link = |person: PersonId| {
        view! { <a href=Route::Hours(Some(person)).href()>{person_words(person, &ledger)}</a> }
    };
    let title = view! {
        {link(pair.helper)}
        {words.helps}
        {link(pair.helped)}
    };
    let (id, helper, subject) = (pair.id, pair.helper, pair.subject.clone());
    let meetings = pair.meetings.clone();
    let is_ended = pair.ended.is_some();
    let pair = StoredValue::new(pair);
    let capacity = Signal::derive(move || page.with(|plan| plan.mutual.capacity_of(helper)));
    let write = Callback::new(move |meetings: Vec<Meeting>| {
        let changed = Pair { meetings, ..pair.get_value() };
        page.edit(|plan| plan.put_pair(changed));
    });
    view! {
        <aside class="region aside pair-log">
            <section>
                <h3>{title} <CloseSide tab /></h3>
                <FormLine label=words.subject>
                    <KeptField
                        label=words.subject
                        value=Signal::stored(subject)
                        commit=Callback::new(move |subject: String| {
                            let changed = Pair { subject, ..pair.get_value() };
                            page.edit_at(|plan| plan.put_pair(changed))
                        })
                    />
                </FormLine>
                <FormLine label=words.own_capacity>
                    <CapacityField
                        label=words.own_capacity
                        value=capacity
                        or_none=true
                        set=Callback::new(move |capacity| {
                            page.edit(|plan| {
                                plan.edit_mutual(|mutual| {
                                    mutual.capacities.insert(helper, capacity);
                                })
                            });
                        })
                    />
                </FormLine>
                <Show when=move || !is_ended>
                    <p class="acts">
                        <button
                            type="button"
                            class="text-button is-bad"
                            on:click=move |_| {
                                let today = workspace.today();
                                page.edit(|plan| plan.end_pair(id, today));
                                tab.open.set(None);
                            }
                        >
                            {words.dissolve}
                        </button>
                    </p>
                </Show>
            </section>
            <Meetings tab meetings write />
        </aside>
    }
}

#[component]
pub fn CloseSide(tab: Tab) -> impl IntoView {
    view! {
        <button
            type="button"
            class="icon-button small push"
            title=tab.page.editor.texts.shell.close
            on:click=move |_| tab.open.set(None)
        >
            <IconView icon=Icon::Close />
        </button>
    }
}

/// The meetings, the last one first, and a new one.
#[component]
pub fn Meetings(tab: Tab, meetings: Vec<Meeting>, write: Callback<Vec<Meeting>>) -> impl IntoView {
    let texts = tab.page.editor.texts;
    let words = &texts.pairs;
    let sum = (words.meeting_sum)(meetings.len(), &hours_of(&meetings).to_string());
    let mut listed: Vec<(usize, Meeting)> = meetings.iter().cloned().enumerate().collect();
    listed.order_by_key(|(index, meeting)| (std::cmp::Reverse(meeting.on), *index));
    let meetings = StoredValue::new(meetings);
    let log = listed
        .into_iter()
        .map(|(index, meeting)| {
            let counts = meeting.counts.then_some(words.counts);
            view! {
                <li>
                    <b>{format!("{}.{}", meeting.on.month(), meeting.on.day())}</b>
                    <span>{meeting.note} <span class="note">{counts}</span></span>
                    <span class="num">
                        {meeting.hours.to_string()}
                        <button
                            type="button"
                            class="icon-button small"
                            title=texts.plan.remove
                            on:click=move |_| {
                                let mut left = meetings.get_value();
                                if index < left.len() {
                                    left.remove(index);
                                }
                                write.run(left);
                            }
                        >
                            <IconView icon=Icon::Close />
                        </button>
                    </span>
                </li>
            }
        })
        .collect_view();
    let on = Entry::new(tab.page.editor.workspace.today().to_string());
    let hours = Entry::new("2");
    let note = Entry::new("");
    let counts = RwSignal::new(false);
    let add = move |_| {
        let day = on.need(on.read::<Date>(), texts.plan.bad_date);
        let hours = hours.need(QuarterHours::parse(&hours.get()), texts.hours.bad_hours);
        let (Some(on), Some(hours)) = (day, hours) else { return };
        let mut all = meetings.get_value();
        all.push(Meeting { on, hours, counts: counts.get_untracked(), note: note.get() });
        write.run(all);
    };
    view! {
        <section>
            <h3>{words.meeting_log} <span class="quiet">{sum}</span></h3>
            <div class="form-pair">
                <EntryLine label=words.meeting_on entry=on kind="date" />
                <EntryLine label=texts.plan.hours entry=hours />
            </div>
            <EntryLine label=words.meeting_note entry=note />
            <label class="check">
                <input
                    type="checkbox"
                    prop:checked=counts
                    on:change=move |_| counts.update(|counts| *counts = !*counts)
                />
                {words.counts}
            </label>
            <p class="note">{words.counts_hint}</p>
            <p class="acts">
                <button type="button" class="button small" on:click=add>
                    {words.add_meeting}
                </button>
            </p>
            <ul class="log">{log}</ul>
        </section>
    }
}
