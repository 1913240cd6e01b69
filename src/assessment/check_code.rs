//! The check code (校验码) of a form, by which sealed paper and uploaded file are matched.
//!
//! It covers the subject, the period, the standard's hash, the answers and the marks of every
//! column. It leaves out names of people, all free text (reasons, notes, titles), evidence and
//! unknown fields, so that it is the same whatever a file leaves out for privacy.

use std::collections::BTreeMap;

use serde::Serialize;
use serde_json::Value;
use sha2::{Digest, Sha256};

use super::scored::ScoredForm;
use super::scoring::score;
use crate::model::assessment::{
    Answers, Assessment, Column, ItemAnswer, Line, RuleAnswer, RuleAnswers, Subject,
};
use crate::model::open::Open;
use crate::model::pack::Extra;
use crate::model::score::Hundredths;
use crate::model::standard::Standard;

/// Crockford's base 32: no I, L, O, U.
const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const LENGTH: usize = 10;

/// What the code is computed of, as RFC 8785 JSON.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Covered<'a> {
    subject: &'a Subject,
    year: i16,
    standard: &'a str,
    columns: BTreeMap<Column, CoveredColumn<'a>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct CoveredColumn<'a> {
    items: BTreeMap<&'a str, CoveredItem>,
    areas: BTreeMap<&'a str, RuleAnswers>,
    marks: Option<CoveredMarks>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct CoveredItem {
    rules: RuleAnswers,
    checked: bool,
    not_applicable: bool,
    hand_mark: Option<Hundredths>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct CoveredMarks {
    items: BTreeMap<String, Hundredths>,
    bonus: Hundredths,
    total: Option<Hundredths>,
}

/// Ten characters of Crockford's base 32: the first 50 bits of the SHA-256. Columns without
/// answers do not count, so that opening one changes nothing; a column that cannot be scored has
/// no marks.
pub fn check_code(form: &Assessment, standard: &Standard) -> String {
    let columns = form
        .columns
        .iter()
        .filter(|(_, sheet)| !(sheet.answers.items.is_empty() && sheet.answers.areas.is_empty()))
        .map(|(column, sheet)| (*column, covered(&sheet.answers, standard)))
        .collect();
    let covered = Covered {
        subject: &form.subject,
        year: form.year,
        standard: &form.standard.sha256,
        columns,
    };
    // Text keys and finite numbers only, so this cannot fail.
    let json = serde_json_canonicalizer::to_vec(&covered).unwrap_or_default();
    base32(&Sha256::digest(json))
}

fn covered<'a>(answers: &'a Answers, standard: &Standard) -> CoveredColumn<'a> {
    CoveredColumn {
        items: answers
            .items
            .iter()
            .map(|(id, answer)| (id.as_str(), covered_item(answer)))
            .filter(|(_, item)| !item.is_blank())
            .collect(),
        areas: answers
            .areas
            .iter()
            .map(|(id, rules)| (id.as_str(), without_text(rules)))
            .filter(|(_, rules)| !rules.is_empty())
            .collect(),
        marks: score(standard, answers).ok().map(|scored| marks(&scored)),
    }
}

impl CoveredItem {
    /// Nothing but text or evidence was entered, which is not covered.
    fn is_blank(&self) -> bool {
        self.rules.is_empty() && !self.checked && !self.not_applicable && self.hand_mark.is_none()
    }
}

fn covered_item(answer: &ItemAnswer) -> CoveredItem {
    CoveredItem {
        rules: without_text(&answer.rules),
        checked: answer.checked,
        not_applicable: answer.not_applicable,
        hand_mark: answer.hand_mark.as_ref().map(|hand| hand.mark),
    }
}

fn marks(scored: &ScoredForm) -> CoveredMarks {
    let items = scored.items().into_iter();
    CoveredMarks {
        items: items.filter_map(|item| Some((item.id.clone(), item.mark?))).collect(),
        bonus: scored.bonus,
        total: scored.total,
    }
}

fn without_text(rules: &RuleAnswers) -> RuleAnswers {
    rules.iter().map(|(id, answer)| (id.clone(), Open::strip(answer))).collect()
}

impl Open<RuleAnswer> {
    /// The numbers of an answer: of a newer kind only the word is kept, since any of its fields
    /// may be text.
    fn strip(answer: &Self) -> Self {
        match answer {
            Self::Known(known, _) => numbers(known.clone()).into(),
            Self::Other(fields) => {
                let kind = fields.get("kind").cloned().unwrap_or(Value::Null);
                Self::Other(Extra::from_iter([("kind".to_owned(), kind)]))
            }
        }
    }
}

fn numbers(mut answer: RuleAnswer) -> RuleAnswer {
    match &mut answer {
        RuleAnswer::Deduct { lines }
        | RuleAnswer::DeductRange { lines }
        | RuleAnswer::Bonus { lines } => {
            for line in lines {
                *line = Line {
                    times: line.times,
                    points: line.points,
                    date: line.date,
                    ..Line::default()
                };
            }
        }
        RuleAnswer::Veto { reason, .. } => reason.clear(),
        _ => {}
    }
    answer
}

fn base32(digest: &[u8]) -> String {
    let bits = digest.iter().take(8).fold(0_u64, |bits, byte| bits << 8 | u64::from(*byte));
    (0..LENGTH)
        .map(|place| {
            let five = (bits >> (59 - 5 * place)) & 31;
            ALPHABET.get(five as usize).copied().map_or('0', char::from)
        })
        .collect()
}
