//! A standard as a workbook: the table, and the sheet 总则.

use super::clause::Around;
use super::columns::{Field, heading};
use super::scoring::read;
use super::typed::read_text;
use super::words::{method, words};
use super::{GENERAL, NOT_APPLICABLE, general};
use crate::interchange::export_table::{ExportTable, Look};
use crate::model::rule::Rule;
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
            looks: COLUMNS.map(look).to_vec(),
        },
        ExportTable {
            name: GENERAL.to_owned(),
            headings: general_headings,
            rows: general::rows(standard),
            ..ExportTable::default()
        },
    ]
}

fn look(field: Field) -> Look {
    if field == Field::Mark { Look::Number } else { Look::Text }
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

/// The 赋分标准 as printed where it reads as the rules it stands for, else rule by rule, as printed or in
/// our words.
fn scoring(item: &Item, around: &Around) -> String {
    let parts = item.parts.iter().map(|part| (Some(part.full_mark), &part.rule));
    let rules = item.rules.iter().map(|rule| (None, rule));
    let rules: Vec<_> = parts.chain(rules).collect();
    let reads = |text: &String| {
        let clauses =
            read(text, around).into_iter().map(|clause| Some((clause.part, clause.rules?)));
        let said = clauses.collect::<Option<Vec<_>>>().unwrap_or_default().into_iter();
        let said = said.flat_map(|(part, rules)| rules.into_iter().map(move |one| (part, one.1)));
        let meant = rules.iter().map(|(part, rule)| (*part, rule.kind.known()));
        said.map(|(part, kind)| (part, Some(kind)))
            .eq(meant.map(|(part, kind)| (part, kind.cloned())))
    };
    let by_rule = |said: fn(&Rule, &Around) -> String| {
        let said = rules.iter().map(|(part, rule)| match part {
            Some(full) => {
                let clause = said(rule, &around.with_full(Some(*full)));
                format!("〔{}分〕{clause}", points(*full))
            }
            None => said(rule, around),
        });
        said.collect::<Vec<_>>().join("\n")
    };
    if rules.is_empty() || reads(&item.scoring) {
        return item.scoring.clone();
    }
    Some(by_rule(clause)).filter(reads).unwrap_or_else(|| by_rule(in_words))
}

/// A rule as it is printed where that reads as the rule, else in our words.
pub(super) fn clause(rule: &Rule, around: &Around) -> String {
    let is_read = read_text(rule, around).is_some_and(|kind| rule.kind.known() == Some(&kind));
    if is_read { rule.text.trim_end_matches('。').to_owned() } else { in_words(rule, around) }
}

fn in_words(rule: &Rule, around: &Around) -> String {
    let said = rule.kind.known().and_then(|kind| words(kind, around));
    said.unwrap_or_else(|| rule.text.clone())
}

#[cfg(test)]
mod tests {
    use super::super::read::{StandardTable, TableFault, read};
    use super::super::scoring::read as read_clauses;
    use super::*;
    use crate::interchange::encoding::tests::Library;
    use crate::interchange::export_table::to_xlsx;
    use crate::interchange::file::read_workbook;
    use crate::model::rule::RuleKind;

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

    /// One of a pair whose other one is not printed goes in our words.
    #[test]
    fn a_clause_that_is_nothing_alone_comes_back_as_its_rule() {
        let points = crate::model::score::Hundredths(50);
        let kind = RuleKind::Deduct { points, cap: Some(points) };
        let text = "首次发现扣0.5分".to_owned();
        let rule = Rule { id: "1".into(), text, kind: kind.clone().into() };
        let item = Item { scoring: "看情况扣分".into(), rules: vec![rule], ..Item::default() };
        let written = scoring(&item, &Around::default());
        let read: Vec<_> = read_clauses(&written, &Around::default())
            .into_iter()
            .flat_map(|clause| clause.rules.unwrap_or_default())
            .map(|(_, kind)| kind)
            .collect();
        assert_eq!(read, [kind], "{written}");
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

    /// It has another id, and nothing else that anybody sees.
    #[test]
    fn the_table_of_the_template_is_its_twin() {
        let known = Standard::shipped();
        let (sha256, template) = &known[1];
        let back = again(template).standard;
        assert_ne!(back.sha256(), *sha256);
        let found = crate::assessment::compare::twin(&back, known);
        assert_eq!(found.map(|(found, _)| found), Some(sha256));
    }
}
