//! Who may leave in which file: nobody slips out through notes, reasons or unknown fields.

// Clippy knows test functions only, not what they share.
#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

mod arbitrary;

use arbitrary::ledger::{ledger, moment};
use proptest::prelude::*;
use serde_json::{Value, json};
use training_ledger::interchange::envelope::Redaction;
use training_ledger::interchange::received::view;
use training_ledger::interchange::redact::{Secret, mask_id_numbers};
use training_ledger::interchange::submission::{Choice, Part, build};
use training_ledger::model::date::PartialDate;
use training_ledger::model::id::{IdSource, PersonId};
use training_ledger::model::ledger::Ledger;
use training_ledger::model::person::Person;

const SECRET: Secret = Secret::Random([9; 16]);

fn choice(redaction: Redaction) -> Choice {
    Choice::of(&Part::ALL, 2026, redaction)
}

fn sealed(ledger: &Ledger, redaction: Redaction) -> String {
    // Files are asked for in every file, and go with a named one alone.
    let choice = Choice { files: true, ..choice(redaction) };
    build(ledger, &choice, &SECRET, None, moment()).unwrap().0.text
}

fn small() -> Ledger {
    Ledger::new("示范区市场监督管理局".into(), 2026, &mut IdSource::new([3; 16]))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(16))]

    #[test]
    fn deidentified_and_statistics_files_hold_nothing_that_was_typed(ledger in ledger()) {
        let mut marked = ledger;
        mark_all(&mut marked);
        for redaction in [Redaction::Deidentified, Redaction::Statistics] {
            let text = sealed(&marked, redaction);
            prop_assert!(!text.contains(MARKER), "{text}");
            let seen = view(&text).unwrap();
            prop_assert_eq!(seen.people.len(), 0);
            prop_assert!(seen.files.is_empty());
            for person in marked.people() {
                prop_assert!(!text.contains(&person.id.to_string()));
            }
        }
        prop_assert!(sealed(&marked, Redaction::Named).contains(MARKER) || marked.people.is_empty());
    }
}

const MARKER: &str = "MARKER";

/// Fills every text that somebody can type about people with the marker, titles left out.
fn mark_all(ledger: &mut Ledger) {
    fn marked(value: &mut Value, name: &str) {
        // Titles, codes and identities stay, and so does whatever a rule or a pack calls by a
        // word; everything else that is text is marked.
        const KEPT: [&str; 31] = [
            "id", "code", "codes", "office", "parent", "kind", "level", "state", "batch", "course",
            "courses", "form", "group", "groups", "start", "end", "at", "on", "due", "birth",
            "plan", "version", "sha256", "presence", "axis", "values", "title", "from", "to",
            "status", "date",
        ];
        match value {
            Value::String(text) if !KEPT.contains(&name) => *text = MARKER.to_owned(),
            Value::Array(values) if !["posts", "packs", "people", "without"].contains(&name) => {
                values.iter_mut().for_each(|value| marked(value, name));
            }
            Value::Object(members) => {
                let ours = [
                    "sex",
                    "retirement",
                    "expiry",
                    "workStart",
                    "promoted",
                    "half",
                    "subject",
                    "standard",
                    "rank",
                    "staffKind",
                ];
                for (name, value) in members.iter_mut() {
                    if !ours.contains(&name.as_str()) {
                        marked(value, name);
                    }
                }
                members.insert("ofANewerVersion".to_owned(), MARKER.into());
            }
            _ => {}
        }
    }
    let texts: Vec<(String, String)> = ledger
        .shards()
        .into_iter()
        .map(|(name, shard)| {
            let mut value: Value = serde_json::from_str(&shard.to_json()).unwrap();
            match (name.split('/').next().unwrap(), &mut value) {
                ("people", Value::Object(people)) => {
                    for person in people.values_mut() {
                        marked(person, "");
                        person["custom"] = json!({ MARKER: MARKER });
                        let said = json!({ "skill": MARKER, "by": MARKER, "on": "2026-03-02" });
                        person["skills"] = json!({ MARKER: [said] });
                        person["note"] = MARKER.into();
                        person["number"] = MARKER.into();
                        person["politics"] = MARKER.into();
                        person["idNumber"] = MARKER.into();
                    }
                }
                ("groups", Value::Object(groups)) => {
                    for group in groups.values_mut() {
                        let name = group["name"].clone();
                        marked(group, "");
                        group["name"] = name;
                        // Pins are maps of people.
                        for pins in ["pinnedIn", "pinnedOut"] {
                            if let Some(pins) = group[pins].as_object_mut() {
                                pins.remove("ofANewerVersion");
                            } else {
                                group.as_object_mut().unwrap().remove(pins);
                            }
                        }
                    }
                }
                _ => {}
            }
            (name, value.to_string())
        })
        .collect();
    let chunks = texts.iter().map(|(name, text)| (name.as_str(), text.as_str()));
    *ledger = Ledger::from_shards(chunks).unwrap();
    let sessions: Vec<_> = ledger.sessions.values().cloned().collect();
    for session in sessions {
        let mut session = (*session).clone();
        session.trainer = MARKER.into();
        session.place = MARKER.into();
        session.extra.insert("x".into(), MARKER.into());
        for attendance in session.attendance.values_mut() {
            attendance.note = MARKER.into();
            attendance.extra.insert("x".into(), MARKER.into());
        }
        ledger.put_session(session).unwrap();
    }
    let plans: Vec<_> = ledger.plans.values().cloned().collect();
    for plan in plans {
        ledger
            .edit_plan(plan.id, |plan| {
                plan.extra.insert("x".into(), MARKER.into());
                for rotation in [
                    Some(&mut plan.rotation),
                    plan.issued.as_mut().map(|issued| &mut issued.rotation),
                ]
                .into_iter()
                .flatten()
                {
                    rotation.extra.insert("x".into(), MARKER.into());
                    for batch in &mut rotation.batches {
                        batch.place = MARKER.into();
                        batch.extra.insert("x".into(), MARKER.into());
                    }
                    for placement in rotation.placements.values_mut() {
                        placement.reason = MARKER.into();
                    }
                }
                for planned in &mut plan.matrix {
                    planned.reason = MARKER.into();
                    planned.extra.insert("x".into(), MARKER.into());
                }
                for class in &mut plan.intensive {
                    class.trainer = MARKER.into();
                    class.place = MARKER.into();
                    class.extra.insert("x".into(), MARKER.into());
                }
                plan.mutual.extra.insert("x".into(), MARKER.into());
                for circle in &mut plan.mutual.circles {
                    circle.extra.insert("x".into(), MARKER.into());
                    circle.meetings.iter_mut().for_each(|meeting| meeting.note = MARKER.into());
                }
                for pair in &mut plan.pairs {
                    pair.subject = MARKER.into();
                    pair.extra.insert("x".into(), MARKER.into());
                    pair.meetings.iter_mut().for_each(|meeting| meeting.note = MARKER.into());
                }
                for task in &mut plan.tasks {
                    task.owner = MARKER.into();
                    task.extra.insert("x".into(), MARKER.into());
                }
                Ok(())
            })
            .unwrap();
    }
    let forms: Vec<_> = ledger.assessments.keys().copied().collect();
    for form in forms {
        ledger
            .edit_assessment(form, |form| {
                form.extra.insert("x".into(), MARKER.into());
                if let Some(issued) = &mut form.issued {
                    issued.by = MARKER.into();
                    issued.extra.insert("x".into(), MARKER.into());
                }
                for round in &mut form.rounds {
                    round.by = MARKER.into();
                    round.note = MARKER.into();
                    round.extra.insert("x".into(), MARKER.into());
                    round.comments.values_mut().for_each(|comment| *comment = MARKER.into());
                    for reply in round.replies.values_mut() {
                        reply.text = MARKER.into();
                        reply.extra.insert("x".into(), MARKER.into());
                    }
                }
                for sheet in form.columns.values_mut() {
                    sheet.filled_by = MARKER.into();
                    sheet.extra.insert("x".into(), MARKER.into());
                    sheet.answers.extra.insert("x".into(), MARKER.into());
                    for answer in sheet.answers.items.values_mut() {
                        answer.note = MARKER.into();
                        answer.extra.insert("x".into(), MARKER.into());
                        if let Some(hand) = &mut answer.hand_mark {
                            hand.reason = MARKER.into();
                        }
                        for evidence in &mut answer.evidence {
                            evidence.title = MARKER.into();
                            evidence.place = MARKER.into();
                            evidence.file = MARKER.into();
                        }
                    }
                }
                Ok(())
            })
            .unwrap();
    }
}

#[test]
fn id_numbers_leave_only_when_asked_for() {
    let mut ledger = small();
    let office = ledger.settings.office;
    let mut ids = IdSource::new([4; 16]);
    let number = "21010219850613002X";
    let id = PersonId::new(&mut ids);
    let mut person = Person::new(id, "许涛洋".into(), office);
    person.id_number = Some(number.into());
    person.note = format!("证件{number}，旧号210102850613002");
    person.custom.insert("身份证".into(), number.into());
    person.extra.insert("card".into(), json!(210_102_198_506_130_021_u64));
    ledger.add_person(person).unwrap();
    let quiet = sealed(&ledger, Redaction::Named);
    assert!(!quiet.contains("0613002") && !quiet.contains("850613"), "{quiet}");
    assert!(quiet.contains("许涛洋"));
    let told = Choice { id_numbers: true, ..choice(Redaction::Named) };
    assert!(build(&ledger, &told, &SECRET, None, moment()).unwrap().0.text.contains(number));
    let told = Choice { id_numbers: true, ..choice(Redaction::Deidentified) };
    assert!(!build(&ledger, &told, &SECRET, None, moment()).unwrap().0.text.contains("0613002"));
}

#[test]
fn what_only_looks_like_a_number_stays() {
    for text in ["电话 13912345678", "信用代码 11210100MB0123456X", "编号123456789012345678"]
    {
        assert_eq!(mask_id_numbers(text), text);
    }
    assert_eq!(mask_id_numbers("证21010219850613002x。"), "证******************。");
}

#[test]
fn the_same_person_has_the_same_key_in_every_office_under_one_secret() {
    let key = |seed, secret: &Secret| {
        let mut ids = IdSource::new([seed; 16]);
        let mut ledger = Ledger::new("甲局".into(), 2026, &mut ids);
        let office = ledger.settings.office;
        let id = PersonId::new(&mut ids);
        let mut person = Person::new(id, "张 三".into(), office);
        person.birth = PartialDate::parse("1985-06-13");
        ledger.add_person(person).unwrap();
        let built =
            build(&ledger, &choice(Redaction::Deidentified), secret, None, moment()).unwrap();
        let seen = view(&built.0.text).unwrap();
        assert_eq!(seen.matchable, matches!(secret, Secret::Issued(_)));
        seen.keyed_people[0].key.clone()
    };
    let secret = Secret::Issued(b"of the superior bureau".to_vec());
    assert_eq!(key(1, &secret), key(2, &secret));
    assert_ne!(key(1, &secret), key(1, &Secret::Issued(b"another".to_vec())));
    assert_ne!(key(1, &SECRET), key(2, &SECRET));
}
