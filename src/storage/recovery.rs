//! Opening what is stored: every hash is checked, a damaged chunk costs that chunk and not the
//! ledger, and nothing is written before somebody chose.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::model::date::Moment;
use crate::model::id::{LedgerId, OfficeId};
use crate::model::ledger::Ledger;
use crate::model::office::{Office, OfficeKind};
use crate::model::pack::{Extra, Packs};
use crate::model::received::Archive;
use crate::model::settings::Settings;
use crate::model::shard::{ShardError, ShardName};

use super::{Base, Counts, FORMAT, Head, Manifest, Mark, SaveError, hash};

/// So many earlier generations are offered.
const OFFERED: usize = 5;

/// Where the records lie. The answers come later, for a browser gives them so.
pub trait Records {
    /// The text of the head.
    fn head(&self) -> impl Future<Output = Result<Option<String>, SaveError>>;
    /// The generations that have a manifest, in any order.
    fn generations(&self) -> impl Future<Output = Result<Vec<u32>, SaveError>>;
    /// The text of a manifest.
    fn manifest(&self, generation: u32) -> impl Future<Output = Result<Option<String>, SaveError>>;
    /// Those of the named chunks that are there. Whether they are whole is the reader's to check.
    fn chunks(
        &self,
        names: Vec<String>,
    ) -> impl Future<Output = Result<BTreeMap<String, String>, SaveError>>;
}

/// What the browser remembers outside the database, to notice when the database is gone.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Sentinel {
    pub generation: u32,
    pub counts: Counts,
    /// File name and time of the last backup.
    pub backup: Option<(String, Moment)>,
}

/// What was found wrong when the ledger was opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Damage {
    /// The database is empty, but there was a ledger.
    Lost,
    /// The database holds an older state than was last saved.
    Older { found: u32 },
    /// The head is missing or damaged, while generations are there.
    HeadLost,
    /// Shards of the current generation are missing or do not match their hash.
    BadChunks(Vec<ShardName>),
    /// The chunks are whole but make no ledger this version can read.
    Unreadable(String),
    /// A newer version wrote it in a format of its own.
    Newer,
    /// The database does not answer, but there was a ledger.
    Closed,
}

/// A generation one can go on from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Candidate {
    pub mark: Mark,
    /// Damaged shards that are taken from an earlier generation.
    pub older: Vec<ShardName>,
    /// Damaged shards that are left out, for there is no earlier one.
    pub missing: Vec<ShardName>,
}

/// The state of things when a ledger cannot simply be opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recovery {
    pub damage: Damage,
    pub last_seen: Option<Sentinel>,
    /// Newest first.
    pub candidates: Vec<Candidate>,
}

/// A generation that was read.
#[derive(Clone, Debug, PartialEq)]
pub struct Opened {
    pub ledger: Arc<Ledger>,
    pub archive: Arc<Archive>,
    pub manifest: Manifest,
    /// Damaged shards that come from an earlier generation, or from none.
    pub older: Vec<ShardName>,
    pub missing: Vec<ShardName>,
}

impl Opened {
    /// Is every shard the one that was saved?
    pub fn is_whole(&self) -> bool {
        self.older.is_empty() && self.missing.is_empty()
    }
}

/// What opening came to.
#[derive(Clone, Debug, PartialEq)]
pub enum Opening {
    /// Nothing is stored, and nothing was to be expected.
    Empty,
    Whole(Head, Opened),
    /// Somebody has to choose. What is chosen goes on from this head, and with this archive,
    /// which is the newest that can be read.
    Damaged(Recovery, Head, Base, Arc<Archive>),
}

/// Opens what is stored.
///
/// # Errors
/// The database does not answer.
pub async fn load(
    records: &impl Records,
    last_seen: Option<Sentinel>,
) -> Result<Opening, SaveError> {
    let text = records.head().await?;
    let base = Base::of(text.as_deref());
    let reader = &mut Reader::new(records);
    let recovery =
        |damage, candidates| Recovery { damage, last_seen: last_seen.clone(), candidates };
    let nothing = Arc::<Archive>::default;
    if text.as_deref().is_some_and(is_newer) {
        return Ok(Opening::Damaged(
            recovery(Damage::Newer, vec![]),
            Head::default(),
            base,
            nothing(),
        ));
    }
    let (head, mut damage) = match text.and_then(|text| serde_json::from_str::<Head>(&text).ok()) {
        Some(head) => (head, None),
        None => {
            let head = reader.rebuild_head().await?;
            if head.generation == 0 && base == Base::Empty {
                return Ok(if last_seen.as_ref().is_some_and(Sentinel::saw_data) {
                    Opening::Damaged(recovery(Damage::Lost, vec![]), head, base, nothing())
                } else {
                    Opening::Empty
                });
            }
            (head, Some(Damage::HeadLost))
        }
    };
    if last_seen.as_ref().is_some_and(|seen| head.generation < seen.generation) {
        damage = damage.or(Some(Damage::Older { found: head.generation }));
    }
    let current = reader.open(&head, head.generation).await?;
    let archive = current.as_ref().ok().map(|opened| opened.archive.clone());
    let damage = match (damage, current) {
        (None, Ok(opened)) if opened.is_whole() => return Ok(Opening::Whole(head, opened)),
        (None, Ok(opened)) => Damage::BadChunks([opened.older, opened.missing].concat()),
        (None, Err(damage)) => damage,
        (Some(damage), _) => damage,
    };
    let candidates = reader.candidates(&head).await?;
    let archive = match (archive, candidates.first()) {
        (Some(archive), _) => archive,
        (None, Some(newest)) => {
            let opened = reader.open(&head, newest.mark.generation).await?;
            opened.map(|opened| opened.archive).unwrap_or_default()
        }
        (None, None) => nothing(),
    };
    Ok(Opening::Damaged(recovery(damage, candidates), head, base, archive))
}

/// Reads one generation, mended where it is damaged.
///
/// # Errors
/// The database does not answer.
pub async fn read_generation(
    records: &impl Records,
    head: &Head,
    generation: u32,
) -> Result<Result<Opened, Damage>, SaveError> {
    Reader::new(records).open(head, generation).await
}

impl Sentinel {
    /// Was there anything to lose?
    pub fn saw_data(&self) -> bool {
        self.counts != Counts::default()
    }
}

/// What stands in for a lost shard that a ledger cannot be without. Settings are made of the rest.
fn blank(shard: &str) -> Option<String> {
    match shard {
        "packs" => serde_json::to_string(&*Packs::built_in()).ok(),
        "offices" | "groups" => Some("{}".to_owned()),
        _ => None,
    }
}

/// Settings in the place of lost ones: the bureau is the office that is above the others, or where
/// the offices are lost too, one that has people. The ledger goes by a new name of its own.
fn settings_of(shards: &[(ShardName, Arc<str>)], year: i16) -> Option<String> {
    let offices = shards.iter().find(|(name, _)| name == "offices");
    let offices: BTreeMap<OfficeId, Office> =
        offices.and_then(|(_, text)| serde_json::from_str(text).ok()).unwrap_or_default();
    let above = offices.values().min_by_key(|office| {
        (office.parent.is_some(), office.kind != OfficeKind::Bureau, office.position)
    });
    let of_people = || {
        let names = shards.iter().filter_map(|(name, _)| name.strip_prefix("people/"));
        names.filter_map(|name| OfficeId::parse(name.split('/').next()?)).next()
    };
    let office = above.map(|office| office.id).or_else(of_people)?;
    let (ledger, extra) = (LedgerId(office.0), Extra::new());
    let (venues, trainers) = (Vec::new(), Vec::new());
    let settings = Settings {
        ledger,
        office,
        year,
        sample: false,
        venues,
        trainers,
        matching_secret: None,
        extra,
    };
    serde_json::to_string(&settings).ok()
}

fn is_newer(text: &str) -> bool {
    #[derive(Deserialize)]
    struct Format {
        format: u32,
    }
    serde_json::from_str::<Format>(text).is_ok_and(|head| head.format > FORMAT)
}

/// Reads and checks, each record once.
struct Reader<'a, R> {
    records: &'a R,
    manifests: BTreeMap<u32, Option<Manifest>>,
    /// `None` for a chunk that is missing or damaged.
    chunks: BTreeMap<String, Option<Arc<str>>>,
}

impl<'a, R: Records> Reader<'a, R> {
    fn new(records: &'a R) -> Self {
        Self { records, manifests: BTreeMap::new(), chunks: BTreeMap::new() }
    }

    async fn manifest(&mut self, generation: u32) -> Result<Option<Manifest>, SaveError> {
        if let Some(known) = self.manifests.get(&generation) {
            return Ok(known.clone());
        }
        let text = self.records.manifest(generation).await?;
        let manifest = text
            .and_then(|text| serde_json::from_str::<Manifest>(&text).ok())
            .filter(|manifest| manifest.format <= FORMAT && manifest.generation() == generation);
        self.manifests.insert(generation, manifest.clone());
        Ok(manifest)
    }

    /// Reads the chunks that are not known yet.
    async fn fetch(&mut self, wanted: impl Iterator<Item = &String>) -> Result<(), SaveError> {
        let new: Vec<_> = wanted.filter(|name| !self.chunks.contains_key(*name)).cloned().collect();
        if new.is_empty() {
            return Ok(());
        }
        let found = self.records.chunks(new.clone()).await?;
        for name in new {
            let whole = found.get(&name).filter(|text| hash(text) == name);
            let whole = whole.map(|text| Arc::from(text.as_str()));
            self.chunks.insert(name, whole);
        }
        Ok(())
    }

    fn chunk(&self, name: &str) -> Option<Arc<str>> {
        self.chunks.get(name).cloned().flatten()
    }

    /// One generation. A damaged shard is taken from the next earlier generation that has another
    /// one, or left out.
    async fn open(
        &mut self,
        head: &Head,
        generation: u32,
    ) -> Result<Result<Opened, Damage>, SaveError> {
        let Some(manifest) = self.manifest(generation).await? else {
            return Ok(Err(Damage::BadChunks(Vec::new())));
        };
        self.fetch(manifest.chunks.values()).await?;
        let mut shards = Vec::new();
        let (mut older, mut missing) = (Vec::new(), Vec::new());
        for (name, chunk) in &manifest.chunks {
            if let Some(text) = self.chunk(chunk) {
                shards.push((name.clone(), text));
            } else if let Some(text) = self.earlier(head, generation, name).await? {
                older.push(name.clone());
                shards.push((name.clone(), text));
            } else {
                let blank = blank(name).map(|text| (name.clone(), Arc::from(text)));
                shards.extend(blank);
                missing.push(name.clone());
            }
        }
        if missing.iter().any(|name| name == "settings") {
            let settings = settings_of(&shards, manifest.mark.at.local.year());
            shards.extend(settings.map(|text| ("settings".to_owned(), Arc::from(text))));
        }
        let texts = || shards.iter().map(|(name, text)| (name.as_str(), &**text));
        let of_ledger = texts().filter(|(name, _)| !name.starts_with("archive/"));
        let opened = Ledger::from_shards(of_ledger).and_then(|ledger| {
            let archive = Arc::new(Archive::from_shards(texts())?);
            let (older, missing) = (older.clone(), missing.clone());
            Ok(Opened { ledger: Arc::new(ledger), archive, manifest, older, missing })
        });
        Ok(opened.map_err(|error| match error {
            // A ledger cannot be without that shard, and there is no earlier one.
            ShardError::Missing(_) if !missing.is_empty() => {
                Damage::BadChunks([older, missing].concat())
            }
            error => Damage::Unreadable(error.to_string()),
        }))
    }

    /// A shard as an earlier generation has it.
    async fn earlier(
        &mut self,
        head: &Head,
        generation: u32,
        shard: &str,
    ) -> Result<Option<Arc<str>>, SaveError> {
        let marks = head.marks.iter().rev().map(|mark| mark.generation);
        for earlier in marks.filter(|earlier| *earlier < generation) {
            let manifest = self.manifest(earlier).await?;
            let Some(chunk) = manifest.as_ref().and_then(|manifest| manifest.chunks.get(shard))
            else {
                continue;
            };
            self.fetch(std::iter::once(chunk)).await?;
            if let Some(text) = self.chunk(chunk) {
                return Ok(Some(text));
            }
        }
        Ok(None)
    }

    /// The current generation, mended where it must be, and earlier ones that are whole.
    async fn candidates(&mut self, head: &Head) -> Result<Vec<Candidate>, SaveError> {
        let mut candidates = Vec::new();
        for mark in head.marks.iter().rev() {
            if candidates.len() > OFFERED {
                break;
            }
            if let Ok(opened) = self.open(head, mark.generation).await?
                && (opened.is_whole() || mark.generation == head.generation)
            {
                let Opened { older, missing, .. } = opened;
                candidates.push(Candidate { mark: mark.clone(), older, missing });
            }
        }
        Ok(candidates)
    }

    /// A head made of the manifests that are there. The steps of undo are not in them.
    async fn rebuild_head(&mut self) -> Result<Head, SaveError> {
        let mut generations = self.records.generations().await?;
        generations.sort_unstable();
        let mut head =
            Head { generation: generations.last().copied().unwrap_or(0), ..Head::default() };
        for generation in generations {
            head.marks.extend(self.manifest(generation).await?.map(|manifest| manifest.mark));
        }
        Ok(head)
    }
}
