//! What can go wrong with the storage of a browser: it is said aloud, costs as little as it must,
//! and nothing is overwritten before somebody chose.

use anyhow::{Context as _, Result, ensure};
use serde_json::{Value, json};

use crate::disk::{self, choose_year, database, year};
use crate::page::Page;

const BAR: &str = ".notice-bar.bad";

pub async fn without_a_database_it_says_so_and_offers_a_backup(page: &mut Page) -> Result<()> {
    page.run_first("Object.defineProperty(window, 'indexedDB', { value: undefined })").await?;
    page.load().await?;
    page.wait_for("不能保存，只能临时使用").await?;
    page.click("导入名册").await?;
    page.set_files("#roster-file", &[&disk::roster()]).await?;
    page.click("写入 173").await?;
    disk::has_everybody(page).await?;
    page.wait_for("浏览器不让保存。").await?;
    page.wait_for("没有保存上").await?;
    page.choose(".year-pick", "2025").await?;
    page.click_on("#undo:not([disabled])").await?;
    page.wait_for("已撤销：修改设置").await?;
    page.click_on(&format!("{BAR} .primary")).await?;
    let backup = page.downloaded("备份").await?;
    let backup: Value = serde_json::from_slice(&std::fs::read(backup)?)?;
    ensure!(backup["kind"] == "backup", "this is no backup: {backup}");
    // It would be lost, so the browser is to ask before the page closes.
    let asks = "const event = new Event('beforeunload', { cancelable: true });
        window.dispatchEvent(event); return event.defaultPrevented";
    ensure!(page.run(asks).await? == true, "the page may be closed without a question");
    Ok(())
}

pub async fn a_database_that_does_not_open_loses_nothing(page: &mut Page) -> Result<()> {
    disk::import(page).await?;
    let refuse =
        "IDBFactory.prototype.open = () => { throw new DOMException('', 'SecurityError'); }";
    page.run_first(refuse).await?;
    page.load().await?;
    page.wait_for("浏览器的数据库打不开").await?;
    page.wait_for("173 人").await?;
    page.click("只在内存里继续").await?;
    page.click("从空白台账开始").await?;
    page.wait_for("浏览器不让保存。").await?;
    // Without the refusal everything is there again.
    page.reopen().await?;
    disk::has_everybody(page).await
}

pub async fn a_database_that_never_answers_is_given_up(page: &mut Page) -> Result<()> {
    let silent = "IDBFactory.prototype.open = () => ({})";
    page.run_first(silent).await?;
    page.load().await?;
    page.wait_for("不能保存，只能临时使用").await
}

pub async fn a_full_disk_is_said_aloud_and_overcome(page: &mut Page) -> Result<()> {
    disk::import(page).await?;
    choose_year(page, "2025").await?;
    let before = disk::generation(page).await?;
    // As on a full disk: what is put is taken, and then the whole transaction is aborted.
    let full = "window.room = IDBObjectStore.prototype.put;
        IDBObjectStore.prototype.put = function (...all) {
            const [request, error] = [window.room.apply(this, all), new DOMException('', 'QuotaExceededError')];
            Object.defineProperty(this.transaction, 'error', { value: error });
            setTimeout(() => { try { this.transaction.abort(); } catch (late) { /* aborted already */ } });
            return request;
        };";
    page.run(full).await?;
    page.choose(".year-pick", "2024").await?;
    page.wait_for("没有保存上。存储空间已满。").await?;
    ensure!(disk::generation(page).await? == before, "something was written");
    page.click_on(&format!("{BAR} .primary")).await?;
    let backup: Value = serde_json::from_slice(&std::fs::read(page.downloaded("备份").await?)?)?;
    let kept = backup.pointer("/data/shards/settings/year").context("no year in the backup")?;
    ensure!(kept == 2024, "the backup is of {kept}");

    page.run("IDBObjectStore.prototype.put = window.room").await?;
    page.click("重试").await?;
    page.saved().await?;
    page.load().await?;
    disk::has_everybody(page).await?;
    ensure!(year(page).await? == "2024", "the edit is lost");
    Ok(())
}

pub async fn a_database_that_is_gone_is_missed_and_restored(page: &mut Page) -> Result<()> {
    disk::import(page).await?;
    page.press(thirtyfour::Key::Control + "s").await?;
    let backup = page.downloaded("备份").await?;
    disk::settled(page).await?;
    delete_database(page).await?;

    for _ in 0..2 {
        page.load().await?;
        page.wait_for("上次打开时有 173 人、0 份计划、0 张自评表，这次没有找到").await?;
        page.wait_for("备份").await?;
        // Nothing is written, and asking again gives the same answer.
        tokio::time::sleep(std::time::Duration::from_millis(500)).await;
        ensure!(disk::generation(page).await?.is_null(), "something was written unasked");
    }
    page.picture("recovery-lost").await?;
    page.set_files(".recovery-page .other input", &[&backup]).await?;
    page.click_on(".dialog-foot .primary").await?;
    disk::has_everybody(page).await?;
    disk::settled(page).await?;
    page.load().await?;
    disk::has_everybody(page).await
}

pub async fn who_gives_lost_data_up_starts_anew(page: &mut Page) -> Result<()> {
    disk::import(page).await?;
    delete_database(page).await?;
    page.load().await?;
    page.click("重新开始").await?;
    page.click("从空白台账开始").await?;
    disk::settled(page).await?;
    page.load().await?;
    page.find(".nav").await?;
    ensure!(page.count(".recovery-page").await? == 0, "the loss is still lamented");
    Ok(())
}

async fn delete_database(page: &Page) -> Result<()> {
    // From another file, as this page holds it open.
    let other = page.file.with_file_name("other.html");
    std::fs::write(&other, "<!DOCTYPE html><title>other</title>")?;
    let other = other.to_str().context("the path is no text")?;
    page.driver.goto(format!("file://{other}")).await?;
    let delete = "const done = arguments[0];
        const request = indexedDB.deleteDatabase('training-ledger');
        request.onsuccess = () => done('deleted');
        request.onerror = request.onblocked = () => done('not deleted');";
    let answer = page.driver.execute_async(delete, Vec::new()).await?.json().clone();
    ensure!(answer == "deleted", "the database is {answer}");
    Ok(())
}

pub async fn what_only_local_storage_lost_is_not_missed(page: &mut Page) -> Result<()> {
    disk::import(page).await?;
    page.run("localStorage.clear()").await?;
    page.load().await?;
    disk::has_everybody(page).await?;
    choose_year(page, "2025").await?;
    let again = page.run("return localStorage.getItem('training-ledger:sentinel')").await?;
    ensure!(again.to_string().contains("173"), "what was seen is not remembered again: {again}");
    Ok(())
}

pub async fn an_older_database_than_last_seen_is_noticed(page: &mut Page) -> Result<()> {
    disk::import(page).await?;
    let later = "const key = 'training-ledger:sentinel';
        const seen = JSON.parse(localStorage.getItem(key));
        seen.generation += 50;
        localStorage.setItem(key, JSON.stringify(seen));";
    page.run(later).await?;
    page.load().await?;
    page.wait_for("找到的数据比上次的旧").await?;
    page.click("用这个版本").await?;
    disk::has_everybody(page).await
}

pub async fn a_damaged_chunk_costs_that_chunk_only(page: &mut Page) -> Result<()> {
    disk::import(page).await?;
    rename_first(page, "卢静静").await?;
    let changed = "const before = JSON.parse(allManifests.find(([key]) => key === head.generation - 1)[1]);
        const name = Object.keys(manifest.chunks)
            .find(name => name.startsWith('people/') && manifest.chunks[name] !== before.chunks[name]);
        chunks.put('damaged', manifest.chunks[name]);
        return head.generation;";
    let current = database(page, changed).await?;
    page.load().await?;
    page.wait_for("有一部分数据损坏了").await?;
    page.wait_for("名册 1 处取自更早的版本").await?;
    page.wait_for("完整").await?;
    page.picture("recovery-damaged").await?;
    // What this page cannot read can be taken away.
    page.click("下载原始数据").await?;
    let raw = std::fs::read(page.downloaded("原始数据").await?)?;
    let raw: serde_json::Value = serde_json::from_slice(&raw)?;
    let chunks = raw["chunks"]["values"].as_array().context("no chunks")?;
    ensure!(chunks.iter().any(|text| text == "damaged"), "the raw data lack what is stored");
    ensure!(raw["head"]["keys"][0] == "current", "{}", raw["head"]);
    ensure!(disk::generation(page).await? == current, "something was written unasked");
    page.click("用这个版本").await?;
    disk::has_everybody(page).await?;
    disk::settled(page).await?;
    // The next time there is nothing to choose.
    page.load().await?;
    disk::has_everybody(page).await
}

pub async fn damaged_settings_do_not_cost_the_ledger(page: &mut Page) -> Result<()> {
    disk::import(page).await?;
    let office = office(page).await?;
    disk::damage(page, "settings").await?;
    page.load().await?;
    page.wait_for("缺设置 1 处").await?;
    page.click("用这个版本").await?;
    disk::has_everybody(page).await?;
    disk::settled(page).await?;
    page.load().await?;
    disk::has_everybody(page).await?;
    let now = self::office(page).await?;
    ensure!(now == office, "the bureau was {office} and is {now}");
    Ok(())
}

async fn office(page: &Page) -> Result<Value> {
    page.run("return document.querySelector('.top-pick.office').innerText").await
}

/// Changes the name of 卢静 by the dialog of the person.
async fn rename_first(page: &Page, name: &str) -> Result<()> {
    page.go("#/roster").await?;
    page.click("卢静").await?;
    page.click_on(".drawer-foot .button").await?;
    page.fill(".dialog input[type=text]", name).await?;
    page.click_on(".dialog-foot .primary").await?;
    disk::settled(page).await
}

pub async fn a_step_that_cannot_be_read_is_not_said_to_be_undone(page: &mut Page) -> Result<()> {
    disk::import(page).await?;
    choose_year(page, "2025").await?;
    choose_year(page, "2024").await?;
    let damage =
        "const before = JSON.parse(allManifests.find(([key]) => key === head.generation - 1)[1]);
        chunks.put('damaged', before.chunks.settings);";
    database(page, damage).await?;
    page.load().await?;
    page.click_on("#undo:not([disabled])").await?;
    page.wait_for("没能撤销：修改设置").await?;
    ensure!(year(page).await? == "2024", "something was undone");
    page.click_on("#undo:not([disabled])").await?;
    page.wait_for("已撤销：修改设置").await?;
    disk::has_everybody(page).await
}

pub async fn local_storage_that_throws_costs_preferences_only(page: &mut Page) -> Result<()> {
    let refuse = "for (const name of ['getItem', 'setItem', 'removeItem', 'key', 'clear']) {
            Storage.prototype[name] = () => { throw new DOMException('', 'SecurityError'); };
        }";
    let missing = "Object.defineProperty(window, 'localStorage', {
            get() { throw new DOMException('', 'SecurityError'); },
        });";
    page.run_first(refuse).await?;
    page.load().await?;
    disk::import(page).await?;
    page.load().await?;
    disk::has_everybody(page).await?;
    page.run_first(missing).await?;
    page.load().await?;
    disk::has_everybody(page).await?;
    choose_year(page, "2025").await
}

pub async fn data_cleared_under_an_open_page_is_written_again(page: &mut Page) -> Result<()> {
    disk::import(page).await?;
    let everything = json!({ "origin": "file:///", "storageTypes": "all" });
    page.driver.cdp().send_raw("Storage.clearDataForOrigin", everything).await?;
    page.wait_for("浏览器的数据刚被清除。").await?;
    page.saved().await?;
    page.load().await?;
    disk::has_everybody(page).await
}
