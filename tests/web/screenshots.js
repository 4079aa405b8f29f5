// Draws every screen at three widths, light and dark. `node screenshots.js`
// writes the pictures of the documentation to docs/images; `node screenshots.js
// FOLDER` writes all, for eyes that judge the design.
import { mkdirSync } from "node:fs";
import path from "node:path";
import { ROOT, article, putAway, open, serve } from "./support.js";

const all = process.argv[2];
const to = all ?? path.join(ROOT, "docs/images");
mkdirSync(to, { recursive: true });

const server = await serve(article("dam"));
const sizes = all ? [[390, 844], [1280, 800], [1920, 1080]] : [[1280, 800]];
const schemes = all ? ["light", "dark"] : ["light"];

/** Screens by name: what a person does to see them. */
const screens = {
  "review": async ({ person }) => { await person.press("Alt+1"); await person.sees(".card .sentence"); await person.finding({ suggestion: true }); },
  "edit": async ({ person, page }) => {
    const { source, target } = await person.finding({ rule: "names", both: true });
    await person.press("e");
    await person.sees(".editor:focus");
    const text = await page.locator(".editor").innerText();
    await person.press("Control+a");
    await person.paste(text.replace(target, source));
    await person.sees(".preview");
  },
  "why": async ({ person }) => { await person.press("Escape", "y"); await person.sees(".why[open]"); },
  "keys": async ({ person }) => { await person.press("y", "?"); await person.sees("dialog .keys"); },
  "align": async ({ person }) => { await person.press("Escape", "Alt+2"); await person.sees(".bead.current"); await person.press("n", "n", "s"); await person.sees(".ghost"); },
  "finish": async ({ person }) => { await person.press("Escape", "Alt+3"); await person.sees(".clean"); },
  "history": async ({ person, page }) => { await person.press("Alt+4"); await page.waitForTimeout(200); },
  "start": async ({ page }) => { await page.evaluate(() => { location.hash = "#/start"; }); await page.waitForSelector(".start"); },
};
const documented = ["review", "align", "finish"];

for (const [width, height] of sizes) {
  for (const colorScheme of schemes) {
    const desk = await open(server.url, { viewport: { width, height }, colorScheme, reducedMotion: "reduce" });
    await desk.person.sees(".card .sentence");
    await desk.page.evaluate(() => document.fonts.ready);
    for (const [name, go] of Object.entries(screens)) {
      await go(desk);
      await desk.page.waitForTimeout(350);
      if (!all && !documented.includes(name)) continue;
      const file = all ? `${name}-${width}-${colorScheme}.png` : `workbench-${name}.png`;
      await desk.page.screenshot({ path: path.join(to, file) });
      console.log(path.join(to, file));
    }
    await desk.page.goBack();
    await desk.person.sees(".history, .view");
    await desk.person.press("Control+z");
    await desk.page.waitForTimeout(300);
    for (const complaint of desk.complaints) console.error(complaint);
    await desk.close();
  }
}
await putAway();
await server.stop();
