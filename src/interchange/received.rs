//! Received files (收件): what a file from another office shows beside the ledger. It never
//! replaces the ledger, and what cannot be read in it is said instead of hidden.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

use super::backup;
use super::envelope::{App, Counts, Kind, OfficeHead, PackStamp, Period, Previous, Redaction};
use super::figures::Figures;
use super::forms::FormWithCode;
use super::json::{OpenError, Opened, glance, open};
use super::redact::KeyedPerson;
use super::review::FormReview;
use super::submission::{Choice, GroupWithCount, Part};
use crate::model::assessment::Assessment;
use crate::model::date::Moment;
use crate::model::hours::{QuarterHours, Session};
use crate::model::id::{OfficeId, PersonId};
use crate::model::kept_file::{FileFault, KeptFile};
use crate::model::ledger::Ledger;
use crate::model::office::Office;
use crate::model::pack::PackHead;
use crate::model::person::Person;
use crate::model::plan::Plan;
use crate::model::reading;
use crate::model::received::Archive;
use crate::model::standard::Standard;
use crate::order::{Gather as _, Order as _};

/// A received file, opened for reading.
#[derive(Clone, Debug, PartialEq)]
pub struct View {
    pub head: Head,
    pub parts: Vec<Part>,
    pub offices: Vec<Office>,
    pub people: Vec<Person>,
    pub keyed_people: Vec<KeyedPerson>,
    /// De-identified with the superior bureau's secret.
    pub matchable: bool,
    pub groups: Vec<GroupWithCount>,
    pub plans: Vec<Plan>,
    pub sessions: Vec<Session>,
    pub standards: Vec<Standard>,
    pub assessments: Vec<FormWithCode>,
    /// The files kept beside the evidence of the forms, by SHA-256, each checked against it.
    pub files: BTreeMap<String, Arc<KeptFile>>,
    pub reviews: Vec<FormReview>,
    /// The one office that an issued file is for.
    pub recipient: Option<OfficeHead>,
    pub packs: Vec<PackHead>,
    pub figures: Figures,
    /// Records that cannot be read, by their place in the file.
    pub faults: Vec<Fault>,
}

/// The head of a file, as far as it can be read.
#[derive(Clone, Debug, PartialEq)]
pub struct Head {
    pub kind: Kind,
    pub version: Newness,
    pub app: Option<App>,
    pub created_at: Option<Moment>,
    pub office: Option<OfficeHead>,
    pub period: Option<Period>,
    pub packs: Vec<PackStamp>,
    pub counts: Counts,
    pub redaction: Option<Redaction>,
    pub previous: Option<Previous>,
    pub note: String,
    /// Recomputed and right; empty where a newer major version cannot be checked.
    pub sha256: String,
}

/// How the file's version stands to this program's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Newness {
    Known,
    /// What is new in it is not shown.
    NewerMinor,
    /// Only to be looked at: what it means is not known for sure.
    NewerMajor(String),
}

/// A record that cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// Such as `data.people[3]`.
    pub path: String,
    pub why: String,
}

/// Which office of the ledger a file is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OfficeMatch {
    ById(OfficeId),
    ByCode(OfficeId),
    ByName(OfficeId),
    /// Several offices have that code or name, or none: a person decides.
    Unknown,
}

/// Opens a received file. A file of a newer major version can be looked at too.
///
/// # Errors
/// Damaged, or not ours; see [`OpenError`].
pub fn view(text: &str) -> Result<View, OpenError> {
    match open(text) {
        Ok(opened) => Ok(of_opened(opened)),
        Err(OpenError::NewerMajor { version }) => Ok(of_newer(glance(text)?, version)),
        Err(error) => Err(error),
    }
}

fn of_opened(opened: Opened) -> View {
    let version = if opened.newer_minor { Newness::NewerMinor } else { Newness::Known };
    let backup = (opened.envelope.kind == Kind::Backup).then(|| backup::restore(&opened));
    let Opened { envelope, sha256, .. } = opened;
    let head = Head {
        kind: envelope.kind,
        version,
        app: Some(envelope.app),
        created_at: Some(envelope.created_at),
        office: Some(envelope.office),
        period: Some(envelope.period),
        packs: envelope.packs,
        counts: envelope.counts,
        redaction: Some(envelope.redaction),
        previous: envelope.previous,
        note: envelope.note,
        sha256,
    };
    match backup {
        Some(Ok(restored)) => {
            let mut view = of_ledger(head, &restored.ledger);
            let spoilt = restored.spoilt.into_iter();
            let fault = |(name, fault): (String, FileFault)| Fault {
                path: format!("data.shards.{name}"),
                why: fault.to_string(),
            };
            view.faults.extend(spoilt.map(fault));
            view
        }
        Some(Err(error)) => {
            let mut view = empty(head);
            view.faults.push(Fault { path: "data.shards".to_owned(), why: error.to_string() });
            view
        }
        None => {
            let Value::Object(data) = envelope.data else { return empty(head) };
            of_data(head, data)
        }
    }
}

fn of_newer(mut file: Map<String, Value>, version: String) -> View {
    let data = file.remove("data");
    let mut faults = Vec::new();
    let mut head = Head {
        kind: Kind::Other(String::new()),
        version: Newness::NewerMajor(version),
        app: single(&file, "", "app", &mut faults),
        created_at: single(&file, "", "createdAt", &mut faults),
        office: single(&file, "", "office", &mut faults),
        period: single(&file, "", "period", &mut faults),
        packs: Vec::new(),
        counts: single(&file, "", "counts", &mut faults).unwrap_or_default(),
        redaction: single(&file, "", "redaction", &mut faults),
        previous: None,
        note: single(&file, "", "note", &mut faults).unwrap_or_default(),
        sha256: String::new(),
    };
    if let Some(kind) = single(&file, "", "kind", &mut faults) {
        head.kind = kind;
    }
    let Some(Value::Object(data)) = data else { return View { faults, ..empty(head) } };
    let mut view = of_data(head, data);
    view.faults.extend(faults);
    view
}

fn empty(head: Head) -> View {
    View {
        head,
        parts: Vec::new(),
        offices: Vec::new(),
        people: Vec::new(),
        keyed_people: Vec::new(),
        matchable: false,
        groups: Vec::new(),
        plans: Vec::new(),
        sessions: Vec::new(),
        standards: Vec::new(),
        assessments: Vec::new(),
        files: BTreeMap::new(),
        reviews: Vec::new(),
        recipient: None,
        packs: Vec::new(),
        figures: Figures::default(),
        faults: Vec::new(),
    }
}

fn of_ledger(head: Head, ledger: &Ledger) -> View {
    let choice = Choice {
        id_numbers: true,
        files: true,
        ..Choice::of(&Part::ALL, ledger.settings.year, Redaction::Named)
    };
    let figures = Figures::of(ledger, &choice);
    let overview = crate::grouping::membership::Overview::new(ledger, ledger.settings.reference());
    View {
        parts: choice.parts,
        offices: ledger.offices_in_order().into_iter().cloned().collect(),
        people: ledger.people().cloned().collect(),
        groups: ledger
            .groups
            .values()
            .map(|group| GroupWithCount { people: overview.count(group.id), group: group.clone() })
            .collect(),
        plans: ledger.plans.values().map(|plan| Plan::clone(plan)).collect(),
        sessions: ledger.sessions.values().map(|session| Session::clone(session)).collect(),
        packs: ledger.packs.heads().into_iter().cloned().collect(),
        standards: ledger.standards.values().map(|standard| Standard::clone(standard)).collect(),
        assessments: ledger
            .assessments
            .values()
            .map(|form| FormWithCode::new(ledger, form, Assessment::clone(form)))
            .collect(),
        files: ledger.files.clone(),
        figures,
        ..empty(head)
    }
}

/// Every other kind is read by the same names of lists, whatever it is called.
fn of_data(head: Head, data: Map<String, Value>) -> View {
    let mut faults = Vec::new();
    let view = View {
        parts: list(&data, "parts", &mut faults),
        offices: list(&data, "offices", &mut faults),
        people: list(&data, "people", &mut faults),
        keyed_people: list(&data, "keyedPeople", &mut faults),
        matchable: single(&data, "data.", "matchable", &mut faults).unwrap_or_default(),
        groups: list(&data, "groups", &mut faults),
        plans: list(&data, "plans", &mut faults),
        sessions: list(&data, "sessions", &mut faults),
        standards: list(&data, "standards", &mut faults),
        assessments: list(&data, "assessments", &mut faults),
        files: kept_files(&data, &mut faults),
        reviews: list(&data, "reviews", &mut faults),
        recipient: single(&data, "data.", "recipient", &mut faults),
        packs: list(&data, "packs", &mut faults),
        figures: single(&data, "data.", "figures", &mut faults).unwrap_or_default(),
        ..empty(head)
    };
    View { faults, ..view }
}

/// Reads a list record by record, so that one bad record costs itself only.
fn list<T: DeserializeOwned>(
    data: &Map<String, Value>,
    name: &str,
    faults: &mut Vec<Fault>,
) -> Vec<T> {
    let records = match data.get(name) {
        None | Some(Value::Null) => return Vec::new(),
        Some(Value::Array(records)) => records,
        Some(_) => {
            faults.push(Fault { path: format!("data.{name}"), why: "not a list".to_owned() });
            return Vec::new();
        }
    };
    let mut read = Vec::with_capacity(records.len());
    for (position, record) in records.iter().enumerate() {
        match reading::read(record) {
            Ok(record) => read.push(record),
            Err(why) => faults.push(Fault { path: format!("data.{name}[{position}]"), why }),
        }
    }
    read
}

/// The kept files; one that is not the file of its hash costs itself only.
fn kept_files(
    data: &Map<String, Value>,
    faults: &mut Vec<Fault>,
) -> BTreeMap<String, Arc<KeptFile>> {
    let files: BTreeMap<String, Value> = single(data, "data.", "files", faults).unwrap_or_default();
    let mut read = BTreeMap::new();
    for (sha256, file) in files {
        let file = reading::read::<KeptFile>(&file);
        let checked = file.and_then(|file| match file.bytes(&sha256) {
            Ok(_) => Ok(file),
            Err(fault) => Err(fault.to_string()),
        });
        match checked {
            Ok(file) => {
                read.insert(sha256, Arc::new(file));
            }
            Err(why) => faults.push(Fault { path: format!("data.files.{sha256}"), why }),
        }
    }
    read
}

fn single<T: DeserializeOwned>(
    members: &Map<String, Value>,
    before: &str,
    name: &str,
    faults: &mut Vec<Fault>,
) -> Option<T> {
    let value = members.get(name).filter(|value| !value.is_null())?;
    match reading::read(value) {
        Ok(value) => Some(value),
        Err(why) => {
            faults.push(Fault { path: format!("{before}{name}"), why });
            None
        }
    }
}

impl View {
    /// How many people it is about, named or by key.
    pub fn people_count(&self) -> usize {
        let listed = self.people.len() + self.keyed_people.len();
        if listed > 0 { listed } else { self.figures.people.unwrap_or_default() }
    }

    /// The standard a form of the file is filled under, where the file brings it.
    pub fn standard_of(&self, form: &Assessment) -> Option<&Standard> {
        self.standards.iter().find(|standard| standard.sha256() == form.standard.sha256)
    }

    /// The name of an office of the file, empty where the file does not say.
    pub fn office_name(&self, id: OfficeId) -> &str {
        let office = self.offices.iter().find(|office| office.id == id);
        office.map_or("", |office| office.name.as_str())
    }

    /// Hours recognised per person, over all sessions of the file.
    pub fn hours(&self) -> BTreeMap<PersonId, QuarterHours> {
        let mut hours = BTreeMap::new();
        for session in &self.sessions {
            for (person, attendance) in &session.attendance {
                *hours.entry(*person).or_default() += attendance.hours;
            }
        }
        hours
    }
}

/// Finds the office a file is of: by identity, then code, then exact full name.
pub fn match_office(head: &OfficeHead, offices: &BTreeMap<OfficeId, Office>) -> OfficeMatch {
    if offices.contains_key(&head.id) {
        return OfficeMatch::ById(head.id);
    }
    let only = |same: &dyn Fn(&Office) -> bool| {
        let mut found = offices.values().filter(|office| same(office));
        found.next().filter(|_| found.next().is_none()).map(|office| office.id)
    };
    let code = head.code.as_deref().filter(|code| !code.is_empty());
    if let Some(id) = code.and_then(|code| only(&|office| office.code.as_deref() == Some(code))) {
        return OfficeMatch::ByCode(id);
    }
    let name = head.name.trim();
    match only(&|office| office.name.trim() == name).filter(|_| !name.is_empty()) {
        Some(id) => OfficeMatch::ByName(id),
        None => OfficeMatch::Unknown,
    }
}

/// Kept files out of the received files, by SHA-256 and each checked against it; those that no file
/// brought along are missing.
pub fn received_files<'a>(
    archive: &Archive,
    wanted: impl IntoIterator<Item = &'a str>,
) -> BTreeMap<String, Arc<KeptFile>> {
    let mut missing = wanted.into_iter().gather_set();
    let mut files: Vec<_> = archive.received.values().collect();
    files.order_by_key(|file| std::cmp::Reverse(file.received_at));
    let mut found = BTreeMap::new();
    for file in files {
        // Few files bring others along, and opening one takes long.
        if missing.iter().any(|sha256| file.text.contains(sha256))
            && let Ok(mut view) = view(&file.text)
        {
            missing.retain(|sha256| match view.files.remove_entry(*sha256) {
                Some((sha256, file)) => found.insert(sha256, file).is_some(),
                None => true,
            });
        }
    }
    found
}

/// A kept file out of the received files, `None` where no file brought it along.
pub fn received_file(archive: &Archive, sha256: &str) -> Option<Arc<KeptFile>> {
    received_files(archive, [sha256]).remove(sha256)
}

/// The secret for matching people, of the issued file that came last (`data.matchingSecret`).
pub fn matching_secret(archive: &Archive) -> Option<Vec<u8>> {
    const MEMBER: &str = "matchingSecret";
    let mut files: Vec<_> =
        archive.received.values().filter(|file| file.text.contains(MEMBER)).collect();
    files.order_by_key(|file| std::cmp::Reverse(file.received_at));
    files.into_iter().find_map(|file| {
        let opened = open(&file.text).ok().filter(|opened| opened.envelope.kind == Kind::Issued)?;
        let secret = opened.envelope.data.get(MEMBER)?.as_str()?.trim();
        (!secret.is_empty()).then(|| secret.as_bytes().to_vec())
    })
}
