//! Every roster of the district through the import page, as a clerk brings it: the same people out
//! of each, every fault of the faulty ones, one undo takes all of it back and redo brings it again.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::{Context as _, Result, ensure};
use serde_json::{Value, json};
use thirtyfour::Key;

use crate::district;
use crate::page::Page;

/// Reads a file with the file input of the import page.
pub async fn choose(page: &Page, name: &str) -> Result<()> {
    page.click("导入名册").await?;
    page.set_files("#roster-file", &[&district::file(name)]).await
}

/// Writes what was read and waits until it is on the disk.
pub async fn write(page: &Page, people: usize) -> Result<()> {
    page.says(".page-head .primary", &format!("写入 {people} 行")).await?;
    page.click_on(".page-head .primary").await?;
    page.wait_for(&format!("已导入：新增 {people} 人，变更 0 人")).await?;
    page.saved().await
}

/// Looks at what was read of a whole roster, writes it, takes it back and brings it again.
async fn imports(page: &Page) -> Result<()> {
    let truth = district::truth("roster.truth.json")?;
    let people = truth["people"].as_u64().context("no people")? as usize;
    let offices = truth["offices"].as_u64().context("no offices")?;
    page.wait_for("没有发现问题，可以写入。").await?;
    page.wait_for(&format!("将新建 {offices} 个单位")).await?;
    ensure!(page.stored().await? == json!({}), "something is written before it was asked for");

    write(page, people).await?;
    page.says(".nav a[href='#/roster'] .count", &people.to_string()).await?;
    let written = page.stored().await?;
    let saved = district::backup(page).await?;
    ensure!(district::people(&saved).len() == people, "not everybody is in the ledger");
    let (known, wanted) = (district::known(&saved), district::everybody()?);
    let wrong: Vec<_> = known.symmetric_difference(&wanted).collect();
    ensure!(wrong.is_empty(), "not as handed in: {wrong:#?}");

    page.press(Key::Control + "z").await?;
    page.wait_for("已撤销：导入名册").await?;
    let nobody = |stored: &Value| !stored.to_string().contains("people/");
    page.stored_is(nobody, "without the people").await?;
    ensure!(page.count(".nav a[href='#/roster'] .count").await? == 0, "people are left");
    page.press(Key::Control + "y").await?;
    page.wait_for("已重做：导入名册").await?;
    page.stored_is(|stored| *stored == written, "with the people again").await?;
    page.says(".nav a[href='#/roster'] .count", &people.to_string()).await
}

pub async fn utf8_csv_is_imported(page: &mut Page) -> Result<()> {
    choose(page, "roster-utf8.csv").await?;
    imports(page).await
}

pub async fn gbk_csv_is_imported(page: &mut Page) -> Result<()> {
    choose(page, "roster-gbk.csv").await?;
    imports(page).await
}

pub async fn dropped_xlsx_is_imported(page: &mut Page) -> Result<()> {
    page.click("导入名册").await?;
    page.drop_files(".import-source .drop", &[&district::file("roster-titled.xlsx")]).await?;
    imports(page).await
}

pub async fn xls_dropped_on_the_first_page_is_imported(page: &mut Page) -> Result<()> {
    page.drop_files(".welcome-page", &[&district::file("roster-titled.xls")]).await?;
    imports(page).await
}

pub async fn merged_header_is_imported(page: &mut Page) -> Result<()> {
    choose(page, "roster-merged-header.xlsx").await?;
    imports(page).await
}

pub async fn merged_header_saved_by_another_program_is_imported(page: &mut Page) -> Result<()> {
    choose(page, "roster-merged-resaved.xlsx").await?;
    imports(page).await
}

pub async fn date_cells_are_imported(page: &mut Page) -> Result<()> {
    choose(page, "roster-dates.xlsx").await?;
    imports(page).await
}

pub async fn pasted_cells_are_imported(page: &mut Page) -> Result<()> {
    page.click("导入名册").await?;
    page.click_on("textarea.paste").await?;
    page.insert(&district::cells()?).await?;
    page.click("读取粘贴的内容").await?;
    page.wait_for("没有发现问题，可以写入。").await?;

    // Once more by the clipboard, with the focus in no field.
    page.click("换一个文件").await?;
    page.click_on("textarea.paste").await?;
    page.insert(&district::cells()?).await?;
    page.press(Key::Control + "a").await?;
    page.press(Key::Control + "x").await?;
    page.click_on(".import-source h2").await?;
    page.press(Key::Control + "v").await?;
    imports(page).await
}

/// The name that the page gives a kind of fault of the truth file.
fn kind_words(kind: &str) -> &'static str {
    match kind {
        "missing_name" => "姓名为空",
        "missing_office" => "单位为空",
        "bad_date" => "日期认不出",
        "future_birth" => "出生年月在将来",
        "year_only" => "出生只有年份",
        "too_young" => "年龄过小",
        "unknown_education" => "学历认不出",
        "unknown_sex" => "性别认不出",
        "id_check_digit" => "校验码不符",
        "id_precision_lost" => "身份证号被截断",
        "duplicate_person" => "与前面的行重复",
        _ => "",
    }
}

/// The ID number is not the date of record, so that these come on top of the planted faults.
const ON_TOP: [&str; 2] = ["出生与身份证号不一致", "性别与身份证号不一致"];

/// Row and column of cells.
type Cells = BTreeSet<(u64, String)>;

/// The cells that the table marks now.
async fn marked(page: &Page) -> Result<Cells> {
    let script = "const head = Array.from(
            document.querySelectorAll('.import-table thead th'), cell => cell.innerText);
        return Array.from(document.querySelectorAll('.import-table tbody td.fault'), cell =>
            [Number(cell.parentElement.cells[0].innerText), head[cell.cellIndex]]);";
    let cells = page.run(script).await?;
    let cells = cells.as_array().into_iter().flatten();
    Ok(cells.filter_map(|cell| Some((cell[0].as_u64()?, cell[1].as_str()?.to_owned()))).collect())
}

async fn shows_its_faults(page: &Page, name: &str) -> Result<()> {
    choose(page, name).await?;
    page.find(".problems section li").await?;
    let truth = district::truth("roster-faulty.truth.json")?;
    let mut planted: BTreeMap<&str, (&str, Cells)> = BTreeMap::new();
    for fault in truth["faults"].as_array().into_iter().flatten() {
        let word = |name: &str| fault[name].as_str().unwrap_or_default();
        let words = kind_words(word("kind"));
        if word("level") != "none" {
            ensure!(!words.is_empty(), "no words for {fault}");
            // The truth counts from the heading, which is the third row of the sheet; the page
            // counts as the spreadsheet does.
            let row = fault["row"].as_u64().context("no row")? + 3;
            let cell = (row, word("column").to_owned());
            planted.entry(words).or_insert((word("level"), BTreeSet::new())).1.insert(cell);
        }
    }

    // The list names each kind under its level, with the number of places.
    let script = "return Array.from(document.querySelectorAll('.problems section li'), line => [
        line.querySelector('button').innerText,
        parseInt(line.querySelector('.num').innerText),
        line.closest('section').querySelector('h3').className,
    ])";
    let listed = page.run(script).await?;
    let listed: Vec<_> = listed.as_array().into_iter().flatten().collect();
    for line in &listed {
        let kind = line[0].as_str().unwrap_or_default();
        let Some((level, cells)) = planted.get(kind) else {
            ensure!(ON_TOP.contains(&kind), "nobody planted {line}");
            continue;
        };
        let class = if *level == "error" { "is-bad" } else { "is-warn" };
        ensure!(line[1] == cells.len(), "{line} and not {} places", cells.len());
        ensure!(line[2] == class, "{line} is of the level {level}");
    }
    let found = listed.iter().filter_map(|line| line[0].as_str());
    let found: BTreeSet<_> = found.filter(|kind| !ON_TOP.contains(kind)).collect();
    ensure!(found == planted.keys().copied().collect(), "found {found:?}, planted {planted:?}");

    // Each kind opens its rows, with the very cells marked.
    for (kind, (_, cells)) in &planted {
        page.click(kind).await?;
        page.find(".problems li[aria-current='true']").await?;
        let marked = marked(page).await?;
        ensure!(cells.is_subset(&marked), "{kind}: planted {cells:?}, marked {marked:?}");
    }

    // Good rows are not blocked by bad ones.
    write(page, 161).await?;
    let saved = district::backup(page).await?;
    ensure!(district::people(&saved).len() == 161, "not just the good rows are in the ledger");
    page.press(Key::Control + "z").await?;
    page.wait_for("已撤销：导入名册").await?;
    let nobody = |stored: &Value| !stored.to_string().contains("people/");
    page.stored_is(nobody, "without the people").await?;
    Ok(())
}

pub async fn faulty_xlsx_shows_its_faults(page: &mut Page) -> Result<()> {
    shows_its_faults(page, "roster-faulty.xlsx").await
}

pub async fn faulty_xlsx_saved_by_another_program_shows_its_faults(page: &mut Page) -> Result<()> {
    shows_its_faults(page, "roster-faulty-resaved.xlsx").await
}
