//! Self-assessment forms in files: with their check code, and without what somebody typed where
//! people must not be recognised.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::envelope::Redaction;
use super::received::received_files;
use super::redact::Pseudonyms;
use super::submission::{Choice, Part};
use crate::assessment::check_code::check_code;
use crate::assessment::review::submission_round;
use crate::assessment::scoring::official;
use crate::model::assessment::{
    Answers, Assessment, Column, Evidence, HandMark, ItemAnswer, RuleAnswers, Sheet, StandardRef,
    Subject,
};
use crate::model::date::Moment;
use crate::model::figure::FigureKind;
use crate::model::id::{AssessmentId, PersonId};
use crate::model::kept_file::{FILES_LIMIT, KeptFile};
use crate::model::ledger::Ledger;
use crate::model::mending::Mendings;
use crate::model::pack::Extra;
use crate::model::people::Rejection;
use crate::model::received::Archive;
use crate::model::report::Report;
use crate::model::review::{
    IssuedFigure, IssuedForm, Receipt, Reply, ReplyKind, Round, RoundKind, Stage,
};
use crate::model::score::Hundredths;
use crate::model::standard::Standard;
use crate::order::Gather as _;

/// A form with the code that is printed on its paper. The code is that of the whole form,
/// whatever the file leaves out.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct FormWithCode {
    /// Ten characters; empty where the ledger has lost the standard.
    #[serde(default)]
    pub check_code: String,
    #[serde(flatten)]
    pub form: Assessment,
}

/// A form in numbers.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct FormFigures {
    pub subject: Subject,
    pub year: i16,
    pub standard: StandardRef,
    /// The column that the result is named by (以…计).
    pub column: Column,
    pub answered: usize,
    pub of: usize,
    /// The printed total, hundredths; missing for a template and where nothing applies.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub total: Option<Hundredths>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub full_mark: Option<Hundredths>,
    /// Name of the rating (等次); an estimate while items are open.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rating: Option<String>,
    pub vetoed: bool,
    pub check_code: String,
}

impl FormWithCode {
    /// A form as it leaves, with the code of what it is in the ledger.
    pub fn new(ledger: &Ledger, form: &Assessment, leaving: Assessment) -> Self {
        Self { check_code: code(ledger, form), form: leaving }
    }
}

impl FormFigures {
    /// The official result of a form. One that cannot be scored has no total.
    pub fn of(ledger: &Ledger, form: &Assessment) -> Self {
        let scored = ledger.standard_of(form).and_then(|standard| official(standard, form).ok());
        let column = scored.as_ref().map_or(Column::Own, |(column, _)| *column);
        let scored = scored.map(|(_, scored)| scored);
        let of = |count: fn(&crate::assessment::scored::ScoredForm) -> usize| {
            scored.as_ref().map_or(0, count)
        };
        Self {
            subject: form.subject.clone(),
            year: form.year,
            standard: form.standard.clone(),
            column,
            answered: of(|scored| scored.answered),
            of: of(|scored| scored.of),
            total: scored.as_ref().and_then(|scored| scored.total),
            full_mark: scored.as_ref().and_then(|scored| scored.full_mark),
            rating: scored.as_ref().and_then(|scored| Some(scored.rating.as_ref()?.name.clone())),
            vetoed: scored.as_ref().is_some_and(|scored| scored.vetoed),
            check_code: code(ledger, form),
        }
    }
}

fn code(ledger: &Ledger, form: &Assessment) -> String {
    ledger.standard_of(form).map(|standard| check_code(form, standard)).unwrap_or_default()
}

/// The forms of the period but those left out, where forms were chosen.
pub fn chosen<'a>(ledger: &'a Ledger, choice: &'a Choice) -> impl Iterator<Item = &'a Assessment> {
    let chosen = choice.parts.contains(&Part::Assessments);
    ledger.assessments.values().map(AsRef::as_ref).filter(move |form: &&Assessment| {
        chosen && form.year == choice.period.year && !choice.left_out.contains(&form.id)
    })
}

/// Notes the chosen forms as submitted: those of an exchange that are filled here and were not noted
/// yet. Who exchanges nothing has no steps to keep, and figures alone are no form. Answers how many
/// were noted.
///
/// # Errors
/// As [`Ledger::edit_assessment`].
pub fn note_submission(
    ledger: &mut Ledger,
    choice: &Choice,
    at: Moment,
) -> Result<usize, Rejection> {
    let rounds = submission_rounds(ledger, choice, at);
    let noted = rounds.len();
    for (id, round) in rounds {
        ledger.edit_assessment(id, |form| {
            form.rounds.push(round);
            Ok(())
        })?;
    }
    Ok(noted)
}

fn submission_rounds(ledger: &Ledger, choice: &Choice, at: Moment) -> Vec<(AssessmentId, Round)> {
    let by = ledger.own_name();
    let are_forms = choice.redaction != Redaction::Statistics;
    let filled_here = |form: &&Assessment| {
        are_forms && form.stage() != Stage::Alone && !form.is_received(Column::Own)
    };
    chosen(ledger, choice)
        .filter(filled_here)
        .filter_map(|form| {
            let standard = ledger.standard_of(form)?;
            Some((form.id, submission_round(form, standard, by, at)?))
        })
        .collect()
}

/// The check codes of the chosen forms.
pub fn codes(ledger: &Ledger, choice: &Choice) -> Vec<String> {
    chosen(ledger, choice).map(|form| code(ledger, form)).collect()
}

/// Is one of the chosen forms about the person?
pub fn are_about(ledger: &Ledger, choice: &Choice, person: PersonId) -> bool {
    chosen(ledger, choice).any(|form| form.subject == Subject::Person { id: person })
}

/// The standards of the chosen forms, each once.
pub fn standards(ledger: &Ledger, choice: &Choice) -> Vec<Standard> {
    let forms: Vec<_> = chosen(ledger, choice).collect();
    let used = |sha256: &String| forms.iter().any(|form| form.standard.sha256 == *sha256);
    ledger
        .standards
        .iter()
        .filter(|(sha256, _)| used(sha256))
        .map(|(_, standard)| Standard::clone(standard))
        .collect()
}

/// The hashes of the files kept beside the evidence of the chosen forms.
fn named_files<'a>(ledger: &'a Ledger, choice: &'a Choice) -> BTreeSet<&'a str> {
    chosen(ledger, choice).flat_map(Assessment::kept_files).gather_set()
}

/// Those files, as far as the ledger has them.
pub fn files(ledger: &Ledger, choice: &Choice) -> BTreeMap<String, Arc<KeptFile>> {
    let has = |sha256: &str| Some((sha256.to_owned(), ledger.files.get(sha256)?.clone()));
    named_files(ledger, choice).into_iter().filter_map(has).gather_map()
}

/// What goes beside the chosen forms, with what cannot.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Enclosed {
    /// By SHA-256.
    pub files: BTreeMap<String, Arc<KeptFile>>,
    /// So many are neither in the ledger nor in a received file.
    pub missing: usize,
    /// So many have no room beside the others ([`FILES_LIMIT`]).
    pub too_many: usize,
}

/// The files kept beside the evidence of the chosen forms: those of the ledger, and those of forms
/// that were received out of the files that brought them.
pub fn enclosed(ledger: &Ledger, archive: &Archive, choice: &Choice) -> Enclosed {
    let files = files(ledger, choice);
    let mut size: usize = files.values().map(|file| file.size()).sum();
    let mut enclosed = Enclosed { files, ..Enclosed::default() };
    let mut wanted = named_files(ledger, choice);
    wanted.retain(|sha256| !enclosed.files.contains_key(*sha256));
    let received = received_files(archive, wanted.iter().copied());
    enclosed.missing = wanted.len() - received.len();
    for (sha256, file) in received {
        if size + file.size() > FILES_LIMIT {
            enclosed.too_many += 1;
        } else {
            size += file.size();
            enclosed.files.insert(sha256, file);
        }
    }
    enclosed
}

/// A form, de-identified: answers and marks stay, reasons, notes, evidence and names do not.
/// `None` where it is about somebody unknown.
pub fn deidentified(form: &Assessment, pseudonyms: &Pseudonyms) -> Option<Assessment> {
    let subject = match &form.subject {
        Subject::Office { id } => Subject::Office { id: *id },
        Subject::Person { id } => Subject::Person { id: pseudonyms.id(*id)? },
    };
    Some(Assessment {
        id: form.id,
        title: pseudonyms.title(&form.title),
        subject,
        subject_there: match &form.subject_there {
            Some(Subject::Office { id }) => Some(Subject::Office { id: *id }),
            _ => None,
        },
        year: form.year,
        standard: form.standard.clone(),
        columns: form.columns.iter().map(|(column, sheet)| (*column, numbers(sheet))).collect(),
        issued: form.issued.as_ref().map(|issued| IssuedForm {
            at: issued.at,
            by: String::new(),
            figures: issued
                .figures
                .iter()
                // A kind of a newer version may be text of somebody else's.
                .filter(|figure| !matches!(figure.kind, FigureKind::Other(_)))
                .map(|figure| IssuedFigure { extra: Extra::new(), ..figure.clone() })
                .collect(),
            extra: Extra::new(),
        }),
        rounds: form.rounds.iter().filter_map(round).collect(),
        due: form.due,
        // Both are written freely, and name people.
        report: Report::default(),
        mending: Mendings::default(),
        extra: Extra::new(),
    })
}

/// That a text was there, and no more.
fn masked(text: &str) -> String {
    if text.trim().is_empty() { String::new() } else { "*".to_owned() }
}

/// A step without what anybody said; that somebody replied stays. One of a newer version is left
/// out, since its name may be any text.
fn round(round: &Round) -> Option<Round> {
    let reply = |reply: &Reply| Reply {
        kind: match reply.kind {
            ReplyKind::Other(_) => ReplyKind::Answered,
            ref known => known.clone(),
        },
        text: String::new(),
        at: reply.at,
        extra: Extra::new(),
    };
    Some(Round {
        kind: match round.kind {
            RoundKind::Other(_) => return None,
            ref known => known.clone(),
        },
        at: round.at,
        column: round.column,
        by: String::new(),
        own_code: round.own_code.clone(),
        total: round.total,
        marks: round.marks.clone(),
        submission: round.submission.clone(),
        comments: BTreeMap::new(),
        note: String::new(),
        due: round.due,
        replies: round.replies.iter().map(|(item, one)| (item.clone(), reply(one))).collect(),
        extra: Extra::new(),
    })
}

/// A de-identified sheet beside the one held already: where the answers are the same, the texts
/// held stay.
pub(super) fn keep_texts(held: &Sheet, told: Sheet) -> Sheet {
    let bare = |answer: &ItemAnswer| ItemAnswer {
        evidence: Vec::new(),
        figures: BTreeMap::new(),
        ..answer.clone()
    };
    let held_numbers = numbers(held).answers;
    let mut kept = told;
    for (id, answer) in &mut kept.answers.items {
        let before = held_numbers.items.get(id).map(bare);
        if before == Some(bare(answer))
            && let Some(held) = held.answers.items.get(id)
        {
            *answer = held.clone();
        }
    }
    for (id, rules) in &mut kept.answers.areas {
        if held_numbers.areas.get(id) == Some(rules)
            && let Some(held) = held.answers.areas.get(id)
        {
            *rules = held.clone();
        }
    }
    kept.filled_by = held.filled_by.clone();
    if kept.done_at.is_some() {
        kept.open_reason = held.open_reason.clone();
    }
    kept.extra = held.extra.clone();
    kept
}

fn numbers(sheet: &Sheet) -> Sheet {
    let without_text = |rules: &RuleAnswers| -> RuleAnswers {
        rules.iter().map(|(id, answer)| (id.clone(), answer.without_text())).collect()
    };
    let item = |answer: &ItemAnswer| ItemAnswer {
        rules: without_text(&answer.rules),
        checked: answer.checked,
        not_applicable: answer.not_applicable,
        hand_mark: answer
            .hand_mark
            .as_ref()
            // A mark without a reason cannot be scored, so it says that there was one.
            .map(|hand| HandMark { mark: hand.mark, reason: masked(&hand.reason) }),
        // How many there are tells a reviewer something, what they are called may tell too much.
        evidence: answer.evidence.iter().map(|_| Evidence::default()).collect(),
        figures: answer
            .figures
            .iter()
            .filter_map(|(rule, figure)| Some((rule.clone(), figure.without_people()?)))
            .collect(),
        note: String::new(),
        extra: Extra::new(),
    };
    let answers = &sheet.answers;
    Sheet {
        answers: Answers {
            items: answers.items.iter().map(|(id, answer)| (id.clone(), item(answer))).collect(),
            areas: answers
                .areas
                .iter()
                .map(|(id, rules)| (id.clone(), without_text(rules)))
                .collect(),
            extra: Extra::new(),
        },
        filled_by: String::new(),
        done_at: sheet.done_at,
        received: sheet
            .received
            .as_ref()
            .map(|receipt| Receipt { extra: Extra::new(), ..receipt.clone() }),
        open_reason: String::new(),
        extra: Extra::new(),
    }
}
