//! Builds, serves and tests the page. `cargo xtask` lists what it can do.

mod bench;
mod build;
mod floor;
mod names;
mod pack;
mod serve;
mod split;
mod squeeze;
mod test;
mod tools;

use std::process::ExitCode;

/// What a step of this tool answers: nothing, or a sentence on why it failed.
type Outcome<T = ()> = Result<T, Box<dyn std::error::Error>>;

const HELP: &str = "cargo xtask COMMAND
  run [-- --demo]     build the page, serve it on this computer and open it; --demo with sample data
  build [--quick]     build dist/index.html; --quick for looking at it while working
  test [native|browser|e2e|kernel83 [NAME]]
                      check format and lints, run every test, or one ring of them
  bench               measure the page in a browser, as ratios to yardsticks of the same run
  tools               install what is missing for a build (Trunk calls this first)
  validator           install a validator of JSON Schema for the tests, and print its folder
  pack                make the one file of what Trunk has built (Trunk calls this last)";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> =
        arguments.iter().map(String::as_str).filter(|word| *word != "--").collect();
    let outcome = match words.as_slice() {
        ["run", options @ ..] => serve::run(options.contains(&"--demo")),
        ["build", options @ ..] => build::build(options.contains(&"--quick")),
        ["test", rest @ ..] => match test::test(rest) {
            // The sum is the last line; what failed stands above it.
            Ok(false) => return ExitCode::FAILURE,
            outcome => outcome.map(drop),
        },
        ["bench"] => bench::bench(),
        ["tools"] => tools::install(),
        ["validator"] => tools::validator().map(|folder| println!("{}", folder.display())),
        ["pack"] => pack::pack_of_trunk(),
        _ => {
            println!("{HELP}");
            return if words.is_empty() { ExitCode::SUCCESS } else { ExitCode::from(2) };
        }
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}
