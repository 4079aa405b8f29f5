// What is typed and not yet saved, kept in this browser: if the server or the
// window goes, nothing but the last key is lost. A document is meant by its key,
// which says its project too: documents of two projects have the same numbers.

const key = (doc) => `calque draft ${doc}`;

const read = (doc) => {
  try {
    return JSON.parse(localStorage.getItem(key(doc)) ?? "null");
  } catch {
    return null;
  }
};

/** Keeps what is typed; one cell of a document is edited at a time. */
export function keepDraft(doc, cell, index, side, text) {
  try {
    localStorage.setItem(key(doc), JSON.stringify({ cell, index, side, text }));
  } catch { /* storage is full or forbidden: typing goes on */ }
}

/** What was typed into a cell and not saved, or nothing. */
export function draftOf(doc, cell) {
  const draft = read(doc);
  return draft?.cell === cell ? draft.text : null;
}

/** The draft of a document: {cell, index, side, text}, or nothing. */
export const draftIn = (doc) => read(doc);

export function dropDraft(doc, cell) {
  if (!cell || read(doc)?.cell === cell) localStorage.removeItem(key(doc));
}
