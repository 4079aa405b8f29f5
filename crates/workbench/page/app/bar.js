// The bar at the top: where one is, the screens of a document, undo, settings.
import { html } from "../shared/html.js";
import { t } from "../shared/i18n.js";
import { Icon } from "../shared/icon.js";
import { keyOf } from "../shared/keys.js";
import { to } from "../shared/router.js";
import { meta, redo, undo } from "../shared/document.js";
import { state } from "./state.js";
import { showKeys } from "./keys-dialog.js";
import { showSettings } from "./settings-dialog.js";

const VIEWS = ["review", "align", "finish", "history"];

export function Bar({ view }) {
  const doc = meta.value;
  const isCorpus = state.value?.project?.kind === "corpus";
  return html`<header class="bar">
    <a class="home" href=${to("start")} title=${t("home")}><span class="mark" aria-hidden="true"></span>Calque</a>
    ${isCorpus && html`<a class="crumb" href=${to("corpus", "funnel")} aria-current=${view === "corpus" ? "page" : undefined}>${t("corpus")}</a>`}
    ${doc && VIEWS.includes(view) && html`<${Document} doc=${doc} view=${view} />`}
    <span class="spring"></span>
    ${doc && VIEWS.includes(view) && html`
      <${Tool} icon="undo" label=${t("undo")} keys=${keyOf("undo")} off=${!doc.can_undo} act=${undo} />
      <${Tool} icon="redo" label=${t("redo")} keys=${keyOf("redo")} off=${!doc.can_redo} act=${redo} />`}
    <${Tool} icon="settings" label=${t("settings")} act=${showSettings} />
    <${Tool} icon="question" label=${t("keys")} keys=${keyOf("keys")} act=${showKeys} />
  </header>`;
}

function Document({ doc, view }) {
  return html`
    <span class="document" title=${doc.name}><bdi>${doc.name}</bdi></span>
    <nav aria-label=${t("screens")}>
      ${VIEWS.map((name) => html`<a href=${to("doc", doc.id, name)} aria-current=${name === view ? "page" : undefined}
        title=${keyOf("show-" + name)}>${t("view-" + name)}</a>`)}
    </nav>`;
}

function Tool({ icon, label, keys, off = false, act }) {
  const title = keys ? `${label} (${keys})` : label;
  return html`<button type="button" class="tool" aria-label=${label} title=${title} aria-disabled=${off ? "true" : undefined}
    onClick=${() => !off && act()}><${Icon} name=${icon} /></button>`;
}
