//! Intensive classes that get into the way of others: the same people, or the same place, on the
//! same days.

use jiff::civil::Date;

use crate::model::batch::Batch;
use crate::model::id::PersonId;
use crate::model::plan::{IntensiveClass, Plan};

fn meets(class: &IntensiveClass, start: Date, end: Date) -> bool {
    start <= class.end && class.start <= end
}

fn others<'a>(
    plan: &'a Plan,
    class: &'a IntensiveClass,
) -> impl Iterator<Item = &'a IntensiveClass> {
    let others = plan.intensive.iter().filter(|other| other.id != class.id);
    others.filter(|other| meets(class, other.start, other.end))
}

/// Who of a class is in another class or batch of the plan on the same days.
pub fn people_elsewhere(plan: &Plan, class: &IntensiveClass) -> Vec<PersonId> {
    let elsewhere = |person: &PersonId| {
        let batch = plan.rotation.placements.get(person);
        let batch = batch.and_then(|placement| plan.rotation.batch(placement.batch));
        others(plan, class).any(|other| other.people.contains(person))
            || batch.is_some_and(|batch| meets(class, batch.start, batch.end))
    };
    class.people.iter().copied().filter(elsewhere).collect()
}

/// What else has the place of a class on one of its days.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum SamePlace<'a> {
    Class(&'a IntensiveClass),
    Batch(&'a Batch),
}

/// The first other class or batch of the plan at the place of a class on one of its days. A place
/// that is not known is nobody's.
pub fn same_place<'a>(plan: &'a Plan, class: &'a IntensiveClass) -> Option<SamePlace<'a>> {
    let place = class.place.trim();
    if place.is_empty() {
        return None;
    }
    let taken = others(plan, class).find(|other| other.place.trim() == place);
    let in_batch = || {
        let mut batches = plan.rotation.batches.iter();
        batches.find(|batch| batch.place.trim() == place && meets(class, batch.start, batch.end))
    };
    taken.map(SamePlace::Class).or_else(|| in_batch().map(SamePlace::Batch))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::hours::QuarterHours;
    use crate::model::id::{BatchId, IdSource, PlanId, SessionId};
    use crate::model::pack::Extra;

    fn day(text: &str) -> Date {
        text.parse().unwrap()
    }

    fn class(ids: &mut IdSource, start: &str, end: &str, place: &str) -> IntensiveClass {
        IntensiveClass {
            id: SessionId::new(ids),
            title: String::new(),
            course: None,
            start: day(start),
            end: day(end),
            hours: QuarterHours(0),
            place: place.to_owned(),
            trainer: String::new(),
            seats: 10,
            groups: Vec::new(),
            people: Vec::new(),
            extra: Extra::new(),
        }
    }

    #[test]
    fn two_classes_in_one_room_each_name_the_other() {
        let mut ids = IdSource::new([0; 16]);
        let mut plan = Plan::new(PlanId::new(&mut ids), String::new(), 2026);
        let first = class(&mut ids, "2026-05-11", "2026-05-12", "三楼会议室");
        let second = class(&mut ids, "2026-05-12", "2026-05-13", "三楼会议室 ");
        let later = class(&mut ids, "2026-05-14", "2026-05-14", "三楼会议室");
        plan.intensive = vec![first.clone(), second.clone(), later.clone()];
        assert_eq!(same_place(&plan, &first), Some(SamePlace::Class(&second)));
        assert_eq!(same_place(&plan, &second), Some(SamePlace::Class(&first)));
        assert_eq!(same_place(&plan, &later), None);
        let batch = Batch {
            id: BatchId::new(&mut ids),
            start: day("2026-05-13"),
            end: day("2026-05-15"),
            seats: 5,
            place: "三楼会议室".to_owned(),
            extra: Extra::new(),
        };
        plan.rotation.batches.push(batch.clone());
        assert_eq!(same_place(&plan, &later), Some(SamePlace::Batch(&batch)));
    }

    #[test]
    fn classes_without_a_place_do_not_clash() {
        let mut ids = IdSource::new([0; 16]);
        let mut plan = Plan::new(PlanId::new(&mut ids), String::new(), 2026);
        let nowhere = class(&mut ids, "2026-05-11", "2026-05-12", " ");
        plan.intensive = vec![nowhere.clone(), class(&mut ids, "2026-05-11", "2026-05-12", "")];
        assert_eq!(same_place(&plan, &nowhere), None);
    }

    #[test]
    fn who_is_in_two_classes_at_once_is_named_by_both() {
        let mut ids = IdSource::new([0; 16]);
        let mut plan = Plan::new(PlanId::new(&mut ids), String::new(), 2026);
        let person = PersonId::new(&mut ids);
        let mut first = class(&mut ids, "2026-05-11", "2026-05-12", "");
        let mut second = class(&mut ids, "2026-05-12", "2026-05-13", "");
        first.people = vec![person, PersonId::new(&mut ids)];
        second.people = vec![person];
        plan.intensive = vec![first.clone(), second.clone()];
        assert_eq!(people_elsewhere(&plan, &first), [person]);
        assert_eq!(people_elsewhere(&plan, &second), [person]);
    }
}
