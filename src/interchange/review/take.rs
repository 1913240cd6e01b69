//! A submitted form as it enters the ledger of a reviewer: what goes with what is there, what is
//! asked first, and what is refused.

use thiserror::Error;

use super::is_readable;
use crate::assessment::check_code::{check_code, column_code};
use crate::assessment::review::submission_round;
use crate::assessment::scoring::score_column;
use crate::interchange::envelope::{OfficeHead, Redaction};
use crate::interchange::forms::keep_texts;
use crate::interchange::received::{OfficeMatch, View, match_office};
use crate::interchange::redact;
use crate::model::assessment::{Assessment, Column, Sheet, Subject};
use crate::model::date::Moment;
use crate::model::id::AssessmentId;
use crate::model::ledger::Ledger;
use crate::model::office::{Office, OfficeLevel};
use crate::model::pack::Extra;
use crate::model::people::Rejection;
use crate::model::review::{Receipt, Round, RoundKind};
use crate::model::standard::Standard;
use crate::order::Order as _;

/// Why a submitted form is not taken in.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum TakeRefusal {
    #[error("made by a newer program")]
    Newer,
    #[error("an office reviews no forms")]
    NoBureau,
    #[error("the file does not bring the standard of the form")]
    NoStandard,
    #[error("the check code does not go with the content")]
    WrongCode,
    #[error("the form cannot be scored")]
    Unscorable,
    #[error("nobody here is who the form is about")]
    UnknownSubject,
    #[error("the form {0} has its identity and is of another office or year")]
    OtherForm(String),
    #[error("the form here is under another version of the standard")]
    OtherStandard,
    #[error("a later submission was taken in before")]
    Older,
    #[error("nothing is new in it")]
    Unchanged,
}

/// What somebody says before a form is taken in, since something of the ledger gives way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Question {
    /// It was concluded, and is open again once this is in the ledger.
    Reopens,
    /// The self-assessment was filled here, and that of the file takes its place.
    FilledHere,
    /// A form of this title is of the same office, year and standard; it becomes this one.
    OtherForm(String),
}

/// A submitted form as it enters the ledger.
#[derive(Clone, Debug, PartialEq)]
pub struct Taken {
    pub form: Assessment,
    pub standard: Standard,
    /// An office that the ledger does not have.
    pub office: Option<Office>,
    /// The form that was there under another identity and goes; the columns of reviewers stay.
    pub instead_of: Option<AssessmentId>,
    pub questions: Vec<Question>,
}

impl Taken {
    /// Puts it into the ledger.
    ///
    /// # Errors
    /// As [`Ledger::put_assessment`].
    pub fn put(self, ledger: &mut Ledger) -> Result<AssessmentId, Rejection> {
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
    if ledger.own_office().is_some_and(|own| own.level == OfficeLevel::Station) {
        return Err(TakeRefusal::NoBureau);
    }
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
    let known = ledger.assessments.get(&theirs.id).map(AsRef::as_ref);
    if let Some(known) = known {
        if known.subject != subject || known.year != theirs.year {
            return Err(TakeRefusal::OtherForm(known.title.clone()));
        }
        if known.standard != theirs.standard {
            return Err(TakeRefusal::OtherStandard);
        }
    }
    let mut questions = Vec::new();
    let other = ledger.form_of(&subject, theirs.year, &theirs.standard);
    let other = other.filter(|_| known.is_none());
    if let Some(other) = other {
        let is_empty = other.columns.values().all(|sheet| sheet.answers.is_empty());
        if !(is_empty && other.report.is_empty() && other.mending.is_empty()) {
            questions.push(Question::OtherForm(other.title.clone()));
        }
    }
    let before = known.or(other);
    if let Some(own) = before.and_then(|before| before.columns.get(&Column::Own)) {
        match &own.received {
            None if !own.answers.is_empty() => questions.push(Question::FilledHere),
            Some(receipt) if receipt.made > made => return Err(TakeRefusal::Older),
            _ => {}
        }
    }
    let mut form = match before {
        Some(before) => Assessment {
            id: theirs.id,
            issued: before.issued.clone().or_else(|| theirs.issued.clone()),
            due: before.due.or(theirs.due),
            ..before.clone()
        },
        None => Assessment { columns: Default::default(), rounds: Vec::new(), ..theirs.clone() },
    };
    form.subject_there = (there != subject).then_some(there);
    form.subject = subject;
    let codes = |form: &Assessment| -> Vec<String> {
        let below = Column::ALL.into_iter().filter(|below| *below < column);
        below.map(|below| column_code(form, standard, below)).collect()
    };
    let codes_before = codes(&form);
    let is_bare = seen.head.redaction != Some(Redaction::Named);
    if !is_bare {
        // The office alone writes them.
        form.report.clone_from(&theirs.report);
        form.mending.clone_from(&theirs.mending);
    }
    let receipt = Receipt { sha256: seen.head.sha256.clone(), made, extra: Extra::new() };
    for below in Column::ALL.into_iter().filter(|below| *below < column) {
        // An office that marked nothing has submitted that too.
        let nothing = (below == Column::Own).then(Sheet::default);
        match theirs.columns.get(&below).or(nothing.as_ref()) {
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
    let is_other = codes(&form) != codes_before;
    let was_done = before.is_some_and(|before| before.is_done(column));
    if is_other && let Some(own) = form.columns.get_mut(&column) {
        // What was concluded was something else.
        own.done_at = None;
    }
    join_rounds(&mut form.rounds, &theirs.rounds, column);
    note_submission(&mut form, standard, seen, made);
    if let Some(before) = known.filter(|before| **before != form) {
        let is_settled = was_done && before.is_received(Column::Own) && !is_other;
        if is_settled || without_receipts(before) == without_receipts(&form) {
            return Err(TakeRefusal::Unchanged);
        }
    }
    if was_done && is_other {
        questions.push(Question::Reopens);
    }
    let instead_of = other.map(|other| other.id);
    Ok(Taken { form, standard: standard.clone(), office, instead_of, questions })
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
        OfficeMatch::Unknown => Ok((subject.clone(), Some(newcomer(ledger, seen, office)))),
    }
}

/// An office below the one that it is below in the file, where that is known here.
fn newcomer(ledger: &Ledger, seen: &View, office: &Office) -> Office {
    let above = seen.offices.iter().find(|one| Some(one.id) == office.parent);
    let above = above.map(|one| match_office(&OfficeHead::from(one), &ledger.offices));
    let parent = match above {
        Some(OfficeMatch::ById(id) | OfficeMatch::ByCode(id) | OfficeMatch::ByName(id)) => id,
        Some(OfficeMatch::Unknown) | None => ledger.settings.office,
    };
    let last = ledger.offices.values().map(|office| office.position).max();
    Office {
        parent: Some(parent),
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
