//! The file that hands a plan down (下发) to the offices below, which take it over as a draft of
//! their own: the plan, its groups, and the people it names, without ID numbers.

use serde_json::Value;

use super::envelope::{Counts, Envelope, Kind, Redaction};
use super::json::{SealError, Sealed, seal};
use super::redact;
use super::submission::{Choice, Part, SubmissionData, envelope, groups_of};
use crate::model::date::Moment;
use crate::model::ledger::Ledger;
use crate::model::plan::Plan;

/// Makes the file of a plan.
///
/// # Errors
/// Larger than a file may be.
pub fn build(ledger: &Ledger, plan: &Plan, at: Moment) -> Result<(Sealed, Counts), SealError> {
    let choice = Choice::of(&[Part::Groups, Part::Plans], plan.year, Redaction::Named);
    let people = ledger.people().filter(|person| plan.names(person.id));
    let mut groups = groups_of(ledger, &choice, Clone::clone);
    groups.retain(|one| plan.names_group(one.group.id));
    let data = SubmissionData {
        offices: ledger.offices_in_order().into_iter().map(redact::office).collect(),
        people: people.map(redact::without_id_number).collect(),
        groups,
        plans: vec![plan.clone()],
        parts: choice.parts.clone(),
        ..SubmissionData::default()
    };
    let counts = Counts::from([
        ("offices".to_owned(), data.offices.len()),
        ("people".to_owned(), data.people.len()),
        ("groups".to_owned(), data.groups.len()),
        ("plans".to_owned(), data.plans.len()),
    ]);
    let mut data: Value =
        serde_json::to_value(&data).map_err(|error| SealError::Unwritable(error.to_string()))?;
    redact::mask_id_numbers_in(&mut data);
    let envelope = envelope(ledger, &choice, None, at);
    let envelope = Envelope { kind: Kind::Issued, data, counts: counts.clone(), ..envelope };
    seal(&envelope).map(|sealed| (sealed, counts))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::interchange::received::view;
    use crate::model::batch::Batch;
    use crate::model::id::{BatchId, IdSource, PersonId, PlanId};
    use crate::model::ledger::tests::ledger_of;
    use crate::model::person::Person;
    use crate::planning::copied::adopted;

    #[test]
    fn a_plan_that_was_handed_down_is_taken_over_by_whoever_knows_its_people() {
        let (mut ledger, people) = ledger_of(3);
        for (place, person) in people.iter().enumerate() {
            let edit = |person: &mut Person| {
                person.number = Some(format!("A{place}"));
                person.id_number = Some("210102198805213338".to_owned());
            };
            ledger.edit_person(*person, edit).unwrap();
        }
        let mut ids = IdSource::new([7; 16]);
        let mut plan = Plan::new(PlanId::new(&mut ids), "全市轮训".into(), 2026);
        let (start, end) = ("2026-06-01".parse().unwrap(), "2026-06-03".parse().unwrap());
        let batch = Batch::new(BatchId::new(&mut ids), start, end, 9);
        let id = batch.id;
        plan.rotation.put_batch(batch).unwrap();
        for person in &people[..2] {
            plan.rotation.move_person(*person, Some(id), String::new()).unwrap();
        }
        let at = Moment::parse("2026-03-01T09:00:00+08:00").unwrap();
        let (sealed, counts) = build(&ledger, &plan, at).unwrap();
        assert_eq!(counts["people"], 2);
        assert!(!sealed.text.contains("210102198805213338"));
        let seen = view(&sealed.text).unwrap();
        assert_eq!(seen.head.kind, Kind::Issued);
        assert!(seen.faults.is_empty());

        // The office below typed its roster itself: other identities, the same numbers and names.
        let mut below = Ledger::new("长安所".into(), 2026, &mut ids);
        let own = [0, 1].map(|place: usize| {
            let name = ledger.person(people[place]).unwrap().name.clone();
            let name = if place == 0 { name } else { "别人".to_owned() };
            let id = PersonId::new(&mut ids);
            let number = Some(format!("A{place}"));
            let person = Person::new(id, name, below.settings.office);
            below.add_person(Person { number, ..person }).unwrap();
            id
        });
        let copied = adopted(&seen.plans[0], &seen.people, &[], &below, &mut ids).plan;
        let placed: Vec<_> = copied.rotation.people_of(id).collect();
        assert_eq!(placed, [own[0]]);
    }
}
