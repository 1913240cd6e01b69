//! Figures of the ledger (台账数据) for the answers of a form: what the pages of hours and plans
//! count, counted for the subject of the form, each with the people behind it.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use crate::model::assessment::{AmountAnswer, Assessment, Column, RuleAnswer, Subject};
use crate::model::date::Moment;
use crate::model::figure::{FigureKind, RuleFigure, Snapshot};
use crate::model::hours::{Presence, QuarterHours};
use crate::model::id::{OfficeId, PersonId};
use crate::model::ledger::Ledger;
use crate::model::pack::Extra;
use crate::model::person::Person;
use crate::model::review::IssuedFigure;
use crate::model::rule::RuleKind;
use crate::model::standard::Standard;
use crate::order::Gather as _;
use crate::planning::hours::{PersonHours, hours_of_all};
use crate::planning::schedule::{Event, events};
use crate::planning::statistics::Sum;
use crate::planning::unrecorded::record_of;

/// One figure, with who counts and who does not.
#[derive(Clone, Debug, PartialEq)]
pub struct Figure {
    pub kind: FigureKind,
    /// `part` of `whole`, never of 0. Hours are whole or in quarters, both numbers alike.
    pub part: u64,
    pub whole: u64,
    /// The hours themselves, where hours are counted.
    pub hours: QuarterHours,
    /// What is due of them, where there is a target.
    pub due: QuarterHours,
    pub people: Vec<PersonId>,
    pub without: Vec<PersonId>,
}

/// How a figure stands to what was filled in.
#[derive(Clone, Debug, PartialEq)]
pub enum Standing {
    /// The ledger still says so.
    Current,
    /// The ledger says something else by now; `None` where it has no such figure any more.
    Changed(Option<AmountAnswer>),
    /// Somebody typed another number over it.
    Overwritten,
}

impl Figure {
    /// Are people counted, one each?
    pub fn counts_people(&self) -> bool {
        self.hours.is_zero() && self.whole == (self.people.len() + self.without.len()) as u64
    }

    /// What a rule gets of it: part and whole, and where the rule asks for a plain number that
    /// number. `None` where it is none: hours per head are no rate.
    pub fn amount(&self, is_plain: bool) -> Option<AmountAnswer> {
        let is_hours = !self.hours.is_zero();
        let whole = match (is_plain, &self.kind) {
            (false, FigureKind::AverageHours) => return None,
            (true, FigureKind::HoursReached) => {
                let (part, whole) = in_hours(self.hours, 1);
                return Some(AmountAnswer { part: Some(part), whole: Some(whole) });
            }
            (true, FigureKind::AverageHours) if is_hours => Some(self.whole),
            (true, _) => None,
            (false, _) => Some(self.whole),
        };
        Some(AmountAnswer { part: Some(self.part), whole })
    }

    /// The figure as it is filled in now.
    pub fn snapshot(&self, is_plain: bool, at: Moment, on: Date) -> Option<Snapshot> {
        Some(Snapshot {
            amount: self.amount(is_plain)?,
            at,
            on,
            people: self.people.clone(),
            without: self.without.clone(),
            extra: Extra::new(),
        })
    }
}

impl RuleKind {
    /// Does it ask for a number, and is that a plain one with a unit? `None` for other kinds.
    pub fn asks_for_plain(&self) -> Option<bool> {
        match self {
            Self::Ratio { unit, .. } | Self::Threshold { unit, .. } | Self::Step { unit, .. } => {
                Some(unit.is_some())
            }
            _ => None,
        }
    }

    /// An answer of this kind with a number; `None` for kinds without.
    pub fn answer_with(&self, amount: AmountAnswer) -> Option<RuleAnswer> {
        match self {
            Self::Ratio { .. } => Some(RuleAnswer::Ratio(amount)),
            Self::Threshold { .. } => Some(RuleAnswer::Threshold(amount)),
            Self::Step { .. } => Some(RuleAnswer::Step(amount)),
            _ => None,
        }
    }
}

impl RuleAnswer {
    /// The number of an answer that has one.
    pub fn amount(&self) -> Option<AmountAnswer> {
        match self {
            Self::Ratio(amount) | Self::Threshold(amount) | Self::Step(amount) => Some(*amount),
            _ => None,
        }
    }
}

/// How what was filled in stands to the answer and to the ledger as it is now.
pub fn standing(
    taken: &Snapshot,
    answer: Option<AmountAnswer>,
    now: Option<&Figure>,
    is_plain: bool,
) -> Standing {
    if answer.unwrap_or_default() != taken.amount {
        return Standing::Overwritten;
    }
    match now.and_then(|now| now.amount(is_plain)) {
        Some(now) if now == taken.amount => Standing::Current,
        now => Standing::Changed(now),
    }
}

/// The figures of a subject in the year of `reference`, by which people are counted. What would be
/// of nobody or of nothing is left out.
pub fn figures(ledger: &Ledger, subject: &Subject, reference: Date) -> Vec<Figure> {
    let counted = Counted::new(ledger, reference);
    match subject {
        Subject::Office { id } => {
            let staff = ledger.enrolled(reference);
            counted.of_office(staff.filter(|person| ledger.is_within(person.office, *id)))
        }
        Subject::Person { id } => counted.of_person(*id),
    }
}

/// The figures of offices, as they go with forms that are handed down.
pub fn issued_figures(
    ledger: &Ledger,
    offices: &[OfficeId],
    reference: Date,
) -> Vec<Vec<IssuedFigure>> {
    let counted = Counted::new(ledger, reference);
    let mut staff: BTreeMap<OfficeId, Vec<&Person>> = BTreeMap::new();
    for person in ledger.enrolled(reference) {
        staff.entry(person.office).or_default().push(person);
    }
    let issued = |figure: &Figure| IssuedFigure {
        kind: figure.kind.clone(),
        rate: figure.amount(false),
        plain: figure.amount(true),
        extra: Extra::new(),
    };
    let of = |office: &OfficeId| {
        let within = staff.iter().filter(|(one, _)| ledger.is_within(**one, *office));
        let staff = within.flat_map(|(_, people)| people.iter().copied());
        counted.of_office(staff).iter().map(issued).collect()
    };
    offices.iter().map(of).collect()
}

/// The kind that is chosen for a rule in this form, else in the form of the same standard that was
/// made last; `None` where neither has chosen, or none was wanted.
pub fn usual_kind(
    ledger: &Ledger,
    form: &Assessment,
    item: &str,
    rule: &str,
) -> Option<FigureKind> {
    let chosen = |form: &Assessment| {
        let figure = form.item(Column::Own, item)?.figures.get(rule)?;
        Some(figure.kind.clone())
    };
    let alike = |other: &&Assessment| {
        other.id != form.id
            && other.standard.id == form.standard.id
            && matches!(
                (&other.subject, &form.subject),
                (Subject::Office { .. }, Subject::Office { .. })
                    | (Subject::Person { .. }, Subject::Person { .. })
            )
    };
    let usual = chosen(form).or_else(|| {
        let others = ledger.assessments.values().map(AsRef::as_ref).filter(alike);
        others.filter_map(|other| Some((other.year, chosen(other)?))).max().map(|(_, kind)| kind)
    });
    usual.filter(|kind| *kind != FigureKind::NoFigure)
}

/// Fills in every figure whose kind is chosen, where the rule has no number yet or one that was
/// filled in and has changed since. What somebody typed stays. Answers how many were filled in.
pub fn take_all(
    ledger: &Ledger,
    form: &mut Assessment,
    standard: &Standard,
    figures: &[Figure],
    at: Moment,
    on: Date,
) -> usize {
    let mut filled = 0;
    for item in standard.items() {
        for rule in item.all_rules() {
            let Some(kind) = rule.kind.known() else { continue };
            let Some(is_plain) = kind.asks_for_plain() else { continue };
            let chosen = usual_kind(ledger, form, &item.id, &rule.id);
            let figure = figures.iter().find(|figure| Some(&figure.kind) == chosen.as_ref());
            let Some(figure) = figure else { continue };
            let Some(taken) = figure.snapshot(is_plain, at, on) else { continue };
            let answer = form.item(Column::Own, &item.id);
            let amount = answer.and_then(|answer| answer.rule(&rule.id)?.amount());
            let before = answer.and_then(|answer| answer.figures.get(&rule.id)?.taken.as_ref());
            let waits = match before {
                None => amount.is_none_or(|amount| amount == AmountAnswer::default()),
                Some(before) => {
                    let stands = standing(before, amount, Some(figure), is_plain);
                    matches!(stands, Standing::Changed(Some(_)))
                }
            };
            if waits && !answer.is_some_and(|answer| answer.not_applicable) {
                form.edit_item(Column::Own, &item.id, |answer| {
                    answer.take_figure(&rule.id, kind, &figure.kind, taken);
                });
                filled += 1;
            }
        }
    }
    filled
}

impl crate::model::assessment::ItemAnswer {
    /// Fills a figure in: the number into the answer, and beside it where it comes from.
    pub fn take_figure(
        &mut self,
        rule: &str,
        kind: &RuleKind,
        figure: &FigureKind,
        taken: Snapshot,
    ) {
        if let Some(answer) = kind.answer_with(taken.amount) {
            self.set_rule(rule, answer);
            let kept = self.figures.entry(rule.to_owned());
            let kept = kept.or_insert_with(|| RuleFigure::new(figure.clone()));
            kept.kind = figure.clone();
            kept.taken = Some(taken);
        }
    }

    /// Chooses the kind of figure of a rule. What was filled in by another kind is forgotten, its
    /// number stays.
    pub fn choose_figure(&mut self, rule: &str, kind: FigureKind) {
        if self.figures.get(rule).is_none_or(|kept| kept.kind != kind) {
            self.figures.insert(rule.to_owned(), RuleFigure::new(kind));
        }
    }
}

/// What the figures are counted from, of everybody.
struct Counted {
    hours: BTreeMap<PersonId, PersonHours>,
    classes: BTreeMap<PersonId, Vec<bool>>,
    reference: Date,
}

impl Counted {
    fn new(ledger: &Ledger, reference: Date) -> Self {
        let hours = hours_of_all(ledger, reference);
        Self { hours, classes: classes(ledger, reference), reference }
    }

    fn of_office<'a>(&self, staff: impl Iterator<Item = &'a Person>) -> Vec<Figure> {
        let Self { hours: all, classes: placed, reference } = self;
        let staff: Vec<&Person> = staff.collect();
        let mut sum = Sum::default();
        let none = PersonHours::default();
        for person in &staff {
            sum.add(person.id, all.get(&person.id).unwrap_or(&none), true);
        }
        let everybody: Vec<_> = staff.iter().map(|person| person.id).collect();
        let trained: BTreeSet<PersonId> = sum.trained.iter().copied().gather_set();
        let certified: BTreeSet<PersonId> = staff
            .iter()
            .filter(|person| {
                let held = person.certificate.as_ref();
                held.is_some_and(|held| held.is_valid_at(*reference))
            })
            .map(|person| person.id)
            .gather_set();
        let asked = everybody
            .iter()
            .copied()
            .filter(|id| all.get(id).is_some_and(|hours| !hours.targets.is_empty()));
        let planned: Vec<_> =
            everybody.iter().copied().filter(|id| placed.contains_key(id)).collect();
        let mut found = vec![
            people(FigureKind::Coverage, everybody.clone(), |id| trained.contains(id)),
            people(FigureKind::HoursMet, asked, |id| {
                all.get(id).is_some_and(|hours| {
                    hours.targets.iter().all(|target| target.reached() >= target.due)
                })
            }),
            people(FigureKind::PlanCompleted, planned, |id| {
                placed.get(id).is_some_and(|classes| classes.iter().all(|attended| *attended))
            }),
            people(FigureKind::Certified, everybody.clone(), |id| certified.contains(id)),
        ];
        let (part, whole) = in_hours(sum.of_enrolled, everybody.len());
        let mut average = people(FigureKind::AverageHours, everybody, |id| trained.contains(id));
        (average.part, average.whole, average.hours) = (part, whole, sum.of_enrolled);
        found.push(average);
        found.retain(|figure| figure.whole > 0);
        found
    }

    fn of_person(&self, id: PersonId) -> Vec<Figure> {
        let figure = |kind, part: u64, whole: u64, [hours, due]: [QuarterHours; 2]| {
            let (people, without) =
                if part >= whole { (vec![id], Vec::new()) } else { (Vec::new(), vec![id]) };
            Figure { kind, part, whole, hours, due, people, without }
        };
        let mut found = Vec::new();
        if let Some(target) = self.hours.get(&id).and_then(|hours| hours.targets.first()) {
            // Both in quarters, or both in whole hours.
            let (reached, due) = (target.reached(), target.due);
            let scale = if reached.0.is_multiple_of(4) && due.0.is_multiple_of(4) { 4 } else { 1 };
            let [part, whole] = [reached, due].map(|hours| u64::from(hours.0 / scale));
            found.push(figure(FigureKind::HoursReached, part, whole, [reached, due]));
        }
        if let Some(classes) = self.classes.get(&id) {
            let attended = classes.iter().filter(|attended| **attended).count();
            let (part, whole) = (attended as u64, classes.len() as u64);
            found.push(figure(FigureKind::PlanCompleted, part, whole, [QuarterHours(0); 2]));
        }
        found.retain(|figure| figure.whole > 0);
        found
    }
}

/// Hours over so many, in whole numbers: quarters where the hours are no whole number.
fn in_hours(hours: QuarterHours, people: usize) -> (u64, u64) {
    let people = people as u64;
    if hours.0.is_multiple_of(4) {
        (u64::from(hours.0 / 4), people)
    } else {
        (u64::from(hours.0), people.saturating_mul(4))
    }
}

fn people(
    kind: FigureKind,
    all: impl IntoIterator<Item = PersonId>,
    counts: impl Fn(&PersonId) -> bool,
) -> Figure {
    let (people, without): (Vec<_>, Vec<_>) = all.into_iter().partition(counts);
    let part = people.len() as u64;
    let whole = part + without.len() as u64;
    let [hours, due] = [QuarterHours(0); 2];
    Figure { kind, part, whole, hours, due, people, without }
}

/// What the plans of the year have for people, class by class: did they take part?
fn classes(ledger: &Ledger, reference: Date) -> BTreeMap<PersonId, Vec<bool>> {
    let mut placed: BTreeMap<PersonId, Vec<bool>> = BTreeMap::new();
    let plans = ledger.plans.values().filter(|plan| plan.year == reference.year());
    for event in plans.flat_map(|plan| events(plan)) {
        let Event { what, people, .. } = event;
        let record = record_of(ledger, what);
        for person in people {
            let attendance = record.and_then(|record| record.attendance.get(&person));
            let attended = attendance.is_some_and(|one| {
                !one.hours.is_zero() || matches!(one.presence, Presence::Present | Presence::Late)
            });
            placed.entry(person).or_default().push(attended);
        }
    }
    placed
}

#[cfg(test)]
mod tests;
