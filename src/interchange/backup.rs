//! Backup of a whole ledger with what stands beside it, and restore. Nothing is left out: the
//! shards are written as they are stored, so unknown fields survive.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::Serialize;
use serde_json::Value;

use super::envelope::{App, Counts, Envelope, FORMAT, Kind, Period, Previous, Redaction, VERSION};
use super::json::{OpenError, Opened, SealError, Sealed, seal};
use super::submission::{office_head, pack_stamps};
use crate::model::date::Moment;
use crate::model::kept_file::FileFault;
use crate::model::ledger::Ledger;
use crate::model::pack::Extra;
use crate::model::received::{Archive, ArchiveLog};
use crate::model::shard::{Shard, ShardError, ShardName};
use crate::order::{Gather as _, Order as _};

/// What a backup holds.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct BackupData {
    /// By their names: `settings`, `packs`, `offices`, `groups`, `people/<office>/<part>`,
    /// `plan/<id>`, `session/<id>`, `file/<sha256>`, `archive/log`, `archive/received/<id>` …
    pub shards: BTreeMap<ShardName, Shard>,
}

/// A backup that was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Backup {
    pub sealed: Sealed,
    /// The received files did not fit and are not in it.
    pub without_received: bool,
}

/// A backup that was read.
#[derive(Clone, Debug, PartialEq)]
pub struct Restored {
    pub ledger: Ledger,
    pub archive: Archive,
    /// Kept files that are not those of their hash, by their shards; they are left out.
    pub spoilt: Vec<(ShardName, FileFault)>,
}

/// Writes a backup. Where everything together is larger than a file may be, the received files
/// stay out: they can be had again from where they came.
///
/// # Errors
/// The ledger alone is larger than a file may be.
pub fn backup(ledger: &Ledger, archive: &Archive, at: Moment) -> Result<Backup, SealError> {
    match write(ledger, archive, at) {
        Err(SealError::TooLarge { .. }) if !archive.received.is_empty() => {
            let archive = Archive { received: BTreeMap::new(), log: archive.log.clone() };
            write(ledger, &archive, at).map(|sealed| Backup { sealed, without_received: true })
        }
        written => written.map(|sealed| Backup { sealed, without_received: false }),
    }
}

fn write(ledger: &Ledger, archive: &Archive, at: Moment) -> Result<Sealed, SealError> {
    let shards: BTreeMap<ShardName, Shard> =
        ledger.shards().into_iter().chain(archive.shards()).gather_map();
    let last = archive.log.backups.last();
    seal(&Envelope {
        format: FORMAT.to_owned(),
        format_version: VERSION.to_string(),
        kind: Kind::Backup,
        app: App::this(),
        created_at: at,
        office: office_head(ledger),
        period: Period::year(ledger.settings.year),
        packs: pack_stamps(ledger),
        counts: counts(ledger, archive),
        redaction: Redaction::Named,
        data: BackupData { shards },
        previous: last
            .map(|last| Previous { id: last.file_name.clone(), sha256: last.sha256.clone() }),
        note: String::new(),
        extra: Extra::new(),
    })
}

/// What a ledger and its archive hold, in numbers: shown of the backup beside what is open.
pub fn counts(ledger: &Ledger, archive: &Archive) -> Counts {
    let mut counts = Counts::from([
        ("offices".to_owned(), ledger.offices.len()),
        ("people".to_owned(), ledger.people().count()),
        ("groups".to_owned(), ledger.groups.len()),
        ("plans".to_owned(), ledger.plans.len()),
        ("sessions".to_owned(), ledger.sessions.len()),
        ("assessments".to_owned(), ledger.assessments.len()),
        ("received".to_owned(), archive.received.len()),
    ]);
    if !ledger.files.is_empty() {
        counts.insert("files".to_owned(), ledger.files.len());
    }
    counts
}

/// Reads the ledger out of a backup.
///
/// # Errors
/// Not a backup, or a shard that is missing or not what it should be.
pub fn restore(opened: &Opened) -> Result<Restored, OpenError> {
    let envelope = &opened.envelope;
    if envelope.kind != Kind::Backup {
        return Err(OpenError::NotABackup { kind: envelope.kind.clone() });
    }
    let shards = envelope.data.get("shards").and_then(Value::as_object);
    let shards = shards.ok_or_else(|| OpenError::wrong_type("data.shards", "no object"))?;
    let texts: Vec<(String, String)> =
        shards.iter().map(|(name, value)| (name.clone(), value.to_string())).collect();
    let of_archive = |name: &str| name.starts_with("archive/");
    let chunks = |archive: bool| {
        texts
            .iter()
            .filter(move |(name, _)| of_archive(name) == archive)
            .map(|(name, text)| (name.as_str(), text.as_str()))
    };
    let at_fault = |error: ShardError| match error {
        ShardError::Missing(name) => {
            OpenError::wrong_type(format!("data.shards.{name}"), "missing")
        }
        ShardError::Unreadable(name, why) => {
            OpenError::wrong_type(format!("data.shards.{name}"), why)
        }
    };
    let mut ledger = Ledger::from_shards(chunks(false)).map_err(at_fault)?;
    let mut spoilt = Vec::new();
    ledger.files.retain(|sha256, file| match file.bytes(sha256) {
        Ok(_) => true,
        Err(fault) => {
            spoilt.push((format!("file/{sha256}"), fault));
            false
        }
    });
    let archive = Archive::from_shards(chunks(true)).map_err(at_fault)?;
    Ok(Restored { ledger, archive, spoilt })
}

/// What stands beside the ledger after a restore: nothing of it is ever lost, so what is here and
/// what the backup holds come together.
pub fn join(here: &Archive, restored: &Archive) -> Archive {
    let mut received = restored.received.clone();
    received.extend(here.received.iter().map(|(id, file)| (*id, file.clone())));
    let mut log = ArchiveLog {
        exports: restored.log.exports.clone(),
        backups: restored.log.backups.clone(),
        extra: restored.log.extra.clone(),
    };
    for entry in &here.log.exports {
        if !log.exports.contains(entry) {
            log.exports.push(entry.clone());
        }
    }
    for entry in &here.log.backups {
        if !log.backups.contains(entry) {
            log.backups.push(entry.clone());
        }
    }
    log.exports.order_by_key(|entry| entry.at);
    log.backups.order_by_key(|entry| entry.at);
    log.extra.extend(here.log.extra.clone());
    Archive { received, log: Arc::new(log) }
}

/// The shards of a backup by their names, for the schema.
#[cfg(test)]
pub struct BackupShards;

#[cfg(test)]
impl schemars::JsonSchema for BackupShards {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "BackupData".into()
    }

    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        use crate::model::assessment::Assessment;
        use crate::model::draft::Draft;
        use crate::model::group::Group;
        use crate::model::hours::Session;
        use crate::model::id::{GroupId, OfficeId, PersonId};
        use crate::model::kept_file::KeptFile;
        use crate::model::office::Office;
        use crate::model::pack::Packs;
        use crate::model::person::Person;
        use crate::model::plan::Plan;
        use crate::model::received::Received;
        use crate::model::settings::Settings;
        use crate::model::standard::Standard;

        schemars::json_schema!({
            "type": "object",
            "required": ["shards"],
            "properties": { "shards": {
                "description": "The parts of the ledger by their names, each as it is stored",
                "type": "object",
                "required": ["settings", "packs", "offices", "groups"],
                "properties": {
                    "settings": generator.subschema_for::<Settings>(),
                    "packs": generator.subschema_for::<Packs>(),
                    "offices": generator.subschema_for::<BTreeMap<OfficeId, Office>>(),
                    "groups": generator.subschema_for::<BTreeMap<GroupId, Group>>(),
                    "archive/log": generator.subschema_for::<ArchiveLog>(),
                },
                "patternProperties": {
                    "^people/": generator.subschema_for::<BTreeMap<PersonId, Person>>(),
                    "^plan/": generator.subschema_for::<Plan>(),
                    "^session/": generator.subschema_for::<Session>(),
                    "^assessment/": generator.subschema_for::<Assessment>(),
                    "^standard/": generator.subschema_for::<Standard>(),
                    "^draft/": generator.subschema_for::<Draft>(),
                    "^file/": generator.subschema_for::<KeptFile>(),
                    "^archive/received/": generator.subschema_for::<Received>(),
                },
            } },
        })
    }
}
