//! 互帮互学: pairs of helper and helped with what it is about, and the log of their meetings.

use jiff::civil::Date;
use leptos::prelude::*;

use super::Page;
use crate::model::hours::QuarterHours;
use crate::model::id::{PairId, PersonId};
use crate::model::pack::Extra;
use crate::model::pair::{Meeting, Pair};
use crate::model::people::Rejection;
use crate::order::Order as _;
use crate::route::Route;
use crate::ui::components::dialog::Dialog;
use crate::ui::components::empty::Empty;
use crate::ui::components::field::{Entry, EntryLine, FormLine, KeptField, need};
use crate::ui::components::icon::{Icon, IconView};
use crate::ui::people::PersonPicker;
use crate::ui::words::{office_words, person_words};

fn hours_of(pair: &Pair) -> QuarterHours {
    pair.meetings.iter().map(|meeting| meeting.hours).sum()
}

#[component]
pub fn PairsTab(page: Page) -> impl IntoView {
    let words = &page.editor.texts.plan;
    let pairs = Memo::new(move |_| page.with(|plan| plan.pairs.clone()));
    let open = RwSignal::new(None::<PairId>);
    let adding = RwSignal::new(false);
    let opened = Memo::new(move |_| {
        let id = open.get()?;
        pairs.with(|pairs| pairs.iter().find(|pair| pair.id == id).cloned())
    });
    let sum = move || {
        pairs.with(|pairs| {
            let meetings = pairs.iter().map(|pair| pair.meetings.len()).sum();
            let hours: QuarterHours = pairs.iter().map(hours_of).sum();
            (words.meeting_sum)(meetings, &hours.to_string())
        })
    };
    view! {
        <div class="split no-line">
            <div class="region main">
                <div class="toolbar rules">
                    <span class="push found">{sum}</span>
                    <button type="button" class="button small" on:click=move |_| adding.set(true)>
                        <IconView icon=Icon::Plus />
                        {words.new_pair}
                    </button>
                </div>
                <div class="table-frame">
                    <Show
                        when=move || !pairs.with(Vec::is_empty)
                        fallback=move || {
                            view! {
                                <Empty
                                    icon=Icon::Link
                                    title=words.no_pairs_title
                                    text=words.no_pairs_text
                                />
                            }
                        }
                    >
                        <PairTable page pairs open />
                    </Show>
                </div>
            </div>
            {move || opened.get().map(|pair| view! { <PairLog page pair open /> })}
        </div>
        <Show when=move || adding.get()>
            <PairDialog page adding open />
        </Show>
    }
}

#[component]
fn PairTable(page: Page, pairs: Memo<Vec<Pair>>, open: RwSignal<Option<PairId>>) -> impl IntoView {
    let words = &page.editor.texts.plan;
    let workspace = page.editor.workspace;
    let lines = move || {
        let ledger = workspace.ledger();
        let who = |person: PersonId| {
            let found = ledger.person(person);
            let post = found.and_then(|person| person.main_post());
            let post = post.map(|post| ledger.packs.posts.name(post).to_owned());
            (person_words(person, &ledger), post)
        };
        pairs
            .get()
            .into_iter()
            .map(|pair| {
                let id = pair.id;
                let (helper, helper_post) = who(pair.helper);
                let (helped, helped_post) = who(pair.helped);
                let office =
                    ledger.person(pair.helped).map(|person| office_words(person.office, &ledger));
                let last = pair.meetings.iter().map(|meeting| meeting.on).max();
                view! {
                    <tr class:is-open=move || open.get() == Some(id)>
                        <td>
                            <button
                                type="button"
                                class="plain"
                                on:click=move |_| open.set(Some(id))
                            >
                                <b>{helper}</b>
                                <span class="note">{helper_post}</span>
                            </button>
                        </td>
                        <td>
                            {helped} <span class="note">{helped_post}</span>
                        </td>
                        <td class="wide-only">{office}</td>
                        <td>{pair.subject.clone()}</td>
                        <td class="num">{pair.meetings.len()}</td>
                        <td class="num">{hours_of(&pair).to_string()}</td>
                        <td class="num wide-only">
                            {last.map(|day| format!("{}.{}", day.month(), day.day()))}
                        </td>
                    </tr>
                }
            })
            .collect_view()
    };
    view! {
        <table class="data-table pair-table">
            <thead>
                <tr>
                    <th>{words.helper}</th>
                    <th>{words.helped}</th>
                    <th class="wide-only">{words.office}</th>
                    <th>{words.subject}</th>
                    <th class="num">{words.meetings}</th>
                    <th class="num">{words.hours}</th>
                    <th class="num wide-only">{words.last}</th>
                </tr>
            </thead>
            <tbody>{lines}</tbody>
        </table>
    }
}

/// One pair: its subject, its meetings, and a new one.
#[component]
fn PairLog(page: Page, pair: Pair, open: RwSignal<Option<PairId>>) -> impl IntoView {
    let texts = page.editor.texts;
    let words = &texts.plan;
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
    let sum = (words.meeting_sum)(pair.meetings.len(), &hours_of(&pair).to_string());
    let id = pair.id;
    let subject = pair.subject.clone();
    let mut meetings: Vec<(usize, Meeting)> = pair.meetings.iter().cloned().enumerate().collect();
    meetings.order_by_key(|(index, meeting)| (std::cmp::Reverse(meeting.on), *index));
    let pair = StoredValue::new(pair);
    let change = move |edit: &dyn Fn(&mut Pair)| {
        let mut changed = pair.get_value();
        edit(&mut changed);
        page.edit(|plan| plan.put_pair(changed))
    };
    let log = meetings
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
                            title=words.remove
                            on:click=move |_| {
                                change(&|pair| {
                                    if index < pair.meetings.len() {
                                        pair.meetings.remove(index);
                                    }
                                });
                            }
                        >
                            <IconView icon=Icon::Close />
                        </button>
                    </span>
                </li>
            }
        })
        .collect_view();
    let on = Entry::new(workspace.today().to_string());
    let hours = Entry::new("2");
    let note = Entry::new("");
    let counts = RwSignal::new(false);
    let add = move |_| {
        let day = on.need(on.read::<Date>(), words.bad_date);
        let hours = hours.need(QuarterHours::parse(&hours.get()), texts.hours.bad_hours);
        let (Some(on), Some(hours)) = (day, hours) else { return };
        let meeting = Meeting { on, hours, counts: counts.get_untracked(), note: note.get() };
        change(&|pair| pair.meetings.push(meeting.clone()));
    };
    view! {
        <aside class="region aside pair-log">
            <section>
                <h3>
                    {title}
                    <button
                        type="button"
                        class="icon-button small push"
                        title=texts.shell.close
                        on:click=move |_| open.set(None)
                    >
                        <IconView icon=Icon::Close />
                    </button>
                </h3>
                <FormLine label=words.subject>
                    <KeptField
                        label=words.subject
                        value=Signal::stored(subject)
                        commit=Callback::new(move |text: String| {
                            let mut changed = pair.get_value();
                            changed.subject = text;
                            page.edit_at(|plan| plan.put_pair(changed))
                        })
                    />
                </FormLine>
                <p class="acts">
                    <button
                        type="button"
                        class="text-button is-bad"
                        on:click=move |_| {
                            page.edit(|plan| plan.remove_pair(id));
                            open.set(None);
                        }
                    >
                        {words.dissolve}
                    </button>
                </p>
            </section>
            <section>
                <h3>{words.meeting_log} <span class="quiet">{sum}</span></h3>
                <div class="form-pair">
                    <EntryLine label=words.meeting_on entry=on kind="date" />
                    <EntryLine label=words.hours entry=hours />
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
        </aside>
    }
}

#[component]
fn PairDialog(page: Page, adding: RwSignal<bool>, open: RwSignal<Option<PairId>>) -> impl IntoView {
    let texts = page.editor.texts;
    let words = &texts.plan;
    let workspace = page.editor.workspace;
    let helper = (RwSignal::new(None::<PersonId>), RwSignal::new(String::new()));
    let helped = (RwSignal::new(None::<PersonId>), RwSignal::new(String::new()));
    let subject = Entry::new("");
    let everybody = Signal::derive(move || {
        let ledger = workspace.ledger();
        ledger.enrolled(ledger.settings.reference()).map(|person| person.id).collect::<Vec<_>>()
    });
    let close = Callback::new(move |()| adding.set(false));
    let save = move |_| {
        let first = need(helper.1, helper.0.get_untracked(), words.missing_helper);
        let second = need(helped.1, helped.0.get_untracked(), words.missing_helped);
        let (Some(first), Some(second)) = (first, second) else { return };
        if first == second {
            let twice = (texts.model.rejection)(&Rejection::PairedWithSelf);
            helped.0.set(None);
            need(helped.1, None::<()>, &twice);
            return;
        }
        let id = PairId::new(&mut workspace.new_ids());
        let pair = Pair {
            id,
            helper: first,
            helped: second,
            subject: subject.get(),
            meetings: Vec::new(),
            extra: Extra::new(),
        };
        if page.edit(|plan| plan.put_pair(pair)) {
            adding.set(false);
            open.set(Some(id));
        }
    };
    let person_field = move |label: &'static str, (chosen, fault): (RwSignal<_>, _)| {
        view! {
            <div class="form-line">
                <span class="form-label">{label}</span>
                {move || match chosen.get() {
                    Some(person) => {
                        view! {
                            <span class="tag person-tag">
                                {person_words(person, &workspace.ledger())}
                                <button
                                    type="button"
                                    title=words.choose_other
                                    on:click=move |_| chosen.set(None)
                                >
                                    <IconView icon=Icon::Close />
                                </button>
                            </span>
                        }
                            .into_any()
                    }
                    None => {
                        let on_choose = Callback::new(move |person| chosen.set(Some(person)));
                        view! {
                            <PersonPicker
                                placeholder=words.choose_person
                                among=everybody
                                on_choose
                                fault
                            />
                        }
                            .into_any()
                    }
                }}
            </div>
        }
    };
    let foot = move || {
        view! {
            <button type="button" class="button push" on:click=move |_| close.run(())>
                {texts.shell.cancel}
            </button>
            <button type="button" class="button primary" on:click=save>
                {words.new_pair}
            </button>
        }
    };
    view! {
        <Dialog title=words.pair_dialog on_close=close foot=ViewFn::from(foot)>
            <div class="form-pair">
                {person_field(words.helper, helper)} {person_field(words.helped, helped)}
            </div>
            <EntryLine label=words.subject entry=subject />
        </Dialog>
    }
}
