// Deciding on a finding, and going on to the next that is open.
import { html, useState } from "../shared/html.js";
import { bead, chosenFinding, command, current } from "../shared/document.js";
import { closeDialog, show } from "../shared/dialog.js";
import { say } from "../shared/live.js";
import { t } from "../shared/i18n.js";
import { stepFinding, wantsFocus } from "./moves.js";

/** Reasons for leaving a text as it is, in the order of their keys. */
export const REASONS = ["right", "meant", "source", "minor", "other"];

const needed = () => chosenFinding.value ?? (say(t("choose-a-finding")), null);

/** One decision after another: a key that is pressed twice decides on two findings, not twice on one. */
let last = Promise.resolve();

function decide(kind, values = {}, about = null) {
  last = last.then(async () => {
    const finding = about ?? needed();
    if (!finding) return;
    const answer = await command(kind, { finding: finding.id, ...values });
    if (answer) stepFinding(1, { onlyOpen: true, from: finding.id, tell: false });
  });
  return last;
}

/** Puts the suggestion into the text. */
export const accept = () => decide("accept");

export const markCorrected = () => decide("mark-corrected");
export const ask = () => decide("ask");

export async function reopen() {
  const finding = needed();
  if (finding) await command("reopen", { finding: finding.id });
}

/** Says whether a finding was right, so that its rule is known better here. */
export const judge = (verdict) => chosenFinding.value && command("right", { finding: chosenFinding.value.id, verdict });

/** Marks the pair as read, and goes to the next. */
export async function markRead(next) {
  const here = bead(current.value);
  if (!here) return;
  const read = !here.read;
  if (read) next();
  await command("read", { beads: [here.id], read }, { quiet: read });
}

/** Asks why, one key for each reason. */
export function dismiss() {
  // After a decision that is under way, which leads to another finding.
  last = last.then(() => {
    const finding = needed();
    if (finding) show(() => html`<${Reasons} finding=${finding} />`, { title: t("dismiss-why") });
  });
}

function Reasons({ finding }) {
  const [note, setNote] = useState("");
  const [other, setOther] = useState(false);
  const take = (reason) => {
    if (reason === "other" && !other) { setOther(true); return; }
    closeDialog();
    wantsFocus.value = true;
    decide("dismiss", { reason, ...(note.trim() ? { note: note.trim() } : {}) }, finding);
  };
  const onKey = (event) => {
    if (event.target.matches("textarea")) {
      if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) take("other");
      return;
    }
    const reason = REASONS[Number(event.key) - 1];
    if (reason) { event.preventDefault(); take(reason); }
  };
  return html`<div onKeyDown=${onKey}>
    <p class="quoted" dir="auto">${finding.message}</p>
    ${other ? html`<label class="stacked">${t("note")}
        <textarea ref=${(e) => e?.focus()} rows="3" value=${note} onInput=${(e) => setNote(e.target.value)}></textarea></label>
        <p class="go-line"><button type="button" class="primary" onClick=${() => take("other")}>${t("dismiss")}</button></p>`
      : html`<ul class="reasons">${REASONS.map((reason, i) => html`<li><button type="button" data-first=${i === 0 ? true : undefined} onClick=${() => take(reason)}>
        <kbd>${i + 1}</kbd> ${t("reason-" + reason)}</button></li>`)}</ul>`}
  </div>`;
}

/** Writes a comment on the pair, or on the finding that is looked at. */
export function comment() {
  const here = bead(current.value);
  if (here) show(() => html`<${Comment} bead=${here} finding=${chosenFinding.value} />`, { title: t("comment-on", { i: current.value + 1 }) });
}

function Comment({ bead: here, finding }) {
  const [text, setText] = useState("");
  const keep = () => {
    if (!text.trim()) return;
    closeDialog();
    command("comment", { bead: here.id, text: text.trim(), ...(finding ? { finding: finding.id } : {}) });
  };
  return html`<div onKeyDown=${(e) => e.key === "Enter" && (e.ctrlKey || e.metaKey) && keep()}>
    ${finding && html`<p class="quoted" dir="auto">${finding.message}</p>`}
    <label class="stacked">${t("comment")} <textarea data-first rows="4" value=${text} onInput=${(e) => setText(e.target.value)}></textarea></label>
    <p class="go-line"><button type="button" class="primary" onClick=${keep}>${t("save")}</button> <kbd>Ctrl+⏎</kbd></p>
  </div>`;
}
