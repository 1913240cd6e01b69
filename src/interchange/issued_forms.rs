//! Self-assessment forms that a bureau hands down (下发自评表), one file an office: the standard, an
//! empty form with its deadline, and the people and hours that the bureau has of the office. The
//! office takes its identity from it, so that what it submits is known again.

use std::collections::BTreeSet;
use std::sync::Arc;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::envelope::{Counts, Envelope, Kind, OfficeHead, Redaction};
use super::forms::FormWithCode;
use super::json::{SealError, Sealed, seal};
use super::received::{OfficeMatch, View, match_office};
use super::redact;
use super::submission::{Choice, Part, SubmissionData, envelope};
use crate::assessment::figures::issued_figures;
use crate::model::assessment::{Assessment, Subject};
use crate::model::canonical::hex;
use crate::model::date::Moment;
use crate::model::hours::Session;
use crate::model::id::{AssessmentId, IdSource, OfficeId, PersonId};
use crate::model::ledger::Ledger;
use crate::model::mending::Mendings;
use crate::model::office::Office;
use crate::model::pack::Extra;
use crate::model::people::Rejection;
use crate::model::report::Report;
use crate::model::review::IssuedForm;
use crate::model::standard::Standard;
use crate::order::Gather as _;

/// What an issued file holds: lists as in a submission, for one office or for all.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", default)]
pub struct IssuedData {
    /// The office it is for; missing where it is for all.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub recipient: Option<OfficeHead>,
    /// The secret that people's keys are made with, so that offices can be matched.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub matching_secret: Option<String>,
    #[serde(flatten)]
    pub data: SubmissionData,
}

/// What is handed down.
#[derive(Clone, Debug)]
pub struct Issue<'a> {
    pub standard: &'a Standard,
    pub due: Option<Date>,
    pub at: Moment,
    /// The secret for matching people that a bureau above gave.
    pub secret: Option<String>,
}

/// The offices below the bureau that have people, in the order of the lists.
pub fn offices_below(ledger: &Ledger) -> Vec<&Office> {
    let reference = ledger.settings.reference();
    let staffed: BTreeSet<OfficeId> =
        ledger.enrolled(reference).map(|person| person.office).gather_set();
    let own = ledger.settings.office;
    let mut offices = ledger.offices_in_order();
    offices.retain(|office| office.id != own && staffed.contains(&office.id));
    offices
}

/// Makes a form for each office, or takes the one there is, and notes that it is handed down.
/// `title` names a form by the office.
///
/// # Errors
/// As [`Ledger::add_assessment`].
pub fn issue(
    ledger: &mut Ledger,
    offices: &[OfficeId],
    issue: &Issue<'_>,
    title: impl Fn(&str) -> String,
    ids: &mut IdSource,
) -> Result<Vec<AssessmentId>, Rejection> {
    let by = ledger.own_name().to_owned();
    let issued = IssuedForm { at: issue.at, by, figures: Vec::new(), extra: Extra::new() };
    if issue.secret.is_none() && ledger.settings.matching_secret.is_none() {
        let secret = hex(ids.next_uuid().as_bytes());
        Arc::make_mut(&mut ledger.settings).matching_secret = Some(secret);
    }
    let year = ledger.settings.year;
    let figures = issued_figures(ledger, offices, ledger.settings.reference());
    let mut forms = Vec::with_capacity(offices.len());
    for (office, figures) in offices.iter().zip(figures) {
        let subject = Subject::Office { id: *office };
        let known = ledger.form_of(&subject, year, &issue.standard.into()).map(|form| form.id);
        let issued = Some(IssuedForm { figures, ..issued.clone() });
        let id = match known {
            Some(id) => {
                ledger.edit_assessment(id, |form| {
                    // Sent once more without a deadline, the earlier one stands.
                    form.due = issue.due.or(form.due);
                    form.issued = issued;
                    Ok(())
                })?;
                id
            }
            None => {
                let id = AssessmentId::new(ids);
                let title = title(ledger.office_name(*office));
                let form = Assessment::new(id, title, subject, year, issue.standard);
                ledger.add_assessment(
                    Assessment { issued, due: issue.due, ..form },
                    issue.standard,
                )?;
                id
            }
        };
        forms.push(id);
    }
    Ok(forms)
}

/// A session as those people know it.
fn session_of(session: &Session, people: &BTreeSet<PersonId>) -> Option<Session> {
    let mut session = session.clone();
    session.attendance.retain(|person, _| people.contains(person));
    // The plan is not in the file.
    session.plan = None;
    session.batch = None;
    (!session.attendance.is_empty()).then_some(session)
}

/// Makes the file of one form.
///
/// # Errors
/// Larger than a file may be.
pub fn build(
    ledger: &Ledger,
    form: &Assessment,
    secret: Option<&str>,
    at: Moment,
) -> Result<(Sealed, Counts), SealError> {
    let choice =
        Choice::of(&[Part::Roster, Part::Hours, Part::Assessments], form.year, Redaction::Named);
    let office = match form.subject {
        Subject::Office { id } => id,
        Subject::Person { id } => {
            ledger.person(id).map_or(ledger.settings.office, |one| one.office)
        }
    };
    let offices =
        ledger.offices.keys().copied().filter(|one| ledger.is_within(*one, office)).gather_set();
    let reference = ledger.settings.reference();
    let people: Vec<_> = ledger
        .enrolled(reference)
        .filter(|person| offices.contains(&person.office))
        .map(redact::without_id_number)
        .collect();
    let known: BTreeSet<PersonId> = people.iter().map(|person| person.id).gather_set();
    let sessions = ledger.sessions.values().filter(|session| choice.period.touches(session));
    let empty = Assessment {
        columns: Default::default(),
        rounds: Vec::new(),
        report: Report::default(),
        mending: Mendings::default(),
        subject_there: None,
        extra: Extra::new(),
        ..form.clone()
    };
    let listed = ledger.offices_in_order().into_iter();
    let data = SubmissionData {
        parts: choice.parts.clone(),
        offices: listed
            .filter(|one| offices.contains(&one.id) || one.id == ledger.settings.office)
            .map(redact::office)
            .collect(),
        people,
        sessions: sessions.filter_map(|session| session_of(session, &known)).collect(),
        standards: ledger.standard_of(form).map(|one| Standard::clone(one)).into_iter().collect(),
        assessments: vec![FormWithCode::new(ledger, &empty, empty.clone())],
        ..SubmissionData::default()
    };
    let counts = Counts::from([
        ("people".to_owned(), data.people.len()),
        ("sessions".to_owned(), data.sessions.len()),
        ("assessments".to_owned(), 1),
    ]);
    let data = IssuedData {
        recipient: ledger.offices.get(&office).map(OfficeHead::from),
        matching_secret: secret
            .map(str::to_owned)
            .or_else(|| ledger.settings.matching_secret.clone()),
        data,
    };
    let mut data: Value =
        serde_json::to_value(&data).map_err(|error| SealError::Unwritable(error.to_string()))?;
    redact::mask_id_numbers_in(&mut data);
    let envelope = envelope(ledger, &choice, None, at);
    let envelope = Envelope { kind: Kind::Issued, data, counts: counts.clone(), ..envelope };
    seal(&envelope).map(|sealed| (sealed, counts))
}

/// How the office that a file is for stands to the ledger.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fit {
    /// It is for this office, or for a ledger with nothing in it yet.
    Own,
    /// It has the code or the name of this office.
    Alike,
    /// By nothing that is known here; a person must say so.
    Unknown,
    /// The same, and this office has forms that were handed down to it: they would become those of
    /// the other.
    Other,
    /// It is of this bureau itself, for one of its offices.
    Below,
}

/// Is the file for this ledger? `None` where it is for nobody in particular.
pub fn fit(ledger: &Ledger, seen: &View) -> Option<Fit> {
    let recipient = seen.recipient.as_ref()?;
    let own = ledger.settings.office;
    let is_fresh = ledger.is_empty() && ledger.offices.len() == 1;
    Some(match match_office(recipient, &ledger.offices) {
        OfficeMatch::ById(id) if id == own => Fit::Own,
        OfficeMatch::ById(_) => Fit::Below,
        OfficeMatch::ByCode(id) | OfficeMatch::ByName(id) if id != own => Fit::Below,
        _ if is_fresh => Fit::Own,
        OfficeMatch::Unknown if is_known_above(ledger) => Fit::Other,
        OfficeMatch::Unknown => Fit::Unknown,
        OfficeMatch::ByCode(_) | OfficeMatch::ByName(_) => Fit::Alike,
    })
}

/// Has a bureau given the office its identity already?
fn is_known_above(ledger: &Ledger) -> bool {
    let own = Subject::Office { id: ledger.settings.office };
    ledger.assessments.values().any(|form| form.subject == own && form.issued.is_some())
}

/// What was taken over.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct TakenOver {
    pub people: usize,
    pub sessions: usize,
    /// The first form, to be opened.
    pub form: Option<AssessmentId>,
}

/// Takes an issued file over: the office takes its identity, people and hours where it has none,
/// the standards and the forms. What is there stays; a second time changes nothing.
///
/// # Errors
/// It is for another office ([`Fit::Other`]), another office of the ledger has the identity or name, or
/// a form does not go with its standard.
pub fn take_over(ledger: &mut Ledger, seen: &View) -> Result<TakenOver, Rejection> {
    let recipient = seen.recipient.as_ref().ok_or(Rejection::NoSuchOffice)?;
    if fit(ledger, seen) == Some(Fit::Other) {
        return Err(Rejection::OtherOffice(recipient.name.clone()));
    }
    let office = seen.offices.iter().find(|office| office.id == recipient.id);
    let office = office.ok_or(Rejection::NoSuchOffice)?;
    let is_fresh = ledger.is_empty();
    ledger.take_identity(&redact::office(office))?;
    let issuer = seen.head.office.as_ref().map(|office| office.id);
    for office in &seen.offices {
        let is_known = ledger.offices.values().any(|own| own.name == office.name)
            || ledger.offices.contains_key(&office.id);
        if !is_known && Some(office.id) != issuer {
            ledger.add_office(redact::office(office))?;
        }
    }
    let mut taken = TakenOver::default();
    if ledger.people.is_empty() {
        for person in &seen.people {
            if ledger.offices.contains_key(&person.office) {
                ledger.add_person(person.clone())?;
                taken.people += 1;
            }
        }
    }
    if ledger.sessions.is_empty() {
        let known: BTreeSet<PersonId> = ledger.people().map(|person| person.id).gather_set();
        for session in seen.sessions.iter().filter_map(|one| session_of(one, &known)) {
            ledger.put_session(session)?;
            taken.sessions += 1;
        }
    }
    let own = Subject::Office { id: recipient.id };
    for told in seen.assessments.iter().filter(|told| told.form.subject == own) {
        let Some(standard) = seen.standard_of(&told.form) else { continue };
        if is_fresh {
            Arc::make_mut(&mut ledger.settings).year = told.form.year;
        }
        take_form(ledger, &told.form, standard)?;
        taken.form.get_or_insert(told.form.id);
    }
    Ok(taken)
}

/// The form under the identity of the bureau. What the office has filled of it stays.
fn take_form(
    ledger: &mut Ledger,
    issued: &Assessment,
    standard: &Standard,
) -> Result<(), Rejection> {
    if ledger.assessments.contains_key(&issued.id) {
        return ledger.edit_assessment(issued.id, |form| {
            form.issued.clone_from(&issued.issued);
            form.due = issued.due;
            Ok(())
        });
    }
    let known = ledger.form_of(&issued.subject, issued.year, &issued.standard).cloned();
    let form = match known {
        Some(known) => {
            // It goes on under the other identity, and so do its files.
            ledger.assessments.remove(&known.id);
            Assessment { id: issued.id, issued: issued.issued.clone(), due: issued.due, ..known }
        }
        None => Assessment {
            columns: Default::default(),
            rounds: Vec::new(),
            subject_there: None,
            ..issued.clone()
        },
    };
    ledger.add_assessment(form, standard)
}
