// The review in a narrow window: one pair at a time, the card below it, and one
// bar at the foot for the thumb.
import { html, useEffect } from "../shared/html.js";
import { chosenFinding, count, current, meta, need } from "../shared/document.js";
import { t } from "../shared/i18n.js";
import { Icon } from "../shared/icon.js";
import { Card } from "./card.js";
import { accept, dismiss, markRead } from "./decide.js";
import { edit } from "./edit.js";
import { Findings } from "./findings.js";
import { stepFinding, stepPair, jumps } from "./moves.js";
import { Pair } from "./pair.js";
import { SearchField } from "./search.js";

export function Phone({ listOpen }) {
  const at = current.value;
  useEffect(() => { need(at - 5, at + 6); }, [at]);
  useEffect(() => { if (jumps.value) listOpen.value = false; }, [jumps.value]);
  const finding = chosenFinding.value;
  return html`<div class="phone">
    <h1 class="unseen">${meta.value.name}, ${t("view-review")}</h1>
    <div class="one">
      ${listOpen.value ? html`<${Findings} />` : html`
        <${SearchField} />
        <div role="table" aria-label=${t("both-texts")} aria-rowcount=${count()}><${Pair} index=${at} key=${at} /></div>
        <${Card} />`}
    </div>
    <div class="thumb" role="toolbar" aria-label=${t("thumb-bar")}>
      <${Thumb} icon="list" label=${t("findings")} pressed=${listOpen.value} act=${() => (listOpen.value = !listOpen.value)} />
      <${Thumb} icon="up" label=${t(finding ? "do-previous-finding" : "do-previous-pair")} act=${() => (finding ? stepFinding(-1) : stepPair(-1))} />
      <${Thumb} icon="down" label=${t(finding ? "do-next-finding" : "do-next-pair")} act=${() => (finding ? stepFinding(1) : stepPair(1))} />
      <${Thumb} icon="pen" label=${t("do-edit")} act=${() => edit(at, { which: "target" })} />
      ${finding ? html`<${Thumb} icon="cross" label=${t("do-dismiss")} act=${dismiss} />` : html`<${Thumb} icon="check" label=${t("do-read")} act=${() => markRead(() => stepPair(1))} />`}
      ${finding && html`<${Thumb} icon="check" label=${t("do-accept")} act=${accept} />`}
    </div>
  </div>`;
}

const Thumb = ({ icon, label, act, pressed }) => html`<button type="button" aria-label=${label} title=${label}
  aria-pressed=${pressed === undefined ? undefined : String(pressed)} onClick=${act}><${Icon} name=${icon} /></button>`;
