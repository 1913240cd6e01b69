//! Files that the page wrote, looked at from outside: schema, hash, name; and spoiled copies with
//! a right hash.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context as _, Result, ensure};
use serde_json::Value;
use sha2::{Digest as _, Sha256};

use crate::page::repository;

/// What a validator that is not ours, and a hash recomputed by node, find wrong with a file.
pub fn faults(file: &Path, schema: &str) -> Result<String> {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let installed = Command::new(cargo)
        .current_dir(repository())
        .args(["xtask", "validator"])
        .stderr(Stdio::inherit())
        .output()?;
    ensure!(installed.status.success(), "the validator cannot be installed");
    let folder = String::from_utf8(installed.stdout)?;
    let folder = folder.lines().last().context("the validator is nowhere")?;
    let output = Command::new("node")
        .current_dir(repository())
        .args(["tests/e2e/check_file.cjs", folder])
        .arg(format!("docs/schema/{schema}.schema.json"))
        .arg(file)
        .stderr(Stdio::inherit())
        .output()
        .context("node cannot be started")?;
    let faults = String::from_utf8(output.stdout)?;
    ensure!(output.status.success() || !faults.is_empty(), "the file could not be checked");
    Ok(faults)
}

/// Fails with what is wrong with a file.
pub fn check(file: &Path, schema: &str) -> Result<()> {
    let faults = faults(file, schema)?;
    ensure!(faults.is_empty(), "{} against {schema}:\n{faults}", file.display());
    Ok(())
}

/// The JSON of a file.
pub fn read(file: &Path) -> Result<Value> {
    Ok(serde_json::from_str(&std::fs::read_to_string(file)?)?)
}

/// Writes a copy that was changed, beside the file, with the hash it then must have.
pub fn spoil(file: &Path, name: &str, change: impl FnOnce(&mut Value)) -> Result<PathBuf> {
    let mut value = read(file)?;
    change(&mut value);
    let members = value.as_object_mut().context("no object")?;
    members.remove("sha256");
    // Our files hold integers and sorted members only, of which this is the RFC 8785 form.
    let digest = Sha256::digest(serde_json::to_string(members)?);
    let digest: String = digest.iter().map(|byte| format!("{byte:02x}")).collect();
    members.insert("sha256".to_owned(), digest.into());
    let copy = file.with_file_name(name);
    std::fs::write(&copy, serde_json::to_string(&value)?)?;
    Ok(copy)
}
