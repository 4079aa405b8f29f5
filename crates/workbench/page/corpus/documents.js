// The document pairs of a corpus: each opens in the alignment, to be mended.
import { html, useEffect, useState } from "../shared/html.js";
import { get, post } from "../shared/api.js";
import { number, percent, t } from "../shared/i18n.js";
import { trouble } from "../shared/live.js";
import { go } from "../shared/router.js";
import { reload } from "../app/state.js";
import { followed } from "../start/opening.js";

const PAGE = 100;

export function Documents() {
  const [answer, setAnswer] = useState(null);
  const [n, setN] = useState(PAGE);
  useEffect(() => { get("/app/corpus/documents", { from: 0, n }).then(setAnswer, trouble); }, [n]);
  const open = async (id) => {
    try {
      const answer = await post("/app/corpus/open", { document: id });
      const opened = answer.document ?? await followed(answer.opening);
      if (!opened) return;
      await reload();
      go("doc", opened, "align");
    } catch (error) {
      trouble(error);
    }
  };
  if (!answer) return html`<p class="reading" role="status">${t("reading")}</p>`;
  const list = answer.documents ?? answer;
  if (list.length === 0) return html`<p class="soft">${t("no-documents")}</p>`;
  return html`<div><ul class="recent">${list.map((d) => html`<li key=${d.id}><button type="button" onClick=${() => open(d.id)}>
      <bdi>${d.name}</bdi> <span class="soft">${number(d.pairs ?? 0)} ${t("pairs")}${Number.isFinite(d.score) ? ` · ${percent(d.score)}` : ""}</span></button></li>`)}</ul>
    ${answer.total > list.length && html`<p class="go-line"><button type="button" onClick=${() => setN(n + PAGE)}>${t("show-more", { n: answer.total - list.length })}</button></p>`}</div>`;
}
