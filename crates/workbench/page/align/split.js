// Splitting a pair: where it would be cut is shown as a ghost on both sides, and
// moved by the arrow keys (or the mouse) before it is done.
import { signal, useEffect } from "../shared/html.js";
import { bead, command, current, settled, side } from "../shared/document.js";
import { length } from "../shared/marks.js";
import { dialogIsOpen } from "../shared/dialog.js";
import { say } from "../shared/live.js";
import { t } from "../shared/i18n.js";
import { wantsFocus } from "../review/moves.js";

/** What is being split: {bead, source: number, target: number, places: {source, target}}, or nothing. */
export const splitting = signal(null);

const SIDES = ["source", "target"];
const other = (s) => (s === "source" ? "target" : "source");

/**
 * Every place at which a side can be cut: between two cells, and before a word of a cell.
 * @param {{id: unknown, text: string}[]} cells
 * @returns {{cell: number, at: number, whole: boolean, strong: boolean, share: number}[]} `at` in code points;
 *   0 with `whole` means before the cell
 */
export function cuts(cells) {
  const total = cells.reduce((n, c) => n + length(c.text) + 1, 0);
  const out = [];
  let before = 0;
  cells.forEach((cell, i) => {
    if (i > 0) out.push({ cell: i, at: 0, whole: true, strong: true, share: before / total });
    const points = [...cell.text];
    for (let at = 1; at < points.length; at += 1) {
      if (!/\s/.test(points[at - 1]) || /\s/.test(points[at]) || /[:;!?»)\]]/.test(points[at])) continue;
      const last = points.slice(0, at).join("").trimEnd().slice(-1);
      out.push({ cell: i, at, whole: false, strong: /[.!?;:,…—–»”]/.test(last), share: (before + at) / total });
    }
    before += points.length + 1;
  });
  return out;
}

/** The place that is nearest to a share of the text; between cells or after a sign, if that is not far. */
export function nearest(places, share) {
  const cost = (place) => Math.abs(place.share - share) + (place.whole ? -1 : place.strong ? -0.08 : 0);
  return places.reduce((best, place, i) => (best < 0 || cost(place) < cost(places[best]) ? i : best), -1);
}

/** Proposes a cut of the pair that is looked at. */
export async function beginSplit() {
  await settled();
  const here = bead(current.value);
  const places = { source: cuts(here.source), target: cuts(here.target) };
  if (!places.source.length && !places.target.length) { say(t("nothing-to-split"), { kind: "trouble" }); return; }
  const lead = places[side.value].length ? side.value : other(side.value);
  side.value = lead;
  propose(here, places, lead, nearest(places[lead], 0.5));
  say(t("split-how"));
}

/** Cuts one side there, and the other where it fits. */
function propose(here, places, lead, index) {
  const follow = other(lead);
  splitting.value = { bead: here.id, places, [lead]: index, [follow]: nearest(places[follow], places[lead][index]?.share ?? 0.5) };
}

/** Puts the cut to where somebody clicked. */
export function cutAt(which, cellIndex, point) {
  const now = splitting.value;
  const places = now?.places[which] ?? [];
  if (!places.length) return;
  const far = (place) => Math.abs((place.cell - cellIndex) * 10000 + place.at - point);
  const index = places.reduce((best, place, i) => (far(place) < far(places[best]) ? i : best), 0);
  side.value = which;
  splitting.value = { ...now, [which]: index };
}

/** The ghost of a cut in a cell: an empty span, or whether the cell begins with it. */
export function ghostIn(beadId, which, cellIndex) {
  const now = splitting.value;
  const cut = now?.bead === beadId ? now.places[which][now[which]] : null;
  if (!cut || cut.cell !== cellIndex) return null;
  return { ...cut, active: side.value === which };
}

export const leaveSplit = () => { splitting.value = null; wantsFocus.value = true; };

/** Does it. */
export async function doSplit() {
  const now = splitting.value;
  const here = bead(current.value);
  if (!now || here?.id !== now.bead) return;
  const cut = Object.fromEntries(SIDES.map((s) => [s, now.places[s][now[s]] ?? null]));
  splitting.value = null;
  const inside = SIDES.filter((s) => cut[s] && !cut[s].whole);
  // How many cells of a side stay with the first pair.
  const stay = (s) => (cut[s] ? cut[s].cell + (cut[s].whole ? 0 : 1) : here[s].length);
  if (inside.length === 0) await command("split-bead", { bead: here.id, source_at: stay("source"), target_at: stay("target") });
  else {
    const [first, second] = inside;
    const values = { cell: here[first][cut[first].cell].id, at: cut[first].at, side: first };
    if (second) values.with = { cell: here[second][cut[second].cell].id, at: cut[second].at };
    else values.other_at = stay(other(first));
    await command("split", values);
  }
  wantsFocus.value = true;
}

/** While a cut is proposed the arrow keys move it; nothing else is heard. */
export function useSplitKeys() {
  useEffect(() => {
    const listen = (event) => {
      const now = splitting.value;
      if (!now || dialogIsOpen()) return;
      const which = side.value;
      const places = now.places[which];
      const move = (by) => {
        const index = Math.max(0, Math.min(places.length - 1, now[which] + by));
        if (event.altKey) splitting.value = { ...now, [which]: index };
        else propose(bead(current.value), now.places, which, index);
      };
      const own = {
        ArrowLeft: () => move(-1),
        ArrowRight: () => move(1),
        Tab: () => { if (now.places[other(which)].length) side.value = other(which); },
        Enter: doSplit,
        Escape: leaveSplit,
      }[event.key];
      if (!own || event.target.closest?.("button")) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      own();
    };
    addEventListener("keydown", listen, true);
    return () => { removeEventListener("keydown", listen, true); splitting.value = null; };
  }, []);
}
