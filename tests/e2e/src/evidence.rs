//! A small file kept beside its evidence, and a form filled in a spreadsheet.

use anyhow::{Result, ensure};

use crate::assessment::{fill, open};
use crate::page::Page;

/// The kept files that lie on the disk.
fn files(stored: &serde_json::Value) -> usize {
    stored
        .as_object()
        .map_or(0, |chunks| chunks.keys().filter(|name| name.starts_with("file/")).count())
}

pub async fn a_small_file_is_kept_downloaded_and_removed(page: &mut Page) -> Result<()> {
    page.click("从空白台账开始").await?;
    let form = fill(page).await?;
    open(page, &form, "A1.1").await?;
    page.click_on(".evidence h3 .push").await?;
    let large = page.folder.join("照片.jpg");
    std::fs::write(&large, vec![7; 600 << 10])?;
    page.set_files(".piece-file input", &[&large]).await?;
    page.wait_for("超过 500 KB，只记校验值").await?;
    ensure!(page.count(".keep-file").await? == 0, "a large file can be kept");

    let small = page.folder.join("签到表.txt");
    std::fs::write(&small, "甲乙丙")?;
    page.set_files(".piece-file input", &[&small]).await?;
    page.click_on(".keep-file input").await?;
    page.click_on(".piece-acts .button").await?;
    page.wait_for("已存 1 个文件，1 KB / 20 MB").await?;
    page.saved().await?;
    page.stored_is(|stored| files(stored) == 1, "with one file").await?;

    page.reopen().await?;
    open(page, &form, "A1.1").await?;
    page.click("下载").await?;
    let got = page.downloaded("签到表").await?;
    ensure!(std::fs::read(&got)? == std::fs::read(&small)?, "the file comes back as another");

    page.click_on(".evidence .piece").await?;
    page.click("移除文件").await?;
    page.click_on(".piece-acts .button").await?;
    page.stored_is(|stored| files(stored) == 0, "without files").await?;
    ensure!(page.count(".evidence .piece").await? == 1, "the evidence went with its file");
    page.click_on("#undo").await?;
    page.stored_is(|stored| files(stored) == 1, "with the file again").await?;
    Ok(())
}

pub async fn evidence_that_was_typed_is_kept_when_its_form_is_left(page: &mut Page) -> Result<()> {
    page.click("从空白台账开始").await?;
    let form = fill(page).await?;
    open(page, &form, "A1.1").await?;
    page.click_on(".evidence h3 .push").await?;
    page.fill(".piece-form .form-line input", "签到表").await?;
    open(page, &form, "A1.2").await?;
    page.wait_for("佐证“签到表”填了还没保存，已一并保存").await?;
    open(page, &form, "A1.1").await?;
    page.says(".evidence .piece", "签到表").await?;
    page.click_on(".evidence .piece").await?;
    page.fill(".piece-form .form-line input", "别的").await?;
    page.click_on(".piece-acts .text-button").await?;
    open(page, &form, "A1.2").await?;
    open(page, &form, "A1.1").await?;
    page.says(".evidence .piece", "签到表").await
}

pub async fn a_form_is_filled_in_a_spreadsheet(page: &mut Page) -> Result<()> {
    page.click("从空白台账开始").await?;
    let form = fill(page).await?;
    page.go(&format!("{form}/table")).await?;
    page.click("导出表格").await?;
    let saved = page.downloaded(".xlsx").await?;
    page.set_files(".form-table-acts input", &[&saved]).await?;
    page.wait_for("没有要改的").await?;
    page.click_on(".dialog-foot .button").await?;

    let title =
        page.run("return document.querySelector(\"a.name[href$='/A1.2']\").innerText").await?;
    let title = title.as_str().unwrap_or_default();
    let table = page.folder.join("filled.csv");
    let text = format!(
        "编号,考核领域,考核项目,条款号,填报,原因,佐证材料（一行一份）\n\
         A1.2,,{title},1,1,缺任务书,任务书补发通知（文号：市监3号）\nA1.2,,{title},9,1,,\n"
    );
    std::fs::write(&table, text)?;
    page.set_files(".form-table-acts input", &[&table]).await?;
    page.wait_for("会改 3 处").await?;
    page.wait_for("这一项没有这个条款号").await?;
    page.click("导入这些修改").await?;
    page.wait_for("已导入 3 处修改").await?;
    page.wait_for("缺任务书，扣0.5分").await?;
    page.wait_for("任务书补发通知 市监3号").await?;
    page.saved().await?;
    page.click_on("#undo").await?;
    page.until("return !document.body.innerText.includes('缺任务书')", "the reason stays").await
}
