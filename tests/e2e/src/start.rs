//! Starting, and finding the ledger again.

use anyhow::{Result, ensure};

use crate::page::Page;

pub async fn the_page_starts_from_a_folder_with_a_chinese_name(page: &Page) -> Result<()> {
    page.wait_for("开始一本培训台账").await?;
    ensure!(page.run("return document.getElementById('first-paint')").await?.is_null());
    Ok(())
}

pub async fn an_empty_ledger_is_there_again_after_reopening(page: &Page) -> Result<()> {
    page.click("从空白台账开始").await?;
    page.saved().await?;
    page.run(
        "document.querySelector('.year-pick').value = '2025';\
              document.querySelector('.year-pick').dispatchEvent(new Event('change'))",
    )
    .await?;
    page.saved().await?;
    tokio::time::sleep(std::time::Duration::from_millis(300)).await;
    page.load().await?;
    page.find("#save-state").await?;
    let year = page.run("return document.querySelector('.year-pick').value").await?;
    ensure!(year == "2025", "the year is {year}");
    page.find("#undo:not([disabled])").await?.click().await?;
    page.wait_for("已撤销：修改设置").await?;
    Ok(())
}

/// An engine without wasm is played by a page whose gate finds none.
pub async fn without_wasm_a_plain_message_says_what_to_do(page: &Page) -> Result<()> {
    let html = std::fs::read_to_string(&page.file)?;
    let without = html.replacen("if (!window.WebAssembly)", "if (true)", 1);
    ensure!(without != html, "the gate does not ask for WebAssembly");
    // The changed gate needs a policy that allows it.
    let without = without.replacen("default-src 'none'", "default-src 'unsafe-inline'", 1);
    let policy = without.find("http-equiv=\"Content-Security-Policy\"").unwrap_or_default();
    let without =
        format!("{}{}", &without[..policy], without[policy..].replacen("http-equiv", "name", 1));
    let file = page.file.with_file_name("old.html");
    std::fs::write(&file, without)?;
    page.driver.goto(format!("file://{}", file.display())).await?;
    page.wait_for("培训台账没有启动").await?;
    page.wait_for("极速模式").await?;
    Ok(())
}
