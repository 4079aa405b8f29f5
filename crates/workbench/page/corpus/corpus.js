import { html } from "../shared/html.js";
export const Corpus = () => html`<p>…</p>`;
