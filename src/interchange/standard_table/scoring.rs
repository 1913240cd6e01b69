//! The 赋分标准 of an item: its clauses, and the rules that they are. A clause that no rule says for
//! certain has none.

use super::NO_MARK;
use super::clause::{Around, cap, has, rule};
use super::numbers::narrow;
use super::read::mark;
use super::several::rules;
use crate::model::rule::RuleKind;
use crate::model::score::{Hundredths, points};

/// A clause and what it says.
#[derive(Clone, Debug, PartialEq)]
pub struct Clause {
    pub text: String,
    /// Its own mark, where it is a part of the item.
    pub part: Option<Hundredths>,
    /// The rules with the text of each; `None` where a part of the clause would be lost.
    pub rules: Option<Vec<(String, RuleKind)>>,
}

/// Every clause of a text.
pub fn read(text: &str, around: &Around) -> Vec<Clause> {
    let texts = clauses(text);
    let mut read = Vec::new();
    let mut rest = texts.as_slice();
    while let Some((first, later)) = rest.split_first() {
        let (clause, others) = levels(rest, around)
            .or_else(|| steps(rest, around))
            .unwrap_or_else(|| (alone(first, around), later));
        read.push(clause);
        rest = others;
    }
    share_caps(&mut read, around);
    pair_times(&mut read);
    read
}

/// The clauses of a 赋分标准: parted by ；, 。 and new lines, without their numbering.
pub fn clauses(text: &str) -> Vec<String> {
    let parts = text.split(['；', ';', '。', '\n', '\r']);
    parts.map(|part| unnumbered(part.trim()).to_owned()).filter(|part| !part.is_empty()).collect()
}

/// Without （1）, 1., 1、 and ① at the beginning.
fn unnumbered(text: &str) -> &str {
    let inner = text.strip_prefix(['（', '(']).and_then(|rest| rest.split_once(['）', ')']));
    if let Some((number, rest)) = inner
        && !number.is_empty()
        && number.chars().all(|sign| sign.is_ascii_digit() || "一二三四五六七八九十".contains(sign))
    {
        return rest.trim_start();
    }
    if let Some(rest) = text.strip_prefix(|sign| ('①'..='⑳').contains(&sign)) {
        return rest.trim_start();
    }
    let rest = text.trim_start_matches(|sign: char| sign.is_ascii_digit());
    let is_numbered = rest.len() < text.len() && rest.starts_with(['、', '.', '．']);
    // 1.5分 is no number of a clause.
    let after = rest.get(rest.chars().next().map_or(0, char::len_utf8)..).unwrap_or_default();
    if is_numbered && !after.starts_with(|sign: char| sign.is_ascii_digit()) {
        return after.trim_start();
    }
    text
}

/// 〔0.5分〕 before a clause: it is a part of the item with a mark of its own.
pub(super) fn part(text: &str) -> (Option<Hundredths>, &str) {
    let inner = text.strip_prefix('〔').and_then(|rest| rest.split_once('〕'));
    match inner.and_then(|(inner, rest)| Some((mark(inner)?, rest))) {
        Some((mark, rest)) => (Some(mark), rest),
        None => (None, text),
    }
}

fn alone(text: &str, around: &Around) -> Clause {
    let (part, clause) = part(text);
    let around = around.with_full(part.or(around.full_mark));
    // A part has one rule.
    let rules = rules(clause, &around).filter(|rules| part.is_none() || rules.len() == 1);
    Clause { text: text.to_owned(), part, rules }
}

/// “95%以上得15分；85%以上得10分；85%以下不得分”: levels that have a clause each, and what comes after.
fn levels<'a>(texts: &'a [String], around: &Around) -> Option<(Clause, &'a [String])> {
    const MOST: usize = 8;
    let is_band = |text: &&String| {
        let text = narrow(text);
        let gives = text.contains('得') || has(&text, &NO_MARK);
        gives && !text.starts_with('〔') && !has(&text, &["分为", "分别"])
    };
    let count = texts.iter().take(MOST).take_while(is_band).count();
    (2..=count).rev().find_map(|count| {
        let (texts, others) = texts.split_at_checked(count)?;
        let text = texts.join("，");
        let kind = rule(&text, around)?;
        let is_levels = matches!(kind, RuleKind::Levels { .. });
        let rules = Some(vec![(text.clone(), kind)]);
        is_levels.then_some((Clause { text, part: None, rules }, others))
    })
}

/// “95%以上得满分；每低5个百分点扣2分”: one statement in two clauses, whose steps begin where all is got.
/// Where that is not certain, neither is a rule.
fn steps<'a>(texts: &'a [String], around: &Around) -> Option<(Clause, &'a [String])> {
    const BELOW: [&str; 5] = ["每低", "每下降", "每降低", "每差", "每减少"];
    let (first, later) = texts.split_first()?;
    let (second, others) = later.split_first()?;
    let step = |text: &str| rule(text, around).filter(|kind| matches!(kind, RuleKind::Step { .. }));
    let passes = matches!(rule(first, around), Some(RuleKind::Threshold { points: None, .. }))
        && !has(&narrow(first), &NO_MARK);
    let text = format!("{first}，{second}");
    let kind = step(&text);
    if !passes || kind.is_none() && step(second).is_none() && !has(second, &BELOW) {
        return None;
    }
    let rules = kind.map(|kind| vec![(text.clone(), kind)]);
    Some((Clause { text, part: None, rules }, others))
}

/// Takes “以上各项扣完为止” and “本项最多扣5分” for what they say of the deductions before them. A cap that
/// several deductions share is no rule, unless nothing more could be lost in any case.
fn share_caps(read: &mut [Clause], around: &Around) {
    let mut at = 0;
    while let Some((before, [clause, later @ ..])) = read.split_at_mut_checked(at) {
        let shared = shared_cap(&narrow(&clause.text)).filter(|_| clause.rules.is_none());
        let takes = before.iter().flat_map(|clause| clause.rules.iter().flatten());
        if let (Some(most), true) = (shared, takes.clone().any(|(_, kind)| is_deduction(kind))) {
            let is_all = most.is_none() || most == around.full_mark;
            if is_all {
                clause.rules = Some(Vec::new());
            } else if let ([Clause { part: None, rules: Some(rules), .. }], [], Some(most)) =
                (before, later, most)
                && let [(text, kind)] = rules.as_mut_slice()
            {
                let capped = format!("{text}，最多扣{}分", points(most));
                let read = rule(&capped, around)
                    .filter(|capped| own_cap(kind).is_none() && own_cap(capped) == Some(most));
                if let Some(read) = read {
                    (*text, *kind) = (capped, read);
                    clause.rules = Some(Vec::new());
                }
            }
        }
        at += 1;
    }
}

fn is_deduction(kind: &RuleKind) -> bool {
    matches!(
        kind,
        RuleKind::Deduct { .. }
            | RuleKind::DeductRange { .. }
            | RuleKind::Step { .. }
            | RuleKind::Threshold { points: Some(_), .. }
    )
}

/// The cap of what a rule takes away.
fn own_cap(kind: &RuleKind) -> Option<Hundredths> {
    match kind {
        RuleKind::Deduct { cap, .. }
        | RuleKind::DeductRange { cap, .. }
        | RuleKind::Step { cap, .. } => *cap,
        _ => None,
    }
}

/// What a clause that names no deduction of its own limits the ones before to; `Some(None)` is 扣完为止.
fn shared_cap(text: &str) -> Option<Option<Hundredths>> {
    const OF: [&str; 9] =
        ["以上", "上述", "本项目", "本项", "该项", "各项", "各条", "合计", "累计"];
    let mut said = text;
    while let Some(rest) = OF.iter().find_map(|word| said.strip_prefix(word)) {
        said = rest.trim_start_matches('，');
    }
    let is_all = ["扣完为止", "分值扣完为止", "扣完本项分值为止", "扣完该项分值为止"];
    if is_all.contains(&said) {
        return Some(None);
    }
    // 各项最多扣5分 may be each of them.
    let is_together = !text.contains('各') || has(text, &["合计", "累计"]);
    let most = cap(said).filter(|_| is_together)?;
    let is_cap = ["最多扣", "最高扣", "扣分不超过", "累计扣分不超过", "扣分封顶"];
    // 本项不超过3分 may be what it brings.
    let is_sum = ["最多不超过", "最高不超过", "不超过", "封顶"];
    let is_sum = is_sum.iter().filter(|_| has(text, &["合计", "累计"]));
    let mut words = is_cap.iter().chain(is_sum);
    let said_so = words.any(|word| said == format!("{word}{}分", points(most)));
    said_so.then_some(Some(most))
}

/// “首次扣0.5分，再次的每次扣1分”: one is nothing without the other.
fn pair_times(read: &mut [Clause]) {
    const TIMES: [&str; 2] = ["首次", "再次"];
    let [first, again] = TIMES
        .map(|word| read.iter().map(|clause| clause.text.matches(word).count()).sum::<usize>());
    if first != again {
        let of_times = read.iter_mut().filter(|clause| has(&clause.text, &TIMES));
        of_times.for_each(|clause| clause.rules = None);
    }
}
