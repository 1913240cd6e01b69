//! Items that add to the mark (加分项): what stands in their column 分值 is the most that they add, and
//! is no part of the full mark.

use super::clause::{Around, cap};
use super::numbers::{at_start, narrow};
use super::scoring::{Clause, clauses, part, read};
use super::several::rules;
use crate::model::open::Open;
use crate::model::pack::Extra;
use crate::model::rule::{Rule, RuleKind};
use crate::model::score::Hundredths;
use crate::model::standard::Item;

/// Is it a heading over what adds: 加分项, 附加分, 创新加分（5分）?
pub(super) fn is_heading(text: &str) -> bool {
    let text = narrow(text);
    let bare = text.split('(').next().unwrap_or_default();
    let says = bare.contains("加分项") || bare.contains("附加分") || bare.ends_with("加分");
    says && !["扣", "减"].iter().any(|sign| bare.contains(*sign))
}

/// Does a heading or its own title say so, or every clause?
pub(super) fn is_bonus(path: &[String], item: &Item) -> bool {
    let mut headings = path.iter().map(String::as_str).chain([item.title.as_str()]);
    let texts = clauses(&item.scoring);
    if headings.any(is_heading) {
        return texts.iter().all(|text| !text.contains('扣'));
    }
    !texts.is_empty() && texts.iter().all(|text| adds(text))
}

/// A clause that adds and neither takes nor gives a mark.
fn adds(text: &str) -> bool {
    let (own, clause) = part(text);
    if own.is_some() {
        return false;
    }
    match rules(clause, &Around::default()) {
        Some(rules) => rules.iter().all(|(_, kind)| matches!(kind, RuleKind::Bonus { .. })),
        None => {
            let text = narrow(clause);
            let is_amount = |rest: &str| rest.starts_with(|sign: char| sign.is_ascii_digit());
            let gives =
                text.split('加').skip(1).any(|rest| is_amount(rest) || rest.starts_with('分'));
            gives && !text.contains('扣') && !text.contains('得')
        }
    }
}

/// Keeps what a bonus item adds under what its column 分值 says. Answers the clause to be looked at
/// where the rules cannot say that: then what is added is typed, and only vetoes stay.
pub(super) fn limit(item: &mut Item, most: Option<Hundredths>, around: &Around) -> Option<String> {
    item.full_mark = None;
    let is_bonus = |rule: &Rule| matches!(rule.kind.known(), Some(RuleKind::Bonus { .. }));
    let are_read = item.parts.is_empty() && !item.rules.is_empty();
    if are_read && item.rules.iter().all(|rule| is_bonus(rule) || is_veto(rule)) {
        let mut caps: Vec<_> = item.rules.iter_mut().filter_map(cap_of).collect();
        if let ([cap], Some(most)) = (caps.as_mut_slice(), most) {
            // A cap in the clause stands.
            **cap = cap.or(Some(most));
            return None;
        }
        let sum = caps.iter().try_fold(0_i64, |sum, cap| cap.map(|cap| sum.saturating_add(cap.0)));
        if most.is_none_or(|most| sum.is_some_and(|sum| sum <= most.0)) {
            return None;
        }
    }
    let read = read(&item.scoring, around);
    let caps = read.iter().filter_map(|clause| cap(&narrow(&clause.text)));
    let typed = match (most, most_of_all(&read)) {
        (Some(most), Some(own)) => most.min(own),
        (most, own) => most.or(own).or_else(|| caps.reduce(|most, cap| most.max(cap)))?,
    };
    let was_read = !item.rules.is_empty() || !item.parts.is_empty();
    let (mut vetoes, mut texts) = (Vec::new(), Vec::new());
    for Clause { text, rules, .. } in read {
        match rules.as_deref() {
            Some([(_, kind @ RuleKind::Veto { .. })]) => vetoes.push((text, kind.clone())),
            _ => texts.push(text),
        }
    }
    let text = texts.join("；");
    let kind = RuleKind::Bonus { points: None, cap: Some(typed) };
    item.parts.clear();
    item.rules.clear();
    for (text, kind) in std::iter::once((text.clone(), kind)).chain(vetoes) {
        let kind = Open::Known(kind, Extra::new());
        item.rules.push(Rule { id: item.free_rule_id(), text, kind });
    }
    was_read.then_some(text)
}

/// “…，最高不超过3分” behind all that the one clause adds, or as the last clause: the most together.
fn most_of_all(read: &[Clause]) -> Option<Hundredths> {
    const OF: [&str; 9] =
        ["以上", "本项目", "本项", "该项", "合计", "累计", "总计", "加分", "总分"];
    const CAPS: [&str; 10] = [
        "最高不超过",
        "最多不超过",
        "不超过",
        "封顶",
        "最高加",
        "最多加",
        "最多可加",
        "最高可加",
        "最高",
        "最多",
    ];
    let is_veto = |kind: &RuleKind| matches!(kind, RuleKind::Veto { .. });
    let adds =
        read.iter().filter(|clause| !clause.rules.iter().flatten().any(|(_, kind)| is_veto(kind)));
    let texts: Vec<_> = adds.map(|clause| narrow(&clause.text)).collect();
    let (last, before) = texts.split_last()?;
    let (head, said) = last.rsplit_once('，').unwrap_or(("", last));
    // Behind one clause of several it is of that one.
    let is_behind_all = before.is_empty() != head.is_empty();
    let mut others = before.iter().map(String::as_str).chain([head]);
    if !is_behind_all || others.any(|text| cap(text).is_some()) {
        return None;
    }
    let mut bare = said;
    while let Some(rest) = OF.iter().find_map(|word| bare.strip_prefix(word)) {
        bare = rest;
    }
    let mark = CAPS.iter().find_map(|word| bare.strip_prefix(word))?;
    let found = at_start(mark)?;
    (mark.get(found.end..)? == "分").then(|| found.mark())?
}

fn is_veto(rule: &Rule) -> bool {
    matches!(rule.kind.known(), Some(RuleKind::Veto { .. }))
}

fn cap_of(rule: &mut Rule) -> Option<&mut Option<Hundredths>> {
    match &mut rule.kind {
        Open::Known(RuleKind::Bonus { cap, .. }, _) => Some(cap),
        _ => None,
    }
}
