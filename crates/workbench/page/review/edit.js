// Editing a cell where it stands. While somebody types, the pair is checked
// again and what is found is shown under the words without touching the text
// (highlights of the browser); what is typed is kept in this browser until the
// server has it.
import { html, signal, useEffect, useLayoutEffect, useRef } from "../shared/html.js";
import { post } from "../shared/api.js";
import { address, bead, command, current, meta, side } from "../shared/document.js";
import { length, places, spansOfCells } from "../shared/marks.js";
import { say } from "../shared/live.js";
import { languageName, t } from "../shared/i18n.js";
import { keepDraft, draftOf, dropDraft } from "./drafts.js";
import { wantsFocus } from "./moves.js";

/** How long after a key the pair is checked, in milliseconds. */
const PAUSE = 50;

/** The id of the cell that a pair without translation lacks, until it is saved: saving puts it in. */
const missing = (here) => `missing ${here.id}`;

/** The cell that a pair lacks, where somebody is typing it; else nothing. */
export function missingCell(here, which) {
  const cell = { id: missing(here), text: "", lang: meta.value[which].lang };
  return here[which].length === 0 && editing.value?.cell === cell.id && editing.value.side === which ? cell : null;
}

/** The cell that is edited: {cell, index, side, caret}, or nothing. */
export const editing = signal(null);
/** What the check found in the text as typed: {findings, came, went}, or nothing. */
export const preview = signal(null);

/**
 * Begins to edit a cell of a pair.
 * @param {number} index
 * @param {{which?: "source"|"target", cell?: string, caret?: number|null}} [where] caret in code points
 */
export function edit(index, { which = side.value, cell, caret = null } = {}) {
  const cells = bead(index)?.[which] ?? [];
  const own = cells.find((c) => c.id === cell) ?? cells[0] ?? (which === "target" && bead(index) ? { id: missing(bead(index)) } : null);
  if (!own) return say(t("nothing-to-edit"), { kind: "trouble" });
  current.value = index;
  side.value = which;
  preview.value = null;
  editing.value = { cell: own.id, index, side: which, caret };
  return undefined;
}

/**
 * The text that is edited.
 * @param {{cell: object, index: number, side: string, after: () => void}} props `after` goes on after Ctrl+Enter
 */
export function Editor({ cell, index, side: which, after }) {
  const element = useRef(null);
  const done = useRef(false);
  const check = useRef({ timer: 0, stop: null });

  useLayoutEffect(() => {
    const box = element.current;
    const draft = draftOf(meta.value.key, cell.id);
    box.textContent = draft ?? cell.text;
    box.focus();
    putCaret(box, editing.value?.caret);
    if (draft !== null && draft !== cell.text) { say(t("draft-taken-up")); look(); }
    return () => { clearTimeout(check.current.timer); check.current.stop?.abort(); paint(box, []); };
  }, []);
  useEffect(() => {
    const cells = bead(index)?.[which] ?? [];
    const at = cells.findIndex((c) => c.id === cell.id);
    const now = cells.map((c, i) => (i === at ? { text: textOf(element.current) } : c));
    const spans = (preview.value?.findings ?? []).filter((f) => f[which]).map((f) => ({ ...f[which], severity: f.severity }));
    paint(element.current, spansOfCells(now, spans)[at] ?? []);
  }, [preview.value]);

  const isMissing = cell.id === missing(bead(index));
  const look = () => {
    clearTimeout(check.current.timer);
    if (isMissing) return;
    check.current.timer = setTimeout(async () => {
      check.current.stop?.abort();
      check.current.stop = new AbortController();
      try {
        preview.value = await post(address("/preview"), { cell: cell.id, text: textOf(element.current) }, { signal: check.current.stop.signal });
      } catch { /* the next key asks again, and saving says what is wrong */ }
    }, PAUSE);
  };
  const leave = () => {
    done.current = true;
    dropDraft(meta.value.key, cell.id);
    preview.value = null;
    if (editing.value?.cell === cell.id) editing.value = null;
  };
  const save = async (next) => {
    // What is taken away while it has the focus is a draft, not a text to be saved.
    const box = element.current;
    if (done.current || !box) return;
    const text = textOf(box);
    if (text === cell.text) { leave(); wantsFocus.value = true; next?.(); return; }
    done.current = true;
    // Keys that are pressed while it is saved belong to what comes next.
    box.contentEditable = "false";
    const answer = await (isMissing ? command("insert", { bead: bead(index).id, side: which, text }) : command("edit", { cell: cell.id, text }));
    if (!answer) {
      done.current = false;
      box.contentEditable = "plaintext-only";
      box.focus();
      return;
    }
    leave();
    if (next !== undefined) wantsFocus.value = true;
    next?.();
  };
  const onKey = (event) => {
    if (event.isComposing) return;
    if (event.key === "Escape") {
      event.preventDefault();
      leave();
      wantsFocus.value = true;
      say(t("edit-cancelled"));
    } else if (event.key === "Enter" && !event.shiftKey) {
      event.preventDefault();
      save(event.ctrlKey || event.metaKey ? after : null);
    }
  };
  const onBlur = () => document.hasFocus() && save(undefined);
  const onInput = () => { keepDraft(meta.value.key, cell.id, index, which, textOf(element.current)); look(); };
  return html`<span class="editor" ref=${element} contenteditable="plaintext-only" role="textbox" aria-multiline="true" lang=${cell.lang}
    aria-label=${t("edit-label", { lang: languageName(cell.lang), i: index + 1 })} spellcheck=${true}
    onKeyDown=${onKey} onInput=${onInput} onBlur=${onBlur} onClick=${(e) => e.stopPropagation()}></span>`;
}

/** What went and what came, below the text while it is typed. */
export function PreviewLine() {
  const now = preview.value;
  if (!now) return null;
  const [came, went] = [now.came ?? [], now.went ?? []].map((list) => (Array.isArray(list) ? list.length : Number(list)));
  const words = [went > 0 && t("findings-went", { n: went }), came > 0 && t("findings-came", { n: came })].filter(Boolean);
  const left = (now.findings ?? []).filter((f) => f.tier !== "info").length;
  return html`<p class="preview" aria-live="polite">${words.length ? words.join(" · ") + " · " : ""}${left ? t("findings-left", { n: left }) : t("pair-clean")}</p>`;
}

const textOf = (box) => (box?.innerText ?? box?.textContent ?? "").replace(/\u00a0$/, "").replace(/\n$/, "");

function putCaret(box, point) {
  const node = box.firstChild;
  const range = document.createRange();
  if (node && Number.isInteger(point)) range.setStart(node, places(node.data)(Math.min(point, length(node.data))));
  else range.selectNodeContents(box), range.collapse(false);
  range.collapse(true);
  const selection = getSelection();
  selection.removeAllRanges();
  selection.addRange(range);
}

/** Shows spans in the box by highlights, one for each severity. */
function paint(box, spans) {
  if (!globalThis.CSS?.highlights) return;
  for (const severity of ["critical", "major", "minor", "info"]) CSS.highlights.delete(`found-${severity}`);
  const node = box?.firstChild;
  if (!node || node.nodeType !== Node.TEXT_NODE || box.childNodes.length !== 1) return;
  const place = places(node.data);
  for (const { start, end, severity } of spans) {
    if (place(start) >= place(end)) continue;
    const range = new StaticRange({ startContainer: node, startOffset: place(start), endContainer: node, endOffset: place(end) });
    const name = `found-${severity}`;
    if (!CSS.highlights.has(name)) CSS.highlights.set(name, new Highlight());
    CSS.highlights.get(name).add(range);
  }
}
