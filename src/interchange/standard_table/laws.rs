//! What clauses must keep: the sample standard reads as its rules, and a rule in words as the rule.

use proptest::prelude::*;

use super::clause::{Around, rule};
use super::scoring::{clauses, read};
use super::several::rules;
use super::words::words;
use crate::model::rule::{Amount, Compare, Direction, Level, RuleKind};
use crate::model::score::{Hundredths, points};
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

/// A clause is read as a whole or not at all: its rules, or `None`.
#[test]
fn no_part_of_a_clause_is_lost() {
    let around = Around { full_mark: Some(Hundredths(500)), ..Around::default() };
    let kinds = |text: &str| -> Option<Vec<RuleKind>> {
        let read = rules(text, &around)?;
        // What is kept as the text of a rule reads as that rule.
        assert!(read.iter().all(|(text, kind)| rule(text, &around).as_ref() == Some(kind)));
        Some(read.into_iter().map(|(_, kind)| kind).collect())
    };
    for text in [
        "迟报1次扣0.5分，不报1次扣1分，最多扣3分",
        "国家级推广每次加3分，省级每次加2分，市级每次加1分，最高加5分",
        "满意度低于90%的每次扣1分",
        "每2次扣1分",
        "每两次扣1分",
        "少于两次的扣1分",
        "第1次扣0.5分，第2次扣1分",
        "低于90%的，每低1个百分点扣0.1分，低于60%的不得分",
        "未开展的不得分，低于90%的每低1个百分点扣0.1分",
        "达到90%得满分，不足60%不得分",
        "按比例得分，未开展的不得分",
        "按比例得分，每发现1处造假扣1分",
        "每次扣1分，情节严重的加倍",
        "每次扣1分，造成影响的取消评优资格",
        "迟报扣1分，不报的该项不得分",
        "基本完成的得一分，未完成的不得分",
        "95%以上得5分，85%以上得3分",
        "95%以上得9分，85%以上得3分，85%以下不得分",
        "完成的得2分，未完成的不得分",
        "国家级加分，其他不得分",
        "每项制度0.5分，未建立的，该项不得分",
        "在0至2分之间综合评定，每缺1项扣0.5分",
        "迟报扣分，不报1次扣1分",
        "每次扣0.5分，每人最多扣1分",
        "第一次扣0.5分，第二次扣1分",
        "一次性扣2分",
        "按完成情况得分，未开展的不得分",
        "每低1个百分点扣0.2分，扣完为止",
        "每低于目标1个百分点扣0.2分",
        "低于目标1个百分点的，每低1个百分点扣0.2分",
        "目标95%，低于90%的，每低1个百分点扣0.2分",
        "迟报1次扣0.5分，不报1次扣1分，最高不超过3分",
        "综合评定，每次扣1分，最高不超过3分",
        "每次扣1分，得分最高不超过3分",
    ] {
        assert_eq!(kinds(text), None, "{text}");
    }
    let mark = Hundredths;
    let deduct =
        |points, cap: Option<i64>| RuleKind::Deduct { points: mark(points), cap: cap.map(mark) };
    let give = |points| RuleKind::Bonus { points: Some(mark(points)), cap: None };
    let step = |target| RuleKind::Step {
        target: Amount { part: target, whole: 100 },
        every: Amount { part: 1, whole: 100 },
        points: mark(20),
        direction: Direction::Below,
        started_counts: false,
        cap: None,
        unit: None,
    };
    for (text, meant) in [
        ("迟报1次扣0.5分，不报1次扣1分", vec![deduct(50, None), deduct(100, None)]),
        ("迟报1次扣0.5分，漏报1次扣0.5分，扣完为止", vec![deduct(50, None), deduct(50, None)]),
        ("迟报1次扣0.5分，不报1次扣1分，最多扣5分", vec![deduct(50, None), deduct(100, None)]),
        ("迟报的，扣0.5分，不报的，扣1分", vec![deduct(50, Some(50)), deduct(100, Some(100))]),
        ("国家级每次加3分，省级每次加2分", vec![give(300), give(200)]),
        ("合格率每低于90%一个百分点扣0.2分", vec![step(90)]),
        ("合格率每低于90%1个百分点扣0.2分", vec![step(90)]),
        ("合格率≥95%得满分，每下降1个百分点扣0.2分", vec![step(95)]),
        ("合格率达到95%得满分；每低1个百分点扣0.2分", vec![step(95)]),
        ("≥90%得满分；低于90%的，每低1个百分点扣0.2分", vec![step(90)]),
        ("年报率目标95%，每低于目标1个百分点扣0.2分，扣完为止", vec![step(95)]),
        ("年报率每低于目标值1个百分点扣0.2分（目标值为95%）", vec![step(95)]),
        ("以95%为目标，每低1个百分点扣0.2分，扣完为止", vec![step(95)]),
        ("每次扣0.5分，最高不超过3分", vec![deduct(50, Some(300))]),
        ("每次扣0.5分，累计扣分最多不超过3分", vec![deduct(50, Some(300))]),
        ("每次扣0.5分，封顶3分", vec![deduct(50, Some(300))]),
        ("迟报1次扣0.5分，不报1次扣1分，不超过5分", vec![deduct(50, None), deduct(100, None)]),
        (
            "综合评定，最高不超过3分",
            vec![RuleKind::Manual { from: Hundredths::ZERO, to: Some(mark(300)) }],
        ),
        ("酌情加分，最高不超过3分", vec![RuleKind::Bonus { points: None, cap: Some(mark(300)) }]),
        ("未建立台账的该项不得分", vec![RuleKind::AllOrNothing]),
        ("未建立台账的，该项不得分", vec![RuleKind::AllOrNothing]),
        ("未建立台账不得分", vec![RuleKind::AllOrNothing]),
        ("2026年3月底前未完成的，不得分", vec![RuleKind::AllOrNothing]),
        ("完成的得5分，未完成的不得分", vec![RuleKind::AllOrNothing]),
        ("3个工作日内未报送的，每次扣0.5分", vec![deduct(50, None)]),
    ] {
        assert_eq!(kinds(text), Some(meant), "{text}");
    }
    let read = kinds("合格率95%以上得5分，85%以上的得3分，75%以上得1分，否则不得分").unwrap();
    let [RuleKind::Levels { levels }] = read.as_slice() else { panic!("{read:?}") };
    let levels: Vec<_> = levels.iter().map(|level| (&*level.name, level.mark.0)).collect();
    let named = [("合格率95%以上", 500), ("85%以上", 300), ("75%以上", 100), ("否则", 0)];
    assert_eq!(levels, named);
}

proptest! {
    /// Two rules in one clause never read as one of them.
    #[test]
    fn two_rules_in_one_clause_are_never_read_as_one(first in kinds(), second in kinds()) {
        let around = Around::default();
        let (one, two) = (words(&first, &around).unwrap(), words(&second, &around).unwrap());
        // What is said twice is one rule, and so is a share with what lies below its floor.
        let is_share = |kind: &RuleKind| {
            matches!(kind, RuleKind::Ratio { .. } | RuleKind::Threshold { points: None, .. })
        };
        let is_bonus = |kind: &RuleKind| matches!(kind, RuleKind::Bonus { .. });
        let is_one = |is: &dyn Fn(&RuleKind) -> bool| is(&first) && is(&second);
        prop_assume!(first != second && !is_one(&is_share) && !is_one(&is_bonus));
        // Steps that begin where all is got are one statement with it.
        let is_full = matches!(&first, RuleKind::Threshold { points: None, .. });
        prop_assume!(!(is_full && matches!(&second, RuleKind::Step { .. })));
        let text = format!("{one}，{two}");
        if let Some(read) = rules(&text, &around) {
            let kinds: Vec<_> = read.into_iter().map(|(_, kind)| kind).collect();
            prop_assert_eq!(kinds, vec![first, second], "{}", text);
        }
    }
}

/// What the clauses of a text are together; `None` where one of them is not understood.
fn all(text: &str, around: &Around) -> Option<Vec<RuleKind>> {
    let read: Vec<_> = read(text, around).into_iter().map(|clause| clause.rules).collect();
    let rules: Vec<_> =
        read.into_iter().collect::<Option<Vec<_>>>()?.into_iter().flatten().collect();
    // What is kept as the text of a rule reads as that rule.
    assert!(
        rules.iter().all(|(text, kind)| rule(text, around).as_ref() == Some(kind)),
        "{rules:?}"
    );
    Some(rules.into_iter().map(|(_, kind)| kind).collect())
}

#[test]
fn clauses_that_belong_together_are_read_together_or_not_at_all() {
    let around = Around { full_mark: Some(Hundredths(500)), ..Around::default() };
    for text in [
        "迟报1次扣0.5分；漏报1次扣1分；以上各项最多扣3分",
        "迟报1次扣0.5分；漏报1次扣1分；以上合计最多扣3分",
        "每次扣1分；各项最多扣3分",
        "每次扣1分；本项不超过3分",
        "每次扣1分，最多扣2分；本项最多扣3分",
        "迟报的，扣0.5分；本项最多扣2分",
        "每次扣1分；本项最多扣3分；未开展的不得分",
        "本项最多扣3分；每次扣1分",
        "扣完为止",
        "达到95%得满分；低于90%的，每低1个百分点扣0.2分",
        "未开展的不得分，分为好、差二档，分别得2分、0分",
        "未开展的不得分；扣完为止",
        "每次扣1分；扣完20分为止",
        "95%以上得5分；85%以上得3分",
        "95%以上得3分；85%以上得5分；85%以下不得分",
        "95%以上得5分；每次扣1分；85%以下不得分",
        "首次扣0.5分",
        "再次发现的，每次扣1分",
        "首次扣0.5分，再次扣1分",
        "首次扣0.5分；再次不得分",
        "首次每处扣0.5分；再次每次扣1分",
        "第一次扣0.5分；第二次每次扣1分",
    ] {
        assert_eq!(all(text, &around), None, "{text}");
    }
    let deduct = |points, cap: Option<i64>| RuleKind::Deduct {
        points: Hundredths(points),
        cap: cap.map(Hundredths),
    };
    for (text, meant) in [
        ("每缺1项扣1分；扣完为止。", vec![deduct(100, None)]),
        (
            "迟报1次扣0.5分；漏报1次扣1分；以上各项扣完为止",
            vec![deduct(50, None), deduct(100, None)],
        ),
        ("迟报1次扣0.5分；漏报1次扣1分；本项最多扣5分", vec![deduct(50, None), deduct(100, None)]),
        ("每缺1项扣1分；本项累计最多扣3分", vec![deduct(100, Some(300))]),
        ("每缺1项扣1分；累计不超过3分", vec![deduct(100, Some(300))]),
        (
            "每缺1项扣1分；扣完为止；未建立的，不得分",
            vec![deduct(100, None), RuleKind::AllOrNothing],
        ),
        ("首次发现扣0.5分，再次发现的每次扣1分", vec![deduct(50, Some(50)), deduct(100, None)]),
        (
            "首次发现的，扣0.5分；再次发现的，每次扣1分",
            vec![deduct(50, Some(50)), deduct(100, None)],
        ),
    ] {
        assert_eq!(all(text, &around), Some(meant), "{text}");
    }
    for text in [
        "合格率95%以上得5分；85%以上的，得3分；75%以上得1分；其余不得分",
        "合格率95%以上得满分；85%以上得3分；75%以上得1分；其余不得分。",
        "合格率95%以上的，得5分，85%以上的，得3分，75%以上的，得1分，其余的，不得分",
    ] {
        let read = all(text, &around).unwrap_or_default();
        let [RuleKind::Levels { levels }] = read.as_slice() else { panic!("{text}: {read:?}") };
        assert_eq!(levels.iter().map(|level| level.mark.0).collect::<Vec<_>>(), [500, 300, 100, 0]);
    }
}

proptest! {
    /// The rules of an item written one after the other read as these rules, whatever stands behind
    /// them of what they cost together.
    #[test]
    fn rules_in_words_read_as_the_rules(kinds in prop::collection::vec(kinds(), 1..4)) {
        let around = Around::default();
        let text = kinds.iter().map(|kind| words(kind, &around).unwrap()).collect::<Vec<_>>();
        let text = text.join("；");
        prop_assert_eq!(all(&text, &around), Some(kinds.clone()), "{}", text);
        let takes = kinds.iter().any(|kind| matches!(kind, RuleKind::Deduct { .. }));
        let ends = all(&format!("{text}；以上各项扣完为止。"), &around);
        prop_assert!(!takes || ends.is_some());
        prop_assert!(ends.is_none_or(|ends| ends == kinds));
    }

    /// A cap in a clause of its own is the cap of the one rule before it.
    #[test]
    fn a_cap_of_its_own_is_the_cap_of_the_rule(kind in kinds(), most in 1_i64..2_000) {
        let around = Around::default();
        let text = words(&kind, &around).unwrap();
        let mark = points(Hundredths(most));
        let apart = all(&format!("{text}；本项最多扣{mark}分"), &around);
        if let Some(apart) = apart {
            let within = rule(&format!("{text}，最多扣{mark}分"), &around);
            prop_assert_eq!(apart, within.into_iter().collect::<Vec<_>>());
        }
    }

    /// Bands are the same levels, a clause each or all in one.
    #[test]
    fn bands_are_read_apart_as_together(
        marks in prop::collection::btree_set(1_i64..40, 2..4),
        comma in prop::sample::select(vec!["", "，"]),
    ) {
        let around = Around { full_mark: Some(Hundredths(2_000)), ..Around::default() };
        let band = |(at, mark): (usize, &i64)| {
            format!("{}%以上的{comma}得{}分", 95 - 10 * at, points(Hundredths(mark * 50)))
        };
        let mut bands: Vec<_> = marks.iter().rev().enumerate().map(band).collect();
        bands.push("其余不得分".to_owned());
        let together = all(&bands.join("，"), &around);
        prop_assert!(together.is_some(), "{}", bands.join("，"));
        prop_assert_eq!(all(&bands.join("；"), &around), together);
    }
}
