#!/usr/bin/env python3
"""Whole losses over documents: are they told, and are good documents left in peace?

    tests/losses.py [--calque BIN] [--pairs FILE.jsonl ...] [--most N] [--show]

Takes the good translations of corpus/ and, with --pairs, documents joined from consecutive pairs of a file
(`doc`, `source`, `target`, `src_lang`, `tgt_lang` a line). Each document is spoilt in one way at a time:
a paragraph or a sentence dropped or invented, a paragraph doubled, blank, or in another language; and, as
a file of pairs, a translation blank, replaced, shifted by one, swapped. `calque check --fail-on major` must
fail on the spoilt one. On the good one nothing of these rules may be said at that severity; what is said
there is counted for 100 documents. Needs nothing but Python.
"""

import argparse
import collections
import json
import os
import random
import subprocess
import sys
import tempfile

ROOT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..")
RULES = {"dropped", "invented", "doubled", "blank", "wrong-language", "unrelated", "reply", "loops", "shifted"}
INVENTED = {
    "fr": "Le vieux phare abrite désormais une collection de cartes marines et de coquillages rares.",
    "en": "The old lighthouse now houses a collection of sea charts and rare shells.",
}
THIRD = [
    "El alcalde anunció que las obras del puente terminarán antes del próximo verano.",
    "Der Vorsitzende erklärte, dass die Arbeiten bis zum nächsten Sommer beendet sein werden.",
    "Il direttore ha spiegato che i lavori saranno conclusi entro la prossima estate.",
]
REFUSAL = {
    "fr": "Je suis désolé, mais je ne peux pas traduire ce texte.",
    "en": "I'm sorry, but I can't translate this text.",
}
LEAD = {"fr": "Voici la traduction : ", "en": "Here is the translation: "}


class Document:
    """Segments of both sides that translate each other."""

    def __init__(self, name, langs, pairs):
        self.name, self.langs, self.pairs = name, langs, pairs


def documents(paths, most):
    """Documents of at least six pairs of corpus/ and of files of pairs."""
    out = []
    for name, langs in (("observatory", ("en", "fr")), ("ferry", ("fr", "en"))):
        sides = [open(os.path.join(ROOT, "corpus/news", f"{name}.{lang}.txt"), encoding="utf-8").read() for lang in langs]
        blocks = [[b.strip() for b in side.split("\n\n") if b.strip()] for side in sides]
        if len(blocks[0]) == len(blocks[1]):
            out.append(Document(f"corpus:{name}", langs, list(zip(*blocks))))
    for path in paths:
        docs = collections.OrderedDict()
        for line in open(path, encoding="utf-8"):
            d = json.loads(line)
            docs.setdefault((d["doc"], d["src_lang"], d["tgt_lang"]), []).append((d["source"].strip(), d["target"].strip()))
        for (doc, *langs), pairs in docs.items():
            pairs = [p for p in pairs if all("\n" not in t for t in p)]
            if len(pairs) >= 6:
                out.append(Document(doc, tuple(langs), pairs))
    return out[:most]


def prose(text):
    """Whether a segment is a sentence that one would miss."""
    words = text.split()
    small = sum(w[0].islower() for w in words)
    return len(words) >= 7 and 2 * small > len(words) and text[-1] in ".!?"


def spoilt(doc, rng):
    """(kind, pairs as they stand in the files) for each way; None on a side: no segment there."""
    good = doc.pairs
    places = [i for i, (s, t) in enumerate(good) if 0 < i < len(good) - 1 and prose(s) and prose(t) and s != t]
    if not places:
        return
    at = rng.choice(places)
    (source, target), (_, lang) = good[at], doc.langs
    put = lambda *middle: good[:at] + list(middle) + good[at + 1 :]
    yield "paragraph dropped", put((source, None))
    yield "paragraph invented", put((source, target), (None, INVENTED[lang]))
    yield "paragraph doubled, later", good[: at + 1] + good[at + 1 :] + [(None, target)]
    yield "paragraph doubled, at once", put((source, target), (None, target))
    yield "paragraph in a third language", put((source, rng.choice(THIRD)))
    yield "paragraph not translated", put((source, source))
    yield "paragraph replaced", put((source, INVENTED[lang]))
    yield "sentence dropped", put((source + " " + INVENTED[doc.langs[0]], target))
    yield "sentence invented", put((source, target + " " + INVENTED[lang]))


def spoilt_pairs(doc, rng):
    """The same for a file of pairs: (kind, pairs)."""
    good = doc.pairs
    places = [i for i, (s, t) in enumerate(good) if prose(s) and prose(t) and s != t]
    if not places:
        return
    at = rng.choice(places)
    (source, target), (_, lang) = good[at], doc.langs
    put = lambda new: good[:at] + [(source, new)] + good[at + 1 :]
    yield "pair blank", put("")
    yield "pair with a placeholder", put(rng.choice(["TODO", "???", "—", "N/A"]))
    yield "pair with an unrelated translation", put(INVENTED[lang])
    yield "pair in a third language", put(rng.choice(THIRD))
    yield "pair not translated", put(source)
    yield "pair with a refusal", put(REFUSAL[lang])
    yield "pair with a lead", put(LEAD[lang] + target)
    yield "pair in a loop", put(" ".join([target] * 3))
    yield "pairs shifted", good[:at] + [(s, t) for (s, _), (_, t) in zip(good[at:], good[at + 1 :] + good[:1])]
    yield "pairs swapped", [(t, s) for s, t in good]


def check(binary, doc, pairs, as_pairs):
    """The exit status with --fail-on major, and the findings of the rules on losses."""
    with tempfile.TemporaryDirectory() as folder:
        if as_pairs:
            path = os.path.join(folder, "pairs.jsonl")
            with open(path, "w", encoding="utf-8") as f:
                for s, t in pairs:
                    record = {"source": s, "target": t, "source_lang": doc.langs[0], "target_lang": doc.langs[1]}
                    f.write(json.dumps(record, ensure_ascii=False) + "\n")
            inputs = ["--pairs", path]
        else:
            inputs = []
            for side, lang in enumerate(doc.langs):
                path = os.path.join(folder, f"{'st'[side]}.{lang}.txt")
                texts = [p[side] for p in pairs if p[side] is not None]
                open(path, "w", encoding="utf-8").write("\n\n".join(texts) + "\n")
                inputs.append(path)
            inputs += ["--source-lang", doc.langs[0], "--target-lang", doc.langs[1]]
        command = [binary, "check", *inputs, "--fail-on", "major", "--format", "jsonl", "--log", "error"]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode == 2:
            return 2, [{"rule": "error", "severity": "critical", "message": done.stderr}]
        lines = [json.loads(line) for line in done.stdout.splitlines()]
        return done.returncode, [f for line in lines for f in line["findings"]]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--calque", default=os.path.join(ROOT, "target/release/calque"))
    parser.add_argument("--pairs", nargs="*", default=[])
    parser.add_argument("--most", type=int, default=10_000)
    parser.add_argument("--show", action="store_true")
    args = parser.parse_args()
    docs = documents(args.pairs, args.most)
    told, missed, good = collections.Counter(), collections.Counter(), collections.Counter()
    by_rule = collections.Counter()
    for as_pairs in (False, True):
        for n, doc in enumerate(docs):
            way = "pairs" if as_pairs else "document"
            status, clean = check(args.calque, doc, doc.pairs, as_pairs)
            ours = [f for f in clean if f["rule"] in RULES and f["severity"] in ("major", "critical")]
            good[way] += 1
            good[f"{way}, told"] += bool(ours)
            by_rule.update(f"{way}: {f['rule']}" for f in ours)
            if args.show and ours:
                for f in ours:
                    words = [(f.get(side) or {}).get("text") for side in ("source", "target")]
                    print(f"good {way} {doc.name}: {f['rule']} {f['severity']} {f['confidence']} {words}")
            known = collections.Counter(f["id"] for f in clean)
            rng = random.Random(n)
            for kind, pairs in (spoilt_pairs if as_pairs else spoilt)(doc, rng):
                status, found = check(args.calque, doc, pairs, as_pairs)
                new = [f for f in found if f["id"] not in known and f["severity"] in ("major", "critical")]
                right = status == 1 and any(f["rule"] in RULES | {"untranslated", "omission", "addition"} for f in new)
                (told if right else missed)[kind] += 1
                if args.show and not right:
                    rules = [(f["rule"], f["severity"]) for f in found][:4]
                    print(f"missed {kind} in {doc.name}: status {status} {rules}")
    print("| kind of loss | documents | told |\n|---|---|---|")
    for kind in list(dict.fromkeys([*told, *missed])):
        print(f"| {kind} | {told[kind] + missed[kind]} | {told[kind] / (told[kind] + missed[kind]):.2f} |")
    for way in ("document", "pairs"):
        print(f"good, as {way}: {good[way]}, of which {good[f'{way}, told']} are told something: {dict(by_rule)}")


main()
