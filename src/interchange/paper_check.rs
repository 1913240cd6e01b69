//! Paper held against a file (核对): the check codes of the forms of the ledger, of a received file,
//! or of one that is only looked at.

use std::sync::Arc;

use super::received::View;
use crate::assessment::check_code::check_code;
use crate::model::assessment::{Assessment, Subject};
use crate::model::ledger::Ledger;

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
    /// Is the code that of its answers? Unknown where the standard, the answers, or the person
    /// whom they are about are not in the file.
    pub holds: Option<bool>,
}

impl CodedForm {
    /// Is it the form on the paper with this code?
    pub fn is_on(&self, paper: &str) -> bool {
        self.code == paper && self.holds != Some(false)
    }
}

/// The forms of a file.
pub fn forms_of_file(view: &View) -> Vec<CodedForm> {
    let coded = |form: &Assessment, code: &str, holds: Option<bool>| CodedForm {
        title: form.title.clone(),
        subject: form.subject.clone(),
        office: office(view, &form.subject),
        year: form.year,
        code: code.to_owned(),
        holds,
    };
    let whole = view.assessments.iter().map(|one| {
        let is_known = matches!(one.form.subject, Subject::Office { .. });
        let standard = view.standard_of(&one.form).filter(|_| is_known);
        let holds = standard.map(|standard| check_code(&one.form, standard) == one.check_code);
        coded(&one.form, &one.check_code, holds)
    });
    let mut forms: Vec<_> = whole.collect();
    if forms.is_empty() {
        forms.extend(view.figures.forms.iter().map(|figures| CodedForm {
            title: String::new(),
            subject: figures.subject.clone(),
            office: office(view, &figures.subject),
            year: figures.year,
            code: figures.check_code.clone(),
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
            holds: Some(true),
        })
    };
    ledger.assessments.values().filter_map(coded).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::interchange::envelope::{Period, Redaction};
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
        let choice = Choice {
            parts: Part::ALL.to_vec(),
            period: Period::year(2026),
            redaction,
            id_numbers: false,
            note: String::new(),
        };
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
