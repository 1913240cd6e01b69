//! 互帮互学: pairs of helper and helped with what each is about, proposed or made by hand, circles,
//! and the logs of their meetings.

mod circles;
mod dialog;
mod distances;
mod forbidden;
mod log;
mod proposal;
mod strip;
mod table;

use leptos::prelude::*;

use self::circles::CircleSide;
use self::dialog::PairDialog;
use self::distances::DistancesDialog;
use self::forbidden::ForbiddenDialog;
use self::log::PairSide;
use self::proposal::ProposalDialog;
use self::strip::Strip;
use self::table::PairTable;
use super::Page;
use crate::model::hours::QuarterHours;
use crate::model::id::PairId;
use crate::model::pair::{Circle, Meeting, Pair};
use crate::planning::pairing::request::{PairProposal, propose_pairs};
use crate::route::Route;
use crate::ui::components::empty::Empty;
use crate::ui::components::icon::{Icon, IconView};

/// A helper takes on no more than so many.
const MOST: u32 = 6;

/// What the parts of the tab share.
#[derive(Clone, Copy)]
struct Tab {
    page: Page,
    pairs: Memo<Vec<Pair>>,
    circles: Memo<Vec<Circle>>,
    /// The pair or circle that is open.
    open: RwSignal<Option<PairId>>,
    /// What is proposed, while its dialog is open.
    proposing: RwSignal<Option<PairProposal>>,
}

impl Tab {
    /// The pairs as they should be now.
    fn propose(self) -> PairProposal {
        let workspace = self.page.editor.workspace;
        let ledger = workspace.ledger_untracked();
        let reference = ledger.settings.reference();
        let plan = ledger.plans.get(&self.page.id);
        plan.map(|plan| propose_pairs(&ledger, plan, reference, workspace.today()))
            .unwrap_or_default()
    }
}

fn hours_of(meetings: &[Meeting]) -> QuarterHours {
    meetings.iter().map(|meeting| meeting.hours).sum()
}

#[component]
pub fn PairsTab(page: Page) -> impl IntoView {
    let texts = page.editor.texts;
    let words = &texts.pairs;
    let tab = Tab {
        page,
        pairs: Memo::new(move |_| page.with(|plan| plan.pairs.clone())),
        circles: Memo::new(move |_| page.with(|plan| plan.mutual.circles.clone())),
        open: RwSignal::new(None),
        proposing: RwSignal::new(None),
    };
    let (adding, forbidding) = (RwSignal::new(false), RwSignal::new(false));
    let measuring = RwSignal::new(false);
    let sum = move || {
        page.with(|plan| {
            let logs = plan.meeting_logs();
            let meetings = logs.iter().map(|log| log.meetings.len()).sum();
            let hours: QuarterHours = logs.iter().map(|log| hours_of(log.meetings)).sum();
            (words.meeting_sum)(meetings, &hours.to_string())
        })
    };
    let capacity = move || page.with(|plan| plan.mutual.capacity).unwrap_or(2);
    let distances = move || page.with(|plan| plan.mutual.distances.len());
    let forbidden = move || page.with(|plan| plan.mutual.forbidden.len());
    let side = move || {
        let id = tab.open.get()?;
        let pair = tab.pairs.with(|pairs| pairs.iter().find(|pair| pair.id == id).cloned());
        if let Some(pair) = pair {
            return Some(view! { <PairSide tab pair /> }.into_any());
        }
        let circle = tab.circles.with(|all| all.iter().find(|one| one.id == id).cloned())?;
        Some(view! { <CircleSide tab circle /> }.into_any())
    };
    view! {
        <div class="split no-line">
            <div class="region main">
                <div class="toolbar rules">
                    <CapacityField
                        label=words.capacity
                        value=Signal::derive(capacity)
                        set=Callback::new(move |capacity| {
                            page.edit(|plan| {
                                plan.edit_mutual(|mutual| mutual.capacity = Some(capacity))
                            });
                        })
                    />
                    <button
                        type="button"
                        class="chip"
                        class:is-set=move || { forbidden() > 0 }
                        on:click=move |_| forbidding.set(true)
                    >
                        {words.forbidden}
                        <b>{move || Some(forbidden()).filter(|count| *count > 0)}</b>
                    </button>
                    <button
                        type="button"
                        class="chip"
                        class:is-set=move || { distances() > 0 }
                        on:click=move |_| measuring.set(true)
                    >
                        {words.distances}
                    </button>
                    <span class="push found">{sum}</span>
                    <button type="button" class="button small" on:click=move |_| adding.set(true)>
                        <IconView icon=Icon::Plus />
                        {words.new_pair}
                    </button>
                    <button
                        type="button"
                        class="button small"
                        on:click=move |_| tab.proposing.set(Some(tab.propose()))
                    >
                        {words.pair_all}
                    </button>
                </div>
                <div class="table-frame">
                    <Show
                        when=move || !tab.pairs.with(Vec::is_empty)
                        fallback=move || {
                            view! {
                                <Empty
                                    icon=Icon::Link
                                    title=words.no_pairs_title
                                    text=words.no_pairs_text
                                >
                                    <a class="button" href=Route::Skills.href()>
                                        {words.to_skills}
                                    </a>
                                </Empty>
                            }
                        }
                    >
                        <PairTable tab />
                    </Show>
                </div>
                <Strip tab />
            </div>
            {side}
        </div>
        <Show when=move || adding.get()>
            <PairDialog tab adding />
        </Show>
        <Show when=move || forbidding.get()>
            <ForbiddenDialog tab open=forbidding />
        </Show>
        <Show when=move || measuring.get()>
            <DistancesDialog tab open=measuring />
        </Show>
        <Show when=move || tab.proposing.with(Option::is_some)>
            <ProposalDialog tab />
        </Show>
    }
}

/// How many a helper takes on.
#[component]
fn CapacityField(
    label: &'static str,
    value: Signal<u32>,
    set: Callback<u32>,
    /// May it be nobody?
    #[prop(optional)]
    or_none: bool,
) -> impl IntoView {
    let words = &crate::ui::texts::texts().pairs;
    let options = (u32::from(!or_none)..=MOST)
        .map(|most| {
            view! {
                <option value=most.to_string() selected=move || value.get() == most>
                    {(words.capacity_of)(most)}
                </option>
            }
        })
        .collect_view();
    view! {
        <select
            class="field small"
            aria-label=label
            on:change:target=move |event| {
                if let Ok(most) = event.target().value().parse() {
                    set.run(most);
                }
            }
        >
            {options}
        </select>
    }
}
