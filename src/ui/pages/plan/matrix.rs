//! 分层分级: the matrix grade × group. What holds for everybody and for all grades stands once,
//! above.

use leptos::prelude::*;

use super::Page;
use super::matrix_cell::{CellDetail, course_name};
use super::matrix_dialogs::TemplateDialog;
use super::matrix_foot::CoverageFoot;
use crate::browser::events;
use crate::grouping::axis::{UNFILLED, values};
use crate::grouping::membership::{Overview, groups_in_order};
use crate::model::course::TrainingForm;
use crate::model::group::Axis;
use crate::model::hours::QuarterHours;
use crate::model::id::{GroupId, PersonId};
use crate::model::plan::PlannedCourse;
use crate::planning::coverage::people_of_cell;
use crate::route::Route;
use crate::ui::components::empty::Empty;
use crate::ui::components::icon::Icon;
use crate::ui::landscape::{MARGIN, print_landscape};
use crate::ui::words::short_value_words;

/// So many groups fit beside each other; more of them are so many pixels wide each.
const FITTING: usize = 12;
const COLUMN: usize = 92;

/// Which cell: the grade, `None` for all; the group, `None` for everybody.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cell {
    pub grade: Option<String>,
    pub group: Option<GroupId>,
}

/// What one cell shows.
#[derive(Clone, Debug, PartialEq)]
struct Shown {
    cell: Cell,
    people: usize,
    courses: Vec<PlannedCourse>,
}

/// The whole matrix.
#[derive(Clone, Debug, PartialEq)]
pub struct Matrix {
    /// Groups with their names and head counts.
    pub groups: Vec<(GroupId, String, usize)>,
    /// Grades with their names and head counts.
    pub grades: Vec<(String, String, usize)>,
    people: usize,
    all: Shown,
    shared: Vec<Shown>,
    rows: Vec<Vec<Shown>>,
}

/// The people of a cell.
pub fn people_of(page: Page, cell: &Cell) -> Vec<PersonId> {
    let ledger = page.editor.workspace.ledger();
    let reference = ledger.settings.reference();
    let overview = Overview::new(&ledger, reference);
    people_of_cell(&ledger, &overview, reference, cell.grade.as_deref(), cell.group)
        .into_iter()
        .collect()
}

fn matrix(page: Page) -> Matrix {
    let ledger = page.editor.workspace.ledger();
    let reference = ledger.settings.reference();
    let overview = Overview::new(&ledger, reference);
    let planned = page.with(|plan| plan.matrix.clone());
    let shown = |cell: Cell| {
        let people =
            people_of_cell(&ledger, &overview, reference, cell.grade.as_deref(), cell.group).len();
        let courses = planned
            .iter()
            .filter(|one| one.grade == cell.grade && one.group == cell.group)
            .cloned()
            .collect();
        Shown { cell, people, courses }
    };
    let groups: Vec<_> = groups_in_order(&ledger)
        .into_iter()
        .map(|group| (group.id, group.name.clone(), overview.count(group.id)))
        .collect();
    let grades: Vec<_> = values(&Axis::Grade, &ledger)
        .into_iter()
        .map(|grade| {
            let words = short_value_words(&Axis::Grade, &grade, &ledger, page.editor.texts);
            let people = people_of_cell(&ledger, &overview, reference, Some(&grade), None).len();
            (grade, words, people)
        })
        .filter(|(grade, _, people)| grade != UNFILLED || *people > 0)
        .collect();
    let of = |grade: Option<&str>| {
        let grade = grade.map(str::to_owned);
        groups
            .iter()
            .map(|(group, ..)| shown(Cell { grade: grade.clone(), group: Some(*group) }))
            .collect::<Vec<_>>()
    };
    Matrix {
        people: ledger.enrolled(reference).count(),
        all: shown(Cell::default()),
        shared: of(None),
        rows: grades.iter().map(|(grade, ..)| of(Some(grade))).collect(),
        groups: groups.clone(),
        grades: grades.clone(),
    }
}

/// A boxed character for a form of training.
#[component]
pub fn FormMark(page: Page, form: TrainingForm) -> impl IntoView {
    let model = &page.editor.texts.model;
    view! { <i class="form" title=(model.form)(&form)>{(model.form_mark)(&form)}</i> }
}

#[component]
pub fn MatrixTab(page: Page) -> impl IntoView {
    print_landscape(MARGIN);
    let texts = page.editor.texts;
    let words = &texts.matrix;
    let matrix = Memo::new(move |_| matrix(page));
    let open = RwSignal::new(Cell::default());
    let templating = RwSignal::new(false);
    let key = TrainingForm::KNOWN
        .into_iter()
        .map(|form| {
            let name = (texts.hours.form)(&form);
            view! {
                <FormMark page form />
                {name}
                "\u{3000}"
            }
        })
        .collect_view();
    view! {
        <div class="toolbar rules">
            <button type="button" class="text-button" on:click=move |_| templating.set(true)>
                {words.template}
            </button>
            <span class="note hint">{words.cell_hint}</span>
            <span class="push form-key note">{key} {words.form_key}</span>
        </div>
        <div class="table-frame matrix-frame">
            {move || matrix.with(|matrix| table(page, matrix, open))}
            <Show when=move || matrix.with(|matrix| matrix.groups.is_empty())>
                <Empty icon=Icon::Groups title=words.no_groups_title text=words.no_groups_text>
                    <a class="button" href=Route::Groups(None).href()>
                        {words.to_groups}
                    </a>
                </Empty>
            </Show>
        </div>
        {move || {
            let cell = open.get();
            view! { <CellDetail page matrix cell /> }
        }}
        <CoverageFoot page />
        <Show when=move || templating.get()>
            <TemplateDialog page open=templating />
        </Show>
    }
}

/// An edit builds the table anew; the cell keeps the focus.
fn refocus(cell: &Cell) {
    let selector = format!("[id=\"{}\"]", cell_id(cell));
    request_animation_frame(move || {
        events::focus(&selector);
    });
}

/// The id of a cell in the document.
pub fn cell_id(cell: &Cell) -> String {
    let group = cell.group.map_or_else(|| "all".to_owned(), |group| group.to_string());
    let grade = match cell.grade.as_deref() {
        None => "all",
        Some(UNFILLED) => "none",
        Some(grade) => grade,
    };
    format!("plan-{grade}-{group}")
}

fn table(page: Page, matrix: &Matrix, open: RwSignal<Cell>) -> impl IntoView + use<> {
    let words = &page.editor.texts.matrix;
    let heads = matrix
        .groups
        .iter()
        .map(|(group, name, people)| {
            view! {
                <th scope="col">
                    <a class="plain" href=Route::Groups(Some(*group)).href()>
                        {name.clone()}
                    </a>
                    " "
                    <span class="note">{*people}</span>
                </th>
            }
        })
        .collect_view();
    let span = matrix.groups.len().max(1).to_string();
    let groups = matrix.groups.len();
    let wide = (groups > FITTING).then(|| format!("{}px", COLUMN * (groups + 2)));
    // Where the arrow keys go: the cells row by row.
    let mut order: Vec<Vec<Cell>> = vec![vec![matrix.all.cell.clone()]];
    let cells = |shown: &[Shown]| shown.iter().map(|shown| shown.cell.clone()).collect::<Vec<_>>();
    order.push(cells(&matrix.shared));
    order.extend(matrix.rows.iter().map(|row| cells(row)));
    let order = StoredValue::new(order);
    let on_keydown = move |event: leptos::ev::KeyboardEvent| {
        let here = open.get_untracked();
        let at = order.with_value(|order| {
            order.iter().enumerate().find_map(|(row, cells)| {
                cells.iter().position(|cell| *cell == here).map(|column| (row, column))
            })
        });
        let Some((row, column)) = at else { return };
        let command = event.ctrl_key() || event.meta_key();
        let next = match event.key().as_str() {
            "ArrowDown" => (row + 1, column),
            "ArrowUp" => (row.saturating_sub(1), column),
            "ArrowRight" => (row, column + 1),
            "ArrowLeft" => (row, column.saturating_sub(1)),
            "Enter" => {
                event.prevent_default();
                events::focus(".cell-detail .add-course input");
                return;
            }
            "Delete" => {
                clear(page, &here);
                refocus(&here);
                return;
            }
            "d" | "D" if command => {
                event.prevent_default();
                let below = order.with_value(|order| {
                    order
                        .iter()
                        .skip(row + 1)
                        .filter_map(|cells| cells.get(column).cloned())
                        .collect::<Vec<_>>()
                });
                fill(page, &here, &below);
                refocus(&here);
                return;
            }
            "r" | "R" if command => {
                event.prevent_default();
                let right = order.with_value(|order| {
                    let cells = order.get(row).map(Vec::as_slice).unwrap_or_default();
                    cells.iter().skip(column + 1).cloned().collect::<Vec<_>>()
                });
                fill(page, &here, &right);
                refocus(&here);
                return;
            }
            _ => return,
        };
        event.prevent_default();
        let target = order.with_value(|order| {
            let row = order.get(next.0)?;
            row.get(next.1).or_else(|| row.last()).cloned()
        });
        if let Some(cell) = target {
            let id = cell_id(&cell);
            open.set(cell);
            events::focus(&format!("[id=\"{id}\"]"));
        }
    };
    // One Tab stops in the table, at the open cell; where that is none of it, at the first.
    let is_stop = Signal::derive(move || {
        open.with(|open| {
            *open == Cell::default()
                || !order.with_value(|order| order.iter().flatten().any(|cell| cell == open))
        })
    });
    let shared = matrix.shared.iter().map(|shown| cell(page, shown, open, false)).collect_view();
    let rows = matrix
        .grades
        .iter()
        .zip(&matrix.rows)
        .map(|((grade, name, people), row)| {
            let grade = grade.clone();
            view! {
                <tr class:is-hot=move || open.with(|open| open.grade.as_ref() == Some(&grade))>
                    <th scope="row">{name.clone()} " " <span class="note">{*people}</span></th>
                    {row.iter().map(|shown| cell(page, shown, open, true)).collect_view()}
                </tr>
            }
        })
        .collect_view();
    view! {
        <table class="matrix" style:min-width=wide on:keydown=on_keydown>
            <thead>
                <tr>
                    <th>{words.grade} " " <span class="note">{page.editor.texts.plan.people}</span></th>
                    {heads}
                </tr>
            </thead>
            <tbody>
                <tr class="all">
                    <th scope="row">{words.all} " " <span class="note">{matrix.people}</span></th>
                    {all_cell(page, &matrix.all, open, is_stop, span)}
                </tr>
                {(!matrix.groups.is_empty())
                    .then(|| {
                        view! {
                            <tr class="shared">
                                <th scope="row">{words.shared}</th>
                                {shared}
                            </tr>
                            {rows}
                        }
                    })}
            </tbody>
        </table>
    }
}

fn courses(page: Page, shown: &Shown) -> impl IntoView + use<> {
    let ledger = page.editor.workspace.ledger_untracked();
    shown
        .courses
        .iter()
        .map(|planned| {
            let name = course_name(&ledger, &planned.course);
            let title = format!("{name}\n{}", planned.reason);
            view! {
                <li title=title.trim_end().to_owned()>
                    <FormMark page form=planned.form.clone() />
                    <span class="clip">{name}</span>
                    <b>{short_hours(planned.hours)}</b>
                </li>
            }
        })
        .collect_view()
}

fn short_hours(hours: QuarterHours) -> String {
    let text = hours.to_string();
    text.strip_suffix(".0").map(str::to_owned).unwrap_or(text)
}

fn all_cell(
    page: Page,
    shown: &Shown,
    open: RwSignal<Cell>,
    is_stop: Signal<bool>,
    span: String,
) -> impl IntoView + use<> {
    view! {
        <td
            colspan=span
            id=cell_id(&shown.cell)
            tabindex=move || if is_stop.get() { "0" } else { "-1" }
            class:is-picked=move || open.with(|open| *open == Cell::default())
            on:click=move |_| open.set(Cell::default())
            on:focus=move |_| open.set(Cell::default())
        >
            <ul class="in-line">{courses(page, shown)}</ul>
        </td>
    }
}

fn cell(page: Page, shown: &Shown, open: RwSignal<Cell>, counted: bool) -> impl IntoView + use<> {
    let words = &page.editor.texts.matrix;
    let own = StoredValue::new(shown.cell.clone());
    let pick = move || open.set(own.get_value());
    let is_open = move || open.with(|open| own.with_value(|own| own == open));
    let empty = shown.people == 0 && shown.courses.is_empty();
    let count = (counted && !empty).then(|| view! { <span class="n">{shown.people}</span> });
    view! {
        <td
            id=cell_id(&shown.cell)
            tabindex=move || if is_open() { "0" } else { "-1" }
            class:none=empty
            class:is-picked=is_open
            on:click=move |_| pick()
            on:focus=move |_| pick()
        >
            {count}
            <ul>{courses(page, shown)}</ul>
            {(counted && shown.people > 0 && shown.courses.is_empty())
                .then(|| view! { <span class="only-reader">{words.not_planned}</span> })}
        </td>
    }
}

/// Puts the courses of one cell into others.
pub fn fill(page: Page, from: &Cell, into: &[Cell]) {
    let own: Vec<_> = page.with(|plan| {
        let mine = plan.matrix.iter();
        mine.filter(|one| one.grade == from.grade && one.group == from.group).cloned().collect()
    });
    page.edit(|plan| {
        for cell in into {
            for course in &own {
                plan.put_course(PlannedCourse {
                    grade: cell.grade.clone(),
                    group: cell.group,
                    ..course.clone()
                })?;
            }
        }
        Ok(())
    });
}

fn clear(page: Page, cell: &Cell) {
    page.edit(|plan| {
        let own: Vec<_> = plan
            .matrix
            .iter()
            .filter(|one| one.grade == cell.grade && one.group == cell.group)
            .map(|one| one.course.clone())
            .collect();
        own.iter()
            .try_for_each(|course| plan.remove_course(course, cell.grade.as_deref(), cell.group))
    });
}
