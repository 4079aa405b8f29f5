// Second look: pairs at random among those that nothing was flagged in. What is
// found there tells how much is missed elsewhere.
import { html, useEffect, useLayoutEffect, useRef, useState } from "../shared/html.js";
import { get } from "../shared/api.js";
import { address, command, meta } from "../shared/document.js";
import { show } from "../shared/dialog.js";
import { percent, t } from "../shared/i18n.js";
import { trouble } from "../shared/live.js";

/** So many pairs make one look. */
const SAMPLE = 10;

export const showSecondLook = () => show((close) => html`<${SecondLook} close=${close} />`, { title: t("second-look"), wide: true });

function SecondLook({ close }) {
  const [pairs, setPairs] = useState(null);
  const [at, setAt] = useState(0);
  const [missed, setMissed] = useState(0);
  const first = useRef(null);
  useEffect(() => {
    get(address("/second-look"), { n: SAMPLE }).then((answer) => setPairs(answer.pairs), (error) => { trouble(error); close(); });
  }, []);
  useLayoutEffect(() => first.current?.focus(), [pairs, at]);
  if (!pairs) return html`<p>${t("reading")}</p>`;
  if (pairs.length === 0) return html`<p>${t("nothing-for-second-look")}</p>`;
  if (at >= pairs.length) {
    const [low, high] = interval(missed, pairs.length);
    return html`<p class="sentence">${t("second-look-result", { n: pairs.length, missed })}</p>
      <p>${t("second-look-range", { low: percent(low), high: percent(high) })}</p>
      <p class="go-line"><button type="button" class="primary" ref=${first} onClick=${close}>${t("close")}</button></p>`;
  }
  const pair = pairs[at];
  const judge = (verdict) => {
    command("judge-pair", { bead: pair.id, verdict }, { quiet: true });
    if (verdict === "missed") setMissed(missed + 1);
    setAt(at + 1);
  };
  const onKey = (event) => {
    if (event.key === "1" || event.key === "g") judge("good");
    if (event.key === "2" || event.key === "m") judge("missed");
  };
  const text = (which) => pair[which].map((c) => c.text).join(" ");
  return html`<div class="second-look" onKeyDown=${onKey}>
    <p class="soft">${t("second-look-lead")}</p>
    <p class="soft" role="status">${t("pair-of", { i: at + 1, n: pairs.length })}</p>
    <div class="two">
      <p class="cell source" lang=${meta.value.source.lang} dir="auto">${text("source")}</p>
      <p class="cell target" lang=${meta.value.target.lang} dir="auto">${text("target")}</p>
    </div>
    <p class="go-line">
      <button type="button" class="primary" ref=${first} onClick=${() => judge("good")}>${t("pair-good")} <kbd>1</kbd></button>
      <button type="button" onClick=${() => judge("missed")}>${t("pair-missed")} <kbd>2</kbd></button>
    </p></div>`;
}

/** Wilson's interval of a share, at 95 %. */
export function interval(k, n, z = 1.96) {
  const p = k / n;
  const middle = (p + z * z / (2 * n)) / (1 + z * z / n);
  const half = (z / (1 + z * z / n)) * Math.sqrt(p * (1 - p) / n + z * z / (4 * n * n));
  return [Math.max(0, middle - half), Math.min(1, middle + half)];
}
