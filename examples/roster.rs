//! Reads a roster as handed in and prints what was understood, for measuring without a browser:
//! `cargo run --release --example roster -- [--today YYYY-MM-DD] [--list] FILE`.

use std::collections::{BTreeMap, BTreeSet};
use std::process::ExitCode;

use jiff::civil::Date;
use serde::Serialize;
use training_ledger::i18n::locale::Locale;
use training_ledger::interchange::encoding::TextDecoding;
use training_ledger::interchange::file::read_workbook;
use training_ledger::interchange::roster::header::find_layout;
use training_ledger::interchange::roster::join::join_offices;
use training_ledger::interchange::roster::proposal::{
    ImportOptions, Outcome, RosterProposal, propose,
};
use training_ledger::interchange::roster::words::RosterWords;
use training_ledger::model::id::IdSource;
use training_ledger::model::ledger::Ledger;
use training_ledger::model::pack::entry;
use training_ledger::model::problem::{ImportError, ProblemKind, ProblemLevel};

/// The decoder outside a browser.
struct Library;

impl TextDecoding for Library {
    fn decode(&self, label: &str, bytes: &[u8]) -> Option<String> {
        let encoding = encoding_rs::Encoding::for_label(label.as_bytes())?;
        Some(encoding.decode_without_bom_handling(bytes).0.into_owned())
    }
}

#[derive(Serialize)]
struct Output {
    people: usize,
    new: usize,
    offices: usize,
    problems: Vec<ProblemOutput>,
    #[serde(skip_serializing_if = "Option::is_none")]
    list: Option<Vec<PersonOutput>>,
}

#[derive(Serialize)]
struct ProblemOutput {
    row: usize,
    column: String,
    value: String,
    kind: ProblemKind,
    level: ProblemLevel,
    message: String,
}

#[derive(Serialize)]
struct PersonOutput {
    row: usize,
    name: String,
    sex: String,
    birth: String,
    schooling: String,
    office: String,
    post: String,
    id_number: String,
}

fn main() -> ExitCode {
    let mut today = None;
    let mut list = false;
    let mut file = None;
    let mut arguments = std::env::args().skip(1);
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--today" => match arguments.next().and_then(|text| text.parse::<Date>().ok()) {
                Some(date) => today = Some(date),
                None => return refuse("--today needs a date such as 2026-12-31"),
            },
            "--list" => list = true,
            _ if file.is_none() => file = Some(argument),
            _ => return refuse("one file at a time"),
        }
    }
    let Some(file) = file else {
        return refuse("usage: roster [--today YYYY-MM-DD] [--list] FILE");
    };
    let today = today.unwrap_or_else(system_date);
    let bytes = match std::fs::read(&file) {
        Ok(bytes) => bytes,
        Err(error) => return refuse(&format!("{file}: {error}")),
    };
    match read(&bytes, &file, today, list) {
        Ok(output) => match serde_json::to_string_pretty(&output) {
            Ok(text) => print(&text),
            Err(error) => refuse(&error.to_string()),
        },
        Err(error) => {
            refuse(&format!("{file}: {}", (Locale::Zh.messages().problems.import_error)(&error)))
        }
    }
}

fn read(bytes: &[u8], name: &str, today: Date, list: bool) -> Result<Output, ImportError> {
    let mut ids = IdSource::new([0; 16]);
    let ledger = Ledger::new(String::from("-"), today.year(), &mut ids);
    let words = RosterWords::new(&ledger.packs);
    let mut workbook = read_workbook(bytes, name, &Library)?;
    join_offices(&mut workbook, &words);
    let layout = find_layout(&workbook, &words).ok_or(ImportError::NoHeader)?;
    let sheet = workbook.sheets.get(layout.sheet).ok_or(ImportError::NoHeader)?;
    let options = ImportOptions { today, skipped: &BTreeSet::new(), chosen: &BTreeMap::new() };
    let proposal = propose(sheet, &layout, &ledger, &words, options, &mut ids);
    let sentence = Locale::Zh.messages().problems.sentence;
    let problems = proposal
        .problems()
        .map(|problem| ProblemOutput {
            row: problem.row,
            column: problem.column.clone(),
            value: problem.value.clone(),
            kind: problem.kind,
            level: problem.level,
            message: sentence(problem.kind, &problem.value),
        })
        .collect();
    let counts = proposal.counts();
    let named: BTreeSet<_> = proposal.rows.iter().filter_map(|row| row.office).collect();
    Ok(Output {
        people: counts.rows,
        new: counts.new,
        offices: named.len(),
        problems,
        list: list.then(|| people(&proposal, &ledger)),
    })
}

fn people(proposal: &RosterProposal, ledger: &Ledger) -> Vec<PersonOutput> {
    let messages = Locale::Zh.messages();
    let person = |row: &training_ledger::interchange::roster::proposal::ProposedRow| {
        let draft = &row.draft;
        let schooling = draft.full_time.iter().chain(&draft.in_service).min_by_key(|schooling| {
            ledger.packs.education.band(&schooling.code).map_or(usize::MAX, |(rank, _)| rank)
        });
        let office = match &row.outcome {
            Outcome::New(person) => Some(person.office),
            _ => row.office,
        };
        let office = office.map(|id| {
            proposal
                .offices
                .iter()
                .find(|office| office.id == id)
                .map_or_else(|| ledger.office_name(id).to_owned(), |office| office.name.clone())
        });
        PersonOutput {
            row: row.row,
            name: draft.name.clone(),
            sex: draft.sex.map_or(String::new(), |sex| (messages.model.sex)(sex).to_owned()),
            birth: draft.birth.map_or(String::new(), |birth| birth.to_string()),
            schooling: schooling.map_or(String::new(), |schooling| {
                entry(&ledger.packs.education.codes, &schooling.code)
                    .map_or_else(|| schooling.code.clone(), |entry| entry.name.clone())
            }),
            office: office.unwrap_or_default(),
            post: draft
                .posts
                .first()
                .map_or(String::new(), |code| ledger.packs.posts.name(code).to_owned()),
            id_number: draft.id_number.clone().unwrap_or_default(),
        }
    };
    proposal.rows.iter().map(person).collect()
}

fn system_date() -> Date {
    let seconds = std::time::SystemTime::now()
        .duration_since(std::time::UNIX_EPOCH)
        .map_or(0, |elapsed| elapsed.as_secs());
    let days = i32::try_from(seconds / 86_400).unwrap_or_default();
    let epoch = Date::constant(1970, 1, 1);
    epoch.checked_add(jiff::Span::new().days(days)).unwrap_or(epoch)
}

fn refuse(why: &str) -> ExitCode {
    use std::io::Write as _;
    let _ = writeln!(std::io::stderr(), "{why}");
    ExitCode::from(2)
}

fn print(text: &str) -> ExitCode {
    use std::io::Write as _;
    let _ = writeln!(std::io::stdout(), "{text}");
    ExitCode::SUCCESS
}
