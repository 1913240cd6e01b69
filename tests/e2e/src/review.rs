//! A form goes round between computers: a bureau issues it, an office takes it over, fills and
//! submits it, the bureau returns it with a comment, the office replies and mends it, the bureau
//! concludes it, and the office has its result. A city rechecks what the bureau has assessed.

use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, ensure};
use thirtyfour::Key;

use crate::page::Page;
use crate::{pdf, sample, upload};

/// A standard of three items and ten points.
const TABLE: &str = "某区2026年度市场监督管理所考核标准,,,,\n\
    序号,考核项目,考核内容,分值,赋分标准\n\
    1,党建引领（4分）,组织生活,4,每缺1次扣0.5分，最多扣2分\n\
    2,业务工作（6分）,台账管理,4,由考核组评定\n\
    3,,群众评价,2,由考核组评定\n\
    合计,,,10,\n";

/// Lets the bureau have the standard of a table.
pub async fn import_standard(page: &Page, table: &Path, title: &str) -> Result<()> {
    page.go("#/standards").await?;
    page.click("导入").await?;
    page.set_files("#roster-file", &[table]).await?;
    page.click("采用这个标准").await?;
    page.says(".page-head h1", title).await?;
    page.saved().await
}

/// Lets the bureau have the standard of three items.
async fn import_three_items(page: &Page) -> Result<()> {
    let table = page.folder.join("standard.csv");
    std::fs::write(&table, TABLE)?;
    import_standard(page, &table, "某区2026年度市场监督管理所考核标准").await
}

/// Hands the form down to the first office alone.
pub async fn issue(page: &Page) -> Result<PathBuf> {
    page.go("#/assessments").await?;
    page.click("下发自评表").await?;
    page.choose("dialog select[name=standard]", "某区2026年度").await?;
    page.set_date("dialog input[name=due]", "2026-12-20").await?;
    page.click("全不选").await?;
    page.click_on(".dialog-foot .primary").await?;
    page.wait_for("至少选一个单位").await?;
    page.click_on(".issue-offices label:first-child input").await?;
    page.click("下发 1 份").await?;
    let file = page.downloaded("下发自评表").await?;
    upload::check(&file, "issued")?;
    page.wait_for("已下发，未上报，2026-12-20 截止").await?;
    page.saved().await?;
    Ok(file)
}

/// The address of the form that is open.
pub async fn form(page: &Page) -> Result<String> {
    page.find(".score-line").await?;
    let form = page.run("return location.hash").await?;
    Ok(form.as_str().context("no address")?.to_owned())
}

pub async fn item(page: &Page, form: &str, item: &str) -> Result<()> {
    page.go(&format!("{form}/item/{item}")).await?;
    page.says(".item-view h2 .code", item).await
}

/// Types the mark of an item that is marked by hand.
async fn mark(page: &Page, form: &str, id: &str, points: &str) -> Result<()> {
    item(page, form, id).await?;
    page.fill(".marking .field.number input", points).await?;
    page.says(".item-score b", points).await
}

/// Opens a file at the list of received files.
pub async fn take_in(page: &Page, file: &Path) -> Result<()> {
    page.go("#/merge").await?;
    page.find(".merge-page").await?;
    page.set_files(".page-head .file-button input", &[file]).await?;
    page.find(".received-page").await?;
    Ok(())
}

/// Starts an office with the file of its form, and answers the address of the form.
pub async fn take_over(page: &Page, issued: &Path) -> Result<String> {
    page.set_files(".starts .file-button input", &[issued]).await?;
    page.click("接收下发的自评表").await?;
    form(page).await
}

/// Makes a named submission.
pub async fn submit(page: &Page) -> Result<PathBuf> {
    page.go("#/submit").await?;
    page.find(".submit-page .checks").await?;
    page.click("实名").await?;
    page.fill(".what .reason input", "年度考核").await?;
    if page.count(".ready .reason input").await? > 0 {
        page.fill(".ready .reason input", "先报自评").await?;
    }
    page.click("生成上报文件").await?;
    page.find(".made").await?;
    let name = page.texts(".made dd").await?.concat();
    ensure!(name.contains("实名"), "the file is {name}");
    page.click_on(".dialog-foot .primary").await?;
    let file = page.downloaded("自评_实名").await?;
    upload::check(&file, "submission")?;
    page.saved().await?;
    Ok(file)
}

/// Takes a submitted form into the ledger and gives its address.
pub async fn review(page: &Page, file: &Path) -> Result<String> {
    take_in(page, file).await?;
    page.click_on(".tabs button:nth-child(6)").await?;
    page.wait_for("与内容相符").await?;
    page.click("考核此表").await?;
    form(page).await
}

/// The official form as it comes out of the printer: as many pages as sheets, so that no row runs
/// over; the heads, the check code and the number on each; the sums on the last. The text of the pages.
pub async fn paper_is_whole(page: &Page, form: &str, sums: &[&str]) -> Result<Vec<String>> {
    page.go(&format!("{form}/print")).await?;
    page.find(".paper .form-table").await?;
    let [all, report, exchange] = [
        page.count(".paper").await?,
        page.count(".report-paper").await?,
        page.count(".exchange-paper").await?,
    ];
    let code = page.texts(".paper-foot span:nth-child(2)").await?.pop().context("no code")?;
    let pages = pdf::pages(page).await?;
    ensure!(pages.len() == all, "{all} sheets are {} pages", pages.len());
    let table = pages.get(report..all - exchange).unwrap_or_default();
    for (text, number) in table.iter().zip(report + 1..) {
        for part in ["考核项目", "赋分标准", &code, &format!("第{number}页")] {
            ensure!(text.contains(part), "page {number} lacks {part}: {text}");
        }
    }
    let last = table.last().context("no page")?;
    for sum in sums.iter().chain(&["合计"]) {
        ensure!(last.contains(sum), "the last page lacks {sum}: {last}");
    }
    let code = code.trim_start_matches("校验码");
    page.go("#/check").await?;
    page.fill(".check-entry input", &code.to_lowercase()).await?;
    page.says(".check-page .callout", "在本台账和收件里找到 1 张。").await?;
    page.fill(".check-entry input", "0000000000").await?;
    page.says(".check-page .callout", "本台账和收件里没有这个校验码。可以再选一份上报文件来核对。")
        .await?;
    Ok(pages)
}

pub async fn a_form_goes_round_between_a_bureau_and_its_office(page: &mut Page) -> Result<()> {
    sample::open(page).await?;
    import_three_items(page).await?;
    let issued = issue(page).await?;
    let page = &*page;
    page.elsewhere(async |office| {
        office.wait_for("恢复或接收").await?;
        let own = take_over(office, &issued).await?;
        office.says(".column-bar .sign", "已下发，未上报，2026-12-20 截止").await?;
        item(office, &own, "1").await?;
        office.click_on(".marking .counter button:last-child").await?;
        office.says(".item-score b", "3.5").await?;
        mark(office, &own, "2", "4").await?;
        mark(office, &own, "3", "2").await?;
        office.says(".score-line .value", "9.5").await?;
        let submission = submit(office).await?;

        // The bureau: the self-assessment is looked at, the column beside it is filled.
        let there = review(page, &submission).await?;
        ensure!(there == own, "the form is {there} here and {own} there");
        page.says(".column-bar [aria-pressed=true]", "考核—").await?;
        item(page, &there, "3").await?;
        page.says(".parties th", "自评").await?;
        page.fill(".item-notes .field input", "缺第二季度会议记录").await?;
        page.click("退回").await?;
        page.says(".going li", "3 缺第二季度会议记录").await?;
        page.click("生成退回文件").await?;
        let returned = page.downloaded("退回意见").await?;
        upload::check(&returned, "review")?;
        page.says(".column-bar .sign", "已退回").await?;
        once_more(page, "退回意见", &returned).await?;

        // The office: the comment stands on its item, and the own column as it was.
        take_in(office, &returned).await?;
        office.wait_for("缺第二季度会议记录").await?;
        office.click("接收意见").await?;
        office.says(".score-line .value", "9.5").await?;
        office.click("有意见").await?;
        item(office, &own, "3").await?;
        office.says(".thread li p:nth-child(2)", "缺第二季度会议记录").await?;
        office.click("回复").await?;
        office.fill(".thread .field", "已补，按 1.5 分报").await?;
        // Half typed it waits until the item is open again.
        item(office, &own, "2").await?;
        item(office, &own, "3").await?;
        office.click("存回复").await?;
        office.says(".thread .reply .sign", "已回复").await?;
        mark(office, &own, "3", "1.5").await?;
        office.says(".score-line .value", "9").await?;
        // What was reviewed is no longer what stands here.
        let again = submit(office).await?;

        let there = review(page, &again).await?;
        item(page, &there, "3").await?;
        page.wait_for("已补，按 1.5 分报").await?;
        page.wait_for("本轮改分").await?;
        page.says(".changed-mark", "自评上轮 2，本轮 1.5").await?;
        mark(page, &there, "3", "1").await?;
        // What was returned can no longer be made as it was.
        page.click("往来记录").await?;
        page.says(".rounds li:nth-child(2) b", "退回").await?;
        ensure!(page.count(".rounds button").await? == 0, "a file is offered that never went");
        page.press(Key::Escape).await?;
        page.click("出具结果").await?;
        page.wait_for("还有 2 项未评，不能出具结果").await?;
        page.click("未评的全部同自评").await?;
        page.says(".column-bar .result b", "8.5，以考核计").await?;
        page.click("出具结果").await?;
        page.click("生成结果文件").await?;
        let result = page.downloaded("考核结果").await?;
        upload::check(&result, "review")?;
        page.says(".column-bar .sign", "已出结果").await?;

        take_in(office, &result).await?;
        office.click("接收意见").await?;
        office.wait_for("与考核不同").await?;
        office.says(".score-line .value", "9").await?;
        office.says(".column-bar .result b", "8.5，以考核计").await?;
        office.click("往来记录").await?;
        let steps = office.texts(".rounds li p:first-child b").await?;
        ensure!(steps == ["上报", "退回", "上报", "出具结果"], "the steps are {steps:?}");
        office.click_on(".dialog-foot .primary").await?;
        paper_is_whole(office, &own, &["9.00", "8.50"]).await?;
        office.go("#/assessments").await?;
        office.wait_for("8.5，以考核计").await?;
        // The first review is of a self-assessment that is no more.
        take_in(office, &returned).await?;
        office.wait_for("这份意见先前已接收").await?;
        office.saved().await
    })
    .await
}

/// Lets no file be made (`is_broken`), or files again.
async fn downloads(page: &Page, is_broken: bool) -> Result<()> {
    let script = match is_broken {
        true => "window.make = URL.createObjectURL; URL.createObjectURL = () => { throw 1; };",
        false => "URL.createObjectURL = window.make;",
    };
    page.run(script).await?;
    Ok(())
}

/// Concludes the form in the column that is open; the result file.
async fn conclude(page: &Page, word: &str) -> Result<PathBuf> {
    page.click("出具结果").await?;
    page.says("dialog h2", &format!("出具{word}")).await?;
    page.click("生成结果文件").await?;
    let result = page.downloaded(word).await?;
    upload::check(&result, "review")?;
    page.says(".column-bar .sign", "已出结果").await?;
    page.saved().await?;
    Ok(result)
}

/// Who has lost the file of a verdict gets the same once more.
async fn once_more(page: &Page, word: &str, file: &Path) -> Result<()> {
    page.click("往来记录").await?;
    page.click("再存一份").await?;
    let once_more = page.downloaded(word).await?;
    ensure!(std::fs::read(&once_more)? == std::fs::read(file)?, "it is another file");
    page.press(Key::Escape).await
}

/// The marks that all parties have given an item, in the order of the columns.
async fn parties(page: &Page, form: &str, id: &str, marks: &[(&str, &str)]) -> Result<()> {
    item(page, form, id).await?;
    for (place, (party, mark)) in marks.iter().enumerate() {
        let row = format!(".parties tr:nth-child({})", place + 1);
        page.says(&format!("{row} th"), party).await?;
        page.says(&format!("{row} b"), mark).await?;
    }
    Ok(())
}

/// An empty ledger of a city.
async fn start_city(city: &Page) -> Result<()> {
    city.click("从空白台账开始").await?;
    city.saved().await?;
    city.go("#/settings/office").await?;
    city.fill(".set-form label:first-of-type input", "示范市市场监督管理局").await?;
    city.choose("select[aria-label=级别]", "市").await?;
    city.saved().await
}

/// Takes the form of the standard of this scenario out of a file with others.
async fn recheck(city: &Page, file: &Path) -> Result<String> {
    take_in(city, file).await?;
    city.click_on(".tabs button:nth-child(6)").await?;
    city.wait_for("考核得分").await?;
    city.run(
        "let one = [...document.querySelectorAll('.received-body table')]
            .find(table => table.textContent.includes('群众评价')).parentElement;
        while (!one.matches('.acts')) one = one.previousElementSibling;
        one.querySelector('button').click();",
    )
    .await?;
    form(city).await
}

pub async fn a_city_rechecks_what_a_bureau_has_assessed(page: &mut Page) -> Result<()> {
    sample::open(page).await?;
    import_three_items(page).await?;
    let issued = issue(page).await?;
    let page = &*page;
    page.elsewhere(async |office| {
        let own = take_over(office, &issued).await?;
        item(office, &own, "1").await?;
        office.click_on(".marking .counter button:last-child").await?;
        mark(office, &own, "2", "4").await?;
        mark(office, &own, "3", "2").await?;
        // A file that cannot be made is no submission.
        office.go("#/submit").await?;
        office.find(".submit-page .checks").await?;
        downloads(office, true).await?;
        office.fill(".ready .reason input", "先报自评").await?;
        office.click("生成上报文件").await?;
        office.wait_for("浏览器没有让下载文件").await?;
        downloads(office, false).await?;
        office.go(&own).await?;
        office.says(".column-bar .sign", "已下发，未上报，2026-12-20 截止").await?;
        let submission = submit(office).await?;

        let there = review(page, &submission).await?;
        mark(page, &there, "3", "1").await?;
        page.fill(".item-notes .field input", "抽查有差距").await?;
        page.click("未评的全部同自评").await?;
        // A verdict without its file is none, and what was typed stays.
        downloads(page, true).await?;
        page.click("出具结果").await?;
        page.fill("dialog .field", "台账齐全").await?;
        page.click("生成结果文件").await?;
        page.wait_for("浏览器没有让下载文件").await?;
        let typed = page.run("return document.querySelector('dialog .field').value").await?;
        ensure!(typed == "台账齐全", "the dialog holds {typed}");
        downloads(page, false).await?;
        page.click("取消").await?;
        page.says(".column-bar .sign", "已上报").await?;
        page.click("出具结果").await?;
        let typed = page.run("return document.querySelector('dialog .field').value").await?;
        ensure!(typed == "台账齐全", "after closing the dialog holds {typed}");
        page.press(Key::Escape).await?;
        let assessed = conclude(page, "考核结果").await?;
        once_more(page, "考核结果", &assessed).await?;
        take_in(office, &assessed).await?;
        office.click("接收意见").await?;
        office.says(".column-bar .result b", "8.5，以考核计").await?;
        page.go(&format!("{there}/analysis")).await?;
        page.wait_for("由填报单位填写").await?;

        // The city: both columns are there to be seen, and a third one to be filled.
        let forwarded = submit(page).await?;
        page.elsewhere(async |city| {
            start_city(city).await?;
            let third = recheck(city, &forwarded).await?;
            city.says(".column-bar [aria-pressed=true]", "复核—").await?;
            parties(city, &third, "3", &[("自评", "2"), ("考核", "1")]).await?;
            mark(city, &third, "3", "0.5").await?;
            city.fill(".item-notes .field input", "满意度按抽查核定").await?;
            city.click("未评的全部同考核").await?;
            city.says(".column-bar .result b", "8，以复核计").await?;
            let rechecked = conclude(city, "复核结果").await?;

            take_in(page, &rechecked).await?;
            page.click("接收意见").await?;
            let all = [("自评", "2"), ("复核", "0.5")];
            page.says(".column-bar [aria-pressed=true]", "考核8.5").await?;
            parties(page, &there, "3", &all).await?;
            page.wait_for("满意度按抽查核定").await?;
            page.click("接受").await?;
            page.says(".thread .reply .sign", "已接受").await?;
            page.says(".column-bar .result b", "8，以复核计").await
        })
        .await?;

        // The bureau approves, and the office has every column beside its own.
        page.click_on(".column-bar .choice-bar button:nth-child(4)").await?;
        page.click("未评的全部同复核").await?;
        page.fill(".item-notes .field input", "以复核为准").await?;
        let approved = conclude(page, "核定结果").await?;
        take_in(office, &approved).await?;
        office.click("接收意见").await?;
        office.says(".column-bar .result b", "8，以核定计").await?;
        parties(office, &own, "3", &[("考核", "1"), ("核定", "0.5")]).await?;
        office.says(".score-line .value", "9.5").await?;
        // A reply that is being typed stays while another comment is accepted.
        office.click_on(".thread li:nth-child(2) .acts button:nth-child(2)").await?;
        office.fill(".thread li:nth-child(2) .field", "下季度补上").await?;
        office.click_on(".thread li:nth-child(1) .acts button:nth-child(1)").await?;
        office.says(".thread li:nth-child(1) .sign", "已接受").await?;
        let script = "return document.querySelector('.thread li:nth-child(2) .field').value";
        let typed = office.run(script).await?;
        ensure!(typed == "下季度补上", "the reply holds {typed}");
        office.saved().await
    })
    .await
}
