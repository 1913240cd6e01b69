//! Clauses typed by hand: read into rules by the reader of tables, and written out again.

use super::clause::{Around, rule};
use super::scoring::{Clause, clauses, read};
use super::words::words;
use crate::model::open::Open;
use crate::model::pack::Extra;
use crate::model::rule::{Part, Rule, RuleKind};
use crate::model::standard::{Item, Standard};

/// Adds every clause of a text to the rules of an item, 〔0.5分〕 in front of it as a part. Answers
/// the clauses that are no rule for certain; they are not added.
pub fn add_clauses(item: &mut Item, text: &str, around: &Around) -> Vec<String> {
    add(item, text, around, |_| true)
}

/// The same for an item that stands for an area, of which only deductions can be.
pub fn add_deductions(item: &mut Item, text: &str, around: &Around) -> Vec<String> {
    add(item, text, around, |clause| {
        let mut rules = clause.rules.iter().flatten();
        clause.part.is_none() && rules.all(|(_, kind)| kind.can_be_of_area())
    })
}

fn add(item: &mut Item, text: &str, around: &Around, fits: fn(&Clause) -> bool) -> Vec<String> {
    let mut unknown = Vec::new();
    for clause in read(text, &around.with_full(item.full())) {
        let can_be = fits(&clause);
        let Some(rules) = clause.rules.filter(|_| can_be) else {
            unknown.push(clause.text);
            continue;
        };
        for (text, kind) in rules {
            let id = item.free_rule_id();
            let rule = Rule { id, text, kind: Open::Known(kind, Extra::new()) };
            match clause.part {
                Some(full_mark) => item.parts.push(Part { full_mark, rule }),
                None => item.rules.push(rule),
            }
        }
    }
    unknown
}

/// What the text of a rule reads as, where that is certain.
pub fn read_text(rule_of: &Rule, around: &Around) -> Option<RuleKind> {
    let texts = clauses(&rule_of.text);
    let [text] = texts.as_slice() else { return None };
    rule(text, around)
}

/// A rule with another text. What it computes follows the text, unless it was set otherwise by hand.
pub fn retyped(rule_of: &Rule, text: &str, around: &Around) -> Rule {
    let follows = rule_of.text.trim().is_empty()
        || read_text(rule_of, around).as_ref() == rule_of.kind.known();
    let mut changed = Rule { text: text.trim().to_owned(), ..rule_of.clone() };
    if let Some(kind) = read_text(&changed, around).filter(|_| follows) {
        changed.kind = match changed.kind {
            Open::Known(_, extra) => Open::Known(kind, extra),
            Open::Other(_) => kind.into(),
        };
    }
    changed
}

/// What the text of a rule says where it says something else than the rule computes.
pub fn contradiction(rule_of: &Rule, around: &Around) -> Option<RuleKind> {
    let said = read_text(rule_of, around)?;
    let is_same = rule_of.kind.known() == Some(&said)
        // Ways to write the same: ids of levels, a rate of 100 %.
        || rule_of.kind.known().is_some_and(|kind| words(kind, around) == words(&said, around));
    (!is_same).then_some(said)
}

/// Every rule of a standard whose text says something else: the item, and the place of the clause in it,
/// from 1.
pub fn contradictions(standard: &Standard) -> Vec<(String, usize)> {
    let around = Around::of(standard);
    let mut found = Vec::new();
    for item in standard.items() {
        let parts = item.parts.iter().map(|part| (&part.rule, Some(part.full_mark)));
        let rules = item.rules.iter().map(|rule| (rule, item.full()));
        for (place, (rule, full)) in parts.chain(rules).enumerate() {
            if contradiction(rule, &around.with_full(full)).is_some() {
                found.push((item.id.clone(), place + 1));
            }
        }
    }
    found
}

/// The 赋分标准 that the rules of an item make up.
pub fn printed(item: &Item, around: &Around) -> String {
    let said = |rule: &Rule, full| {
        let text = rule.text.trim().trim_end_matches(['。', '；']);
        if !text.is_empty() {
            return text.to_owned();
        }
        let around = around.with_full(full);
        rule.kind.known().and_then(|kind| words(kind, &around)).unwrap_or_default()
    };
    let parts = item.parts.iter().map(|part| said(&part.rule, Some(part.full_mark)));
    let rules = item.rules.iter().map(|rule| said(rule, item.full()));
    let all: Vec<_> = parts.chain(rules).filter(|text| !text.is_empty()).collect();
    if all.is_empty() { String::new() } else { format!("{}。", all.join("；")) }
}

/// Changes the rules of an item; its 赋分标准 follows where it is what the rules made up before.
pub fn change_rules<T>(item: &mut Item, around: &Around, change: impl FnOnce(&mut Item) -> T) -> T {
    let follows = item.scoring.trim().is_empty() || item.scoring == printed(item, around);
    let answer = change(item);
    if follows {
        item.scoring = printed(item, around);
    }
    answer
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::score::Hundredths;
    use crate::model::standard_tree::free_rule_id;

    fn item() -> Item {
        Item { id: "x".into(), full_mark: Some(Hundredths(400)), ..Item::default() }
    }

    #[test]
    fn no_text_of_the_shipped_standards_contradicts_its_rule() {
        for standard in Standard::built_in() {
            assert_eq!(contradictions(&standard), [], "{}", standard.head.id);
        }
    }

    #[test]
    fn clauses_that_are_typed_become_rules_and_the_rest_is_told() {
        let mut item = item();
        let around = Around::default();
        let text = "每少1次扣0.5分，最多扣2分；由考核组研究决定。\n〔1分〕未建立制度的，不得分";
        let unknown = change_rules(&mut item, &around, |item| add_clauses(item, text, &around));
        assert_eq!(unknown, ["由考核组研究决定"]);
        assert_eq!((item.rules.len(), item.parts.len()), (1, 1));
        let points = Hundredths(50);
        let expected = RuleKind::Deduct { points, cap: Some(Hundredths(200)) };
        assert_eq!(item.rules[0].kind.known(), Some(&expected));
        assert_eq!(item.scoring, "未建立制度的，不得分；每少1次扣0.5分，最多扣2分。");
    }

    #[test]
    fn a_rule_follows_its_text_until_somebody_sets_it_by_hand() {
        let around = Around::default();
        let kind = RuleKind::AllOrNothing;
        let rule = Rule { id: "1".into(), text: String::new(), kind: kind.into() };
        let typed = retyped(&rule, "每少1次扣0.5分", &around);
        let each = |points, cap| RuleKind::Deduct { points: Hundredths(points), cap };
        assert_eq!(typed.kind.known(), Some(&each(50, None)));
        let by_hand = Rule { kind: each(50, Some(Hundredths(100))).into(), ..typed };
        assert!(contradiction(&by_hand, &around).is_some());
        let again = retyped(&by_hand, "每少1次扣1分", &around);
        assert_eq!(again.kind, by_hand.kind);
        let unread = retyped(&rule, "由考核组研究决定", &around);
        assert_eq!((unread.kind, unread.text.as_str()), (rule.kind, "由考核组研究决定"));
    }

    #[test]
    fn a_scoring_of_its_own_words_is_left_alone() {
        let mut item = Item { scoring: "按实际情况打分".into(), ..item() };
        let around = Around::default();
        change_rules(&mut item, &around, |item| add_clauses(item, "每次扣1分", &around));
        assert_eq!(item.scoring, "按实际情况打分");
        item.scoring.clear();
        change_rules(&mut item, &around, |item| item.rules.clear());
        assert_eq!(item.scoring, "");
        let rule = Rule {
            id: free_rule_id([].iter()),
            text: String::new(),
            kind: RuleKind::AllOrNothing.into(),
        };
        change_rules(&mut item, &around, |item| item.rules.push(rule));
        assert_eq!(item.scoring, "未达到要求的，不得分。");
    }
}
