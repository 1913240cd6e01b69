//! The sample data, opened as `cargo xtask run -- --demo` opens it, and removed in one step.

use anyhow::{Result, ensure};
use thirtyfour::Key;

use crate::district;
use crate::page::Page;

/// The desk of the sample data in a fresh profile.
pub async fn open(page: &Page) -> Result<()> {
    page.goto("#/demo").await?;
    page.wait_for("这是示例数据").await?;
    page.says(".nav a[href='#/roster'] .count", "173").await?;
    page.saved().await
}

pub async fn sample_data_is_opened_and_removed_in_one_step(page: &mut Page) -> Result<()> {
    open(page).await?;
    for place in ["#/groups", "#/plans", "#/hours", "#/assessments"] {
        page.click_on(&format!(".nav a[href='{place}']")).await?;
        page.find(".page tbody tr, .page li").await?;
    }
    page.click_on(".nav a[href='#/submit']").await?;
    page.wait_for("台账里是示例数据").await?;

    page.click("清掉示例，开始自己的台账").await?;
    page.wait_for("开始一本培训台账").await?;
    // The frame has gone, and with it what its keys act on; a panic would stop the page.
    page.press(Key::Escape).await?;
    let nothing = |stored: &serde_json::Value| {
        let names = stored.as_object().into_iter().flatten().map(|(name, _)| name.as_str());
        let kinds = ["people/", "plan/", "session/", "assessment/"];
        names.into_iter().all(|name| !kinds.iter().any(|kind| name.starts_with(kind)))
    };
    page.stored_is(nothing, "without the sample").await?;
    page.reopen().await?;
    page.wait_for("开始一本培训台账").await?;
    page.click("从空白台账开始").await?;
    page.find("#save-state.saved").await?;
    ensure!(!page.text().await?.contains("示例数据"), "the page still speaks of the sample");
    ensure!(district::people(&district::backup(page).await?).is_empty(), "people are left");
    Ok(())
}

pub async fn a_sample_that_was_changed_is_asked_about_first(page: &mut Page) -> Result<()> {
    open(page).await?;
    page.go("#/plans").await?;
    page.click("新建计划").await?;
    page.find("dialog .field:focus").await?;
    page.insert("互帮互学计划").await?;
    page.press(Key::Enter).await?;
    page.find(".plan-page").await?;
    page.saved().await?;

    page.click("清掉示例，开始自己的台账").await?;
    page.says("dialog li", "培训计划：现在 2，示例原有 1").await?;
    page.press(Key::Escape).await?;
    page.until("return !document.querySelector('dialog')", "the question stays").await?;
    page.go("#/plans").await?;
    page.wait_for("互帮互学计划").await?;
    // As it came, it goes without a question.
    page.press(Key::Control + "z").await?;
    page.says(".nav a[href='#/plans'] .count", "1").await?;
    page.click("清掉示例，开始自己的台账").await?;
    page.wait_for("开始一本培训台账").await
}

pub async fn sample_data_never_takes_the_place_of_a_ledger(page: &mut Page) -> Result<()> {
    page.click("从空白台账开始").await?;
    page.saved().await?;
    let own = page.stored().await?;
    page.goto("#/demo").await?;
    page.says(".page-head h1", "工作台").await?;
    page.saved().await?;
    ensure!(page.stored().await? == own, "the sample took the place of the ledger");
    ensure!(!page.text().await?.contains("示例数据"), "the sample is open");
    Ok(())
}
