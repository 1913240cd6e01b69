//! What leaves about people: an allow-list per type. Every field of a record is named here, so
//! one that is added does not compile before somebody decided whether it may leave.
//!
//! Named files hold the records as they are, without ID numbers unless those were asked for.
//! De-identified files hold keys in the place of people, and no text somebody typed but titles,
//! in which names of the roster are masked. Statistics hold nobody.

use std::collections::{BTreeMap, BTreeSet};

use hmac::{Hmac, Mac};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use sha2::Sha256;
use uuid::Builder;

use crate::grouping::axis::{age_stage, education_band, grade};
use crate::model::batch::{Batch, Placement, Rotation};
use crate::model::canonical::hex;
use crate::model::course::TrainingKind;
use crate::model::date::PartialDate;
use crate::model::group::Group;
use crate::model::hours::{Attendance, Session};
use crate::model::id::{OfficeId, PersonId};
use crate::model::issue::Issued;
use crate::model::ledger::Ledger;
use crate::model::office::Office;
use crate::model::pack::{Extra, Packs};
use crate::model::pair::{Circle, Meeting, MutualHelp, Pair};
use crate::model::person::{Person, RetirementCategory, Sex};
use crate::model::plan::{IntensiveClass, Plan, PlannedCourse};
use crate::model::status::DutyStatus;
use crate::model::task::Task;

/// What stands for a character that was masked.
const MASK: char = '*';

/// What people's keys are made with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Secret {
    /// From the superior bureau's issued file: offices can be matched.
    Issued(Vec<u8>),
    /// Random and for this one file: nobody can be matched.
    Random([u8; 16]),
}

/// A person without a name.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct KeyedPerson {
    /// HMAC-SHA256 over the ID number, or name and birth, in hexadecimal.
    pub key: String,
    /// Made of the key; plans and sessions of the same file refer to it.
    pub id: PersonId,
    pub office: OfficeId,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sex: Option<Sex>,
    /// At most year and month.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub birth: Option<PartialDate>,
    /// Id of the age stage at the reference date.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub age_stage: Option<String>,
    /// Id of the age band at the reference date.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub age_band: Option<String>,
    /// Code of the education band.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub education: Option<String>,
    /// Codes of the post pack, main post first; what the pack does not know is left out.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub posts: Vec<String>,
    /// Grade of the rank.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub grade: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub staff_kind: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub retirement: Option<RetirementCategory>,
    /// At the reference date.
    pub status: DutyStatus,
    /// Has a valid enforcement certificate at the reference date.
    pub certified: bool,
}

/// Keys in the place of people.
#[derive(Clone, Debug, Default)]
pub struct Pseudonyms {
    keys: BTreeMap<PersonId, (String, PersonId)>,
    names: BTreeSet<String>,
}

impl Pseudonyms {
    /// Keys for everybody of a ledger.
    pub fn new(ledger: &Ledger, secret: &Secret) -> Self {
        let mut pseudonyms = Self::default();
        let mut taken: BTreeMap<String, u32> = BTreeMap::new();
        for person in ledger.people() {
            let about = match secret {
                Secret::Issued(_) => recognised_by(person),
                Secret::Random(_) => person.id.to_string(),
            };
            // Two people of one name and birth keep two keys.
            let times = taken.entry(about.clone()).or_default();
            *times += 1;
            let about = if *times > 1 { format!("{about}#{times}") } else { about };
            let bytes = keyed(secret, &about);
            let mut id = [0; 16];
            for (to, from) in id.iter_mut().zip(&bytes) {
                *to = *from;
            }
            let id = PersonId(Builder::from_random_bytes(id).into_uuid());
            pseudonyms.keys.insert(person.id, (hex(&bytes), id));
            if person.name.chars().count() > 1 {
                pseudonyms.names.insert(person.name.clone());
            }
        }
        pseudonyms
    }

    /// The identity that stands for somebody; nobody for who is not in the ledger.
    pub fn id(&self, person: PersonId) -> Option<PersonId> {
        self.keys.get(&person).map(|(_, id)| *id)
    }

    /// A title with the names of the roster masked.
    pub fn title(&self, text: &str) -> String {
        let mut masked = mask_id_numbers(text);
        for name in &self.names {
            if masked.contains(name.as_str()) {
                let stars: String = name.chars().map(|_| MASK).collect();
                masked = masked.replace(name.as_str(), &stars);
            }
        }
        masked
    }

    fn map<T, U>(
        &self,
        map: &BTreeMap<PersonId, T>,
        change: impl Fn(&T) -> U,
    ) -> BTreeMap<PersonId, U> {
        map.iter().filter_map(|(id, value)| Some((self.id(*id)?, change(value)))).collect()
    }
}

/// What a person is recognised by in every office: the ID number, else name and birth month.
fn recognised_by(person: &Person) -> String {
    let compact = |text: &str| text.split_whitespace().collect::<String>();
    match &person.id_number {
        Some(number) => format!("id:{}", compact(number).to_uppercase()),
        None => {
            let birth = person.birth.map(to_month).map(|birth| birth.to_string());
            format!("person:{}|{}", compact(&person.name), birth.unwrap_or_default())
        }
    }
}

fn keyed(secret: &Secret, about: &str) -> Vec<u8> {
    let secret: &[u8] = match secret {
        Secret::Issued(secret) => secret,
        Secret::Random(secret) => secret,
    };
    match Hmac::<Sha256>::new_from_slice(secret) {
        Ok(mac) => mac.chain_update(about).finalize().into_bytes().to_vec(),
        // HMAC takes keys of every length.
        Err(_) => Vec::new(),
    }
}

fn to_month(birth: PartialDate) -> PartialDate {
    match birth {
        PartialDate::Day(day) => PartialDate::Month(day.year(), day.month()),
        known => known,
    }
}

/// A person of the roster, de-identified. What others said of the person (能力) stays in the bureau.
pub fn person(
    person: &Person,
    packs: &Packs,
    reference: Date,
    pseudonyms: &Pseudonyms,
) -> Option<KeyedPerson> {
    let (key, id) = pseudonyms.keys.get(&person.id)?;
    let age = person.birth.and_then(|birth| birth.age_at(reference));
    let known_post = |code: &&String| packs.posts.posts.iter().any(|post| post.code == **code);
    let known_kind =
        |code: &&String| packs.ranks.staff_kinds.iter().any(|kind| kind.code == **code);
    Some(KeyedPerson {
        key: key.clone(),
        id: *id,
        office: person.office,
        sex: person.sex,
        birth: person.birth.map(to_month),
        age_stage: age_stage(person, packs, reference).map(str::to_owned),
        age_band: age.and_then(|age| packs.ages.band(age)).map(|band| band.id.clone()),
        education: education_band(person, packs).map(str::to_owned),
        posts: person.posts.iter().filter(known_post).cloned().collect(),
        grade: grade(person, packs).map(str::to_owned),
        staff_kind: person.staff_kind.as_ref().filter(known_kind).cloned(),
        retirement: person.retirement.clone().filter(|category| {
            // Only what this version knows; the rest is text of somebody else's.
            !matches!(category, RetirementCategory::Other(_))
        }),
        status: match person.status_at(reference) {
            DutyStatus::Other(_) => DutyStatus::Other(String::new()),
            known => known,
        },
        certified: person.certificate.as_ref().is_some_and(|held| held.is_valid_at(reference)),
    })
}

/// An office, in every redaction: offices are no people.
pub fn office(office: &Office) -> Office {
    Office {
        id: office.id,
        code: office.code.clone(),
        name: office.name.clone(),
        kind: office.kind.clone(),
        level: office.level.clone(),
        parent: office.parent,
        position: office.position,
        extra: Extra::new(),
    }
}

/// A group, de-identified: the people pinned stay as keys, the reasons do not.
pub fn group(group: &Group, pseudonyms: &Pseudonyms) -> Group {
    Group {
        id: group.id,
        name: pseudonyms.title(&group.name),
        rule: group.rule.clone(),
        pinned_in: pseudonyms.map(&group.pinned_in, |_| String::new()),
        pinned_out: pseudonyms.map(&group.pinned_out, |_| String::new()),
        position: group.position,
        extra: Extra::new(),
    }
}

/// A plan, de-identified.
pub fn plan(plan: &Plan, pseudonyms: &Pseudonyms) -> Plan {
    Plan {
        id: plan.id,
        title: pseudonyms.title(&plan.title),
        year: plan.year,
        state: plan.state.clone(),
        issued: plan.issued.as_ref().map(|issued| Issued {
            at: issued.at,
            rotation: rotation(&issued.rotation, pseudonyms),
            intensive: issued.intensive.as_ref().map(|all| classes(all, pseudonyms)),
            pairs: None,
            circles: None,
        }),
        matrix: plan.matrix.iter().map(planned).collect(),
        rotation: rotation(&plan.rotation, pseudonyms),
        intensive: classes(&plan.intensive, pseudonyms),
        pairs: plan.pairs.iter().filter_map(|both| pair(both, pseudonyms)).collect(),
        mutual: mutual(&plan.mutual, pseudonyms),
        tasks: plan.tasks.iter().map(|one| task(one, pseudonyms)).collect(),
        courses: plan.courses.clone(),
        extra: Extra::new(),
    }
}

fn planned(planned: &PlannedCourse) -> PlannedCourse {
    PlannedCourse {
        course: planned.course.clone(),
        grade: planned.grade.clone(),
        group: planned.group,
        form: planned.form.clone(),
        hours: planned.hours,
        reason: String::new(),
        extra: Extra::new(),
    }
}

fn rotation(rotation: &Rotation, pseudonyms: &Pseudonyms) -> Rotation {
    Rotation {
        course: rotation.course.clone(),
        groups: rotation.groups.clone(),
        floor: rotation.floor,
        offices: Vec::new(),
        // Who covers for whom is for the office alone.
        officers: Vec::new(),
        covers: Vec::new(),
        links: Vec::new(),
        batches: rotation
            .batches
            .iter()
            .map(|batch| Batch {
                id: batch.id,
                start: batch.start,
                end: batch.end,
                seats: batch.seats,
                least: batch.least,
                place: String::new(),
                trainer: String::new(),
                spare: batch.spare,
                cancelled: batch.cancelled,
                extra: Extra::new(),
            })
            .collect(),
        placements: pseudonyms.map(&rotation.placements, |placement| Placement {
            batch: placement.batch,
            pinned: placement.pinned,
            reason: String::new(),
        }),
        extra: Extra::new(),
    }
}

fn classes(classes: &[IntensiveClass], pseudonyms: &Pseudonyms) -> Vec<IntensiveClass> {
    let bare = |class: &IntensiveClass| IntensiveClass {
        id: class.id,
        title: pseudonyms.title(&class.title),
        course: class.course.clone(),
        kind: class.kind.clone().filter(|kind| TrainingKind::KNOWN.contains(kind)),
        start: class.start,
        end: class.end,
        hours: class.hours,
        place: String::new(),
        trainer: String::new(),
        seats: class.seats,
        least: class.least,
        half: class.half,
        groups: class.groups.clone(),
        people: class.people.iter().filter_map(|id| pseudonyms.id(*id)).collect(),
        extra: Extra::new(),
    };
    classes.iter().map(bare).collect()
}

fn pair(pair: &Pair, pseudonyms: &Pseudonyms) -> Option<Pair> {
    Some(Pair {
        id: pair.id,
        helper: pseudonyms.id(pair.helper)?,
        helped: pseudonyms.id(pair.helped)?,
        subject: String::new(),
        meetings: meetings(&pair.meetings),
        ended: pair.ended,
        extra: Extra::new(),
    })
}

fn meetings(meetings: &[Meeting]) -> Vec<Meeting> {
    let bare = |meeting: &Meeting| Meeting {
        on: meeting.on,
        hours: meeting.hours,
        counts: meeting.counts,
        note: String::new(),
    };
    meetings.iter().map(bare).collect()
}

/// Whom somebody must not help stays in the bureau.
fn mutual(mutual: &MutualHelp, pseudonyms: &Pseudonyms) -> MutualHelp {
    let people = |people: &[PersonId]| people.iter().filter_map(|id| pseudonyms.id(*id)).collect();
    MutualHelp {
        capacity: mutual.capacity,
        capacities: pseudonyms.map(&mutual.capacities, |capacity| *capacity),
        forbidden: BTreeSet::new(),
        distances: mutual.distances.clone(),
        circles: mutual
            .circles
            .iter()
            .map(|circle| Circle {
                id: circle.id,
                title: pseudonyms.title(&circle.title),
                helpers: people(&circle.helpers),
                members: people(&circle.members),
                meetings: meetings(&circle.meetings),
                extra: Extra::new(),
            })
            .collect(),
        extra: Extra::new(),
    }
}

fn task(task: &Task, pseudonyms: &Pseudonyms) -> Task {
    Task {
        id: task.id,
        title: pseudonyms.title(&task.title),
        owner: String::new(),
        due: task.due,
        done: task.done,
        extra: Extra::new(),
    }
}

/// A session, de-identified.
pub fn session(session: &Session, pseudonyms: &Pseudonyms) -> Session {
    Session {
        id: session.id,
        title: pseudonyms.title(&session.title),
        course: session.course.clone(),
        form: session.form.clone(),
        kind: session.kind.clone().filter(|kind| TrainingKind::KNOWN.contains(kind)),
        start: session.start,
        end: session.end,
        half: session.half,
        hours: session.hours,
        place: String::new(),
        trainer: String::new(),
        organiser: String::new(),
        plan: session.plan,
        batch: session.batch,
        attendance: pseudonyms.map(&session.attendance, |attendance| Attendance {
            half_days: attendance.half_days.clone(),
            ..Attendance::new(attendance.presence.clone(), attendance.hours)
        }),
        extra: Extra::new(),
    }
}

/// A person of a named file without the ID number. Numbers in notes and columns of the bureau's
/// own are masked by [`mask_id_numbers_in`].
pub fn without_id_number(person: &Person) -> Person {
    Person { id_number: None, ..person.clone() }
}

/// Masks ID numbers in every text of a JSON value, names of members included.
pub fn mask_id_numbers_in(value: &mut Value) {
    match value {
        Value::String(text) => {
            if has_long_number(text) {
                *text = mask_id_numbers(text);
            }
        }
        Value::Array(values) => values.iter_mut().for_each(mask_id_numbers_in),
        Value::Object(members) => {
            members.values_mut().for_each(mask_id_numbers_in);
            if members.keys().any(|name| has_long_number(name)) {
                let renamed = std::mem::take(members).into_iter();
                *members = renamed.map(|(name, value)| (mask_id_numbers(&name), value)).collect();
            }
        }
        Value::Number(number) => {
            let text = number.to_string();
            if mask_id_numbers(&text) != text {
                *value = Value::Null;
            }
        }
        Value::Null | Value::Bool(_) => {}
    }
}

fn has_long_number(text: &str) -> bool {
    text.len() >= 15 && text.bytes().filter(u8::is_ascii_digit).count() >= 14
}

/// Masks what looks like a citizen ID number: 15 or 18 characters that stand alone and hold a
/// date at the right place (GB 11643-1999). The check digit is not asked for, since a number with
/// a typing error tells as much.
pub fn mask_id_numbers(text: &str) -> String {
    let mut masked = String::with_capacity(text.len());
    let mut word = String::new();
    for character in text.chars() {
        if character.is_ascii_alphanumeric() {
            word.push(character);
        } else {
            push_word(&mut masked, &mut word);
            masked.push(character);
        }
    }
    push_word(&mut masked, &mut word);
    masked
}

fn push_word(masked: &mut String, word: &mut String) {
    if is_id_number(word) {
        masked.extend(word.chars().map(|_| MASK));
    } else {
        masked.push_str(word);
    }
    word.clear();
}

fn is_id_number(word: &str) -> bool {
    let digits = |from: usize, to: usize| {
        word.get(from..to).filter(|part| part.bytes().all(|byte| byte.is_ascii_digit()))
    };
    let number = |from, to| digits(from, to).and_then(|part| part.parse::<u32>().ok());
    let is_date = |month: Option<u32>, day: Option<u32>| {
        month.is_some_and(|month| (1..=12).contains(&month))
            && day.is_some_and(|day| (1..=31).contains(&day))
    };
    match word.len() {
        18 => {
            digits(0, 17).is_some()
                && number(6, 10).is_some_and(|year| (1900..=2100).contains(&year))
                && is_date(number(10, 12), number(12, 14))
        }
        15 => digits(0, 15).is_some() && is_date(number(8, 10), number(10, 12)),
        _ => false,
    }
}
