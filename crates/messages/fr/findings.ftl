# Ce que disent les constats. Les mots d'un texte sont entre guillemets, tels qu'ils y figurent.
# {$was} et {$words} sont des mots de l'original ou de l'un des deux textes, {$is} des mots de la traduction.
# en/findings.ftl contient les mêmes messages avec les mêmes valeurs.
# Espaces fines insécables (U+202F) devant ? ! ; : et à l'intérieur des guillemets.

## Mots communs à plusieurs messages

quoted = « {$words} »
either = {$one} ou {$other}
what-heading = Le titre
what-passage = Le passage
what-line = La ligne

## Chiffres, dates, noms

number-changed = « {$was} » devient « {$is} ».
number-changed-more = « {$was} » devient « {$is} », soit {$times} fois plus.
number-changed-less = « {$was} » devient « {$is} », soit {$times} fois moins.
number-unit-changed = « {$was} » devient « {$is} » : l’unité n’est pas la même.
number-worth = « {$was} » devient « {$is} », mais cela fait environ {$worth} {$unit}.
number-lost = Le nombre « {$words} » n’est pas dans la traduction.
number-added = Le nombre « {$words} » n’est pas dans l’original.
number-converted = « {$was} » a été converti en « {$is} ».

date-changed = « {$was} » devient « {$is} » : ce n’est pas { $kind ->
    [time] la même heure
    [moment] le même moment
   *[date] la même date
}.
date-lost = { $kind ->
    [time] L’heure
    [moment] Le moment
   *[date] La date
} « {$words} » n’est pas dans la traduction.
date-added = { $kind ->
    [time] L’heure
    [moment] Le moment
   *[date] La date
} « {$words} » n’est pas dans l’original.

class-changed = « {$was} » devient « {$is} » : c’est { $class ->
    [continent] un autre continent
    [city] une autre ville
    [region] une autre région
    [river] un autre fleuve
    [sea] une autre mer
    [religion] une autre religion
    [party] un autre parti
    [organisation] une autre organisation
    [media] un autre média
    [company] une autre entreprise
    [planet] une autre planète
    [feast] une autre fête
    [war] une autre guerre
    [colour] une autre couleur
    [compass] un autre point cardinal
    [season] une autre saison
    [kin] un autre lien de parenté
    [office] une autre fonction
    [portfolio] un autre ministère
    [worship] un autre lieu de culte
    [metal] un autre métal
    [beast] un autre animal
   *[country] un autre pays ou peuple
} ; il s’agit de « {$due} ».

name-changed = Le nom « {$was} » devient « {$is} ».
name-near = Le nom « {$was} » devient « {$is} » : une autre lettre, une autre personne.
name-title = « {$was} » devient « {$is} » devant « {$words} » : ce n’est pas la même personne.
name-lost = Le nom « {$words} » n’est pas dans la traduction.
name-added = Le nom « {$words} » n’est pas dans l’original.

## Mots qui veulent dire autre chose

mistranslated = « {$was} » devient « {$is} », qui veut dire « {$meaning} ».
usual-rendering = La traduction habituelle de « {$word} » est « {$rendering} » ({$percent} % des cas).
false-friend = « {$is} » ressemble à « {$was} » mais veut dire « {$meaning} ».
literal-term = « {$is} » rend mot à mot le terme « {$was} ».
literal-term-means = « {$is} » rend mot à mot le terme « {$was} », ce qui voudrait dire « {$meaning} ».
weaker = « {$is} » est peut-être plus faible que « {$was} » : {$why}.
stronger = « {$is} » est peut-être plus fort que « {$was} » : {$why}.
another-degree = « {$is} » n’est pas du même degré que « {$was} ».
contrary = « {$is} » dit le contraire de « {$was} ».
literal-idiom = « {$is} » rend mot à mot la locution « {$was} », qui veut dire « {$meaning} ».
another-rank = « {$is} » n’est pas au même rang que « {$was} » sur la même échelle.
another-force = « {$was} » { $old ->
    [must] oblige
    [should] conseille
    [urge] invite
    [free] laisse libre
    [never] interdit
   *[may] permet
}, « {$is} » { $new ->
    [must] oblige
    [should] conseille
    [urge] invite
    [free] laisse libre
    [never] interdit
   *[may] permet
}.
limit-lost = « {$words} » limite ce qui est dit ; la traduction l’omet.
limit-added = « {$words} » limite ce qui est dit ; pas l’original.
bound-changed = « {$is} » borne le même chiffre autrement que « {$was} ».
bound-lost = « {$words} » borne le chiffre ; la traduction l’omet.
bound-added = « {$words} » borne le chiffre ; pas l’original.
told-as-sure = « {$was} » dit que cela peut arriver, « {$is} » que cela arrivera.
told-as-unsure = « {$was} » dit que cela arrivera, « {$is} » que cela peut arriver.
told-as-done = « {$was} » ne dit pas que cela a eu lieu, « {$is} » le dit.
told-as-ahead = « {$was} » dit que cela a eu lieu, « {$is} » ne le dit pas.
names-exchanged = Deux noms ont échangé leurs places : l’original nomme d’abord « {$was} », la traduction « {$is} ».
roles-exchanged = Les rôles sont échangés autour de « {$verb} » : dans l’original, c’est « {$was} » qui agit, dans la traduction « {$is} ».
another-reference = « {$is} » ne renvoie pas à la même chose que « {$was} ».
another-person = « {$was} » devient « {$is} » : ce n’est pas la même personne.
another-tense = « {$was} » parle du { $old ->
    [past] passé
    [future] futur
   *[present] présent
}, « {$is} » du { $new ->
    [past] passé
    [future] futur
   *[present] présent
}.
another-order = Les mots de la traduction ne suivent pas l’ordre de ceux de l’original.

## Ce qui est affirmé, nié, rapporté

negation-lost = La négation « {$words} » de l’original ne se retrouve pas dans la traduction.
negation-added = La traduction nie, par « {$words} », ce que l’original affirme.
hedge-lost = La traduction affirme ce que l’original ne fait que rapporter ou supposer : { $kind ->
    [conditional] le conditionnel « {$words} »
   *[hedge] « {$words} »
} a disparu.
hedge-added = La traduction ne fait que rapporter ou supposer ce que l’original affirme : { $kind ->
    [conditional] le conditionnel « {$words} »
   *[hedge] « {$words} »
} a été ajouté.
surer = « {$is} » est plus affirmatif que « {$was} ».
less-sure = « {$is} » est moins affirmatif que « {$was} ».
reported-otherwise = « {$is} » ne rapporte pas les propos de la même façon que « {$was} ».
one-denies = « {$is} » traduit « {$was} » : un seul des deux est un démenti.
quantity-changed = « {$was} » et « {$is} » ne disent pas la même quantité.
quantity-lost = « {$words} » manque dans la traduction : elle en dit peut-être plus ou moins.
quantity-added = « {$words} » n’est pas dans l’original : la traduction en dit peut-être plus ou moins.
qualifier-lost = L’original précise « {$words} », la traduction non.
qualifier-added = La traduction précise « {$words} », l’original non.
question-added = La traduction demande ce que l’original affirme.
question-lost = La traduction affirme ce que l’original demande.
quotation-lost = L’original cite {$words} ; dans la traduction, ces mots sont ceux du rédacteur.
quotation-added = La traduction met {$words} entre guillemets, l’original non.

## Ce qui manque, ce qui est de trop, ce qui n'est pas une traduction

words-lost = « {$words} » ne se retrouve pas dans la traduction.
words-added = « {$words} » ne correspond à rien dans l’original.
word-repeated = « {$words} » figure deux fois de suite.
phrase-repeated = « {$words} » revient {$times} fois de suite.
translation-empty = La traduction est vide.
original-empty = L’original est vide.
no-translation = « {$words} » tient lieu de traduction.
reply-refusal = La traduction est la réponse d’un modèle de langage : il refuse, ou demande un texte.
reply-words = « {$words} » porte sur la traduction elle-même et ne traduit rien.
unrelated = La traduction n’a rien à voir avec l’original.
untranslated = Le segment n’est pas traduit.
untranslated-words = « {$words} » est resté en {$language}.
wrong-language = La traduction est en {$is}, non en {$due}.
swapped = Les deux côtés sont intervertis : l’original est en {$original}, la traduction en {$translation}.
shifted = À partir d’ici, les traductions de {$count} paires sont décalées : chacune se trouve une paire plus { $way ->
    [earlier] tôt
   *[later] tard
} que son original.
passage-lost = {$what} manque dans la traduction.
passage-moved = {$what} se trouve à un autre endroit de la traduction.
passage-added = {$what} ne traduit rien de l’original.
passage-twice = {$what} figure deux fois dans la traduction et une fois dans l’original.
passage-once = {$what} figure deux fois dans l’original et une fois dans la traduction.

## Variables, balises, adresses, code

kind-code = Le code
kind-tag = La balise
kind-variable = La variable
kind-attribute = L’attribut
kind-address = L’adresse
kind-path = Le nom de fichier
kind-flag = L’option
kind-identifier = L’identifiant
kind-product-code = Le code de produit
kind-keys = Le raccourci clavier
markup-changed = {$kind} « {$was} » devient « {$is} ».
markup-lost = {$kind} « {$words} » n’est pas dans la traduction.
markup-added = {$kind} « {$words} » n’est pas dans l’original.
markup-order = « {$is} » se trouve à la place de « {$was} » : les variables sans numéro sont remplies dans l’ordre.

## Termes et noms, sur tout un texte

glossary-keep = « {$words} » doit rester tel quel.
glossary-due = Le glossaire donne {$due} pour « {$words} ».
glossary-due-instead = Le glossaire donne {$due} pour « {$words} » ; on lit ici « {$is} ».
glossary-forbids = Le glossaire interdit « {$words} » ici.
glossary-forbids-has = Le glossaire interdit « {$words} » ici ; il donne « {$due} ».
glossary-note = Le glossaire précise : {$note}
two-spellings = La traduction écrit le même nom « {$rare} » et « {$usual} ».
two-terms = « {$term} » est rendu ici par « {$rare} » et ailleurs par « {$usual} ».
one-term = « {$shared} » rend aussi bien « {$word} » que « {$other} ».
counts = On y lit {$often} fois « {$usual} » et {$seldom} fois « {$rare} ».
counts-for = Ce mot rend {$often} fois « {$usual} » et {$seldom} fois « {$rare} ».
requoted = Les mêmes mots sont cités avec plus ou moins de force : ici « {$short} », ailleurs « {$long} » (ici sans « {$lost} »).
requoted-likewise = L’original le fait aussi : « {$words} ».
headline-figure = Le titre dit « {$words} », le texte « {$other} ».
headline-asserts = Le titre affirme ce que le texte n’affirme pas : on y lit « {$hedge} ».
headline-contrary = Le titre dit le contraire du texte : un seul des deux contient la négation « {$words} ».
headline-likewise = L’original le fait aussi.

## Forme

misspelt = « {$word} » est sans doute « {$due} », mal écrit.
capital-missing = L’original commence par une majuscule, « {$word} » non.
all-capitals = La traduction est en capitales, l’original non.
small-in-french = Le français écrit « {$word} » avec une minuscule.
capital-in-english = L’anglais écrit « {$word} » avec une majuscule.
mark-alone = « {$mark} » n’a pas son pendant.
mark-twice = « {$mark} » figure deux fois.
end-changed = L’original se termine par « {$was} », la traduction par « {$is} ».
end-lost = L’original se termine par « {$was} », la traduction sans ponctuation.
end-added = L’original se termine sans ponctuation, la traduction par « {$is} ».
space-doubled = Il y a plusieurs espaces dans « {$words} ».
space-before = Il y a une espace devant le signe dans « {$words} ».
space-after = Il manque une espace après le signe dans « {$words} ».
space-before-french = Il manque une espace devant le signe dans « {$words} » : le français en veut une.
space-inside-french = Il manque une espace à l’intérieur des guillemets dans « {$words} » : le français en veut une.
space-before-english = Il y a une espace devant le signe dans « {$words} » : l’anglais n’en veut pas.

## Ce que d’autres ont trouvé

other-says = {$who} : {$note}
other-marks = {$who} marque « {$words} ».
other-missing = Selon {$who}, il manque quelque chose.
other-pair = {$who} marque la paire entière.
