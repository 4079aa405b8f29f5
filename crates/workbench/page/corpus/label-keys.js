// Labels by the keyboard: from pair to pair over all tables of the screen, one
// key for good and one for bad, and on to the next.
import { useKeys } from "../shared/keys.js";
import { say } from "../shared/live.js";
import { t } from "../shared/i18n.js";

const rows = () => [...document.querySelectorAll(".corpus tr[data-pair]")];
const here = () => document.activeElement?.closest("tr[data-pair]") ?? null;

/** Goes `by` pairs on; to the first where none is looked at. */
function step(by) {
  const all = rows();
  const at = here() ? all.indexOf(here()) + by : 0;
  const next = all[at];
  if (!next) return say(t(all.length ? "no-more-pairs" : "no-pairs-here"));
  next.focus();
  next.scrollIntoView({ block: "nearest" });
  return say(t("pair-of", { i: at + 1, n: all.length }));
}

/** Presses the button of a verdict in the pair that is looked at. */
function give(verdict) {
  const row = here();
  if (!row) return step(1);
  row.querySelector(`[data-verdict=${verdict}]`)?.click();
  return step(1);
}

export const useLabelKeys = () => useKeys({
  "next-row": () => { step(1); },
  "previous-row": () => { step(-1); },
  "label-good": () => { give("good"); },
  "label-bad": () => { give("bad"); },
});
