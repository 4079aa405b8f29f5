// Cuts a text at the ends of spans. Spans count code points, as all of Calque's
// answers do; strings of the browser count UTF-16, and meet here only.

/**
 * Where each code point of `text` begins in UTF-16, and the end.
 * @param {string} text
 * @returns {(point: number) => number}
 */
export function places(text) {
  if (!/[\ud800-\udfff]/.test(text)) return (point) => Math.min(point, text.length);
  const at = [];
  for (let i = 0; i < text.length; i += text.codePointAt(i) > 0xffff ? 2 : 1) at.push(i);
  at.push(text.length);
  return (point) => at[Math.min(point, at.length - 1)];
}

/** How many code points a text has. */
export const length = (text) => [...text].length;

/** Code points before a UTF-16 offset. */
export const pointAt = (text, offset) => length(text.slice(0, offset));

/**
 * @typedef {{start: number, end: number, [key: string]: unknown}} Span
 * @typedef {{text: string, spans: Span[]}} Piece an empty text stands for an empty span
 */

/**
 * The pieces of `text` between the ends of `spans`, each with the spans over it.
 * @param {string} text
 * @param {Span[]} spans
 * @returns {Piece[]}
 */
export function pieces(text, spans) {
  const total = length(text);
  const inside = spans.filter((s) => s.start <= total && s.end >= 0)
    .map((s) => ({ ...s, start: Math.max(0, s.start), end: Math.min(total, s.end) }));
  if (inside.length === 0) return text ? [{ text, spans: [] }] : [];
  const place = places(text);
  const cuts = [...new Set([0, total, ...inside.flatMap((s) => [s.start, s.end])])].sort((a, b) => a - b);
  const out = [];
  cuts.forEach((from, i) => {
    const points = inside.filter((s) => s.start === s.end && s.start === from);
    if (points.length) out.push({ text: "", spans: points });
    const to = cuts[i + 1];
    if (to === undefined || to === from) return;
    out.push({ text: text.slice(place(from), place(to)), spans: inside.filter((s) => s.start <= from && s.end >= to && s.start < s.end) });
  });
  return out;
}

/**
 * The spans of a side, moved to its cells: the side's text is its cells' texts joined by one space;
 * a cell without words is no part of it.
 * @param {{text: string}[]} cells
 * @param {Span[]} spans
 * @returns {Span[][]} for each cell
 */
export function spansOfCells(cells, spans) {
  let from = 0;
  const last = cells.findLastIndex((cell) => cell.text.trim() !== "");
  return cells.map((cell, i) => {
    if (cell.text.trim() === "") return [];
    const to = from + length(cell.text);
    const own = spans.filter((s) => (s.start === s.end
      ? s.start >= from && (s.start <= to || i === last)
      : s.start < to && s.end > from));
    const moved = own.map((s) => ({ ...s, start: Math.max(s.start, from) - from, end: Math.min(s.end, to) - from }));
    from = to + 1;
    return moved;
  });
}

const WORST = ["critical", "major", "minor", "info"];

/** The gravest severity among spans. */
export const worst = (spans) => WORST.find((s) => spans.some((span) => span.severity === s));
