// One side of what is to be opened: text, an address, or a file that was sent.

/** Formats that hold both sides. */
const PAIRS = new Set(["tmx", "xliff", "tsv", "jsonl", "po", "moses", "xces", "parquet"]);

/**
 * @typedef {{text: string, file: object|null, found: string, lang: string, busy: boolean, error: string}} Part
 * `lang` is empty where nobody chose: then the one that was found holds
 */

/** @returns {Part} */
export const newPart = () => ({ text: "", file: null, found: "", lang: "", busy: false, error: "" });

/** The address that a text is, or nothing. */
export const urlOf = (text) => (/^https?:\/\/\S+$/.test(text.trim()) ? text.trim() : null);

export const isReady = (part) => part.file !== null || part.text.trim() !== "";

export const holdsPairs = (file) => PAIRS.has(file.format);

/** What the server is told. */
export function partOf(part) {
  if (part.file) return { upload: part.file.upload };
  const url = urlOf(part.text);
  return url ? { url } : { text: part.text };
}
