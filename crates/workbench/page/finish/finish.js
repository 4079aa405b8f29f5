import { html } from "../shared/html.js";
export const Finish = () => html`<p>…</p>`;
