// Dialogs over the platform's own: focus stays inside, Esc closes, and focus
// returns to where it was.
import { html, signal, useLayoutEffect, useRef, useId } from "./html.js";
import { t } from "./i18n.js";

const open = signal(null);

/**
 * Shows a dialog; a second one replaces the first.
 * @param {(close: () => void) => unknown} draw its content
 * @param {{title: string, wide?: boolean}} options
 */
export function show(draw, options) {
  open.value = { draw, ...options };
}

export const closeDialog = () => (open.value = null);

/** True while a dialog is open: keys of the views are silent then. */
export const dialogIsOpen = () => open.value !== null;

/** The place of dialogs; stands once in the page. */
export function DialogPlace() {
  const shown = open.value;
  return shown && html`<${Frame} key=${shown} ...${shown} />`;
}

function Frame({ draw, title, wide }) {
  const element = useRef(null);
  const id = useId();
  useLayoutEffect(() => {
    const before = document.activeElement;
    const dialog = element.current;
    dialog.showModal();
    (dialog.querySelector("[data-first]") ?? dialog.querySelector("input, textarea, select, button:not(.close)"))?.focus();
    return () => {
      dialog.close();
      if (before instanceof HTMLElement && before.isConnected) before.focus({ preventScroll: true });
    };
  }, []);
  const onClick = (event) => event.target === element.current && closeDialog();
  return html`<dialog ref=${element} class=${wide ? "wide" : ""} aria-labelledby=${id}
      onCancel=${(event) => { event.preventDefault(); closeDialog(); }} onClick=${onClick}>
    <header>
      <h2 id=${id}>${title}</h2>
      <button type="button" class="close quiet" aria-label=${t("close")} title=${t("close")} onClick=${closeDialog}>×</button>
    </header>
    <div class="body">${draw(closeDialog)}</div>
  </dialog>`;
}
