//! What is printed: a long table shows only the rows in view, and prints all of them.

use anyhow::{Result, ensure};

use crate::page::Page;
use crate::sample;

/// The people of the sample.
const PEOPLE: usize = 173;

pub async fn everybody_is_printed(page: &mut Page) -> Result<()> {
    sample::open(page).await?;
    for (place, rows) in
        [("#/roster", ".roster-table tbody tr[data-id]"), ("#/hours", ".hours-table tbody a.name")]
    {
        page.go(place).await?;
        page.find(rows).await?;
        let shown = page.count(rows).await?;
        ensure!(shown < PEOPLE, "{place} mounts {shown} rows for one view");
        page.run("dispatchEvent(new Event('beforeprint'))").await?;
        let printed = page.count(rows).await?;
        ensure!(printed == PEOPLE, "{place} prints {printed} of {PEOPLE}");
        page.run("dispatchEvent(new Event('afterprint'))").await?;
        let shown = page.count(rows).await?;
        ensure!(shown < PEOPLE, "{place} keeps {shown} rows after printing");
    }
    Ok(())
}
