//! The desk: what to do next, four figures, and the year as a time line.

mod year;

use jiff::civil::Date;
use leptos::prelude::*;

use self::year::Year;
use super::roster::filter::RosterFilter;
use crate::agenda::{Figures, Todo, figures, todos};
use crate::i18n::format::{NOTHING, per_head, share};
use crate::route::{PlanTab, Route, SettingsTab};
use crate::ui::components::icon::{Icon, IconView};
use crate::ui::components::meter::Meter;
use crate::ui::components::more::MoreActions;
use crate::ui::components::sign::{Sign, State};
use crate::ui::editor::Editor;
use crate::ui::inbox::Inbox;
use crate::ui::intake::save_backup;
use crate::ui::texts::texts;
use crate::workspace::Workspace;

/// A backup that is so many days old is something to do.
const BACKUP_DAYS: i32 = 3;

fn route_of(todo: &Todo) -> Route {
    match todo {
        Todo::Incomplete(_) => Route::Roster(None),
        Todo::Task { plan, .. } => Route::Plan(*plan, PlanTab::Tasks),
        Todo::Batch { plan, .. } | Todo::Unplaced { plan, .. } => {
            Route::Plan(*plan, PlanTab::Rotation)
        }
        Todo::Unrecorded { .. } => Route::Recording,
        Todo::Missed { plan, .. } => Route::Plan(*plan, PlanTab::Intensive),
        Todo::ToSubmit { is_done: true, .. } => Route::Submit,
        Todo::ToSubmit { form, .. } | Todo::FormsDue { form, forms: 1, .. } => {
            Route::Assessment(*form, crate::route::AssessmentView::Items)
        }
        Todo::FormsDue { .. } => Route::Assessments,
        Todo::Arrived { file, .. } => Route::Merge(*file),
        Todo::ToReview { .. } | Todo::NotBack { .. } => Route::Assessments,
        Todo::Assessment { form, .. } | Todo::Returned { form, .. } => {
            Route::Assessment(*form, crate::route::AssessmentView::Items)
        }
        Todo::Certificates { .. } => Route::Certificates,
        Todo::ShortOfHours { .. } => Route::Hours(None),
        Todo::FirstPeople => Route::RosterImport,
        Todo::FirstGroup => Route::Groups(None),
        Todo::FirstPlan => Route::Plans,
        Todo::FirstAssessment => Route::Assessments,
    }
}

/// Shows the people of a thing to do, where the roster is what it opens.
fn prepare(todo: &Todo, filter: RosterFilter) {
    if let Todo::Incomplete(_) = todo {
        filter.show_incomplete();
    }
}

#[component]
fn Line(
    text: String,
    days: Option<i32>,
    action: &'static str,
    route: Route,
    bad: bool,
    on_open: Callback<()>,
) -> impl IntoView {
    let home = &texts().home;
    let state = if bad { State::Bad } else { State::Warn };
    view! {
        <li>
            <Sign state word="" />
            <p title=text.clone()>{text.clone()}</p>
            <span class="due" class:is-bad=days.is_some_and(|days| days < 0)>{days.map(|days| (home.due)(days))}</span>
            <a class="text-button" href=route.href() on:click=move |_| on_open.run(())>
                {action}
            </a>
        </li>
    }
}

#[component]
fn Next(
    todos: Vec<Todo>,
    /// The day of the last backup.
    last: Option<Date>,
) -> impl IntoView {
    let home = &texts().home;
    let workspace = Workspace::here();
    let age = last.map(|day| (workspace.today() - day).get_days());
    let is_empty = todos.contains(&Todo::FirstPeople);
    let backup = !is_empty && age.is_none_or(|days| days > BACKUP_DAYS);
    let filter = RosterFilter::here();
    let editor = Editor::here();
    let things = todos.len() + usize::from(backup);
    view! {
        <section class="todo" aria-labelledby="todo-title">
            <h2 id="todo-title">
                {home.next} " " <span class="quiet">{(home.things)(things)}</span>
            </h2>
            <ol>
                {todos
                    .into_iter()
                    .map(|todo| {
                        let days = match todo {
                            Todo::Task { days, .. }
                            | Todo::Batch { days, .. }
                            | Todo::FormsDue { days, .. }
                            | Todo::Unrecorded { days, .. } => Some(days),
                            Todo::NotBack { days, .. } | Todo::ToSubmit { days, .. } => days,
                            _ => None,
                        };
                        let bad = matches!(todo, Todo::Incomplete(_)) || days.is_some_and(|days| days < 0);
                        view! {
                            <Line
                                text=(home.todo)(&todo)
                                days
                                action=(home.action)(&todo)
                                route=route_of(&todo)
                                bad
                                on_open=Callback::new(move |()| prepare(&todo, filter))
                            />
                        }
                    })
                    .collect_view()}
                {backup
                    .then(|| {
                        view! {
                            <Line
                                text=(home.backup_due)(age)
                                days=None
                                action=texts().shell.backup
                                route=Route::Settings(SettingsTab::Storage)
                                bad=false
                                on_open=Callback::new(move |()| save_backup(editor))
                            />
                        }
                    })}
            </ol>
            {(things == 0).then(|| view! { <p class="quiet">{home.nothing}</p> })}
        </section>
    }
}

fn percent(part: usize, all: usize) -> f64 {
    if all == 0 { 0.0 } else { part as f64 * 100.0 / all as f64 }
}

#[component]
fn FigureList(figures: Figures) -> impl IntoView {
    let home = &texts().home;
    let all = figures.enrolled;
    let coverage = percent(figures.trained, all);
    let planned = percent(figures.trained_or_planned, all) - coverage;
    let goal = f64::from(figures.target.0.max(1));
    let hours = f64::from(figures.hours.0) * 100.0 / goal;
    let more = f64::from(figures.planned.0) * 100.0 / goal;
    let form = figures.form.clone();
    let form_route = form.as_ref().map_or(Route::Assessments, |form| {
        Route::Assessment(form.id, crate::route::AssessmentView::Items)
    });
    let score =
        form.as_ref().map_or(0.0, |form| form.total.0 as f64 * 100.0 / (form.full.0.max(1)) as f64);
    view! {
        <section class="figures">
            <a class="figure plain" href=Route::Roster(None).href()>
                <span class="label">{home.enrolled}</span>
                <span class="value">
                    {all} <small>{home.people}</small>
                </span>
                <span class="note">{(home.offices)(figures.offices)}</span>
            </a>
            <a class="figure plain" href=Route::Hours(None).href()>
                <span class="label">{home.coverage}</span>
                <span class="value">
                    {share(figures.trained as i128, all as i128)}
                </span>
                <Meter part=coverage planned />
                <span class="note">
                    {(home.coverage_note)(figures.trained, all, figures.trained_or_planned)}
                </span>
            </a>
            <a class="figure plain" href=Route::Hours(None).href()>
                <span class="label">{(home.hours)(figures.with_online)}</span>
                <span class="value">
                    {per_head(figures.hours, all)} <small>{home.hours_unit}</small>
                </span>
                <Meter part=hours planned=more />
                <span class="note">
                    {(home.hours_note)(
                        &per_head(figures.target, all),
                        &per_head(figures.hours + figures.planned, all),
                    )}
                </span>
            </a>
            <a class="figure plain" href=form_route.href()>
                <span class="label">{home.score}</span>
                <span class="value">
                    {form
                        .as_ref()
                        .filter(|form| form.answered > 0)
                        .map_or(NOTHING.to_owned(), |form| form.total.to_string())}
                    <small>{home.points}</small>
                </span>
                <Meter part=score />
                <span class="note">
                    {form
                        .map_or(
                            home.no_form.to_owned(),
                            |form| {
                                (home.score_note)(&form.full.to_string(), form.answered, form.of)
                            },
                        )}
                </span>
            </a>
        </section>
    }
}

#[component]
pub fn HomePage() -> impl IntoView {
    let messages = texts();
    let workspace = Workspace::here();
    let today = workspace.today();
    let arrived = Inbox::here().arrived;
    let next = Memo::new(move |_| todos(&workspace.ledger(), &arrived.read(), today));
    let numbers = workspace.select(figures);
    let editor = Editor::here();
    let filter = RosterFilter::here();
    // What is most urgent is the one primary action of the page.
    let first = move || {
        next.with(|todos| {
            let todo = todos.first()?.clone();
            let action = (messages.home.action)(&todo);
            let href = route_of(&todo).href();
            Some(view! {
                <a class="button primary" href=href on:click=move |_| prepare(&todo, filter)>
                    {action}
                </a>
            })
        })
    };
    view! {
        <main class="page home-page">
            <div class="page-head">
                <h1>{messages.home.title}</h1>
                <span class="about">{(messages.format.long_day)(today)}</span>
                <div class="actions">
                    <MoreActions>
                        <button
                            type="button"
                            class="button"
                            on:click=move |_| save_backup(editor)
                        >
                            <IconView icon=Icon::Download />
                            {messages.shell.backup}
                        </button>
                    </MoreActions>
                    {first}
                </div>
            </div>
            <div class="page-body">
                <div class="home-columns">
                    {move || {
                        let last = workspace.archive().log.backups.last().map(|one| one.at.date());
                        view! { <Next todos=next.get() last /> }
                    }}
                    {move || view! { <FigureList figures=numbers.get() /> }}
                </div>
                <Year />
            </div>
        </main>
    }
}
