//! 培训计划: the plans of the year.

use std::sync::Arc;

use leptos::prelude::*;

use crate::grouping::membership::Overview;
use crate::model::id::PlanId;
use crate::model::ledger::Ledger;
use crate::model::people::Rejection;
use crate::model::plan::Plan;
use crate::model::step::Step;
use crate::order::Order as _;
use crate::planning::copied::{Copied, renewed};
use crate::planning::coverage::Coverage;
use crate::route::{PlanTab, Route};
use crate::ui::components::dialog::{AskDialog, Dialog};
use crate::ui::components::empty::Empty;
use crate::ui::components::field::{Entry, EntryField, FormLine};
use crate::ui::components::icon::{Icon, IconView};
use crate::ui::components::more::MoreActions;
use crate::ui::editor::Editor;
use crate::ui::router::Router;

/// One line of the list.
#[derive(Clone, PartialEq)]
struct Row {
    plan: Arc<Plan>,
    reached: usize,
    people: usize,
}

fn rows(ledger: &Ledger) -> Vec<Row> {
    let reference = ledger.settings.reference();
    let overview = Overview::new(ledger, reference);
    let plans = ledger.plans.values().filter(|plan| plan.year == ledger.settings.year);
    let mut rows: Vec<_> = plans
        .map(|plan| {
            let coverage = Coverage::new(plan, ledger, &overview, reference);
            Row { plan: plan.clone(), reached: coverage.reached(), people: coverage.people }
        })
        .collect();
    rows.order_by(|a, b| a.plan.title.cmp(&b.plan.title));
    rows
}

#[component]
pub fn PlansPage() -> impl IntoView {
    let editor = Editor::here();
    let workspace = editor.workspace;
    let texts = editor.texts;
    let words = &texts.plan;
    let rows = workspace.select(rows);
    let about = move || {
        let year = workspace.ledger().settings.year;
        (words.about)(year, rows.with(Vec::len))
    };
    let creating = RwSignal::new(false);
    let create = move |_| creating.set(true);
    let copying = RwSignal::new(false);
    let earlier = workspace.select(|ledger| {
        let mut plans: Vec<_> = ledger
            .plans
            .values()
            .filter(|plan| plan.year < ledger.settings.year)
            .cloned()
            .collect();
        plans.order_by(|a, b| (b.year, &a.title).cmp(&(a.year, &b.title)));
        plans
    });
    let table = move || {
        let lines = rows.get().into_iter().map(|row| {
            let plan = row.plan;
            let done = plan.tasks.iter().filter(|task| task.done.is_some()).count();
            let covered = (words.reached_of)(row.reached, row.people);
            view! {
                <tr>
                    <td>
                        <a class="name" href=Route::Plan(plan.id, PlanTab::default()).href()>
                            {plan.title.clone()}
                        </a>
                    </td>
                    <td>
                        <span class="tag">{(texts.model.plan_state)(&plan.state)}</span>
                    </td>
                    <td class="num">{covered}</td>
                    <td class="num">{plan.rotation.batches.len()}</td>
                    <td class="num wide-only">{plan.intensive.len()}</td>
                    <td class="num wide-only">{plan.standing_pairs().count()}</td>
                    <td class="num">{(words.of)(done, plan.tasks.len())}</td>
                </tr>
            }
        });
        view! {
            <table class="data-table">
                <thead>
                    <tr>
                        <th>{words.name}</th>
                        <th>{words.state}</th>
                        <th class="num">{words.reached}</th>
                        <th class="num">{words.batches}</th>
                        <th class="num wide-only">{words.classes}</th>
                        <th class="num wide-only">{words.pairs}</th>
                        <th class="num">{words.tasks}</th>
                    </tr>
                </thead>
                <tbody>{lines.collect_view()}</tbody>
            </table>
        }
    };
    view! {
        <main class="page plans-page is-filled">
            <div class="page-head">
                <h1>{words.title}</h1>
                <span class="about">{about}</span>
                <div class="actions">
                    <Show when=move || !earlier.with(Vec::is_empty)>
                        <MoreActions>
                            <button
                                type="button"
                                class="button"
                                on:click=move |_| copying.set(true)
                            >
                                {texts.matrix.copy_earlier}
                            </button>
                        </MoreActions>
                    </Show>
                    <button type="button" class="button primary" on:click=create>
                        <IconView icon=Icon::Plus />
                        {words.new}
                    </button>
                </div>
            </div>
            <Show
                when=move || !rows.with(Vec::is_empty)
                fallback=move || {
                    view! {
                        <Empty icon=Icon::Plan title=words.none_title text=words.none_text>
                            <button type="button" class="button" on:click=create>
                                {words.new}
                            </button>
                        </Empty>
                    }
                }
            >
                <div class="table-frame">{table}</div>
            </Show>
            <Show when=move || creating.get()>
                <NewDialog open=creating />
            </Show>
            <Show when=move || copying.get()>
                <CopyDialog earlier open=copying />
            </Show>
        </main>
    }
}

/// Asks for the name of a new plan, and goes there.
#[component]
fn NewDialog(open: RwSignal<bool>) -> impl IntoView {
    let editor = Editor::here();
    let router = Router::here();
    let Editor { workspace, texts, .. } = editor;
    let words = &texts.plan;
    let ledger = workspace.ledger_untracked();
    let year = ledger.settings.year;
    let name = Entry::new(ledger.free_plan_title(&(words.new_title)(year), year));
    let close = Callback::new(move |()| open.set(false));
    let create = Callback::new(move |()| {
        let missing = (texts.model.rejection)(&Rejection::MissingName);
        let Some(title) = name.need(untrack(|| name.named()), &missing) else { return };
        let id = PlanId::new(&mut workspace.new_ids());
        let mut plan = Plan::new(id, title, year);
        plan.courses = Some(workspace.ledger_untracked().packs.courses.head.reference());
        let step = Step::AddPlan(plan.title.clone());
        if editor.edit(step, |ledger| ledger.add_plan(plan)).is_some() {
            open.set(false);
            router.go(&Route::Plan(id, PlanTab::default()));
        }
    });
    view! {
        <AskDialog title=words.new on_close=close ok=words.new on_ok=create>
            <FormLine label=words.name>
                <EntryField entry=name on_enter=create />
            </FormLine>
        </AskDialog>
    }
}

/// Adds a plan made of another one, says what it lost, and goes there.
pub fn add_copied(editor: Editor, router: Router, copied: Copied) {
    let Copied { mut plan, groups, lost_groups } = copied;
    plan.title = editor.workspace.ledger_untracked().free_plan_title(&plan.title, plan.year);
    let (id, title) = (plan.id, plan.title.clone());
    let done = editor.edit(Step::AddPlan(title.clone()), |ledger| {
        groups.into_iter().try_for_each(|group| ledger.put_group(group))?;
        ledger.add_plan(plan)
    });
    if done.is_some() {
        router.go(&Route::Plan(id, PlanTab::default()));
        let back = move || editor.workspace.undo();
        let words = (editor.texts.matrix.copied)(&title, lost_groups);
        editor.toaster.say_with(words, editor.texts.shell.take_back, back);
    }
}

/// The plans of earlier years, one of which is copied.
#[component]
fn CopyDialog(earlier: Memo<Vec<Arc<Plan>>>, open: RwSignal<bool>) -> impl IntoView {
    let editor = Editor::here();
    let router = Router::here();
    let texts = editor.texts;
    let close = Callback::new(move |()| open.set(false));
    let plans = earlier
        .get_untracked()
        .into_iter()
        .map(|plan| {
            let words = format!("{} {}", plan.year, plan.title);
            let copy = move |_| {
                let workspace = editor.workspace;
                let ledger = workspace.ledger_untracked();
                open.set(false);
                add_copied(editor, router, renewed(&plan, &ledger, &mut workspace.new_ids()));
            };
            view! {
                <li>
                    <button type="button" class="text-button" on:click=copy>
                        {words}
                    </button>
                </li>
            }
        })
        .collect_view();
    let foot = move || {
        view! {
            <button type="button" class="button push" on:click=move |_| close.run(())>
                {texts.shell.cancel}
            </button>
        }
    };
    view! {
        <Dialog title=texts.matrix.copy_earlier on_close=close foot=ViewFn::from(foot)>
            <p class="note">{texts.matrix.copy_about}</p>
            <ul>{plans}</ul>
        </Dialog>
    }
}
