//! The sheet 总则: name and version, full mark, ratings, and what holds for areas as a whole. Each line
//! says what it is, of what, and how much.

use super::clause::Around;
use super::numbers;
use super::read::TableFault;
use super::typed::add_deductions;
use super::write::clause;
use crate::interchange::table::Sheet;
use crate::model::score::{Hundredths, points};
use crate::model::standard::{Area, Item, Rating, Standard};

/// Between the headings of an area.
const UNDER: &str = " / ";

const TITLE: &str = "标准名称";
const VERSION: &str = "版本";
const ISSUER: &str = "发布单位";
const BASIS: &str = "依据";
const FULL: &str = "满分";
const BONUS: &str = "加分上限";
const RATING: &str = "等次";
const ID: &str = "领域编号";
const CONTENT: &str = "领域说明";
const CAP: &str = "领域封顶";
const WEIGHT: &str = "领域权重";
const AREA_BONUS: &str = "领域加分上限";
const TAKEN: &str = "领域倒扣";

/// The lines of the sheet: what, of what, how much.
pub(super) fn rows(standard: &Standard) -> Vec<Vec<String>> {
    let head = &standard.head;
    let mut rows = Vec::new();
    let mut line = |what: &str, of: &str, value: String| {
        if !value.is_empty() {
            rows.push(vec![what.to_owned(), of.to_owned(), value]);
        }
    };
    line(TITLE, "", head.title.clone());
    line(VERSION, "", head.version.clone());
    line(ISSUER, "", head.issuer.clone());
    line(BASIS, "", head.basis.clone());
    line(FULL, "", standard.full_mark.map(points).unwrap_or_default());
    line(BONUS, "", standard.bonus_cap.map(points).unwrap_or_default());
    for rating in &standard.ratings {
        line(RATING, &rating.name, points(rating.at_least));
    }
    for area in &standard.areas {
        of_area(area, "", &mut line);
    }
    rows
}

fn of_area(area: &Area, over: &str, line: &mut dyn FnMut(&str, &str, String)) {
    let of =
        if over.is_empty() { area.title.clone() } else { format!("{over}{UNDER}{}", area.title) };
    line(ID, &of, area.id.clone());
    line(CONTENT, &of, area.content.clone());
    line(CAP, &of, area.cap.map(points).unwrap_or_default());
    line(WEIGHT, &of, area.weight.map(|weight| weight.to_string()).unwrap_or_default());
    line(AREA_BONUS, &of, area.bonus_cap.map(points).unwrap_or_default());
    let taken = area.deductions.iter().map(|rule| clause(rule, &Around::default()));
    line(TAKEN, &of, taken.collect::<Vec<_>>().join("；"));
    for below in &area.areas {
        of_area(below, &of, line);
    }
}

/// Takes the lines over. What is not known is passed over, but a 倒扣 that is no rule for certain, or
/// of no area, is told.
pub(super) fn read(sheet: &Sheet, standard: &mut Standard, faults: &mut Vec<TableFault>) {
    let mut ratings = Vec::new();
    for row in 0..sheet.row_count() {
        let cell = |column| sheet.get(row, column).text.trim();
        let (of, value) = (cell(1), cell(2));
        let number = || numbers::at_start(&numbers::narrow(value)).and_then(|found| found.mark());
        let head = &mut standard.head;
        match cell(0) {
            TITLE => value.clone_into(&mut head.title),
            VERSION => value.clone_into(&mut head.version),
            ISSUER => value.clone_into(&mut head.issuer),
            BASIS => value.clone_into(&mut head.basis),
            FULL => standard.full_mark = number(),
            BONUS => standard.bonus_cap = number(),
            RATING => ratings.extend(number().map(|at_least| (of.to_owned(), at_least))),
            what => {
                let path: Vec<&str> = of.split(UNDER).collect();
                let mut fault = |text: String| {
                    let area = of.to_owned();
                    faults.push(TableFault::Deduction { row: row + 1, area, text });
                };
                let Some(area) = area_at(&mut standard.areas, &path) else {
                    if what == TAKEN {
                        fault(value.to_owned());
                    }
                    continue;
                };
                match what {
                    ID => value.clone_into(&mut area.id),
                    CONTENT => value.clone_into(&mut area.content),
                    CAP => area.cap = number(),
                    WEIGHT => area.weight = value.parse().ok(),
                    AREA_BONUS => area.bonus_cap = number(),
                    TAKEN => {
                        let mut taken = Item::default();
                        let unread = add_deductions(&mut taken, value, &Around::default());
                        area.deductions = taken.rules;
                        unread.into_iter().for_each(fault);
                    }
                    _ => {}
                }
            }
        }
    }
    if !ratings.is_empty() {
        standard.ratings = ratings.into_iter().enumerate().map(rating).collect();
    }
}

/// The usual names have their usual ids, so that forms under both look alike.
fn rating((place, (name, at_least)): (usize, (String, Hundredths))) -> Rating {
    const KNOWN: [(&str, &str); 7] = [
        ("优秀", "excellent"),
        ("良好", "good"),
        ("合格", "passed"),
        ("不合格", "failed"),
        ("称职", "competent"),
        ("基本称职", "basic"),
        ("不称职", "failed"),
    ];
    let known = KNOWN.iter().find(|(known, _)| *known == name);
    let id = known.map_or_else(|| format!("rating-{}", place + 1), |(_, id)| (*id).to_owned());
    Rating { id, name, at_least }
}

fn area_at<'a>(areas: &'a mut [Area], path: &[&str]) -> Option<&'a mut Area> {
    let (first, rest) = path.split_first()?;
    let area = areas.iter_mut().find(|area| area.title == *first)?;
    if rest.is_empty() { Some(area) } else { area_at(&mut area.areas, rest) }
}
