//! What goes: wrong entries and doubles with a way back, a purge and a wipe without one.

use anyhow::{Context as _, Result, ensure};
use serde_json::Value;

use crate::disk::{self, choose_year, database};
use crate::page::Page;

/// Waits until the page shows so many people.
async fn shows(page: &Page, people: u32) -> Result<()> {
    let script = format!(
        "return (document.querySelector(\".nav a[href='#/roster'] .count\") || {{}}).innerText === '{people}'"
    );
    page.until(&script, &format!("there are not {people} people")).await
}

/// Opens the drawer of a person and what can be done with the record.
async fn open(page: &Page, name: &str) -> Result<()> {
    page.go("#/roster").await?;
    page.click(name).await?;
    page.click_on(".drawer details.more summary").await
}

pub async fn a_wrong_entry_goes_and_comes_back(page: &mut Page) -> Result<()> {
    disk::import(page).await?;
    open(page, "卢静").await?;
    page.click("删除误录").await?;
    shows(page, 172).await?;
    disk::settled(page).await?;
    page.load().await?;
    shows(page, 172).await?;
    page.click_on("#undo:not([disabled])").await?;
    page.wait_for("已撤销：删除误录卢静").await?;
    shows(page, 173).await
}

pub async fn two_records_of_one_person_become_one(page: &mut Page) -> Result<()> {
    disk::import(page).await?;
    page.go("#/roster/import").await?;
    let rows =
        "姓名\t性别\t出生年月\t所在单位\n卢静\t男\t1979-02\t示范区市场监督管理局高坎市场监督管理所";
    let paste = format!(
        "const field = document.querySelector('textarea.paste');
        field.value = {};
        field.dispatchEvent(new Event('input', {{ bubbles: true }}));",
        serde_json::json!(rows)
    );
    page.find("textarea.paste").await?;
    page.run(&paste).await?;
    page.click("读取粘贴的内容").await?;
    page.click("写入 1").await?;
    shows(page, 174).await?;
    open(page, "卢静").await?;
    page.click("合并重复").await?;
    page.click_on(".dialog-foot .primary").await?;
    shows(page, 173).await?;
    disk::settled(page).await?;
    page.load().await?;
    shows(page, 173).await?;
    page.click_on("#undo:not([disabled])").await?;
    page.wait_for("已撤销：合并卢静").await?;
    shows(page, 174).await
}

pub async fn who_is_purged_is_in_no_chunk_of_the_database(page: &mut Page) -> Result<()> {
    disk::import(page).await?;
    choose_year(page, "2025").await?;
    open(page, "卢静").await?;
    let hash = page.run("return location.hash").await?;
    let person = hash.as_str().and_then(|hash| hash.rsplit('/').next()).context("no person")?;
    let everything = "return JSON.stringify([head, allChunks, allManifests])";
    let before = database(page, everything).await?;
    let holds = |stored: &Value, text: &str| stored.as_str().is_some_and(|all| all.contains(text));
    ensure!(holds(&before, person) && holds(&before, "卢静"), "the person is not stored at all");

    page.click("彻底清除").await?;
    page.wait_for("无法恢复").await?;
    ensure!(page.count(".dialog-foot .danger:disabled").await? == 1, "nothing had to be typed");
    page.fill(".dialog input[type=text]", "卢静").await?;
    page.click_on(".dialog-foot .danger").await?;
    shows(page, 172).await?;
    page.wait_for("彻底清除1人").await?;
    disk::settled(page).await?;
    let after = database(page, everything).await?;
    for trace in [person, "卢静", "21130219801002079X", "辽A58202938"] {
        ensure!(!holds(&after, trace), "{trace} is still stored");
    }
    ensure!(page.count("#undo[disabled]").await? == 1, "there is something to undo");
    page.load().await?;
    shows(page, 172).await?;
    ensure!(page.count("#undo[disabled]").await? == 1, "there is something to undo again");
    // And the ledger goes on.
    choose_year(page, "2026").await?;
    page.load().await?;
    shows(page, 172).await
}

pub async fn a_wipe_asks_for_the_name_and_leaves_nothing(page: &mut Page) -> Result<()> {
    disk::import(page).await?;
    page.go("#/settings/storage").await?;
    page.click("清空本机数据…").await?;
    page.find(".dialog-foot .danger:disabled").await?;
    page.click("先备份").await?;
    let backup = page.downloaded("备份").await?;
    let text = page.text().await?;
    let name = text.split("输入单位名称“").nth(1).and_then(|rest| rest.split('”').next());
    page.fill(".dialog .stack input", name.context("no name is asked for")?).await?;
    page.click_on(".dialog-foot .danger").await?;
    page.wait_for("开始一本培训台账").await?;
    let left = database(page, "return [head, allChunks.length, allManifests.length]").await?;
    ensure!(left == serde_json::json!([null, 0, 0]), "this is left: {left}");
    page.load().await?;
    page.wait_for("开始一本培训台账").await?;
    page.set_files(".starts input[type=file]", &[&backup]).await?;
    page.click_on(".dialog-foot .primary").await?;
    disk::has_everybody(page).await
}

pub async fn undo_and_redo_reach_back_over_closed_browsers(page: &mut Page) -> Result<()> {
    disk::import(page).await?;
    choose_year(page, "2025").await?;
    choose_year(page, "2024").await?;
    page.click_on("#undo:not([disabled])").await?;
    page.wait_for("已撤销：修改设置").await?;
    disk::settled(page).await?;
    page.reopen().await?;
    page.click_on("#redo:not([disabled])").await?;
    page.wait_for("已重做：修改设置").await?;
    ensure!(disk::year(page).await? == "2024", "redo brought another year");
    for _ in 0..2 {
        page.click_on("#undo:not([disabled])").await?;
    }
    page.wait_for("已撤销：修改设置").await?;
    page.click_on("#undo:not([disabled])").await?;
    page.wait_for("已撤销：导入名册").await?;
    let nobody = "return !document.querySelector(\".nav a[href='#/roster'] .count\")";
    page.until(nobody, "one undo does not take the import back").await?;
    disk::settled(page).await?;
    page.reopen().await?;
    page.until(nobody, "the undone import is there again").await?;
    page.click_on("#redo:not([disabled])").await?;
    page.wait_for("已重做：导入名册").await?;
    disk::has_everybody(page).await?;
    for _ in 0..2 {
        page.click_on("#redo:not([disabled])").await?;
    }
    page.until("return document.querySelector('.year-pick').value === '2024'", "not 2024").await?;
    page.until("return document.querySelector('#redo').disabled", "redo goes on").await
}
