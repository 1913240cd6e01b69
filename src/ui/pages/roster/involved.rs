//! Where a person stands in the plans of the year: batches, classes, pairs.

use leptos::prelude::*;

use crate::model::id::PersonId;
use crate::model::ledger::Ledger;
use crate::route::{PlanTab, Route};
use crate::ui::texts::texts;
use crate::ui::words::person_words;

/// Each with the words for it and its address.
fn lines(person: PersonId, ledger: &Ledger) -> Vec<(String, Route)> {
    let messages = texts();
    let roster = &messages.roster;
    let range = messages.format.range;
    let mut lines = Vec::new();
    for plan in ledger.plans.values().filter(|plan| plan.year == ledger.settings.year) {
        let rotation = &plan.rotation;
        let placed = rotation.placements.get(&person).and_then(|placement| {
            let batch = rotation.batches.iter().find(|batch| batch.id == placement.batch)?;
            Some((rotation.number(batch.id)?, batch))
        });
        if let Some((number, batch)) = placed {
            let when = range(batch.start, batch.end);
            let words = format!("{} {when}", (messages.hours.batch)(number));
            lines.push((words, Route::Plan(plan.id, PlanTab::Rotation)));
        }
        for class in plan.intensive.iter().filter(|class| class.people.contains(&person)) {
            let words = format!("{} {}", class.title, range(class.start, class.end));
            lines.push((words, Route::Plan(plan.id, PlanTab::Intensive)));
        }
        for pair in plan.standing_pairs() {
            let words = if pair.helper == person {
                (roster.helps)(&person_words(pair.helped, ledger), &pair.subject)
            } else if pair.helped == person {
                (roster.helped_by)(&person_words(pair.helper, ledger), &pair.subject)
            } else {
                continue;
            };
            lines.push((words, Route::Plan(plan.id, PlanTab::Pairs)));
        }
    }
    lines
}

/// The section of the drawer.
#[component]
pub fn Involved(person: PersonId, ledger: std::sync::Arc<Ledger>) -> impl IntoView {
    let roster = &texts().roster;
    let lines = lines(person, &ledger);
    let none = lines.is_empty().then(|| view! { <p class="quiet">{roster.in_no_plan}</p> });
    let lines = lines
        .into_iter()
        .map(|(words, route)| view! { <p class="link-line"><a href=route.href()>{words}</a></p> })
        .collect_view();
    view! {
        <h3>{roster.in_plans}</h3>
        {none}
        {lines}
    }
}
