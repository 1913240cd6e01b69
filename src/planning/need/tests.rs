use std::sync::Arc;

use super::*;
use crate::model::course::TrainingForm;
use crate::model::date::PartialDate;
use crate::model::hours::{Attendance, Presence, Session};
use crate::model::id::{IdSource, SessionId};
use crate::model::ledger::tests::ledger_of;
use crate::model::person::Certificate;
use crate::model::skill::Appraiser;
use crate::planning::competence::tests::mark;

fn of(ledger: &Ledger) -> Needs {
    let reference = ledger.settings.reference();
    needs(ledger, &Overview::new(ledger, reference), reference)
}

/// Two people of 食品监管, so that neither is a sole holder.
fn food(skill: Option<Skill>) -> (Ledger, PersonId) {
    let (mut ledger, people) = ledger_of(2);
    for person in &people {
        ledger.edit_person(*person, |person| person.posts = vec!["P05".into()]).unwrap();
    }
    if let Some(skill) = skill {
        mark(&mut ledger, people[0], "P05", skill, &Appraiser::Supervisor);
    }
    (ledger, people[0])
}

fn courses_of(ledger: &Ledger, person: PersonId) -> Vec<(String, i64, u8)> {
    let needs = of(ledger).needs.into_iter().filter(|need| need.person == person);
    needs
        .map(|need| {
            let priority = need.priority();
            match (&need.subject, need.terms.first()) {
                (Subject::Course(code), Some(Term::Score(score))) => {
                    (code.clone(), *score, priority)
                }
                other => panic!("{other:?}"),
            }
        })
        .collect()
}

#[test]
fn what_nobody_judged_is_no_gap_but_asks_for_a_judgement() {
    let (ledger, person) = food(None);
    assert_eq!(courses_of(&ledger, person), []);
    assert_eq!(of(&ledger).unknown[&person], ["P05"]);
}

#[test]
fn the_gap_of_the_main_post_is_closed_course_by_course() {
    // 不会 misses 90 of 90: C04 of two days takes off 60, then C17 of one day the last 30.
    let (ledger, person) = food(Some(Skill::Unable));
    assert_eq!(courses_of(&ledger, person), [("C04".to_owned(), 60, 2), ("C17".to_owned(), 30, 1)]);
    assert!(!of(&ledger).unknown.contains_key(&person));
    // 会 misses 30.
    let (ledger, person) = food(Some(Skill::Able));
    assert_eq!(courses_of(&ledger, person), [("C04".to_owned(), 30, 1)]);
    let (ledger, person) = food(Some(Skill::Proficient));
    assert_eq!(courses_of(&ledger, person), []);
}

#[test]
fn a_concurrent_post_asks_for_less_and_weighs_half() {
    let (mut ledger, people) = ledger_of(2);
    for person in &people {
        let posts = vec!["P12".into(), "P05".into()];
        ledger.edit_person(*person, |person| person.posts = posts).unwrap();
    }
    mark(&mut ledger, people[0], "P05", Skill::Unable, &Appraiser::Exam);
    mark(&mut ledger, people[1], "P05", Skill::Able, &Appraiser::Exam);
    assert_eq!(courses_of(&ledger, people[0]), [("C04".to_owned(), 30, 1)]);
    assert_eq!(courses_of(&ledger, people[1]), []);
}

#[test]
fn the_thresholds_are_fixed() {
    let adds = |score| Term::Score(score).adds();
    assert_eq!([29, 30, 59, 60].map(adds), [0, 1, 1, 2]);
    let (ledger, person) = food(None);
    let priority = |terms: Vec<Term>| {
        let subject = Subject::Induction;
        Need { person, subject, terms, gaps: Vec::new(), provision: Provision::None }.priority()
    };
    let day = ledger.settings.reference();
    assert_eq!(priority(vec![Term::Mandatory(day)]), 2);
    assert_eq!(priority(vec![Term::Score(60), Term::SoleHolder]), 3);
    assert_eq!(priority(vec![Term::Mandatory(day), Term::Score(60), Term::SoleHolder]), 3);
}

#[test]
fn who_alone_holds_a_post_goes_first() {
    let (mut ledger, person) = food(Some(Skill::Unable));
    let other = ledger.people().find(|other| other.id != person).unwrap().id;
    ledger.edit_person(other, |person| person.posts = vec!["P12".into()]).unwrap();
    assert_eq!(courses_of(&ledger, person)[0], ("C04".to_owned(), 60, 3));
    assert!(of(&ledger).has_too_many_urgent());
}

#[test]
fn a_course_attended_since_is_not_needed_before_a_new_judgement() {
    let (mut ledger, person) = food(Some(Skill::Unable));
    let mut attend = |on: Date, hours| {
        let attendance = Attendance::new(Presence::Present, QuarterHours(hours));
        let id = SessionId::new(&mut IdSource::new([9; 16]));
        let form = TrainingForm::Rotation;
        let session = Session {
            course: Some("C04".into()),
            attendance: BTreeMap::from([(person, attendance)]),
            ..Session::new(id, "食品监督检查".into(), form, (on, on), QuarterHours(64))
        };
        ledger.put_session(session).unwrap();
        courses_of(&ledger, person).iter().any(|(code, ..)| code == "C04")
    };
    // The judgement is of 2 March.
    assert!(attend(Date::constant(2026, 3, 1), 64));
    assert!(!attend(Date::constant(2026, 3, 2), 64));
    assert!(attend(Date::constant(2026, 3, 2), 0));
}

#[test]
fn a_year_holds_no_more_than_twice_its_hours() {
    let (mut ledger, person) = food(Some(Skill::Unable));
    let packs = Arc::make_mut(&mut ledger.packs);
    for course in &mut packs.courses.courses {
        course.hours = QuarterHours(400);
    }
    assert_eq!(courses_of(&ledger, person).len(), 1);
    let packs = Arc::make_mut(&mut ledger.packs);
    for course in &mut packs.courses.courses {
        course.hours = QuarterHours(721);
    }
    assert_eq!(courses_of(&ledger, person), []);
}

#[test]
fn what_must_be_comes_from_facts() {
    let subjects = |change: fn(&mut Person)| {
        let (mut ledger, person) = food(Some(Skill::Proficient));
        ledger.edit_person(person, change).unwrap();
        let needs = of(&ledger).needs.into_iter().filter(|need| need.person == person);
        needs.map(|need| (need.subject.clone(), need.priority())).collect::<Vec<_>>()
    };
    assert_eq!(subjects(|_| ()), []);
    // The year before 31 December 2026.
    assert_eq!(subjects(|person| person.work_start = PartialDate::parse("2025-12-31")), []);
    assert_eq!(
        subjects(|person| person.work_start = PartialDate::parse("2026-01-01")),
        [(Subject::Induction, 2)]
    );
    assert_eq!(
        subjects(|person| {
            let expiry = PartialDate::parse("2027-03-01");
            person.certificate = Some(Certificate { number: "1".into(), expiry });
        }),
        [(Subject::Certificate, 2)]
    );
    assert_eq!(
        subjects(|person| {
            let expiry = PartialDate::parse("2027-03-02");
            person.certificate = Some(Certificate { number: "1".into(), expiry });
        }),
        []
    );
}
