//! Measures the page in the browser, each figure beside a yardstick of the same run, since only
//! ratios hold on another computer.

use anyhow::Result;

use crate::driver::Driver;
use crate::page::Page;

/// How often each start is measured; the median counts.
const ROUNDS: usize = 9;

/// A frame at 60 Hz, in milliseconds.
const FRAME: f64 = 1000.0 / 60.0;

/// Remembers when the page was ready and its picture was due, in milliseconds since it was asked for.
const STOPWATCH: &str = "new MutationObserver((changes, observer) => {
    if (!document.documentElement || !document.documentElement.hasAttribute('data-ready')) return;
    observer.disconnect();
    window.readyAt = performance.now();
    requestAnimationFrame(() => setTimeout(() => { window.shownAt = performance.now(); }));
}).observe(document, { subtree: true, childList: true, attributes: true });";

/// A page with nothing in it that is ready as soon as it is read.
const EMPTY: &str = "<!DOCTYPE html><title>empty</title><p>empty</p>\
    <script>document.documentElement.dataset.ready = 'true'</script>";

/// Runs every measurement and prints one line each.
pub async fn run(driver: &Driver) -> Result<()> {
    let page = Page::open(driver).await?;
    let outcome = start(&page, "no ledger").await;
    page.finish(outcome, "bench-start").await?;
    for (people, what) in
        [(600, What::Start), (5_000, What::Rotation), (10_000, What::Use), (30_000, What::Files)]
    {
        let page = Page::open(driver).await?;
        let outcome = with_people(&page, people, what).await;
        page.finish(outcome, "bench-people").await?;
    }
    Ok(())
}

/// What is measured of a ledger.
enum What {
    Start,
    Rotation,
    Use,
    Files,
}

/// Imports a roster of so many people, and measures.
async fn with_people(page: &Page, people: usize, what: What) -> Result<()> {
    let file = page.folder.join("roster.csv");
    std::fs::write(&file, roster(people))?;
    page.click("导入名册").await?;
    page.find("#roster-file").await?;
    // From the choice of the file to the picture of what was read; then the decoder of the browser
    // alone on the same bytes.
    page.run(
        "const input = document.querySelector('#roster-file');
        input.addEventListener('change', () => {
            window.chosenAt = performance.now();
            window.chosen = input.files[0];
            new MutationObserver((changes, observer) => {
                if (!document.querySelector('.page-head .primary')) return;
                observer.disconnect();
                requestAnimationFrame(() => setTimeout(() => {
                    window.readFor = performance.now() - window.chosenAt;
                }));
            }).observe(document.body, { subtree: true, childList: true });
        }, { capture: true });",
    )
    .await?;
    page.set_files("#roster-file", &[&file]).await?;
    let read = number(page, "window.readFor").await?;
    if matches!(what, What::Files) {
        page.run(
            "window.chosen.arrayBuffer().then(bytes => {
                const times = [];
                for (let round = 0; round < 5; round++) {
                    const start = performance.now();
                    new TextDecoder().decode(bytes);
                    times.push(performance.now() - start);
                }
                window.decodedFor = times.sort((a, b) => a - b)[2];
            })",
        )
        .await?;
        let decoded = number(page, "window.decodedFor").await?;
        report(&format!("CSV of {people} checked"), read, decoded, "TextDecoder");
    }
    page.click_on(".page-head .primary").await?;
    page.says(".nav a[href='#/roster'] .count", &people.to_string()).await?;
    page.saved().await?;
    match what {
        What::Start => {
            start(page, &format!("{people} people")).await?;
            rotate(page, people).await?;
            pair(page, people).await
        }
        What::Rotation => rotate(page, people).await,
        What::Use => {
            page.click_on(".nav a[href='#/roster']").await?;
            page.find(".roster-table tbody tr:nth-child(9)").await?;
            for (pixels, what) in [(32, "a row a frame"), (400, "12 rows a frame")] {
                scroll(page, people, pixels, what).await?;
            }
            filter(page, people).await?;
            form(page).await
        }
        What::Files => {
            export(page, people).await?;
            rotate(page, people).await
        }
    }
}

/// Places everybody in batches, and reports how long that takes and the longest time without a
/// frame meanwhile.
async fn rotate(page: &Page, people: usize) -> Result<()> {
    page.click_on(".nav a[href='#/plans']").await?;
    page.click("新建计划").await?;
    page.click_on(".dialog-foot .primary").await?;
    page.click_on(".tabs a[href$='/rotation']").await?;
    page.click("生成批次").await?;
    page.click_on(".dialog-foot .primary").await?;
    page.find(".board").await?;
    page.saved().await?;
    page.run(
        "const button = Array.from(document.querySelectorAll('.rules button'))
            .find(button => button.innerText === '自动编排');
        const start = performance.now();
        let last = start, longest = 0, seen = false;
        const watch = now => {
            const busy = document.querySelector('.run-bar') !== null;
            if (seen && !busy) {
                window.placedFor = last - start;
                window.blockedFor = longest;
                requestAnimationFrame(() => setTimeout(() => {
                    window.shownFor = performance.now() - start;
                }));
                return;
            }
            // The answer itself is drawn after the last frame of the run.
            longest = Math.max(longest, now - last);
            last = now;
            seen = seen || busy;
            requestAnimationFrame(watch);
        };
        requestAnimationFrame(watch);
        button.click();",
    )
    .await?;
    let shown = number(page, "window.shownFor").await?;
    let placed = number(page, "window.placedFor").await?;
    let blocked = number(page, "window.blockedFor").await?;
    println!("rotation of {people}: placed in {placed:.0} ms, on the board after {shown:.0} ms");
    report(&format!("longest frame while {people} are placed"), blocked, FRAME, "a frame at 60 Hz");
    Ok(())
}

/// Judges everybody in one post, each third as able and as unable, and reports how long the
/// proposal of pairs takes from the click to its picture.
async fn pair(page: &Page, people: usize) -> Result<()> {
    let mut table = "姓名\t食品安全监管\n".to_owned();
    for at in 0..people {
        let skill = ["熟练", "会", "不会"].get(at % 3).copied().unwrap_or_default();
        table += &format!("{}\t{skill}\n", name(at));
    }
    page.click_on(".nav a[href='#/hours']").await?;
    page.click_on(".tabs a[href='#/hours/skills']").await?;
    page.click("粘贴表格").await?;
    let area = page.find(".paste-area").await?;
    let set = "const [area, text] = arguments; area.value = text;
        area.dispatchEvent(new Event('input', { bubbles: true }));";
    page.driver.execute(set, vec![area.to_json()?, table.into()]).await?;
    page.click_on(".dialog-foot .primary").await?;
    page.saved().await?;
    page.click_on(".nav a[href='#/plans']").await?;
    page.click_on("main a[href^='#/plans/']").await?;
    page.click_on(".tabs a[href$='/pairs']").await?;
    page.run(
        "const button = Array.from(document.querySelectorAll('.rules button'))
            .find(button => button.innerText === '自动结对');
        const start = performance.now();
        button.click();
        requestAnimationFrame(() => setTimeout(() => {
            if (document.querySelector('.proposal-table')) {
                window.pairedFor = performance.now() - start;
            }
        }));",
    )
    .await?;
    let paired = number(page, "window.pairedFor").await?;
    report(&format!("pairs of {people} proposed"), paired, FRAME, "a frame at 60 Hz");
    Ok(())
}

/// Scrolls the roster by so many pixels in each frame, and reports how long the frames take.
async fn scroll(page: &Page, people: usize, pixels: usize, what: &str) -> Result<()> {
    page.run(&format!(
        "const frame = document.querySelector('.roster-page .table-frame'), times = [];
        frame.scrollTop = 0;
        delete window.frameTimes;
        let last;
        const step = now => {{
            if (last) times.push(now - last);
            last = now;
            frame.scrollTop += {pixels};
            if (times.length < 240) requestAnimationFrame(step);
            else window.frameTimes = times.sort((a, b) => a - b);
        }};
        requestAnimationFrame(step);"
    ))
    .await?;
    number(page, "window.frameTimes && window.frameTimes.length").await?;
    for (name, at) in [("median", 120), ("95 of 100", 228)] {
        let time = number(page, &format!("window.frameTimes[{at}]")).await?;
        report(&format!("{what}, {people}, {name}"), time, FRAME, "one frame");
    }
    Ok(())
}

/// From the key in the search field to the picture of the rows it finds.
async fn filter(page: &Page, people: usize) -> Result<()> {
    page.press("/").await?;
    page.find(".roster-page .find input:focus").await?;
    page.run(
        "window.painted = [];
        document.addEventListener('keydown', () => {
            const start = performance.now();
            requestAnimationFrame(() => setTimeout(() => {
                window.painted.push(performance.now() - start);
            }));
        }, { capture: true });",
    )
    .await?;
    let mut times = Vec::new();
    for key in ["王", "w", "x", "a", "z"] {
        page.press(key).await?;
        times.push(number(page, "window.painted.pop()").await?);
        page.press(thirtyfour::Key::Backspace).await?;
        times.push(number(page, "window.painted.pop()").await?);
    }
    report(&format!("filter key, {people}"), median(times), FRAME, "one frame");
    Ok(())
}

/// A standard of 500 items and a form under it for every office: how long one takes to open, and a
/// mark until all sums are painted.
async fn form(page: &Page) -> Result<()> {
    page.go("#/standards/import").await?;
    let table = page.folder.join("standard.csv");
    std::fs::write(&table, standard(20, 25))?;
    page.set_files("#roster-file", &[&table]).await?;
    page.click("采用这个标准").await?;
    page.click("新建自评表").await?;
    page.click("全选").await?;
    page.click_on(".dialog-foot .primary").await?;
    page.saved().await?;
    page.go("#/assessments").await?;
    let (mut opened, mut marked) = (Vec::new(), Vec::new());
    for round in 1..=5 {
        page.find(&format!("main tbody tr:nth-child({round}) a[href^='#/assessments/']")).await?;
        page.run(&format!(
            "const link = document.querySelector(
                \"main tbody tr:nth-child({round}) a[href^='#/assessments/']\");
            delete window.openedFor;
            const start = performance.now();
            link.click();
            const watch = () => {{
                if (!document.querySelector('.tree .item')) return requestAnimationFrame(watch);
                setTimeout(() => {{ window.openedFor = performance.now() - start; }});
            }};
            requestAnimationFrame(watch);"
        ))
        .await?;
        opened.push(number(page, "window.openedFor").await?);
        page.find(".marking .counter button:last-child").await?;
        page.run(
            "delete window.markedFor;
            const start = performance.now();
            document.querySelector('.marking .counter button:last-child').click();
            requestAnimationFrame(() => setTimeout(() => {
                window.markedFor = performance.now() - start;
            }));",
        )
        .await?;
        marked.push(number(page, "window.markedFor").await?);
        page.saved().await?;
        page.go("#/assessments").await?;
    }
    report("form of 500 items opened", median(opened), FRAME, "one frame");
    report("a mark of 500 items", median(marked), FRAME, "one frame");
    Ok(())
}

/// The table of a standard, the same at every run.
fn standard(areas: usize, items: usize) -> String {
    let mut text = "序号,考核项目,考核内容,分值,赋分标准\n".to_owned();
    for area in 0..areas {
        for at in 0..items {
            let number = area * items + at + 1;
            let head = if at == 0 { format!("第{}类", area + 1) } else { String::new() };
            text += &format!("{number},{head},第{number}项,1,每缺1次扣0.5分，最多扣1分\n");
        }
    }
    text
}

/// From the click on the backup to its bytes, beside JSON.stringify of the same data.
async fn export(page: &Page, people: usize) -> Result<()> {
    page.run(
        "const create = URL.createObjectURL;
        URL.createObjectURL = blob => {
            window.madeFor = performance.now() - window.askedAt;
            window.made = blob;
            return create.call(URL, blob);
        };
        document.addEventListener('keydown', () => { window.askedAt = performance.now(); },
            { capture: true });",
    )
    .await?;
    page.press(thirtyfour::Key::Control + "s").await?;
    let made = number(page, "window.madeFor").await?;
    page.run(
        "window.made.text().then(text => {
            const data = JSON.parse(text), times = [];
            for (let round = 0; round < 5; round++) {
                const start = performance.now();
                new TextEncoder().encode(JSON.stringify(data));
                times.push(performance.now() - start);
            }
            window.writtenFor = times.sort((a, b) => a - b)[2];
        })",
    )
    .await?;
    let written = number(page, "window.writtenFor").await?;
    report(&format!("backup of {people}"), made, written, "JSON.stringify");
    Ok(())
}

fn pick(list: &[&'static str], at: usize) -> &'static str {
    list.get(at % list.len()).copied().unwrap_or_default()
}

/// The name of a person; the first 648 differ.
fn name(at: usize) -> String {
    const FAMILY: [&str; 8] = ["王", "李", "张", "刘", "陈", "杨", "赵", "黄"];
    const GIVEN: [&str; 9] = ["伟", "芳", "秀英", "敏", "静", "丽", "强", "磊", "洋"];
    [pick(&FAMILY, at), pick(&GIVEN, at / 8), pick(&GIVEN, at / 72)].concat()
}

/// A roster as a text file, the same at every run.
fn roster(people: usize) -> String {
    const SCHOOLING: [&str; 4] = ["大学本科", "大专", "研究生", "高中"];
    const POSTS: [&str; 4] = ["食品安全监管", "特种设备安全监察", "登记注册", "执法办案"];
    let mut text = "工号,姓名,性别,出生年月,学历,所在单位,岗位,参加工作时间,备注\n".to_owned();
    for at in 0..people {
        text += &format!(
            "{:06},{},{},{}-{:02},{},示范市市场监督管理局第{}市场监督管理所,{},{}-07,\n",
            at + 1,
            name(at),
            if at % 2 == 0 { "男" } else { "女" },
            1967 + at % 35,
            1 + at % 12,
            pick(&SCHOOLING, at / 3),
            1 + at / 40,
            pick(&POSTS, at / 5),
            1990 + at % 33,
        );
    }
    text
}

/// How long the page takes to its first paint and until it is ready, with what its profile holds.
async fn start(page: &Page, with: &str) -> Result<()> {
    page.run_first(STOPWATCH).await?;
    let empty = page.file.with_file_name("empty.html");
    std::fs::write(&empty, EMPTY)?;
    let (mut paint, mut ready, mut yardstick) = (Vec::new(), Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        yardstick
            .push(time_of(page, &format!("file://{}", empty.display()), "window.shownAt").await?);
        ready.push(
            time_of(page, &format!("file://{}", page.file.display()), "window.shownAt").await?,
        );
        let first = "performance.getEntriesByName('first-contentful-paint')[0].startTime";
        paint.push(number(page, first).await?);
    }
    let yardstick = median(yardstick);
    println!("empty page shown         {yardstick:6.0} ms");
    report(&format!("first paint, {with}"), median(paint), yardstick, "the empty page");
    report(&format!("ready, {with}"), median(ready), yardstick, "the empty page");
    Ok(())
}

/// Prints a time and how many times its yardstick it is.
fn report(name: &str, time: f64, yardstick: f64, of: &str) {
    println!("{name:24} {time:6.0} ms  {:5.1} × {of} ({yardstick:.0} ms)", time / yardstick);
}

async fn time_of(page: &Page, address: &str, when: &str) -> Result<f64> {
    page.driver.goto("about:blank").await?;
    page.driver.goto(address).await?;
    page.find("html[data-ready]").await?;
    number(page, when).await
}

/// A number of the page, as soon as there is one.
async fn number(page: &Page, expression: &str) -> Result<f64> {
    for _ in 0..6000 {
        if let Some(number) = page.run(&format!("return {expression}")).await?.as_f64() {
            return Ok(number);
        }
        tokio::time::sleep(std::time::Duration::from_millis(20)).await;
    }
    anyhow::bail!("the page never knows {expression}")
}

fn median(mut times: Vec<f64>) -> f64 {
    times.sort_by(f64::total_cmp);
    times.get(times.len() / 2).copied().unwrap_or_default()
}
