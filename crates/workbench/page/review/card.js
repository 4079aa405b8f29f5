// The card at the right: one finding in one sentence, what to do about it, and
// why, for whoever asks. Without a finding, the pair.
import { html, signal, useEffect } from "../shared/html.js";
import { get } from "../shared/api.js";
import { lang, moment, percent, t } from "../shared/i18n.js";
import { Icon, SIGNS } from "../shared/icon.js";
import { keyOf } from "../shared/keys.js";
import { address, bead, chosen, chosenFinding, command, count, current, findings, meta, refresh } from "../shared/document.js";
import { trouble } from "../shared/live.js";
import { accept, ask, comment, dismiss, judge, markCorrected, markRead, reopen } from "./decide.js";
import { edit, editing } from "./edit.js";
import { ruleName } from "./findings.js";
import { choose, goTo, stepFinding } from "./moves.js";
import { term } from "./term.js";

/** Whether "why?" stands open; it stays so from card to card. */
export const whyOpen = signal(false);
const loaded = signal(null);

export function Card() {
  const finding = chosenFinding.value;
  useEffect(() => {
    if (!finding) return undefined;
    const stop = new AbortController();
    const timer = setTimeout(() => get(address(`/finding/${encodeURIComponent(finding.id)}`), {}, stop.signal)
      .then((card) => (loaded.value = card), (error) => (error.code === "missing" ? refresh() : trouble(error))), 30);
    return () => { clearTimeout(timer); stop.abort(); };
  }, [finding?.id, finding?.state, meta.value.revision]);
  if (!finding) return html`<aside class="card" aria-label=${t("card")}><${PairCard} /></aside>`;
  const card = loaded.value?.id === finding.id ? { ...loaded.value, ...finding } : finding;
  return html`<aside class="card" aria-label=${t("card")} data-severity=${finding.severity}>
    <header>
      <h2 class="kind"><span class="sign" aria-hidden="true">${SIGNS[finding.severity]}</span>
        ${ruleName(finding.rule)} <span class="soft">· ${t("severity-" + finding.severity)}${card.labels?.tier ? ` · ${card.labels.tier}` : ""}</span></h2>
      ${finding.state !== "open" && html`<p class="state">${t("state-" + finding.state)}</p>`}
    </header>
    <p class="sentence" dir="auto"><${Emphasis} text=${card.sentence ?? finding.message} /></p>
    ${card.says && html`<p class="says" dir="auto">${card.says}</p>`}
    <${Confidence} finding=${card} key=${finding.id} />
    <${Suggestion} card=${card} />
    <${Actions} finding=${finding} card=${card} />
    <${Why} card=${card} />
    <${Comments} />
  </aside>`;
}

/** `*words*` are quoted words. */
function Emphasis({ text }) {
  return text.split(/\*([^*]+)\*/).map((part, i) => (i % 2 ? html`<em>${part}</em>` : part));
}

function Confidence({ finding }) {
  const word = finding.confidence_word ?? t("confidence-" + (finding.confidence >= 0.8 ? "high" : finding.confidence >= 0.5 ? "fair" : "low"));
  return html`<details class="confidence"><summary>${word}</summary>
    <p class="soft">${t("confidence-figure", { share: percent(finding.confidence) })}</p></details>`;
}

function Suggestion({ card }) {
  const text = card.suggestion?.text ?? (typeof card.suggestion === "string" ? card.suggestion : null);
  if (!text) return null;
  return html`<div class="suggestion"><p class="label">${card.labels?.perhaps ?? ""}</p>
    <p class="text" lang=${meta.value.target.lang} dir="auto">${text}</p></div>`;
}

function Action({ action, act, icon, primary, children }) {
  const keys = keyOf(action);
  return html`<button type="button" class=${primary ? "primary" : ""} aria-keyshortcuts=${keys || undefined} onClick=${act}>
    ${icon && html`<${Icon} name=${icon} />`}<span>${children}</span>${keys && html`<kbd aria-hidden="true">${keys}</kbd>`}</button>`;
}

function Actions({ finding, card }) {
  const isOpen = finding.state === "open" || finding.state === "asked";
  if (!isOpen) return html`<div class="actions"><${Action} action="reopen" icon="undo" act=${reopen}>${t("do-reopen")}<//></div>`;
  const editHere = () => edit(current.value, { which: "target" });
  return html`<div class="actions">
    ${card.suggestion && html`<${Action} action="accept" icon="check" primary=${true} act=${accept}>${t("do-accept")}<//>`}
    <${Action} action="edit" icon="pen" primary=${!card.suggestion} act=${editHere}>${t("do-edit")}<//>
    <${Action} action="dismiss" icon="cross" act=${dismiss}>${t("do-dismiss")}<//>
    <${Action} action="mark-corrected" icon="check" act=${markCorrected}>${t("do-mark-corrected")}<//>
    <${Action} action="ask" icon="question" act=${ask}>${t("do-ask")}<//>
    <${Action} action="comment" icon="comment" act=${comment}>${t("do-comment")}<//>
    <${Action} action="term" icon="pen" act=${term}>${t("do-term")}<//>
  </div>`;
}

function Why({ card }) {
  const page = card.rule_page;
  const here = card.right_here;
  return html`<details class="why" open=${whyOpen.value} onToggle=${(e) => (whyOpen.value = e.target.open)}>
    <summary>${t("do-why")} <kbd aria-hidden="true">${keyOf("why")}</kbd></summary>
    ${(card.evidence ?? []).length > 0 && html`<ul class="evidence">${card.evidence.map((line) => html`<li dir="auto">${typeof line === "string" ? line : line.text}</li>`)}</ul>`}
    ${here && here.right + here.wrong > 0 && html`<p>${t("right-here", { rule: ruleName(card.rule), i: here.right, n: here.right + here.wrong })}</p>`}
    <p class="judge">${t("was-it-right")}
      <button type="button" onClick=${() => judge("right")}>${t("yes")}</button>
      <button type="button" onClick=${() => judge("wrong")}>${t("no")}</button></p>
    ${page && html`<section class="rule-page"><h3>${ruleName(card.rule)}</h3>
      ${page.lang !== lang.value && html`<p>${page.summary}.</p><p class="soft">${t("page-in-english")}</p>`}
      <div lang=${page.lang} dangerouslySetInnerHTML=${{ __html: body(page) }}></div></section>`}
    ${(card.history ?? []).length > 0 && html`<section><h3>${t("view-history")}</h3><ul>${card.history.map((h) =>
      html`<li>${h.said ?? h.kind} <span class="soft">${[h.who, moment(h.when)].filter(Boolean).join(", ")}</span></li>`)}</ul></section>`}
    <p class="soft id">${card.short ? t("finding-id", { id: card.short }) : ""}</p>
  </details>`;
}

/** The page of a rule without its title, which is said already, and with headings below that of the card. */
const body = (page) => page.html_safe_markdown.replace(/<h1>.*?<\/h1>/s, "").replace(/<(\/?)h[1-3]>/g, "<$1h4>");

function Comments() {
  const list = bead(current.value)?.comments ?? [];
  if (list.length === 0) return null;
  return html`<section class="comments"><h3>${t("comments", { n: list.length })}</h3>
    <ul>${list.map((c) => html`<li key=${c.id}><p dir="auto">${c.text}</p>
      <p class="soft">${[c.who, moment(c.when)].filter(Boolean).join(", ")}
        <button type="button" class="quiet" onClick=${() => command("delete-comment", { comment: c.id })}>${t("remove")}</button></p></li>`)}</ul></section>`;
}

/** What there is to say of a pair that no finding is looked at in. */
function PairCard() {
  const here = bead(current.value);
  const own = findings.value.filter((f) => f.index === current.value && f.state !== "gone");
  const anyOpen = findings.value.some((f) => f.state === "open");
  return html`
    <header><h2 class="kind">${t("pair-of", { i: current.value + 1, n: count() })}</h2></header>
    ${own.length === 0 ? html`<p class="sentence quiet-sentence">${t("nothing-here")}</p>`
      : html`<ul class="own">${own.map((f) => html`<li><button type="button" data-severity=${f.severity} onClick=${() => choose(f.id)}>
          <span class="sign" aria-hidden="true">${SIGNS[f.severity]}</span> <span dir="auto">${f.message}</span></button></li>`)}</ul>`}
    ${here && html`<div class="actions">
      ${anyOpen && html`<${Action} action="next-finding" icon="down" primary=${true} act=${() => stepFinding(1, { onlyOpen: true })}>${t("do-next-finding")}<//>`}
      <${Action} action="edit" icon="pen" act=${() => edit(current.value, { which: "target" })}>${t("do-edit")}<//>
      <${Action} action="read" icon="check" act=${() => markRead(() => goTo(current.value + 1))}>${t(here.read ? "do-unread" : "do-read")}<//>
      <${Action} action="comment" icon="comment" act=${comment}>${t("do-comment")}<//>
    </div>`}
    <${Comments} />`;
}
