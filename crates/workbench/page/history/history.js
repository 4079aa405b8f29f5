import { html } from "../shared/html.js";
export const History = () => html`<p>…</p>`;
