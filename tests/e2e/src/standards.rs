//! A standard from the table of a bureau, taken over, filled, saved as a workbook, and read again.

use anyhow::{Context as _, Result, ensure};

use crate::page::Page;

/// A table as a bureau keeps it; one clause is no rule for certain.
const TABLE: &str = "某区2026年度市场监督管理所考核标准,,,,\n\
    序号,考核项目,考核内容,分值,赋分标准\n\
    1,党建引领（4分）,组织生活,4,每缺1次扣0.5分，最多扣2分\n\
    2,业务工作（6分）,年报率,4,年报率达到95%的得满分，按比例得分，不足50%的不得分\n\
    3,,群众评价,2,由考核组研究决定\n\
    合计,,,10,\n";

pub async fn a_table_becomes_a_standard_and_comes_back(page: &mut Page) -> Result<()> {
    page.click("从空白台账开始").await?;
    page.go("#/standards").await?;
    page.click("导入").await?;
    let table = page.folder.join("standard.csv");
    std::fs::write(&table, TABLE)?;
    page.set_files("#roster-file", &[&table]).await?;
    page.wait_for("3 项，2 项按条款计分，1 项手工打分").await?;
    page.wait_for("没认准这一条：由考核组研究决定").await?;
    page.click("只看手工打分的").await?;
    page.says(".standard-import-table tbody th", "群众评价").await?;
    page.click("采用这个标准").await?;
    page.says(".page-head h1", "某区2026年度市场监督管理所考核标准").await?;
    page.saved().await?;

    // A form under it: two lines of the deduction, 4 less 1.
    page.click("新建自评表").await?;
    page.click_on(".dialog-foot .primary").await?;
    page.find(".score-line").await?;
    let form = page.run("return location.hash").await?;
    let form = form.as_str().context("no address")?.to_owned();
    page.go(&format!("{form}/item/1")).await?;
    for _ in 0..2 {
        page.click_on(".marking .counter button:last-child").await?;
    }
    page.says(".item-score b", "3").await?;
    page.saved().await?;

    page.go("#/standards").await?;
    page.click("某区2026年度市场监督管理所考核标准").await?;
    page.click("存为 XLSX").await?;
    let saved = page.downloaded(".xlsx").await?;
    page.go("#/standards/import").await?;
    page.set_files("#roster-file", &[&saved]).await?;
    page.wait_for("3 项，2 项按条款计分，1 项手工打分").await?;
    page.says(".standard-import-table tbody th", "组织生活").await
}

/// A standard with one number for two items.
const DECEIVING: &str = r#"{"id":"s","version":"1","title":"坏","issuer":"","basis":"","areas":[
    {"id":"A","title":"甲","items":[{"id":"x","title":"一","fullMark":100},
    {"id":"x","title":"二","fullMark":100}]}]}"#;

pub async fn why_a_file_was_refused_is_forgotten_with_the_next(page: &mut Page) -> Result<()> {
    page.click("从空白台账开始").await?;
    let (bad, good) = (page.folder.join("bad.json"), page.folder.join("standard.csv"));
    std::fs::write(&bad, DECEIVING)?;
    std::fs::write(&good, TABLE)?;
    page.go("#/merge").await?;
    page.set_files(".file-button input", &[&bad]).await?;
    page.find(".import-page .callout.bad").await?;
    page.set_files("#roster-file", &[&good]).await?;
    page.click("换一个文件").await?;
    page.find("#roster-file").await?;
    ensure!(page.count(".import-page .callout.bad").await? == 0, "the old refusal is still told");
    Ok(())
}
