import { html } from "../shared/html.js";
export const Align = () => html`<p>…</p>`;
