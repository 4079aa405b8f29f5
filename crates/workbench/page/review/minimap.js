// The strip beside the text: where findings are, how grave, and where nobody
// has read. For the eye and the mouse; the list says the same to the keyboard.
import { html, useEffect, useRef, signal } from "../shared/html.js";
import { get } from "../shared/api.js";
import { address, changes, count, current, meta } from "../shared/document.js";
import { goTo } from "./moves.js";

/** A bucket for so many pixels. */
const STEP = 4;
const PAUSE = 300;
const size = signal(0);

export function Minimap() {
  const canvas = useRef(null);
  const buckets = useRef([]);
  const draw = () => canvas.current && paint(canvas.current, buckets.current);
  useEffect(() => {
    const watch = new ResizeObserver(([entry]) => (size.value = Math.round(entry.contentRect.height)));
    watch.observe(canvas.current.parentElement);
    const dark = matchMedia("(prefers-color-scheme: dark)");
    dark.addEventListener("change", draw);
    return () => { watch.disconnect(); dark.removeEventListener("change", draw); };
  }, []);
  useEffect(() => {
    if (!size.value) return undefined;
    const timer = setTimeout(async () => {
      const wanted = Math.max(1, Math.min(count(), Math.floor(size.value / STEP)));
      try {
        buckets.current = (await get(address("/minimap"), { buckets: wanted })).buckets;
        draw();
      } catch { /* the strip stays as it was */ }
    }, PAUSE);
    return () => clearTimeout(timer);
  }, [size.value, meta.value.revision, changes.value > 0, meta.value.beads]);
  useEffect(draw, [current.value, size.value]);
  const jump = (event) => {
    const { top, height } = event.currentTarget.getBoundingClientRect();
    goTo(Math.floor(((event.clientY - top) / height) * count()), { focus: false });
  };
  return html`<div class="minimap" aria-hidden="true" onPointerDown=${jump}><canvas ref=${canvas}></canvas><i></i></div>`;
}

function paint(canvas, buckets) {
  const { clientWidth: width, clientHeight: height } = canvas;
  const scale = devicePixelRatio || 1;
  canvas.width = width * scale;
  canvas.height = height * scale;
  const pen = canvas.getContext("2d");
  pen.scale(scale, scale);
  const style = getComputedStyle(canvas);
  const colour = colours(canvas);
  const step = height / Math.max(1, buckets.length);
  buckets.forEach((bucket, i) => {
    pen.fillStyle = bucket.unread > 0 ? style.color : "transparent";
    pen.globalAlpha = 0.16;
    pen.fillRect(width - 2, i * step, 2, step);
    pen.globalAlpha = 1;
    if (!bucket.worst) return;
    pen.fillStyle = colour[bucket.worst];
    pen.fillRect(3, i * step, width - 8, Math.max(2.5, Math.min(step - 1, 5)));
  });
  pen.strokeStyle = style.color;
  pen.lineWidth = 1.5;
  pen.strokeRect(1, (current.peek() / Math.max(1, count())) * height - 1, width - 2, Math.max(6, height / Math.max(1, count())));
}

/** The colours of severities as they are now: the canvas knows no tokens, so an element wears them. */
function colours(canvas) {
  const probe = canvas.parentElement.querySelector("i");
  return Object.fromEntries(["critical", "major", "minor", "info"].map((severity) => {
    probe.className = `map-${severity}`;
    return [severity, getComputedStyle(probe).color];
  }));
}
