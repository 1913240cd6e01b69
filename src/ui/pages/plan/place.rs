//! Automatic placement: the planner at work, and its answer as one step.

use std::collections::BTreeMap;
use std::sync::Arc;

use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

use super::issue::Asking;
use super::reasons::ask;
use super::rotation::Rotation;
use crate::browser::clock;
use crate::browser::events;
use crate::browser::worker::{self, Stop};
use crate::jobs::{PlaceBatches, Placed, packed};
use crate::model::batch::Placement;
use crate::model::plan::{Plan, PlanState};
use crate::model::step::Step;
use crate::order::Gather as _;
use crate::planning::rotation::from_plan::{Stay, all_begun, losing, moved, placements};
use crate::planning::rotation::planner::Effort;
use crate::ui::components::dialog::Dialog;

/// The planner at work.
#[derive(Clone)]
pub struct Run {
    permille: u32,
    /// People without a place so far.
    unplaced: usize,
    stop: StoredValue<Stop, LocalStorage>,
}

/// Many are placed already: do they stay where they are?
#[component]
pub fn AgainDialog(rotation: Rotation, open: RwSignal<bool>, placed: usize) -> impl IntoView {
    let texts = rotation.page.editor.texts;
    let words = &texts.rotation;
    let place = move |stay| {
        open.set(false);
        place_everybody(rotation, Effort::Normal, stay);
    };
    let close = Callback::new(move |()| open.set(false));
    let foot = move || {
        view! {
            <button type="button" class="button push" on:click=move |_| close.run(())>
                {texts.shell.cancel}
            </button>
            <button type="button" class="button" on:click=move |_| place(Stay::Told)>
                {words.place_anew}
            </button>
            <button type="button" class="button primary" on:click=move |_| place(Stay::Placed)>
                {words.place_stay}
            </button>
        }
    };
    view! {
        <Dialog title=texts.plan.place on_close=close foot=ViewFn::from(foot)>
            <p>{(words.placed_already)(placed)}</p>
            <p class="note">{words.again_about}</p>
        </Dialog>
    }
}

/// Asks the planner, in a worker: everybody who is neither pinned nor in a batch that has begun.
/// The seed is the day, so the same day gives the same plan.
pub fn place_everybody(rotation: Rotation, effort: Effort, stay: Stay) {
    let page = rotation.page;
    let words = &page.editor.texts.rotation;
    let workspace = page.editor.workspace;
    let ledger = workspace.ledger_untracked();
    let Some(plan) = ledger.plans.get(&page.id).cloned() else { return };
    let today = workspace.today();
    if all_begun(&plan, today) {
        page.editor.toaster.refuse(words.all_begun);
        return;
    }
    let seed = u32::from(today.year().unsigned_abs()) * 10_000
        + u32::from(today.month().unsigned_abs()) * 100
        + u32::from(today.day().unsigned_abs());
    let stop = Stop::default();
    let unplaced = rotation
        .board
        .with_untracked(|board| board.as_ref().map_or(0, |board| board.unplaced().count()));
    let run = Run { permille: 0, unplaced, stop: StoredValue::new_local(stop.clone()) };
    rotation.run.set(Some(run));
    spawn_local(async move {
        // Shows that it is at work before the ledger is handed over.
        clock::sleep(20).await;
        let job = PlaceBatches { plan: plan.id, today, stay, seed, effort };
        let tell = move |permille, word: String| {
            rotation.run.try_update(|run| {
                if let Some(run) = run {
                    run.permille = permille;
                    run.unplaced = word.parse().unwrap_or(run.unplaced);
                }
            });
        };
        let answer = worker::run(job, packed(&ledger), tell, &stop).await;
        let Some(stopped) = rotation.run.try_update(|run| run.take().is_none()) else { return };
        match answer {
            Ok((Ok(placed), _)) => {
                let out = losing(&ledger, &plan, &placements(&plan, &placed.plan));
                let answered = Answered { plan, placed, stopped };
                // People were told where to go: nobody loses that unasked.
                if out > 0 && answered.plan.state != PlanState::Draft {
                    rotation.answered.set(Some((answered, out)));
                } else {
                    take_over(rotation, &answered);
                }
            }
            Ok((Err(_), _)) | Err(_) => page.editor.toaster.refuse(words.failed.to_owned()),
        }
    });
}

/// What the planner answered.
#[derive(Clone)]
pub struct Answered {
    plan: Arc<Plan>,
    placed: Placed,
    stopped: bool,
}

/// Asks before people of an issued plan lose their places.
#[component]
pub fn LosingDialog(rotation: Rotation, answered: Answered, out: usize) -> impl IntoView {
    let words = &rotation.page.editor.texts.rotation;
    let open = RwSignal::new(true);
    Effect::new(move |_| {
        if !open.get() {
            rotation.answered.set(None);
        }
    });
    let take = Callback::new(move |()| take_over(rotation, &answered));
    view! {
        <Asking title=rotation.page.editor.texts.plan.place ok=words.lose_do open ok_do=take>
            <p>{(words.lose)(out)}</p>
        </Asking>
    }
}

/// One undo step, with a restore point before it.
fn take_over(rotation: Rotation, answered: &Answered) {
    let Answered { plan: asked, placed: Placed { plan: answer, people }, stopped } = answered;
    let (people, stopped) = (*people, *stopped);
    let page = rotation.page;
    let texts = page.editor.texts;
    let workspace = page.editor.workspace;
    let placements = placements(asked, answer);
    let (moved, out) = moved(asked, &placements);
    let placed = answer.assign.len();
    let step = Step::PlaceBatches(asked.title.clone());
    let result = workspace.edit_with_restore_point(step, |ledger| {
        ledger.edit_plan(page.id, |plan| {
            plan.edit_rotation(|rotation| {
                // What was asked for is no longer there, such as a batch that was deleted since.
                let known = |placement: &Placement| rotation.batch(placement.batch).is_some();
                let placements: BTreeMap<_, _> =
                    placements.into_iter().filter(|(_, placement)| known(placement)).gather_map();
                rotation.placements = placements;
                Ok(())
            })
        })
    });
    match result {
        Ok(()) => {
            if placed < people {
                ask(rotation);
            }
            let back = move || workspace.undo();
            let mut said = (texts.plan.placed_done)(placed, people.saturating_sub(placed));
            if out > 0 {
                said.push_str(&(texts.rotation.moved_out)(out));
            }
            if moved > 0 {
                said.push_str(&(texts.rotation.moved)(moved));
            }
            if stopped {
                said = texts.rotation.cancelled_run.to_owned();
            }
            let take_back = texts.shell.take_back;
            if placed < people {
                page.editor.toaster.warn_with(said, take_back, back);
            } else {
                page.editor.toaster.say_with(said, take_back, back);
            }
        }
        Err(rejection) => {
            page.editor.toaster.refuse((texts.model.rejection)(&rejection));
        }
    }
}

/// How far the planner is, with the way to end it.
#[component]
pub fn RunBar(rotation: Rotation) -> impl IntoView {
    let words = &rotation.page.editor.texts.rotation;
    let state =
        move || rotation.run.with(|run| run.as_ref().map(|run| (run.permille, run.unplaced)));
    let share = move || state().map_or(0, |(permille, _)| permille);
    let stop = move |_| {
        rotation.run.with_untracked(|run| {
            if let Some(run) = run {
                run.stop.with_value(Stop::now);
            }
        });
    };
    let is_running = Memo::new(move |_| rotation.run.with(Option::is_some));
    // The button that starts it cannot keep the focus meanwhile.
    Effect::new(move |before: Option<bool>| {
        let is_running = is_running.get();
        if before.is_some() {
            request_animation_frame(move || {
                if events::focus_is_lost() {
                    let next = if is_running { ".run-bar button" } else { ".rules .place" };
                    events::focus(next);
                }
            });
        }
        is_running
    });
    view! {
        <Show when=move || is_running.get()>
            <div class="callout run-bar" role="status">
                <progress max="1000" value=move || share().to_string()></progress>
                <span>
                    {move || state().map(|(permille, left)| (words.placing)(permille, left))}
                </span>
                <button type="button" class="button small push" on:click=stop>
                    {words.cancel}
                </button>
            </div>
        </Show>
    }
}
