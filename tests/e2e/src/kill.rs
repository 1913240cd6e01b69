//! The browser is killed in the middle of editing, again and again: what it said was saved is there.

use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use anyhow::{Context as _, Result, ensure};

use crate::disk;
use crate::page::Page;

const ROUNDS: u32 = 20;

/// Edits without a pause: adds the next number to the code of the bureau, now and then several
/// before looking, changes the year in between, and remembers the number that was last seen saved.
const EDITOR: &str = "
    const [code, year] = ['.set-form .form-line:nth-of-type(2) input', '.year-pick']
        .map(place => document.querySelector(place));
    const change = (field, value) => {
        field.value = value;
        field.dispatchEvent(new Event('change', { bubbles: true }));
    };
    const pause = time => new Promise(resolve => setTimeout(resolve, time));
    const isSaved = () => document.querySelector('#save-state.saved') !== null;
    window.made = code.value === '' ? 0 : code.value.split(' ').length;
    window.seen = window.made;
    (async () => {
        for (;;) {
            for (let burst = Math.random() < 0.3 ? 3 : 1; burst > 0; burst--) {
                window.made += 1;
                change(code, (code.value + ' ' + window.made).trim());
            }
            if (Math.random() < 0.2) change(year, year.value === '2025' ? '2026' : '2025');
            await pause(0);
            const made = window.made;
            while (!isSaved()) await pause(1);
            window.seen = made;
            await pause(Math.random() * 30);
        }
    })();
";

/// Random numbers below 2^32, from a seed that is printed so that a run can be repeated.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        (self.0 >> 32) % sides
    }
}

pub async fn what_was_said_to_be_saved_survives_a_killed_browser(page: &mut Page) -> Result<()> {
    let seed = match std::env::var("KILL_SEED") {
        Ok(seed) => seed.parse()?,
        Err(_) => SystemTime::now().duration_since(UNIX_EPOCH)?.as_millis() as u64,
    };
    println!("KILL_SEED={seed}");
    let mut dice = Dice(seed);
    disk::import(page).await?;
    let mut last = 0;
    for round in 1..=ROUNDS {
        page.go("#/settings/office").await?;
        page.find(".set-form input").await?;
        page.run(EDITOR).await?;
        let (start, moment) = (Instant::now(), Duration::from_millis(100 + dice.roll(900)));
        let mut seen = last;
        while start.elapsed() < moment {
            seen = page.run("return window.seen").await?.as_u64().context("nothing seen")?;
        }
        page.kill_and_reopen().await?;
        let stored = numbers(page).await.with_context(|| format!("after kill {round}"))?;
        ensure!(
            stored >= seen,
            "kill {round}: {seen} edits were said to be saved, {stored} are there"
        );
        ensure!(stored > last || seen == last, "kill {round}: nothing was edited");
        last = stored;
    }
    ensure!(last > u64::from(ROUNDS), "{last} edits in {ROUNDS} rounds prove nothing");
    println!("{last} edits, {ROUNDS} kills");
    Ok(())
}

/// How many numbers there are in the code of the bureau. All from 1 on must be there, and all people.
async fn numbers(page: &Page) -> Result<u64> {
    ensure!(page.count(".recovery-page").await? == 0, "something is damaged");
    disk::has_everybody(page).await?;
    page.go("#/settings/office").await?;
    page.find(".set-form input").await?;
    let code = page
        .run("return document.querySelector('.set-form .form-line:nth-of-type(2) input').value");
    let code = code.await?;
    let code = code.as_str().context("no code")?;
    let mut count = 0;
    for number in code.split_whitespace() {
        count += 1;
        ensure!(number == count.to_string(), "there is a gap before {number} in {code}");
    }
    Ok(count)
}
