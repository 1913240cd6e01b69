//! A person's training file (个人培训档案): who it is, this year's training, earlier years, mutual
//! help and certificates.

use jiff::civil::Date;
use leptos::prelude::*;

use super::{Form, PRINTED, column, number, signs};
use crate::grouping::membership::Overview;
use crate::i18n::format::birth;
use crate::i18n::messages::Messages;
use crate::i18n::values::exported;
use crate::model::course::TrainingForm;
use crate::model::field::Field;
use crate::model::hours::QuarterHours;
use crate::model::id::PersonId;
use crate::model::ledger::Ledger;
use crate::model::person::Person;
use crate::planning::hours::{Entry, Origin, hours_of_all};
use crate::ui::editor::Editor;
use crate::ui::pages::hours::{plain, planned_title};
use crate::ui::words::person_words;

/// So many years stand in the file.
const YEARS: i16 = 5;

fn days(start: Date, end: Date) -> String {
    let full = |day: Date| format!("{}.{:02}.{:02}", day.year(), day.month(), day.day());
    if start == end {
        full(start)
    } else if start.year() == end.year() {
        format!("{}—{:02}.{:02}", full(start), end.month(), end.day())
    } else {
        format!("{}—{}", full(start), full(end))
    }
}

/// The form of a person, `None` where there is none.
pub fn form(editor: Editor, id: PersonId) -> Option<Form> {
    let texts = editor.texts;
    let words = &texts.paper;
    let ledger = editor.workspace.ledger_untracked();
    let person = ledger.person(id)?;
    let today = editor.workspace.today();
    let year = ledger.settings.year;
    let hours = hours_of_all(&ledger, ledger.settings.reference()).remove(&id).unwrap_or_default();
    let [place, on, title, form, organiser, amount, result] = words.record_columns;
    let columns = vec![
        column(place, 12.0),
        column(on, 40.0),
        column(title, 51.0),
        column(form, 16.0),
        column(organiser, 28.0),
        number(amount, 16.0),
        column(result, 18.0),
    ];
    let mut rows: Vec<_> = hours
        .entries
        .iter()
        .enumerate()
        .map(|(at, one)| record(at, one, id, &ledger, texts))
        .collect();
    for planned in &hours.planned {
        rows.push(vec![
            (rows.len() + 1).to_string(),
            planned.start.map_or_else(|| texts.hours.undated.to_owned(), |day| days(day, day)),
            planned_title(planned, &ledger, texts),
            (texts.hours.form)(&planned.form),
            String::new(),
            format!("（{}）", plain(planned.hours)),
            words.planned.to_owned(),
        ]);
    }
    let targets: Vec<_> = hours
        .targets
        .iter()
        .map(|target| {
            let name = ledger.packs.hours.target(&target.id).map_or("", |rule| &rule.name);
            format!("{name} {}/{}", plain(target.reached()), plain(target.due))
        })
        .collect();
    let sum = (words.recognised)(&targets.join(texts.model.comma));
    rows.push(vec![sum, plain(hours.recognised()), String::new()]);
    let (years, count) = years(person, &ledger, year, texts);
    let end = view! {
        {years}
        {about_others(person, &ledger, texts)}
        {signs(
            vec![
                vec![words.own_sign, words.signs[1]],
                vec![words.signs[0], words.signs[3]],
            ],
            words.date,
        )}
    };
    Some(Form {
        landscape: false,
        title: words.file.to_owned(),
        meta: [
            (words.unit)(ledger.office_name(person.office)),
            String::new(),
            (words.until)(today.year(), today.month(), today.day()),
        ],
        top: (top(person, &ledger, texts), 56.0),
        columns,
        rows,
        least: PRINTED,
        end: (end.into_any(), 30.0 + 8.4 * f64::from(count) + 22.0 + 32.0),
        foot: words.file_basis.to_owned(),
    })
}

fn record(
    at: usize,
    entry: &Entry,
    person: PersonId,
    ledger: &Ledger,
    texts: &Messages,
) -> Vec<String> {
    let words = &texts.paper;
    let session = match entry.origin {
        Origin::Session(id) => ledger.sessions.get(&id),
        Origin::Meeting(..) => None,
    };
    let own = ledger.office_name(ledger.settings.office);
    let organiser = session.map_or("", |session| {
        if session.organiser.is_empty() { own } else { session.organiser.as_str() }
    });
    let attendance = session.and_then(|session| session.attendance.get(&person));
    let result = attendance.and_then(|attendance| attendance.result.as_ref());
    vec![
        (at + 1).to_string(),
        days(entry.start, entry.end),
        entry.kind.as_ref().map_or_else(
            || entry.title.clone(),
            |kind| (words.of_kind)(&entry.title, &(texts.model.training_kind)(kind)),
        ),
        (texts.hours.form)(&entry.form),
        organiser.to_owned(),
        plain(entry.hours),
        result.map_or_else(|| "—".to_owned(), |result| (texts.attendance.result_word)(result)),
    ]
}

/// A list that says so where nothing is in it.
fn none_if_empty(text: String, texts: &Messages) -> String {
    if text.is_empty() { texts.paper.none.to_owned() } else { text }
}

/// Who it is.
fn top(person: &Person, ledger: &Ledger, texts: &Messages) -> AnyView {
    let words = &texts.paper;
    let field = |field: Field| {
        ((texts.roster.field)(field).to_owned(), exported(field, person, ledger, texts))
    };
    let overview = Overview::new(ledger, ledger.settings.reference());
    let groups = overview.groups_of.get(&person.id).into_iter().flatten();
    let groups: Vec<_> =
        groups.filter_map(|id| ledger.groups.get(id)).map(|group| group.name.as_str()).collect();
    let born = person.birth.map(birth).unwrap_or_default();
    let cells = [
        [
            field(Field::Name),
            field(Field::Sex),
            ((texts.roster.field)(Field::Birth).to_owned(), born),
        ],
        [field(Field::MainPost), field(Field::OtherPosts), field(Field::Rank)],
        [field(Field::FullTime), field(Field::InService), field(Field::WorkStart)],
        [field(Field::StaffKind), field(Field::Promoted), field(Field::Number)],
        [
            field(Field::CertificateNumber),
            field(Field::CertificateExpiry),
            (words.groups.to_owned(), none_if_empty(groups.join(texts.model.comma), texts)),
        ],
    ];
    let rows = cells.into_iter().map(|row| {
        let cells = row.into_iter().map(|(label, value)| {
            view! {
                <th>{label}</th>
                <td>{value}</td>
            }
        });
        view! { <tr>{cells.collect_view()}</tr> }
    });
    view! {
        <table class="form-table file-form">
            <tbody>{rows.collect_view()}</tbody>
        </table>
        <h2>{(words.records)(ledger.settings.year)}</h2>
    }
    .into_any()
}

/// The years before, as far as anything is known, and this one; and how many these are.
fn years(person: &Person, ledger: &Ledger, year: i16, texts: &Messages) -> (AnyView, u8) {
    let words = &texts.paper;
    let mut count = 0;
    let rows = (year.saturating_sub(YEARS - 1)..=year)
        .filter_map(|one| {
            let reference = Date::new(one, 12, 31).ok()?;
            let hours = hours_of_all(ledger, reference).remove(&person.id)?;
            (one == year || !hours.entries.is_empty()).then_some((one, hours))
        })
        .map(|(one, hours)| {
            count += 1;
            let target = hours.targets.first();
            let [met, missed, running] = words.met;
            let state = target.map(|target| match target.reached() >= target.due {
                true => met,
                false if one == year => running,
                false => missed,
            });
            let mut cells = vec![one.to_string()];
            cells.extend(TrainingForm::KNOWN.iter().map(|form| plain(hours.of_form(form))));
            cells.extend([
                plain(hours.recognised()),
                target.map(|target| plain(target.reached())).unwrap_or_default(),
                target.map(|target| plain(target.due)).unwrap_or_default(),
                state.unwrap_or_default().to_owned(),
            ]);
            let cells = cells.into_iter().map(|cell| view! { <td class="n">{cell}</td> });
            view! { <tr>{cells.collect_view()}</tr> }
        })
        .collect_view();
    let [first, counted, target, met] = words.year_columns;
    let mut heads = vec![first.to_owned()];
    heads.extend(TrainingForm::KNOWN.iter().map(|form| (texts.hours.form)(form)));
    heads.extend([words.total, counted, target, met].map(str::to_owned));
    let view = view! {
        <h2>{words.years}</h2>
        <table class="form-table file-form">
            <thead>
                <tr>{heads.into_iter().map(|head| view! { <th>{head}</th> }).collect_view()}</tr>
            </thead>
            <tbody>{rows}</tbody>
        </table>
    };
    (view.into_any(), count)
}

/// Mutual help and certificates of classes.
fn about_others(person: &Person, ledger: &Ledger, texts: &Messages) -> AnyView {
    let words = &texts.paper;
    let mut pairs = Vec::new();
    for circle in ledger.plans.values().flat_map(|plan| &plan.mutual.circles) {
        if circle.people().any(|one| one == person.id) {
            let hours: QuarterHours = circle.meetings.iter().map(|meeting| meeting.hours).sum();
            pairs.push((words.in_circle)(&circle.title, circle.meetings.len(), &plain(hours)));
        }
    }
    for pair in ledger.plans.values().flat_map(|plan| &plan.pairs) {
        let hours: QuarterHours = pair.meetings.iter().map(|meeting| meeting.hours).sum();
        let (times, hours) = (pair.meetings.len(), plain(hours));
        if pair.helper == person.id {
            pairs.push((words.helps)(&person_words(pair.helped, ledger), times, &hours));
        } else if pair.helped == person.id {
            pairs.push((words.helped)(&person_words(pair.helper, ledger), times, &hours));
        }
    }
    let given = ledger.sessions.values().filter_map(|session| {
        let held = session.attendance.get(&person.id)?.certificate.as_ref()?;
        Some(format!("{} {}", session.title, held.number))
    });
    let certificates = given.collect();
    let line = |label: &'static str, parts: Vec<String>| {
        let text = none_if_empty(parts.join(texts.model.comma), texts);
        view! {
            <tr>
                <th>{label}</th>
                <td colspan="5">{text}</td>
            </tr>
        }
    };
    view! {
        <table class="form-table file-form file-others">
            <tbody>
                {line(words.pairs, pairs)} {line(words.certificates, certificates)}
            </tbody>
        </table>
    }
    .into_any()
}
