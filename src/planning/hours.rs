//! The ledger of hours: per person what is recognised, what is planned and what is still missing
//! to the targets of the year. Hours count in the year in which the session begins.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::coverage::{Planned, Source, planned_for_all};
use crate::grouping::membership::Overview;
use crate::model::course::TrainingForm;
use crate::model::hours::{Presence, QuarterHours};
use crate::model::id::{PairId, PersonId, PlanId, SessionId};
use crate::model::ledger::Ledger;
use crate::model::pack::HourTarget;
use crate::model::plan::PlanState;
use crate::order::{Gather as _, Order as _};

/// Where recognised hours come from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Origin {
    Session(SessionId),
    /// A meeting of a pair or circle, by its place in the log.
    Meeting(PlanId, PairId, usize),
}

/// One entry of a person's year.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    pub origin: Origin,
    /// Title of the session, subject or note of the meeting.
    pub title: String,
    pub form: TrainingForm,
    pub on: Date,
    pub hours: QuarterHours,
    /// Was the person there? Meetings are entered by who was.
    pub presence: Presence,
    /// A meeting that counts towards the yearly target; a session does so by its form.
    pub counts: bool,
}

/// How a person stands to one target.
#[derive(Clone, Debug, PartialEq)]
pub struct TargetState {
    /// Id of the target in the hour pack.
    pub id: String,
    pub target: QuarterHours,
    pub recognised: QuarterHours,
    pub planned: QuarterHours,
}

impl TargetState {
    /// What is expected at the end of the year.
    pub fn projected(&self) -> QuarterHours {
        self.recognised + self.planned
    }

    /// What is missing even if all that is planned takes place.
    pub fn shortfall(&self) -> QuarterHours {
        self.projected().short_of(self.target)
    }
}

/// The year of one person.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PersonHours {
    /// By date.
    pub entries: Vec<Entry>,
    /// What is still to come, undated last.
    pub planned: Vec<Planned>,
    /// Enabled targets in the order of the pack.
    pub targets: Vec<TargetState>,
}

impl PersonHours {
    /// All recognised hours of a form.
    pub fn of_form(&self, form: &TrainingForm) -> QuarterHours {
        self.entries.iter().filter(|entry| entry.form == *form).map(|entry| entry.hours).sum()
    }

    /// All recognised hours.
    pub fn recognised(&self) -> QuarterHours {
        self.entries.iter().map(|entry| entry.hours).sum()
    }

    /// All planned hours.
    pub fn planned_hours(&self) -> QuarterHours {
        self.planned.iter().map(|planned| planned.hours).sum()
    }

    /// The largest shortfall of a target: what the list is sorted by.
    pub fn shortfall(&self) -> QuarterHours {
        self.targets.iter().map(TargetState::shortfall).max().unwrap_or_default()
    }
}

/// Do hours of this form count towards the target? A target that names no forms takes all but
/// mutual help; a meeting that counts does so like an intensive class (domain C3).
pub fn counts_towards(target: &HourTarget, form: &TrainingForm, counting_meeting: bool) -> bool {
    let form = if counting_meeting { &TrainingForm::Intensive } else { form };
    if target.forms.is_empty() {
        return *form != TrainingForm::MutualHelp;
    }
    target.forms.contains(form)
}

/// The hours of everybody of the roster in the year of `reference`. Whoever has hours and is no
/// longer of the roster is in it too, so that it equals the sum of the sessions.
pub fn hours_of_all(ledger: &Ledger, reference: Date) -> BTreeMap<PersonId, PersonHours> {
    let year = reference.year();
    let mut all: BTreeMap<PersonId, PersonHours> =
        ledger.enrolled(reference).map(|person| (person.id, PersonHours::default())).gather_map();
    for session in ledger.sessions.values().filter(|session| session.start.year() == year) {
        for (person, attendance) in &session.attendance {
            all.entry(*person).or_default().entries.push(Entry {
                origin: Origin::Session(session.id),
                title: session.title.clone(),
                form: session.form.clone(),
                on: session.start,
                hours: attendance.hours,
                presence: attendance.presence.clone(),
                counts: false,
            });
        }
    }
    for plan in ledger.plans.values() {
        for log in plan.meeting_logs() {
            let meetings =
                log.meetings.iter().enumerate().filter(|(_, meeting)| meeting.on.year() == year);
            for (index, meeting) in meetings {
                for person in &log.people {
                    let title = if meeting.note.is_empty() { log.title } else { &meeting.note };
                    all.entry(*person).or_default().entries.push(Entry {
                        origin: Origin::Meeting(plan.id, log.id, index),
                        title: title.to_owned(),
                        form: TrainingForm::MutualHelp,
                        on: meeting.on,
                        hours: meeting.hours,
                        presence: Presence::Present,
                        counts: meeting.counts,
                    });
                }
            }
        }
    }
    add_planned(&mut all, ledger, reference);
    for hours in all.values_mut() {
        hours.entries.order_by_key(|entry| (entry.on, entry.origin));
        hours.planned.order_by_key(|planned| (planned.start.is_none(), planned.start));
        hours.targets = targets(ledger, hours);
    }
    all
}

/// Adds what open plans of the year still hold for people: not what has been recorded already.
fn add_planned(all: &mut BTreeMap<PersonId, PersonHours>, ledger: &Ledger, reference: Date) {
    let overview = Overview::new(ledger, reference);
    let open = ledger
        .plans
        .values()
        .filter(|plan| plan.year == reference.year() && plan.state != PlanState::Closed);
    for plan in open {
        for (person, planned) in planned_for_all(plan, ledger, &overview, reference) {
            let Some(hours) = all.get_mut(&person) else { continue };
            let recorded = |planned: &Planned| {
                let mut sessions = ledger
                    .sessions
                    .values()
                    .filter(|session| session.start.year() == reference.year())
                    .filter(|session| session.attendance.contains_key(&person));
                sessions.any(|session| match planned.source {
                    Source::Batch(batch) => session.batch == Some(batch),
                    Source::Class(class) => session.id == class,
                    Source::Matrix(_) => {
                        session.course.is_some() && session.course == planned.course
                    }
                })
            };
            hours.planned.extend(planned.into_iter().filter(|planned| !recorded(planned)));
        }
    }
}

fn targets(ledger: &Ledger, hours: &PersonHours) -> Vec<TargetState> {
    let enabled = ledger.packs.hours.targets.iter().filter(|target| target.enabled);
    enabled
        .map(|target| TargetState {
            id: target.id.clone(),
            target: target.hours,
            recognised: hours
                .entries
                .iter()
                .filter(|entry| counts_towards(target, &entry.form, entry.counts))
                .map(|entry| entry.hours)
                .sum(),
            planned: hours
                .planned
                .iter()
                .filter(|planned| counts_towards(target, &planned.form, false))
                .map(|planned| planned.hours)
                .sum(),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::model::batch::Batch;
    use crate::model::hours::{Attendance, Session};
    use crate::model::id::{BatchId, IdSource};
    use crate::model::ledger::tests::ledger_of;
    use crate::model::pack::Extra;
    use crate::model::pair::{Meeting, Pair};
    use crate::model::plan::Plan;
    use proptest::prelude::*;

    fn session(ids: &mut IdSource, form: TrainingForm, start: &str) -> Session {
        Session {
            id: SessionId::new(ids),
            title: "专题班".into(),
            course: None,
            form,
            start: start.parse().unwrap(),
            end: start.parse().unwrap(),
            hours: QuarterHours(32),
            place: String::new(),
            trainer: String::new(),
            plan: None,
            batch: None,
            attendance: BTreeMap::new(),
            extra: Extra::new(),
        }
    }

    fn attendance(hours: u32) -> Attendance {
        Attendance {
            presence: Presence::Present,
            hours: QuarterHours(hours),
            note: String::new(),
            extra: Extra::new(),
        }
    }

    proptest! {
        #[test]
        fn the_ledger_equals_the_sum_of_its_sessions(
            sessions in prop::collection::vec(
                (0_usize..4, any::<bool>(), prop::collection::btree_map(0_usize..12, 0_u32..200, 0..8)),
                0..12,
            ),
            gone in prop::collection::btree_set(0_usize..12, 0..3),
        ) {
            let (mut ledger, people) = ledger_of(12);
            let mut ids = IdSource::new([1; 16]);
            let mut sum = 0;
            for (form, this_year, who) in sessions {
                let start = if this_year { "2026-12-31" } else { "2025-12-31" };
                let mut session = session(&mut ids, TrainingForm::KNOWN[form].clone(), start);
                for (person, hours) in who {
                    session.attendance.insert(people[person], attendance(hours));
                    sum += if this_year { hours } else { 0 };
                }
                ledger.put_session(session).unwrap();
            }
            for person in gone {
                let archived = crate::model::person::Archived {
                    on: "2026-06-01".parse().unwrap(),
                    reason: String::new(),
                };
                ledger.archive_person(people[person], archived).unwrap();
            }
            let all = hours_of_all(&ledger, ledger.settings.reference());
            let total: QuarterHours = all.values().map(PersonHours::recognised).sum();
            prop_assert_eq!(total, QuarterHours(sum));
            for hours in all.values() {
                let by_form: QuarterHours =
                    TrainingForm::KNOWN.iter().map(|form| hours.of_form(form)).sum();
                prop_assert_eq!(by_form, hours.recognised());
            }
        }
    }

    #[test]
    fn forms_count_towards_their_own_target_and_meetings_only_when_they_say_so() {
        let (mut ledger, people) = ledger_of(2);
        let mut ids = IdSource::new([1; 16]);
        for (form, hours) in [(TrainingForm::Intensive, 100), (TrainingForm::Online, 80)] {
            let mut session = session(&mut ids, form, "2026-05-01");
            session.attendance.insert(people[0], attendance(hours));
            ledger.put_session(session).unwrap();
        }
        let mut plan = Plan::new(PlanId::new(&mut ids), "计划".into(), 2026);
        let meeting = |counts| Meeting {
            on: "2026-05-02".parse().unwrap(),
            hours: QuarterHours(8),
            counts,
            note: String::new(),
        };
        plan.put_pair(Pair {
            id: PairId::new(&mut ids),
            helper: people[0],
            helped: people[1],
            subject: "电梯".into(),
            meetings: vec![meeting(true), meeting(false)],
            ended: None,
            extra: Extra::new(),
        })
        .unwrap();
        ledger.add_plan(plan).unwrap();
        let all = hours_of_all(&ledger, ledger.settings.reference());
        let target = |person, id: &str| {
            let hours: &PersonHours = &all[&person];
            hours.targets.iter().find(|target| target.id == id).cloned().unwrap()
        };
        assert_eq!(target(people[0], "annual").recognised, QuarterHours(108));
        assert_eq!(target(people[0], "online").recognised, QuarterHours(80));
        assert_eq!(target(people[1], "annual").recognised, QuarterHours(8));
        assert_eq!(all[&people[1]].recognised(), QuarterHours(16));
        assert_eq!(target(people[1], "annual").shortfall(), QuarterHours(352));
    }

    #[test]
    fn a_batch_is_planned_until_its_hours_are_recorded() {
        let (mut ledger, people) = ledger_of(2);
        let mut ids = IdSource::new([1; 16]);
        let mut plan = Plan::new(PlanId::new(&mut ids), "计划".into(), 2026);
        let batch = BatchId::new(&mut ids);
        plan.rotation
            .put_batch(Batch::new(
                batch,
                "2026-09-22".parse().unwrap(),
                "2026-09-24".parse().unwrap(),
                10,
            ))
            .unwrap();
        for person in &people {
            plan.rotation.move_person(*person, Some(batch), String::new()).unwrap();
        }
        let plan_id = plan.id;
        ledger.add_plan(plan).unwrap();
        let reference = ledger.settings.reference();
        let day = ledger.packs.hours.day.0;
        assert_eq!(
            hours_of_all(&ledger, reference)[&people[0]].planned_hours(),
            QuarterHours(3 * day)
        );
        let mut session = session(&mut ids, TrainingForm::Rotation, "2026-09-22");
        (session.plan, session.batch) = (Some(plan_id), Some(batch));
        session.attendance.insert(people[0], attendance(90));
        ledger.put_session(session).unwrap();
        let all = hours_of_all(&ledger, reference);
        assert_eq!(all[&people[0]].planned, []);
        assert_eq!(all[&people[1]].planned.len(), 1);
        let plan = Arc::make_mut(ledger.plans.get_mut(&plan_id).unwrap());
        plan.state = PlanState::Closed;
        assert_eq!(hours_of_all(&ledger, reference)[&people[1]].planned, []);
    }
}
