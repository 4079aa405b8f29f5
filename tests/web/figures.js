// The figures of docs/workbench.md: how long a person waits, and the memory of
// the server, each the median of some runs. Wants a machine that does nothing
// else. `just web-figures`, or `node figures.js 1000` for other sizes of texts.
import { readFileSync, writeFileSync } from "node:fs";
import { loadavg } from "node:os";
import path from "node:path";
import { article, folder, open, putAway, serve } from "./support.js";

const SIZES = process.argv.slice(2).map(Number);
const sizes = SIZES.length ? SIZES : [10000, 100000];
const median = (times) => times.toSorted((a, b) => a - b)[times.length >> 1];
const say = (what, value) => console.log(`${what.padEnd(62)} ${value}`);
const ms = (times) => `${Math.round(median(times))} ms (${times.map((t) => Math.round(t)).join(", ")})`;

/** How long something takes, in milliseconds. */
async function time(what) {
  const from = performance.now();
  await what();
  return performance.now() - from;
}

/** The memory that a server holds now, and held at most, in MB; known on Linux only. */
function memory(server) {
  try {
    const status = readFileSync(`/proc/${server.pid}/status`, "utf8");
    const [now, most] = ["VmRSS", "VmHWM"].map((line) => Math.round(Number(new RegExp(`${line}:\\s+(\\d+)`).exec(status)[1]) / 1024));
    return `${now} MB, at most ${most} MB`;
  } catch {
    return "unknown here";
  }
}

/** Asks the server from the page. */
const ask = (page, address, body) => page.evaluate(async ([to, send]) => {
  const answer = await fetch(to, send && { method: "POST", body: JSON.stringify(send), headers: { "Content-Type": "application/json" } });
  if (!answer.ok) throw new Error(`${to}: ${answer.status} ${await answer.text()}`);
  return answer.json();
}, [address, body]);

/** An article: its worst finding, and a pair that is checked while it is typed. */
async function anArticle() {
  const first = [];
  for (let i = 0; i < 5; i += 1) {
    const home = folder();
    const from = performance.now();
    const server = await serve(article("dam", home), { home });
    const started = performance.now() - from;
    const { page, person, close } = await open("about:blank");
    first.push(started + await time(async () => { await page.goto(server.url); await person.sees(".finding"); }));
    if (i === 4) {
      const { documents } = await ask(page, "/app/state");
      const { beads } = await ask(page, `/app/doc/${documents[0].id}/beads?from=0&to=30`);
      const cells = beads.filter((b) => b.target.length === 1).slice(2, 12).map((b) => b.target[0]);
      const waits = [];
      for (const cell of cells) {
        waits.push(await time(() => ask(page, `/app/doc/${documents[0].id}/preview`, { cell: cell.id, text: `${cell.text} Encore.` })));
      }
      say("article: a pair checked again while it is typed", ms(waits));
      say("article: memory of the server", memory(server));
    }
    await close();
    await server.stop();
  }
  say("article (dam): from the command to the first finding on the page", ms(first));
}

/** The two texts of a book that nobody wrote; some years are wrong. */
function book(pairs) {
  const who = [["The keeper", "Le gardien"], ["My sister", "Ma sœur"], ["The old pilot", "Le vieux pilote"], ["The doctor", "Le médecin"], ["A child", "Un enfant"]];
  const what = [["closed the red door", "a fermé la porte rouge"], ["counted the boats", "a compté les bateaux"], ["wrote a long letter", "a écrit une longue lettre"]];
  const where = [["near the harbour", "près du port"], ["behind the church", "derrière l’église"], ["on the bridge", "sur le pont"], ["in the garden", "dans le jardin"]];
  const sentences = Array.from({ length: pairs }, (_, i) => {
    const [a, b, c] = [who[i % who.length], what[i % what.length], where[i % where.length]];
    const year = 1800 + (i % 200);
    return [`${a[0]} ${b[0]} number ${i + 1} ${c[0]} in ${year}.`, `${a[1]} ${b[1]} numéro ${i + 1} ${c[1]} en ${i % 100 === 42 ? year + 1 : year}.`];
  });
  return [0, 1].map((side) => sentences.map((pair) => pair[side]).join("\n") + "\n");
}

/** A book: opened, opened again, scrolled, a stretch of fifty pairs paired anew. */
async function aBook(pairs) {
  const home = folder();
  const files = ["en", "fr"].map((lang) => path.join(home, `book.${lang}.txt`));
  book(pairs).forEach((text, side) => writeFileSync(files[side], text));
  const name = `${pairs.toLocaleString("en")} pairs`;
  let server = await serve(files, { home });
  let desk = await open("about:blank");
  const seen = await time(async () => { await desk.page.goto(server.url); await desk.person.sees(".pair .words"); });
  const found = await time(() => desk.person.sees(".finding"));
  say(`${name}: text there, then the first finding after`, `${Math.round(seen)} ms, ${Math.round(found)} ms`);
  desk.page.setDefaultTimeout(400000);
  const checked = await time(() => desk.page.waitForFunction(() => !document.querySelector(".checking"), null, { polling: 250 }));
  say(`${name}: all of it checked after`, `${((found + checked) / 1000).toFixed(1)} s`);
  say(`${name}: memory of the server`, memory(server));
  const { documents } = await ask(desk.page, "/app/state");
  const doc = `/app/doc/${documents[0].id}`;
  const at = pairs >> 1;
  const { beads } = await ask(desk.page, `${doc}/beads?from=${at}&to=${at + 52}`);
  const command = (body) => ask(desk.page, `${doc}/command`, body);
  await command({ kind: "lock", beads: [beads[0].id, beads[51].id], locked: true });
  // Fifty translations are moved up by one, so that there is something to pair anew.
  const cells = beads.slice(1, 51).map((b) => b.target[0]);
  for (const [i, cell] of cells.entries()) await command({ kind: "edit", cell: cell.id, text: cells[(i + 1) % cells.length].text });
  const anew = [];
  for (let i = 0; i < 5; i += 1) {
    anew.push(await time(() => command({ kind: "realign", bead: beads[10].id })));
    await ask(desk.page, `${doc}/undo`, {});
  }
  say(`${name}: 50 pairs between two locks paired anew, and checked`, ms(anew));
  await desk.close();
  await server.stop();

  server = await serve(files, { home });
  const again = [];
  const reload = [];
  for (let i = 0; i < 5; i += 1) {
    desk = await open("about:blank");
    (i ? reload : again).push(await time(async () => { await desk.page.goto(server.url); await desk.person.sees(".pair .words"); }));
    if (i < 4) await desk.close();
  }
  say(`${name}: opened again by a new server, then a new window`, `${Math.round(again[0])} ms; ${ms(reload)}`);
  const frames = await desk.page.evaluate(async () => {
    const box = document.querySelector(".text-scroller");
    const out = [];
    let last = performance.now();
    for (let i = 0; i < 200; i += 1) {
      box.scrollTop += 500;
      await new Promise((next) => requestAnimationFrame(next));
      out.push(performance.now() - last);
      last = performance.now();
    }
    return out.sort((a, b) => a - b);
  });
  say(`${name}: a frame while it is scrolled, median and slowest twentieth`, `${frames[100].toFixed(1)} ms, ${frames[190].toFixed(1)} ms`);
  say(`${name}: memory of the server, opened again`, memory(server));
  await desk.close();
  await server.stop();
}

say("load of the machine", loadavg().map((l) => l.toFixed(1)).join(" "));
await anArticle();
for (const pairs of sizes) await aBook(pairs);
say("load of the machine", loadavg().map((l) => l.toFixed(1)).join(" "));
await putAway();
process.exit(0);
