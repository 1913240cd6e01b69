//! Starting, finding the ledger again, and saying why it cannot start.

use anyhow::{Context as _, Result, ensure};
use serde_json::json;

use crate::page::Page;

pub async fn the_page_starts_from_a_folder_with_a_chinese_name(page: &mut Page) -> Result<()> {
    page.wait_for("开始一本培训台账").await?;
    ensure!(page.run("return document.getElementById('first-paint')").await?.is_null());
    ensure!(page.count(".trouble").await? > 0 && !page.text().await?.contains("没能启动"));
    Ok(())
}

pub async fn an_empty_ledger_is_there_again_after_reopening(page: &mut Page) -> Result<()> {
    page.click("从空白台账开始").await?;
    page.saved().await?;
    page.choose(".year-pick", "2025").await?;
    page.saved().await?;
    page.reopen().await?;
    page.find("#save-state").await?;
    let year = page.run("return document.querySelector('.year-pick').value").await?;
    ensure!(year == "2025", "the year is {year}");
    page.click_on("#undo:not([disabled])").await?;
    page.wait_for("已撤销：修改设置").await
}

pub async fn a_worker_runs_the_same_program(page: &mut Page) -> Result<()> {
    let script = "const done = arguments[0], worker = window.trainingLedgerWorker();\
        worker.onmessage = event => done(event.data);\
        worker.onerror = event => done({ error: event.message });";
    let first = page.driver.execute_async(script, Vec::new()).await?.json().clone();
    ensure!(first == json!({ "ready": true }), "the worker says {first}");
    Ok(())
}

pub async fn nothing_can_be_sent_even_if_a_script_tried(page: &mut Page) -> Result<()> {
    let script = "const done = arguments[0];\
        fetch('http://127.0.0.1:9/').then(() => done('sent'), () => done('refused'));";
    let answer = page.driver.execute_async(script, Vec::new()).await?.json().clone();
    ensure!(answer == "refused", "the request was {answer}");
    let refused = page.run("return window.trainingLedgerRefused.splice(0)").await?;
    ensure!(refused.to_string().contains("connect-src"), "the policy refused {refused}");
    // The driver reports the refusal as an error of the page.
    page.driver.browser_log().await?;
    Ok(())
}

pub async fn without_wasm_a_plain_message_says_what_to_do(page: &mut Page) -> Result<()> {
    page.run_first("delete window.WebAssembly").await?;
    page.goto("").await?;
    page.wait_for("浏览器禁用了 WebAssembly").await?;
    ensure!(!page.text().await?.contains("正在打开"), "the first paint is still there");
    Ok(())
}

pub async fn an_old_engine_is_told_what_it_needs(page: &mut Page) -> Result<()> {
    page.run_first("delete window.DecompressionStream").await?;
    page.goto("").await?;
    page.wait_for("浏览器版本过旧").await?;
    page.wait_for("极速模式").await
}

pub async fn internet_explorer_is_told_to_change_its_mode(page: &mut Page) -> Result<()> {
    page.run_first("Object.defineProperty(document, 'documentMode', { value: 11 })").await?;
    page.goto("").await?;
    page.wait_for("IE 内核").await?;
    page.wait_for("极速模式").await
}

pub async fn a_damaged_file_says_so_instead_of_a_white_page(page: &mut Page) -> Result<()> {
    let html = std::fs::read_to_string(&page.file)?;
    let place = html.find("id=\"packed\"");
    let start = place.and_then(|place| Some(place + html.get(place..)?.find('>')?)).unwrap_or(0);
    ensure!(start > 0, "the file has no program");
    let (before, program) = html.split_at_checked(start).context("no program")?;
    let kept = program.chars().take(4000).chain(std::iter::repeat_n('A', 400));
    let damaged: String = kept.chain(program.chars().skip(4400)).collect();
    std::fs::write(&page.file, [before, &damaged].concat())?;
    page.goto("").await?;
    page.wait_for("没能启动").await?;
    page.wait_for("没有拷贝完整").await
}

pub async fn without_scripts_the_page_says_so(page: &mut Page) -> Result<()> {
    let off = json!({ "profile.managed_default_content_settings.javascript": 2 });
    page.restart(&[], &off).await?;
    page.goto("").await?;
    let note = page.find("noscript").await?;
    ensure!(note.text().await?.contains("浏览器关闭了脚本"), "{}", note.text().await?);
    Ok(())
}
