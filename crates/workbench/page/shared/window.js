// How large the window is, as far as the screens differ by it.
import { signal } from "./html.js";

const phone = matchMedia("(max-width: 43.9rem)");

/** True on a phone, or where the page is enlarged as much: one pair at a time. */
export const isNarrow = signal(phone.matches);
phone.addEventListener("change", (event) => (isNarrow.value = event.matches));
