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
use crate::model::person::Person;
use crate::model::rule::RuleKind;
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
    let all = hours_of_all(ledger, reference);
    match subject {
        Subject::Office { id } => of_office(ledger, *id, &all, reference),
        Subject::Person { id } => of_person(ledger, *id, &all, reference),
    }
}

/// The kind that is chosen for a rule in this form, else in the form of the same standard that was
/// made last.
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
    chosen(form).or_else(|| {
        let others = ledger.assessments.values().map(AsRef::as_ref).filter(alike);
        others.filter_map(|other| Some((other.year, chosen(other)?))).max().map(|(_, kind)| kind)
    })
}

impl crate::model::assessment::ItemAnswer {
    /// Fills a figure in: the number into the answer, and beside it where it comes from.
    pub fn take_figure(&mut self, rule: &str, kind: &RuleKind, figure: &Figure, taken: Snapshot) {
        if let Some(answer) = kind.answer_with(taken.amount) {
            self.set_rule(rule, answer);
            let kind = figure.kind.clone();
            let kept = self.figures.entry(rule.to_owned());
            let kept = kept.or_insert_with(|| RuleFigure::new(kind.clone()));
            kept.kind = kind;
            kept.taken = Some(taken);
        }
    }

    /// Chooses the kind of figure of a rule, or none any more. What was filled in by another kind
    /// is forgotten, its number stays.
    pub fn choose_figure(&mut self, rule: &str, kind: Option<FigureKind>) {
        match kind {
            None => {
                self.figures.remove(rule);
            }
            Some(kind) => {
                let kept = self.figures.get(rule).filter(|kept| kept.kind == kind);
                if kept.is_none() {
                    self.figures.insert(rule.to_owned(), RuleFigure::new(kind));
                }
            }
        }
    }
}

/// Is an office the one, or below it? The bureau of the ledger is above all.
fn is_within(ledger: &Ledger, office: OfficeId, top: OfficeId) -> bool {
    let mut at = Some(office);
    // As many steps as there are offices: a ring of parents ends too.
    for _ in 0..=ledger.offices.len() {
        match at {
            Some(office) if office == top => return true,
            Some(office) => at = ledger.offices.get(&office).and_then(|office| office.parent),
            None => break,
        }
    }
    top == ledger.settings.office
}

fn of_office(
    ledger: &Ledger,
    office: OfficeId,
    all: &BTreeMap<PersonId, PersonHours>,
    reference: Date,
) -> Vec<Figure> {
    let staff: Vec<&Person> = ledger
        .enrolled(reference)
        .filter(|person| is_within(ledger, person.office, office))
        .collect();
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
            held.is_some_and(|held| held.is_valid_at(reference))
        })
        .map(|person| person.id)
        .gather_set();
    let asked = everybody
        .iter()
        .copied()
        .filter(|id| all.get(id).is_some_and(|hours| !hours.targets.is_empty()));
    let placed = classes(ledger, reference);
    let planned: Vec<_> = everybody.iter().copied().filter(|id| placed.contains_key(id)).collect();
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

fn of_person(
    ledger: &Ledger,
    id: PersonId,
    all: &BTreeMap<PersonId, PersonHours>,
    reference: Date,
) -> Vec<Figure> {
    let figure = |kind, part: u64, whole: u64, [hours, due]: [QuarterHours; 2]| {
        let (people, without) =
            if part >= whole { (vec![id], Vec::new()) } else { (Vec::new(), vec![id]) };
        Figure { kind, part, whole, hours, due, people, without }
    };
    let mut found = Vec::new();
    if let Some(target) = all.get(&id).and_then(|hours| hours.targets.first()) {
        // Both in quarters, or both in whole hours.
        let (reached, due) = (target.reached(), target.due);
        let scale = if reached.0 % 4 == 0 && due.0 % 4 == 0 { 4 } else { 1 };
        let [part, whole] = [reached, due].map(|hours| u64::from(hours.0 / scale));
        found.push(figure(FigureKind::HoursReached, part, whole, [reached, due]));
    }
    if let Some(classes) = classes(ledger, reference).get(&id) {
        let attended = classes.iter().filter(|attended| **attended).count();
        let (part, whole) = (attended as u64, classes.len() as u64);
        found.push(figure(FigureKind::PlanCompleted, part, whole, [QuarterHours(0); 2]));
    }
    found.retain(|figure| figure.whole > 0);
    found
}

/// Hours over so many, in whole numbers: quarters where the hours are no whole number.
fn in_hours(hours: QuarterHours, people: usize) -> (u64, u64) {
    let people = people as u64;
    if hours.0 % 4 == 0 {
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
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::model::assessment::ItemAnswer;
    use crate::model::course::TrainingForm;
    use crate::model::hours::Attendance;
    use crate::model::id::{IdSource, PlanId, SessionId};
    use crate::model::ledger::tests::ledger_of;
    use crate::model::office::Office;
    use crate::model::person::Certificate;
    use crate::model::plan::{IntensiveClass, Plan};
    use crate::model::rule::Amount;
    use crate::model::standard::Standard;
    use crate::planning::hours::tests::session;

    const AT: &str = "2026-11-27T14:03:00+08:00";

    fn rule(unit: Option<&str>) -> RuleKind {
        RuleKind::Ratio {
            floor: None,
            full_at: Amount { part: 1, whole: 1 },
            between: false,
            unit: unit.map(str::to_owned),
        }
    }

    /// Four people, the last of an office below; two were in a class of the plan, for one another
    /// is planned.
    fn trained() -> (Ledger, Vec<PersonId>, OfficeId) {
        let (mut ledger, people) = ledger_of(4);
        let mut ids = IdSource::new([1; 16]);
        let own = ledger.own_office().unwrap().clone();
        let below = OfficeId::new(&mut ids);
        let office = Office { id: below, name: "长安所".into(), parent: Some(own.id), ..own };
        ledger.add_office(office).unwrap();
        ledger.edit_person(people[3], |person| person.office = below).unwrap();
        ledger
            .edit_person(people[0], |person| {
                person.certificate = Some(Certificate { number: "1".into(), expiry: None });
            })
            .unwrap();
        let mut held = session(&mut ids, TrainingForm::Intensive, "2026-05-11");
        for person in [people[0], people[3]] {
            held.attendance.insert(person, Attendance::new(Presence::Present, QuarterHours(32)));
        }
        let (start, end) = (held.start, held.end);
        let mut plan = Plan::new(PlanId::new(&mut ids), "计划".into(), 2026);
        for (id, who) in [
            (held.id, vec![people[0], people[3]]),
            (SessionId::new(&mut ids), vec![people[0], people[1]]),
        ] {
            let class = IntensiveClass::new(id, "专题班".into(), start, end);
            plan.put_class(IntensiveClass { people: who, seats: 9, ..class }).unwrap();
        }
        ledger.put_session(held).unwrap();
        ledger.add_plan(plan).unwrap();
        (ledger, people, below)
    }

    fn of(ledger: &Ledger, subject: Subject, kind: FigureKind) -> Figure {
        let found = figures(ledger, &subject, ledger.settings.reference());
        found.into_iter().find(|figure| figure.kind == kind).unwrap()
    }

    #[test]
    fn a_bureau_counts_everybody_and_an_office_its_own() {
        let (ledger, people, below) = trained();
        let bureau = Subject::Office { id: ledger.settings.office };
        let coverage = of(&ledger, bureau.clone(), FigureKind::Coverage);
        assert_eq!((coverage.part, coverage.whole), (2, 4));
        assert_eq!(coverage.people, [people[0], people[3]]);
        let office = of(&ledger, Subject::Office { id: below }, FigureKind::Coverage);
        assert_eq!((office.part, office.whole), (1, 1));
        let held = of(&ledger, bureau.clone(), FigureKind::Certified);
        assert_eq!((held.part, held.whole), (1, 4));
        // One of three has all classes behind him that he is placed in.
        let plan = of(&ledger, bureau.clone(), FigureKind::PlanCompleted);
        assert_eq!((plan.people.clone(), plan.whole), (vec![people[3]], 3));
        let average = of(&ledger, bureau, FigureKind::AverageHours);
        assert_eq!((average.part, average.whole), (16, 4));
        assert_eq!(average.amount(false), None);
        assert_eq!(average.amount(true).unwrap().whole, Some(4));
    }

    #[test]
    fn a_person_has_hours_of_the_target_and_classes_of_the_plan() {
        let (ledger, people, _) = trained();
        let subject = Subject::Person { id: people[0] };
        let plan = of(&ledger, subject.clone(), FigureKind::PlanCompleted);
        assert_eq!((plan.part, plan.whole), (1, 2));
        let all = hours_of_all(&ledger, ledger.settings.reference());
        let target = &all[&people[0]].targets[0];
        let hours = of(&ledger, subject, FigureKind::HoursReached);
        assert_eq!(hours.part * 4, u64::from(target.reached().0));
        assert_eq!(hours.whole * 4, u64::from(target.due.0));
        assert_eq!(hours.amount(true).unwrap(), AmountAnswer { part: Some(8), whole: Some(1) });
    }

    #[test]
    fn a_snapshot_says_when_the_ledger_or_somebody_has_changed_the_number() {
        let (mut ledger, people, _) = trained();
        let bureau = Subject::Office { id: ledger.settings.office };
        let figure = of(&ledger, bureau.clone(), FigureKind::Coverage);
        let (at, on) = (Moment::parse(AT).unwrap(), ledger.settings.reference());
        let taken = figure.snapshot(false, at, on).unwrap();
        let mut answer = ItemAnswer::default();
        answer.take_figure("1", &rule(None), &figure, taken.clone());
        let kept = |answer: &ItemAnswer| answer.rule("1").unwrap().amount();
        assert_eq!(kept(&answer), Some(AmountAnswer { part: Some(2), whole: Some(4) }));
        assert_eq!(standing(&taken, kept(&answer), Some(&figure), false), Standing::Current);

        let id = *ledger.sessions.keys().next().unwrap();
        ledger.leave_session(id, people[3]).unwrap();
        let now = of(&ledger, bureau, FigureKind::Coverage);
        let one = Some(AmountAnswer { part: Some(1), whole: Some(4) });
        let changed = standing(&taken, kept(&answer), Some(&now), false);
        assert_eq!(changed, Standing::Changed(one));

        answer.set_rule("1", RuleAnswer::Ratio(one.unwrap()));
        let typed = standing(&taken, kept(&answer), Some(&now), false);
        assert_eq!(typed, Standing::Overwritten);
        answer.choose_figure("1", Some(FigureKind::Certified));
        assert_eq!(answer.figures["1"].taken, None);
        answer.choose_figure("1", None);
        assert!(answer.figures.is_empty() && !answer.is_empty());
    }

    #[test]
    fn the_kind_chosen_in_one_form_is_offered_in_the_next_of_the_standard() {
        use crate::model::id::AssessmentId;
        let (mut ledger, people, below) = trained();
        let mut ids = IdSource::new([8; 16]);
        let standard = Standard::built_in().remove(0);
        let mut form = |subject| {
            let id = AssessmentId::new(&mut ids);
            Assessment::new(id, "自评表".into(), subject, 2026, &standard)
        };
        let mut first = form(Subject::Office { id: ledger.settings.office });
        first.edit_item(Column::Own, "C3.2", |answer| {
            answer.choose_figure("2", Some(FigureKind::Coverage));
        });
        let (next, person) =
            (form(Subject::Office { id: below }), form(Subject::Person { id: people[0] }));
        ledger.add_assessment(first, &standard).unwrap();
        assert_eq!(usual_kind(&ledger, &next, "C3.2", "2"), Some(FigureKind::Coverage));
        assert_eq!(usual_kind(&ledger, &next, "C3.2", "1"), None);
        assert_eq!(usual_kind(&ledger, &person, "C3.2", "2"), None);
    }

    proptest! {
        #[test]
        fn a_snapshot_puts_its_own_part_and_whole_into_the_answer(
            counted in 0_u64..500,
            others in 0_u64..500,
            hours in 1_u32..9_999,
            plain in any::<bool>(),
            kind in prop_oneof![
                Just(FigureKind::Coverage), Just(FigureKind::AverageHours),
                Just(FigureKind::HoursReached), Just(FigureKind::Certified)],
        ) {
            let figure = Figure {
                kind, part: counted, whole: counted + others, hours: QuarterHours(hours),
                due: QuarterHours(0), people: Vec::new(), without: Vec::new(),
            };
            let kind = rule(plain.then_some("人"));
            prop_assert_eq!(kind.asks_for_plain(), Some(plain));
            let (at, on) = (Moment::parse(AT).unwrap(), "2026-12-31".parse().unwrap());
            let taken = figure.snapshot(plain, at, on);
            prop_assert_eq!(taken.is_none(), !plain && figure.kind == FigureKind::AverageHours);
            if let Some(taken) = taken {
                let mut answer = ItemAnswer::default();
                answer.take_figure("1", &kind, &figure, taken.clone());
                let kept = answer.rule("1").unwrap().amount();
                prop_assert_eq!(kept, Some(taken.amount));
                let stands = standing(&taken, kept, Some(&figure), plain);
                prop_assert_eq!(stands, Standing::Current);
            }
        }
    }
}
