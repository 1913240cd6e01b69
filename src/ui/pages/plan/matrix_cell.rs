//! One cell of the matrix in edit: its people, and its courses with hours, form and why.

use leptos::prelude::*;

use super::Page;
use super::matrix::{Cell, FormMark, Matrix, cell_id, people_of};
use super::matrix_dialogs::{NewCourseDialog, planned_as};
use crate::browser::{events, pinyin};
use crate::model::course::TrainingForm;
use crate::model::hours::QuarterHours;
use crate::model::ledger::Ledger;
use crate::model::plan::PlannedCourse;
use crate::ui::components::field::KeptField;
use crate::ui::components::icon::{Icon, IconView};
use crate::ui::components::menu::Choice;
use crate::ui::components::picker::Picker;
use crate::ui::people::{PeopleDialog, PeopleLine};

/// So many courses are offered at most.
const OFFERED: usize = 10;

/// The name of a course, its code where the pack does not know it.
pub fn course_name(ledger: &Ledger, code: &str) -> String {
    let course = ledger.packs.courses.course(code);
    course.map_or_else(|| code.to_owned(), |course| course.name.clone())
}

fn cell_name(page: Page, matrix: &Matrix, cell: &Cell) -> String {
    let words = &page.editor.texts.matrix;
    let grade = cell.grade.as_ref().and_then(|wanted| {
        matrix.grades.iter().find(|(grade, ..)| grade == wanted).map(|(_, name, _)| name.clone())
    });
    let group = cell.group.and_then(|wanted| {
        matrix.groups.iter().find(|(group, ..)| *group == wanted).map(|(_, name, _)| name.clone())
    });
    match (grade, group) {
        (Some(grade), Some(group)) => format!("{grade} × {group}"),
        (None, Some(group)) => format!("{} × {group}", words.shared),
        (Some(grade), None) => grade,
        (None, None) => words.all.to_owned(),
    }
}

/// The detail below the matrix.
#[component]
pub fn CellDetail(page: Page, matrix: Memo<Matrix>, cell: Cell) -> impl IntoView {
    let texts = page.editor.texts;
    let words = &texts.matrix;
    let cell = StoredValue::new(cell);
    let people = Memo::new(move |_| cell.with_value(|cell| people_of(page, cell)));
    let title = move || {
        let name = matrix.with(|matrix| cell.with_value(|cell| cell_name(page, matrix, cell)));
        (words.cell)(&name, people.with(Vec::len))
    };
    let courses = Memo::new(move |_| {
        cell.with_value(|cell| {
            page.with(|plan| {
                let mine = plan.matrix.iter();
                mine.filter(|one| one.grade == cell.grade && one.group == cell.group)
                    .cloned()
                    .collect::<Vec<_>>()
            })
        })
    });
    let add = move |code: String| {
        let ledger = page.editor.workspace.ledger_untracked();
        let Some(course) = ledger.packs.courses.course(&code) else { return };
        let planned = cell.with_value(|cell| planned_as(course, cell, course.basis.clone()));
        page.edit(|plan| plan.put_course(planned));
    };
    let find = Callback::new(move |wanted: String| {
        let ledger = page.editor.workspace.ledger();
        let taken = courses.get();
        ledger
            .packs
            .courses
            .courses
            .iter()
            .filter(|course| taken.iter().all(|one| one.course != course.code))
            .filter(|course| {
                course.name.to_lowercase().contains(&wanted)
                    || pinyin::initials(&course.name).contains(&wanted)
            })
            .take(OFFERED)
            .map(|course| Choice {
                value: course.code.clone(),
                label: course.name.clone(),
                after: format!("{} {}", (texts.hours.form)(&course.form), course.hours),
            })
            .collect()
    });
    let listed = RwSignal::new(false);
    let making = RwSignal::new(false);
    let back_to_cell = move |event: leptos::ev::KeyboardEvent| {
        if event.key() == "Escape" && !event.is_composing() {
            let id = cell.with_value(cell_id);
            events::focus(&format!("[id=\"{id}\"]"));
        }
    };
    view! {
        <Show when=move || listed.get()>
            <PeopleDialog
                title=title()
                people
                on_close=Callback::new(move |()| listed.set(false))
            />
        </Show>
        <Show when=move || making.get()>
            <NewCourseDialog page cell=cell.get_value() open=making />
        </Show>
        <div class="cell-detail" on:keydown=back_to_cell>
            <section>
                <h3>
                    {title}
                    <button
                        type="button"
                        class="text-button phone-only"
                        on:click=move |_| listed.set(true)
                    >
                        {words.who}
                    </button>
                </h3>
                <p class="people-line">
                    <PeopleLine people />
                </p>
            </section>
            <section>
                <div class="courses">
                <table class="plain-table">
                    <thead>
                        <tr>
                            <th>{texts.plan.course}</th>
                            <th class="num">{texts.plan.hours}</th>
                            <th>{words.form}</th>
                            <th>{words.why}</th>
                            <th></th>
                        </tr>
                    </thead>
                    <tbody>
                        <For
                            each=move || courses.get()
                            key=|planned| planned.course.clone()
                            children=move |planned| {
                                let code = planned.course.clone();
                                let now = Memo::new(move |known: Option<&PlannedCourse>| {
                                    courses
                                        .with(|courses| {
                                            courses.iter().find(|one| one.course == code).cloned()
                                        })
                                        .or_else(|| known.cloned())
                                        .unwrap_or_else(|| planned.clone())
                                });
                                view! { <CourseLine page planned=now /> }
                            }
                        />
                    </tbody>
                </table>
                </div>
                <Picker
                    placeholder=words.add_course
                    find
                    on_choose=Callback::new(add)
                    class="add-course"
                />
                <button type="button" class="text-button" on:click=move |_| making.set(true)>
                    {words.new_course}
                </button>
            </section>
        </div>
    }
}

#[component]
fn CourseLine(page: Page, planned: Memo<PlannedCourse>) -> impl IntoView {
    let texts = page.editor.texts;
    let words = &texts.matrix;
    let name = planned
        .with_untracked(|one| course_name(&page.editor.workspace.ledger_untracked(), &one.course));
    let change = move |edit: &dyn Fn(&mut PlannedCourse)| {
        let mut changed = planned.get_untracked();
        edit(&mut changed);
        page.edit_at(|plan| plan.put_course(changed))
    };
    let forms = TrainingForm::KNOWN
        .into_iter()
        .enumerate()
        .map(|(index, form)| {
            let label = (texts.hours.form)(&form);
            let selected = move || planned.with(|one| one.form == form);
            view! {
                <option value=index.to_string() selected=selected>
                    {label}
                </option>
            }
        })
        .collect_view();
    let remove = move |_| {
        let one = planned.get_untracked();
        page.edit(|plan| plan.remove_course(&one.course, one.grade.as_deref(), one.group));
    };
    view! {
        <tr>
            <td>
                {move || view! { <FormMark page form=planned.with(|one| one.form.clone()) /> }}
                {name}
            </td>
            <td class="num">
                <KeptField
                    label=texts.plan.hours
                    class="field small hours-field num"
                    value=Signal::derive(move || planned.with(|one| one.hours.to_string()))
                    commit=Callback::new(move |text: String| match QuarterHours::parse(&text) {
                        Some(hours) => change(&|one| one.hours = hours),
                        None => Some(texts.hours.bad_hours.to_owned()),
                    })
                />
            </td>
            <td>
                <select
                    class="field small"
                    aria-label=words.form
                    on:change:target=move |event| {
                        let index = event.target().value().parse::<usize>().unwrap_or_default();
                        if let Some(form) = TrainingForm::KNOWN.get(index) {
                            let mut changed = planned.get_untracked();
                            changed.form = form.clone();
                            page.edit(|plan| plan.put_course(changed));
                        }
                    }
                >
                    {forms}
                </select>
            </td>
            <td class="why-cell">
                <KeptField
                    label=words.why
                    placeholder=words.why
                    value=Signal::derive(move || planned.with(|one| one.reason.clone()))
                    commit=Callback::new(move |text: String| {
                        change(&|one| one.reason.clone_from(&text))
                    })
                />
            </td>
            <td>
                <button
                    type="button"
                    class="icon-button small"
                    title=texts.plan.remove
                    on:click=remove
                >
                    <IconView icon=Icon::Close />
                </button>
            </td>
        </tr>
    }
}
