// Where a reader was in each document, so that a book opens there again: kept in
// this window at every step, and in the project now and then.
import { effect } from "./html.js";
import { post } from "./api.js";
import { address, current, meta } from "./document.js";

const WAIT = 4000;
const NAME = "calque place";

/**
 * The index of the pair that was looked at last.
 * @param {{key: string, place: number}} doc what the server says of the document
 */
export function placeOf(doc) {
  try {
    const kept = JSON.parse(sessionStorage.getItem(NAME) ?? "null");
    if (kept?.key === doc.key) return kept.index;
  } catch { /* what is kept is no place */ }
  return doc.place ?? 0;
}

/**
 * Keeps the place in a document while it is open.
 * @returns {() => void} stops it
 */
export function keepPlace(id) {
  let timer = 0;
  /** What the project is still to be told, or nothing. */
  let news = null;
  const keep = () => {
    clearTimeout(timer);
    if (news) post(news.where, { index: news.index }, { keepalive: true }).catch(() => {});
    news = null;
  };
  const stop = effect(() => {
    const index = current.value;
    const doc = meta.peek();
    // The document is loaded anew while it is checked: that is no step of the reader.
    if (String(doc?.id) !== id || index === placeOf(doc)) return;
    try {
      sessionStorage.setItem(NAME, JSON.stringify({ key: doc.key, index }));
    } catch { /* storage is full or forbidden: the project has it soon */ }
    news = { where: address("/place"), index };
    clearTimeout(timer);
    timer = setTimeout(keep, WAIT);
  });
  addEventListener("pagehide", keep);
  return () => { removeEventListener("pagehide", keep); keep(); stop(); };
}
