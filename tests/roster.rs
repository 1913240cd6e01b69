//! Rosters as offices hand them in, read from file to ledger.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing)]

#[path = "roster/reading.rs"]
mod reading;

use std::collections::BTreeSet;

use jiff::civil::Date;
use reading::{import, propose_file};
use training_ledger::i18n::messages::ZH;
use training_ledger::i18n::values::exported;
use training_ledger::interchange::roster;
use training_ledger::interchange::roster::proposal::{Outcome, ProposedRow};
use training_ledger::model::date::PartialDate;
use training_ledger::model::field::Field;
use training_ledger::model::id::IdSource;
use training_ledger::model::ledger::Ledger;
use training_ledger::model::problem::{ImportError, ProblemKind};

const TODAY: Date = Date::constant(2026, 12, 31);

fn district() -> Ledger {
    Ledger::new("示范区市场监督管理局".into(), 2026, &mut IdSource::new([1; 16]))
}

#[test]
fn each_form_of_the_district_gives_the_same_people() {
    for file in [
        "roster-utf8.csv",
        "roster-gbk.csv",
        "roster-titled.xlsx",
        "roster-titled.xls",
        "roster-merged-header.xlsx",
        "roster-merged-resaved.xlsx",
        "roster-dates.xlsx",
    ] {
        let mut ledger = district();
        let (proposal, written) = import(&format!("district/{file}"), &mut ledger, TODAY);
        assert_eq!(proposal.problems().count(), 0, "{file}");
        assert_eq!((written.added, written.offices), (173, 15), "{file}");
        let person = ledger.people().find(|person| person.name == "卢静").unwrap();
        assert_eq!(person.birth, PartialDate::parse("1980-10"), "{file}");
        assert_eq!(person.main_post(), Some("P01"), "{file}");
        assert_eq!(ledger.office_name(person.office), "示范区市场监督管理局长安市场监督管理所");
    }
}

#[test]
fn a_roster_imported_twice_changes_nothing() {
    let mut ledger = district();
    import("district/roster-utf8.csv", &mut ledger, TODAY);
    let before = ledger.clone();
    let (proposal, written) = import("district/roster-gbk.csv", &mut ledger, TODAY);
    assert!(proposal.rows.iter().all(|row| matches!(row.outcome, Outcome::Unchanged(_))));
    assert_eq!((written.added, written.changed, written.offices), (0, 0, 0));
    assert_eq!(ledger, before);
}

#[test]
fn those_who_are_not_in_the_file_are_named_and_not_touched() {
    let mut ledger = district();
    import("district/roster-utf8.csv", &mut ledger, TODAY);
    let text = "姓名,出生年月,所在单位,岗位\n卢静,1980.10,长安所,内勤\n";
    let proposal = propose_file(text.as_bytes(), "a.csv", &ledger, TODAY).unwrap();
    assert_eq!(proposal.counts().changed, 1);
    assert_eq!(proposal.missing.len(), 11);
}

#[test]
fn somebody_of_whom_only_sex_and_birth_are_given_is_listed_without_a_name() {
    let text =
        "姓名,性别,出生年月,所在单位\n张三,男,1980.01,甲所\n,女,1985.01,\n李四,女,1990.02,乙所\n";
    let proposal = propose_file(text.as_bytes(), "a.csv", &district(), TODAY).unwrap();
    let rows: Vec<_> = proposal.rows.iter().map(|row| row.row).collect();
    assert_eq!(rows, [1, 2, 3]);
    let nameless = proposal.problems().filter(|one| one.kind == ProblemKind::MissingName);
    assert_eq!(nameless.count(), 1);
}

#[test]
fn a_roster_that_was_exported_reads_back_as_it_was() {
    let mut ledger = district();
    import("district/roster-utf8.csv", &mut ledger, TODAY);
    let everybody: Vec<_> = ledger.people().map(|person| person.id).collect();
    let before = ledger.clone();
    let since = PartialDate::month(2026, 3);
    ledger.edit_person(everybody[0], |person| person.promoted = since).unwrap();
    let table = roster::export::table(
        &ledger,
        &everybody,
        &Field::ALL,
        "名册".into(),
        &|field| (ZH.roster.field)(field).to_owned(),
        &|field, person| exported(field, person, &ledger, &ZH),
    );
    for (name, bytes) in [("a.csv", table.to_csv()), ("a.xlsx", table.to_xlsx())] {
        let proposal = propose_file(&bytes, name, &ledger, TODAY).unwrap();
        assert_eq!(proposal.rows.len(), 173, "{name}");
        assert_eq!(proposal.problems().count(), 0, "{name}");
        for row in &proposal.rows {
            assert!(matches!(row.outcome, Outcome::Unchanged(_)), "{name}: {:?}", row.outcome);
        }
        // What the ledger did not know yet is read as well.
        let proposal = propose_file(&bytes, name, &before, TODAY).unwrap();
        let same = |row: &&ProposedRow| matches!(row.outcome, Outcome::Unchanged(_));
        assert_eq!(proposal.rows.iter().filter(same).count(), 172, "{name}");
    }
}

#[derive(serde::Deserialize)]
struct Truth {
    people: usize,
    faults: Vec<Fault>,
}

#[derive(serde::Deserialize)]
struct Fault {
    row: usize,
    column: String,
    kind: String,
    level: String,
}

#[test]
fn the_faulty_rosters_report_the_faults_of_the_truth_and_no_others() {
    let path = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/tests/fixtures/rosters/district/roster-faulty.truth.json"
    );
    let truth: Truth = serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
    let expected: BTreeSet<_> = truth
        .faults
        .into_iter()
        .filter(|fault| fault.level != "none")
        .map(|fault| (fault.row, fault.column, fault.kind, fault.level))
        .collect();
    let word = |value: serde_json::Value| value.as_str().unwrap().to_owned();
    for file in ["roster-faulty.xlsx", "roster-faulty-resaved.xlsx"] {
        let mut ledger = district();
        let (proposal, written) = import(&format!("district/{file}"), &mut ledger, TODAY);
        let found: BTreeSet<_> = proposal
            .problems()
            .filter(|problem| {
                // The ID number is not the date of record: a contradiction comes on top.
                !matches!(problem.kind, ProblemKind::IdBirthMismatch | ProblemKind::IdSexMismatch)
            })
            .map(|problem| {
                (
                    problem.row,
                    problem.column.clone(),
                    word(serde_json::to_value(problem.kind).unwrap()),
                    word(serde_json::to_value(problem.level).unwrap()),
                )
            })
            .collect();
        assert_eq!(found, expected, "{file}");
        assert_eq!(proposal.rows.len(), truth.people, "{file}");
        // Twelve rows wait for mending, two say what others say.
        assert_eq!((written.added, proposal.counts().held), (161, 12), "{file}");
        assert_eq!((proposal.counts().duplicate, proposal.counts().warned), (2, 10), "{file}");
        let named = |name| ledger.people().find(|person| person.name == name).cloned();
        assert!(named("吴国桂").is_some() && named("吴　国桂").is_none());
        assert_eq!(named("诸葛燕丽").unwrap().birth, PartialDate::parse("1982-06"));
    }
}

#[test]
fn what_is_called_a_workbook_and_is_no_table_is_said_to_be_none() {
    let ledger = district();
    let error = |bytes: &[u8], name| propose_file(bytes, name, &ledger, TODAY).unwrap_err();
    assert_eq!(error("不是表格".as_bytes(), "名册.xlsx"), ImportError::NotATable);
    assert_eq!(error(b"\x01\x02\x03\x00\xFE\xFF\x00\x01\x02", "名册.XLS"), ImportError::NotATable);
    // A text says nothing of a workbook, and a table in text may bear the name of one.
    assert_eq!(error("不是表格".as_bytes(), "名册.csv"), ImportError::NoHeader);
    let table = "姓名,单位\n卢静,长安所\n".as_bytes();
    assert_eq!(propose_file(table, "名册.xlsx", &ledger, TODAY).unwrap().rows.len(), 1);
}
