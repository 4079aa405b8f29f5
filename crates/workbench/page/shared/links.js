// Which words render which: asked from the server pair by pair, and kept while
// the pair is unchanged.
import { signal } from "./html.js";
import { get } from "./api.js";
import { address, bead, current, side } from "./document.js";
import { t } from "./i18n.js";
import { say } from "./live.js";
import { places } from "./marks.js";

/** True while links are shown. */
export const linksShown = signal(false);
/** Grows when links have come. */
export const linksCame = signal(0);
/** The word under the pointer: {bead, side, point}, or nothing. */
export const pointed = signal(null);

const kept = new Map();
const stamp = (bead) => `${bead.id} ${bead.source.map((c) => c.text).join(" ")} ${bead.target.map((c) => c.text).join(" ")}`;

/** The links of a pair if they are there; asks for them otherwise. */
export function linksOf(bead) {
  const key = stamp(bead);
  if (kept.has(key)) return kept.get(key);
  kept.set(key, null);
  if (kept.size > 400) kept.delete(kept.keys().next().value);
  get(address(`/links/${encodeURIComponent(bead.id)}`)).then((links) => {
    kept.set(key, links);
    linksCame.value += 1;
  }, () => kept.delete(key));
  return null;
}

/**
 * Spans of one side: what is uncovered, and what belongs to the word that is pointed at.
 * @param {object} bead
 * @param {"source"|"target"} side
 */
export function linkSpans(bead, side) {
  linksCame.value;
  const at = pointed.value?.bead === bead.id ? pointed.value : null;
  if (!linksShown.value && !at) return [];
  const links = linksOf(bead);
  if (!links) return [];
  const out = [];
  if (linksShown.value) {
    for (const word of links.uncovered?.[side] ?? []) {
      const span = typeof word === "number" ? links[side][word] : word;
      if (span) out.push({ start: span.start, end: span.end, kind: "uncovered" });
    }
  }
  if (at) {
    const own = links[at.side].findIndex((w) => w.start <= at.point && at.point < w.end);
    if (own >= 0) {
      const words = at.side === side ? [own]
    : partners(links, at.side, own);
      for (const w of words) if (links[side][w]) out.push({ ...links[side][w], kind: "linked" });
    }
  }
  return out;
}

/** Counterparts of a word, as numbers of words of the other side. */
const partners = (links, from, word) => links.links.filter(([i, j]) => (from === "source" ? i : j) === word)
  .map(([i, j]) => (from === "source" ? j : i));

/** Goes to the next word of the side that is worked on, while links are shown, and says what renders it. */
export function stepWord(by, tries = 20) {
  const here = bead(current.value);
  if (!linksShown.value || !here) return false;
  const links = linksOf(here);
  const from = side.value;
  if (!links) {
    // They are on their way.
    if (tries > 0) setTimeout(() => stepWord(by, tries - 1), 50);
    return true;
  }
  if (links[from].length === 0) return true;
  const at = pointed.value?.bead === here.id && pointed.value.side === from
    ? links[from].findIndex((w) => w.start <= pointed.value.point && pointed.value.point < w.end) : -1;
  const word = Math.max(0, Math.min(links[from].length - 1, at < 0 ? (by > 0 ? 0 : links[from].length - 1) : at + by));
  pointed.value = { bead: here.id, side: from, point: links[from][word].start };
  const read = (which, n) => {
    const text = here[which].filter((c) => c.text.trim()).map((c) => c.text).join(" ");
    const place = places(text);
    return text.slice(place(links[which][n].start), place(links[which][n].end));
  };
  const other = from === "source" ? "target" : "source";
  const found = partners(links, from, word).map((n) => read(other, n)).join(" ");
  say(`${read(from, word)} – ${found || t("no-counterpart")}`);
  return true;
}
