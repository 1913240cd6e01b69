//! Who took part in a class: everybody is present with full hours, then the exceptions, results and
//! certificates.

use leptos::prelude::*;

use super::recording::{Faults, Line, Recording, earns, on_long_leave};
use super::{Page, plain};
use crate::interchange::hours::words::HourWords;
use crate::model::hours::{LEAVE_PART, Presence, QuarterHours, TestResult};
use crate::model::id::PersonId;
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
                            line.result.is_empty() && earns(&line.presence)
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
                    view! { <AttendLine page form person name office /> }
                }
            />
        </ul>
    }
}

/// More names than this are counted.
const NAMES: usize = 6;

const PRESENCES: [Presence; 4] =
    [Presence::Present, Presence::Late, Presence::Leave, Presence::Absent];

#[component]
fn AttendLine(
    page: Page,
    form: RwSignal<Recording>,
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
        line.with(|line| {
            if earns(&line.presence) { form.with(|form| form.hours.clone()) } else { "0".into() }
        })
    };
    let presences = PRESENCES
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
                    if let Some(presence) = PRESENCES.get(index) {
                        change(&|line| line.presence = presence.clone());
                    }
                }
            >
                {presences}
            </select>
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
        </li>
    }
}
