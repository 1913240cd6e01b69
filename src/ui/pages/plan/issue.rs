//! The one question before a plan is issued: what will stand in it, and who is left out; and what
//! changed since, before the changes are issued; what is left open, before the plan is closed.

use std::collections::BTreeMap;

use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

use super::Page;
use crate::browser::files;
use crate::grouping::membership::Overview;
use crate::i18n::messages::Messages;
use crate::model::id::{BatchId, PersonId};
use crate::model::issue::PlanChange;
use crate::model::ledger::Ledger;
use crate::model::plan::Plan;
use crate::planning::coverage::{Coverage, unscheduled};
use crate::planning::rotation::board::{Board, takes_part};
use crate::planning::schedule::{Event, What};
use crate::planning::unrecorded::LeftOpen;
use crate::ui::components::dialog::AskDialog;
use crate::ui::people::in_roster_order;
use crate::ui::words::{course_words, names_words, person_words};

/// So many names stand in a line.
const NAMED: usize = 6;
/// So many where people are to be told.
const TOLD: usize = 60;

/// What changed since a plan was issued, in sentences: one for all who went the same way.
pub fn change_lines(plan: &Plan, ledger: &Ledger, texts: &Messages) -> Vec<String> {
    let words = &texts.plan;
    let now = |batch: BatchId| plan.rotation.number(batch);
    // People know a batch by the number that it was issued with.
    let told = |batch: BatchId| {
        let issued = plan.issued.as_ref().and_then(|issued| issued.rotation.number(batch));
        issued.or_else(|| now(batch))
    };
    let name = |person: PersonId| person_words(person, ledger);
    let names = |people: &[PersonId]| names_words(people, NAMED, ledger, texts);
    let quoted = texts.classes.quoted;
    let mut ways: BTreeMap<(Option<BatchId>, Option<BatchId>), Vec<PersonId>> = BTreeMap::new();
    let mut lines = Vec::new();
    for change in plan.changes_since_issue() {
        lines.push(match change {
            PlanChange::Person { person, before, now } => {
                ways.entry((before, now)).or_default().push(person);
                continue;
            }
            PlanChange::Batch { batch, change } => {
                let number = told(batch).unwrap_or_default();
                let renumbered = now(batch).filter(|now| *now != number);
                let mut title = (words.batch)(number);
                title.push_str(&renumbered.map(words.renumbered).unwrap_or_default());
                (words.event_change)(&title, &change)
            }
            PlanChange::Class { title, change, .. } => {
                (words.event_change)(&quoted(title), &change)
            }
            PlanChange::ClassPeople { title, joined, left } => {
                (words.class_people)(&quoted(title), &names(&joined), &names(&left))
            }
            PlanChange::Pair { helper, helped, stands } => {
                (words.paired)(&name(helper), &name(helped), stands)
            }
            PlanChange::Circle { title, people, stands } => {
                (words.circled)(&quoted(title), &names(&people), stands)
            }
        });
    }
    let moved = ways.into_iter().map(|((before, after), people)| {
        (words.change)(&names(&people), before.and_then(told), after.and_then(now))
    });
    lines.extend(moved);
    lines
}

/// Since when, and how many changes.
pub fn since_words(plan: &Plan, ledger: &Ledger, texts: &Messages) -> String {
    let day = plan.issued.as_ref().map(|issued| issued.at.date());
    let day = day.map(|day| (texts.format.day)(day, ledger.settings.year)).unwrap_or_default();
    (texts.plan.since_issue)(&day, plan.changes_since_issue().len())
}

/// One point each.
pub fn lines(sentences: Vec<String>) -> impl IntoView {
    sentences.into_iter().map(|line| view! { <li>{line}</li> }).collect_view()
}

/// What changed since the plan was issued, whom that concerns, and the way to issue it.
#[component]
pub fn ChangesDialog(page: Page, open: RwSignal<bool>, issue: Callback<()>) -> impl IntoView {
    let texts = page.editor.texts;
    let words = &texts.plan;
    let ledger = page.editor.workspace.ledger_untracked();
    let plan = ledger.plans.get(&page.id)?;
    let changes = change_lines(plan, &ledger, texts);
    let concerned = in_roster_order(&ledger, plan.concerned());
    let concerned: Vec<PersonId> = concerned.into_iter().map(|person| person.id).collect();
    let names = names_words(&concerned, concerned.len(), &ledger, texts);
    let told = (words.concerned)(concerned.len(), &names_words(&concerned, TOLD, &ledger, texts));
    let since = since_words(plan, &ledger, texts);
    let copied = RwSignal::new(None::<bool>);
    let copy = move |_| {
        let names = names.clone();
        spawn_local(async move { copied.set(Some(files::copy(&names).await)) });
    };
    // A dialog covers what the page says, so the button itself does.
    let copy_words = move || match copied.get() {
        None => words.copy_names,
        Some(true) => words.names_copied,
        Some(false) => words.names_not_copied,
    };
    let copy_button = (!concerned.is_empty()).then(|| {
        view! {
            <p>
                <button type="button" class="button small" on:click=copy>
                    {copy_words}
                </button>
            </p>
        }
    });
    Some(view! {
        <Asking title=words.issue_changes ok=words.issue_changes open ok_do=issue>
            <p>{since}</p>
            <ul class="diff">{lines(changes)}</ul>
            <p class="note">{told}</p>
            {copy_button}
        </Asking>
    })
}

/// A dialog with what is about to be done and the one button that does it.
#[component]
pub fn Asking(
    title: &'static str,
    ok: &'static str,
    open: RwSignal<bool>,
    ok_do: Callback<()>,
    children: Children,
) -> impl IntoView {
    let close = Callback::new(move |()| open.set(false));
    let take = move || {
        open.set(false);
        ok_do.run(());
    };
    view! {
        <AskDialog title on_close=close ok on_ok=take>
            {children()}
        </AskDialog>
    }
}

/// What a plan that is to be closed has not done yet.
#[component]
pub fn CloseDialog(page: Page, open: RwSignal<bool>, close: Callback<()>) -> impl IntoView {
    let texts = page.editor.texts;
    let words = &texts.plan;
    let ledger = page.editor.workspace.ledger_untracked();
    let plan = ledger.plans.get(&page.id)?;
    let left = LeftOpen::of(plan, &ledger, page.editor.workspace.today());
    let name = |event: &Event| match event.what {
        What::Batch(_, number) => (words.batch)(number),
        What::Class(_) => (texts.classes.quoted)(&event.title),
    };
    let line = |events: &[Event], line: fn(usize, &str) -> String| {
        let names: Vec<_> = events.iter().take(NAMED).map(name).collect();
        let mut names = names.join(texts.model.comma);
        if events.len() > NAMED {
            names = (texts.groups.and_values)(&names, events.len());
        }
        (!events.is_empty())
            .then(|| view! { <p class="note is-warn">{line(events.len(), &names)}</p> })
    };
    let ahead = line(&left.ahead, words.close_ahead);
    let unrecorded = line(&left.unrecorded, words.close_unrecorded);
    Some(view! {
        <Asking title=words.close ok=words.close open ok_do=close>
            {ahead}
            {unrecorded}
            <p>{words.close_about}</p>
        </Asking>
    })
}

#[component]
pub fn IssueDialog(page: Page, open: RwSignal<bool>, issue: Callback<()>) -> impl IntoView {
    let texts = page.editor.texts;
    let words = &texts.matrix;
    let ledger = page.editor.workspace.ledger_untracked();
    let reference = ledger.settings.reference();
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
    let courses = unscheduled(plan);
    let waiting = (!courses.is_empty()).then(|| {
        let names: Vec<_> = courses.iter().map(|code| course_words(code, &ledger)).collect();
        let line = (words.issue_unscheduled)(names.len(), &names.join(texts.model.comma));
        view! { <p class="note is-warn">{line}</p> }
    });
    let (batches, people) = Board::new(&ledger, plan, reference).broken_by_batch();
    let broken = people.len() + batches.iter().map(|(.., people)| people.len()).sum::<usize>();
    let against =
        (broken > 0).then(|| view! { <p class="note is-bad">{(texts.plan.broken)(broken)}</p> });
    let is_complete = unplaced.is_empty() && none.is_empty() && courses.is_empty() && broken == 0;
    let nobody = is_complete.then_some(words.issue_all_placed);
    Some(view! {
        <Asking title=words.issue_title ok=words.issue_now open ok_do=issue>
            <ul>{parts}</ul>
            {against}
            {left_out}
            {waiting}
            <p>{nobody}</p>
            <p class="note">{words.issue_about}</p>
        </Asking>
    })
}
