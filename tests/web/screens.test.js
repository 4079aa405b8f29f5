// Every screen, wide and narrow, light and dark: axe finds nothing that shuts
// people out, what can be clicked is large enough, and every cell says its language.
import assert from "node:assert/strict";
import path from "node:path";
import { after, before, test } from "node:test";
import { AxeBuilder } from "@axe-core/playwright";
import { NEWS, closeBrowser, open, serve } from "./support.js";

const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
let server;
before(async () => { server = await serve([path.join(NEWS, "dam.en.txt"), path.join(NEWS, "dam.fr.txt")]); });
after(async () => {
  await closeBrowser();
  await server?.stop();
});

async function look(page, what) {
  const { violations } = await new AxeBuilder({ page }).withTags(TAGS).analyze();
  const told = violations.map((v) => `${v.id}: ${v.nodes.slice(0, 3).map((n) => `${n.target} ${n.failureSummary}`).join("; ")}`);
  assert.deepEqual(told, [], what);
  const small = await page.evaluate(() => [...document.querySelectorAll("button, select, summary, input:not([hidden]), nav a, header a")]
    .filter((e) => e.checkVisibility() && !e.closest(".unseen"))
    .map((e) => ({ name: (e.getAttribute("aria-label") ?? e.textContent ?? "").trim().slice(0, 40), box: e.getBoundingClientRect(), label: e.closest("label")?.getBoundingClientRect() }))
    .filter(({ box, label }) => Math.min(Math.max(box.height, label?.height ?? 0), Math.max(box.width, label?.width ?? 0)) < 23.5)
    .map(({ name, box }) => `${name} ${Math.round(box.width)}×${Math.round(box.height)}`));
  assert.deepEqual(small, [], `${what}: too small to hit`);
  const mute = await page.evaluate(() => [...document.querySelectorAll("[role=table] [role=cell].cell")].filter((c) => !c.lang).length);
  assert.equal(mute, 0, `${what}: cells without a language`);
}

for (const colorScheme of ["light", "dark"]) {
  for (const width of [390, 1280]) {
    test(`${colorScheme}, ${width} px`, async () => {
      const desk = await open(server.url, { viewport: { width, height: 800 }, colorScheme });
      const { page, person } = desk;
      await person.sees(".card");
      await person.press("j");
      await person.sees(".card .confidence");
      await page.waitForTimeout(300);
      await look(page, "review");
      await person.press("y");
      await person.sees(".why[open]");
      await page.waitForTimeout(200);
      await look(page, "why");
      await person.press("e");
      await person.sees(".editor:focus");
      await look(page, "editing");
      await person.press("Escape", "x");
      await person.sees("dialog .reasons");
      await look(page, "dismiss");
      await person.press("Escape", "?");
      await person.sees("dialog .keys");
      await look(page, "keys");
      await person.press("Escape", "2");
      await person.sees("dialog .second-look");
      await look(page, "second look");
      await person.press("Escape", "/");
      await person.sees(".search");
      await look(page, "search");
      await person.press("Escape", "Alt+2");
      await person.sees(".bead .block");
      await look(page, "align");
      await person.press("n", "n", "s");
      await person.sees(".ghost");
      await look(page, "split");
      await person.press("Escape", "Alt+3");
      await person.sees(".clean");
      await look(page, "finish");
      await person.press("Alt+4");
      await page.waitForTimeout(300);
      await look(page, "history");
      await page.evaluate(() => { location.hash = "#/start"; });
      await person.sees(".start");
      await look(page, "start");
      await person.tabTo("Settings");
      await person.press("Enter");
      await person.sees("dialog .fields");
      await look(page, "settings");
      assert.deepEqual(desk.complaints, []);
      await desk.close();
    });
  }
}
