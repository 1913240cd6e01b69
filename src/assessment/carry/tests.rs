use super::*;
use crate::assessment::scoring::score_column;
use crate::model::assessment::{HandMark, Line, StandardRef, Subject};
use crate::model::id::{IdSource, OfficeId};
use crate::model::ledger::tests::ledger_of;
use crate::model::score::Hundredths;
use crate::model::standard_tree::Spot;

fn sample() -> Standard {
    Standard::built_in().remove(0)
}

fn id(seed: u8) -> AssessmentId {
    AssessmentId::new(&mut IdSource::new([seed; 16]))
}

/// A form in which everything that can be is met, one line is deducted and one mark is set by hand.
fn filled(standard: &Standard) -> Assessment {
    let (ledger, _) = ledger_of(0);
    let subject = Subject::Office { id: ledger.settings.office };
    let mut form = Assessment::new(id(1), "自评表".into(), subject, 2026, standard);
    for item in standard.items().into_iter().filter(|item| item.can_be_met()) {
        form.edit_item(Column::Own, &item.id, |answer| answer.meet_all(item));
    }
    let item = standard.item("A1.2").unwrap().clone();
    form.edit_item(Column::Own, "A1.2", |answer| {
        answer.edit_line(&item.rules[0], 0, |line| line.times = Some(1));
    });
    form.edit_item(Column::Assessed, "B3.4", |answer| {
        answer.hand_mark = Some(HandMark { mark: Hundredths(200), reason: "复查".into() });
        answer.note = "看过".into();
    });
    form
}

#[test]
fn carrying_onto_the_same_standard_changes_nothing() {
    for standard in Standard::built_in() {
        let form = if standard.head.id == sample().head.id {
            filled(&standard)
        } else {
            let subject = filled(&sample()).subject;
            Assessment::new(id(1), "自评表".into(), subject, 2026, &standard)
        };
        let carried = carry_over(&form, &standard, &standard, id(2));
        assert_eq!(carried.form, Assessment { id: id(2), ..form });
        assert_eq!(carried.lost, []);
    }
}

#[test]
fn a_new_version_of_the_head_alone_keeps_every_answer_and_the_score() {
    let before = sample();
    let mut after = before.clone();
    after.head.version = "9.0".into();
    let form = filled(&before);
    let carried = carry_over(&form, &before, &after, id(2));
    assert_eq!(carried.lost, []);
    assert_eq!(carried.form.columns, form.columns);
    assert_eq!(carried.form.standard, StandardRef::from(&after));
    for column in [Column::Own, Column::Assessed] {
        let old = score_column(&before, &form, column).unwrap();
        let new = score_column(&after, &carried.form, column).unwrap();
        assert_eq!((old.total, old.areas), (new.total, new.areas));
    }
}

#[test]
fn what_does_not_fit_any_more_is_told_and_the_rest_goes_along() {
    let before = sample();
    let mut after = before.clone();
    after.head.version = "9.0".into();
    // Gone; numbered anew; a smaller mark than was set by hand; a rule of another kind.
    after.remove(&Spot::Item("A1.1".into())).unwrap();
    after.renumber(&Spot::Item("A1.2".into()), "A1.8").unwrap();
    after.item_mut("B3.4").unwrap().full_mark = Some(Hundredths(100));
    let item = after.item_mut("A2.1").unwrap();
    let rule = item.rules.first_mut().unwrap();
    rule.kind = RuleKind::Manual { from: Hundredths::ZERO, to: None }.into();
    let rule = rule.id.clone();
    let mut form = filled(&before);
    form.edit_item(Column::Own, "A2.1", |answer| answer.note = "说明".into());
    for spot in ["A1.1", "A1.2"].map(|id| Spot::Item(id.into())) {
        form.edit_mending(&spot, |one| one.owner = "陈刚".into());
    }
    let had = form.item(Column::Own, "A2.1").unwrap().rules.contains_key(&rule);
    let carried = carry_over(&form, &before, &after, id(2));
    let lost = |at: &str| {
        let at = carried.lost.iter().filter(|lost| lost.at == at);
        at.map(|lost| (lost.column, lost.what.clone())).collect::<Vec<_>>()
    };
    let gone = [(Column::Own, LostPart::Whole), (Column::Own, LostPart::Mending)];
    assert_eq!(lost("A1.1"), gone);
    assert_eq!(carried.form.mending.items.keys().collect::<Vec<_>>(), ["A1.8"]);
    assert_eq!(lost("A1.2"), []);
    assert_eq!(lost("B3.4"), [(Column::Assessed, LostPart::HandMark)]);
    assert_eq!(lost("A2.1").len(), usize::from(had));
    let moved = carried.form.item(Column::Own, "A1.8").unwrap();
    assert_eq!(Some(moved), form.item(Column::Own, "A1.2"));
    assert_eq!(carried.form.item(Column::Assessed, "B3.4").unwrap().note, "看过");
    assert_eq!(carried.form.item(Column::Own, "A2.1").unwrap().note, "说明");
    for column in [Column::Own, Column::Assessed] {
        if check(&after).is_empty() {
            score_column(&after, &carried.form, column).unwrap();
        }
    }
}

#[test]
fn an_item_with_a_new_clause_is_not_checked_any_more() {
    let before = sample();
    let mut after = before.clone();
    let item = after.item_mut("A1.2").unwrap();
    let kind = RuleKind::Deduct { points: Hundredths(10), cap: None }.into();
    item.rules.push(Rule { id: item.free_rule_id(), text: String::new(), kind });
    let form = filled(&before);
    assert!(form.item(Column::Own, "A1.2").unwrap().checked);
    let carried = carry_over(&form, &before, &after, id(2));
    assert!(!carried.form.item(Column::Own, "A1.2").unwrap().checked);
}

#[test]
fn the_ledger_keeps_the_old_form_and_finds_the_newest_version() {
    let (mut ledger, _) = ledger_of(0);
    let standard = sample();
    let mut form = filled(&standard);
    form.subject = Subject::Office { id: ledger.settings.office };
    ledger.add_assessment(form.clone(), &standard).unwrap();
    assert_eq!(newer_version(&ledger, &standard), None);
    for version in ["9.2", "9.10", "9.1"] {
        let mut next = standard.clone();
        next.head.version = version.into();
        ledger.put_standard(&next);
    }
    let mut faulty = standard.clone();
    faulty.head.version = "10".into();
    faulty.full_mark = Some(Hundredths(1));
    ledger.put_standard(&faulty);
    let (_, newest) = newer_version(&ledger, &standard).unwrap();
    assert_eq!(newest.head.version, "9.10");
    ledger.carry_over(form.id, &newest, id(7)).unwrap();
    assert_eq!(ledger.assessments.len(), 2);
    let again = ledger.carry_over(form.id, &newest, id(8));
    assert!(matches!(again, Err(Rejection::FormExists(_))));
    let faulty = ledger.carry_over(form.id, &faulty, id(9));
    assert_eq!(faulty, Err(Rejection::StandardHasFaults(1)));
}

#[test]
fn an_answer_goes_to_the_clause_it_was_given_to_and_a_level_by_its_name() {
    let standard = |rules: &str, levels: &str| -> Standard {
        serde_json::from_str(&format!(
            r#"{{"id":"s","version":"1","title":"","areas":[{{"id":"A","title":"","items":[
            {{"id":"1","title":"台账","fullMark":400,"rules":[{rules}]}},
            {{"id":"2","title":"效果","fullMark":400,"rules":[{{"id":"1","kind":"levels","levels":[{levels}]}}]}}]}}]}}"#
        ))
        .unwrap()
    };
    let clause = |id: u8, text: &str| {
        format!(r#"{{"id":"{id}","text":"{text}","kind":"deduct","points":50}}"#)
    };
    let level =
        |id: u8, name: &str, mark: u32| format!(r#"{{"id":"{id}","name":"{name}","mark":{mark}}}"#);
    let old = standard(&clause(1, "漏登"), &[level(1, "好", 400), level(2, "差", 0)].join(","));
    let new = standard(
        &[clause(1, "迟登"), clause(2, "漏登")].join(","),
        &[level(1, "优", 400), level(2, "好", 300), level(3, "差", 0)].join(","),
    );
    let ids = &mut IdSource::new([3; 16]);
    let subject = Subject::Office { id: OfficeId::new(ids) };
    let mut form = Assessment::new(AssessmentId::new(ids), "t".into(), subject, 2026, &old);
    form.edit_item(Column::Own, "1", |answer| {
        let lines = vec![Line { times: Some(2), ..Line::default() }];
        answer.rules.insert("1".into(), RuleAnswer::Deduct { lines }.into());
    });
    form.edit_item(Column::Own, "2", |answer| {
        let level = Some("1".to_owned());
        answer.rules.insert("1".into(), RuleAnswer::Levels { level }.into());
    });
    let carried = carry_over(&form, &old, &new, AssessmentId::new(ids));
    let kept = |item: &str| carried.form.item(Column::Own, item).unwrap().rules.clone();
    assert_eq!(kept("1").keys().collect::<Vec<_>>(), ["2"]);
    let level = Some("2".to_owned());
    assert_eq!(kept("2")["1"], RuleAnswer::Levels { level }.into());
    assert_eq!(carried.lost, []);
}
