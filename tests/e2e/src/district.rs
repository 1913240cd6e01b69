//! The rosters of the district, and what a ledger that holds them must say of each person.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use anyhow::{Context as _, Result, ensure};
use serde_json::Value;

use crate::page::{Page, repository};

/// A file of the district.
pub fn file(name: &str) -> PathBuf {
    repository().join("tests/fixtures/rosters/district").join(name)
}

/// What is known of the faulty rosters, or of the whole ones.
pub fn truth(name: &str) -> Result<Value> {
    Ok(serde_json::from_str(&std::fs::read_to_string(file(name))?)?)
}

/// The comma-separated roster as cells for the clipboard.
pub fn cells() -> Result<String> {
    let text = std::fs::read_to_string(file("roster-utf8.csv"))?;
    ensure!(!text.contains('"') && !text.contains('\t'), "the roster needs a reader of CSV");
    Ok(text.trim_start_matches('\u{feff}').replace(',', "\t"))
}

/// One person, in the words of the roster.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Known {
    pub name: String,
    pub id_number: String,
    /// `1980-10`.
    pub birth: String,
    pub office: String,
    pub certificate: String,
}

/// A year and month in one of the forms of the roster: `198010`, `1985年3月`, `1974/4/9`.
fn month(text: &str) -> Option<String> {
    let mut numbers = text.split(|one: char| !one.is_ascii_digit()).filter(|one| !one.is_empty());
    let first = numbers.next()?;
    let month = first.get(4..6).or_else(|| numbers.next())?;
    Some(format!("{}-{month:0>2}", first.get(..4)?))
}

/// Everybody of the roster as handed in.
pub fn everybody() -> Result<BTreeSet<Known>> {
    let cells = cells()?;
    let mut lines = cells.lines().map(|line| line.split('\t').collect::<Vec<_>>());
    let head = lines.next().context("the roster is empty")?;
    let columns = ["姓名", "身份证号", "所在单位", "执法证号", "出生年月"];
    let columns = columns.map(|name| head.iter().position(|one| *one == name));
    lines
        .map(|line| {
            let [name, id_number, office, certificate, birth] = columns.map(|column| {
                column.and_then(|column| line.get(column)).copied().unwrap_or_default().to_owned()
            });
            let birth = month(&birth).context("no birth date")?;
            Ok(Known { name, id_number, birth, office, certificate })
        })
        .collect()
}

/// Downloads a backup and gives its JSON.
pub async fn backup(page: &Page) -> Result<Value> {
    page.press(thirtyfour::Key::Control + "s").await?;
    let file = page.downloaded("备份").await?;
    Ok(serde_json::from_str(&std::fs::read_to_string(file)?)?)
}

/// The shards of a backup without what stands beside the ledger.
pub fn shards(backup: &Value) -> BTreeMap<String, Value> {
    let shards = backup["data"]["shards"].as_object().into_iter().flatten();
    let shards = shards.filter(|(name, _)| !name.starts_with("archive"));
    shards.map(|(name, shard)| (name.clone(), shard.clone())).collect()
}

/// The people of a backup.
pub fn people(backup: &Value) -> Vec<&Value> {
    let shards = backup["data"]["shards"].as_object().into_iter().flatten();
    let shards = shards.filter(|(name, _)| name.starts_with("people/"));
    shards
        .flat_map(|(_, people)| people.as_object().into_iter().flatten().map(|(_, one)| one))
        .collect()
}

/// The people of a backup in the words of the roster.
pub fn known(backup: &Value) -> BTreeSet<Known> {
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let offices = &backup["data"]["shards"]["offices"];
    people(backup)
        .into_iter()
        .map(|person| Known {
            name: text(&person["name"]),
            id_number: text(&person["idNumber"]),
            birth: text(&person["birth"]).chars().take(7).collect(),
            office: text(&offices[person["office"].as_str().unwrap_or_default()]["name"]),
            certificate: text(&person["certificate"]["number"]),
        })
        .collect()
}
