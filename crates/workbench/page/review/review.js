// The review: findings at the left, both texts in the middle, one card at the right.
import { html, signal, useEffect, useRef } from "../shared/html.js";
import { bead, changes, chosen, count, current, findings, meta, need, shape } from "../shared/document.js";
import { languageName, t } from "../shared/i18n.js";
import { Icon } from "../shared/icon.js";
import { useKeys } from "../shared/keys.js";
import { linksShown, stepWord } from "../shared/links.js";
import { say } from "../shared/live.js";
import { show } from "../shared/dialog.js";
import { isNarrow } from "../shared/window.js";
import { VirtualList } from "../shared/virtual-list.js";
import { Card, whyOpen } from "./card.js";
import { accept, ask, comment, dismiss, markCorrected, markRead, reopen } from "./decide.js";
import { edit, editing } from "./edit.js";
import { Findings } from "./findings.js";
import { Minimap } from "./minimap.js";
import { choose, goTo, jumps, stepFinding, stepPair, stepUnread } from "./moves.js";
import { Pair } from "./pair.js";
import { Phone } from "./phone.js";
import { SearchField, searching } from "./search.js";
import { showSecondLook } from "./second-look.js";
import { term } from "./term.js";

/** Whether the list of findings is drawn over the text, in windows too small for both. */
export const listOpen = signal(false);

export function Review() {
  useKeys({
    ...textKeys,
    "next-finding": () => stepFinding(1),
    "previous-finding": () => stepFinding(-1),
    "accept": accept,
    "dismiss": dismiss,
    "mark-corrected": markCorrected,
    "ask": ask,
    "reopen": reopen,
    "term": term,
    "why": () => { whyOpen.value = !whyOpen.value; },
    "second-look": showSecondLook,
    "filter": () => { listOpen.value = true; requestAnimationFrame(() => document.getElementById("filter")?.focus()); },
  });
  // A long text is shown before its first finding is there.
  useEffect(beginWithWorst, [meta.value.id, findings.value.length > 0]);
  if (isNarrow.value) return html`<${Phone} listOpen=${listOpen} />`;
  return html`<div class=${"review" + (listOpen.value ? " list-open" : "")}>
    <h1 class="unseen">${meta.value.name}, ${t("view-review")}</h1>
    <button type="button" class="list-button" aria-expanded=${listOpen.value} onClick=${() => (listOpen.value = !listOpen.value)}>
      <${Icon} name="list" /> ${t("findings")}</button>
    <${Findings} />
    <div class="texts">
      <${SearchField} />
      <div class="titles" aria-hidden="true"><span></span><span>${languageName(meta.value.source.lang)}</span><span>${languageName(meta.value.target.lang)}</span></div>
      <${Texts} />
    </div>
    <${Minimap} />
    <${Card} />
  </div>`;
}

/** Keys that act in a text, in the review and in the alignment. */
export const textKeys = {
  "next-pair": () => stepPair(1),
  "previous-pair": () => stepPair(-1),
  "next-unread": () => { stepUnread(1); },
  "previous-unread": () => { stepUnread(-1); },
  "comment": comment,
  "edit": () => edit(current.value, chosen.value ? { which: "target" } : {}),
  "read": () => { markRead(() => stepPair(1)); },
  "word-links": () => { linksShown.value = !linksShown.value; say(t(linksShown.value ? "links-shown" : "links-hidden")); },
  "next-word": () => stepWord(1),
  "previous-word": () => stepWord(-1),
  "search": () => { searching.value = true; },
  "go-to": askWhere,
};

/** A document begins with its gravest finding; one that was left in the middle, with what stands there. */
function beginWithWorst() {
  if (chosen.value) return;
  const here = findings.value.find((f) => f.index === current.value && f.state === "open" && f.tier !== "info");
  if (here) choose(here.id, { focus: true });
  else if (current.value === 0) stepFinding(1, { onlyOpen: true });
}

/** Both texts, pair under pair. */
function Texts() {
  const list = useRef(null);
  changes.value;
  const jump = jumps.value;
  useEffect(() => list.current?.scrollTo(current.peek(), "nearest"), [jump, current.value, shape.value]);
  return html`<${VirtualList} className="text-scroller" role="table" label=${t("both-texts")} count=${count()} version=${shape.value}
    control=${list} guess=${guess} keyOf=${(i) => bead(i)?.id} onRange=${need} row=${(i) => html`<${Pair} index=${i} />`} />`;
}

/** About how high a pair is. */
function guess(index) {
  const here = bead(index);
  if (!here) return 84;
  if (here.kind === "boilerplate") return 30;
  const longest = Math.max(...["source", "target"].map((s) => here[s].reduce((n, c) => n + c.text.length, 0)));
  return 24 + Math.ceil(longest / 44) * 29;
}

function askWhere() {
  show((close) => html`<form onSubmit=${(event) => {
    event.preventDefault();
    const n = Number(new FormData(event.target).get("n"));
    close();
    if (n >= 1) goTo(n - 1);
  }}><label class="stacked">${t("pair-to-go-to", { n: count() })} <input type="number" name="n" min="1" max=${count()} value=${current.value + 1} /></label>
    <p class="go-line"><button type="submit" class="primary">${t("go")}</button></p></form>`, { title: t("do-go-to") });
}

export { editing };
