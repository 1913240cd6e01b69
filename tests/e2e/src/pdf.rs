//! A page as the printer gets it: a PDF, and the text of its pages by `pdftotext`.

use std::process::Command;

use anyhow::{Context as _, Result, ensure};
use base64::Engine as _;
use serde_json::json;

use crate::page::Page;

/// The texts of the pages that would come out of the printer, without blanks between Chinese.
pub async fn pages(page: &Page) -> Result<Vec<String>> {
    let wish = json!({ "preferCSSPageSize": true, "printBackground": true });
    let printed = page.driver.cdp().send_raw("Page.printToPDF", wish).await?;
    let data = printed.get("data").and_then(|data| data.as_str()).context("no PDF")?;
    let file = page.folder.join("print.pdf");
    std::fs::write(&file, base64::prelude::BASE64_STANDARD.decode(data)?)?;
    let read = Command::new("pdftotext").arg("-layout").arg(&file).arg("-").output();
    let read = read.context("pdftotext (poppler-utils) cannot be started")?;
    ensure!(read.status.success(), "pdftotext: {}", String::from_utf8_lossy(&read.stderr));
    let text = String::from_utf8(read.stdout)?;
    let pages = text.trim_end_matches('\u{c}').split('\u{c}');
    Ok(pages.map(|page| page.split_whitespace().collect()).collect())
}
