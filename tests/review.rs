//! The circle of a form by files alone: a bureau hands it down, the office fills and submits it,
//! the bureau returns it, the office mends it, the bureau concludes it; and every refusal on the way.

// Clippy knows test functions only, not what they share.
#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

#[path = "review/circle.rs"]
mod circle;
#[path = "review/take_over.rs"]
mod take_over;

use circle::*;
use proptest::prelude::*;
use training_ledger::agenda::{Todo, todos};
use training_ledger::assessment::scoring::official;
use training_ledger::interchange::checklist::{About, checklist};
use training_ledger::interchange::envelope::Redaction;
use training_ledger::interchange::inbox::{Arrived, Line, Summary, arrived};
use training_ledger::interchange::issued_forms;
use training_ledger::interchange::json::{OpenError, open};
use training_ledger::interchange::received::View;
use training_ledger::interchange::review::{
    Question, ReviewRefusal, TakeRefusal, is_by_another, receive, take,
};
use training_ledger::interchange::submission::{Choice, Part};
use training_ledger::model::assessment::{AmountAnswer, Column, HandMark, Subject};
use training_ledger::model::figure::FigureKind;
use training_ledger::model::id::{IdSource, ReceivedId};
use training_ledger::model::ledger::Ledger;
use training_ledger::model::office::OfficeLevel;
use training_ledger::model::people::Rejection;
use training_ledger::model::person::Certificate;
use training_ledger::model::review::{Reply, ReplyKind, Round, RoundKind, Stage};
use training_ledger::model::score::Hundredths;

#[test]
fn a_file_is_known_as_taken_over_by_whom_it_was_for() {
    let (mut district, mut below, id, submission) = submitted(Redaction::Deidentified);
    let is_taken = |ledger: &Ledger, view: &View| Summary::of(view).is_taken(ledger);
    assert!(!is_taken(&district, &submission) && !is_taken(&below, &submission));
    take_in(&mut district, &submission);
    assert!(is_taken(&district, &submission));

    mark(&mut district, id, Column::Assessed, 1, 500);
    let (_, review) = verdict(&mut district, id, RoundKind::Concluded, 10);
    assert_eq!(Summary::of(&review).column, Some(Column::Assessed));
    assert!(!is_taken(&below, &review) && !is_taken(&district, &review));
    receive_in(&mut below, &review);
    assert!(is_taken(&below, &review));

    let (mut district, office) = circle::district();
    let (_, issued) = hand_down(&mut district, office);
    let mut office = fresh();
    assert!(!is_taken(&office, &issued) && !is_taken(&district, &issued));
    issued_forms::take_over(&mut office, &issued).unwrap();
    assert!(is_taken(&office, &issued));
}

#[test]
fn the_figures_of_the_bureau_go_with_the_form_and_stay_as_they_were() {
    let (mut district, office) = district();
    let person = district.people().next().unwrap().id;
    let certificate = Some(Certificate { number: "A1".into(), expiry: None });
    district.edit_person(person, |person| person.certificate = certificate).unwrap();
    let (id, file) = hand_down(&mut district, office);
    district.edit_person(person, |person| person.certificate = None).unwrap();
    let told = file.assessments[0].form.issued.clone().unwrap();
    assert_eq!(told.at, at(8));
    let certified = told.figures.iter().find(|one| one.kind == FigureKind::Certified).unwrap();
    assert_eq!(certified.rate, Some(AmountAnswer { part: Some(1), whole: Some(2) }));
    assert_eq!(district.assessments[&id].issued.as_ref(), Some(&told));
    assert!(!serde_json::to_string(&certified).unwrap().contains("林飞海"));
}

#[test]
fn a_form_goes_round_until_it_is_concluded() {
    for redaction in [Redaction::Named, Redaction::Deidentified] {
        let (mut district, mut below, id, seen) = submitted(redaction);
        let today = at(9).date();
        let (days, none) = (Some(30), Arrived::new());
        assert!(todos(&district, &none, today).contains(&Todo::NotBack { forms: 1, days }));
        assert_eq!(take_in(&mut district, &seen), id);
        assert!(district.assessments[&id].is_received(Column::Own));
        assert_eq!(district.assessments[&id].stage(), Stage::Submitted);
        assert!(todos(&district, &none, today).contains(&Todo::ToReview { forms: 1 }));
        comment(&mut district, id, "2", "缺签到表，请补");
        mark(&mut district, id, Column::Assessed, 1, 450);
        let (_, returned) = verdict(&mut district, id, RoundKind::Returned, 10);

        let own = below.assessments[&id].columns[&Column::Own].clone();
        receive_in(&mut below, &returned);
        let form = below.assessments[&id].clone();
        assert_eq!(form.columns[&Column::Own].answers, own.answers);
        assert_eq!((form.stage(), form.comment_counts()), (Stage::Returned, (1, 1)));
        assert_eq!(form.comments_on("2")[0].text, "缺签到表，请补");
        let returned = |todo: &Todo| matches!(todo, Todo::Returned { comments: 1, .. });
        assert!(todos(&below, &none, today).iter().any(returned));
        let place = form.comments_on("2")[0].place;
        below
            .edit_assessment(id, |form| {
                let kind = ReplyKind::Answered;
                let text = "已补".to_owned();
                let extra = Default::default();
                form.reply(place, "2", Some(Reply { kind, text, at: at(11), extra }));
                Ok(())
            })
            .unwrap();
        mark(&mut below, id, Column::Own, 1, 550);
        let again = submit(&mut below, 12, redaction);

        take_in(&mut district, &again);
        let form = district.assessments[&id].clone();
        assert_eq!(form.changed_items(), ["2"]);
        assert_eq!(form.comment_counts(), (1, 0), "the reply came with it");
        assert_eq!(form.item(Column::Assessed, "2").unwrap().note, "缺签到表，请补");
        mark(&mut district, id, Column::Assessed, 1, 500);
        let (_, result) = verdict(&mut district, id, RoundKind::Concluded, 13);

        receive_in(&mut below, &result);
        let form = &below.assessments[&id];
        let (column, scored) = official(&standard(), form).unwrap();
        assert_eq!((column, scored.total), (Column::Assessed, Some(Hundredths(850))));
        let kinds: Vec<_> = form.rounds.iter().map(|round| round.kind.clone()).collect();
        use RoundKind::{Concluded, Returned, Submitted};
        assert_eq!(kinds, [Submitted, Returned, Submitted, Concluded]);
        assert_eq!(district.assessments[&id].rounds.len(), 4);
        assert_eq!(form.stage(), Stage::Concluded);

        // What goes on upward tells both marks, figures alone the result.
        let result = Some((Column::Assessed, Hundredths(850)));
        let told = Summary::of(&submit(&mut below, 14, redaction));
        assert_eq!((told.total, told.result), (Some(Hundredths(900)), result));
        let told = Summary::of(&submit(&mut below, 14, Redaction::Statistics));
        assert_eq!((told.total, told.result), (None, result));
    }
}

#[test]
fn a_form_in_a_received_file_has_come_until_it_is_taken_in() {
    for redaction in [Redaction::Named, Redaction::Deidentified] {
        let (mut district, mut below, id, seen) = submitted(redaction);
        let line = |place: u8, view: &View| Line {
            id: ReceivedId::new(&mut IdSource::new([place; 16])),
            file_name: String::new(),
            received_at: at(12),
            summary: Ok(Summary::of(view)),
        };
        let first = line(1, &seen);
        let today = at(9).date();
        let waits = arrived([&first], &district);
        assert_eq!(waits, Arrived::from([(id, first.id)]));
        assert!(arrived([&first], &below).is_empty(), "it is a file of the office itself");
        let (forms, days) = (1, Some(30));
        let come = Todo::Arrived { forms, file: Some(first.id) };
        let asked = todos(&district, &waits, today);
        assert!(asked.contains(&come) && !asked.contains(&Todo::NotBack { forms, days }));

        take_in(&mut district, &seen);
        assert!(arrived([&first], &district).is_empty(), "it is taken in");
        comment(&mut district, id, "2", "缺签到表");
        mark(&mut district, id, Column::Assessed, 1, 450);
        let (_, returned) = verdict(&mut district, id, RoundKind::Returned, 10);
        assert!(arrived([&first], &district).is_empty(), "it is what was returned");
        receive_in(&mut below, &returned);
        mark(&mut below, id, Column::Own, 1, 550);
        let again = submit(&mut below, 11, redaction);
        let again = [line(2, &again), first, line(3, &submit(&mut below, 12, redaction))];
        assert_eq!(arrived(&again, &district), Arrived::from([(id, again[2].id)]));
    }
}

#[test]
fn an_empty_form_in_a_received_file_has_not_come() {
    let (mut district, office) = district();
    let (_, issued) = hand_down(&mut district, office);
    let mut below = fresh();
    issued_forms::take_over(&mut below, &issued).unwrap();
    let summary = Ok(Summary::of(&submit(&mut below, 9, Redaction::Named)));
    let id = ReceivedId::new(&mut IdSource::new([1; 16]));
    let line = Line { id, file_name: String::new(), received_at: at(10), summary };
    assert!(arrived([&line], &district).is_empty());
}

#[test]
fn what_is_out_or_without_reply_is_told_before_a_submission() {
    let (mut district, mut below, id, seen) = submitted(Redaction::Named);
    let told = |ledger: &Ledger, redaction| {
        let choice = Choice::of(&[Part::Assessments], 2026, redaction);
        let findings = checklist(ledger, &choice, true);
        findings.into_iter().map(|finding| finding.about).collect::<Vec<_>>()
    };
    assert!(told(&district, Redaction::Named).contains(&About::NotBack(1)));
    take_in(&mut district, &seen);
    assert!(!told(&district, Redaction::Named).contains(&About::NotBack(1)));
    comment(&mut district, id, "1", "请核对");
    let (_, returned) = verdict(&mut district, id, RoundKind::Returned, 10);
    receive_in(&mut below, &returned);
    let open =
        |about: &About| matches!(about, About::CommentsOpen { items, .. } if *items == ["1"]);
    let stay = |about: &About| matches!(about, About::TextsStay { .. });
    assert!(told(&below, Redaction::Named).iter().any(open));
    assert!(!told(&below, Redaction::Named).iter().any(stay));
    assert!(told(&below, Redaction::Deidentified).iter().any(stay));
    let rounds = below.assessments[&id].rounds.len();
    submit(&mut below, 12, Redaction::Statistics);
    assert_eq!(below.assessments[&id].rounds.len(), rounds, "figures were noted as a form");
    let result = Round { kind: RoundKind::Concluded, ..below.assessments[&id].rounds[0].clone() };
    below
        .edit_assessment(id, |form| {
            form.rounds.push(result);
            Ok::<_, Rejection>(())
        })
        .unwrap();
    assert!(!told(&below, Redaction::Named).iter().any(open), "a reply after the result");
}

#[test]
fn what_is_not_applicable_without_a_reason_is_told_before_a_submission() {
    let (_, mut below, id, _) = submitted(Redaction::Named);
    let told = |ledger: &Ledger| {
        let choice = Choice::of(&[Part::Assessments], 2026, Redaction::Named);
        let mut findings = checklist(ledger, &choice, true).into_iter();
        let found = findings.find_map(|finding| match finding.about {
            About::WithoutReason { items, .. } => Some(items),
            _ => None,
        });
        found.unwrap_or_default()
    };
    let leave_out = |ledger: &mut Ledger, note: &str| {
        ledger
            .edit_assessment(id, |form| {
                form.edit_item(Column::Own, "1", |answer| {
                    answer.not_applicable = true;
                    note.clone_into(&mut answer.note);
                });
                Ok::<_, Rejection>(())
            })
            .unwrap();
    };
    assert!(told(&below).is_empty());
    leave_out(&mut below, "");
    assert_eq!(told(&below), ["1"]);
    leave_out(&mut below, "本期没有");
    assert!(told(&below).is_empty());
}

#[test]
fn a_form_submitted_with_nothing_marked_is_not_filled_by_the_reviewer() {
    let (mut district, office) = district();
    let (id, seen) = hand_down(&mut district, office);
    let mut below = fresh();
    issued_forms::take_over(&mut below, &seen).unwrap();
    let seen = submit(&mut below, 9, Redaction::Named);
    take_in(&mut district, &seen);
    assert!(district.assessments[&id].is_received(Column::Own));
}

#[test]
fn a_submission_that_does_not_go_with_what_is_here_is_refused() {
    let (mut district, mut below, id, seen) = submitted(Redaction::Named);
    let refused =
        |ledger: &Ledger, seen: &View| take(ledger, seen, 0, Column::Assessed).unwrap_err();

    let mut spoiled = seen.clone();
    spoiled.assessments[0].check_code = "0000000000".into();
    assert_eq!(refused(&district, &spoiled), TakeRefusal::WrongCode);
    let mut bare = seen.clone();
    bare.standards.clear();
    assert_eq!(refused(&district, &bare), TakeRefusal::NoStandard);

    let mut filled = district.clone();
    mark(&mut filled, id, Column::Own, 0, 100);
    let taken = take(&filled, &seen, 0, Column::Assessed).unwrap();
    assert_eq!(taken.questions, [Question::FilledHere]);

    mark(&mut below, id, Column::Own, 3, 600);
    let later = submit(&mut below, 12, Redaction::Named);
    take_in(&mut district, &later);
    assert_eq!(refused(&district, &seen), TakeRefusal::Older);
    let same_twice = |district: &mut Ledger| {
        let before = district.clone();
        take_in(district, &later);
        assert!(district.is_same(&before), "the same submission twice changed something");
    };
    same_twice(&mut district);
    comment(&mut district, id, "1", "请核对");
    verdict(&mut district, id, RoundKind::Returned, 13);
    same_twice(&mut district);
}

#[test]
fn a_verdict_that_was_made_up_below_is_not_taken_in() {
    let (mut district, mut below, id, _) = submitted(Redaction::Named);
    mark(&mut below, id, Column::Assessed, 0, 600);
    verdict(&mut below, id, RoundKind::Concluded, 10);
    let seen = submit(&mut below, 12, Redaction::Named);
    take_in(&mut district, &seen);
    let form = &district.assessments[&id];
    assert_eq!((form.stage(), form.rounds.len()), (Stage::Submitted, 2));
    assert!(!form.columns.contains_key(&Column::Assessed));
}

#[test]
fn a_form_of_an_office_with_another_identity_goes_round_too() {
    let (mut district, office) = district();
    let mut ids = IdSource::new([6; 16]);
    let name = district.office_name(office).to_owned();
    let mut below = Ledger::new(name, 2026, &mut ids);
    let id = form_of_its_own(&mut below, &mut ids);
    mark(&mut below, id, Column::Own, 1, 600);
    let seen = submit(&mut below, 9, Redaction::Named);
    take_in(&mut district, &seen);
    assert_eq!(district.assessments[&id].subject, Subject::Office { id: office });
    agree(&mut district, id);
    let (_, result) = verdict(&mut district, id, RoundKind::Concluded, 10);
    receive_in(&mut below, &result);
    let form = &below.assessments[&id];
    assert!(form.is_received(Column::Assessed));
    // The office had noted nothing down, and is told.
    let kinds: Vec<_> = form.rounds.iter().map(|round| round.kind.clone()).collect();
    assert_eq!(kinds, [RoundKind::Submitted, RoundKind::Concluded]);
}

#[test]
fn a_review_that_does_not_go_with_what_is_here_is_refused_and_says_why() {
    let (mut district, below, id, seen) = submitted(Redaction::Named);
    take_in(&mut district, &seen);
    comment(&mut district, id, "1", "请核对");
    let (text, first) = verdict(&mut district, id, RoundKind::Returned, 10);
    agree(&mut district, id);
    let (_, second) = verdict(&mut district, id, RoundKind::Concluded, 11);
    let refused = |ledger: &Ledger, seen: &View| receive(ledger, seen, &seen.reviews[0]).err();

    // Damaged, or altered by accident.
    let half: String = text.chars().take(text.chars().count() / 2).collect();
    assert!(matches!(open(&half), Err(OpenError::Truncated)));
    let altered = text.replace("请核对", "不用核对");
    assert!(matches!(open(&altered), Err(OpenError::WrongHash { .. })));

    let name = "示范区市场监督管理局长安市场监督管理所".to_owned();
    assert_eq!(refused(&fresh(), &first), Some(ReviewRefusal::OtherOffice(name)));
    let mut gone = below.clone();
    gone.delete_assessment(id).unwrap();
    assert_eq!(refused(&gone, &first), Some(ReviewRefusal::UnknownForm));

    let mut other = first.clone();
    other.reviews[0].standard.sha256 = "0".repeat(64);
    assert_eq!(refused(&below, &other), Some(ReviewRefusal::OtherStandard));
    let mut unscorable = first.clone();
    let marks = &mut unscorable.reviews[0].sheet.answers.items;
    marks.entry("9".into()).or_default().checked = true;
    assert_eq!(refused(&below, &unscorable), Some(ReviewRefusal::Unscorable));
    let mut own = first.clone();
    own.reviews[0].round.column = Column::Own;
    assert!(refused(&below, &own).is_some(), "a review of the own column was taken in");

    let mut changed = below.clone();
    mark(&mut changed, id, Column::Own, 2, 600);
    assert!(matches!(refused(&changed, &first), Some(ReviewRefusal::OwnChanged { .. })));
    let mut by_hand = below.clone();
    mark(&mut by_hand, id, Column::Assessed, 2, 600);
    assert_eq!(refused(&by_hand, &first), Some(ReviewRefusal::ColumnFilled));

    // By a sister office, and by a bureau that did not issue the form.
    let mut sister = first.clone();
    let by = sister.head.office.as_mut().unwrap();
    by.level = OfficeLevel::Station;
    by.name = "城西所".into();
    assert_eq!(refused(&below, &sister), Some(ReviewRefusal::NoBureau("城西所".into())));
    let form = &below.assessments[&id];
    assert!(!is_by_another(form, &first, &first.reviews[0]));
    assert!(is_by_another(form, &sister, &sister.reviews[0]));
    assert_eq!(take(&below, &seen, 0, Column::Assessed).err(), Some(TakeRefusal::NoBureau));

    let mut late = below.clone();
    receive_in(&mut late, &second);
    assert!(late.assessments[&id].is_done(Column::Own), "what has its result is open");
    assert_eq!(refused(&late, &first), Some(ReviewRefusal::Older));
    assert_eq!(refused(&late, &second), Some(ReviewRefusal::Received));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn receiving_never_changes_the_own_column(
        own in (0..9_u32, 0..=600_i64),
        hand in prop::option::of(0..=400_i64),
        theirs in (0..9_u32, 0..=600_i64),
        words in "[a-z]{0,6}",
        concluded: bool,
        changed: bool,
    ) {
        let (mut district, office) = district();
        let (id, issued) = hand_down(&mut district, office);
        let mut below = fresh();
        issued_forms::take_over(&mut below, &issued).unwrap();
        mark(&mut below, id, Column::Own, own.0, own.1);
        below.edit_assessment(id, |form| {
            form.edit_item(Column::Own, "1", |answer| {
                answer.note = words.clone();
                answer.hand_mark = hand.map(|mark| HandMark { mark: Hundredths(mark), reason: "r".into() });
            });
            Ok(())
        }).unwrap();
        let seen = submit(&mut below, 9, Redaction::Deidentified);
        take_in(&mut district, &seen);
        mark(&mut district, id, Column::Assessed, theirs.0, theirs.1);
        comment(&mut district, id, "1", "请核对");
        let kind = if concluded { RoundKind::Concluded } else { RoundKind::Returned };
        let (_, review) = verdict(&mut district, id, kind, 10);
        if changed {
            mark(&mut below, id, Column::Own, own.0 + 1, own.1);
        }
        let before = below.assessments[&id].columns[&Column::Own].answers.clone();
        let outcome = receive(&below, &review, &review.reviews[0]);
        // Beyond eight times nothing is left to deduct, but the answer is another.
        prop_assert_eq!(outcome.is_err(), changed);
        if let Ok(form) = outcome {
            prop_assert_eq!(&form.columns[&Column::Own].answers, &before);
            prop_assert!(form.is_received(Column::Assessed));
        }
        prop_assert_eq!(&below.assessments[&id].columns[&Column::Own].answers, &before);
    }
}
