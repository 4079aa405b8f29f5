// The reviser: a book of 10,000 pairs, three weeks. It opens at once, scrolls,
// keeps its place, and forgets nothing when the program ends.
import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { after, before, test } from "node:test";
import { putAway, folder, open, serve, within } from "./support.js";

const PAIRS = 10000;
const home = folder();
const book = path.join(home, "book.tsv");
let server;
let desk;

/** Sentences of a book that nobody wrote: different enough to be pairs of their own. */
function sentences() {
  const who = [["The keeper", "Le gardien"], ["My sister", "Ma sœur"], ["The old pilot", "Le vieux pilote"], ["Nobody", "Personne"]];
  const what = [["closed the red door", "a fermé la porte rouge"], ["counted the boats", "a compté les bateaux"], ["wrote a long letter", "a écrit une longue lettre"]];
  return Array.from({ length: PAIRS }, (_, i) => {
    const [a, b] = [who[i % who.length], what[i % what.length]];
    const year = 1800 + (i % 200);
    // Every hundredth says another year.
    const said = i % 100 === 42 ? year + 1 : year;
    const ne = a[1] === "Personne" ? b[1].replace(/^a /, "n’a ") : b[1];
    return `${a[0]} ${b[0]} number ${i + 1} in ${year}.\t${a[1]} ${ne} numéro ${i + 1} en ${said}.`;
  }).join("\n") + "\n";
}

before(async () => {
  writeFileSync(book, sentences());
  server = await serve([book], { home });
  desk = await open(server.url);
});
after(async () => {
  await desk?.close();
  await putAway();
  await server?.stop();
});

test("the book is there, and a window onto it opens in 1.5 seconds", async () => {
  const { page, person } = desk;
  await person.sees(".pair .words");
  const from = Date.now();
  await page.reload();
  await person.sees(".pair .words");
  const took = Date.now() - from;
  assert.ok(took < within(1500), `the page took ${took} ms`);
  assert.match(await page.locator(".progress").innerText(), /of 10,000/);
  assert.ok(await page.locator(".pair").count() < 120, "only what is seen is drawn");
});

test("it scrolls without a stutter", async () => {
  const { page } = desk;
  const frames = await page.evaluate(async () => {
    const box = document.querySelector(".text-scroller");
    const out = [];
    let last = performance.now();
    for (let i = 0; i < 90; i += 1) {
      box.scrollTop += 500;
      await new Promise((next) => requestAnimationFrame(next));
      out.push(performance.now() - last);
      last = performance.now();
    }
    return out.sort((a, b) => a - b);
  });
  const p90 = frames[Math.floor(frames.length * 0.9)];
  assert.ok(p90 < within(60), `a frame in ten took over ${Math.round(p90)} ms`);
});

test("it keeps its place", async () => {
  const { page, person } = desk;
  await person.press("g");
  await person.sees("dialog input");
  await person.press("Control+a");
  await person.paste("7301");
  await person.press("Enter");
  await page.waitForFunction(() => document.activeElement?.closest(".pair")?.getAttribute("aria-rowindex") === "7301");
  await person.press("n", "n");
  await page.waitForFunction(() => document.activeElement?.closest(".pair")?.getAttribute("aria-rowindex") === "7303");
  await page.reload();
  await person.sees(".pair.current");
  assert.equal(await person.pair(), 7303);
  // The project was told when the window went: another one begins there too.
  await page.waitForFunction(async () => {
    const { documents } = await fetch("/app/state").then((r) => r.json());
    return (await fetch(`/app/doc/${documents[0].id}`).then((r) => r.json())).place === 7302;
  });
  const other = await page.context().newPage();
  await other.goto(server.url);
  await other.waitForFunction(() => document.querySelector(".pair.current")?.getAttribute("aria-rowindex") === "7303");
  await other.close();
});

test("what was done is there after the program was killed, and can be undone then", async () => {
  const { page, person } = desk;
  await person.press("e");
  await person.sees(".editor:focus");
  await person.press("End");
  await person.paste(" Encore.");
  // What the page was told is done is kept; what it has only asked for may not be.
  const told = () => page.waitForResponse((r) => r.url().endsWith("/command") && r.ok());
  const edited = told();
  await person.press("Enter");
  await edited;
  await page.waitForFunction(() => !document.querySelector(".editor"));
  const read = told();
  await person.press("v");
  await read;
  await page.waitForFunction(() => document.querySelector(".pair.current")?.getAttribute("aria-rowindex") === "7304");
  await server.kill();
  await page.waitForFunction(() => document.querySelector(".notice.grave"), null, { timeout: 15000 });
  await desk.close();

  server = await serve([book], { home });
  desk = await open(server.url);
  await desk.person.sees(".pair.current");
  await desk.person.press("g");
  await desk.person.sees("dialog input");
  await desk.person.press("Control+a");
  await desk.person.paste("7303");
  await desk.person.press("Enter");
  await desk.page.waitForFunction(() => document.querySelector(".pair.current .cell.target")?.textContent.includes("Encore."));
  await desk.person.press("Control+z", "Control+z");
  await desk.page.waitForFunction(() => {
    const text = document.querySelector('.pair[aria-rowindex="7303"] .cell.target')?.textContent ?? "";
    return text && !text.includes("Encore.");
  });
});

test("progress and history are kept", async () => {
  const { page, person } = desk;
  await person.press("Alt+4");
  await person.sees(".history li");
  assert.match(await page.locator(".history").innerText(), /Encore/);
});

test("the book leaves as TMX, XLIFF, XCES, and its decisions as gold", async () => {
  const { page, person } = desk;
  await person.press("Alt+1");
  await person.sees(".finding");
  await person.press("j", "x");
  await person.sees("dialog[open]");
  await person.press("1");
  await person.sees(".finding.state-dismissed");
  await person.press("2");
  await person.sees("dialog .second-look");
  await person.press("1", "Escape", "Alt+3");
  await person.sees(".exports");
  for (const [name, holds] of [["TMX", /<tmx/], ["XLIFF", /<xliff/], ["XCES", /^PK[^]*book\.xces/], ["Gold", /\S/]]) {
    const waiting = page.waitForEvent("download");
    await person.tabTo(name);
    await person.press("Enter");
    const got = await waiting;
    assert.match(readFileSync(await got.path()).toString("latin1").slice(0, 200000), holds, name);
  }
});

test("the page complained of nothing but the server that was killed", () => {
  assert.deepEqual(desk.complaints.filter((c) => !/ERR_|Failed to load/.test(c)), []);
});
