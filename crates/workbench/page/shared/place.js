// Where a reader was in each document, so that a book opens there again. Kept in
// this browser at every step and by the server now and then.
import { effect } from "./html.js";
import { current, meta } from "./document.js";
import { setOwn, settings } from "./settings.js";

const WAIT = 4000;

/** The index of the pair that was looked at last. */
export function placeOf(id) {
  return settings.value.page?.places?.[id] ?? 0;
}

/**
 * Keeps the place in a document while it is open.
 * @returns {() => void} stops it
 */
export function keepPlace(id) {
  let timer = 0;
  const keep = () => {
    const places = { ...settings.value.page?.places, [id]: current.peek() };
    const kept = Object.fromEntries(Object.entries(places).slice(-50));
    setOwn({ places: kept }).catch(() => {});
  };
  const stop = effect(() => {
    const at = current.value;
    clearTimeout(timer);
    // The document is loaded anew while it is checked: that is no step of the reader.
    if (String(meta.peek()?.id) === id && at !== placeOf(id)) timer = setTimeout(keep, WAIT);
  });
  return () => { clearTimeout(timer); stop(); };
}
