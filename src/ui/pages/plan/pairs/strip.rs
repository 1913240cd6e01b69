//! Below the table: what helpers bear, the circles, and who should be in a pair and is not.

use std::collections::BTreeMap;

use leptos::prelude::*;

use super::Tab;
use super::circles::{make_circles, new_circle};
use super::proposal::left_words;
use crate::model::id::PersonId;
use crate::order::Order as _;
use crate::planning::pairing::request::propose_pairs;
use crate::ui::components::icon::{Icon, IconView};
use crate::ui::components::meter::Meter;
use crate::ui::words::person_words;

/// So many lines a list has at most.
const LINES: usize = 4;
/// In a larger roster who is left is reckoned only when it is asked for.
const LIVE: usize = 3000;

#[component]
pub fn Strip(tab: Tab) -> impl IntoView {
    let page = tab.page;
    let texts = page.editor.texts;
    let words = &texts.pairs;
    let workspace = page.editor.workspace;
    let loads = Memo::new(move |_| {
        page.with(|plan| {
            let mut loads: BTreeMap<PersonId, usize> = BTreeMap::new();
            for pair in plan.standing_pairs() {
                *loads.entry(pair.helper).or_default() += 1;
            }
            let capacity = |helper| plan.mutual.capacity_of(helper);
            let mut loads: Vec<_> =
                loads.into_iter().map(|(helper, load)| (helper, load, capacity(helper))).collect();
            loads.order_by_key(|(helper, load, _)| (std::cmp::Reverse(*load), *helper));
            loads
        })
    });
    let load_lines = move || {
        let ledger = workspace.ledger();
        let loads = loads.get();
        let rest = loads.len().saturating_sub(LINES);
        let rest = (rest > 0).then(|| view! { <li class="note">{(words.others)(rest)}</li> });
        let lines = loads.into_iter().take(LINES).map(|(helper, load, most)| {
            let share = 100.0 * load as f64 / f64::from(most.max(1));
            view! {
                <li>
                    <span>{person_words(helper, &ledger)}</span>
                    <Meter part=Signal::stored(share) />
                    <span class="num">{(words.load)(load, most)}</span>
                </li>
            }
        });
        (lines.collect_view(), rest)
    };
    let circle_lines = move || {
        let ledger = workspace.ledger();
        let lines = tab.circles.get().into_iter().map(|circle| {
            let id = circle.id;
            let first = circle.people().next().map(|person| person_words(person, &ledger));
            let people = (words.circle_people)(&first.unwrap_or_default(), circle.people().count());
            view! {
                <li>
                    <button type="button" class="plain" on:click=move |_| tab.open.set(Some(id))>
                        {circle.title.clone()}
                    </button>
                    <span class="note">{people}</span>
                </li>
            }
        });
        lines.collect_view()
    };
    let circle_sum = move || {
        tab.circles.with(|circles| {
            let people = circles.iter().map(|circle| circle.people().count()).sum();
            (words.circles)(circles.len(), people)
        })
    };
    let today = workspace.today();
    let left = workspace.select(move |ledger| {
        let reference = ledger.settings.reference();
        let plan = ledger.plans.get(&page.id);
        let plan = plan.filter(|_| ledger.enrolled(reference).count() <= LIVE);
        let proposal = plan.map(|plan| propose_pairs(ledger, plan, reference, today));
        // Whom a new pair would help has no helper yet either.
        let fresh = proposal.as_ref().map_or(0, |proposal| {
            proposal.pairs.iter().filter(|pair| pair.known.is_none()).count()
        });
        (fresh, proposal.map_or_else(Vec::new, |proposal| left_words(&proposal, ledger, texts)))
    });
    let left_section = move || {
        let (fresh, left) = left.get();
        let count = fresh + left.len();
        (count > 0).then(|| {
            let ledger = workspace.ledger();
            let rest = left.len().saturating_sub(LINES);
            let rest = (rest > 0).then(|| view! { <li class="note">{(words.more)(rest)}</li> });
            let lines = left.into_iter().take(LINES).map(|(person, why)| {
                view! {
                    <li>
                        <span>{person_words(person, &ledger)}</span>
                        <span class="note">{why}</span>
                    </li>
                }
            });
            view! {
                <section>
                    <h3 class="is-warn">
                        <IconView icon=Icon::Warn />
                        {(words.open)(count)}
                    </h3>
                    <ul class="lines">{lines.collect_view()} {rest}</ul>
                    {(fresh > 0)
                        .then(|| {
                            view! {
                                <button
                                    type="button"
                                    class="text-button"
                                    on:click=move |_| tab.proposing.set(Some(tab.propose()))
                                >
                                    {words.pair_all}
                                </button>
                            }
                        })}
                </section>
            }
        })
    };
    view! {
        <div class="pair-strip">
            <section>
                <h3>
                    {words.helper}
                    <span class="quiet">{move || (words.loads)(loads.with(Vec::len))}</span>
                </h3>
                <ul class="loads">{load_lines}</ul>
            </section>
            <section>
                <h3>
                    {words.circle_heading} <span class="quiet">{circle_sum}</span>
                </h3>
                <ul class="lines">{circle_lines}</ul>
                <p class="acts">
                    <button type="button" class="text-button" on:click=move |_| make_circles(tab)>
                        {words.make_circles}
                    </button>
                    <button type="button" class="text-button" on:click=move |_| new_circle(tab)>
                        {words.new_circle}
                    </button>
                </p>
            </section>
            {left_section}
        </div>
    }
}
