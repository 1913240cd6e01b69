//! What the scenarios of storage share: a ledger of the district, and a hand on the database.

use std::path::PathBuf;

use anyhow::{Result, ensure};
use serde_json::Value;

use crate::page::{Page, repository};

/// The head of a ledger is that of 173 people.
const PEOPLE: &str =
    "return (document.querySelector(\".nav a[href='#/roster'] .count\") || {}).innerText === '173'";

/// Imports the roster of the district, 173 people, into an empty page.
pub async fn import(page: &Page) -> Result<()> {
    page.click("导入名册").await?;
    page.set_files("#roster-file", &[&roster()]).await?;
    page.click("写入 173").await?;
    page.wait_for("已导入：新增").await?;
    page.saved().await?;
    has_everybody(page).await
}

/// The file that [`import`] reads.
pub fn roster() -> PathBuf {
    repository().join("tests/fixtures/rosters/district/roster-gbk.csv")
}

/// Waits until the page shows that there are 173 people.
pub async fn has_everybody(page: &Page) -> Result<()> {
    page.until(PEOPLE, "the page does not show 173 people").await
}

/// Waits until the edit that was just made is on the disk.
pub async fn settled(page: &Page) -> Result<()> {
    // What was edited is marked unsaved before the next task.
    page.run("return new Promise(resolve => setTimeout(resolve, 20))").await?;
    page.saved().await
}

/// Chooses the year of the ledger, the smallest edit there is, and waits until it is saved.
pub async fn choose_year(page: &Page, year: &str) -> Result<()> {
    page.choose(".year-pick", year).await?;
    settled(page).await
}

/// The year that the page shows.
pub async fn year(page: &Page) -> Result<Value> {
    page.run("return (document.querySelector('.year-pick') || {}).value").await
}

/// Works on the database from a script: `head` is the parsed head or null, `manifest` that of the
/// current generation, `chunks`, `manifests` and `heads` the stores. What `work` returns (a value,
/// not a promise) comes back when the transaction is complete.
pub async fn database(page: &Page, work: &str) -> Result<Value> {
    let script = format!(
        "const done = arguments[0];
        const fail = why => done({{ fault: String(why) }});
        const open = indexedDB.open('training-ledger', 1);
        open.onerror = () => fail(open.error);
        open.onupgradeneeded = () => {{ for (const name of ['chunks', 'manifests', 'head']) open.result.createObjectStore(name); }};
        open.onsuccess = () => {{
            const transaction = open.result.transaction(['chunks', 'manifests', 'head'], 'readwrite');
            const [chunks, manifests, heads] =
                ['chunks', 'manifests', 'head'].map(name => transaction.objectStore(name));
            const work = (head, manifest, allChunks, allManifests) => {{ {work} }};
            let value = null;
            transaction.oncomplete = () => {{ open.result.close(); done({{ value }}); }};
            transaction.onabort = () => fail(transaction.error);
            const all = [heads, chunks, manifests].map(store => [store.getAll(), store.getAllKeys()]);
            all[2][1].onsuccess = () => {{
                const [[head], texts, lists] = all.map(([values, keys]) =>
                    keys.result.map((key, place) => [key, values.result[place]]));
                const current = head ? JSON.parse(head[1]) : null;
                const list = lists.find(([key]) => current && key === current.generation);
                try {{
                    value = work(current, list ? JSON.parse(list[1]) : null, texts, lists);
                }} catch (error) {{ fail(error.stack); }}
            }};
        }};"
    );
    let answer = page.driver.execute_async(&script, Vec::new()).await?.json().clone();
    ensure!(answer.get("fault").is_none(), "the database: {answer}");
    Ok(answer["value"].clone())
}

/// Damages the chunk of the first shard of the current generation whose name begins so.
pub async fn damage(page: &Page, shard: &str) -> Result<()> {
    let work = format!(
        "const name = Object.keys(manifest.chunks).find(name => name.startsWith('{shard}'));
        const chunk = manifest.chunks[name];
        const text = allChunks.find(([key]) => key === chunk)[1];
        chunks.put(text.slice(0, -20), chunk);
        return name;"
    );
    let damaged = database(page, &work).await?;
    ensure!(damaged.is_string(), "there is no chunk of {shard}");
    Ok(())
}

/// The number of the current generation; null where there is none.
pub async fn generation(page: &Page) -> Result<Value> {
    database(page, "return head && head.generation").await
}
