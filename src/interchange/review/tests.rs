use super::*;
use crate::agenda::{Todo, todos};
use crate::assessment::review::{Decision, agree_all, decide};
use crate::assessment::scoring::official;
use crate::interchange::forms::note_submission;
use crate::interchange::issued_forms::{self, Issue};
use crate::interchange::received::view;
use crate::interchange::redact::Secret;
use crate::interchange::submission;
use crate::model::assessment::{Evidence, HandMark};
use crate::model::id::{IdSource, OfficeId, PersonId};
use crate::model::office::{Office, OfficeKind, OfficeLevel};
use crate::model::person::Person;
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
    let choice = Choice::of(&[Part::Assessments], 2026, redaction);
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
    let asked = |bureau: &Ledger| take(bureau, &later, 0, Column::Assessed).unwrap().questions;
    assert_eq!(asked(&bureau), []);
    conclude(&mut bureau, id);
    assert_eq!(asked(&bureau), [Question::Reopens]);
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

/// Notes the forms as submitted and makes the file.
fn submit(ledger: &mut Ledger, hour: u8) -> View {
    let choice = Choice::of(&[Part::Assessments], 2026, Redaction::Named);
    note_submission(ledger, &choice, at(hour)).unwrap();
    file(ledger, Redaction::Named, hour)
}

/// Gives a verdict and makes its file.
fn verdict(
    ledger: &mut Ledger,
    id: AssessmentId,
    column: Column,
    kind: RoundKind,
    hour: u8,
) -> View {
    let (by, note, due) = (ledger.own_office().unwrap().name.clone(), "见意见".into(), None);
    let decision = Decision { column, kind, by, at: at(hour), note, due };
    let (form, round) = decide(&ledger.assessments[&id], &standard(), &decision).unwrap();
    ledger.put_assessment(form.clone(), &standard()).unwrap();
    let review = FormReview::new(ledger, &form, &standard(), round);
    view(&build(ledger, review, at(hour)).unwrap().text).unwrap()
}

fn receive_in(ledger: &mut Ledger, seen: &View) {
    let form = receive(ledger, seen, &seen.reviews[0]).unwrap();
    ledger.put_assessment(form, &standard()).unwrap();
}

fn take_in(ledger: &mut Ledger, seen: &View, column: Column) {
    take(ledger, seen, 0, column).unwrap().put(ledger).unwrap();
}

fn agree(ledger: &mut Ledger, id: AssessmentId, column: Column) -> usize {
    let mut agreed = 0;
    ledger
        .edit_assessment(id, |form| {
            agreed = agree_all(form, &standard(), column).unwrap();
            Ok(())
        })
        .unwrap();
    agreed
}

fn mark(ledger: &mut Ledger, id: AssessmentId, column: Column, mark: i64) {
    ledger
        .edit_assessment(id, |form| {
            form.edit_item(column, "1", |answer| {
                answer.hand_mark =
                    Some(HandMark { mark: Hundredths(mark), reason: "缺记录".into() });
                answer.note = "请补记录".into();
            });
            Ok(())
        })
        .unwrap();
}

#[test]
fn a_city_rechecks_what_a_district_has_assessed_and_nothing_is_overwritten() {
    let (mut district, mut below, id) = taken();
    mark(&mut district, id, Column::Assessed, 250);
    agree(&mut district, id, Column::Assessed);
    let result = verdict(&mut district, id, Column::Assessed, RoundKind::Concluded, 11);
    receive_in(&mut below, &result);
    let mut city = Ledger::new("示范市局".into(), 2026, &mut IdSource::new([7; 16]));
    take_in(&mut city, &submit(&mut district, 12), Column::Rechecked);
    assert!(city.assessments[&id].is_received(Column::Assessed));
    // What the city agrees with is the assessment, and not the self-assessment.
    assert_eq!(agree(&mut city, id, Column::Rechecked), 2);
    let hand = |ledger: &Ledger, column| {
        let item = ledger.assessments[&id].item(column, "1").unwrap().clone();
        item.hand_mark.unwrap().mark.0
    };
    assert_eq!(hand(&city, Column::Rechecked), 250);
    mark(&mut city, id, Column::Rechecked, 200);
    let returned = verdict(&mut city, id, Column::Rechecked, RoundKind::Returned, 13);

    receive_in(&mut district, &returned);
    let all = [Column::Own, Column::Assessed, Column::Rechecked];
    assert_eq!(all.map(|column| hand(&district, column)), [300, 250, 200]);
    let form = &district.assessments[&id];
    assert!(!form.is_done(Column::Assessed), "the district has something to mend");
    assert_eq!(form.spoken_to(Column::Rechecked), Some(Column::Assessed));
    let waits = |todo: &Todo| matches!(todo, Todo::Returned { comments: 1, .. });
    assert!(todos(&district, &Default::default(), at(13).date()).iter().any(waits));
    mark(&mut district, id, Column::Assessed, 220);
    verdict(&mut district, id, Column::Assessed, RoundKind::Concluded, 14);

    let again = submit(&mut district, 15);
    assert_eq!(take(&city, &again, 0, Column::Rechecked).unwrap().questions, []);
    take_in(&mut city, &again, Column::Rechecked);
    assert_eq!(all.map(|column| hand(&city, column)), [300, 220, 200]);
    let result = verdict(&mut city, id, Column::Rechecked, RoundKind::Concluded, 16);
    receive_in(&mut district, &result);
    assert_eq!(all.map(|column| hand(&district, column)), [300, 220, 200]);
    let official_of = |ledger: &Ledger| {
        let (column, scored) = official(&standard(), &ledger.assessments[&id]).unwrap();
        (column, scored.total.unwrap().0)
    };
    assert_eq!(official_of(&district), (Column::Rechecked, 800));
    // The city has concluded; an assessment that was changed since opens it again.
    mark(&mut district, id, Column::Assessed, 210);
    let later = submit(&mut district, 17);
    let questions = take(&city, &later, 0, Column::Rechecked).unwrap().questions;
    assert_eq!(questions, [Question::Reopens]);
    assert_eq!(agree(&mut district, id, Column::Approved), 2);
    assert_eq!(official_of(&district), (Column::Approved, 800));
    let approved = verdict(&mut district, id, Column::Approved, RoundKind::Concluded, 18);
    receive_in(&mut below, &approved);
    assert_eq!(official_of(&below), (Column::Approved, 800));
    assert_eq!([hand(&below, Column::Own), hand(&below, Column::Assessed)], [300, 250]);
}

#[test]
fn an_office_that_took_its_identity_over_after_submitting_is_told_to_submit_again() {
    let ids = &mut IdSource::new([3; 16]);
    let mut bureau = Ledger::new("示范区局".into(), 2026, ids);
    let office = Office {
        id: OfficeId::new(ids),
        code: None,
        name: "长安所".into(),
        kind: OfficeKind::Station,
        level: OfficeLevel::Station,
        parent: Some(bureau.settings.office),
        position: 1,
        extra: Extra::new(),
    };
    bureau.add_office(office.clone()).unwrap();
    bureau.add_person(Person::new(PersonId::new(ids), "林飞海".into(), office.id)).unwrap();
    let mut below = Ledger::new("长安所".into(), 2026, ids);
    let old = AssessmentId::new(ids);
    let subject = Subject::Office { id: below.settings.office };
    let form = Assessment::new(old, "自己的表".into(), subject, 2026, &standard());
    below.add_assessment(form, &standard()).unwrap();
    answer(&mut below, old, 300);
    let standard = standard();
    let order = Issue { standard: &standard, due: None, at: at(8), secret: None };
    let forms = issued_forms::issue(&mut bureau, &[office.id], &order, str::to_owned, ids).unwrap();
    let form = bureau.assessments[&forms[0]].clone();
    let issued = issued_forms::build(&bureau, &form, None, at(8)).unwrap().0.text;
    take_in(&mut bureau, &file(&below, Redaction::Named, 9), Column::Assessed);
    mark(&mut bureau, old, Column::Assessed, 250);
    let returned = verdict(&mut bureau, old, Column::Assessed, RoundKind::Returned, 10);

    issued_forms::take_over(&mut below, &view(&issued).unwrap()).unwrap();
    let refused = receive(&below, &returned, &returned.reviews[0]).unwrap_err();
    assert_eq!(refused, ReviewRefusal::OtherIdentity);
    let again = submit(&mut below, 11);
    let taken = take(&bureau, &again, 0, Column::Assessed).unwrap();
    assert_eq!(taken.questions, [Question::OtherForm("长安所".into())]);
    taken.put(&mut bureau).unwrap();
    assert_eq!(bureau.assessments.keys().collect::<Vec<_>>(), [&forms[0]]);
    let kept = bureau.assessments[&forms[0]].item(Column::Assessed, "1").unwrap();
    assert_eq!(kept.hand_mark.as_ref().unwrap().mark, Hundredths(250));
    let result = verdict(&mut bureau, forms[0], Column::Assessed, RoundKind::Returned, 12);
    receive_in(&mut below, &result);
}

#[test]
fn a_self_assessment_that_was_filled_at_the_bureau_gives_way_after_a_question() {
    let (mut bureau, mut below, id) = taken();
    bureau
        .edit_assessment(id, |form| {
            form.columns.get_mut(&Column::Own).unwrap().received = None;
            Ok(())
        })
        .unwrap();
    answer(&mut below, id, 200);
    let later = file(&below, Redaction::Named, 12);
    let taken = take(&bureau, &later, 0, Column::Assessed).unwrap();
    assert_eq!(taken.questions, [Question::FilledHere]);
    taken.put(&mut bureau).unwrap();
    assert!(bureau.assessments[&id].is_received(Column::Own));
    assert_eq!(
        below.assessments[&id].answers(Column::Own),
        bureau.assessments[&id].answers(Column::Own)
    );
}
