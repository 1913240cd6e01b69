//! Small files beside evidence, through backups and submissions: whole, checked against their
//! hashes, and only where they were asked for.

// Clippy knows test functions only, not what they share.
#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

use std::sync::Arc;

use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use training_ledger::interchange::backup::{backup, restore};
use training_ledger::interchange::envelope::Redaction;
use training_ledger::interchange::forms::{Enclosed, enclosed};
use training_ledger::interchange::json::open;
use training_ledger::interchange::received::{View, received_file, view};
use training_ledger::interchange::redact::Secret;
use training_ledger::interchange::submission::{Choice, Part, build};
use training_ledger::model::assessment::{Assessment, Column, Evidence, Subject};
use training_ledger::model::canonical::sha256;
use training_ledger::model::date::Moment;
use training_ledger::model::id::{AssessmentId, IdSource, ReceivedId};
use training_ledger::model::kept_file::{FILE_LIMIT, FILES_LIMIT, KeptFile};
use training_ledger::model::ledger::Ledger;
use training_ledger::model::people::Rejection;
use training_ledger::model::received::{Archive, Received};
use training_ledger::model::standard::Standard;

/// What looks like an ID number in a file goes as it is.
const BYTES: &[u8] = "签到表 21010219850613002X".as_bytes();

fn at() -> Moment {
    Moment::parse("2026-09-16T14:03:22+08:00").unwrap()
}

/// A ledger with a form whose first item has a file, and one with a hash alone.
fn ledger() -> Ledger {
    let ids = &mut IdSource::new([3; 16]);
    let mut ledger = Ledger::new("示范区市场监督管理局".into(), 2026, ids);
    let standard = Standard::built_in().remove(0);
    let subject = Subject::Office { id: ledger.settings.office };
    let id = AssessmentId::new(ids);
    let mut form = Assessment::new(id, "自评表".into(), subject, 2026, &standard);
    form.edit_item(Column::Own, "A1.1", |answer| {
        let (title, sha256) = ("签到表".to_owned(), sha256(BYTES));
        answer.checked = true;
        let file = "签到表.txt".to_owned();
        answer.evidence.push(Evidence { title, sha256, file, ..Evidence::default() });
        let sha256 = sha256_of_other();
        answer.evidence.push(Evidence { sha256, ..Evidence::default() });
    });
    ledger.add_assessment(form, &standard).unwrap();
    ledger.keep_file(sha256(BYTES), KeptFile::new(BYTES)).unwrap();
    ledger
}

fn sha256_of_other() -> String {
    sha256(b"other")
}

fn choice(redaction: Redaction, files: bool) -> Choice {
    Choice { files, ..Choice::of(&[Part::Assessments], 2026, redaction) }
}

fn submitted(ledger: &Ledger, redaction: Redaction, files: bool) -> String {
    let choice = choice(redaction, files);
    build(ledger, &choice, &Secret::Random([9; 16]), None, at()).unwrap().0.text
}

fn receive(archive: &mut Archive, text: String) {
    let id = ReceivedId::new(&mut IdSource::new([archive.received.len() as u8; 16]));
    let file = Received { id, file_name: "上报.json".into(), received_at: at(), text };
    archive.received.insert(id, Arc::new(file));
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

fn piece(seen: &View) -> &Evidence {
    &seen.assessments[0].form.item(Column::Own, "A1.1").unwrap().evidence[0]
}

#[test]
fn a_backup_holds_the_files() {
    let ledger = ledger();
    let file = backup(&ledger, &Archive::default(), at()).unwrap().sealed;
    let restored = restore(&open(&file.text).unwrap()).unwrap();
    assert_eq!(restored.ledger, ledger);
    assert_eq!(restored.spoilt, []);
    assert_eq!(restored.ledger.files[&sha256(BYTES)].bytes(&sha256(BYTES)).unwrap(), BYTES);
}

#[test]
fn files_go_with_a_named_submission_that_asks_for_them_and_with_no_other() {
    let ledger = ledger();
    let seen = view(&submitted(&ledger, Redaction::Named, true)).unwrap();
    assert_eq!(seen.faults, []);
    assert_eq!(seen.files.keys().collect::<Vec<_>>(), [&sha256(BYTES)]);
    assert_eq!(seen.files[&piece(&seen).sha256].bytes(&sha256(BYTES)).unwrap(), BYTES);

    let without = submitted(&ledger, Redaction::Named, false);
    assert!(!without.contains("\"files\""));
    let seen = view(&without).unwrap();
    assert_eq!((seen.files.len(), piece(&seen).file.as_str()), (0, "签到表.txt"));
    for redaction in [Redaction::Deidentified, Redaction::Statistics] {
        let text = submitted(&ledger, redaction, true);
        assert!(!text.contains("\"files\"") && !text.contains("签到表.txt"), "{text}");
    }
}

#[test]
fn a_reviewer_opens_a_file_out_of_what_was_received() {
    let (ledger, hash) = (ledger(), sha256(BYTES));
    let mut archive = Archive::default();
    receive(&mut archive, submitted(&ledger, Redaction::Named, false));
    assert_eq!(received_file(&archive, &hash), None);
    receive(&mut archive, submitted(&ledger, Redaction::Named, true));
    assert_eq!(received_file(&archive, &hash).unwrap().bytes(&hash).unwrap(), BYTES);
}

#[test]
fn a_bureau_passes_on_the_files_of_the_forms_that_it_received() {
    let (office, hash) = (ledger(), sha256(BYTES));
    let all = choice(Redaction::Named, true);
    // The bureau has the form, and the file in what came.
    let mut bureau = office.clone();
    bureau.files.clear();
    let mut archive = Archive::default();
    let nothing = enclosed(&bureau, &archive, &all);
    assert_eq!(nothing, Enclosed { missing: 1, ..Enclosed::default() });
    receive(&mut archive, submitted(&office, Redaction::Named, true));
    let one = enclosed(&bureau, &archive, &all);
    assert_eq!((one.files.len(), one.missing, one.too_many), (1, 0, 0));
    bureau.files = one.files;
    let city = view(&submitted(&bureau, Redaction::Named, true)).unwrap();
    assert_eq!(city.files[&hash].bytes(&hash).unwrap(), BYTES);

    // A file that is another by now is none.
    bureau.files.clear();
    let spoilt = resealed(&submitted(&office, Redaction::Named, true), |file| {
        file["data"]["files"][&hash] = serde_json::to_value(KeptFile::new(b"x")).unwrap();
    });
    let mut archive = Archive::default();
    receive(&mut archive, spoilt);
    assert_eq!(enclosed(&bureau, &archive, &all), nothing);
}

#[test]
fn what_has_no_room_beside_the_own_files_is_left_and_told() {
    let (mut bureau, hash) = (ledger(), sha256(BYTES));
    let mut archive = Archive::default();
    receive(&mut archive, submitted(&bureau, Redaction::Named, true));
    bureau.files.clear();
    let id = *bureau.assessments.keys().next().unwrap();
    let sizes = std::iter::repeat_n(FILE_LIMIT, FILES_LIMIT / FILE_LIMIT);
    for (number, size) in sizes.chain([FILES_LIMIT % FILE_LIMIT]).enumerate() {
        let bytes = vec![number as u8; size];
        let (sha256, file) = (sha256(&bytes), "大.bin".to_owned());
        let piece = Evidence { file, sha256: sha256.clone(), ..Evidence::default() };
        let add = |form: &mut Assessment| {
            form.edit_item(Column::Own, "A1.2", |answer| answer.evidence.push(piece));
            Ok::<_, Rejection>(())
        };
        bureau.edit_assessment(id, add).unwrap();
        bureau.keep_file(sha256, KeptFile::new(&bytes)).unwrap();
    }
    let told = enclosed(&bureau, &archive, &choice(Redaction::Named, true));
    assert!(!told.files.contains_key(&hash));
    assert_eq!((told.files.len(), told.missing, told.too_many), (bureau.files.len(), 0, 1));
}

#[test]
fn what_is_not_the_file_of_its_hash_is_dropped_and_told() {
    let ledger = ledger();
    let other = serde_json::to_value(KeptFile::new(b"x")).unwrap();
    let large = serde_json::to_value(KeptFile::new(&vec![0; FILE_LIMIT + 1])).unwrap();
    let hostile = [
        other,
        large,
        json!({ "base64": "<script>" }),
        json!({ "base64": 7 }),
        json!([]),
        json!(null),
    ];
    for bad in hostile {
        let text = submitted(&ledger, Redaction::Named, true);
        let text = resealed(&text, |file| file["data"]["files"][sha256(BYTES)] = bad.clone());
        let seen = view(&text).unwrap();
        assert_eq!(seen.files.len(), 0, "{bad}");
        assert_eq!(seen.faults[0].path, format!("data.files.{}", sha256(BYTES)));
        assert_eq!(seen.assessments.len(), 1);
    }
    let seen = resealed(&submitted(&ledger, Redaction::Named, true), |file| {
        file["data"]["files"] = json!([1]);
    });
    let seen = view(&seen).unwrap();
    assert_eq!((seen.files.len(), seen.faults.len()), (0, 1));
}

#[test]
fn a_backup_with_a_spoilt_file_is_restored_without_it() {
    let ledger = ledger();
    let name = format!("file/{}", sha256(BYTES));
    let text = backup(&ledger, &Archive::default(), at()).unwrap().sealed.text;
    let text = resealed(&text, |file| file["data"]["shards"][&name]["base64"] = json!("eA=="));
    let restored = restore(&open(&text).unwrap()).unwrap();
    assert!(restored.ledger.files.is_empty());
    assert_eq!(restored.spoilt.len(), 1);
    assert_eq!(restored.ledger.assessments, ledger.assessments);
    let seen = view(&text).unwrap();
    assert_eq!(seen.faults[0].path, format!("data.shards.{name}"));
}
