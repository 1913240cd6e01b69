//! One plan in its tabs: 分层分级, 分批轮训, 专项集中, 互帮互学, 任务书.

mod axis;
mod batches;
mod board;
mod board_phone;
mod board_rows;
mod board_side;
mod calendar;
mod class_people;
mod floors;
mod intensive;
mod issue;
pub mod make_up;
mod matrix;
mod matrix_cell;
mod matrix_dialogs;
mod matrix_foot;
mod pairs;
mod place;
mod reasons;
mod rotation;
mod rules;
mod tasks;
mod violations;
pub mod warned;

use std::sync::Arc;

use jiff::civil::Date;
use leptos::prelude::*;

use self::calendar::CalendarTab;
use self::intensive::IntensiveTab;
use self::issue::{Asking, ChangesDialog, CloseDialog, IssueDialog};
use self::matrix::MatrixTab;
use self::pairs::PairsTab;
use self::rotation::RotationTab;
use self::tasks::TasksTab;
use crate::browser::files;
use crate::i18n::messages::Messages;
use crate::interchange::envelope::{Period, Redaction};
use crate::interchange::issued;
use crate::interchange::submission::file_name;
use crate::model::date::Moment;
use crate::model::id::PlanId;
use crate::model::people::Rejection;
use crate::model::plan::{Plan, PlanState};
use crate::model::received::ExportEntry;
use crate::model::step::Step;
use crate::planning::unrecorded::LeftOpen;
use crate::route::{Paper, PlanTab, Route};
use crate::ui::components::empty::Empty;
use crate::ui::components::field::{Entry, KeptField};
use crate::ui::components::icon::Icon;
use crate::ui::components::more::MoreActions;
use crate::ui::editor::Editor;
use crate::ui::naming::Naming;
use crate::ui::router::Router;
use crate::ui::table_actions::TableActions;

/// What the tabs share.
#[derive(Clone, Copy)]
struct Page {
    editor: Editor,
    id: PlanId,
    plan: Memo<Option<Arc<Plan>>>,
}

impl Page {
    /// Something of the plan, the default where it is gone; tracked.
    fn with<T: Default>(self, part: impl FnOnce(&Plan) -> T) -> T {
        self.plan.with(|plan| plan.as_deref().map(part).unwrap_or_default())
    }

    /// Changes the plan under the name of an ordinary edit.
    fn edit(self, change: impl FnOnce(&mut Plan) -> Result<(), Rejection>) -> bool {
        let title = self.plan.with_untracked(|plan| plan.as_ref().map(|plan| plan.title.clone()));
        self.edit_as(Step::EditPlan(title.unwrap_or_default()), change)
    }

    /// Changes the plan from a field of it; answers why not.
    fn edit_at(self, change: impl FnOnce(&mut Plan) -> Result<(), Rejection>) -> Option<String> {
        let title = self.plan.with_untracked(|plan| plan.as_ref().map(|plan| plan.title.clone()));
        let step = Step::EditPlan(title.unwrap_or_default());
        self.editor.edit_at(step, |ledger| ledger.edit_plan(self.id, change))
    }

    /// Changes the plan; false where that was refused.
    fn edit_as(self, step: Step, change: impl FnOnce(&mut Plan) -> Result<(), Rejection>) -> bool {
        self.editor.edit(step, |ledger| ledger.edit_plan(self.id, change)).is_some()
    }
}

#[component]
pub fn PlanPage(id: PlanId) -> impl IntoView {
    let editor = Editor::here();
    let plan = editor.workspace.select(move |ledger| ledger.plans.get(&id).cloned());
    let page = Page { editor, id, plan };
    let router = Router::here();
    let tab = Memo::new(move |_| match router.route() {
        Route::Plan(_, tab) => tab,
        _ => PlanTab::default(),
    });
    let words = &editor.texts.plan;
    let body = move || match tab.get() {
        PlanTab::Matrix => view! { <MatrixTab page /> }.into_any(),
        PlanTab::Rotation => view! { <RotationTab page /> }.into_any(),
        PlanTab::Intensive => view! { <IntensiveTab page /> }.into_any(),
        PlanTab::Pairs => view! { <PairsTab page /> }.into_any(),
        PlanTab::Calendar => view! { <CalendarTab page /> }.into_any(),
        PlanTab::Tasks => view! { <TasksTab page /> }.into_any(),
    };
    view! {
        <main class="page plan-page rotation-page is-filled">
            <Show
                when=move || plan.with(Option::is_some)
                fallback=move || {
                    view! {
                        <Empty icon=Icon::Plan title=words.unknown text="">
                            <a class="button" href=Route::Plans.href()>
                                {words.title}
                            </a>
                        </Empty>
                    }
                }
            >
                <Head page tab />
                <nav class="tabs" aria-label=words.parts>
                    {PlanTab::ALL
                        .map(|one| {
                            view! {
                                <a
                                    href=Route::Plan(id, one).href()
                                    aria-current=move || (tab.get() == one).then_some("page")
                                >
                                    {(words.tab)(one)}
                                    <span class="count">{move || tab_count(page, one)}</span>
                                </a>
                            }
                        })
                        .collect_view()}
                </nav>
                {body}
            </Show>
        </main>
    }
}

fn tab_count(page: Page, tab: PlanTab) -> Option<String> {
    let some = |count: usize| (count > 0).then(|| count.to_string());
    page.with(|plan| match tab {
        PlanTab::Matrix => None,
        PlanTab::Rotation => some(plan.rotation.batches.len()),
        PlanTab::Intensive => some(plan.intensive.len()),
        PlanTab::Calendar => None,
        PlanTab::Pairs => some(plan.standing_pairs().count()),
        PlanTab::Tasks => {
            let done = plan.tasks.iter().filter(|task| task.done.is_some()).count();
            let all = plan.tasks.len();
            (all > 0).then(|| (page.editor.texts.plan.of)(done, all))
        }
    })
}

/// The first and the last day of something, each complained of at its field.
pub fn read_days(start: Entry, end: Entry, texts: &Messages) -> Option<(Date, Date)> {
    let words = &texts.plan;
    let (first, last) = (start.read(), end.read());
    let first = start.need(first, words.bad_date);
    let (first, last) = (first?, end.need(last, words.bad_date)?);
    let backwards = (texts.model.rejection)(&Rejection::EndBeforeStart);
    end.need((first <= last).then_some((first, last)), &backwards)
}

/// The width of a field that just holds a text, in the measure of its characters.
fn field_width(text: &str) -> String {
    let tenths: usize = text.chars().map(|one| if one.is_ascii() { 6 } else { 10 }).sum();
    let tenths = tenths.clamp(60, 300) + 10;
    format!("{}.{}em", tenths / 10, tenths % 10)
}

/// Makes the file of the plan for the offices below, and notes it down.
fn hand_down(page: Page) {
    let Editor { workspace, toaster, texts } = page.editor;
    let ledger = workspace.ledger_untracked();
    let Some(plan) = ledger.plans.get(&page.id) else { return };
    let now = workspace.now();
    let Ok((sealed, counts)) = issued::build(&ledger, plan, now) else {
        toaster.refuse(texts.files.too_large);
        return;
    };
    let office = ledger.own_name();
    let words = [office, &plan.title, (texts.files.redaction)(Redaction::Named)];
    let name = file_name(&words, Some(Period::year(plan.year)), now);
    if !files::download(&name, "application/json", sealed.text.as_bytes()) {
        toaster.refuse(texts.files.backup_failed);
        return;
    }
    let people = counts.get("people").copied().unwrap_or_default();
    let entry = ExportEntry::named("issued", now, &name, sealed.sha256);
    workspace.log_exports([ExportEntry { people, ..entry }]);
    toaster.say((texts.plan.handed_down)(&name));
}

#[component]
fn Head(page: Page, tab: Memo<PlanTab>) -> impl IntoView {
    let texts = page.editor.texts;
    let words = &texts.plan;
    let workspace = page.editor.workspace;
    let router = Router::here();
    let title = move || page.with(|plan| plan.title.clone());
    let state = move || page.plan.with(|plan| plan.as_ref().map(|plan| plan.state.clone()));
    let changes = Memo::new(move |_| page.with(|plan| plan.changes_since_issue().len()));
    let turn = move |change: fn(&mut Plan, Moment) -> Result<(), Rejection>| {
        let (now, step) = (workspace.now(), Step::AdvancePlan(title()));
        let done = page.editor.edit(step, |ledger| {
            ledger.edit_plan(page.id, |plan| change(plan, now))?;
            Ok(ledger.plans.get(&page.id).map(|plan| plan.state.clone()))
        });
        if let Some(Some(state)) = done {
            let back = move || workspace.undo();
            let words = (words.now_is)(&title(), &(texts.model.plan_state)(&state));
            page.editor.toaster.say_with(words, texts.shell.take_back, back);
        }
    };
    let issuing = RwSignal::new(false);
    let go_on = move || {
        turn(|plan, now| {
            if plan.state == PlanState::Closed {
                plan.reopen();
                return Ok(());
            }
            plan.advance(now)
        });
    };
    let closing = RwSignal::new(false);
    let is_left_open = move || {
        let (ledger, today) = (workspace.ledger_untracked(), workspace.today());
        let plan = ledger.plans.get(&page.id);
        plan.is_some_and(|plan| !LeftOpen::of(plan, &ledger, today).is_empty())
    };
    let advance = move |_| match untrack(state) {
        Some(PlanState::Draft) => issuing.set(true),
        Some(PlanState::Running) if is_left_open() => closing.set(true),
        _ => go_on(),
    };
    let naming = Naming::here();
    let (amending, handing) = (RwSignal::new(false), RwSignal::new(false));
    let delete = move |_| {
        let step = Step::DeletePlan(title());
        if page.editor.edit_aloud(step, |ledger| ledger.delete_plan(page.id)).is_some() {
            router.go(&Route::Plans);
        }
    };
    let next = move || match state() {
        Some(PlanState::Draft) => words.issue,
        Some(PlanState::Issued) => words.run,
        Some(PlanState::Running) => words.close,
        _ => words.reopen,
    };
    view! {
        <div class="page-head">
            <a class="crumb" href=Route::Plans.href()>
                {words.title}
            </a>
            <KeptField
                label=words.name
                value=Signal::derive(title)
                commit=Callback::new(move |new: String| {
                    page.edit_at(|plan| {
                        plan.title = new;
                        Ok(())
                    })
                })
                class="title-field"
                width=Signal::derive(move || field_width(&title()))
            />
            <span class="about">
                <span class="tag">
                    {move || state().map(|state| (texts.model.plan_state)(&state))}
                </span>
                "\u{3000}"
                <span class:about-tab=move || changes.get() == 0>
                    {move || {
                        match changes.get() {
                            0 => (words.tab_about)(tab.get()).into_any(),
                            changes => {
                                view! {
                                    <button
                                        type="button"
                                        class="text-button"
                                        on:click=move |_| amending.set(true)
                                    >
                                        {(words.changed)(changes)}
                                    </button>
                                }
                                    .into_any()
                            }
                        }
                    }}
                </span>
            </span>
            <div class="actions">
                <MoreActions>
                    <TableActions name=Signal::derive(move || {
                        format!("{}_{}", title(), (words.tab)(tab.get()))
                    }) />
                    <a class="text-button" href=Route::Paper(Paper::Plan(page.id)).href()>
                        {texts.paper.print_plan}
                    </a>
                    <button type="button" class="text-button" on:click=move |_| handing.set(true)>
                        {words.hand_down}
                    </button>
                    <button type="button" class="text-button is-bad" on:click=delete>
                        {words.delete}
                    </button>
                    <Show when=move || { changes.get() > 0 && state() != Some(PlanState::Closed) }>
                        <button type="button" class="button" on:click=move |_| amending.set(true)>
                            {words.issue_changes}
                        </button>
                    </Show>
                </MoreActions>
                <button type="button" class="button primary" on:click=advance>
                    {next}
                </button>
            </div>
        </div>
        <Show when=move || issuing.get()>
            <IssueDialog page open=issuing issue=Callback::new(move |()| go_on()) />
        </Show>
        <Show when=move || closing.get()>
            <CloseDialog page open=closing close=Callback::new(move |()| go_on()) />
        </Show>
        <Show when=move || handing.get()>
            <Asking
                title=words.hand_down
                ok=words.hand_down
                open=handing
                ok_do=Callback::new(move |()| {
                    naming.before(page.editor, false, move || hand_down(page));
                })
            >
                <p>{words.hand_down_about}</p>
                <Show when=move || state() == Some(PlanState::Draft)>
                    <p class="note">{words.hand_down_draft}</p>
                </Show>
            </Asking>
        </Show>
        <Show when=move || amending.get()>
            <ChangesDialog
                page
                open=amending
                issue=Callback::new(move |()| turn(Plan::issue))
            />
        </Show>
    }
}
