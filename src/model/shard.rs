//! The ledger and its archive taken apart into shards and put together again: what is in memory
//! one `Arc` is on disk one chunk.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::{Serialize, de::DeserializeOwned};
use thiserror::Error;

use super::assessment::Assessment;
use super::draft::Draft;
use super::group::Group;
use super::hours::Session;
use super::id::{AssessmentId, DraftId, GroupId, OfficeId, PlanId, ReceivedId, SessionId};
use super::kept_file::KeptFile;
use super::ledger::Ledger;
use super::office::Office;
use super::pack::Packs;
use super::people::{PeopleShard, ShardKey};
use super::plan::Plan;
use super::received::{Archive, ArchiveLog, Received};
use super::settings::Settings;
use super::standard::Standard;

/// Where a shard stands, as text: `settings`, `people/<office>/<part>`, `plan/<id>` …
pub type ShardName = String;

/// One shard, shared with the ledger. Written as what it holds.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(untagged)]
pub enum Shard {
    Settings(Arc<Settings>),
    Packs(Arc<Packs>),
    Offices(Arc<BTreeMap<OfficeId, Office>>),
    People(Arc<PeopleShard>),
    Groups(Arc<BTreeMap<GroupId, Group>>),
    Plan(Arc<Plan>),
    Session(Arc<Session>),
    Assessment(Arc<Assessment>),
    Standard(Arc<Standard>),
    Draft(Arc<Draft>),
    File(Arc<KeptFile>),
    Received(Arc<Received>),
    ArchiveLog(Arc<ArchiveLog>),
}

/// Why chunks do not make a ledger.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum ShardError {
    #[error("the shard {0} is missing")]
    Missing(&'static str),
    #[error("the shard {0} cannot be read: {1}")]
    Unreadable(ShardName, String),
}

impl Shard {
    /// Is it the very same shard in memory, so that it need not be written again?
    pub fn is_same(&self, other: &Self) -> bool {
        self.address() == other.address()
    }

    /// Where it lies in memory; while a shard is held, no other has the same address.
    pub fn address(&self) -> usize {
        match self {
            Self::Settings(shard) => Arc::as_ptr(shard).addr(),
            Self::Packs(shard) => Arc::as_ptr(shard).addr(),
            Self::Offices(shard) => Arc::as_ptr(shard).addr(),
            Self::People(shard) => Arc::as_ptr(shard).addr(),
            Self::Groups(shard) => Arc::as_ptr(shard).addr(),
            Self::Plan(shard) => Arc::as_ptr(shard).addr(),
            Self::Session(shard) => Arc::as_ptr(shard).addr(),
            Self::Assessment(shard) => Arc::as_ptr(shard).addr(),
            Self::Standard(shard) => Arc::as_ptr(shard).addr(),
            Self::Draft(shard) => Arc::as_ptr(shard).addr(),
            Self::File(shard) => Arc::as_ptr(shard).addr(),
            Self::Received(shard) => Arc::as_ptr(shard).addr(),
            Self::ArchiveLog(shard) => Arc::as_ptr(shard).addr(),
        }
    }

    /// Its JSON, the content of the chunk.
    pub fn to_json(&self) -> String {
        // Our own types have text keys and finite numbers, so this cannot fail.
        serde_json::to_string(self).unwrap_or_default()
    }
}

impl Ledger {
    /// All shards with their names, in a fixed order.
    pub fn shards(&self) -> Vec<(ShardName, Shard)> {
        let mut shards = vec![
            ("settings".to_owned(), Shard::Settings(self.settings.clone())),
            ("packs".to_owned(), Shard::Packs(self.packs.clone())),
            ("offices".to_owned(), Shard::Offices(self.offices.clone())),
            ("groups".to_owned(), Shard::Groups(self.groups.clone())),
        ];
        for (key, shard) in &self.people {
            let name = format!("people/{}/{}", key.office, key.part);
            shards.push((name, Shard::People(shard.clone())));
        }
        for (id, plan) in &self.plans {
            shards.push((format!("plan/{id}"), Shard::Plan(plan.clone())));
        }
        for (id, session) in &self.sessions {
            shards.push((format!("session/{id}"), Shard::Session(session.clone())));
        }
        for (id, form) in &self.assessments {
            shards.push((format!("assessment/{id}"), Shard::Assessment(form.clone())));
        }
        for (sha256, standard) in &self.standards {
            shards.push((format!("standard/{sha256}"), Shard::Standard(standard.clone())));
        }
        for (id, draft) in &self.drafts {
            shards.push((format!("draft/{id}"), Shard::Draft(draft.clone())));
        }
        for (sha256, file) in &self.files {
            shards.push((format!("file/{sha256}"), Shard::File(file.clone())));
        }
        shards
    }

    /// Are they equal? Shards that are shared are not looked into, so after an edit this costs as
    /// much as what changed.
    pub fn is_same(&self, other: &Self) -> bool {
        let (here, there) = (self.shards(), other.shards());
        here.len() == there.len()
            && here.iter().zip(&there).all(|((name, shard), (other_name, other))| {
                name == other_name && (shard.is_same(other) || shard == other)
            })
    }

    /// Puts a ledger together from the JSON of its shards.
    ///
    /// # Errors
    /// A shard that is missing or cannot be read.
    pub fn from_shards<'a>(
        chunks: impl IntoIterator<Item = (&'a str, &'a str)>,
    ) -> Result<Self, ShardError> {
        let mut assembly = Assembly::default();
        for (name, text) in chunks {
            assembly.take(name, text)?;
        }
        assembly.finish()
    }
}

/// A ledger that is put together shard by shard, so that not all their texts need be there at once.
#[derive(Default)]
pub struct Assembly {
    settings: Option<Arc<Settings>>,
    packs: Option<Arc<Packs>>,
    offices: Option<Arc<BTreeMap<OfficeId, Office>>>,
    groups: Option<Arc<BTreeMap<GroupId, Group>>>,
    people: BTreeMap<ShardKey, Arc<PeopleShard>>,
    plans: BTreeMap<PlanId, Arc<Plan>>,
    sessions: BTreeMap<SessionId, Arc<Session>>,
    assessments: BTreeMap<AssessmentId, Arc<Assessment>>,
    standards: BTreeMap<String, Arc<Standard>>,
    drafts: BTreeMap<DraftId, Arc<Draft>>,
    files: BTreeMap<String, Arc<KeptFile>>,
}

impl Assembly {
    /// Takes the JSON of one shard. Unknown names are an error, since dropping them would lose data
    /// of a newer version.
    ///
    /// # Errors
    /// The shard cannot be read.
    pub fn take(&mut self, name: &str, text: &str) -> Result<(), ShardError> {
        let unknown = || ShardError::Unreadable(name.to_owned(), "unknown name".to_owned());
        let (kind, rest) = name.split_once('/').unwrap_or((name, ""));
        match kind {
            "settings" => self.settings = Some(read(name, text)?),
            "packs" => self.packs = Some(read(name, text)?),
            "offices" => self.offices = Some(read(name, text)?),
            "groups" => self.groups = Some(read(name, text)?),
            "people" => {
                let (office, part) = rest.split_once('/').ok_or_else(unknown)?;
                let office = OfficeId::parse(office).ok_or_else(unknown)?;
                let part = part.parse().map_err(|_| unknown())?;
                self.people.insert(ShardKey { office, part }, read(name, text)?);
            }
            "plan" => {
                let id = PlanId::parse(rest).ok_or_else(unknown)?;
                self.plans.insert(id, read(name, text)?);
            }
            "session" => {
                let id = SessionId::parse(rest).ok_or_else(unknown)?;
                self.sessions.insert(id, read(name, text)?);
            }
            "assessment" => {
                let id = AssessmentId::parse(rest).ok_or_else(unknown)?;
                self.assessments.insert(id, read(name, text)?);
            }
            "standard" => {
                self.standards.insert(rest.to_owned(), read(name, text)?);
            }
            "draft" => {
                let id = DraftId::parse(rest).ok_or_else(unknown)?;
                self.drafts.insert(id, read(name, text)?);
            }
            "file" => {
                self.files.insert(rest.to_owned(), read(name, text)?);
            }
            _ => return Err(unknown()),
        }
        Ok(())
    }

    /// The ledger.
    ///
    /// # Errors
    /// A shard that every ledger has is missing.
    pub fn finish(self) -> Result<Ledger, ShardError> {
        Ok(Ledger {
            settings: self.settings.ok_or(ShardError::Missing("settings"))?,
            packs: self.packs.ok_or(ShardError::Missing("packs"))?,
            offices: self.offices.ok_or(ShardError::Missing("offices"))?,
            groups: self.groups.ok_or(ShardError::Missing("groups"))?,
            people: self.people,
            plans: self.plans,
            sessions: self.sessions,
            assessments: self.assessments,
            standards: self.standards,
            drafts: self.drafts,
            files: self.files,
        })
    }
}

impl Archive {
    /// All shards with their names.
    pub fn shards(&self) -> Vec<(ShardName, Shard)> {
        let mut shards = vec![("archive/log".to_owned(), Shard::ArchiveLog(self.log.clone()))];
        for (id, received) in &self.received {
            shards.push((format!("archive/received/{id}"), Shard::Received(received.clone())));
        }
        shards
    }

    /// Puts the archive together. Names outside `archive/` are passed over.
    ///
    /// # Errors
    /// A shard that cannot be read.
    pub fn from_shards<'a>(
        chunks: impl IntoIterator<Item = (&'a str, &'a str)>,
    ) -> Result<Self, ShardError> {
        let mut archive = Self::default();
        for (name, text) in chunks {
            if name == "archive/log" {
                archive.log = read(name, text)?;
            } else if let Some(id) = name.strip_prefix("archive/received/") {
                let id = ReceivedId::parse(id).ok_or_else(|| {
                    ShardError::Unreadable(name.to_owned(), "unknown name".to_owned())
                })?;
                archive.received.insert(id, read(name, text)?);
            }
        }
        Ok(archive)
    }
}

fn read<T: DeserializeOwned>(name: &str, text: &str) -> Result<Arc<T>, ShardError> {
    serde_json::from_str(text)
        .map(Arc::new)
        .map_err(|error| ShardError::Unreadable(name.to_owned(), error.to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::assessment::Subject;
    use crate::model::ledger::tests::ledger_of;

    #[test]
    fn a_ledger_taken_apart_goes_together_again() {
        let (mut ledger, _) = ledger_of(450);
        let standard = Standard::built_in().remove(0);
        let id = AssessmentId(ledger.settings.ledger.0);
        let subject = Subject::Office { id: ledger.settings.office };
        let form = Assessment::new(id, "自评表".into(), subject, 2026, &standard);
        ledger.add_assessment(form, &standard).unwrap();
        ledger.add_draft(Draft::revision(DraftId(id.0), &standard, &[])).unwrap();
        ledger.keep_file("a".into(), KeptFile::new(b"a")).unwrap();
        let chunks: Vec<_> =
            ledger.shards().into_iter().map(|(name, shard)| (name, shard.to_json())).collect();
        let read = Ledger::from_shards(chunks.iter().map(|(n, t)| (n.as_str(), t.as_str())));
        assert_eq!(read, Ok(ledger));
    }

    #[test]
    fn sameness_looks_into_shards_that_are_not_shared() {
        let (ledger, people) = ledger_of(3);
        let mut other = ledger.clone();
        assert!(ledger.is_same(&other));
        other.edit_person(people[0], |person| person.note = "x".into()).unwrap();
        assert!(!ledger.is_same(&other));
        other.edit_person(people[0], |person| person.note.clear()).unwrap();
        assert!(ledger.is_same(&other));
    }

    #[test]
    fn an_unknown_shard_is_refused_rather_than_dropped() {
        let result = Ledger::from_shards([("weather/1", "{}")]);
        assert!(matches!(result, Err(ShardError::Unreadable(..))));
    }
}
