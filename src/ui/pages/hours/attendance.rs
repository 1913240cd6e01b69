//! Who took part in a class: everybody is present with full hours, then the exceptions, results and
//! certificates.

use jiff::civil::Date;
use leptos::prelude::*;

use super::recording::{Faults, Line, Recording, on_long_leave};
use super::{Page, plain};
use crate::browser::events;
use crate::interchange::hours::words::HourWords;
use crate::model::hours::{LEAVE_PART, Presence, QuarterHours, TestResult};
use crate::model::id::PersonId;
use crate::model::plan::HalfDay;
use crate::ui::components::icon::{Icon, IconView};
use crate::ui::people::{GroupPicker, PersonPicker, in_roster_order};
use crate::ui::words::{names_words, office_words};

#[component]
pub fn PeopleFields(page: Page, form: RwSignal<Recording>, faults: Faults) -> impl IntoView {
    let words = &page.editor.texts.hours;
    let workspace = page.editor.workspace;
    let people = Memo::new(move |_| {
        let ledger = workspace.ledger();
        form.with(|form| {
            in_roster_order(&ledger, form.people.keys().copied())
                .into_iter()
                .map(|person| {
                    (person.id, person.name.clone(), office_words(person.office, &ledger))
                })
                .collect::<Vec<_>>()
        })
    });
    let held = Memo::new(move |_| form.with(|form| form.half_days(&workspace.ledger_untracked())));
    let everybody = Signal::derive(move || {
        let ledger = workspace.ledger();
        ledger.enrolled(ledger.settings.reference()).map(|person| person.id).collect::<Vec<_>>()
    });
    let add_many = Callback::new(move |(_, people): (_, Vec<PersonId>)| {
        form.update(|form| people.into_iter().for_each(|person| form.add(person)));
        faults.people.set(String::new());
    });
    let add_person = words.add_person;
    let words = &page.editor.texts.attendance;
    let long_leave = move || {
        let (people, full) = form.with(|form| on_long_leave(form, page));
        let ledger = workspace.ledger_untracked();
        (!people.is_empty()).then(|| {
            let names = names_words(&people, NAMES, &ledger, page.editor.texts);
            let limit = format!("{:.2}", f64::from(full.0) / 4.0 / f64::from(LEAVE_PART));
            view! {
                <div class="callout warn">
                    <b>
                        <IconView icon=Icon::Warn />
                        {(words.long_leave)(&names, &limit, &plain(full))}
                    </b>
                    <p>{words.long_leave_basis}</p>
                </div>
            }
        })
    };
    view! {
        <h3>{page.editor.texts.hours.people}</h3>
        <div class="form-pair">
            <GroupPicker on_choose=add_many />
            <PersonPicker
                placeholder=add_person
                among=everybody
                on_choose=Callback::new(move |person| form.update(|form| form.add(person)))
                fault=faults.people
            />
        </div>
        <p class="attend-acts">
            <button
                type="button"
                class="button small"
                on:click=move |_| {
                    form.update(|form| {
                        form.people.values_mut().for_each(|line| {
                            line.presence = Presence::Present;
                            line.half_days.clear();
                            line.hours.clear();
                        });
                    });
                }
            >
                {words.all_present}
            </button>
            <button
                type="button"
                class="button small"
                on:click=move |_| {
                    form.update(|form| {
                        let open = form.people.values_mut().filter(|line| {
                            line.result.is_empty() && line.presence.earns()
                        });
                        open.for_each(|line| line.result = (words.result_word)(&TestResult::Passed));
                    });
                }
            >
                {words.all_passed}
            </button>
            <label class="menu-label">
                <input
                    type="checkbox"
                    prop:checked=move || form.with(|form| form.certifies)
                    on:change=move |event| {
                        let certifies = event_target_checked(&event);
                        form.update(|form| form.certifies = certifies);
                    }
                />
                {words.give_certificates}
            </label>
        </p>
        {long_leave}
        <datalist id="results">
            {TestResult::KNOWN
                .iter()
                .map(|result| view! { <option value=(words.result_word)(result)></option> })
                .collect_view()}
        </datalist>
        <ul class="attend-list">
            <For
                each=move || people.get()
                key=|person| person.clone()
                children=move |(person, name, office)| {
                    view! { <AttendLine page form held person name office /> }
                }
            />
        </ul>
    }
}

/// A class of so many half days can be entered half day by half day.
const HALF_DAYS: std::ops::RangeInclusive<usize> = 2..=40;

/// More names than this are counted.
const NAMES: usize = 6;

#[component]
fn AttendLine(
    page: Page,
    form: RwSignal<Recording>,
    held: Memo<Vec<(Date, HalfDay)>>,
    person: PersonId,
    name: String,
    office: String,
) -> impl IntoView {
    let texts = page.editor.texts;
    let words = &texts.hours;
    let line = Memo::new(move |_| {
        form.with(|form| form.people.get(&person).cloned()).unwrap_or_else(Line::present)
    });
    let change = move |edit: &dyn Fn(&mut Line)| {
        form.update(|form| {
            if let Some(line) = form.people.get_mut(&person) {
                edit(line);
            }
        });
    };
    let read_hours = move |text: &str| -> Option<QuarterHours> {
        let ledger = page.editor.workspace.ledger_untracked();
        HourWords::built_in().hours(text, &ledger.packs.hours)
    };
    let more = &texts.attendance;
    let field = move |label: &'static str,
                      class: &'static str,
                      kind: &'static str,
                      list: Option<&'static str>,
                      get: fn(&mut Line) -> &mut String| {
        view! {
            <input
                class=class
                type=kind
                list=list
                aria-label=label
                placeholder=label
                prop:value=move || get(&mut line.get()).clone()
                on:input:target=move |event| {
                    let value = event.target().value();
                    change(&|line| get(line).clone_from(&value));
                }
            />
        }
    };
    let default = move || {
        let full = form.with(|form| read_hours(&form.hours)).unwrap_or_default();
        plain(line.with(|line| held.with(|held| line.usual_hours(full, held))))
    };
    let opened = RwSignal::new(false);
    let half_days = move || {
        let turn = move |half_day| {
            held.with_untracked(|held| change(&|line| line.turn(half_day, held)));
        };
        let cells = held.get().into_iter().map(|(on, half)| {
            let presence = Memo::new(move |_| line.with(|line| line.presence_on((on, half))));
            let [morning, afternoon] = texts.paper.halves;
            let word = if half == HalfDay::Morning { morning } else { afternoon };
            let day = format!("{}.{} {word}", on.month(), on.day());
            view! {
                <button
                    type="button"
                    class="chip"
                    class:is-set=move || presence.get() != Presence::Present
                    on:click=move |_| turn((on, half))
                >
                    {day}
                    " "
                    {move || (texts.model.presence)(&presence.get())}
                </button>
            }
        });
        view! {
            <div class="half-days">
                {cells.collect_view()} <span class="note">{more.half_days_hint}</span>
            </div>
        }
    };
    let presences = Presence::KNOWN
        .into_iter()
        .enumerate()
        .map(|(index, presence)| {
            let label = (texts.model.presence)(&presence);
            view! {
                <option
                    value=index.to_string()
                    selected=move || line.with(|line| line.presence == presence)
                >
                    {label}
                </option>
            }
        })
        .collect_view();
    view! {
        <li class:is-exception=move || line.with(Line::is_exception)>
            <b>{name}</b>
            <span class="note">{office}</span>
            <select
                class="field small"
                aria-label=words.presence
                on:change:target=move |event| {
                    let index = event.target().value().parse::<usize>().unwrap_or_default();
                    if let Some(presence) = Presence::KNOWN.get(index) {
                        change(&|line| {
                            line.presence = presence.clone();
                            line.half_days.clear();
                        });
                        // What the rules say to it stands above the list and moves it down.
                        request_animation_frame(|| events::reveal(":focus"));
                    }
                }
            >
                {presences}
            </select>
            <button
                type="button"
                class="text-button"
                disabled=move || held.with(|held| !HALF_DAYS.contains(&held.len()))
                aria-expanded=move || opened.get().to_string()
                on:click=move |_| opened.update(|opened| *opened = !*opened)
            >
                {more.half_days}
            </button>
            <input
                class="field small num"
                aria-label=words.hours
                placeholder=default
                aria-invalid=move || {
                    let unread = line
                        .with(|line| {
                            let hours = line.hours.trim();
                            !hours.is_empty() && read_hours(hours).is_none()
                        });
                    unread.then_some("true")
                }
                prop:value=move || line.with(|line| line.hours.clone())
                on:input:target=move |event| {
                    let value = event.target().value();
                    change(&|line| line.hours.clone_from(&value));
                }
            />
            {field(more.result, "field small", "text", Some("results"), |line| &mut line.result)}
            {field(
                more.certificate,
                "field small certificate",
                "text",
                None,
                |line| &mut line.certificate,
            )}
            {field(more.expiry, "field small certificate", "date", None, |line| &mut line.expiry)}
            {field(words.note, "field small", "text", None, |line| &mut line.note)}
            <button
                type="button"
                class="icon-button small"
                title=words.remove
                on:click=move |_| {
                    form.update(|form| {
                        form.people.remove(&person);
                    });
                }
            >
                <IconView icon=Icon::Close />
            </button>
            {move || opened.get().then(half_days)}
        </li>
    }
}
