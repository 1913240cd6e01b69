//! The list of problems of an import by what becomes of their rows; each kind opens its rows.

use std::collections::BTreeMap;
use std::sync::Arc;

use leptos::prelude::*;

use super::Source;
use super::check::{Shown, is_nameless};
use crate::interchange::roster::proposal::RosterProposal;
use crate::model::problem::{Problem, ProblemKind, ProblemLevel};
use crate::ui::components::icon::{Icon, IconView};
use crate::ui::people::PeopleDialog;
use crate::ui::texts::texts;

/// The parts of the list of problems.
#[derive(Clone, Copy, PartialEq)]
enum Part {
    Of(ProblemLevel),
    /// Rows that say again what others say: only warned of, and yet not written.
    Repeated,
}

impl Part {
    fn of(problem: &Problem) -> Self {
        match problem.kind {
            ProblemKind::DuplicatePerson => Self::Repeated,
            _ => Self::Of(problem.level),
        }
    }
}

#[component]
pub fn ProblemList(
    source: RwSignal<Option<Source>>,
    proposal: Memo<Option<Arc<RosterProposal>>>,
    shown: RwSignal<Shown>,
) -> impl IntoView {
    let messages = texts();
    let import = &messages.roster_import;
    let kinds = move |part: Part| {
        let mut kinds: BTreeMap<ProblemKind, usize> = BTreeMap::new();
        if let Some(proposal) = proposal.get() {
            for problem in proposal.problems().filter(|problem| Part::of(problem) == part) {
                *kinds.entry(problem.kind).or_default() += 1;
            }
        }
        kinds
    };
    let section = move |part: Part, icon: Icon, class: &'static str, note: &'static str| {
        let kinds = kinds(part);
        let sum: usize = kinds.values().sum();
        let head = match part {
            Part::Of(level) => (messages.problems.level)(level),
            Part::Repeated => import.duplicate,
        };
        (sum > 0).then(|| {
            view! {
                <section>
                    <h3 class=class>
                        <IconView icon />
                        {head}
                        " "
                        {sum}
                        <span class="note">{note}</span>
                    </h3>
                    <ul>
                        {kinds
                            .into_iter()
                            .map(|(kind, places)| {
                                view! {
                                    <li aria-current=move || {
                                        (shown.get() == Shown::Of(kind)).then_some("true")
                                    }>
                                        <button
                                            type="button"
                                            class="plain"
                                            on:click=move |_| shown.set(Shown::Of(kind))
                                        >
                                            {(messages.problems.kind)(kind)}
                                        </button>
                                        <span class="num">{(import.places)(places)}</span>
                                        <span></span>
                                    </li>
                                }
                            })
                            .collect_view()}
                    </ul>
                </section>
            }
        })
    };
    let naming = RwSignal::new(false);
    let close = Callback::new(move |()| naming.set(false));
    let named = move || {
        let people = naming.get().then(|| proposal.get()).flatten()?.missing.clone();
        let title = (import.missing)(people.len());
        Some(view! { <PeopleDialog title people on_close=close /> })
    };
    view! {
        <aside class="region problems">
            {named}
            {move || section(Part::Of(ProblemLevel::Error), Icon::Bad, "is-bad", import.held_note)}
            {move || section(Part::Repeated, Icon::Warn, "is-warn", import.repeated_note)}
            {move || {
                section(Part::Of(ProblemLevel::Warning), Icon::Warn, "is-warn", import.warned_note)
            }}
            {move || {
                let proposal = proposal.get()?;
                let clean = proposal.problems().next().is_none();
                let offices = proposal.offices.len();
                let missing = proposal.missing.len();
                let rows = proposal.rows.len();
                let nameless = source.with_untracked(is_nameless);
                Some(
                    view! {
                        <section>
                            {(rows == 0)
                                .then(|| {
                                    let why = if nameless { import.name_first } else { import.no_rows };
                                    view! { <p class="is-warn">{why}</p> }
                                })}
                            {(clean && rows > 0)
                                .then(|| view! { <p class="is-good">{import.no_problems}</p> })}
                            {(offices > 0)
                                .then(|| view! { <p>{(import.new_offices)(offices)}</p> })}
                            {(missing > 0)
                                .then(|| {
                                    view! {
                                        <h3>
                                            <button
                                                type="button"
                                                class="text-button"
                                                on:click=move |_| naming.set(true)
                                            >
                                                {(import.missing)(missing)}
                                            </button>
                                        </h3>
                                        <p class="note">{import.missing_note}</p>
                                    }
                                })}
                        </section>
                    },
                )
            }}
        </aside>
    }
}
