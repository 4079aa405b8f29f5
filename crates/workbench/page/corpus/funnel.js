// The funnel: what each step kept and lost; a step opens to the pairs it lost.
import { html, useEffect, useState } from "../shared/html.js";
import { get } from "../shared/api.js";
import { number, percent, t } from "../shared/i18n.js";
import { trouble } from "../shared/live.js";
import { corpus, stepName } from "./data.js";
import { Pairs } from "./pairs.js";

const PAGE = 20;

export function Funnel() {
  const [open, setOpen] = useState(null);
  const { steps = [], orphans = [] } = corpus.value;
  // Steps that count documents have a scale of their own: only those of pairs can be opened.
  const most = (step) => Math.max(1, ...steps.filter((s) => Boolean(s.id) === Boolean(step.id)).map((s) => s.kept + s.dropped));
  return html`<div>
    <ol class="funnel">${steps.map((step) => html`<li key=${step.name}>
      <button type="button" aria-expanded=${step.id ? String(open === step.id) : undefined} aria-disabled=${step.id ? undefined : "true"}
        onClick=${() => step.id && setOpen(open === step.id ? null : step.id)}>
        <span title=${step.id}>${stepName(step.name)}</span><${Rail} step=${step} most=${most(step)} />
        <span class="number">${number(step.kept)}</span>
        <span class="number lost">${step.dropped ? `−${number(step.dropped)} (${percent(step.dropped / Math.max(1, step.kept + step.dropped), 1)})` : ""}</span>
      </button>
      ${open === step.id && step.id && html`<${Lost} step=${step} />`}</li>`)}</ol>
    ${orphans.length > 0 && html`<details class="panel"><summary>${t("orphans", { n: orphans.length })}</summary>
      <ul>${orphans.slice(0, 500).map((o) => html`<li><bdi>${o.name ?? o}</bdi> <span class="soft">${o.reason ?? (o.side ? t("box-" + o.side) : "")}</span></li>`)}</ul></details>`}
  </div>`;
}

/** How much a step kept and lost, of what came in at the top. */
function Rail({ step, most }) {
  const width = (n) => ({ width: `${(100 * n) / most}%` });
  return html`<span class="rail" aria-hidden="true"><span class="kept-part" style=${width(step.kept)}></span><span class="lost-part" style=${width(step.dropped)}></span></span>`;
}

function Lost({ step }) {
  const [answer, setAnswer] = useState(null);
  const [n, setN] = useState(PAGE);
  useEffect(() => { get("/app/corpus/lost", { step: step.id, from: 0, n }).then(setAnswer, trouble); }, [step.id, n]);
  if (!answer) return html`<p class="reading" role="status">${t("reading")}</p>`;
  return html`<div class="panel">${step.reason && html`<p class="soft" lang="en">${step.reason}</p>`}
    <${Pairs} pairs=${answer.pairs} filter=${step.id} caption=${t("lost-by", { name: stepName(step.name) })} />
    ${answer.total > answer.pairs.length && html`<p class="go-line"><button type="button" onClick=${() => setN(n + PAGE)}>${t("show-more", { n: answer.total - answer.pairs.length })}</button></p>`}</div>`;
}
