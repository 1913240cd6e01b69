//! Dialogs of the matrix: post templates, a course that is not in the pack, and what the rules ask
//! of whom.

use std::collections::BTreeSet;

use leptos::prelude::*;

use super::Page;
use super::matrix::{Cell, FormMark};
use super::matrix_cell::course_name;
use crate::grouping::membership::Overview;
use crate::model::course::{Course, TrainingForm};
use crate::model::hours::QuarterHours;
use crate::model::pack::Extra;
use crate::model::people::Rejection;
use crate::model::plan::PlannedCourse;
use crate::model::step::Step;
use crate::planning::mandatory::{Asked, asked};
use crate::planning::templates::{Templated, templated};
use crate::route::Route;
use crate::ui::components::dialog::{AskDialog, Dialog};
use crate::ui::components::field::{Entry, EntryField, EntryLine, FormLine};
use crate::ui::people::PeopleLine;
use crate::ui::words::person_words;

/// A course of the pack in a cell, as the pack has it.
pub fn planned_as(course: &Course, cell: &Cell, reason: String) -> PlannedCourse {
    PlannedCourse {
        course: course.code.clone(),
        grade: cell.grade.clone(),
        group: cell.group,
        form: course.form.clone(),
        hours: course.hours,
        reason,
        extra: Extra::new(),
    }
}

/// What the templates have, each with a box to tick.
#[component]
pub fn TemplateDialog(page: Page, open: RwSignal<bool>) -> impl IntoView {
    let texts = page.editor.texts;
    let words = &texts.matrix;
    let ledger = page.editor.workspace.ledger_untracked();
    let reference = ledger.settings.reference();
    let overview = Overview::new(&ledger, reference);
    let found = page.plan.with_untracked(|plan| {
        plan.as_ref().map(|plan| templated(plan, &ledger, &overview, reference))
    });
    let found = StoredValue::new(found.unwrap_or_default());
    let count = found.with_value(Vec::len);
    let chosen = RwSignal::new((0..count).collect::<BTreeSet<_>>());
    let close = Callback::new(move |()| open.set(false));
    let line = |(place, one): (usize, &Templated)| {
        let group = ledger.groups.get(&one.group).map(|group| group.name.clone());
        let form = ledger.packs.courses.course(&one.course).map(|course| course.form.clone());
        view! {
            <tr>
                <td>
                    <label class="check">
                        <input
                            type="checkbox"
                            checked=true
                            on:change:target=move |event| {
                                let on = event.target().checked();
                                chosen
                                    .update(|chosen| {
                                        if on {
                                            chosen.insert(place);
                                        } else {
                                            chosen.remove(&place);
                                        }
                                    });
                            }
                        />
                        {group}
                    </label>
                </td>
                <td>
                    {form.map(|form| view! { <FormMark page form /> })}
                    {course_name(&ledger, &one.course)}
                </td>
                <td class="note">{(words.template_of)(one.people, one.of)}</td>
            </tr>
        }
    };
    let lines = found.with_value(|found| found.iter().enumerate().map(line).collect_view());
    let take = move || {
        let ledger = page.editor.workspace.ledger_untracked();
        let planned: Vec<_> = found.with_value(|found| {
            let chosen = chosen.get_untracked();
            let chosen = found.iter().enumerate().filter(|(place, _)| chosen.contains(place));
            let planned = chosen.filter_map(|(_, one)| {
                let course = ledger.packs.courses.course(&one.course)?;
                let posts: Vec<_> =
                    one.posts.iter().map(|post| ledger.packs.posts.name(post)).collect();
                let reason = (words.template_reason)(&posts.join(texts.model.comma));
                let cell = Cell { grade: None, group: Some(one.group) };
                Some(planned_as(course, &cell, reason))
            });
            planned.collect()
        });
        page.edit(|plan| planned.into_iter().try_for_each(|one| plan.put_course(one)));
        open.set(false);
    };
    view! {
        <AskDialog
            title=words.template
            on_close=close
            ok=move || (words.take_courses)(chosen.read().len())
            on_ok=take
            disabled=move || chosen.read().is_empty()
        >
            <p class="note">{if count > 0 { words.template_about } else { words.template_none }}</p>
            <table class="plain-table template-table">
                <tbody>{lines}</tbody>
            </table>
        </AskDialog>
    }
}

/// A course that the pack does not have: into the pack, and into the cell.
#[component]
pub fn NewCourseDialog(page: Page, cell: Cell, open: RwSignal<bool>) -> impl IntoView {
    let texts = page.editor.texts;
    let words = &texts.matrix;
    let name = Entry::new("");
    let hours = Entry::new("8");
    let form = RwSignal::new(TrainingForm::Intensive);
    let cell = StoredValue::new(cell);
    let close = Callback::new(move |()| open.set(false));
    let save = Callback::new(move |()| {
        let workspace = page.editor.workspace;
        let missing = (texts.model.rejection)(&Rejection::MissingName);
        let named = name.need(name.named(), &missing);
        let hours = hours.need(QuarterHours::parse(&hours.get()), texts.hours.bad_hours);
        let (Some(named), Some(hours)) = (named, hours) else { return };
        let course = Course {
            code: workspace.ledger_untracked().packs.courses.new_code(),
            name: named,
            hours,
            form: form.get_untracked(),
            posts: Vec::new(),
            basis: String::new(),
            extra: Extra::new(),
        };
        let planned = cell.with_value(|cell| planned_as(&course, cell, String::new()));
        let step = Step::EditPlan(page.with(|plan| plan.title.clone()));
        let refused = page.editor.edit_at(step, |ledger| {
            ledger.add_course(course, texts.settings.local)?;
            let pack = ledger.packs.courses.head.reference();
            ledger.edit_plan(page.id, |plan| {
                plan.courses = Some(pack);
                plan.put_course(planned)
            })
        });
        match refused {
            Some(words) => {
                name.need(None::<()>, &words);
            }
            None => open.set(false),
        }
    });
    let forms = TrainingForm::KNOWN
        .into_iter()
        .enumerate()
        .map(|(index, one)| {
            let selected = form.get_untracked() == one;
            view! {
                <option value=index.to_string() selected=selected>
                    {(texts.hours.form)(&one)}
                </option>
            }
        })
        .collect_view();
    view! {
        <AskDialog title=words.new_course on_close=close ok=texts.plan.add on_ok=save>
            <FormLine label=texts.plan.course>
                <EntryField entry=name autofocus=true on_enter=save />
            </FormLine>
            <div class="form-pair">
                <EntryLine label=texts.plan.hours entry=hours />
                <FormLine label=words.form>
                    <select
                        class="field"
                        on:change:target=move |event| {
                            let index = event.target().value().parse().unwrap_or(0_usize);
                            if let Some(one) = TrainingForm::KNOWN.get(index) {
                                form.set(one.clone());
                            }
                        }
                    >
                        {forms}
                    </select>
                </FormLine>
            </div>
            <p class="note">{words.new_course_hint}</p>
        </AskDialog>
    }
}

/// Whom the rules ask for which training this year, and of whom the ledger does not say.
#[component]
pub fn MandatoryDialog(page: Page, open: RwSignal<bool>) -> impl IntoView {
    let texts = page.editor.texts;
    let words = &texts.matrix;
    let workspace = page.editor.workspace;
    let ledger = workspace.ledger_untracked();
    let close = Callback::new(move |()| open.set(false));
    let everybody = ledger.enrolled(ledger.settings.reference()).count();
    let section = |one: Asked| {
        let people = one
            .people
            .iter()
            .map(|(person, last)| {
                view! {
                    <a class="plain" href=Route::Roster(Some(*person)).href()>
                        {person_words(*person, &ledger)}
                        <span class="note">{(words.must_by)(&last.to_string())}</span>
                    </a>
                }
            })
            .collect_view();
        let nobody = one.people.is_empty().then_some(words.nobody_asked);
        let unknown = one.unknown.len();
        let named = (unknown < everybody).then(|| view! { <PeopleLine people=one.unknown /> });
        view! {
            <section>
                <h3>{(words.mandatory)(one.kind)}</h3>
                <p class="note">{(words.mandatory_rule)(one.kind)}</p>
                <p class="people-line wide">{nobody} {people}</p>
                {(unknown > 0)
                    .then(|| {
                        view! {
                            <details>
                                <summary class="note">{(words.not_known)(unknown)}</summary>
                                <p class="people-line wide">{named}</p>
                            </details>
                        }
                    })}
            </section>
        }
    };
    let sections = asked(&ledger, ledger.settings.year, workspace.today()).map(section);
    view! {
        <Dialog title=words.must_title on_close=close>
            {sections.into_iter().collect_view()}
        </Dialog>
    }
}
