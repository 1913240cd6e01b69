//! Measures the page in the browser, each figure beside a yardstick of the same run, since only
//! ratios hold on another computer.

use anyhow::Result;

use crate::driver::Driver;
use crate::page::Page;

/// How often each start is measured; the median counts.
const ROUNDS: usize = 9;

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
    let outcome = start(&page).await;
    page.finish(outcome, "bench").await
}

async fn start(page: &Page) -> Result<()> {
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
    report("first paint", median(paint), yardstick, "the empty page");
    report("ready, no ledger", median(ready), yardstick, "the empty page");
    Ok(())
}

/// Prints a time and how many times its yardstick it is.
fn report(name: &str, time: f64, yardstick: f64, of: &str) {
    println!("{name:24} {time:6.0} ms  {:5.1} × {of}", time / yardstick);
}

async fn time_of(page: &Page, address: &str, when: &str) -> Result<f64> {
    page.driver.goto("about:blank").await?;
    page.driver.goto(address).await?;
    page.find("html[data-ready]").await?;
    number(page, when).await
}

/// A number of the page, as soon as there is one.
async fn number(page: &Page, expression: &str) -> Result<f64> {
    for _ in 0..100 {
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
