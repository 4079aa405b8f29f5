// Somebody who has never seen the workbench and reads no documentation: an
// article with twelve errors is corrected by what stands on the buttons, and
// everything that can be taken away is opened by what it is for.
import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { after, before, test } from "node:test";
import { BAD, ERRORS, GOOD, ORIGINAL } from "./night-train.js";
import { calque, folder, open, putAway, serve } from "./support.js";

const home = folder();
let server;
let desk;
/** Errors that were flagged, by their right words. */
const flagged = new Set();

before(async () => {
  server = await serve([], { home });
  desk = await open(server.url);
});
after(async () => {
  await desk?.close();
  await putAway();
  await server?.stop();
});

const button = (name) => desk.page.getByRole("button", { name }).first();
/** The words of the pair that is looked at, without the signs for what is missing in them. */
const words = () => desk.page.evaluate(() => [...document.querySelectorAll(".pair.current .cell.target .words")].map((cell) => {
  const copy = cell.cloneNode(true);
  copy.querySelectorAll(".gap").forEach((gap) => gap.remove());
  return copy.textContent;
}).join(" "));
const errorsIn = (text) => ERRORS.filter(([, wrong]) => wrong && text.includes(wrong));
const corrected = (text) => errorsIn(text).reduce((now, [right, wrong]) => now.replace(wrong, right), text);
const MISSING = ERRORS.find(([, wrong]) => !wrong)[0].trim();

/** Types the text of the pair that is looked at anew. */
async function write(text) {
  const { page, person } = desk;
  await button(/^Edit/).click();
  await person.sees(".editor:focus");
  await person.press("Control+a");
  await person.paste(text);
  const saved = page.waitForResponse((r) => r.url().endsWith("/command"));
  await person.press("Enter");
  assert.equal((await saved).status(), 200);
  await page.waitForFunction(() => !document.querySelector(".editor"));
}

test("two texts are pasted and compared", async () => {
  const { page, person } = desk;
  for (const [name, text] of [["Original", ORIGINAL], ["Translation", BAD]]) {
    await page.getByLabel(name, { exact: true }).click();
    await person.paste(text);
  }
  await button("Compare").click();
  await person.sees(".finding[aria-current=true]");
});

test("what is flagged is corrected, and what is missing is put in", async () => {
  const { page, person } = desk;
  const next = page.locator(".finding.state-open").first();
  for (let i = 0; i < 30 && await next.count(); i += 1) {
    const id = await next.getAttribute("data-finding");
    await next.click();
    await person.sees(`[data-finding="${id}"][aria-current=true]`);
    await page.waitForFunction(() => document.querySelector(".pair.current .cell.target"));
    const text = await words();
    const errors = errorsIn(text);
    if (errors.length > 0) {
      errors.forEach(([right]) => flagged.add(right));
      await write(corrected(text));
    } else if (text === "") {
      flagged.add(MISSING);
      await write(MISSING);
    } else {
      await button(/^Dismiss/).click();
      await page.locator("dialog .reasons button").first().click();
    }
    await page.waitForFunction((name) => !document.querySelector(`[data-finding="${name}"]`)?.classList.contains("state-open"), id);
  }
  assert.equal(await next.count(), 0, "nothing is left open");
  assert.ok(flagged.size >= 8, `of twelve errors ${flagged.size} are flagged: ${[...flagged].join(" | ")}`);
});

test("what was not flagged is found by reading, and one sentence is asked about", async () => {
  const { page, person } = desk;
  const all = page.locator(".pair .cell.target .words");
  for (const [right, wrong] of ERRORS.filter(([, w]) => w)) {
    const here = all.filter({ hasText: wrong }).first();
    if (flagged.has(right) || !(await here.count())) continue;
    await here.click({ position: { x: 20, y: 8 } });
    await page.waitForFunction((words) => document.querySelector(".pair.current .cell.target")?.textContent.includes(words), wrong);
    await write(corrected(await words()));
  }
  await button(/^Comment/).click();
  await person.sees("dialog textarea");
  await person.paste("Is the station of Guingamp meant?");
  await button(/^Save/).click();
  await person.sees(".comments");
  await button("Second look").click();
  await person.sees("dialog .second-look");
  for (let i = 0; i < 12 && !(await page.locator("dialog .sentence").count()); i += 1) {
    const shown = await page.locator("dialog .body").innerText();
    await button(/^It says the same/).click();
    await page.waitForFunction((was) => document.querySelector("dialog .body")?.innerText !== was, shown);
  }
  await page.locator("dialog .close").click();
});

/** Opens what a button of the last screen gives. */
async function taken(name) {
  // A browser that has much to do now and then drops one of many downloads; a person clicks again.
  let got = null;
  for (let tries = 0; !got && tries < 4; tries += 1) {
    const waiting = desk.page.waitForEvent("download", { timeout: 6000 }).catch(() => null);
    await desk.page.locator(".exports button, .go-line button").filter({ hasText: name }).first().click();
    got = await waiting;
  }
  assert.ok(got, `nothing was downloaded for ${name}`);
  const file = path.join(home, got.suggestedFilename());
  writeFileSync(file, readFileSync(await got.path()));
  return { file, bytes: readFileSync(file), text: readFileSync(file, "utf8") };
}

test("the text that is copied, and the file that is saved, are the good translation", async () => {
  const { page, person } = desk;
  await page.getByRole("link", { name: "Finish" }).click();
  await page.waitForFunction(() => document.querySelector(".clean")?.value.length > 100);
  await button(/^Copy/).click();
  await person.hears("copied");
  assert.equal(await page.evaluate(() => navigator.clipboard.readText()), GOOD);
  assert.equal((await taken("Save the file")).text, GOOD);
  assert.match(await page.locator(".summary").innerText(), /decided/);
});

test("reports open where they are read", async () => {
  const { page } = desk;
  const html = await taken(/^HTML/);
  const colleague = await page.context().newPage();
  const complaints = [];
  colleague.on("console", (m) => m.type() === "error" && complaints.push(m.text()));
  await colleague.goto(`file://${html.file}`);
  assert.match(await colleague.locator("body").innerText(), /Is the station of Guingamp meant\?/);
  assert.deepEqual(complaints, []);
  await colleague.close();
  const json = JSON.parse((await taken(/^JSON\b/)).text);
  assert.equal(json.findings.length, 0, "all are corrected or dismissed");
  const sarif = JSON.parse((await taken(/^SARIF/)).text);
  assert.equal(sarif.version, "2.1.0");
  assert.equal(sarif.runs[0].tool.driver.name, "Calque");
  const csv = (await taken(/^CSV/)).text.trim().split("\n");
  assert.match(csv[0], /rule/);
});

test("pairs are the same in every format", async () => {
  const table = async (file) => {
    const to = path.join(home, "again.tsv");
    const { code, out } = await calque(["corpus", "convert", file, "--source-lang", "en", "--target-lang", "fr", "-o", to], { cwd: home });
    assert.equal(code, 0, out);
    return readFileSync(to, "utf8").trim().split("\n").slice(1).map((line) => line.split("\t").slice(0, 2));
  };
  const wanted = await table((await taken(/^TSV/)).file);
  assert.equal(wanted.length, 17);
  assert.ok(wanted.some(([source, target]) => source.startsWith("Most of them") && target === MISSING));
  for (const format of [/^TMX/, /^XLIFF/, /^JSONL/, /^Parquet/]) assert.deepEqual(await table((await taken(format)).file), wanted, `${format}`);
  const { bytes } = await taken(/^XCES/);
  assert.equal(bytes.subarray(0, 2).toString(), "PK");
});

test("decisions are read by the command line", async () => {
  const list = await taken(/^Dismissed/);
  const texts = ["a.en.txt", "a.fr.txt"].map((name, i) => {
    const file = path.join(home, name);
    writeFileSync(file, [ORIGINAL, GOOD][i]);
    return file;
  });
  const { code, out } = await calque(["check", ...texts, "--suppress", list.file, "--format", "json"], { cwd: home });
  assert.equal(code, 0, out);
  const gold = await taken(/^Gold/);
  const scored = await calque(["eval", "check", gold.file], { cwd: home });
  assert.equal(scored.code, 0, scored.out);
  const mqm = (await taken(/^MQM/)).text.trim().split("\n");
  assert.match(mqm[0], /category\tseverity/);
});

test("the page complained of nothing", () => assert.deepEqual(desk.complaints, []));
