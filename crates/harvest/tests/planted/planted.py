#!/usr/bin/env python3
"""Plants noise of known kinds among good pairs, and counts what a filter kept of each.

    planted.py make  --count 20000 --seed 1 GOOD.tsv... > planted.jsonl
    planted.py score planted.jsonl kept.jsonl

GOOD files hold `source<TAB>target` lines, or JSON lines with "source" and "target";
--swap for those whose columns stand the other way round. The id of a planted record
is `KIND-NUMBER`; the good ones are `good-NUMBER`. With --more, further kinds of noise
that users meet are planted too. What is garbled and comes out as it was before counts as
mended. Needs Python 3, nothing else.

The filters are not fitted to this script: it was written to hold them to account.
"""

import argparse
import collections
import json
import random
import re
import sys
import unicodedata

SHARES = {  # of all pairs; the rest is good
    "misaligned": 0.10,
    "numbers": 0.06,
    "language": 0.04,
    "copy": 0.04,
    "truncated": 0.05,
    "mojibake": 0.03,
    "empty": 0.02,
    "near-duplicate": 0.04,
}

MORE = {kind: 0.02 for kind in ["shifted", "half", "template", "swapped", "twice-garbled", "html", "doubled"]}

FOREIGN = """
Der Hafen blieb drei Tage lang geschlossen, weil der Sturm die Kräne beschädigt hatte.
Niemand wusste, wer die alten Karten in den Keller gebracht hatte.
Die Gemeinde will bis zum Herbst entscheiden, ob die Brücke neu gebaut wird.
Meine Schwester arbeitet seit zwei Jahren in einer kleinen Druckerei am Fluss.
Wir haben gestern lange über den Fahrplan gesprochen, aber keine Lösung gefunden.
El puerto estuvo cerrado tres días porque la tormenta había dañado las grúas.
Nadie sabía quién había llevado los mapas antiguos al sótano.
El ayuntamiento quiere decidir antes del otoño si se construye un puente nuevo.
Mi hermana trabaja desde hace dos años en una pequeña imprenta junto al río.
Ayer hablamos mucho del horario, pero no encontramos ninguna solución.
Il porto è rimasto chiuso per tre giorni perché la tempesta aveva danneggiato le gru.
Nessuno sapeva chi avesse portato le vecchie mappe in cantina.
Il comune vuole decidere entro l'autunno se costruire un nuovo ponte.
Mia sorella lavora da due anni in una piccola tipografia vicino al fiume.
Ieri abbiamo parlato a lungo dell'orario, ma non abbiamo trovato una soluzione.
De haven bleef drie dagen gesloten omdat de storm de kranen had beschadigd.
Niemand wist wie de oude kaarten naar de kelder had gebracht.
De gemeente wil voor de herfst beslissen of er een nieuwe brug komt.
Mijn zus werkt al twee jaar in een kleine drukkerij aan de rivier.
Gisteren hebben we lang over de dienstregeling gepraat, maar geen oplossing gevonden.
O porto ficou fechado durante três dias porque a tempestade danificou os guindastes.
Ninguém sabia quem tinha levado os mapas antigos para a cave.
A câmara quer decidir até ao outono se constrói uma ponte nova.
A minha irmã trabalha há dois anos numa pequena tipografia junto ao rio.
Ontem falámos muito sobre o horário, mas não encontrámos solução.
Port był zamknięty przez trzy dni, ponieważ burza uszkodziła dźwigi.
Nikt nie wiedział, kto zaniósł stare mapy do piwnicy.
Порт был закрыт три дня, потому что шторм повредил краны.
Никто не знал, кто отнёс старые карты в подвал.
Hamnen var stängd i tre dagar eftersom stormen hade skadat kranarna.
Ingen visste vem som hade burit ner de gamla kartorna i källaren.
""".strip().splitlines()


def read_good(paths, swap):
    pairs = []
    for path in paths:
        with open(path, encoding="utf-8", newline="\n") as lines:
            for line in lines:
                line = line.rstrip("\n")
                if line.startswith('{"'):
                    record = json.loads(line)
                    pair = (record["source"], record["target"])
                elif "\t" in line:
                    pair = tuple(line.split("\t")[:2])
                    pair = pair[::-1] if swap else pair
                else:
                    continue
                if all(side.strip() for side in pair):
                    pairs.append(pair)
    return pairs


def misaligned(rng, pairs, i):
    """The translation of another sentence: a neighbour's, or anybody's."""
    for _ in range(20):
        j = i + rng.choice([-3, -2, -1, 1, 2, 3]) if rng.random() < 0.5 else rng.randrange(len(pairs))
        if 0 <= j < len(pairs) and pairs[j][1] != pairs[i][1] and pairs[j][0] != pairs[i][0]:
            return pairs[i][0], pairs[j][1]
    return None


def numbers(rng, pairs, i):
    """Another figure in the translation, where both sides have the same digits."""
    source, target = pairs[i]
    in_source = set(re.findall(r"\d+", source))
    found = [m for m in re.finditer(r"\d+", target) if m.group() in in_source]
    if not found:
        return None
    m = rng.choice(found)
    old = m.group()
    # In a list of all figures there may be no other.
    for _ in range(50):
        if rng.random() < 0.5 and len(old) > 1 and len(set(old)) > 1:
            digits = list(old)
            rng.shuffle(digits)
            new = "".join(digits)
        else:
            at = rng.randrange(len(old))
            new = old[:at] + rng.choice("123456789") + old[at + 1 :]
        if new != old and not new.startswith("0") and new not in in_source:
            return source, target[: m.start()] + new + target[m.end() :]
    return None


def language(rng, pairs, i):
    """One side in a third language, or both sides in one language."""
    source, target = pairs[i]
    kind = rng.random()
    if kind < 0.4:
        return source, rng.choice(FOREIGN)
    if kind < 0.6:
        return rng.choice(FOREIGN), target
    other = pairs[(i + 1 + rng.randrange(len(pairs) - 1)) % len(pairs)]
    return (source, other[0]) if kind < 0.8 else (other[1], target)


def copy(rng, pairs, i):
    """The source again: as it is, in other case, or with a word less."""
    source, target = pairs[i]
    words = source.split()
    if len(words) < 4:
        return None
    kind = rng.randrange(4)
    if kind == 0:
        return source, source.upper() if rng.random() < 0.5 else source.lower()
    if kind == 1:
        at = rng.randrange(len(words))
        return source, " ".join(words[:at] + words[at + 1 :])
    return (source, source) if kind == 2 else (target, target)


def truncated(rng, pairs, i):
    """One side loses its end."""
    sides = list(pairs[i])
    which = rng.randrange(2)
    words = sides[which].split()
    if len(words) < 8:
        return None
    keep = max(2, int(len(words) * rng.uniform(0.3, 0.7)))
    cut = " ".join(words[:keep])
    if rng.random() < 0.3:
        cut = cut[: -max(1, len(words[keep - 1]) // 2)]
    elif rng.random() < 0.3:
        cut = cut.rstrip(",;:") + rng.choice([".", "..."])
    sides[which] = cut
    return tuple(sides)


def broken(text, encoding):
    try:
        return text.encode("utf-8").decode(encoding)
    except UnicodeDecodeError:
        return None


def mojibake(rng, pairs, i):
    """UTF-8 read as a one-byte encoding."""
    source, target = pairs[i]
    encoding = rng.choice(["cp1252", "cp1252", "latin-1"])
    which = rng.randrange(3)
    new = (broken(source, encoding) if which != 1 else source, broken(target, encoding) if which != 0 else target)
    return new if None not in new and new != (source, target) else None


def empty(rng, pairs, i):
    """Nothing on one side or both."""
    source, target = pairs[i]
    nothing = rng.choice(["", " ", "\u00a0", "...", "-", "—", "\u200b"])
    return rng.choice([(source, nothing), (nothing, target), (nothing, nothing)])


def shifted(rng, pairs, i):
    """The translation of the next sentence, as after a lost line."""
    return (pairs[i][0], pairs[i + 1][1]) if i + 1 < len(pairs) and pairs[i + 1][1] != pairs[i][1] else None


def half(rng, pairs, i):
    """The second half of the translation was left in the source's language."""
    source, target = (side.split() for side in pairs[i])
    if min(len(source), len(target)) < 10:
        return None
    return " ".join(source), " ".join(target[: len(target) // 2] + source[len(source) // 2 :])


TEMPLATES = [
    "Click here to continue reading this article.", "Copyright © {n} All rights reserved.", "Page {n} of 12",
    "Cliquez ici pour lire la suite de cet article.", "Tous droits réservés © {n}", "Error {n}: the page was not found.",
    "Erreur {n} : la page est introuvable.", "Traduction automatique fournie par le service de traduction.",
]


def template(rng, pairs, i):
    """Text of a page's frame or of a machine instead of the translation."""
    return pairs[i][0], rng.choice(TEMPLATES).format(n=rng.randrange(2000, 2030))


def swapped(rng, pairs, i):
    """The columns stand the wrong way round."""
    source, target = pairs[i]
    return (target, source) if min(len(source.split()), len(target.split())) > 3 else None


def twice_garbled(rng, pairs, i):
    """UTF-8 read as a one-byte encoding, twice."""
    source, target = pairs[i]
    new = broken(target, "cp1252")
    new = new and broken(new, "cp1252")
    return (source, new) if new and new != target else None


def html(rng, pairs, i):
    """Remains of mark-up on one side."""
    source, target = pairs[i]
    page, style = f"/fr/page.php?id={rng.randrange(9999)}", rng.choice(["color:#333", "font-size:12px"])
    return source, f'<div class="text"><a href="{page}" target="_blank"><span style="{style}">{target}</span></a></div>'


def doubled(rng, pairs, i):
    """The translation stands there twice."""
    source, target = pairs[i]
    return (source, target + " " + target) if len(target.split()) > 3 else None


def near_duplicate(rng, pairs, i):
    """A good pair again, a little otherwise. The first copy stays good."""
    source, target = pairs[i]
    words = target.split()
    if len(words) < 8:
        return None
    kind = rng.randrange(5)
    if kind == 0:
        return source.lower(), target.lower()
    if kind == 1:
        return source.rstrip(".!?") + " !", target.rstrip(".!?") + " !"
    if kind == 2:
        return "- " + source, "– " + target
    at = rng.randrange(1, len(words) - 1)
    if kind == 3:
        return source, " ".join(words[:at] + words[at + 1 :])
    return source, " ".join(words[:at] + [words[at]] + words[at:])


PLANT = {f.__name__.replace("_", "-"): f for f in
         [misaligned, numbers, language, copy, truncated, mojibake, empty, near_duplicate, shifted, half, template,
          swapped, twice_garbled, html, doubled]}


def make(args):
    rng = random.Random(args.seed)
    pairs = read_good(args.good, args.swap)
    if len(pairs) < 20:
        sys.exit("fewer than 20 good pairs: give more files")
    shares = {**SHARES, **MORE} if args.more else SHARES
    wanted = {kind: int(args.count * share) for kind, share in shares.items()}
    order = list(range(len(pairs)))
    rng.shuffle(order)
    cursor, records = 0, []

    def next_pair():
        nonlocal cursor
        cursor += 1
        return order[(cursor - 1) % len(order)]

    for kind, n in wanted.items():
        if kind == "near-duplicate":
            continue
        made, tries = 0, 0
        while made < n and tries < 40 * n + 400:
            tries += 1
            at = next_pair()
            planted = PLANT[kind](rng, pairs, at)
            if planted:
                records.append((kind, planted, pairs[at]))
                made += 1
        if made < n:
            print(f"only {made} of {n} {kind} could be planted", file=sys.stderr)
    used = min(cursor, len(order))
    rest = order[used:] if len(order) - used > len(order) // 4 else order
    good = rest[: args.count - len(records) - wanted["near-duplicate"]]
    records += [("good", pairs[i], pairs[i]) for i in good]
    made = 0
    for i in good:
        planted = PLANT["near-duplicate"](rng, pairs, i) if made < wanted["near-duplicate"] else None
        if planted:
            records.append(("near-duplicate", planted, pairs[i]))
            made += 1
    # The first of two copies is the good one, wherever they stand.
    rng.shuffle(records)
    records.sort(key=lambda r: r[0] == "near-duplicate")
    for n, (kind, (source, target), was) in enumerate(records):
        record = {"id": f"{kind}-{n}", "source": source, "target": target,
                  "source_lang": args.source_lang, "target_lang": args.target_lang}
        if kind in GARBLED:
            record["was"] = was
        print(json.dumps(record, ensure_ascii=False))


GARBLED = ["mojibake", "twice-garbled", "html"]


def records_of(path):
    with open(path, encoding="utf-8", newline="\n") as lines:
        yield from map(json.loads, lines)


def kind_of(record):
    return record["id"].rsplit("-", 1)[0]


def plain(text):
    """Without what repair changes in good texts too: spaces and the shapes of marks."""
    return re.sub(r"[\W_]+", " ", unicodedata.normalize("NFC", text)).strip()


def is_mended(record):
    was = record.get("was")
    return bool(was) and [plain(record["source"]), plain(record["target"])] == [plain(side) for side in was]


def score(args):
    planted = collections.Counter(map(kind_of, records_of(args.planted)))
    kept, mended = collections.Counter(), collections.Counter()
    for record in records_of(args.kept):
        (mended if is_mended(record) else kept)[kind_of(record)] += 1
    result = {}
    for kind, n in sorted(planted.items()):
        share = kept[kind] / n if kind == "good" else 1 - kept[kind] / n
        result[kind] = share
        what = "kept" if kind == "good" else "dropped"
        rest = f", {100 * mended[kind] / n:.2f} % of them mended instead" if mended[kind] else ""
        print(f"{kind:15} {n:6} {what:8} {100 * share:6.2f} %{rest}")
    return result


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    sub = parser.add_subparsers(required=True)
    p = sub.add_parser("make")
    p.add_argument("good", nargs="+")
    p.add_argument("--count", type=int, default=20000)
    p.add_argument("--seed", type=int, default=1)
    p.add_argument("--swap", action="store_true")
    p.add_argument("--more", action="store_true")
    p.add_argument("--source-lang", default="en")
    p.add_argument("--target-lang", default="fr")
    p.set_defaults(run=make)
    p = sub.add_parser("score")
    p.add_argument("planted")
    p.add_argument("kept")
    p.set_defaults(run=score)
    args = parser.parse_args()
    args.run(args)


if __name__ == "__main__":
    main()
