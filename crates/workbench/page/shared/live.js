// What was done last: shown in the line at the foot of the window, and read
// aloud by screen readers.
import { html, signal } from "./html.js";
import { t } from "./i18n.js";

const said = signal({ text: "", kind: "note", undo: null });

/**
 * Says a sentence.
 * @param {string} text
 * @param {{kind?: "note"|"trouble", undo?: (() => void)|null}} [more]
 */
export function say(text, { kind = "note", undo = null } = {}) {
  said.value = { text, kind, undo };
}

/** Says what went wrong, and what to do about it. */
export function trouble(error) {
  if (error?.name === "AbortError") return;
  say([error?.message, error?.remedy].filter(Boolean).join(" "), { kind: "trouble" });
}

/** The line at the foot of the window. */
export function StatusLine({ children }) {
  const { text, kind, undo } = said.value;
  return html`<footer class="status">
    <p class=${"said " + kind} role="status" aria-live="polite" dir="auto">${text}</p>
    ${undo && html`<button type="button" class="quiet" onClick=${undo}>${t("undo")}</button>`}
    <span class="spring"></span>
    ${children}
  </footer>`;
}
