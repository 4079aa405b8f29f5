// The words of the interface: one JSON file for each language, keys alike.
// A value is a text with {places}, or forms by number: {"one": …, "other": …}.
import { signal } from "./html.js";

export const LANGUAGES = { en: "English", fr: "Français" };

/** The language of the interface. */
export const lang = signal("en");
let words = {};
let plural = new Intl.PluralRules("en");
let numbers = new Intl.NumberFormat("en");

/** Loads the words of `wanted`; English for a language that is not there. */
export async function speak(wanted) {
  const code = wanted in LANGUAGES ? wanted : "en";
  const answer = await fetch(`/assets/languages/${code}.json`, { credentials: "same-origin" });
  words = await answer.json();
  plural = new Intl.PluralRules(code);
  numbers = new Intl.NumberFormat(code);
  document.documentElement.lang = code;
  lang.value = code;
}

/**
 * The text of `key`; numbers among the values are written as the language writes them.
 * @param {string} key
 * @param {Record<string, string|number>} [values] `n` chooses the form
 */
export function t(key, values = {}) {
  let text = words[key] ?? key;
  if (typeof text === "object") text = text[plural.select(Number(values.n ?? 0))] ?? text.other;
  return text.replace(/\{(\w+)\}/g, (whole, name) => {
    const value = values[name];
    return typeof value === "number" ? numbers.format(value) : value ?? whole;
  });
}

/** True where the language has words for `key`. */
export const has = (key) => lang.value && key in words;

/** A number as the language writes it. */
export const number = (n, options) =>
  options ? new Intl.NumberFormat(lang.value, options).format(n) : numbers.format(n);

/** A share from 0 to 1 as per cent. */
export const percent = (share, digits = 0) => number(share, { style: "percent", maximumFractionDigits: digits });

/** A moment as people say it. */
export const moment = (when) => {
  const date = new Date(when);
  return Number.isNaN(date.getTime()) ? String(when ?? "")
    : new Intl.DateTimeFormat(lang.value, { dateStyle: "medium", timeStyle: "short" }).format(date);
};

/** The name of a language in the language of the interface. */
export function languageName(code) {
  if (!code || code === "und") return t("language-unknown");
  try {
    return new Intl.DisplayNames([lang.value], { type: "language" }).of(code) ?? code;
  } catch {
    return code;
  }
}
