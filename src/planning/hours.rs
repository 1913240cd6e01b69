//! The ledger of hours: per person what is recognised, what is planned and what is still missing
//! to the targets. A class that lasts into the next year counts in both, by its workdays.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::coverage::{Planned, Source, planned_for_all};
pub use super::records::Origin;
use super::records::{Record, each_record};
use super::years::in_year;
use crate::grouping::membership::Overview;
use crate::model::calendar::Calendar;
use crate::model::course::{TrainingForm, TrainingKind};
use crate::model::hour_pack::HourTarget;
use crate::model::hours::{Presence, QuarterHours};
use crate::model::id::PersonId;
use crate::model::ledger::Ledger;
use crate::model::person::Person;
use crate::model::plan::{Plan, PlanState};
use crate::order::{Gather as _, Order as _};

/// One entry of a person's year.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    pub origin: Origin,
    /// Title of the session, subject or note of the meeting.
    pub title: String,
    pub form: TrainingForm,
    /// Kind of training by law, where it was said.
    pub kind: Option<TrainingKind>,
    /// First and last day, in another year perhaps.
    pub start: Date,
    pub end: Date,
    /// The hours of this year.
    pub hours: QuarterHours,
    /// The hours of all years.
    pub whole: QuarterHours,
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
    /// What is to be reached in the whole period.
    pub target: QuarterHours,
    /// What is to be reached by the end of this year: of a period of several years the share of
    /// those that have passed, as far as the ledger has records of them.
    pub due: QuarterHours,
    /// From earlier years: of the same period, or carried over.
    pub earlier: QuarterHours,
    /// Recognised this year.
    pub recognised: QuarterHours,
    /// Planned this year.
    pub planned: QuarterHours,
}

impl TargetState {
    /// What is reached by now.
    pub fn reached(&self) -> QuarterHours {
        self.earlier + self.recognised
    }

    /// What is expected at the end of the year.
    pub fn projected(&self) -> QuarterHours {
        self.reached() + self.planned
    }

    /// What is missing even if all that is planned takes place.
    pub fn shortfall(&self) -> QuarterHours {
        self.projected().short_of(self.due)
    }
}

/// The year of one person.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PersonHours {
    /// By date.
    pub entries: Vec<Entry>,
    /// What is still to come, undated last; with what waits for a batch or class and is no part of
    /// the sums.
    pub planned: Vec<Planned>,
    /// Targets in force for the person, in the order of the pack; none for who has left.
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

    /// All planned hours that have a batch or class, or need none.
    pub fn planned_hours(&self) -> QuarterHours {
        let scheduled = self.planned.iter().filter(|planned| !planned.is_unscheduled());
        scheduled.map(|planned| planned.hours).sum()
    }

    /// The largest shortfall of a target: what the list is sorted by.
    pub fn shortfall(&self) -> QuarterHours {
        self.targets.iter().map(TargetState::shortfall).max().unwrap_or_default()
    }
}

/// The hours of everybody of the roster in the year of `reference`. Whoever has hours and is no
/// longer of the roster is in it too, so that it equals the sum of the sessions.
pub fn hours_of_all(ledger: &Ledger, reference: Date) -> BTreeMap<PersonId, PersonHours> {
    let year = reference.year();
    let mut all: BTreeMap<PersonId, PersonHours> =
        ledger.enrolled(reference).map(|person| (person.id, PersonHours::default())).gather_map();
    let mut earlier = Earlier::new(ledger, year);
    each_record(ledger, &mut |record| {
        let years = record.start.year()..=record.end.year();
        if years.contains(&year) {
            all.entry(record.person).or_default().entries.push(Entry {
                origin: record.origin,
                title: record.title.to_owned(),
                form: record.form.clone(),
                kind: record.kind.cloned(),
                start: record.start,
                end: record.end,
                hours: in_year(
                    &ledger.packs.calendar,
                    record.start,
                    record.end,
                    record.hours,
                    year,
                ),
                whole: record.hours,
                presence: record.presence.clone(),
                counts: record.counts,
            });
        }
        earlier.add(record);
    });
    add_planned(&mut all, ledger, reference);
    for person in ledger.enrolled(reference) {
        let Some(hours) = all.get_mut(&person.id) else { continue };
        hours.targets = targets(ledger, person, hours, &earlier);
    }
    for hours in all.values_mut() {
        hours.entries.order_by_key(|entry| (entry.start, entry.origin));
        hours.planned.order_by_key(|planned| (planned.start.is_none(), planned.start));
    }
    all
}

/// A surplus of longer ago is used up.
const YEARS_BACK: i16 = 20;

/// What people had recognised in earlier years towards targets that ask for these.
struct Earlier<'a> {
    calendar: &'a Calendar,
    year: i16,
    /// The first year that must be known.
    since: i16,
    /// The first year that the ledger has a record of.
    known_since: i16,
    asking: Vec<&'a HourTarget>,
    /// Person, place of the target among those that ask, year.
    hours: BTreeMap<(PersonId, usize, i16), QuarterHours>,
}

impl<'a> Earlier<'a> {
    fn new(ledger: &'a Ledger, year: i16) -> Self {
        let pack = &ledger.packs.hours;
        let carries = !pack.carry_over.is_zero();
        let asks = |target: &&HourTarget| target.enabled && (carries || target.years > 1);
        let since = year.saturating_sub(YEARS_BACK);
        let asking = pack.targets.iter().filter(asks).collect();
        let calendar = &ledger.packs.calendar;
        Self { calendar, year, since, known_since: year, asking, hours: BTreeMap::new() }
    }

    fn add(&mut self, record: &Record<'_>) {
        self.known_since = self.known_since.min(record.start.year());
        let years = record.start.year().max(self.since)..self.year.min(record.end.year() + 1);
        for (place, target) in self.asking.iter().enumerate() {
            if target.counts(record.form, record.counts) {
                for year in years.clone() {
                    let hours =
                        in_year(self.calendar, record.start, record.end, record.hours, year);
                    *self.hours.entry((record.person, place, year)).or_default() += hours;
                }
            }
        }
    }

    /// What a person has from earlier years, and what is due by the end of this year.
    fn of(&self, person: PersonId, target: &HourTarget, cap: QuarterHours) -> [QuarterHours; 2] {
        let place = self.asking.iter().position(|other| other.id == target.id);
        let in_year = |year| {
            let hours = place.and_then(|place| self.hours.get(&(person, place, year)));
            hours.copied().unwrap_or_default()
        };
        if target.years <= 1 {
            if cap.is_zero() {
                return [cap, target.hours];
            }
            let surplus = (self.since..self.year).fold(QuarterHours(0), |carried, year| {
                target.hours.short_of(carried + in_year(year)).min(cap)
            });
            return [surplus, target.hours];
        }
        let first = target.first_year(self.year);
        let earlier = (first.max(self.since)..self.year).map(in_year).sum();
        let known = u64::from(self.year.abs_diff(first.max(self.known_since))) + 1;
        let due =
            (u64::from(target.hours.0) * known).div_ceil(u64::from(target.years.unsigned_abs()));
        [earlier, QuarterHours(u32::try_from(due).unwrap_or(u32::MAX)).min(target.hours)]
    }
}

/// Adds what open plans still hold for people in this year: not what has been recorded already.
/// Of last year's plans these are the classes that last into this one.
fn add_planned(all: &mut BTreeMap<PersonId, PersonHours>, ledger: &Ledger, reference: Date) {
    let overview = Overview::new(ledger, reference);
    let year = reference.year();
    let open = ledger.plans.values().filter(|plan| {
        (plan.year == year || plan.year + 1 == year) && plan.state != PlanState::Closed
    });
    for plan in open {
        for (person, planned) in planned_for_all(plan, ledger, &overview, reference) {
            let Some(hours) = all.get_mut(&person) else { continue };
            let recorded = |planned: &Planned| {
                let mut sessions = ledger
                    .sessions
                    .values()
                    .filter(|session| session.start.year() <= year && year <= session.end.year())
                    .filter(|session| session.attendance.contains_key(&person));
                sessions.any(|session| match planned.source {
                    Source::Batch(batch) => session.batch == Some(batch),
                    Source::Class(class) => session.id == class,
                    Source::Matrix(_) => {
                        session.course.is_some() && session.course == planned.course
                    }
                })
            };
            let of_year = |planned: Planned| match days_of(plan, &planned) {
                Some((start, end)) => {
                    let hours = in_year(&ledger.packs.calendar, start, end, planned.hours, year);
                    (plan.year == year && planned.hours.is_zero() || !hours.is_zero())
                        .then_some(Planned { hours, ..planned })
                }
                None => (plan.year == year).then_some(planned),
            };
            let open = planned.into_iter().filter(|planned| !recorded(planned));
            hours.planned.extend(open.filter_map(of_year));
        }
    }
}

/// First and last day of planned training that has a date.
fn days_of(plan: &Plan, planned: &Planned) -> Option<(Date, Date)> {
    match planned.source {
        Source::Batch(id) => plan.rotation.batch(id).map(|batch| (batch.start, batch.end)),
        Source::Class(id) => {
            let class = plan.intensive.iter().find(|class| class.id == id);
            class.map(|class| (class.start, class.end))
        }
        Source::Matrix(_) => None,
    }
}

fn targets(
    ledger: &Ledger,
    person: &Person,
    hours: &PersonHours,
    earlier: &Earlier<'_>,
) -> Vec<TargetState> {
    let pack = &ledger.packs.hours;
    let state = |target: &HourTarget| {
        let [earlier, due] = earlier.of(person.id, target, pack.carry_over);
        let counting =
            hours.entries.iter().filter(|entry| target.counts(&entry.form, entry.counts));
        let planned = hours
            .planned
            .iter()
            .filter(|planned| !planned.is_unscheduled() && target.counts(&planned.form, false));
        TargetState {
            id: target.id.clone(),
            target: target.hours,
            due,
            earlier,
            recognised: counting.map(|entry| entry.hours).sum(),
            planned: planned.map(|planned| planned.hours).sum(),
        }
    };
    pack.targets_of(person, &ledger.packs).map(state).collect()
}

#[cfg(test)]
pub mod tests;
