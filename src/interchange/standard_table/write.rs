//! A standard as a workbook: the table, and the sheet 总则.

use super::clause::{Around, rule};
use super::columns::{Field, heading};
use super::scoring::{clauses, read};
use super::words::{method, words};
use super::{GENERAL, NOT_APPLICABLE, general};
use crate::interchange::export_table::ExportTable;
use crate::model::rule::{Rule, RuleKind};
use crate::model::score::points;
use crate::model::standard::{Area, Item, Standard};

const COLUMNS: [Field; 11] = [
    Field::Number,
    Field::Area,
    Field::SubArea,
    Field::Item,
    Field::Content,
    Field::Methods,
    Field::Mark,
    Field::Scoring,
    Field::Evidence,
    Field::NotApplicable,
    Field::Source,
];

/// The two sheets of a standard.
pub fn tables(standard: &Standard) -> Vec<ExportTable> {
    let around = Around::of(standard);
    let mut rows = Vec::new();
    for area in &standard.areas {
        lines(area, &mut Vec::new(), &around, &mut rows);
    }
    let general_headings = ["项", "名称", "内容"].map(str::to_owned).to_vec();
    vec![
        ExportTable {
            name: "考核标准".to_owned(),
            headings: COLUMNS.map(|field| heading(field).to_owned()).to_vec(),
            rows,
        },
        ExportTable {
            name: GENERAL.to_owned(),
            headings: general_headings,
            rows: general::rows(standard),
        },
    ]
}

/// The lines of an area: its items, then those of its sub-areas.
fn lines<'a>(
    area: &'a Area,
    path: &mut Vec<&'a str>,
    around: &Around,
    rows: &mut Vec<Vec<String>>,
) {
    path.push(&area.title);
    for item in &area.items {
        // A table has two columns for areas; what lies deeper is named in the second.
        let (top, below) = path.split_first().unwrap_or((&"", &[]));
        let around = around.with_full(item.full_mark);
        let row = COLUMNS.map(|field| match field {
            Field::Number => item.id.clone(),
            Field::Area => (*top).to_owned(),
            Field::SubArea => below.join(" · "),
            Field::Item => item.title.clone(),
            Field::Content => item.content.clone(),
            Field::Methods => item.methods.iter().map(method).collect::<Vec<_>>().join("、"),
            Field::Mark => item.full_mark.map(points).unwrap_or_default(),
            Field::Scoring => scoring(item, &around),
            Field::Evidence => item.evidence.join("；"),
            Field::NotApplicable => {
                let known = NOT_APPLICABLE.iter().find(|(rule, _)| *rule == item.not_applicable);
                known.map(|(_, word)| (*word).to_owned()).unwrap_or_default()
            }
            Field::Source => item.source.clone(),
        });
        rows.push(row.to_vec());
    }
    for below in &area.areas {
        lines(below, path, around, rows);
    }
    path.pop();
}

/// The 赋分标准 as printed where it reads as the rules it stands for, else each rule in words.
fn scoring(item: &Item, around: &Around) -> String {
    let mut clauses = read(&item.scoring, around).into_iter();
    let said = clauses.try_fold(Vec::new(), |mut said, clause| {
        said.extend(clause.rules?.into_iter().map(|(_, kind)| Some(kind)));
        Some(said)
    });
    let meant: Vec<_> = item.rules.iter().map(|rule| rule.kind.known().cloned()).collect();
    if item.parts.is_empty() && (meant.is_empty() || said.as_ref() == Some(&meant)) {
        return item.scoring.clone();
    }
    let parts = item.parts.iter().map(|part| {
        let around = around.with_full(Some(part.full_mark));
        format!("〔{}分〕{}", points(part.full_mark), clause(&part.rule, &around))
    });
    let rules = item.rules.iter().map(|rule| clause(rule, around));
    parts.chain(rules).collect::<Vec<_>>().join("\n")
}

/// A rule as it is printed where that reads as the rule, else in our words.
fn clause(rule_of: &Rule, around: &Around) -> String {
    let kind: Option<&RuleKind> = rule_of.kind.known();
    let printed = clauses(&rule_of.text);
    let reads = printed.len() == 1
        && printed.first().and_then(|text| rule(text, around)).as_ref() == kind
        && kind.is_some();
    let said = kind.and_then(|kind| words(kind, around));
    match said {
        _ if reads => rule_of.text.trim_end_matches('。').to_owned(),
        Some(said) => said,
        None => rule_of.text.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::super::read::{StandardTable, TableFault, read};
    use super::*;
    use crate::interchange::encoding::tests::Library;
    use crate::interchange::export_table::to_xlsx;
    use crate::interchange::file::read_workbook;

    fn again(standard: &Standard) -> StandardTable {
        let bytes = to_xlsx(&tables(standard));
        read(&read_workbook(&bytes, "标准.xlsx", &Library).unwrap(), "标准.xlsx").unwrap()
    }

    /// What a table does not hold: ids of levels, texts of rules, the id of the standard.
    fn bare(mut standard: Standard) -> Standard {
        fn areas(list: &mut [Area]) {
            for area in list {
                for item in &mut area.items {
                    item.scoring.clear();
                    let parts = item.parts.iter_mut().map(|part| &mut part.rule);
                    for (place, rule) in parts.chain(&mut item.rules).enumerate() {
                        rule.id = place.to_string();
                        rule.text.clear();
                        // The whole of a rate is written in hundredths.
                        if let crate::model::open::Open::Known(RuleKind::Step { target, .. }, _) =
                            &mut rule.kind
                            && target.part == target.whole
                        {
                            *target = crate::model::rule::Amount::one();
                        }
                        if let crate::model::open::Open::Known(RuleKind::Levels { levels }, _) =
                            &mut rule.kind
                        {
                            levels.iter_mut().for_each(|level| level.id.clear());
                        }
                    }
                }
                areas(&mut area.areas);
            }
        }
        areas(&mut standard.areas);
        standard.head.id.clear();
        standard.head.example = false;
        standard.extra.clear();
        standard
    }

    #[test]
    fn the_standards_of_the_program_come_back_as_they_went_out() {
        for standard in Standard::built_in() {
            let StandardTable { standard: back, faults } = again(&standard);
            assert_eq!(faults, Vec::<TableFault>::new());
            let (back, standard) = (bare(back), bare(standard));
            for (back, one) in back.items().iter().zip(standard.items()) {
                assert_eq!(back, &one);
            }
            for (back, one) in back.all_areas().iter().zip(standard.all_areas()) {
                assert_eq!(
                    (&back.id, &back.title, &back.content),
                    (&one.id, &one.title, &one.content)
                );
                assert_eq!((back.cap, back.bonus_cap), (one.cap, one.bonus_cap));
                assert_eq!(back.deductions.len(), one.deductions.len(), "{}", one.id);
            }
            assert_eq!(back.ratings, standard.ratings);
            assert_eq!((back.head, back.full_mark), (standard.head, standard.full_mark));
        }
    }
}
