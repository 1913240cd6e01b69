//! A standard written by hand, finished, filled, revised and compared, and the form carried over to
//! its new version.

use anyhow::{Context as _, Result};
use thirtyfour::prelude::*;

use crate::page::Page;

/// Every kind of rule by the word that adds one.
const KINDS: [&str; 10] = [
    "不得分",
    "每次扣分",
    "视情扣分",
    "按比例",
    "门槛",
    "按档扣分",
    "分档",
    "评定",
    "加分",
    "一票否决",
];

async fn fill(page: &Page, label: &str, text: &str) -> Result<()> {
    page.fill(&format!(".item-scroll [aria-label='{label}']"), text).await
}

/// Waits until the check tells the sum.
async fn sum(page: &Page, sum: &str) -> Result<()> {
    page.says(".standard-side section > p", sum).await
}

pub async fn a_standard_is_written_filled_revised_and_carried_over(page: &mut Page) -> Result<()> {
    page.click("从空白台账开始").await?;
    page.go("#/standards").await?;
    page.click("新建标准").await?;
    page.find(".standard-editor").await?;
    fill(page, "名称", "区局考核标准").await?;
    fill(page, "满分", "10").await?;
    page.says(".page-head h1", "区局考核标准").await?;

    // An item with every kind of rule, and one with a typed clause.
    page.click("加领域").await?;
    fill(page, "名称", "党建").await?;
    page.click("加项目").await?;
    page.says(".item-view h2 .code", "A1").await?;
    fill(page, "名称", "组织生活").await?;
    fill(page, "分值", "6").await?;
    page.click("查阅资料").await?;
    for (at, kind) in KINDS.into_iter().enumerate() {
        page.choose(".rule-adding select", kind).await?;
        let script =
            format!("return document.querySelectorAll('.rule-card').length === {}", at + 1);
        page.until(&script, "no rule was added").await?;
    }
    page.wait_for("计分：低于100%的，每低5个百分点扣0.1分").await?;
    page.wait_for("计分：分为好、一般、差三档，分别得6分、3分、0分").await?;
    page.click("加项目").await?;
    page.says(".item-view h2 .code", "A2").await?;
    fill(page, "名称", "学习培训").await?;
    fill(page, "分值", "3").await?;
    page.click("实地检查").await?;
    fill(page, "打一条或几条", "每少1次扣0.5分，最多扣2分").await?;
    page.click("加上").await?;
    page.wait_for("计分：每次扣0.5分，最多扣2分").await?;

    // 9 of 10 is no standard yet.
    sum(page, "合计 9 / 10 分").await?;
    page.click("定稿 1.0").await?;
    page.wait_for("还有 1").await?;
    fill(page, "分值", "4").await?;
    sum(page, "合计 10 / 10 分").await?;

    // Moved by keys into its place, and back by undo.
    page.click_on(".draft-tree [aria-current] button").await?;
    page.press(Key::Alt + Key::Up).await?;
    page.says(".draft-tree li:nth-child(3) .code", "A2").await?;
    page.press(Key::Control + "z").await?;
    page.says(".draft-tree li:nth-child(3) .code", "A1").await?;
    page.saved().await?;
    page.reopen().await?;
    page.go("#/standards").await?;
    page.click("区局考核标准").await?;
    page.click("定稿 1.0").await?;
    page.wait_for("新建自评表").await?;

    // A form under it: two lines of the deduction, 4 less 1.
    page.click("新建自评表").await?;
    page.click_on(".dialog-foot .primary").await?;
    page.find(".score-line").await?;
    let form = page.run("return location.hash").await?;
    let form = form.as_str().context("no address")?.to_owned();
    page.go(&format!("{form}/item/A2")).await?;
    for _ in 0..2 {
        page.click_on(".marking .counter button:last-child").await?;
    }
    page.says(".item-score b", "3").await?;

    // The next version: a point of the second item goes to a new one, and each time costs more.
    page.go("#/standards").await?;
    page.click("区局考核标准").await?;
    page.click("修订").await?;
    page.find(".standard-editor").await?;
    page.click_on(".draft-tree li:nth-child(4) button").await?;
    page.says(".item-view h2 .code", "A2").await?;
    fill(page, "分值", "3").await?;
    page.click("加项目").await?;
    page.says(".item-view h2 .code", "A3").await?;
    fill(page, "名称", "新的一项").await?;
    fill(page, "分值", "1").await?;
    page.click_on(".draft-tree li:nth-child(4) button").await?;
    page.says(".item-view h2 .code", "A2").await?;
    fill(page, "条款原文", "每少1次扣1分，最多扣2分").await?;
    page.wait_for("新增 1").await?;
    page.click("定稿 1.1").await?;
    page.wait_for("新建自评表").await?;
    page.click("对比").await?;
    page.says(".standard-compare h1", "标准对比").await?;
    page.wait_for("A3 新的一项").await?;
    page.wait_for("每次扣1分，最多扣2分").await?;

    // The form goes over: the answer is there, each time costs more, and the old one stays.
    page.go(&form).await?;
    page.click("换用新版标准").await?;
    page.wait_for("1 项的填报内容带过去").await?;
    page.click("换用新版").await?;
    page.until(&format!("return location.hash !== '{form}'"), "the form was not made").await?;
    let newer = page.run("return location.hash").await?;
    let newer = newer.as_str().context("no address")?.to_owned();
    page.go(&format!("{newer}/item/A2")).await?;
    page.says(".item-score b", "1").await?;
    page.go(&format!("{form}/item/A2")).await?;
    page.says(".item-score b", "3").await?;
    page.wait_for("打开 1.1 版的表").await?;
    page.saved().await?;

    // As a file it is known again.
    page.go("#/standards").await?;
    page.click("区局考核标准").await?;
    page.click("存为文件").await?;
    page.click("这次不写名称").await?;
    let saved = page.downloaded(".json").await?;
    page.go("#/standards/import").await?;
    page.set_files("#roster-file", &[&saved]).await?;
    page.wait_for("已有内容相同的标准，采用时打开它").await?;
    page.click("采用这个标准").await?;
    page.wait_for("台账里已有内容相同的标准").await
}
