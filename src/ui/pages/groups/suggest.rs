//! The dialog in which a division of the roster is looked at before anything is made.

use std::collections::BTreeSet;
use std::sync::Arc;

use leptos::prelude::*;

use super::Page;
use super::undecided::UndecidedNote;
use crate::grouping::division::{Division, Part, Wish};
use crate::i18n::messages::Messages;
use crate::model::group::Axis;
use crate::model::ledger::Ledger;
use crate::model::step::Step;
use crate::ui::components::dialog::AskDialog;
use crate::ui::components::field::{Entry, EntryLine, Tick};
use crate::ui::people::PeopleDialog;
use crate::ui::words::short_value_words;

/// So many values of an axis stand in a name.
const NAMED: usize = 2;
/// No group is larger.
const MOST: usize = 999;

/// What the parts of a division are called.
struct Names<'a> {
    ledger: &'a Ledger,
    texts: &'static Messages,
    /// Values that somebody has, per axis; who has them all is not said to.
    all: [BTreeSet<&'a String>; 3],
}

impl<'a> Names<'a> {
    fn new(division: &'a Division, ledger: &'a Ledger, texts: &'static Messages) -> Self {
        let mut all = [(); 3].map(|()| BTreeSet::new());
        for cell in division.parts.iter().flat_map(|part| &part.cells) {
            for (all, value) in all.iter_mut().zip(&cell.values) {
                all.insert(value);
            }
        }
        Self { ledger, texts, all }
    }

    /// The name of the group it goes on with, else its values: 中年·本科·登记注册.
    fn of(&self, part: &Part) -> String {
        let kept = part.kept.and_then(|id| self.ledger.groups.get(&id));
        kept.map_or_else(|| self.new_name(part), |group| group.name.clone())
    }

    fn new_name(&self, part: &Part) -> String {
        let (model, groups) = (&self.texts.model, &self.texts.groups);
        let mut parts = Vec::new();
        let axes = [Axis::AgeStage, Axis::Education, Axis::Post];
        for (place, (axis, all)) in axes.iter().zip(&self.all).enumerate() {
            let values = part.values(place);
            if values.len() == all.len() && all.len() > 1 {
                continue;
            }
            let words = values.iter().take(NAMED);
            let words: Vec<_> = words
                .map(|(_, value)| short_value_words(axis, value, self.ledger, self.texts))
                .collect();
            let words = words.join(model.comma);
            let more = values.len() > NAMED;
            parts.push(if more { (groups.and_others)(&words) } else { words });
        }
        if parts.is_empty() { groups.everybody.to_owned() } else { parts.join("·") }
    }
}

/// The division of what is entered.
#[derive(Clone, PartialEq)]
struct Proposal {
    division: Division,
    wish: Wish,
    ledger: Arc<Ledger>,
}

#[component]
pub fn SuggestDialog(page: Page, open: RwSignal<bool>) -> impl IntoView {
    let texts = page.editor.texts;
    let groups = &texts.groups;
    let workspace = page.editor.workspace;
    let usual = Wish::default();
    let least = Entry::new(usual.least.to_string());
    let most = Entry::new(usual.most.to_string());
    let moves_stages = RwSignal::new(usual.moves_stages);
    let listed = RwSignal::new(false);
    let close = Callback::new(move |()| open.set(false));
    let proposal = Memo::new(move |_| {
        let wish = Wish {
            least: least.read().filter(|least| (1..=MOST).contains(least))?,
            most: most.read().filter(|most| (1..=MOST).contains(most))?,
            moves_stages: moves_stages.get(),
        };
        let ledger = workspace.ledger();
        let fits = wish.least <= wish.most;
        fits.then(|| Proposal {
            division: Division::new(&ledger, ledger.settings.reference(), wish),
            wish,
            ledger,
        })
    });
    let make = move || {
        let Some(Proposal { division, ledger, .. }) = proposal.get_untracked() else { return };
        let names = Names::new(&division, &ledger, texts);
        let made = division.groups(&ledger, &mut workspace.new_ids(), &|part| names.of(part));
        let count = made.len();
        let done = page.editor.edit(Step::AddGroup(groups.suggest.to_owned()), |ledger| {
            if let Some(stages) = division.stages {
                let ages = &mut Arc::make_mut(&mut ledger.packs).ages;
                ages.stages = stages;
                ages.head.mark_changed(texts.settings.local);
            }
            division.gone.iter().try_for_each(|id| ledger.delete_group(*id))?;
            made.into_iter().try_for_each(|group| ledger.put_group(group))
        });
        if done.is_some() {
            let back = move || workspace.undo();
            page.editor.toaster.say_with((groups.suggested)(count), texts.shell.take_back, back);
        }
        open.set(false);
    };
    let changes = move || {
        proposal.with(|proposal| {
            let division = &proposal.as_ref()?.division;
            let count = division.parts.iter().filter(|part| part.changed).count();
            (count + division.gone.len() > 0).then_some(count)
        })
    };
    let preview = move || match proposal.get() {
        Some(proposal) => view! { <Preview proposal listed /> }.into_any(),
        None => view! { <p class="note is-bad">{groups.bad_sizes}</p> }.into_any(),
    };
    view! {
        <AskDialog
            title=groups.suggest
            on_close=close
            ok=move || (groups.make)(changes().unwrap_or_default())
            on_ok=make
            disabled=move || changes().is_none()
        >
            <p class="note">{groups.suggest_about}</p>
            <div class="form-pair">
                <EntryLine label=groups.least entry=least kind="number" />
                <EntryLine label=groups.most entry=most kind="number" hint=groups.most_hint />
            </div>
            <Tick label=groups.moves_stages on=moves_stages />
            <UndecidedNote />
            {preview}
        </AskDialog>
        <Show when=move || listed.get()>
            {move || {
                let people = proposal
                    .with(|one| one.as_ref().map(|one| one.division.unfilled.clone()))
                    .unwrap_or_default();
                let title = (groups.unfilled_in_none)(people.len());
                let on_close = Callback::new(move |()| listed.set(false));
                view! { <PeopleDialog title people on_close /> }
            }}
        </Show>
    }
}

/// Groups, mergers, and who is in none.
#[component]
fn Preview(proposal: Proposal, listed: RwSignal<bool>) -> impl IntoView {
    let texts = crate::ui::texts::texts();
    let groups = &texts.groups;
    let Proposal { division, wish, ledger } = proposal;
    let names = Names::new(&division, &ledger, texts);
    let parts = division
        .parts
        .iter()
        .map(|part| {
            let classes = part.classes(wish.most);
            let state = match (part.kept, part.changed) {
                (None, _) => groups.is_new,
                (Some(_), true) => groups.is_changed,
                (Some(_), false) => groups.is_kept,
            };
            view! {
                <tr>
                    <td>{names.of(part)}</td>
                    <td class="num">{part.people.len()}</td>
                    <td class="state">{state}</td>
                    <td>{(classes > 1).then(|| (groups.classes)(classes))}</td>
                </tr>
            }
        })
        .collect_view();
    let trail = division
        .trail
        .iter()
        .map(|one| {
            let (small, into) = (names.of(&one.small), names.of(&one.into));
            let (people, there) = (one.small.people.len(), one.into.people.len());
            view! { <li>{(groups.merger)(&small, people, wish.least, &into, there)}</li> }
        })
        .collect_view();
    let stages = division.stages.as_ref().map(|stages| {
        let ends: Vec<_> = stages
            .iter()
            .filter_map(|stage| Some((groups.stage_to)(&stage.name, stage.to?)))
            .collect();
        view! { <p class="note">{(groups.stages_move)(&ends.join(texts.model.comma))}</p> }
    });
    let name = |id| ledger.groups.get(id).map(|group| group.name.as_str());
    let gone: Vec<_> = division.gone.iter().filter_map(name).collect();
    let kept = division.parts.iter().filter(|part| part.kept.is_some()).count();
    let others = ledger.groups.len() - kept - gone.len();
    let (unfilled, steps) = (division.unfilled.len(), division.trail.len());
    view! {
        {stages}
        <table class="plain-table">
            <thead>
                <tr>
                    <th>{groups.list} " " {division.parts.len()}</th>
                    <th class="num">{texts.plan.people}</th>
                    <th></th>
                    <th></th>
                </tr>
            </thead>
            <tbody>{parts}</tbody>
        </table>
        {(unfilled > 0)
            .then(|| {
                view! {
                    <p>
                        <button
                            type="button"
                            class="text-button is-warn"
                            on:click=move |_| listed.set(true)
                        >
                            {(groups.unfilled_in_none)(unfilled)}
                        </button>
                    </p>
                }
            })}
        {(!gone.is_empty())
            .then(|| {
                view! { <p class="note is-warn">{(groups.gone)(&gone.join(texts.model.comma))}</p> }
            })}
        {(others > 0).then(|| view! { <p class="note">{(groups.others_stay)(others)}</p> })}
        {(steps > 0)
            .then(|| {
                view! {
                    <details>
                        <summary class="note">{groups.trail} " " {steps}</summary>
                        <ol class="note trail">{trail}</ol>
                    </details>
                }
            })}
    }
}
