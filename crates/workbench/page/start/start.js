// The first screen: two texts, or pairs that exist, or work of before.
import { html, signal, useEffect } from "../shared/html.js";
import { post, Refusal } from "../shared/api.js";
import { moment, t } from "../shared/i18n.js";
import { Icon } from "../shared/icon.js";
import { go, route, to } from "../shared/router.js";
import { say, trouble } from "../shared/live.js";
import { reload, state } from "../app/state.js";
import { Box } from "./box.js";
import { OpeningPanel, followed, opening } from "./opening.js";
import { isReady, newPart, partOf } from "./part.js";

const source = signal(newPart());
const target = signal(newPart());
const pairs = signal(null);
const refusal = signal(null);
const busy = signal(false);

export function Start() {
  useEffect(() => {
    document.title = "Calque";
    // What the command line named may still be read.
    if (state.value?.opening && !opening.value) opened({ opening: state.value.opening }, false).catch(refused);
  }, []);
  const documents = state.value?.documents ?? [];
  return html`<div class="start">
    <h1>${t("start-title")}</h1>
    <p class="lead">${t("start-lead")}</p>
    <form onSubmit=${(e) => { e.preventDefault(); open(false); }}>
      <div class="boxes">
        <${Box} side="source" part=${source} onPairs=${(p) => (pairs.value = p)} />
        <button type="button" class="swap round" aria-label=${t("swap-sides")} title=${t("swap-sides")} onClick=${swap}><${Icon} name="swap" /></button>
        <${Box} side="target" part=${target} onPairs=${(p) => (pairs.value = p)} />
      </div>
      ${pairs.value && html`<p class="chosen-pairs"><${Icon} name="file" /> ${t("pairs-chosen", { name: pairs.value.name })}
        <button type="button" class="quiet" onClick=${() => (pairs.value = null)}>${t("remove")}</button></p>`}
      <${Refused} />
      <${OpeningPanel} />
      <p class="go-line">
        <button type="submit" class="primary" aria-disabled=${busy.value || !ready() ? "true" : undefined}>
          ${busy.value ? t("reading") : t("check-texts")}</button>
        <button type="button" onClick=${example}>${t("try-example")}</button>
      </p>
    </form>
    ${documents.length > 0 && html`<section><h2>${t("open-documents")}</h2><ul class="recent">
      ${documents.map((d) => html`<li key=${d.id}><a href=${to("doc", d.id, "review")}><bdi>${d.name}</bdi>
        <span class="soft">${t("document-line", { n: d.pairs, open: d.findings?.open ?? 0 })}</span></a></li>`)}</ul></section>`}
    <${Recent} />
  </div>`;
}

const ready = () => pairs.value !== null || (isReady(source.value) && isReady(target.value));

function swap() {
  [source.value, target.value] = [target.value, source.value];
  say(t("swapped"));
}

async function open(force) {
  if (busy.value) return;
  if (!ready()) return say(t("both-texts-needed"), { kind: "trouble" });
  busy.value = true;
  refusal.value = null;
  try {
    const body = pairs.value
      ? { pairs: { upload: pairs.value.upload }, source: null, target: null, force }
      : { source: partOf(source.value), target: partOf(target.value), pairs: null, force,
          source_lang: source.value.lang || undefined, target_lang: target.value.lang || undefined };
    await opened(await post("/app/open", body));
    if (route.value[0] !== "doc") return;
    source.value = newPart();
    target.value = newPart();
    pairs.value = null;
  } catch (error) {
    refused(error);
  } finally {
    busy.value = false;
  }
}

function refused(error) {
  if (error instanceof Refusal && error.code !== "stopped") refusal.value = error;
  trouble(error);
}

/** Goes to what was opened; `anew` is false where it may have been opened long ago. */
async function opened(answer, anew = true) {
  const isOld = !anew && answer.opening.step !== "reading" && answer.opening.step !== "aligning";
  if (isOld) return;
  const document = answer?.document ?? (answer?.opening ? await followed(answer.opening) : null);
  await reload();
  if (document) go("doc", document, "review");
  else if (answer?.opening) say(t("opening-stopped"));
  else if (state.value.project?.kind === "corpus") go("corpus", "funnel");
  else if (state.value.documents.length) go("doc", state.value.documents[0].id, "review");
}

const example = () => post("/app/example").then(opened).catch(trouble);

function Refused() {
  const error = refusal.value;
  return error && html`<div class="notice grave" role="alert">
    <p><strong>${error.message}</strong> ${error.remedy}</p>
    ${error.canForce && html`<button type="button" onClick=${() => open(true)}>${t("open-all-the-same")}</button>`}
  </div>`;
}

function Recent() {
  const recent = state.value?.recent ?? [];
  const openPath = (path) => post("/app/open-project", { path }).then(opened).catch(trouble);
  const submit = (event) => {
    event.preventDefault();
    const path = new FormData(event.target).get("path");
    if (path) openPath(path);
  };
  return html`<section><h2>${t("earlier-work")}</h2>
    ${recent.length === 0 ? html`<p class="soft">${t("nothing-yet")}</p>`
      : html`<ul class="recent">${recent.map((r) => html`<li key=${r.path}>
        <button type="button" onClick=${() => openPath(r.path)}><bdi>${r.name}</bdi> <span class="soft">${moment(r.when)}</span>
          <span class="soft path"><bdi>${r.path}</bdi></span></button></li>`)}</ul>`}
    <form class="row-of-fields" onSubmit=${submit}>
      <label class="grow">${t("open-path")} <input type="text" name="path" autocomplete="off" spellcheck=${false} /></label>
      <button type="submit">${t("open")}</button>
    </form>
  </section>`;
}
