//! The forms of a ledger: added, changed and deleted, each with its standard beside it.

use std::sync::Arc;

use super::assessment::{Assessment, StandardRef, Subject};
use super::id::{AssessmentId, PersonId};
use super::ledger::Ledger;
use super::people::Rejection;
use super::standard::Standard;

impl Ledger {
    /// Adds a form and, where the ledger does not have it yet, its standard.
    ///
    /// # Errors
    /// A blank title, a standard that is not the one the form names, or a second form of the same
    /// subject, year and standard.
    pub fn add_assessment(
        &mut self,
        form: Assessment,
        standard: &Standard,
    ) -> Result<(), Rejection> {
        if form.title.trim().is_empty() {
            return Err(Rejection::MissingName);
        }
        if form.standard != StandardRef::from(standard) {
            return Err(Rejection::NoSuchStandard);
        }
        if let Some(other) = self.form_of(&form.subject, form.year, &form.standard) {
            return Err(Rejection::FormExists(other.title.clone()));
        }
        self.put_standard(standard);
        self.assessments.insert(form.id, Arc::new(form));
        Ok(())
    }

    /// Adds several forms of one standard, all of them or none.
    ///
    /// # Errors
    /// As [`Self::add_assessment`].
    pub fn add_assessments(
        &mut self,
        forms: Vec<Assessment>,
        standard: &Standard,
    ) -> Result<(), Rejection> {
        let mut after = self.clone();
        forms.into_iter().try_for_each(|form| after.add_assessment(form, standard))?;
        *self = after;
        Ok(())
    }

    /// The form of a subject, year and standard: there is one at most.
    pub fn form_of(
        &self,
        subject: &Subject,
        year: i16,
        standard: &StandardRef,
    ) -> Option<&Assessment> {
        let mut forms = self.assessments.values().map(Arc::as_ref);
        forms.find(|form| {
            form.subject == *subject && form.year == year && form.standard == *standard
        })
    }

    /// Changes a form; `change` may refuse. Subject, period and standard stay what they are.
    ///
    /// # Errors
    /// No such form, a blank title, or what `change` says.
    pub fn edit_assessment(
        &mut self,
        id: AssessmentId,
        change: impl FnOnce(&mut Assessment) -> Result<(), Rejection>,
    ) -> Result<(), Rejection> {
        let before = self.assessments.get(&id).ok_or(Rejection::NoSuchAssessment)?;
        let mut form = Assessment::clone(before);
        change(&mut form)?;
        if form.title.trim().is_empty() {
            return Err(Rejection::MissingName);
        }
        form.id = id;
        form.subject = before.subject.clone();
        form.year = before.year;
        form.standard = before.standard.clone();
        let before = self.assessments.insert(id, Arc::new(form));
        before.iter().for_each(|before| self.let_files_go(before));
        Ok(())
    }

    /// Deletes a form. Its standard stays.
    ///
    /// # Errors
    /// No such form.
    pub fn delete_assessment(&mut self, id: AssessmentId) -> Result<(), Rejection> {
        let gone = self.assessments.remove(&id).ok_or(Rejection::NoSuchAssessment)?;
        self.let_files_go(&gone);
        Ok(())
    }

    /// The standard that a form is filled under.
    pub fn standard_of(&self, form: &Assessment) -> Option<&Arc<Standard>> {
        self.standards.get(&form.standard.sha256)
    }

    /// Keeps a standard; one that is there already changes nothing.
    pub fn put_standard(&mut self, standard: &Standard) {
        self.standards.entry(standard.sha256()).or_insert_with(|| Arc::new(standard.clone()));
    }

    /// Deletes a standard that no form is filled under.
    ///
    /// # Errors
    /// No such standard, or forms under it.
    pub fn delete_standard(&mut self, sha256: &str) -> Result<(), Rejection> {
        if self.assessments.values().any(|form| form.standard.sha256 == sha256) {
            return Err(Rejection::StandardInUse);
        }
        self.standards.remove(sha256).map(|_| ()).ok_or(Rejection::NoSuchStandard)
    }

    /// Lets the forms about `from` be about `to`, or deletes them; so do figures that name `from`.
    pub(super) fn redirect_forms(&mut self, from: PersonId, to: Option<PersonId>) {
        let is_about = |form: &Assessment| form.subject == Subject::Person { id: from };
        match to {
            None => {
                let forms = self.assessments.values().filter(|form| is_about(form)).cloned();
                let gone: Vec<_> = forms.collect();
                self.assessments.retain(|_, form| !is_about(form));
                gone.iter().for_each(|form| self.let_files_go(form));
            }
            Some(id) => {
                for form in self.assessments.values_mut().filter(|form| is_about(form)) {
                    Arc::make_mut(form).subject = Subject::Person { id };
                }
            }
        }
        self.redirect_figures(from, to);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::assessment::Column;
    use crate::model::id::IdSource;
    use crate::model::ledger::tests::ledger_of;

    fn form(subject: Subject) -> (Assessment, Standard) {
        let standard = Standard { areas: Vec::new(), ..Standard::default() };
        let id = AssessmentId::new(&mut IdSource::new([9; 16]));
        (Assessment::new(id, "自评表".into(), subject, 2026, &standard), standard)
    }

    #[test]
    fn a_form_keeps_its_standard_and_its_subject_whatever_is_edited() {
        let (mut ledger, _) = ledger_of(1);
        let (form, standard) = form(Subject::Office { id: ledger.settings.office });
        let id = form.id;
        ledger.add_assessment(form.clone(), &standard).unwrap();
        assert_eq!(ledger.standard_of(&form).map(|found| &**found), Some(&standard));
        ledger
            .edit_assessment(id, |form| {
                form.year = 1999;
                form.edit_item(Column::Own, "x", |answer| answer.checked = true);
                Ok(())
            })
            .unwrap();
        assert_eq!(ledger.assessments[&id].year, 2026);
        assert!(ledger.assessments[&id].item(Column::Own, "x").unwrap().checked);
        let sha256 = standard.sha256();
        assert_eq!(ledger.delete_standard(&sha256), Err(Rejection::StandardInUse));
        ledger.delete_assessment(id).unwrap();
        ledger.delete_standard(&sha256).unwrap();
        assert_eq!(ledger.delete_assessment(id), Err(Rejection::NoSuchAssessment));
    }

    #[test]
    fn a_form_under_another_standard_than_it_names_is_refused() {
        let (mut ledger, _) = ledger_of(0);
        let (form, mut standard) = form(Subject::Office { id: ledger.settings.office });
        standard.head.version = "2".into();
        assert_eq!(ledger.add_assessment(form, &standard), Err(Rejection::NoSuchStandard));
    }

    #[test]
    fn forms_about_a_person_follow_a_merge_and_go_with_a_purge() {
        let (mut ledger, people) = ledger_of(2);
        let (form, standard) = form(Subject::Person { id: people[1] });
        let id = form.id;
        ledger.add_assessment(form, &standard).unwrap();
        ledger.merge_people(people[0], people[1]).unwrap();
        assert_eq!(ledger.assessments[&id].subject, Subject::Person { id: people[0] });
        ledger.purge_person(people[0]).unwrap();
        assert!(ledger.assessments.is_empty());
    }

    #[test]
    fn of_several_forms_all_are_added_or_none() {
        let (mut ledger, people) = ledger_of(2);
        let mut ids = IdSource::new([3; 16]);
        let (first, standard) = form(Subject::Person { id: people[0] });
        let second =
            |id| Assessment { id, subject: Subject::Person { id: people[1] }, ..first.clone() };
        let forms = vec![first.clone(), second(AssessmentId::new(&mut ids))];
        let twice = vec![second(AssessmentId::new(&mut ids)), second(AssessmentId::new(&mut ids))];
        assert!(ledger.add_assessments(twice, &standard).is_err());
        assert!(ledger.assessments.is_empty() && ledger.standards.is_empty());
        ledger.add_assessments(forms, &standard).unwrap();
        assert_eq!(ledger.assessments.len(), 2);
    }
}
