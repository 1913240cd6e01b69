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
fn what_goes_with_forms_is_what_each_office_would_be_told() {
    let (ledger, _, below) = trained();
    let offices = [ledger.settings.office, below];
    let reference = ledger.settings.reference();
    let issued = issued_figures(&ledger, &offices, reference);
    for (office, told) in offices.into_iter().zip(issued) {
        let alone = figures(&ledger, &Subject::Office { id: office }, reference);
        let alone: Vec<_> = alone.iter().map(|one| (one.kind.clone(), one.amount(false))).collect();
        let told: Vec<_> = told.into_iter().map(|one| (one.kind, one.rate)).collect();
        assert_eq!(told, alone);
    }
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
    answer.take_figure("1", &rule(None), &figure.kind, taken.clone());
    let kept = |answer: &ItemAnswer| answer.rule("1").unwrap().amount();
    assert_eq!(kept(&answer), Some(AmountAnswer { part: Some(2), whole: Some(4) }));
    assert_eq!(standing(&taken, kept(&answer), Some(&figure), false), Standing::Current);

    let id = *ledger.sessions.keys().next().unwrap();
    ledger.leave_session(id, people[3]).unwrap();
    let now = of(&ledger, bureau, FigureKind::Coverage);
    let one = AmountAnswer { part: Some(1), whole: Some(4) };
    let changed = standing(&taken, kept(&answer), Some(&now), false);
    assert_eq!(changed, Standing::Changed(Some(one)));

    answer.set_rule("1", RuleAnswer::Ratio(one));
    let typed = standing(&taken, kept(&answer), Some(&now), false);
    assert_eq!(typed, Standing::Overwritten);
    answer.choose_figure("1", FigureKind::Certified);
    assert_eq!(answer.figures["1"].taken, None);
    answer.choose_figure("1", FigureKind::NoFigure);
    assert_eq!(answer.figures["1"], RuleFigure::new(FigureKind::NoFigure));
    assert!(answer.rule("1").is_some());
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
        answer.choose_figure("2", FigureKind::Coverage);
    });
    let (mut next, person) =
        (form(Subject::Office { id: below }), form(Subject::Person { id: people[0] }));
    ledger.add_assessment(first, &standard).unwrap();
    assert_eq!(usual_kind(&ledger, &next, "C3.2", "2"), Some(FigureKind::Coverage));
    assert_eq!(usual_kind(&ledger, &next, "C3.2", "1"), None);
    assert_eq!(usual_kind(&ledger, &person, "C3.2", "2"), None);
    next.edit_item(Column::Own, "C3.2", |answer| answer.choose_figure("2", FigureKind::NoFigure));
    assert_eq!(usual_kind(&ledger, &next, "C3.2", "2"), None);
}

#[test]
fn every_chosen_figure_is_filled_in_at_once_and_what_was_typed_stays() {
    use crate::model::id::AssessmentId;
    let (mut ledger, people, below) = trained();
    let mut ids = IdSource::new([8; 16]);
    let standard = Standard::built_in().remove(0);
    let mut form = |id| {
        let subject = Subject::Office { id };
        Assessment::new(AssessmentId::new(&mut ids), "自评表".into(), subject, 2026, &standard)
    };
    let mut first = form(ledger.settings.office);
    let mut next = form(below);
    for (item, rule, kind) in
        [("C3.2", "2", FigureKind::Coverage), ("C3.3", "1", FigureKind::HoursMet)]
    {
        first.edit_item(Column::Own, item, |answer| answer.choose_figure(rule, kind));
    }
    let typed = AmountAnswer { part: Some(3), whole: Some(4) };
    next.edit_item(Column::Own, "C3.3", |answer| {
        answer.set_rule("1", RuleAnswer::Ratio(typed));
    });
    ledger.add_assessment(first, &standard).unwrap();
    let (at, on) = (Moment::parse(AT).unwrap(), ledger.settings.reference());
    let take = |ledger: &Ledger, form: &mut Assessment| {
        let figures = figures(ledger, &form.subject, on);
        take_all(ledger, form, &standard, &figures, at, on)
    };
    assert_eq!(take(&ledger, &mut next), 1);
    let amount = |form: &Assessment, item: &str, rule: &str| {
        form.item(Column::Own, item).unwrap().rule(rule).unwrap().amount().unwrap()
    };
    assert_eq!(amount(&next, "C3.2", "2"), AmountAnswer { part: Some(1), whole: Some(1) });
    assert_eq!(amount(&next, "C3.3", "1"), typed);
    assert_eq!(take(&ledger, &mut next), 0);

    ledger.edit_person(people[1], |person| person.office = below).unwrap();
    assert_eq!(take(&ledger, &mut next), 1);
    assert_eq!(amount(&next, "C3.2", "2"), AmountAnswer { part: Some(1), whole: Some(2) });
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
            answer.take_figure("1", &kind, &figure.kind, taken.clone());
            let kept = answer.rule("1").unwrap().amount();
            prop_assert_eq!(kept, Some(taken.amount));
            let stands = standing(&taken, kept, Some(&figure), plain);
            prop_assert_eq!(stands, Standing::Current);
        }
    }
}
