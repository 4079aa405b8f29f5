// A corpus: which step lost what, filters with their thresholds, a sample to
// label, and the documents whose pairs can be mended.
import { html, useEffect } from "../shared/html.js";
import { languageName, number, t } from "../shared/i18n.js";
import { to } from "../shared/router.js";
import { post } from "../shared/api.js";
import { say, trouble } from "../shared/live.js";
import { show } from "../shared/dialog.js";
import { corpus, loadCorpus } from "./data.js";
import { Funnel } from "./funnel.js";
import { Filters } from "./filters.js";
import { Sample } from "./sample.js";
import { Documents } from "./documents.js";
import { useLabelKeys } from "./label-keys.js";

const TABS = { funnel: Funnel, filters: Filters, sample: Sample, documents: Documents };

export function Corpus({ tab }) {
  useEffect(() => { loadCorpus(); }, []);
  useLabelKeys();
  const c = corpus.value;
  if (!c) return html`<div class="view"><h1>${t("corpus")}</h1><p class="reading" role="status">${t("reading")}</p></div>`;
  document.title = `${c.name} · Calque`;
  const View = TABS[tab] ?? Funnel;
  return html`<div class="view corpus">
    <h1><bdi>${c.name}</bdi></h1>
    <p class="facts"><span><b>${number(c.pairs)}</b> ${t("pairs")}</span>
      ${c.languages && html`<span>${languageName(c.languages.source)} → ${languageName(c.languages.target)}</span>`}
      ${c.documents > 0 && html`<span><b>${number(c.documents)}</b> ${t("documents")}</span>`}
      <span class="soft"><bdi>${c.path}</bdi></span></p>
    ${c.complete === false && html`<p class="reading" role="status">${t("still-reading")}</p>`}
    ${c.failed && html`<p class="problem" role="alert">${c.failed}</p>`}
    <nav class="corpus-tabs" aria-label=${t("corpus")}>
      ${Object.keys(TABS).map((name) => html`<a href=${to("corpus", name)} aria-current=${name === tab ? "page" : undefined}>${t("corpus-" + name)}</a>`)}
    </nav>
    <${View} />
    <p class="go-line"><button type="button" onClick=${() => saveSettings(false)}>${t("save-settings")}</button>
      <button type="button" onClick=${rewrite}>${t("rewrite-corpus")}</button></p>
  </div>`;
}

async function saveSettings(replace) {
  try {
    const answer = await post("/app/corpus/save-settings", { replace });
    say(answer.said ?? t("saved-as", { name: answer.path ?? "calque.toml" }));
  } catch (error) {
    if (error.code !== "exists") { trouble(error); return; }
    show((close) => html`<div><p>${error.message}</p><p class="go-line">
      <button type="button" class="primary" onClick=${() => { close(); saveSettings(true); }}>${t("replace")}</button>
      <button type="button" onClick=${close}>${t("leave")}</button></p></div>`, { title: t("save-settings") });
  }
}

const rewrite = () => {
  say(t("rewriting"));
  post("/app/corpus/rewrite").then((answer) => say(answer.said), trouble);
};
