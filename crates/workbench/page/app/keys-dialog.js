// `?`: all keys, the presets, and setting one's own.
import { html, useState } from "../shared/html.js";
import { t } from "../shared/i18n.js";
import { ACTIONS, PRESETS, bindings, refused, scopeOf } from "../shared/actions.js";
import { keySettings, nameOf, shown } from "../shared/keys.js";
import { show } from "../shared/dialog.js";
import { set, setOwn, settings } from "../shared/settings.js";
import { trouble } from "../shared/live.js";

const SCOPES = ["everywhere", "text", "review", "align", "corpus"];

export const showKeys = () => show(() => html`<${Keys} />`, { title: t("keys"), wide: true });

function Keys() {
  const [changing, setChanging] = useState(null);
  const [problem, setProblem] = useState("");
  const { preset, own, letters } = keySettings.value;
  const keys = bindings(preset, own);
  const keep = (action, key) => {
    const why = refused(key);
    if (why) return setProblem(t(why, { key: shown(key) }));
    const rival = ACTIONS.find((a) => a !== action && keys[a].includes(key) && meets(a, action));
    if (rival) return setProblem(t("key-is-taken", { key: shown(key), action: t("do-" + rival) }));
    setProblem("");
    setChanging(null);
    return setOwn({ keys: { ...own, [action]: key } }).catch(trouble);
  };
  const listen = (event, action) => {
    if (["Shift", "Control", "Alt", "Meta"].includes(event.key)) return;
    if (event.key === "Escape") { event.stopPropagation(); event.preventDefault(); setChanging(null); setProblem(""); return; }
    if (event.key === "Tab") return;
    event.preventDefault();
    event.stopPropagation();
    keep(action, nameOf(event));
  };
  return html`<div class="keys">
    <div class="row-of-fields">
      <label>${t("preset")} <select data-first value=${preset} onChange=${(e) => set({ keys: e.target.value }).catch(trouble)}>
        ${PRESETS.map((p) => html`<option value=${p}>${t("preset-" + p)}</option>`)}</select></label>
      <label class="check"><input type="checkbox" checked=${letters}
        onChange=${(e) => setOwn({ letters: e.target.checked }).catch(trouble)} /> ${t("letters-act")}</label>
      ${Object.keys(own).length > 0 && html`<button type="button" onClick=${() => setOwn({ keys: {} }).catch(trouble)}>${t("own-keys-away")}</button>`}
    </div>
    <p class="problem" role="alert">${problem}</p>
    <div class="key-groups">
      ${SCOPES.map((scope) => html`<section><h3>${t("scope-" + scope)}</h3><dl>
        ${ACTIONS.filter((a) => scopeOf(a) === scope).map((action) => html`<div class="key-line" key=${action}>
          <dt>${t("do-" + action)}</dt>
          <dd><button type="button" class="key quiet" aria-label=${t("change-key", { action: t("do-" + action), key: keys[action].map(shown).join(", ") })}
            onClick=${() => setChanging(action)} onBlur=${() => changing === action && setChanging(null)}
            onKeyDown=${(e) => changing === action && listen(e, action)}>
            ${changing === action ? html`<i>${t("press-a-key")}</i>` : keys[action].map((k) => html`<kbd>${shown(k)}</kbd> `)}
          </button></dd></div>`)}
        ${scope === "text" && FIXED.map(([keyName, what]) => html`<div class="key-line"><dt>${t(what)}</dt><dd><kbd>${keyName}</kbd></dd></div>`)}
      </dl></section>`)}
    </div>
    <p class="soft">${t("keys-note")}</p>
  </div>`;
}

const FIXED = [["Ctrl+⏎", "save-and-next"], ["Esc", "cancel-edit"], ["Tab", "do-other-side"]];

/** Actions of one screen share the keyboard. */
const meets = (a, b) => {
  const [x, y] = [scopeOf(a), scopeOf(b)];
  if (x === y || x === "everywhere" || y === "everywhere") return true;
  return [x, y].includes("text") && ![x, y].includes("corpus");
};
