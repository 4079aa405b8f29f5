# What findings say. The words of a text stand between quotation marks, as they are in the text.
# {$was} and {$words} are words of the original or of either side, {$is} words of the translation.
# fr/findings.ftl has the same messages with the same values.

## Words that belong to several messages

quoted = “{$words}”
either = {$one} or {$other}
what-heading = The heading
what-passage = The passage
what-line = The line

## Figures, dates, names

number-changed = “{$was}” became “{$is}”.
number-changed-more = “{$was}” became “{$is}”, {$times} times more.
number-changed-less = “{$was}” became “{$is}”, {$times} times less.
number-unit-changed = “{$was}” became “{$is}”: the unit is not the same.
number-worth = “{$was}” became “{$is}”, but it is about {$worth} {$unit}.
number-lost = The figure “{$words}” is not in the translation.
number-added = The figure “{$words}” is not in the original.
number-converted = “{$was}” was converted to “{$is}”.

date-changed = “{$was}” became “{$is}”: it is not the same { $kind ->
    [time] time
    [moment] time
   *[date] date
}.
date-lost = The { $kind ->
    [time] time
    [moment] time
   *[date] date
} “{$words}” is not in the translation.
date-added = The { $kind ->
    [time] time
    [moment] time
   *[date] date
} “{$words}” is not in the original.

class-changed = “{$was}” became “{$is}”: another { $class ->
    [continent] continent
    [city] city
    [region] region
    [river] river
    [sea] sea
    [religion] religion
    [party] party
    [organisation] organisation
    [media] news outlet
    [company] company
    [planet] planet
    [feast] feast
    [war] war
    [colour] colour
    [compass] point of the compass
    [season] season
    [kin] relative
    [office] office or trade
    [portfolio] ministry
    [worship] place of worship
    [metal] metal
    [beast] animal
   *[country] country or people
}; what is meant is “{$due}”.

name-changed = The name “{$was}” became “{$is}”.
name-near = The name “{$was}” became “{$is}”: another letter, another person.
name-title = “{$was}” became “{$is}” before “{$words}”: it is not the same person.
name-lost = The name “{$words}” is not in the translation.
name-added = The name “{$words}” is not in the original.

## Words that mean something else

mistranslated = “{$was}” became “{$is}”, which means “{$meaning}”.
usual-rendering = The usual rendering of “{$word}” is “{$rendering}” ({$percent} % of cases).
false-friend = “{$is}” looks like “{$was}” but means “{$meaning}”.
literal-term = “{$is}” renders the term “{$was}” word for word.
literal-term-means = “{$is}” renders the term “{$was}” word for word, which would mean “{$meaning}”.
weaker = “{$is}” may be weaker than “{$was}”: {$why}.
stronger = “{$is}” may be stronger than “{$was}”: {$why}.
another-degree = “{$is}” is of another degree than “{$was}”.
contrary = “{$is}” says the contrary of “{$was}”.
literal-idiom = “{$is}” renders the idiom “{$was}” word for word; it means “{$meaning}”.
another-rank = “{$is}” does not stand where “{$was}” stands on the same scale.
another-force = “{$was}” { $old ->
    [must] imposes a duty
    [should] advises
    [urge] invites
    [free] leaves free
    [never] forbids
   *[may] gives leave
}, “{$is}” { $new ->
    [must] imposes a duty
    [should] advises
    [urge] invites
    [free] leaves free
    [never] forbids
   *[may] gives leave
}.
limit-lost = “{$words}” limits what is said; the translation leaves it out.
limit-added = “{$words}” limits what is said; the original does not.
bound-changed = “{$is}” bounds the same figure otherwise than “{$was}”.
bound-lost = “{$words}” bounds the figure; the translation leaves it out.
bound-added = “{$words}” bounds the figure; the original does not.
told-as-sure = “{$was}” says that it may happen, “{$is}” that it will.
told-as-unsure = “{$was}” says that it will happen, “{$is}” that it may.
told-as-done = “{$was}” does not say that it has happened, “{$is}” says that it has.
told-as-ahead = “{$was}” says that it has happened, “{$is}” does not.
names-exchanged = The places of two names are exchanged: the original names “{$was}” first, the translation “{$is}”.
roles-exchanged = Who did what to whom is exchanged around “{$verb}”: in the original it is “{$was}” who acts, in the translation “{$is}”.
another-reference = “{$is}” takes up something else than “{$was}”.
another-person = “{$was}” became “{$is}”: it is not the same person.
another-tense = “{$was}” speaks of the { $old ->
    [past] past
    [future] future
   *[present] present
}, “{$is}” of the { $new ->
    [past] past
    [future] future
   *[present] present
}.
another-order = The words of the translation stand in another order than those of the original.

## What is asserted, denied, reported

negation-lost = The negation “{$words}” of the original has no counterpart in the translation.
negation-added = The translation negates what the original asserts, with “{$words}”.
hedge-lost = The translation asserts what the original only reports or supposes: { $kind ->
    [conditional] the conditional “{$words}”
   *[hedge] “{$words}”
} is lost.
hedge-added = The translation only reports or supposes what the original asserts: { $kind ->
    [conditional] the conditional “{$words}”
   *[hedge] “{$words}”
} is added.
surer = “{$is}” is surer than “{$was}”.
less-sure = “{$is}” is less sure than “{$was}”.
reported-otherwise = “{$is}” does not report the words in the same way as “{$was}”.
one-denies = “{$is}” stands for “{$was}”: only one of the two denies.
quantity-changed = “{$was}” and “{$is}” do not say the same quantity.
quantity-lost = “{$words}” is missing from the translation: how much it says may differ.
quantity-added = “{$words}” is not in the original: how much it says may differ.
qualifier-lost = The original specifies “{$words}”, the translation does not.
qualifier-added = The translation specifies “{$words}”, the original does not.
question-added = The translation asks what the original states.
question-lost = The translation states what the original asks.
quotation-lost = The original quotes {$words}; in the translation they are the words of the writer.
quotation-added = The translation puts {$words} between quotation marks, the original does not.

## What is missing, left over, or no translation

words-lost = “{$words}” has no counterpart in the translation.
words-added = “{$words}” has no counterpart in the original.
word-repeated = “{$words}” stands twice running.
phrase-repeated = “{$words}” comes {$times} times running.
translation-empty = The translation is empty.
original-empty = The original is empty.
no-translation = “{$words}” stands in place of a translation.
reply-refusal = The translation is the reply of a language model: it refuses, or asks for a text.
reply-words = “{$words}” is said about the translation and translates nothing.
unrelated = The translation has nothing to do with the original.
untranslated = The segment is not translated.
untranslated-words = “{$words}” is left in {$language}.
wrong-language = The translation is in {$is}, not in {$due}.
swapped = The sides are swapped: the original is in {$original}, the translation in {$translation}.
shifted = From here on the translations of {$count} pairs are shifted: each stands one pair { $way ->
    [earlier] earlier
   *[later] later
} than its original.
passage-lost = {$what} is missing from the translation.
passage-moved = {$what} stands at another place in the translation.
passage-added = {$what} translates nothing of the original.
passage-twice = {$what} stands twice in the translation and once in the original.
passage-once = {$what} stands twice in the original and once in the translation.

## Variables, tags, addresses, code

kind-code = The code
kind-tag = The tag
kind-variable = The variable
kind-attribute = The attribute
kind-address = The address
kind-path = The file name
kind-flag = The option
kind-identifier = The identifier
kind-product-code = The product code
kind-keys = The key combination
markup-changed = {$kind} “{$was}” became “{$is}”.
markup-lost = {$kind} “{$words}” is not in the translation.
markup-added = {$kind} “{$words}” is not in the original.
markup-order = “{$is}” stands where “{$was}” should: variables without numbers are filled in their order.

## Terms and names, over a whole text

glossary-keep = “{$words}” should stay as it is.
glossary-due = The glossary has {$due} for “{$words}”.
glossary-due-instead = The glossary has {$due} for “{$words}”; here stands “{$is}”.
glossary-forbids = The glossary forbids “{$words}” here.
glossary-forbids-has = The glossary forbids “{$words}” here; it has “{$due}”.
glossary-note = The glossary says: {$note}
two-spellings = The translation writes the same name “{$rare}” and “{$usual}”.
two-terms = “{$term}” is “{$rare}” here and “{$usual}” elsewhere.
one-term = “{$shared}” stands for “{$word}” as well as for “{$other}”.
counts = It has “{$usual}” { $often ->
    [one] once
   *[other] {$often} times
}, “{$rare}” { $seldom ->
    [one] once
   *[other] {$seldom} times
}.
counts-for = It stands for “{$usual}” { $often ->
    [one] once
   *[other] {$often} times
}, for “{$rare}” { $seldom ->
    [one] once
   *[other] {$seldom} times
}.
requoted = The same words are quoted in two strengths: here “{$short}”, elsewhere “{$long}” (“{$lost}” is left out here).
requoted-likewise = The original does so too: “{$words}”.
headline-figure = The headline says “{$words}”, the text “{$other}”.
headline-asserts = The headline asserts what the text does not: there it says “{$hedge}”.
headline-contrary = The headline says the contrary of the text: only one of them has the negation “{$words}”.
headline-likewise = The original does so too.

## Form

misspelt = “{$word}” is probably “{$due}”, misspelt.
capital-missing = The original begins with a capital, “{$word}” does not.
all-capitals = The translation is in capitals, the original is not.
small-in-french = French writes “{$word}” with a small letter.
capital-in-english = English writes “{$word}” with a capital.
mark-alone = “{$mark}” has no partner.
mark-twice = “{$mark}” stands twice.
end-changed = The original ends with “{$was}”, the translation with “{$is}”.
end-lost = The original ends with “{$was}”, the translation without a mark.
end-added = The original ends without a mark, the translation with “{$is}”.
space-doubled = There are several spaces in “{$words}”.
space-before = There is a space before the mark in “{$words}”.
space-after = A space is missing after the mark in “{$words}”.
space-before-french = A space is missing before the mark in “{$words}”: French wants one.
space-inside-french = A space is missing inside the quotation marks in “{$words}”: French wants one.
space-before-english = There is a space before the mark in “{$words}”: English wants none.

## Findings of other checkers

other-says = {$who}: {$note}
other-marks = {$who} marks “{$words}”.
other-missing = {$who} says that something is missing.
other-pair = {$who} marks the pair as a whole.
