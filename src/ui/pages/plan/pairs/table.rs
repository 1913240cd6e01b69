//! The table of pairs, those that ended last.

use leptos::prelude::*;

use super::{Tab, hours_of};
use crate::model::id::PersonId;
use crate::order::Order as _;
use crate::ui::words::{office_words, person_words};

#[component]
pub fn PairTable(tab: Tab) -> impl IntoView {
    let texts = tab.page.editor.texts;
    let words = &texts.pairs;
    let workspace = tab.page.editor.workspace;
    let lines = move || {
        let ledger = workspace.ledger();
        let who = |person: PersonId| {
            let found = ledger.person(person);
            let post = found.and_then(|person| person.main_post());
            let post = post.map(|post| ledger.packs.posts.name(post).to_owned());
            (person_words(person, &ledger), post)
        };
        let mut pairs = tab.pairs.get();
        pairs.order_by_key(|pair| pair.ended);
        pairs
            .into_iter()
            .map(|pair| {
                let id = pair.id;
                let (helper, helper_post) = who(pair.helper);
                let (helped, helped_post) = who(pair.helped);
                let office =
                    ledger.person(pair.helped).map(|person| office_words(person.office, &ledger));
                let last = pair.meetings.iter().map(|meeting| meeting.on).max();
                let day = |day| (texts.format.day)(day, ledger.settings.year);
                let ended = pair.ended.map(|on| (words.ended)(&day(on)));
                view! {
                    <tr
                        class:is-open=move || tab.open.get() == Some(id)
                        class:quiet=pair.ended.is_some()
                    >
                        <td>
                            <button
                                type="button"
                                class="plain"
                                on:click=move |_| tab.open.set(Some(id))
                            >
                                <b>{helper}</b>
                                <span class="note">{helper_post}</span>
                            </button>
                        </td>
                        <td>
                            {helped} <span class="note">{helped_post}</span>
                        </td>
                        <td class="wide-only">{office}</td>
                        <td>
                            {pair.subject.clone()} <span class="note">{ended}</span>
                        </td>
                        <td class="num" data-head=words.meetings>
                            {pair.meetings.len()}
                        </td>
                        <td class="num" data-head=texts.plan.hours>
                            {hours_of(&pair.meetings).to_string()}
                        </td>
                        <td class="num wide-only">{last.map(day)}</td>
                    </tr>
                }
            })
            .collect_view()
    };
    view! {
        <table class="data-table cards pair-table">
            <thead>
                <tr>
                    <th>{words.helper}</th>
                    <th>{words.helped}</th>
                    <th class="wide-only">{texts.plan.office}</th>
                    <th>{words.subject}</th>
                    <th class="num">{words.meetings}</th>
                    <th class="num">{texts.plan.hours}</th>
                    <th class="num wide-only">{words.last}</th>
                </tr>
            </thead>
            <tbody>{lines}</tbody>
        </table>
    }
}
