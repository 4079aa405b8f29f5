// States of the whole window: the server gone, a file changed on disk, warnings.
import { html, signal } from "../shared/html.js";
import { online, post } from "../shared/api.js";
import { t } from "../shared/i18n.js";
import { address, meta, refresh } from "../shared/document.js";
import { trouble } from "../shared/live.js";

const closed = signal("");

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
