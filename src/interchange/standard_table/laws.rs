//! What clauses must keep: the sample standard reads as its rules, and a rule in words as the rule.

use proptest::prelude::*;

use super::clause::{Around, clauses, rule};
use super::words::words;
use crate::model::rule::{Amount, Compare, Direction, Level, RuleKind};
use crate::model::score::Hundredths;
use crate::model::standard::{Item, Standard};

/// Without the ids of levels, which a table does not hold, and 100 of 100 as the whole.
fn without_ids(kind: &RuleKind) -> RuleKind {
    let mut kind = kind.clone();
    if let RuleKind::Step { target, .. } = &mut kind
        && target.part == target.whole
    {
        *target = Amount::one();
    }
    if let RuleKind::Levels { levels } = &mut kind {
        levels.iter_mut().for_each(|level| level.id.clear());
    }
    kind
}

#[test]
fn the_clauses_of_the_standards_of_the_program_are_their_rules() {
    for standard in Standard::built_in() {
        let mut around = Around::of(&standard);
        let mut wrong = Vec::new();
        let told = |item: &&&Item| item.parts.is_empty();
        for item in standard.items().iter().filter(told) {
            around.full_mark = item.full_mark;
            let read: Vec<_> =
                clauses(&item.scoring).iter().map(|text| rule(text, &around)).collect();
            let meant: Vec<_> = item.rules.iter().map(|rule| rule.kind.known()).collect();
            let bare = |list: &[Option<RuleKind>]| -> Vec<_> {
                list.iter().map(|kind| kind.as_ref().map(without_ids)).collect()
            };
            let meant: Vec<_> = meant.into_iter().map(Option::<&RuleKind>::cloned).collect();
            if bare(&read) != bare(&meant) {
                let (read, meant) = (bare(&read), bare(&meant));
                wrong.push(format!("{} {}\n{read:?}\n{meant:?}", item.id, item.scoring));
            }
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }
}

fn kinds() -> impl Strategy<Value = RuleKind> {
    let mark = || (1_i64..2_000).prop_map(Hundredths);
    let cap = || proptest::option::of(mark());
    let rate = || (1_u64..100).prop_map(|part| Amount { part, whole: 100 });
    let count = || (1_u64..40).prop_map(|part| Amount { part, whole: 1 });
    let unit = || prop::sample::select(vec!["次", "篇", "人"]).prop_map(str::to_owned);
    let compare = prop::sample::select(vec![
        Compare::AtLeast,
        Compare::AtMost,
        Compare::MoreThan,
        Compare::LessThan,
    ]);
    let direction = || prop::sample::select(vec![Direction::Below, Direction::Above]);
    let level = |(place, mark): (usize, Hundredths)| Level {
        id: (place + 1).to_string(),
        name: ["优", "良", "中", "差"][place].to_owned(),
        mark,
    };
    prop_oneof![
        Just(RuleKind::AllOrNothing),
        (mark(), cap()).prop_map(|(points, cap)| RuleKind::Deduct { points, cap }),
        (mark(), mark(), cap()).prop_map(|(from, to, cap)| RuleKind::DeductRange { from, to, cap }),
        (proptest::option::of(rate()), rate(), any::<bool>()).prop_map(
            |(floor, full_at, between)| { RuleKind::Ratio { floor, full_at, between, unit: None } }
        ),
        (compare.clone(), rate(), cap()).prop_map(|(compare, limit, points)| {
            RuleKind::Threshold { compare, limit, points, unit: None }
        }),
        (compare, count(), cap(), unit()).prop_map(|(compare, limit, points, unit)| {
            RuleKind::Threshold { compare, limit, points, unit: Some(unit) }
        }),
        (rate(), rate(), mark(), direction(), any::<bool>(), cap()).prop_map(
            |(target, every, points, direction, started_counts, cap)| RuleKind::Step {
                target,
                every,
                points,
                direction,
                started_counts,
                cap,
                unit: None,
            }
        ),
        (count(), count(), mark(), direction(), any::<bool>(), cap(), unit()).prop_map(
            |(target, every, points, direction, started_counts, cap, unit)| RuleKind::Step {
                target,
                every,
                points,
                direction,
                started_counts,
                cap,
                unit: Some(unit),
            }
        ),
        prop::collection::vec(mark(), 2..=4).prop_map(move |marks| RuleKind::Levels {
            levels: marks.into_iter().enumerate().map(level).collect(),
        }),
        (mark(), mark()).prop_map(|(from, to)| RuleKind::Manual { from, to: Some(to) }),
        (mark(), cap()).prop_map(|(points, cap)| RuleKind::Bonus { points: Some(points), cap }),
        mark().prop_map(|cap| RuleKind::Bonus { points: None, cap: Some(cap) }),
    ]
}

proptest! {
    /// What is written of a rule reads as that rule.
    #[test]
    fn a_rule_in_words_reads_as_the_rule(kind in kinds()) {
        let around = Around::default();
        let text = words(&kind, &around).unwrap();
        prop_assert_eq!(rule(&text, &around), Some(kind), "{}", text);
    }

    /// Whatever stands in a cell, reading it ends.
    #[test]
    fn any_text_is_read_without_a_panic(text in "[每扣分不足达到%得满按比例0-9.、，；一二百之至最多加（）]{0,40}") {
        for clause in clauses(&text) {
            let _ = rule(&clause, &Around::default());
        }
    }
}

#[test]
fn what_bureaus_write_is_read_or_left_to_the_hand() {
    let deduct = |points, cap: Option<i64>| {
        Some(RuleKind::Deduct { points: Hundredths(points), cap: cap.map(Hundredths) })
    };
    for (text, meant) in [
        ("（1）每缺一项扣1分，扣完为止", deduct(100, None)),
        ("发现一次扣0.5分", deduct(50, None)),
        ("台账不规范的，扣１分", deduct(100, Some(100))),
        ("少一件扣半分", deduct(50, None)),
        ("未开展的不得分", Some(RuleKind::AllOrNothing)),
        (
            "完成率100%得满分，≥50%按比例得分，<50%不得分",
            Some(RuleKind::Ratio {
                floor: Some(Amount { part: 50, whole: 100 }),
                full_at: Amount::one(),
                between: false,
                unit: None,
            }),
        ),
        ("每项制度0.5分，未建立的，该项不得分", None),
        ("由考核组研究决定", None),
        ("未开展的不得分，开展不规范的每次扣0.5分", None),
    ] {
        let read =
            clauses(text).iter().map(|text| rule(text, &Around::default())).collect::<Vec<_>>();
        assert_eq!(read, [meant], "{text}");
    }
}
