//! The year as a time line: deadlines, batches and classes, tasks done of each month.

use jiff::civil::Date;
use leptos::prelude::*;

use crate::browser::events;
use crate::model::id::PlanId;
use crate::model::ledger::Ledger;
use crate::order::Order as _;
use crate::route::{PlanTab, Route};
use crate::ui::components::icon::{Icon, IconView};
use crate::ui::texts::texts;
use crate::workspace::Workspace;

/// Room that a character of a label takes, in percent of the line.
const CHARACTER: f64 = 1.25;

/// Where a day lies in its year, in percent.
fn place(day: Date) -> f64 {
    (f64::from(day.day_of_year()) - 1.0) * 100.0 / f64::from(day.days_in_year())
}

/// A deadline on the road map.
struct Mark {
    plan: PlanId,
    label: String,
    due: Date,
    is_done: bool,
    /// On the lower of the two lines, because the upper one is taken.
    is_low: bool,
    /// The label stands before the flag, because the year ends behind it.
    is_before: bool,
}

/// The deadlines of a year in their order, laid out on two lines.
fn marks(ledger: &Ledger) -> Vec<Mark> {
    let year = ledger.settings.year;
    let mut marks: Vec<Mark> = ledger
        .plans
        .values()
        .filter(|plan| plan.year == year)
        .flat_map(|plan| plan.tasks.iter().map(|task| (plan.id, task)))
        .filter(|(_, task)| task.due.year() == year)
        .map(|(plan, task)| Mark {
            plan,
            label: task.title.clone(),
            due: task.due,
            is_done: task.done.is_some(),
            is_low: false,
            is_before: false,
        })
        .collect();
    marks.order_by_key(|mark| mark.due);
    let mut free = [0.0_f64; 2];
    for mark in &mut marks {
        let at = place(mark.due);
        let width = CHARACTER * (mark.label.chars().count() as f64 + 4.0);
        mark.is_before = at + width > 100.0;
        let (from, to) = if mark.is_before { (at - width, at + 2.0) } else { (at, at + width) };
        let [high, low] = &mut free;
        mark.is_low = from < *high && *low < *high;
        let line = if mark.is_low { low } else { high };
        *line = to;
    }
    marks
}

fn road_map(marks: &[Mark], today: Date) -> impl IntoView + use<> {
    let marks = marks.iter().map(|mark| {
        let day = format!("{}.{}", mark.due.month(), mark.due.day());
        let icon = if mark.is_done { Icon::Check } else { Icon::Flag };
        let icon = view! { <IconView icon /> };
        let words = view! {
            <b>{day}</b>
            " "
            {mark.label.clone()}
        };
        view! {
            <a
                class="mark"
                class:done=mark.is_done
                class:is-bad={!mark.is_done && mark.due < today}
                class:low=mark.is_low
                class:before=mark.is_before
                style:left=format!("{:.2}%", place(mark.due))
                href=Route::Plan(mark.plan, PlanTab::Tasks).href()
            >
                {if mark.is_before {
                    (words.into_any(), icon.into_any())
                } else {
                    (icon.into_any(), words.into_any())
                }}
            </a>
        }
    });
    marks.collect_view()
}

/// A box on the line of batches and classes.
fn tick(label: String, title: &str, from: Date, to: Date, route: &Route, today: Date) -> AnyView {
    let title = format!("{title} {}", (texts().format.range)(from, to));
    view! {
        <a
            class="tick"
            class:done={to < today}
            style:left=format!("{:.2}%", place(from))
            title=title
            href=route.href()
        >
            {label}
        </a>
    }
    .into_any()
}

fn timetable(ledger: &Ledger, today: Date) -> Vec<AnyView> {
    let home = &texts().home;
    let year = ledger.settings.year;
    let mut ticks = Vec::new();
    // A plan may reach into another year, and stands there.
    for plan in ledger.plans.values() {
        let route = Route::Plan(plan.id, PlanTab::Rotation);
        let batches = plan.rotation.batches_in_order().into_iter().enumerate();
        for (index, batch) in batches.filter(|(_, batch)| batch.start.year() == year) {
            let title = (home.batch)(index + 1);
            let label = (index + 1).to_string();
            ticks.push(tick(label, &title, batch.start, batch.end, &route, today));
        }
        let route = Route::Plan(plan.id, PlanTab::Intensive);
        for class in plan.intensive.iter().filter(|class| class.start.year() == year) {
            let label = home.class.to_owned();
            ticks.push(tick(label, &class.title, class.start, class.end, &route, today));
        }
    }
    ticks
}

/// Tasks that are done of all of a month; the figure opens them.
fn tasks_by_month(marks: &[Mark], year: i16, today: Date) -> impl IntoView + use<> {
    let months = (1..=12_i8).map(|month| {
        let due: Vec<_> = marks.iter().filter(|mark| mark.due.month() == month).collect();
        let done = due.iter().filter(|mark| mark.is_done).count();
        let now = today.year() == year && today.month() == month;
        let figure = due.first().map(|first| {
            let late = due.iter().any(|mark| !mark.is_done && mark.due < today);
            let href = Route::Plan(first.plan, PlanTab::Tasks).href();
            view! {
                <a class="plain" class:is-bad=late href=href>
                    {format!("{done}/{}", due.len())}
                </a>
            }
        });
        view! { <i class:now=now>{figure}</i> }
    });
    months.collect_view()
}

fn months(ledger: &Ledger, today: Date) -> impl IntoView + use<> {
    let this_year = today.year() == ledger.settings.year;
    let this_month = usize::from(today.month().unsigned_abs());
    let months = texts().home.months.into_iter().enumerate();
    let months = months.map(|(index, month)| {
        let now = this_year && this_month == index + 1;
        view! { <i class:now=now>{month}</i> }
    });
    months.collect_view()
}

/// The line of the year.
#[component]
pub fn Year() -> impl IntoView {
    let home = &texts().home;
    let workspace = Workspace::here();
    let today = workspace.today();
    let lanes = move || {
        let ledger = workspace.ledger();
        let year = ledger.settings.year;
        let (marks, timetable) = (marks(&ledger), timetable(&ledger, today));
        let is_empty = marks.is_empty() && timetable.is_empty();
        let now = (today.year() == year).then(|| {
            // The labels of the lanes take 72 pixels.
            let left = format!("calc(72px + (100% - 72px) * {:.4})", place(today) / 100.0);
            view! {
                <span class="today" style:left=left>
                    <b>{home.today}</b>
                </span>
            }
        });
        let title = view! {
            <h2 id="year-title">
                {(home.year)(year)} " " <span class="quiet">{home.year_about}</span>
            </h2>
        };
        if is_empty {
            return view! { {title} <p class="quiet">{home.empty_year}</p> }.into_any();
        }
        view! {
            {title}
            <div class="year-scroll">
                <div class="year-line">
                    <div class="lane months">
                        <span></span>
                        <div>{months(&ledger, today)}</div>
                    </div>
                    <div class="lane tall">
                        <span>{home.road_map}</span>
                        <div>{road_map(&marks, today)}</div>
                    </div>
                    <div class="lane">
                        <span>{home.batches}</span>
                        <div>{timetable}</div>
                    </div>
                    <div class="lane tasks">
                        <span>{home.tasks}</span>
                        <div>{tasks_by_month(&marks, year, today)}</div>
                    </div>
                    {now}
                </div>
            </div>
        }
        .into_any()
    };
    // A phone shows some months only: those around today.
    Effect::new(move |_| {
        request_animation_frame(|| events::center(".year-scroll", ".today"));
    });
    view! {
        <section class="year" aria-labelledby="year-title">
            {lanes}
        </section>
    }
}
