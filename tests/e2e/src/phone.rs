//! A phone of 390 pixels: everything can be reached, and is large enough for a thumb.

use anyhow::{Result, ensure};
use serde_json::json;
use thirtyfour::Key;

use crate::page::Page;
use crate::sample;

async fn open(page: &Page) -> Result<()> {
    sample::open(page).await?;
    page.size(390, 844).await
}

async fn has_gone(page: &Page, selector: &str) -> Result<()> {
    let script = format!("return document.querySelector({}) === null", json!(selector));
    page.until(&script, &format!("{selector} is still there")).await
}

pub async fn the_sheet_of_other_pages_goes_when_it_is_left(page: &mut Page) -> Result<()> {
    open(page).await?;
    let more = ".bottom button";
    page.click_on(more).await?;
    ensure!(page.count(".more-sheet a[href='#/roster']").await? == 0, "the bar is repeated");
    page.run("document.querySelector('.menu-back').click()").await?;
    has_gone(page, ".more-sheet").await?;

    page.click_on(more).await?;
    page.find(".more-sheet").await?;
    page.press(Key::Escape).await?;
    has_gone(page, ".more-sheet").await?;

    page.click_on(more).await?;
    page.find(".more-sheet").await?;
    page.go("#/submit").await?;
    has_gone(page, ".more-sheet").await?;
    page.find(".bottom button[aria-current='page']").await?;
    Ok(())
}

pub async fn actions_without_room_lie_below_three_dots(page: &mut Page) -> Result<()> {
    open(page).await?;
    page.go("#/roster").await?;
    page.click_on(".more-actions > button").await?;
    page.click("导出").await?;
    page.find("dialog[open]").await?;
    Ok(())
}

pub async fn the_items_of_a_form_are_reached_from_each(page: &mut Page) -> Result<()> {
    open(page).await?;
    page.go("#/assessments").await?;
    page.click_on(".assessments-page a.name").await?;
    page.click("目录").await?;
    page.click_on(".tree .item:nth-of-type(4) a").await?;
    has_gone(page, ".tree.is-open").await
}

pub async fn the_contents_of_a_draft_are_a_sheet(page: &mut Page) -> Result<()> {
    open(page).await?;
    page.go("#/standards").await?;
    page.click_on(".standards-page tbody a").await?;
    page.click_on(".more-actions > button").await?;
    page.click("另存为新标准").await?;
    page.find(".standard-editor").await?;
    page.click("目录").await?;
    page.click_on(".draft-tree.is-open .item:nth-of-type(5) button").await?;
    has_gone(page, ".draft-tree.is-open").await?;
    let is_seen = "const head = document.querySelector('.item-view h2').getBoundingClientRect();
        return head.top >= 40 && head.bottom <= innerHeight";
    page.until(is_seen, "what was chosen is not in sight").await
}

pub async fn a_thumb_hits_what_it_means(page: &mut Page) -> Result<()> {
    open(page).await?;
    for place in ["#/", "#/roster", "#/groups", "#/plans", "#/hours", "#/submit", "#/settings"] {
        page.go(place).await?;
        page.find(".page-head h1").await?;
        let small = page
            .run(
                "return [...document.querySelectorAll('.button, .icon-button, .chip, .field, .sort')]
                    .filter(one => one.offsetHeight > 0 && one.offsetHeight < 40)
                    .map(one => one.outerHTML.slice(0, 80))",
            )
            .await?;
        ensure!(small == json!([]), "too small for a thumb in {place}: {small:#}");
        let wide = page.run("return document.documentElement.scrollWidth").await?;
        ensure!(wide == json!(390), "{place} is {wide} pixels wide");
    }
    Ok(())
}

pub async fn a_sheet_of_paper_is_seen_whole(page: &mut Page) -> Result<()> {
    open(page).await?;
    page.go("#/paper/statistics").await?;
    page.find(".paper .form-table").await?;
    let edges = page
        .run(
            "const sheet = document.querySelector('.paper').getBoundingClientRect();
            const all = document.querySelector('.papers');
            return [sheet.left >= 0, sheet.right <= 390, all.scrollWidth <= all.clientWidth]",
        )
        .await?;
    ensure!(edges == json!([true, true, true]), "the sheet is cut off: {edges}");
    Ok(())
}
