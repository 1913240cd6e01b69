//! The laws of the table: there and back nothing changes, and a cell that was changed changes just
//! what it says.

use proptest::prelude::*;

use super::*;
use crate::assessment::laws::form as answered;
use crate::assessment::scoring::score_column;
use crate::i18n::locale::Locale;
use crate::interchange::encoding::tests::Library;
use crate::interchange::export_table::to_xlsx;
use crate::interchange::file::read_workbook;
use crate::interchange::table::Workbook;
use crate::model::assessment::{Answers, Evidence, HandMark, RuleAnswer, Sheet, Subject};
use crate::model::date::PartialDate;
use crate::model::id::{AssessmentId, IdSource, OfficeId};
use crate::model::open::Open;
use crate::model::score::Hundredths;

fn texts() -> [&'static Messages; 2] {
    [Locale::Zh.messages(), Locale::En.messages()]
}

fn form_of(standard: &Standard, answers: Answers) -> Assessment {
    let mut ids = IdSource::new([1; 16]);
    let id = AssessmentId::new(&mut ids);
    let subject = Subject::Office { id: OfficeId::new(&mut ids) };
    let mut form = Assessment::new(id, "自评表".into(), subject, 2026, standard);
    form.columns.insert(Column::Own, Sheet { answers, ..Sheet::default() });
    form
}

fn table_of(form: &Assessment, standard: &Standard, texts: &Messages) -> ExportTable {
    table(form, standard, &score_column(standard, form, Column::Own).unwrap(), texts)
}

fn book(table: ExportTable) -> Workbook {
    read_workbook(&to_xlsx(&[table]), "x.xlsx", &Library).unwrap()
}

fn back(table: ExportTable, form: &Assessment, standard: &Standard) -> FilledTable {
    read(&book(table), form, standard, &texts()).unwrap()
}

/// Fills what the generated answers leave out.
fn embellish(form: &mut Assessment, standard: &Standard, text: &str) {
    for (at, item) in standard.items().into_iter().enumerate() {
        form.edit_item(Column::Own, &item.id, |answer| {
            answer.checked = at % 2 == 0;
            answer.note = text.to_owned();
            for twice in 0..2 {
                answer.evidence.push(Evidence {
                    title: text.to_owned(),
                    number: text.repeat(at % 2),
                    date: (at % 3 == twice).then(|| "2026-03-05".parse().unwrap()),
                    place: text.repeat(at % 3),
                    ..Evidence::default()
                });
            }
            if at % 3 == 1 && !text.trim().is_empty() {
                let full = item.full().unwrap_or_default();
                let mark = Hundredths(full.0 / 2);
                answer.hand_mark = Some(HandMark { mark, reason: text.to_owned() });
            }
            for rule in answer.rules.values_mut() {
                if let Open::Known(RuleAnswer::Deduct { lines } | RuleAnswer::Bonus { lines }, _) =
                    rule
                {
                    for line in lines {
                        line.reason = text.to_owned();
                        line.date = PartialDate::month(2026, 3);
                    }
                }
            }
        });
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn what_went_out_changes_nothing_when_it_comes_back(
        (standard, answers) in answered(),
        text in "[=+@' a1一\\n\"<&，（；：）]{0,6}",
        language in 0_usize..2,
    ) {
        let mut form = form_of(&standard, answers);
        embellish(&mut form, &standard, &text);
        let back = back(table_of(&form, &standard, texts()[language]), &form, &standard);
        prop_assert_eq!(&back.unread, &[]);
        prop_assert_eq!(&back.changes, &[]);
        prop_assert_eq!(back.form, form);
    }

    #[test]
    fn a_form_comes_whole_into_an_empty_one((standard, answers) in answered()) {
        let mut form = form_of(&standard, answers);
        embellish(&mut form, &standard, "因故");
        let empty = form_of(&standard, Answers::default());
        let back = back(table_of(&form, &standard, texts()[0]), &empty, &standard);
        prop_assert_eq!(&back.unread, &[]);
        // A blank answer is none.
        let bare = |mut form: Assessment| {
            for answer in form.columns.values_mut().flat_map(|one| one.answers.items.values_mut()) {
                answer.rules.retain(|_, rule| rule.known().is_some_and(|rule| !rule.is_blank()));
            }
            form
        };
        prop_assert_eq!(bare(back.form), bare(form));
    }
}

/// The built-in standard with an empty form, its table, and the row of a rule in it.
fn sample() -> (Standard, Assessment, ExportTable) {
    let standard = Standard::built_in().remove(0);
    let form = form_of(&standard, Answers::default());
    let table = table_of(&form, &standard, texts()[0]);
    (standard, form, table)
}

fn set(table: &mut ExportTable, id: &str, clause: &str, field: Field, text: &str) {
    let at = |field| Field::ALL.iter().position(|one| *one == field).unwrap();
    let is_it =
        |row: &Vec<String>| row[at(Field::Number)] == id && row[at(Field::Clause)] == clause;
    let row = table.rows.iter_mut().find(|row| is_it(row)).unwrap();
    row[at(field)] = text.to_owned();
}

#[test]
fn a_changed_cell_changes_what_it_says_and_nothing_else() {
    let (standard, form, mut table) = sample();
    set(&mut table, "A1.2", "1", Field::Found, "２");
    set(&mut table, "A1.2", "1", Field::Reason, " 缺任务书 ");
    set(&mut table, "A1.2", "1", Field::Date, "2026年3月5日");
    let back = back(table, &form, &standard);
    assert_eq!(back.unread, []);
    assert_eq!(back.changes.len(), 3);
    let mut expected = form;
    expected.edit_item(Column::Own, "A1.2", |answer| {
        let rule = &standard.item("A1.2").unwrap().rules[0];
        answer.edit_line(rule, 0, |line| {
            line.times = Some(2);
            line.reason = "缺任务书".into();
            line.date = PartialDate::day(2026, 3, 5);
        });
    });
    assert_eq!(back.form, expected);
}

#[test]
fn rows_that_were_sorted_or_taken_out_are_read_all_the_same() {
    let (standard, form, mut table) = sample();
    set(&mut table, "A1.2", "1", Field::Note, "说明");
    set(&mut table, "A1.2", "1", Field::Found, "1");
    table.rows.reverse();
    table.rows.retain(|row| row[0] == "A1.2");
    let back = back(table, &form, &standard);
    assert_eq!((back.changes.len(), back.unread.len()), (2, 0));
    let answer = back.form.item(Column::Own, "A1.2").unwrap();
    assert_eq!(answer.note, "说明");
}

#[test]
fn a_line_more_is_a_row_more_and_a_row_less_is_a_line_less() {
    let (standard, form, mut table) = sample();
    set(&mut table, "A1.2", "1", Field::Found, "1");
    let more = table.rows.iter().find(|row| row[0] == "A1.2").unwrap().clone();
    table.rows.push(more);
    let two = back(table, &form, &standard).form;
    let lines = |form: &Assessment| {
        form.item(Column::Own, "A1.2").unwrap().rule("1").unwrap().lines().len()
    };
    assert_eq!(lines(&two), 2);
    let mut table = table_of(&two, &standard, texts()[0]);
    let last = table.rows.iter().rposition(|row| row[0] == "A1.2" && row[6] == "1").unwrap();
    table.rows.remove(last);
    assert_eq!(lines(&back(table, &two, &standard).form), 1);
}

#[test]
fn what_cannot_be_taken_is_told_with_its_row_and_changes_nothing() {
    let (standard, form, mut table) = sample();
    set(&mut table, "A1.2", "1", Field::Found, "两次");
    set(&mut table, "A1.1", "1", Field::Found, "差不多");
    set(&mut table, "A1.1", "1", Field::HandMark, "99");
    set(&mut table, "A1.1", "1", Field::HandReason, "会议定");
    set(&mut table, "E2", "1", Field::Mark, "5");
    table.rows[0][0] = "A9".into();
    table.rows.push(vec!["合计".into()]);
    let of_first = table.rows[0][2].clone();
    let back = back(table, &form, &standard);
    let whys: Vec<_> = back.unread.iter().map(|one| (one.row, one.at.clone())).collect();
    assert!(whys.contains(&(2, format!("A9 {of_first}"))), "{whys:?}");
    let has = |wanted: fn(&Why) -> bool| back.unread.iter().any(|one| wanted(&one.why));
    assert!(has(|why| *why == Why::NoSuchItem));
    assert!(has(|why| *why == Why::Cell(CellFault::Whole)));
    assert_eq!(back.form, form);
}

#[test]
fn a_mark_is_taken_where_the_item_is_marked_outright_and_only_there() {
    let standard: Standard = serde_json::from_value(serde_json::json!({
        "id": "s", "version": "1", "title": "", "issuer": "", "basis": "",
        "areas": [{ "id": "A", "title": "领域", "items": [
            { "id": "1", "title": "甲", "fullMark": 500 },
            { "id": "2", "title": "乙", "fullMark": 500,
              "rules": [{ "id": "1", "kind": "deduct", "points": 50 }] },
        ] }],
    }))
    .unwrap();
    let form = form_of(&standard, Answers::default());
    let mut table = table_of(&form, &standard, texts()[0]);
    set(&mut table, "1", "1", Field::Mark, "4.5");
    set(&mut table, "2", "1", Field::Mark, "4.5");
    let filled = back(table, &form, &standard);
    assert_eq!(filled.unread.len(), 1);
    assert_eq!((filled.unread[0].row, &filled.unread[0].why), (3, &Why::Computed));
    let scored = score_column(&standard, &filled.form, Column::Own).unwrap();
    assert_eq!(scored.item("1").unwrap().mark, Some(Hundredths(450)));
    // The mark that the rules come to is no contradiction.
    let mut table = table_of(&form, &standard, texts()[0]);
    set(&mut table, "2", "1", Field::Mark, "4.50");
    set(&mut table, "2", "1", Field::Found, "1");
    assert_eq!(back(table, &form, &standard).unread, []);
}

/// A standard of one item of each kind that is needed, and an empty form of it.
fn kinds() -> (Standard, Assessment) {
    let standard: Standard = serde_json::from_value(serde_json::json!({
        "id": "s", "version": "1", "title": "", "issuer": "", "basis": "",
        "areas": [{ "id": "A", "title": "领域", "items": [
            { "id": "1", "title": "甲", "fullMark": 500 },
            { "id": "2", "title": "乙", "fullMark": 500,
              "rules": [{ "id": "1", "kind": "deduct", "points": 50 }] },
            { "id": "3", "title": "丙", "fullMark": 500,
              "rules": [{ "id": "1", "kind": "deduct_range", "from": 100, "to": 300 }] },
            { "id": "4", "title": "丁", "fullMark": 500, "rules": [
                { "id": "1", "kind": "threshold", "compare": "atLeast", "limit": { "part": 90, "whole": 100 } },
            ] },
        ], "deductions": [{ "id": "1", "kind": "deduct", "points": 50 }] }],
    }))
    .unwrap();
    let form = form_of(&standard, Answers::default());
    (standard, form)
}

/// Where something cannot be taken: row, column and why.
fn told(filled: &FilledTable) -> Vec<(usize, Field, Why)> {
    let one = |one: &Unread| (one.row, one.cell.as_ref().unwrap().0, one.why.clone());
    filled.unread.iter().map(one).collect()
}

#[test]
fn a_table_that_comes_a_second_time_brings_no_marks_that_have_grown_old() {
    let (standard, form) = kinds();
    let mut table = table_of(&form, &standard, texts()[0]);
    set(&mut table, "1", "1", Field::Found, "4");
    set(&mut table, "2", "1", Field::Found, "2");
    let once = back(table.clone(), &form, &standard);
    assert_eq!((once.changes.len(), told(&once)), (2, vec![]));
    let mut table = table_of(&once.form, &standard, texts()[0]);
    set(&mut table, "1", "1", Field::Found, "3");
    set(&mut table, "2", "1", Field::Found, "3");
    let twice = back(table.clone(), &once.form, &standard);
    let again = back(table.clone(), &twice.form, &standard);
    assert_eq!((again.changes, again.unread), (vec![], vec![]));
    // What is typed over a mark is told all the same.
    set(&mut table, "2", "1", Field::Mark, "5");
    let typed = back(table, &twice.form, &standard);
    assert_eq!(told(&typed), [(3, Field::Mark, Why::Computed)]);
}

#[test]
fn what_is_held_back_and_what_has_no_place_is_told_cell_by_cell() {
    let (standard, form) = kinds();
    let mut table = table_of(&form, &standard, texts()[0]);
    set(&mut table, "2", "1", Field::Found, "1");
    let mut more = table.rows[1].clone();
    set(&mut table, "2", "1", Field::Reason, "好的一行");
    more[12] = "二月三十日".into();
    table.rows.insert(2, more);
    set(&mut table, "4", "1", Field::Date, "二月三十日");
    set(&mut table, "4", "1", Field::Reason, "抽样原因");
    table.rows[5][17] = "领域的说明".into();
    let filled = back(table, &form, &standard);
    let no_place = Why::Cell(CellFault::NoPlace);
    let expected = [
        (3, Field::Found, Why::HeldBack),
        (3, Field::Reason, Why::HeldBack),
        (4, Field::Found, Why::HeldBack),
        (4, Field::Date, Why::Cell(CellFault::Date)),
        (6, Field::Reason, no_place.clone()),
        (6, Field::Date, no_place.clone()),
        (7, Field::Note, no_place),
    ];
    assert_eq!(told(&filled), expected);
    assert_eq!((filled.changes, filled.form), (vec![], form));
}

#[test]
fn a_number_out_of_bounds_is_told_at_its_cell_without_another_number_before_it() {
    let (standard, form) = kinds();
    let mut table = table_of(&form, &standard, texts()[0]);
    set(&mut table, "3", "1", Field::Found, "2");
    let mut more = table.rows[2].clone();
    more[9] = "5".into();
    table.rows.insert(3, more);
    let filled = back(table, &form, &standard);
    let words: Vec<_> = filled.unread.iter().map(texts()[0].form_table.why).collect();
    assert_eq!(words[0], "第 4 行　3 丙　填报“2”：同一处还有不能导入的，等那里改好一起导入");
    assert_eq!(words[1], "第 5 行　3 丙　填报“5”：应在 1 至 3 分之间。");
    let error = match &filled.unread[1].why {
        Why::Unfit(error) => error.clone(),
        why => panic!("{why:?}"),
    };
    assert_eq!((texts()[0].assessment.fault)(&error), "项目 3：应在 1 至 3 分之间。");
}

#[test]
fn changes_of_several_lines_say_which() {
    let (standard, form) = kinds();
    let mut table = table_of(&form, &standard, texts()[0]);
    set(&mut table, "2", "1", Field::Found, "1");
    let more = table.rows[1].clone();
    table.rows.push(more);
    set(&mut table, "4", "1", Field::Found, "1");
    let lines: Vec<_> = back(table, &form, &standard)
        .changes
        .into_iter()
        .map(|one| (one.at, one.clause, one.line))
        .collect();
    let expected = [("2", Some(1)), ("2", Some(2)), ("4", None)];
    assert_eq!(lines, expected.map(|(at, line)| (at.to_owned(), Some(1), line)));
}

#[test]
fn evidence_is_read_back_line_by_line_or_told_with_its_row() {
    let (standard, mut form) = kinds();
    form.edit_item(Column::Own, "2", |answer| {
        for (title, file) in [("会议记录", "a.pdf"), ("签到表", "")] {
            let (title, file) = (title.to_owned(), file.to_owned());
            answer.evidence.push(Evidence { title, file, ..Evidence::default() });
        }
    });
    let table = table_of(&form, &standard, texts()[0]);
    let filled = |id: &str, text: &str| {
        let mut table = table.clone();
        set(&mut table, id, "1", Field::Evidence, text);
        back(table, &form, &standard)
    };
    assert_eq!(filled("2", "签到表\r\n会议记录").changes, []);
    let one = filled("2", "会议记录（文号：3号；日期：2026年3月5日）\n签到表\n照片");
    assert_eq!((one.changes.len(), told(&one)), (2, vec![]));
    assert_eq!((one.changes[1].before.as_str(), one.changes[1].after.as_str()), ("", "照片"));
    let pieces = &one.form.item(Column::Own, "2").unwrap().evidence;
    let first = &pieces[0];
    assert_eq!((pieces.len(), first.number.as_str(), first.file.as_str()), (3, "3号", "a.pdf"));
    assert_eq!(first.date, "2026-03-05".parse().ok());
    // A piece that is taken away is told.
    let one = filled("2", "签到表");
    assert_eq!((one.changes.len(), one.changes[0].before.as_str()), (1, "会议记录"));
    // What cannot be read is listed, and what stands with it waits.
    let one = filled("2", "会议记录（日期：三月）\n签到表\n照片");
    let evidence = Field::Evidence;
    let expected = [(3, evidence, Why::Cell(CellFault::Day)), (3, evidence, Why::HeldBack)];
    assert_eq!((told(&one), &one.form), (expected.to_vec(), &form));
    let words = (texts()[0].form_table.why)(&one.unread[0]);
    assert_eq!(
        words,
        "第 3 行　2 乙　佐证材料（一行一份）“会议记录（日期：三月）”：佐证的日期要写到日，如 2026-03-05"
    );
    // A further row may bring a piece, and a copied one brings none.
    let mut more = table.clone();
    let mut row = more.rows[1].clone();
    more.rows.insert(2, row.clone());
    row[19] = "照片".into();
    more.rows.insert(3, row);
    let one = back(more, &form, &standard);
    assert_eq!((one.changes.len(), told(&one)), (1, vec![]));
    assert_eq!(one.form.item(Column::Own, "2").unwrap().evidence.len(), 3);
}

#[test]
fn another_table_is_none_of_a_form() {
    let (standard, form, _) = sample();
    let other = ExportTable {
        name: String::new(),
        headings: vec!["姓名".into(), "单位".into()],
        rows: vec![vec!["王五".into(), String::new()]],
        ..ExportTable::default()
    };
    assert_eq!(read(&book(other), &form, &standard, &texts()), None);
}
