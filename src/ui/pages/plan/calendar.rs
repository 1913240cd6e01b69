//! 日程: the batches, classes and deadlines of the open plans as a month or a list, and as a file
//! for other calendars.

use jiff::ToSpan as _;
use jiff::civil::Date;
use leptos::prelude::*;

use super::Page;
use super::matrix_cell::course_name;
use crate::browser::files;
use crate::interchange::calendar::{Named, write};
use crate::model::ledger::Ledger;
use crate::model::plan::PlanState;
use crate::order::Order as _;
use crate::planning::clashes::clashes;
use crate::planning::schedule::{Event, What, open_events};
use crate::route::{PlanTab, Route};
use crate::ui::components::empty::Empty;
use crate::ui::components::icon::{Icon, IconView};

/// Rows of bars in a week; what is over is told as a number.
const LANES: usize = 3;

/// Something to show: an event, or the deadline of a task.
#[derive(Clone, Debug, PartialEq)]
struct Item {
    start: Date,
    end: Date,
    title: String,
    about: String,
    href: String,
    /// The class of its bar.
    class: &'static str,
    /// What stands against it, in number.
    clashes: usize,
}

fn event_title(page: Page, event: &Event) -> String {
    match event.what {
        What::Batch(_, number) => {
            format!("{} {}", (page.editor.texts.plan.batch)(number), event.title)
        }
        What::Class(_) => event.title.clone(),
    }
}

fn event_about(page: Page, ledger: &Ledger, event: &Event) -> String {
    let texts = page.editor.texts;
    let course = event.course.as_deref().map(|code| course_name(ledger, code));
    let people = (!event.people.is_empty()).then(|| (texts.shell.people)(event.people.len()));
    let named = |text: &String| Some(text.clone()).filter(|text| !text.is_empty());
    let parts = [course, people, named(&event.place), named(&event.trainer)];
    parts.into_iter().flatten().collect::<Vec<_>>().join(texts.model.comma)
}

/// Everything of the open plans, by date.
fn items(page: Page, ledger: &Ledger, today: Date) -> Vec<Item> {
    let texts = page.editor.texts;
    let events = open_events(ledger);
    let mut items: Vec<Item> = events
        .iter()
        .map(|event| Item {
            start: event.start,
            end: event.end,
            title: event_title(page, event),
            about: event_about(page, ledger, event),
            href: match event.what {
                What::Batch(..) => Route::Plan(event.plan, PlanTab::Rotation).href(),
                What::Class(_) => Route::Plan(event.plan, PlanTab::Intensive).href(),
            },
            class: if event.end < today { "ev done" } else { "ev batch" },
            clashes: clashes(ledger, event, &events).len(),
        })
        .collect();
    let plans = ledger.plans.values().filter(|plan| plan.state != PlanState::Closed);
    for (plan, task) in plans.flat_map(|plan| plan.tasks.iter().map(move |task| (plan, task))) {
        items.push(Item {
            start: task.due,
            end: task.due,
            title: task.title.clone(),
            about: match task.done {
                Some(_) => texts.plan.task_done.to_owned(),
                None => task.owner.clone(),
            },
            href: Route::Plan(plan.id, PlanTab::Tasks).href(),
            class: match task.done {
                Some(_) => "ev done",
                None if task.due < today => "ev task bad",
                None => "ev task",
            },
            clashes: 0,
        });
    }
    items.order_by_key(|item| (item.start, item.end, item.title.clone()));
    items
}

/// The Monday of a week.
fn monday(day: Date) -> Date {
    day.saturating_sub(i64::from(day.weekday().to_monday_zero_offset()).days())
}

fn days_between(from: Date, to: Date) -> i32 {
    (to - from).get_days()
}

#[component]
pub fn CalendarTab(page: Page) -> impl IntoView {
    let texts = page.editor.texts;
    let words = &texts.calendar;
    let workspace = page.editor.workspace;
    let today = workspace.today();
    let items = Memo::new(move |_| items(page, &workspace.ledger(), today));
    let as_list = RwSignal::new(false);
    let month = RwSignal::new(today.first_of_month());
    let turn = move |by: i64| month.update(|month| *month = month.saturating_add(by.months()));
    let choice = move |list: bool, word: &'static str| {
        view! {
            <button
                type="button"
                aria-pressed=move || (as_list.get() == list).to_string()
                on:click=move |_| as_list.set(list)
            >
                {word}
            </button>
        }
    };
    let export = move |_| {
        let ledger = workspace.ledger_untracked();
        let events = open_events(&ledger);
        let named: Vec<_> = events
            .iter()
            .map(|event| Named {
                event,
                title: event_title(page, event),
                about: event_about(page, &ledger, event),
            })
            .collect();
        let office = ledger.own_name();
        let name = format!("{office}_{}_{}", words.file, ledger.settings.year);
        let text = write(&name, &named, &ledger.packs.calendar, workspace.now());
        if files::download(&format!("{name}.ics"), "text/calendar;charset=utf-8", text.as_bytes()) {
            page.editor.toaster.say((words.exported)(named.len()));
        }
    };
    let month_name = move || {
        let month = month.get();
        let name = texts.home.months.get(usize::from(month.month().unsigned_abs()) - 1);
        (words.month)(month.year(), name.copied().unwrap_or_default())
    };
    view! {
        <div class="toolbar rules">
            <span class="choice-bar">{choice(false, words.as_month)} {choice(true, words.as_list)}</span>
            <Show when=move || !as_list.get()>
                <button
                    type="button"
                    class="icon-button"
                    title=words.earlier
                    on:click=move |_| turn(-1)
                >
                    <IconView icon=Icon::Left />
                </button>
                <b class="month">{month_name}</b>
                <button type="button" class="icon-button" title=words.later on:click=move |_| turn(1)>
                    <IconView icon=Icon::Right />
                </button>
                <button
                    type="button"
                    class="text-button"
                    on:click=move |_| month.set(today.first_of_month())
                >
                    {texts.home.today}
                </button>
            </Show>
            <span class="push"></span>
            <button
                type="button"
                class="button small"
                title=words.export_about
                disabled=move || items.with(Vec::is_empty)
                on:click=export
            >
                <IconView icon=Icon::Download />
                {words.export}
            </button>
        </div>
        <Show
            when=move || as_list.get()
            fallback=move || view! { <Month page items month /> }
        >
            <List page items />
        </Show>
    }
}

#[component]
fn Month(page: Page, items: Memo<Vec<Item>>, month: RwSignal<Date>) -> impl IntoView {
    let texts = page.editor.texts;
    let weeks = move || {
        let month = month.get();
        let (first, last) = (monday(month), month.last_of_month());
        let mondays = first.series(7.days()).take_while(move |day| *day <= last);
        mondays.map(|monday| week(page, &items.read(), monday, month)).collect_view()
    };
    let heads = texts.calendar.weekdays.into_iter().enumerate().map(|(index, word)| {
        view! { <span class:rest={index >= 5}>{word}</span> }
    });
    view! {
        <div class="cal">
            <div class="week-head">{heads.collect_view()}</div>
            {weeks}
        </div>
    }
}

fn week(page: Page, items: &[Item], monday: Date, month: Date) -> impl IntoView + use<> {
    let texts = page.editor.texts;
    let words = &texts.calendar;
    let workspace = page.editor.workspace;
    let today = workspace.today();
    let ledger = workspace.ledger_untracked();
    let calendar = &ledger.packs.calendar;
    let sunday = monday.saturating_add(6.days());
    let days: Vec<Date> = monday.series(1.day()).take(7).collect();
    let day_views = days.iter().enumerate().map(|(column, day)| {
        let is_worked = calendar.is_workday(*day);
        let pack = calendar.year(day.year());
        let holiday = pack.and_then(|pack| pack.holidays.iter().find(|one| one.covers(*day)));
        let note = match holiday {
            _ if *day == today => texts.home.today.to_owned(),
            Some(holiday) if holiday.from == *day => holiday.name.clone(),
            Some(_) => words.off.to_owned(),
            None if is_worked && column >= 5 => words.made_up.to_owned(),
            None => String::new(),
        };
        let number = if day.day() == 1 {
            (texts.format.day)(*day, day.year())
        } else {
            day.day().to_string()
        };
        view! {
            <div
                class="day"
                class:rest=!is_worked
                class:other=day.month() != month.month()
                class:now=*day == today
                style:grid-column=(column + 1).to_string()
            >
                <b>{number}</b>
                <span class="note">{note}</span>
            </div>
        }
    });
    // The first free row of bars takes the next item.
    let mut lanes: Vec<Date> = Vec::new();
    let mut over = [0_usize; 7];
    let mut bars = Vec::new();
    for item in items.iter().filter(|item| item.start <= sunday && monday <= item.end) {
        let (from, to) = (item.start.max(monday), item.end.min(sunday));
        let lane = lanes.iter().position(|taken| *taken < from).unwrap_or(lanes.len());
        let (first, last) = (days_between(monday, from), days_between(monday, to));
        if lane >= LANES {
            for day in first..=last {
                if let Some(number) = usize::try_from(day).ok().and_then(|day| over.get_mut(day)) {
                    *number += 1;
                }
            }
            continue;
        }
        match lanes.get_mut(lane) {
            Some(taken) => *taken = to,
            None => lanes.push(to),
        }
        bars.push(view! {
            <a
                class=item.class
                class:clash={item.clashes > 0}
                href=item.href.clone()
                title=format!("{} {}", item.title, item.about)
                style:grid-column=format!("{} / span {}", first + 1, last - first + 1)
                style:grid-row=(lane + 2).to_string()
            >
                {item.title.clone()}
                "\u{3000}"
                {item.about.clone()}
            </a>
        });
    }
    let more =
        over.into_iter().enumerate().filter(|(_, number)| *number > 0).map(|(column, number)| {
            view! {
                <span class="note more" style:grid-column=(column + 1).to_string()>
                    {(words.more)(number)}
                </span>
            }
        });
    view! {
        <div class="week">
            {day_views.collect_view()} {bars.collect_view()} {more.collect_view()}
        </div>
    }
}

#[component]
fn List(page: Page, items: Memo<Vec<Item>>) -> impl IntoView {
    let texts = page.editor.texts;
    let words = &texts.calendar;
    let lines = move || {
        let items = items.get();
        let line = |item: Item| {
            view! {
                <tr class:quiet=item.class == "ev done">
                    <td>{(texts.format.range)(item.start, item.end)}</td>
                    <td>
                        <a href=item.href>{item.title}</a>
                    </td>
                    <td class="note">{item.about}</td>
                    <td>
                        {(item.clashes > 0)
                            .then(|| {
                                view! {
                                    <span class="sign warn">
                                        <IconView icon=Icon::Warn />
                                        {(words.clashes)(item.clashes)}
                                    </span>
                                }
                            })}
                    </td>
                </tr>
            }
        };
        items.into_iter().map(line).collect_view()
    };
    view! {
        <div class="table-frame">
            <Show
                when=move || !items.with(Vec::is_empty)
                fallback=move || {
                    view! { <Empty icon=Icon::Plan title=words.none_title text=words.none_text /> }
                }
            >
                <table class="data-table">
                    <thead>
                        <tr>{words.columns.map(|word| view! { <th>{word}</th> }).collect_view()}</tr>
                    </thead>
                    <tbody>{lines}</tbody>
                </table>
            </Show>
        </div>
    }
}
