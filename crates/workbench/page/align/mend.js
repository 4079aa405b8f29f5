// What can be done to the pairing, each one command; the pair that was mended
// stays the one that is looked at, and keeps the focus.
import { signal } from "../shared/html.js";
import { bead, command, count, current, settled, side } from "../shared/document.js";
import { say } from "../shared/live.js";
import { t } from "../shared/i18n.js";
import { goTo, wantsFocus } from "../review/moves.js";

/** The pair that another is to be linked with: its id, or nothing. */
export const linking = signal(null);

const here = () => bead(current.value);

async function mend(kind, values, { stay = true } = {}) {
  const answer = await command(kind, values);
  if (answer && stay) wantsFocus.value = true;
  return answer;
}

export const merge = async (which) => {
  const answer = await mend("merge", { bead: here().id, with: which });
  if (answer && which === "previous" && current.value > 0) goTo(Math.min(current.value, count()) - 1, { tell: false });
};
export const shift = (direction) => mend("shift", { bead: here().id, side: side.value, direction });
export const unlink = () => mend("unlink", { bead: here().id });
export const swap = () => mend("swap", { bead: here().id });
export const lock = () => mend("lock", { beads: [here().id], locked: !here().locked });
export const realign = () => mend("realign", { bead: here().id });
export const confirmAbove = () => mend("confirm", { above: here().id });

/** Confirms the pair, and goes to the next. */
export async function confirm() {
  if (await mend("confirm", { beads: [here().id] })) goTo(current.value + 1, { tell: false });
}

/** An empty cell where there is none; else on the side that is worked on. */
export function insert() {
  const now = here();
  const empty = ["source", "target"].find((s) => now[s].length === 0);
  return mend("insert", { bead: now.id, side: empty ?? side.value });
}

/** The first call marks a pair, the second links it with the one that is looked at then. */
export async function link() {
  await settled();
  const now = here();
  if (linking.value === null) {
    linking.value = now.id;
    say(t("link-with-which", { i: current.value + 1 }));
    return;
  }
  const first = linking.value;
  linking.value = null;
  if (first === now.id) say(t("link-left"));
  else await mend("link", { beads: [first, now.id] });
}
