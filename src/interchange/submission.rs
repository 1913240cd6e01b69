//! The file for upload (上报): which parts go in, what they were last time, and its name.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::envelope::{
    App, Counts, Envelope, FORMAT, Kind, OfficeHead, PackStamp, Period, Previous, Redaction,
    VERSION,
};
use super::figures::Figures;
use super::forms::{self, FormWithCode};
use super::json::{SealError, Sealed, seal};
use super::redact::{self, KeyedPerson, Pseudonyms, Secret};
use crate::grouping::membership::{Overview, groups_in_order};
use crate::model::canonical::canonical_sha256;
use crate::model::date::Moment;
use crate::model::group::Group;
use crate::model::hours::Session;
use crate::model::id::{AssessmentId, PersonId};
use crate::model::kept_file::{KeptFile, fits_file_name};
use crate::model::ledger::Ledger;
use crate::model::office::Office;
use crate::model::pack::Extra;
use crate::model::person::Person;
use crate::model::plan::Plan;
use crate::model::received::ExportEntry;
use crate::model::standard::Standard;

/// What can be chosen for upload.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub enum Part {
    Roster,
    Groups,
    Plans,
    Hours,
    Assessments,
}

impl Part {
    /// All parts in the order of the page.
    pub const ALL: [Self; 5] =
        [Self::Roster, Self::Groups, Self::Plans, Self::Hours, Self::Assessments];

    /// Its name in the export log.
    pub fn word(self) -> &'static str {
        match self {
            Self::Roster => "roster",
            Self::Groups => "groups",
            Self::Plans => "plans",
            Self::Hours => "hours",
            Self::Assessments => "assessments",
        }
    }
}

/// What the trainer chose.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    pub parts: Vec<Part>,
    /// Forms of the period that stay here.
    pub left_out: BTreeSet<AssessmentId>,
    pub period: Period,
    pub redaction: Redaction,
    /// ID numbers too; only in a named file.
    pub id_numbers: bool,
    /// The files kept beside the evidence too; only in a named file.
    pub files: bool,
    pub note: String,
}

impl Choice {
    /// The parts of a whole year, without ID numbers and without files.
    pub fn of(parts: &[Part], year: i16, redaction: Redaction) -> Self {
        Self {
            parts: parts.to_vec(),
            left_out: BTreeSet::new(),
            period: Period::year(year),
            redaction,
            id_numbers: false,
            files: false,
            note: String::new(),
        }
    }
}

/// What a submission holds. Which lists are filled goes by the parts chosen and by the
/// redaction.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", default)]
pub struct SubmissionData {
    /// The parts that were chosen.
    pub parts: Vec<Part>,
    pub offices: Vec<Office>,
    /// Named files: everybody of the chosen parts.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub people: Vec<Person>,
    /// De-identified files: the same people by their keys.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub keyed_people: Vec<KeyedPerson>,
    /// Were the keys made with the superior bureau's secret, so that offices can be matched?
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub matchable: bool,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub groups: Vec<GroupWithCount>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub plans: Vec<Plan>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub sessions: Vec<Session>,
    /// The standards of the forms, in full.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub standards: Vec<Standard>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub assessments: Vec<FormWithCode>,
    /// The files kept beside the evidence of the forms, by SHA-256, where they were asked for.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub files: BTreeMap<String, Arc<KeptFile>>,
    pub figures: Figures,
    #[serde(flatten)]
    pub extra: Extra,
}

/// A group with the number of its people at the reference date.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct GroupWithCount {
    pub people: usize,
    #[serde(flatten)]
    pub group: Group,
}

impl Period {
    /// Does a session lie in it, at least in part?
    pub fn touches(&self, session: &Session) -> bool {
        session.start <= self.to && self.from <= session.end
    }
}

/// Collects what was chosen, redacted as chosen.
pub fn collect(ledger: &Ledger, choice: &Choice, secret: &Secret) -> SubmissionData {
    let Choice { parts, redaction, .. } = choice;
    let figures = Figures::of(ledger, choice);
    let offices = ledger.offices_in_order().into_iter().map(redact::office).collect();
    let data = SubmissionData { parts: parts.clone(), offices, ..SubmissionData::default() };
    match redaction {
        Redaction::Statistics => {
            let figures = figures.statistics().deidentified(&Pseudonyms::new(ledger, secret));
            SubmissionData { figures, ..data }
        }
        Redaction::Named => {
            let people = people_of(ledger, choice);
            let people = people.into_iter().map(|person| {
                if choice.id_numbers { person.clone() } else { redact::without_id_number(person) }
            });
            SubmissionData {
                people: people.collect(),
                groups: groups_of(ledger, choice, Group::clone),
                plans: plans_of(ledger, choice).cloned().collect(),
                sessions: sessions_of(ledger, choice).cloned().collect(),
                standards: forms::standards(ledger, choice),
                assessments: forms::chosen(ledger, choice)
                    .map(|form| FormWithCode::new(ledger, form, form.clone()))
                    .collect(),
                files: if choice.files { forms::files(ledger, choice) } else { BTreeMap::new() },
                figures,
                ..data
            }
        }
        Redaction::Deidentified => {
            let keys = Pseudonyms::new(ledger, secret);
            let reference = ledger.settings.reference();
            let people = people_of(ledger, choice);
            let keyed = people
                .into_iter()
                .filter_map(|person| redact::person(person, &ledger.packs, reference, &keys));
            SubmissionData {
                keyed_people: keyed.collect(),
                matchable: matches!(secret, Secret::Issued(_)),
                groups: groups_of(ledger, choice, |group| redact::group(group, &keys)),
                plans: plans_of(ledger, choice).map(|plan| redact::plan(plan, &keys)).collect(),
                sessions: sessions_of(ledger, choice)
                    .map(|session| redact::session(session, &keys))
                    .collect(),
                standards: forms::standards(ledger, choice),
                assessments: forms::chosen(ledger, choice)
                    .filter_map(|form| {
                        let redacted = forms::deidentified(form, &keys)?;
                        Some(FormWithCode::new(ledger, form, redacted))
                    })
                    .collect(),
                figures: figures.deidentified(&keys),
                ..data
            }
        }
    }
}

fn plans_of<'a>(ledger: &'a Ledger, choice: &'a Choice) -> impl Iterator<Item = &'a Plan> {
    let chosen = choice.parts.contains(&Part::Plans);
    ledger
        .plans
        .values()
        .map(AsRef::as_ref)
        .filter(move |plan: &&Plan| chosen && plan.year == choice.period.year)
}

fn sessions_of<'a>(ledger: &'a Ledger, choice: &'a Choice) -> impl Iterator<Item = &'a Session> {
    let chosen = choice.parts.contains(&Part::Hours);
    ledger
        .sessions
        .values()
        .map(AsRef::as_ref)
        .filter(move |session: &&Session| chosen && choice.period.touches(session))
}

pub(super) fn groups_of(
    ledger: &Ledger,
    choice: &Choice,
    redacted: impl Fn(&Group) -> Group,
) -> Vec<GroupWithCount> {
    if !choice.parts.contains(&Part::Groups) {
        return Vec::new();
    }
    let overview = Overview::new(ledger, ledger.settings.reference());
    groups_in_order(ledger)
        .into_iter()
        .map(|group| GroupWithCount { people: overview.count(group.id), group: redacted(group) })
        .collect()
}

/// The people of the chosen parts: the roster where it was chosen, and everybody whom a chosen
/// plan or session names.
fn people_of<'a>(ledger: &'a Ledger, choice: &Choice) -> Vec<&'a Person> {
    let reference = ledger.settings.reference();
    let roster = choice.parts.contains(&Part::Roster);
    let mut named: BTreeSet<PersonId> = BTreeSet::new();
    for session in sessions_of(ledger, choice) {
        named.extend(session.attendance.keys());
    }
    let plans: Vec<_> = plans_of(ledger, choice).collect();
    ledger
        .people()
        .filter(|person| {
            roster && person.is_enrolled(reference)
                || named.contains(&person.id)
                || plans.iter().any(|plan| plan.names(person.id))
                || forms::are_about(ledger, choice, person.id)
        })
        .collect()
}

/// How many people are in the file, named or by key.
pub fn people_count(ledger: &Ledger, choice: &Choice) -> usize {
    match choice.redaction {
        Redaction::Statistics => 0,
        _ => people_of(ledger, choice).len(),
    }
}

/// Makes the file. `previous` is the last submission of the export log.
///
/// # Errors
/// Larger than a file may be.
pub fn build(
    ledger: &Ledger,
    choice: &Choice,
    secret: &Secret,
    previous: Option<&ExportEntry>,
    at: Moment,
) -> Result<(Sealed, Counts), SealError> {
    let mut data = collect(ledger, choice, secret);
    let counts = Counts::from([
        ("offices".to_owned(), data.offices.len()),
        ("people".to_owned(), data.people.len() + data.keyed_people.len()),
        ("groups".to_owned(), data.groups.len()),
        ("plans".to_owned(), data.plans.len()),
        ("sessions".to_owned(), data.sessions.len()),
        ("assessments".to_owned(), data.figures.forms.len()),
    ]);
    let named = choice.redaction == Redaction::Named;
    // A file goes as it is, or its hash would be another.
    let files = std::mem::take(&mut data.files);
    let mut data = if named && !choice.id_numbers {
        // Notes, reasons and columns of the bureau's own can hold ID numbers too.
        let mut value = serde_json::to_value(&data)
            .map_err(|error| SealError::Unwritable(error.to_string()))?;
        redact::mask_id_numbers_in(&mut value);
        value
    } else {
        serde_json::to_value(&data).map_err(|error| SealError::Unwritable(error.to_string()))?
    };
    if let (Value::Object(data), false) = (&mut data, files.is_empty()) {
        let files = serde_json::to_value(&files);
        let files = files.map_err(|error| SealError::Unwritable(error.to_string()))?;
        data.insert("files".to_owned(), files);
    }
    let envelope = Envelope { data, counts, ..envelope(ledger, choice, previous, at) };
    let counts = envelope.counts.clone();
    seal(&envelope).map(|sealed| (sealed, counts))
}

pub(super) fn envelope(
    ledger: &Ledger,
    choice: &Choice,
    previous: Option<&ExportEntry>,
    at: Moment,
) -> Envelope<Value> {
    Envelope {
        format: FORMAT.to_owned(),
        format_version: VERSION.to_string(),
        kind: Kind::Submission,
        app: App::this(),
        created_at: at,
        office: office_head(ledger),
        period: choice.period,
        packs: pack_stamps(ledger),
        counts: Counts::new(),
        redaction: choice.redaction,
        data: Value::Null,
        previous: previous
            .map(|entry| Previous { id: entry.file_name.clone(), sha256: entry.sha256.clone() }),
        note: choice.note.clone(),
        extra: Extra::new(),
    }
}

/// Whose ledger it is. A ledger without its own office, which only a damaged file can bring, is
/// nobody's.
pub(super) fn office_head(ledger: &Ledger) -> OfficeHead {
    ledger.own_office().map_or_else(
        || OfficeHead {
            id: ledger.settings.office,
            name: String::new(),
            code: None,
            level: crate::model::office::OfficeLevel::District,
            parent_id: None,
        },
        OfficeHead::from,
    )
}

/// The packs in force with their hashes.
pub(super) fn pack_stamps(ledger: &Ledger) -> Vec<PackStamp> {
    let packs = &ledger.packs;
    let hashes = [
        canonical_sha256(&packs.education),
        canonical_sha256(&packs.posts),
        canonical_sha256(&packs.ranks),
        canonical_sha256(&packs.ages),
        canonical_sha256(&packs.hours),
        canonical_sha256(&packs.courses),
    ];
    let stamp = |(head, sha256): (&crate::model::pack::PackHead, String)| PackStamp {
        id: head.id.clone(),
        version: head.version.clone(),
        sha256,
    };
    packs.heads().into_iter().zip(hashes).map(stamp).collect()
}

/// The hash of each chosen part as it is in the ledger, whatever is redacted: with it the export
/// log tells what changed since. It stays in the ledger and leaves in no file.
pub fn part_hashes(ledger: &Ledger, choice: &Choice) -> BTreeMap<String, String> {
    let choice = |part| Choice {
        parts: vec![part],
        redaction: Redaction::Named,
        id_numbers: true,
        ..choice.clone()
    };
    let hash = |part: Part| {
        let choice = choice(part);
        match part {
            Part::Roster => canonical_sha256(&people_of(ledger, &choice)),
            Part::Groups => canonical_sha256(&groups_of(ledger, &choice, Group::clone)),
            Part::Plans => canonical_sha256(&plans_of(ledger, &choice).collect::<Vec<_>>()),
            Part::Hours => canonical_sha256(&sessions_of(ledger, &choice).collect::<Vec<_>>()),
            Part::Assessments => {
                canonical_sha256(&forms::chosen(ledger, &choice).collect::<Vec<_>>())
            }
        }
    };
    Part::ALL.into_iter().map(|part| (part.word().to_owned(), hash(part))).collect()
}

/// What became of a part since the last submission.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    /// Not in the last file.
    New,
    Changed,
    Unchanged,
}

/// Compares the parts with those of the last submission.
pub fn changes(
    now: &BTreeMap<String, String>,
    before: &ExportEntry,
    parts: &[Part],
) -> Vec<(Part, Change)> {
    let change = |part: Part| match (now.get(part.word()), before.parts.get(part.word())) {
        (_, None) => Change::New,
        (Some(now), Some(before)) if now == before => Change::Unchanged,
        _ => Change::Changed,
    };
    parts.iter().map(|part| (*part, change(*part))).collect()
}

/// `单位_内容_期间_日期-时间.json`: `words` are the office, what is in the file, and in a submission how
/// much of the people (实名, 去标识, 仅统计), so that one is not sent for another.
pub fn file_name(words: &[&str], period: Option<Period>, at: Moment) -> String {
    let mut parts: Vec<String> = words.iter().map(|word| file_word(word)).collect();
    if let Some(Period { year, from, to }) = period {
        let whole = Period::year(year);
        parts.push(if whole.from == from && whole.to == to {
            format!("{year}")
        } else {
            format!("{}-{:02}{:02}", digits(from), to.month(), to.day())
        });
    }
    let (hour, minute) = (at.local.hour(), at.local.minute());
    parts.push(format!("{}-{hour:02}{minute:02}", digits(at.date())));
    parts.retain(|part| !part.is_empty());
    format!("{}.json", parts.join("_"))
}

fn digits(day: Date) -> String {
    format!("{:04}{:02}{:02}", day.year(), day.month(), day.day())
}

/// A word without what file systems refuse, at most 40 characters.
fn file_word(word: &str) -> String {
    let allowed = |character: &char| {
        fits_file_name(*character) && !character.is_whitespace() && !"_.".contains(*character)
    };
    word.chars().filter(allowed).take(40).collect()
}
