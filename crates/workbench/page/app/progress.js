// How far the reader is, at the foot of the window.
import { html } from "../shared/html.js";
import { t } from "../shared/i18n.js";
import { count, current, findings, meta } from "../shared/document.js";

/** Findings that are to decide on: remarks are not. */
export const toDecide = (list) => list.filter((f) => f.tier !== "info" && f.state !== "gone");

export function Progress() {
  if (!meta.value) return null;
  const total = count();
  const unread = meta.value.unread ?? 0;
  const readable = meta.value.readable ?? total;
  const all = toDecide(findings.value);
  const open = all.filter((f) => f.state === "open").length;
  return html`<p class="progress">
    <span>${t("pair-of", { i: Math.min(current.value + 1, total), n: total })}</span>
    <span class="meter"><progress max=${Math.max(1, readable)} value=${readable - unread} aria-label=${t("read-share")}></progress>
      ${t("read-of", { i: readable - unread, n: readable })}</span>
    <span>${all.length ? t("open-of", { i: open, n: all.length }) : t("nothing-flagged")}</span>
  </p>`;
}
