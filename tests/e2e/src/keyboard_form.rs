//! A form of every kind of rule filled with keys alone: after every key something has the focus.

use std::path::Path;

use anyhow::{Result, ensure};
use thirtyfour::{Key, TypingData};

use crate::keyboard::{Stop, back_to, is, is_gone, lands, press, press_with, says, tab_to};
use crate::page::Page;
use crate::review::{import_standard, issue, item, review, submit, take_in, take_over};
use crate::sample;

/// The kinds of rules, one an item.
const TABLE: &str = "某区2026年度市场监督管理所考核标准,,,,\n\
    序号,考核项目,考核内容,分值,赋分标准\n\
    1,党建引领（30分）,组织生活,10,未达到要求的，不得分\n\
    2,,学习培训,10,每缺1次扣0.5分，最多扣2分\n\
    3,,群众评价,10,视情扣1至3分\n\
    4,业务工作（70分）,年报率,20,达到95%的得满分，按比例得分，不足50%的不得分\n\
    5,,抽检合格率,10,低于90%的，不得分\n\
    6,,按时办结率,10,低于95%的，每低1个百分点扣1分\n\
    7,,制度建设,10,分为优、良、差三档，分别得10分、6分、0分\n\
    8,,综合评价,20,在5至20分之间综合评定\n\
    9,加分项（5分）,表彰,3,每次加1分，最多加3分\n\
    10,,推广,2,酌情加分，最多加2分\n\
    11,否决项,安全事故,0,发生的，评定为不合格\n\
    合计,,,100,\n";

const FIRST: &str = ".marking .choice-bar button:first-child";
const SECOND: &str = ".marking .choice-bar button:nth-child(2)";
const LESS: &str = ".marking .counter button:first-child";
const FIELD: &str = ".marking .field.number input";
const REASON: &str = ".marking .reason input:not([type=date])";
const ADD: &str = ".evidence h3 .push";
const TITLE: &str = ".piece-form .form-line:first-child input";

/// Presses a key, after which the focus is here.
async fn to(page: &Page, key: impl Into<TypingData>, selector: &str) -> Result<()> {
    press(page, key).await?;
    lands(page, is(selector)).await
}

/// Goes on to the next item, whose heading has the focus, and down to its first control.
async fn next(page: &Page, item: &str, first: &str) -> Result<()> {
    to(page, Key::PageDown, ".item-view h2").await?;
    page.says(".item-view h2 .code", item).await?;
    to(page, Key::Down, first).await?;
    is_named(page).await
}

/// Types over what a field holds, and leaves it.
async fn types(page: &Page, text: &str) -> Result<()> {
    press_with(page, Key::Control, "a").await?;
    press(page, Key::Delete).await?;
    page.insert(text).await?;
    press(page, Key::Tab).await?;
    lands(page, Stop("it !== document.body".to_owned())).await
}

async fn has(page: &Page, mark: &str) -> Result<()> {
    page.says(".item-score b", mark).await
}

/// Every control of the item says what it is for.
async fn is_named(page: &Page) -> Result<()> {
    let script = "return [...document.querySelectorAll('.assessment-page *')]
        .filter(it => it.matches('button, input, select, textarea')
            && !(it.getAttribute('aria-label') || it.title || it.innerText.trim()
                || it.closest('label')?.innerText.trim()))
        .map(it => it.outerHTML)";
    let nameless = page.run(script).await?;
    ensure!(nameless.as_array().is_some_and(Vec::is_empty), "no names: {nameless}");
    Ok(())
}

async fn opens(page: &Page) -> Result<()> {
    let table = page.folder.join("standard.csv");
    std::fs::write(&table, TABLE)?;
    import_standard(page, &table, "某区2026年度市场监督管理所考核标准").await?;
    page.go("#/assessments").await?;
    page.click("新建自评表").await?;
    page.choose("dialog select[name=standard]", "某区2026年度").await?;
    page.click_on(".dialog-foot .primary").await?;
    page.find(".score-line").await?;
    lands(page, is(".page")).await
}

async fn chooses_and_clears(page: &Page) -> Result<()> {
    to(page, Key::Down, FIRST).await?;
    is_named(page).await?;
    // There is nothing before the first, and nothing after the last.
    to(page, Key::Left, FIRST).await?;
    has(page, "–").await?;
    to(page, Key::Right, SECOND).await?;
    has(page, "0").await?;
    to(page, Key::Right, SECOND).await?;
    has(page, "0").await?;
    to(page, Key::Left, FIRST).await?;
    has(page, "10").await?;
    // The group is one stop of Tab.
    press(page, Key::Tab).await?;
    lands(page, Stop("it !== document.body && !it.closest('.marking')".to_owned())).await?;
    back_to(page, is(FIRST), 1).await?;
    tab_to(page, says("清空本项"), 4).await?;
    to(page, Key::Enter, FIRST).await?;
    has(page, "–").await?;
    to(page, " ", FIRST).await?;
    has(page, "10").await
}

async fn counts_and_gives_reasons(page: &Page) -> Result<()> {
    next(page, "2", LESS).await?;
    to(page, Key::Enter, LESS).await?;
    // At zero there is no less.
    page.says(".marking .counter output", "0").await?;
    to(page, Key::Enter, LESS).await?;
    page.says(".marking .counter output", "0").await?;
    to(page, "+", LESS).await?;
    has(page, "9.5").await?;

    let add = || says("另记一条");
    back_to(page, add(), 1).await?;
    press(page, Key::Enter).await?;
    has(page, "9").await?;
    lands(page, add()).await?;
    press(page, Key::Enter).await?;
    has(page, "8.5").await?;
    // The second of three goes: the third takes its place. After the last there is none.
    back_to(page, is(".marking .reason:nth-of-type(2) .icon-button"), 12).await?;
    to(page, Key::Enter, ".marking .reason:nth-of-type(2) input").await?;
    has(page, "9").await?;
    tab_to(page, is(".marking .reason:nth-of-type(2) .icon-button"), 6).await?;
    press(page, Key::Enter).await?;
    lands(page, add()).await?;
    has(page, "9.5").await?;

    back_to(page, is(REASON), 8).await?;
    page.insert("第二季度缺学一次").await?;
    to(page, Key::Tab, ".marking .reason input[type=date]").await?;
    for key in [Key::Up, Key::Right, Key::Up, Key::Right, Key::Up] {
        to(page, key, ".marking .reason input[type=date]").await?;
    }
    tab_to(page, add(), 4).await?;
    let line = "return [...document.querySelectorAll('.marking .reason input')]
        .every(it => it.value !== '')";
    page.until(line, "the line has no reason or no date").await?;
    // A reason that was emptied takes the fields of a line of no times away.
    tab_to(page, is(LESS), 1).await?;
    to(page, "-", LESS).await?;
    back_to(page, is(REASON), 8).await?;
    types(page, "").await?;
    is_gone(page, REASON).await?;
    lands(page, is(".marking .counter button")).await?;
    press(page, "+").await?;
    back_to(page, is(REASON), 10).await?;
    types(page, "第二季度缺学一次").await?;
    has(page, "9.5").await
}

async fn adds_evidence(page: &Page) -> Result<()> {
    tab_to(page, is(".item-notes input"), 16).await?;
    page.insert("已补学").await?;
    tab_to(page, is(ADD), 20).await?;
    to(page, Key::Enter, TITLE).await?;
    // Esc leaves the form like going on: what was typed is saved, and can be taken back.
    page.insert("学习记录").await?;
    to(page, Key::Escape, ADD).await?;
    is_gone(page, ".piece-form").await?;
    page.says(".evidence .piece", "学习记录").await?;
    page.wait_for("已一并保存").await?;
    lands(page, is(ADD)).await?;

    let piece = ".evidence li:first-child .piece";
    tab_to(page, is(piece), 1).await?;
    to(page, Key::Enter, TITLE).await?;
    to(page, Key::Escape, piece).await?;
    to(page, Key::Enter, TITLE).await?;
    tab_to(page, is(".piece-form input[type=file]"), 12).await?;
    let file = page.folder.join("签到表.txt");
    std::fs::write(&file, "甲乙丙")?;
    page.set_files(".piece-form input[type=file]", &[&file]).await?;
    page.find(".keep-file").await?;
    tab_to(page, is(".piece-file .icon-button"), 2).await?;
    to(page, Key::Enter, ".piece-form input[type=file]").await?;
    tab_to(page, is(".piece-acts .is-bad"), 6).await?;
    to(page, Key::Enter, ADD).await?;
    ensure!(page.count(".evidence .piece").await? == 0, "the piece stays");

    to(page, Key::Enter, TITLE).await?;
    page.insert("学习记录").await?;
    tab_to(page, says("保存"), 12).await?;
    to(page, Key::Enter, ADD).await?;
    page.says(".evidence .piece", "学习记录").await
}

async fn types_numbers(page: &Page) -> Result<()> {
    next(page, "3", FIELD).await?;
    // 9 is not within 1 to 3; that is still said when one comes back.
    types(page, "9").await?;
    page.find(".marking .fault-words").await?;
    to(page, Key::PageDown, ".item-view h2").await?;
    page.says(".item-view h2 .code", "4").await?;
    to(page, Key::PageUp, ".item-view h2").await?;
    page.says(".item-view h2 .code", "3").await?;
    page.find(".marking .fault-words").await?;
    to(page, Key::Down, FIELD).await?;
    let value = page.run("return document.activeElement.value").await?;
    ensure!(value == "9", "the field holds {value}");
    types(page, "2").await?;
    has(page, "8").await?;
    is_gone(page, ".marking .fault-words").await?;

    for (item, part, whole, mark) in
        [("4", "76", "100", "16"), ("5", "9", "10", "10"), ("6", "93", "100", "8")]
    {
        next(page, item, "[aria-label=实际数]").await?;
        page.insert(part).await?;
        to(page, Key::Tab, "[aria-label=应有数]").await?;
        types(page, whole).await?;
        has(page, mark).await?;
    }
    Ok(())
}

async fn marks_by_hand(page: &Page) -> Result<()> {
    next(page, "7", FIRST).await?;
    to(page, Key::Right, SECOND).await?;
    has(page, "6").await?;

    next(page, "8", FIELD).await?;
    types(page, "15").await?;
    has(page, "15").await?;
    tab_to(page, says("不按条款，直接定分"), 8).await?;
    to(page, Key::Enter, ".by-hand .number input").await?;
    types(page, "12").await?;
    lands(page, is(".by-hand input")).await?;
    types(page, "另有约定").await?;
    has(page, "12").await?;
    lands(page, says("取消手工定分")).await?;
    press(page, Key::Enter).await?;
    lands(page, says("不按条款，直接定分")).await?;
    has(page, "15").await
}

pub async fn a_form_is_filled_with_keys_alone(page: &mut Page) -> Result<()> {
    page.click("从空白台账开始").await?;
    opens(page).await?;
    chooses_and_clears(page).await?;
    counts_and_gives_reasons(page).await?;
    adds_evidence(page).await?;
    types_numbers(page).await?;
    marks_by_hand(page).await?;

    next(page, "9", LESS).await?;
    to(page, "+", LESS).await?;
    has(page, "+1").await?;
    next(page, "10", "[aria-label=加分]").await?;
    types(page, "0.5").await?;
    has(page, "+0.5").await?;
    next(page, "11", FIRST).await?;
    to(page, " ", FIRST).await?;
    to(page, Key::Right, SECOND).await?;
    page.wait_for("1 条已触发").await?;
    to(page, Key::Left, FIRST).await?;
    page.says(".score-line .value", "84").await?;

    // The chips and the button that declares the form done stay under the focus.
    back_to(page, is(".tree-filter .chip:last-child"), 40).await?;
    to(page, Key::Enter, ".tree-filter .chip:last-child").await?;
    back_to(page, says("办结自评"), 12).await?;
    press(page, Key::Enter).await?;
    lands(page, says("重新打开")).await?;
    page.saved().await
}

/// Presses Enter on the button that says this, some Tabs further.
async fn presses(page: &Page, text: &str) -> Result<()> {
    tab_to(page, says(text), 20).await?;
    press(page, Key::Enter).await
}

async fn is_answered(page: &Page, returned: &Path, own: &str) -> Result<()> {
    take_in(page, returned).await?;
    page.click("接收意见").await?;
    page.find(".score-line").await?;
    item(page, own, "2").await?;
    to(page, Key::PageUp, ".item-view h2").await?;
    to(page, Key::PageDown, ".item-view h2").await?;
    presses(page, "接受").await?;
    lands(page, says("收回")).await?;
    press(page, Key::Enter).await?;
    lands(page, says("接受")).await?;
    presses(page, "回复").await?;
    lands(page, is(".thread input")).await?;
    presses(page, "取消").await?;
    lands(page, says("回复")).await?;
    to(page, Key::Enter, ".thread input").await?;
    page.insert("已补学").await?;
    press(page, Key::Enter).await?;
    lands(page, is(".thread .reply button")).await
}

pub async fn a_comment_is_answered_with_keys_alone(page: &mut Page) -> Result<()> {
    sample::open(page).await?;
    let table = page.folder.join("standard.csv");
    std::fs::write(&table, TABLE)?;
    import_standard(page, &table, "某区2026年度市场监督管理所考核标准").await?;
    let issued = issue(page).await?;
    let page = &*page;
    page.elsewhere(async |office| {
        let own = take_over(office, &issued).await?;
        item(office, &own, "2").await?;
        office.click_on(".marking .counter button:last-child").await?;
        office.says(".item-score b", "9.5").await?;
        let submission = submit(office).await?;
        let there = review(page, &submission).await?;
        item(page, &there, "2").await?;
        to(page, Key::PageUp, ".item-view h2").await?;
        to(page, Key::PageDown, ".item-view h2").await?;
        presses(page, "与自评一致").await?;
        page.says(".item-score b", "9.5").await?;
        lands(page, says("与自评一致")).await?;
        tab_to(page, is(".item-notes input"), 6).await?;
        types(page, "缺学一次").await?;
        back_to(page, says("未评的全部同自评"), 60).await?;
        press(page, Key::Enter).await?;
        lands(page, says("未评的全部同自评")).await?;
        page.click("退回").await?;
        page.click("生成退回文件").await?;
        let returned = page.downloaded("退回意见").await?;
        is_answered(office, &returned, &own).await
    })
    .await
}
