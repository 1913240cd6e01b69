//! The check code (校验码) of a form, by which sealed paper and uploaded file are matched.
//!
//! It covers the subject, the period, the standard's hash, the answers and the marks of every
//! column. It leaves out names of people, all free text (reasons, notes, titles, the report),
//! evidence, where numbers were taken from, who puts problems right by when, and unknown fields, so
//! that it is the same whatever a file leaves out for privacy.

use std::collections::BTreeMap;

use serde::Serialize;
use serde_json::Value;

use super::scored::ScoredForm;
use super::scoring::score;
use crate::model::assessment::{
    Answers, Assessment, Column, ItemAnswer, Line, RuleAnswer, RuleAnswers, Subject,
};
use crate::model::canonical::digest;
use crate::model::open::Open;
use crate::model::pack::Extra;
use crate::model::score::Hundredths;
use crate::model::standard::Standard;
use crate::model::width::narrow;

/// Crockford's base 32: no I, L, O, U.
const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
/// Characters of a code.
pub const LENGTH: usize = 10;

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
        subject: form.subject_at_home(),
        year: form.year,
        standard: &form.standard.sha256,
        columns,
    };
    base32(&digest(&covered))
}

/// The code of one column alone, as if the form had no other: by it the office and the reviewer
/// know that they speak of the same self-assessment, whatever was written beside it.
pub fn column_code(form: &Assessment, standard: &Standard, column: Column) -> String {
    let mut alone = Assessment { columns: BTreeMap::new(), rounds: Vec::new(), ..form.clone() };
    if let Some(sheet) = form.columns.get(&column) {
        alone.columns.insert(column, sheet.clone());
    }
    check_code(&alone, standard)
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
    rules.iter().map(|(id, answer)| (id.clone(), answer.without_text())).collect()
}

impl Open<RuleAnswer> {
    /// The numbers of an answer: of a newer kind only the word is kept, since any of its fields
    /// may be text.
    #[must_use]
    pub fn without_text(&self) -> Self {
        match self {
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

/// What is wrong with a code as it was typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CodeFault {
    /// So many characters and not [`LENGTH`].
    Length(usize),
    /// No code has this character.
    Character(char),
}

/// Reads a code as somebody types it from paper: in small letters, with blanks or hyphens, O for 0,
/// I and L for 1, in the full-width characters of an input method, or with 校验码 before it.
///
/// # Errors
/// Each character that no code has, and another number of them than a code has.
pub fn read_code(typed: &str) -> Result<String, Vec<CodeFault>> {
    let (mut code, mut faults, mut length) = (String::new(), Vec::new(), 0);
    let typed = typed.chars().map(narrow);
    for character in typed.filter(|one| one.is_ascii_graphic() && !"-:".contains(*one)) {
        length += 1;
        let plain = match character.to_ascii_uppercase() {
            'O' => '0',
            'I' | 'L' => '1',
            other => other,
        };
        let fault = CodeFault::Character(character);
        if u8::try_from(plain).is_ok_and(|plain| ALPHABET.contains(&plain)) {
            code.push(plain);
        } else if !faults.contains(&fault) {
            faults.push(fault);
        }
    }
    if length != LENGTH {
        faults.push(CodeFault::Length(length));
    }
    if faults.is_empty() { Ok(code) } else { Err(faults) }
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::assessment::{Evidence, HandMark};
    use crate::model::figure::FigureKind;
    use crate::model::id::{AssessmentId, IdSource, OfficeId};
    use crate::model::mending::Spot;

    fn form() -> (Assessment, Standard) {
        let standard = Standard::built_in().remove(0);
        let mut ids = IdSource::new([7; 16]);
        let subject = Subject::Office { id: OfficeId::new(&mut ids) };
        let id = AssessmentId::new(&mut ids);
        let mut form = Assessment::new(id, "自评表".into(), subject, 2026, &standard);
        form.edit_item(Column::Own, "A1.1", |answer| {
            let line = Line { times: Some(1), reason: "张三请假".into(), ..Line::default() };
            answer.rules.insert("1".into(), RuleAnswer::AllOrNothing { met: Some(true) }.into());
            answer.rules.insert("2".into(), RuleAnswer::Deduct { lines: vec![line] }.into());
        });
        (form, standard)
    }

    #[test]
    fn the_code_of_a_form_stays_the_same_between_versions_of_the_program() {
        let (mut form, _) = form();
        form.standard.sha256 = "0".repeat(64);
        let standard = serde_json::from_str(
            r#"{"areas":[{"id":"A","title":"","items":[{"id":"A1.1","title":"","fullMark":200,
            "rules":[{"id":"1","kind":"all_or_nothing"},{"id":"2","kind":"deduct","points":50}]}]}]}"#,
        )
        .unwrap();
        assert_eq!(check_code(&form, &standard), "3NNB1N92X5");
    }

    #[test]
    fn the_code_is_the_first_fifty_bits_in_crockfords_base_32() {
        assert_eq!(base32(&[0xff; 32]), "ZZZZZZZZZZ");
        assert_eq!(base32(&[0x08, 0x42, 0x10, 0x84, 0x21, 0x08, 0x42, 0x10]), "1111111111");
    }

    #[test]
    fn a_code_is_read_as_people_type_it() {
        let read = Ok("3NNB1N92X0".to_owned());
        for typed in [
            "3NNB1N92X0",
            " 3nnb1n92xo ",
            "3NNBI-N92XO",
            "３ＮＮＢ　ｌＮ９２Ｘ０",
            "校验码：3NNB1N92X0",
        ] {
            assert_eq!(read_code(typed), read, "{typed}");
        }
        assert_eq!(read_code("3NNB1"), Err(vec![CodeFault::Length(5)]));
        assert_eq!(read_code(""), Err(vec![CodeFault::Length(0)]));
        let unknown = CodeFault::Character;
        assert_eq!(read_code("3NNU1N92X0"), Err(vec![unknown('U')]));
        let all = vec![unknown('U'), unknown('*'), CodeFault::Length(8)];
        assert_eq!(read_code("3NNU1*U2"), Err(all));
    }

    #[test]
    fn names_text_and_evidence_do_not_change_the_code() {
        let (form, standard) = form();
        let code = check_code(&form, &standard);
        let mut other = form.clone();
        other.title = "另一个名称".into();
        other.extra.insert("later".into(), Value::Bool(true));
        let sheet = other.columns.get_mut(&Column::Own).unwrap();
        sheet.filled_by = "李四".into();
        sheet.open_reason = "等数据".into();
        other.edit_narrative(None, |one| one.practice = "李四牵头".into());
        other.edit_mending(&Spot::Item("A1.1".into()), |one| one.owner = "李四".into());
        other.columns.insert(Column::Assessed, Default::default());
        other.edit_item(Column::Own, "A1.1", |answer| {
            let line = Line { times: Some(1), ..Line::default() };
            answer.rules.insert("2".into(), RuleAnswer::Deduct { lines: vec![line] }.into());
            answer.note = "说明".into();
            answer.choose_figure("2", FigureKind::Coverage);
            answer
                .evidence
                .push(Evidence { title: "张三的材料".into(), ..Evidence::default() });
        });
        other.edit_item(Column::Own, "A1.2", |answer| answer.note = "只有说明".into());
        assert_eq!(check_code(&other, &standard), code);
    }

    #[test]
    fn the_code_of_one_column_does_not_change_with_the_others() {
        let (mut form, standard) = form();
        let code = column_code(&form, &standard, Column::Own);
        assert_eq!(code, check_code(&form, &standard));
        form.edit_item(Column::Assessed, "A1.2", |answer| answer.checked = true);
        assert_eq!(column_code(&form, &standard, Column::Own), code);
        form.edit_item(Column::Own, "A1.2", |answer| answer.checked = true);
        assert_ne!(column_code(&form, &standard, Column::Own), code);
    }

    #[test]
    fn every_answer_and_mark_changes_the_code() {
        let (form, standard) = form();
        let mut codes = std::collections::BTreeSet::from([check_code(&form, &standard)]);
        let mut changed = |change: &dyn Fn(&mut Assessment)| {
            let mut form = form.clone();
            change(&mut form);
            assert!(codes.insert(check_code(&form, &standard)));
        };
        changed(&|form| form.year = 2027);
        changed(&|form| form.standard.sha256 = "0".repeat(64));
        changed(&|form| form.edit_item(Column::Own, "A1.2", |answer| answer.checked = true));
        changed(&|form| form.edit_item(Column::Assessed, "A1.2", |answer| answer.checked = true));
        changed(&|form| {
            form.edit_item(Column::Own, "C1.1", |answer| answer.not_applicable = true);
        });
        changed(&|form| {
            form.edit_item(Column::Own, "A1.1", |answer| {
                answer.hand_mark = Some(HandMark { mark: Hundredths(150), reason: "x".into() });
            });
        });
    }
}
