//! The exchange of forms by file: a submitted form is taken in to be reviewed, the review goes
//! back as a file of its own (退回意见、考核结果), and the office takes it in beside its own column,
//! which nothing here ever changes.

mod take;

use serde::{Deserialize, Serialize};
use serde_json::Value;
use thiserror::Error;

pub use self::take::{Question, TakeRefusal, Taken, take};
use super::envelope::{Counts, Envelope, Kind, Redaction};
use super::json::{SealError, Sealed, seal};
use super::received::{Newness, View};
use super::redact;
use super::submission::{Choice, Part, envelope};
use crate::assessment::check_code::column_code;
use crate::assessment::scoring::score;
use crate::model::assessment::{Assessment, Column, Sheet, StandardRef, Subject};
use crate::model::date::Moment;
use crate::model::id::AssessmentId;
use crate::model::ledger::Ledger;
use crate::model::office::OfficeLevel;
use crate::model::pack::Extra;
use crate::model::review::{Receipt, Round, RoundKind};
use crate::model::score::Hundredths;
use crate::model::standard::Standard;

/// What a review file holds.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", default)]
pub struct ReviewData {
    pub reviews: Vec<FormReview>,
    #[serde(flatten)]
    pub extra: Extra,
}

/// The review of one form.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct FormReview {
    pub form: AssessmentId,
    pub title: String,
    /// By the identity that the office gives it.
    pub subject: Subject,
    /// The office that fills the form, by name.
    #[serde(default)]
    pub office: String,
    pub year: i16,
    pub standard: StandardRef,
    /// The column of the reviewer.
    pub sheet: Sheet,
    /// The verdict with the comments, and which self-assessment it is about.
    pub round: Round,
    /// The step of that submission, for who did not note it down.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub submitted: Option<Round>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub full_mark: Option<Hundredths>,
    #[serde(flatten)]
    pub extra: Extra,
}

impl FormReview {
    /// The review that a verdict makes of a form.
    pub fn new(ledger: &Ledger, form: &Assessment, standard: &Standard, round: Round) -> Self {
        let sheet = form.columns.get(&round.column).cloned().unwrap_or_default();
        let office = match &form.subject {
            Subject::Office { id } => ledger.office_name(*id).to_owned(),
            Subject::Person { id } => ledger
                .person(*id)
                .map_or_else(String::new, |person| ledger.office_name(person.office).to_owned()),
        };
        let scored = score(standard, &sheet.answers).ok();
        let submitted = form.rounds.iter().rev().find(|one| is_of(one, &round.own_code));
        Self {
            form: form.id,
            title: form.title.clone(),
            subject: form.subject_at_home().clone(),
            office,
            year: form.year,
            standard: form.standard.clone(),
            sheet: Sheet { received: None, ..sheet },
            submitted: submitted.cloned(),
            round,
            full_mark: scored.and_then(|scored| scored.full_mark),
            extra: Extra::new(),
        }
    }
}

/// Is it the submission of a self-assessment with this code?
fn is_of(round: &Round, own_code: &str) -> bool {
    round.kind == RoundKind::Submitted && round.column == Column::Own && round.own_code == own_code
}

/// Makes the review file. Comments can name people, so it is a named file; ID numbers are masked.
///
/// # Errors
/// Larger than a file may be.
pub fn build(ledger: &Ledger, review: FormReview, at: Moment) -> Result<Sealed, SealError> {
    let choice = Choice::of(&[Part::Assessments], review.year, Redaction::Named);
    let data = ReviewData { reviews: vec![review], extra: Extra::new() };
    let mut data: Value =
        serde_json::to_value(&data).map_err(|error| SealError::Unwritable(error.to_string()))?;
    redact::mask_id_numbers_in(&mut data);
    let counts = Counts::from([("assessments".to_owned(), 1)]);
    let envelope = envelope(ledger, &choice, None, at);
    seal(&Envelope { kind: Kind::Review, data, counts, ..envelope })
}

/// Why a review is not taken in. It can be looked at all the same.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum ReviewRefusal {
    #[error("the review is of a form of {0}")]
    OtherOffice(String),
    #[error("the office submitted under another identity than it has now")]
    OtherIdentity,
    #[error("{0} is no bureau")]
    NoBureau(String),
    #[error("there is no such form")]
    UnknownForm,
    #[error("the form is filled under another version of the standard")]
    OtherStandard,
    #[error("the self-assessment was changed since: {now} and not {reviewed}")]
    OwnChanged { reviewed: String, now: String },
    #[error("the column was filled by hand")]
    ColumnFilled,
    #[error("a later review was taken in before")]
    Older,
    #[error("it was taken in before")]
    Received,
    #[error("the marks do not go with the standard")]
    Unscorable,
    #[error("made by a newer program")]
    Newer,
}

/// Is a review for this form by somebody other than the bureau that issued it? A city rechecks what
/// others have issued, so it is asked of the first column alone.
pub fn is_by_another(form: &Assessment, seen: &View, review: &FormReview) -> bool {
    let by = seen.head.office.as_ref().map(|office| office.name.as_str());
    let issuer = form.issued.as_ref().map(|issued| issued.by.as_str());
    review.round.column == Column::Assessed
        && issuer.is_some_and(|issuer| !issuer.is_empty() && by != Some(issuer))
}

/// The form with a review taken in: the column of the reviewer enters it, the step is added, and
/// a returned form is open again; one with its result is done. The answers of the other columns stay as they are.
///
/// # Errors
/// Why it does not go with what is here; see [`ReviewRefusal`].
pub fn receive(
    ledger: &Ledger,
    seen: &View,
    review: &FormReview,
) -> Result<Assessment, ReviewRefusal> {
    let made = seen.head.created_at.filter(|_| is_readable(seen)).ok_or(ReviewRefusal::Newer)?;
    let column = review.round.column;
    if matches!(review.round.kind, RoundKind::Other(_) | RoundKind::Submitted) {
        return Err(ReviewRefusal::Newer);
    }
    if let Some(office) = seen.head.office.as_ref().filter(|one| one.level == OfficeLevel::Station)
    {
        return Err(ReviewRefusal::NoBureau(office.name.clone()));
    }
    let form = ledger.assessments.get(&review.form);
    let form = form.filter(|form| *form.subject_at_home() == review.subject);
    let Some(form) = form.filter(|_| column != Column::Own) else {
        let own = Subject::Office { id: ledger.settings.office };
        let is_own = review.subject == own || ledger.assessments.contains_key(&review.form);
        let is_named = ledger.own_name() == review.office;
        let has_form = ledger.form_of(&own, review.year, &review.standard).is_some();
        return Err(if review.subject != own && is_named && has_form {
            ReviewRefusal::OtherIdentity
        } else if is_own {
            ReviewRefusal::UnknownForm
        } else {
            ReviewRefusal::OtherOffice(review.office.clone())
        });
    };
    if form.rounds.iter().any(|round| round.is_same(&review.round)) {
        return Err(ReviewRefusal::Received);
    }
    let standard = ledger.standard_of(form).filter(|_| form.standard == review.standard);
    let standard = standard.ok_or(ReviewRefusal::OtherStandard)?;
    let now = column_code(form, standard, Column::Own);
    if now != review.round.own_code {
        return Err(ReviewRefusal::OwnChanged { reviewed: review.round.own_code.clone(), now });
    }
    if let Some(here) = form.columns.get(&column) {
        let is_filled = !here.answers.items.is_empty() || !here.answers.areas.is_empty();
        match &here.received {
            None if is_filled => return Err(ReviewRefusal::ColumnFilled),
            Some(receipt) if receipt.made > made => return Err(ReviewRefusal::Older),
            _ => {}
        }
    }
    if score(standard, &review.sheet.answers).is_err() {
        return Err(ReviewRefusal::Unscorable);
    }
    let mut changed = Assessment::clone(form);
    let receipt = Receipt { sha256: seen.head.sha256.clone(), made, extra: Extra::new() };
    changed.columns.insert(column, Sheet { received: Some(receipt), ..review.sheet.clone() });
    if review.round.kind == RoundKind::Returned {
        // What was filled here is to be mended: the own column, or that of a bureau between.
        let below = changed.columns.iter_mut().filter(|(below, _)| **below < column);
        below
            .filter(|(_, sheet)| sheet.received.is_none())
            .for_each(|(_, sheet)| sheet.done_at = None);
    }
    if review.round.kind == RoundKind::Concluded
        && let Some(own) = changed.columns.get_mut(&Column::Own)
        && own.received.is_none()
    {
        // What the result is about stays as it was until it is opened again.
        own.done_at = own.done_at.or(Some(review.round.at));
    }
    let own_code = &review.round.own_code;
    let submitted = review.submitted.iter().filter(|submitted| is_of(submitted, own_code));
    if !form.rounds.iter().any(|round| is_of(round, own_code)) {
        changed.rounds.extend(submitted.cloned());
    }
    changed.rounds.push(Round { replies: Default::default(), ..review.round.clone() });
    Ok(changed)
}

fn is_readable(seen: &View) -> bool {
    !matches!(seen.head.version, Newness::NewerMajor(_)) && !seen.head.sha256.is_empty()
}

#[cfg(test)]
mod tests;
