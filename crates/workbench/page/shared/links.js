// Which words render which: asked from the server pair by pair, and kept while
// the pair is unchanged.
import { signal } from "./html.js";
import { get } from "./api.js";
import { address } from "./document.js";

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
        : links.links.filter(([i, j]) => (at.side === "source" ? i : j) === own).map(([i, j]) => (side === "source" ? i : j));
      for (const w of words) if (links[side][w]) out.push({ ...links[side][w], kind: "linked" });
    }
  }
  return out;
}
