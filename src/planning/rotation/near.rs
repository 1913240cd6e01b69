//! What the placement of one person can touch, as a problem of its own: his colleagues, who covers
//! a post with him, and who is bound to him. The whole plan need not be checked for it.

use std::collections::{BTreeMap, BTreeSet};

use super::board::Board;
use super::problem::{CandidateSession, Member, Need, RotaPlan, RotationProblem};
use super::rule_break::RuleBreak;
use super::verify::verify;
use crate::model::id::{BatchId, PersonId};

/// Somebody who is placed nowhere, and those around him where they are.
pub(super) struct Near {
    person: String,
    course: String,
    problem: RotationProblem,
    plan: RotaPlan,
    /// Seats of each batch, and how many of them people have who are left out here.
    seats: BTreeMap<String, (u32, u32)>,
    /// What is broken without him.
    before: Vec<RuleBreak>,
}

impl Board {
    /// What is near somebody, while those who are `out`, he among them, are placed nowhere.
    pub(super) fn near(&self, person: PersonId, out: &BTreeSet<PersonId>) -> Near {
        let whole = &self.problem;
        let id = person.to_string();
        let coverage = whole.coverage.iter().filter(|row| row.holders.contains(&id));
        let coverage: Vec<_> = coverage.cloned().collect();
        let links = whole.links.iter().filter(|link| link.staff.contains(&id));
        let links: Vec<_> = links.cloned().collect();
        let mut around: BTreeSet<PersonId> = self.colleagues(person).collect();
        around.insert(person);
        let holders = coverage.iter().flat_map(|row| &row.holders);
        let bound = links.iter().flat_map(|link| &link.staff);
        around.extend(holders.chain(bound).filter_map(|id| PersonId::parse(id)));

        let course = self.course();
        let member = |person: &PersonId| {
            let someone = self.people.get(person)?;
            Some((whole.staff.get(someone.member)?.clone(), someone.batch))
        };
        let mut plan = RotaPlan::empty(whole);
        let (mut staff, mut office) = (Vec::new(), None);
        for one in &around {
            let Some((member, batch)) = member(one) else { continue };
            if let Some(batch) = batch.filter(|_| !out.contains(one)) {
                plan.assign.push((member.id.clone(), course.clone(), batch.to_string()));
            }
            if *one == person {
                office = whole.offices.iter().find(|office| office.id == member.office);
            }
            staff.push(member);
        }
        let mut seats = BTreeMap::new();
        let mut sessions = whole.sessions.clone();
        for session in &mut sessions {
            let here = plan.assign.iter().filter(|(.., at)| *at == session.id).count();
            let left_out = u32::try_from(self.heads(session, out).saturating_sub(here));
            let left_out = left_out.unwrap_or(u32::MAX);
            let venues = whole.venues.iter().filter(|venue| session.venues.contains(&venue.id));
            let most = venues.map(|venue| venue.seats).fold(session.max, u32::min);
            seats.insert(session.id.clone(), (most, left_out));
            session.max = most.saturating_sub(left_out);
        }
        let need =
            |member: &Member| Need { staff: member.id.clone(), course: course.clone(), prio: 0 };
        let needs = staff.iter().map(need).collect();
        let problem = RotationProblem {
            format: whole.format.clone(),
            id: whole.id.clone(),
            horizon: whole.horizon.clone(),
            policy: whole.policy.clone(),
            weights: whole.weights.clone(),
            offices: office.cloned().into_iter().collect(),
            needs,
            staff,
            coverage,
            courses: whole.courses.clone(),
            done: Vec::new(),
            venues: Vec::new(),
            trainers: Vec::new(),
            sessions,
            links,
            published: Vec::new(),
        };
        let before = verify(&problem, &plan);
        Near { person: id, course, problem, plan, seats, before }
    }

    /// How many are placed in a session, but for those who are out.
    fn heads(&self, session: &CandidateSession, out: &BTreeSet<PersonId>) -> usize {
        let Some(batch) = BatchId::parse(&session.id) else { return 0 };
        let is_here = |person: &&PersonId| {
            self.people.get(person).is_some_and(|someone| someone.batch == Some(batch))
        };
        let placed = self.heads.get(&batch).copied().unwrap_or_default();
        placed.saturating_sub(out.iter().filter(is_here).count())
    }
}

impl Near {
    /// The rules that he would break in a batch.
    pub(super) fn broken_in(&self, batch: BatchId) -> Vec<RuleBreak> {
        let mut plan = self.plan.clone();
        plan.assign.push((self.person.clone(), self.course.clone(), batch.to_string()));
        let mut broken = told(&self.before, verify(&self.problem, &plan), &batch.to_string());
        for one in &mut broken {
            if let RuleBreak::NoSeat { session, people, seats } = one
                && let Some((most, left_out)) = self.seats.get(session)
            {
                *people += left_out;
                *seats = *most;
            }
        }
        broken
    }
}

/// What is broken now and was not before, told once; what is wrong with the batch as a whole is
/// so for everybody in it.
fn told(before: &[RuleBreak], now: Vec<RuleBreak>, batch: &str) -> Vec<RuleBreak> {
    let (mut broken, mut said) = (now, false);
    broken.retain(|one| match one {
        RuleBreak::Cancelled { session } | RuleBreak::NoWorkday { session } => {
            session == batch && !std::mem::replace(&mut said, true)
        }
        other => concerns_people(other) && !before.contains(other),
    });
    // The first day of each tells enough.
    broken.dedup_by(|later, first| match (&*later, &*first) {
        (RuleBreak::OfficeQuota { office, .. }, RuleBreak::OfficeQuota { office: one, .. }) => {
            office == one
        }
        (RuleBreak::Cover { coverage, .. }, RuleBreak::Cover { coverage: one, .. }) => {
            coverage == one
        }
        (one, other) => one == other,
    });
    broken
}

/// Is it about a batch as a whole, whoever is in it?
pub(super) const fn is_of_batch(one: &RuleBreak) -> bool {
    matches!(one, RuleBreak::Cancelled { .. } | RuleBreak::NoWorkday { .. })
}

/// Is it about where people are?
fn concerns_people(one: &RuleBreak) -> bool {
    matches!(
        one,
        RuleBreak::NoSeat { .. }
            | RuleBreak::OnLeave { .. }
            | RuleBreak::Overlap { .. }
            | RuleBreak::OfficeQuota { .. }
            | RuleBreak::Cover { .. }
            | RuleBreak::Link { .. }
    )
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use proptest::prelude::*;

    use super::*;
    use crate::model::batch::{Batch, Floor, Placement};
    use crate::model::cover::{Cover, Link, LinkKind};
    use crate::model::date::PartialDate;
    use crate::model::id::{IdSource, OfficeId, PlanId};
    use crate::model::ledger::Ledger;
    use crate::model::ledger::tests::ledger_of;
    use crate::model::office::Office;
    use crate::model::plan::Plan;
    use crate::model::status::{DutyStatus, StatusPeriod};

    const PEOPLE: usize = 18;
    const BATCHES: usize = 3;

    /// Three offices and three batches with few seats, of which two overlap and one is called off
    /// or without a workday at times; posts that two cover, bonds, leave, secondment.
    fn case(places: &[usize], bonds: &[(usize, usize, usize)], odd: usize) -> (Ledger, Plan) {
        let mut ids = IdSource::new([9; 16]);
        let (mut ledger, people) = ledger_of(PEOPLE);
        let mut offices = vec![ledger.settings.office];
        for name in ["甲所", "乙所"] {
            let office = Office {
                id: OfficeId::new(&mut ids),
                name: name.into(),
                ..ledger.offices[&offices[0]].clone()
            };
            offices.push(office.id);
            ledger.add_office(office).unwrap();
        }
        for (place, person) in people.iter().enumerate() {
            let away = |status, from, to| StatusPeriod {
                status,
                from: PartialDate::parse(from),
                to: PartialDate::parse(to),
                note: String::new(),
            };
            let edit = |person: &mut crate::model::person::Person| {
                person.office = offices[place % 3];
                if place % 5 == 1 {
                    person.periods.push(away(DutyStatus::Leave, "2026-03-03", "2026-03-04"));
                }
                if place % 7 == 2 {
                    let (from, to) = ("2026-01-01", "2026-12-31");
                    person.periods.push(away(DutyStatus::Seconded, from, to));
                }
            };
            ledger.edit_person(*person, edit).unwrap();
        }
        let mut plan = Plan::new(PlanId::new(&mut ids), "轮训".into(), 2026);
        plan.rotation.floor = Floor::Share { percent: 60 };
        let days = [(2, 4), (4, 5), (16, 17)];
        let mut batches = Vec::new();
        for (place, (from, to)) in days.into_iter().enumerate() {
            let mut batch =
                Batch::new(BatchId::new(&mut ids), date(2026, 3, from), date(2026, 3, to), 4);
            batch.cancelled = odd == 1 && place == 2;
            if odd == 2 && place == 2 {
                (batch.start, batch.end) = (date(2026, 3, 14), date(2026, 3, 15));
            }
            batches.push(batch.id);
            plan.rotation.put_batch(batch).unwrap();
        }
        for (person, place) in people.iter().zip(places) {
            if let Some(batch) = batches.get(*place) {
                let placement = Placement { batch: *batch, pinned: false, reason: String::new() };
                plan.rotation.placements.insert(*person, placement);
            }
        }
        for (kind, one, other) in bonds {
            let both = [people[*one], people[*other]];
            if one == other {
                continue;
            }
            let kinds = [LinkKind::Together, LinkKind::Apart, LinkKind::NotAwayTogether];
            match kinds.get(*kind) {
                Some(kind) => {
                    plan.rotation.links.push(Link { kind: kind.clone(), people: both });
                }
                None => plan.rotation.covers.push(Cover {
                    office: offices[0],
                    post: "岗位".into(),
                    holders: both.to_vec(),
                    present: 1,
                }),
            }
        }
        (ledger, plan)
    }

    proptest! {
        /// The whole plan says the same of a placement as what is near it.
        #[test]
        fn nothing_else_is_touched(
            places in prop::collection::vec(0..BATCHES + 1, PEOPLE),
            bonds in prop::collection::vec((0_usize..4, 0..PEOPLE, 0..PEOPLE), 0..8),
            odd in 0_usize..3,
            who in 0..PEOPLE,
        ) {
            let (ledger, plan) = case(&places, &bonds, odd);
            let board = Board::new(&ledger, &plan, ledger.settings.reference());
            let person = ledger.people().nth(who).unwrap().id;
            let id = person.to_string();
            let mut without = board.stands().clone();
            without.assign.retain(|(staff, ..)| *staff != id);
            let before = verify(&board.problem, &without);
            for batch in plan.rotation.batches_in_order() {
                let mut with = without.clone();
                with.assign.push((id.clone(), board.course(), batch.id.to_string()));
                let whole = told(&before, verify(&board.problem, &with), &batch.id.to_string());
                prop_assert_eq!(board.violations(person, batch.id), whole);
            }
        }
    }
}
