//! What was said stands where nothing is worked at, and goes: with its page, by Esc, by its cross.

use anyhow::{Result, ensure};
use thirtyfour::Key;

use crate::page::Page;
use crate::sample;

/// Longer than what is said on the way to another page.
const READ: std::time::Duration = std::time::Duration::from_millis(1_100);

async fn say(page: &Page) -> Result<()> {
    page.press(Key::Control + "s").await?;
    page.wait_for("已生成备份").await
}

async fn has_gone(page: &Page) -> Result<()> {
    page.until("return document.querySelector('.toast') === null", "the toast stays").await
}

pub async fn what_was_said_covers_nothing_and_goes_with_its_page(page: &mut Page) -> Result<()> {
    sample::open(page).await?;
    page.size(1366, 768).await?;
    say(page).await?;
    let inside = "const of = one => document.querySelector(one).getBoundingClientRect();
        const toast = of('.toast'), side = of('.side');
        return toast.right <= side.right && toast.top >= of('.nav').bottom
            && toast.bottom <= of('.nav-end').top";
    ensure!(page.run(inside).await? == true, "the toast covers something at a desk");
    tokio::time::sleep(READ).await;
    page.go("#/hours").await?;
    has_gone(page).await?;
    say(page).await?;
    page.press(Key::Escape).await?;
    has_gone(page).await?;

    // What can be taken back stays at hand on the next page, above the bar of that.
    page.go("#/assessments").await?;
    page.click_on(".assessments-page a.name").await?;
    page.find(".item-foot").await?;
    let form = page.run("return location.hash").await?;
    page.size(390, 844).await?;
    say(page).await?;
    let above = "const of = one => document.querySelector(one).getBoundingClientRect();
        const toast = of('.toast');
        return toast.height <= 44 && toast.bottom <= of('.item-foot').top + 1";
    page.until(above, "the toast covers the bar of the form").await?;
    page.click_on(".toast .icon-button").await?;
    has_gone(page).await?;
    page.go("#/plans").await?;
    page.click_on(".plans-page .name").await?;
    page.find(".plan-page").await?;
    page.run(
        "document.querySelector('.more-actions > button')?.click();
        [...document.querySelectorAll('.plan-page button')]
            .find(one => one.innerText.includes('删除')).click()",
    )
    .await?;
    page.find(".toast .text-button").await?;
    tokio::time::sleep(READ).await;
    page.go(form.as_str().unwrap_or_default()).await?;
    page.find(".item-foot").await?;
    page.until(above, "the toast covers the bar of the next page").await?;
    page.click_on(".toast .text-button").await?;
    has_gone(page).await?;
    page.go("#/plans").await?;
    page.find(".plans-page .name").await?;
    Ok(())
}
