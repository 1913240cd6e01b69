//! From the workbook of a bureau to the paper that is signed: every kind of rule, evidence, a round
//! of review between two computers.

use anyhow::{Context as _, Result, ensure};

use crate::page::{Page, repository};
use crate::review::{
    import_standard, issue, item, paper_is_whole, review, submit, take_in, take_over,
};
use crate::{pdf, sample, upload};

/// Answers one item of each kind; 82.5 points of 100, and one more.
async fn answer_every_kind(page: &Page, own: &str) -> Result<()> {
    let chosen = |at: u32| format!(".marking .choice-bar button:nth-child({at})");
    let once = ".marking .counter button:last-child";
    let typed = ".marking .field.number input";
    // What is asked for is met.
    item(page, own, "1").await?;
    page.click_on(&chosen(1)).await?;
    page.says(".item-score b", "10").await?;
    // Once 0.5, with its reason and its evidence.
    item(page, own, "2").await?;
    page.click_on(once).await?;
    page.says(".item-score b", "9.5").await?;
    page.fill(".marking .stack.reason input", "第二季度缺学一次").await?;
    // A day of another year is told and kept.
    page.set_date(".marking .line-date", "2020-01-02").await?;
    page.says(".marking .stack.reason .is-warn", "不在 2026 年内").await?;
    page.set_date(".marking .line-date", "2026-06-30").await?;
    let is_gone = "return document.querySelector('.marking .stack.reason .is-warn') === null";
    page.until(is_gone, "the day is told though it lies in the year").await?;
    page.fill(".item-notes .field input", "补课已安排").await?;
    page.click_on(".evidence h3 .push").await?;
    page.fill(".piece-form label:first-of-type input", "学习记录").await?;
    page.click_on(".piece-acts .button").await?;
    page.wait_for("学习记录").await?;
    // 2 within 1 to 3.
    item(page, own, "3").await?;
    page.fill(typed, "2").await?;
    page.says(".item-score b", "8").await?;
    // 20 × 76 ÷ 95.
    item(page, own, "4").await?;
    for field in ["实际数", "应有数"] {
        page.fill(&format!(".marking [aria-label={field}]"), "0").await?;
    }
    page.says(
        ".marking .did",
        "0 / 0：本期没有此类任务，请选“不适用”；没有这个选项的，手工定分并写明理由",
    )
    .await?;
    // 76 of 0 cannot be; it is taken when the whole fits.
    page.fill(".marking [aria-label=实际数]", "76").await?;
    page.says(".marking .fault-words", "项目 4：应有数是 0，实际数也只能是 0。").await?;
    page.fill(".marking [aria-label=应有数]", "100").await?;
    page.says(".item-score b", "16").await?;
    // 90 % is not below 90 %.
    item(page, own, "5").await?;
    page.fill(".marking [aria-label=实际数]", "9").await?;
    page.fill(".marking [aria-label=应有数]", "10").await?;
    page.says(".item-score b", "10").await?;
    // Two points of percent below 95.
    item(page, own, "6").await?;
    page.fill(".marking [aria-label=实际数]", "93").await?;
    page.fill(".marking [aria-label=应有数]", "100").await?;
    page.says(".item-score b", "8").await?;
    item(page, own, "7").await?;
    page.click_on(&chosen(2)).await?;
    page.says(".item-score b", "6").await?;
    item(page, own, "8").await?;
    page.fill(typed, "15").await?;
    page.says(".item-score b", "15").await?;
    item(page, own, "9").await?;
    page.click_on(once).await?;
    page.says(".item-score b", "+1").await?;
    item(page, own, "10").await?;
    page.click_on(&chosen(1)).await?;
    page.says(".score-line .value", "83.5").await
}

pub async fn every_kind_of_rule_goes_from_a_workbook_to_the_signed_paper(
    page: &mut Page,
) -> Result<()> {
    sample::open(page).await?;
    let workbook = repository().join("tests/fixtures/standards/every-kind.xlsx");
    import_standard(page, &workbook, "某区2026年度市场监督管理所考核标准（各类条款）").await?;
    let issued = issue(page).await?;
    let page = &*page;
    page.elsewhere(async |office| {
        let own = take_over(office, &issued).await?;
        answer_every_kind(office, &own).await?;
        let submission = submit(office).await?;

        let there = review(page, &submission).await?;
        item(page, &there, "7").await?;
        page.fill(".item-notes .field input", "制度未按时修订").await?;
        page.click("退回").await?;
        page.click("生成退回文件").await?;
        let returned = page.downloaded("退回意见").await?;

        // The office accepts, chooses the lower level, and submits once more.
        take_in(office, &returned).await?;
        office.click("接收意见").await?;
        item(office, &own, "7").await?;
        office.click("接受").await?;
        office.says(".thread .reply .sign", "已接受").await?;
        office.click_on(".marking .choice-bar button:nth-child(3)").await?;
        office.says(".score-line .value", "77.5").await?;
        let again = submit(office).await?;

        let there = review(page, &again).await?;
        item(page, &there, "8").await?;
        page.fill(".marking .field.number input", "12").await?;
        page.says(".item-score b", "12").await?;
        page.click("未评的全部同自评").await?;
        page.says(".column-bar .result b", "74.5，以考核计").await?;
        page.click("出具结果").await?;
        page.fill("dialog .field", "资料齐全").await?;
        page.click("生成结果文件").await?;
        let result = page.downloaded("考核结果").await?;
        upload::check(&result, "review")?;

        take_in(office, &result).await?;
        office.click("接收意见").await?;
        office.says(".score-line .value", "77.5").await?;
        office.says(".column-bar .result b", "74.5，以考核计").await?;
        let pages = paper_is_whole(office, &own, &["77.50", "74.50"]).await?;
        let reason = ["第二季度缺学一次", "说明：补课已安排"];
        let exchange =
            ["往来意见", "7制度建设", "制度未按时修订", "已接受", "总的意见", "资料齐全"];
        let paper = pages.concat();
        for part in reason.iter().chain(&exchange) {
            ensure!(paper.contains(part), "the paper lacks {part}: {paper}");
        }

        // Without notes and exchange it is the same form.
        office.go(&format!("{own}/print")).await?;
        office.find(".paper-foot").await?;
        office.click("印说明").await?;
        office.click("印往来意见").await?;
        office.until("return !document.querySelector('.exchange-paper')", "it stays").await?;
        let bare = pdf::pages(office).await?;
        let paper = bare.concat();
        // The item and the opinion stand in the table too.
        for part in ["说明：补课已安排", "往来意见", "已接受", "总的意见", "资料齐全"]
        {
            ensure!(!paper.contains(part), "the paper has {part}: {paper}");
        }
        let code = office.texts(".paper-foot span:nth-child(2)").await?.pop().context("no code")?;
        ensure!(pages.iter().chain(&bare).all(|page| page.contains(&code)), "another code");

        // The paper tells the column of the bureau too, which came after the submission.
        office.go("#/check").await?;
        office.fill(".check-entry input", code.trim_start_matches("校验码")).await?;
        office.set_files(".check-file input", &[&again]).await?;
        office.wait_for("自评栏相符：纸质表在本台账里").await?;
        office.saved().await
    })
    .await
}
