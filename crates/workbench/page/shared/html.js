// What every view needs to draw: `html` templates, hooks, signals.
// Preact draws, htm reads the templates in the browser (no build), signals
// redraw exactly what read them.
import { h, render, Fragment } from "../vendor/preact.js";
import htm from "../vendor/htm.js";

export { render, Fragment };
export { useEffect, useLayoutEffect, useRef, useState, useMemo, useId, useCallback } from "../vendor/preact-hooks.js";
export { signal, computed, effect, batch, useSignal, useComputed } from "../vendor/signals.js";

/** Template tag: html`<p class="x">${text}</p>`. Text is inserted as text, never as HTML. */
export const html = htm.bind(h);

/**
 * Names of classes, those that are false left out.
 * @param {...(string|false|null|undefined)} names
 */
export const classes = (...names) => names.filter(Boolean).join(" ");
