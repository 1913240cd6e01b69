//! The exchange of forms by file: a submitted form is taken in to be reviewed, the review goes
//! back as a file of its own (退回意见、考核结果), and the office takes it in beside its own column,
//! which nothing here ever changes.

use serde::{Deserialize, Serialize};
use serde_json::Value;
use thiserror::Error;

use super::envelope::{Counts, Envelope, Kind, OfficeHead, Period, Redaction};
use super::forms::keep_texts;
use super::json::{SealError, Sealed, seal};
use super::received::{Newness, OfficeMatch, View, match_office};
use super::redact;
use super::submission::{Choice, Part, envelope};
use crate::assessment::check_code::{check_code, column_code};
use crate::assessment::review::submission_round;
use crate::assessment::scoring::{score, score_column};
use crate::model::assessment::{Assessment, Column, Sheet, StandardRef, Subject};
use crate::model::date::Moment;
use crate::model::id::{AssessmentId, OfficeId};
use crate::model::ledger::Ledger;
use crate::model::office::Office;
use crate::model::pack::Extra;
use crate::model::review::{Receipt, Round, RoundKind};
use crate::model::score::Hundredths;
use crate::model::standard::Standard;
use crate::order::Order as _;

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
    let choice = Choice {
        parts: vec![Part::Assessments],
        period: Period::year(review.year),
        redaction: Redaction::Named,
        id_numbers: false,
        files: false,
        note: String::new(),
    };
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

/// The form with a review taken in: the column of the reviewer enters it, the step is added, and
/// a returned form is open again. The answers of the own column stay as they are.
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
    let form = ledger.assessments.get(&review.form);
    let form = form.filter(|form| *form.subject_at_home() == review.subject);
    let Some(form) = form.filter(|_| column != Column::Own) else {
        let own = Subject::Office { id: ledger.settings.office };
        let is_own = review.subject == own || ledger.assessments.contains_key(&review.form);
        return Err(if is_own {
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
    let receipt = Receipt { sha256: seen.head.sha256.clone(), made };
    changed.columns.insert(column, Sheet { received: Some(receipt), ..review.sheet.clone() });
    if review.round.kind == RoundKind::Returned
        && let Some(own) = changed.columns.get_mut(&Column::Own)
        && own.received.is_none()
    {
        own.done_at = None;
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

/// Why a submitted form is not taken in.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum TakeRefusal {
    #[error("made by a newer program")]
    Newer,
    #[error("the file does not bring the standard of the form")]
    NoStandard,
    #[error("the check code does not go with the content")]
    WrongCode,
    #[error("the form cannot be scored")]
    Unscorable,
    #[error("nobody here is who the form is about")]
    UnknownSubject,
    #[error("the form {0} is of the same office, year and standard")]
    OtherForm(String),
    #[error("the form here is under another version of the standard")]
    OtherStandard,
    #[error("the self-assessment was filled here")]
    FilledHere,
    #[error("a later submission was taken in before")]
    Older,
    #[error("nothing is new in it")]
    Unchanged,
}

/// A submitted form as it enters the ledger.
#[derive(Clone, Debug, PartialEq)]
pub struct Taken {
    pub form: Assessment,
    pub standard: Standard,
    /// An office that the ledger does not have.
    pub office: Option<Office>,
    /// An empty form that stood ready under another identity and goes.
    pub instead_of: Option<AssessmentId>,
    /// It was concluded, and is open again once this is in the ledger.
    pub reopens: bool,
}

impl Taken {
    /// Puts it into the ledger.
    ///
    /// # Errors
    /// As [`Ledger::put_assessment`].
    pub fn put(self, ledger: &mut Ledger) -> Result<AssessmentId, crate::model::people::Rejection> {
        if let Some(office) = self.office {
            ledger.add_office(office)?;
        }
        if let Some(old) = self.instead_of {
            ledger.delete_assessment(old)?;
        }
        let id = self.form.id;
        ledger.put_assessment(self.form, &self.standard)?;
        Ok(id)
    }
}

/// Takes a submitted form in for a reviewer who marks in `column`: the columns before it as they
/// were submitted, the steps and replies, and nothing of the reviewer's own.
///
/// # Errors
/// Why it does not go with what is here; see [`TakeRefusal`].
pub fn take(
    ledger: &Ledger,
    seen: &View,
    place: usize,
    column: Column,
) -> Result<Taken, TakeRefusal> {
    let made = seen.head.created_at.filter(|_| is_readable(seen)).ok_or(TakeRefusal::Newer)?;
    let told = seen.assessments.get(place).ok_or(TakeRefusal::Newer)?;
    let theirs = &told.form;
    let standard = seen.standard_of(theirs).ok_or(TakeRefusal::NoStandard)?;
    if score_column(standard, theirs, Column::Own).is_err() {
        return Err(TakeRefusal::Unscorable);
    }
    let is_office = matches!(theirs.subject, Subject::Office { .. });
    if is_office && check_code(theirs, standard) != told.check_code {
        return Err(TakeRefusal::WrongCode);
    }
    let (subject, office) = subject_here(ledger, seen, &theirs.subject)?;
    let there = theirs.subject_at_home().clone();
    let before = ledger.assessments.get(&theirs.id).map(AsRef::as_ref);
    let mut instead_of = None;
    if let Some(before) = before {
        if before.subject != subject || before.year != theirs.year {
            return Err(TakeRefusal::OtherForm(before.title.clone()));
        }
        if before.standard != theirs.standard {
            return Err(TakeRefusal::OtherStandard);
        }
        if let Some(own) = before.columns.get(&Column::Own) {
            match &own.received {
                None if !own.answers.is_empty() => return Err(TakeRefusal::FilledHere),
                Some(receipt) if receipt.made > made => return Err(TakeRefusal::Older),
                _ => {}
            }
        }
    } else if let Some(other) = ledger.form_of(&subject, theirs.year, &theirs.standard) {
        let is_empty = other.columns.values().all(|sheet| sheet.answers.is_empty());
        if !(is_empty && other.report.is_empty() && other.mending.is_empty()) {
            return Err(TakeRefusal::OtherForm(other.title.clone()));
        }
        instead_of = Some(other.id);
    }
    let ready = instead_of.and_then(|id| ledger.assessments.get(&id));
    let (issued, due) = ready.map(|ready| (ready.issued.clone(), ready.due)).unwrap_or_default();
    let mut form = before.cloned().unwrap_or_else(|| Assessment {
        columns: Default::default(),
        rounds: Vec::new(),
        issued: issued.or_else(|| theirs.issued.clone()),
        due: due.or(theirs.due),
        ..theirs.clone()
    });
    form.subject_there = (there != subject).then_some(there);
    form.subject = subject;
    let code = column_code(&form, standard, Column::Own);
    let is_bare = seen.head.redaction != Some(Redaction::Named);
    if !is_bare {
        // The office alone writes them.
        form.report.clone_from(&theirs.report);
        form.mending.clone_from(&theirs.mending);
    }
    let receipt = Receipt { sha256: seen.head.sha256.clone(), made };
    for below in Column::ALL.into_iter().filter(|below| *below < column) {
        match theirs.columns.get(&below) {
            Some(sheet) => {
                let told = Sheet { received: Some(receipt.clone()), ..sheet.clone() };
                let held = form.columns.get(&below).filter(|_| is_bare);
                let sheet =
                    held.map_or_else(|| told.clone(), |held| keep_texts(held, told.clone()));
                form.columns.insert(below, sheet);
            }
            None if form.is_received(below) => {
                form.columns.remove(&below);
            }
            None => {}
        }
    }
    let is_other = code != column_code(&form, standard, Column::Own);
    let was_done = before.is_some_and(|before| before.is_done(column));
    if is_other && let Some(own) = form.columns.get_mut(&column) {
        // What was concluded was another self-assessment.
        own.done_at = None;
    }
    join_rounds(&mut form.rounds, &theirs.rounds, column);
    note_submission(&mut form, standard, seen, made);
    if let Some(before) = before.filter(|before| **before != form) {
        let is_settled = was_done && before.is_received(Column::Own) && !is_other;
        if is_settled || without_receipts(before) == without_receipts(&form) {
            return Err(TakeRefusal::Unchanged);
        }
    }
    let reopens = was_done && is_other;
    Ok(Taken { form, standard: standard.clone(), office, instead_of, reopens })
}

/// The form whatever file brought it.
fn without_receipts(form: &Assessment) -> Assessment {
    let mut form = form.clone();
    form.columns.values_mut().for_each(|sheet| sheet.received = None);
    form
}

/// Adds the step of the submission where neither the file nor an earlier reading of it did.
fn note_submission(form: &mut Assessment, standard: &Standard, seen: &View, made: Moment) {
    let code = column_code(form, standard, Column::Own);
    let submitted = form.rounds.iter().filter(|round| round.kind == RoundKind::Submitted);
    let is_last = submitted.clone().next_back().is_some_and(|round| {
        let since = form.rounds.iter().filter(|later| later.at > round.at && later.at < made);
        round.own_code == code && round.at <= made && since.count() == 0
    });
    let is_noted = submitted.clone().any(|round| round.submission == seen.head.sha256);
    if is_last || is_noted {
        return;
    }
    let by = seen.head.office.as_ref().map_or("", |office| office.name.as_str());
    let bare = Assessment { rounds: Vec::new(), ..form.clone() };
    if let Some(round) = submission_round(&bare, standard, by, made) {
        form.rounds.push(Round { submission: seen.head.sha256.clone(), ..round });
        form.rounds.order_by_key(|round| round.at);
    }
}

/// The subject by the identity it has here, and the office where it is new.
fn subject_here(
    ledger: &Ledger,
    seen: &View,
    subject: &Subject,
) -> Result<(Subject, Option<Office>), TakeRefusal> {
    let id = match subject {
        Subject::Person { id } => {
            let known = ledger.person(*id).map(|_| (subject.clone(), None));
            return known.ok_or(TakeRefusal::UnknownSubject);
        }
        Subject::Office { id } => *id,
    };
    if ledger.offices.contains_key(&id) {
        return Ok((subject.clone(), None));
    }
    let office = seen.offices.iter().find(|office| office.id == id);
    let office = office.ok_or(TakeRefusal::UnknownSubject)?;
    match match_office(&OfficeHead::from(office), &ledger.offices) {
        OfficeMatch::ById(id) | OfficeMatch::ByCode(id) | OfficeMatch::ByName(id) => {
            Ok((Subject::Office { id }, None))
        }
        OfficeMatch::Unknown => Ok((subject.clone(), Some(newcomer(ledger, office)))),
    }
}

fn newcomer(ledger: &Ledger, office: &Office) -> Office {
    let known = |id: &OfficeId| ledger.offices.contains_key(id);
    let last = ledger.offices.values().map(|office| office.position).max();
    Office {
        parent: office.parent.filter(known).or(Some(ledger.settings.office)),
        position: last.map_or(0, |last| last.saturating_add(1)),
        ..redact::office(office)
    }
}

/// Adds the steps that are not known here, and the replies to those that are. A verdict of one's
/// own is known, or somebody else made it up.
fn join_rounds(here: &mut Vec<Round>, theirs: &[Round], column: Column) {
    for round in theirs {
        let Some(known) = here.iter_mut().find(|known| known.is_same(round)) else {
            if round.column < column {
                here.push(round.clone());
            }
            continue;
        };
        for (item, reply) in &round.replies {
            // A file without names tells that somebody replied, and no more.
            let is_told = known
                .replies
                .get(item)
                .is_some_and(|one| one.at == reply.at && reply.text.is_empty());
            if known.comments.contains_key(item) && !is_told {
                known.replies.insert(item.clone(), reply.clone());
            }
        }
    }
    here.order_by_key(|round| round.at);
}

#[cfg(test)]
mod tests;
