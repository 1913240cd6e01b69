//! Pairs helpers and learners: reads a `pair-instance/1` from a file or standard input, and prints a
//! `pair-solution/1` with the reasons of each pair and why who is left has nobody.

use std::io::{Read, Write};
use std::process::ExitCode;

use serde_json::{Value, json};
use training_ledger::planning::pairing::plan::pair;
use training_ledger::planning::pairing::problem::PairingProblem;

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("pairing: {}", message.replace('\n', " "));
            ExitCode::from(2)
        }
    }
}

fn run() -> Result<(), String> {
    let mut text = String::new();
    match std::env::args_os().nth(1) {
        Some(file) => {
            text = std::fs::read_to_string(&file)
                .map_err(|error| format!("{}: {error}", file.to_string_lossy()))?;
        }
        None => {
            std::io::stdin().read_to_string(&mut text).map_err(|error| error.to_string())?;
        }
    }
    let text = text.trim_start_matches('\u{feff}');
    let problem: PairingProblem = serde_json::from_str(text).map_err(|error| error.to_string())?;
    let plan = pair(&problem).map_err(|error| error.to_string())?;
    let pairs: Vec<Value> =
        plan.pairs.iter().map(|pair| json!([pair.helper, pair.learner])).collect();
    let reasons: Vec<Value> = plan.pairs.iter().map(|pair| json!(pair.reasons)).collect();
    let solution = json!({
        "format": "pair-solution/1",
        "instance": problem.id,
        "cost": plan.cost,
        "pairs": pairs,
        "reasons": reasons,
        "unmatched": plan.unmatched,
    });
    // A closed pipe is the reader's choice, not a failure.
    let _ = writeln!(std::io::stdout(), "{solution}");
    Ok(())
}
