//! The two ends of the circle, and every step between them.

use training_ledger::assessment::review::{Decision, agree_all, decide};
use training_ledger::interchange::envelope::Redaction;
use training_ledger::interchange::forms;
use training_ledger::interchange::issued_forms::{self, Issue};
use training_ledger::interchange::received::{View, view};
use training_ledger::interchange::redact::Secret;
use training_ledger::interchange::review::{self, FormReview, receive, take};
use training_ledger::interchange::submission::{Choice, Part, build};
use training_ledger::model::assessment::{Assessment, Column, Line, RuleAnswer, Subject};
use training_ledger::model::date::Moment;
use training_ledger::model::id::{AssessmentId, IdSource, OfficeId, PersonId};
use training_ledger::model::ledger::Ledger;
use training_ledger::model::office::{Office, OfficeKind, OfficeLevel};
use training_ledger::model::person::Person;
use training_ledger::model::review::RoundKind;
use training_ledger::model::score::Hundredths;
use training_ledger::model::standard::Standard;

const STANDARD: &str = r#"{"id":"s","version":"1","title":"某区标准","areas":[{"id":"A","title":"a","items":[
    {"id":"1","title":"x","fullMark":400,"notApplicable":"leftOut","rules":[{"id":"1","kind":"deduct","points":50}]},
    {"id":"2","title":"y","fullMark":600}]}]}"#;

pub fn standard() -> Standard {
    serde_json::from_str(STANDARD).unwrap()
}

pub fn at(hour: u8) -> Moment {
    Moment::parse(&format!("2026-03-01T{hour:02}:00:00+08:00")).unwrap()
}

/// A district with one office of two people.
pub fn district() -> (Ledger, OfficeId) {
    let mut ids = IdSource::new([1; 16]);
    let mut ledger = Ledger::new("示范区市场监督管理局".into(), 2026, &mut ids);
    let id = OfficeId::new(&mut ids);
    let office = Office {
        id,
        code: None,
        name: "示范区市场监督管理局长安市场监督管理所".into(),
        kind: OfficeKind::Station,
        level: OfficeLevel::Station,
        parent: Some(ledger.settings.office),
        position: 1,
        extra: Default::default(),
    };
    ledger.add_office(office).unwrap();
    for name in ["林飞海", "许涛洋"] {
        let mut person = Person::new(PersonId::new(&mut ids), name.into(), id);
        person.id_number = Some("21010219850613002X".into());
        ledger.add_person(person).unwrap();
    }
    (ledger, id)
}

pub fn hand_down(ledger: &mut Ledger, office: OfficeId) -> (AssessmentId, View) {
    let standard = standard();
    let due = Some("2026-03-31".parse().unwrap());
    let issue = Issue { standard: &standard, due, at: at(8), secret: None };
    let ids = &mut IdSource::new([2; 16]);
    let forms = issued_forms::issue(ledger, &[office], &issue, |name| format!("{name}自评表"), ids)
        .unwrap();
    let form = ledger.assessments[&forms[0]].clone();
    let (sealed, _) = issued_forms::build(ledger, &form, None, at(8)).unwrap();
    assert!(!sealed.text.contains("21010219850613002X"));
    assert!(sealed.text.contains(ledger.settings.matching_secret.as_ref().unwrap()));
    (forms[0], view(&sealed.text).unwrap())
}

pub fn fresh() -> Ledger {
    Ledger::new("未命名单位".into(), 2025, &mut IdSource::new([5; 16]))
}

/// A form that the office has made by itself.
pub fn form_of_its_own(ledger: &mut Ledger, ids: &mut IdSource) -> AssessmentId {
    let (id, standard) = (AssessmentId::new(ids), standard());
    let subject = Subject::Office { id: ledger.settings.office };
    let form = Assessment::new(id, "自己的表".into(), subject, 2026, &standard);
    ledger.add_assessment(form, &standard).unwrap();
    id
}

pub fn mark(ledger: &mut Ledger, id: AssessmentId, column: Column, times: u32, points: i64) {
    ledger
        .edit_assessment(id, |form| {
            form.edit_item(column, "1", |answer| {
                let lines = vec![Line { times: Some(times), ..Line::default() }];
                answer.rules.insert("1".into(), RuleAnswer::Deduct { lines }.into());
            });
            form.edit_item(column, "2", |answer| {
                let points = Some(Hundredths(points));
                answer.rules.insert("mark".into(), RuleAnswer::Manual { points }.into());
            });
            Ok(())
        })
        .unwrap();
}

pub fn submit(ledger: &mut Ledger, hour: u8, redaction: Redaction) -> View {
    let choice = Choice::of(&[Part::Assessments], 2026, redaction);
    forms::note_submission(ledger, &choice, at(hour)).unwrap();
    let secret = Secret::Random([9; 16]);
    view(&build(ledger, &choice, &secret, None, at(hour)).unwrap().0.text).unwrap()
}

pub fn verdict(ledger: &mut Ledger, id: AssessmentId, kind: RoundKind, hour: u8) -> (String, View) {
    let form = ledger.assessments[&id].clone();
    let standard = ledger.standard_of(&form).unwrap().clone();
    let decision = Decision {
        column: Column::Assessed,
        kind,
        by: "示范区局".into(),
        at: at(hour),
        note: "证件21010219850613002X".into(),
        due: None,
    };
    let (decided, round) = decide(&form, &standard, &decision).unwrap();
    ledger.put_assessment(decided.clone(), &standard).unwrap();
    let review = FormReview::new(ledger, &decided, &standard, round);
    let text = review::build(ledger, review, at(hour)).unwrap().text;
    assert!(!text.contains("21010219850613002X"));
    let seen = view(&text).unwrap();
    (text, seen)
}

pub fn comment(ledger: &mut Ledger, id: AssessmentId, item: &str, words: &str) {
    ledger
        .edit_assessment(id, |form| {
            form.edit_item(Column::Assessed, item, |answer| answer.note = words.into());
            Ok(())
        })
        .unwrap();
}

pub fn take_in(ledger: &mut Ledger, seen: &View) -> AssessmentId {
    take(ledger, seen, 0, Column::Assessed).unwrap().put(ledger).unwrap()
}

pub fn receive_in(ledger: &mut Ledger, seen: &View) {
    let form = receive(ledger, seen, &seen.reviews[0]).unwrap();
    let standard = ledger.standard_of(&form).unwrap().clone();
    ledger.put_assessment(form, &standard).unwrap();
}

/// Up to the first submission: the district, the office, the form and the submission.
pub fn submitted(redaction: Redaction) -> (Ledger, Ledger, AssessmentId, View) {
    let (mut district, office) = district();
    let (id, issued) = hand_down(&mut district, office);
    let mut below = fresh();
    issued_forms::take_over(&mut below, &issued).unwrap();
    mark(&mut below, id, Column::Own, 1, 600);
    let seen = submit(&mut below, 9, redaction);
    (district, below, id, seen)
}

pub fn agree(ledger: &mut Ledger, id: AssessmentId) {
    let standard = standard();
    ledger
        .edit_assessment(id, |form| {
            agree_all(form, &standard, Column::Assessed).unwrap();
            Ok(())
        })
        .unwrap();
}
