// What the server says of itself: its project, documents, recent projects.
import { signal } from "../shared/html.js";
import { get } from "../shared/api.js";

export const state = signal(null);

/** Asks again. */
export async function reload() {
  state.value = await get("/app/state");
}
