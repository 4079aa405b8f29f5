// One pair as it stands in the text: the original, the translation, and in the
// margin its number and state.
import { classes, html } from "../shared/html.js";
import { bead, chosen, count, current, meta, side } from "../shared/document.js";
import { pointAt, spansOfCells } from "../shared/marks.js";
import { linkSpans, linksShown, pointed } from "../shared/links.js";
import { MarkedText } from "../shared/text.js";
import { languageName, t } from "../shared/i18n.js";
import { Icon } from "../shared/icon.js";
import { Editor, PreviewLine, edit, editing, missingCell } from "./edit.js";
import { useFocusOfCurrent } from "./focus.js";
import { choose, goTo, stepFinding, stepPair } from "./moves.js";
import { hitsIn } from "./search.js";

const SIDES = ["source", "target"];

/** Goes on after an edit was saved: to the next finding if one is looked at, else to the next pair. */
const goOn = () => (chosen.value ? stepFinding(1, { onlyOpen: true, tell: false }) : stepPair(1));

export function Pair({ index }) {
  const row = useFocusOfCurrent(index, "cell");
  const here = bead(index);
  const isCurrent = current.value === index;
  if (!here) return html`<div role="row" aria-rowindex=${index + 1} class="pair waiting"><span role="cell" class="at">${index + 1}</span></div>`;

  const first = [...here.source, ...here.target][0];
  const starts = SIDES.some((s) => here[s][0]?.paragraph_start);
  const name = classes("pair", `kind-${here.kind}`, first && `block-${first.kind}`, isCurrent && "current", starts && "starts",
    SIDES.some((s) => !here[s].length) && "alone", !here.read && "unread");
  return html`<div role="row" aria-rowindex=${index + 1} class=${name} ref=${row}
      onClick=${() => !isCurrent && goTo(index, { tell: false })}>
    <${Margin} here=${here} index=${index} />
    ${SIDES.map((s) => html`<${Side} key=${s} here=${here} index=${index} side=${s} isCurrent=${isCurrent} />`)}
  </div>`;
}

function Margin({ here, index }) {
  const more = [!here.read && t("unread"), here.comments.length > 0 && t("comments", { n: here.comments.length })].filter(Boolean);
  return html`<div role="rowheader" class="at">${index + 1}${more.length > 0 && html`<span class="unseen">, ${more.join(", ")}</span>`}
    ${here.comments.length > 0 && html`<span class="has-comment" title=${t("comments", { n: here.comments.length })}><${Icon} name="comment" /></span>`}
  </div>`;
}

function Side({ here, index, side: which, isCurrent }) {
  const cells = here[which];
  const code = meta.value[which].lang;
  const found = here.findings.filter((f) => f[which] && f.state !== "gone").map((f) => ({ ...f, ...f[which], kind: "finding", id: f.id }));
  const spans = spansOfCells(cells, [...found, ...linkSpans(here, which), ...hitsIn(index, which)]);
  const lacking = missingCell(here, which);
  const label = `${languageName(code)}, ${t("pair-of", { i: index + 1, n: count() })}`;
  return html`<div role="cell" class=${`cell ${which}`} lang=${code} dir="auto" tabindex=${isCurrent ? 0 : undefined}
      aria-label=${cells.length ? undefined : `${label}: ${t("no-counterpart")}`}
      onFocus=${(e) => e.target === e.currentTarget && (side.value = which)}
      onDblClick=${(e) => beginAt(e, here, index, which)}
      onPointerMove=${(e) => (linksShown.value || e.altKey) && point(e, here, which)} onPointerLeave=${() => pointed.value && (pointed.value = null)}>
    ${cells.length === 0 && (lacking
      ? html`<${Editor} key=${lacking.id} cell=${lacking} index=${index} side=${which} after=${goOn} />`
      : html`<span class="none" onClick=${(e) => isCurrent && which === "target" && beginAt(e, here, index, which)}>${t("no-counterpart")}</span>`)}
    ${cells.map((cell, i) => {
      const isEdited = editing.value?.cell === cell.id && editing.value.index === index;
      return html`${i > 0 && " "}${isEdited
        ? html`<${Editor} key=${cell.id} cell=${cell} index=${index} side=${which} after=${goOn} /><${PreviewLine} />`
        : html`<span key=${cell.id} class=${classes("words", `block-${cell.kind}`, cell.text !== cell.original && "edited")} data-cell=${cell.id}
            onClick=${(e) => isCurrent && which === "target" && plain(e) && beginAt(e, here, index, which)}
            ><${MarkedText} text=${cell.text} spans=${spans[i]} chosen=${chosen.value} onChoose=${(id) => choose(id)} /></span>`}`;
    })}
  </div>`;
}

const plain = (event) => getSelection().isCollapsed && !event.altKey;

/** The code point under the pointer in a cell, counted from the beginning of the cell. */
function under(event) {
  const at = document.caretPositionFromPoint?.(event.clientX, event.clientY);
  const range = at ? null : document.caretRangeFromPoint?.(event.clientX, event.clientY);
  const [node, offset] = at ? [at.offsetNode, at.offset] : [range?.startContainer, range?.startOffset];
  const words = node?.parentElement?.closest("[data-cell]");
  if (!words || node.nodeType !== Node.TEXT_NODE) return null;
  let before = 0;
  const walk = document.createTreeWalker(words, NodeFilter.SHOW_TEXT);
  while (walk.nextNode() && walk.currentNode !== node) {
    if (!walk.currentNode.parentElement.classList.contains("gap")) before += pointAt(walk.currentNode.data, walk.currentNode.data.length);
  }
  return { cell: words.dataset.cell, point: before + pointAt(node.data, offset) };
}

function beginAt(event, here, index, which) {
  if (editing.value) return;
  const at = under(event);
  event.stopPropagation();
  edit(index, { which, cell: at?.cell, caret: at?.point ?? null });
}

function point(event, here, which) {
  const at = under(event);
  if (!at) { if (pointed.value) pointed.value = null; return; }
  const cells = here[which];
  const before = cells.slice(0, cells.findIndex((c) => c.id === at.cell)).reduce((n, c) => n + pointAt(c.text, c.text.length) + 1, 0);
  const now = { bead: here.id, side: which, point: before + at.point };
  if (pointed.value?.point !== now.point || pointed.value?.bead !== now.bead) pointed.value = now;
}
