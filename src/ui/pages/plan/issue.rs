//! The one question before a plan is issued: what will stand in it, and who is left out.

use leptos::prelude::*;

use super::Page;
use crate::grouping::membership::Overview;
use crate::model::id::PersonId;
use crate::planning::coverage::Coverage;
use crate::planning::rotation::board::takes_part;
use crate::ui::components::dialog::Dialog;
use crate::ui::words::names_words;

/// So many names stand in a line.
const NAMED: usize = 6;

#[component]
pub fn IssueDialog(page: Page, open: RwSignal<bool>, issue: Callback<()>) -> impl IntoView {
    let texts = page.editor.texts;
    let words = &texts.matrix;
    let ledger = page.editor.workspace.ledger_untracked();
    let reference = ledger.settings.reference();
    let close = Callback::new(move |()| open.set(false));
    let plan = ledger.plans.get(&page.id)?;
    let rotation = &plan.rotation;
    let taking = if rotation.batches.is_empty() {
        Vec::new()
    } else {
        takes_part(plan, &ledger, reference).into_iter().collect()
    };
    let unplaced: Vec<PersonId> =
        taking.iter().copied().filter(|id| !rotation.placements.contains_key(id)).collect();
    let none = Coverage::new(plan, &ledger, &Overview::new(&ledger, reference), reference).in_none;
    let seats = plan.intensive.iter().map(|class| class.people.len()).sum();
    let all = [
        (plan.matrix.len(), (words.issue_courses)(plan.matrix.len())),
        (
            rotation.batches.len(),
            (words.issue_batches)(
                rotation.batches.len(),
                taking.len() - unplaced.len(),
                taking.len(),
            ),
        ),
        (plan.intensive.len(), (words.issue_classes)(plan.intensive.len(), seats)),
    ];
    let parts = all.into_iter().filter(|(count, _)| *count > 0);
    let parts = parts.map(|(_, words)| view! { <li>{words}</li> }).collect_view();
    let names = |people: &[PersonId]| names_words(people, NAMED, &ledger, texts);
    let left_out = [(&unplaced, words.issue_unplaced), (&none, words.issue_none)]
        .into_iter()
        .filter(|(people, _)| !people.is_empty())
        .map(|(people, words)| view! { <p class="note is-warn">{words(&names(people))}</p> })
        .collect_view();
    let nobody = (unplaced.is_empty() && none.is_empty()).then_some(words.issue_all_placed);
    let foot = move || {
        view! {
            <button type="button" class="button push" on:click=move |_| close.run(())>
                {texts.shell.cancel}
            </button>
            <button
                type="button"
                class="button primary"
                on:click=move |_| {
                    open.set(false);
                    issue.run(());
                }
            >
                {words.issue_now}
            </button>
        }
    };
    Some(view! {
        <Dialog title=words.issue_title on_close=close foot=ViewFn::from(foot)>
            <ul>{parts}</ul>
            {left_out}
            <p>{nobody}</p>
            <p class="note">{words.issue_about}</p>
        </Dialog>
    })
}
