//! Files out and in again: nothing is lost, damage is found, nobody slips out.

// Clippy knows test functions only, not what they share.
#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

mod arbitrary;

use std::collections::BTreeSet;
use std::sync::Arc;

use arbitrary::ledger::{day, ledger, moment};
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use training_ledger::interchange::backup::{self, backup, restore};
use training_ledger::interchange::envelope::{Kind, Period, Redaction};
use training_ledger::interchange::json::{OpenError, Opened, SIZE_LIMIT, open, text_of};
use training_ledger::interchange::received::{Newness, OfficeMatch, match_office, view};
use training_ledger::interchange::redact::Secret;
use training_ledger::interchange::submission::{
    Change, Choice, Part, build, changes, file_name, part_hashes, people_count,
};
use training_ledger::model::assessment::{Assessment, Subject};
use training_ledger::model::id::{AssessmentId, IdSource, ReceivedId};
use training_ledger::model::ledger::Ledger;
use training_ledger::model::received::{Archive, BackupEntry, ExportEntry, Received};
use training_ledger::sample::sample;

fn choice(redaction: Redaction) -> Choice {
    Choice::of(&Part::ALL, 2026, redaction)
}

fn open_bytes(bytes: &[u8]) -> Result<Opened, OpenError> {
    open(&text_of(bytes.to_vec())?)
}

const SECRET: Secret = Secret::Random([9; 16]);

fn archive() -> Archive {
    let mut archive = Archive::default();
    let id = ReceivedId::new(&mut IdSource::new([1; 16]));
    let text = r#"{"format":"training-ledger"}"#.to_owned();
    let file = Received { id, file_name: "收件.json".into(), received_at: moment(), text };
    archive.received.insert(id, Arc::new(file));
    Arc::make_mut(&mut archive.log).backups.push(BackupEntry {
        at: moment(),
        file_name: "昨天.json".into(),
        sha256: "00".into(),
        generation: 7,
    });
    archive
}

fn sealed(ledger: &Ledger, redaction: Redaction) -> String {
    build(ledger, &choice(redaction), &SECRET, None, moment()).unwrap().0.text
}

/// Seals a file that was tampered with, so that only what the test changes is wrong.
fn resealed(text: &str, change: impl FnOnce(&mut Value)) -> String {
    let mut file: Value = serde_json::from_str(text).unwrap();
    change(&mut file);
    file.as_object_mut().unwrap().remove("sha256");
    let canonical = serde_json_canonicalizer::to_string(&file).unwrap();
    let hash: String = Sha256::digest(canonical).iter().map(|byte| format!("{byte:02x}")).collect();
    file["sha256"] = json!(hash);
    file.to_string()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(16))]

    #[test]
    fn a_ledger_comes_back_from_its_backup_as_it_was(ledger in ledger()) {
        let file = backup(&ledger, &archive(), moment()).unwrap();
        let restored = restore(&open(&file.sealed.text).unwrap()).unwrap();
        prop_assert_eq!(&restored.ledger, &ledger);
        prop_assert_eq!(restored.archive, archive());
        // Written once more it is the same file.
        let again = backup(&ledger, &archive(), moment()).unwrap();
        prop_assert_eq!(again, file);
    }

    #[test]
    fn the_hash_is_that_of_the_canonical_form_without_the_hash(ledger in ledger()) {
        let file = backup(&ledger, &Archive::default(), moment()).unwrap().sealed;
        let mut value: Value = serde_json::from_str(&file.text).unwrap();
        let stated = value.as_object_mut().unwrap().remove("sha256").unwrap();
        let canonical = serde_json_canonicalizer::to_string(&value).unwrap();
        let hash: String =
            Sha256::digest(canonical).iter().map(|byte| format!("{byte:02x}")).collect();
        prop_assert_eq!(stated, hash.clone());
        prop_assert_eq!(file.sha256, hash);
    }

    #[test]
    fn a_changed_byte_is_found_or_harmless(
        ledger in ledger(),
        place in any::<prop::sample::Index>(),
        byte in any::<u8>(),
    ) {
        let file = backup(&ledger, &Archive::default(), moment()).unwrap().sealed;
        let mut bytes = file.text.clone().into_bytes();
        let place = place.index(bytes.len());
        bytes[place] = byte;
        if let Ok(opened) = open_bytes(&bytes) {
            prop_assert_eq!(restore(&opened).map(|restored| restored.ledger), Ok(ledger));
        }
    }

    #[test]
    fn what_was_cut_off_or_mixed_up_never_panics_and_never_opens(
        ledger in ledger(),
        cut in any::<prop::sample::Index>(),
        noise in proptest::collection::vec(any::<u8>(), 0..40),
    ) {
        let file = sealed(&ledger, Redaction::Named);
        let kept = &file.as_bytes()[..cut.index(file.len())];
        prop_assert!(open_bytes(kept).is_err());
        let mut mixed = kept.to_vec();
        mixed.extend(&noise);
        prop_assert!(open_bytes(&mixed).is_err());
    }

    #[test]
    fn a_submission_opens_as_received_and_says_what_it_holds(ledger in ledger()) {
        let seen = view(&sealed(&ledger, Redaction::Named)).unwrap();
        prop_assert_eq!(seen.faults, vec![]);
        prop_assert_eq!(seen.head.kind, Kind::Submission);
        let named = |id| ledger.person(id).map(|person| person.name.clone());
        for person in &seen.people {
            prop_assert_eq!(named(person.id), Some(person.name.clone()));
            prop_assert_eq!(&person.id_number, &None);
        }
        prop_assert_eq!(seen.assessments.len(), 1);
        prop_assert_eq!(seen.sessions.len(), 1);
        prop_assert_eq!(seen.head.counts["people"], seen.people.len());
    }
}

fn small() -> Ledger {
    Ledger::new("示范区市场监督管理局".into(), 2026, &mut IdSource::new([3; 16]))
}

#[test]
fn every_fault_of_a_file_has_its_own_answer() {
    let file = sealed(&small(), Redaction::Named);
    assert_eq!(open(""), Err(OpenError::Empty));
    assert_eq!(open(&file[..file.len() / 2]), Err(OpenError::Truncated));
    assert!(matches!(open("{\n\"a\": b}"), Err(OpenError::Damaged { line: 2 })));
    assert!(matches!(open("姓名,性别\n张三,男"), Err(OpenError::NotJson { line: 1, .. })));
    assert_eq!(open_bytes(b"PK\x03\x04\xff\xff").err(), Some(OpenError::Archive));
    let workbook = b"PK\x03\x04\xff[Content_Types].xml";
    assert!(matches!(open_bytes(workbook), Err(OpenError::NotJson { .. })));
    for text in ["[]", "{}", "7", r#"{"format":"excalidraw"}"#] {
        assert_eq!(open(text), Err(OpenError::NotOurs), "{text}");
    }
    let damaged = file.replace("示范区", "示范市");
    assert!(matches!(open(&damaged), Err(OpenError::WrongHash { .. })));
    let newer = resealed(&file, |file| file["formatVersion"] = json!("2.0"));
    assert_eq!(open(&newer), Err(OpenError::NewerMajor { version: "2.0".into() }));
    let minor = resealed(&file, |file| file["formatVersion"] = json!("1.7"));
    assert!(open(&minor).unwrap().newer_minor);
    for (name, value) in [
        ("createdAt", json!("yesterday")),
        ("office", json!("示范区")),
        ("period", json!(2026)),
        ("redaction", json!("masked")),
        ("data", json!([])),
        ("formatVersion", json!(1)),
        ("counts", json!({ "people": -1 })),
    ] {
        let wrong = resealed(&file, |file| file[name] = value);
        let error = open(&wrong).unwrap_err();
        assert!(matches!(&error, OpenError::WrongType { path, .. } if path == name), "{error}");
    }
    let deep = format!("{{\"a\":{}{}}}", "[".repeat(100_000), "]".repeat(100_000));
    assert!(matches!(open(&deep), Err(OpenError::TooDeep { .. })));
    assert!(matches!(open(&" ".repeat(SIZE_LIMIT + 1)), Err(OpenError::TooLarge { .. })));
    assert!(open(&format!("\u{feff}{file}")).is_ok());
}

#[test]
fn only_a_backup_restores_and_a_broken_shard_is_named() {
    let ledger = small();
    let opened = open(&sealed(&ledger, Redaction::Named)).unwrap();
    assert_eq!(restore(&opened), Err(OpenError::NotABackup { kind: Kind::Submission }));
    let file = backup(&ledger, &Archive::default(), moment()).unwrap().sealed.text;
    for (shard, value) in [("settings", json!(7)), ("plan/7", json!({})), ("weather", json!({}))] {
        let broken = resealed(&file, |file| file["data"]["shards"][shard] = value);
        let error = restore(&open(&broken).unwrap()).unwrap_err();
        let path = format!("data.shards.{shard}");
        assert!(matches!(&error, OpenError::WrongType { path: at, .. } if *at == path), "{error}");
    }
    let shown = view(&resealed(&file, |file| file["data"] = json!({}))).unwrap();
    assert_eq!(shown.faults.len(), 1);
}

#[test]
fn a_file_of_a_newer_major_version_can_be_looked_at() {
    let file = sealed(&small(), Redaction::Named).replace(r#""1.0","kind""#, r#""3.1","kind""#);
    let seen = view(&file).unwrap();
    assert_eq!(seen.head.version, Newness::NewerMajor("3.1".into()));
    assert_eq!(seen.head.office.unwrap().name, "示范区市场监督管理局");
    assert_eq!(seen.offices.len(), 1);
}

#[test]
fn one_bad_record_costs_itself_only() {
    let file = sealed(&small(), Redaction::Named);
    let broken = resealed(&file, |file| {
        file["data"]["offices"].as_array_mut().unwrap().push(json!({ "id": 7 }));
        file["data"]["plans"] = json!("none");
    });
    let seen = view(&broken).unwrap();
    assert_eq!(seen.offices.len(), 1);
    let paths: Vec<_> = seen.faults.iter().map(|fault| fault.path.as_str()).collect();
    assert_eq!(paths, ["data.offices[1]", "data.plans"]);
}

#[test]
fn the_log_tells_which_parts_changed_since_the_last_file() {
    let mut ledger = small();
    let choice = choice(Redaction::Named);
    let mut entry = ExportEntry {
        at: moment(),
        file_name: "a.json".into(),
        kind: "submission".into(),
        redaction: "named".into(),
        reason: String::new(),
        recipient: String::new(),
        people: 0,
        sha256: String::new(),
        check_codes: Vec::new(),
        parts: part_hashes(&ledger, &choice),
        left_out: Default::default(),
    };
    entry.parts.remove("hours");
    let mut ids = IdSource::new([5; 16]);
    let id = training_ledger::model::id::PersonId::new(&mut ids);
    let office = ledger.settings.office;
    ledger
        .add_person(training_ledger::model::person::Person::new(id, "蔡雪然".into(), office))
        .unwrap();
    let now = part_hashes(&ledger, &choice);
    let changed = changes(&now, &entry, &[Part::Roster, Part::Plans, Part::Hours]);
    let expected = [
        (Part::Roster, Change::Changed),
        (Part::Plans, Change::Unchanged),
        (Part::Hours, Change::New),
    ];
    assert_eq!(changed, expected);
}

#[test]
fn a_form_that_is_left_out_is_not_in_the_file() {
    let ids = &mut IdSource::new([6; 16]);
    let mut ledger = sample("2026-09-16".parse().unwrap(), ids).unwrap();
    let first = ledger.assessments.values().next().unwrap().clone();
    let standard = ledger.standard_of(&first).unwrap().clone();
    let office = ledger.offices.keys().find(|id| **id != ledger.settings.office).copied().unwrap();
    let second = Assessment {
        id: AssessmentId::new(ids),
        title: "另一张表".into(),
        subject: Subject::Office { id: office },
        ..Assessment::clone(&first)
    };
    let (kept, left_out) = (first.id, second.id);
    ledger.add_assessment(second, &standard).unwrap();
    for redaction in [Redaction::Named, Redaction::Deidentified, Redaction::Statistics] {
        let whole = choice(redaction);
        let choice = Choice { left_out: BTreeSet::from([left_out]), ..whole.clone() };
        let text = build(&ledger, &choice, &SECRET, None, moment()).unwrap().0.text;
        assert!(!text.contains("另一张表") && !text.contains(&left_out.to_string()));
        let seen = view(&text).unwrap();
        assert_eq!(seen.figures.forms.len(), 1);
        let ids: Vec<_> = seen.assessments.iter().map(|form| form.form.id).collect();
        assert_eq!(ids, if redaction == Redaction::Statistics { vec![] } else { vec![kept] });
        let (now, all) = (part_hashes(&ledger, &choice), part_hashes(&ledger, &whole));
        assert_ne!(now["assessments"], all["assessments"]);
    }
}

#[test]
fn the_people_that_are_told_are_those_in_the_file() {
    let ids = &mut IdSource::new([6; 16]);
    let ledger = sample("2026-09-16".parse().unwrap(), ids).unwrap();
    let parts = [&Part::ALL[..], &[Part::Assessments], &[Part::Groups], &[Part::Hours]];
    let redactions = [Redaction::Named, Redaction::Deidentified, Redaction::Statistics];
    for (parts, redaction) in
        parts.iter().flat_map(|one| redactions.map(|redaction| (one, redaction)))
    {
        let choice = Choice { parts: parts.to_vec(), ..choice(redaction) };
        let (_, counts) = build(&ledger, &choice, &SECRET, None, moment()).unwrap();
        assert_eq!(people_count(&ledger, &choice), counts["people"], "{parts:?} {redaction:?}");
    }
    let forms = Choice { parts: vec![Part::Assessments], ..choice(Redaction::Named) };
    assert_eq!(people_count(&ledger, &forms), 0);
}

#[test]
fn file_names_say_whose_what_when_and_hold_nothing_a_disk_refuses() {
    let period = Period { year: 2026, from: day(1, 1), to: day(9, 16) };
    assert_eq!(
        file_name(&["示范区局", "名册计划"], Some(period), moment()),
        "示范区局_名册计划_20260101-0916_20260916-1403.json"
    );
    assert_eq!(
        file_name(&["../\u{202e}C:\\a|b", "备份"], Some(Period::year(2026)), moment()),
        "Cab_备份_2026_20260916-1403.json"
    );
}

#[test]
fn offices_are_found_by_identity_then_code_then_name() {
    let mut runner = proptest::test_runner::TestRunner::deterministic();
    let ledger = ledger().new_tree(&mut runner).unwrap().current();
    let office = ledger.offices.values().find(|office| office.code.is_some()).unwrap();
    let mut head = training_ledger::interchange::envelope::OfficeHead::from(office);
    assert_eq!(match_office(&head, &ledger.offices), OfficeMatch::ById(office.id));
    head.id = training_ledger::model::id::OfficeId::new(&mut IdSource::new([8; 16]));
    assert_eq!(match_office(&head, &ledger.offices), OfficeMatch::ByCode(office.id));
    head.code = None;
    assert_eq!(match_office(&head, &ledger.offices), OfficeMatch::ByName(office.id));
    head.name = "别处".into();
    assert_eq!(match_office(&head, &ledger.offices), OfficeMatch::Unknown);
}

#[test]
fn what_stands_beside_the_ledger_is_never_lost_by_a_restore() {
    let mut here = archive();
    Arc::make_mut(&mut here.log).backups[0].at = Log::later();
    let joined = backup::join(&here, &archive());
    assert_eq!(joined.log.backups.len(), 2);
    assert_eq!(joined.received.len(), 1);
    assert_eq!(backup::join(&joined, &archive()), joined);
}

struct Log;

impl Log {
    fn later() -> training_ledger::model::date::Moment {
        training_ledger::model::date::Moment::parse("2026-09-17T08:00:00+08:00").unwrap()
    }
}

/// A backup of version 1.0, as it was written by the first program. It is never written anew.
const FIRST_BACKUP: &str = include_str!("fixtures/ledgers/v1.0-backup.json");

#[test]
fn a_backup_of_the_first_version_still_restores() {
    let opened = open(FIRST_BACKUP).unwrap();
    let restored = restore(&opened).unwrap();
    let counts = backup::counts(&restored.ledger, &restored.archive);
    assert_eq!(counts, opened.envelope.counts);
    assert_eq!(restored.ledger.people().count(), 4);
    assert_eq!(restored.ledger.assessments.len(), 1);
    let extra = restored.ledger.people().filter(|person| !person.extra.is_empty()).count();
    assert!(extra > 0, "fields of other versions are kept");
}
