// One of the two boxes: paste a text or an address, or drop a file. What was
// found in it, its language first, is said at once and can be changed.
import { html, signal, useId, useRef } from "../shared/html.js";
import { upload } from "../shared/api.js";
import { languageName, t } from "../shared/i18n.js";
import { Icon } from "../shared/icon.js";
import { say } from "../shared/live.js";
import { holdsPairs, urlOf } from "./part.js";

const CODES = ["en", "fr", "de", "es", "it", "pt", "nl"];
const dragged = signal("");

/**
 * @param {{side: "source"|"target", part: {value: import("./part.js").Part}, onPairs: (file: object) => void}} props
 */
export function Box({ side, part, onPairs }) {
  const id = useId();
  const chooser = useRef(null);
  const { text, file, found, lang, busy, error } = part.value;
  const change = (more) => (part.value = { ...part.value, ...more });

  const send = async (bytes, name, isFile) => {
    change({ busy: true, error: "" });
    try {
      const answer = await upload(bytes, name);
      if (isFile && holdsPairs(answer)) {
        onPairs(answer);
        change({ busy: false });
        return;
      }
      change({ busy: false, found: answer.lang, file: isFile ? answer : part.value.file });
      if (isFile) say(t("file-read", { name, n: answer.words }));
    } catch (failure) {
      change({ busy: false, error: [failure.message, failure.remedy].filter(Boolean).join(" ") });
    }
  };
  const take = (files) => files[0] && send(files[0], files[0].name, true);
  const onDrop = (event) => {
    event.preventDefault();
    dragged.value = "";
    if (event.dataTransfer.files.length) take(event.dataTransfer.files);
    else change({ text: event.dataTransfer.getData("text/plain") });
  };
  const look = () => {
    if (text.trim() && !urlOf(text)) send(new Blob([text], { type: "text/plain" }), `${side}.txt`, false);
  };
  const known = lang || found;
  const codes = [...new Set([...CODES, found, lang].filter((c) => c && c !== "und"))];
  const note = busy ? t("reading") : file ? t("words", { n: file.words })
    : urlOf(text) ? t("will-be-fetched") : text.trim() ? t("words", { n: text.trim().split(/\s+/).length }) : "";
  return html`<section class=${"box" + (dragged.value === side ? " dragged" : "")}
      onDragOver=${(e) => { e.preventDefault(); dragged.value = side; }} onDragLeave=${() => (dragged.value = "")} onDrop=${onDrop}>
    <header>
      <label for=${id}>${t("box-" + side)}</label>
      <label class="language">${t("language")}
        <select value=${lang} onChange=${(e) => change({ lang: e.target.value })}>
          <option value="">${known ? t("language-found", { name: languageName(found) }) : t("language-by-itself")}</option>
          ${codes.map((code) => html`<option value=${code}>${languageName(code)}</option>`)}
        </select></label>
    </header>
    ${file ? html`<div class="file">
        <p class="name"><${Icon} name="file" /> <bdi>${file.name}</bdi></p>
        <p class="soft">${[file.format, t("words", { n: file.words ?? 0 })].filter(Boolean).join(" · ")}</p>
        ${(file.account ?? []).length > 0 && html`<ul class="soft">${file.account.map((line) => html`<li>${line}</li>`)}</ul>`}
        <button type="button" onClick=${() => change({ file: null, found: "" })}>${t("remove")}</button>
      </div>`
      : html`<textarea id=${id} value=${text} lang=${known || undefined} spellcheck=${false} placeholder=${t("box-hint")}
          onInput=${(e) => change({ text: e.target.value })} onBlur=${look}></textarea>`}
    <footer>
      <button type="button" class="quiet" onClick=${() => chooser.current.click()}><${Icon} name="file" /> ${t("choose-file")}</button>
      <input type="file" hidden ref=${chooser} aria-label=${t("choose-file")} onChange=${(e) => { take(e.target.files); e.target.value = ""; }} />
      <span class="spring"></span>
      <span class="soft">${note}</span>
    </footer>
    <p class="problem" role="alert">${error}</p>
  </section>`;
}
