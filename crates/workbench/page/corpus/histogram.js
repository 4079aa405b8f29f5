// How the values of a filter are spread. Most pairs stand near 1: there the
// scale is logarithmic, so that what matters is not one bar.
import { html } from "../shared/html.js";
import { number, t } from "../shared/i18n.js";

const WIDTH = 720;
const HEIGHT = 190;
const FOOT = 22;

/** Where a value stands, from 0 to 1: by −log(1 − x) on a log scale. */
export function position(value, low, high, log) {
  const scale = (x) => (log ? -Math.log10(Math.max(1e-4, 1 + 1e-4 - Math.min(1, x))) : x);
  const [from, to] = [scale(low), scale(high)];
  return to > from ? Math.max(0, Math.min(1, (scale(value) - from) / (to - from))) : 0;
}

export function Histogram({ bars, threshold, sense }) {
  const { edges, counts, log } = bars;
  const most = Math.max(1, ...counts);
  const [low, high] = [edges[0], edges[edges.length - 1]];
  const x = (value) => position(value, low, high, log) * WIDTH;
  // The height is the logarithm too: one pair is still seen beside a million.
  const tall = (count) => (count === 0 ? 0 : (Math.log1p(count) / Math.log1p(most)) * (HEIGHT - FOOT - 6));
  const kept = (i) => (sense === "max" ? edges[i + 1] <= threshold : edges[i] >= threshold);
  const total = counts.reduce((a, b) => a + b, 0);
  const ticks = [low, (low + high) / 2, high].concat(log ? [0.9, 0.99].filter((v) => v > low && v < high) : []);
  return html`<svg class="histogram" viewBox=${`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label=${t("histogram-of", { n: total, low: number(low), high: number(high) })}>
    ${counts.map((count, i) => html`<rect class=${kept(i) ? "bar-kept" : "bar-lost"} x=${x(edges[i]) + 0.5} y=${HEIGHT - FOOT - tall(count)}
      width=${Math.max(1, x(edges[i + 1]) - x(edges[i]) - 1)} height=${tall(count)}><title>${t("bar", { low: number(edges[i]), high: number(edges[i + 1]), n: count })}</title></rect>`)}
    ${ticks.map((v) => html`<text x=${x(v)} y=${HEIGHT - 6} text-anchor=${v === low ? "start" : v === high ? "end" : "middle"}>${number(v, { maximumFractionDigits: 3 })}</text>`)}
    <line class="threshold" x1=${x(threshold)} x2=${x(threshold)} y1="0" y2=${HEIGHT - FOOT} />
  </svg>`;
}
