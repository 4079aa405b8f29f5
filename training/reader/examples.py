"""Makes what the reader is trained on: shards of minimal pairs, read by train.py.

    examples.py SHARED --calque BIN --out PREFIX [--pairs 200000] [--shard 4000]

Good translations of many kinds of text (MIX; the others are held out whole, and of these ones every line that
training/drift/learn takes). Two thirds of them are first edited so that the meaning stays (same.py), or changes on both sides alike (alike.py). Then one to
three errors are planted (training/drift/plant.py, and agents changed for one another). A piece is labelled 1 if
it was changed or put in, or if a word that it renders was changed or left out: word links, by the lexicon
alone, say which. The pairs whose words are least rendered are left out, since some are no translations."""

import argparse
import difflib
import json
import os
import pickle
import random
import re
import subprocess
import sys
import tempfile

import numpy as np
import zstandard

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path[:0] = [HERE, os.path.join(HERE, "..", "encoder"), os.path.join(HERE, "..", "drift")]
import pieces  # noqa: E402
import plant  # noqa: E402
import same  # noqa: E402
import shipped  # noqa: E402

# Kind of text: how large a part of the pairs, and how many lines of it training/drift/learn takes.
MIX = {
    "europarl": (0.37, 1600), "books": (0.17, 2600), "laws_canada": (0.13, 2400), "tatoeba": (0.10, 2000),
    "matos": (0.10, 1200), "debian_news": (0.06, 900), "php_docs": (0.035, 1000), "python_docs": (0.035, 1000),
}  # fmt: skip
SUSPICIOUS = 0.05  # the share that is left out
# Kinds that few sentences allow are tried first, more often the more they matter.
WEIGHTS = {
    "number": 12, "date": 20, "name": 8, "negation-lost": 14, "negation-added": 8, "untranslated": 3, "copied": 0.5, "codemix": 3, "word-changed": 10,
    "noun-lost": 4, "verb-lost": 4, "modifier-lost": 8, "qualifier-lost": 12, "phrase-lost": 8, "clause-lost": 4, "phrase-added": 6, "word-added": 6,
    "quotes-lost": 6, "quotes-added": 1, "placeholder": 2, "false-friend": 3, "degree": 8, "shuffled": 2, "question": 0.5, "unit": 20, "hedge-": 10,
    "hedge+": 6, "attribution": 14, "antonym": 12, "quantifier": 10, "tense": 6, "person": 6, "agents": 40, "unrelated": 2, "sentence": 4,
}  # fmt: skip
TOKEN = re.compile(r"\w+|[^\w\s]")
LONGEST = 110  # pieces of a side
PHRASE = {
    "fr": r"(?:[Ll]es? |[Ll]a |[Ll]['’]|[Uu]ne? |[Dd]es |[Cc]et(?:te)? |[Ss]on |[Ss]a |[Ss]es )[\w-]{3,}|[A-ZÉ][\w-]{2,}(?: [A-ZÉ][\w-]{2,})*",
    "en": r"(?:[Tt]he |[Aa]n? |[Tt]his |[Tt]hese |[Hh]is |[Hh]er |[Tt]heir |[Ii]ts )[\w-]{3,}|[A-Z][\w-]{2,}(?: [A-Z][\w-]{2,})*",
}


def agents(r, c, lang, text, other):
    """Who did it to whom: the phrases on both sides of a verb change places."""
    found = list(re.finditer(r"(?<!\w)(%s) ((?:\w+ ){0,2}?\w{4,}) (%s)(?!\w)" % (PHRASE[lang], PHRASE[lang]), text))
    found = [m for m in found if c.kind(lang, m.group(2).split()[-1]) == "v" and m.group(1).lower() != m.group(3).lower()]
    if not found:
        return None
    m = r.choice(found)
    a, b = m.group(1), m.group(3)
    if m.start() == 0:  # only a determiner loses its capital
        a = a[:1].lower() + a[1:] if " " in a or "’" in a or "'" in a else a
        b = b[:1].upper() + b[1:]
    return text[: m.start()] + b + " " + m.group(2) + " " + a + text[m.end() :]


def unrelated(others):
    return lambda r, c, lang, text, other: r.choice(others)[lang == "en"]


def sentence(others):
    def more(r, c, lang, text, other):
        new = r.choice(others)[lang == "en"]
        return (f"{text} {new}" if r.random() < 0.5 else f"{new} {text}") if len(new) < 150 else None

    return more


def good_pairs(shared, wanted, rng):
    out = []
    for kind, (share, taken) in MIX.items():
        pairs = [p for p in pieces.lines(os.path.join(shared, "train"), kind) if len(p) == 2]
        step = max(1, len(pairs) // taken)
        # As learn takes them: each step-th line, and of short sentences each 37th.
        judged = {tuple(p) for i, p in enumerate(pairs, 1) if i % step == 0 or (kind == "tatoeba" and i % 37 == 5)}
        fit = [(kind, *p) for p in pairs if tuple(p) not in judged and 3 <= len(p[1].split()) <= 38 and max(map(len, p)) < 330]
        out += rng.sample(fit, min(len(fit), int(wanted * share)))
    rng.shuffle(out)
    return out


def links(calque, pairs):
    """The words of each pair, their links, and the share that is rendered."""
    with tempfile.NamedTemporaryFile("w", suffix=".tsv", delete=False, encoding="utf-8") as f:
        f.writelines(f"{fr}\t{en}\n" for fr, en in pairs)
    run = [calque, "words", "--encoder", "off", "--source-lang", "fr", "--target-lang", "en", "--format", "json", f.name]
    for line in subprocess.run(run, capture_output=True, text=True, check=True).stdout.splitlines():
        row = json.loads(line)
        support = row["source_support"] + row["target_support"]
        yield row["source"], row["target"], [(x["source"], x["target"]) for x in row["links"]], sum(support) / max(1, len(support))
    os.unlink(f.name)


def places(text, words):
    out, at = [], 0
    for w in words:
        start = text.find(w, at)
        if start < 0:
            return None
        at = start + len(w)
        out.append((start, at))
    return out


def changed(good, bad):
    """The letters of the good text that are gone, and those of the bad one that are new."""
    a, b = list(TOKEN.finditer(good)), list(TOKEN.finditer(bad))
    gone, new = np.zeros(len(good), bool), np.zeros(len(bad), bool)
    for what, i, j, k, m in difflib.SequenceMatcher(None, [x.group() for x in a], [x.group() for x in b], False).get_opcodes():
        if what != "equal":
            for x in a[i:j]:
                gone[x.start() : x.end()] = True
            for x in b[k:m]:
                new[x.start() : x.end()] = True
    return gone, new


def labelled(pair, words, linked, planters, r, corpus):
    """The pair with errors planted on one side, and the letters of both sides that they concern; or nothing."""
    k = r.randrange(2)
    lang, good, other = ("fr", "en")[k], pair[k], pair[1 - k]
    bad, kinds = good, []
    order = sorted(WEIGHTS, key=lambda kind: -(r.random() ** (1 / WEIGHTS[kind])))
    wanted = r.choices((1, 2, 3), (75, 18, 7))[0]
    for kind in order[:14]:
        new = planters[kind](r, corpus, lang, bad, other)
        if new and new.strip() and new != bad:
            bad = new
            kinds.append(kind)
            if len(kinds) == wanted or kind in ("unrelated", "copied", "sentence"):
                break
    spots = [places(pair[i], words[i]) for i in (0, 1)]
    if not kinds or bad == good or None in spots:
        return None
    gone, new = changed(good, bad)
    touched = np.zeros(len(other), bool)
    hit = {i for i, (a, b) in enumerate(spots[k]) if gone[a:b].any()}
    for link in linked:
        if link[k] in hit:
            touched[slice(*spots[1 - k][link[1 - k]])] = True
    if "unrelated" in kinds or "copied" in kinds:
        touched[:] = new[:] = True
    sides = [(bad, new), (other, touched)]
    return (sides if k == 0 else sides[::-1]), kinds


def example(cut, sides, error):
    """The pieces of both sides, their labels, and whether there is an error."""
    numbers, labels = [], []
    for text, letters in sides:
        e = cut.encode(text, add_special_tokens=False)
        if not 0 < len(e.ids) <= LONGEST:
            return None
        numbers.append(np.array(e.ids, np.uint16))
        inside = lambda a, b: np.array([c for c in range(a, b) if not text[c].isspace()], int)
        labels.append(np.array([2 if not len(at := inside(a, b)) else int(letters[at].any()) for a, b in e.offsets], np.uint8))
    return (*numbers, *labels, int(error))


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("shared")
    ap.add_argument("--calque", required=True)
    ap.add_argument("--out", required=True)
    ap.add_argument("--pairs", type=int, default=200_000)
    ap.add_argument("--shard", type=int, default=4000)
    ap.add_argument("--show", help="writes some examples into this file")
    args = ap.parse_args()
    rng = random.Random(11)
    good = good_pairs(args.shared, args.pairs, rng)
    with tempfile.NamedTemporaryFile(suffix=".tsv") as f, open(os.path.join(args.shared, "train", "dict_wiktionary.tsv.zst"), "rb") as packed:
        zstandard.ZstdDecompressor().copy_stream(packed, f)
        f.flush()
        corpus = plant.Corpus([p[1:] for p in good[:60_000]], f.name)
    others = [p[1:] for p in good[:20_000]]
    planters = {kind: planter for kind, (_, planter) in plant.KINDS.items()}
    planters.update(agents=agents, unrelated=unrelated(others), sentence=sentence(others))
    cut, counts = shipped.tokenizer(), {}
    shown = open(args.show, "w", encoding="utf-8") if args.show else None
    for n, start in enumerate(range(0, len(good), args.shard)):
        path = f"{args.out}.{n:03d}"
        if os.path.exists(path):
            continue
        r = random.Random(1000 + n)
        some = [(kind, *(same.edited(r, fr, en) if r.random() < 0.65 else (fr, en))) for kind, fr, en in good[start : start + args.shard]]
        read = list(links(args.calque, [p[1:] for p in some]))
        low = sorted(x[3] for x in read)[int(SUSPICIOUS * len(read))]
        groups = []
        for (_, *pair), (fr, en, linked, support) in zip(some, read):
            if support < low:
                continue
            clean = [(t, np.zeros(len(t), bool)) for t in pair]
            group = [example(cut, clean, False)]
            planted = labelled(pair, (fr, en), linked, planters, r, corpus)
            if planted:
                group.append(example(cut, planted[0], True))
                for kind in planted[1]:
                    counts[kind] = counts.get(kind, 0) + 1
            if None not in group:
                groups.append(group)
            if shown and n == 0:
                for sides, kinds in [(clean, [])] + ([planted] if planted else []):
                    marked = ["".join(f"[{c}]" if at else c for c, at in zip(*side)).replace("][", "") for side in sides]
                    print(*kinds, *marked, sep="\n  ", file=shown)
        with open(path + ".part", "wb") as f:
            pickle.dump(groups, f, protocol=4)
        os.replace(path + ".part", path)
        print(path, len(groups), "groups", sum(map(len, groups)), "examples", dict(sorted(counts.items())) if n == 0 else "", flush=True)
    open(args.out + ".end", "w").close()


if __name__ == "__main__":
    main()
