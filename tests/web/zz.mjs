import { chromium } from "playwright-core";
const b = await chromium.launch({ executablePath: "/usr/bin/chromium", args: ["--no-sandbox", "--disable-dev-shm-usage"] });
for (const name of process.argv.slice(2)) for (const width of [390, 1280, 1920]) for (const colorScheme of ["light", "dark"]) {
  const c = await b.newContext({ viewport: { width, height: width === 390 ? 844 : 900 }, colorScheme });
  const p = await c.newPage();
  await p.goto(`file:///tmp/b15/design/${name}.html`);
  await p.waitForTimeout(300);
  await p.screenshot({ path: `/tmp/b15/design/${name}-${width}-${colorScheme}.png` });
  const over = await p.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  if (over > 0) console.log(name, width, "sticks out", over);
  await c.close();
}
await b.close();
