//! Tables as bureaus have them, read as standards.

use super::*;
use crate::interchange::file::read_pasted;
use crate::model::rule::{RuleKind, VetoEffect};

fn of(text: &str) -> Option<StandardTable> {
    read(&read_pasted(text.to_owned(), "标准.csv").unwrap(), "标准.csv")
}

/// Areas with their items, as one line each.
fn outline(standard: &Standard) -> Vec<String> {
    let area = |area: &&Area| {
        let items: Vec<_> = area
            .items
            .iter()
            .map(|item| {
                let mark = item.full_mark.map_or("—".to_owned(), |mark| mark.to_string());
                format!("{} {} {mark} ×{}", item.id, item.title, item.rules.len())
            })
            .collect();
        format!("{} {}: {}", area.id, area.title, items.join(", "))
    };
    standard.all_areas().iter().map(area).collect()
}

#[test]
fn items_that_lie_beside_a_merged_heading_are_its_items() {
    let table = of("某某局2026年度市场监督管理所考核标准\t\t\t\t\n\
        序号\t项目\t考核内容与要求\t分值\t扣分标准\n\
        1\t党建引领（5分）\t落实三会一课，记录完整。\t3\t每缺1次扣0.5分\n\
        2\t\t开展主题党日\t2\t未开展的不得分\n\
        3\t业务工作（6分）\t年报率达到95%\t4\t年报率不足95%的，每低1个百分点扣0.1分\n\
        4\t\t服务群众\t1.5\t由考核组研究决定\n\
        合计\t\t\t10\t")
    .unwrap();
    assert_eq!(table.standard.head.title, "某某局2026年度市场监督管理所考核标准");
    assert_eq!(
        outline(&table.standard),
        [
            "1 党建引领: 1 落实三会一课 3.00 ×1, 2 开展主题党日 2.00 ×1",
            "2 业务工作: 3 年报率达到95% 4.00 ×1, 4 服务群众 1.50 ×0",
        ]
    );
    let (declared, sum) = (Hundredths(600), Hundredths(550));
    assert_eq!(
        table.faults,
        [
            TableFault::Clause {
                row: 6, item: "服务群众".into(), text: "由考核组研究决定".into()
            },
            TableFault::AreaSum { area: "业务工作".into(), declared, sum },
            TableFault::Sum { declared: Hundredths(1000), sum: Hundredths(1050) },
        ]
    );
}

#[test]
fn areas_hold_named_items_and_headings_over_several() {
    let table = of("考核类别\t考核项目\t内容\t分值\t考核方法\t打分标准\n\
        队伍建设\t教育培训\t全员参训\t2\t查阅资料、抽查\t覆盖率100%得满分，按比例得分\n\
        \t日常管理\t考勤\t1分\t现场检查\t发现一次扣0.2分\n\
        \t\t着装\t一分\t现场检查\t发现一次扣0.2分\n\
        加分\t创新\t获市级表彰\t\t\t每次加0.5分，最多加1分")
    .unwrap();
    assert_eq!(
        outline(&table.standard),
        [
            "1 队伍建设: 1-1 教育培训 2.00 ×1",
            "1.1 日常管理: 1.1-1 考勤 1.00 ×1, 1.1-2 着装 1.00 ×1",
            "2 加分: 2-1 创新 — ×1",
        ]
    );
    assert_eq!(table.faults, []);
    let methods = &table.standard.items()[0].methods;
    assert_eq!(
        methods.iter().map(super::super::words::method).collect::<Vec<_>>(),
        ["查阅资料", "抽查"]
    );
    assert_eq!(table.standard.full_mark, Some(Hundredths(400)));
    assert_eq!(crate::assessment::check::check(&table.standard), []);
}

#[test]
fn what_is_no_standard_is_none() {
    assert_eq!(of("姓名\t学历\n王伟\t本科"), None);
    assert_eq!(of("项目\t分值\n"), None);
    let odd = of("项目\t分值\t评分标准\n甲\t若干\t不清楚").unwrap();
    let text = "若干".to_owned();
    assert!(odd.faults.contains(&TableFault::Mark { row: 2, text }));
}

#[test]
fn what_bonus_items_add_is_no_part_of_the_full_mark() {
    let table = of("序号\t考核类别\t考核项目\t考核内容\t分值\t评分标准\n\
        1\t基础工作\t台账\t台账齐全\t60\t每缺1项扣1分\n\
        2\t基础工作\t信息\t按时报送\t40\t迟报1次扣0.5分，不报1次扣1分\n\
        3\t加分项（10分）\t推广\t经验推广\t5\t国家级推广每次加3分，省级每次加2分，市级每次加1分，最高加5分\n\
        4\t加分项（10分）\t表彰\t受到表彰\t5\t每次加1分\n\
        5\t加分项（10分）\t创新\t创新做法\t0\t每次加1分，最多加2分\n\
        6\t否决项\t事故\t发生事故\t0\t发生的，评定为不合格\n\
        合计\t\t\t\t110\t")
    .unwrap();
    let standard = &table.standard;
    assert_eq!(
        outline(standard),
        [
            "1 基础工作: 1 台账 60.00 ×1, 2 信息 40.00 ×2",
            "2 加分项: 3 推广 — ×1, 4 表彰 — ×1, 5 创新 — ×1",
            "3 否决项: 6 事故 — ×1",
        ]
    );
    assert_eq!(standard.full_mark, Some(Hundredths(10_000)));
    assert_eq!(standard.ratings[0].at_least, Hundredths(9_000));
    assert_eq!(standard.areas[1].bonus_cap, Some(Hundredths(1_000)));
    let bonus = |id| standard.item(id).unwrap().rules[0].kind.known().cloned();
    let given = |points: Option<i64>, cap| {
        let points = points.map(Hundredths);
        Some(RuleKind::Bonus { points, cap: Some(Hundredths(cap)) })
    };
    let expected = [given(None, 500), given(Some(100), 500), given(Some(100), 200)];
    assert_eq!([bonus("3"), bonus("4"), bonus("5")], expected);
    let text = "国家级推广每次加3分，省级每次加2分，市级每次加1分，最高加5分".to_owned();
    assert_eq!(table.faults, [TableFault::Clause { row: 4, item: "推广".into(), text }]);
    assert_eq!(crate::assessment::check::check(standard), []);
}

#[test]
fn what_is_added_in_all_is_not_more_than_its_clause_says() {
    for (scoring, most) in [
        ("加分项：受省局表彰加2分，市局表彰加1分，最高不超过3分", 300),
        ("受省局表彰加2分；市局表彰加1分；累计不超过3分", 300),
        ("受省局表彰加2分，市局表彰加1分，本项合计封顶12分", 1_000),
        // Of one of them, and not of all.
        ("受省局表彰加2分或3分；市局表彰每次加1分，最高不超过3分", 1_000),
        ("受省局表彰每次加2分，最高不超过4分，市局表彰加1分，最高不超过3分", 1_000),
    ] {
        let table = of(&format!(
            "考核类别\t考核项目\t考核内容\t分值\t评分标准\n\
            基础工作\t台账\t台账齐全\t90\t每缺1项扣1分\n\
            加分项\t表彰\t受到表彰\t10\t{scoring}"
        ))
        .unwrap();
        let kind = table.standard.items()[1].rules[0].kind.known();
        let cap = Some(Hundredths(most));
        assert_eq!(kind, Some(&RuleKind::Bonus { points: None, cap }), "{scoring}");
        assert_eq!(table.faults.len(), 1, "{scoring}");
    }
}

#[test]
fn a_veto_stays_where_what_is_added_is_typed() {
    let table = of("考核类别\t考核项目\t考核内容\t分值\t评分标准\n\
        基础工作\t台账\t台账齐全\t95\t每缺1项扣1分\n\
        加分项\t推广\t经验推广\t5\t国家级推广每次加3分，省级每次加2分；弄虚作假的，评定为不合格")
    .unwrap();
    let item = &table.standard.items()[1];
    let kinds: Vec<_> = item.rules.iter().filter_map(|rule| rule.kind.known()).collect();
    let veto = RuleKind::Veto { effect: VetoEffect::Fail };
    assert_eq!(kinds, [&RuleKind::Bonus { points: None, cap: Some(Hundredths(500)) }, &veto]);
    assert_eq!(item.rules[1].text, "弄虚作假的，评定为不合格");
    let text = "国家级推广每次加3分，省级每次加2分".to_owned();
    assert_eq!(table.faults, [TableFault::Clause { row: 3, item: "推广".into(), text }]);
}

fn sheet(name: &str, text: &str) -> Sheet {
    let mut workbook = read_pasted(text.to_owned(), "标准.csv").unwrap();
    let mut sheet = workbook.sheets.remove(0);
    sheet.name = name.to_owned();
    sheet
}

#[test]
fn a_cap_of_an_area_leaves_less_of_the_full_mark_and_the_bands_are_shares_of_that() {
    let text = "考核类别\t考核项目\t分值\t评分标准\n甲\t台账\t60\t每缺1项扣1分\n乙\t会议\t60\t每少1次扣1分";
    let read = |general: &str| {
        let sheets = vec![sheet("标准", text), sheet("总则", general)];
        read(&Workbook { sheets }, "标准.csv").unwrap().standard
    };
    let bands = |standard: &Standard| -> Vec<i64> {
        standard.ratings.iter().map(|rating| rating.at_least.0).collect()
    };
    let standard = read("项\t名称\t内容\n领域封顶\t甲\t40");
    assert_eq!(standard.full_mark, Some(Hundredths(10_000)));
    assert_eq!(bands(&standard), [9_000, 7_500, 6_000, 0]);
    assert_eq!(bands(&read("项\t名称\t内容\n版本\t\t2")), [10_800, 9_000, 7_200, 0]);
    // Bands that stand there stay.
    let told = read("项\t名称\t内容\n领域封顶\t甲\t40\n等次\t优秀\t108\n等次\t良好\t90");
    assert_eq!(bands(&told), [10_800, 9_000]);
}

#[test]
fn a_deduction_of_an_area_that_is_not_understood_is_told_with_its_row() {
    let table = sheet("标准", "考核类别\t考核项目\t分值\t评分标准\n甲\t台账\t5\t每缺1项扣1分");
    let general = sheet(
        "总则",
        "项\t名称\t内容\n领域倒扣\t甲\t每次扣1分；由考核组研究决定；未开展的不得分\n\
        领域倒扣\t乙\t每次扣2分",
    );
    let table = read(&Workbook { sheets: vec![table, general] }, "标准.csv").unwrap();
    assert_eq!(table.standard.areas[0].deductions.len(), 1);
    let told = |row, area: &str, text: &str| TableFault::Deduction {
        row,
        area: area.to_owned(),
        text: text.to_owned(),
    };
    let expected = [
        told(2, "甲", "由考核组研究决定"),
        told(2, "甲", "未开展的不得分"),
        told(3, "乙", "每次扣2分"),
    ];
    assert_eq!(table.faults, expected);
}
