// Language, colours, name: settings of the person, kept by the server.
import { html } from "../shared/html.js";
import { LANGUAGES, lang, t } from "../shared/i18n.js";
import { show } from "../shared/dialog.js";
import { set, settings } from "../shared/settings.js";
import { trouble } from "../shared/live.js";
import { refresh } from "../shared/document.js";
import { showKeys } from "./keys-dialog.js";

export const showSettings = () => show(() => html`<${Settings} />`, { title: t("settings") });

function Settings() {
  const { theme, who } = settings.value;
  const keep = (change) => set(change).then(() => change.ui_lang && refresh()).catch(trouble);
  return html`<div class="fields">
    <label>${t("ui-language")} <select data-first value=${lang.value} onChange=${(e) => keep({ ui_lang: e.target.value })}>
      ${Object.entries(LANGUAGES).map(([code, name]) => html`<option value=${code} lang=${code}>${name}</option>`)}</select></label>
    <label>${t("theme")} <select value=${theme} onChange=${(e) => keep({ theme: e.target.value })}>
      ${["auto", "light", "dark"].map((name) => html`<option value=${name}>${t("theme-" + name)}</option>`)}</select></label>
    <label>${t("who")} <input type="text" value=${who ?? ""} autocomplete="name" onChange=${(e) => keep({ who: e.target.value })} /></label>
    <p class="soft">${t("who-note")}</p>
    <button type="button" onClick=${showKeys}>${t("keys")}</button>
  </div>`;
}
