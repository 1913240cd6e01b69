//! A table read as a standard. What is not understood is told, and the item is marked by hand.

use super::bonus;
use super::clause::Around;
use super::columns::{Columns, Field};
use super::numbers::{self, narrow};
use super::typed::add_clauses;
use super::words::read_method;
use super::{GENERAL, NOT_APPLICABLE, general};
use crate::assessment::check::standard_mark;
use crate::interchange::table::{Sheet, Workbook};
use crate::model::canonical::canonical_sha256;
use crate::model::pack::PackHead;
use crate::model::score::Hundredths;
use crate::model::standard::{Area, Item, NotApplicable, Rating, Standard};

/// What a table says that the standard cannot take as it is. Rows count from 1, as a spreadsheet
/// shows them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TableFault {
    /// Not a mark: left empty.
    Mark { row: usize, text: String },
    /// A clause that is no rule for certain: the item is marked by hand.
    Clause { row: usize, item: String, text: String },
    /// A 倒扣 in 总则 that is no rule for certain: the area goes without it.
    Deduction { row: usize, area: String, text: String },
    /// The items of an area sum to something else than its heading says.
    AreaSum { area: String, declared: Hundredths, sum: Hundredths },
    /// The items sum to something else than the last line says.
    Sum { declared: Hundredths, sum: Hundredths },
    /// Deeper than a standard may be, or with more items.
    TooLarge { row: usize },
}

/// A standard and what was not understood of its table.
#[derive(Clone, Debug, PartialEq)]
pub struct StandardTable {
    pub standard: Standard,
    pub faults: Vec<TableFault>,
}

/// A table has no more items than this: a standard of 500 is a large one.
const ITEMS: usize = 5_000;

/// A line of the table.
#[derive(Default)]
struct Line {
    row: usize,
    /// The headings over it, from the outermost, and its own title.
    path: Vec<String>,
    title: String,
    item: Item,
    /// What a bonus item has in its column 分值: at most so much is added.
    bonus: Option<Hundredths>,
}

/// Reads the sheet with the most columns that a standard has. `None` where there is no such table.
pub fn read(workbook: &Workbook, file_name: &str) -> Option<StandardTable> {
    let sheets = workbook.sheets.iter().filter(|sheet| !sheet.hidden);
    let found = sheets.filter_map(|sheet| Some((sheet, Columns::find(sheet)?)));
    let (sheet, columns) = found.fold(None, |best: Option<(&Sheet, Columns)>, one| match best {
        Some(best) if best.1.known() >= one.1.known() => Some(best),
        _ => Some(one),
    })?;
    let mut faults = Vec::new();
    let (mut lines, declared) = lines(sheet, &columns, &mut faults);
    for line in lines.iter_mut().filter(|line| bonus::is_bonus(&line.path, &line.item)) {
        line.bonus = line.item.full_mark.take().filter(|mark| *mark > Hundredths::ZERO);
    }
    let bonuses = Hundredths(
        lines.iter().filter_map(|line| line.bonus).fold(0, |sum, mark| mark.0.saturating_add(sum)),
    );
    if lines.is_empty() {
        return None;
    }
    let mut standard = Standard { head: head(sheet, &columns, file_name), ..Standard::default() };
    let mut marks_of_areas = Vec::new();
    for (place, line) in lines.iter().enumerate() {
        // Stands for the item until the areas have their ids, which clauses may name.
        let stub = Item { id: place.to_string(), ..Item::default() };
        put(&mut standard.areas, &line.path, stub, &mut marks_of_areas);
    }
    name_areas(&mut standard.areas, "");
    let sum = lines.iter().filter_map(|line| line.item.full_mark);
    let sum = Hundredths(sum.fold(0, |sum, mark| mark.0.saturating_add(sum)));
    if let Some(sheet) = workbook.sheets.iter().find(|sheet| sheet.name == GENERAL) {
        general::read(sheet, &mut standard, &mut faults);
    }
    let is_usual = standard.ratings.is_empty();
    if is_usual {
        // Clauses may name them.
        standard.ratings = usual_ratings(sum);
    }
    fill(&mut standard, lines, &mut faults);
    for (path, mark) in marks_of_areas {
        let sum = area_at(&standard.areas, &path).map(|area| sum_of(std::slice::from_ref(area)));
        let is_bonus = path.last().is_some_and(|title| bonus::is_heading(title));
        if is_bonus && sum == Some(Hundredths::ZERO) {
            cap_bonus(&mut standard.areas, &path, mark);
        }
        if let Some(sum) = sum.filter(|sum| *sum != mark && *sum != Hundredths::ZERO) {
            let area = path.last().cloned().unwrap_or_default();
            faults.push(TableFault::AreaSum { area, declared: mark, sum });
        }
    }
    // The last line may add the bonus in or not.
    let with_bonus = Hundredths(sum.0.saturating_add(bonuses.0));
    if let Some(declared) = declared.filter(|one| *one != sum && *one != with_bonus) {
        faults.push(TableFault::Sum { declared, sum });
    }
    if standard.full_mark.is_none() && sum > Hundredths::ZERO {
        standard.full_mark = standard_mark(&standard);
    }
    // The bands are shares of the full mark, of which caps of areas may leave less.
    if is_usual && sum > Hundredths::ZERO {
        standard.ratings = usual_ratings(standard.full_mark.unwrap_or(sum));
    }
    Some(StandardTable { standard, faults })
}

/// The mark of a cell: 2, 2分, 2.0. A bonus beside it, 100(+2), is passed over.
pub(super) fn mark(text: &str) -> Option<Hundredths> {
    let text = narrow(text);
    let found = numbers::at_start(&text)?;
    let rest = text.get(found.end..)?;
    let plain = rest.is_empty() || rest == "分" || rest.starts_with(['(', '（']);
    plain.then(|| found.mark())?
}

/// A heading without its mark: 党建引领（20分）.
fn heading(text: &str) -> (String, Option<Hundredths>) {
    let text = text.trim();
    let inner = text.strip_suffix(['）', ')']).and_then(|text| text.rsplit_once(['（', '(']));
    if let Some((title, inner)) = inner
        && narrow(inner).ends_with('分')
        && let Some(mark) = mark(inner)
    {
        return (title.trim().replace(['\r', '\n'], ""), Some(mark));
    }
    (text.replace(['\r', '\n'], ""), None)
}

const SUMS: [&str; 6] = ["合计", "总计", "小计", "总分", "共计", "总得分"];

/// The lines below the header, and the sum that the last one says.
fn lines(
    sheet: &Sheet,
    columns: &Columns,
    faults: &mut Vec<TableFault>,
) -> (Vec<Line>, Option<Hundredths>) {
    let text = |row: usize, field: Field| {
        columns.of(field).map(|column| sheet.get(row, column).text.trim()).unwrap_or_default()
    };
    const OVER: [Field; 3] = [Field::Area, Field::SubArea, Field::Item];
    let mut over: [String; 3] = Default::default();
    let (mut lines, mut declared) = (Vec::<Line>::new(), None);
    for row in columns.row + 1..sheet.row_count() {
        let first = sheet.row(row).map(|cell| narrow(cell.text)).find(|text| !text.is_empty());
        let Some(first) = first else { continue };
        if SUMS.iter().any(|word| first.starts_with(word)) {
            declared = mark(text(row, Field::Mark)).or(declared);
            continue;
        }
        let mut is_new_item = columns.of(Field::Item).is_none();
        for (place, field) in OVER.into_iter().enumerate() {
            let own = text(row, field);
            if own.is_empty() || over.get(place).is_some_and(|over| over == own) && place < 2 {
                continue;
            }
            // What stood below belongs to the heading before.
            over.iter_mut().skip(place).for_each(String::clear);
            if let Some(over) = over.get_mut(place) {
                own.clone_into(over);
            }
            is_new_item |= field == Field::Item;
        }
        let (content, scoring) = (text(row, Field::Content), text(row, Field::Scoring));
        if content.is_empty() && scoring.is_empty() && text(row, Field::Mark).is_empty() {
            continue;
        }
        if lines.len() >= ITEMS {
            faults.push(TableFault::TooLarge { row: row + 1 });
            break;
        }
        let full_mark = mark(text(row, Field::Mark));
        if full_mark.is_none() && !matches!(text(row, Field::Mark), "" | "-" | "—" | "/") {
            let text = text(row, Field::Mark).to_owned();
            faults.push(TableFault::Mark { row: row + 1, text });
        }
        let list = |field, signs: &[char]| {
            let parts = text(row, field).split(signs).map(str::trim);
            parts.filter(|part| !part.is_empty()).map(str::to_owned).collect::<Vec<_>>()
        };
        let methods = list(Field::Methods, &['、', '，', ',', '；', ';', '/', '\n', '\r']);
        let mut known = Vec::new();
        for method in methods.iter().map(|text| read_method(text)) {
            if !known.contains(&method) {
                known.push(method);
            }
        }
        let item = Item {
            id: text(row, Field::Number).to_owned(),
            content: content.to_owned(),
            methods: known,
            full_mark,
            scoring: scoring.to_owned(),
            evidence: list(Field::Evidence, &['；', ';', '\n', '\r']),
            not_applicable: not_applicable(text(row, Field::NotApplicable)),
            source: text(row, Field::Source).to_owned(),
            ..Item::default()
        };
        let path = over.iter().filter(|one| !one.is_empty()).cloned().collect();
        let title = if is_new_item { over[2].clone() } else { String::new() };
        lines.push(Line { row, path, title, item, bonus: None });
    }
    entitle(&mut lines, columns);
    (lines, declared)
}

/// An item stands under the headings of its line. Where the last heading is of this line alone and
/// others stand over it, it is the title of the item; else the content is.
fn entitle(lines: &mut [Line], columns: &Columns) {
    let has_areas = columns.of(Field::Area).is_some() || columns.of(Field::SubArea).is_some();
    let paths: Vec<Vec<String>> = lines.iter().map(|line| line.path.clone()).collect();
    for (place, line) in lines.iter_mut().enumerate() {
        let alone = |other: Option<usize>| {
            other.and_then(|other| paths.get(other)).is_none_or(|path| *path != line.path)
        };
        let is_alone = alone(place.checked_sub(1)) && alone(place.checked_add(1));
        let own = !line.title.is_empty() && is_alone && (has_areas || line.item.content.is_empty());
        line.item.title = if own {
            line.path.pop();
            heading(&line.title).0
        } else {
            first_words(&line.item)
        };
    }
}

/// What an item without a title of its own is called: the beginning of its content.
fn first_words(item: &Item) -> String {
    const LENGTH: usize = 24;
    let text = if item.content.is_empty() { &item.scoring } else { &item.content };
    let text = text.split(['。', '；', '\n', '：', '，']).next().unwrap_or_default().trim();
    let title: String = text.chars().take(LENGTH).collect();
    if title.len() < text.len() { format!("{title}…") } else { title }
}

fn not_applicable(text: &str) -> NotApplicable {
    let known = NOT_APPLICABLE.iter().find(|(_, word)| *word == text);
    known.map_or(NotApplicable::NotAllowed, |(rule, _)| *rule)
}

/// Puts an item under its headings, which are made where they are new.
fn put(
    areas: &mut Vec<Area>,
    path: &[String],
    item: Item,
    marks: &mut Vec<(Vec<String>, Hundredths)>,
) {
    let mut titles = Vec::new();
    let mut at = areas;
    for (depth, text) in path.iter().enumerate() {
        let (title, mark) = heading(text);
        titles.push(title.clone());
        // The same heading further down is another area.
        if at.last().is_none_or(|area| area.title != title) {
            at.push(Area { title, ..Area::default() });
            marks.extend(mark.map(|mark| (titles.clone(), mark)));
        }
        let Some(area) = at.last_mut() else { return };
        if depth + 1 == path.len() {
            area.items.push(item);
            return;
        }
        at = &mut area.areas;
    }
    if at.is_empty() {
        at.push(Area { title: "考核项目".to_owned(), ..Area::default() });
    }
    if let Some(area) = at.last_mut() {
        area.items.push(item);
    }
}

fn area_at<'a>(areas: &'a [Area], path: &[String]) -> Option<&'a Area> {
    let (first, rest) = path.split_first()?;
    let area = areas.iter().rfind(|area| area.title == *first)?;
    if rest.is_empty() { Some(area) } else { area_at(&area.areas, rest) }
}

/// 加分项（5分）: the area adds no more than its heading says, unless 总则 says how much.
fn cap_bonus(areas: &mut [Area], path: &[String], most: Hundredths) {
    let Some((first, rest)) = path.split_first() else { return };
    let Some(area) = areas.iter_mut().rfind(|area| area.title == *first) else { return };
    if rest.is_empty() {
        area.bonus_cap = area.bonus_cap.or(Some(most));
    } else {
        cap_bonus(&mut area.areas, rest, most);
    }
}

/// Ids for areas by their place: 1, 1.2.
fn name_areas(areas: &mut [Area], over: &str) {
    for (place, area) in areas.iter_mut().enumerate() {
        area.id =
            if over.is_empty() { (place + 1).to_string() } else { format!("{over}.{}", place + 1) };
        name_areas(&mut area.areas, &area.id.clone());
    }
}

/// Ids for items whose number is missing or taken.
fn name_items(areas: &mut [Area], taken: &mut Vec<String>) {
    for area in areas {
        for (place, item) in area.items.iter_mut().enumerate() {
            let known = !item.id.is_empty() && !taken.contains(&item.id);
            if !known {
                item.id = format!("{}-{}", area.id, place + 1);
            }
            taken.push(item.id.clone());
        }
        name_items(&mut area.areas, taken);
    }
}

fn sum_of(areas: &[Area]) -> Hundredths {
    let mut sum = 0_i64;
    for area in areas {
        let items = area.items.iter().filter_map(|item| item.full_mark);
        sum = items.fold(sum, |sum, mark| sum.saturating_add(mark.0));
        sum = sum.saturating_add(sum_of(&area.areas).0);
    }
    Hundredths(sum)
}

/// 优秀 from 90 of 100, 良好 from 75, 合格 from 60: the bands of a published scheme (domain D2).
fn usual_ratings(full: Hundredths) -> Vec<Rating> {
    if full <= Hundredths::ZERO {
        return Vec::new();
    }
    const RATINGS: [(&str, &str, i64); 4] = [
        ("excellent", "优秀", 90),
        ("good", "良好", 75),
        ("passed", "合格", 60),
        ("failed", "不合格", 0),
    ];
    let rating = |(id, name, share): (&str, &str, i64)| Rating {
        id: id.to_owned(),
        name: name.to_owned(),
        at_least: Hundredths(full.0.saturating_mul(share) / 100),
    };
    RATINGS.into_iter().map(rating).collect()
}

/// The title above the header, else the name of the file.
fn head(sheet: &Sheet, columns: &Columns, file_name: &str) -> PackHead {
    let above = (0..columns.row).filter_map(|row| {
        let mut cells = sheet.row(row).map(|cell| cell.text.trim()).filter(|text| !text.is_empty());
        cells.next().filter(|text| text.chars().count() > 3)
    });
    let stem = file_name.rsplit_once('.').map_or(file_name, |(stem, _)| stem);
    let title = above.map(|text| text.replace(['\r', '\n'], "")).next();
    let title = title.unwrap_or_else(|| stem.to_owned());
    let id = canonical_sha256(&title);
    PackHead {
        id: format!("standard-{}", id.get(..8).unwrap_or_default()),
        version: "1.0".to_owned(),
        title,
        ..PackHead::default()
    }
}

/// The items in their places, with the rules that their clauses are.
fn fill(standard: &mut Standard, lines: Vec<Line>, faults: &mut Vec<TableFault>) {
    let around = Around::of(standard);
    let mut lines: Vec<Option<Line>> = lines.into_iter().map(Some).collect();
    items_mut(&mut standard.areas, &mut |stub| {
        let place = stub.id.parse::<usize>().ok();
        let Some(line) = place.and_then(|place| lines.get_mut(place)?.take()) else { return };
        let mut item = line.item;
        let scoring = item.scoring.clone();
        let unread = add_clauses(&mut item, &scoring, &around).into_iter().next();
        if unread.is_some() {
            (item.parts, item.rules) = (Vec::new(), Vec::new());
        }
        let is_bonus = bonus::is_bonus(&line.path, &item);
        let shared = if is_bonus { bonus::limit(&mut item, line.bonus, &around) } else { None };
        if !item.bears_mark() && item.full_mark == Some(Hundredths::ZERO) {
            item.full_mark = None;
        }
        if let Some(text) = unread.or(shared) {
            faults.push(TableFault::Clause { row: line.row + 1, item: item.title.clone(), text });
        }
        *stub = item;
    });
    name_items(&mut standard.areas, &mut Vec::new());
}

/// Every item in the order of the standard.
fn items_mut(areas: &mut [Area], act: &mut dyn FnMut(&mut Item)) {
    for area in areas {
        area.items.iter_mut().for_each(&mut *act);
        items_mut(&mut area.areas, act);
    }
}

#[cfg(test)]
mod tests;
