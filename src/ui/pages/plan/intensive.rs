//! 专项集中: classes on one subject with place, trainer, dates, seats and who takes part.

use leptos::prelude::*;

use super::matrix_cell::course_name;
use super::{Page, read_days};
use crate::model::hours::QuarterHours;
use crate::model::id::{GroupId, PersonId, SessionId};
use crate::model::ledger::Ledger;
use crate::model::pack::Extra;
use crate::model::people::Rejection;
use crate::model::plan::{IntensiveClass, Plan};
use crate::order::Order as _;
use crate::planning::clashes::{SamePlace, people_elsewhere, same_place};
use crate::ui::components::dialog::Dialog;
use crate::ui::components::empty::Empty;
use crate::ui::components::field::{Entry, EntryLine, FormLine};
use crate::ui::components::icon::{Icon, IconView};
use crate::ui::people::{GroupPicker, PersonPicker, in_roster_order};
use crate::ui::words::{names_words, office_words};

#[component]
pub fn IntensiveTab(page: Page) -> impl IntoView {
    let texts = page.editor.texts;
    let words = &texts.plan;
    let workspace = page.editor.workspace;
    let open = RwSignal::new(None::<IntensiveClass>);
    let new_class = move |_| {
        let today = workspace.today();
        open.set(Some(IntensiveClass {
            id: SessionId::new(&mut workspace.new_ids()),
            title: String::new(),
            course: None,
            start: today,
            end: today,
            hours: workspace.ledger_untracked().packs.hours.day,
            place: String::new(),
            trainer: String::new(),
            seats: 40,
            groups: Vec::new(),
            people: Vec::new(),
            extra: Extra::new(),
        }));
    };
    let is_empty = Memo::new(move |_| page.with(|plan| plan.intensive.is_empty()));
    let lines = move || {
        let ledger = workspace.ledger();
        page.plan.with(|plan| {
            let plan = plan.as_ref()?;
            let mut classes: Vec<_> = plan.intensive.iter().collect();
            classes.order_by_key(|class| (class.start, class.id));
            let line = |class: &IntensiveClass| line(page, &ledger, plan, class, open);
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
                            <th>{words.dates}</th>
                            <th class="num">{words.hours}</th>
                            <th class="wide-only">{words.venue}</th>
                            <th class="wide-only">{words.trainer}</th>
                            <th class="num">{words.people}</th>
                            <th></th>
                        </tr>
                    </thead>
                    <tbody>{lines}</tbody>
                </table>
            </Show>
        </div>
        {move || open.get().map(|class| view! { <ClassDialog page class open /> })}
    }
}

fn line(
    page: Page,
    ledger: &Ledger,
    plan: &Plan,
    class: &IntensiveClass,
    open: RwSignal<Option<IntensiveClass>>,
) -> impl IntoView + use<> {
    let texts = page.editor.texts;
    let words = &texts.plan;
    let mut warnings = Vec::new();
    if class.people.len() > class.seats as usize {
        warnings.push(words.over_seats.to_owned());
    }
    if let Some(other) = same_place(plan, class) {
        warnings.push((words.place_taken)(&match other {
            SamePlace::Class(other) => (words.quoted)(&other.title),
            SamePlace::Batch(other) => {
                (words.batch)(plan.rotation.number(other.id).unwrap_or_default())
            }
        }));
    }
    let elsewhere = people_elsewhere(plan, class);
    if !elsewhere.is_empty() {
        warnings.push((words.clash)(&names_words(&elsewhere, 3, ledger, texts)));
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
            <td>{(texts.format.range)(class.start, class.end)}</td>
            <td class="num">{class.hours.to_string()}</td>
            <td class="wide-only">{known(&class.place)}</td>
            <td class="wide-only">{known(&class.trainer)}</td>
            <td class="num">{(words.seats_of)(class.people.len(), class.seats)}</td>
            <td>
                {(!warnings.is_empty())
                    .then(|| {
                        view! {
                            <span class="sign warn">
                                <IconView icon=Icon::Warn />
                                {warnings.join(words.also)}
                            </span>
                        }
                    })}
            </td>
        </tr>
    }
}

/// One class in edit.
#[component]
fn ClassDialog(
    page: Page,
    class: IntensiveClass,
    open: RwSignal<Option<IntensiveClass>>,
) -> impl IntoView {
    let texts = page.editor.texts;
    let words = &texts.plan;
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
    let people = RwSignal::new(class.people.clone());
    let groups = RwSignal::new(class.groups.clone());
    let class = StoredValue::new(class);
    let close = Callback::new(move |()| open.set(None));
    let save = move |_| {
        let missing = (texts.model.rejection)(&Rejection::MissingName);
        let title = title.need(title.named(), &missing);
        let days = read_days(start, end, texts);
        let hours = hours.need(QuarterHours::parse(&hours.get()), texts.hours.bad_hours);
        let seats = seats.need(seats.read().filter(|seats| *seats > 0), &(words.whole)(1, 9_999));
        let (Some(title), Some((start, end)), Some(hours), Some(seats)) =
            (title, days, hours, seats)
        else {
            return;
        };
        let class = IntensiveClass {
            title,
            course: course.get_untracked(),
            start,
            end,
            hours,
            place: place.get(),
            trainer: trainer.get(),
            seats,
            groups: groups.get_untracked(),
            people: people.get_untracked(),
            ..class.get_value()
        };
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
    let foot = move || {
        view! {
            {known
                .then(|| {
                    view! {
                        <button type="button" class="text-button is-bad" on:click=delete>
                            {words.delete_class}
                        </button>
                    }
                })}
            <button type="button" class="button push" on:click=move |_| close.run(())>
                {texts.shell.cancel}
            </button>
            <button type="button" class="button primary" on:click=save>
                {texts.shell.save}
            </button>
        }
    };
    view! {
        <div class="record-dialog">
            <Dialog title=words.class_dialog on_close=close foot=ViewFn::from(foot)>
                <div class="form-pair">
                    <FormLine label=words.course>
                        <select
                            class="field"
                            on:change:target=move |event| choose_course(event.target().value())
                        >
                            <option value="">{words.no_course}</option>
                            {courses}
                        </select>
                    </FormLine>
                    <EntryLine label=words.class entry=title />
                    <EntryLine label=words.start entry=start kind="date" />
                    <EntryLine label=words.end entry=end kind="date" />
                    <EntryLine label=words.hours entry=hours />
                    <EntryLine label=words.places entry=seats kind="number" />
                    <EntryLine label=words.venue entry=place />
                    <EntryLine label=words.trainer entry=trainer />
                </div>
                <ClassPeople page people groups />
            </Dialog>
        </div>
    }
}

#[component]
fn ClassPeople(
    page: Page,
    people: RwSignal<Vec<PersonId>>,
    groups: RwSignal<Vec<GroupId>>,
) -> impl IntoView {
    let texts = page.editor.texts;
    let words = &texts.plan;
    let workspace = page.editor.workspace;
    let everybody = Signal::derive(move || {
        let ledger = workspace.ledger();
        ledger.enrolled(ledger.settings.reference()).map(|person| person.id).collect::<Vec<_>>()
    });
    let add = move |more: Vec<PersonId>| {
        people.update(|people| {
            for person in more {
                if !people.contains(&person) {
                    people.push(person);
                }
            }
        });
    };
    let add_group = Callback::new(move |(group, members): (Option<GroupId>, Vec<PersonId>)| {
        if let Some(group) = group {
            groups.update(|groups| {
                if !groups.contains(&group) {
                    groups.push(group);
                }
            });
        }
        add(members);
    });
    let lines = move || {
        let ledger = workspace.ledger();
        in_roster_order(&ledger, people.get())
            .into_iter()
            .map(|person| {
                let id = person.id;
                view! {
                    <span class="tag person-tag">
                        {person.name.clone()}
                        <span class="note">" " {office_words(person.office, &ledger)}</span>
                        <button
                            type="button"
                            title=words.remove
                            on:click=move |_| people.update(|people| people.retain(|one| *one != id))
                        >
                            <IconView icon=Icon::Close />
                        </button>
                    </span>
                }
            })
            .collect_view()
    };
    view! {
        <h3>
            {texts.hours.people} " "
            <span class="quiet">{move || (texts.shell.people)(people.with(Vec::len))}</span>
        </h3>
        <div class="form-pair">
            <GroupPicker on_choose=add_group />
            <PersonPicker
                placeholder=words.add_person
                among=everybody
                on_choose=Callback::new(move |person| add(vec![person]))
            />
        </div>
        <p class="person-tags">{lines}</p>
    }
}
