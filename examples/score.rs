//! Scores a form: reads `{"standard": …, "answers": …}` (docs/schema/score-input.schema.json) from
//! a file or standard input, and prints the scored form (score-output.schema.json).

use std::io::{Read, Write};
use std::process::ExitCode;

use training_ledger::assessment::input::ScoreInput;

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("score: {}", message.replace('\n', " "));
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
    let input: ScoreInput = serde_json::from_str(text).map_err(|error| error.to_string())?;
    let scored = input.score().map_err(|error| error.to_string())?;
    let json = serde_json::to_string_pretty(&scored).map_err(|error| error.to_string())?;
    // A closed pipe is the reader's choice, not a failure.
    let _ = writeln!(std::io::stdout(), "{json}");
    Ok(())
}
