//! Lists from other systems, and what was exported here.

use proptest::prelude::*;

use super::*;
use crate::interchange::encoding::tests::Library;
use crate::interchange::file::{read_pasted, read_workbook};
use crate::interchange::hours::export::records;
use crate::interchange::hours::layout::find;
use crate::model::course::TrainingKind;
use crate::model::date::PartialDate;
use crate::model::hours::{QuarterHours, TestResult};
use crate::model::ledger::tests::ledger_of;
use crate::planning::hours::hours_of_all;

fn proposed(
    bytes: &[u8],
    name: &str,
    ledger: &Ledger,
    people: &BTreeMap<usize, Option<PersonId>>,
) -> HoursProposal {
    let workbook = read_workbook(bytes, name, &Library).unwrap();
    let layout = find(&workbook, &HourWords::built_in()).unwrap();
    let settled =
        Settled { today: "2026-09-16".parse().unwrap(), form: &TrainingForm::Online, people };
    let sheet = &workbook.sheets[layout.sheet];
    propose(sheet, &layout, ledger, &settled, &mut IdSource::new([9; 16]))
}

fn of_text(text: &str, ledger: &Ledger) -> HoursProposal {
    proposed(text.as_bytes(), "hours.csv", ledger, &BTreeMap::new())
}

#[test]
fn people_are_found_by_number_id_number_or_name_and_office() {
    let (mut ledger, people) = ledger_of(4);
    let office = ledger.own_office().unwrap().name.clone();
    let id_number = "11010519491231002X";
    ledger.edit_person(people[0], |one| one.id_number = Some(id_number.into())).unwrap();
    ledger.edit_person(people[1], |one| one.number = Some("A7".into())).unwrap();
    // Two of one name in one office.
    ledger.edit_person(people[3], |one| one.name = "人2".into()).unwrap();
    let text = format!(
        "学时统计表\n姓名,身份证号/编号,单位,班名,类别,开始,结束,学时,结果,证书号\n\
         人0,{id_number},别的单位,网络学院,网络,2026.1.5,2026-08-31,20,合格,\n\
         人1,A7,,案卷班,集中,2026年4月14日,,2天,86,京001\n\
         人2,,{office},案卷班,集中,2026-04-14,2026-04-14,16,,\n\
         人9,,{office},案卷班,集中,2026-04-14,2026-04-14,16,,\n\
         人0,,{office},,集中,2026-04-14,,16,,\n\
         人0,,{office},案卷班,集中,四月,,16,,\n\
         人0,,{office},案卷班,集中,2026-04-14,,很多,,\n\
         人1,A7,{office},案卷班,集中,2026-04-14,,16,,\n\
         合计,,,,,,,88,,\n"
    );
    let proposal = of_text(&text, &ledger);
    let outcomes: Vec<_> = proposal.rows.iter().map(|row| row.outcome.clone()).collect();
    assert_eq!(
        outcomes,
        [
            Ok(Outcome::New),
            Ok(Outcome::New),
            Err(Fault::Several(vec![people[2], people[3]])),
            Err(Fault::Nobody),
            Err(Fault::MissingTitle),
            Err(Fault::BadDate),
            Err(Fault::BadHours),
            Err(Fault::Repeats(2)),
        ]
    );
    let before = ledger.clone();
    proposal.apply(&mut ledger).unwrap();
    assert_eq!(before.sessions.len(), 0);
    assert_eq!(ledger.sessions.len(), 2);
    let class = ledger.sessions.values().find(|session| session.title == "案卷班").unwrap();
    let part = &class.attendance[&people[1]];
    assert_eq!((part.hours, class.hours), (QuarterHours(64), QuarterHours(64)));
    assert_eq!(part.result, Some(TestResult::Other("86".into())));
    assert_eq!(part.certificate.as_ref().unwrap().number, "京001");
    // What a person settles is written, and what was written is the same the next time.
    let chosen = BTreeMap::from([(3, Some(people[2])), (4, None)]);
    let again = proposed(text.as_bytes(), "hours.csv", &ledger, &chosen);
    let outcomes: Vec<_> = again.rows.iter().take(4).map(|row| row.outcome.clone()).collect();
    assert_eq!(
        outcomes,
        [Ok(Outcome::Same), Ok(Outcome::Same), Ok(Outcome::New), Err(Fault::Skipped)]
    );
    assert_eq!(again.sessions(), 1);
}

#[test]
fn both_days_may_stand_in_one_cell_and_the_form_may_be_missing() {
    let (ledger, _) = ledger_of(1);
    let text = "姓名,课程,起止时间,学时\n人0,一,2026.04.14—15,8\n人0,二,2026-04-30至5.6,8\n\
                人0,三,2026年3月5日,8\n人0,四,2026,8\n人0,五,2026.04.14—13,8\n";
    let proposal = of_text(text, &ledger);
    let days: Vec<_> = proposal
        .rows
        .iter()
        .map(|row| {
            row.part.as_ref().map(|part| format!("{} {}", part.start, part.end)).unwrap_or_default()
        })
        .collect();
    let expected = [
        "2026-04-14 2026-04-15",
        "2026-04-30 2026-05-06",
        "2026-03-05 2026-03-05",
        "2026-01-01 2026-12-31",
        "",
    ];
    assert_eq!(days, expected);
    assert_eq!(proposal.rows[0].part.as_ref().unwrap().form, TrainingForm::Online);
}

#[test]
fn a_class_that_has_not_begun_has_no_hours_yet() {
    let (ledger, _) = ledger_of(1);
    let text = "姓名,课程,开始,结束,学时\n人0,一,2026-09-16,2026-09-18,8\n\
                人0,二,2026-09-17,2026-09-18,8\n";
    let outcomes = of_text(text, &ledger).rows.into_iter().map(|row| row.outcome);
    assert_eq!(outcomes.collect::<Vec<_>>(), [Ok(Outcome::New), Err(Fault::NotYet)]);
}

#[test]
fn form_and_kind_are_told_apart_by_their_words() {
    let (ledger, _) = ledger_of(1);
    let text = "姓名,课程,培训类别,类别,开始,学时\n人0,一,任职培训,集中,2026-04-14,8\n\
                人0,二,集中培训,,2026-04-14,8\n人0,三,,初任培训,2026-04-14,8\n\
                人0,四,党性教育,参观,2026-04-14,8\n";
    let proposal = of_text(text, &ledger);
    let read = proposal.rows.iter().filter_map(|row| row.part.as_ref());
    let read: Vec<_> = read.map(|part| (part.form.clone(), part.kind.clone())).collect();
    let expected = [
        (TrainingForm::Intensive, Some(TrainingKind::Promotion)),
        (TrainingForm::Intensive, None),
        (TrainingForm::Online, Some(TrainingKind::Induction)),
        (TrainingForm::Other("参观".into()), Some(TrainingKind::Other("党性教育".into()))),
    ];
    assert_eq!(read, expected);
}

#[test]
fn a_file_without_names_or_hours_is_no_list_of_hours() {
    let workbook = read_pasted("姓名,单位\n人0,长安所\n".to_owned(), "").unwrap();
    assert_eq!(find(&workbook, &HourWords::built_in()), None);
}

fn part() -> impl Strategy<Value = Attendance> {
    use Presence::{Absent, Late, Leave, Present};
    let presence = prop::sample::select(vec![Present, Late, Leave, Absent]);
    let result = prop::sample::select(vec![
        None,
        Some(TestResult::Passed),
        Some(TestResult::Failed),
        Some(TestResult::Other("86.5".into())),
    ]);
    let expiry = prop::sample::select(vec![None, PartialDate::parse("2027-05")]);
    let number = prop::option::of("[A-Z][0-9]{1,6}");
    (presence, 0_u32..300, result, number, expiry, "[,\"x]{0,3} ?y|").prop_map(
        |(presence, hours, result, number, expiry, note)| Attendance {
            result,
            certificate: number.map(|number| Certificate { number, expiry }),
            note: note.trim().to_owned(),
            ..Attendance::new(presence, QuarterHours(hours))
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]
    #[test]
    fn what_is_exported_is_imported_again(
        classes in prop::collection::vec(
            (0_usize..4, 1_i8..28, 0_i8..3, prop::collection::btree_map(0_usize..5, part(), 1..5)),
            0..5,
        ),
        as_csv in any::<bool>(),
    ) {
        let (mut ledger, people) = ledger_of(5);
        let empty = ledger.clone();
        let mut ids = IdSource::new([1; 16]);
        for (number, (form, day, days, parts)) in classes.into_iter().enumerate() {
            let form = TrainingForm::KNOWN[form].clone();
            let mut session = crate::planning::hours::tests::session(&mut ids, form, "2026-05-01");
            session.title = format!("专题班 {number}");
            session.start = jiff::civil::date(2026, 5, day);
            session.end = jiff::civil::date(2026, 5, day + days);
            session.hours = QuarterHours(400);
            session.organiser = "示范区局".into();
            for (person, part) in parts {
                session.attendance.insert(people[person], part);
            }
            ledger.put_session(session).unwrap();
        }
        let table = records(&ledger, 2026, "学时".into());
        let (bytes, name) =
            if as_csv { (table.to_csv(), "a.csv") } else { (table.to_xlsx(), "a.xlsx") };
        // Here it changes nothing.
        let again = proposed(&bytes, name, &ledger, &BTreeMap::new());
        prop_assert!(again.rows.iter().all(|row| row.outcome == Ok(Outcome::Same)));
        prop_assert_eq!(again.sessions(), 0);
        // Elsewhere it brings everything.
        let mut other = empty;
        proposed(&bytes, name, &other, &BTreeMap::new()).apply(&mut other).unwrap();
        let facts = |ledger: &Ledger| {
            let mut all: Vec<Session> =
                ledger.sessions.values().map(|session| Session::clone(session)).collect();
            let nobody = SessionId::new(&mut IdSource::new([0; 16]));
            all.iter_mut().for_each(|session| session.id = nobody);
            all.sort_by(|a, b| a.title.cmp(&b.title));
            all
        };
        prop_assert_eq!(facts(&ledger), facts(&other));
        let reference = ledger.settings.reference();
        for (person, hours) in hours_of_all(&ledger, reference) {
            let there = &hours_of_all(&other, reference)[&person];
            prop_assert_eq!(there.recognised(), hours.recognised());
        }
    }
}
