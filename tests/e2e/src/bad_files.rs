//! Files that cannot be opened: each is told by a sentence, and nothing is changed.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, ensure};
use serde_json::json;
use thirtyfour::Key;

use crate::page::Page;
use crate::{district, sample, upload};

/// A file of our own in the folder of the page.
fn write(page: &Page, name: &str, bytes: &[u8]) -> Result<PathBuf> {
    let file = page.folder.join(name);
    fs::write(&file, bytes)?;
    Ok(file)
}

/// A file of 200 MB that takes no room on the disk.
fn large(page: &Page, name: &str) -> Result<PathBuf> {
    let file = page.folder.join(name);
    fs::File::create(&file)?.set_len(200 << 20)?;
    Ok(file)
}

/// A file for upload and a backup, of the sample data that is open.
async fn good_files(page: &Page) -> Result<(PathBuf, PathBuf)> {
    page.press(Key::Control + "s").await?;
    let backup = page.downloaded("备份").await?;
    page.click_on(".nav a[href='#/submit']").await?;
    page.fill(".ready .reason input", "试报").await?;
    page.click("生成上报文件").await?;
    page.find(".made").await?;
    page.click_on(".dialog-foot .primary").await?;
    let submission = page.downloaded("名册分组计划学时自评").await?;
    page.saved().await?;
    Ok((submission, backup))
}

/// Opens a file and reads in the dialog why that cannot be.
async fn is_refused(page: &Page, file: &Path, title: &str, text: &str) -> Result<()> {
    let what = format!("{} should be refused: {title}", file.display());
    page.set_files(".file-button input", &[file]).await?;
    page.says("dialog h2", title).await.with_context(|| what.clone())?;
    page.wait_for(text).await.context(what)?;
    page.wait_for("现有数据没有改动。").await?;
    page.click_on(".dialog-foot .primary").await?;
    page.until("return document.querySelector('dialog') === null", "the dialog stays").await
}

/// Every file that is refused, with the heading and the words that say why.
fn bad_files(
    page: &Page,
    submission: &Path,
    backup: &Path,
) -> Result<Vec<(PathBuf, &'static str, &'static str)>> {
    let bytes = fs::read(submission)?;
    let half = bytes.get(..bytes.len() / 2).unwrap_or_default();
    let mut altered = upload::read(submission)?;
    altered["note"] = json!("有人改过");
    let deep = format!("{{\"format\":\"training-ledger\",\"data\":{}", "[".repeat(200));
    let roster = fs::read(district::file("roster-titled.xlsx"))?;
    let unknown = "它不是本程序写的";
    Ok(vec![
        (write(page, "空.json", b"")?, "这个文件是空的", "请重新取一份"),
        (write(page, "半截.json", half)?, "这个文件不完整", "末尾缺了一段"),
        (
            write(page, "改过.json", altered.to_string().as_bytes())?,
            "校验值不符",
            "传输中损坏或被改动过",
        ),
        (write(page, "别的.json", b"{\"name\": 1}")?, "这不是培训台账的文件", unknown),
        (write(page, "数组.json", b"[1, 2]")?, "这不是培训台账的文件", unknown),
        (write(page, "名册.json", &roster)?, "这不是培训台账的文件", "请到“名册—导入”打开"),
        (write(page, "假的.xlsx", "不是表格".as_bytes())?, "这个文件读不了", "这不是表格文件"),
        (write(page, "太深.json", deep.as_bytes())?, "这个文件不正常", "为安全起见不再读取"),
        (large(page, "太大.json")?, "文件太大", "超过 64 MB，不再读取"),
        (
            upload::spoil(submission, "期间.json", |file| file["period"] = json!(5))?,
            "文件内容有误",
            "“period”缺少或类型不对",
        ),
        (
            upload::spoil(submission, "内容.json", |file| file["data"] = json!("x"))?,
            "文件内容有误",
            "“data”缺少或类型不对",
        ),
        (
            upload::spoil(backup, "单位.json", |file| {
                file["data"]["shards"]["offices"] = json!(7)
            })?,
            "文件内容有误",
            "offices”缺少或类型不对",
        ),
    ])
}

pub async fn bad_files_are_refused_and_change_nothing(page: &mut Page) -> Result<()> {
    sample::open(page).await?;
    let (submission, backup) = good_files(page).await?;
    let stored = page.stored().await?;
    page.click_on(".nav a[href='#/merge']").await?;
    page.wait_for("还没有收件").await?;
    for (file, title, text) in bad_files(page, &submission, &backup)? {
        is_refused(page, &file, title, text).await?;
    }
    page.wait_for("还没有收件").await?;
    ensure!(page.stored().await? == stored, "a bad file changed the ledger");

    // Among others, a bad file does not keep back a good one.
    let half = page.folder.join("半截.json");
    page.drop_files(".merge-page", &[&half, &submission]).await?;
    page.says("dialog h2", "这个文件不完整").await?;
    page.click_on(".dialog-foot .primary").await?;
    page.says(".received-page h1", "示范区市场监督管理局").await?;
    page.saved().await?;
    ensure!(page.stored().await? == stored, "a received file changed the ledger");
    page.says(".nav a[href='#/merge'] .count", "1").await
}

pub async fn newer_files_are_only_looked_at(page: &mut Page) -> Result<()> {
    sample::open(page).await?;
    let (submission, backup) = good_files(page).await?;
    let stored = page.stored().await?;
    page.click_on(".nav a[href='#/merge']").await?;
    for (file, count) in [(&submission, "1"), (&backup, "2")] {
        let newer = upload::spoil(file, "新版.json", |file| {
            file["formatVersion"] = json!("2.0");
            file["data"] = json!({ "people": "not as it was" });
        })?;
        page.set_files(".page-head .file-button input", &[&newer]).await?;
        page.wait_for("文件格式 2.0 比本网页新，只能查看").await?;
        page.says(".nav a[href='#/merge'] .count", count).await?;
        page.click("返回汇总").await?;
        page.find(".merge-table").await?;
    }
    // A newer minor version is read.
    let newer = upload::spoil(&submission, "稍新.json", |file| {
        file["formatVersion"] = json!("1.9");
        file["something"] = json!("new");
    })?;
    page.set_files(".page-head .file-button input", &[&newer]).await?;
    page.wait_for("文件由稍新的版本生成").await?;
    page.click_on(".tabs [role='tab']:nth-child(2)").await?;
    page.wait_for("显示 173 / 173 人").await?;
    page.saved().await?;
    ensure!(page.stored().await? == stored, "a newer file changed the ledger");
    Ok(())
}

pub async fn bad_files_start_no_ledger(page: &mut Page) -> Result<()> {
    let half = write(page, "半截.json", b"{\"format\": \"training-ledger\", \"kind\": \"back")?;
    is_refused(page, &half, "这个文件不完整", "末尾缺了一段").await?;
    is_refused(page, &large(page, "太大.json")?, "文件太大", "超过 64 MB，不再读取").await?;
    page.wait_for("开始一本培训台账").await?;
    ensure!(page.stored().await? == json!({}), "a bad file started a ledger");

    // Nor do rosters that cannot be read.
    page.click("导入名册").await?;
    let xlsx = fs::read(district::file("roster-titled.xlsx"))?;
    let half = xlsx.get(..xlsx.len() / 2).unwrap_or_default();
    let rosters = [
        (write(page, "半截.xlsx", half)?, "文件不完整或已损坏"),
        (write(page, "备份.json", b"{\"format\": \"training-ledger\"}")?, "这是 JSON 文件"),
        (write(page, "空.csv", b"")?, "文件是空的"),
        (large(page, "太大.csv")?, "文件太大，名册不会超过 64 MB"),
    ];
    for (file, text) in rosters {
        page.set_files("#roster-file", &[&file]).await?;
        page.wait_for(text).await.with_context(|| format!("{}", file.display()))?;
    }
    // A table of something else asks what its columns are, and has nothing to write.
    let other = write(page, "别的.csv", "甲,乙\n1,2\n".as_bytes())?;
    page.set_files("#roster-file", &[&other]).await?;
    page.wait_for("没有认出“姓名”列").await?;
    page.wait_for("指定“姓名”列后再核对。").await?;
    page.says(".import-table tbody tr:nth-child(2) td:nth-child(4)", "2").await?;
    page.says(".page-head .primary", "没有可写入的行").await?;
    ensure!(!page.find(".page-head .primary").await?.is_enabled().await?, "it can be written");
    ensure!(page.stored().await? == json!({}), "a bad roster started a ledger");
    // What one column is taken for, another gives up.
    for row in [1, 2] {
        let list = format!(".columns-table tbody tr:nth-child({row}) select");
        page.choose(&list, "姓名").await?;
    }
    let first = "const list = document.querySelector('.columns-table tbody select');\
        return list.options[list.selectedIndex].text === '不导入';";
    page.until(first, "two columns are taken for the name").await?;
    Ok(())
}
