//! A plan of the ledger as a problem for the planner, and its answer as placements. Ids are those
//! of the ledger as text; the sentences are made of them again on the page.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::board::takes_part;
use super::problem::{
    CandidateSession, Coverage, Horizon, INSTANCE, Link, LinkKind, Member, Mix, Need, Policy,
    Published, Range, RotaCourse, RotaOffice, RotaPlan, RotationProblem, Trainer, Venue, Weights,
};
use crate::model::batch::{Batch, Placement};
use crate::model::calendar::{Calendar, Span};
use crate::model::cover::{self, OfficerFloor};
use crate::model::id::{BatchId, OfficeId, PersonId};
use crate::model::ledger::Ledger;
use crate::model::person::Person;
use crate::model::plan::{Plan, PlanState};
use crate::model::status::DutyStatus;
use crate::order::{Gather as _, Order as _};
use crate::planning::schedule::{Event, What, open_events};

/// Whoever is away for so many workdays and more, such as seconded, is not of the staff that keeps
/// an office running: his leave would close a small office to the others for months.
const LONG_LEAVE: usize = 60;

/// What stands for a venue or trainer that is not known: nobody else has it.
const OWN: &str = "own:";
/// The office of who is away for long: it keeps no floor.
const AWAY: &str = "away:";

/// The office of an id of the problem.
pub fn office_of(id: &str) -> Option<OfficeId> {
    OfficeId::parse(id.strip_prefix(AWAY).unwrap_or(id))
}

/// The qualified officers of each office on a day: with a certificate in force.
pub fn officers(ledger: &Ledger, day: Date) -> BTreeMap<OfficeId, Vec<PersonId>> {
    let mut officers: BTreeMap<OfficeId, Vec<PersonId>> = BTreeMap::new();
    let is_officer =
        |person: &&Person| person.certificate.as_ref().is_some_and(|one| one.is_valid_at(day));
    for person in ledger.enrolled(day).filter(is_officer) {
        officers.entry(person.office).or_default().push(person.id);
    }
    officers
}

/// The rule on officers of an office: as set by hand, else the usual number.
pub fn officer_floor(floors: &[OfficerFloor], office: OfficeId, officers: usize) -> OfficerFloor {
    let set = floors.iter().find(|floor| floor.office == office);
    set.cloned().unwrap_or_else(|| OfficerFloor {
        office,
        present: OfficerFloor::usual(officers),
        stand_in: None,
        reason: String::new(),
    })
}

/// What two rows that must be covered are, told apart by their id.
pub const OFFICERS: &str = "officers:";

/// Rows that must be covered: the officers of each office, and AB角.
fn coverage(ledger: &Ledger, plan: &Plan, offices: &[OfficeId], day: Date) -> Vec<Coverage> {
    let text = |people: &[PersonId]| people.iter().map(ToString::to_string).collect::<Vec<_>>();
    let officers = officers(ledger, day);
    let of = |office: &OfficeId| officers.get(office).cloned().unwrap_or_default();
    let mut rows = Vec::new();
    for office in offices {
        let mut holders = of(office);
        let floor = officer_floor(&plan.rotation.officers, *office, holders.len());
        if let Some(other) = floor.stand_in {
            holders.extend(of(&other));
        }
        if floor.present > 0 && !holders.is_empty() {
            rows.push(Coverage {
                id: format!("{OFFICERS}{office}"),
                office: office.to_string(),
                post: String::new(),
                holders: text(&holders),
                min_present: floor.present,
            });
        }
    }
    let known = |people: &[PersonId]| {
        let enrolled = |id: &PersonId| ledger.person(*id).is_some_and(|one| one.is_enrolled(day));
        people.iter().copied().filter(enrolled).collect::<Vec<_>>()
    };
    for (place, cover) in plan.rotation.covers.iter().enumerate() {
        rows.push(Coverage {
            id: format!("cover:{place}"),
            office: cover.office.to_string(),
            post: cover.post.clone(),
            holders: text(&known(&cover.holders)),
            min_present: cover.present,
        });
    }
    rows
}

/// When somebody is not to be had: leave, secondment, other batches and classes.
fn away(person: &Person, busy: &BTreeMap<PersonId, Vec<Range>>, within: Range) -> Vec<Range> {
    let (start, end) = within;
    let periods = person.periods.iter().filter(|one| one.status != DutyStatus::OnPost);
    let mut ranges: Vec<Range> = periods
        .filter(|one| one.overlaps(start, end))
        .map(|one| {
            let from = one.from.map_or(start, |from| from.first_day().max(start));
            (from, one.to.map_or(end, |to| to.last_day().min(end)))
        })
        .collect();
    if let Some(archived) = person.archived.as_ref().filter(|archived| archived.on <= end) {
        ranges.push((archived.on.max(start), end));
    }
    ranges.extend(busy.get(&person.id).into_iter().flatten());
    ranges
}

fn ranges(spans: &[Span]) -> Vec<Range> {
    spans.iter().map(|span| (span.from, span.to)).collect()
}

/// The name of a place or trainer, one of its own where it has none.
fn name_or_own(name: &str, batch: &Batch) -> String {
    let name = name.trim();
    if name.is_empty() { format!("{OWN}{}", batch.id) } else { name.to_owned() }
}

/// Is somebody away for long at the time of the rotation, or without an end in sight?
pub fn is_long_away(person: &Person, calendar: &Calendar, within: Range) -> bool {
    let (start, end) = within;
    let periods = person.periods.iter().filter(|one| one.status != DutyStatus::OnPost);
    periods.filter(|one| one.overlaps(start, end)).any(|one| {
        let (Some(from), Some(to)) = (one.from, one.to) else { return true };
        calendar.workdays(from.first_day(), to.last_day()).nth(LONG_LEAVE - 1).is_some()
    })
}

/// Everything the placement of a plan depends on, but for what is already decided. `priority` is
/// 0–3, higher is sooner.
pub fn facts(
    ledger: &Ledger,
    plan: &Plan,
    reference: Date,
    priority: &dyn Fn(PersonId) -> u32,
) -> RotationProblem {
    let rotation = &plan.rotation;
    let course = rotation.course.clone().unwrap_or_default();
    let batches = rotation.batches_in_order();
    let start = batches.iter().map(|batch| batch.start).min().unwrap_or(reference);
    let end = batches.iter().map(|batch| batch.end).max().unwrap_or(reference);
    let calendar = &ledger.packs.calendar;
    let participants = takes_part(plan, ledger, reference);

    let mut busy: BTreeMap<PersonId, Vec<Range>> = BTreeMap::new();
    let is_elsewhere = |event: &Event| {
        !(event.plan == plan.id && matches!(event.what, What::Batch(..)))
            && event.start <= end
            && start <= event.end
    };
    for event in open_events(ledger).into_iter().filter(is_elsewhere) {
        for person in event.people {
            busy.entry(person).or_default().push((event.start, event.end));
        }
    }

    let people: Vec<&Person> = ledger
        .people()
        .filter(|person| {
            person.is_enrolled(start)
                || participants.contains(&person.id)
                || rotation.placements.contains_key(&person.id) && person.archived.is_none()
        })
        .collect();
    let long_away: BTreeSet<PersonId> = people
        .iter()
        .filter(|person| is_long_away(person, calendar, (start, end)))
        .map(|person| person.id)
        .gather_set();
    let mut staff_of: BTreeMap<OfficeId, usize> = BTreeMap::new();
    for person in &people {
        *staff_of.entry(person.office).or_default() += usize::from(!long_away.contains(&person.id));
    }
    let offices: Vec<OfficeId> = staff_of.keys().copied().collect();
    let post = |person: &Person| person.main_post().unwrap_or_default().to_owned();

    // Posts are spread over the batches as evenly as they go.
    let held = batches.iter().filter(|batch| !batch.cancelled).count().max(1);
    let mut posts: BTreeMap<String, u32> = BTreeMap::new();
    for person in people.iter().filter(|person| participants.contains(&person.id)) {
        *posts.entry(post(person)).or_default() += 1;
    }
    for number in posts.values_mut() {
        *number = number.div_ceil(u32::try_from(held).unwrap_or(1));
    }

    let sessions: Vec<_> = batches
        .iter()
        .map(|batch| CandidateSession {
            id: batch.id.to_string(),
            course: course.clone(),
            series: course.clone(),
            start: batch.start,
            end: batch.end,
            min: batch.least.min(batch.seats),
            max: batch.seats,
            venues: vec![name_or_own(&batch.place, batch)],
            trainers: vec![name_or_own(&batch.trainer, batch)],
            districts: None,
            groups: None,
            not_offices: None,
            must_open: false,
            cancelled: batch.cancelled,
            quota: Some(posts.clone()),
        })
        .collect();
    let (venues, trainers) = rooms(ledger, &sessions);
    let has_spare = batches.iter().any(|batch| batch.spare);
    let away_office = |person: &Person| {
        let office = person.office.to_string();
        if long_away.contains(&person.id) { format!("{AWAY}{office}") } else { office }
    };
    let mut rota_offices: Vec<RotaOffice> = Vec::new();
    for (office, staff) in &staff_of {
        let max_absent =
            u32::try_from(rotation.floor_of(*office).max_away(*staff)).unwrap_or(u32::MAX);
        let district = String::new();
        rota_offices.push(RotaOffice { id: office.to_string(), district, max_absent });
        let (id, district) = (format!("{AWAY}{office}"), String::new());
        rota_offices.push(RotaOffice { id, district, max_absent: u32::MAX });
    }
    let mut coverage = coverage(ledger, plan, &offices, start);
    for row in &mut coverage {
        row.holders
            .retain(|holder| PersonId::parse(holder).is_some_and(|id| !long_away.contains(&id)));
    }
    RotationProblem {
        format: INSTANCE.to_owned(),
        id: plan.id.to_string(),
        horizon: Horizon {
            start,
            end,
            holidays: Vec::new(),
            workdays: Some(calendar.workdays(start, end).collect()),
        },
        policy: Policy::default(),
        // Batches that the trainer made are held; only spare ones are worth saving.
        weights: Weights { open: if has_spare { 100 } else { 0 }, ..Weights::default() },
        offices: rota_offices,
        coverage,
        courses: vec![RotaCourse {
            id: course.clone(),
            name: String::new(),
            prereq: Vec::new(),
            mix: Mix::Mixed,
        }],
        needs: people
            .iter()
            .map(|person| person.id)
            .filter(|person| {
                participants.contains(person) || rotation.placements.contains_key(person)
            })
            .map(|person| Need {
                staff: person.to_string(),
                course: course.clone(),
                prio: priority(person).min(3),
            })
            .collect(),
        done: Vec::new(),
        staff: people
            .iter()
            .map(|person| Member {
                id: person.id.to_string(),
                office: away_office(person),
                group: post(person),
                leave: away(person, &busy, (start, end)),
            })
            .collect(),
        links: links(plan, &people, &course),
        venues,
        trainers,
        sessions,
        published: Vec::new(),
    }
}

/// Who stays where he is, as far as the rules let him, when people are placed again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Stay {
    /// Whoever has a place.
    Placed,
    /// Just whom the issued plan told to go there.
    Told,
}

/// What to ask the planner: the facts, and what is already decided. Batches that have begun by
/// `today` keep who is in them and take nobody new; pinned people stay.
pub fn problem(
    ledger: &Ledger,
    plan: &Plan,
    reference: Date,
    today: Date,
    stay: Stay,
    priority: &dyn Fn(PersonId) -> u32,
) -> RotationProblem {
    let mut problem = facts(ledger, plan, reference, priority);
    let begun = |id: BatchId| plan.rotation.batch(id).is_some_and(|batch| batch.start <= today);
    let needed = problem.needs.iter().filter_map(|need| PersonId::parse(&need.staff));
    let needed: BTreeSet<PersonId> = needed.gather_set();
    let known = |id: PersonId| needed.contains(&id);
    let course = plan.rotation.course.clone().unwrap_or_default();
    let published = published(plan, stay, &known, &begun, &course);
    for session in problem.sessions.iter_mut().filter(|session| session.start <= today) {
        let locked = published.iter().filter(|one| one.locked && one.session == session.id).count();
        session.max = u32::try_from(locked).unwrap_or(u32::MAX);
        session.min = session.min.min(session.max);
    }
    problem.published = published;
    problem
}

/// The venues and trainers that the sessions name, with what the lists of the ledger say of them.
fn rooms(ledger: &Ledger, sessions: &[CandidateSession]) -> (Vec<Venue>, Vec<Trainer>) {
    let names = |of: fn(&CandidateSession) -> &Vec<String>| {
        sessions.iter().flat_map(of).gather_set().into_iter()
    };
    let settings = &ledger.settings;
    let venue = |id: &String| {
        let known = settings.venues.iter().find(|venue| venue.name.trim() == id);
        Venue {
            id: id.clone(),
            seats: known.map_or(u32::MAX, |venue| venue.seats),
            closed: known.map(|venue| ranges(&venue.closed)).unwrap_or_default(),
        }
    };
    let trainer = |id: &String| {
        let known = settings.trainers.iter().find(|one| one.name.trim() == id);
        let busy = known.map(|one| ranges(&one.busy)).unwrap_or_default();
        Trainer { id: id.clone(), busy }
    };
    (
        names(|session| &session.venues).map(venue).collect(),
        names(|session| &session.trainers).map(trainer).collect(),
    )
}

fn links(plan: &Plan, people: &[&Person], course: &str) -> Vec<Link> {
    let known = |id: &PersonId| people.iter().any(|person| person.id == *id);
    let link = |(place, link): (usize, &cover::Link)| {
        let kind = match link.kind {
            cover::LinkKind::Together => LinkKind::SameSession,
            cover::LinkKind::Apart => LinkKind::NotSameSession,
            cover::LinkKind::NotAwayTogether => LinkKind::NotAwayTogether,
            cover::LinkKind::Other(_) => return None,
        };
        link.people.iter().all(known).then(|| Link {
            id: format!("link:{place}"),
            kind,
            staff: link.people.map(|person| person.to_string()),
            course: Some(course.to_owned()),
        })
    };
    plan.rotation.links.iter().enumerate().filter_map(link).collect()
}

/// Where people were told to go: by the issued plan, in a draft where they are pinned; then, where
/// whoever is placed stays, where they are. What is pinned, has begun or is over stays.
fn published(
    plan: &Plan,
    stay: Stay,
    takes_part: &dyn Fn(PersonId) -> bool,
    begun: &dyn Fn(BatchId) -> bool,
    course: &str,
) -> Vec<Published> {
    let stays = |placement: &Placement| placement.pinned || begun(placement.batch);
    let now = &plan.rotation.placements;
    let mut told: BTreeMap<PersonId, (BatchId, bool)> = now
        .iter()
        .filter(|(_, placement)| stays(placement))
        .map(|(person, placement)| (*person, (placement.batch, true)))
        .gather_map();
    if let Some(issued) = plan.issued.as_ref().filter(|_| plan.state != PlanState::Draft) {
        for (person, placement) in &issued.rotation.placements {
            told.entry(*person).or_insert((placement.batch, false));
        }
    }
    for (person, placement) in now.iter().filter(|_| stay == Stay::Placed) {
        told.entry(*person).or_insert((placement.batch, false));
    }
    told.into_iter()
        .filter(|(person, (batch, _))| takes_part(*person) && plan.rotation.batch(*batch).is_some())
        .map(|(person, (batch, locked))| Published {
            staff: person.to_string(),
            course: course.to_owned(),
            session: batch.to_string(),
            locked,
        })
        .collect()
}

/// The placements of an answer. Who stays where he was keeps his pin and his reason.
pub fn placements(plan: &Plan, answer: &RotaPlan) -> BTreeMap<PersonId, Placement> {
    let placed = |(person, _, batch): &(String, String, String)| {
        let (person, batch) = (PersonId::parse(person)?, BatchId::parse(batch)?);
        let before = plan.rotation.placements.get(&person);
        let placement = before.filter(|before| before.batch == batch).cloned();
        let new = Placement { batch, pinned: false, reason: String::new() };
        Some((person, placement.unwrap_or(new)))
    };
    answer.assign.iter().filter_map(placed).gather_map()
}

/// Who has a place that another placement could change: neither pinned nor in a batch that has
/// begun by `today`.
pub fn movable(plan: &Plan, today: Date) -> usize {
    let begun = |id| plan.rotation.batch(id).is_none_or(|batch| batch.start <= today);
    let may_move = |one: &&Placement| !one.pinned && !begun(one.batch);
    plan.rotation.placements.values().filter(may_move).count()
}

/// How many of those who had a place have another one in an answer, and how many have none.
pub fn moved(plan: &Plan, placements: &BTreeMap<PersonId, Placement>) -> (usize, usize) {
    let (mut elsewhere, mut out) = (0, 0);
    for (person, before) in &plan.rotation.placements {
        match placements.get(person) {
            Some(now) => elsewhere += usize::from(now.batch != before.batch),
            None => out += 1,
        }
    }
    (elsewhere, out)
}

/// How many who had a place have none in an answer though they are there at the time.
pub fn losing(ledger: &Ledger, plan: &Plan, placements: &BTreeMap<PersonId, Placement>) -> usize {
    let known = ledger.people_by_id();
    let is_there = |person: PersonId, batch: BatchId| {
        let person = known.get(&person).filter(|person| person.archived.is_none());
        let batch = plan.rotation.batch(batch).filter(|batch| !batch.cancelled);
        person.zip(batch).is_some_and(|(person, batch)| {
            let period = person.away_between(batch.start, batch.end);
            period.is_none_or(|period| period.status == DutyStatus::OnPost)
        })
    };
    let before = plan.rotation.placements.iter();
    let out = before.filter(|(person, _)| !placements.contains_key(person));
    out.filter(|(person, one)| is_there(**person, one.batch)).count()
}

/// Has every batch that is held begun by `today`? Then nobody can be placed any more.
pub fn all_begun(plan: &Plan, today: Date) -> bool {
    let mut held = plan.rotation.batches.iter().filter(|batch| !batch.cancelled);
    held.all(|batch| batch.start <= today)
}

/// The plan as it stands, for the checks of the planner.
pub fn as_it_stands(plan: &Plan, problem: &RotationProblem) -> RotaPlan {
    let course = plan.rotation.course.clone().unwrap_or_default();
    let mut stands = RotaPlan::empty(problem);
    for (person, placement) in &plan.rotation.placements {
        if plan.rotation.batch(placement.batch).is_some() {
            let batch = placement.batch.to_string();
            stands.assign.push((person.to_string(), course.clone(), batch));
        }
    }
    stands.sessions = problem
        .sessions
        .iter()
        .filter(|session| stands.assign.iter().any(|(.., batch)| *batch == session.id))
        .map(|session| super::problem::OpenSession {
            id: session.id.clone(),
            venue: session.venues.first().cloned().unwrap_or_default(),
            trainer: session.trainers.first().cloned().unwrap_or_default(),
        })
        .collect();
    stands.sessions.order_by_key(|session| session.id.clone());
    stands
}
