// One pair in the alignment: blocks at both sides, and the link between them.
import { classes, html } from "../shared/html.js";
import { bead, count, current, meta, side } from "../shared/document.js";
import { pointAt, spansOfCells } from "../shared/marks.js";
import { linkSpans } from "../shared/links.js";
import { MarkedText } from "../shared/text.js";
import { languageName, percent, t } from "../shared/i18n.js";
import { Icon } from "../shared/icon.js";
import { Editor, PreviewLine, edit, editing, missingCell } from "../review/edit.js";
import { useFocusOfCurrent } from "../review/focus.js";
import { goTo, stepPair } from "../review/moves.js";
import { hitsIn } from "../review/search.js";
import { linking } from "./mend.js";
import { cutAt, doSplit, ghostIn, leaveSplit, splitting } from "./split.js";

/** How sure a pairing is, in three steps: the sign says it besides the colour. */
export const sureness = (score) => (score >= 0.9 ? "sure" : score >= 0.6 ? "fair" : "unsure");
/** A score as per cent; what is found is never quite sure. */
export const surely = (score) => percent(Math.min(0.99, score));
const SIGNS = { sure: "●", fair: "◐", unsure: "○" };

export function Bead({ index }) {
  const row = useFocusOfCurrent(index, "blocks");
  const here = bead(index);
  const isCurrent = current.value === index;
  if (!here) return html`<div role="row" aria-rowindex=${index + 1} class="bead waiting"><span role="cell" class="at">${index + 1}</span></div>`;
  const isSplit = splitting.value?.bead === here.id;
  const name = classes("bead", isCurrent && "current", here.state === "confirmed" && "confirmed", here.locked && "locked",
    linking.value === here.id && "linking", here.doubtful && "doubtful", isSplit && "splitting");
  return html`<div role="row" aria-rowindex=${index + 1} class=${name} ref=${row} onClick=${() => !isCurrent && goTo(index, { tell: false })}>
    <div role="rowheader" class="at">${index + 1}<span class="unseen">, ${stateOf(here)}</span></div>
    <${Blocks} here=${here} index=${index} side="source" isCurrent=${isCurrent} />
    <${Line} here=${here} />
    <${Blocks} here=${here} index=${index} side="target" isCurrent=${isCurrent} />
    ${isSplit && html`<div role="cell" class="split-line"><button type="button" class="primary" onClick=${doSplit}>${t("split-here")} <kbd>⏎</kbd></button>
      <button type="button" onClick=${leaveSplit}>${t("leave")} <kbd>Esc</kbd></button><span class="soft">${t("split-how")}</span></div>`}
  </div>`;
}

/** What is said of a pair: its shape and state. */
function stateOf(here) {
  return [`${here.source.length}–${here.target.length}`,
    here.state === "confirmed" ? t("confirmed") : t("found-score", { share: surely(here.score) }),
    here.locked && t("locked"), here.doubtful && t("doubtful")].filter(Boolean).join(", ");
}

function Line({ here }) {
  const sure = sureness(here.score);
  const [m, n] = [here.source.length, here.target.length];
  const open = here.findings.filter((f) => f.state === "open" && f.tier !== "info");
  return html`<div role="cell" class=${classes("line", sure, m === 0 && "no-source", n === 0 && "no-target")}>
    <span class=${"bracket" + (m > 1 ? " many" : "")}></span>
    <span class="middle">
      <span class="sure-sign" role="img" aria-label=${t(here.state === "confirmed" ? "confirmed" : "sure-" + sure)}
        title=${here.state === "confirmed" ? t("confirmed") : t("found-score", { share: surely(here.score) })}>${here.state === "confirmed" ? "✓" : SIGNS[sure]}</span>
      ${here.locked && html`<span title=${t("locked")}><${Icon} name="lock" /></span>`}
      ${open.length > 0 && html`<span class="soft small" title=${t("open-findings", { n: open.length })}>${open.length}</span>`}
    </span>
    <span class=${"bracket end" + (n > 1 ? " many" : "")}></span>
  </div>`;
}

function Blocks({ here, index, side: which, isCurrent }) {
  const cells = here[which];
  const lacking = missingCell(here, which);
  const spans = spansOfCells(cells, [...linkSpans(here, which), ...hitsIn(index, which)]);
  const code = meta.value[which].lang;
  return html`<div role="cell" class=${`blocks cell ${which}`} lang=${code} dir="auto" tabindex=${isCurrent ? 0 : undefined}
      aria-label=${cells.length ? undefined : `${languageName(code)}, ${t("pair-of", { i: index + 1, n: count() })}: ${t("no-counterpart")}`}
      onFocus=${(e) => e.target === e.currentTarget && (side.value = which)}>
    ${cells.length === 0 && (lacking ? html`<div class="block" key=${lacking.id}><${Editor} cell=${lacking} index=${index} side=${which} after=${() => stepPair(1)} /></div>`
      : html`<span class="stub" aria-hidden="true"></span>`)}
    ${cells.map((cell, i) => {
      if (editing.value?.cell === cell.id && editing.value.index === index) {
        return html`<div class="block" key=${cell.id}><${Editor} cell=${cell} index=${index} side=${which} after=${() => stepPair(1)} /><${PreviewLine} /></div>`;
      }
      const ghost = ghostIn(here.id, which, i);
      const all = ghost && !ghost.whole ? [...spans[i], { start: ghost.at, end: ghost.at, kind: "ghost" }] : spans[i];
      return html`<div key=${cell.id} class=${classes("block", cell.text === "" && "empty-block", ghost?.whole && "cut-above", ghost?.active && "cut-active")}
        onClick=${(e) => splitting.value?.bead === here.id && clicked(e, which, i)}
        onDblClick=${() => !splitting.value && edit(index, { which, cell: cell.id })}
        ><${MarkedText} text=${cell.text || "\u00a0"} spans=${all} chosen=${null} /></div>`;
    })}
  </div>`;
}

function clicked(event, which, cellIndex) {
  event.stopPropagation();
  const at = document.caretPositionFromPoint?.(event.clientX, event.clientY);
  if (!at || at.offsetNode.nodeType !== Node.TEXT_NODE) return;
  let before = 0;
  const walk = document.createTreeWalker(event.currentTarget, NodeFilter.SHOW_TEXT);
  while (walk.nextNode() && walk.currentNode !== at.offsetNode) before += pointAt(walk.currentNode.data, walk.currentNode.data.length);
  cutAt(which, cellIndex, before + pointAt(at.offsetNode.data, at.offset));
}
