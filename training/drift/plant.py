"""Plants single errors of many kinds into good translations; see README.md beside this file.

    plant.py --pairs GOOD.tsv... --dictionary WORDS.tsv [--each 250] [--seed 1] [--words 8-45] > planted.jsonl

Pairs: French, tab, English. Dictionary: French, English, part of speech. The errors are
made by rule and by chance, in either language, so that what is learnt from them knows
no set that anything is measured on. Every kind is planted about `--each` times a language.
"""
import argparse
import collections
import json
import os
import random
import re
import sys

WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
FR_DAYS = "lundi mardi mercredi jeudi vendredi samedi dimanche".split()
EN_DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
FR_MONTHS = "janvier février mars avril mai juin juillet août septembre octobre novembre décembre".split()
EN_MONTHS = ("January February March April May June July August September October November "
             "December").split()
SWAPS = {  # kind -> language -> groups of phrases that stand for one another and mean something else
    "unit": {"fr": ["million|milliard", "millions|milliards", "ans|mois|jours|semaines", "kilomètres|mètres",
                    "dollars|euros|livres", "heures|minutes|jours", "%|points", "années|mois", "tonnes|kilos"],
             "en": ["million|billion", "years|months|days|weeks", "kilometres|metres|miles", "dollars|euros|pounds",
                    "hours|minutes|days", "percent|points", "tonnes|kilos", "feet|yards", "year|month|week|day"]},
    "hedge-": {"fr": ["pourrait>peut", "pourraient>peuvent|vont", "serait>est", "seraient>sont", "aurait>a",
                      "auraient>ont", "devrait>doit|va", "devraient>doivent|vont", "peut-être>", "probablement>",
                      "apparemment>", "sans doute>", "vraisemblablement>", "présumé>", "présumés>", "présumée>",
                      "prétendument>", "semble>est", "semblent>sont", "semblait>était", "peut>va", "peuvent>vont"],
               "en": ["may>will", "might>will", "could>will|can", "would>will", "reportedly>", "allegedly>", "probably>",
                      "perhaps>", "possibly>", "apparently>", "alleged>", "suspected>", "supposedly>", "likely>",
                      "seems>is", "seem>are", "seemed>was", "is expected to>will", "are expected to>will",
                      "is said to>does", "presumably>"]},
    "hedge+": {"fr": ["a>aurait", "ont>auraient", "est>serait|pourrait être|semble", "sont>seraient|pourraient être",
                      "peut>pourrait", "peuvent>pourraient", "doit>devrait", "va>pourrait", "était>serait",
                      "sera>serait|pourrait être", "a été>aurait été|a peut-être été", "est>est probablement",
                      "a>a apparemment", "sont>sont peut-être"],
               "en": ["is>may be|would be|is reportedly|is probably", "are>may be|would be|are reportedly",
                      "was>may have been|was allegedly", "were>may have been|were apparently", "has>may have|would have",
                      "have>might have", "will>could|may|would", "can>could|might", "had>had reportedly", "said>reportedly said"]},
    "attribution": {"fr": ["déclaré|démenti|admis|prétendu|confirmé|nié", "affirmé|nié|reconnu|démenti", "annoncé|démenti|suggéré|exigé",
                           "dit|nié|confirmé|admis|promis", "indiqué|démenti|reconnu|promis", "expliqué|démenti|admis", "confirmé|démenti|suggéré",
                           "estime|nie|confirme", "affirme|nie|admet", "assure|nie|craint", "souligne|nie|reconnaît", "accusé|remercié", "déclare|nie|admet",
                           "demandé|refusé|promis", "précisé|démenti", "reconnu|nié|annoncé", "averti|promis|nié"],
                    "en": ["said|denied|admitted|claimed|confirmed|promised", "says|denies|admits|claims", "announced|denied|suggested|demanded",
                           "told|warned|promised", "stated|denied|admitted", "confirmed|denied|suggested", "added|admitted|denied",
                           "reported|denied|demanded", "believes|denies|fears", "claims|proves|denies", "claimed|proved|denied", "accused|thanked",
                           "asked|refused|promised", "suggested|proved|denied", "warned|promised|denied"]},
    "antonym": {"fr": ["avant|après", "hausse|baisse", "augmenté|diminué|baissé", "augmentation|diminution|baisse", "gagné|perdu", "victoire|défaite",
                       "premier|dernier", "première|dernière", "premiers|derniers", "début|fin", "ouvert|fermé", "ouverture|fermeture", "nord|sud", "ouest|est",
                       "contre|pour", "avec|sans", "accepté|refusé", "meilleur|pire", "meilleure|pire", "fort|faible", "forte|faible", "succès|échec", "vie|mort",
                       "riche|pauvre", "riches|pauvres", "jeunes|vieux", "homme|femme", "hommes|femmes", "nouveau|ancien|vieux", "nouvelle|ancienne|vieille",
                       "grand|petit", "grande|petite", "grands|petits", "plus|moins", "possible|impossible", "positif|négatif", "public|privé", "publique|privée",
                       "droite|gauche", "intérieur|extérieur", "entrée|sortie", "acheter|vendre", "achat|vente", "haut|bas", "élevé|bas", "long|court", "facile|difficile",
                       "important|insignifiant", "positive|négative", "guerre|paix", "jour|nuit", "matin|soir", "légal|illégal", "interdit|autorisé",
                       "commencé|terminé|cessé", "créé|détruit|supprimé", "soutien|opposition", "confiance|méfiance", "bien|mal", "vrai|faux", "rapide|lent",
                       "rapidement|lentement", "toujours|jamais|parfois", "ancien|futur|actuel", "supérieur|inférieur", "supérieure|inférieure", "crée|supprime"],
                "en": ["before|after", "rise|fall", "rose|fell", "increase|decrease", "increased|decreased|fell", "won|lost", "win|lose", "victory|defeat",
                       "first|last", "beginning|end", "start|end", "opened|closed", "open|closed", "north|south", "west|east", "against|for", "with|without",
                       "accepted|refused", "best|worst", "better|worse", "strong|weak", "success|failure", "life|death", "rich|poor", "young|old",
                       "man|woman", "men|women", "new|old", "big|small", "large|small", "more|less|fewer", "possible|impossible", "positive|negative",
                       "public|private", "left|right", "inside|outside", "buy|sell", "bought|sold", "high|low", "higher|lower", "long|short", "easy|difficult",
                       "war|peace", "day|night", "morning|evening", "legal|illegal", "banned|allowed", "began|ended", "created|destroyed|abolished",
                       "support|opposition", "supported|opposed", "true|false", "fast|slow", "quickly|slowly", "early|late", "up|down", "over|under",
                       "good|bad", "happy|sad", "safe|dangerous", "hot|cold", "wide|narrow", "former|future|current", "domestic|foreign", "local|national",
                       "major|minor", "always|never|sometimes", "most|least", "important|trivial", "above|below", "include|exclude", "remember|forget"]},
    "quantifier": {"fr": ["tous les|certains|quelques", "toutes les|certaines|quelques", "la plupart des|tous les|quelques", "plusieurs|tous les|de nombreux",
                          "plus de|moins de|exactement", "moins de|plus de", "près de|plus de|exactement", "environ|exactement|au moins", "seulement|notamment|surtout",
                          "au moins|au plus", "beaucoup de|peu de", "souvent|rarement|toujours", "presque|exactement", "quelques|tous les|de nombreux",
                          "certains|tous les", "certaines|toutes les", "une partie des|tous les", "la majorité des|une minorité des", "chaque|aucun",
                          "parfois|toujours", "de nombreux|quelques|peu de", "de nombreuses|quelques", "la moitié|la totalité|le tiers", "trop|assez"],
                   "en": ["all|some|most", "most|all|some", "several|all|many", "more than|less than|exactly", "less than|more than", "nearly|more than|exactly",
                          "about|exactly|at least", "only|mainly|also", "at least|at most", "many|few|some", "often|rarely|always", "almost|exactly", "some|all|no",
                          "every|no", "sometimes|always", "half|all|a third", "few|many", "majority|minority", "usually|rarely", "each|no", "a few|many", "too|enough"]},
    "tense": {"fr": ["est>était|sera", "sont>étaient|seront", "était>est|sera", "étaient>sont|seront", "a>aura|avait", "ont>auront|avaient", "avait>a|aura", "sera>est|était",
                     "seront>sont|étaient", "avaient>ont|auront", "doit>devait|devra", "peut>pouvait|pourra", "veut>voulait|voudra", "va>allait", "fait>faisait|fera"],
              "en": ["is>was|will be", "are>were|will be", "was>is|will be", "were>are|will be", "has>had|will have", "have>had|will have", "had>has|will have",
                     "will be>is|was", "will>would|did", "can>could", "must>had to", "wants>wanted", "does>did", "makes>made", "takes>took", "said>says|will say",
                     "has been>will be", "is>is being", "was>was being"]},
    "person": {"fr": ["il|elle", "elle|il", "nous|vous|ils", "ils|nous", "je|il", "vous|nous", "notre|votre|leur", "nos|vos|leurs", "leur|notre", "mon|son"],
               "en": ["he|she", "she|he", "his|her", "him|her", "we|you|they", "they|we", "I|he", "our|your|their", "their|our", "my|his", "you|we"]},
}
NEGATIONS = {
    "fr": (r"\b(?:ne |n['’])((?:[lsmt]['’]|les? |la |se |me )?\w+) (?:pas|jamais|plus) ",
           r"(?<!ne )(?<!n['’])(?<!s['’])\b(est|sont|a|ont|était|étaient|avait|avaient|sera|seront|peut|peuvent|doit|doivent|va|vont|veut|fait|faut)\b(?! pas)"),
    "en": (r"\b(is|are|was|were|has|have|had|will|would|can|could|should|may|might|must|do|does|did)(?: not|n['’]t)\b|\b(never )",
           r"\b(is|are|was|were|has|have|had|will|would|can|could|should|may|must)\b(?! (?:not|never|no)|n['’]t)"),
}
PREPOSITIONS = {"fr": "de du des à au aux dans sur pour par avec en sous contre entre depuis pendant chez vers".split(),
                "en": "of in on for by with at from into under against between during about over to after".split()}
MARKS = {"fr": ("« ", " »"), "en": ("“", "”")}


class Corpus:
    """What errors are made from: parts of speech, words by ending, names, phrases."""

    def __init__(self, pairs, dictionary):
        self.pos = {"fr": collections.defaultdict(set), "en": collections.defaultdict(set)}
        self.words = collections.defaultdict(set)
        for line in open(dictionary, encoding="utf-8"):
            fr, en, pos, *_ = [*line.rstrip("\n").split("\t"), "", ""]
            pos = {"m": "n", "f": "n", "mf": "n", "n": "n", "adj": "adj", "adv": "adv", "v": "v", "vt": "v", "vi": "v"}.get(pos)
            en = en.removeprefix("to ") if pos == "v" else en
            if " " not in fr and " " not in en:
                self.words[fr.lower()].add(en.lower())
                self.words[en.lower()].add(fr.lower())
                if pos:
                    self.pos["fr"][fr.lower()].add(pos)
                    self.pos["en"][en.lower()].add(pos)
        self.names, self.phrases, self.alike = ({"fr": [], "en": []} for _ in range(3))
        for k, lang in enumerate(("fr", "en")):
            seen = collections.defaultdict(list)
            for pair in pairs:
                text = pair[k]
                for m in WORD.finditer(text):
                    word = m.group()
                    if m.start() and word[0].isupper() and word.lower() not in self.pos[lang] and len(word) > 3:
                        self.names[lang].append(word)
                    kind = self.kind(lang, word)
                    if kind and word.islower():
                        seen[kind, word[-3:]].append(word)
                m = re.search(r" ((?:%s) (?:[^\W\d_]+['’ ]){1,4}[^\W\d_]{3,})[.]?$" % "|".join(PREPOSITIONS[lang]), text)
                if m and m.group(1).islower():
                    self.phrases[lang].append(m.group(1))
            self.alike[lang] = seen

    def kind(self, lang, word):
        """The part of speech, where it is beyond doubt; inflected forms by their stems."""
        word = word.lower()
        if len(word) < 4:
            return None
        tails = (("", ""), ("s", ""), ("es", ""), ("e", ""), ("ée", "er"), ("é", "er"), ("és", "er"), ("ées", "er"), ("ait", "er"), ("ent", "er"), ("aux", "al")) \
            if lang == "fr" else (("", ""), ("s", ""), ("es", ""), ("ed", ""), ("ed", "e"), ("d", ""), ("ing", ""), ("ing", "e"), ("ies", "y"), ("ied", "y"))
        for tail, base in tails:
            if word.endswith(tail):
                kinds = self.pos[lang].get(word[: len(word) - len(tail)] + base)
                if kinds:
                    return next(iter(kinds)) if len(kinds) == 1 else None
        return None


def splice(text, start, end, new):
    out = text[:start] + new + text[end:]
    return re.sub(r" {2,}", " ", re.sub(r" +([,.;])", r"\1", out)).strip()


def pick(r, pattern, text, flags=0):
    found = list(re.finditer(pattern, text, flags))
    return r.choice(found) if found else None


def swap(kind):
    def plant(r, c, lang, text, other):
        options = []
        for group in SWAPS[kind][lang]:
            if ">" in group:
                old, new = group.split(">")
                options.append((old, new.split("|")))
            else:
                members = group.split("|")
                options += [(old, [m for m in members if m != old]) for old in (members if kind in ("antonym", "unit", "quantifier") else members[:1])]
        r.shuffle(options)
        for old, new in options:
            m = pick(r, r"(?<![\w’'-])%s(?![\w-])" % re.escape(old), text)
            if m:
                return splice(text, m.start(), m.end(), r.choice(new))
    return plant


def number(r, c, lang, text, other):
    m = pick(r, r"(?<![\w.,])\d[\d.,]*\d|(?<![\w.,])\d(?![\w.,])", text)
    if m:
        digits = list(m.group())
        k = r.choice([i for i, d in enumerate(digits) if d.isdigit()])
        digits[k] = r.choice([d for d in "123456789" if d != digits[k]])
        return splice(text, m.start(), m.end(), "".join(digits))


def date(r, c, lang, text, other):
    for names in r.sample([FR_DAYS, FR_MONTHS] if lang == "fr" else [EN_DAYS, EN_MONTHS], 2):
        m = pick(r, r"\b(%s)\b" % "|".join(names), text)
        if m and m.group() != "May":
            return splice(text, m.start(), m.end(), r.choice([n for n in names if n != m.group()]))


def name(r, c, lang, text, other):
    m = pick(r, r"(?<=\w )[A-ZÉ][a-zéèêëïîôûç-]{3,}\b", text)
    if m and m.group().lower() not in c.pos[lang]:
        return splice(text, m.start(), m.end(), r.choice(c.names[lang]))


def negation_lost(r, c, lang, text, other):
    m = pick(r, NEGATIONS[lang][0], text)
    if m:
        return splice(text, m.start(), m.end(), m.group(1) + " " if lang == "fr" else (m.group(1) or ""))


def negation_added(r, c, lang, text, other):
    m = pick(r, NEGATIONS[lang][1], text)
    if m:
        verb = m.group(1)
        new = f"{verb} not" if lang == "en" else ("n’" if verb[0] in "aeéiou" else "ne ") + verb + " pas"
        return splice(text, m.start(), m.end(), new)


def drop(*kinds):
    def plant(r, c, lang, text, other):
        m = [m for m in WORD.finditer(text) if m.start() and m.group().islower() and c.kind(lang, m.group()) in kinds]
        m = [x for x in m if text[x.start() - 1] == " " or kinds == ("n",)]
        if m:
            x = r.choice(m)
            return splice(text, x.start(), x.end(), "")
    return plant


def cues(name):
    """The rows of a list of crates/diff/data."""
    path = os.path.join(os.path.dirname(os.path.abspath(__file__)), "../../crates/diff/data", name)
    with open(path, encoding="utf-8") as f:
        return [line.rstrip("\n").split("\t") for line in f if line.strip() and not line.startswith("#")]


def spellings(phrases):
    """Every single word that `a(b)(c)|d;e` stands for."""
    out = []
    for word in re.split("[|;]", phrases):
        if " " not in word:
            parts = re.split(r"[()]", word)
            out += ["".join(p for n, p in enumerate(parts) if n % 2 == 0 or k >> (n // 2) & 1) for k in range(2 ** (len(parts) // 2))]
    return out


def qualifiers():
    """The words of modifiers.tsv by language, each spelling."""
    out = {"fr": set(), "en": set()}
    for lang, phrases, *_ in cues("modifiers.tsv"):
        if lang in out:
            out[lang].update(spellings(phrases))
    return {lang: "|".join(sorted(words, key=lambda w: (-len(w), w))) for lang, words in out.items()}


QUALIFIERS, FALSE_FRIENDS, DEGREES = qualifiers(), cues("false_friends.tsv"), cues("degrees.tsv")


def qualifier_lost(r, c, lang, text, other):
    m = pick(r, r" (?:%s)(?=[ ,.;])" % QUALIFIERS[lang], text)
    return splice(text, m.start(), m.end(), "") if m else None


def phrase_lost(r, c, lang, text, other):
    preposition = "|".join(PREPOSITIONS[lang])
    edge = r"(?= ?[,.;:!?)»”]|$)" if r.random() < 0.6 else r"(?= (?:%s|et|and|que|qui|that|which) )" % preposition
    m = pick(r, r" (?:%s) (?:(?!%s)[\w’'-]+ ){0,4}[\w’'-]{3,}%s" % (preposition, preposition.replace("|", " |") + " ", edge), text)
    if m and m.end() - m.start() < 0.5 * len(text):
        return splice(text, m.start(), m.end(), "")


def clause_lost(r, c, lang, text, other):
    cut = [m.start() for m in re.finditer(r"[,;:–—]", text)] + [len(text.rstrip(" .!?»”\""))]
    parts = [(a, b) for a, b in zip(cut, cut[1:]) if len(text[a:b].split()) >= 4 and b - a < 0.6 * len(text)]
    if parts:
        a, b = r.choice(parts)
        return splice(text, a, b, "")


def phrase_added(r, c, lang, text, other):
    m = pick(r, r"(?<=[\w»”])(?=[,;.]( |$))", text)
    if m:
        return splice(text, m.start(), m.end(), " " + r.choice(c.phrases[lang]))


def word_added(r, c, lang, text, other):
    nouns = [m for m in WORD.finditer(text) if m.start() and m.group().islower() and c.kind(lang, m.group()) == "n"]
    kind = r.choice(["adj", "adj", "adv"])
    pool = [w for (k, _), words in c.alike[lang].items() if k == kind for w in words[:3]]
    if nouns and pool:
        m = r.choice(nouns)
        at = m.end() if lang == "fr" else m.start()
        return splice(text, at, at, f" {r.choice(pool)} ")


def word_changed(r, c, lang, text, other):
    m = [m for m in WORD.finditer(text) if m.start() and m.group().islower() and c.kind(lang, m.group())]
    if m:
        x = r.choice(m)
        pool = c.alike[lang].get((c.kind(lang, x.group()), x.group()[-3:]), [])
        return splice(text, x.start(), x.end(), r.choice(pool)) if pool else None


def codemix(r, c, lang, text, other):
    theirs = {w.lower() for w in WORD.findall(other)}
    m = [(m, w) for m in WORD.finditer(text) if m.start() and m.group().islower() for w in c.words.get(m.group(), ()) if w in theirs and w != m.group() and len(w) > 3]
    if m:
        x, w = r.choice(m)
        return splice(text, x.start(), x.end(), w)


def untranslated(r, c, lang, text, other):
    a, b = text.split(), other.split()
    if min(len(a), len(b)) < 8:
        return None
    if r.random() < 0.5:
        share = r.uniform(0.3, 0.7)
        return " ".join(a[: int(len(a) * share)] + b[int(len(b) * share):])
    n, at = r.randint(2, 4), r.uniform(0.1, 0.8)
    i, j = int(len(a) * at), int(len(b) * at)
    return " ".join(a[:i] + b[j:j + n] + a[i + n:])


def copied(r, c, lang, text, other):
    return other


def quotes_lost(r, c, lang, text, other):
    m = pick(r, r"[«“\"] ?([^«»“”\"]{3,60}?) ?[»”\"]", text)
    return splice(text, m.start(), m.end(), m.group(1)) if m else None


def quotes_added(r, c, lang, text, other):
    m = pick(r, r"(?<= )[a-zé]+ [a-zé]{4,}(?: [a-zé]{4,})?(?=[ ,.])", text)
    if m and not re.search(r"[«“\"]", text):
        return splice(text, m.start(), m.end(), m.group().join(MARKS[lang]))


def shuffled(r, c, lang, text, other):
    words = text.rstrip(".").split()
    if len(words) < 6:
        return None
    if r.random() < 0.5:
        r.shuffle(words)
    else:
        k = r.randint(3, min(6, len(words)))
        at = r.randint(0, len(words) - k)
        part = words[at:at + k]
        r.shuffle(part)
        words[at:at + k] = part
    return " ".join(words) + "."


def placeholder(r, c, lang, text, other):
    """A variable, address, tag, code or product code, lost or changed."""
    m = pick(r, r"\{\w+\}|%[sd]\b|</?[a-z]+>|https?://[\w./-]+\w|`[^`]+`|\b[A-Z]{1,4}-?\d{2,4}\b|--[a-z]{3,}|\b\w+_\w+\b", text)
    if m:
        old = m.group()
        k = r.choice([i for i, ch in enumerate(old) if ch.isalnum()])
        new = r.choice("0123456789".replace(old[k], "") if old[k].isdigit() else "abcdefghijklmnopqrstuvwxyz".replace(old[k].lower(), ""))
        new = old[:k] + (new.upper() if old[k].isupper() else new) + old[k + 1:]
        return splice(text, m.start(), m.end(), "" if r.random() < 0.4 else new)


def false_friend(r, c, lang, text, other):
    """A look-alike of a word of the original in place of its translation."""
    rows = FALSE_FRIENDS[:]
    r.shuffle(rows)
    for english, french, in_french, in_english, *_ in rows:
        theirs, mine, right = (english, french, in_french) if lang == "fr" else (french, english, in_english)
        if not (m := pick(r, r"\b(?:%s)\b" % "|".join(map(re.escape, spellings(theirs))), other)):
            continue
        known = {w for w in c.words.get(m.group().lower(), ())} | {w.strip() for w in re.split(r"[,(]", right) if w.strip()}
        known -= set(spellings(mine))
        words = [w for w in known if re.search(r"\b%s(?:e?s)?\b" % re.escape(w), text)]
        if words:
            old = pick(r, r"\b%s(?:e?s)?\b" % re.escape(r.choice(sorted(words))), text)
            plural = [w for w in spellings(mine) if w.endswith("s") == old.group().endswith("s")] or spellings(mine)
            return splice(text, old.start(), old.end(), plural[0]) if plural else None


def degree(r, c, lang, text, other):
    """Another degree of the same thing."""
    rows = [row for row in DEGREES if row[0] == lang]
    r.shuffle(rows)
    for _, phrases, scale, value, *_ in rows:
        m = pick(r, r"\b(?:%s)\b" % "|".join(map(re.escape, spellings(phrases))), text) if spellings(phrases) else None
        others = [row for row in rows if row[2] == scale and row[3] != value and spellings(row[1])]
        if m and others:
            pool = spellings(r.choice(others)[1])
            same = [w for w in pool if w[-2:] == m.group()[-2:]] or [w for w in pool if w[-1] == m.group()[-1]] or pool
            return splice(text, m.start(), m.end(), r.choice(same))


def asked(r, c, lang, text, other):
    return text[:-1] + (" ?" if lang == "fr" else "?") if text.endswith(".") and r.random() < 0.3 else None


KINDS = {
    "number": ("critical", number), "date": ("critical", date), "name": ("critical", name),
    "negation-lost": ("critical", negation_lost), "negation-added": ("critical", negation_added),
    "untranslated": ("critical", untranslated), "copied": ("critical", copied), "codemix": ("critical", codemix), "word-changed": ("critical", word_changed),
    "noun-lost": ("critical", drop("n")), "verb-lost": ("critical", drop("v")), "modifier-lost": ("major", drop("adj", "adv")),
    "qualifier-lost": ("major", qualifier_lost),
    "phrase-lost": ("major", phrase_lost), "clause-lost": ("major", clause_lost), "phrase-added": ("major", phrase_added),
    "word-added": ("major", word_added), "quotes-lost": ("major", quotes_lost), "quotes-added": ("minor", quotes_added),
    "placeholder": ("critical", placeholder), "false-friend": ("major", false_friend), "degree": ("major", degree), "shuffled": ("critical", shuffled), "question": ("major", asked),
    **{kind: ({"tense": "major", "person": "major"}.get(kind, "critical"), swap(kind)) for kind in SWAPS},
}


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--pairs", nargs="+", required=True)
    ap.add_argument("--dictionary", required=True)
    ap.add_argument("--each", type=int, default=250)
    ap.add_argument("--seed", type=int, default=1)
    ap.add_argument("--words", default="8-45", help="least and most words of a sentence that is spoilt")
    a = ap.parse_args()
    pairs = []
    least, most = map(int, a.words.split("-"))
    for path in a.pairs:
        for n, line in enumerate(open(path, encoding="utf-8")):
            fr, en = line.rstrip("\n").split("\t")[:2]
            if 3 <= len(en.split()) <= most:
                pairs.append((fr, en, f"{path.split('/')[-1].split('.')[0]}-{n}"))
    # What is left out of a heading leaves nothing; but it may be copied whole.
    long = [p for p in pairs if len(p[1].split()) >= least]
    r, corpus = random.Random(a.seed), Corpus(long, a.dictionary)
    for kind, (severity, plant) in KINDS.items():
        for lang in ("fr", "en"):
            made = 0
            pool = pairs if kind == "copied" else long
            for fr, en, where in r.sample(pool, len(pool)):
                good, source = (fr, en) if lang == "fr" else (en, fr)
                bad = plant(r, corpus, lang, good, source)
                if bad and bad != good:
                    made += 1
                    print(json.dumps({"id": f"{kind}-{where}-{lang}", "doc": where, "source": source, "good": good, "bad": bad, "phenomenon": kind,
                                      "severity": severity, "src_lang": "en" if lang == "fr" else "fr", "tgt_lang": lang}, ensure_ascii=False))
                if made == a.each:
                    break
            print(f"{kind:16} {lang} {made}", file=sys.stderr)


if __name__ == "__main__":
    main()
