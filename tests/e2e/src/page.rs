//! The artifact in a browser with a profile of its own, and the gestures of a person on it.

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, bail, ensure};
use thirtyfour::prelude::*;

use crate::driver::Driver;

/// How long a page may take for anything.
const PATIENCE: Duration = Duration::from_secs(20);

/// The open page.
pub struct Page {
    pub driver: WebDriver,
    /// A folder of its own: profile, downloads and the file that is opened.
    pub folder: PathBuf,
    /// The file that is opened.
    pub file: PathBuf,
}

impl Page {
    /// Opens the built file in a fresh profile, from a folder with a Chinese name and a space.
    pub async fn open(driver: &Driver) -> Result<Self> {
        let stamp = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH)?.as_nanos();
        let folder = std::env::temp_dir().join(format!("training-ledger-e2e-{stamp}"));
        let place = folder.join("培训 台账");
        std::fs::create_dir_all(&place)?;
        let file = place.join("培训台账.html");
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        std::fs::copy(root.join("../../dist/index.html"), &file)
            .context("dist/index.html is missing: build it first")?;
        let browser = Self::browser(driver, &folder, &[]).await?;
        let page = Self { driver: browser, folder, file };
        page.load().await?;
        Ok(page)
    }

    /// A browser whose profile and downloads lie in `folder`.
    pub async fn browser(driver: &Driver, folder: &Path, more: &[&str]) -> Result<WebDriver> {
        let mut capabilities = DesiredCapabilities::chrome();
        for flag in [
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--window-size=1366,768",
        ]
        .iter()
        .chain(more)
        {
            capabilities.add_arg(flag)?;
        }
        capabilities.add_arg(&format!("--user-data-dir={}", folder.join("profile").display()))?;
        let preferences = serde_json::json!({
            "download.default_directory": folder.join("downloads"),
            "download.prompt_for_download": false,
        });
        capabilities.add_experimental_option("prefs", preferences)?;
        Ok(WebDriver::new(&driver.url, capabilities).await?)
    }

    /// Opens the file (again) and waits until the page is ready.
    pub async fn load(&self) -> Result<()> {
        self.driver.goto(format!("file://{}", self.file.display())).await?;
        self.find("html[data-ready]").await?;
        Ok(())
    }

    /// The first element of a selector, as soon as it is there.
    pub async fn find(&self, selector: &str) -> Result<WebElement> {
        let found = self.driver.query(By::Css(selector)).wait(PATIENCE, Duration::from_millis(50));
        found.first().await.with_context(|| format!("{selector} does not appear"))
    }

    /// Clicks a button, link or label that shows this text.
    pub async fn click(&self, text: &str) -> Result<()> {
        let path = format!(
            "//*[self::button or self::a or self::label][contains(normalize-space(.), '{text}')]"
        );
        let found = self.driver.query(By::XPath(path)).wait(PATIENCE, Duration::from_millis(50));
        let found = found.and_displayed().first().await;
        found.with_context(|| format!("there is no button “{text}”"))?.click().await?;
        Ok(())
    }

    /// Waits until the page shows this text.
    pub async fn wait_for(&self, text: &str) -> Result<()> {
        let start = Instant::now();
        while start.elapsed() < PATIENCE {
            if self.text().await?.contains(text) {
                return Ok(());
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        bail!("the page does not show “{text}”, but:\n{}", self.text().await?)
    }

    /// Everything the page shows.
    pub async fn text(&self) -> Result<String> {
        Ok(self
            .run("return document.body.innerText")
            .await?
            .as_str()
            .unwrap_or_default()
            .to_owned())
    }

    /// Runs a script in the page.
    pub async fn run(&self, script: &str) -> Result<serde_json::Value> {
        Ok(self.driver.execute(script, Vec::new()).await?.json().clone())
    }

    /// Waits until the last edit is on the disk.
    pub async fn saved(&self) -> Result<()> {
        self.find("#save-state.saved").await?;
        Ok(())
    }

    /// Closes the browser. Fails where the scenario did, where the policy refused something, or
    /// where a request left the page; then a picture is kept.
    pub async fn finish(self, outcome: Result<()>, name: &str) -> Result<()> {
        let outcome = match outcome {
            Ok(()) => self.quiet().await,
            failed => failed,
        };
        if outcome.is_err() {
            let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../target/e2e");
            std::fs::create_dir_all(&folder)?;
            let picture = folder.join(format!("{}.png", name.replace("::", "-")));
            // The picture only helps; the failure stands without it.
            let _ = self.driver.screenshot(&picture).await;
        }
        self.driver.quit().await?;
        if outcome.is_ok() {
            std::fs::remove_dir_all(&self.folder)?;
        }
        outcome
    }

    async fn quiet(&self) -> Result<()> {
        let refused = self.run("return window.trainingLedgerRefused").await?;
        ensure!(refused.as_array().is_some_and(Vec::is_empty), "the policy refused {refused}");
        let script = "return performance.getEntriesByType('resource').map(e => e.name)\
                      .filter(name => !name.startsWith('blob:'))";
        let requests = self.run(script).await?;
        ensure!(
            requests.as_array().is_some_and(Vec::is_empty),
            "requests left the page: {requests}"
        );
        Ok(())
    }
}
