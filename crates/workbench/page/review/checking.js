// How far the check of a long text is: findings come while it is read.
import { html, useEffect, useRef } from "../shared/html.js";
import { post } from "../shared/api.js";
import { address, check, checkBegun, count } from "../shared/document.js";
import { percent, t } from "../shared/i18n.js";
import { say, trouble } from "../shared/live.js";

/** A document of at most so many pairs is checked as a whole after every edit. */
const WHOLE = 400;

export const isChecked = () => check.value?.first !== "begun" && check.value?.first !== "stopped";

const ask = (tail) => post(address(tail)).then(checkBegun, trouble);
export const checkAll = () => ask("/check");
const stopCheck = () => ask("/check/stop");

/** Whether it is worth to check all again: of a long text an edit checks what is near. */
export const canCheckAll = () => count() > WHOLE && isChecked() && !check.value?.running;

export function Checking() {
  const now = check.value;
  const running = Boolean(now?.running);
  const was = useRef(running);
  useEffect(() => {
    if (was.current && !running) {
      say(now?.failed ? now.failed.message : now?.stopped ? t("check-stopped") : t("check-ended", { came: now?.came ?? 0, went: now?.went ?? 0 }),
        { kind: now?.failed ? "trouble" : "note" });
    }
    was.current = running;
  }, [running]);
  if (running) {
    return html`<section class="checking">
      <p><strong>${t("check-running")}</strong> <span class="soft">${t("check-of", { i: now.done, n: now.total })}</span></p>
      <progress max=${Math.max(1, now.total)} value=${now.done} aria-label=${t("check-running")} aria-valuetext=${percent(now.done / Math.max(1, now.total))}></progress>
      <button type="button" onClick=${stopCheck}>${t("check-stop")}</button></section>`;
  }
  if (isChecked()) return null;
  return html`<section class="checking">
    <p><strong>${now?.failed ? now.failed.message : t("check-unfinished")}</strong>
      <span class="soft">${now?.failed ? now.failed.remedy : now?.total ? t("check-of", { i: now.done, n: now.total }) : ""}</span></p>
    <button type="button" class="primary" onClick=${checkAll}>${t("check-go-on")}</button></section>`;
}
