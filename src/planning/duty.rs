//! Whether enough of an office stay on duty while a class is held: the floor that its plan keeps for
//! the batches, counted with everybody who is elsewhere at the time.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use super::rotation::from_plan::is_long_away;
use super::schedule::Event;
use crate::model::id::{OfficeId, PersonId};
use crate::model::ledger::Ledger;
use crate::model::status::DutyStatus;
use crate::order::Gather as _;

/// An office below its floor, on the worst day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Short {
    pub office: OfficeId,
    pub day: Date,
    pub left: usize,
    pub floor: usize,
}

/// The offices of the people of an event that would be below the floor of its plan, by their ids.
/// A plan without batches keeps none; `all` are the events of the open plans.
pub fn short(ledger: &Ledger, event: &Event, all: &[Event]) -> Vec<Short> {
    let Some(plan) = ledger.plans.get(&event.plan) else { return Vec::new() };
    let going: BTreeSet<PersonId> = event.people.iter().copied().gather_set();
    let there = ledger.people().filter(|person| going.contains(&person.id));
    let offices: BTreeSet<OfficeId> = there.map(|person| person.office).gather_set();
    if plan.rotation.batches.is_empty() || offices.is_empty() {
        return Vec::new();
    }
    let calendar = &ledger.packs.calendar;
    let span = (event.start, event.end);
    let mut staff: BTreeMap<OfficeId, Vec<_>> = BTreeMap::new();
    let of_offices = ledger.enrolled(event.start).filter(|one| offices.contains(&one.office));
    for person in of_offices.filter(|person| !is_long_away(person, calendar, span)) {
        staff.entry(person.office).or_default().push(person);
    }
    let meeting: Vec<&Event> =
        all.iter().filter(|other| other.what != event.what && other.meets(event)).collect();
    let mut worst: BTreeMap<OfficeId, Short> = BTreeMap::new();
    for day in calendar.workdays(event.start, event.end) {
        let on_day = |other: &&&Event| other.start <= day && day <= other.end;
        let mut training = going.clone();
        training.extend(meeting.iter().filter(on_day).flat_map(|other| &other.people));
        for (office, staff) in &staff {
            let away = staff.iter().filter(|person| {
                let period = person.away_between(day, day);
                training.contains(&person.id)
                    || period.is_some_and(|period| period.status != DutyStatus::OnPost)
            });
            let left = staff.len() - away.count();
            let floor = staff.len() - plan.rotation.floor_of(*office).max_away(staff.len());
            let is_worst = worst.get(office).is_none_or(|known| left < known.left);
            if left < floor && is_worst {
                worst.insert(*office, Short { office: *office, day, left, floor });
            }
        }
    }
    worst.into_values().collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::batch::{Batch, Floor};
    use crate::model::id::{BatchId, IdSource, PlanId, SessionId};
    use crate::model::ledger::tests::ledger_of;
    use crate::model::plan::{IntensiveClass, Plan};
    use crate::planning::schedule::{class_event, open_events};

    #[test]
    fn a_class_is_counted_with_the_batch_on_the_same_day() {
        let (mut ledger, people) = ledger_of(8);
        let one = ledger.person(people[0]).unwrap().office;
        let mates = ledger.people().filter(|person| person.office == one).map(|one| one.id);
        let mates: Vec<PersonId> = mates.collect();
        let mut ids = IdSource::new([1; 16]);
        let mut plan = Plan::new(PlanId::new(&mut ids), "计划".into(), 2026);
        let (start, end) = (Date::constant(2026, 5, 11), Date::constant(2026, 5, 12));
        let people = vec![mates[0]];
        let id = SessionId::new(&mut ids);
        let class = IntensiveClass { people, ..IntensiveClass::new(id, "班".into(), start, end) };
        let event = class_event(plan.id, &class);
        let found = |ledger: &Ledger| short(ledger, &event, &open_events(ledger));
        plan.rotation.floor = Floor::Number { people: 1 };
        let plan_id = plan.id;
        ledger.add_plan(plan).unwrap();
        assert_eq!(found(&ledger), []);
        let batch = Batch::new(BatchId::new(&mut ids), end, end, 4);
        let place = |plan: &mut Plan| {
            let id = batch.id;
            plan.rotation.put_batch(batch)?;
            plan.rotation.move_person(mates[1], Some(id), String::new())
        };
        ledger.edit_plan(plan_id, place).unwrap();
        let (left, floor) = (mates.len() - 2, mates.len() - 1);
        assert_eq!(found(&ledger), [Short { office: one, day: end, left, floor }]);
    }
}
