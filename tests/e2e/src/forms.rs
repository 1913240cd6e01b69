//! Forms: what is wrong stands at its field and goes when it is mended; lists stay in sight, and
//! Esc closes the list before the dialog.

use anyhow::{Result, ensure};
use thirtyfour::Key;

use crate::page::Page;
use crate::sample;

const FAULTS: &str = "return document.querySelectorAll('dialog .fault-words').length";

pub async fn what_is_wrong_stands_at_its_field_until_it_is_mended(page: &mut Page) -> Result<()> {
    sample::open(page).await?;
    page.go("#/roster").await?;
    page.click("添加人员").await?;
    page.click_on(".dialog-foot .primary").await?;
    page.find("dialog [aria-invalid=true]:focus").await?;
    ensure!(page.run(FAULTS).await? == 1, "not just the name is missing");
    ensure!(page.count(".toast").await? == 0, "a toast says what the field says");
    page.fill("dialog [aria-invalid=true]", "张三").await?;
    ensure!(page.run(FAULTS).await? == 0, "the name is still missing");

    page.click_on("dialog .chip").await?;
    page.find("dialog .menu").await?;
    let inside = "const menu = document.querySelector('dialog .menu').getBoundingClientRect();
        const top = document.elementFromPoint(menu.left + 20, menu.bottom - 10);
        return menu.top >= 0 && menu.bottom <= innerHeight && top.closest('.menu') !== null";
    page.until(inside, "the list is cut off").await?;
    page.press(Key::Escape).await?;
    page.until("return !document.querySelector('.menu')", "the list does not close").await?;
    ensure!(page.count("dialog").await? == 1, "the dialog closes with the list");
    Ok(())
}

pub async fn no_batch_of_no_days_is_made(page: &mut Page) -> Result<()> {
    sample::open(page).await?;
    page.go("#/plans").await?;
    page.click_on(".page tbody a").await?;
    page.click_on(".tabs a[href$='/rotation']").await?;
    page.click("生成批次").await?;
    page.fill("dialog .form-pair label:nth-child(2) input", "0").await?;
    page.click_on(".dialog-foot .primary").await?;
    page.says("dialog .fault-words", "请填 1 到 60 的整数。").await?;
    page.fill("dialog .form-pair label:nth-child(2) input", "40").await?;
    page.wait_for("不在本年度").await
}

pub async fn an_age_that_leaves_a_stage_empty_stays_with_why_until_it_is_mended(
    page: &mut Page,
) -> Result<()> {
    sample::open(page).await?;
    page.go("#/settings/packs").await?;
    page.fill(".set-table td input", "90").await?;
    page.wait_for("各段要依次递增").await?;
    let value = page.run("return document.querySelector('.set-table td input').value").await?;
    ensure!(value == "90", "the field holds {value}");
    page.fill(".set-table td input", "36").await?;
    let mended = "return document.querySelector('.set-table .fault-words') === null";
    page.until(mended, "the words stay").await
}
