// Search in both texts: `/`, then Enter for the next place, Esc to leave.
import { html, signal, useLayoutEffect, useRef } from "../shared/html.js";
import { get } from "../shared/api.js";
import { t } from "../shared/i18n.js";
import { Icon } from "../shared/icon.js";
import { address, current } from "../shared/document.js";
import { trouble } from "../shared/live.js";
import { goTo, wantsFocus } from "./moves.js";

const PAUSE = 120;

/** Whether the field is there. */
export const searching = signal(false);
const hits = signal([]);
const place = signal(-1);

/** Spans of what was searched for, in one side of a pair. */
export function hitsIn(index, side) {
  if (!searching.value || hits.value.length === 0) return [];
  return hits.value.filter((h) => h.index === index && h.side === side).map((h) => ({ start: h.start, end: h.end, kind: "hit" }));
}

export function SearchField() {
  const field = useRef(null);
  const timer = useRef(0);
  const open = searching.value;
  useLayoutEffect(() => { if (open) field.current?.focus(); }, [open]);
  if (!open) return null;
  const look = (event) => {
    clearTimeout(timer.current);
    const q = event.target.value;
    timer.current = setTimeout(async () => {
      if (!q) { hits.value = []; place.value = -1; return; }
      try {
        const answer = await get(address("/search"), { q });
        hits.value = answer.hits;
        place.value = -1;
        step(1);
      } catch (error) { trouble(error); }
    }, PAUSE);
  };
  const close = () => { searching.value = false; hits.value = []; wantsFocus.value = true; };
  const onKey = (event) => {
    if (event.key === "Enter") { event.preventDefault(); step(event.shiftKey ? -1 : 1); }
    if (event.key === "Escape") { event.preventDefault(); close(); }
  };
  const n = hits.value.length;
  return html`<div class="search" role="search">
    <${Icon} name="search" /><input type="search" ref=${field} aria-label=${t("do-search")} placeholder=${t("search-hint")} onInput=${look} onKeyDown=${onKey} />
    <span class="soft" role="status">${n ? t("hit-of", { i: place.value + 1, n }) : t("no-hits")}</span>
    <button type="button" class="quiet" aria-label=${t("previous-hit")} onClick=${() => step(-1)}><${Icon} name="up" /></button>
    <button type="button" class="quiet" aria-label=${t("next-hit")} onClick=${() => step(1)}><${Icon} name="down" /></button>
    <button type="button" class="quiet" aria-label=${t("close")} onClick=${close}><${Icon} name="cross" /></button>
  </div>`;
}

function step(by) {
  const n = hits.value.length;
  if (!n) return;
  if (place.value < 0) {
    const ahead = hits.value.findIndex((h) => h.index >= current.value);
    place.value = ahead < 0 ? 0 : ahead;
  } else place.value = (place.value + by + n) % n;
  goTo(hits.value[place.value].index, { focus: false, tell: false });
}
