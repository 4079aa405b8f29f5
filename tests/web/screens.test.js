// Every screen, wide and narrow, light and dark: axe finds nothing that shuts
// people out, what can be clicked is large enough, and every cell says its language.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { look } from "./look.js";
import { article, putAway, open, serve } from "./support.js";

let server;
before(async () => { server = await serve(article("dam")); });
after(async () => {
  await putAway();
  await server?.stop();
});

for (const colorScheme of ["light", "dark"]) {
  for (const width of [390, 1280]) {
    test(`${colorScheme}, ${width} px`, async () => {
      const desk = await open(server.url, { viewport: { width, height: 800 }, colorScheme, reducedMotion: "reduce" });
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
      await person.press("Escape", "t");
      await person.sees("dialog input[name=target]");
      await look(page, "term");
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
