//! An issued file taken over: identity, people, hours and the form.

use training_ledger::interchange::issued_forms::{self, Fit};
use training_ledger::model::assessment::{Column, Subject};
use training_ledger::model::id::{IdSource, OfficeId, PersonId};
use training_ledger::model::ledger::Ledger;
use training_ledger::model::people::Rejection;
use training_ledger::model::person::Person;

use super::circle::*;

#[test]
fn an_office_takes_identity_people_and_form_once() {
    let (mut district, office) = district();
    let (id, seen) = hand_down(&mut district, office);
    assert_eq!(issued_forms::fit(&district, &seen), Some(Fit::Below));
    let mut below = fresh();
    assert_eq!(issued_forms::fit(&below, &seen), Some(Fit::Own));
    let taken = issued_forms::take_over(&mut below, &seen).unwrap();
    assert_eq!((taken.people, taken.form), (2, Some(id)));
    assert_eq!((below.settings.office, below.settings.year), (office, 2026));
    assert_eq!(below.offices.len(), 1);
    mark(&mut below, id, Column::Own, 0, 600);
    let before = below.clone();
    issued_forms::take_over(&mut below, &seen).unwrap();
    assert!(below.is_same(&before), "a second time changed something");
    assert_eq!(issued_forms::fit(&below, &seen), Some(Fit::Own));
}

#[test]
fn an_office_with_a_roster_and_a_form_of_its_own_keeps_them() {
    let (mut district, office) = district();
    let (id, seen) = hand_down(&mut district, office);
    let mut ids = IdSource::new([6; 16]);
    let mut below = Ledger::new("长安所".into(), 2026, &mut ids);
    let own = below.settings.office;
    below.add_person(Person::new(PersonId::new(&mut ids), "林飞海".into(), own)).unwrap();
    let old = form_of_its_own(&mut below, &mut ids);
    mark(&mut below, old, Column::Own, 2, 500);
    assert_eq!(issued_forms::fit(&below, &seen), Some(Fit::Unknown));
    issued_forms::take_over(&mut below, &seen).unwrap();
    assert_eq!(below.people().count(), 1);
    let form = &below.assessments[&id];
    assert_eq!(below.assessments.len(), 1);
    assert!(form.issued.is_some() && form.item(Column::Own, "2").is_some());
    assert_eq!(form.subject, Subject::Office { id: office });
}

#[test]
fn forms_of_an_office_never_become_those_of_another() {
    let (mut district, office) = district();
    let (_, issued) = hand_down(&mut district, office);
    let mut below = fresh();
    issued_forms::take_over(&mut below, &issued).unwrap();
    let before = below.clone();
    let (other, name) = (OfficeId::new(&mut IdSource::new([6; 16])), "示范区高坎所");
    let mut seen = issued;
    for one in seen.offices.iter_mut().filter(|one| one.id == office) {
        (one.id, one.name) = (other, name.into());
    }
    let recipient = seen.recipient.as_mut().unwrap();
    (recipient.id, recipient.name) = (other, name.into());
    assert_eq!(issued_forms::fit(&below, &seen), Some(Fit::Other));
    let refused = issued_forms::take_over(&mut below, &seen).unwrap_err();
    assert_eq!(refused, Rejection::OtherOffice(name.into()));
    assert_eq!(below, before);
    // A name that was changed is the same office.
    let own = below.settings.office;
    below.edit_office(own, |office| office.name = name.into()).unwrap();
    assert_eq!(issued_forms::fit(&below, &seen), Some(Fit::Alike));
}
