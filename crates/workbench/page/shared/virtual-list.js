// A list of any length of which only what is seen stands in the page. Heights
// are guessed until a row was drawn, then measured; what is looked at stays
// where it is while rows above it turn out taller or shorter.
import { html, useEffect, useLayoutEffect, useRef, useState } from "./html.js";

/** Rows that are drawn above and below the window. */
const MARGIN = 8;
/** On paper all rows are drawn, up to so many. */
const ON_PAPER = 3000;

/** Sums of heights by index, changed and asked in logarithmic time (a Fenwick tree). */
export class Heights {
  /**
   * @param {number} count
   * @param {(index: number) => number} guess
   */
  constructor(count, guess) {
    this.count = count;
    this.values = Float64Array.from({ length: count }, (_, i) => guess(i));
    this.tree = new Float64Array(count + 1);
    for (let i = 1; i <= count; i += 1) {
      this.tree[i] += this.values[i - 1];
      const next = i + (i & -i);
      if (next <= count) this.tree[next] += this.tree[i];
    }
  }

  /** Sets one height; says by how much it changed. */
  set(index, height) {
    const change = height - this.values[index];
    if (!change || index >= this.count) return 0;
    this.values[index] = height;
    for (let i = index + 1; i <= this.count; i += i & -i) this.tree[i] += change;
    return change;
  }

  /** Where row `index` begins. */
  top(index) {
    let sum = 0;
    for (let i = Math.min(index, this.count); i > 0; i -= i & -i) sum += this.tree[i];
    return sum;
  }

  /** The row at a height from the top. */
  at(y) {
    let index = 0;
    let rest = y;
    for (let step = 2 ** Math.floor(Math.log2(this.count || 1)); step > 0; step = Math.floor(step / 2)) {
      const next = index + step;
      if (next <= this.count && this.tree[next] <= rest) {
        index = next;
        rest -= this.tree[next];
      }
    }
    return Math.min(index, Math.max(0, this.count - 1));
  }
}

/**
 * @param {{
 *   count: number,
 *   guess: (index: number) => number,
 *   row: (index: number) => unknown,
 *   keyOf: (index: number) => string|number|undefined,
 *   onRange?: (from: number, to: number) => void,
 *   control?: {current: {scrollTo: (index: number, where?: "nearest"|"center") => void}|null},
 *   version?: unknown, role?: string, label?: string, className?: string,
 * }} props `version` changes when rows were inserted or removed; a row that is not there yet has no key
 */
export function VirtualList({ count, guess, row, keyOf, onRange, control, version, role = "list", label, className = "" }) {
  const box = useRef(null);
  const heights = useRef(null);
  const made = useRef("");
  const [view, setView] = useState({ top: 0, height: 800 });
  const [onPaper, setOnPaper] = useState(false);
  const wanted = useRef(null);
  const measured = useRef(new Map());
  const stamp = `${count} ${version}`;
  if (made.current !== stamp) {
    heights.current = new Heights(count, (i) => measured.current.get(keyOf(i)) ?? guess(i));
    made.current = stamp;
  }
  const h = heights.current;
  const first = onPaper ? 0 : Math.max(0, h.at(view.top) - MARGIN);
  const last = Math.min(count, onPaper ? ON_PAPER : h.at(view.top + view.height) + MARGIN + 1);

  const look = () => {
    const { scrollTop, clientHeight } = box.current;
    setView((v) => (v.top === scrollTop && v.height === clientHeight ? v : { top: scrollTop, height: clientHeight }));
  };
  useLayoutEffect(() => {
    look();
    const watch = new ResizeObserver(look);
    watch.observe(box.current);
    return () => watch.disconnect();
  }, []);
  useEffect(() => {
    const [begin, end] = [() => setOnPaper(true), () => setOnPaper(false)];
    addEventListener("beforeprint", begin);
    addEventListener("afterprint", end);
    return () => { removeEventListener("beforeprint", begin); removeEventListener("afterprint", end); };
  }, []);
  useEffect(() => onRange?.(first, last), [first, last, stamp]);

  const measure = (index, height) => {
    if (made.current !== stamp) return;
    if (keyOf(index) !== undefined) measured.current.set(keyOf(index), height);
    const above = h.top(index) + h.values[index] <= box.current.scrollTop;
    const change = h.set(index, height);
    if (!change) return;
    if (above && !wanted.current) box.current.scrollTop += change;
    setView((v) => ({ ...v }));
  };

  const place = () => {
    const { index, where } = wanted.current;
    const top = h.top(index);
    const height = h.values[index];
    const { scrollTop, clientHeight } = box.current;
    const seen = top >= scrollTop + 8 && top + height <= scrollTop + clientHeight - 8;
    if (where === "nearest" && seen) return;
    box.current.scrollTop = Math.max(0, top - Math.max(24, (clientHeight - height) / 2.6));
  };
  // Twice: the second time with the heights that were measured after the first.
  const scrollTo = (index, where = "nearest") => {
    if (index < 0 || index >= count) return;
    wanted.current = { index, where };
    place();
    requestAnimationFrame(() => requestAnimationFrame(() => {
      if (wanted.current?.index === index && box.current) place();
      wanted.current = null;
    }));
  };
  if (control) control.current = { scrollTo, view: () => ({ first: h.at(view.top), last: h.at(view.top + view.height) }) };

  const rows = [];
  for (let i = first; i < last; i += 1) rows.push(html`<${Measured} key=${keyOf(i) ?? `waiting ${i}`} index=${i} measure=${measure}>${row(i)}<//>`);
  const padding = { paddingTop: `${h.top(first)}px`, paddingBottom: `${Math.max(0, h.top(count) - h.top(last))}px` };
  const counted = role === "table" ? { "aria-rowcount": count } : {};
  return html`<div class=${"scroller " + className} ref=${box} onScroll=${look} tabindex="-1">
    <div role=${role} aria-label=${label} ...${counted} class="virtual" style=${padding}>${rows}</div>
  </div>`;
}

/** Tells the height of what stands inside, again when it changes. */
function Measured({ index, measure, children }) {
  const element = useRef(null);
  const latest = useRef(null);
  latest.current = (height) => measure(index, height);
  useLayoutEffect(() => {
    latest.current(element.current.getBoundingClientRect().height);
    const watch = new ResizeObserver(() => element.current && latest.current(element.current.getBoundingClientRect().height));
    watch.observe(element.current);
    return () => watch.disconnect();
  }, []);
  return html`<div class="measured" role="presentation" ref=${element}>${children}</div>`;
}
