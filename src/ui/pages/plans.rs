//! 培训计划: the plans of the year.

use std::sync::Arc;

use leptos::prelude::*;

use crate::grouping::membership::Overview;
use crate::model::id::PlanId;
use crate::model::ledger::Ledger;
use crate::model::plan::Plan;
use crate::model::step::Step;
use crate::order::Order as _;
use crate::planning::coverage::Coverage;
use crate::route::{PlanTab, Route};
use crate::ui::components::empty::Empty;
use crate::ui::components::icon::{Icon, IconView};
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
    let router = Router::here();
    let texts = editor.texts;
    let words = &texts.plan;
    let rows = workspace.select(rows);
    let about = move || {
        let year = workspace.ledger().settings.year;
        (words.about)(year, rows.with(Vec::len))
    };
    let create = move |_| {
        let ledger = workspace.ledger_untracked();
        let year = ledger.settings.year;
        let id = PlanId::new(&mut workspace.new_ids());
        let mut plan = Plan::new(id, (words.new_title)(year), year);
        plan.courses = Some(ledger.packs.courses.head.reference());
        let step = Step::AddPlan(plan.title.clone());
        if editor.edit(step, |ledger| ledger.add_plan(plan)).is_some() {
            router.go(&Route::Plan(id, PlanTab::default()));
        }
    };
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
        </main>
    }
}
