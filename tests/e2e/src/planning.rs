//! A rotation from needs to the hours of who made up for it: placed by the planner, changed by
//! hand against a rule, issued, planned again after an illness, attended, made up.

use anyhow::{Context as _, Result, ensure};
use serde_json::Value;
use thirtyfour::Key;

use crate::page::Page;
use crate::{district, job, roster};

/// The plan as it is kept.
async fn plan(page: &Page) -> Result<Value> {
    page.saved().await?;
    let shards = district::shards(&district::backup(page).await?);
    let plan = shards.into_iter().find(|(name, _)| name.starts_with("plan/"));
    plan.map(|(_, plan)| plan).context("there is no plan")
}

/// The batches by their dates: id, first and last day.
fn batches(plan: &Value) -> Vec<[String; 3]> {
    let batches = plan["rotation"]["batches"].as_array().into_iter().flatten();
    let text = |one: &Value, key: &str| one[key].as_str().unwrap_or_default().to_owned();
    let mut batches: Vec<_> =
        batches.map(|one| [text(one, "start"), text(one, "end"), text(one, "id")]).collect();
    batches.sort();
    batches.into_iter().map(|[start, end, id]| [id, start, end]).collect()
}

/// Everybody who is in a batch.
fn people_of(plan: &Value, batch: &str) -> Vec<String> {
    let placements = plan["rotation"]["placements"].as_object().into_iter().flatten();
    let inside = placements.filter(|(_, placement)| placement["batch"] == batch);
    inside.map(|(person, _)| person.clone()).collect()
}

/// Clicks a name on the board; it may lie under the heads, which stay in sight.
async fn pick(page: &Page, person: &str) -> Result<()> {
    let name = format!("#who-{person}");
    page.find(&name).await?;
    page.run(&format!("document.querySelector('{name}').scrollIntoView({{ block: 'center' }})"))
        .await?;
    page.click_on(&name).await
}

/// Enters a leave of somebody on the board, beside the reasons.
async fn leave(page: &Page, person: &str, from: &str, to: &str) -> Result<()> {
    pick(page, person).await?;
    page.click("登记…").await?;
    page.choose(".period-form select", "病休").await?;
    page.set_date(".period-form label:nth-of-type(1) input", from).await?;
    page.set_date(".period-form label:nth-of-type(2) input", to).await?;
    page.click_on(".period-form .primary").await?;
    page.find(".periods li").await?;
    page.saved().await
}

async fn placed(page: &Page) -> Result<()> {
    let done = "return !document.querySelector('.run-bar')
        && document.querySelectorAll('.board .who').length > 160";
    page.until(done, "the planner does not end").await
}

pub async fn a_rotation_goes_from_needs_to_made_up_hours(page: &mut Page) -> Result<()> {
    roster::choose(page, "roster-utf8.csv").await?;
    roster::write(page, 173).await?;
    page.go("#/hours/needs").await?;
    page.find(".needs-page").await?;

    page.click_on(".nav a[href='#/plans']").await?;
    page.click("新建计划").await?;
    page.click_on(".dialog-foot .primary").await?;
    page.click_on(".tabs a[href$='/rotation']").await?;
    page.choose(".rules select[aria-label='课程']", "行政处罚法与办案程序").await?;
    page.click("生成批次").await?;
    page.click_on(".dialog-foot .primary").await?;
    page.click("自动编排").await?;
    placed(page).await?;
    let first = plan(page).await?;
    let all = batches(&first);
    ensure!(all.len() == 6, "{} batches", all.len());

    // Undo takes the whole placement back in one step, redo brings it again.
    page.press(Key::Control + "z").await?;
    page.says(".rules .found", "已排 0 / 173 人").await?;
    page.press(Key::Control + "y").await?;
    placed(page).await?;

    // Somebody of the first batch is ill during the second: the move is refused in a sentence.
    let [[one, ..], [_, from, to], ..] = &all[..] else { anyhow::bail!("too few batches") };
    let moved = people_of(&first, one).into_iter().next().context("nobody in the first batch")?;
    leave(page, &moved, from, to).await?;
    pick(page, &moved).await?;
    page.press(Key::Right).await?;
    page.find(".board-live").await?;
    page.press(Key::Enter).await?;
    page.wait_for("与该批冲突").await?;
    page.click("放回").await?;
    let after = plan(page).await?;
    ensure!(people_of(&after, one).contains(&moved), "the move was not refused");

    page.click("下发计划").await?;
    page.click("确认下发").await?;
    page.says(".page-head .tag", "已下发").await?;

    // One of the last batch falls ill: planning again moves him, and hardly anybody else.
    let last = all.last().context("no batch")?;
    let ill = people_of(&after, &last[0]).into_iter().next().context("the last batch is empty")?;
    leave(page, &ill, &last[1], &last[2]).await?;
    page.wait_for("人现在的安排不合规则").await?;
    page.click("自动编排").await?;
    page.click("尽量少动已排好的人").await?;
    let settled = "!document.body.innerText.includes('现在的安排不合规则')";
    let asked = "document.querySelector('.dialog-foot .primary') !== null";
    let over = "return !document.querySelector('.run-bar')";
    page.until(&format!("{over} && ({settled} || {asked})"), "the planner does not end").await?;
    // An office can have just as many places as people: then one more on leave costs a colleague
    // his, and that is asked first.
    if page.count(".dialog-foot .primary").await? > 0 {
        page.click_on(".dialog-foot .primary").await?;
    }
    page.until(&format!("{over} && {settled}"), "he stays where he cannot be").await?;
    let again = plan(page).await?;
    let place = |plan: &Value, person: &str| {
        plan["rotation"]["placements"][person]["batch"].as_str().map(str::to_owned)
    };
    let people = after["rotation"]["placements"].as_object().context("nobody is placed")?;
    let changed = people.keys().filter(|one| place(&after, one) != place(&again, one)).count();
    ensure!(place(&again, &ill) != place(&after, &ill), "he was not moved");
    ensure!(changed <= 6, "{changed} people were moved for one");
    page.wait_for("下发版，改动").await?;

    // A batch gets another place: that is listed, and whom to tell, before the changes are issued.
    page.click_on(".board .heads th:last-child button").await?;
    page.fill("dialog label:nth-of-type(5) input", "党校").await?;
    page.click_on(".dialog-foot .primary").await?;
    page.wait_for("地点由未定改为党校").await?;
    page.click("处改动未下发").await?;
    page.find("dialog .diff li").await?;
    page.wait_for("请通知").await?;
    page.click_on(".dialog-foot .primary").await?;
    page.until(
        "return !document.body.innerText.includes('处改动未下发')",
        "the changes are not issued",
    )
    .await?;

    // The first batch is held, one stays away, and makes up for it.
    page.click_on(".nav a[href='#/hours']").await?;
    page.click("登记一个班").await?;
    page.choose(".record-dialog select", "第1批").await?;
    page.find(".attend-list li").await?;
    // As if it had been today: the file for the superior holds what is over.
    let today = job::today(page).await?;
    for place in [3, 4] {
        let field = format!(".record-dialog .form-pair label:nth-child({place}) input");
        page.set_date(&field, &today).await?;
    }
    page.choose(".attend-list li:first-child select", "缺勤").await?;
    // Another is on leave for a morning.
    page.click_on(".attend-list li:nth-child(2) .text-button").await?;
    for now in ["上午 迟到", "上午 请假"] {
        page.click_on(".half-days button:first-child").await?;
        page.wait_for(now).await?;
    }
    page.click_on(".dialog-foot .primary").await?;
    page.until("return document.querySelector('dialog') === null", "the dialog stays").await?;
    // It stands in the list of what is recorded, from where it can be corrected.
    page.go("#/hours/sessions").await?;
    page.says(".session-table td.is-warn", "2").await?;
    page.click_on(".session-table tbody button").await?;
    page.find(".record-dialog .attend-list .is-exception").await?;
    page.press(Key::Escape).await?;
    page.until("return document.querySelector('dialog') === null", "the record stays").await?;
    page.go("#/hours/statistics").await?;
    page.click_on(".statistics-table tbody tr:first-child td:nth-of-type(2) .figure-button")
        .await?;
    page.click_on("dialog .entries button").await?;
    page.click("建补训班 2 人").await?;
    page.click("安排补训").await?;
    page.find(".class-table tbody tr").await?;
    let made_up = plan(page).await?;
    let class = &made_up["intensive"][0];
    ensure!(class["people"].as_array().is_some_and(|one| one.len() == 2), "made {class}");

    // What was attended goes into the file for the superior.
    page.click_on(".nav a[href='#/submit']").await?;
    page.click("实名").await?;
    page.fill(".what .reason input", "年度报送").await?;
    page.click("生成上报文件").await?;
    if page.count(".ready .reason input").await? > 0 {
        page.fill(".ready .reason input", "先报").await?;
        page.click("生成上报文件").await?;
    }
    page.find(".made").await?;
    let name = page.texts(".made dd").await?.into_iter().next().context("no file")?;
    page.click_on(".dialog-foot .primary").await?;
    let file = crate::upload::read(&page.downloaded(&name).await?)?;
    let sessions = file["data"]["sessions"].as_array().context("no session in the file")?;
    let hours: u64 = sessions
        .iter()
        .flat_map(|one| one["attendance"].as_object().into_iter().flatten())
        .filter_map(|(_, one)| one["hours"].as_u64())
        .sum();
    ensure!(hours > 0, "no hours in the file");
    let half_a_day = sessions.iter().find_map(|session| {
        let mut parts = session["attendance"].as_object()?.values();
        let part = parts.find(|part| part["halfDays"][0]["presence"] == "leave")?;
        Some((part["hours"].as_u64()?, session["hours"].as_u64()?))
    });
    let (had, full) = half_a_day.context("nobody is on leave for half a day")?;
    ensure!(had * 2 == full || had * 2 == full + 1, "{had} of {full} for one of two half days");
    Ok(())
}

/// How many have a place, by the line above the board.
async fn number_placed(page: &Page) -> Result<usize> {
    let found = page.texts(".rules .found").await?.join("");
    let digits: String = found.chars().skip_while(|sign| !sign.is_ascii_digit()).collect();
    let number = digits.split(|sign: char| !sign.is_ascii_digit()).next().unwrap_or_default();
    number.parse().with_context(|| format!("no number in “{found}”"))
}

pub async fn a_proposed_change_is_made_and_everybody_is_placed_again(
    page: &mut Page,
) -> Result<()> {
    roster::choose(page, "roster-utf8.csv").await?;
    roster::write(page, 173).await?;
    page.click_on(".nav a[href='#/plans']").await?;
    page.click("新建计划").await?;
    page.click_on(".dialog-foot .primary").await?;
    page.click_on(".tabs a[href$='/rotation']").await?;
    page.click("生成批次").await?;
    page.click_on(".dialog-foot .primary").await?;
    // So few may be away that not all can go.
    page.fill(".rules .floor-value", "10").await?;
    page.click("自动编排").await?;
    page.wait_for("照此修改").await?;
    let before = number_placed(page).await?;
    ensure!(before < 173, "nobody is left out");
    page.click("照此修改").await?;
    page.click("再编排一次").await?;
    for _ in 0..300 {
        if number_placed(page).await? > before {
            return page.saved().await;
        }
        tokio::time::sleep(std::time::Duration::from_millis(100)).await;
    }
    anyhow::bail!("nobody more has a place than {before}")
}
