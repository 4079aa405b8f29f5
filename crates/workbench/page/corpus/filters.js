// Filters: how their values are spread, a threshold to move, and the pairs that
// stand just on both sides of it. Moving works out this one step, not all.
import { html, useEffect, useRef, useState } from "../shared/html.js";
import { get, post } from "../shared/api.js";
import { number, t } from "../shared/i18n.js";
import { say, trouble } from "../shared/live.js";
import { chosenFilter, corpus, loadCorpus, stepName } from "./data.js";
import { Histogram } from "./histogram.js";
import { Pairs } from "./pairs.js";

/** How long a slider rests before the pairs beside it are asked for, in milliseconds. */
const PAUSE = 150;
const SIDE_BY_SIDE = 8;

export function Filters() {
  const { filters = [] } = corpus.value;
  const filter = filters.find((f) => f.id === chosenFilter.value) ?? filters[0];
  if (!filter) return html`<p class="soft">${t("no-filters")}</p>`;
  return html`<div class="filters">
    <nav class="filter-list" aria-label=${t("filters")}>${filters.map((f) => html`<button type="button" key=${f.id} aria-current=${f.id === filter.id ? "true" : undefined}
      onClick=${() => (chosenFilter.value = f.id)}><span title=${f.id}>${stepName(f.id)}</span><span class="soft">${t(f.sense === "max" ? "at-most" : "at-least", { x: figure(f.threshold) })}</span></button>`)}</nav>
    <${Filter} filter=${filter} key=${filter.id} />
  </div>`;
}

const figure = (x) => (x === null || x === undefined ? "–" : number(x, { maximumFractionDigits: 4 }));

function Filter({ filter }) {
  const [bars, setBars] = useState(null);
  const [value, setValue] = useState(filter.threshold);
  const [near, setNear] = useState(null);
  const [result, setResult] = useState(null);
  const timer = useRef(0);
  useEffect(() => { get("/app/corpus/histogram", { filter: filter.id }).then(setBars, trouble); }, [filter.id]);
  useEffect(() => {
    clearTimeout(timer.current);
    timer.current = setTimeout(() => get("/app/corpus/near", { filter: filter.id, threshold: value, n: SIDE_BY_SIDE }).then(setNear, trouble), PAUSE);
    return () => clearTimeout(timer.current);
  }, [value, filter.id]);
  const apply = async () => {
    try {
      const answer = await post("/app/corpus/threshold", { filter: filter.id, value });
      setResult(answer);
      say(t("threshold-set", { name: stepName(filter.id), kept: answer.kept, dropped: answer.dropped }));
      await loadCorpus();
    } catch (error) {
      trouble(error);
    }
  };
  const edges = bars?.edges ?? [];
  const [low, high] = edges.length ? [edges[0], edges[edges.length - 1]] : [0, 1];
  return html`<section>
    <h2 title=${filter.id}>${stepName(filter.id)}</h2>
    ${bars && html`<${Histogram} bars=${bars} threshold=${value} sense=${filter.sense} />`}
    <div class="threshold-line"><label for="threshold">${t("threshold")}</label>
      <input id="threshold" type="range" min=${low} max=${high} step=${(high - low) / 500 || 0.001} value=${value}
        onInput=${(e) => setValue(Number(e.target.value))} />
      <input type="number" aria-label=${t("threshold")} min=${low} max=${high} step="any" value=${Number(value?.toPrecision?.(5) ?? 0)} onChange=${(e) => setValue(Number(e.target.value))} />
      <button type="button" class="primary" onClick=${apply}>${t("apply")}</button></div>
    ${result && html`<p role="status" class="facts"><span><b>${number(result.kept)}</b> ${t("kept")}</span><span><b>${number(result.dropped)}</b> ${t("dropped")}</span>
      ${result.changed !== undefined && html`<span><b>${number(Array.isArray(result.changed) ? result.changed.length : result.changed)}</b> ${t("changed-sides")}</span>`}</p>`}
    ${near && html`<div class="both-sides">
      <h3>${t("just-kept")}</h3><${Pairs} pairs=${near.kept ?? near.above ?? []} filter=${filter.id} caption=${t("just-kept")} />
      <h3>${t("just-dropped")}</h3><${Pairs} pairs=${near.dropped ?? near.below ?? []} filter=${filter.id} caption=${t("just-dropped")} /></div>`}
  </section>`;
}
