// The list at the left: what is to correct, what is to check, and the rest.
import { classes, html, useEffect, useRef, useState } from "../shared/html.js";
import { chosen, findings, meta } from "../shared/document.js";
import { SIGNS } from "../shared/icon.js";
import { has, number, t } from "../shared/i18n.js";
import { state } from "../app/state.js";
import { choose, filter, groups, stepUnread } from "./moves.js";
import { Checking, canCheckAll, checkAll, isChecked } from "./checking.js";
import { showSecondLook } from "./second-look.js";

/** So many lines are drawn at first, and more on demand. */
const WINDOW = 150;
const STATES = ["all", "open", "corrected", "dismissed", "asked"];
const STATE_SIGNS = { open: "", corrected: "✓", dismissed: "✕", asked: "?", gone: "" };

/** A rule in the words of the interface, which are those of reports too. */
export const ruleName = (rule) => state.value?.rules?.[rule] ?? rule;

export function Findings() {
  const box = useRef(null);
  const id = chosen.value;
  useEffect(() => {
    const item = box.current?.querySelector("[aria-current=true]");
    item?.scrollIntoView({ block: "nearest" });
  }, [id]);
  const shown = groups.value;
  const total = findings.value.filter((f) => f.tier !== "info" && f.state !== "gone").length;
  return html`<nav class="findings" aria-label=${t("findings")} ref=${box}>
    <${Checking} />
    ${total === 0 && isChecked() && html`<${Nothing} />`}
    ${findings.value.length > 0 && html`<${Filter} />`}
    <${Group} tier="to-correct" list=${shown["to-correct"]} />
    <${Group} tier="to-check" list=${shown["to-check"]} />
    <${Group} tier="info" list=${shown.info} folded=${true} />
    <${Rest} nothing=${total === 0 && isChecked()} />
  </nav>`;
}

function Filter() {
  const rules = [...new Set(findings.value.map((f) => f.rule))].sort((a, b) => ruleName(a).localeCompare(ruleName(b)));
  const change = (more) => (filter.value = { ...filter.value, ...more });
  return html`<div class="filter">
    <select id="filter" aria-label=${t("filter-state")} value=${filter.value.state} onChange=${(e) => change({ state: e.target.value })}>
      ${STATES.map((s) => html`<option value=${s}>${t("state-" + s)}</option>`)}</select>
    <select aria-label=${t("filter-rule")} value=${filter.value.rule} onChange=${(e) => change({ rule: e.target.value })}>
      <option value="">${t("all-rules")}</option>${rules.map((r) => html`<option value=${r}>${ruleName(r)}</option>`)}</select>
  </div>`;
}

function Group({ tier, list, folded = false }) {
  const [limit, setLimit] = useState(WINDOW);
  const at = list.findIndex((f) => f.id === chosen.value);
  const upTo = Math.max(limit, at + 20);
  if (list.length === 0 && (folded || filter.value.state === "all")) return null;
  const items = html`<ol>${list.slice(0, upTo).map((f) => html`<${Item} key=${f.id} finding=${f} />`)}</ol>
    ${list.length > upTo && html`<button type="button" class="quiet" onClick=${() => setLimit(upTo + WINDOW)}>${t("show-more", { n: list.length - upTo })}</button>`}`;
  const open = list.filter((f) => f.state === "open").length;
  const title = html`${t("tier-" + tier)} <span class="count">${open === list.length || tier === "info" ? number(list.length) : t("open-short", { i: open, n: list.length })}</span>`;
  if (!folded) return html`<section class=${"group " + tier}><h2>${title}</h2>${items}</section>`;
  return html`<details class=${"group " + tier} open=${filter.value.remarks} onToggle=${(e) => (filter.value = { ...filter.value, remarks: e.target.open })}>
    <summary>${title}</summary>${items}</details>`;
}

function Item({ finding: f }) {
  const isChosen = chosen.value === f.id;
  const place = f.index === null || f.index === undefined ? t("whole-text") : t("pair-number", { i: f.index + 1 });
  return html`<li><button type="button" class=${classes("finding", "state-" + f.state)} data-severity=${f.severity} data-finding=${f.id} aria-current=${isChosen ? "true" : undefined}
      onClick=${() => choose(f.id)}>
    <span class="sign" role="img" aria-label=${t("severity-" + f.severity)}>${SIGNS[f.severity]}</span>
    <span class="what" dir="auto">${f.message}</span>
    <span class="where">${f.state !== "open" && html`<span class="state"><span aria-hidden="true">${STATE_SIGNS[f.state]} </span>${t("state-" + f.state)}</span>`}
      <span>${ruleName(f.rule)}</span><span>${place}${f.repeats > 0 ? ` · ${t("and-more", { n: f.repeats })}` : ""}</span></span>
  </button></li>`;
}

function Nothing() {
  const doc = meta.value;
  const not = (doc.not_looked_at ?? []).map((what) => (has("not-" + what) ? t("not-" + what) : what));
  return html`<section class="nothing"><h2>${t("nothing-flagged")}</h2>
    ${not.length > 0 && html`<p>${t("not-looked-at", { list: not.join(", ") })}</p>`}
    <p>${doc.unread ? t("not-read", { n: doc.unread }) : t("all-read")}</p></section>`;
}

/** What the findings do not say: what nobody has read, and what may have been missed. */
function Rest({ nothing }) {
  const doc = meta.value;
  const not = (doc.not_looked_at ?? []).map((what) => (has("not-" + what) ? t("not-" + what) : what));
  return html`<section class="rest">
    ${!nothing && html`<p class="soft">${doc.unread ? t("not-read", { n: doc.unread }) : t("all-read")}${not.length ? ` ${t("not-looked-at", { list: not.join(", ") })}` : ""}</p>`}
    <p class="go-line">
      ${doc.unread > 0 && html`<button type="button" onClick=${() => stepUnread(1)}>${t("read-through")}</button>`}
      <button type="button" onClick=${showSecondLook}>${t("second-look")}</button>
      ${canCheckAll() && html`<button type="button" onClick=${checkAll} title=${t("check-all-why")}>${t("check-all")}</button>`}
    </p></section>`;
}
