//! The sign-in sheet (签到表) of a batch, a planned class or a recorded session.

use jiff::civil::Date;
use leptos::prelude::*;

use super::{Form, column, signs};
use crate::assessment::paper::HANDWRITING;
use crate::i18n::values::exported;
use crate::model::field::Field;
use crate::model::hours::{LEAVE_PART, QuarterHours};
use crate::model::id::PersonId;
use crate::model::ledger::Ledger;
use crate::model::plan::HalfDay;
use crate::order::Order as _;
use crate::planning::coverage::batch_hours;
use crate::planning::half_days::half_days;
use crate::route::Paper;
use crate::ui::editor::Editor;
use crate::ui::pages::hours::plain;
use crate::ui::people::in_roster_order;
use crate::ui::words::{course_words, office_words};

/// What is signed for.
struct Class {
    title: String,
    course: String,
    place: String,
    trainer: String,
    half: Option<HalfDay>,
    start: Date,
    end: Date,
    hours: QuarterHours,
    people: Vec<PersonId>,
}

fn class_of(editor: Editor, ledger: &Ledger, paper: Paper) -> Option<Class> {
    let course = |code: &Option<String>| {
        code.as_deref().map(|code| course_words(code, ledger)).unwrap_or_default()
    };
    match paper {
        Paper::Batch(id) => {
            let plan = ledger.plans.values().find(|plan| plan.rotation.batch(id).is_some())?;
            let batch = plan.rotation.batch(id)?;
            let number = plan.rotation.number(id)?;
            Some(Class {
                title: (editor.texts.hours.batch_title)(&plan.title, number),
                course: course(&plan.rotation.course),
                place: batch.place.clone(),
                trainer: batch.trainer.clone(),
                half: None,
                start: batch.start,
                end: batch.end,
                hours: batch_hours(plan, id, ledger),
                people: plan.rotation.people_of(id).collect(),
            })
        }
        Paper::Class(id) => {
            let mut classes = ledger.plans.values().flat_map(|plan| &plan.intensive);
            let planned = classes.find(|class| class.id == id);
            if let Some(session) = ledger.sessions.get(&id) {
                return Some(Class {
                    title: session.title.clone(),
                    course: course(&session.course),
                    place: session.place.clone(),
                    trainer: session.trainer.clone(),
                    half: session.half.or(planned.and_then(|class| class.half)),
                    start: session.start,
                    end: session.end,
                    hours: session.hours,
                    people: session.attendance.keys().copied().collect(),
                });
            }
            let class = planned?;
            Some(Class {
                title: class.title.clone(),
                course: course(&class.course),
                place: class.place.clone(),
                trainer: class.trainer.clone(),
                half: class.half,
                start: class.start,
                end: class.end,
                hours: class.hours,
                people: class.people.clone(),
            })
        }
        _ => None,
    }
}

/// More columns to sign in than this are too narrow for a hand.
const MOST: usize = 10;

/// The form of a batch or class, `None` where there is none.
pub fn form(editor: Editor, paper: Paper) -> Option<Form> {
    let texts = editor.texts;
    let words = &texts.paper;
    let ledger = editor.workspace.ledger_untracked();
    let class = class_of(editor, &ledger, paper)?;
    let held = half_days(&ledger.packs.calendar, (class.start, class.end), class.half);
    let day = |day: &Date| format!("{}.{}", day.month(), day.day());
    let [morning, afternoon] = words.halves;
    // Half-days while there is room for them.
    let signed: Vec<String> = if held.len() <= MOST {
        let word = |half: &HalfDay| if *half == HalfDay::Morning { morning } else { afternoon };
        held.iter().map(|(on, half)| format!("{}\n{}", day(on), word(half))).collect()
    } else {
        let mut days: Vec<Date> = held.into_iter().map(|(on, _)| on).collect();
        days.dedup();
        days.iter().take(MOST).map(day).collect()
    };
    let room = 181.0 - 10.0 - 20.0 - 26.0 - 26.0 - 16.0;
    let width = room / signed.len() as f64;
    let mut columns = vec![
        column(words.number, 10.0),
        column(words.name, 20.0),
        column(words.office, 26.0),
        column(words.post, 26.0),
    ];
    let count = signed.len();
    columns.extend(signed.into_iter().map(|head| column(head, width)));
    columns.push(column(words.note, 16.0));
    let mut people = in_roster_order(&ledger, class.people);
    people.order_by_key(|person| {
        let office = ledger.offices.get(&person.office).map(|office| office.position);
        (office, person.position, person.id)
    });
    let blank = || std::iter::repeat_n(String::new(), count + 1);
    let mut rows: Vec<Vec<String>> = people
        .iter()
        .enumerate()
        .map(|(at, person)| {
            let row = [
                (at + 1).to_string(),
                person.name.clone(),
                office_words(person.office, &ledger),
                exported(Field::MainPost, person, &ledger, texts),
            ];
            row.into_iter().chain(blank()).collect()
        })
        .collect();
    rows.push(std::iter::once((words.expected)(people.len())).chain(blank()).collect());
    let limit = format!("{:.2}", f64::from(class.hours.0) / 4.0 / f64::from(LEAVE_PART));
    let end = view! {
        {signs(
            vec![vec![words.exceptions], words.sign_in_signs.to_vec()],
            words.date,
        )}
        <p class="paper-note">{(words.sign_in_note)(&limit)}</p>
    };
    let filled = |say: fn(&str) -> String, text: &str| (!text.is_empty()).then(|| say(text));
    let top = view! {
        <div class="paper-meta">
            <span>{(words.when)(&(texts.format.range)(class.start, class.end))}</span>
            <span>{filled(words.course, &class.course)}</span>
            <span>{filled(words.trainer, &class.trainer)}</span>
        </div>
    };
    Some(Form {
        landscape: false,
        title: (words.sign_in)(ledger.office_name(ledger.settings.office)),
        meta: [
            (words.class)(&class.title),
            (words.place)(&class.place),
            (words.hours)(&plain(class.hours)),
        ],
        top: (top.into_any(), 7.0),
        columns,
        rows,
        least: (HANDWRITING, "form-table sign-in"),
        end: (end.into_any(), 40.0),
        foot: class.title,
    })
}
