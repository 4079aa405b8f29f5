// Bad luck and odd windows: refusals, hostile texts, nothing flagged, the server
// gone and back, two tabs, a phone, paper, other keys, French.
import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import path from "node:path";
import { after, before, test } from "node:test";
import { article, putAway, folder, open, serve } from "./support.js";

const home = folder();
const file = (name, text) => {
  const at = path.join(home, name);
  writeFileSync(at, text);
  return at;
};
const dam = article("dam", home);
let server;
before(async () => { server = await serve(dam, { home }); });
after(async () => {
  await putAway();
  await server?.stop();
});

const ENGLISH = "The harbour was closed on Monday. Three ships waited outside. The captain said that he was tired. Nobody was hurt.";
const FRENCH = "Le port a été fermé lundi. Trois navires attendaient dehors. Le capitaine a dit qu’il était fatigué. Personne n’a été blessé.";
const OTHER = "Faites revenir les oignons dans le beurre. Ajoutez la farine. Laissez cuire dix minutes en remuant. Servez chaud avec du persil.";

async function giveTexts(desk, source, target) {
  const { person, page } = desk;
  await page.evaluate(() => { location.hash = "#/start"; });
  await person.sees(".start");
  await person.tabTo("Original");
  await person.paste(source);
  await person.tabTo("Translation");
  await person.paste(target);
  await person.tabTo("Compare");
  await person.press("Enter");
}

test("texts that do not belong together are refused, and opened all the same", async () => {
  const own = await serve();
  const desk = await open(own.url);
  await giveTexts(desk, `${ENGLISH} `.repeat(4), `${OTHER} `.repeat(4));
  await desk.person.sees(".start .notice.grave");
  await desk.person.tabTo("Open all the same");
  await desk.person.press("Enter");
  await desk.person.sees(".pair .words");
  await desk.close();
  await own.stop();
});

test("the example is one key press away, and a file of pairs opens from a box", async () => {
  const own = await serve();
  const desk = await open(own.url);
  const { page, person } = desk;
  await person.sees(".start");
  await person.tabTo("Try the example");
  await person.press("Enter");
  await person.sees(".finding");
  await page.evaluate(() => { location.hash = "#/start"; });
  await person.sees(".start .box");
  await page.locator(".box input[type=file]").first().setInputFiles(file("pairs.tsv", "The harbour was closed in 1999.\tLe port a été fermé en 1998.\nNobody was hurt.\tPersonne n’a été blessé.\n"));
  await person.sees(".chosen-pairs");
  await person.tabTo("Compare");
  await person.press("Enter");
  await page.waitForFunction(() => /Pair \d of 2/.test(document.querySelector(".progress")?.textContent ?? ""));
  await desk.close();
  await own.stop();
});

test("a disk that is full is said, and nothing is lost by it", async () => {
  const own = await serve([], { largest: 4 << 20 });
  const desk = await open(own.url);
  const { page, person } = desk;
  await person.sees(".start");
  await person.tabTo("Original");
  await person.paste(ENGLISH);
  const choose = (name, text) => page.locator(".box input[type=file]").nth(1).setInputFiles(file(name, text));
  await choose("large.fr.txt", FRENCH.repeat(48000));
  await page.waitForFunction(() => [...document.querySelectorAll(".box .problem")].some((p) => /disk is full/.test(p.textContent)));
  assert.equal(await page.locator(".box textarea").first().inputValue(), ENGLISH);
  await choose("small.fr.txt", `${FRENCH}\n`);
  await person.sees(".box .file");
  await person.tabTo("Compare");
  await person.press("Enter");
  await person.sees(".pair .words");
  assert.match(await page.locator(".texts").innerText(), /Le port a été fermé lundi/);
  await desk.close();
  await own.stop();
});

test("a file that changed on disk is noticed, and read again", async () => {
  const names = ["harbour.en.txt", "harbour.fr.txt"];
  const [source, target] = [file(names[0], `${ENGLISH}\n`), file(names[1], `${FRENCH}\n`)];
  const own = await serve([source, target]);
  const desk = await open(own.url);
  const { page, person } = desk;
  await person.sees(".pair .words");
  file(names[1], `${FRENCH.replace("Trois", "Quatre")}\n`);
  await page.reload();
  await person.sees(".notice");
  await person.tabTo("Read it again");
  await person.press("Enter");
  await page.waitForFunction(() => document.querySelector(".texts").textContent.includes("Quatre navires"));
  await desk.close();
  await own.stop();
});

test("with the mouse: a mark chooses its finding, a second click writes, the strip jumps", async () => {
  const desk = await open(server.url);
  const { page, person } = desk;
  await person.sees(".finding");
  await page.locator(".finding", { hasText: "12 kilom" }).first().click();
  await page.waitForFunction(() => /12 kilom/.test(document.querySelector(".pair.current .target")?.textContent ?? ""));
  await page.locator(".pair.current .target mark").first().click();
  await page.waitForFunction(() => document.querySelector(".pair.current .target mark.on"));
  await page.locator(".pair.current .target .words").click({ position: { x: 20, y: 8 } });
  await person.sees(".editor:focus");
  await person.press("Escape");
  await page.locator(".minimap").click({ position: { x: 8, y: 10 } });
  await page.waitForFunction(() => Number(document.querySelector(".pair.current")?.getAttribute("aria-rowindex")) < 4);
  await desk.close();
});

test("nothing flagged never looks like nothing wrong", async () => {
  const own = await serve();
  const desk = await open(own.url);
  await giveTexts(desk, "The harbour was closed on Monday.", "Le port a été fermé lundi.");
  await desk.person.sees(".nothing");
  const text = await desk.page.locator(".nothing").innerText();
  assert.match(text, /Nothing flagged/);
  assert.match(text, /Not looked at: /);
  assert.match(text, /not read/);
  await desk.close();
  await own.stop();
});

test("hostile texts and names run nothing", async () => {
  const evil = '<img src=x onerror="window.ran=1"><script>window.ran=1</script>';
  const own = await serve([file("<b>a&amp;.en.txt", `${evil} The harbour was closed on Monday in 1999.\n\n${ENGLISH}\n`), file("javascript:x.fr.txt", `${evil} Le port a été fermé lundi en 1998.\n\n${FRENCH}\n`)]);
  const desk = await open(own.url);
  await desk.person.sees(".pair .words");
  await desk.page.waitForTimeout(300);
  assert.equal(await desk.page.evaluate(() => window.ran), undefined);
  assert.match(await desk.page.locator(".pair .cell.source").first().innerText(), /<img src=x/);
  assert.equal(await desk.page.locator("main img, main script").count(), 0);
  await desk.close();
  await own.stop();
});

test("the server goes and comes back: it is said, and what was typed is kept", async () => {
  const cwd = folder();
  const first = await serve(dam, { home: cwd });
  const desk = await open(first.url);
  const { page, person } = desk;
  await person.finding({ both: true });
  await person.press("e");
  await person.sees(".editor:focus");
  await person.press("End");
  await person.paste(" À vérifier.");
  await first.kill();
  await person.press("Enter");
  await page.waitForFunction(() => document.querySelector(".notice.grave"), null, { timeout: 15000 });
  assert.match(await page.locator(".editor").innerText(), /À vérifier\./, "the text that was typed is still there");
  const second = await serve(dam, { home: cwd, args: ["--port", String(first.port)] });
  await page.goto(second.url);
  await person.sees(".draft");
  await person.tabTo("Take it up");
  await person.press("Enter");
  await person.sees(".editor:focus");
  assert.match(await page.locator(".editor").innerText(), /À vérifier\./);
  await person.press("Enter");
  await page.waitForFunction(() => /À vérifier/.test(document.querySelector(".pair.current .cell.target")?.textContent));
  await desk.close();
  await second.stop();
});

test("a second tab follows the first", async () => {
  const [one, two] = [await open(server.url), await open(server.url)];
  await one.person.sees(".finding");
  await two.person.sees(".finding");
  const { id } = await one.person.finding({ both: true });
  await one.person.press("x");
  await one.person.sees("dialog[open]");
  await one.person.press("1");
  await two.page.waitForFunction((name) => document.querySelector(`[data-finding="${name}"]`)?.classList.contains("state-dismissed"), id);
  await one.close();
  await two.close();
});

test("a phone shows one pair at a time, and one bar of 44 px", async () => {
  const desk = await open(server.url, { viewport: { width: 390, height: 844 }, hasTouch: true });
  const { page, person } = desk;
  await person.sees(".phone .pair .words");
  assert.equal(await page.locator(".pair").count(), 1);
  for (const box of await page.locator(".thumb button").all()) assert.ok((await box.boundingBox()).height >= 44);
  const before = await person.pair();
  await page.locator(".thumb button").nth(2).tap();
  await page.waitForFunction((n) => Number(document.querySelector(".pair.current")?.getAttribute("aria-rowindex")) !== n, before);
  assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), "nothing sticks out");
  await desk.close();
});

test("at 200 % everything can be reached, and nothing sticks out", async () => {
  for (const width of [640, 960]) {
    const desk = await open(server.url, { viewport: { width, height: 400 } });
    await desk.person.sees(".pair .words");
    await desk.person.sees(".card .sentence");
    assert.ok(await desk.page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), `${width}`);
    await desk.close();
  }
});

test("on paper there are texts and findings, and no buttons of the frame", async () => {
  const desk = await open(server.url);
  await desk.person.sees(".pair .words");
  await desk.page.evaluate(() => dispatchEvent(new Event("beforeprint")));
  await desk.page.emulateMedia({ media: "print" });
  await desk.page.waitForFunction(() => document.querySelectorAll(".pair .words").length > 70, null);
  assert.equal(await desk.page.locator(".pair").count(), 38, "all of the text, not only what is seen");
  assert.equal(await desk.page.locator(".bar").isVisible(), false);
  assert.equal(await desk.page.locator(".findings").isVisible(), true);
  assert.equal(await desk.page.locator(".pair .words").first().isVisible(), true);
  await desk.close();
});

test("keys are shown with ?, follow a preset, can be changed, and leave the browser its own", async () => {
  const desk = await open(server.url);
  const { page, person } = desk;
  await person.sees(".finding");
  await person.press("?");
  await person.sees("dialog .keys");
  await person.tabTo(/^Next finding: j/);
  await person.press("Enter", "z");
  await page.waitForFunction(() => [...document.querySelectorAll(".key")].some((b) => b.textContent.trim() === "z"));
  await person.tabTo(/^Previous finding: k/);
  await person.press("Enter", "Control+t");
  assert.match(await page.locator("dialog .problem").innerText(), /belongs to the browser/);
  await person.press("Escape", "Escape");
  const before = await person.sentence();
  await person.press("z");
  await page.waitForFunction((s) => document.querySelector(".card .sentence")?.innerText !== s, before);
  await page.reload();
  await person.sees(".finding");
  const again = await person.sentence();
  await person.press("z");
  await page.waitForFunction((s) => document.querySelector(".card .sentence")?.innerText !== s, again);
  const table = await page.evaluate(async () => {
    const { PRESETS, bindings } = await import("/assets/shared/actions.js");
    return PRESETS.flatMap((p) => Object.values(bindings(p)).flat());
  });
  for (const key of table) assert.doesNotMatch(key, /^Ctrl\+(Shift\+)?[WTNRL]$|Backspace/i);
  await desk.close();
});

test("the interface speaks French, and goes on speaking it", async () => {
  const desk = await open(server.url);
  const { page, person } = desk;
  await person.sees(".finding");
  await person.tabTo("Settings");
  await person.press("Enter");
  await person.sees("dialog select");
  await page.locator("dialog select").first().selectOption("fr");
  await page.waitForFunction(() => document.documentElement.lang === "fr" && /À corriger/.test(document.querySelector(".findings").textContent));
  await page.reload();
  await person.sees(".finding");
  assert.match(await page.locator(".bar nav").innerText(), /Relire/);
  await desk.close();
});

test("who wants calm gets no movement", async () => {
  const desk = await open(server.url, { reducedMotion: "reduce" });
  await desk.person.sees(".finding");
  assert.equal(await desk.page.evaluate(() => document.getAnimations().length), 0);
  await desk.close();
});
