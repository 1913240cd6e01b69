//! Those who missed a session: a class for them, or seats in a later batch; asked in one dialog,
//! wherever the absentees stand.

use leptos::prelude::*;

use crate::model::id::{BatchId, PersonId, PlanId, SessionId};
use crate::model::people::Rejection;
use crate::model::plan::{IntensiveClass, Plan};
use crate::model::step::Step;
use crate::planning::make_up::{MakeUp, join_batch, later_batches, make_up, missed};
use crate::route::{PlanTab, Route};
use crate::ui::components::dialog::Dialog;
use crate::ui::components::field::FormLine;
use crate::ui::components::icon::{Icon, IconView};
use crate::ui::editor::Editor;
use crate::ui::router::Router;
use crate::ui::words::names_words;

/// So many names stand in a line.
const NAMED: usize = 12;

/// How people make up for a session.
#[derive(Clone)]
enum Way {
    /// In a class of their own, in this plan or in a new one.
    Class(Option<PlanId>, Box<IntensiveClass>),
    /// In a later batch of the plan.
    Batch(PlanId, BatchId),
}

/// Asks how those who missed the session make up for it, and goes where that stands.
#[component]
pub fn MakeUpDialog(session: SessionId, open: RwSignal<Option<SessionId>>) -> impl IntoView {
    let editor = Editor::here();
    let router = Router::here();
    let texts = editor.texts;
    let words = &texts.classes;
    let workspace = editor.workspace;
    let ledger = workspace.ledger_untracked();
    let close = Callback::new(move |()| open.set(None));
    let session = ledger.sessions.get(&session)?;
    let title = (texts.attendance.make_up_title)(&session.title);
    let today = workspace.today();
    let made = make_up(&ledger, session, title.clone(), today, &mut workspace.new_ids());
    let mut people: Vec<PersonId> = Vec::new();
    let mut ways: Vec<(String, Way)> = Vec::new();
    if let Some(MakeUp { plan, class }) = made {
        people.clone_from(&class.people);
        let dates = (texts.format.range)(class.start, class.end);
        ways.push(((words.make_up_class)(&dates, &class.place), Way::Class(plan, class.into())));
        for (batch, free) in later_batches(&ledger, session, &people, today) {
            let plan = session.plan.and_then(|plan| ledger.plans.get(&plan));
            let found = plan.and_then(|plan| Some((plan.id, plan.rotation.number(batch.id)?)));
            let Some((plan, number)) = found else { continue };
            let dates = (texts.format.range)(batch.start, batch.end);
            let words = (words.make_up_batch)(number, &dates, free);
            ways.push((words, Way::Batch(plan, batch.id)));
        }
    }
    let who = match people.len() {
        0 => words.make_up_none.to_owned(),
        _ => (words.make_up_who)(&session.title, &names_words(&people, NAMED, &ledger, texts)),
    };
    let options = ways
        .iter()
        .enumerate()
        .map(|(place, (words, _))| view! { <option value=place.to_string()>{words.clone()}</option> })
        .collect_view();
    let is_needed = !ways.is_empty();
    let ways = StoredValue::new(ways);
    let chosen = RwSignal::new(0_usize);
    let people = StoredValue::new(people);
    let year_words = texts.attendance.make_up_plan;
    let arrange = move |_| {
        let way = chosen.get_untracked();
        let Some((_, way)) = ways.with_value(|ways| ways.get(way).cloned()) else { return };
        let new = PlanId::new(&mut workspace.new_ids());
        let done = editor.edit_aloud(Step::MakeUp(title.clone()), |ledger| match way {
            Way::Batch(plan, batch) => {
                let people = people.get_value();
                ledger.edit_plan(plan, |plan| join_batch(plan, batch, &people))?;
                Ok::<_, Rejection>(Route::Plan(plan, PlanTab::Rotation))
            }
            Way::Class(plan, class) => {
                if plan.is_none() {
                    let year = class.start.year();
                    ledger.add_plan(Plan::new(new, year_words(year), year))?;
                }
                let plan = plan.unwrap_or(new);
                ledger.edit_plan(plan, |plan| plan.put_class(*class))?;
                Ok(Route::Plan(plan, PlanTab::Intensive))
            }
        });
        if let Some(route) = done {
            open.set(None);
            router.go(&route);
        }
    };
    let arrange = StoredValue::new_local(arrange);
    let foot = move || {
        view! {
            <button type="button" class="button push" on:click=move |_| close.run(())>
                {texts.shell.cancel}
            </button>
            {is_needed
                .then(|| {
                    view! {
                        <button
                            type="button"
                            class="button primary"
                            on:click=move |event| arrange.with_value(|arrange| arrange(event))
                        >
                            {words.make_up_do}
                        </button>
                    }
                })}
        }
    };
    Some(view! {
        <Dialog title=words.make_up on_close=close foot=ViewFn::from(foot)>
            <p>{who}</p>
            {is_needed
                .then(|| {
                    view! {
                        <FormLine label=words.make_up_how hint=words.make_up_about>
                            <select
                                class="field"
                                on:change:target=move |event| {
                                    chosen.set(event.target().value().parse().unwrap_or_default());
                                }
                            >
                                {options}
                            </select>
                        </FormLine>
                    }
                })}
        </Dialog>
    })
}

/// The sessions of a plan that people missed and have not made up for, each with the way to do it.
#[component]
pub fn Missed(plan: PlanId) -> impl IntoView {
    let Editor { workspace, texts, .. } = Editor::here();
    let words = &texts.classes;
    let open = RwSignal::new(None::<SessionId>);
    let sessions = Memo::new(move |_| {
        let ledger = workspace.ledger();
        let found = missed(&ledger, plan).into_iter();
        let line = |(session, people): (&crate::model::hours::Session, Vec<PersonId>)| {
            let names = names_words(&people, NAMED, &ledger, texts);
            (session.id, (words.missed)(&session.title, &names))
        };
        found.map(line).collect::<Vec<_>>()
    });
    let lines = move || {
        let line = |(session, words): (SessionId, String)| {
            view! {
                <li>
                    <span>{words}</span>
                    <button
                        type="button"
                        class="text-button"
                        on:click=move |_| open.set(Some(session))
                    >
                        {texts.classes.make_up_do}
                    </button>
                </li>
            }
        };
        sessions.get().into_iter().map(line).collect_view()
    };
    view! {
        <Show when=move || !sessions.with(Vec::is_empty)>
            <section>
                <h3 class="is-warn">
                    <IconView icon=Icon::Warn />
                    {words.make_up}
                </h3>
                <ul class="uncovered">{lines}</ul>
            </section>
        </Show>
        {move || open.get().map(|session| view! { <MakeUpDialog session open /> })}
    }
}
