//! 分批轮训: rules above, the board of batches × offices, and beside it who found no place and
//! why.

use std::collections::BTreeMap;

use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

use super::Page;
use super::batches::{BatchDialog, SeriesDialog};
use super::board::BoardView;
use super::board_phone::PhoneBatch;
use super::board_side::BoardSide;
use super::matrix_cell::course_name;
use super::reasons::{Known, ask};
use super::rules::RulesDialog;
use crate::browser::worker::{self, Stop};
use crate::grouping::membership::Overview;
use crate::grouping::membership::groups_in_order;
use crate::jobs::PlaceBatches;
use crate::model::batch::{Floor, Placement};
use crate::model::id::{BatchId, GroupId, PersonId};
use crate::model::plan::Plan;
use crate::model::step::Step;
use crate::order::Gather as _;
use crate::planning::need::{Subject, needs};
use crate::planning::rotation::board::Board;
use crate::planning::rotation::from_plan::{placements, problem};
use crate::planning::rotation::planner::Effort;
use crate::planning::rotation::problem::RotaPlan;
use crate::planning::rotation::rule_break::RuleBreak;
use crate::ui::components::empty::Empty;
use crate::ui::components::icon::{Icon, IconView};
use crate::ui::components::menu::{Choice, FilterChip};
use crate::ui::landscape::{MARGIN, print_landscape};
use crate::ui::words::person_words;

/// What the parts of the tab share.
#[derive(Clone, Copy)]
pub struct Rotation {
    pub page: Page,
    pub board: Memo<Option<Board>>,
    /// Whose reasons are shown.
    pub chosen: RwSignal<Option<PersonId>>,
    /// Who is being moved, and over which batch.
    pub lifted: RwSignal<Option<(PersonId, BatchId)>>,
    /// A move that breaks a rule and waits for a reason.
    pub blocked: RwSignal<Option<(PersonId, BatchId)>>,
    /// The batch whose dialog is open.
    pub batch: RwSignal<Option<BatchId>>,
    /// The planner at work.
    run: RwSignal<Option<Run>>,
    /// Why people have no place, of a plan as it stood; and whether that is being found out.
    pub known: RwSignal<Known>,
    pub asking: RwSignal<bool>,
}

/// The planner at work.
#[derive(Clone)]
struct Run {
    permille: u32,
    /// People without a place so far.
    unplaced: usize,
    stop: StoredValue<Stop, LocalStorage>,
}

impl Rotation {
    /// The rules that a move would break.
    pub fn violations(self, person: PersonId, batch: BatchId) -> Vec<RuleBreak> {
        self.board.with(|board| {
            board.as_ref().map(|board| board.violations(person, batch)).unwrap_or_default()
        })
    }

    /// The place of a person, untracked.
    pub fn batch_of(self, person: PersonId) -> Option<BatchId> {
        self.board.with_untracked(|board| board.as_ref().and_then(|board| board.batch_of(person)))
    }

    /// Moves somebody, where no rule is broken; else asks.
    pub fn try_move(self, person: PersonId, batch: BatchId) {
        self.lifted.set(None);
        self.chosen.set(Some(person));
        if self.batch_of(person) == Some(batch) {
            self.blocked.set(None);
        } else if untrack(|| self.violations(person, batch)).is_empty() {
            self.move_person(person, Some(batch), String::new());
        } else {
            self.blocked.set(Some((person, batch)));
        }
    }

    /// Is the planner at work, or nothing to plan?
    pub fn is_busy(self) -> bool {
        self.run.with(Option::is_some) || self.page.with(|plan| plan.rotation.batches.is_empty())
    }

    /// Has the planner try for longer.
    pub fn place_finer(self) {
        place_everybody(self, Effort::Fine);
    }

    /// Moves somebody whatever the rules say.
    pub fn move_person(self, person: PersonId, batch: Option<BatchId>, reason: String) {
        self.blocked.set(None);
        let ledger = self.page.editor.workspace.ledger_untracked();
        let step = Step::MovePerson(person_words(person, &ledger));
        self.page.editor.edit_aloud(step, |ledger| {
            ledger.edit_plan(self.page.id, |plan| {
                plan.edit_rotation(|rotation| rotation.move_person(person, batch, reason))
            })
        });
    }
}

#[component]
pub fn RotationTab(page: Page) -> impl IntoView {
    print_landscape(MARGIN);
    let words = &page.editor.texts.plan;
    let workspace = page.editor.workspace;
    let board = Memo::new(move |_| {
        let ledger = workspace.ledger();
        page.plan.with(|plan| {
            plan.as_ref().map(|plan| Board::new(&ledger, plan, ledger.settings.reference()))
        })
    });
    let rotation = Rotation {
        page,
        board,
        chosen: RwSignal::new(None),
        lifted: RwSignal::new(None),
        blocked: RwSignal::new(None),
        batch: RwSignal::new(None),
        run: RwSignal::new(None),
        known: RwSignal::new(None),
        asking: RwSignal::new(false),
    };
    let making = RwSignal::new(false);
    let has_batches = Memo::new(move |_| page.with(|plan| !plan.rotation.batches.is_empty()));
    view! {
        <div class="split no-line">
            <div class="region main">
                <Rules rotation making />
                <RunBar rotation />
                <Show
                    when=move || has_batches.get()
                    fallback=move || {
                        view! {
                            <Empty
                                icon=Icon::Plan
                                title=words.no_batches_title
                                text=words.no_batches_text
                            >
                                <button
                                    type="button"
                                    class="button"
                                    on:click=move |_| making.set(true)
                                >
                                    {words.make_batches}
                                </button>
                            </Empty>
                        }
                    }
                >
                    <PhoneBatch rotation />
                    <BoardView rotation />
                </Show>
            </div>
            <Show when=move || has_batches.get()>
                <BoardSide rotation />
            </Show>
        </div>
        <Show when=move || making.get()>
            <SeriesDialog rotation making />
        </Show>
        {move || rotation.batch.get().map(|batch| view! { <BatchDialog rotation batch /> })}
    }
}

/// Floor, groups and course, and the two buttons.
#[component]
fn Rules(rotation: Rotation, making: RwSignal<bool>) -> impl IntoView {
    let page = rotation.page;
    let texts = page.editor.texts;
    let words = &texts.plan;
    let workspace = page.editor.workspace;
    let floor = move || page.with(|plan| plan.rotation.floor);
    let set_floor = move |floor: Floor| {
        page.edit(|plan| {
            plan.edit_rotation(|rotation| {
                rotation.floor = floor;
                Ok(())
            })
        });
    };
    let floor_value = move || match floor() {
        Floor::Share { percent } => percent,
        Floor::Number { people } => people,
    };
    let own_groups =
        move || page.with(|plan| plan.rotation.groups.iter().map(ToString::to_string).gather_set());
    let groups = RwSignal::new(untrack(own_groups));
    // What was changed elsewhere, such as by undo, comes back into the chip.
    Effect::new(move |_| {
        let own = own_groups();
        if groups.get_untracked() != own {
            groups.set(own);
        }
    });
    Effect::new(move |_| {
        let chosen = groups.get();
        if chosen != untrack(own_groups) {
            page.edit(|plan| {
                plan.edit_rotation(|rotation| {
                    rotation.groups = chosen.iter().filter_map(|id| GroupId::parse(id)).collect();
                    Ok(())
                })
            });
        }
    });
    let choices = Signal::derive(move || {
        groups_in_order(&workspace.ledger())
            .into_iter()
            .map(|group| Choice {
                value: group.id.to_string(),
                label: group.name.clone(),
                after: String::new(),
            })
            .collect::<Vec<_>>()
    });
    let course = move || page.with(|plan| plan.rotation.course.clone());
    let courses = move || {
        let ledger = workspace.ledger();
        let chosen = course();
        let known = ledger.packs.courses.courses.iter();
        known
            .map(|one| {
                let selected = chosen.as_ref() == Some(&one.code);
                view! {
                    <option value=one.code.clone() selected=selected>
                        {course_name(&ledger, &one.code)}
                    </option>
                }
            })
            .collect_view()
    };
    let placed = move || {
        rotation.board.with(|board| {
            board.as_ref().map(|board| {
                let people = board.participants().count();
                (words.placed)(people - board.unplaced().count(), people)
            })
        })
    };
    let ruling = RwSignal::new(false);
    view! {
        <div class="toolbar rules">
            <select
                class="field small"
                aria-label=words.rules
                on:change:target=move |event| {
                    let value = floor_value();
                    set_floor(
                        if event.target().value() == "number" {
                            Floor::Number { people: value.clamp(1, 10) }
                        } else {
                            Floor::Share { percent: value.clamp(10, 100) }
                        },
                    );
                }
            >
                <option
                    value="share"
                    selected=move || matches!(floor(), Floor::Share { .. })
                >
                    {words.floor_share}
                </option>
                <option
                    value="number"
                    selected=move || matches!(floor(), Floor::Number { .. })
                >
                    {words.floor_number}
                </option>
            </select>
            <input
                class="field small floor-value num"
                type="number"
                min="0"
                max="100"
                aria-label=words.floor_value
                prop:value=move || floor_value().to_string()
                on:change:target=move |event| {
                    if let Ok(value) = event.target().value().parse::<u32>() {
                        set_floor(
                            match floor() {
                                Floor::Share { .. } => Floor::Share { percent: value.min(100) },
                                Floor::Number { .. } => Floor::Number { people: value },
                            },
                        );
                    }
                }
            />
            <FilterChip
                label=words.takes_part
                choices
                chosen=groups
                clear=words.everybody
            />
            <select
                class="field small"
                aria-label=words.course
                on:change:target=move |event| {
                    let code = event.target().value();
                    page.edit(|plan| {
                        plan.edit_rotation(|rotation| {
                            rotation.course = (!code.is_empty()).then_some(code);
                            Ok(())
                        })
                    });
                }
            >
                <option value="" selected=move || course().is_none()>
                    {words.no_course}
                </option>
                {courses}
            </select>
            <span class="push found">{placed}</span>
            <button type="button" class="button small" on:click=move |_| making.set(true)>
                <IconView icon=Icon::Plus />
                {words.make_batches}
            </button>
            <button type="button" class="button small" on:click=move |_| ruling.set(true)>
                {move || (texts.rotation.rules_of)(rotation.rules())}
            </button>
            <button
                type="button"
                class="button small"
                disabled=move || rotation.is_busy()
                on:click=move |_| place_everybody(rotation, Effort::Normal)
            >
                {words.place}
            </button>
        </div>
        <Show when=move || ruling.get()>
            <RulesDialog rotation open=ruling />
        </Show>
    }
}

/// Asks the planner, in a worker: everybody who is neither pinned nor in a batch that has begun.
/// The seed is the day, so the same day gives the same plan.
fn place_everybody(rotation: Rotation, effort: Effort) {
    let page = rotation.page;
    let words = &page.editor.texts.rotation;
    let workspace = page.editor.workspace;
    let ledger = workspace.ledger_untracked();
    let Some(plan) = ledger.plans.get(&page.id).cloned() else { return };
    let today = workspace.today();
    let seed = u32::from(today.year().unsigned_abs()) * 10_000
        + u32::from(today.month().unsigned_abs()) * 100
        + u32::from(today.day().unsigned_abs());
    let reference = ledger.settings.reference();
    // Whoever needs the course most goes first.
    let needs = needs(&ledger, &Overview::new(&ledger, reference), reference).needs;
    let course = plan.rotation.course.clone().map(Subject::Course);
    // Of several the most urgent, which stands first, stays.
    let of_course = needs.iter().filter(|need| course.as_ref() == Some(&need.subject));
    let priorities: BTreeMap<PersonId, u32> =
        of_course.rev().map(|need| (need.person, u32::from(need.priority()))).gather_map();
    let urgent = |person: PersonId| priorities.get(&person).copied().unwrap_or(0);
    let problem = problem(&ledger, &plan, reference, today, &urgent);
    let people = problem.needs.len();
    let job = PlaceBatches { problem, seed, effort };
    let stop = Stop::default();
    let run = Run { permille: 0, unplaced: people, stop: StoredValue::new_local(stop.clone()) };
    rotation.run.set(Some(run));
    spawn_local(async move {
        let tell = move |permille, word: String| {
            rotation.run.try_update(|run| {
                if let Some(run) = run {
                    run.permille = permille;
                    run.unplaced = word.parse().unwrap_or(run.unplaced);
                }
            });
        };
        let answer = worker::run(job, Vec::new(), tell, &stop).await;
        let Some(stopped) = rotation.run.try_update(|run| run.take().is_none()) else { return };
        match answer {
            Ok((Ok(answer), _)) => take_over(rotation, &plan, &answer, people, stopped),
            Ok((Err(_), _)) | Err(_) => page.editor.toaster.refuse(words.failed.to_owned()),
        }
    });
}

/// One undo step, with a restore point before it.
fn take_over(rotation: Rotation, asked: &Plan, answer: &RotaPlan, people: usize, stopped: bool) {
    let page = rotation.page;
    let texts = page.editor.texts;
    let workspace = page.editor.workspace;
    let placements = placements(asked, answer);
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
            let back = Callback::new(move |()| workspace.undo());
            let mut said = (texts.plan.placed_done)(placed, people.saturating_sub(placed));
            if stopped {
                said = texts.rotation.cancelled_run.to_owned();
            }
            page.editor.toaster.say_with(said, texts.shell.take_back, back);
        }
        Err(rejection) => {
            page.editor.toaster.refuse((texts.model.rejection)(&rejection));
        }
    }
}

/// How far the planner is, with the way to end it.
#[component]
fn RunBar(rotation: Rotation) -> impl IntoView {
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
    view! {
        <Show when=move || rotation.run.with(Option::is_some)>
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
