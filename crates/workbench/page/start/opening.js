// A long text that is being opened: how far it is, and a way out.
import { html, signal } from "../shared/html.js";
import { get, post, Refusal } from "../shared/api.js";
import { t } from "../shared/i18n.js";
import { trouble } from "../shared/live.js";

/** What the server says of the opening that is under way, or nothing. */
export const opening = signal(null);

const isUnderWay = (it) => it?.step === "reading" || it?.step === "aligning";

/**
 * Follows an opening to its document.
 * @param {object} first what the server said of it
 * @returns {Promise<number|null>} the document; nothing where it was stopped
 */
export async function followed(first) {
  let now = first;
  try {
    while (isUnderWay(now)) {
      opening.value = now;
      await new Promise((next) => setTimeout(next, 350));
      now = await get("/app/opening");
    }
  } finally {
    opening.value = null;
  }
  if (now?.step === "failed") throw new Refusal(422, now.error);
  return now?.document ?? null;
}

const stop = () => post("/app/opening/stop").catch(trouble);

export function OpeningPanel() {
  const now = opening.value;
  if (!now) return null;
  return html`<div class="opening panel">
    <p role="status"><strong>${t("opening-" + now.step)}</strong></p>
    <progress aria-label=${t("opening-" + now.step)}></progress>
    <p class="go-line"><span class="soft">${t("opening-seconds", { n: now.seconds })}</span>
      <button type="button" onClick=${stop}>${t("opening-stop")}</button></p>
  </div>`;
}
