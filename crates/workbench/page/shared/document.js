// The open document as the page knows it: its findings, and of its pairs those
// that were asked for. The server's answer is the truth; nothing is changed
// here before it has answered.
import { batch, computed, signal } from "./html.js";
import { get, post } from "./api.js";
import { say, trouble } from "./live.js";
import { t } from "./i18n.js";

/** Pairs are asked for in pages of so many. */
const PAGE = 200;

/**
 * @typedef {{id: string, text: string, original: string, kind: string, paragraph_start: boolean, lang: string}} Cell
 * @typedef {{id: string, index: number, source: Cell[], target: Cell[], score: number, state: string, locked: boolean,
 *   read: boolean, kind: string, doubtful: boolean, findings: object[], comments: object[]}} Bead
 */

/** What the server says of the document as a whole, or nothing. */
export const meta = signal(null);
/** Grows when pairs were loaded or changed. */
export const changes = signal(0);
/** Grows when pairs came or went, so that places must be worked out anew. */
export const shape = signal(0);
/** The index of the pair that is looked at. */
export const current = signal(0);
/** The id of the finding that is looked at, or nothing. */
export const chosen = signal(null);
/** How far the check of the document is, as the server says. */
export const check = signal(null);
/** The side that is worked on. */
export const side = signal("target");

/** @type {Bead[]} */
let beads = [];
let asked = new Set();
let queue = Promise.resolve();

export const findings = computed(() => meta.value?.findings ?? []);
export const count = () => meta.value?.beads ?? 0;
/**
 * The pair at a place; who draws it is drawn again when pairs change.
 * @returns {Bead|undefined}
 */
export const bead = (index) => (changes.value, beads[index]);
export const address = (tail = "") => `/app/doc/${encodeURIComponent(meta.value.id)}${tail}`;

/**
 * Loads a document, and takes up its place.
 * @param {string} id
 * @param {(doc: object) => number} placeOf where somebody was in it
 */
export async function load(id, placeOf) {
  const loaded = await get(`/app/doc/${encodeURIComponent(id)}`);
  batch(() => {
    beads = [];
    asked = new Set();
    meta.value = loaded;
    check.value = loaded.check ?? null;
    current.value = Math.min(placeOf(loaded), Math.max(0, loaded.beads - 1));
    chosen.value = null;
    shape.value += 1;
  });
  await need(current.value - 10, current.value + 30);
}

export function forget() {
  meta.value = null;
  beads = [];
}

/** Loads anew what another tab, or a file on disk, has changed; what is seen stays until the new is there. */
export async function refresh() {
  if (!meta.value) return;
  const loaded = await get(address());
  const middle = Math.min(current.value, Math.max(0, loaded.beads - 1));
  const from = Math.max(0, middle - PAGE / 2);
  const part = await get(address("/beads"), { from, to: from + PAGE });
  const moved = loaded.beads !== meta.value.beads;
  batch(() => {
    asked = new Set();
    beads = moved ? [] : beads;
    part.beads.forEach((b, i) => { beads[part.from + i] = b; });
    meta.value = loaded;
    check.value = loaded.check ?? check.value;
    current.value = middle;
    changes.value += 1;
    if (moved) shape.value += 1;
  });
  await need(middle - 10, middle + 30);
}

/** When all that was asked so far is done. */
export const settled = () => queue;

/** Another tab may have changed something: looks when what this one does is done. */
export function heard(revision) {
  queue = queue.then(() => (meta.value && revision > meta.value.revision ? refresh() : null)).catch(() => {});
}

/**
 * Takes what is said of a check, unless it is old news: an answer may come after the event that says the end.
 * @returns whether it was news
 */
function tookCheck(now) {
  const [was, is] = [check.value?.run ?? 0, now.run ?? 0];
  if (is < was || (is === was && check.value?.running === false && now.running)) return false;
  check.value = { ...check.value, ...now };
  return true;
}

/** Takes the answer of the server to a check that was asked for; it may be at its end already. */
export function checkBegun(now) {
  if (tookCheck(now) && !now.running) refresh().catch(trouble);
}

/** Between two looks at what a check has found so far, in milliseconds. */
const LOOK = 1500;
let looking = false;

/** A check has come on: what it found is asked for, but not at every step. */
export function heardChecks(list) {
  const now = list?.find((c) => c.document === meta.value?.id);
  const known = check.value;
  if (!now || (known && now.run === known.run && now.done === known.done && now.running === known.running)) return;
  if (!tookCheck(now)) return;
  if (looking) return;
  looking = true;
  // The first lot is shown at once, and what comes at the end too.
  const soon = findings.value.length === 0 || !now.running;
  setTimeout(() => {
    looking = false;
    queue = queue.then(() => refresh()).catch(() => {});
  }, soon ? 50 : LOOK);
}

/** Makes sure that the pairs from `from` up to `to` are there. */
export async function need(from, to) {
  if (!meta.value) return;
  const pages = [];
  for (let page = Math.max(0, Math.floor(from / PAGE)); page * PAGE < Math.min(to, count()); page += 1) {
    if (!asked.has(page)) pages.push(page);
  }
  await Promise.all(pages.map(async (page) => {
    const mine = asked;
    mine.add(page);
    try {
      const answer = await get(address("/beads"), { from: page * PAGE, to: (page + 1) * PAGE });
      if (mine !== asked) return;
      answer.beads.forEach((b, i) => { beads[answer.from + i] = b; });
      changes.value += 1;
    } catch (error) {
      mine.delete(page);
      trouble(error);
    }
  }));
}

/**
 * Sends a command and takes over what it changed. One at a time, in order.
 * @param {string} kind
 * @param {object} [values]
 * @param {{quiet?: boolean, tail?: string}} [options]
 * @returns {Promise<object|null>} the answer, or nothing when it was refused
 */
export function command(kind, values = {}, { quiet = false, tail = "/command" } = {}) {
  const body = tail === "/command" ? { kind, ...values } : values;
  const run = queue.then(async () => {
    try {
      const answer = await post(address(tail), body);
      await take(answer, tail === "/undo" || tail === "/redo");
      if (!quiet && answer.said) say(answer.said, { undo: tail === "/undo" ? null : undo });
      return answer;
    } catch (error) {
      trouble(error);
      return null;
    }
  });
  queue = run;
  return run;
}

export const undo = () => command("undo", {}, { tail: "/undo" });
export const redo = () => command("redo", {}, { tail: "/redo" });

/** Where that was which was taken back or done again. */
function placeOf({ at, beads: part }) {
  // A document is often checked as a whole: then the pairs that are sent do not say where it was.
  const place = at ?? (part && part.removed <= 2 ? part.from : null);
  return Number.isInteger(place) ? place : null;
}

/** Takes over what an answer says; `goes` where the reader is led to what has changed. */
async function take(answer, goes) {
  const { beads: part, findings: news = {} } = answer;
  const came = news.came ?? [];
  const total = answer.total ?? meta.value.beads;
  // A finding beside what was edited goes on under another name.
  const renamed = (news.changed ?? []).find((f) => f.was && f.was === chosen.value);
  if (renamed) chosen.value = renamed.id;
  const moved = part?.beads ? part.beads.length - part.removed : total - meta.value.beads;
  // Too many to be sent: what is shown is asked for again.
  const many = Boolean(part && !part.beads);
  if (came.length || moved || many) {
    const loaded = await get(address());
    batch(() => {
      if (many) beads = [];
      else splice(part, moved);
      meta.value = loaded;
      if (moved || many) {
        asked = new Set();
        shape.value += 1;
      }
      const place = (goes ? placeOf(answer) : null) ?? current.value;
      current.value = Math.max(0, Math.min(place, count() - 1));
      changes.value += 1;
    });
  } else {
    if (goes) current.value = placeOf(answer) ?? current.value;
    splice(part, 0);
    const byId = new Map([...(news.changed ?? []), ...(news.went ?? [])].map((f) => [f.was ?? f.id, f]));
    const list = meta.value.findings.map((f) => (byId.has(f.id) ? { ...f, ...byId.get(f.id) } : f));
    meta.value = {
      ...meta.value,
      findings: list,
      counts: answer.counts ?? meta.value.counts,
      unread: answer.counts?.unread ?? meta.value.unread,
      memory: answer.memory ?? meta.value.memory,
      can_undo: answer.can_undo,
      can_redo: answer.can_redo,
      revision: Math.max(answer.revision, meta.value.revision),
    };
  }
  changes.value += 1;
  if (moved || many) await need(current.value - 10, current.value + 30);
}

function splice(part, moved) {
  if (!part?.beads) return;
  if (!moved) {
    part.beads.forEach((b, i) => { beads[part.from + i] = b; });
    return;
  }
  const length = Math.max(beads.length, part.from);
  beads.length = length;
  beads.splice(part.from, part.removed, ...part.beads);
  for (let i = part.from; i < beads.length; i += 1) if (beads[i]) beads[i].index = i;
}

/** The finding that is looked at, from the list. */
export const chosenFinding = computed(() => findings.value.find((f) => f.id === chosen.value) ?? null);

/** Where a bead of this id stands, among those that are loaded. */
export const indexOf = (id) => beads.findIndex((b) => b?.id === id);

/** "pair 14 of 220, major, number": where the reader is. */
export function whereabouts(finding) {
  const pair = t("pair-of", { i: current.value + 1, n: count() });
  return finding ? `${pair}, ${t("severity-" + finding.severity)}. ${finding.message}` : pair;
}
