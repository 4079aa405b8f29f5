// The alignment: pairs as linked blocks, to be mended. What the line between
// two blocks says: dotted, it was found; solid, a person has confirmed it.
import { html, useEffect, useRef } from "../shared/html.js";
import { get } from "../shared/api.js";
import { address, bead, changes, count, current, meta, need, shape, side } from "../shared/document.js";
import { languageName, t } from "../shared/i18n.js";
import { useKeys } from "../shared/keys.js";
import { say, trouble } from "../shared/live.js";
import { VirtualList } from "../shared/virtual-list.js";
import { editing } from "../review/edit.js";
import { goTo, jumps } from "../review/moves.js";
import { textKeys } from "../review/review.js";
import { SearchField } from "../review/search.js";
import { Bead } from "./bead.js";
import { Deeds } from "./deeds.js";
import * as mend from "./mend.js";
import { beginSplit, splitting, useSplitKeys } from "./split.js";

export function Align() {
  const list = useRef(null);
  changes.value;
  useSplitKeys();
  useKeys({
    ...textKeys,
    "next-doubtful": () => { stepDoubtful(1); },
    "previous-doubtful": () => { stepDoubtful(-1); },
    "merge-next": () => { mend.merge("next"); },
    "merge-previous": () => { mend.merge("previous"); },
    "split": () => { beginSplit(); },
    "shift-up": () => { mend.shift("first-up"); },
    "shift-down": () => { mend.shift("last-down"); },
    "unlink": () => { mend.unlink(); },
    "link": () => { mend.link(); },
    "swap": () => { mend.swap(); },
    "insert": () => { mend.insert(); },
    "lock": () => { mend.lock(); },
    "realign": () => { mend.realign(); },
    "confirm": () => { mend.confirm(); },
    "confirm-above": () => { mend.confirmAbove(); },
  });
  const jump = jumps.value;
  useEffect(() => list.current?.scrollTo(current.peek(), "nearest"), [jump, current.value, shape.value, splitting.value?.bead]);
  return html`<div class="align">
    <h1 class="unseen">${meta.value.name}, ${t("view-align")}</h1>
    <div class="texts">
      <${SearchField} />
      <div class="bead titles-align" aria-hidden="true"><span></span><span>${languageName(meta.value.source.lang)}</span><span></span>
        <span>${languageName(meta.value.target.lang)}</span></div>
      <${VirtualList} className="text-scroller" role="table" label=${t("both-texts")} count=${count()} version=${shape.value} control=${list}
        guess=${guess} keyOf=${(i) => bead(i)?.id} onRange=${need} row=${(i) => html`<${Bead} index=${i} />`} />
    </div>
    <${Deeds} stepDoubtful=${stepDoubtful} />
  </div>`;
}

function guess(index) {
  const here = bead(index);
  if (!here) return 80;
  const high = ["source", "target"].map((s) => here[s].reduce((n, c) => n + 22 + Math.ceil(c.text.length / 56) * 26, 0));
  return Math.max(44, ...high);
}

/** Goes to the next pair that a person should look at. */
export async function stepDoubtful(dir) {
  try {
    const { index } = await get(address("/doubtful"), { after: current.value, dir });
    if (Number.isInteger(index)) goTo(index);
    else say(t("no-doubtful"));
  } catch (error) {
    trouble(error);
  }
}

export { editing, side };
