//! Plans a rotation: reads a `rota-instance/1` from standard input and prints a `rota-solution/1`.
//! `--explain FILE` writes down in a `rota-explain/1` why who was left out could not be placed.

use std::ffi::OsString;
use std::io::{Read, Write};
use std::process::ExitCode;

use training_ledger::i18n::zh::conflicts::CONFLICTS;
use training_ledger::planning::rotation::explain::conflict::Conflict;
use training_ledger::planning::rotation::explain::explain;
use training_ledger::planning::rotation::planner::{Effort, Planner};
use training_ledger::planning::rotation::prepare::prepare;
use training_ledger::planning::rotation::problem::RotationProblem;

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("rotation: {}", message.replace('\n', " "));
            ExitCode::from(2)
        }
    }
}

fn run() -> Result<(), String> {
    let asked = asked(std::env::args_os().skip(1))?;
    let mut text = String::new();
    std::io::stdin().read_to_string(&mut text).map_err(|error| error.to_string())?;
    let answer = answer(&text, &asked)?;
    for note in answer.notes {
        eprintln!("rotation: note: {note}");
    }
    if let (Some(file), Some(text)) = (asked.explain, answer.explained) {
        let name = file.to_string_lossy().into_owned();
        std::fs::write(&file, text).map_err(|error| format!("{name}: {error}"))?;
    }
    // A closed pipe is the reader's choice, not a failure.
    let _ = writeln!(std::io::stdout(), "{}", answer.plan);
    Ok(())
}

/// What was asked for on the command line.
pub struct Asked {
    pub seed: u64,
    pub effort: Effort,
    pub explain: Option<OsString>,
}

pub fn asked(mut words: impl Iterator<Item = OsString>) -> Result<Asked, String> {
    let mut asked = Asked { seed: 1, effort: Effort::Normal, explain: None };
    while let Some(word) = words.next() {
        let mut value = || words.next().ok_or(format!("{} needs a value", word.to_string_lossy()));
        match word.to_str() {
            Some("--seed") => {
                let value = value()?;
                let number = value.to_str().and_then(|text| text.parse().ok());
                asked.seed = number.ok_or("--seed needs a whole number")?;
            }
            Some("--effort") => {
                asked.effort = match value()?.to_str() {
                    Some("quick") => Effort::Quick,
                    Some("normal") => Effort::Normal,
                    Some("fine") => Effort::Fine,
                    _ => return Err("--effort is quick, normal or fine".to_owned()),
                };
            }
            Some("--explain") => asked.explain = Some(value()?),
            _ => return Err(format!("unknown argument {}", word.to_string_lossy())),
        }
    }
    Ok(asked)
}

/// A conflict with its sentence.
fn entry(conflict: &Conflict) -> serde_json::Result<serde_json::Value> {
    let mut entry = serde_json::to_value(conflict)?;
    if let Some(entry) = entry.as_object_mut() {
        entry.insert("text".to_owned(), (CONFLICTS.sentence)(conflict, &str::to_owned).into());
    }
    Ok(entry)
}

/// What is written: the plan, why some are left out where asked, and what was passed over.
pub struct Answer {
    pub plan: String,
    pub explained: Option<String>,
    pub notes: Vec<String>,
}

pub fn answer(text: &str, asked: &Asked) -> Result<Answer, String> {
    let text = text.trim_start_matches('\u{feff}');
    let problem: RotationProblem = serde_json::from_str(text).map_err(|error| error.to_string())?;
    let prepared = prepare(&problem).map_err(|found| {
        let fatal = found.iter().filter(|problem| problem.is_fatal());
        fatal.map(ToString::to_string).collect::<Vec<_>>().join("; ")
    })?;
    let mut planner = Planner::new(&prepared, asked.seed, asked.effort);
    while !planner.step(50_000).finished {}
    let plan = planner.stop();
    let mut explained = None;
    if asked.explain.is_some() {
        let conflicts = explain(&prepared, &plan);
        let entries: Result<Vec<_>, _> = conflicts.iter().map(entry).collect();
        let entries = entries.map_err(|error| error.to_string())?;
        let file = serde_json::json!({
            "format": "rota-explain/1", "instance": problem.id, "conflicts": entries,
        });
        explained = Some(serde_json::to_string_pretty(&file).map_err(|error| error.to_string())?);
    }
    let plan = serde_json::to_string(&plan).map_err(|error| error.to_string())?;
    let notes = prepared.warnings.iter().map(ToString::to_string).collect();
    Ok(Answer { plan, explained, notes })
}
