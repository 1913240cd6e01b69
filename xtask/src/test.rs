//! Every check and test, ring by ring, with one sum at the end.

use std::io::{BufRead as _, BufReader};
use std::process::{Command, Stdio};

use crate::tools::{self, cargo, output};
use crate::{Outcome, build};

/// What the rings have counted.
#[derive(Default)]
struct Sum {
    passed: u32,
    failed: u32,
    /// Steps that failed without counting, such as a lint.
    broken: Vec<String>,
}

/// Runs all rings, or the one that is named; a second word picks end-to-end scenarios by name.
/// Returns whether all is well.
pub fn test(words: &[&str]) -> Outcome<bool> {
    let ring = words.first().copied();
    let wants = |name: &str| ring.is_none() || ring == Some(name);
    let mut sum = Sum::default();
    if ring.is_none() {
        tools::install()?;
        sum.step("format", cargo()?.args(["fmt", "--all", "--check"]));
        sum.step(
            "lints of the core",
            cargo()?.args([
                "clippy",
                "--no-default-features",
                "--all-targets",
                "--",
                "-D",
                "warnings",
            ]),
        );
        sum.step(
            "lints of the page",
            cargo()?.args([
                "clippy",
                "--target",
                "wasm32-unknown-unknown",
                "--all-features",
                "--tests",
                "--bins",
                "--lib",
                "--",
                "-D",
                "warnings",
            ]),
        );
        sum.step(
            "lints of the tools",
            cargo()?.args([
                "clippy",
                "-p",
                "xtask",
                "-p",
                "e2e",
                "--all-targets",
                "--",
                "-D",
                "warnings",
            ]),
        );
    }
    if wants("native") {
        sum.ring("native tests", cargo()?.args(["test", "--no-default-features"]));
        sum.ring("tests of the tools", cargo()?.args(["test", "-p", "xtask"]));
    }
    let on_page = ["browser", "e2e", "kernel83"].into_iter().any(wants);
    if on_page {
        tools::install()?;
        install_browser()?;
    }
    if wants("browser") {
        sum.ring(
            "browser tests",
            cargo()?
                .args([
                    "test",
                    "--target",
                    "wasm32-unknown-unknown",
                    "--all-features",
                    "--test",
                    "browser",
                ])
                .env("CHROMEDRIVER", "chromedriver")
                .env("WASM_BINDGEN_TEST_TIMEOUT", "120"),
        );
    }
    if wants("e2e") || wants("kernel83") {
        build::build(false)?;
    }
    if wants("e2e") {
        sum.ring(
            "end-to-end tests",
            cargo()?.args(["run", "--quiet", "-p", "e2e", "--"]).args(words.get(1)),
        );
    }
    if wants("kernel83") {
        let mut node = tools::tool_command("node")?;
        node.arg("tests/e2e/kernel83.cjs").arg(tools::kernel83()?).args(words.get(1));
        sum.ring("on Chromium 83", &mut node);
    }
    for step in &sum.broken {
        println!("failed: {step}");
    }
    println!("{} passed, {} failed", sum.passed, sum.failed + sum.broken.len() as u32);
    Ok(sum.failed == 0 && sum.broken.is_empty())
}

impl Sum {
    fn step(&mut self, name: &str, command: &mut Command) {
        println!("== {name}");
        if tools::run(command).is_err() {
            self.broken.push(name.to_owned());
        }
    }

    /// Runs tests, shows what they print, and adds up their summaries.
    fn ring(&mut self, name: &str, command: &mut Command) {
        println!("== {name}");
        let before = self.failed;
        let status = command.stdout(Stdio::piped()).spawn().and_then(|mut child| {
            for line in
                child.stdout.take().map(BufReader::new).into_iter().flat_map(|out| out.lines())
            {
                let line = line?;
                println!("{line}");
                if let Some((passed, failed)) = counts(&line) {
                    self.passed += passed;
                    self.failed += failed;
                }
            }
            child.wait()
        });
        let succeeded = status.is_ok_and(|status| status.success());
        if !succeeded && self.failed == before {
            self.broken.push(name.to_owned());
        }
    }
}

/// The numbers of cargo test's summary, or of the plain one.
fn counts(line: &str) -> Option<(u32, u32)> {
    let line = line.trim();
    let rest = line.strip_prefix("test result: ").and_then(|rest| rest.split_once(". "));
    let rest = rest.map_or(line, |(_, rest)| rest);
    let mut parts = rest.split([';', ',']).map(str::trim);
    let passed = parts.next()?.strip_suffix(" passed")?.parse().ok()?;
    let failed = parts.next()?.strip_suffix(" failed")?.parse().ok()?;
    Some((passed, failed))
}

/// Installs Chromium, its driver, Chinese fonts and the reader of PDFs where they are missing and apt
/// may be used.
pub fn install_browser() -> Outcome {
    let has = |program: &str| !output("which", &[program]).is_empty();
    if ["chromium", "chromedriver", "pdftotext"].into_iter().all(has) {
        return Ok(());
    }
    let packages = ["chromium", "chromium-driver", "fonts-noto-cjk", "poppler-utils"];
    let is_root = output("id", &["-u"]).trim() == "0";
    let apt = if is_root { vec!["apt-get"] } else { vec!["sudo", "-n", "apt-get"] };
    println!("Installing {} by apt (2 minutes) …", packages.join(", "));
    let call = |arguments: &[&str]| {
        let (program, rest) = apt.split_first().unwrap_or((&"apt-get", &[]));
        tools::run(
            Command::new(program)
                .args(rest)
                .args(arguments)
                .env("DEBIAN_FRONTEND", "noninteractive"),
        )
    };
    let done = call(&["update", "-qq"]).and_then(|()| {
        call(&[&["install", "-y", "-qq", "--no-install-recommends"], &packages[..]].concat())
    });
    done.map_err(|_| {
        format!(
            "Chromium or its driver is missing. Install: sudo apt-get install {}",
            packages.join(" ")
        )
        .into()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_kinds_of_summary_are_read() {
        let line = "test result: ok. 17 passed; 2 failed; 0 ignored; 0 measured; 0 filtered out";
        assert_eq!(counts(line), Some((17, 2)));
        assert_eq!(counts("3 passed, 0 failed"), Some((3, 0)));
        assert_eq!(counts("running 3 tests"), None);
    }
}
