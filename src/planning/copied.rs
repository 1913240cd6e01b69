//! Plans made of other plans: one of an earlier year with its dates moved, and one that a file of
//! another office brings.

use std::collections::BTreeSet;

use jiff::ToSpan as _;
use jiff::civil::Date;

use crate::model::batch::Rotation;
use crate::model::calendar::Calendar;
use crate::model::group::Group;
use crate::model::id::{BatchId, GroupId, IdSource, PersonId, PlanId, SessionId, TaskId};
use crate::model::ledger::Ledger;
use crate::model::pack::Extra;
use crate::model::person::Person;
use crate::model::plan::{IntensiveClass, Plan, PlanState};
use crate::model::task::Task;
use crate::order::Gather as _;

/// A plan that is to be added, and what it lost on the way.
#[derive(Clone, Debug, PartialEq)]
pub struct Copied {
    pub plan: Plan,
    /// Groups that come with it, to be added first.
    pub groups: Vec<Group>,
    /// So many groups that it named are gone, and with them what was planned for them.
    pub lost_groups: usize,
}

/// The same plan for another year, as a draft: matrix, batches, classes and tasks, with the dates
/// moved, and the year in its title. People, what was done, and rules about people stay behind.
pub fn renewed(plan: &Plan, ledger: &Ledger, ids: &mut IdSource) -> Copied {
    let year = ledger.settings.year;
    let title = plan.title.replace(&plan.year.to_string(), &year.to_string());
    let calendar = &ledger.packs.calendar;
    let moved = |start, end| moved(start, end, year, calendar);
    let mut copy = Plan::new(PlanId::new(ids), title, year);
    copy.matrix.clone_from(&plan.matrix);
    copy.courses = Some(ledger.packs.courses.head.reference());
    let rotation = &plan.rotation;
    copy.rotation = Rotation {
        course: rotation.course.clone(),
        groups: rotation.groups.clone(),
        floor: rotation.floor,
        offices: rotation.offices.clone(),
        ..Rotation::default()
    };
    for batch in rotation.batches_in_order().into_iter().filter(|batch| !batch.cancelled) {
        let (start, end) = moved(batch.start, batch.end);
        let id = BatchId::new(ids);
        let extra = Extra::new();
        copy.rotation.batches.push(crate::model::batch::Batch {
            id,
            start,
            end,
            extra,
            ..batch.clone()
        });
    }
    for class in &plan.intensive {
        let (start, end) = moved(class.start, class.end);
        copy.intensive.push(IntensiveClass {
            id: SessionId::new(ids),
            start,
            end,
            people: Vec::new(),
            extra: Extra::new(),
            ..class.clone()
        });
    }
    for task in &plan.tasks {
        let (due, _) = moved(task.due, task.due);
        let id = TaskId::new(ids);
        copy.tasks.push(Task { id, due, done: None, extra: Extra::new(), ..task.clone() });
    }
    let lost_groups = without_lost_groups(&mut copy, |id| ledger.groups.contains_key(&id));
    Copied { plan: copy, groups: Vec::new(), lost_groups }
}

/// A plan of a file as a draft of this ledger. Its groups are found by identity, then by name, and
/// come with it where the ledger has none. Its people are found by identity, else by number and
/// name or by name and birth; whom the ledger does not have is left out.
pub fn adopted(
    plan: &Plan,
    people: &[Person],
    groups: &[Group],
    ledger: &Ledger,
    ids: &mut IdSource,
) -> Copied {
    let mut copy = plan.clone();
    for theirs in people.iter().filter(|theirs| ledger.person(theirs.id).is_none()) {
        if let Some(own) = own_of(theirs, ledger) {
            copy.redirect(theirs.id, Some(own));
        }
    }
    if ledger.plans.contains_key(&plan.id) {
        copy.id = PlanId::new(ids);
    }
    copy.state = PlanState::Draft;
    copy.issued = None;
    let mut new_groups = Vec::new();
    for group in groups.iter().filter(|group| plan.names_group(group.id)) {
        if ledger.groups.contains_key(&group.id) {
            continue;
        }
        match ledger.groups.values().find(|own| own.name == group.name) {
            Some(own) => rename_group(&mut copy, group.id, own.id),
            None => new_groups.push(Group {
                pinned_in: Default::default(),
                pinned_out: Default::default(),
                ..group.clone()
            }),
        }
    }
    let lost_groups = without_lost_groups(&mut copy, |id| {
        ledger.groups.contains_key(&id) || new_groups.iter().any(|group| group.id == id)
    });
    let known: BTreeSet<PersonId> = ledger.people().map(|person| person.id).gather_set();
    let rotation = &mut copy.rotation;
    rotation.placements.retain(|person, _| known.contains(person));
    rotation.covers.retain(|cover| cover.holders.iter().all(|person| known.contains(person)));
    rotation.links.retain(|link| link.people.iter().all(|person| known.contains(person)));
    rotation.offices.retain(|floor| ledger.offices.contains_key(&floor.office));
    rotation.officers.retain(|floor| ledger.offices.contains_key(&floor.office));
    for class in &mut copy.intensive {
        class.people.retain(|person| known.contains(person));
    }
    copy.pairs.retain(|pair| known.contains(&pair.helper) && known.contains(&pair.helped));
    Copied { plan: copy, groups: new_groups, lost_groups }
}

/// The one person of the ledger who has the same name, and the same number or birth.
fn own_of(theirs: &Person, ledger: &Ledger) -> Option<PersonId> {
    let is_same = |own: &&Person| {
        let number = own.number.is_some() && own.number == theirs.number;
        let birth = own.birth.is_some() && own.birth == theirs.birth;
        own.name == theirs.name && (number || birth)
    };
    let mut found = ledger.people().filter(is_same);
    found.next().filter(|_| found.next().is_none()).map(|own| own.id)
}

fn rename_group(plan: &mut Plan, from: GroupId, to: GroupId) {
    let in_matrix = plan.matrix.iter_mut().filter_map(|planned| planned.group.as_mut());
    let in_classes = plan.intensive.iter_mut().flat_map(|class| &mut class.groups);
    for group in in_matrix.chain(&mut plan.rotation.groups).chain(in_classes) {
        if *group == from {
            *group = to;
        }
    }
}

/// Takes out what names groups that are not there, and counts these.
fn without_lost_groups(plan: &mut Plan, is_there: impl Fn(GroupId) -> bool) -> usize {
    let named = plan.matrix.iter().filter_map(|planned| planned.group);
    let named = named.chain(plan.rotation.groups.iter().copied());
    let named = named.chain(plan.intensive.iter().flat_map(|class| class.groups.clone()));
    let lost: BTreeSet<GroupId> = named.filter(|group| !is_there(*group)).gather_set();
    for group in &lost {
        plan.forget_group(*group);
    }
    lost.len()
}

/// The same weekday of the same week in another year, or the next workday, and as many workdays
/// long.
fn moved(start: Date, end: Date, year: i16, calendar: &Calendar) -> (Date, Date) {
    let workdays = calendar.workdays(start, end).count().max(1);
    let first = same_weekday(start, year);
    let after = |workdays| calendar.workday_after(first, workdays);
    let last = u32::try_from(workdays - 1).ok().and_then(after);
    let first = after(0).unwrap_or(first);
    (first, last.unwrap_or(first))
}

/// The day nearest to the same date of another year that is the same weekday and of that year.
fn same_weekday(day: Date, year: i16) -> Date {
    // 29 February becomes 28 February.
    let years = i32::from(year) - i32::from(day.year());
    let there = day.saturating_add(years.years());
    let apart = i32::from(day.weekday().to_monday_zero_offset())
        - i32::from(there.weekday().to_monday_zero_offset());
    let apart = (apart + 10) % 7 - 3;
    let near = there.saturating_add(apart.days());
    match near.year() {
        other if other < year => near.saturating_add(7.days()),
        other if other > year => near.saturating_sub(7.days()),
        _ => near,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::grouping::propose::new_group;
    use crate::model::batch::{Batch, Placement};
    use crate::model::course::TrainingForm;
    use crate::model::hours::QuarterHours;
    use crate::model::ledger::tests::ledger_of;
    use crate::model::plan::PlannedCourse;

    fn date(text: &str) -> Date {
        text.parse().unwrap()
    }

    fn planned(group: Option<GroupId>) -> PlannedCourse {
        PlannedCourse {
            course: "C01".into(),
            grade: None,
            group,
            form: TrainingForm::Rotation,
            hours: QuarterHours(64),
            reason: String::new(),
            extra: Extra::new(),
        }
    }

    /// A plan of 2025 with a batch, a class and a course for each of two groups.
    fn plan(ids: &mut IdSource, people: &[PersonId], groups: [GroupId; 2]) -> Plan {
        let mut plan = Plan::new(PlanId::new(ids), "2025年计划".into(), 2025);
        plan.matrix = groups.map(|group| planned(Some(group))).to_vec();
        let batch = Batch::new(BatchId::new(ids), date("2025-04-28"), date("2025-04-30"), 20);
        let placement = Placement { batch: batch.id, pinned: false, reason: String::new() };
        plan.rotation.placements.insert(people[0], placement);
        plan.rotation.batches.push(batch);
        let mut class = IntensiveClass::new(
            SessionId::new(ids),
            "专题班".into(),
            date("2025-10-09"),
            date("2025-10-10"),
        );
        class.people = people.to_vec();
        class.groups = groups.to_vec();
        plan.intensive.push(class);
        plan
    }

    #[test]
    fn last_years_plan_comes_without_people_and_on_workdays_of_this_year() {
        let (mut ledger, people) = ledger_of(3);
        let mut ids = IdSource::new([8; 16]);
        let group = new_group(&ledger, "青年".into(), Default::default(), &mut ids);
        let (here, gone) = (group.id, GroupId::new(&mut ids));
        ledger.put_group(group).unwrap();
        let old = plan(&mut ids, &people, [here, gone]);
        let Copied { plan, lost_groups, .. } = renewed(&old, &ledger, &mut ids);
        assert_eq!((plan.year, lost_groups), (2026, 1));
        assert_eq!(plan.title, "2026年计划");
        assert_eq!(plan.matrix, [planned(Some(here))]);
        assert!(people.iter().all(|person| !plan.names(*person)));
        let batch = &plan.rotation.batches[0];
        assert_ne!(batch.id, old.rotation.batches[0].id);
        // Monday to Wednesday before the May holiday.
        assert_eq!((batch.start, batch.end), (date("2026-04-27"), date("2026-04-29")));
        assert_eq!(plan.intensive[0].groups, [here]);
        assert!(ledger.packs.calendar.is_workday(plan.intensive[0].start));
    }

    #[test]
    fn a_plan_of_a_file_finds_its_groups_and_keeps_only_people_who_are_here() {
        let (mut ledger, people) = ledger_of(2);
        let mut ids = IdSource::new([8; 16]);
        let own = new_group(&ledger, "青年".into(), Default::default(), &mut ids);
        ledger.put_group(own.clone()).unwrap();
        let theirs = Group { id: GroupId::new(&mut ids), ..own.clone() };
        let other = Group { id: GroupId::new(&mut ids), name: "骨干".into(), ..own.clone() };
        let stranger = PersonId::new(&mut ids);
        let sent = plan(&mut ids, &[people[0], stranger], [theirs.id, other.id]);
        let groups = [theirs, other.clone()];
        let copied = adopted(&sent, &[], &groups, &ledger, &mut ids);
        assert_eq!(copied.groups, std::slice::from_ref(&other));
        assert_eq!(copied.lost_groups, 0);
        assert_eq!(copied.plan.id, sent.id);
        assert_eq!(copied.plan.intensive[0].groups, [own.id, other.id]);
        assert_eq!(copied.plan.intensive[0].people, [people[0]]);
        assert!(!copied.plan.names(stranger));
        // Without the groups of the file their cells cannot come.
        let bare = adopted(&sent, &[], &[], &ledger, &mut ids);
        assert_eq!((bare.lost_groups, bare.plan.matrix.len()), (2, 0));
        ledger.add_plan(copied.plan).unwrap();
        assert_ne!(adopted(&sent, &[], &groups, &ledger, &mut ids).plan.id, sent.id);
    }

    proptest! {
        #[test]
        fn a_moved_day_is_the_same_weekday_of_about_the_same_date(
            day in 0_i32..1500, years in 1_i16..5,
        ) {
            let from = date("2023-01-01").saturating_add(day.days());
            let to = same_weekday(from, from.year() + years);
            prop_assert_eq!(to.year(), from.year() + years);
            prop_assert_eq!(to.weekday(), from.weekday());
            let apart = i32::from(to.day_of_year()) - i32::from(from.day_of_year());
            prop_assert!(apart.abs() <= 8, "{from} to {to}");
        }
    }
}
