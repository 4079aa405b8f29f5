// What must hold on every screen: axe finds nothing, what can be hit is large
// enough (24 px), every cell says its language.
import assert from "node:assert/strict";
import { AxeBuilder } from "@axe-core/playwright";

const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/**
 * Looks at a screen.
 * @param {import("playwright-core").Page} page
 * @param {string} what its name, for the one who reads a failure
 */
export async function look(page, what) {
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
