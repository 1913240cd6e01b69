//! From a roster to the file for upload with keys alone: no mouse, and nothing takes the focus but
//! by a key. Wherever the focus is lost, the next key goes nowhere and this fails.

use anyhow::{Context as _, Result, ensure};
use serde_json::json;
use thirtyfour::{Key, TypingData};

use crate::district;
use crate::page::Page;

/// Somewhere to be: a test on what has the focus, `it`.
pub struct Stop(pub String);

/// What a selector finds.
pub fn is(selector: &str) -> Stop {
    Stop(format!("it.matches({})", json!(selector)))
}

/// What says this.
pub fn says(text: &str) -> Stop {
    Stop(format!("it.matches('a, button') && it.innerText.trim().includes({})", json!(text)))
}

/// Presses a key, with others held, wherever the focus is.
pub async fn press(page: &Page, keys: impl Into<TypingData>) -> Result<()> {
    page.driver.action_chain().send_keys(keys).perform().await?;
    Ok(())
}

/// The same with another key held.
pub async fn press_with(page: &Page, held: Key, key: impl Into<TypingData>) -> Result<()> {
    let keys = page.driver.action_chain().key_down(held.clone()).send_keys(key).key_up(held);
    keys.perform().await?;
    Ok(())
}

/// What has the focus, in words for a failure.
async fn here(page: &Page) -> Result<String> {
    let script = "const it = document.activeElement;
        return it === document.body ? 'nothing' : it.outerHTML.slice(0, 160)";
    Ok(page.run(script).await?.as_str().unwrap_or_default().to_owned())
}

async fn is_at(page: &Page, stop: &Stop) -> Result<bool> {
    let script = format!("const it = document.activeElement; return {}", stop.0);
    Ok(page.run(&script).await? == true)
}

/// Waits until the focus is there.
pub async fn lands(page: &Page, stop: Stop) -> Result<()> {
    let script = format!("const it = document.activeElement; return {}", stop.0);
    let outcome = page.until(&script, "").await;
    ensure!(outcome.is_ok(), "the focus is not where {}, but on {}", stop.0, here(page).await?);
    Ok(())
}

/// Presses Tab until the focus is there, at most so many times, and finds it in sight.
pub async fn tab_to(page: &Page, stop: Stop, most: usize) -> Result<()> {
    go_to(page, None, stop, most).await
}

/// The same backwards.
pub async fn back_to(page: &Page, stop: Stop, most: usize) -> Result<()> {
    go_to(page, Some(Key::Shift), stop, most).await
}

async fn go_to(page: &Page, held: Option<Key>, stop: Stop, most: usize) -> Result<()> {
    for _ in 0..most {
        match &held {
            Some(held) => press_with(page, held.clone(), Key::Tab).await?,
            None => press(page, Key::Tab).await?,
        }
        if is_at(page, &stop).await? {
            let seen = "const it = document.activeElement, box = it.getBoundingClientRect();
                const top = document.elementFromPoint(
                    box.x + Math.min(box.width, 20) / 2, box.y + box.height / 2);
                return it.matches('[type=file]') || !!top && (it.contains(top) || top.contains(it))";
            ensure!(page.run(seen).await? == true, "out of sight: {}", here(page).await?);
            return Ok(());
        }
    }
    anyhow::bail!("{most} Tabs do not lead to {}, but to {}", stop.0, here(page).await?)
}

/// Past the frame to the page that is open.
async fn skip(page: &Page) -> Result<()> {
    tab_to(page, is(".skip-link"), 60).await?;
    press(page, Key::Enter).await?;
    lands(page, is(".page")).await
}

/// Goes to another page by the search.
async fn search(page: &Page, name: &str, found: &str) -> Result<()> {
    press_with(page, Key::Control, "k").await?;
    lands(page, is(".palette input")).await?;
    page.insert(name).await?;
    press(page, Key::Enter).await?;
    lands(page, is(found)).await
}

/// Waits until nothing of the page fits a selector.
pub async fn is_gone(page: &Page, selector: &str) -> Result<()> {
    let script = format!("return document.querySelector({}) === null", json!(selector));
    page.until(&script, &format!("{selector} stays")).await
}

/// Presses Enter on what opens a dialog.
async fn open(page: &Page) -> Result<()> {
    press(page, Key::Enter).await?;
    page.find("dialog[open]").await?;
    lands(page, Stop("it.closest('dialog') !== null".to_owned())).await
}

/// Presses the primary button of the open dialog, by Tab.
async fn confirm(page: &Page) -> Result<()> {
    let primary = is(".dialog-foot .primary");
    if !is_at(page, &primary).await? {
        tab_to(page, primary, 30).await?;
    }
    press(page, Key::Enter).await?;
    is_gone(page, "dialog").await
}

/// Which name on the board has the focus, and in which column.
async fn name(page: &Page) -> Result<(String, u64)> {
    let script = "const it = document.activeElement;
        return it.matches('.board .who') ? [it.id, it.closest('td').cellIndex] : null";
    let at = page.run(script).await?;
    let id = at[0].as_str().with_context(|| format!("the focus is on no name: {at}"))?;
    Ok((id.to_owned(), at[1].as_u64().unwrap_or_default()))
}

/// Waits until this name has the focus in this column.
async fn stands(page: &Page, id: &str, column: u64) -> Result<()> {
    let place = format!("it.id === {} && it.closest('td').cellIndex === {column}", json!(id));
    lands(page, Stop(place)).await
}

async fn opens_and_imports(page: &Page) -> Result<()> {
    // The way past the frame is the first stop, seen once it is there, and leaves the address alone.
    let skip = is(".skip-link");
    press(page, Key::Tab).await?;
    lands(page, Stop(format!("{} && it.getBoundingClientRect().left >= 0", skip.0))).await?;
    press(page, Key::Enter).await?;
    lands(page, is(".page")).await?;
    ensure!(page.run("return location.hash").await? == "", "the address has changed");
    tab_to(page, says("导入名册"), 1).await?;
    press(page, Key::Enter).await?;
    lands(page, is(".import-page")).await?;
    tab_to(page, is("#roster-file"), 3).await?;
    page.set_files("#roster-file", &[&district::file("roster-utf8.csv")]).await?;
    page.says(".page-head .primary", "写入 173 行").await?;
    lands(page, is(".page")).await?;
    tab_to(page, is(".page-head .primary"), 4).await?;
    press(page, Key::Enter).await?;
    lands(page, is(".roster-page")).await?;
    page.saved().await
}

async fn builds_a_group(page: &Page) -> Result<()> {
    search(page, "分组", ".groups-page").await?;
    let cell = || is("#cell-1-0");
    tab_to(page, is("[id^='cell-']"), 12).await?;
    press(page, Key::Down).await?;
    lands(page, cell()).await?;
    press(page, " ").await?;
    open(page).await?;
    press(page, Key::Escape).await?;
    is_gone(page, "dialog").await?;
    lands(page, cell()).await?;
    open(page).await?;
    confirm(page).await?;
    page.says(".nav a[href='#/groups'] .count", "1").await?;
    lands(page, cell()).await
}

async fn makes_batches(page: &Page) -> Result<()> {
    search(page, "培训计划", ".plans-page").await?;
    tab_to(page, says("新建计划"), 2).await?;
    open(page).await?;
    lands(page, is("dialog .field")).await?;
    press(page, Key::Enter).await?;
    lands(page, is(".plan-page")).await?;
    tab_to(page, is(".tabs a[href$='/rotation']"), 12).await?;
    press(page, Key::Enter).await?;
    page.find(".floor-value").await?;
    tab_to(page, says("生成批次"), 9).await?;
    open(page).await?;
    press(page, Key::Escape).await?;
    is_gone(page, "dialog").await?;
    lands(page, says("生成批次")).await?;
    open(page).await?;
    confirm(page).await?;
    lands(page, says("生成批次")).await?;
    tab_to(page, is(".rules .place"), 2).await?;
    press(page, Key::Enter).await?;
    page.says(".rules .found", "已排 173 / 173 人").await?;
    is_gone(page, ".run-bar").await?;
    lands(page, is(".rules .place")).await
}

async fn moves_on_the_board(page: &Page) -> Result<()> {
    // One office is the way across the board, and the arrow keys lead to the others.
    tab_to(page, is(".board .who"), 8).await?;
    let mut names = 0;
    while is_at(page, &is(".board .who")).await? {
        names += 1;
        ensure!(names < 40, "the board is a stop of Tab for everybody");
        press(page, Key::Tab).await?;
    }
    back_to(page, is(".board .who"), 1).await?;
    back_to(page, is(".board td:nth-child(2) .who:first-child"), 40).await?;
    let (above, column) = name(page).await?;
    press(page, Key::Down).await?;
    let (held, below) = name(page).await?;
    ensure!(held != above && below == column, "not the name below, but {held} in {below}");

    // Held over another batch, and back by Ctrl+Z: that undoes nothing else.
    press(page, Key::Right).await?;
    page.find(".board td.is-over").await?;
    press_with(page, Key::Control, "z").await?;
    is_gone(page, ".board td.is-over").await?;
    stands(page, &held, column).await?;
    page.says(".rules .found", "已排 173 / 173 人").await?;
    // Who goes on to another name has put it back.
    press(page, Key::Right).await?;
    press(page, Key::Down).await?;
    is_gone(page, ".board td.is-over").await?;
    press(page, Key::Up).await?;
    stands(page, &held, column).await?;

    // Against a rule, for two of twelve are away there already: a sentence says which, and Esc puts
    // it back.
    press(page, Key::Right).await?;
    page.wait_for("低于保底").await?;
    press(page, Key::Enter).await?;
    lands(page, is(".board-live input")).await?;
    press(page, Key::Escape).await?;
    stands(page, &held, column).await?;
    // With a reason it goes all the same; the keyboard goes along, there and back.
    press(page, Key::Right).await?;
    press(page, Key::Enter).await?;
    lands(page, is(".board-live input")).await?;
    page.insert("工作需要").await?;
    press(page, Key::Enter).await?;
    stands(page, &held, column + 1).await?;
    press_with(page, Key::Control, "z").await?;
    stands(page, &held, column).await?;

    // Into the batch that has a seat left nothing is asked, of an office that can spare one there.
    let free = "const columns = [...document.querySelectorAll('.board tfoot td')];
        const free = 1 + columns.findIndex(one => {
            const [taken, seats] = one.innerText.match(/\\d+/g);
            return +taken < +seats;
        });
        const rows = [...document.querySelectorAll('.board tbody tr')];
        const row = rows.findIndex(row => row.cells[free].querySelectorAll('.who').length < 2);
        const here = rows.indexOf(document.activeElement.closest('tr'));
        return free > 0 && row > here ? [free, row - here] : null";
    let found = page.run(free).await?;
    let free = found[0].as_u64().context("nobody can be spared for a free seat")?;
    for _ in 0..found[1].as_u64().unwrap_or_default() {
        press(page, Key::Down).await?;
    }
    if free == column {
        tab_to(page, is(".board td:nth-child(3) .who"), 3).await?;
    }
    let (moved, column) = name(page).await?;
    let key = if free > column { Key::Right } else { Key::Left };
    for _ in 0..free.abs_diff(column) {
        press(page, key.clone()).await?;
    }
    page.find(".board td.is-over").await?;
    ensure!(page.count(".board-live").await? == 0, "the free seat is refused");
    press(page, Key::Enter).await?;
    stands(page, &moved, free).await?;

    // Who was moved by hand is pinned, until that is taken away beside the reasons.
    press(page, Key::Enter).await?;
    tab_to(page, says("取消固定"), 40).await?;
    press(page, Key::Enter).await?;
    lands(page, Stop("it.innerText.trim() === '固定'".to_owned())).await?;
    press(page, Key::Enter).await?;
    lands(page, says("取消固定")).await
}

async fn issues_twice(page: &Page) -> Result<()> {
    skip(page).await?;
    tab_to(page, says("下发计划"), 10).await?;
    open(page).await?;
    press(page, Key::Escape).await?;
    is_gone(page, "dialog").await?;
    lands(page, says("下发计划")).await?;
    open(page).await?;
    confirm(page).await?;
    page.says(".page-head .tag", "已下发").await?;
    lands(page, is(".page-head .primary")).await?;

    let last = || is(".board .heads th:last-child button");
    tab_to(page, last(), 24).await?;
    open(page).await?;
    tab_to(page, is("dialog label:nth-of-type(5) input"), 16).await?;
    page.insert("党校").await?;
    confirm(page).await?;
    lands(page, last()).await?;
    back_to(page, says("处改动未下发"), 30).await?;
    open(page).await?;
    confirm(page).await?;
    // The button that opened it has gone.
    lands(page, is(".page")).await
}

async fn makes_up(page: &Page) -> Result<()> {
    search(page, "学时", ".hours-page").await?;
    tab_to(page, says("登记一个班"), 4).await?;
    open(page).await?;
    press(page, Key::Down).await?;
    page.find(".attend-list li").await?;
    tab_to(page, is(".attend-list li:first-child select"), 30).await?;
    for _ in 0..3 {
        press(page, Key::Down).await?;
    }
    back_to(page, is(".dialog-foot .primary"), 40).await?;
    confirm(page).await?;
    lands(page, says("登记一个班")).await?;

    tab_to(page, is(".tabs a[href$='/statistics']"), 8).await?;
    press(page, Key::Enter).await?;
    page.find(".statistics-table").await?;
    let classes = ".statistics-table tbody tr:first-child td:nth-of-type(2) .figure-button";
    tab_to(page, is(classes), 12).await?;
    open(page).await?;
    tab_to(page, is("dialog .entries button"), 4).await?;
    press(page, Key::Enter).await?;
    page.wait_for("修改学时登记").await?;
    lands(page, is("dialog input")).await?;
    back_to(page, says("建补训班 1 人"), 8).await?;
    press(page, Key::Enter).await?;
    page.wait_for("安排补训").await?;
    tab_to(page, says("安排补训"), 30).await?;
    press(page, Key::Enter).await?;
    page.find(".class-table tbody tr").await?;
    lands(page, is(".plan-page")).await
}

async fn hands_up(page: &Page) -> Result<()> {
    search(page, "上报", ".submit-page").await?;
    let make = || says("生成上报文件");
    tab_to(page, make(), 3).await?;
    press(page, Key::Enter).await?;
    // No self-assessment is filled in: the file is asked a reason for.
    lands(page, is(".ready .reason input")).await?;
    page.insert("先报").await?;
    back_to(page, make(), 30).await?;
    open(page).await?;
    let name = page.texts(".made dd").await?.into_iter().next().context("no file")?;
    confirm(page).await?;
    lands(page, make()).await?;
    let file = crate::upload::read(&page.downloaded(&name).await?)?;
    let plans = file["data"]["plans"].as_array().map_or(0, Vec::len);
    ensure!(plans == 1, "{plans} plans in the file");
    Ok(())
}

pub async fn from_a_roster_to_the_upload_with_keys_alone(page: &mut Page) -> Result<()> {
    opens_and_imports(page).await?;
    builds_a_group(page).await?;
    makes_batches(page).await?;
    moves_on_the_board(page).await?;
    issues_twice(page).await?;
    makes_up(page).await?;
    hands_up(page).await
}
