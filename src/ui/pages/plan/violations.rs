//! Rules that a placement breaks, in sentences that name the rule and the colleagues.

use super::Page;
use super::rotation::Rotation;
use crate::model::batch::Batch;
use crate::model::id::PersonId;
use crate::model::ledger::Ledger;
use crate::model::status::{DutyStatus, StatusPeriod};
use crate::planning::rotation::board::Board;
use crate::planning::rotation::from_plan::{OFFICERS, office_of};
use crate::planning::rotation::problem::LinkKind;
use crate::planning::rotation::rule_break::RuleBreak;
use crate::planning::schedule::{What, open_events};
use crate::ui::words::{names_words, office_words, person_words};

/// How many colleagues are named.
const NAMED: usize = 4;

fn period_words(page: Page, period: &StatusPeriod) -> String {
    let texts = page.editor.texts;
    let status = (texts.model.status)(&period.status);
    match (period.from, period.to) {
        (_, Some(to)) => (texts.plan.until)(&status, &to.to_string()),
        (Some(from), None) => (texts.plan.from_on)(&status, &from.to_string()),
        (None, None) => (texts.plan.always)(&status),
    }
}

/// Somebody in a batch, for the sentences.
pub struct Case<'a> {
    pub rotation: Rotation,
    pub board: &'a Board,
    pub ledger: &'a Ledger,
    pub person: PersonId,
    pub batch: &'a Batch,
    /// Of the batch.
    pub number: usize,
}

impl Case<'_> {
    fn name(&self, people: &[String], but: PersonId) -> String {
        let people = people.iter().filter_map(|id| PersonId::parse(id));
        let people: Vec<_> = people.filter(|person| *person != but).collect();
        names_words(&people, NAMED, self.ledger, self.rotation.page.editor.texts)
    }

    /// Why somebody is not to be had: his leave, or another batch or class.
    fn away(&self) -> String {
        let page = self.rotation.page;
        let texts = page.editor.texts;
        let (start, end) = (self.batch.start, self.batch.end);
        let person = self.ledger.person(self.person);
        if let Some(period) = person.and_then(|person| person.away_between(start, end)) {
            return period_words(page, period);
        }
        let events = open_events(self.ledger);
        let elsewhere = events.iter().find(|event| {
            event.people.contains(&self.person)
                && event.what != What::Batch(self.batch.id, self.number)
                && event.start <= end
                && start <= event.end
        });
        match elsewhere {
            Some(event) => (texts.rotation.elsewhere)(&event.title),
            None => (texts.model.status)(&DutyStatus::Left),
        }
    }

    /// A sentence for the board while somebody is moved.
    pub fn sentence(&self, broken: &RuleBreak) -> String {
        let texts = self.rotation.page.editor.texts;
        let (words, more) = (&texts.plan, &texts.rotation);
        match broken {
            RuleBreak::OnLeave { .. } | RuleBreak::Overlap { .. } => {
                (words.away)(&person_words(self.person, self.ledger), &self.away())
            }
            RuleBreak::OfficeQuota { office, day, away, .. } => {
                let Some((staff, floor, on_leave)) = self.board.office_day(office, *day) else {
                    return self.short(broken);
                };
                let left = staff.saturating_sub(on_leave.len() + away.len());
                let name = office_of(office).map(|id| office_words(id, self.ledger));
                let name = name.unwrap_or_default();
                let mut sentence = (words.below_floor)(self.number, &name, left, floor);
                let others = self.name(away, self.person);
                if !others.is_empty() {
                    let dates = (texts.format.range)(self.batch.start, self.batch.end);
                    sentence.push_str(&(words.in_training)(&dates, &others));
                }
                if !on_leave.is_empty() {
                    let names = names_words(&on_leave, NAMED, self.ledger, texts);
                    sentence.push_str(&(words.on_leave)(&names));
                }
                sentence
            }
            RuleBreak::Cover { coverage, away, .. } => {
                let others = self.name(away, self.person);
                let (post, office, present) = self.board.cover(coverage).unwrap_or_default();
                let office = office.map(|id| office_words(id, self.ledger)).unwrap_or_default();
                let mut sentence = if coverage.starts_with(OFFICERS) {
                    (more.few_officers)(self.number, &office, present)
                } else {
                    (more.uncovered)(self.number, &office, post, present)
                };
                if !others.is_empty() {
                    let dates = (texts.format.range)(self.batch.start, self.batch.end);
                    sentence.push_str(&(words.in_training)(&dates, &others));
                }
                sentence
            }
            other => self.short(other),
        }
    }

    /// A few words for the list of batches.
    pub fn short(&self, broken: &RuleBreak) -> String {
        let texts = self.rotation.page.editor.texts;
        let (words, more) = (&texts.plan, &texts.rotation);
        match broken {
            RuleBreak::OnLeave { .. } | RuleBreak::Overlap { .. } => {
                (words.away_short)(&self.away())
            }
            RuleBreak::OfficeQuota { office, day, away, .. } => {
                let on_leave = self.board.office_day(office, *day).map_or(0, |(.., on)| on.len());
                (words.below_floor_short)((away.len() + on_leave).saturating_sub(1))
            }
            RuleBreak::Cover { coverage, .. } if coverage.starts_with(OFFICERS) => {
                more.few_officers_short.to_owned()
            }
            RuleBreak::Cover { coverage, .. } => {
                let (post, ..) = self.board.cover(coverage).unwrap_or_default();
                (more.uncovered_short)(post)
            }
            RuleBreak::NoSeat { seats, .. } => (words.no_seat)(*seats),
            RuleBreak::Link { link, .. } => match self.board.link(link, self.person) {
                Some((kind, other)) => {
                    let other = person_words(other, self.ledger);
                    match kind {
                        LinkKind::SameSession => (more.not_with)(&other),
                        LinkKind::NotSameSession => (more.with)(&other),
                        LinkKind::NotAwayTogether => (more.away_with)(&other),
                    }
                }
                None => more.links.to_owned(),
            },
            RuleBreak::Cancelled { .. } => more.cancelled_short.to_owned(),
            _ => words.no_workday.to_owned(),
        }
    }
}
