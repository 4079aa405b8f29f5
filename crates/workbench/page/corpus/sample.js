// A sample to label; what comes of it is how often each filter is right here.
import { html, useEffect, useState } from "../shared/html.js";
import { get } from "../shared/api.js";
import { number, percent, t } from "../shared/i18n.js";
import { trouble } from "../shared/live.js";
import { keyOf } from "../shared/keys.js";
import { corpus, stepName } from "./data.js";
import { Pairs } from "./pairs.js";

const SIZE = 20;

export function Sample() {
  const [filter, setFilter] = useState("");
  const [pairs, setPairs] = useState(null);
  const [precision, setPrecision] = useState([]);
  const draw = () => get("/app/corpus/sample", { filter: filter || null, n: SIZE, seed: Math.floor(Math.random() * 1e9) }).then((a) => setPairs(a.pairs), trouble);
  const read = () => get("/app/corpus/precision").then((a) => setPrecision([{ id: "", name: t("all-pairs"), ...a.kept }, ...(a.filters ?? [])]), trouble);
  useEffect(() => { draw(); read(); }, [filter]);
  const judged = precision.filter((p) => p.judged > 0);
  return html`<div>
    <div class="row-of-fields">
      <label>${t("sample-of")} <select value=${filter} onChange=${(e) => setFilter(e.target.value)}>
        <option value="">${t("all-pairs")}</option>${(corpus.value.filters ?? []).map((f) => html`<option value=${f.id}>${t("dropped-by", { name: stepName(f.id) })}</option>`)}</select></label>
      <button type="button" onClick=${draw}>${t("draw-again")}</button>
      <button type="button" onClick=${read}>${t("work-out-precision")}</button>
    </div>
    <p class="soft">${t("label-keys", { next: keyOf("next-row"), good: keyOf("label-good"), bad: keyOf("label-bad") })}</p>
    ${judged.length > 0 && html`<table class="pairs-table"><caption class="unseen">${t("precision")}</caption>
      <thead><tr><th scope="col">${t("filter")}</th><th scope="col">${t("judged")}</th><th scope="col">${t("precision")}</th></tr></thead>
      <tbody>${judged.map((p) => html`<tr key=${p.id}><td>${stepName(p.name)}</td><td class="figure">${number(p.judged)}</td>
        <td class="figure">${p.judged ? `${percent(p.right / p.judged)} (${percent(p.low)}–${percent(p.high)})` : "–"}</td></tr>`)}</tbody></table>`}
    ${pairs ? html`<${Pairs} pairs=${pairs} filter=${filter || undefined} caption=${t("corpus-sample")} />` : html`<p class="reading" role="status">${t("reading")}</p>`}
  </div>`;
}
