//! The laws that hold for every standard and every form.

use std::collections::BTreeMap;

use proptest::prelude::*;
use serde_json::{Value, json};

use super::carry::carry_over;
use super::issues::issues;
use super::scored::{Did, ItemLine, ItemState, ScoredItem};
use super::scoring::{score, score_column};
use crate::model::assessment::{
    Answers, Assessment, Column, ItemAnswer, Line, RuleAnswer, Subject,
};
use crate::model::id::{AssessmentId, IdSource, OfficeId};
use crate::model::open::Open;
use crate::model::score::Hundredths;
use crate::model::standard::Standard;

/// A rule with an answer that fits, of a mark of `full` hundredths; the answer may be blank.
fn rule(full: i64) -> impl Strategy<Value = (Value, Option<Value>)> {
    let points = 0..=full;
    let rate = (0_u64..=30, 1_u64..=30);
    let lines = |column: &'static str, line: BoxedStrategy<i64>| {
        proptest::collection::vec(line, 0..3).prop_map(move |lines| {
            lines.into_iter().map(|value| json!({ column: value })).collect::<Vec<_>>()
        })
    };
    let times = lines("times", (0_i64..5).boxed());
    let typed = lines("points", (0..=full).boxed());
    let answered = prop_oneof![1 => Just(false), 4 => Just(true)];
    let kinds = prop_oneof![
        any::<bool>().prop_map(|met| (json!({"kind": "all_or_nothing"}), json!({ "met": met }))),
        (points.clone(), proptest::option::of(points.clone()), times.clone()).prop_map(
            |(points, cap, lines)| (
                json!({"kind": "deduct", "points": points, "cap": cap}),
                json!({ "lines": lines })
            )
        ),
        typed.clone().prop_map(move |lines| (
            json!({"kind": "deduct_range", "from": 0, "to": full}),
            json!({ "lines": lines })
        )),
        (rate.clone(), 1_u64..=20, any::<bool>()).prop_map(|((part, whole), at, between)| (
            json!({"kind": "ratio", "floor": {"part": at, "whole": 40},
                "fullAt": {"part": 9, "whole": 10}, "between": between}),
            json!({"part": part, "whole": whole})
        )),
        rate.clone().prop_map(|(part, whole)| (
            json!({"kind": "threshold", "compare": "atLeast", "limit": {"part": 1, "whole": 2}}),
            json!({"part": part, "whole": whole})
        )),
        (rate, points.clone(), any::<bool>()).prop_map(|((part, whole), points, started)| (
            json!({"kind": "step", "target": {"part": 1}, "every": {"part": 1, "whole": 20},
                "points": points, "startedCounts": started}),
            json!({"part": part, "whole": whole})
        )),
        points.clone().prop_map(|mark| (
            json!({"kind": "levels", "levels": [{"id": "a", "name": "良", "mark": mark}]}),
            json!({"level": "a"})
        )),
        points.prop_map(|points| (json!({"kind": "manual"}), json!({ "points": points }))),
        (times, 0_i64..300).prop_map(|(lines, cap)| (
            json!({"kind": "bonus", "points": 50, "cap": cap}),
            json!({ "lines": lines })
        )),
        any::<bool>().prop_map(|triggered| (
            json!({"kind": "veto", "effect": {"kind": "rating_at_most", "rating": "low"}}),
            json!({ "triggered": triggered })
        )),
    ];
    (kinds, answered).prop_map(|((rule, mut answer), answered)| {
        answer["kind"] = rule["kind"].clone();
        (rule, answered.then_some(answer))
    })
}

/// An item with a plain mark first, so that it always bears one, and its answer.
fn item() -> impl Strategy<Value = (Value, Value)> {
    (1_i64..=2000)
        .prop_flat_map(|full| {
            let rules = proptest::collection::vec(rule(full), 0..4);
            let policy = prop_oneof![Just("leftOut"), Just("fullMark")];
            (Just(full), 0..=full, rules, policy, 0_u8..8)
        })
        .prop_map(|(full, plain, rules, policy, turn)| {
            let mut all = vec![json!({"id": "0", "kind": "manual"})];
            let mut answers = serde_json::Map::new();
            if turn != 0 {
                answers.insert("0".into(), json!({"kind": "manual", "points": plain}));
            }
            for (number, (mut rule, answer)) in rules.into_iter().enumerate() {
                rule["id"] = json!((number + 1).to_string());
                answers.extend(answer.map(|answer| ((number + 1).to_string(), answer)));
                all.push(rule);
            }
            (
                json!({"title": "", "fullMark": full, "rules": all, "notApplicable": policy}),
                json!({"rules": answers, "notApplicable": turn == 1}),
            )
        })
}

/// A form with two to four areas, the first capped at half of its sum.
pub fn form() -> impl Strategy<Value = (Standard, Answers)> {
    let area = proptest::collection::vec(item(), 1..4);
    (proptest::collection::vec(area, 2..5), any::<bool>(), any::<bool>()).prop_map(
        |(areas, capped, weighted)| {
            let mut answers = serde_json::Map::new();
            let mut built = Vec::new();
            for (number, items) in areas.into_iter().enumerate() {
                let mut all = Vec::new();
                let mut sum = 0;
                for (place, (mut item, answer)) in items.into_iter().enumerate() {
                    let id = format!("{number}.{place}");
                    sum += item["fullMark"].as_i64().unwrap();
                    item["id"] = json!(id);
                    answers.insert(id, answer);
                    all.push(item);
                }
                let mut area = json!({"id": number.to_string(), "title": "", "items": all});
                if capped && number == 0 {
                    area["cap"] = json!(sum / 2 + 1);
                }
                if weighted {
                    area["weight"] = json!(number + 1);
                }
                built.push(area);
            }
            let standard = json!({"bonusCap": 200, "areas": built, "ratings": [
                {"id": "high", "name": "", "atLeast": 2000},
                {"id": "low", "name": "", "atLeast": 0}]});
            (
                serde_json::from_value(standard).unwrap(),
                serde_json::from_value(json!({ "items": answers })).unwrap(),
            )
        },
    )
}

/// One more time, or one more hundredth, on the first deduction that there is.
fn deduct_more(answers: &mut Answers, item: usize) -> bool {
    let Some(answer) = answers.items.values_mut().nth(item) else { return false };
    for rule in answer.rules.values_mut() {
        if let Open::Known(RuleAnswer::Deduct { lines }, _) = rule
            && lines.iter().any(|line| line.times.is_some())
        {
            lines.push(Line { times: Some(1), ..Line::default() });
            return true;
        }
    }
    false
}

proptest! {
    #[test]
    fn marks_stay_within_bounds_and_sums_are_those_of_the_items((standard, answers) in form()) {
        let scored = score(&standard, &answers).unwrap();
        let mut raw = 0;
        for area in &scored.areas {
            let mut sum = 0;
            for item in &area.items {
                let full = item.full_mark.unwrap();
                let mark = item.mark.unwrap_or_default();
                prop_assert!((Hundredths::ZERO..=full).contains(&mark));
                prop_assert!(item.state != ItemState::Unanswered || item.mark.is_none());
                sum += mark.0;
            }
            prop_assert_eq!(area.sum.0, sum);
            prop_assert_eq!(area.mark, area.sum.min(area.applicable));
            prop_assert!(area.applicable <= area.full_mark && area.mark <= area.reachable);
            raw += area.mark.0;
        }
        prop_assert_eq!(scored.raw.0, raw);
        let full = scored.full_mark.unwrap();
        if let Some(total) = scored.total {
            prop_assert!(total.0 >= 0 && total.0 <= full.0 + 200);
            prop_assert!(total <= scored.reachable_total.unwrap());
            prop_assert!(scored.bonus.0 <= 200);
        }
        prop_assert_eq!(scored.draft, scored.answered < scored.of);
        let low = scored.rating.as_ref().is_none_or(|rating| rating.id == "low");
        prop_assert!(!scored.vetoed || low);
    }

    #[test]
    fn an_item_with_an_open_question_is_not_answered((standard, answers) in form()) {
        let scored = score(&standard, &answers).unwrap();
        for item in scored.items() {
            let open = |line: &ItemLine| matches!(line.did, Did::Unanswered | Did::NothingToDo);
            let is_open = item.lines.iter().any(open);
            prop_assert!(!is_open || item.state == ItemState::Unanswered);
        }
        let answered = scored.items().iter().filter(|item| item.state.is_answered()).count();
        prop_assert_eq!(scored.answered, answered);
        prop_assert!(scored.answered > 0 || scored.rating.is_none() || scored.vetoed);
    }

    #[test]
    fn problems_cost_what_the_items_lack_to_their_full_marks((standard, answers) in form()) {
        let id = AssessmentId::new(&mut IdSource::new([1; 16]));
        let subject = Subject::Office { id: OfficeId::new(&mut IdSource::new([2; 16])) };
        let mut form = Assessment::new(id, String::new(), subject, 2026, &standard);
        form.columns.entry(Column::Own).or_default().answers = answers;
        let scored = score_column(&standard, &form, Column::Own).unwrap();
        let found = issues(&standard, &form, Column::Own, &scored);
        let lost: i64 = found.iter().map(|issue| issue.points.0).sum();
        let lacking = |item: &&ScoredItem| Some(item.full_mark?.0 - item.mark?.0);
        let lacked: i64 = scored.items().iter().filter_map(lacking).sum();
        prop_assert_eq!(lost, lacked);
        prop_assert_eq!(found.iter().filter(|issue| issue.vetoed).count() > 0, scored.vetoed);
    }

    #[test]
    fn more_deductions_never_raise_a_score((standard, answers) in form(), item in 0_usize..12) {
        let mut more = answers.clone();
        if deduct_more(&mut more, item) {
            let before = score(&standard, &answers).unwrap();
            let after = score(&standard, &more).unwrap();
            prop_assert!(after.total <= before.total);
            prop_assert!(after.raw <= before.raw);
        }
    }

    #[test]
    fn the_order_of_answering_is_irrelevant((standard, answers) in form()) {
        let mut turned = Answers::default();
        for (id, answer) in answers.items.iter().rev() {
            let mut rules = BTreeMap::new();
            for (rule, given) in answer.rules.iter().rev() {
                let mut given = given.clone();
                if let Open::Known(
                    RuleAnswer::Deduct { lines }
                    | RuleAnswer::DeductRange { lines }
                    | RuleAnswer::Bonus { lines },
                    _,
                ) = &mut given
                {
                    lines.reverse();
                }
                rules.insert(rule.clone(), given);
            }
            turned.items.insert(id.clone(), ItemAnswer { rules, ..answer.clone() });
        }
        prop_assert_eq!(score(&standard, &turned), score(&standard, &answers));
    }

    #[test]
    fn a_form_carried_over_to_the_same_items_keeps_its_answers_and_score(
        (standard, answers) in form(),
    ) {
        let mut next = standard.clone();
        next.head.version = "2".into();
        let subject = Subject::Office { id: OfficeId(uuid::Uuid::nil()) };
        let id = AssessmentId(uuid::Uuid::nil());
        let mut form = Assessment::new(id, "x".into(), subject, 2026, &standard);
        form.columns.entry(Column::Own).or_default().answers = answers.clone();
        let carried = carry_over(&form, &standard, &next, id);
        prop_assert_eq!(&carried.lost, &[]);
        let kept = carried.form.answers(Column::Own).unwrap();
        let said = |answers: &Answers| -> BTreeMap<String, ItemAnswer> {
            let items = answers.items.clone().into_iter();
            items.filter(|(_, answer)| !answer.is_empty()).collect()
        };
        prop_assert_eq!(said(kept), said(&answers));
        let before = score(&standard, &answers).unwrap();
        let after = score(&next, kept).unwrap();
        prop_assert_eq!((before.total, before.areas), (after.total, after.areas));
    }

    #[test]
    fn standards_and_answers_come_back_from_json_as_they_were((standard, answers) in form()) {
        let text = serde_json::to_string(&standard).unwrap();
        let back: Standard = serde_json::from_str(&text).unwrap();
        prop_assert_eq!(serde_json::to_string(&back).unwrap(), text);
        prop_assert_eq!(back.sha256(), standard.sha256());
        let text = serde_json::to_string(&answers).unwrap();
        prop_assert_eq!(serde_json::from_str::<Answers>(&text).unwrap(), answers);
    }

    #[test]
    fn with_full_marks_on_all_that_applies_the_total_is_full((standard, answers) in form()) {
        let mut full = answers;
        for item in standard.items() {
            let answer = full.items.entry(item.id.clone()).or_default();
            answer.rules.retain(|id, _| id == "0");
            answer.hand_mark = Some(crate::model::assessment::HandMark {
                mark: item.full_mark.unwrap(),
                reason: "x".into(),
            });
        }
        let scored = score(&standard, &full).unwrap();
        if let Some(base) = scored.base {
            let open = scored.items().iter().any(|item| item.state == ItemState::Unanswered);
            prop_assert!(open || Some(base) == scored.full_mark);
        }
    }
}

#[test]
fn nothing_is_forecast_before_something_is_answered() {
    for standard in Standard::built_in() {
        let scored = score(&standard, &Answers::default()).unwrap();
        assert_eq!((scored.answered, scored.rating), (0, None));
    }
}

#[test]
fn a_template_item_that_asks_two_things_waits_for_both() {
    let standard: Standard = serde_json::from_value(json!({"areas": [{"id": "A", "title": "",
        "items": [{"id": "x", "title": "", "rules": [
            {"id": "1", "kind": "all_or_nothing"}, {"id": "2", "kind": "all_or_nothing"}]}]}]}))
    .unwrap();
    let answered = |rules: Value| {
        let answers = json!({"items": {"x": {"checked": true, "rules": rules}}});
        score(&standard, &serde_json::from_value(answers).unwrap()).unwrap().answered
    };
    let met = json!({"kind": "all_or_nothing", "met": true});
    assert_eq!(answered(json!({ "1": met })), 0);
    assert_eq!(answered(json!({ "1": met, "2": met })), 1);
}

#[test]
fn numbers_too_large_are_refused_and_never_wrap_around() {
    let big = 9_007_199_254_740_991_u64;
    let standard: Standard = serde_json::from_value(json!({"areas": [{"id": "A", "title": "",
        "items": [{"id": "x", "title": "", "fullMark": big, "rules": [
            {"id": "1", "kind": "ratio", "fullAt": {"part": big - 1, "whole": big - 3}},
            {"id": "2", "kind": "ratio", "fullAt": {"part": big - 5, "whole": big - 9}},
            {"id": "3", "kind": "deduct", "points": big}]}]}]}))
    .unwrap();
    let rate = |kind: &str, part: u64| json!({"kind": kind, "part": part, "whole": big});
    let answers = |three: Value| -> Answers {
        serde_json::from_value(json!({"items": {"x": {"rules": {
            "1": rate("ratio", big - 11), "2": rate("ratio", big - 13), "3": three}}}}))
        .unwrap()
    };
    let lines = json!({"kind": "deduct", "lines": [{"times": 4_294_967_295_u32}]});
    assert!(score(&standard, &answers(lines)).is_err());
    let beyond: Answers = serde_json::from_value(json!({"items": {"x": {"rules": {
        "1": {"kind": "ratio", "part": u64::MAX, "whole": 1}}}}}))
    .unwrap();
    assert!(score(&standard, &beyond).is_err());
}
