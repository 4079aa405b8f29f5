// Everything that was done: who, when, what, before and after; to jump to, and
// to undo from there.
import { html, useEffect, useState } from "../shared/html.js";
import { get } from "../shared/api.js";
import { moment, t } from "../shared/i18n.js";
import { address, command, indexOf, meta } from "../shared/document.js";
import { show } from "../shared/dialog.js";
import { trouble } from "../shared/live.js";
import { go } from "../shared/router.js";
import { Difference } from "../finish/finish.js";
import { goTo } from "../review/moves.js";

/** So many are asked for at once. */
const PAGE = 200;

export function History() {
  const [events, setEvents] = useState(null);
  const [limit, setLimit] = useState(PAGE);
  useEffect(() => {
    get(address("/history"), { from: 0, to: limit }).then((list) => setEvents(list.events ?? list), trouble);
  }, [meta.value.revision, limit]);
  if (!events) return html`<div class="view"><h1>${t("view-history")}</h1><p role="status">${t("reading")}</p></div>`;
  const newest = [...events].sort((a, b) => b.event - a.event);
  return html`<div class="view narrow-view">
    <h1>${t("view-history")}</h1>
    ${newest.length === 0 ? html`<p class="soft">${t("no-history")}</p>` : html`<ol class="history">
      ${newest.map((e) => html`<${Event} key=${e.event} event=${e} />`)}</ol>`}
    ${events.length >= limit && html`<button type="button" onClick=${() => setLimit(limit + PAGE)}>${t("earlier")}</button>`}
  </div>`;
}

function Event({ event: e }) {
  const loaded = e.bead === null ? -1 : indexOf(e.bead);
  const place = e.index ?? (loaded >= 0 ? loaded : null);
  const jump = () => {
    goTo(place);
    go("doc", meta.value.id, ["merge", "split", "split-bead", "shift", "link", "unlink", "swap", "realign", "confirm", "lock", "insert"].includes(e.kind) ? "align" : "review");
  };
  return html`<li class=${e.undone ? "undone" : ""}>
    <p class="soft when">${[moment(e.when), e.who].filter(Boolean).join(" · ")}</p>
    <div><p class="said">${e.said}${e.undone && html` <span class="soft">${t("is-undone")}</span>`}</p>
      ${(e.before || e.after) && e.before !== e.after && html`<p class="before-after" lang=${meta.value.target.lang} dir="auto"><${Difference} before=${e.before} after=${e.after} /></p>`}</div>
    <p class="deeds-line">
      ${Number.isInteger(place) && html`<button type="button" class="quiet" onClick=${jump}>${t("jump")}</button>`}
      ${!e.undone && e.kind !== "open" && html`<button type="button" class="quiet" onClick=${() => askUndo(e)}>${t("undo-to")}</button>`}
    </p></li>`;
}

const askUndo = (e) => show((close) => html`<div>
  <p>${t("undo-to-what", { what: e.said })}</p>
  <p class="go-line"><button type="button" class="primary" onClick=${() => { close(); command("undo-to", { event: e.event }, { tail: "/undo-to" }); }}>${t("undo-to")}</button>
    <button type="button" onClick=${close}>${t("leave")}</button></p></div>`, { title: t("undo-to") });
