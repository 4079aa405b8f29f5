// The words of the interface: the same in every language, none missing, none
// left over. Needs no browser.
import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import path from "node:path";
import { test } from "node:test";
import { ROOT } from "./support.js";

const PAGE = path.join(ROOT, "crates/workbench/page");
const words = (lang) => JSON.parse(readFileSync(path.join(PAGE, `languages/${lang}.json`), "utf8"));
const sources = readdirSync(PAGE, { recursive: true, withFileTypes: true })
  .filter((f) => f.isFile() && f.name.endsWith(".js") && !f.parentPath.endsWith("vendor"))
  .map((f) => ({ name: f.name, text: readFileSync(path.join(f.parentPath, f.name), "utf8") }));
const forms = (value) => (typeof value === "object" ? Object.values(value) : [value]);
const places = (value) => [...new Set(forms(value).flatMap((text) => text.match(/\{\w+\}/g) ?? []))].sort();

test("French says everything that English says, with the same places", () => {
  const [en, fr] = [words("en"), words("fr")];
  assert.deepEqual(Object.keys(fr).sort(), Object.keys(en).sort());
  for (const key of Object.keys(en)) assert.deepEqual(places(fr[key]), places(en[key]), key);
});

test("every word that the code asks for is there, and no other", () => {
  const en = words("en");
  const code = sources.map((s) => s.text).join("\n");
  // Keys that are put together: t("severity-" + severity).
  const stems = [...code.matchAll(/"([a-z]+(?:-[a-z]+)*-)" \+/g)].map((m) => m[1]);
  const quoted = new Set([...code.matchAll(/"([a-z0-9]+(?:-[a-z0-9]+)*)"/g)].map((m) => m[1]));
  for (const key of Object.keys(en)) assert.ok(quoted.has(key) || stems.some((s) => key.startsWith(s)), `${key} is never asked for`);
  const asked = [...code.matchAll(/\bt\("([a-z0-9-]+)"[,)]/g)].map((m) => m[1]);
  assert.ok(asked.length > 100, "too few keys found");
  for (const key of asked) assert.ok(key in en, `t("${key}") has no words`);
});

test("every action that has a key has a name", () => {
  const en = words("en");
  const table = sources.find((s) => s.name === "actions.js").text;
  const actions = [...table.matchAll(/^ {2}"([a-z-]+)": \[/gm)].map((m) => m[1]);
  assert.ok(actions.length > 30);
  for (const action of actions) assert.ok(`do-${action}` in en, action);
});

test("a module is short and says what it is for", () => {
  for (const { name, text } of sources) {
    assert.ok(text.startsWith("// "), `${name} does not say what it is for`);
    assert.ok(text.split("\n").length <= 300, `${name} is too long`);
  }
});

test("nothing comes from elsewhere, and nothing stands inline", () => {
  const html = readFileSync(path.join(PAGE, "index.html"), "utf8");
  assert.doesNotMatch(html, /<script(?![^>]*\ssrc=)|<style|\sstyle=|\son\w+=/);
  for (const { name, text } of [...sources, { name: "index.html", text: html }]) {
    assert.doesNotMatch(text.replace(/\^https\?:\\\/\\\/\\S/g, ""), /["'`(]https?:\/\//, name);
  }
});
