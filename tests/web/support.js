// What the tests share: a server with a home of its own, a browser, and a
// person with a keyboard.
import { spawn } from "node:child_process";
import { copyFileSync, existsSync, mkdtempSync, rmSync } from "node:fs";
import { cpus, loadavg, tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";

export const ROOT = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "../..");
export const NEWS = path.join(ROOT, "corpus/news");
/** `CALQUE_PAGE=crates/workbench/page` reads the page from disk, so that a change needs no build. */
const PAGE = process.env.CALQUE_PAGE ? ["--page", path.resolve(ROOT, process.env.CALQUE_PAGE)] : [];
const BINARY = process.env.CALQUE ?? path.join(ROOT, "target/release/calque");

/** A folder that goes away with the process. */
export function folder() {
  const made = mkdtempSync(path.join(tmpdir(), "calque-web-"));
  process.on("exit", () => rmSync(made, { recursive: true, force: true }));
  return made;
}

/** An article of the corpus in a folder of its own: what is decided of it is written beside it. */
export function article(name, to = folder()) {
  return ["en", "fr"].map((lang) => {
    const file = path.join(to, `${name}.${lang}.txt`);
    copyFileSync(path.join(NEWS, `${name}.${lang}.txt`), file);
    return file;
  });
}

/** The environment of a person of their own. */
const environment = (home) => ({
  ...process.env, HOME: home, XDG_DATA_HOME: `${home}/data`, XDG_CONFIG_HOME: `${home}/config`, XDG_CACHE_HOME: `${home}/cache`,
  XDG_STATE_HOME: `${home}/state`, LC_ALL: "en_US.UTF-8",
});

/** The servers that run. One that a failed test left behind would keep the run from ending. */
const running = new Set();
const endServers = () => { for (const run of running) run.kill("SIGKILL"); };
process.on("exit", endServers);
for (const [signal, code] of [["SIGINT", 130], ["SIGTERM", 143]]) process.once(signal, () => process.exit(code));

/** The longest that a file may take, in milliseconds: on an idle machine its tests take up to half a minute. */
const LONGEST = Number(process.env.LONGEST ?? 480000);
// A browser or a server that hangs must not keep the run from ending. Where nothing hangs, this keeps nobody waiting.
setTimeout(() => {
  console.error(`${process.argv[1]}: not at its end after ${LONGEST / 1000} s; given up`);
  process.exit(1);
}, LONGEST).unref();

/** How long anything is waited for that comes at once on an idle machine, in milliseconds. */
export const PATIENCE = 20000;

/** Runs a command of Calque to its end. */
export function calque(args, { cwd = ROOT, home = cwd } = {}) {
  return new Promise((resolve, reject) => {
    const run = spawn(BINARY, args, { cwd, env: environment(home) });
    let out = "";
    run.stdout.on("data", (d) => (out += d));
    run.stderr.on("data", (d) => (out += d));
    run.on("error", reject);
    run.on("close", (code) => resolve({ code, out }));
  });
}

/**
 * Starts `calque serve`.
 * @param {string[]} files
 * @param {{home?: string, cwd?: string, args?: string[], env?: object, largest?: number}} options the same home and
 *   folder find the same work again; no file can be made larger than `largest` bytes, as on a disk that is nearly full
 */
export async function serve(files = [], { home = folder(), cwd = home, args = [], env = {}, largest } = {}) {
  if (!existsSync(BINARY)) throw new Error(`no ${BINARY}: cargo build --release, or name one in CALQUE`);
  const command = [BINARY, "serve", "--no-open", ...PAGE, ...args, ...files];
  const [program, ...rest] = largest ? ["sh", "-c", `trap '' XFSZ; ulimit -f ${largest / 512}; exec "$@"`, "sh", ...command] : command;
  const run = spawn(program, rest, { cwd, env: { ...environment(home), ...env }, stdio: ["ignore", "pipe", "pipe"] });
  running.add(run);
  run.once("exit", () => running.delete(run));
  let out = "";
  const url = await new Promise((resolve, reject) => {
    const look = (data) => {
      out += data;
      const found = /https?:\/\/\S+token=\w+/.exec(out);
      if (found) resolve(found[0]);
    };
    run.stdout.on("data", look);
    run.stderr.on("data", look);
    run.on("error", reject);
    run.on("exit", (code) => reject(new Error(`calque serve ended with ${code}: ${out}`)));
    setTimeout(() => reject(new Error(`calque serve said nothing of its address: ${out}`)), 60000).unref();
  });
  const end = (signal) => new Promise((resolve) => {
    if (run.exitCode !== null || run.signalCode !== null) return resolve();
    run.once("exit", () => resolve());
    run.kill(signal);
    return undefined;
  });
  return { url, home, cwd, pid: run.pid, port: Number(new URL(url).port), out: () => out, stop: () => end("SIGINT"), kill: () => end("SIGKILL") };
}

/** How many times longer than alone a program takes here at this moment, beside all others that want the processors. */
function crowding() {
  const [from, used] = [process.hrtime.bigint(), process.cpuUsage()];
  while (Number(process.hrtime.bigint() - from) < 200e6);
  const { user, system } = process.cpuUsage(used);
  return Number(process.hrtime.bigint() - from) / 1000 / Math.max(1, user + system);
}

/** So many milliseconds on a machine of its own; more where other programs want the processors too. */
export function within(ms) {
  const crowded = crowding();
  return ms * Math.max(1, loadavg()[0] / cpus().length, crowded > 1.2 ? 2 * crowded : 1);
}

let browser = null;

/** The browser of all tests; `putAway` closes it after them. */
export async function theBrowser() {
  browser ??= await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: ["--no-sandbox", "--disable-dev-shm-usage"] });
  return browser;
}

/** Ends what the tests of a file have started, the servers of failed ones too. */
export async function putAway() {
  endServers();
  await browser?.close();
  browser = null;
}

/**
 * A window of a person. What the page complains of fails the test that asks `complaints`.
 * @param {string} url
 */
export async function open(url, options = {}) {
  const context = await (await theBrowser()).newContext({ viewport: { width: 1280, height: 800 }, locale: "en-US", acceptDownloads: true,
    permissions: ["clipboard-read", "clipboard-write"], ...options });
  const page = await context.newPage();
  page.setDefaultTimeout(PATIENCE);
  const complaints = [];
  page.on("pageerror", (error) => complaints.push(String(error.stack ?? error)));
  page.on("console", (message) => message.type() === "error" && complaints.push(message.text()));
  await page.goto(url);
  return { page, context, complaints, person: new Person(page), close: () => context.close() };
}

/** Somebody who has no mouse. */
export class Person {
  constructor(page) {
    this.page = page;
  }

  /** Presses keys, one after another. */
  async press(...keys) {
    for (const key of keys) await this.page.keyboard.press(key);
  }

  /** Puts in text as from a clipboard. */
  async paste(text) {
    await this.page.keyboard.insertText(text);
  }

  /** What has the focus, in words: its role or tag, name, and text. */
  focus() {
    return this.page.evaluate(() => {
      const e = document.activeElement;
      const name = e?.getAttribute("aria-label") ?? e?.labels?.[0]?.textContent ?? e?.textContent ?? "";
      return { tag: e?.tagName.toLowerCase() ?? "", role: e?.getAttribute("role") ?? "", classes: e?.className?.toString() ?? "", name: name.trim().slice(0, 200) };
    });
  }

  /** Presses Tab until what is named has the focus. */
  async tabTo(name, most = 120) {
    const wanted = name instanceof RegExp ? name : new RegExp(`^${name}`);
    const seen = [];
    for (let i = 0; i < most; i += 1) {
      const at = await this.focus();
      if (wanted.test(at.name)) return at;
      seen.push(at.name.slice(0, 30));
      await this.press("Tab");
    }
    throw new Error(`${name} is not reached by Tab; seen: ${seen.join(" | ")}`);
  }

  /** Waits until the focus is in a cell of the pair that is looked at. */
  async isInText() {
    await this.page.waitForFunction(() => document.activeElement?.matches(".current [role=cell]")).catch(async () => {
      throw new Error(`the focus is not in the text but on ${JSON.stringify(await this.focus())}`);
    });
  }

  /** What was said last, as a screen reader hears it. */
  said() {
    return this.page.locator(".status [role=status]").innerText();
  }

  /** Waits until something is said. */
  async hears(what) {
    const source = what.source ?? what;
    await this.page.waitForFunction((pattern) => new RegExp(pattern).test(document.querySelector(".status [role=status]")?.textContent ?? ""), source)
      .catch(async () => { throw new Error(`never heard ${what}; the last was: ${await this.said()}`); });
  }

  /** The number of the pair that is looked at. */
  async pair() {
    await this.sees(".pair.current, .bead.current");
    return this.page.evaluate(() => Number(document.querySelector(".pair.current, .bead.current")?.getAttribute("aria-rowindex")));
  }

  /** The card's sentence. */
  sentence() {
    return this.page.locator(".card .sentence").innerText();
  }

  /**
   * Goes with j to the first open finding that is as it is wanted: of a rule, with a suggestion, with words on both
   * sides, in a pair of one sentence on the side of the translation. Which one that is, is for the rules to say.
   * @param {{rule?: string, suggestion?: boolean, both?: boolean, single?: boolean, tier?: string}} wanted
   */
  async finding(wanted = {}) {
    const found = await this.page.evaluate(async (want) => {
      const ask = (address) => fetch(address).then((answer) => answer.json());
      const { documents } = await ask("/app/state");
      const doc = `/app/doc/${documents[0].id}`;
      for (const f of (await ask(doc)).findings) {
        if (f.state !== "open" || f.tier === "info" || f.index === null) continue;
        if ((want.rule && f.rule !== want.rule) || (want.tier && f.tier !== want.tier)) continue;
        const card = await ask(`${doc}/finding/${encodeURIComponent(f.id)}`);
        if (want.suggestion !== undefined && Boolean(card.suggestion) !== want.suggestion) continue;
        if (want.both && !(card.source?.text && card.target?.text)) continue;
        const { beads } = await ask(`${doc}/beads?from=${f.index}&to=${f.index + 1}`);
        if (want.single && beads[0].target.length !== 1) continue;
        return { id: f.id, message: f.message, source: card.source?.text, target: card.target?.text, suggestion: card.suggestion?.text };
      }
      return null;
    }, wanted);
    if (!found) throw new Error(`no open finding is as wanted: ${JSON.stringify(wanted)}`);
    // A phone has no list beside the text: there it is what is said.
    const isThere = () => this.page.evaluate(({ id, message }) => {
      const item = document.querySelector(".finding[aria-current=true]");
      return item ? item.dataset.finding === id : document.querySelector(".status [role=status]").textContent.includes(message);
    }, found);
    for (let i = 0; i < 80 && !(await isThere()); i += 1) {
      await this.press("j");
      await this.page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
    }
    if (!(await isThere())) throw new Error(`j does not lead to ${found.message}`);
    await this.page.waitForFunction(() => document.querySelector(".pair.current"));
    return found;
  }

  /** Goes with j to the next finding, whichever that is; for a list that grows while it is looked at. */
  async next() {
    const looked = () => this.page.evaluate(() => document.querySelector(".finding[aria-current=true]")?.dataset.finding);
    const before = await looked();
    // The list may hold no other finding yet.
    for (const from = Date.now(); Date.now() - from < PATIENCE;) {
      await this.press("j");
      await this.page.waitForTimeout(100);
      const now = await looked();
      if (now && now !== before) break;
    }
    await this.page.waitForFunction((was) => {
      const now = document.querySelector(".finding[aria-current=true]")?.dataset.finding;
      return now && now !== was && document.querySelector(".pair.current .words");
    }, before);
    return this.page.evaluate(async () => {
      const ask = (address) => fetch(address).then((answer) => answer.json());
      const { id } = (await ask("/app/state")).documents[0];
      const name = document.querySelector(".finding[aria-current=true]").dataset.finding;
      const card = await ask(`/app/doc/${id}/finding/${encodeURIComponent(name)}`);
      return { id: name, message: card.message, source: card.source?.text, target: card.target?.text };
    });
  }

  /** Waits until the text is drawn. */
  async sees(selector) {
    await this.page.locator(selector).first().waitFor();
  }
}
