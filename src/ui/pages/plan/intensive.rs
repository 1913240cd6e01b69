//! 专项集中: classes on one subject with place, trainer, dates, seats and who takes part.

use leptos::prelude::*;

use super::class_people::{ClassPeople, missing};
use super::make_up::Missed;
use super::matrix_cell::course_name;
use super::warned::{Warned, unknown_holidays, warnings};
use super::{Page, read_days};
use crate::i18n::zh::classes::Classes;
use crate::model::course::TrainingKind;
use crate::model::hours::QuarterHours;
use crate::model::id::SessionId;
use crate::model::ledger::Ledger;
use crate::model::people::Rejection;
use crate::model::plan::{HalfDay, IntensiveClass};
use crate::order::Order as _;
use crate::planning::schedule::{Event, What, class_event, open_events};
use crate::planning::unrecorded::record_of;
use crate::route::{Paper, Route};
use crate::ui::components::dialog::AskDialog;
use crate::ui::components::empty::Empty;
use crate::ui::components::field::{Entry, EntryLine, FormLine};
use crate::ui::components::icon::{Icon, IconView};

#[component]
pub fn IntensiveTab(page: Page) -> impl IntoView {
    let texts = page.editor.texts;
    let words = &texts.classes;
    let workspace = page.editor.workspace;
    let open = RwSignal::new(None::<IntensiveClass>);
    let new_class = move |_| {
        let today = workspace.today();
        let id = SessionId::new(&mut workspace.new_ids());
        open.set(Some(IntensiveClass {
            hours: workspace.ledger_untracked().packs.hours.day,
            seats: 40,
            ..IntensiveClass::new(id, String::new(), today, today)
        }));
    };
    let is_empty = Memo::new(move |_| page.with(|plan| plan.intensive.is_empty()));
    let lines = move || {
        let ledger = workspace.ledger();
        let events = open_events(&ledger);
        page.plan.with(|plan| {
            let plan = plan.as_ref()?;
            let mut classes: Vec<_> = plan.intensive.iter().collect();
            classes.order_by_key(|class| (class.start, class.id));
            let line = |class: &IntensiveClass| {
                let warnings = class_warnings(page, &ledger, class, &events);
                line(page, &ledger, class, warnings, open)
            };
            Some(classes.into_iter().map(line).collect_view())
        })
    };
    view! {
        <div class="toolbar rules">
            <button type="button" class="button small push" on:click=new_class>
                <IconView icon=Icon::Plus />
                {words.new_class}
            </button>
        </div>
        <div class="table-frame">
            <Show
                when=move || !is_empty.get()
                fallback=move || {
                    view! {
                        <Empty
                            icon=Icon::Plan
                            title=words.no_classes_title
                            text=words.no_classes_text
                        />
                    }
                }
            >
                <table class="data-table class-table">
                    <thead>
                        <tr>
                            <th>{words.class}</th>
                            <th>{texts.plan.dates}</th>
                            <th class="num">{texts.plan.hours}</th>
                            <th class="wide-only">{texts.plan.venue}</th>
                            <th class="wide-only">{words.trainer}</th>
                            <th class="num">{texts.plan.people}</th>
                            <th></th>
                        </tr>
                    </thead>
                    <tbody>{lines}</tbody>
                </table>
            </Show>
        </div>
        <div class="missed-note">
            <Missed plan=page.id />
        </div>
        {move || open.get().map(|class| view! { <ClassDialog page class open /> })}
    }
}

fn class_warnings(
    page: Page,
    ledger: &Ledger,
    class: &IntensiveClass,
    events: &[Event],
) -> Vec<String> {
    let event = class_event(page.id, class);
    warnings(page.editor.texts, ledger, &event, class.seats, class.least, events)
}

fn line(
    page: Page,
    ledger: &Ledger,
    class: &IntensiveClass,
    mut warnings: Vec<String>,
    open: RwSignal<Option<IntensiveClass>>,
) -> impl IntoView + use<> {
    let texts = page.editor.texts;
    let words = &texts.classes;
    let missing = missing(ledger, class).len();
    if missing > 0 {
        warnings.push((words.left_out)(missing));
    }
    let known = |text: &str| {
        if text.is_empty() {
            view! { <span class="quiet">"—"</span> }.into_any()
        } else {
            text.to_owned().into_any()
        }
    };
    let course = class.course.as_deref().map(|code| course_name(ledger, code));
    let opened = class.clone();
    let is_due = class.end < page.editor.workspace.today()
        && record_of(ledger, What::Class(class.id)).is_none();
    view! {
        <tr>
            <td>
                <button
                    type="button"
                    class="plain"
                    on:click=move |_| open.set(Some(opened.clone()))
                >
                    <b>{class.title.clone()}</b>
                </button>
                " "
                <span class="note">{course}</span>
            </td>
            <td>
                {(texts.format.range)(class.start, class.end)} " "
                <span class="note">{half_words(class.half, words)}</span>
            </td>
            <td class="num">{class.hours.to_string()}</td>
            <td class="wide-only">{known(&class.place)}</td>
            <td class="wide-only">{known(&class.trainer)}</td>
            <td class="num">{(texts.plan.seats_of)(class.people.len(), class.seats)}</td>
            <td>
                {is_due.then(|| {
                    view! { <a href=Route::Recording.href()>{texts.hours.dialog_title}</a> " " }
                })}
                {(!warnings.is_empty())
                    .then(|| {
                        view! {
                            <span class="sign warn">
                                <IconView icon=Icon::Warn />
                                {warnings.join(texts.plan.also)}
                            </span>
                        }
                    })}
            </td>
        </tr>
    }
}

/// Which halves of its days a class takes, where it is not the whole.
fn half_words(half: Option<HalfDay>, words: &Classes) -> Option<&'static str> {
    let known = HALVES.iter().zip(words.halves).find(|(one, _)| half.is_some() && **one == half);
    known.map(|(_, word)| word)
}

const HALVES: [Option<HalfDay>; 3] = [None, Some(HalfDay::Morning), Some(HalfDay::Afternoon)];

/// One class in edit.
#[component]
fn ClassDialog(
    page: Page,
    class: IntensiveClass,
    open: RwSignal<Option<IntensiveClass>>,
) -> impl IntoView {
    let texts = page.editor.texts;
    let words = &texts.classes;
    let workspace = page.editor.workspace;
    let id = class.id;
    let known = page.plan.with_untracked(|plan| {
        plan.as_ref().is_some_and(|plan| plan.intensive.iter().any(|one| one.id == id))
    });
    let title = Entry::new(class.title.clone());
    let course = RwSignal::new(class.course.clone());
    let start = Entry::new(class.start.to_string());
    let end = Entry::new(class.end.to_string());
    let hours = Entry::new(class.hours.to_string());
    let place = Entry::new(class.place.clone());
    let trainer = Entry::new(class.trainer.clone());
    let seats = Entry::new(class.seats.to_string());
    let least = Entry::new(class.least.to_string());
    let half = RwSignal::new(class.half);
    let kind = RwSignal::new(class.kind.clone());
    let people = RwSignal::new(class.people.clone());
    let groups = RwSignal::new(class.groups.clone());
    let class = StoredValue::new(class);
    // What cannot be read is still as it was.
    let edited = move || {
        let known = class.get_value();
        IntensiveClass {
            title: title.get(),
            course: course.get(),
            start: start.read().unwrap_or(known.start),
            end: end.read().unwrap_or(known.end),
            hours: QuarterHours::parse(&hours.get()).unwrap_or(known.hours),
            place: place.get(),
            trainer: trainer.get(),
            seats: seats.read().unwrap_or(known.seats),
            least: least.read().unwrap_or(known.least),
            half: half.get(),
            kind: kind.get(),
            groups: groups.get(),
            people: people.get(),
            ..known
        }
    };
    let warnings = Memo::new(move |_| {
        let ledger = workspace.ledger();
        let class = edited();
        let mut warnings = class_warnings(page, &ledger, &class, &open_events(&ledger));
        warnings.extend(unknown_holidays(texts, &ledger, [class.start, class.end].into_iter()));
        warnings
    });
    let close = Callback::new(move |()| open.set(None));
    let save = move || {
        let missing = (texts.model.rejection)(&Rejection::MissingName);
        let checked = (
            title.need(title.named(), &missing),
            read_days(start, end, texts),
            hours.need(QuarterHours::parse(&hours.get()), texts.hours.bad_hours),
            seats
                .need(seats.read().filter(|seats: &u32| *seats > 0), &(texts.plan.whole)(1, 9_999)),
            least.need(least.read::<u32>(), &(texts.plan.whole)(0, 9_999)),
        );
        let (Some(_), Some(_), Some(_), Some(_), Some(_)) = checked else { return };
        let class = untrack(edited);
        if page.edit(|plan| plan.put_class(class)) {
            open.set(None);
        }
    };
    let delete = move |_| {
        page.edit(|plan| plan.remove_class(id));
        open.set(None);
    };
    let courses = {
        let ledger = workspace.ledger_untracked();
        let chosen = course.get_untracked();
        let known = ledger.packs.courses.courses.iter();
        known
            .map(|one| {
                let selected = chosen.as_ref() == Some(&one.code);
                view! {
                    <option value=one.code.clone() selected=selected>
                        {one.name.clone()}
                    </option>
                }
            })
            .collect_view()
    };
    let halves = HALVES
        .into_iter()
        .zip(words.halves)
        .enumerate()
        .map(|(place, (one, word))| {
            let selected = half.get_untracked() == one;
            view! {
                <option value=place.to_string() selected=selected>
                    {word}
                </option>
            }
        })
        .collect_view();
    let kinds = TrainingKind::KNOWN
        .into_iter()
        .enumerate()
        .map(|(place, one)| {
            let selected = kind.with_untracked(|kind| kind.as_ref() == Some(&one));
            view! {
                <option value=place.to_string() selected=selected>
                    {(texts.model.training_kind)(&one)}
                </option>
            }
        })
        .collect_view();
    let choose_course = move |code: String| {
        let ledger = workspace.ledger_untracked();
        if let Some(known) = ledger.packs.courses.course(&code) {
            hours.set(known.hours.to_string());
            if title.named().is_none() {
                title.set(known.name.clone());
            }
        }
        course.set((!code.is_empty()).then_some(code));
    };
    let left = move || {
        view! {
            {known
                .then(|| {
                    view! {
                        <button type="button" class="text-button is-bad" on:click=delete>
                            {words.delete_class}
                        </button>
                        <a href=Route::Paper(Paper::ClassNotice(id)).href()>
                            {texts.paper.print_notice}
                        </a>
                        <a href=Route::Paper(Paper::Class(id)).href()>
                            {texts.paper.print_sign_in}
                        </a>
                    }
                })}
        }
    };
    view! {
        <div class="record-dialog">
            <AskDialog title=words.class_dialog on_close=close ok=texts.shell.save on_ok=save left>
                <div class="form-pair">
                    <FormLine label=texts.plan.course>
                        <select
                            class="field"
                            on:change:target=move |event| choose_course(event.target().value())
                        >
                            <option value="">{texts.plan.no_course}</option>
                            {courses}
                        </select>
                    </FormLine>
                    <EntryLine label=words.class entry=title />
                    <EntryLine label=texts.plan.start entry=start kind="date" />
                    <EntryLine label=texts.plan.end entry=end kind="date" />
                    <FormLine label=words.half>
                        <select
                            class="field"
                            on:change:target=move |event| {
                                let place: Option<usize> = event.target().value().parse().ok();
                                half.set(place.and_then(|place| *HALVES.get(place)?));
                            }
                        >
                            {halves}
                        </select>
                    </FormLine>
                    <FormLine label=texts.attendance.training_kind>
                        <select
                            class="field"
                            on:change:target=move |event| {
                                let place: Option<usize> = event.target().value().parse().ok();
                                let chosen = place.and_then(|at| TrainingKind::KNOWN.get(at).cloned());
                                kind.set(chosen);
                            }
                        >
                            <option value="">{texts.model.blank}</option>
                            {kinds}
                        </select>
                    </FormLine>
                    <EntryLine label=texts.plan.hours entry=hours />
                    <EntryLine label=words.places entry=seats kind="number" />
                    <EntryLine
                        label=words.least
                        entry=least
                        kind="number"
                        hint=words.least_hint
                    />
                    <EntryLine label=texts.plan.venue entry=place list=VENUES />
                    <EntryLine label=words.trainer entry=trainer list=TRAINERS />
                </div>
                <Offered page />
                <Warned warnings />
                <ClassPeople page class people groups />
            </AskDialog>
        </div>
    }
}

/// The ids of the lists that [`Offered`] makes.
pub const VENUES: &str = "offered-venues";
pub const TRAINERS: &str = "offered-trainers";

/// The names of the venues and trainers of the ledger, offered at the fields for them.
#[component]
pub fn Offered(page: Page) -> impl IntoView {
    let ledger = page.editor.workspace.ledger_untracked();
    let list = |id: &'static str, names: Vec<String>| {
        let options = names.into_iter().map(|name| view! { <option value=name></option> });
        view! { <datalist id=id>{options.collect_view()}</datalist> }
    };
    let settings = &ledger.settings;
    let venues = settings.venues.iter().map(|venue| venue.name.clone()).collect();
    let trainers = settings.trainers.iter().map(|trainer| trainer.name.clone()).collect();
    view! {
        {list(VENUES, venues)}
        {list(TRAINERS, trainers)}
    }
}
