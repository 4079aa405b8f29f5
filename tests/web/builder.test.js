// The corpus builder: which step lost what, where the aligner went wrong, and
// how to mend it. With the keyboard alone.
import assert from "node:assert/strict";
import { cpSync, existsSync, mkdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { after, before, test } from "node:test";
import { look } from "./look.js";
import { NEWS, calque, putAway, folder, open, serve } from "./support.js";

const home = folder();
const built = path.join(home, "built");
let server;
let desk;

before(async () => {
  for (const side of ["en", "fr"]) {
    mkdirSync(path.join(home, side), { recursive: true });
    for (const name of ["dam", "ferry", "observatory"]) cpSync(path.join(NEWS, `${name}.${side}.txt`), path.join(home, side, `${name}.txt`));
  }
  const { code, out } = await calque(["corpus", "build", path.join(home, "en"), path.join(home, "fr"), "-o", built], { cwd: home });
  assert.equal(code, 0, out);
  server = await serve([built], { home });
  desk = await open(server.url);
});
after(async () => {
  await desk?.close();
  await putAway();
  await server?.stop();
});

test("the funnel says what each step lost, and shows it", async () => {
  const { page, person } = desk;
  await person.sees(".funnel li");
  assert.match(await page.locator("h1").innerText(), /built/);
  const steps = await page.locator(".funnel li").count();
  assert.ok(steps >= 2, `${steps} steps`);
  const lossy = await page.evaluate(() => [...document.querySelectorAll(".funnel button[aria-expanded]")].find((b) => /−/.test(b.textContent))?.textContent.trim().slice(0, 12));
  assert.ok(lossy, "a step has lost something that can be shown");
  await person.tabTo(new RegExp(`^${lossy.slice(0, 6).replace(/[.*+?^${}()|[\]\\]/g, "\\$&")}`));
  await person.press("Enter");
  await person.sees(".funnel .pairs-table tbody tr");
});

test("a threshold is moved, and the pairs on both sides of it are shown", async () => {
  const { page, person } = desk;
  await person.tabTo("Filters");
  await person.press("Enter");
  await person.sees(".histogram");
  await person.tabTo("Threshold");
  for (let i = 0; i < 25; i += 1) await person.press("ArrowRight");
  await person.sees(".both-sides");
  await person.tabTo("Apply");
  await person.press("Enter");
  await person.hears("kept, [\\d,]+ dropped");
  assert.match(await page.locator(".filters .facts").innerText(), /kept/);
});

test("a sample is labelled, and tells how often a filter is right", async () => {
  const { page, person } = desk;
  await person.tabTo("Sample");
  await person.press("Enter");
  await person.sees(".verdicts");
  await person.tabTo("Good");
  await person.press("Enter");
  await person.sees('.verdicts [aria-pressed="true"]');
  await person.tabTo(/^Work out precision/, 300);
  await person.press("Enter");
  await page.waitForFunction(() => [...document.querySelectorAll(".pairs-table caption")].some((c) => c.textContent === "Precision"));
});

test("settings are kept as calque.toml", async () => {
  const { page, person } = desk;
  await person.tabTo("Save these settings", 400);
  const answer = page.waitForResponse((r) => r.url().endsWith("/save-settings"));
  await person.press("Enter");
  if ((await answer).status() === 422) {
    await person.sees("dialog[open]");
    await person.tabTo("Replace it");
    await person.press("Enter");
  }
  await person.hears("calque.toml");
  const file = [path.join(built, "calque.toml"), path.join(home, "calque.toml")].find(existsSync);
  assert.ok(file, "the file is there");
  assert.match(readFileSync(file, "utf8"), /\[/);
});

test("every screen of the corpus can be used by everybody", async () => {
  const { page, person } = desk;
  for (const [tab, sign] of [["funnel", ".funnel li"], ["filters", ".both-sides"], ["sample", ".verdicts"], ["documents", ".recent"]]) {
    await page.evaluate((name) => { location.hash = `#/corpus/${name}`; }, tab);
    await person.sees(sign);
    await look(page, tab);
  }
});

test("a document opens, and its beads are mended with keys", async () => {
  const { page, person } = desk;
  await person.tabTo("Documents", 300);
  await person.press("Enter");
  await person.sees(".recent button");
  await person.tabTo(/dam/);
  await person.press("Enter");
  await person.sees(".bead.current");
  const total = () => page.evaluate(() => Number(document.querySelector("[role=table]").getAttribute("aria-rowcount")));
  const settled = (n) => page.waitForFunction((want) => Number(document.querySelector("[role=table]").getAttribute("aria-rowcount")) === want, n);
  const focused = () => person.isInText();
  const before = await total();

  await person.press("n", "n", "n", "m");
  await settled(before - 1);
  await focused();
  await person.press("Control+z");
  await settled(before);

  await person.press("s");
  await person.sees(".ghost");
  await person.press("ArrowRight", "Tab", "ArrowLeft", "Enter");
  await settled(before + 1);
  await focused();
  await person.press("Control+z");
  await settled(before);

  await person.press("n", "b");
  await settled(before + 1);
  await person.press("Control+z");
  await settled(before);

  /** Presses a key, and waits for what the server says of it. */
  const does = async (key, tail) => {
    const answer = page.waitForResponse((r) => r.url().endsWith(tail));
    await person.press(key);
    assert.equal((await answer).status(), 200, key);
  };
  await person.press("n");
  await page.waitForFunction(() => document.activeElement?.closest(".bead.current"));
  const blocks = await page.locator(".bead.current .block").count();
  await does("]", "/command");
  await page.waitForFunction((n) => document.querySelectorAll(".bead.current .block").length === n - 1, blocks);
  await does("Control+z", "/undo");
  await settled(before);

  await person.press("L");
  await person.sees(".bead.current.locked");
  await person.press("n", "n");
  const pair = await person.pair();
  await person.press("y");
  await page.waitForFunction((n) => Number(document.querySelector(".bead.current")?.getAttribute("aria-rowindex")) === n + 1, pair);
  await person.sees(".bead.confirmed");
  // Nothing was mended between the locks: that is said, and nothing is changed.
  const beads = await total();
  await person.press("=");
  await person.hears("aligned so already");
  assert.equal(await total(), beads);
});

test("the page complained of nothing but the file that was there", () => {
  assert.deepEqual(desk.complaints.filter((c) => !c.includes("422")), []);
});
