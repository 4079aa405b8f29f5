"""Held-out sets of a recipe, and their figures: alignment, retrieval, lexicon, false alarms, planted errors.

Gold of alignment: sentences of held-out pages, of which some were left out on one side and some joined with the
next on one side, so that what belongs together is known. Planted errors: one change in a good translation.
"""
import gzip
import json
import random
import re
import subprocess

DELETED, JOINED = 0.05, 0.08
SENTENCES = 120
CLEAN, OF_A_KIND = 1500, 150
# Number words with their English, how a date is written, and what negates.
WORDS = {
    "de": {
        "number": "zwei two,drei three,vier four,fünf five,sechs six,sieben seven,acht eight,zehn ten,zwölf twelve",
        "date": ("{}. {} {}", "Januar Februar März April Mai Juni Juli August September Oktober November Dezember"),
        "negation": [(r"\bnicht ", ""), (r"\bkein(e|en|er|em|es)?\b", r"ein\1"), (r"\bnie(mals)?\b", "immer")],
    },
    "es": {
        "number": "dos two,tres three,cuatro four,cinco five,seis six,siete seven,ocho eight,diez ten,doce twelve",
        "date": ("{} de {} de {}", "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre"),
        "negation": [(r"\b[Nn]o (?=\w)", ""), (r"\bnunca\b", "siempre"), (r"\bningun[ao]\b", "cada")],
    },
}
MONTHS = "January February March April May June July August September October November December".split()
NEGATED = re.compile(r"\b(not|never|no|cannot|nobody|nothing)\b|n['’]t\b")
NAME = re.compile(r"(?<=[a-z,] )[A-Z][a-z]{3,}\b")


def figure(text, lang, source, dice):
    same = [d for d in re.findall(r"(?<![\w.,])\d{1,4}(?![\w.,])", text) if re.search(rf"(?<!\w){d}(?!\w)", source)]
    if not same:
        return counted(text, lang, source, dice)
    digits = dice.choice(same)
    return re.sub(rf"(?<![\w.,]){digits}(?![\w.,])", str(int(digits) + dice.randint(1, 8)), text, count=1)


def counted(text, lang, source, dice):
    """Another number in words."""
    pairs = [p.split() for p in WORDS[lang]["number"].split(",")]
    here = [t for t, e in pairs if re.search(rf"\b{t}\b", text) and re.search(rf"(?i)\b{e}\b", source)]
    if not here:
        return None
    word = dice.choice(here)
    return re.sub(rf"\b{word}\b", dice.choice([t for t, _ in pairs if t != word]), text, count=1)


def dated(pair, lang, dice):
    """A pair with a date in brackets put at the end of both texts, and the same with another day or month: books
    have few dates."""
    if not all(text.endswith(".") for text in pair):
        return None
    form, months = WORDS[lang]["date"]
    day, month, year = dice.randint(1, 14), dice.randrange(12), dice.randint(1950, 2025)
    with_date = lambda text, day, month: f"{text[:-1]} ({form.format(day, months.split()[month], year)})."
    wrong = (day + 7, month) if dice.random() < 0.5 else (day, (month + dice.randint(1, 11)) % 12)
    english = f"{pair[0][:-1]} ({day} {MONTHS[month]} {year})."
    return english, with_date(pair[1], day, month), with_date(pair[1], *wrong)


def negation(text, lang, source, dice):
    if not NEGATED.search(source):
        return None
    for found, put in WORDS[lang]["negation"]:
        if len(re.findall(found, text)) == 1:
            return re.sub(found, put, text)
    return None


def omission(text, lang, source, dice):
    head, comma, tail = text.rpartition(", ")
    words = len(tail.split())
    return head + text[-1] if comma and 5 <= words and 2 * words <= len(text.split()) else None


def name(text, lang, source, dice, pool=()):
    here = [n for n in NAME.findall(source) if re.search(rf"\b{n}\b", text)]
    if not here:
        return None
    taken = dice.choice(here)
    return re.sub(rf"\b{taken}\b", dice.choice([n for n in pool if n not in source]), text)


def translated(source, target):
    """Whether hardly a word of the original is left in a translation: some pages are translated in part."""
    words, left = source.split(), set(source.split()) & set(target.split())
    return 3 * len(left) < len(words)


def write(folder, lang, pairs, documents):
    """The held-out sets: `pairs` are (English, translation), `documents` lists of them in order. Clean pairs are taken
    from the documents, for the game is translated freely."""
    folder.mkdir(exist_ok=True)
    dice = random.Random(7)
    (folder / "pairs.tsv").write_text("".join(f"{t}\t{s}\n" for s, t in pairs), "utf-8")
    of_books = dict.fromkeys(p for d in documents for p in d)
    good = [p for p in of_books if 6 <= len(p[0].split()) <= 40 and translated(*p)]
    dice.shuffle(good)
    languages = {"src_lang": "en", "tgt_lang": lang}
    lines(folder / "clean.jsonl", [{**languages, "source": s, "target": t} for s, t in good[:CLEAN]])
    # Names that stand in both texts, and so are no common nouns.
    pool = sorted({n for s, t in good for n in NAME.findall(s) if re.search(rf"\b{n}\b", t)})
    kinds = {
        "number": figure,
        "negation": negation,
        "entity": lambda *args: name(*args, pool=pool),
        "omission": omission,
    }
    planted = {"date": [d for d in (dated(p, lang, dice) for p in good[:OF_A_KIND]) if d]}
    for phenomenon, plant in kinds.items():
        changed = ((s, t, plant(t, lang, s, dice)) for s, t in good)
        planted[phenomenon] = [x for x in changed if x[2] and x[2] != x[1]][:OF_A_KIND]
    contrasts = [
        {**languages, "source": s, "good": t, "bad": b, "phenomenon": phenomenon, "severity": "major"}
        for phenomenon, triples in planted.items()
        for s, t, b in triples
    ]
    lines(folder / "contrasts.jsonl", contrasts)
    sentences = [p for d in documents for p in d]
    for n in range(len(sentences) // SENTENCES):
        hard(folder / "align" / f"{n:02}", lang, sentences[n * SENTENCES : (n + 1) * SENTENCES], dice)


def lines(path, objects):
    path.write_text("".join(json.dumps(o, ensure_ascii=False) + "\n" for o in objects), "utf-8")


def hard(folder, lang, pairs, dice):
    """A document of known alignment: some sentences are left out, some joined with the next, on one side."""
    folder.mkdir(parents=True, exist_ok=True)
    texts, gold, n = ([], []), [], 0
    while n < len(pairs):
        both = n + 1 < len(pairs) and dice.random() < JOINED
        group = pairs[n : n + 2] if both else pairs[n : n + 1]
        n += len(group)
        joined, lost = dice.randrange(2), dice.randrange(2) if not both and dice.random() < DELETED else None
        bead = []
        for side in (0, 1):
            kept = [] if lost == side else [p[side] for p in group]
            kept = [" ".join(kept)] if both and joined == side else kept
            start = len(texts[side])
            texts[side].extend(kept)
            bead.append(list(range(start, len(texts[side]))))
        gold.append(f"{bead[0]}:{bead[1]}")
    for file, content in (("src.txt", texts[0]), ("tgt.txt", texts[1]), ("gold.txt", gold), ("langs.txt", [f"en {lang}"])):
        (folder / file).write_text("\n".join(content) + "\n", "utf-8")


def measure(calque, lang, model, data):
    """Prints the figures of a model on the held-out sets of its recipe."""
    held = data / "held-out"
    with_model = [calque, "--model", model]
    for title, command in (
        ("retrieval among held-out pairs; lexicon", [*with_model, "model", "measure", held / "pairs.tsv", "--dictionary", data / "words.tsv"]),
        ("alignment with this model", [*with_model, "eval", "align", "--dir", held / "align"]),
        ("alignment without a model", [calque, "eval", "align", "--dir", held / "align"]),
        ("check", [*with_model, "eval", "check", held / "clean.jsonl", held / "contrasts.jsonl"]),
    ):
        print(f"== {lang}-en: {title}", flush=True)
        subprocess.run(command, check=True)


def ding(line):
    """The renderings that a line of the Ding dictionary gives: German with notes in brackets :: English."""
    plain = lambda text: " ".join(re.sub(r"\{[^}]*\}|\[[^\]]*\]|\([^)]*\)|/[^/]*/|<[^>]*>", " ", text).split())
    german, english = (side.split("|") for side in line.split("::")[:2])
    for theirs, ours in zip(german, english):
        first = [plain(t) for t in theirs.split(";")]
        second = [re.sub(r"^to (?=\w)", "", plain(o)) for o in ours.split(";")]
        for t in first[:1]:
            for o in second[:2]:
                if t and o and len(t.split()) <= 3 and len(o.split()) <= 3 and not re.search(r"\.\.\.|[~/+]", t + o):
                    yield t, o


def freedict(path):
    """The words and their renderings of a dictionary of FreeDict: a head line, then lines of renderings."""
    head = None
    for line in gzip.decompress(path.read_bytes()).decode("utf-8").splitlines():
        entry = re.fullmatch(r"(\S[^/<]*?) /[^/]+/.*", line)
        if entry:
            head = entry.group(1)
        elif not line.strip():
            head = None
        elif head:
            for sense in re.split(r"[;,]", re.sub(r"^\d+\.\s*|<[^>]*>|\([^)]*\)|\[[^\]]*\]", "", line)):
                if sense.strip() and len(sense.split()) <= 3:
                    yield head, sense.strip()
