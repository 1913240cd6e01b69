//! Plans on paper: the plan of the year, the notice of a batch, the list of a group.

use std::collections::{BTreeMap, BTreeSet};

use leptos::prelude::*;

use super::{Column, Form, PRINTED, column, number, signs};
use crate::grouping::axis::values;
use crate::grouping::membership::{Overview, groups_in_order, members};
use crate::i18n::messages::Messages;
use crate::i18n::values::exported;
use crate::model::field::Field;
use crate::model::group::Axis;
use crate::model::hours::QuarterHours;
use crate::model::id::{BatchId, GroupId, OfficeId, PersonId, PlanId, SessionId};
use crate::model::ledger::Ledger;
use crate::model::plan::{HalfDay, Plan, PlannedCourse};
use crate::order::{Gather as _, Order as _};
use crate::planning::coverage::{batch_hours, people_of_cell, unscheduled};
use crate::planning::schedule::{Event, What, batch_event, class_event, events};
use crate::planning::unissued::Unissued;
use crate::ui::editor::Editor;
use crate::ui::pages::hours::plain;
use crate::ui::people::in_roster_order;
use crate::ui::words::{
    course_words, names_words, office_words, person_words, rule_words, short_value_words,
    titled_words,
};

/// Where nothing can be said.
const NOWHERE: &str = "—";

/// 长安所 3 人、高坎所 2 人, in the order of the offices.
fn by_office(editor: Editor, ledger: &Ledger, people: &[PersonId]) -> String {
    let texts = editor.texts;
    let count = |office: OfficeId| {
        let of_office = |person: &&PersonId| {
            ledger.person(**person).is_some_and(|person| person.office == office)
        };
        people.iter().filter(of_office).count()
    };
    let offices = ledger.offices_in_order().into_iter().map(|office| (office.id, count(office.id)));
    let offices: Vec<(OfficeId, usize)> = offices.filter(|(_, count)| *count > 0).collect();
    let one = |(office, count): &(OfficeId, usize)| {
        format!("{} {}", office_words(*office, ledger), (texts.shell.people)(*count))
    };
    offices.iter().map(one).collect::<Vec<_>>().join(texts.model.comma)
}

/// The plan of a year: batches, classes, pairs, tasks.
pub fn plan(editor: Editor, id: PlanId) -> Option<Form> {
    let texts = editor.texts;
    let words = &texts.paper;
    let ledger = editor.workspace.ledger_untracked();
    let plan = ledger.plans.get(&id)?;
    let mut rows: Vec<Vec<String>> = Vec::new();
    let [matrix, batches, classes, mutual, tasks_head] = words.plan_parts;
    let unissued = Unissued::of(plan);
    // The number of what is not as it was issued has a mark.
    let numbered = |at: usize, is_marked: bool| {
        if is_marked { format!("{at}{MARK}") } else { at.to_string() }
    };
    let mut events = events(plan);
    // Once people are placed, a batch without anybody is none.
    if !plan.rotation.placements.is_empty() {
        events.retain(|one| matches!(one.what, What::Class(_)) || !one.people.is_empty());
    }
    if !plan.matrix.is_empty() {
        rows.push(vec![matrix.to_owned()]);
        rows.extend(cells(editor, &ledger, plan, &events));
    }
    for (is_batch, head) in [(true, batches), (false, classes)] {
        let of_kind: Vec<_> =
            events.iter().filter(|one| matches!(one.what, What::Batch(..)) == is_batch).collect();
        if of_kind.is_empty() {
            continue;
        }
        rows.push(vec![head.to_owned()]);
        for (at, event) in of_kind.into_iter().enumerate() {
            let title = match event.what {
                What::Batch(_, number) => (texts.plan.batch)(number),
                What::Class(_) => event.title.clone(),
            };
            let title = titled_words(&title, event.course.as_deref(), &ledger);
            let is_marked = match event.what {
                What::Batch(id, _) => unissued.batches.contains(&id),
                What::Class(id) => unissued.classes.contains(&id),
            };
            rows.push(vec![
                numbered(at + 1, is_marked),
                title,
                (texts.format.range_in)(plan.year, event.start, event.end),
                event.place.clone(),
                event.trainer.clone(),
                event.people.len().to_string(),
                by_office(editor, &ledger, &event.people),
            ]);
        }
    }
    let pairs: Vec<_> = plan.standing_pairs().collect();
    let circles = &plan.mutual.circles;
    if !pairs.is_empty() || !circles.is_empty() {
        rows.push(vec![mutual.to_owned()]);
    }
    let lines = pairs.len();
    for (at, pair) in pairs.into_iter().enumerate() {
        let is_marked = unissued.pairs.contains(&(pair.helper, pair.helped));
        let [helper, helped] = [pair.helper, pair.helped].map(|one| person_words(one, &ledger));
        rows.push(vec![
            numbered(at + 1, is_marked),
            format!("{helper}{}{helped}", texts.pairs.helps),
            String::new(),
            String::new(),
            String::new(),
            "2".to_owned(),
            pair.subject.clone(),
        ]);
    }
    for (at, circle) in circles.iter().enumerate() {
        let people: Vec<_> = circle.people().collect();
        rows.push(vec![
            numbered(lines + at + 1, unissued.circles.contains(&circle.id)),
            circle.title.clone(),
            String::new(),
            String::new(),
            names_words(&circle.helpers, people.len(), &ledger, texts),
            people.len().to_string(),
            names_words(&people, people.len(), &ledger, texts),
        ]);
    }
    let mut tasks: Vec<_> = plan.tasks.iter().collect();
    tasks.order_by_key(|task| (task.due, task.id));
    if !tasks.is_empty() {
        rows.push(vec![tasks_head.to_owned()]);
    }
    for (at, task) in tasks.into_iter().enumerate() {
        rows.push(vec![
            (at + 1).to_string(),
            task.title.clone(),
            (texts.format.day)(task.due, ledger.settings.year),
            String::new(),
            task.owner.clone(),
            String::new(),
            task.done.map(|_| texts.plan.task_done.to_owned()).unwrap_or_default(),
        ]);
    }
    // What the plan has none of takes no number.
    let heads = rows.iter_mut().filter_map(|row| match row.as_mut_slice() {
        [head] => Some(head),
        _ => None,
    });
    for (number, head) in heads.enumerate() {
        *head = (words.plan_part)(number, head);
    }
    let note = plan.issued.as_ref().filter(|_| !unissued.is_empty()).map(|issued| {
        let gone = called_off(plan, &unissued, texts);
        (words.unissued)(&(texts.format.day)(issued.at.date(), 0), &gone.join(texts.model.comma))
    });
    let room = if note.is_some() { 30.0 } else { 20.0 };
    let end = view! {
        {note.map(|note| view! { <p class="paper-note">{note}</p> })}
        {signs(vec![words.signs.to_vec()], words.date)}
    };
    Some(Form {
        landscape: true,
        title: plan.title.clone(),
        meta: [
            (words.unit)(ledger.own_name()),
            (texts.model.plan_state)(&plan.state),
            (words.of_year)(plan.year),
        ],
        top: (().into_any(), 0.0),
        columns: plan_columns(words.plan_columns),
        rows,
        least: PRINTED,
        end: (end.into_any(), room),
        foot: String::new(),
    })
}

/// Stands at the number of what is not as it was issued.
const MARK: &str = "*";

/// The batches and classes that were issued and are no more, by the number people know.
fn called_off(plan: &Plan, unissued: &Unissued, texts: &Messages) -> Vec<String> {
    let Some(issued) = &plan.issued else { return Vec::new() };
    let is_off = |id: &&BatchId| plan.rotation.batch(**id).is_none_or(|batch| batch.cancelled);
    let batches = unissued.batches.iter().filter(is_off);
    let batches = batches.filter_map(|id| Some((texts.plan.batch)(issued.rotation.number(*id)?)));
    let stands = |id: SessionId| plan.intensive.iter().any(|class| class.id == id);
    let classes = issued.intensive.iter().flatten().filter(|class| !stands(class.id));
    batches.chain(classes.map(|class| (texts.classes.quoted)(&class.title))).collect()
}

/// When, where and by whom a course is held for these people: of those of its batches and classes
/// that somebody of them is in, or nobody yet.
fn held(
    editor: Editor,
    planned: &PlannedCourse,
    people: &BTreeSet<PersonId>,
    plan: &Plan,
    events: &[Event],
) -> [String; 3] {
    let texts = editor.texts;
    let of_course = |one: &&Event| one.course.as_ref() == Some(&planned.course);
    let is_theirs = |one: &&Event| {
        one.people.is_empty() || one.people.iter().any(|person| people.contains(person))
    };
    let all = || events.iter().filter(of_course).filter(is_theirs);
    let days = all().map(|one| one.start).min().zip(all().map(|one| one.end).max());
    let when = match days {
        Some((start, end)) => (texts.format.range_in)(plan.year, start, end),
        None => {
            let waits = unscheduled(plan).contains(planned.course.as_str());
            let is_for_others = events.iter().any(|one| of_course(&one));
            let words = if waits || is_for_others { texts.matrix.not_planned } else { NOWHERE };
            words.to_owned()
        }
    };
    let named = |name: fn(&Event) -> &String| {
        let names: BTreeSet<&str> =
            all().map(|one| name(one).as_str()).filter(|name| !name.is_empty()).gather_set();
        if names.is_empty() {
            return NOWHERE.to_owned();
        }
        names.into_iter().collect::<Vec<_>>().join(texts.model.comma)
    };
    [when, named(|one| &one.place), named(|one| &one.trainer)]
}

/// The courses of the cells of the matrix: all grades first, then grade by grade, the groups in
/// their order.
fn cells(editor: Editor, ledger: &Ledger, plan: &Plan, events: &[Event]) -> Vec<Vec<String>> {
    let texts = editor.texts;
    let reference = ledger.settings.reference();
    let overview = Overview::new(ledger, reference);
    let grades = values(&Axis::Grade, ledger);
    let groups: Vec<_> = groups_in_order(ledger).into_iter().map(|group| group.id).collect();
    let mut cells: BTreeMap<_, Vec<&PlannedCourse>> = BTreeMap::new();
    for planned in &plan.matrix {
        let grade = planned.grade.as_ref();
        let grade = grade.map(|one| grades.iter().position(|other| other == one));
        let group = planned.group.map(|one| groups.iter().position(|other| *other == one));
        cells.entry((grade, group)).or_default().push(planned);
    }
    let cells = cells.into_values().filter_map(|courses| {
        let first = courses.first()?;
        let grade = first.grade.as_deref();
        let people = people_of_cell(ledger, &overview, reference, grade, first.group);
        let grade = grade.map_or_else(
            || texts.matrix.shared.to_owned(),
            |grade| short_value_words(&Axis::Grade, grade, ledger, texts),
        );
        let group = first.group.and_then(|group| ledger.groups.get(&group));
        let group = group.map_or(texts.matrix.all, |group| group.name.as_str());
        let row = |one: &&PlannedCourse| {
            let form = (texts.hours.form)(&one.form);
            let course = course_words(&one.course, ledger);
            let course = (texts.paper.planned_course)(&course, &form, &plain(one.hours));
            let [when, place, who] = held(editor, one, &people, plan, events);
            vec![format!("{grade} × {group}"), when, place, who, people.len().to_string(), course]
        };
        Some(courses.iter().map(row).collect::<Vec<_>>())
    });
    let numbered = cells.flatten().zip(1_usize..).map(|(mut row, at)| {
        row.insert(0, at.to_string());
        row
    });
    numbered.collect()
}

fn plan_columns(heads: [&'static str; 7]) -> Vec<Column> {
    let [at, what, when, place, who, people, about] = heads;
    vec![
        column(at, 11.0),
        column(what, 52.0),
        column(when, 34.0),
        column(place, 38.0),
        column(who, 30.0),
        number(people, 14.0),
        column(about, 90.0),
    ]
}

/// The notice of a batch.
pub fn batch_notice(editor: Editor, id: BatchId) -> Option<Form> {
    let ledger = editor.workspace.ledger_untracked();
    let plan = ledger.plans.values().find(|plan| plan.rotation.batch(id).is_some())?;
    let number = plan.rotation.number(id)?;
    let event = batch_event(plan, plan.rotation.batch(id)?, number);
    let title = (editor.texts.paper.notice)(&plan.title, number);
    Some(notice(editor, &ledger, title, event, batch_hours(plan, id, &ledger)))
}

/// The notice of a class of a plan.
pub fn class_notice(editor: Editor, id: SessionId) -> Option<Form> {
    let ledger = editor.workspace.ledger_untracked();
    let mut classes =
        ledger.plans.values().flat_map(|plan| plan.intensive.iter().map(|one| (plan.id, one)));
    let (plan, class) = classes.find(|(_, class)| class.id == id)?;
    let title = (editor.texts.paper.class_notice)(&class.title);
    Some(notice(editor, &ledger, title, class_event(plan, class), class.hours))
}

/// A notice with who goes.
fn notice(
    editor: Editor,
    ledger: &Ledger,
    title: String,
    event: Event,
    hours: QuarterHours,
) -> Form {
    let texts = editor.texts;
    let words = &texts.paper;
    let course = event.course.as_deref().map(|code| course_words(code, ledger));
    let days = ledger.packs.calendar.workdays(event.start, event.end).count();
    let last =
        (event.end != event.start).then(|| (texts.format.day)(event.end, event.start.year()));
    let [morning, afternoon] = words.halves;
    let half = event.half.map(|half| if half == HalfDay::Morning { morning } else { afternoon });
    let mut lines = vec![
        (words.notice_when)(&(texts.format.day)(event.start, 0), last.as_deref(), half, days),
        (words.notice_hours)(&plain(hours)),
    ];
    let named = [
        (words.notice_course, course.as_deref().unwrap_or_default()),
        (words.notice_place, event.place.as_str()),
        (words.notice_trainer, event.trainer.as_str()),
    ];
    lines.extend(named.iter().filter(|(_, text)| !text.is_empty()).map(|(say, text)| say(text)));
    let people = event.people;
    lines.push((words.notice_people)(people.len()));
    let number_lines = lines.len() as f64;
    let top = view! {
        <div class="paper-text">
            <p>{words.notice_to}</p>
            {lines.into_iter().map(|line| view! { <p class="indent">{line}</p> }).collect_view()}
        </div>
    };
    let place = |office: OfficeId| ledger.offices.get(&office).map(|office| office.position);
    let mut people = in_roster_order(ledger, people);
    people.order_by_key(|person| (place(person.office), person.office));
    let rows = people.into_iter().enumerate().map(|(at, person)| {
        vec![
            (at + 1).to_string(),
            office_words(person.office, ledger),
            person.name.clone(),
            exported(Field::MainPost, person, ledger, texts),
            String::new(),
        ]
    });
    let today = editor.workspace.today();
    let end = view! {
        <p class="paper-sign">{ledger.own_name().to_owned()}</p>
        <p class="paper-sign">{(texts.format.day)(today, 0)}</p>
    };
    Form {
        landscape: false,
        title,
        meta: [String::new(), String::new(), String::new()],
        top: (top.into_any(), 9.0 + 7.0 * number_lines),
        columns: vec![
            column(words.number, 12.0),
            column(words.office, 44.0),
            column(words.name, 28.0),
            column(words.post, 46.0),
            column(words.note, 40.0),
        ],
        rows: rows.collect(),
        least: PRINTED,
        end: (end.into_any(), 22.0),
        foot: String::new(),
    }
}

/// The list of a training group, an internal paper with names.
pub fn group(editor: Editor, id: GroupId) -> Option<Form> {
    let texts = editor.texts;
    let words = &texts.paper;
    let ledger = editor.workspace.ledger_untracked();
    let group = ledger.groups.get(&id)?;
    let people = members(group, &ledger, ledger.settings.reference());
    let rows = in_roster_order(&ledger, people).into_iter().enumerate().map(|(at, person)| {
        let field = |field| exported(field, person, &ledger, texts);
        vec![
            (at + 1).to_string(),
            person.name.clone(),
            office_words(person.office, &ledger),
            field(Field::MainPost),
            field(Field::Rank),
            group.pinned_in.get(&person.id).cloned().unwrap_or_default(),
        ]
    });
    let rows: Vec<_> = rows.collect();
    let rule = rule_words(&group.rule, &ledger, texts);
    let top = view! { <p class="paper-note">{(words.rule)(&rule)}</p> };
    Some(Form {
        landscape: false,
        title: group.name.clone(),
        meta: [
            (words.unit)(ledger.own_name()),
            (texts.shell.people)(rows.len()),
            (words.of_year)(ledger.settings.year),
        ],
        top: (top.into_any(), 10.0),
        columns: vec![
            column(words.number, 12.0),
            column(words.name, 26.0),
            column(words.office, 36.0),
            column(words.post, 36.0),
            column(words.rank, 34.0),
            column(words.note, 26.0),
        ],
        rows,
        least: PRINTED,
        end: (().into_any(), 0.0),
        foot: String::new(),
    })
}
