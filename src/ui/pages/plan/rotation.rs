//! 分批轮训: rules above, the board of batches × offices, and beside it who found no place and
//! why.

use leptos::prelude::*;

use super::Page;
use super::batches::{BatchDialog, SeriesDialog};
use super::board::BoardView;
use super::board_phone::PhoneBatch;
use super::board_rows::{heads, rows};
use super::board_side::BoardSide;
use super::issue::Asking;
use super::matrix_cell::course_name;
use super::place::{AgainDialog, Answered, LosingDialog, Run, RunBar, place_everybody};
use super::reasons::Known;
use super::rules::RulesDialog;
use crate::grouping::membership::groups_in_order;
use crate::model::batch::Floor;
use crate::model::id::{BatchId, GroupId, OfficeId, PersonId};
use crate::model::plan::Plan;
use crate::model::step::Step;
use crate::order::Gather as _;
use crate::planning::rotation::board::Board;
use crate::planning::rotation::from_plan::{Stay, movable};
use crate::planning::rotation::planner::Effort;
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
    /// Whose name the keyboard is at, and the office whose names are stops of Tab.
    pub reached: StoredValue<Option<PersonId>>,
    pub row: RwSignal<Option<OfficeId>>,
    /// Who is being moved, and over which batch.
    pub lifted: RwSignal<Option<(PersonId, BatchId)>>,
    /// A move that breaks a rule and waits for a reason.
    pub blocked: RwSignal<Option<(PersonId, BatchId)>>,
    /// A move into a batch that has begun, to be confirmed.
    pub late: RwSignal<Option<(PersonId, BatchId)>>,
    /// The batch whose dialog is open.
    pub batch: RwSignal<Option<BatchId>>,
    /// The planner at work.
    pub run: RwSignal<Option<Run>>,
    /// Its answer that would take so many out of their batches, to be confirmed.
    pub answered: RwSignal<Option<(Answered, usize)>>,
    /// Why people have no place, of a plan as it stood; and whether that is being found out.
    pub known: RwSignal<Known>,
    pub asking: RwSignal<bool>,
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
        } else if !untrack(|| self.violations(person, batch)).is_empty() {
            self.blocked.set(Some((person, batch)));
        } else if self.has_begun(batch) {
            self.blocked.set(None);
            self.late.set(Some((person, batch)));
        } else {
            self.move_person(person, Some(batch), String::new());
        }
    }

    fn has_begun(self, batch: BatchId) -> bool {
        let today = self.page.editor.workspace.today();
        let begun = |plan: &Plan| plan.rotation.batch(batch).is_some_and(|one| one.start <= today);
        untrack(|| self.page.with(begun))
    }

    /// Is the planner at work, or nothing to plan?
    pub fn is_busy(self) -> bool {
        self.run.with(Option::is_some) || self.page.with(|plan| plan.rotation.batches.is_empty())
    }

    /// Has the planner try for longer.
    pub fn place_finer(self) {
        place_everybody(self, Effort::Fine, Stay::Told);
    }

    /// The keyboard has come to a name: the names of its office are the stops of Tab.
    pub fn reach(self, person: PersonId, office: OfficeId) {
        self.reached.set_value(Some(person));
        if self.row.get_untracked() != Some(office) {
            self.row.set(Some(office));
        }
    }

    /// Lets go of who is held over a batch.
    pub fn put_back(self) {
        // A name that goes with the tab loses the focus after all of this has gone.
        if self.lifted.try_with_untracked(Option::is_some) == Some(true) {
            self.lifted.set(None);
        }
    }

    /// Moves somebody whatever the rules say.
    pub fn move_person(self, person: PersonId, batch: Option<BatchId>, reason: String) {
        self.blocked.set(None);
        self.reached.set_value(Some(person));
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
        reached: StoredValue::new(None),
        row: RwSignal::new(None),
        lifted: RwSignal::new(None),
        blocked: RwSignal::new(None),
        late: RwSignal::new(None),
        batch: RwSignal::new(None),
        run: RwSignal::new(None),
        answered: RwSignal::new(None),
        known: RwSignal::new(None),
        asking: RwSignal::new(false),
    };
    let making = RwSignal::new(false);
    let heads = Memo::new(move |_| heads(rotation));
    let rows = Memo::new(move |_| rows(rotation));
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
                    <PhoneBatch rotation heads rows />
                    <BoardView rotation heads rows />
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
        {move || {
            let answered = rotation.answered.get();
            answered.map(|(answered, out)| view! { <LosingDialog rotation answered out /> })
        }}
        {move || {
            rotation.late.get().map(|(person, batch)| view! { <LateDialog rotation person batch /> })
        }}
    }
}

/// Asks before somebody is moved into a batch that has begun.
#[component]
fn LateDialog(rotation: Rotation, person: PersonId, batch: BatchId) -> impl IntoView {
    let workspace = rotation.page.editor.workspace;
    let words = &rotation.page.editor.texts.plan;
    let found = untrack(|| {
        let found =
            |plan: &Plan| Some((plan.rotation.batch(batch)?.end, plan.rotation.number(batch)?));
        rotation.page.with(found)
    });
    let (end, number) = found?;
    let name = person_words(person, &workspace.ledger_untracked());
    let open = RwSignal::new(true);
    Effect::new(move |_| {
        if !open.get() {
            rotation.late.set(None);
        }
    });
    let move_there =
        Callback::new(move |()| rotation.move_person(person, Some(batch), String::new()));
    Some(view! {
        <Asking title=words.move_here ok=words.move_here open ok_do=move_there>
            <p>{(words.move_begun)(number, &name, end < workspace.today())}</p>
        </Asking>
    })
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
    let again = RwSignal::new(false);
    let placed_so_far = move || untrack(|| page.with(|plan| movable(plan, workspace.today())));
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
                title=move || {
                    course().map(|code| course_name(&workspace.ledger(), &code))
                }
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
                class="button small place"
                disabled=move || rotation.is_busy()
                on:click=move |_| {
                    if placed_so_far() == 0 {
                        place_everybody(rotation, Effort::Normal, Stay::Told);
                    } else {
                        again.set(true);
                    }
                }
            >
                {words.place}
            </button>
        </div>
        <Show when=move || ruling.get()>
            <RulesDialog rotation open=ruling />
        </Show>
        <Show when=move || again.get()>
            <AgainDialog rotation open=again placed=placed_so_far() />
        </Show>
    }
}
