// The panel beside the alignment: what can be done to the pair, with its keys,
// and how far the confirming is.
import { html, useState } from "../shared/html.js";
import { get } from "../shared/api.js";
import { address, bead, command, count, current, meta } from "../shared/document.js";
import { percent, t } from "../shared/i18n.js";
import { Icon } from "../shared/icon.js";
import { keyOf } from "../shared/keys.js";
import { show } from "../shared/dialog.js";
import { trouble } from "../shared/live.js";
import { edit } from "../review/edit.js";
import { surely } from "./bead.js";
import * as mend from "./mend.js";
import { linking } from "./mend.js";
import { beginSplit } from "./split.js";

export function Deeds({ stepDoubtful }) {
  const here = bead(current.value);
  const deed = (action, act, { primary = false, label = "do-" + action, icon } = {}) => html`<button type="button" class=${primary ? "primary" : ""}
    aria-keyshortcuts=${keyOf(action) || undefined} onClick=${act}>${icon && html`<${Icon} name=${icon} />`}<span>${t(label)}</span>
    <kbd aria-hidden="true">${keyOf(action)}</kbd></button>`;
  return html`<aside class="card deeds" aria-label=${t("pair-deeds")}>
    <header><h2 class="kind">${t("pair-of", { i: current.value + 1, n: count() })}</h2>
      ${here && html`<p class="soft">${here.source.length}–${here.target.length}</p>`}</header>
    ${here && html`<p class="sentence-small">${here.state === "confirmed" ? t("confirmed") : t("found-score", { share: surely(here.score) })}${here.locked ? `, ${t("locked")}` : ""}</p>
    ${linking.value !== null && html`<p class="notice" role="status">${t("link-now")}</p>`}
    <div class="actions">
      ${deed("confirm", mend.confirm, { primary: true, icon: "check" })}
      ${deed("merge-previous", () => mend.merge("previous"))}
      ${deed("merge-next", () => mend.merge("next"))}
      ${deed("shift-up", () => mend.shift("first-up"))}
      ${deed("shift-down", () => mend.shift("last-down"))}
      ${deed("split", beginSplit)}
      ${deed("unlink", mend.unlink)}
      ${deed("link", mend.link)}
      ${deed("swap", mend.swap)}
      ${deed("insert", mend.insert)}
      ${deed("edit", () => edit(current.value))}
      ${deed("lock", mend.lock, { label: here.locked ? "unlock" : "do-lock", icon: "lock" })}
    </div>
    <div class="actions wide-ones">
      ${deed("realign", mend.realign)}
      ${deed("next-doubtful", () => stepDoubtful(1))}
      ${deed("confirm-above", mend.confirmAbove)}
      <button type="button" onClick=${askAboveScore}><span>${t("accept-above")}</span></button>
    </div>`}
    <p class="soft">${t("lines-mean")}</p>
  </aside>`;
}

const askAboveScore = () => show((close) => html`<${AboveScore} close=${close} />`, { title: t("accept-above"), wide: true });

/** Ten of the pairs above a score are looked at before all are accepted. */
function AboveScore({ close }) {
  const [score, setScore] = useState(0.9);
  const [sample, setSample] = useState(null);
  const look = () => get(address("/sample"), { min_score: score, n: 10 }).then(setSample, trouble);
  const accept = async () => { close(); await command("confirm", { min_score: score }); };
  const text = (pair, which) => pair[which].map((c) => c.text).join(" ");
  return html`<div>
    <label class="stacked">${t("score-at-least", { share: percent(score) })}
      <input type="range" min="0.5" max="0.99" step="0.01" value=${score} onInput=${(e) => { setScore(Number(e.target.value)); setSample(null); }} /></label>
    ${!sample ? html`<p class="go-line"><button type="button" class="primary" onClick=${look}>${t("look-at-ten")}</button></p>`
      : html`<p class="soft">${t("sample-lead", { n: sample.pairs.length, total: sample.total })}</p>
        <ol class="sample">${sample.pairs.map((pair) => html`<li class="two"><p class="cell source" lang=${meta.value.source.lang} dir="auto">${text(pair, "source")}</p>
          <p class="cell target" lang=${meta.value.target.lang} dir="auto">${text(pair, "target")}</p></li>`)}</ol>
        <p class="go-line"><button type="button" class="primary" onClick=${accept}>${t("accept-these", { n: sample.total })}</button>
          <button type="button" onClick=${close}>${t("leave")}</button></p>`}
  </div>`;
}
