
// Links words and notes, filters by severity and tier, and answers keys.
// Everything it needs stands in data-f (finding numbers) and data-severity.
"use strict";
(() => {
  const all = (selector) => [...document.querySelectorAll(selector)];
  const byId = (id) => document.getElementById(id);
  const worstFirst = ["critical", "major", "minor", "info"];
  const hidden = new Set();
  const linked = all("[data-f]");
  const notes = all(".note");
  const severity = new Map(notes.map((note) => [note.dataset.f, note.dataset.severity]));
  const numbers = (element) => element.dataset.f.split(" ");
  const about = new Map(notes.map((note) => [note.dataset.f, []]));
  for (const element of linked) {
    for (const number of numbers(element)) about.get(number)?.push(element);
  }
  const tier = new Map(notes.map((note) => [note.dataset.f, note.dataset.tier]));
  const pressed = (id) => byId(id).getAttribute("aria-pressed") === "true";
  const isShown = (number) =>
    !hidden.has(severity.get(number)) && (!pressed("sure") || tier.get(number) === "to-correct");
  let chosen = null;

  // Gives `name` to everything about the findings `wanted`, and takes it from what had it.
  function light(name, wanted) {
    for (const element of all("." + name)) element.classList.remove(name);
    for (const number of wanted.filter(isShown)) {
      for (const element of about.get(number)) element.classList.add(name);
    }
  }

  function choose(number, scroll) {
    chosen = number;
    light("on", number ? [number] : []);
    say();
    if (!number || !scroll) return;
    const note = byId("n" + number);
    const row = note.closest(".row") || note;
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    row.scrollIntoView({ block: "center", behavior: calm ? "auto" : "smooth" });
    note.focus({ preventScroll: true });
  }

  function visibleNotes() {
    return notes.filter((note) => isShown(note.dataset.f));
  }

  function say() {
    const shown = visibleNotes();
    const at = shown.findIndex((note) => note.dataset.f === chosen);
    byId("place").textContent = at < 0 ? `${shown.length} shown` : `${at + 1} of ${shown.length}`;
  }

  function step(by) {
    const shown = visibleNotes();
    if (!shown.length) return;
    const at = shown.findIndex((note) => note.dataset.f === chosen);
    const next = at < 0 ? (by > 0 ? 0 : shown.length - 1) : (at + by + shown.length) % shown.length;
    choose(shown[next].dataset.f, true);
  }

  // Shows what the filters allow; words of several findings take the worst severity left.
  function filter() {
    const only = pressed("only");
    for (const element of linked) {
      const left = numbers(element).filter(isShown).map((n) => severity.get(n));
      element.classList.toggle("quiet", left.length === 0);
      if (element.localName !== "mark") continue;
      const worst = worstFirst.find((s) => left.includes(s));
      if (worst) element.dataset.severity = worst;
      else delete element.dataset.severity;
    }
    for (const row of all(".row")) {
      const found = row.querySelector("[data-f]:not(.quiet)") !== null;
      row.classList.toggle("quiet", only && !found);
    }
    if (chosen && !isShown(chosen)) choose(null, false);
    for (const button of all(".filter")) {
      button.setAttribute("aria-pressed", String(!hidden.has(button.dataset.severity)));
    }
    say();
  }

  function toggle(name) {
    if (!hidden.delete(name)) hidden.add(name);
    filter();
  }

  function press(id) {
    byId(id).setAttribute("aria-pressed", String(!pressed(id)));
    filter();
  }

  if (!byId("bar")) return;
  byId("bar").hidden = false;
  all(".filter").forEach((button) => button.addEventListener("click", () => toggle(button.dataset.severity)));
  ["only", "sure"].forEach((id) => byId(id).addEventListener("click", () => press(id)));
  byId("previous").addEventListener("click", () => step(-1));
  byId("next").addEventListener("click", () => step(1));
  byId("ask").addEventListener("click", () => byId("help").showModal());
  byId("close").addEventListener("click", () => byId("help").close());

  for (const kind of ["mouseover", "focusin"]) {
    document.addEventListener(kind, (event) => {
      const element = event.target.closest("[data-f]");
      light("hot", element ? numbers(element) : []);
    });
  }
  document.addEventListener("click", (event) => {
    const element = event.target.closest("[data-f]");
    if (!element) return;
    // Clicking again on words of several findings goes to the next of them.
    const wanted = numbers(element).filter(isShown);
    const again = wanted.indexOf(chosen);
    const number = wanted[(again + 1) % wanted.length];
    if (!number) return;
    // References and the list lead to the note; links inside a note lead where they say.
    const link = event.target.closest("a");
    if (link && !link.hash.startsWith("#n")) return;
    if (link) event.preventDefault();
    choose(number, link !== null);
  });

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || byId("help").open) return;
    const keys = {
      j: () => step(1),
      k: () => step(-1),
      f: () => press("only"),
      c: () => press("sure"),
      "?": () => byId("help").showModal(),
      Escape: () => choose(null, false),
      0: () => { hidden.clear(); byId("sure").setAttribute("aria-pressed", "false"); filter(); },
    };
    const name = worstFirst[Number(event.key) - 1];
    if (name) toggle(name);
    else if (keys[event.key]) keys[event.key]();
    else return;
    event.preventDefault();
  });

  filter();
  const start = /^#n(\d+)$/.exec(location.hash);
  if (start && severity.has(start[1])) choose(start[1], true);
})();
