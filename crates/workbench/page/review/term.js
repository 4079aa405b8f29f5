// A term for the glossary of the house: what is said once holds for this text
// and for every check after it.
import { html, useState } from "../shared/html.js";
import { get, post } from "../shared/api.js";
import { address, bead, checkBegun, chosenFinding, current, meta } from "../shared/document.js";
import { closeDialog, show } from "../shared/dialog.js";
import { languageName, t } from "../shared/i18n.js";
import { say, trouble } from "../shared/live.js";

/** The words that are selected in a side of the pair, or nothing. */
function selected(side) {
  const selection = window.getSelection();
  const cell = selection?.anchorNode?.parentElement?.closest(`.cell.${side}`);
  return cell ? selection.toString().trim() : "";
}

export async function term() {
  if (!bead(current.value)) return;
  const marked = { source: selected("source"), target: selected("target") };
  const finding = chosenFinding.value;
  const card = finding ? await get(address(`/finding/${encodeURIComponent(finding.id)}`)).catch(() => null) : null;
  const wanted = typeof card?.suggestion === "string" ? card.suggestion : card?.suggestion?.text;
  const first = {
    source: marked.source || card?.source?.text || "",
    target: marked.target || wanted || "",
    // Words that a finding is about are the ones that should not have been used.
    forbidden: wanted && !marked.target ? card?.target?.text ?? "" : "",
    note: "",
  };
  show(() => html`<${Term} first=${first} />`, { title: t("term-title") });
}

function Term({ first }) {
  const [row, setRow] = useState(first);
  const { source, target, memory } = meta.value;
  const field = (name, label, lang, isFirst) => html`<label class="stacked">${label}
    <input type="text" name=${name} lang=${lang} value=${row[name]} data-first=${isFirst ? true : undefined} autocomplete="off"
      onInput=${(e) => setRow({ ...row, [name]: e.target.value })} /></label>`;
  const keep = async (event) => {
    event.preventDefault();
    if (!row.source.trim() || !row.target.trim()) return say(t("term-both"), { kind: "trouble" });
    try {
      const answer = await post(address("/term"), row);
      closeDialog();
      checkBegun(answer.check);
      say(answer.said);
    } catch (error) {
      trouble(error);
    }
    return undefined;
  };
  return html`<form class="fields" onSubmit=${keep}>
    ${field("source", t("term-source", { lang: languageName(source.lang) }), source.lang, true)}
    ${field("target", t("term-target", { lang: languageName(target.lang) }), target.lang)}
    ${field("forbidden", t("term-forbidden"), target.lang)}
    ${field("note", t("term-note"), undefined)}
    <p class="soft">${t("term-where", { name: memory?.glossary ?? "" })}</p>
    <p class="go-line"><button type="submit" class="primary">${t("term-keep")}</button></p></form>`;
}
