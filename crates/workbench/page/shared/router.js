// Which screen is shown: `#/`, `#/doc/ID/review`, `#/corpus/funnel`. The
// browser's own back and forward work; Backspace does not.
import { signal } from "./html.js";

const read = () => location.hash.replace(/^#\/?/, "").split("/").filter(Boolean).map(decodeURIComponent);

/** The parts of the address. */
export const route = signal(read());
addEventListener("hashchange", () => (route.value = read()));

/** The address of a screen. */
export const to = (...parts) => "#/" + parts.map((part) => encodeURIComponent(String(part))).join("/");

export function go(...parts) {
  const address = to(...parts);
  if (location.hash !== address) location.hash = address;
}
