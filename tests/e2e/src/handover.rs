//! What the help says of another computer, another person and a newer file, done to the letter.

use anyhow::{Context as _, Result, ensure};
use serde_json::json;

use crate::job::is_same;
use crate::page::Page;
use crate::{district, sample, upload};

/// The words of a section of the help.
async fn help(page: &Page, heading: &str) -> Result<String> {
    page.click_on(".nav-end a[href='#/help']").await?;
    page.wait_for(heading).await?;
    let sections = page.texts(".help-page section").await?;
    sections.into_iter().find(|text| text.starts_with(heading)).context("no such section")
}

/// Does the help name every button that is pressed here?
async fn help_names(page: &Page, heading: &str, words: &[&str]) -> Result<()> {
    let help = help(page, heading).await?;
    for word in words {
        ensure!(help.contains(word), "the help on {heading} does not say {word}:\n{help}");
    }
    Ok(())
}

/// The four figures of the desk.
async fn figures(page: &Page) -> Result<Vec<String>> {
    page.click_on(".nav a[href='#/']").await?;
    page.find(".figures .figure").await?;
    let figures = page.texts(".figures .figure").await?;
    ensure!(figures.len() == 4 && figures[0].contains("173"), "the figures are {figures:?}");
    Ok(figures)
}

/// Restores a backup in a fresh profile, as the help says; fails unless the same people are
/// announced before.
async fn restore(page: &Page, backup: &std::path::Path) -> Result<()> {
    page.wait_for("恢复或接收").await?;
    page.set_files(".starts .file-button input", &[backup]).await?;
    page.wait_for("用这份备份恢复台账").await?;
    let counts = page.texts(".restore-counts tbody tr").await?;
    let people = counts.iter().find(|row| row.starts_with("人员")).context("no people")?;
    ensure!(people.split_whitespace().eq(["人员", "0", "173"]), "announced {people}");
    ensure!(page.stored().await? == json!({}), "something is written before the answer");
    page.click("恢复").await?;
    page.wait_for("已从备份恢复").await?;
    page.says(".nav a[href='#/roster'] .count", "173").await?;
    page.saved().await
}

pub async fn another_computer_goes_on_from_the_backup(page: &mut Page) -> Result<()> {
    sample::open(page).await?;
    help_names(page, "换电脑", &["立即备份", "Ctrl+S", "恢复或接收", "打开备份文件"]).await?;
    page.go("#/settings/storage").await?;
    page.click("立即备份").await?;
    let backup = page.downloaded("备份").await?;
    let saved = upload::read(&backup)?;
    page.elsewhere(async |other| {
        restore(other, &backup).await?;
        other.reopen().await?;
        other.says(".nav a[href='#/roster'] .count", "173").await?;
        is_same(&saved, &district::backup(other).await?)
    })
    .await
}

pub async fn another_person_takes_over_and_the_first_computer_is_cleared(
    page: &mut Page,
) -> Result<()> {
    sample::open(page).await?;
    let words = ["工作台的四个数字", "设置 → 存储与备份 → 清空", "再备份一次"];
    help_names(page, "换人接手", &words).await?;
    let before = figures(page).await?;
    page.press(thirtyfour::Key::Control + "s").await?;
    let backup = page.downloaded("备份").await?;
    page.elsewhere(async |other| {
        restore(other, &backup).await?;
        let after = figures(other).await?;
        ensure!(after == before, "{before:?} became {after:?}");
        Ok(())
    })
    .await?;

    page.click_on(".nav-end a[href^='#/settings']").await?;
    page.click("存储与备份").await?;
    page.click("清空").await?;
    page.click("先备份").await?;
    page.downloaded("备份").await?;
    let clear = "dialog .button.danger";
    ensure!(!page.find(clear).await?.is_enabled().await?, "it clears without being asked twice");
    page.fill("dialog .stack input", "示范区市场监督管理局").await?;
    page.click_on(clear).await?;
    page.wait_for("开始一本培训台账").await?;
    ensure!(page.stored().await? == json!({}), "something is left");
    page.reopen().await?;
    page.wait_for("开始一本培训台账").await?;
    ensure!(page.stored().await? == json!({}), "something came back");
    Ok(())
}

pub async fn a_newer_file_finds_the_data_of_the_older_one(page: &mut Page) -> Result<()> {
    sample::open(page).await?;
    help_names(page, "换新版文件", &["同一浏览器里的新文件会接着用原来的数据"]).await?;
    let saved = district::backup(page).await?;
    page.saved().await?;
    // Another file under another name in another folder.
    let folder = page.folder.join("新版");
    std::fs::create_dir_all(&folder)?;
    let newer = folder.join("培训台账 新版.html");
    let html = std::fs::read_to_string(&page.file)?;
    std::fs::write(&newer, format!("{html}\n<!-- newer -->\n"))?;
    std::fs::remove_file(&page.file)?;
    page.file = newer;
    page.reopen().await?;
    page.says(".nav a[href='#/roster'] .count", "173").await?;
    is_same(&saved, &district::backup(page).await?)
}
