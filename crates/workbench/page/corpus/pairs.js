// Pairs of a corpus in a table, each to be labelled good or bad.
import { html, useState } from "../shared/html.js";
import { number, t } from "../shared/i18n.js";
import { keyOf } from "../shared/keys.js";
import { corpus, label, stepName } from "./data.js";

/**
 * @param {{pairs: object[], filter?: string, labels?: boolean}} props
 */
export function Pairs({ pairs, filter, labels = true, caption }) {
  if (pairs.length === 0) return html`<p class="soft">${t("no-pairs-here")}</p>`;
  const { source, target } = corpus.value?.languages ?? {};
  const hasValue = pairs.some((p) => p.value !== undefined && p.value !== null);
  const hasReason = pairs.some((p) => p.reason);
  return html`<table class="pairs-table"><caption class="unseen">${caption}</caption>
    <thead><tr>${hasValue && html`<th scope="col">${t("value")}</th>`}<th scope="col">${t("box-source")}</th><th scope="col">${t("box-target")}</th>
      ${hasReason && html`<th scope="col">${t("reason")}</th>`}${labels && html`<th scope="col">${t("label")}</th>`}</tr></thead>
    <tbody>${pairs.map((pair) => html`<tr key=${pair.id} data-pair=${labels ? pair.id : undefined} tabindex=${labels ? -1 : undefined}>
      ${hasValue && html`<td class="figure">${number(pair.value, { maximumFractionDigits: 4 })}</td>`}
      <td class="text" lang=${source} dir="auto">${pair.source}</td>
      <td class="text" lang=${target} dir="auto">${pair.target}</td>
      ${hasReason && html`<td class="soft">${pair.reason && stepName(pair.reason)}</td>`}
      ${labels && html`<td><${Label} pair=${pair} filter=${filter} /></td>`}</tr>`)}</tbody></table>`;
}

function Label({ pair, filter }) {
  const [now, setNow] = useState(pair.label ?? null);
  const give = async (verdict) => { if (await label(pair, verdict, filter)) setNow(verdict); };
  return html`<span class="verdicts" role="group" aria-label=${t("label")}>
    ${["good", "bad"].map((v) => html`<button type="button" data-verdict=${v} aria-pressed=${String(now === v)} title=${keyOf("label-" + v)} onClick=${() => give(v)}>${t("label-" + v)}</button>`)}</span>`;
}
