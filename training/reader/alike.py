"""Edits of both sides at once: a word and its rendering become others that answer each other as well, so that the reader
learns that *denied* or *not* is no error where the other side has it too. What plant.py puts on one side alone stands
here on both."""

import re

# Groups of renderings, French/English, a space inside written _, of which any may take the place of another on both sides.
GROUPS = [
    "déclaré/said affirmé/claimed nié/denied confirmé/confirmed annoncé/announced suggéré/suggested reconnu/admitted démenti/denied promis/promised",
    "déclare/says affirme/claims nie/denies confirme/confirms annonce/announces suggère/suggests admet/admits craint/fears promet/promises",
    "accusé/accused remercié/thanked critiqué/criticised félicité/congratulated averti/warned",
    "demandé/asked refusé/refused promis/promised accepté/agreed",
    "augmenté/increased diminué/decreased doublé/doubled baissé/fallen", "augmentation/increase diminution/decrease hausse/rise baisse/fall",
    "gagné/won perdu/lost", "victoire/victory défaite/defeat", "succès/success échec/failure",
    "premier/first deuxième/second troisième/third dernier/last", "première/first deuxième/second troisième/third dernière/last",
    "début/beginning fin/end", "avant/before après/after", "pour/for contre/against", "avec/with sans/without", "meilleur/better pire/worse",
    "plus/more moins/less", "riche/rich pauvre/poor", "riches/rich pauvres/poor", "grand/big petit/small", "grande/large petite/small",
    "grands/large petits/small", "fort/strong faible/weak", "forte/strong faible/weak", "haut/high bas/low", "élevé/high bas/low faible/low",
    "rapide/quick lent/slow", "rapidement/quickly lentement/slowly soudain/suddenly", "facile/easy difficile/difficult impossible/impossible",
    "possible/possible impossible/impossible nécessaire/necessary inutile/useless", "légal/legal illégal/illegal", "interdit/forbidden autorisé/allowed",
    "toujours/always jamais/never parfois/sometimes souvent/often rarement/rarely", "public/public privé/private", "ouvert/open fermé/closed",
    "ancien/former nouveau/new actuel/current futur/future", "ancienne/former nouvelle/new actuelle/current future/future",
    "gauche/left droite/right", "nord/north sud/south est/east ouest/west", "guerre/war paix/peace", "vie/life mort/death", "jour/day nuit/night",
    "matin/morning soir/evening", "homme/man femme/woman enfant/child", "hommes/men femmes/women enfants/children", "frère/brother sœur/sister père/father mère/mother fils/son",
    "roi/king reine/queen prince/prince", "acheté/bought vendu/sold loué/rented", "acheter/buy vendre/sell", "accepté/accepted refusé/refused rejeté/rejected",
    "soutien/support opposition/opposition", "confiance/trust méfiance/distrust", "positif/positive négatif/negative", "vrai/true faux/false",
    "tous/all certains/some quelques/some plusieurs/several", "toutes/all certaines/some quelques/some plusieurs/several", "beaucoup/many peu/few",
    "presque/almost exactement/exactly seulement/only", "probablement/probably certainement/certainly peut-être/perhaps", "environ/about exactement/exactly presque/nearly",
    "légèrement/slightly fortement/sharply considérablement/considerably", "très/very assez/fairly trop/too peu/not_very", "cause/cause conséquence/consequence",
    "million/million milliard/billion", "millions/million milliards/billion", "kilomètres/kilometres mètres/metres", "dollars/dollars euros/euros livres/pounds",
    "heures/hours minutes/minutes jours/days semaines/weeks mois/months", "ministre/minister président/president porte-parole/spokesman",
    "lundi/Monday mardi/Tuesday mercredi/Wednesday jeudi/Thursday vendredi/Friday samedi/Saturday dimanche/Sunday",
    "janvier/January mars/March avril/April juin/June juillet/July août/August octobre/October novembre/November",
    "France/France Belgique/Belgium Suisse/Switzerland Pologne/Poland Russie/Russia", "français/French allemand/German italien/Italian britannique/British",
    "peut/can doit/must", "peuvent/can doivent/must", "pourrait/could devrait/should", "pourraient/could devraient/should", "pourrait/might devrait/ought_to",
    "parce_que/because bien_que/although", "blanc/white noir/black rouge/red vert/green bleu/blue", "blanche/white noire/black rouge/red verte/green",
]  # fmt: skip
CLASSES = [[tuple(pair.replace("_", " ").split("/")) for pair in group.split()] for group in GROUPS]
# A verb that can be negated in place: French before, after; English.
VERBS = [("est", "is"), ("sont", "are"), ("était", "was"), ("étaient", "were"), ("peut", "can"), ("peuvent", "can"), ("sera", "will"), ("doit", "must"),
         ("a", "has"), ("ont", "have"), ("serait", "would"), ("pourrait", "could"), ("va", "will")]  # fmt: skip


def only(word, text):
    """The one place of a word in a text; nothing if it stands there twice."""
    found = list(re.finditer(rf"(?<![\w’'-]){word}(?![\w-])", text))
    return found[0] if len(found) == 1 else None


def put(text, place, new):
    return text[: place.start()] + new + text[place.end() :]


def exchanged(r, fr, en):
    """Another member of a class on both sides."""
    for group in r.sample(CLASSES, len(CLASSES)):
        for was in group:
            a, b = only(was[0], fr), only(was[1], en)
            others = [x for x in group if x[0] != was[0] and x[1] != was[1]]
            if a and b and others:
                new = r.choice(others)
                return put(fr, a, new[0]), put(en, b, new[1])
    return None


def negated(r, fr, en):
    """*Not* put on both sides, or taken from both."""
    for french, english in r.sample(VERBS, len(VERBS)):
        ne = "n’" if french[0] in "aeéo" else "ne "
        a, b = only(french, fr), only(english, en)
        if a and b and not re.search(r"(?<!\w)(?:ne|n['’]|pas|jamais|rien|que)(?!\w)", fr[max(0, a.start() - 12) : a.end() + 12]) and " not" not in en and "n't" not in en:
            return put(fr, a, f"{ne}{french} pas"), put(en, b, "cannot" if english == "can" else f"{english} not")
        a = re.search(rf"(?<!\w)n['’]?e? ?{french} pas(?!\w)", fr)
        b = re.search(rf"(?<!\w)(?:{english} not|cannot|{english}n['’]t)(?!\w)", en)
        if a and b and en.count(" not") + en.count("n't") + en.count("n’t") + en.count("cannot") == 1 and fr.count(" pas ") == 1:
            return put(fr, a, french), put(en, b, english)
    return None


def hedged(r, fr, en):
    """A hedge on both sides."""
    french, english = r.choice([("apparemment", "apparently"), ("probablement", "probably"), ("sans doute", "no doubt"), ("selon lui", "according to him")])
    if r.random() < 0.85 or len(fr) < 25 or not en[:2].istitle() or not fr[:2].istitle() or re.match(r"[A-ZÉ]{2}|[^ ]+ [A-ZÉ]", fr) or en[:2] == "I ":
        return None
    lower = lambda t: t[0].lower() + t[1:]
    return f"{french.capitalize()}, {lower(fr)}", f"{english.capitalize()}, {lower(en)}"


EDITS = [exchanged, exchanged, negated, hedged]
