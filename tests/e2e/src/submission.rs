//! What goes into a file for upload, and whose it is.

use anyhow::{Context as _, Result, ensure};

use crate::page::Page;
use crate::{sample, upload};

pub async fn a_bureau_without_a_name_is_asked_for_it_before_it_submits(
    page: &mut Page,
) -> Result<()> {
    page.click("从空白台账开始").await?;
    page.saved().await?;
    page.go("#/submit").await?;
    page.fill(".ready .reason input", "试报").await?;
    page.click("生成上报文件").await?;
    page.says("dialog h2", "请填本单位名称").await?;
    page.find("dialog input:focus").await?;
    ensure!(page.count("dialog .dialog-foot button").await? == 2, "the name can be passed over");
    page.click_on(".dialog-foot .primary").await?;
    page.find("dialog [aria-invalid=true]").await?;
    page.fill("dialog input", "长安区市场监督管理局").await?;
    page.click_on(".dialog-foot .primary").await?;
    page.find(".made").await?;
    let name = page.texts(".made dd").await?.into_iter().next().context("no file")?;
    ensure!(name.starts_with("长安区市场监督管理局_"), "the file is {name}");
    page.click_on(".dialog-foot .primary").await?;
    let file = upload::read(&page.downloaded(&name).await?)?;
    ensure!(file["office"]["name"] == "长安区市场监督管理局", "of {}", file["office"]);
    page.says(".top-pick.office", "长安区市场监督管理局").await?;
    page.click("生成上报文件").await?;
    page.find(".made").await?;
    Ok(())
}

pub async fn a_form_can_stay_out_of_a_submission(page: &mut Page) -> Result<()> {
    sample::open(page).await?;
    page.go("#/assessments").await?;
    page.click("新建自评表").await?;
    page.click_on(".dialog-foot .primary").await?;
    page.find(".score-line").await?;
    page.saved().await?;

    page.go("#/submit").await?;
    page.find(".sent-forms").await?;
    let after =
        |part: usize| format!(".what > .options:nth-of-type(1) label:nth-child({part}) .after");
    page.says(&after(5), "2 张").await?;
    for part in 1..=4 {
        page.click_on(&format!(".what > .options:nth-of-type(1) label:nth-child({part}) input"))
            .await?;
    }
    // Nobody goes with forms of offices alone.
    let people = "return [...document.querySelectorAll('.what input[name=redaction]')]
        .every(one => one.parentElement.querySelector('.after').innerText.startsWith('0'))";
    page.until(people, "people are told who do not go").await?;
    page.click_on(".sent-forms label:first-of-type input").await?;
    page.says(&after(5), "1 张").await?;
    page.fill(".ready .reason input", "试报").await?;
    page.click("生成上报文件").await?;
    page.find(".made").await?;
    let name = page.texts(".made dd").await?.into_iter().next().context("no file")?;
    page.click_on(".dialog-foot .primary").await?;
    let file = page.downloaded(&name).await?;
    upload::check(&file, "submission")?;
    let forms = upload::read(&file)?["data"]["assessments"].as_array().map_or(0, Vec::len);
    ensure!(forms == 1, "{forms} forms in the file");
    page.saved().await?;

    // What was left out last time is left out again.
    page.reopen().await?;
    page.go("#/submit").await?;
    page.says(&after(5), "1 张").await?;
    Ok(())
}
