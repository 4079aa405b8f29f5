// What a person has set: kept by the server, so that it outlives the browser.
import { signal } from "./html.js";
import { post } from "./api.js";
import { speak } from "./i18n.js";
import { keySettings } from "./keys.js";

/** `{keys, theme, who, page}`; `page` is this page's own. */
export const settings = signal({ keys: "default", theme: "auto", who: "", page: {} });

/** Takes over what the server says. */
export function adopt(given) {
  settings.value = { ...settings.value, ...given, page: given.page ?? settings.value.page ?? {} };
  const { keys, theme, page } = settings.value;
  keySettings.value = { preset: keys, own: page.keys ?? {}, letters: page.letters !== false };
  const root = document.documentElement;
  if (theme === "auto") delete root.dataset.theme;
  else root.dataset.theme = theme;
}

/** Changes settings and keeps them. */
export async function set(change) {
  adopt(change);
  if (change.ui_lang) await speak(change.ui_lang);
  await post("/app/settings", change);
}

/** Changes what is the page's own. */
export const setOwn = (change) => set({ page: { ...settings.value.page, ...change } });
