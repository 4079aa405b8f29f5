// What the server says of the corpus, kept while its screens are open.
import { signal } from "../shared/html.js";
import { get, post } from "../shared/api.js";
import { has, t } from "../shared/i18n.js";
import { trouble } from "../shared/live.js";

export const corpus = signal(null);
/** The filter that is looked at. */
export const chosenFilter = signal(null);

/** How often a corpus that is still read is asked for, in milliseconds. */
const AGAIN = 700;

export async function loadCorpus() {
  try {
    corpus.value = await get("/app/corpus");
    chosenFilter.value ??= corpus.value.filters?.[0]?.id ?? null;
    if (corpus.value.complete === false) setTimeout(loadCorpus, AGAIN);
  } catch (error) {
    trouble(error);
  }
}

/** The name of a step or filter in the language of the interface; the settings file calls it by its id. */
export const stepName = (id) => (has("step-" + id) ? t("step-" + id) : id);

/** Says of a pair whether it is a good one. */
export async function label(pair, verdict, filter) {
  try {
    await post("/app/corpus/label", { pair: pair.id, verdict, ...(filter ? { filter } : {}) });
    return true;
  } catch (error) {
    trouble(error);
    return false;
  }
}
