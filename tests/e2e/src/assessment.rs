//! A form filled: a deduction, a bonus and a veto, on the screen at once and there after reopening.

use anyhow::{Context as _, Result, ensure};
use thirtyfour::Key;

use crate::page::Page;

/// Opens an item of the form whose address is `form`.
pub async fn open(page: &Page, form: &str, item: &str) -> Result<()> {
    page.go(&format!("{form}/item/{item}")).await?;
    page.says(".item-view h2 .code", item).await
}

/// Makes a form of the standard and answers three of its items; returns its address.
pub async fn fill(page: &Page) -> Result<String> {
    page.click_on(".nav a[href='#/assessments']").await?;
    page.click("新建自评表").await?;
    page.click_on(".dialog-foot .primary").await?;
    page.find(".score-line").await?;
    let form = page.run("return location.hash").await?;
    let form = form.as_str().context("no address")?.to_owned();

    // A1.1 has 2 points: nothing triggered, one time 0.5.
    open(page, &form, "A1.1").await?;
    page.click_on(".marking .choice-bar button:first-child").await?;
    page.click_on(".marking .counter button:last-child").await?;
    page.says(".item-score b", "1.5").await?;
    page.wait_for("1 / 57 项").await?;

    open(page, &form, "D1").await?;
    page.click_on(".marking .counter button:last-child").await?;
    page.says(".item-score b", "+0.5").await?;

    open(page, &form, "E2").await?;
    page.click_on(".marking .choice-bar button:last-child").await?;
    page.wait_for("1 条已触发").await?;
    page.says(".score-line .value", "2").await?;
    page.saved().await?;
    Ok(form)
}

/// The form as [`fill`] left it, on every view of it.
pub async fn is_filled(page: &Page, form: &str) -> Result<()> {
    open(page, form, "A1.1").await?;
    page.says(".item-score b", "1.5").await?;
    open(page, form, "D1").await?;
    page.says(".item-score b", "+0.5").await?;
    open(page, form, "E2").await?;
    page.wait_for("1 条已触发").await?;
    page.says(".score-line .value", "2").await?;
    page.go(&format!("{form}/table")).await?;
    page.wait_for("每少研究推进1次，扣0.5分，1次，扣0.5分").await?;
    page.go(&format!("{form}/print")).await?;
    page.wait_for("校验码").await?;
    page.wait_for("单位负责人").await
}

pub async fn a_deduction_a_bonus_and_a_veto_are_summed_and_kept(page: &mut Page) -> Result<()> {
    page.click("从空白台账开始").await?;
    let form = fill(page).await?;
    page.reopen().await?;
    is_filled(page, &form).await
}

/// Waits until the note of the open item holds this.
async fn note_is(page: &Page, text: &str) -> Result<()> {
    let script = format!("return document.querySelector('{NOTE}')?.value === '{text}'");
    page.until(&script, &format!("the note does not hold {text}")).await
}

/// The field of the note of an item.
const NOTE: &str = ".item-notes .field input";

pub async fn what_is_being_typed_outlives_its_field(page: &mut Page) -> Result<()> {
    page.click("从空白台账开始").await?;
    let form = fill(page).await?;
    open(page, &form, "A1.1").await?;
    // A key takes the field away, and then the way back does.
    page.click_on(NOTE).await?;
    page.insert("已安排补训").await?;
    page.press(Key::PageDown).await?;
    page.says(".item-view h2 .code", "A1.2").await?;
    page.press(Key::PageUp).await?;
    page.says(".item-view h2 .code", "A1.1").await?;
    note_is(page, "已安排补训").await?;
    open(page, &form, "A1.3").await?;
    page.click_on(NOTE).await?;
    page.insert("下月完成").await?;
    page.run("history.back()").await?;
    page.says(".item-view h2 .code", "A1.1").await?;
    open(page, &form, "A1.3").await?;
    note_is(page, "下月完成").await?;
    // The browser is killed while the field is open.
    page.saved().await?;
    let before = page.stored().await?;
    page.click_on(NOTE).await?;
    page.press(Key::End).await?;
    page.insert("，由张三负责").await?;
    page.stored_is(|stored| *stored != before, "with what is typed").await?;
    page.kill_and_reopen().await?;
    open(page, &form, "A1.3").await?;
    note_is(page, "下月完成，由张三负责").await?;
    page.saved().await
}

pub async fn a_wrong_number_stays_at_its_field_with_why(page: &mut Page) -> Result<()> {
    page.click("从空白台账开始").await?;
    let form = fill(page).await?;
    open(page, &form, "A1.3").await?;
    page.fill(".amounts input", "3.5").await?;
    page.says(".marking .fault-words", "请填整数。").await?;
    let value = page.run("return document.querySelector('.amounts input').value").await?;
    ensure!(value == "3.5", "the field holds {value}");
    ensure!(page.count(".toast").await? == 0, "a toast says what the field says");
    page.fill(".amounts span + .typed input", "2").await?;
    ensure!(page.count(".amounts + .is-warn").await? == 0, "a hint though nothing is there");
    page.fill(".amounts input", "3").await?;
    page.wait_for("实际数大于应有数").await?;
    page.fill(".amounts input", "3.5").await?;
    page.until("return !document.body.innerText.includes('实际数大于')", "the 3 stays").await?;
    page.fill(".amounts input", "3").await?;
    let mended = "return document.querySelector('.marking .fault-words') === null";
    page.until(mended, "the words stay").await
}
