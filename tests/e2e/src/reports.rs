//! Forms in full: two at once, a figure of the ledger filled in, the report, the list of problems
//! and the paper.

use anyhow::{Context as _, Result, ensure};

use crate::page::Page;
use crate::sample;

/// Ticks the first two subjects that have no form yet.
const TICK_TWO: &str =
    "const free = document.querySelectorAll('.subject-list input:not(:disabled)');
    [...free].slice(0, 2).forEach((box) => box.click());
    return free.length";

/// Chooses the first figure of the ledger that is offered under the first rule that takes one.
const CHOOSE: &str = "const list = document.querySelector('.rule-figure select');
    list.selectedIndex = 1;
    list.dispatchEvent(new Event('change', { bubbles: true }));
    return list.value";

pub async fn two_forms_are_filled_from_the_ledger_and_end_on_paper(page: &mut Page) -> Result<()> {
    sample::open(page).await?;
    page.go("#/assessments").await?;
    page.click("新建自评表").await?;
    page.click("全不选").await?;
    page.run(TICK_TWO).await?;
    page.says(".dialog-foot .primary", "新建 2 张").await?;
    page.click_on(".dialog-foot .primary").await?;
    page.until(
        "return document.querySelectorAll('.assessments-page tbody tr').length === 3",
        "not three forms",
    )
    .await?;

    // One undo takes both back.
    page.run("document.querySelector('.toast button').click()").await?;
    page.until(
        "return document.querySelectorAll('.assessments-page tbody tr').length === 1",
        "not one form",
    )
    .await?;
    page.click_on(".assessments-page tbody a.name").await?;
    page.find(".score-line").await?;
    let form = page.run("return location.hash").await?;
    let form = form.as_str().context("no address")?.to_owned();

    page.go(&format!("{form}/item/C3.2")).await?;
    page.says(".item-view h2 .code", "C3.2").await?;
    page.run(CHOOSE).await?;
    page.click_on(".rule-figure button.small").await?;
    page.wait_for("取自台账").await?;
    page.click_on(".rule-figure .figure-value").await?;
    page.wait_for("没有计入的").await?;
    page.click_on("dialog .primary").await?;

    // A1.1: one time, so that there is a problem.
    page.go(&format!("{form}/item/A1.1")).await?;
    page.says(".item-view h2 .code", "A1.1").await?;
    page.click_on(".marking .choice-bar button:first-child").await?;
    page.click_on(".marking .counter button:last-child").await?;

    page.go(&format!("{form}/report")).await?;
    page.click("从扣分项生成问题").await?;
    page.until(
        "return [...document.querySelectorAll('textarea')].some((one) => one.value.includes('A1.1'))",
        "the problem is not written",
    )
    .await?;

    page.go(&format!("{form}/analysis")).await?;
    page.fill(".issues tbody input:not([type=date]):not([type=checkbox])", "陈刚").await?;
    page.set_date(".issues tbody input[type=date]", "2020-01-02").await?;
    page.wait_for("已逾期").await?;
    page.click_on(".issues tbody input[type=checkbox]").await?;
    page.find(".issues tbody .sign.good").await?;
    page.saved().await?;

    page.go(&format!("{form}/print")).await?;
    page.wait_for("自评报告").await?;
    page.wait_for("问题：").await?;
    let first = page.run("return document.querySelector('.paper').className").await?;
    ensure!(first.as_str().is_some_and(|one| one.contains("report-paper")), "{first}");

    page.reopen().await?;
    page.go(&format!("{form}/analysis")).await?;
    page.find(".issues tbody .sign.good").await?;
    let owner = page.run("return document.querySelector('.issues tbody input').value").await?;
    ensure!(owner == "陈刚", "the owner is {owner}");
    Ok(())
}
