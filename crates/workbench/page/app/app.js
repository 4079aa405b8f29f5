// The frame of every screen: the bar at the top, the screen, the line at the foot.
import { html, useEffect, useRef, useState } from "../shared/html.js";
import { online } from "../shared/api.js";
import { t } from "../shared/i18n.js";
import { StatusLine, say, trouble } from "../shared/live.js";
import { DialogPlace } from "../shared/dialog.js";
import { useKeys } from "../shared/keys.js";
import { go, route } from "../shared/router.js";
import { load, meta, redo, undo, forget } from "../shared/document.js";
import { placeOf, keepPlace } from "../shared/place.js";
import { Bar } from "./bar.js";
import { Notices } from "./notices.js";
import { showKeys } from "./keys-dialog.js";
import { Start } from "../start/start.js";
import { Review } from "../review/review.js";
import { Align } from "../align/align.js";
import { Finish } from "../finish/finish.js";
import { History } from "../history/history.js";
import { Corpus } from "../corpus/corpus.js";
import { Progress } from "./progress.js";

const VIEWS = { review: Review, align: Align, finish: Finish, history: History };

export function App() {
  const [first, id, view = "review"] = route.value;
  useKeys({
    "undo": () => meta.value && undo(),
    "redo": () => meta.value && redo(),
    "keys": () => showKeys(),
    "show-review": () => meta.value && go("doc", meta.value.id, "review"),
    "show-align": () => meta.value && go("doc", meta.value.id, "align"),
    "show-finish": () => meta.value && go("doc", meta.value.id, "finish"),
    "show-history": () => meta.value && go("doc", meta.value.id, "history"),
  });
  const isDocument = first === "doc" && id;
  const screen = isDocument ? view : first;
  const before = useRef(screen);
  useEffect(() => {
    // What was said of one screen is of no use on the next.
    if (before.current !== screen) say("");
    before.current = screen;
  }, [screen]);
  return html`<div class=${"app" + (online.value ? "" : " offline")}>
    <a class="skip" href="#main" onClick=${(e) => { e.preventDefault(); document.getElementById("main")?.focus(); }}>${t("skip")}</a>
    <${Bar} view=${isDocument ? view : first} />
    <${Notices} />
    <main id="main" tabindex="-1" class=${"screen in-" + (isDocument ? view : first ?? "start")}>
      ${isDocument ? html`<${Opened} id=${id} view=${view} key=${id} />`
        : first === "corpus" ? html`<${Corpus} tab=${id ?? "funnel"} />`
        : html`<${Start} />`}
    </main>
    <${StatusLine}><${Progress} /><//>
    <${DialogPlace} />
  </div>`;
}

/** Ids may be numbers; those of an address are not. */
const isOpen = (id) => meta.value !== null && String(meta.value.id) === id;

function Opened({ id, view }) {
  const [error, setError] = useState(null);
  useEffect(() => {
    setError(null);
    if (isOpen(id)) return undefined;
    load(id, placeOf).catch((e) => { setError(e); trouble(e); });
    return undefined;
  }, [id]);
  useEffect(() => keepPlace(id), [id]);
  useEffect(() => () => forget(), [id]);
  if (error) return html`<div class="empty"><h1>${t("cannot-open")}</h1><p>${error.message}</p><p>${error.remedy}</p></div>`;
  if (!isOpen(id)) return html`<div class="empty" role="status"><p class="reading">${t("reading")}</p></div>`;
  const View = VIEWS[view] ?? Review;
  document.title = `${meta.value.name} · Calque`;
  return html`<${View} />`;
}
