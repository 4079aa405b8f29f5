// A long text: it is there before it is checked, findings come while it is
// read, the check can be stopped and gone on with; and the memory that the page
// shares with the command line.
import assert from "node:assert/strict";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { after, test } from "node:test";
import { article, calque, putAway, folder, open, serve } from "./support.js";

after(putAway);

const PAIRS = 30000;

function book(home) {
  const file = path.join(home, "book.tsv");
  writeFileSync(file, Array.from({ length: PAIRS }, (_, i) => {
    const said = 1800 + (i % 200) + (i % 100 === 42 ? 1 : 0);
    return `The old keeper of the harbour counted ${i} boats in ${1800 + (i % 200)}.\tLe vieux gardien du port a compté ${i} bateaux en ${said}.`;
  }).join("\n") + "\n");
  return file;
}

test("a long text is there before it is checked; the check is stopped and gone on with", async () => {
  const home = folder();
  // On one core, so that a machine of many is not at the end before somebody can stop it.
  const env = { RAYON_NUM_THREADS: "1" };
  const server = await serve([book(home)], { home, env });
  const desk = await open(server.url);
  const { page, person } = desk;
  await person.sees(".pair .words");
  await person.sees(".checking progress");
  await person.sees(".finding");
  assert.match(await page.locator(".checking").innerText(), /of 30,000 pairs/);
  const early = await page.locator(".finding").count();
  assert.ok(early > 0, "findings come while it runs");
  // Somebody corrects while the check goes on.
  const { id, source, target } = await person.next();
  await person.press("e");
  await person.sees(".editor:focus");
  const text = await page.locator(".editor").innerText();
  await person.press("Control+a");
  await person.paste(text.replace(target, source));
  await person.press("Enter");
  await page.waitForFunction((name) => document.querySelector(`[data-finding="${name}"]`)?.classList.contains("state-corrected"), id);
  await person.tabTo("Stop");
  await person.press("Enter");
  await page.waitForFunction(() => /Not all pairs are checked/.test(document.querySelector(".checking")?.textContent));
  // Killed, and begun again: what was done is there, and the check goes on when it is asked to.
  await server.kill();
  await desk.close();
  const again = await serve([path.join(home, "book.tsv")], { home });
  const later = await open(again.url);
  await later.person.sees(".checking button");
  await later.person.tabTo("Go on checking");
  await later.person.press("Enter");
  await later.page.waitForFunction(() => !document.querySelector(".checking"), null, { timeout: 180000 });
  assert.equal(await later.page.evaluate(async (name) => {
    const { documents } = await fetch("/app/state").then((r) => r.json());
    const doc = await fetch(`/app/doc/${documents[0].id}`).then((r) => r.json());
    return doc.findings.find((f) => f.id === name)?.state;
  }, id), "corrected");
  assert.deepEqual(later.complaints, []);
  await later.close();
  await again.stop();
});

test("a check of all is asked for, and says what came and went", async () => {
  const home = folder();
  const file = path.join(home, "book.tsv");
  writeFileSync(file, readFileSync(book(home), "utf8").split("\n").slice(0, 600).join("\n"));
  const server = await serve([file], { home });
  const desk = await open(server.url);
  await desk.person.sees(".finding");
  await desk.page.waitForFunction(() => !document.querySelector(".checking"), null, { timeout: 60000 });
  await desk.person.tabTo("Check all again");
  await desk.person.press("Enter");
  await desk.person.hears("All pairs are checked: 0 findings came, 0 went");
  await desk.close();
  await server.stop();
});

test("what is dismissed in the page is dismissed for the command line, and the other way round", async () => {
  const home = folder();
  const files = article("dam", home);
  const server = await serve(files, { home });
  const desk = await open(server.url);
  const { page, person } = desk;
  await person.sees(".finding");
  const first = await person.finding({ both: true });
  await person.press("x");
  await person.sees("dialog[open]");
  await person.press("2");
  await page.waitForFunction((name) => document.querySelector(`[data-finding="${name}"]`)?.classList.contains("state-dismissed"), first.id);
  const list = path.join(home, "calque-dismissed.toml");
  assert.ok(existsSync(list), "beside the texts");
  const report = async () => JSON.parse((await calque(["check", ...files, "--format", "json"], { cwd: home })).out);
  const ids = (all) => all.map((f) => f.id);
  assert.deepEqual(ids((await report()).suppressed), [first.id]);
  const second = await person.finding({ both: true });
  const { code, out } = await calque(["dismiss", second.id, ...files, "--reason", "house style"], { cwd: home });
  assert.equal(code, 0, out);
  await page.reload();
  await page.waitForFunction((name) => document.querySelector(`[data-finding="${name}"]`)?.classList.contains("state-dismissed"), second.id);
  // Undone in the page, it stands again for the command line.
  await person.press("Control+z");
  await page.waitForFunction((name) => !document.querySelector(`[data-finding="${name}"]`)?.classList.contains("state-dismissed"), first.id);
  assert.deepEqual(ids((await report()).suppressed), [second.id]);
  // A term that is added here is a term there.
  await person.finding({ both: true });
  await person.press("t");
  await person.sees("dialog input[name=target]");
  await page.locator("dialog input[name=source]").fill("dam");
  await page.locator("dialog input[name=target]").fill("digue");
  await page.locator("dialog input[name=forbidden]").fill("barrage");
  await person.press("Enter");
  await page.waitForFunction(() => [...document.querySelectorAll(".finding .where")].some((f) => /Glossary/.test(f.textContent)));
  assert.ok((await report()).findings.some((f) => f.rule === "glossary"));
  assert.deepEqual(desk.complaints, []);
  await desk.close();
  await server.stop();
});
