// The page begins here: words, settings, the screen that was asked for.
import { effect, html, render } from "../shared/html.js";
import { follow, get, online } from "../shared/api.js";
import { speak } from "../shared/i18n.js";
import { adopt } from "../shared/settings.js";
import { heard, heardChecks, refresh } from "../shared/document.js";
import { say } from "../shared/live.js";
import { t } from "../shared/i18n.js";
import { App } from "./app.js";
import { state } from "./state.js";
import { go, route } from "../shared/router.js";

async function begin() {
  const first = await get("/app/state");
  await speak(first.ui_lang);
  adopt(first.settings);
  state.value = first;
  if (route.value.length === 0) {
    if (first.project?.kind === "corpus") go("corpus", "funnel");
    else if (first.documents.length === 1) go("doc", first.documents[0].id, "review");
  }
  render(html`<${App} />`, document.getElementById("app"));
  follow(first.revision, (revision, checks) => {
    heard(revision);
    heardChecks(checks);
  });
  let wasOnline = true;
  effect(() => {
    const now = online.value;
    if (now !== wasOnline) {
      wasOnline = now;
      say(t(now ? "server-back" : "server-gone"), { kind: now ? "note" : "trouble" });
      if (now) refresh().catch(() => {});
    }
  });
}

begin().catch((error) => {
  document.getElementById("app").textContent = `${error.message} ${error.remedy ?? ""}`;
});
