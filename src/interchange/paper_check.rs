//! Paper held against a file (核对): the check codes of the forms of the ledger, of a received file,
//! or of one that is only looked at.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::received::View;
use crate::assessment::check_code::{check_code, column_code};
use crate::model::assessment::{Assessment, Column, Subject};
use crate::model::date::Moment;
use crate::model::ledger::Ledger;
use crate::model::received::Archive;

/// A form whose code can be held against that on paper.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CodedForm {
    /// Empty where the file holds figures only.
    pub title: String,
    pub subject: Subject,
    /// The name of the office; empty for a person.
    pub office: String,
    pub year: i16,
    /// The code by which it is known.
    pub code: String,
    /// The code of its own column alone; empty where it cannot be told.
    pub own_code: String,
    /// The id of the standard it is filled under.
    pub standard: String,
    /// Did a later file bring the form of the same subject with another code?
    pub is_old: bool,
    /// Is the code that of its answers? Unknown where the standard, the answers, or the person
    /// whom they are about are not in the file.
    pub holds: Option<bool>,
}

impl CodedForm {
    /// Is it the form on the paper with this code?
    pub fn is_on(&self, paper: &str) -> bool {
        self.code == paper && self.holds != Some(false)
    }

    /// Is it the code of the own column only, by which the steps of the exchange are told?
    pub fn is_own(&self, code: &str) -> bool {
        self.own_code == code && self.holds != Some(false) && !self.is_on(code)
    }

    /// By what it is the same form in another file.
    fn key(&self) -> (&Subject, i16, &str) {
        (&self.subject, self.year, &self.standard)
    }
}

/// When a form was last told, and when last with another code than that.
#[derive(Default)]
struct Latest<'a> {
    at: Option<Moment>,
    code: Option<&'a str>,
    otherwise: Option<Moment>,
}

impl<'a> Latest<'a> {
    fn add(&mut self, at: Option<Moment>, code: &'a str) {
        if self.code == Some(code) {
            self.at = self.at.max(at);
        } else if self.code.is_none() || at > self.at {
            let before = self.otherwise.max(self.at);
            (self.otherwise, self.at, self.code) = (before, at, Some(code));
        } else {
            self.otherwise = self.otherwise.max(at);
        }
    }

    /// Was the form told later with another code?
    fn is_after(&self, at: Option<Moment>, code: &str) -> bool {
        at < if self.code == Some(code) { self.otherwise } else { self.at }
    }
}

/// The forms of a file.
pub fn forms_of_file(view: &View) -> Vec<CodedForm> {
    let coded = |form: &Assessment, code: &str, own_code: String, holds: Option<bool>| CodedForm {
        title: form.title.clone(),
        subject: form.subject.clone(),
        office: office(view, &form.subject),
        year: form.year,
        code: code.to_owned(),
        own_code,
        standard: form.standard.id.clone(),
        is_old: false,
        holds,
    };
    let whole = view.assessments.iter().map(|one| {
        let is_known = matches!(one.form.subject, Subject::Office { .. });
        let standard = view.standard_of(&one.form).filter(|_| is_known);
        let holds = standard.map(|standard| check_code(&one.form, standard) == one.check_code);
        let own = standard.map(|standard| column_code(&one.form, standard, Column::Own));
        coded(&one.form, &one.check_code, own.unwrap_or_default(), holds)
    });
    let mut forms: Vec<_> = whole.collect();
    if forms.is_empty() {
        forms.extend(view.figures.forms.iter().map(|figures| CodedForm {
            title: String::new(),
            subject: figures.subject.clone(),
            office: office(view, &figures.subject),
            year: figures.year,
            code: figures.check_code.clone(),
            own_code: String::new(),
            standard: figures.standard.id.clone(),
            is_old: false,
            holds: None,
        }));
    }
    forms
}

fn office(view: &View, subject: &Subject) -> String {
    match subject {
        Subject::Office { id } => view.office_name(*id).to_owned(),
        Subject::Person { .. } => String::new(),
    }
}

/// The forms of all received files with the names of the files.
pub fn forms_of_archive(archive: &Archive) -> Vec<(String, CodedForm)> {
    let mut dated: Vec<(Option<Moment>, String, CodedForm)> = Vec::new();
    for received in archive.received.values() {
        let Ok(view) = super::received::view(&received.text) else { continue };
        let at = view.head.created_at;
        let forms = forms_of_file(&view).into_iter();
        dated.extend(forms.map(|form| (at, received.file_name.clone(), form)));
    }
    let mut latest: BTreeMap<_, Latest<'_>> = BTreeMap::new();
    for (at, _, form) in &dated {
        latest.entry(form.key()).or_default().add(*at, &form.code);
    }
    let marked = dated.iter().map(|(at, place, form)| {
        let latest = latest.get(&form.key());
        let is_old = latest.is_some_and(|latest| latest.is_after(*at, &form.code));
        (place.clone(), CodedForm { is_old, ..form.clone() })
    });
    marked.collect()
}

/// The forms of the ledger as they are now.
pub fn forms_of_ledger(ledger: &Ledger) -> Vec<CodedForm> {
    let coded = |form: &Arc<Assessment>| {
        let standard = ledger.standard_of(form)?;
        let office = match &form.subject {
            Subject::Office { id } => ledger.offices.get(id).map(|office| office.name.clone()),
            Subject::Person { .. } => None,
        };
        Some(CodedForm {
            title: form.title.clone(),
            subject: form.subject.clone(),
            office: office.unwrap_or_default(),
            year: form.year,
            code: check_code(form, standard),
            own_code: column_code(form, standard, Column::Own),
            standard: form.standard.id.clone(),
            is_old: false,
            holds: Some(true),
        })
    };
    ledger.assessments.values().filter_map(coded).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::interchange::envelope::Redaction;
    use crate::interchange::received::view;
    use crate::interchange::redact::Secret;
    use crate::interchange::submission::{Choice, Part, build};
    use crate::model::assessment::Column;
    use crate::model::date::Moment;
    use crate::model::id::IdSource;
    use crate::sample::sample;

    /// The sample with a file of it.
    fn file(redaction: Redaction) -> (Ledger, View) {
        let at = Moment::parse("2026-11-26T09:00:00+08:00").unwrap();
        let ledger = sample(at.date(), &mut IdSource::new([1; 16])).unwrap();
        let choice = Choice::of(&Part::ALL, 2026, redaction);
        let (sealed, _) = build(&ledger, &choice, &Secret::Random([9; 16]), None, at).unwrap();
        (ledger, view(&sealed.text).unwrap())
    }

    #[test]
    fn the_code_on_paper_is_found_in_every_file_of_the_form() {
        for redaction in [Redaction::Named, Redaction::Deidentified, Redaction::Statistics] {
            let (ledger, view) = file(redaction);
            let [paper] = forms_of_ledger(&ledger).try_into().unwrap();
            let [form] = forms_of_file(&view).try_into().unwrap();
            assert!(form.is_on(&paper.code), "{redaction:?}");
            assert_eq!(form.holds, (redaction != Redaction::Statistics).then_some(true));
            assert_eq!(form.office, paper.office);
        }
    }

    #[test]
    fn the_code_of_the_own_column_is_told_from_that_of_the_paper_and_an_older_file_is_old() {
        let at = Moment::parse("2026-11-26T09:00:00+08:00").unwrap();
        let mut ledger = sample(at.date(), &mut IdSource::new([1; 16])).unwrap();
        let id = *ledger.assessments.keys().next().unwrap();
        ledger
            .edit_assessment(id, |form| {
                form.edit_item(Column::Assessed, "A1.1", |answer| answer.checked = true);
                Ok(())
            })
            .unwrap();
        let mut archive = Archive::default();
        let ids = &mut IdSource::new([2; 16]);
        for hour in [9, 10] {
            let now = Moment::parse(&format!("2026-11-26T{hour:02}:00:00+08:00")).unwrap();
            let choice = Choice::of(&[Part::Assessments], 2026, Redaction::Named);
            let secret = Secret::Random([9; 16]);
            let (sealed, _) = build(&ledger, &choice, &secret, None, now).unwrap();
            let id_of_file = crate::model::id::ReceivedId::new(ids);
            let received = crate::model::received::Received {
                id: id_of_file,
                file_name: hour.to_string(),
                received_at: now,
                text: sealed.text,
            };
            archive.received.insert(id_of_file, received.into());
            ledger
                .edit_assessment(id, |form| {
                    form.edit_item(Column::Own, "A1.1", |one| one.checked = !one.checked);
                    Ok(())
                })
                .unwrap();
        }
        let forms = forms_of_archive(&archive);
        let old: Vec<_> = forms.iter().map(|(name, form)| (name.as_str(), form.is_old)).collect();
        assert!(old.contains(&("9", true)) && old.contains(&("10", false)), "{old:?}");
        for (_, form) in &forms {
            assert!(form.is_on(&form.code) && !form.is_own(&form.code));
            assert!(form.is_own(&form.own_code) && !form.is_on(&form.own_code));
        }
    }

    #[test]
    fn a_file_is_old_where_a_later_one_has_another_code() {
        let at = |hour: usize| Moment::parse(&format!("2026-11-26T{hour:02}:00:00+08:00"));
        let codes = ["x", "y", "x", "x", "z", "y", "y"];
        let hours = [3, 1, 4, 1, 5, 2, 6];
        for count in 1..=codes.len() {
            let told: Vec<_> = hours.into_iter().map(at).zip(codes).take(count).collect();
            let mut latest = Latest::default();
            told.iter().for_each(|(at, code)| latest.add(*at, code));
            for (when, code) in &told {
                let is_old = told.iter().any(|(later, other)| later > when && other != code);
                assert_eq!(latest.is_after(*when, code), is_old, "{count} {code}");
            }
        }
    }

    #[test]
    fn a_form_that_was_changed_is_not_the_one_on_the_paper() {
        let (mut ledger, mut view) = file(Redaction::Named);
        let [paper] = forms_of_ledger(&ledger).try_into().unwrap();
        let id = *ledger.assessments.keys().next().unwrap();
        let mut form = Assessment::clone(&ledger.assessments[&id]);
        form.edit_item(Column::Own, "A1.1", |answer| answer.checked = !answer.checked);
        ledger.assessments.insert(id, form.clone().into());
        assert!(!forms_of_ledger(&ledger)[0].is_on(&paper.code));
        // Its code was left as it was.
        view.assessments[0].form = form;
        let [form] = forms_of_file(&view).try_into().unwrap();
        assert_eq!(form.holds, Some(false));
        assert!(!form.is_on(&paper.code));
    }
}
