// The few signs of the interface, drawn with strokes; each stands beside words
// or on a button that is named.
import { html } from "./html.js";

const PATHS = {
  undo: "M5 9h9a5 5 0 0 1 0 10h-4M5 9l4-4M5 9l4 4",
  redo: "M19 9h-9a5 5 0 0 0 0 10h4M19 9l-4-4M19 9l-4 4",
  settings: "M4 7h10M18 7h2M4 17h2M10 17h10M16 5v4M8 15v4",
  comment: "M5 5h14v10h-8l-4 4v-4H5z",
  lock: "M7 11h10v8H7zM9 11V8a3 3 0 0 1 6 0v3",
  search: "M11 5a6 6 0 1 0 0 12 6 6 0 0 0 0-12M16 16l4 4",
  list: "M5 7h14M5 12h14M5 17h9",
  up: "M12 18V6M6 12l6-6 6 6",
  down: "M12 6v12M6 12l6 6 6-6",
  swap: "M5 9h13l-4-4M19 15H6l4 4",
  file: "M7 4h7l4 4v12H7zM14 4v4h4",
  link: "M9 12h6M10 8H8a4 4 0 0 0 0 8h2M14 8h2a4 4 0 0 1 0 8h-2",
  check: "M5 13l4 4 10-11",
  cross: "M6 6l12 12M18 6L6 18",
  pen: "M5 19l1-4L16 5l3 3L9 18z",
  question: "M9 9a3 3 0 1 1 4 3c-1 .5-1 1-1 2M12 18v.01",
};

/** @param {{name: keyof typeof PATHS}} props */
export const Icon = ({ name }) => html`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
  <path d=${PATHS[name]} /></svg>`;

/** The sign of a severity: shape, not colour alone. */
export const SIGNS = { critical: "◆", major: "▲", minor: "●", info: "○" };
