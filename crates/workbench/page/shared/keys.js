// Listens to the keyboard and calls what a view has said its keys do.
import { effect, signal, useLayoutEffect } from "./html.js";
import { bindings } from "./actions.js";
import { dialogIsOpen } from "./dialog.js";

/** What is set: the preset, own keys, and whether single letters act at all. */
export const keySettings = signal({ preset: "default", own: {}, letters: true });

let byKey = new Map();
effect(() => {
  const { preset, own } = keySettings.value;
  byKey = new Map();
  for (const [action, keys] of Object.entries(bindings(preset, own))) {
    for (const key of keys) byKey.set(key, [...(byKey.get(key) ?? []), action]);
  }
});

/** The name of a pressed key: `j`, `U`, `Ctrl+Z`, `ArrowDown`, `Space`. */
export function nameOf(event) {
  const key = event.key === " " ? "Space" : event.key;
  const letter = key.length === 1;
  const modified = event.ctrlKey || event.metaKey || event.altKey;
  const parts = [];
  if (event.ctrlKey || event.metaKey) parts.push("Ctrl");
  if (event.altKey) parts.push("Alt");
  if (event.shiftKey && (modified || !letter)) parts.push("Shift");
  parts.push(letter && modified ? key.toUpperCase() : key);
  return parts.join("+");
}

/** True where keys write: a field, a choice, a text that is edited. */
export function isTyping(target) {
  return target instanceof HTMLElement
    && (target.isContentEditable || target.matches("textarea, select, input:not([type=checkbox], [type=radio], [type=range], [type=button])"));
}

const handlers = [];

/**
 * Gives actions to keys while a view is there; the view that came last goes first.
 * @param {Record<string, (event: KeyboardEvent) => unknown>} actions one that returns `false` passes
 */
export function useKeys(actions) {
  useLayoutEffect(() => {
    handlers.unshift(actions);
    return () => handlers.splice(handlers.indexOf(actions), 1);
  });
}

/** True where the focus stands on something that uses the key itself. */
function usesKey(target, key) {
  if (!(target instanceof HTMLElement)) return false;
  if (key === "Enter" || key === "Space") return target.matches("button, a[href], summary, input, [role=slider]");
  if (key.startsWith("Arrow")) return target.matches("input, [role=slider], [role=radio]");
  return false;
}

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.isComposing || dialogIsOpen()) return;
  const key = nameOf(event);
  const withControl = key.startsWith("Ctrl+") || key.startsWith("Alt+");
  if (!withControl && (isTyping(event.target) || (key.length === 1 && !keySettings.value.letters))) return;
  if (usesKey(event.target, key)) return;
  if (isTyping(event.target) && /^Ctrl\+(Shift\+)?[ZY]$/.test(key)) return;
  for (const action of byKey.get(key) ?? []) {
    for (const actions of handlers) {
      if (actions[action] && actions[action](event) !== false) {
        event.preventDefault();
        return;
      }
    }
  }
});

/** The first key of an action, as a person reads it. */
export function keyOf(action) {
  const { preset, own } = keySettings.value;
  return shown(bindings(preset, own)[action]?.[0] ?? "");
}

const SIGNS = { ArrowUp: "↑", ArrowDown: "↓", ArrowLeft: "←", ArrowRight: "→", Enter: "⏎", Space: "␣" };

export const shown = (key) => key.split("+").map((part, i, all) => (all.length > 1 && part === "" ? "+" : SIGNS[part] ?? part)).join("+");
