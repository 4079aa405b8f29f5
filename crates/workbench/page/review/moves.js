// Going from finding to finding, pair to pair, unread to unread; the focus and
// what is said go along.
import { batch, computed, signal } from "../shared/html.js";
import { bead, chosen, chosenFinding, count, current, findings, meta, need, side, whereabouts } from "../shared/document.js";
import { say } from "../shared/live.js";
import { t } from "../shared/i18n.js";

/** What the list shows: `state` is "all" or one of the states, `rule` empty for all; `remarks` shows those too. */
export const filter = signal({ state: "all", rule: "", remarks: false });
/** Set where the pair that is looked at should take the focus when it is drawn. */
export const wantsFocus = signal(false);
/** Grows when the text should scroll to the pair that is looked at. */
export const jumps = signal(0);

/** Findings of the list by group, those that are shown. */
export const groups = computed(() => {
  const { state, rule } = filter.value;
  const shown = findings.value.filter((f) => f.state !== "gone"
    && (state === "all" || f.state === state) && (!rule || f.rule === rule));
  const of = (tier) => shown.filter((f) => f.tier === tier);
  return { "to-correct": of("to-correct"), "to-check": of("to-check"), info: of("info") };
});

const inOrder = () => [...groups.value["to-correct"], ...groups.value["to-check"], ...(filter.value.remarks ? groups.value.info : [])];

/** Goes to a pair. */
export function goTo(index, { focus = true, tell = true } = {}) {
  const at = Math.max(0, Math.min(count() - 1, index));
  batch(() => {
    current.value = at;
    if (chosenFinding.value && chosenFinding.value.index !== at) chosen.value = null;
    wantsFocus.value = focus;
    jumps.value += 1;
  });
  need(at - 20, at + 40);
  if (tell) say(whereabouts(chosenFinding.value));
}

/** Looks at a finding. */
export function choose(id, { focus = false, tell = true } = {}) {
  const finding = findings.value.find((f) => f.id === id);
  if (!finding) return;
  batch(() => {
    chosen.value = id;
    if (finding.index !== null && finding.index !== undefined) current.value = finding.index;
    wantsFocus.value = focus;
    jumps.value += 1;
  });
  need(current.value - 20, current.value + 40);
  if (tell) say(whereabouts(finding));
}

/** The next finding of the list, or the one before. */
export function stepFinding(by, { onlyOpen = false, from = chosen.value, tell = true } = {}) {
  const list = inOrder();
  const at = list.findIndex((f) => f.id === from);
  const order = by > 0 ? [...list.slice(at + 1), ...list.slice(0, Math.max(0, at))]
    : [...list.slice(0, Math.max(0, at)).reverse(), ...list.slice(Math.max(0, at + 1)).reverse()];
  const next = order.find((f) => !onlyOpen || f.state === "open");
  if (next) choose(next.id, { focus: true, tell });
  else if (tell) say(t(onlyOpen ? "no-open-left" : "no-findings-shown"));
  return Boolean(next);
}

export const stepPair = (by) => goTo(current.value + by);

/** The next pair that nobody has read, or the one before. */
export async function stepUnread(by) {
  if ((meta.value?.unread ?? 0) === 0) return say(t("all-read"));
  for (let i = current.value + by; i >= 0 && i < count(); i += by) {
    if (!bead(i)) await need(i - 5, i + 5);
    if (bead(i) && !bead(i).read) return goTo(i);
  }
  return say(t("none-that-way"));
}

/** The other side of the pair. */
export function otherSide() {
  side.value = side.value === "source" ? "target" : "source";
}
