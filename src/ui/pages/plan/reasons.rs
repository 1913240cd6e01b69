//! Why people cannot be placed, as sentences with what would help; asked of the planner.

use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

use super::matrix_cell::course_name;
use super::place::place_everybody;
use super::rotation::Rotation;
use crate::browser::worker::{self, Stop};
use crate::jobs::{ExplainPlaces, packed};
use crate::model::id::{BatchId, PersonId};
use crate::model::ledger::Ledger;
use crate::planning::rotation::explain::conflict::{Conflict, Fix};
use crate::planning::rotation::from_plan::{OFFICERS, Stay, office_of};
use crate::planning::rotation::mend::{is_edit, mend};
use crate::planning::rotation::planner::Effort;
use crate::planning::rotation::problem::RotaPlan;
use crate::ui::words::{office_words, person_words};

/// What is known of a plan as it stood.
pub type Known = Option<(RotaPlan, Vec<Conflict>)>;

/// Asks why those without a place have none; batches that have begun take nobody.
pub fn ask(rotation: Rotation) {
    let workspace = rotation.page.editor.workspace;
    let ledger = workspace.ledger_untracked();
    rotation.asking.set(true);
    let job = ExplainPlaces { plan: rotation.page.id, today: workspace.today() };
    spawn_local(async move {
        let answer = worker::run(job, packed(&ledger), |_, _| (), &Stop::default()).await;
        rotation.asking.try_set(false);
        match answer {
            Ok((Ok(known), _)) => {
                rotation.known.try_set(Some(known));
            }
            Ok((Err(_), _)) | Err(_) => {
                let words = &rotation.page.editor.texts.rotation;
                rotation.page.editor.toaster.refuse(words.failed.to_owned());
            }
        }
    });
}

/// Makes a proposed change as one step, and offers to place again with it.
fn change(rotation: Rotation, fix: &Fix) {
    let page = rotation.page;
    let words = &page.editor.texts.rotation;
    let workspace = page.editor.workspace;
    let ledger = workspace.ledger_untracked();
    let new = BatchId::new(&mut workspace.new_ids());
    let reason = words.fix_reason.to_owned();
    if page.edit(|plan| mend(&ledger, plan, fix, new, reason)) {
        // What was found out holds no longer.
        rotation.known.set(None);
        let again = move || {
            // The toast may outlive the board.
            if rotation.run.try_with_untracked(|_| ()).is_some() {
                place_everybody(rotation, Effort::Normal, Stay::Placed);
            }
        };
        page.editor.toaster.say_with(words.fixed, words.place_again, again);
    }
}

/// The name behind an id of the problem.
fn name_of(rotation: Rotation, ledger: &Ledger, id: &str) -> String {
    let texts = rotation.page.editor.texts;
    if id.is_empty() {
        return rotation.page.with(|plan| plan.title.clone());
    }
    if let Some(office) = id.strip_prefix(OFFICERS).and_then(office_of) {
        return format!("{}{}", office_words(office, ledger), texts.rotation.officers);
    }
    if let Some(place) = id.strip_prefix("cover:").and_then(|place| place.parse::<usize>().ok()) {
        let cover = rotation.page.with(|plan| plan.rotation.covers.get(place).cloned());
        return cover.map_or_else(String::new, |cover| {
            format!("{}{}", office_words(cover.office, ledger), cover.post)
        });
    }
    if let Some(place) = id.strip_prefix("link:").and_then(|place| place.parse::<usize>().ok()) {
        let link = rotation.page.with(|plan| plan.rotation.links.get(place).cloned());
        return link.map_or_else(String::new, |link| {
            let [one, other] = link.people.map(|person| person_words(person, ledger));
            (texts.rotation.link_line)(&one, &other, &(texts.rotation.link)(&link.kind))
        });
    }
    if let Some(person) = PersonId::parse(id).filter(|id| ledger.person(*id).is_some()) {
        return person_words(person, ledger);
    }
    if let Some(office) = office_of(id).filter(|office| ledger.offices.contains_key(office)) {
        return office_words(office, ledger);
    }
    let number =
        BatchId::parse(id).and_then(|id| rotation.page.with(|plan| plan.rotation.number(id)));
    match number {
        Some(number) => (texts.plan.batch)(number),
        None => course_name(ledger, id),
    }
}

/// The sentences, or the way to ask for them.
#[component]
pub fn Reasons(rotation: Rotation) -> impl IntoView {
    let page = rotation.page;
    let texts = page.editor.texts;
    let words = &texts.rotation;
    let conflicts = Memo::new(move |_| {
        rotation.board.with(|board| {
            let stands = board.as_ref()?.stands();
            rotation.known.with(|known| {
                let (plan, conflicts) = known.as_ref()?;
                (plan.assign == stands.assign).then(|| conflicts.clone())
            })
        })
    });
    let lines = move || {
        let ledger = page.editor.workspace.ledger();
        let name = |id: &str| name_of(rotation, &ledger, id);
        let line = |conflict: Conflict| {
            let fixes = conflict.fixes.iter().map(|fix| {
                let button = is_edit(fix).then(|| {
                    let fix = fix.clone();
                    view! {
                        " "
                        <button
                            type="button"
                            class="text-button"
                            on:click=move |_| change(rotation, &fix)
                        >
                            {words.do_fix}
                        </button>
                    }
                });
                view! {
                    <p class="note">
                        {(words.would_help)(&(texts.conflicts.fix)(fix, &name))} {button}
                    </p>
                }
            });
            view! {
                <li>
                    <b class:is-bad=conflict.proven>{(texts.conflicts.kind)(conflict.kind)}</b>
                    <p>{(texts.conflicts.sentence)(&conflict, &name)}</p>
                    {fixes.collect_view()}
                </li>
            }
        };
        conflicts.get().unwrap_or_default().into_iter().map(line).collect_view()
    };
    view! {
        <Show
            when=move || conflicts.with(Option::is_some)
            fallback=move || {
                view! {
                    <p class="acts">
                        <button
                            type="button"
                            class="text-button"
                            disabled=rotation.asking
                            on:click=move |_| ask(rotation)
                        >
                            {move || if rotation.asking.get() { words.asking } else { words.ask_why }}
                        </button>
                    </p>
                }
            }
        >
            <ul class="uncovered">{lines}</ul>
        </Show>
    }
}
