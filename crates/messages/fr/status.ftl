# Ce que `calque status` dit des pages et de leurs parties.
# en/status.ftl contient les mêmes messages avec les mêmes valeurs.

## L'état d'une page

status-unreadable = illisible
status-missing = absente
status-untranslated = non traduite
status-unrelated = autre texte
status-behind = en retard
status-changed = original modifié
status-differs = diffère
status-in-step = à jour
status-orphan = sans original
status-ignored = mise à part

## Les parties d'une page

status-item-missing = sans équivalent
status-item-rewritten = au contenu différent
status-item-new = dans la traduction seulement
status-item-changed = à revoir, l’original a changé

status-kind-section = section
status-kind-heading = titre
status-kind-paragraph = paragraphe
status-kind-list-item = élément de liste
status-kind-cell = cellule
status-kind-quote = citation
status-kind-caption = légende
status-kind-code = code
status-kind-sentence = phrase
status-kind-message = message

status-item = {$kind} {$change} : « {$words} »
status-item-instead = {$kind} {$change} : « {$words} », ici « {$instead} »
status-item-was = {$kind} {$change} : « {$words} », avant « {$instead} »
status-lines = {$count ->
    [one] {$count} mot
   *[other] {$count} mots
  }

## L'ensemble

status-title = État de la traduction
status-progress = {$share} % des mots, {$done} pages sur {$pages} à jour
status-all-in-step = Toutes les pages sont à jour.
status-more = et {$count} de plus
status-to-check = {$count ->
    [one] {$count} constat à vérifier
   *[other] {$count} constats à vérifier
  }
status-set-apart = {$count} mis à part
status-known = {$count} déjà connus
status-column-page = page
status-column-state = état
status-column-what = détails
