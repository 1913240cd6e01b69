//! A form filled: a deduction, a bonus and a veto, on the screen at once and there after reopening.

use anyhow::{Context as _, Result, bail};

use crate::page::Page;

/// What an element of the page says as soon as it is `wanted`.
async fn says(page: &Page, selector: &str, wanted: &str) -> Result<()> {
    let script = format!("return (document.querySelector('{selector}') || {{}}).innerText || ''");
    let mut said = String::new();
    for _ in 0..200 {
        said = page.run(&script).await?.as_str().unwrap_or_default().trim().to_owned();
        if said == wanted {
            return Ok(());
        }
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
    bail!("{selector} says {said} and not {wanted}")
}

/// Opens an item of the form whose address is `form`.
async fn open(page: &Page, form: &str, item: &str) -> Result<()> {
    page.run(&format!("location.hash = '{form}/item/{item}'")).await?;
    says(page, ".item-view h2 .code", item).await
}

async fn press(page: &Page, selector: &str) -> Result<()> {
    page.find(selector).await?.click().await?;
    Ok(())
}

pub async fn a_deduction_a_bonus_and_a_veto_are_summed_and_kept(page: &mut Page) -> Result<()> {
    page.click("从空白台账开始").await?;
    page.run("location.hash = '#/assessments'").await?;
    page.click("新建自评表").await?;
    press(page, ".dialog-foot .primary").await?;
    page.find(".score-line").await?;
    let form = page.run("return location.hash").await?;
    let form = form.as_str().context("no address")?.to_owned();

    // A1.1 has 2 points: nothing triggered, one time 0.5.
    open(page, &form, "A1.1").await?;
    press(page, ".marking .choice-bar button:first-child").await?;
    press(page, ".marking .counter button:last-child").await?;
    says(page, ".item-score b", "1.5").await?;
    page.wait_for("1 / 57 项").await?;

    open(page, &form, "D1").await?;
    press(page, ".marking .counter button:last-child").await?;
    says(page, ".item-score b", "+0.5").await?;

    open(page, &form, "E2").await?;
    press(page, ".marking .choice-bar button:last-child").await?;
    page.wait_for("1 条已触发").await?;
    says(page, ".score-line .value", "2").await?;

    page.saved().await?;
    tokio::time::sleep(std::time::Duration::from_millis(300)).await;
    page.load().await?;
    open(page, &form, "E2").await?;
    page.wait_for("1 条已触发").await?;
    page.run(&format!("location.hash = '{form}/table'")).await?;
    page.wait_for("每少研究推进1次，扣0.5分，扣0.5分").await?;
    page.run(&format!("location.hash = '{form}/print'")).await?;
    page.wait_for("校验码").await?;
    page.wait_for("单位负责人").await?;
    Ok(())
}
