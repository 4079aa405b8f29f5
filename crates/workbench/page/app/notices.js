// States of the whole window: the server gone, a file changed on disk, an edit
// that was never saved, warnings.
import { html, signal } from "../shared/html.js";
import { online, post } from "../shared/api.js";
import { t } from "../shared/i18n.js";
import { address, meta, need, refresh } from "../shared/document.js";
import { trouble } from "../shared/live.js";
import { go } from "../shared/router.js";
import { draftIn, dropDraft } from "../review/drafts.js";
import { edit, editing } from "../review/edit.js";
import { goTo } from "../review/moves.js";

const closed = signal("");
const thrownAway = signal(0);

export function Notices() {
  const doc = meta.value;
  const warnings = doc?.warnings ?? [];
  const stamp = `${doc?.id} ${warnings.join()}`;
  return html`<div class="notices">
    ${!online.value && html`<div class="notice grave" role="alert">
      <p><strong>${t("server-gone")}</strong> ${t("server-gone-more")}</p></div>`}
    ${doc?.stale && html`<div class="notice" role="alert">
      <p><strong>${t("stale")}</strong> ${t("stale-more")}</p>
      <button type="button" onClick=${readAgain}>${t("read-again")}</button></div>`}
    ${doc?.memory?.trouble && html`<div class="notice" role="alert">
      <p><strong>${doc.memory.trouble.message}</strong> ${doc.memory.trouble.remedy}</p></div>`}
    ${doc && !editing.value && html`<${Draft} doc=${doc} />`}
    ${warnings.length > 0 && closed.value !== stamp && html`<div class="notice">
      <ul>${warnings.map((w) => html`<li dir="auto">${w}</li>`)}</ul>
      <button type="button" class="quiet" aria-label=${t("close")} onClick=${() => (closed.value = stamp)}>×</button></div>`}
  </div>`;
}

async function readAgain() {
  try {
    await post(address("/read-again"));
    await refresh();
  } catch (error) {
    trouble(error);
  }
}

/** What somebody typed before the window, or the server, went. */
function Draft({ doc }) {
  thrownAway.value;
  const draft = draftIn(doc.key);
  if (!draft) return null;
  const take = async () => {
    go("doc", doc.id, "review");
    goTo(draft.index, { focus: false, tell: false });
    await need(draft.index, draft.index + 1);
    setTimeout(() => edit(draft.index, { which: draft.side, cell: draft.cell }), 60);
  };
  const leave = () => { dropDraft(doc.key); thrownAway.value += 1; };
  return html`<div class="notice draft" role="status">
    <p><strong>${t("draft")}</strong> <span lang=${doc[draft.side]?.lang} dir="auto">${draft.text.slice(0, 120)}</span></p>
    <button type="button" onClick=${take}>${t("draft-take")}</button>
    <button type="button" class="quiet" onClick=${leave}>${t("draft-leave")}</button></div>`;
}
