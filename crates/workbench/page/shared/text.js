// The text of a cell with what was found in it, and what the eye needs besides:
// words without counterpart, the words that were searched for.
import { classes, html } from "./html.js";
import { t } from "./i18n.js";
import { pieces, worst } from "./marks.js";

/** The sign for "words are missing here". */
const MISSING = "[…]";

/**
 * @param {{text: string, spans: import("./marks.js").Span[], chosen: string|null, onChoose?: (id: string) => void}} props
 * a span has `kind`: "finding" (with `id`, `severity`, `state`), "uncovered", "linked", "hit",
 * "ghost" (an empty one: where a cut is proposed)
 */
export function MarkedText({ text, spans, chosen, onChoose }) {
  if (!spans.length) return text;
  return pieces(text, spans).map(({ text: words, spans: over }) => {
    if (!over.length) return words;
    const found = over.filter((s) => s.kind === "finding");
    const other = over.filter((s) => s.kind !== "finding").map((s) => s.kind);
    const on = found.some((s) => s.id === chosen);
    const settled = found.length > 0 && found.every((s) => s.state !== "open" && s.state !== "asked");
    const name = classes(!words && "gap", on && "on", settled && "settled", ...new Set(other));
    const pick = found.find((s) => s.id === chosen) ?? found[0];
    const click = pick && onChoose && ((event) => { event.stopPropagation(); onChoose(pick.id); });
    if (!words && other.includes("ghost")) return html`<span class="ghost" aria-hidden="true"></span>`;
    if (!words && !found.length) return null;
    return html`<mark class=${name} data-severity=${worst(found)} data-tier=${pick?.tier} title=${words ? undefined : t("words-missing")}
      onClick=${click}>${words || MISSING}</mark>`;
  });
}
