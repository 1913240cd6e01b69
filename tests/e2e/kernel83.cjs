// The real file on Chromium 83, the oldest kernel the page must run on.
//
//   node tests/e2e/kernel83.cjs FOLDER [NAME]
//
// FOLDER holds `chromium` and `node_modules/puppeteer-core` (cargo xtask installs it). Runs every
// scenario, or those whose name contains NAME, each in a fresh profile; ends with
// `N passed, N failed`.
"use strict";
const assert = require("assert");
const fs = require("fs");
const os = require("os");
const path = require("path");
const url = require("url");

const [folder, wanted = ""] = process.argv.slice(2);
const puppeteer = require(path.join(folder, "node_modules/puppeteer-core"));
const artifact = path.join(__dirname, "../../dist/index.html");
const roster = path.join(__dirname, "../fixtures/rosters/district/roster-gbk.csv");
const PATIENCE = { timeout: 20000 };

// A browser whose profile lies in `place`, with the artifact open from a Chinese path.
async function open(place) {
  const file = path.join(place, "培训 台账.html");
  fs.copyFileSync(artifact, file);
  const browser = await puppeteer.launch({
    executablePath: path.join(folder, "chromium"),
    userDataDir: path.join(place, "profile"),
    args: ["--single-process", "--no-zygote", "--no-sandbox", "--disable-gpu", "--window-size=1366,768"],
    defaultViewport: { width: 1366, height: 768 },
  });
  const page = await browser.newPage();
  const errors = [];
  page.on("pageerror", error => errors.push(String(error)));
  page.on("request", request => {
    if (!/^(file|blob|data):/.test(request.url())) errors.push("left the page: " + request.url());
  });
  await page.goto(url.pathToFileURL(file).href);
  await page.waitForSelector("html[data-ready]", PATIENCE);
  return { browser, page, errors };
}

// Closes the browser in the way a person does, and checks that nothing went wrong meanwhile.
async function close({ browser, page, errors }) {
  await page.close();
  await browser.close();
  assert.deepStrictEqual(errors, []);
}

const shows = (page, text) =>
  page.waitForFunction(text => document.body.innerText.includes(text), PATIENCE, text);

async function click(page, text) {
  const path = `//*[self::button or self::a][contains(normalize-space(.), '${text}')]`;
  await (await page.waitForXPath(path, { visible: true, ...PATIENCE })).click();
}

const saved = async page => {
  // What was just edited is marked unsaved before the next task.
  await page.evaluate(() => new Promise(resolve => setTimeout(resolve, 20)));
  await page.waitForSelector("#save-state.saved", PATIENCE);
};

// Waits until the navigation counts so many people; 0 where it shows no number.
const counts = (page, people) =>
  page.waitForFunction(
    people => Number((document.querySelector(".nav a[href='#/roster'] .count") || {}).innerText || 0) === people,
    PATIENCE,
    people
  );

async function importRoster(page) {
  await click(page, "导入名册");
  await (await page.waitForSelector("#roster-file", PATIENCE)).uploadFile(roster);
  await click(page, "写入 173");
  await shows(page, "已导入：新增");
  await counts(page, 173);
  await saved(page);
}

const scenarios = {
  async the_page_starts_and_shows_its_welcome(place) {
    const session = await open(place);
    assert.match(await session.browser.version(), /Chrome\/83\./);
    await shows(session.page, "开始一本培训台账");
    assert.strictEqual(await session.page.$("#first-paint"), null);
    await close(session);
  },

  async what_was_saved_is_there_after_the_browser_was_closed(place) {
    let session = await open(place);
    await click(session.page, "从空白台账开始");
    await session.page.waitForSelector("#save-state.saved", PATIENCE);
    await session.page.select(".year-pick", "2024");
    await new Promise(resolve => setTimeout(resolve, 1000));
    await session.page.waitForSelector("#save-state.saved", PATIENCE);
    await close(session);

    session = await open(place);
    await session.page.waitForSelector(".year-pick", PATIENCE);
    assert.strictEqual(await session.page.$eval(".year-pick", pick => pick.value), "2024");
    await close(session);
  },

  async a_roster_imported_by_the_page_is_there_after_the_browser_was_closed(place) {
    let session = await open(place);
    await importRoster(session.page);
    await close(session);

    session = await open(place);
    await counts(session.page, 173);
    await session.page.evaluate(() => { location.hash = "#/roster"; });
    await shows(session.page, "卢静");
    await session.page.click("#undo:not([disabled])");
    await shows(session.page, "已撤销：导入名册");
    await counts(session.page, 0);
    await saved(session.page);
    await close(session);

    session = await open(place);
    await session.page.click("#redo:not([disabled])");
    await shows(session.page, "已重做：导入名册");
    await counts(session.page, 173);
    await close(session);
  },

  async what_was_saved_survives_a_killed_browser(place) {
    let session = await open(place);
    await importRoster(session.page);
    await session.page.select(".year-pick", "2024");
    await saved(session.page);
    const ended = new Promise(resolve => session.browser.process().once("exit", resolve));
    session.browser.process().kill("SIGKILL");
    await ended;

    session = await open(place);
    await counts(session.page, 173);
    assert.strictEqual(await session.page.$eval(".year-pick", pick => pick.value), "2024");
    assert.strictEqual(await session.page.$(".recovery-page"), null);
    await close(session);
  },

  async a_worker_starts_the_same_program(place) {
    const session = await open(place);
    const first = await session.page.evaluate(() => new Promise(resolve => {
      const worker = window.trainingLedgerWorker();
      worker.onmessage = event => resolve(event.data);
      worker.onerror = event => resolve({ error: event.message });
    }));
    assert.deepStrictEqual(first, { ready: true });
    await close(session);
  },
};

(async () => {
  let [passed, failed] = [0, 0];
  for (const [name, scenario] of Object.entries(scenarios)) {
    if (!name.includes(wanted)) continue;
    const place = fs.mkdtempSync(path.join(os.tmpdir(), "training-ledger-83-"));
    try {
      await scenario(place);
      passed += 1;
      console.log(`kernel83::${name} ... ok`);
    } catch (error) {
      failed += 1;
      console.log(`kernel83::${name} ... FAILED: ${error.stack || error}`);
    }
    fs.rmSync(place, { recursive: true, force: true });
  }
  console.log(`${passed} passed, ${failed} failed`);
  process.exit(failed === 0 ? 0 : 1);
})();
