//! Hands the hours out: records that can be imported again, the ledger by person, the statistics.

use leptos::prelude::*;

use super::Page;
use super::statistics::{heads, sections};
use crate::browser::files::download;
use crate::interchange::export_table::{ExportTable, to_xlsx};
use crate::interchange::hours::export::records;
use crate::interchange::submission::file_name;
use crate::model::course::TrainingForm;
use crate::ui::naming::given_name;
use crate::ui::people::in_roster_order;

const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// Writes the file; answers whether it was.
pub fn export(page: Page, as_csv: bool) -> bool {
    let texts = page.editor.texts;
    let words = &texts.statistics;
    let workspace = page.editor.workspace;
    let ledger = workspace.ledger_untracked();
    let records = records(&ledger, ledger.settings.year, words.records.to_owned());
    let count = records.rows.len();
    let (bytes, kind, ending) = if as_csv {
        (records.to_csv(), "text/csv", "csv")
    } else {
        (to_xlsx(&[records, by_person(page), statistics(page)]), XLSX, "xlsx")
    };
    let office = given_name(&ledger);
    let year = ledger.settings.year.to_string();
    let name = file_name(&[office, words.file_word, &year], None, workspace.now());
    let name = format!("{}.{ending}", name.trim_end_matches(".json"));
    let done = download(&name, kind, &bytes);
    if done {
        page.editor.toaster.say((words.done)(count, &name));
    } else {
        page.editor.toaster.refuse(texts.roster.not_exported);
    }
    done
}

/// A line for each person: the columns of the page.
fn by_person(page: Page) -> ExportTable {
    let words = &page.editor.texts.hours;
    let ledger = page.editor.workspace.ledger_untracked();
    let all = page.all.get_untracked();
    let forms = TrainingForm::KNOWN.iter().map(|form| (words.form)(form));
    let first = [words.name, words.office, words.target].map(str::to_owned);
    let last = [words.recognised, words.planned, words.year_end, words.shortfall];
    let rows = in_roster_order(&ledger, all.keys().copied())
        .into_iter()
        .filter_map(|person| {
            let hours = all.get(&person.id)?;
            let target = hours.targets.first();
            let mut row = vec![
                person.name.clone(),
                ledger.office_name(person.office).to_owned(),
                target.map(|target| target.due).unwrap_or_default().to_string(),
            ];
            row.extend(TrainingForm::KNOWN.iter().map(|form| hours.of_form(form).to_string()));
            row.extend([
                target.map(|target| target.reached()).unwrap_or_default().to_string(),
                target.map(|target| target.planned).unwrap_or_default().to_string(),
                target.map(|target| target.projected()).unwrap_or_default().to_string(),
                hours.shortfall().to_string(),
            ]);
            Some(row)
        })
        .collect();
    ExportTable {
        name: words.title.to_owned(),
        headings: first.into_iter().chain(forms).chain(last.map(str::to_owned)).collect(),
        rows,
        ..ExportTable::default()
    }
}

fn statistics(page: Page) -> ExportTable {
    let texts = page.editor.texts;
    let ledger = page.editor.workspace.ledger_untracked();
    let mut rows = Vec::new();
    for (title, part) in page.all.with_untracked(|all| sections(&ledger, all, texts)) {
        if !title.is_empty() {
            rows.push(vec![title]);
        }
        let texts = |row: Vec<super::statistics::Figure>| row.into_iter().map(|cell| cell.text);
        rows.extend(part.into_iter().map(|row| texts(row).collect()));
    }
    ExportTable {
        name: texts.hours.statistics.to_owned(),
        headings: heads(texts),
        rows,
        ..ExportTable::default()
    }
}
