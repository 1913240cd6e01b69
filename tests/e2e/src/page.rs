//! The artifact in a browser with a profile of its own, and the gestures of a person on it.
//!
//! Every gesture waits for what it needs and fails with a sentence that says what is missing.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use anyhow::{Context as _, Result, bail, ensure};
use serde_json::{Value, json};
use thirtyfour::prelude::*;
use tokio::sync::Mutex;

use crate::clock;
use crate::driver::Driver;

/// How long a page may take for anything.
const PATIENCE: Duration = Duration::from_secs(20);
const PAUSE: Duration = Duration::from_millis(50);

/// No request of the browser itself, and the same everywhere.
const FLAGS: [&str; 10] = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--hide-scrollbars",
    "--window-size=1366,768",
];

/// Longer than what the page takes for a double click.
const DOUBLE_CLICK: Duration = Duration::from_millis(400);

/// Counts the folders of this run.
static FOLDERS: AtomicU32 = AtomicU32::new(0);

/// The open page.
pub struct Page {
    pub driver: WebDriver,
    /// Where chromedriver listens.
    address: String,
    /// A folder of its own: profile, downloads and the file that is opened.
    pub folder: PathBuf,
    /// The file that is opened: a copy of the artifact in a folder with a Chinese name and a space.
    pub file: PathBuf,
    /// When and where something was clicked last.
    clicked: Mutex<(Instant, (f64, f64))>,
}

#[allow(dead_code, reason = "the gestures of scenarios to come")]
impl Page {
    /// Opens the built file in a fresh profile and waits until it is ready.
    pub async fn open(driver: &Driver) -> Result<Self> {
        Self::open_at(&driver.url).await
    }

    /// Works on another computer: in a browser with a profile of its own, held to the same rules.
    pub async fn elsewhere<T>(&self, work: impl AsyncFnOnce(&mut Self) -> Result<T>) -> Result<T> {
        let mut other = Self::open_at(&self.address).await?;
        let outcome = work(&mut other).await;
        other.finish(outcome, "elsewhere").await
    }

    async fn open_at(address: &str) -> Result<Self> {
        let stamp = SystemTime::now().duration_since(UNIX_EPOCH)?.as_millis();
        let count = FOLDERS.fetch_add(1, Ordering::Relaxed);
        let folder = std::env::temp_dir().join(format!("training-ledger-{stamp}-{count}"));
        let place = folder.join("培训 台账");
        std::fs::create_dir_all(&place)?;
        let file = place.join("培训台账.html");
        std::fs::copy(repository().join("dist/index.html"), &file)
            .context("dist/index.html is missing: run `cargo xtask build`")?;
        let browser = start(address, &folder, &[], &json!({})).await?;
        let clicked = Mutex::new((Instant::now(), (0.0, 0.0)));
        let page = Self { driver: browser, address: address.to_owned(), folder, file, clicked };
        page.load().await?;
        Ok(page)
    }

    /// Opens the file (again) in the same window and waits until it is ready.
    pub async fn load(&self) -> Result<()> {
        self.goto("").await?;
        self.find("html[data-ready]").await?;
        Ok(())
    }

    /// Opens the file with this hash (`#/roster`), without waiting for anything.
    pub async fn goto(&self, hash: &str) -> Result<()> {
        self.quiet().await?;
        // The same address with another hash would only move within the page.
        self.driver.goto("about:blank").await?;
        self.driver.goto(address(&self.file, hash)?).await?;
        Ok(())
    }

    /// Moves to another address of the page, as a click on a link does.
    pub async fn go(&self, hash: &str) -> Result<()> {
        self.run(&format!("location.hash = {}", json!(hash))).await?;
        Ok(())
    }

    /// Closes the browser as a person does and opens the file again in the same profile.
    pub async fn reopen(&mut self) -> Result<()> {
        self.restart(&[], &json!({})).await?;
        self.load().await
    }

    /// Starts the browser anew in the same profile, with more flags and preferences. Opens nothing.
    pub async fn restart(&mut self, flags: &[&str], preferences: &Value) -> Result<()> {
        self.quiet().await?;
        self.driver.clone().quit().await?;
        self.driver = start(&self.address, &self.folder, flags, preferences).await?;
        Ok(())
    }

    /// Kills the browser in the middle of what it does (SIGKILL), then opens the file again.
    pub async fn kill_and_reopen(&mut self) -> Result<()> {
        let profile = self.folder.join("profile");
        // The lock of a profile is a link to `HOST-PROCESS`.
        let lock = std::fs::read_link(profile.join("SingletonLock"))?;
        let lock = lock.to_string_lossy();
        let process = lock.rsplit('-').next().unwrap_or_default();
        let killed = std::process::Command::new("kill").args(["-KILL", process]).status()?;
        ensure!(killed.success(), "there was no browser to kill");
        // The driver has lost its browser; its session ends without an answer.
        let _ = self.driver.clone().quit().await;
        // A killed browser leaves its lock on the profile.
        for lock in ["SingletonLock", "SingletonCookie", "SingletonSocket"] {
            let _ = std::fs::remove_file(profile.join(lock));
        }
        self.driver = start(&self.address, &self.folder, &[], &json!({})).await?;
        self.load().await
    }

    /// The first element of a selector, as soon as it is there.
    pub async fn find(&self, selector: &str) -> Result<WebElement> {
        let found = self.driver.query(By::Css(selector)).wait(PATIENCE, PAUSE).first().await;
        found.with_context(|| format!("{selector} does not appear"))
    }

    /// How many elements a selector finds now.
    pub async fn count(&self, selector: &str) -> Result<usize> {
        Ok(self.driver.find_all(By::Css(selector)).await?.len())
    }

    /// Clicks the first element of a selector.
    pub async fn click_on(&self, selector: &str) -> Result<()> {
        let found = self.driver.query(By::Css(selector)).wait(PATIENCE, PAUSE).and_clickable();
        let found = found.first().await;
        self.click_at(&found.with_context(|| format!("{selector} cannot be clicked"))?).await
    }

    /// Clicks a button, link, tab or label that shows this text; the one whose text is just this
    /// before one that contains it.
    pub async fn click(&self, text: &str) -> Result<()> {
        let kinds = "self::button or self::a or self::label or self::summary or @role='tab'";
        let text_is = |test: String| By::XPath(format!("//*[{kinds}][{test}]"));
        let exact = text_is(format!("normalize-space(.)='{text}'"));
        let within = text_is(format!("contains(normalize-space(.), '{text}')"));
        let found = self.driver.query(exact).or(within).wait(PATIENCE, PAUSE);
        let found = found.and_displayed().and_enabled().first().await;
        self.click_at(&found.with_context(|| format!("there is no button “{text}”"))?).await
    }

    /// Puts text into a field in place of what it holds, key by key, and leaves the field.
    pub async fn fill(&self, selector: &str, text: &str) -> Result<()> {
        let field = self.find(selector).await?;
        field.click().await?;
        field.send_keys(Key::Control + "a").await?;
        field.send_keys(text).await?;
        field.send_keys(Key::Tab).await?;
        Ok(())
    }

    /// Chooses an entry of a `<select>` by the text that it shows.
    pub async fn choose(&self, selector: &str, entry: &str) -> Result<()> {
        let list = self.find(selector).await?;
        let entries = By::XPath(format!(".//option[contains(normalize-space(.), '{entry}')]"));
        let entry_of = list.find(entries).await;
        entry_of.with_context(|| format!("{selector} has no entry “{entry}”"))?.click().await?;
        Ok(())
    }

    /// Presses keys wherever the focus is: `page.press(Key::Control + "z")`.
    pub async fn press(&self, keys: impl Into<TypingData>) -> Result<()> {
        self.driver.active_element().await?.send_keys(keys).await?;
        Ok(())
    }

    /// Hands files to a file input, hidden or not.
    pub async fn set_files(&self, selector: &str, files: &[&Path]) -> Result<()> {
        let paths: Vec<_> = files.iter().map(|file| file.display().to_string()).collect();
        self.find(selector).await?.send_keys(paths.join("\n")).await?;
        Ok(())
    }

    /// Drops files from the file manager onto an element.
    pub async fn drop_files(&self, selector: &str, files: &[&Path]) -> Result<()> {
        self.find(selector).await?;
        let middle = format!(
            "const place = document.querySelector({}).getBoundingClientRect();
             return [place.x + place.width / 2, place.y + place.height / 2]",
            json!(selector)
        );
        let middle = self.run(&middle).await?;
        let data = json!({ "items": [], "files": files, "dragOperationsMask": 1 });
        for step in ["dragEnter", "dragOver", "drop"] {
            let event = json!({ "type": step, "x": middle[0], "y": middle[1], "data": data });
            self.driver.cdp().send_raw("Input.dispatchDragEvent", event).await?;
        }
        Ok(())
    }

    /// Types text into the focused field at one stroke, as an input method does.
    pub async fn insert(&self, text: &str) -> Result<()> {
        self.driver.cdp().send_raw("Input.insertText", json!({ "text": text })).await?;
        Ok(())
    }

    /// Sets a date field, whose keys differ by the language of the browser.
    pub async fn set_date(&self, selector: &str, date: &str) -> Result<()> {
        self.find(selector).await?;
        let set = format!(
            "const field = document.querySelector({});
             field.value = {};
             field.dispatchEvent(new Event('input', {{ bubbles: true }}));
             field.dispatchEvent(new Event('change', {{ bubbles: true }}));",
            json!(selector),
            json!(date)
        );
        self.run(&set).await?;
        Ok(())
    }

    /// The file that was downloaded and whose name contains this, as soon as it is whole. It is
    /// taken out of the downloads, so that the next one is another.
    pub async fn downloaded(&self, name: &str) -> Result<PathBuf> {
        let folder = self.folder.join("downloads");
        let start = Instant::now();
        while start.elapsed() < PATIENCE {
            for entry in std::fs::read_dir(&folder).into_iter().flatten() {
                let path = entry?.path();
                let file = path.file_name().unwrap_or_default().to_string_lossy();
                // Chromium writes under another name until the file is whole, and holds its place
                // with an empty one.
                let is_whole = std::fs::metadata(&path).is_ok_and(|about| about.len() > 0)
                    && !file.ends_with(".crdownload")
                    && !file.starts_with('.');
                if is_whole && file.contains(name) {
                    let count = FOLDERS.fetch_add(1, Ordering::Relaxed);
                    let taken = self.folder.join(format!("taken-{count}"));
                    std::fs::create_dir_all(&taken)?;
                    let taken = taken.join(file.as_ref());
                    std::fs::rename(&path, &taken)?;
                    return Ok(taken);
                }
            }
            tokio::time::sleep(PAUSE).await;
        }
        bail!("no file with “{name}” in its name was downloaded")
    }

    /// Clicks as a person does: the same place not twice within a double click, which counts once.
    async fn click_at(&self, element: &WebElement) -> Result<()> {
        let middle = element
            .rect()
            .await
            .map_or((0.0, 0.0), |rect| (rect.x + rect.width / 2.0, rect.y + rect.height / 2.0));
        let (at, before) = *self.clicked.lock().await;
        let is_near = (middle.0 - before.0).abs() < 9.0 && (middle.1 - before.1).abs() < 9.0;
        if is_near {
            tokio::time::sleep(DOUBLE_CLICK.saturating_sub(at.elapsed())).await;
        }
        element.click().await?;
        *self.clicked.lock().await = (Instant::now(), middle);
        Ok(())
    }

    /// Waits until the page shows this text.
    pub async fn wait_for(&self, text: &str) -> Result<()> {
        let start = Instant::now();
        while start.elapsed() < PATIENCE {
            if self.text().await?.contains(text) {
                return Ok(());
            }
            tokio::time::sleep(PAUSE).await;
        }
        bail!("the page does not show “{text}”, but:\n{}", self.text().await?)
    }

    /// Waits until a script returns true.
    pub async fn until(&self, script: &str, else_what: &str) -> Result<()> {
        let start = Instant::now();
        while start.elapsed() < PATIENCE {
            if self.run(script).await? == true {
                return Ok(());
            }
            tokio::time::sleep(PAUSE).await;
        }
        bail!("{else_what}")
    }

    /// Waits until a part of the page says just this.
    pub async fn says(&self, selector: &str, wanted: &str) -> Result<()> {
        let script = format!("return document.querySelector({})?.innerText", json!(selector));
        let start = Instant::now();
        let mut said = String::new();
        while start.elapsed() < PATIENCE {
            said = plain(&self.run(&script).await?);
            if said == wanted {
                return Ok(());
            }
            tokio::time::sleep(PAUSE).await;
        }
        bail!("{selector} says “{said}” and not “{wanted}”")
    }

    /// Everything the page shows.
    pub async fn text(&self) -> Result<String> {
        Ok(plain(&self.run("return document.body.innerText").await?))
    }

    /// What the elements of a selector say.
    pub async fn texts(&self, selector: &str) -> Result<Vec<String>> {
        let script = format!(
            "return Array.from(document.querySelectorAll({}), one => one.innerText)",
            json!(selector)
        );
        let texts = self.run(&script).await?;
        Ok(texts.as_array().into_iter().flatten().map(plain).collect())
    }

    /// The chunks of what lies on the disk, by their names and with their hashes; what stands
    /// beside the ledger is left out. Nothing where there is no ledger.
    pub async fn stored(&self) -> Result<Value> {
        let script = "const done = arguments[0];
            const failed = event => done({ error: String(event.target.error) });
            const open = indexedDB.open('training-ledger');
            open.onerror = failed;
            open.onsuccess = () => {
                const stores = open.result.transaction(['head', 'manifests'], 'readonly');
                const head = stores.objectStore('head').get('current');
                head.onerror = failed;
                head.onsuccess = () => {
                    if (!head.result) { open.result.close(); done({}); return; }
                    const generation = JSON.parse(head.result).generation;
                    const manifest = stores.objectStore('manifests').get(generation);
                    manifest.onerror = failed;
                    manifest.onsuccess = () => {
                        open.result.close();
                        const chunks = Object.entries(JSON.parse(manifest.result).chunks);
                        done(Object.fromEntries(chunks.filter(([name]) => !/^archive/.test(name))));
                    };
                };
            };";
        let stored = self.driver.execute_async(script, Vec::new()).await?.json().clone();
        ensure!(stored.get("error").is_none(), "the disk cannot be read: {stored}");
        Ok(stored)
    }

    /// Waits until what lies on the disk is as wanted.
    pub async fn stored_is(&self, wanted: impl Fn(&Value) -> bool, what: &str) -> Result<Value> {
        let start = Instant::now();
        while start.elapsed() < PATIENCE {
            let stored = self.stored().await?;
            if wanted(&stored) {
                return Ok(stored);
            }
            tokio::time::sleep(PAUSE).await;
        }
        bail!("what is stored never is {what}")
    }

    /// Runs a script in the page.
    pub async fn run(&self, script: &str) -> Result<Value> {
        Ok(self.driver.execute(script, Vec::new()).await?.json().clone())
    }

    /// Runs a script before anything of the pages that are opened from now on.
    pub async fn run_first(&self, script: &str) -> Result<()> {
        run_first(&self.driver, script).await
    }

    /// Waits until the last edit is on the disk.
    pub async fn saved(&self) -> Result<()> {
        self.find("#save-state.saved").await?;
        Ok(())
    }

    /// Sets the size of the view in CSS pixels.
    pub async fn size(&self, width: u32, height: u32) -> Result<()> {
        let size =
            json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": false });
        self.driver.cdp().send_raw("Emulation.setDeviceMetricsOverride", size).await?;
        Ok(())
    }

    /// Keeps a picture of the page as `target/e2e/NAME.png`.
    pub async fn picture(&self, name: &str) -> Result<()> {
        let folder = repository().join("target/e2e");
        std::fs::create_dir_all(&folder)?;
        self.driver.screenshot(&folder.join(format!("{name}.png"))).await?;
        Ok(())
    }

    /// Closes the browser. Fails where the scenario did, where the policy refused something, or
    /// where a request left the page; then a picture is kept.
    pub async fn finish<T>(self, outcome: Result<T>, name: &str) -> Result<T> {
        let outcome = match outcome {
            Ok(result) => self.quiet().await.map(|()| result),
            failed => failed,
        };
        if outcome.is_err() {
            // The picture only helps; the failure stands without it.
            let _ = self.picture(&name.replace("::", "-")).await;
        }
        // A browser that died has failed the scenario already.
        let _ = self.driver.quit().await;
        let _ = std::fs::remove_dir_all(&self.folder);
        outcome
    }

    async fn quiet(&self) -> Result<()> {
        let refused = self.run("return window.trainingLedgerRefused || []").await?;
        ensure!(refused.as_array().is_some_and(Vec::is_empty), "the policy refused {refused}");
        let script = "return performance.getEntriesByType('resource').map(e => e.name)\
                      .filter(name => !/^(blob|data):/.test(name))";
        let requests = self.run(script).await?;
        ensure!(requests.as_array().is_some_and(Vec::is_empty), "requests left: {requests}");
        let errors = self.driver.browser_log().await?;
        let errors: Vec<_> = errors.iter().filter(|entry| entry.level == "SEVERE").collect();
        ensure!(errors.is_empty(), "the console has errors: {errors:?}");
        Ok(())
    }
}

/// A text of the page, with plain spaces.
fn plain(text: &Value) -> String {
    text.as_str().unwrap_or_default().replace('\u{a0}', " ").trim().to_owned()
}

/// The root of the repository.
pub fn repository() -> PathBuf {
    // Cargo says where the package is when it runs it.
    let here = std::env::var_os("CARGO_MANIFEST_DIR");
    let here = here.map_or_else(|| env!("CARGO_MANIFEST_DIR").into(), PathBuf::from);
    here.ancestors().nth(2).unwrap_or(&here).to_owned()
}

/// The address of a file.
fn address(file: &Path, hash: &str) -> Result<String> {
    let path = file.to_str().context("the path is no text")?;
    Ok(format!("file://{path}{hash}"))
}

/// A browser whose profile and downloads lie in `folder`.
async fn start(address: &str, folder: &Path, flags: &[&str], more: &Value) -> Result<WebDriver> {
    let mut capabilities = DesiredCapabilities::chrome();
    for flag in FLAGS.iter().chain(flags) {
        capabilities.add_arg(flag)?;
    }
    capabilities.add_arg(&format!("--user-data-dir={}", folder.join("profile").display()))?;
    capabilities.set_browser_log_level(thirtyfour::LoggingPrefsLogLevel::Severe)?;
    let mut preferences = json!({
        "download.default_directory": folder.join("downloads"),
        "download.prompt_for_download": false,
    });
    for (name, value) in more.as_object().into_iter().flatten() {
        preferences[name] = value.clone();
    }
    capabilities.add_experimental_option("prefs", preferences)?;
    let driver = WebDriver::new(address, capabilities).await?;
    run_first(&driver, &clock::script()).await?;
    Ok(driver)
}

async fn run_first(driver: &WebDriver, script: &str) -> Result<()> {
    let method = "Page.addScriptToEvaluateOnNewDocument";
    driver.cdp().send_raw(method, json!({ "source": script })).await?;
    Ok(())
}
