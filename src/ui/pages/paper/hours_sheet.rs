//! The hours of an office (学时表); of the bureau itself those of everybody.

use leptos::prelude::*;

use super::{Form, PRINTED, column, number, signs};
use crate::i18n::values::exported;
use crate::model::course::TrainingForm;
use crate::model::field::Field;
use crate::model::hours::QuarterHours;
use crate::model::id::OfficeId;
use crate::order::Order as _;
use crate::planning::hours::{TargetState, hours_of_all};
use crate::ui::editor::Editor;
use crate::ui::pages::hours::plain;
use crate::ui::people::in_roster_order;
use crate::ui::words::office_words;

/// The form of an office, `None` where there is none.
pub fn form(editor: Editor, office: OfficeId) -> Option<Form> {
    let texts = editor.texts;
    let words = &texts.paper;
    let ledger = editor.workspace.ledger_untracked();
    let name = ledger.offices.get(&office)?.name.clone();
    let whole = office == ledger.settings.office;
    let reference = ledger.settings.reference();
    let today = editor.workspace.today();
    let all = hours_of_all(&ledger, reference);
    let people = ledger.enrolled(reference).filter(|person| whole || person.office == office);
    let people: Vec<_> = people.map(|person| person.id).collect();
    let mut columns = vec![
        column(words.number, 11.0),
        column(words.name, 22.0),
        column(if whole { words.office } else { words.post }, 34.0),
        column(words.rank, 34.0),
    ];
    columns.extend(TrainingForm::KNOWN.iter().map(|form| number((texts.hours.form)(form), 17.0)));
    columns.extend([
        number(words.total, 17.0),
        number(words.counted, 17.0),
        number(words.due, 17.0),
        number(texts.hours.shortfall, 17.0),
        column(words.signature, 36.0),
    ]);
    let mut people = in_roster_order(&ledger, people);
    people.order_by_key(|person| {
        ledger.offices.get(&person.office).map(|office| (office.position, office.id))
    });
    let mut sums = [QuarterHours::default(); 4];
    let [mut recognised, mut counted, mut short] = [QuarterHours::default(); 3];
    let rows = people.into_iter().enumerate().map(|(at, person)| {
        let hours = all.get(&person.id).cloned().unwrap_or_default();
        let about = if whole {
            office_words(person.office, &ledger)
        } else {
            exported(Field::MainPost, person, &ledger, texts)
        };
        let target = hours.targets.first();
        let of_target = |hours: Option<QuarterHours>| hours.map_or_else(|| "—".to_owned(), plain);
        let missing = target.map(|target| target.reached().short_of(target.due));
        for (sum, form) in sums.iter_mut().zip(&TrainingForm::KNOWN) {
            *sum += hours.of_form(form);
        }
        recognised += hours.recognised();
        counted += target.map(TargetState::reached).unwrap_or_default();
        short += missing.unwrap_or_default();
        let mut row = vec![
            (at + 1).to_string(),
            person.name.clone(),
            about,
            exported(Field::Rank, person, &ledger, texts),
        ];
        row.extend(TrainingForm::KNOWN.iter().map(|form| plain(hours.of_form(form))));
        row.extend([
            plain(hours.recognised()),
            of_target(target.map(TargetState::reached)),
            of_target(target.map(|target| target.due)),
            of_target(missing),
            String::new(),
        ]);
        row
    });
    let mut rows: Vec<Vec<String>> = rows.collect();
    let mut sum = vec![(words.total_of)(rows.len())];
    sum.extend(sums.map(plain));
    sum.extend([plain(recognised), plain(counted), String::new(), plain(short), String::new()]);
    rows.push(sum);
    let end = view! {
        {signs(vec![words.signs.to_vec()], words.date)}
        <p class="paper-note">{words.sheet_note}</p>
    };
    Some(Form {
        landscape: true,
        title: (words.sheet)(ledger.settings.year),
        meta: [
            (words.unit)(&name),
            String::new(),
            (words.until)(today.year(), today.month(), today.day()),
        ],
        top: (().into_any(), 0.0),
        columns,
        rows,
        least: PRINTED,
        end: (end.into_any(), 26.0),
        foot: String::new(),
    })
}
