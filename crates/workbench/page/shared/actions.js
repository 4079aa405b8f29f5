// Every action that has a key, and its keys in the three presets. Single
// letters act when nobody types; a key with Ctrl acts always. No browser key
// (Ctrl+W, T, N, R, L) is taken, and Backspace does nothing.

/**
 * action: [scope, keys of Calque, keys of InterText, keys of OmegaT]; an
 * absent preset has Calque's keys.
 */
const TABLE = {
  "next-finding": ["review", "j"],
  "previous-finding": ["review", "k"],
  "next-pair": ["text", "n ArrowDown", "ArrowDown n", "n ArrowDown Enter"],
  "previous-pair": ["text", "p ArrowUp", "ArrowUp p", "p ArrowUp Ctrl+Enter"],
  "next-unread": ["text", "u", "u", "Ctrl+U"],
  "previous-unread": ["text", "U", "U", "Ctrl+Shift+U"],
  "accept": ["review", "a"],
  "dismiss": ["review", "x"],
  "mark-corrected": ["review", "d"],
  "ask": ["review", "q"],
  "reopen": ["review", "o"],
  "term": ["review", "t"],
  "why": ["review", "y"],
  "comment": ["text", "c"],
  "edit": ["text", "e Enter", "Enter e", "e"],
  "read": ["text", "v"],
  "word-links": ["text", "w"],
  "next-word": ["text", "ArrowRight"],
  "previous-word": ["text", "ArrowLeft"],
  "second-look": ["review", "2"],
  "filter": ["review", "f"],
  "search": ["text", "/ Ctrl+F", "/ Ctrl+F", "/ Ctrl+F"],
  "go-to": ["text", "g", "g", "g Ctrl+J"],
  "next-doubtful": ["align", "j"],
  "previous-doubtful": ["align", "k"],
  "merge-next": ["align", "m", "m Delete", "m"],
  "merge-previous": ["align", "M", "M", "M"],
  "split": ["align", "s", "s Insert", "s"],
  "shift-up": ["align", "[", "[ PageUp", "u ["],
  "shift-down": ["align", "]", "] PageDown", "d ]"],
  "unlink": ["align", "b"],
  "link": ["align", "l"],
  "swap": ["align", "t"],
  "insert": ["align", "i"],
  "lock": ["align", "L"],
  "realign": ["align", "="],
  "confirm": ["align", "y Space", "Space y", "a y"],
  "confirm-above": ["align", "Y"],
  "next-row": ["corpus", "j"],
  "previous-row": ["corpus", "k"],
  "label-good": ["corpus", "1 g"],
  "label-bad": ["corpus", "2 b"],
  "undo": ["everywhere", "Ctrl+Z"],
  "redo": ["everywhere", "Ctrl+Shift+Z Ctrl+Y"],
  "show-review": ["everywhere", "Alt+1"],
  "show-align": ["everywhere", "Alt+2"],
  "show-finish": ["everywhere", "Alt+3"],
  "show-history": ["everywhere", "Alt+4"],
  "keys": ["everywhere", "?"],
};

export const PRESETS = ["default", "intertext", "omegat"];

/** The names of all actions, in the order in which they are shown. */
export const ACTIONS = Object.keys(TABLE);

/** Where an action is of use: everywhere, in a text, in the review, in the alignment, in a corpus. */
export const scopeOf = (action) => TABLE[action][0];

/**
 * The keys of each action.
 * @param {string} preset
 * @param {Record<string, string>} own keys that somebody has set
 * @returns {Record<string, string[]>}
 */
export function bindings(preset, own = {}) {
  const column = 1 + Math.max(0, PRESETS.indexOf(preset));
  return Object.fromEntries(ACTIONS.map((action) => {
    const keys = own[action] ?? TABLE[action][column] ?? TABLE[action][1];
    return [action, keys.split(" ").filter(Boolean)];
  }));
}

const TAKEN = /^(Ctrl|Meta)\+(Shift\+)?[wtnrl]$/i;

/** Why a key cannot be given, or nothing. */
export function refused(key) {
  if (TAKEN.test(key)) return "key-of-the-browser";
  if (["Backspace", "Escape"].includes(key)) return "key-has-a-meaning";
  return null;
}
