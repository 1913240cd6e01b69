use super::*;
use crate::interchange::received::view;
use crate::interchange::redact::Secret;
use crate::interchange::submission;
use crate::model::assessment::{Evidence, HandMark};
use crate::model::id::IdSource;
use crate::model::office::{OfficeKind, OfficeLevel};
use crate::model::review::Stage;

fn standard() -> Standard {
    let text = r#"{"id":"s","version":"1","title":"t","areas":[{"id":"A","title":"a","items":[
        {"id":"1","title":"x","fullMark":400},{"id":"2","title":"y","fullMark":600}]}]}"#;
    serde_json::from_str(text).unwrap()
}

fn at(hour: u8) -> Moment {
    Moment::parse(&format!("2026-03-01T{hour:02}:00:00+08:00")).unwrap()
}

fn answer(ledger: &mut Ledger, id: AssessmentId, mark: i64) {
    ledger
        .edit_assessment(id, |form| {
            form.edit_item(Column::Own, "1", |answer| {
                answer.hand_mark =
                    Some(HandMark { mark: Hundredths(mark), reason: "张三未到".into() });
            });
            form.edit_item(Column::Own, "2", |answer| {
                answer.hand_mark = Some(HandMark { mark: Hundredths(600), reason: "齐".into() });
                answer.note = "李四负责".into();
                answer.evidence =
                    vec![Evidence { title: "签到表".into(), ..Evidence::default() }];
            });
            Ok(())
        })
        .unwrap();
}

fn file(ledger: &Ledger, redaction: Redaction, hour: u8) -> View {
    let choice = Choice {
        parts: vec![Part::Assessments],
        period: Period::year(2026),
        redaction,
        id_numbers: false,
        files: false,
        note: String::new(),
    };
    let secret = Secret::Random([9; 16]);
    view(&submission::build(ledger, &choice, &secret, None, at(hour)).unwrap().0.text).unwrap()
}

/// A bureau that has taken in the form of its office, and the office.
fn taken() -> (Ledger, Ledger, AssessmentId) {
    let ids = &mut IdSource::new([1; 16]);
    let mut below = Ledger::new("长安所".into(), 2026, ids);
    let mut bureau = Ledger::new("示范区局".into(), 2026, ids);
    let office = Office {
        id: below.settings.office,
        code: None,
        name: "长安所".into(),
        kind: OfficeKind::Station,
        level: OfficeLevel::Station,
        parent: Some(bureau.settings.office),
        position: 1,
        extra: Extra::new(),
    };
    bureau.add_office(office).unwrap();
    let id = AssessmentId::new(ids);
    let subject = Subject::Office { id: below.settings.office };
    let form = Assessment::new(id, "自评表".into(), subject, 2026, &standard());
    below.add_assessment(form, &standard()).unwrap();
    answer(&mut below, id, 300);
    take(&bureau, &file(&below, Redaction::Named, 9), 0, Column::Assessed)
        .unwrap()
        .put(&mut bureau)
        .unwrap();
    (bureau, below, id)
}

fn conclude(bureau: &mut Ledger, id: AssessmentId) {
    bureau
        .edit_assessment(id, |form| {
            form.columns.entry(Column::Assessed).or_default().done_at = Some(at(10));
            let column = Column::Assessed;
            form.rounds.push(Round::new(RoundKind::Concluded, at(10), column, String::new()));
            Ok(())
        })
        .unwrap();
}

#[test]
fn the_same_answers_once_more_change_nothing() {
    let (mut bureau, below, id) = taken();
    let again = |bureau: &Ledger, redaction| {
        take(bureau, &file(&below, redaction, 12), 0, Column::Assessed).unwrap_err()
    };
    assert_eq!(again(&bureau, Redaction::Named), TakeRefusal::Unchanged);
    assert_eq!(again(&bureau, Redaction::Deidentified), TakeRefusal::Unchanged);
    conclude(&mut bureau, id);
    assert_eq!(again(&bureau, Redaction::Named), TakeRefusal::Unchanged);
    assert_eq!(again(&bureau, Redaction::Deidentified), TakeRefusal::Unchanged);
}

#[test]
fn a_concluded_form_is_opened_by_other_answers_only_and_says_so() {
    let (mut bureau, mut below, id) = taken();
    answer(&mut below, id, 200);
    let later = file(&below, Redaction::Named, 12);
    let reopens = |bureau: &Ledger| take(bureau, &later, 0, Column::Assessed).unwrap().reopens;
    assert!(!reopens(&bureau));
    conclude(&mut bureau, id);
    assert!(reopens(&bureau));
    take(&bureau, &later, 0, Column::Assessed).unwrap().put(&mut bureau).unwrap();
    let form = &bureau.assessments[&id];
    assert!(!form.is_done(Column::Assessed));
    assert_eq!(form.stage(), Stage::Submitted);
}

#[test]
fn a_file_without_names_leaves_the_texts_of_answers_that_stayed() {
    let (mut bureau, mut below, id) = taken();
    let before = bureau.assessments[&id].clone();
    answer(&mut below, id, 200);
    let later = file(&below, Redaction::Deidentified, 12);
    take(&bureau, &later, 0, Column::Assessed).unwrap().put(&mut bureau).unwrap();
    let form = &bureau.assessments[&id];
    assert_eq!(form.item(Column::Own, "2"), before.item(Column::Own, "2"));
    let changed = form.item(Column::Own, "1").unwrap().hand_mark.as_ref().unwrap();
    assert_eq!((changed.mark, changed.reason.as_str()), (Hundredths(200), "*"));
}
