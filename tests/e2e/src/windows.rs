//! Two windows with one ledger: one writes, the other shows, and nothing is overwritten.

use anyhow::{Result, ensure};
use thirtyfour::WindowHandle;

use crate::clock;
use crate::disk::{self, choose_year, year};
use crate::page::Page;

/// Opens the file in another window as well.
async fn open_second(page: &Page) -> Result<(WindowHandle, WindowHandle)> {
    let first = page.driver.window().await?;
    let second = page.driver.new_tab().await?;
    page.driver.switch_to_window(second.clone()).await?;
    page.run_first(&clock::script()).await?;
    page.load().await?;
    Ok((first, second))
}

async fn only_shows(page: &Page) -> Result<()> {
    page.wait_for("另一个窗口正在编辑这本台账。").await
}

pub async fn a_second_window_only_shows_until_it_takes_over(page: &mut Page) -> Result<()> {
    disk::import(page).await?;
    choose_year(page, "2025").await?;
    let before = disk::generation(page).await?;
    let (first, second) = open_second(page).await?;
    only_shows(page).await?;
    disk::has_everybody(page).await?;
    page.choose(".year-pick", "2024").await?;
    page.wait_for("本窗口只能查看").await?;
    ensure!(disk::generation(page).await? == before, "the second window has written");
    ensure!(year(page).await? == "2025", "what was refused still stands in the field");

    page.click("改在这里编辑").await?;
    page.until("return !document.querySelector('.notice-bar')", "it takes nothing over").await?;
    choose_year(page, "2024").await?;

    page.driver.switch_to_window(first).await?;
    only_shows(page).await?;
    page.choose(".year-pick", "2026").await?;
    page.wait_for("本窗口只能查看").await?;
    page.click("改在这里编辑").await?;
    page.until("return document.querySelector('.year-pick').value === '2024'", "not 2024").await?;
    choose_year(page, "2026").await?;

    page.driver.switch_to_window(second).await?;
    only_shows(page).await?;
    page.load().await?;
    ensure!(year(page).await? == "2026", "what the first window saved is not shown");
    disk::has_everybody(page).await
}

pub async fn unsaved_work_of_two_windows_is_a_choice_and_both_stay(page: &mut Page) -> Result<()> {
    disk::import(page).await?;
    choose_year(page, "2025").await?;
    let refuse = "window.room = IDBObjectStore.prototype.put;
        IDBObjectStore.prototype.put = () => { throw new DOMException('', 'QuotaExceededError'); };";
    page.run(refuse).await?;
    page.choose(".year-pick", "2024").await?;
    page.wait_for("没有保存上。").await?;

    let (first, second) = open_second(page).await?;
    page.click("改在这里编辑").await?;
    page.until("return !document.querySelector('.notice-bar')", "it takes nothing over").await?;
    choose_year(page, "2026").await?;

    page.driver.switch_to_window(first).await?;
    only_shows(page).await?;
    page.run("IDBObjectStore.prototype.put = window.room").await?;
    page.click("改在这里编辑").await?;
    page.wait_for("台账已在另一个窗口改动过。").await?;
    page.click("保留本窗口的改动").await?;
    page.until("return !document.querySelector('.notice-bar')", "it is not kept").await?;
    page.saved().await?;
    ensure!(year(page).await? == "2024", "the work of this window is lost");
    page.driver.switch_to_window(second).await?;
    only_shows(page).await?;
    page.driver.close_window().await?;

    // What the other window saved is one step back.
    let handles = page.driver.windows().await?;
    page.driver.switch_to_window(handles[0].clone()).await?;
    page.load().await?;
    ensure!(year(page).await? == "2024", "the work of this window was not saved");
    page.click_on("#undo:not([disabled])").await?;
    page.until("return document.querySelector('.year-pick').value === '2026'", "not 2026").await
}
