// The end of the work: clean text to copy, the file as it came, reports for
// colleagues, formats for other programs, and what the corrections did.
import { html, useEffect, useState } from "../shared/html.js";
import { get } from "../shared/api.js";
import { languageName, t } from "../shared/i18n.js";
import { Icon } from "../shared/icon.js";
import { address, findings, meta } from "../shared/document.js";
import { say, trouble } from "../shared/live.js";
import { to } from "../shared/router.js";
import { toDecide } from "../app/progress.js";

/** Formats by what they are for. */
const GROUPS = {
  "report": ["html", "json", "sarif", "csv"],
  "pairs": ["tmx", "xliff", "tsv", "jsonl", "xces", "parquet"],
  "decisions": ["suppressions", "gold", "mqm"],
};

export function Finish() {
  return html`<div class="view">
    <h1>${t("view-finish")}</h1>
    <${Summary} />
    <div class="columns">
      <div>
        <${CleanText} />
        <${Changes} />
      </div>
      <div>
        <${Original} />
        ${Object.entries(GROUPS).map(([name, formats]) => html`<section class="panel" key=${name}><h2>${t("export-" + name)}</h2>
          <p class="soft">${t("export-" + name + "-more")}
            ${name === "decisions" && meta.value.memory?.list && html` ${t("memory-list", { name: meta.value.memory.list })}`}</p>
          <ul class="exports">${formats.map((f) => html`<li key=${f}><button type="button" onClick=${() => download(f)}>
            <b>${t("format-" + f)}</b> <span class="soft">${t("format-" + f + "-more")}</span></button></li>`)}</ul></section>`)}
      </div>
    </div>
  </div>`;
}

/** What is left, said before the work goes out. */
function Summary() {
  const all = toDecide(findings.value);
  const count = (state) => all.filter((f) => f.state === state).length;
  const open = count("open");
  return html`<div class="summary">
    <p class="verdict">${open ? t("findings-open", { n: open }) : t(all.length ? "all-decided" : "nothing-flagged")}</p>
    <p class="soft">${[t("n-corrected", { n: count("corrected") }), t("n-dismissed", { n: count("dismissed") }), t("n-asked", { n: count("asked") }),
      meta.value.unread ? t("not-read", { n: meta.value.unread }) : t("all-read")].join(" · ")}
      ${open > 0 && html` <a href=${to("doc", meta.value.id, "review")}>${t("go-on")}</a>`}</p>
  </div>`;
}

function CleanText() {
  const [text, setText] = useState(null);
  useEffect(() => { get(address("/text"), { side: "target" }).then(setText, trouble); }, [meta.value.revision]);
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text);
      say(t("copied"));
    } catch {
      say(t("not-copied"), { kind: "trouble" });
    }
  };
  const { lang } = meta.value.target;
  return html`<section class="panel"><header><h2>${t("clean-text", { lang: languageName(lang) })}</h2>
      <button type="button" class="primary" aria-disabled=${text === null ? "true" : undefined} onClick=${copy}><${Icon} name="file" /> ${t("copy")}</button></header>
    <textarea class="clean" readonly lang=${lang} dir="auto" aria-label=${t("clean-text", { lang: languageName(lang) })} value=${text ?? ""}></textarea></section>`;
}

function Original() {
  const { format, name } = meta.value.target;
  return html`<section class="panel"><h2>${t("save-original")}</h2>
    <p class="soft">${t("save-original-more", { name: (name ?? "").split(/[\\/]/).pop(), format: format ?? "" })}</p>
    <p class="go-line"><button type="button" class="primary" onClick=${() => download("original")}>${t("save-as-it-came")}</button></p></section>`;
}

/** Asks first, so that a refusal is said here and not in a file. */
async function download(format) {
  try {
    const answer = await fetch(address(`/export?format=${format}`), { credentials: "same-origin" });
    if (!answer.ok) {
      const body = await answer.json().catch(() => ({}));
      say([body.error?.message, body.error?.remedy].filter(Boolean).join(" ") || `HTTP ${answer.status}`, { kind: "trouble" });
      return;
    }
    const link = document.createElement("a");
    link.href = URL.createObjectURL(await answer.blob());
    link.download = nameIn(answer.headers.get("Content-Disposition")) ?? `calque.${format}`;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10000);
    say(t("saved-as", { name: link.download }));
  } catch (error) {
    trouble(error);
  }
}

function nameIn(header) {
  const wide = /filename\*=UTF-8''([^;]+)/i.exec(header ?? "");
  if (wide) return decodeURIComponent(wide[1]);
  return /filename="?([^";]+)"?/i.exec(header ?? "")?.[1] ?? null;
}

function Changes() {
  const [changes, setChanges] = useState(null);
  useEffect(() => { get(address("/changes")).then((a) => setChanges(a.changes), trouble); }, [meta.value.revision]);
  if (!changes) return null;
  const { lang } = meta.value.target;
  return html`<section class="panel"><h2>${t("corrections", { n: changes.length })}</h2>
    ${changes.length === 0 ? html`<p class="soft">${t("no-corrections")}</p>`
      : html`<ol class="changes">${changes.map((c) => html`<li><span class="soft">${t("pair-number", { i: (c.index ?? c.bead) + 1 })}</span>
        <p lang=${lang} dir="auto"><${Difference} before=${c.before} after=${c.after} /></p></li>`)}</ol>`}</section>`;
}

/** What differs between two texts: what they share at both ends is told once. */
export function Difference({ before, after }) {
  const a = (before ?? "").split(/(?<=\s)/);
  const b = (after ?? "").split(/(?<=\s)/);
  let start = 0;
  while (start < Math.min(a.length, b.length) && a[start] === b[start]) start += 1;
  let end = 0;
  while (end < Math.min(a.length, b.length) - start && a[a.length - 1 - end] === b[b.length - 1 - end]) end += 1;
  const [gone, come] = [a, b].map((words) => words.slice(start, words.length - end).join(""));
  return html`${a.slice(0, start).join("")}${gone && html`<del>${gone}</del>`}${gone && come ? " " : ""}${come && html`<ins>${come}</ins>`}${b.slice(b.length - end).join("")}`;
}
