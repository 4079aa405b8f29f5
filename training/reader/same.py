"""Edits that keep the meaning: what one side may say otherwise, so that the reader learns that it is no error. Each
takes a random generator and a pair (French, English), and gives the pair back edited, or nothing."""

import re

import alike

WORDS = {
    "fr": "deux trois quatre cinq six sept huit neuf dix onze douze quinze vingt trente quarante cinquante".split(),
    "en": "two three four five six seven eight nine ten eleven twelve fifteen twenty thirty forty fifty".split(),
}
FIGURES = "2 3 4 5 6 7 8 9 10 11 12 15 20 30 40 50".split()
# Units of measure: French, English, how many of the other unit one makes, the other in French and in English.
UNITS = [
    ("km|kilomètres", "km|kilometres|kilometers", 0.621, "milles", "miles"),
    ("mètres", "metres|meters", 3.28, "pieds", "feet"),
    ("kg|kilos|kilogrammes", "kg|kilos|kilograms", 2.205, "livres", "pounds"),
    ("hectares", "hectares", 2.47, "acres", "acres"),
]
SHORT = [
    ("UE", "Union européenne", "EU", "European Union"), ("ONU", "Nations unies", "UN", "United Nations"),
    ("OMC", "Organisation mondiale du commerce", "WTO", "World Trade Organization"),
    ("FMI", "Fonds monétaire international", "IMF", "International Monetary Fund"),
    ("OMS", "Organisation mondiale de la santé", "WHO", "World Health Organization"),
    ("PIB", "produit intérieur brut", "GDP", "gross domestic product"),
    ("BCE", "Banque centrale européenne", "ECB", "European Central Bank"),
    ("PAC", "politique agricole commune", "CAP", "common agricultural policy"),
    ("GRC", "Gendarmerie royale du Canada", "RCMP", "Royal Canadian Mounted Police"),
    ("PME", "petites et moyennes entreprises", "SMEs", "small and medium-sized enterprises"),
]  # fmt: skip
OTHERWISE = {
    "fr": {
        "est impossible": "n’est pas possible", "est difficile": "n’est pas facile", "est faux": "n’est pas vrai", "est inutile": "n’est pas utile",
        "est insuffisant": "n’est pas suffisant", "est illégal": "n’est pas légal", "n’est pas possible": "est impossible", "n'est pas facile": "est difficile",
        "rarement": "peu souvent", "souvent": "fréquemment", "environ": "à peu près", "également": "aussi", "cependant": "toutefois", "toutefois": "cependant",
        "notamment": "en particulier", "seulement": "uniquement", "presque": "quasiment", "actuellement": "en ce moment", "plusieurs": "un certain nombre de",
    },
    "en": {
        "impossible": "not possible", "difficult": "not easy", "false": "not true", "illegal": "not legal", "unable": "not able", "insufficient": "not enough",
        "unclear": "not clear", "unknown": "not known", "unnecessary": "not necessary", "unacceptable": "not acceptable", "unlikely": "not likely",
        "not possible": "impossible", "not easy": "difficult", "not true": "untrue", "not enough": "insufficient", "not necessary": "unnecessary",
        "rarely": "not often", "often": "frequently", "about": "approximately", "also": "likewise", "however": "nevertheless", "particularly": "in particular",
        "almost": "nearly", "currently": "at present", "several": "a number of", "do not": "don’t", "does not": "doesn’t", "is not": "isn’t", "cannot": "is not able to",
        "are not": "aren’t", "did not": "didn’t", "will not": "won’t", "would not": "wouldn’t",
    },
}  # fmt: skip
HEARSAY = [("a", "aurait", "has"), ("est", "serait", "is"), ("ont", "auraient", "have"), ("sont", "seraient", "are"), ("était", "aurait été", "was")]


def put(text, match, new):
    new = new[:1].upper() + new[1:] if match.group()[:1].isupper() else new
    return text[: match.start()] + new + text[match.end() :]


def one(r, pattern, text, flags=0):
    found = list(re.finditer(pattern, text, flags))
    return r.choice(found) if found else None


def on_a_side(edit):
    """An edit of one text as an edit of a pair."""

    def of_pair(r, fr, en):
        for lang in r.sample(("fr", "en"), 2):
            new = edit(r, lang, fr if lang == "fr" else en)
            if new:
                return (new, en) if lang == "fr" else (fr, new)
        return None

    return of_pair


def figures(r, lang, text):
    """Five for 5, and 5 for five."""
    words, figure = dict(zip(WORDS[lang], FIGURES)), dict(zip(FIGURES, WORDS[lang]))
    m = one(r, r"(?<![\w.,:-])(?:%s)(?![\w.,:%%°-])" % "|".join([*words, *figure]), text)
    return m and put(text, m, words.get(m.group()) or figure[m.group()])


def thousands(r, lang, text):
    """1,500 for 1500."""
    m = one(r, r"(?<![\w.,])(?!1[5-9]\d\d|20\d\d)[1-9]\d{3,5}(?![\w.,])", text)
    return m and put(text, m, f"{int(m.group()):,}".replace(",", "\u202f" if lang == "fr" else ","))


def percent(r, lang, text):
    m = one(r, r"(?<=\d)[ \u00a0\u202f]?(?:%|per ?cent|pour cent)", text)
    choices = [" %", "\u00a0%", " pour cent"] if lang == "fr" else ["%", " percent", " per cent"]
    return m and put(text, m, r.choice(choices))


def units(r, lang, text):
    """6 miles for 10 km."""
    names, times, french, english = (lambda u: (u[lang == "en"], *u[2:]))(r.choice(UNITS))
    m = one(r, r"(?<![\w.,])(\d{1,4})[ \u00a0](?:%s)\b" % names, text)
    if not m or int(m.group(1)) * times < 1:
        return None
    value = int(m.group(1)) * times
    return put(text, m, f"{value:.0f} {french if lang == 'fr' else english}" if value >= 10 or r.random() < 0.5 else
               f"{value:.1f} {french if lang == 'fr' else english}".replace(".", "," if lang == "fr" else "."))  # fmt: skip


def otherwise(r, lang, text):
    """Negation put positively, a word for another that says the same, contractions."""
    m = one(r, r"\b(?:%s)\b" % "|".join(OTHERWISE[lang]), text)
    return m and put(text, m, OTHERWISE[lang][m.group()])


def short(r, lang, text):
    """A name and its acronym."""
    for row in r.sample(SHORT, len(SHORT)):
        small, whole = row[:2] if lang == "fr" else row[2:]
        m = one(r, rf"\b{whole}\b(?! \()", text)
        if m:
            return put(text, m, r.choice((small, f"{m.group()} ({small})")))
        m = one(r, rf"\b{small}\b(?!\))", text)
        if m:
            return put(text, m, whole)
    return None


def initials(r, lang, text):
    """The initials of a name of several words in brackets behind it."""
    m = one(r, r"(?<=[a-z] )(?:[A-ZÉ][a-zéèç]{3,} ){2,3}[A-ZÉ][a-zéèç]{3,}(?! ?\()", text)
    return m and text[: m.end()] + " (%s)" % "".join(w[0] for w in m.group().split()) + text[m.end() :]


def hearsay(r, fr, en):
    """The French conditional of hearsay against *reportedly*."""
    now, would, english = r.choice(HEARSAY)
    a, b = list(re.finditer(rf"\b{now}\b", fr)), list(re.finditer(rf"\b{english}\b", en))
    if len(a) != 1 or len(b) != 1 or a[0].start() < 3:
        return None
    return put(fr, a[0], would), en[: b[0].end()] + " " + r.choice(("reportedly", "allegedly", "apparently")) + en[b[0].end() :]


def another(r, fr, en):
    """A figure or a name that both sides share, another one on both."""
    shared = sorted(set(re.findall(r"(?<![\w.,])\d{1,4}(?![\w.,])|(?<=[a-zé] )[A-Z][a-zé]{3,}\b", fr)) & set(re.findall(r"\b\w+\b", en)))
    if not shared:
        return None
    old = r.choice(shared)
    new = "".join(r.choice("123456789") for _ in old) if old.isdigit() else r.choice(NAMES)
    swapped = lambda text: re.sub(rf"\b{old}\b", new, text)
    return swapped(fr), swapped(en)


NAMES = "Lambert Fournier Caldwell Okafor Novak Lindqvist Moreau Whitfield Tanaka Ferreira Lisbon Oslo Denver Nantes Calgary Turin".split()
EDITS = [*map(on_a_side, (figures, thousands, percent, units, otherwise, otherwise, short, initials)), hearsay, another]


def edited(r, fr, en):
    """The pair after one or two edits, if any fits."""
    for edit in [*r.sample(EDITS, 4), *r.sample(alike.EDITS, 2)]:
        fr, en = edit(r, fr, en) or (fr, en)
    return fr, en
