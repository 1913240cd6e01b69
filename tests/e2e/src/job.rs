//! The main job, whole: roster in, a group of a cell of the cross-tab, a plan with batches, hours,
//! a scored form, files out in every redaction; all of it there after closing the browser, and on
//! another computer.

use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, ensure};
use serde_json::{Value, json};
use thirtyfour::Key;

use crate::page::Page;
use crate::{assessment, district, roster, upload};

/// Builds a group of the fullest cell that no sum and no gap is.
async fn build_group(page: &Page) -> Result<()> {
    page.click_on(".nav a[href='#/groups']").await?;
    page.find(".cross-tab td").await?;
    let script = "const cells = Array.from(document.querySelectorAll('.cross-tab td'))
            .filter(cell => /^h\\d/.test(cell.className) && !cell.closest('tr.sum'));
        const fullest = cells.sort((a, b) => b.innerText - a.innerText)[0];
        return [fullest.id, Number(fullest.innerText)];";
    let cell = page.run(script).await?;
    let people = cell[1].as_u64().context("no people in any cell")?;
    page.click_on(&format!("#{}", cell[0].as_str().context("no cell")?)).await?;
    let picked = page.texts(".picked-cell b").await?.concat();
    ensure!(picked.ends_with(&format!("{people} 人")), "the cell of {people} says {picked}");
    ensure!(page.count(".picked-cell .people-line a").await? as u64 == people);

    page.press(Key::Enter).await?;
    page.says(".dialog-foot b", &format!("{people} 人")).await?;
    page.click_on(".dialog-foot .primary").await?;
    page.find(".group-drawer").await?;
    page.says(".nav a[href='#/groups'] .count", "1").await?;
    page.saved().await
}

/// Makes a plan, places everybody, moves one person by hand against a warning, and issues it.
async fn plan(page: &Page) -> Result<()> {
    page.click_on(".nav a[href='#/plans']").await?;
    page.click("新建计划").await?;
    page.click_on(".dialog-foot .primary").await?;
    page.click_on(".tabs a[href$='/rotation']").await?;
    page.choose(".rules select[aria-label='课程']", "行政处罚法与办案程序").await?;
    page.click("生成批次").await?;
    page.click_on(".dialog-foot .primary").await?;
    page.find(".board").await?;
    page.says(".rules .found", "已排 0 / 173 人").await?;
    page.click("自动编排").await?;
    page.find(".board .who").await?;
    // The dates, and with them the draw, are of today: now and then somebody finds no seat.
    let placed = page.texts(".rules .found").await?.concat();
    let placed: u32 = placed.split(' ').nth(1).context("nobody is placed")?.parse()?;
    ensure!(placed >= 165, "only {placed} are placed");

    // Somebody whose next batch has no seat left.
    let script = "const seats = Array.from(
            document.querySelectorAll('.board tfoot td'), cell => cell.innerText.match(/\\d+/g));
        for (let batch = 1; batch < seats.length; batch++) {
            if (Number(seats[batch][0]) < Number(seats[batch][1])) continue;
            const before = `.board tbody td:nth-child(${batch + 1}) .who`;
            const who = document.querySelector(before);
            if (who) return [who.id, batch, Number(seats[batch][1])];
        }";
    let moved = page.run(script).await?;
    let who = moved[0].as_str().context("no batch is full")?;
    let (batch, seats) = (moved[1].as_u64().unwrap_or(0), moved[2].as_u64().unwrap_or(0));
    page.click_on(&format!("#{who}")).await?;
    page.press(Key::Right).await?;
    page.find(".board-live").await?;
    page.press(Key::Enter).await?;
    page.wait_for(&format!("{seats} 个席位已满")).await?;
    // Without a reason nothing happens.
    page.click("仍放这里").await?;
    page.find(".board-live input[aria-invalid=true]").await?;
    page.fill(".board-live input", "该同志第一批期间有开庭").await?;
    page.click("仍放这里").await?;
    let foot = format!(".board tfoot td:nth-child({})", batch + 2);
    page.says(&foot, &format!("{} / {seats} 人", seats + 1)).await?;
    page.find(&format!(".board tbody td:nth-child({}) #{who}", batch + 2)).await?;
    page.wait_for("人现在的安排不合规则").await?;
    page.click("下发计划").await?;
    page.click("确认下发").await?;
    page.says(".page-head .tag", "已下发").await?;
    page.saved().await
}

/// Today by the clock of the page.
pub async fn today(page: &Page) -> Result<String> {
    let script = "const now = new Date(), two = number => String(number).padStart(2, '0');
        return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`";
    Ok(page.run(script).await?.as_str().context("no date")?.to_owned())
}

/// Records the first batch as if it had been today, with one person absent; returns how many
/// people it had.
async fn record_hours(page: &Page) -> Result<usize> {
    page.click_on(".nav a[href='#/hours']").await?;
    page.click("登记一个班").await?;
    page.choose(".record-dialog select", "第1批").await?;
    page.find(".attend-list li").await?;
    let people = page.count(".attend-list li").await?;
    let field = |place: u8| format!(".record-dialog .form-pair label:nth-child({place}) input");
    page.fill(&field(2), "24").await?;
    let today = today(page).await?;
    page.set_date(&field(3), &today).await?;
    page.set_date(&field(4), &today).await?;
    page.choose(".attend-list li:first-child select", "缺勤").await?;
    page.says(".dialog-foot .note", &format!("{people} 人，1 人例外")).await?;
    page.click_on(".dialog-foot .primary").await?;
    let gone = "return document.querySelector('dialog') === null";
    page.until(gone, "the dialog does not close").await?;
    page.saved().await?;
    Ok(people)
}

/// What is made of the whole ledger.
struct Made {
    file: PathBuf,
    code: String,
}

/// Makes one file, and looks at its name, its hash and its schema.
async fn make(page: &Page, redaction: &str) -> Result<Made> {
    let before = today(page).await?;
    page.click("生成上报文件").await?;
    page.find(".made").await?;
    let facts = page.texts(".made dd").await?;
    let [name, sha256, code] = &facts[..] else { anyhow::bail!("the dialog says {facts:?}") };
    page.click_on(".dialog-foot .primary").await?;
    let file = page.downloaded(name).await?;
    upload::check(&file, "submission")?;
    ensure!(upload::read(&file)?["sha256"] == sha256.as_str(), "the dialog shows another hash");

    // 单位_内容_实名程度_期间_日期-时间.json
    let parts: Vec<_> = name.trim_end_matches(".json").split('_').collect();
    let [office, content, told, period, moment] = &parts[..] else { anyhow::bail!("named {name}") };
    ensure!(*told == redaction, "the name says {told}, not {redaction}");
    ensure!(*office == "示范区市场监督管理局", "the file is of {office}");
    ensure!(*content == "名册分组计划学时自评", "the file holds {content}");
    let year = before.get(..4).unwrap_or_default();
    let digits = |text: &str| text.len() > 3 && text.chars().all(|one| one.is_ascii_digit());
    let whole = *period == year;
    let so_far = period
        .split_once('-')
        .is_some_and(|(from, to)| from == format!("{year}0101") && to.len() == 4 && digits(to));
    ensure!(whole || so_far, "the period is {period}");
    let (day, time) = moment.split_once('-').context("no time in the name")?;
    let days = [before, today(page).await?].map(|day| day.replace('-', ""));
    ensure!(days.contains(&day.to_owned()) && time.len() == 4 && digits(time), "made {moment}");
    Ok(Made { file, code: code.clone() })
}

/// Reads the checks, and makes a file in each redaction: named, de-identified, statistics.
async fn submit(page: &Page) -> Result<[Made; 3]> {
    page.click_on(".nav a[href='#/submit']").await?;
    page.wait_for("还没有上报过，这是第一次。").await?;
    let checks = page.texts(".checks li").await?.join("\n");
    for finding in ["没有填单位代码", "未入任何群体", "还差 55 项", "期间内没有学时", "没有人重复"]
    {
        ensure!(checks.contains(finding), "the checks do not say {finding}:\n{checks}");
    }
    ensure!(!checks.contains("草稿"), "the plan was issued:\n{checks}");

    page.click("生成上报文件").await?;
    page.wait_for("请写明带着不全上报的理由").await?;
    page.fill(".ready .reason input", "先报第一批").await?;

    page.click("实名").await?;
    page.click("生成上报文件").await?;
    page.wait_for("实名上报须填事由").await?;
    ensure!(page.count("dialog").await? == 0, "a named file was made without a purpose");
    page.fill(".what .reason input", "省局抽调师资").await?;
    let named = make(page, "实名").await?;
    page.click("去标识").await?;
    let deidentified = make(page, "去标识").await?;
    page.click("仅统计数据").await?;
    let statistics = make(page, "仅统计").await?;
    page.wait_for("没有变化").await?;
    ensure!(page.count(".history tbody tr").await? == 3, "not every file is in the history");
    page.saved().await?;
    Ok([named, deidentified, statistics])
}

/// Who is in the files: ID numbers in none, names where they were asked for only.
fn hides_people(files: &[Made; 3]) -> Result<()> {
    let texts = files.each_ref().map(|made| std::fs::read_to_string(&made.file));
    let [named, deidentified, statistics] = texts;
    let (named, deidentified, statistics) = (named?, deidentified?, statistics?);
    for person in district::everybody()? {
        for text in [&named, &deidentified, &statistics] {
            let id_number = Some(&person.id_number).filter(|number| !number.is_empty());
            ensure!(id_number.is_none_or(|one| !text.contains(one)), "an ID number is in a file");
        }
        let name = format!("\"{}\"", person.name);
        ensure!(named.contains(&name), "{name} is not in the named file");
        for text in [&deidentified, &statistics] {
            ensure!(!text.contains(&name), "{name} is in a file without names");
            let certificate = Some(&person.certificate).filter(|number| !number.is_empty());
            ensure!(
                certificate.is_none_or(|one| !text.contains(one)),
                "a certificate is in a file"
            );
        }
    }
    Ok(())
}

/// A schema and a hash that accept everything would prove nothing.
fn notices_faults(file: &Path) -> Result<()> {
    let spoiled = upload::spoil(file, "spoiled.json", |value| value["data"]["offices"] = json!(5))?;
    let faults = upload::faults(&spoiled, "submission")?;
    ensure!(faults.contains("/data/offices") && !faults.contains("sha256"), "found: {faults}");
    let mut value = upload::read(file)?;
    value["note"] = json!("changed");
    std::fs::write(&spoiled, value.to_string())?;
    let faults = upload::faults(&spoiled, "submission")?;
    ensure!(faults.starts_with("sha256"), "found: {faults}");
    Ok(())
}

/// The superior bureau opens the files beside a ledger of its own, which stays as it is.
async fn is_received(page: &Page, files: &[Made; 3]) -> Result<()> {
    page.click("从空白台账开始").await?;
    page.saved().await?;
    let own = page.stored().await?;
    page.click_on(".nav a[href='#/merge']").await?;
    let kinds = ["实名", "去标识", "仅统计"];
    for (made, (count, kind)) in files.iter().zip((1..).zip(kinds)) {
        page.set_files(".page-head .file-button input", &[&made.file]).await?;
        page.says(".received-page h1", "示范区市场监督管理局").await?;
        page.wait_for(kind).await?;
        page.says(".nav a[href='#/merge'] .count", &count.to_string()).await?;
        page.click_on(".tabs [role='tab']:nth-child(6)").await?;
        page.wait_for(&made.code).await?;
        if kind != "仅统计" {
            page.wait_for("与内容相符").await?;
            page.click_on(".tabs [role='tab']:nth-child(2)").await?;
            page.wait_for("显示 173 / 173 人").await?;
        }
        page.click("返回汇总").await?;
        page.find(".merge-table").await?;
    }
    ensure!(page.count(".merge-table tbody tr").await? == 3, "not every file is listed");
    page.saved().await?;
    ensure!(page.stored().await? == own, "a received file changed the ledger");
    Ok(())
}

/// A backup takes the place of the ledger, beside which the received files stay; undo goes back.
async fn is_restored(page: &Page, file: &Path, saved: &Value) -> Result<()> {
    let own = page.stored().await?;
    page.go("#/settings/storage").await?;
    page.set_files(".page-head .file-button input", &[file]).await?;
    page.wait_for("另一本台账").await?;
    page.click_on(".dialog-foot .primary").await?;
    page.wait_for("已从备份恢复").await?;
    page.says(".nav a[href='#/roster'] .count", "173").await?;
    page.says(".nav a[href='#/merge'] .count", "3").await?;
    page.saved().await?;
    let again = district::backup(page).await?;
    is_same(saved, &again)?;
    let exports = &again["data"]["shards"]["archive/log"]["exports"];
    ensure!(exports.as_array().is_some_and(|all| all.len() == 3), "the history is not there");
    page.press(Key::Control + "z").await?;
    page.stored_is(|stored| *stored == own, "as before the restore").await?;
    page.press(Key::Control + "y").await?;
    page.says(".nav a[href='#/roster'] .count", "173").await?;
    page.saved().await
}

/// Two backups of the same ledger.
pub fn is_same(one: &Value, other: &Value) -> Result<()> {
    let (one, other) = (district::shards(one), district::shards(other));
    ensure!(one.keys().eq(other.keys()), "{:?} and {:?}", one.keys(), other.keys());
    for (name, shard) in &one {
        ensure!(other.get(name) == Some(shard), "{name} is not the same");
    }
    ensure!(one.len() > 4, "there is no ledger: {:?}", one.keys());
    Ok(())
}

pub async fn from_a_roster_to_the_file_for_upload(page: &mut Page) -> Result<()> {
    roster::choose(page, "roster-utf8.csv").await?;
    roster::write(page, 173).await?;
    build_group(page).await?;
    plan(page).await?;
    let people = record_hours(page).await?;
    let form = assessment::fill(page).await?;
    let files = submit(page).await?;
    hides_people(&files)?;
    let [named, ..] = &files;
    notices_faults(&named.file)?;

    let stored = page.stored().await?;
    page.press(Key::Control + "s").await?;
    let backup = page.downloaded("备份").await?;
    upload::check(&backup, "backup")?;
    let saved = upload::read(&backup)?;
    let session = saved["data"]["shards"].as_object().into_iter().flatten();
    let session: Vec<_> = session.filter(|(name, _)| name.starts_with("session/")).collect();
    let [(_, session)] = &session[..] else { anyhow::bail!("{} sessions", session.len()) };
    let attendance = session["attendance"].as_object().context("nobody was there")?;
    let absent = attendance.values().filter(|one| one["presence"] == "absent").count();
    ensure!(attendance.len() == people && absent == 1, "recorded {session}");

    page.elsewhere(async |other| {
        is_received(other, &files).await?;
        is_restored(other, &backup, &saved).await?;
        other.reopen().await?;
        other.says(".nav a[href='#/roster'] .count", "173").await?;
        assessment::is_filled(other, &form).await
    })
    .await?;

    page.saved().await?;
    page.reopen().await?;
    ensure!(page.stored().await? == stored, "something else is on the disk");
    page.says(".nav a[href='#/roster'] .count", "173").await?;
    assessment::is_filled(page, &form).await?;
    page.go("#/submit").await?;
    page.find(".history tbody tr").await?;
    ensure!(page.count(".history tbody tr").await? == 3, "the history is lost");
    is_same(&saved, &district::backup(page).await?)?;
    // Undo reaches back beyond the restart.
    page.click_on("#undo:not([disabled])").await?;
    page.wait_for("已撤销：填写自评表").await
}
